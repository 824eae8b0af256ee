//! The rules of the one-stop desk: pure, no I/O, no clock, no async.

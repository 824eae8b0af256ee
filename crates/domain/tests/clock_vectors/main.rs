//! Promised days: the shared vectors, our own cases, and what must hold for every promise.

#![expect(clippy::unwrap_used, reason = "tests")]

mod cases;
mod ours;
mod properties;
mod shared;
mod written;

//! The calendar in layers: what comes of them, what is found in them, and that none vanishes.

#![expect(clippy::unwrap_used, reason = "tests")]

mod differing;
mod finding;
mod given;
mod resolving;
mod versions;

//! Organisation files: what is taken, what is named, and the trees of a real province.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its scene should stop"
)]

mod built_in;
mod flaws;
mod may;
mod reading;
mod real;
mod report;

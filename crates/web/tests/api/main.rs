//! The contract of the API, line by line, on a real database.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod access;
mod acts;
mod catalogue;
mod clock;
mod files;
mod input;
mod life;
mod lists;
mod odd;
mod opening;
mod opinions;
#[path = "../province/mod.rs"]
mod province;
mod ward;

//! The process language: what is found in a draft, and how what was accepted runs.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its scene should stop"
)]

mod blocks;
mod cofsa;
mod difference;
mod explorer;
mod flaws;
#[path = "../given/mod.rs"]
mod given;
mod patterns;
mod picture;
mod properties;
mod publishing;
mod random;
mod running;
mod staff;
mod templates;
mod timing;

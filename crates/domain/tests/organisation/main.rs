//! The dated tree: what stands where on which day, and who carries on.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its scene should stop"
)]

mod drafts;
mod files;
mod flaws;
mod properties;
mod standing;

//! The clock with its pauses: against a slow reference, by what must always hold, and case by case.

#![expect(clippy::unwrap_used, reason = "tests")]

mod agreeing;
mod attribution;
mod cases;
mod explaining;
mod odd_moments;
mod random;
mod slow;

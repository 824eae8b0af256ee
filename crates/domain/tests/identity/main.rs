//! Identities as people write them. All persons are invented.

#![expect(clippy::unwrap_used, reason = "tests")]

mod birth_date;
mod card;
mod keeping;
mod names;
mod personal_id;
mod reach;

use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 21);

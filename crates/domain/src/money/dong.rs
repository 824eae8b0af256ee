//! Sums of Vietnamese money (đồng), read from people and shown to them.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::vietnamese::show::show_number;

/// A sum in whole đồng (số tiền).
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct Dong(u64);

/// The largest sum we read, in đồng: far above any fee, far below what could overflow.
const INPUT_MAX: u64 = 1_000_000_000_000_000;

/// Why a text is not a sum.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotASum {
    /// Nothing was written.
    #[error("no sum was written")]
    Empty,
    /// There is a comma: `1,359` may mean 1359 or a little more than one.
    #[error("`{text}` may be read in two ways because of its comma")]
    Ambiguous {
        /// What was written.
        text: String,
    },
    /// Points or spaces do not stand between thousands.
    #[error("the digits of `{text}` are not grouped by thousands")]
    OddGroups {
        /// What was written.
        text: String,
    },
    /// Something else than digits stands there.
    #[error("`{text}` is not written in digits")]
    NotDigits {
        /// What was written.
        text: String,
    },
    /// More than any fee can be.
    #[error("`{text}` is too large")]
    TooLarge {
        /// What was written.
        text: String,
    },
}

impl Dong {
    /// No money.
    pub const ZERO: Self = Self(0);

    /// A sum of so many đồng.
    pub const fn new(amount: u64) -> Self {
        Self(amount)
    }

    /// How many đồng.
    pub const fn amount(self) -> u64 {
        self.0
    }

    /// Both together; `None` when no sum can hold it.
    pub fn checked_add(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    /// Both together, or the largest sum there is: for sums that were checked when they came in.
    #[must_use]
    pub const fn plus(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }

    /// What is left, or nothing when `other` is more.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }

    /// Whether it is no money at all.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// What is left; `None` when `other` is more.
    pub fn checked_sub(self, other: Self) -> Option<Self> {
        self.0.checked_sub(other.0).map(Self)
    }

    /// So many times; `None` when no sum can hold it.
    pub fn checked_mul(self, count: u32) -> Option<Self> {
        self.0.checked_mul(u64::from(count)).map(Self)
    }

    /// All together; `None` when no sum can hold it.
    pub fn checked_total(sums: impl IntoIterator<Item = Self>) -> Option<Self> {
        sums.into_iter().try_fold(Self::ZERO, Self::checked_add)
    }

    /// In running text: `120.000 đồng`.
    pub fn show(self) -> String {
        format!("{} đồng", show_number(self.0))
    }

    /// In tables: `120.000 ₫`.
    pub fn show_short(self) -> String {
        format!("{} ₫", show_number(self.0))
    }
}

impl FromStr for Dong {
    type Err = NotASum;

    /// Reads `120000`, `120.000`, `120 000`, with or without `đồng`, `đ`, `₫`, `VND` after it.
    fn from_str(text: &str) -> Result<Self, NotASum> {
        let written = || text.to_owned();
        let lower = crate::vietnamese::clean(text).to_lowercase();
        let mut digits = lower.trim();
        for unit in ["đồng", "vnđ", "vnd", "đ", "₫"] {
            digits = digits.strip_suffix(unit).unwrap_or(digits).trim_end();
        }
        if digits.is_empty() {
            return Err(NotASum::Empty);
        }
        if digits
            .bytes()
            .any(|byte| !byte.is_ascii_digit() && !b"., ".contains(&byte))
        {
            return Err(NotASum::NotDigits { text: written() });
        }
        if digits.contains(',') {
            return Err(NotASum::Ambiguous { text: written() });
        }
        if !grouped_by_thousands(digits) {
            return Err(NotASum::OddGroups { text: written() });
        }
        let digits = digits.replace(['.', ' '], "");
        match digits.parse() {
            Ok(amount) if amount <= INPUT_MAX => Ok(Self(amount)),
            Ok(_) | Err(_) => Err(NotASum::TooLarge { text: written() }),
        }
    }
}

/// Digits alone, or in threes parted everywhere by the same mark.
fn grouped_by_thousands(text: &str) -> bool {
    let mark = if text.contains('.') { '.' } else { ' ' };
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or_default();
    let digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    let mut rest = groups.peekable();
    let first_fits = rest.peek().is_none() || (1..=3).contains(&first.len());
    first_fits && digits(first) && rest.all(|group| group.len() == 3 && digits(group))
}

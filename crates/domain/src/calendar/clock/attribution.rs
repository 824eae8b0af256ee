//! Whose time it was: every working minute of a dossier belongs to exactly one holder.

use std::collections::BTreeMap;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::calendar::{WorkingCalendar, YearMissing};

/// Who can have a dossier (người đang giữ hồ sơ).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HolderKind {
    /// The one-stop desk (bộ phận một cửa).
    Desk,
    /// The unit that examines it (đơn vị thụ lý).
    ExaminingUnit,
    /// A unit that was asked for its opinion (đơn vị được lấy ý kiến).
    ConsultedUnit,
    /// Whoever signs (người ký).
    Signer,
    /// The records clerk, who gives the number (văn thư).
    Records,
    /// The applicant, who was asked for something (người nộp).
    Citizen,
    /// The payment that is waited for (chờ thanh toán).
    Payment,
    /// The public post (bưu chính công ích).
    Post,
}

impl HolderKind {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Desk,
        Self::ExaminingUnit,
        Self::ConsultedUnit,
        Self::Signer,
        Self::Records,
        Self::Citizen,
        Self::Payment,
        Self::Post,
    ];
}

/// From this moment on somebody has the dossier, until the next one gets it (lần chuyển giao).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hand {
    /// When they got it, local time.
    pub from: DateTime,
    /// Who.
    pub holder: HolderKind,
}

/// The working minutes of each holder (thời gian từng nơi giữ hồ sơ).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attribution {
    /// Only those who had it at all.
    pub shares: BTreeMap<HolderKind, u32>,
    /// The working minutes from the first moment to the end: the sum of the shares.
    pub elapsed: u32,
}

/// Why time cannot be attributed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotAttributed {
    /// A year has no calendar.
    #[error(transparent)]
    YearMissing(#[from] YearMissing),
    /// A moment lies before the one before it, or after the end.
    #[error("the moment {at} is out of order")]
    OutOfOrder {
        /// The moment.
        at: DateTime,
    },
}

/// Attributes the working minutes from the first hand to the end, seconds dropped.
///
/// # Errors
/// [`NotAttributed`] when the moments are out of order or a year has no calendar.
pub fn attribute(
    calendar: &WorkingCalendar,
    hands: &[Hand],
    end: DateTime,
) -> Result<Attribution, NotAttributed> {
    let mut attribution = Attribution::default();
    let nexts = hands.iter().skip(1).map(|hand| hand.from).chain([end]);
    for (hand, until) in hands.iter().zip(nexts) {
        if until < hand.from {
            return Err(NotAttributed::OutOfOrder { at: until });
        }
        let minutes = calendar.index.minutes_between(calendar, hand.from, until)?;
        *attribution.shares.entry(hand.holder).or_default() += minutes;
        attribution.elapsed += minutes;
    }
    Ok(attribution)
}

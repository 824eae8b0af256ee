//! The ten national statuses, as people and the national portal see a dossier.

use serde::{Deserialize, Serialize};

use crate::calendar::pauses::PauseGround;
use crate::dossier::{Dossier, Stage};

/// Trạng thái hồ sơ on the national portal, 1 to 10.
///
/// Law: the codes of the national portal's dossier message [source: a provincial system, public].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NationalStatus {
    /// Mới đăng ký.
    Registered,
    /// Được tiếp nhận.
    Received,
    /// Không được tiếp nhận.
    NotReceived,
    /// Đang xử lý.
    InProgress,
    /// Yêu cầu bổ sung giấy tờ.
    SupplementAsked,
    /// Yêu cầu thực hiện nghĩa vụ tài chính.
    ObligationDue,
    /// Công dân yêu cầu rút hồ sơ.
    Withdrawn,
    /// Dừng xử lý.
    Stopped,
    /// Đã xử lý xong.
    Settled,
    /// Đã trả kết quả.
    HandedOver,
}

impl NationalStatus {
    /// Every status, by code.
    pub const ALL: [Self; 10] = [
        Self::Registered,
        Self::Received,
        Self::NotReceived,
        Self::InProgress,
        Self::SupplementAsked,
        Self::ObligationDue,
        Self::Withdrawn,
        Self::Stopped,
        Self::Settled,
        Self::HandedOver,
    ];

    /// The portal's code, 1 to 10.
    pub fn code(self) -> u8 {
        match self {
            Self::Registered => 1,
            Self::Received => 2,
            Self::NotReceived => 3,
            Self::InProgress => 4,
            Self::SupplementAsked => 5,
            Self::ObligationDue => 6,
            Self::Withdrawn => 7,
            Self::Stopped => 8,
            Self::Settled => 9,
            Self::HandedOver => 10,
        }
    }
}

impl Dossier {
    /// The national status.
    pub fn national_status(&self) -> NationalStatus {
        match &self.stage {
            Stage::Submitted => NationalStatus::Registered,
            Stage::AwaitingSupplement { .. } => NationalStatus::SupplementAsked,
            Stage::Refused => NationalStatus::NotReceived,
            Stage::Received(_) if self.is_paused_for_payment() => NationalStatus::ObligationDue,
            Stage::Received(_) => NationalStatus::Received,
            Stage::Examining(_) | Stage::Deciding(..) | Stage::Numbering(..) => {
                if self.waits_for_payment() {
                    NationalStatus::ObligationDue
                } else {
                    NationalStatus::InProgress
                }
            }
            Stage::Resolved(..) => NationalStatus::Settled,
            Stage::HandedOver(..) => NationalStatus::HandedOver,
            Stage::Withdrawn => NationalStatus::Withdrawn,
            Stage::Stopped => NationalStatus::Stopped,
        }
    }
}

impl Dossier {
    /// Whether it waits for money: charged in settlement, or the clock stands still for it.
    fn waits_for_payment(&self) -> bool {
        self.is_paused_for_payment() || (self.charged_in_settlement && !self.owed().is_zero())
    }

    fn is_paused_for_payment(&self) -> bool {
        self.open_pause()
            .is_some_and(|pause| pause.ground == PauseGround::FinancialObligation)
    }
}

impl Stage {
    /// The stable name used in rows and the API.
    pub fn name(&self) -> &'static str {
        match self {
            Self::Submitted => "submitted",
            Self::AwaitingSupplement { .. } => "awaiting_supplement",
            Self::Refused => "refused",
            Self::Received(_) => "received",
            Self::Examining(_) => "examining",
            Self::Deciding(..) => "deciding",
            Self::Numbering(..) => "numbering",
            Self::Resolved(..) => "resolved",
            Self::HandedOver(..) => "handed_over",
            Self::Withdrawn => "withdrawn",
            Self::Stopped => "stopped",
        }
    }
}

//! Money: amounts, charges and payments.

pub mod dong;

pub use dong::Dong;

use serde::{Deserialize, Serialize};

use crate::procedure::fee::{FeeKey, FeeKind};

/// One line an applicant owes: from the catalogue version of the dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Charge {
    /// The fee in the dossier's terms.
    pub fee: FeeKey,
    /// Phí or lệ phí.
    pub kind: FeeKind,
    /// Units charged, at least 1.
    pub units: u32,
    /// Amount of the whole line.
    pub amount: Dong,
}

/// How money was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// Tiền mặt.
    Cash,
    /// Chuyển khoản.
    Transfer,
    /// Thẻ.
    Card,
}

impl PaymentMethod {
    /// Every method, in the order in which screens list them.
    pub const ALL: [Self; 3] = [Self::Cash, Self::Transfer, Self::Card];
}

/// Why a charge is waived (miễn, giảm).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WaiverGround {
    /// Hộ nghèo, cận nghèo.
    PoorHousehold,
    /// Người có công với cách mạng.
    MeritoriousPerson,
    /// Người cao tuổi.
    ElderlyPerson,
    /// Người khuyết tật.
    DisabledPerson,
    /// Trẻ em.
    Child,
    /// Đồng bào dân tộc thiểu số ở xã đặc biệt khó khăn.
    DisadvantagedArea,
    /// Đăng ký đúng hạn được miễn.
    OnTimeRegistration,
    /// Nộp trực tuyến được miễn theo nghị quyết của tỉnh.
    OnlineFiling,
}

impl WaiverGround {
    /// Every ground, in the order in which screens list them.
    pub const ALL: [Self; 8] = [
        Self::PoorHousehold,
        Self::MeritoriousPerson,
        Self::ElderlyPerson,
        Self::DisabledPerson,
        Self::Child,
        Self::DisadvantagedArea,
        Self::OnTimeRegistration,
        Self::OnlineFiling,
    ];
}

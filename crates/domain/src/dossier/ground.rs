//! Grounds and proofs: what an official chooses from when refusing, stopping or handing over.
//!
//! They stand in stored events: variants are added, never renamed or reused.

use serde::{Deserialize, Serialize};

/// Grounds to refuse reception.
///
/// Law: Nghị định 61/2018/NĐ-CP, Điều 17, and Nghị định 118/2025/NĐ-CP [memory, medium].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalGround {
    /// Không thuộc thẩm quyền.
    NotCompetent,
    /// Không đủ điều kiện theo quy định.
    NotEligible,
    /// Đang có hồ sơ khác về cùng việc.
    AlreadyFiled,
    /// Không bổ sung trong thời hạn được hẹn.
    SupplementMissing,
}

impl RefusalGround {
    /// Every ground, in the order in which screens list them.
    pub const ALL: [Self; 4] = [
        Self::NotCompetent,
        Self::NotEligible,
        Self::AlreadyFiled,
        Self::SupplementMissing,
    ];
}

/// Grounds to stop settlement (dừng giải quyết).
///
/// Law: Thông tư 03/2025/TT-VPCP, Mẫu 05 [study, medium].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StopGround {
    /// Quá hạn bổ sung mà không bổ sung.
    SupplementMissing,
    /// Quá hạn thực hiện nghĩa vụ tài chính.
    ObligationMissing,
    /// Đối tượng của thủ tục không còn.
    PurposeGone,
    /// Theo quyết định của cơ quan có thẩm quyền.
    OrderedByAuthority,
}

impl StopGround {
    /// Every ground, in the order in which screens list them.
    pub const ALL: [Self; 4] = [
        Self::SupplementMissing,
        Self::ObligationMissing,
        Self::PurposeGone,
        Self::OrderedByAuthority,
    ];
}

/// How it was proven that the right person has the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandOverProof {
    /// Giấy hẹn.
    Receipt,
    /// Thẻ căn cước.
    IdentityCard,
    /// Giấy ủy quyền.
    Authorisation,
    /// Bưu chính phát tận nơi.
    Post,
    /// Bản điện tử đã tải bằng mã và mã tra cứu.
    Electronic,
}

impl HandOverProof {
    /// Every proof, in the order in which screens list them.
    pub const ALL: [Self; 5] = [
        Self::Receipt,
        Self::IdentityCard,
        Self::Authorisation,
        Self::Post,
        Self::Electronic,
    ];
}

//! Help with the form: an official types for somebody who cannot do it alone, and who agreed to it.

use serde::{Deserialize, Serialize};

/// Help with an application (tiếp nhận có hỗ trợ). Who helped is whoever received it: the event's
/// envelope says that.
///
/// It is no channel of its own. What an official types counts as handed in at the desk, never as
/// filed online by the applicant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assistance {
    /// How the applicant agreed.
    pub consent: Consent,
    /// Whether what was typed was read aloud to the applicant.
    pub read_back: bool,
}

/// How the applicant agreed (đồng ý) that an official types for them. Silence is no consent, so
/// there is no usual answer.
///
/// Law: Luật Bảo vệ dữ liệu cá nhân 91/2025/QH15 wants consent that is clear and can be shown
/// [memory, medium]; the list is ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// Ký trên giấy.
    Signed,
    /// Điểm chỉ trên giấy.
    Fingerprint,
    /// Bằng lời, trước người làm chứng.
    SpokenBeforeWitness,
}

impl Consent {
    /// Every way, in the order in which screens list them.
    pub const ALL: [Self; 3] = [Self::Signed, Self::Fingerprint, Self::SpokenBeforeWitness];
}

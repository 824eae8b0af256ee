//! How content the applicant is with the service.

use serde::{Deserialize, Serialize};

/// One of five levels of content (mức độ hài lòng), chosen by the applicant.
///
/// Law: Thông tư 01/2018/TT-VPCP, Chương III, asks for ratings [source: a study]; a paper form has
/// three levels, that they are five here is ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Satisfaction {
    /// Rất không hài lòng.
    VeryDissatisfied,
    /// Không hài lòng.
    Dissatisfied,
    /// Bình thường.
    Neutral,
    /// Hài lòng.
    Satisfied,
    /// Rất hài lòng.
    VerySatisfied,
}

impl Satisfaction {
    /// Every level, from the worst to the best, as people choose it.
    pub const ALL: [Self; 5] = [
        Self::VeryDissatisfied,
        Self::Dissatisfied,
        Self::Neutral,
        Self::Satisfied,
        Self::VerySatisfied,
    ];

    /// 1 for the worst to 5 for the best.
    pub fn score(self) -> u8 {
        match self {
            Self::VeryDissatisfied => 1,
            Self::Dissatisfied => 2,
            Self::Neutral => 3,
            Self::Satisfied => 4,
            Self::VerySatisfied => 5,
        }
    }

    /// The level that has this score.
    pub fn from_score(score: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|level| level.score() == score)
    }
}

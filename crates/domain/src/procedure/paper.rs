//! Required papers (thành phần hồ sơ): how many, original or copy, when needed.

use serde::{Deserialize, Serialize};

/// The key of a required paper within its case.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PaperKey(pub String);

/// Whether a paper must be there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Need {
    /// Always.
    Always,
    /// Only in the situation described.
    When(String),
    /// The applicant may add it.
    Optional,
}

/// Whether a paper stays in the dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Handing {
    /// Nộp: stays in the dossier.
    Submit,
    /// Xuất trình: shown and taken back.
    Present,
}

/// A required paper (thành phần hồ sơ).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequiredPaper {
    /// The key within the case.
    pub key: PaperKey,
    /// National code of the component, where known.
    pub code: Option<String>,
    /// Name.
    pub name: String,
    /// Originals asked for.
    pub originals: u8,
    /// Copies asked for.
    pub copies: u8,
    /// Handed in or only shown.
    pub handing: Handing,
    /// Whether it must be there.
    pub need: Need,
    /// The form it is written on, where there is one.
    pub form: Option<String>,
    /// The database that makes it unnecessary; then nobody may ask for it.
    pub replaceable_by: Option<String>,
    /// Whether the declaration filled in here is this paper.
    #[serde(default)]
    pub is_declaration: bool,
}

impl RequiredPaper {
    /// Whether a dossier without it is incomplete.
    pub fn must_be_there(&self) -> bool {
        self.need == Need::Always && self.replaceable_by.is_none() && !self.is_declaration
    }
}

//! Administrative procedures (thủ tục hành chính): what is published about each of them.

pub mod answers;
pub mod content;
pub mod declaration;
pub mod fee;
pub mod occasion;
pub mod paper;
pub mod reduced;
pub mod search;

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::time_limit::TimeLimit;
use crate::people::ApplicantKind;
use crate::people::agency::Level;
use crate::procedure::content::Part;
use crate::procedure::declaration::DeclarationForm;
use crate::procedure::fee::Fee;
use crate::procedure::paper::{PaperKey, RequiredPaper};
use crate::procedure::reduced::ReducedLimit;
use crate::process::template::TemplateUse;
use crate::workflow::Workflow;

/// The national number of a procedure (mã thủ tục), such as `1.001193`, or with a local suffix
/// such as `1.000948.H38`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct ProcedureCode(String);

/// The text is no procedure code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a procedure code is one digit, a dot and six digits, perhaps with a local suffix")]
pub struct NotAProcedureCode;

impl FromStr for ProcedureCode {
    type Err = NotAProcedureCode;

    fn from_str(text: &str) -> Result<Self, NotAProcedureCode> {
        let mut parts = text.splitn(3, '.');
        let group = parts.next().unwrap_or_default();
        let number = parts.next().unwrap_or_default();
        let digits =
            |part: &str, count| part.len() == count && part.bytes().all(|b| b.is_ascii_digit());
        let suffix_is_sound = parts.next().is_none_or(|suffix| {
            !suffix.is_empty()
                && suffix.len() <= 35
                && suffix
                    .bytes()
                    .all(|b| b.is_ascii_alphanumeric() || b == b'.')
        });
        if digits(group, 1) && digits(number, 6) && suffix_is_sound {
            Ok(Self(text.to_owned()))
        } else {
            Err(NotAProcedureCode)
        }
    }
}

impl TryFrom<String> for ProcedureCode {
    type Error = NotAProcedureCode;

    fn try_from(text: String) -> Result<Self, NotAProcedureCode> {
        text.parse()
    }
}

impl From<ProcedureCode> for String {
    fn from(code: ProcedureCode) -> Self {
        code.0
    }
}

impl ProcedureCode {
    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for ProcedureCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The key of a case (trường hợp) within its procedure: lower-case letters, digits and hyphens.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct CaseKey(pub String);

/// How an application comes in (kênh).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Trực tiếp tại quầy.
    Desk,
    /// Trực tuyến.
    Online,
    /// Qua bưu chính công ích.
    Post,
}

impl Channel {
    /// Every channel, in the order in which screens list them.
    pub const ALL: [Self; 3] = [Self::Desk, Self::Online, Self::Post];
}

/// How much of a procedure works online (dịch vụ công trực tuyến toàn trình, một phần).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceLevel {
    /// Toàn trình.
    FullyOnline,
    /// Một phần.
    PartlyOnline,
    /// Chỉ cung cấp thông tin trực tuyến.
    InformationOnly,
}

/// A level that settles a procedure (cấp thực hiện), as published.
///
/// Wider than [`Level`]: procedures of ministries are published too, and some are settled by
/// bodies outside the three levels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettlingLevel {
    /// Cấp Bộ.
    Ministry,
    /// Cấp tỉnh.
    Province,
    /// Cấp huyện, until 30/06/2025.
    District,
    /// Cấp xã.
    Commune,
    /// Cơ quan khác.
    Other,
}

impl SettlingLevel {
    /// Every level, from the top down.
    pub const ALL: [Self; 5] = [
        Self::Ministry,
        Self::Province,
        Self::District,
        Self::Commune,
        Self::Other,
    ];

    /// The level of government meant, where there is one in the organisation of a province.
    pub fn level(self) -> Option<Level> {
        match self {
            Self::Province => Some(Level::Province),
            Self::District => Some(Level::District),
            Self::Commune => Some(Level::Commune),
            Self::Ministry | Self::Other => None,
        }
    }
}

/// How sure the facts of a catalogue entry are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Two publications agree.
    High,
    /// Seen once, derived, or the sources disagree.
    Medium,
    /// From memory or a description at second hand.
    Low,
    /// Nobody said.
    #[default]
    Unstated,
}

/// A field of administration (lĩnh vực).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sector {
    /// National code, where known.
    pub code: Option<String>,
    /// Name.
    pub name: String,
}

/// One version of a procedure (thủ tục hành chính).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Procedure {
    /// National number.
    pub code: ProcedureCode,
    /// Grows by one with each change of content.
    pub version: u32,
    /// Short name for people.
    pub name: String,
    /// Name as published.
    pub official_name: String,
    /// English name, where there is one.
    pub english_name: Option<String>,
    /// Other words people use for it, for search.
    #[serde(default)]
    pub synonyms: Vec<String>,
    /// Field of administration.
    pub sector: Sector,
    /// Levels that settle it.
    pub levels: Vec<SettlingLevel>,
    /// Who may apply.
    pub applicants: Vec<ApplicantKind>,
    /// How much of it works online.
    pub online_level: ServiceLevel,
    /// Sets of papers to hand in (số bộ hồ sơ); none when it is not published.
    #[serde(default)]
    pub sets: Option<u8>,
    /// The cases, each with its own terms and papers; at least one.
    pub cases: Vec<Case>,
    /// What the applicant gets.
    pub results: Vec<ResultPaper>,
    /// The law behind it.
    pub legal_bases: Vec<LegalBasis>,
    /// The order of steps, in words for people.
    pub steps: Vec<String>,
    /// Requirements and conditions in words; empty when there are none.
    pub conditions: String,
    /// The agencies that settle it, in words.
    pub agencies_text: String,
    /// The decision that published it and its validity.
    pub publication: Publication,
    /// The declaration (tờ khai) to fill in, where we have it.
    pub declaration: Option<DeclarationForm>,
    /// The internal process; the usual line when none is given.
    pub workflow: Workflow,
    /// The process template it goes by, where one was chosen. Not written where there is none, so
    /// that contents of before and of today look the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub process: Option<TemplateUse>,
    /// What an administrator has to mend: text that no one could turn into a value.
    #[serde(default)]
    pub to_mend: Vec<ToMend>,
    /// Where the facts come from.
    pub source: String,
    /// How sure they are.
    #[serde(default)]
    pub certainty: Certainty,
}

impl Procedure {
    /// The channels open for at least one case, in their usual order.
    pub fn channels(&self) -> Vec<Channel> {
        Channel::ALL
            .into_iter()
            .filter(|channel| {
                self.cases
                    .iter()
                    .any(|case| case.terms_for(*channel).is_some())
            })
            .collect()
    }

    /// Whether this version is in force on `day`.
    pub fn is_in_force_on(&self, day: Date) -> bool {
        self.publication.valid_from.is_none_or(|first| first <= day)
            && self.publication.valid_to.is_none_or(|last| day <= last)
    }

    /// The case with this key.
    pub fn case(&self, key: &CaseKey) -> Option<&Case> {
        self.cases.iter().find(|case| &case.key == key)
    }
}

/// A case (trường hợp): its terms by channel and its papers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Case {
    /// The key within the procedure.
    pub key: CaseKey,
    /// Name for people.
    pub name: String,
    /// Time limit and fees; every channel that is open for the case occurs in exactly one.
    pub terms: Vec<Terms>,
    /// What to bring (thành phần hồ sơ).
    pub papers: Vec<RequiredPaper>,
}

impl Case {
    /// The terms for this channel; none when the channel is closed for the case.
    pub fn terms_for(&self, channel: Channel) -> Option<&Terms> {
        self.terms
            .iter()
            .find(|terms| terms.channels.contains(&channel))
    }

    /// The required paper with this key.
    pub fn paper(&self, key: &PaperKey) -> Option<&RequiredPaper> {
        self.papers.iter().find(|paper| &paper.key == key)
    }
}

/// Time limit (thời hạn giải quyết) and fees of a case for some channels.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Terms {
    /// The channels these terms hold for.
    pub channels: Vec<Channel>,
    /// The time limit that the law gives.
    pub limit: TimeLimit,
    /// The shorter one that the province keeps. Not written where there is none, so that contents
    /// of before and of today look the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reduced: Option<ReducedLimit>,
    /// The fees.
    pub fees: Vec<Fee>,
    /// What else is published about filing this way; empty when nothing is.
    #[serde(default)]
    pub note: String,
}

/// A result paper (kết quả) that the procedure can end with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResultPaper {
    /// National code, where known.
    pub code: Option<String>,
    /// Name.
    pub name: String,
}

/// A legal basis (căn cứ pháp lý).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LegalBasis {
    /// Number of the instrument, such as `60/2014/QH13`.
    pub number: String,
    /// What it is about.
    pub title: String,
    /// The day it was issued, where known.
    #[serde(default)]
    pub issued_on: Option<Date>,
    /// Who issued it; empty when not known.
    #[serde(default)]
    pub issuer: String,
}

/// The decision that published a version (quyết định công bố) and the version's validity.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Publication {
    /// Number and issuer; empty when not known.
    pub decision: String,
    /// First day in force; from the beginning when none.
    pub valid_from: Option<Date>,
    /// Last day in force; open when none.
    pub valid_to: Option<Date>,
}

/// A text that could not be turned into a value and waits for an administrator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToMend {
    /// The field, as the source names it.
    pub field: String,
    /// The text as it came.
    pub text: String,
    /// Why it could not be read.
    pub reason: String,
    /// The obligatory part that stays unfilled until it is mended; none when it is another field.
    #[serde(default)]
    pub part: Option<Part>,
}

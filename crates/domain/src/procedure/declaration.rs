//! The declaration (tờ khai, biểu mẫu điện tử): fields, and answers parsed against them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// The design of a declaration (tờ khai).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclarationForm {
    /// Name of the form.
    pub name: String,
    /// The instrument it belongs to.
    pub basis: String,
    /// The fields in the order of asking.
    pub fields: Vec<FormField>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormField {
    /// Stable key, such as `con.ho_ten`.
    pub key: String,
    /// The question.
    pub label: String,
    /// One sentence of help; empty when the label says it all.
    #[serde(default)]
    pub help: String,
    /// What an answer looks like.
    pub kind: FieldKind,
    /// Whether it must be answered.
    pub required: bool,
    /// Where an answer may be taken from.
    #[serde(default)]
    pub prefill: Prefill,
    /// The heading under which the field stands; consecutive fields share it.
    #[serde(default)]
    pub group: String,
    /// The same for whoever does not read Vietnamese; none where nobody wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub english: Option<EnglishField>,
}

/// A question in English. What is answered is kept in Vietnamese all the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct EnglishField {
    /// The question.
    pub label: String,
    /// One sentence of help; empty where the Vietnamese has none.
    #[serde(default)]
    pub help: String,
    /// The choices, in the order of the Vietnamese ones.
    #[serde(default)]
    pub choices: Vec<String>,
    /// The heading; empty where the Vietnamese has none.
    #[serde(default)]
    pub group: String,
}

/// What an answer looks like.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// One line, at most 200 characters.
    Line,
    /// Several lines, at most 2,000 characters.
    Text,
    /// A person's name.
    Name,
    /// 12-digit personal number.
    PersonalId,
    /// Tax code.
    TaxCode,
    /// A day, or only a year.
    Date,
    /// A phone number.
    Phone,
    /// An e-mail address.
    Email,
    /// An address in one line.
    Address,
    /// A whole number.
    Number,
    /// An amount in đồng.
    Amount,
    /// Yes or no.
    YesNo,
    /// One of these.
    Choice(Vec<String>),
}

/// Where an answer may be taken from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prefill {
    /// Nowhere.
    #[default]
    Nothing,
    /// The applicant's name.
    ApplicantName,
    /// The applicant's personal number.
    ApplicantIdentity,
    /// The applicant's date of birth.
    ApplicantBirth,
    /// The applicant's sex.
    ApplicantSex,
    /// The applicant's address.
    ApplicantAddress,
    /// The applicant's phone.
    ApplicantPhone,
    /// The day of filing.
    Today,
}

/// Answers by field key, as text that was parsed once.
pub type Answers = BTreeMap<String, String>;

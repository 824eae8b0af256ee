//! What happened in a consultation: facts only. Variants are added, never renamed or reused.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::dossier::consultation::{AnswerForm, HowEnded, Letter, Reply, Whom};
use crate::dossier::event::FileFacts;
use crate::dossier::personal::PersonalRef;
use crate::people::OfficialId;
use crate::people::agency::AgencyId;

/// An event of a consultation (lấy ý kiến).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum ConsultationEvent {
    /// Units were asked.
    Asked(OpinionsAsked),
    /// It went to an official of the asked unit.
    HandedOn {
        /// Which opinion.
        opinion: u16,
        /// Who has it now.
        to: OfficialId,
        /// The row that says why.
        reason: Option<PersonalRef>,
    },
    /// An answer came.
    Answered(OpinionAnswered),
    /// An empty answer was returned.
    Bounced {
        /// Which opinion.
        opinion: u16,
        /// The row that says what is missing.
        reason: PersonalRef,
        /// Local date and time by which it is to be answered now.
        due: DateTime,
    },
    /// Silence was put before the head of the unit.
    Escalated {
        /// Which opinion.
        opinion: u16,
        /// Local date and time after which the silence is recorded.
        silence_at: DateTime,
    },
    /// Silence was recorded against the unit.
    SilenceRecorded {
        /// Which opinion.
        opinion: u16,
        /// Working minutes that the unit had it.
        used: u32,
    },
    /// The consultation was over.
    Ended(ConsultationEnded),
}

/// The facts of what was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionsAsked {
    /// Its number in the dossier.
    pub consultation: u16,
    /// The block of the internal process that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// The unit that asked.
    pub lead: AgencyId,
    /// The rows of the questions, in their order.
    pub questions: Vec<PersonalRef>,
    /// Who was asked.
    pub opinions: Vec<AskedOpinion>,
}

/// The facts of one who was asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedOpinion {
    /// Its number in the dossier.
    pub opinion: u16,
    /// Who.
    pub whom: Whom,
    /// The numbers of the questions.
    pub questions: Vec<u16>,
    /// In which form the answer is wanted.
    pub form: AnswerForm,
    /// Working minutes to answer.
    pub minutes: u32,
    /// Local date and time that they come to, as it was told to whoever was asked.
    pub due: DateTime,
}

/// The facts of an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OpinionAnswered {
    /// Which opinion.
    pub opinion: u16,
    /// One reply a question.
    pub replies: Vec<Reply>,
    /// The letter, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub letter: Option<Letter>,
    /// A file that came with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file: Option<FileFacts>,
    /// The row of its name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_name: Option<PersonalRef>,
    /// Working minutes that the asked unit had it so far.
    pub used: u32,
    /// Who had it and was away, where a stand-in answered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<OfficialId>,
}

/// The end of a consultation: what tells the internal process that its block is settled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConsultationEnded {
    /// Which consultation.
    pub consultation: u16,
    /// The block of the internal process that is settled with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<String>,
    /// How.
    pub how: HowEnded,
    /// The row that says why the lead did not wait.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<PersonalRef>,
}

impl ConsultationEvent {
    /// Whether time claimed it, and nobody did anything.
    pub fn is_reminder(&self) -> bool {
        matches!(self, Self::Escalated { .. })
    }
}

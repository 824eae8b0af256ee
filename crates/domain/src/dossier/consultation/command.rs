//! What people, and time, may ask of a consultation.

use jiff::civil::Date;

use crate::dossier::command::HandedIn;
use crate::dossier::consultation::{AnswerForm, Stance};
use crate::dossier::personal::{Personal, PersonalKind, PersonalRow};
use crate::people::OfficialId;
use crate::people::agency::AgencyId;

/// A command about opinions (lấy ý kiến).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ConsultationCommand {
    /// Lấy ý kiến.
    Ask(OpinionsToAsk),
    /// Giao người trả lời, hoặc nhận việc when `to` is the one who asks: inside the asked unit.
    HandOn {
        /// Which opinion.
        opinion: u16,
        /// The official of the asked unit who shall answer.
        to: OfficialId,
        /// Why; whoever hands on what they have says it.
        reason: Option<Personal<String>>,
    },
    /// Trả lời ý kiến.
    Answer(AnswerToGive),
    /// Trả lại câu trả lời không có nội dung, once.
    Bounce {
        /// Which opinion.
        opinion: u16,
        /// What is missing.
        reason: Personal<String>,
    },
    /// Kết thúc lấy ý kiến: the answers are taken as they are, and open questions back.
    Conclude {
        /// Which consultation.
        consultation: u16,
        /// Why the lead does not wait; needed while somebody is still to answer.
        reason: Option<Personal<String>>,
    },
    /// Báo người đứng đầu of a unit that is silent: time's own.
    Escalate {
        /// Which opinion.
        opinion: u16,
    },
    /// Ghi nhận im lặng: time's own.
    RecordSilence {
        /// Which opinion.
        opinion: u16,
    },
}

/// Questions, and who shall answer them (phiếu lấy ý kiến).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpinionsToAsk {
    /// The block of the internal process that asks; none where the lead asks by itself.
    pub block: Option<String>,
    /// The questions, in their order.
    pub questions: Vec<Personal<String>>,
    /// Who is asked.
    pub asked: Vec<UnitToAsk>,
}

/// One who shall answer (nơi được lấy ý kiến).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitToAsk {
    /// Who.
    pub whom: WhomToAsk,
    /// The numbers of the questions, from 1; all of them when empty.
    pub questions: Vec<u16>,
    /// In which form the answer is wanted; from outside it is always a letter.
    pub form: AnswerForm,
    /// Working minutes to answer.
    pub minutes: u32,
}

/// Who shall be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WhomToAsk {
    /// A unit of the province.
    Unit(AgencyId),
    /// Somebody outside, by name.
    Outside(Personal<String>),
}

/// An answer, as it is given or as its letter is recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerToGive {
    /// Which opinion.
    pub opinion: u16,
    /// One reply a question.
    pub replies: Vec<ReplyToGive>,
    /// Number and date of the letter, where there is one.
    pub letter: Option<(String, Date)>,
    /// A file that comes with it.
    pub file: Option<HandedIn>,
}

/// The reply to one question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplyToGive {
    /// The question's number.
    pub question: u16,
    /// What it comes to.
    pub stance: Stance,
    /// Its words.
    pub text: Personal<String>,
}

/// The names of the commands, without what they carry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is documented at the command of its name")]
pub enum ConsultationAct {
    Ask,
    HandOn,
    Answer,
    Bounce,
    Conclude,
    Escalate,
    RecordSilence,
}

impl ConsultationAct {
    /// Whether the act is independent of what others did meanwhile. Who answers has not seen what the
    /// lead does beside it; whether it still waits for the answer, the rules ask.
    pub fn commutes(self) -> bool {
        match self {
            Self::HandOn | Self::Answer | Self::Escalate | Self::RecordSilence => true,
            Self::Ask | Self::Bounce | Self::Conclude => false,
        }
    }
}

impl ConsultationCommand {
    /// The command's name.
    pub fn act(&self) -> ConsultationAct {
        match self {
            Self::Ask(_) => ConsultationAct::Ask,
            Self::HandOn { .. } => ConsultationAct::HandOn,
            Self::Answer(_) => ConsultationAct::Answer,
            Self::Bounce { .. } => ConsultationAct::Bounce,
            Self::Conclude { .. } => ConsultationAct::Conclude,
            Self::Escalate { .. } => ConsultationAct::Escalate,
            Self::RecordSilence { .. } => ConsultationAct::RecordSilence,
        }
    }

    /// The official whom it names.
    pub fn named(&self) -> Option<OfficialId> {
        match self {
            Self::HandOn { to, .. } => Some(*to),
            Self::Ask(_)
            | Self::Answer(_)
            | Self::Bounce { .. }
            | Self::Conclude { .. }
            | Self::Escalate { .. }
            | Self::RecordSilence { .. } => None,
        }
    }

    /// Every personal row that it brings along.
    pub fn personal_rows(&self) -> Vec<PersonalRow> {
        match self {
            Self::Ask(asked) => asked.rows(),
            Self::Answer(answer) => answer.rows(),
            Self::HandOn { reason, .. } | Self::Conclude { reason, .. } => reason
                .iter()
                .map(|reason| reason.row(PersonalKind::Reason))
                .collect(),
            Self::Bounce { reason, .. } => vec![reason.row(PersonalKind::Reason)],
            Self::Escalate { .. } | Self::RecordSilence { .. } => Vec::new(),
        }
    }
}

impl OpinionsToAsk {
    fn rows(&self) -> Vec<PersonalRow> {
        let names = self.asked.iter().filter_map(|asked| match &asked.whom {
            WhomToAsk::Outside(name) => Some(name),
            WhomToAsk::Unit(_) => None,
        });
        self.questions
            .iter()
            .chain(names)
            .map(|text| text.row(PersonalKind::Note))
            .collect()
    }
}

impl AnswerToGive {
    fn rows(&self) -> Vec<PersonalRow> {
        let name = self.file.as_ref().and_then(|file| file.file_name.as_ref());
        self.replies
            .iter()
            .map(|reply| reply.text.row(PersonalKind::Note))
            .chain(name.map(|name| name.row(PersonalKind::FileName)))
            .collect()
    }
}

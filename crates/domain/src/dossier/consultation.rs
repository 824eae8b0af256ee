//! Consultation (lấy ý kiến): numbered questions to units and to others outside, each with its own
//! clock; what they answered; and silence, which is recorded and lets the lead go on.

pub mod command;
pub mod event;
mod fold;
pub mod hands;
pub mod time;
mod waiting;

pub use fold::settles_block;

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::dossier::Now;
use crate::dossier::event::FileFacts;
use crate::dossier::personal::PersonalRef;
use crate::people::OfficialId;
use crate::people::agency::AgencyId;
use crate::rulebook::Rulebook;

use hands::OpinionHand;

/// The most questions of one consultation.
///
/// Not law: more than a letter that is answered in substance ever holds.
pub const QUESTIONS_MAX: usize = 20;

/// The most units that one consultation asks.
///
/// Not law: more than any procedure in the catalogue asks.
pub const ASKED_MAX: usize = 20;

/// The most working minutes that a unit is given to answer.
///
/// Not law: forty days of eight hours, as long as the longest limits of the catalogue.
pub const MINUTES_MAX: u32 = 40 * 480;

/// One round of asking (một lần lấy ý kiến): questions, and each who was asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Consultation {
    /// Its number in the dossier, from 1.
    pub number: u16,
    /// The block of the internal process that it belongs to; none where the lead asked by itself.
    pub block: Option<String>,
    /// When it was asked.
    pub asked_at: Now,
    /// The unit that asked: the lead (đơn vị chủ trì).
    pub lead: AgencyId,
    /// The questions, numbered from 1 in their order.
    pub questions: Vec<PersonalRef>,
    /// Each who was asked.
    pub opinions: Vec<Opinion>,
    /// When it was over, and how.
    pub ended: Option<Ended>,
}

/// What one unit was asked, and what became of it (ý kiến).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opinion {
    /// Its number in the dossier, from 1.
    pub number: u16,
    /// Who was asked.
    pub whom: Whom,
    /// The numbers of the questions that it was asked.
    pub questions: Vec<u16>,
    /// In which form the answer is wanted.
    pub form: AnswerForm,
    /// Working minutes that it was given.
    pub minutes: u32,
    /// Local date and time by which it was told to answer; a returned answer has a later one.
    pub due: DateTime,
    /// Who had it since when, oldest first.
    pub hands: Vec<OpinionHand>,
    /// The answers that came, oldest first; only the last counts.
    pub answers: Vec<Answer>,
    /// When an empty answer was returned; at most once.
    pub bounced: Option<Bounced>,
    /// When its silence was put before the head of the unit.
    pub escalated: Option<Escalated>,
    /// When its silence was recorded.
    pub silent_at: Option<Now>,
}

/// Who is asked (cơ quan, đơn vị được lấy ý kiến).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Whom {
    /// A unit of the province, which answers here.
    Unit(AgencyId),
    /// Somebody outside, whose name is a row; the lead records the letter that comes.
    Outside(PersonalRef),
}

/// In which form an answer is wanted (hình thức trả lời).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AnswerForm {
    /// Trả lời trên phần mềm.
    Here,
    /// Trả lời bằng văn bản có số, ngày.
    Letter,
}

impl AnswerForm {
    /// Both, in the order in which screens list them.
    pub const ALL: [Self; 2] = [Self::Here, Self::Letter];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Here => "here",
            Self::Letter => "letter",
        }
    }
}

/// What an answer to one question comes to (loại ý kiến).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Đồng ý.
    Agree,
    /// Đồng ý nếu chỉnh sửa, bổ sung.
    AgreeIfMended,
    /// Không đồng ý.
    Disagree,
    /// Không thuộc thẩm quyền.
    NotOurs,
    /// Ý kiến khác.
    Other,
}

impl Stance {
    /// All of them, in the order in which screens list them.
    pub const ALL: [Self; 5] = [
        Self::Agree,
        Self::AgreeIfMended,
        Self::Disagree,
        Self::NotOurs,
        Self::Other,
    ];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::AgreeIfMended => "agree_if_mended",
            Self::Disagree => "disagree",
            Self::NotOurs => "not_ours",
            Self::Other => "other",
        }
    }
}

/// An answer to everything that was asked (văn bản trả lời).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// When it came.
    pub at: Now,
    /// One reply a question.
    pub replies: Vec<Reply>,
    /// The letter, where there is one.
    pub letter: Option<Letter>,
    /// A file that came with it.
    pub file: Option<FileFacts>,
    /// The row of its name.
    pub file_name: Option<PersonalRef>,
    /// Working minutes that the asked unit had it so far.
    pub used: u32,
    /// Who had it and was away, where a stand-in answered (làm thay).
    pub instead_of: Option<OfficialId>,
}

/// The reply to one question (trả lời từng câu hỏi).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reply {
    /// The question's number.
    pub question: u16,
    /// What it comes to.
    pub stance: Stance,
    /// The row of its words.
    pub text: PersonalRef,
}

/// The letter with which an answer came (số, ngày văn bản trả lời).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Letter {
    /// Its number and notation.
    pub number: String,
    /// Its date.
    pub dated_on: Date,
}

/// An empty answer returned (trả lại vì chưa có nội dung).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bounced {
    /// When.
    pub at: Now,
    /// The row that says what is missing.
    pub reason: PersonalRef,
}

/// Silence put before the head of the unit (báo người đứng đầu).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Escalated {
    /// When.
    pub at: Now,
    /// Local date and time after which the silence is recorded.
    pub silence_at: DateTime,
}

/// How a consultation was over (kết thúc lấy ý kiến).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ended {
    /// When.
    pub at: Now,
    /// How.
    pub how: HowEnded,
    /// The row that says why the lead did not wait for those who had not answered.
    pub reason: Option<PersonalRef>,
}

/// What ended a consultation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HowEnded {
    /// Everybody had answered, or their silence was on record.
    Complete,
    /// The lead took the questions back from those who had not answered.
    TakenBack,
    /// The dossier ended.
    Lapsed,
}

impl HowEnded {
    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Complete => "complete",
            Self::TakenBack => "taken_back",
            Self::Lapsed => "lapsed",
        }
    }
}

/// Where an opinion stands, as it is right now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OpinionStanding {
    /// It is to be answered.
    Waiting,
    /// It was answered.
    Answered,
    /// Silence was recorded, and nothing came since.
    Silent,
    /// Nobody waits for it any more, and it was not answered.
    Dropped,
}

impl OpinionStanding {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Waiting, Self::Answered, Self::Silent, Self::Dropped];

    /// The stable name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Answered => "answered",
            Self::Silent => "silent",
            Self::Dropped => "dropped",
        }
    }

    /// Reads a name written by [`OpinionStanding::name`].
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }
}

impl Consultation {
    /// Where one of its opinions stands.
    pub fn standing(&self, opinion: &Opinion) -> OpinionStanding {
        match opinion.unfinished() {
            None => OpinionStanding::Answered,
            Some(OpinionStanding::Waiting) if self.ended.is_some() => OpinionStanding::Dropped,
            Some(unfinished) => unfinished,
        }
    }

    /// Whether anybody is still to answer: while one is, the lead does not decide.
    pub fn is_awaited(&self) -> bool {
        self.opinions
            .iter()
            .any(|opinion| self.standing(opinion) == OpinionStanding::Waiting)
    }

    /// Whether an answer could still be returned, so that the lead has to look at it.
    pub fn may_be_bounced(&self) -> bool {
        self.ended.is_none() && self.opinions.iter().any(Opinion::may_be_bounced)
    }
}

impl Opinion {
    /// The answer that counts; none after it was returned.
    pub fn answer(&self) -> Option<&Answer> {
        let last = self.answers.last()?;
        let returned = self.bounced.is_some() && self.answers.len() == 1;
        (!returned).then_some(last)
    }

    /// Waiting or silent; none when it is answered.
    fn unfinished(&self) -> Option<OpinionStanding> {
        match (self.answer(), self.silent_at) {
            (Some(_), _) => None,
            (None, Some(_)) => Some(OpinionStanding::Silent),
            (None, None) => Some(OpinionStanding::Waiting),
        }
    }

    /// Whether its answer could be returned: once only, and none that came after silence.
    pub fn may_be_bounced(&self) -> bool {
        self.answer().is_some() && self.bounced.is_none() && self.silent_at.is_none()
    }

    /// The unit; none where somebody outside was asked.
    pub fn unit(&self) -> Option<&AgencyId> {
        match &self.whom {
            Whom::Unit(unit) => Some(unit),
            Whom::Outside(_) => None,
        }
    }

    /// Whether the answer that counts came after it was due.
    pub fn was_late(&self) -> bool {
        self.answer()
            .is_some_and(|answer| answer.at.local() > self.due)
    }

    /// Whether it waits for its answer beyond what was given.
    pub fn is_overdue(&self, now: Now) -> bool {
        self.unfinished() == Some(OpinionStanding::Waiting) && now.local() > self.due
    }

    /// Whether officials of `unit` answer: the unit that was asked, or who carries on for it.
    pub fn is_asked_of(&self, unit: &AgencyId, rules: &Rulebook, day: Date) -> bool {
        self.unit().is_some_and(|asked| {
            let carried_on = || rules.organisation.successors(asked, day);
            asked == unit || carried_on().iter().any(|agency| agency.id == *unit)
        })
    }

    /// The official who has it inside the asked unit, while it waits.
    pub fn officer(&self) -> Option<OfficialId> {
        self.hands.last().and_then(|hand| hand.who.official())
    }
}

//! Opinions: what an act about them asks for, and how their events are shown.

use domain::dossier::consultation::event::{ConsultationEvent, OpinionAnswered, OpinionsAsked};
use domain::dossier::consultation::{AnswerForm, Stance, Whom};
use domain::dossier::personal::PersonalRef;
use serde::{Deserialize, Serialize};
use store::PersonalValues;
use utoipa::ToSchema;
use uuid::Uuid;

use super::names;
use super::shown::{FileShown, local};
use crate::wording;

/// Asks units, or somebody outside, for their opinion.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskOpinions {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// The questions, numbered from 1 in their order.
    pub questions: Vec<String>,
    /// Who is asked.
    pub asked: Vec<UnitAsked>,
}

/// One who is asked: `unit` or `outside`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitAsked {
    /// The unit: its code today (`03388-VHXH`), or its id.
    #[serde(default)]
    pub unit: Option<String>,
    /// The name of somebody outside.
    #[serde(default)]
    pub outside: Option<String>,
    /// The numbers of the questions; all of them when left out.
    #[serde(default)]
    pub questions: Vec<u16>,
    /// In which form the answer is wanted; from outside it is a letter.
    #[serde(default)]
    #[schema(value_type = Option<names::AnswerForm>)]
    pub form: Option<AnswerForm>,
    /// Working minutes to answer.
    pub minutes: u32,
}

/// Gives an opinion to an official of the asked unit.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOnOpinion {
    /// The number of the opinion in the dossier.
    pub opinion: u16,
    /// Who shall answer; the one who asks when left out.
    #[serde(default)]
    pub to: Option<Uuid>,
    /// Why.
    #[serde(default)]
    pub reason: Option<String>,
}

/// Answers every question.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerOpinion {
    /// The number of the opinion in the dossier.
    pub opinion: u16,
    /// One reply a question.
    pub replies: Vec<ReplyAsked>,
    /// Number and notation of the letter.
    #[serde(default)]
    pub paper_number: Option<String>,
    /// Date of the letter.
    #[serde(default)]
    #[schema(format = Date, example = "2026-11-20")]
    pub paper_dated_on: Option<String>,
    /// A file, uploaded before with the same token.
    #[serde(default)]
    pub file: Option<Uuid>,
    /// The file's name.
    #[serde(default)]
    pub file_name: Option<String>,
}

/// The reply to one question.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReplyAsked {
    /// The question's number.
    pub question: u16,
    /// What it comes to.
    #[schema(value_type = names::Stance)]
    pub stance: Stance,
    /// Its words.
    pub text: String,
}

/// Returns an empty answer, once.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ReturnOpinion {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// The number of the opinion in the dossier.
    pub opinion: u16,
    /// What is missing.
    pub reason: String,
}

/// Ends a consultation.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ConcludeConsultation {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// The number of the consultation in the dossier.
    pub consultation: u16,
    /// Why; needed while somebody is still to answer.
    #[serde(default)]
    pub reason: Option<String>,
}

/// An event of a consultation: the fields that belong to its kind, and no others.
#[derive(Default, Serialize, ToSchema)]
pub struct ConsultationShown {
    /// Its kind, such as `asked` or `answered`.
    #[schema(example = "asked")]
    pub what: &'static str,
    /// The number of the consultation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consultation: Option<u16>,
    /// The number of the opinion.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opinion: Option<u16>,
    /// The questions; null after erasure, and where texts are left out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub questions: Vec<Option<String>>,
    /// Who was asked.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<AskedShown>,
    /// The replies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replies: Vec<ReplyShown>,
    /// The file that came with the answer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<FileShown>,
    /// The file's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// The moment by which it is to be answered from now on, or until the silence is recorded.
    #[schema(format = DateTime)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Working minutes that the asked unit had it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub used_minutes: Option<u32>,
    /// Who had it and was away, where a stand-in answered.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub instead_of: Option<Uuid>,
    /// How the consultation was over: `complete`, `taken_back` or `lapsed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended: Option<&'static str>,
}

/// One who was asked.
#[derive(Serialize, ToSchema)]
pub struct AskedShown {
    /// The number of the opinion in the dossier.
    pub opinion: u16,
    /// The unit; null outside.
    pub unit: Option<String>,
    /// The name of somebody outside; null for units.
    pub outside: Option<String>,
    /// The numbers of the questions.
    pub questions: Vec<u16>,
    /// In which form the answer is wanted.
    #[schema(value_type = names::AnswerForm)]
    pub form: &'static str,
    /// Working minutes to answer.
    pub minutes: u32,
    /// By when it is to be answered.
    #[schema(format = DateTime)]
    pub due: String,
}

/// A reply.
#[derive(Serialize, ToSchema)]
pub struct ReplyShown {
    /// The question's number.
    pub question: u16,
    /// What it comes to.
    #[schema(value_type = names::Stance)]
    pub stance: &'static str,
    /// What it comes to, in words.
    pub stance_text: &'static str,
    /// Its words; null after erasure, and where texts are left out.
    pub text: Option<String>,
}

impl ConsultationShown {
    /// An event; what people wrote is left out when `personal` is none.
    pub fn new(event: &ConsultationEvent, personal: Option<&PersonalValues>) -> Self {
        let text = |row: &PersonalRef| personal.and_then(|personal| personal.text(row.id));
        let of = |what, opinion: u16| Self {
            what,
            opinion: Some(opinion),
            ..Self::default()
        };
        match event {
            ConsultationEvent::Asked(asked) => Self::asked(asked, text),
            ConsultationEvent::HandedOn { opinion, .. } => of("handed_on", *opinion),
            ConsultationEvent::Answered(answer) => Self::answered(answer, text),
            ConsultationEvent::Bounced { opinion, due, .. } => Self {
                due: Some(local(*due)),
                ..of("returned", *opinion)
            },
            ConsultationEvent::Escalated {
                opinion,
                silence_at,
            } => Self {
                due: Some(local(*silence_at)),
                ..of("escalated", *opinion)
            },
            ConsultationEvent::SilenceRecorded { opinion, used } => Self {
                used_minutes: Some(*used),
                ..of("silence_recorded", *opinion)
            },
            ConsultationEvent::Ended(ended) => Self {
                what: "ended",
                consultation: Some(ended.consultation),
                ended: Some(ended.how.name()),
                ..Self::default()
            },
        }
    }

    fn asked(asked: &OpinionsAsked, text: impl Fn(&PersonalRef) -> Option<String>) -> Self {
        let opinions = asked.opinions.iter().map(|one| {
            let (unit, outside) = match &one.whom {
                Whom::Unit(unit) => (Some(unit.as_str().to_owned()), None),
                Whom::Outside(name) => (None, text(name)),
            };
            AskedShown {
                opinion: one.opinion,
                unit,
                outside,
                questions: one.questions.clone(),
                form: one.form.name(),
                minutes: one.minutes,
                due: local(one.due),
            }
        });
        Self {
            what: "asked",
            consultation: Some(asked.consultation),
            asked: opinions.collect(),
            questions: asked.questions.iter().map(text).collect(),
            ..Self::default()
        }
    }

    fn answered(answer: &OpinionAnswered, text: impl Fn(&PersonalRef) -> Option<String>) -> Self {
        let replies = answer.replies.iter().map(|reply| ReplyShown {
            question: reply.question,
            stance: reply.stance.name(),
            stance_text: wording::consultation::stance(reply.stance),
            text: text(&reply.text),
        });
        let name = answer.file_name.as_ref().and_then(&text);
        Self {
            what: "answered",
            opinion: Some(answer.opinion),
            replies: replies.collect(),
            file: answer.file.as_ref().map(FileShown::from),
            file_name: name,
            used_minutes: Some(answer.used),
            instead_of: answer.instead_of.map(|absent| absent.0),
            ..Self::default()
        }
    }
}

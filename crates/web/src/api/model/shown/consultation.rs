//! The consultations of a dossier: the numbers that acts about opinions name, and where each stands.

use domain::dossier::consultation::{Consultation, Opinion, Whom};
use serde::Serialize;
use store::PersonalValues;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{instant, local};
use crate::api::model::names;

/// A round of asking.
#[derive(Serialize, ToSchema)]
pub struct RoundShown {
    /// Its number in the dossier: the `consultation` of `conclude-consultation`.
    pub number: u16,
    /// Key of the consultation of the process that it belongs to; null where the lead asked by itself.
    pub block: Option<String>,
    /// The unit that asked.
    pub lead: String,
    /// When it was asked.
    #[schema(format = DateTime)]
    pub asked_at: String,
    /// The questions, numbered from 1; null after erasure.
    pub questions: Vec<Option<String>>,
    /// Each who was asked.
    pub opinions: Vec<OpinionShown>,
    /// `waiting` while somebody is still to answer; `to_conclude` when all answered or are silent on
    /// record and the lead returns, concludes or goes on; then `complete`, `taken_back` or `lapsed`.
    #[schema(example = "waiting")]
    pub state: &'static str,
    /// When it was over.
    #[schema(format = DateTime)]
    pub ended_at: Option<String>,
}

/// One who was asked.
#[derive(Serialize, ToSchema)]
pub struct OpinionShown {
    /// Its number in the dossier: the `opinion` of `answer-opinion`, `hand-on-opinion` and
    /// `return-opinion`.
    pub number: u16,
    /// The unit; null outside.
    pub unit: Option<String>,
    /// The name of somebody outside; null for units.
    pub outside: Option<String>,
    /// The numbers of the questions.
    pub questions: Vec<u16>,
    /// In which form the answer is wanted.
    #[schema(value_type = names::AnswerForm)]
    pub form: &'static str,
    /// By when it is to be answered.
    #[schema(format = DateTime)]
    pub due: String,
    /// The account of the official who has it in the asked unit.
    pub officer: Option<Uuid>,
    /// When the answer that counts came.
    #[schema(format = DateTime)]
    pub answered_at: Option<String>,
    /// Whether its answer was returned once already.
    pub returned: bool,
    /// `waiting`, `answered`, `silent` or `dropped`.
    #[schema(example = "waiting")]
    pub state: &'static str,
}

impl RoundShown {
    /// A round, with what people wrote in it.
    pub fn new(round: &Consultation, personal: &PersonalValues) -> Self {
        let state = match &round.ended {
            Some(ended) => ended.how.name(),
            None if round.is_awaited() => "waiting",
            None => "to_conclude",
        };
        let questions = round.questions.iter().map(|row| personal.text(row.id));
        let opinions = round.opinions.iter();
        Self {
            number: round.number,
            block: round.block.clone(),
            lead: round.lead.as_str().to_owned(),
            asked_at: instant(round.asked_at),
            questions: questions.collect(),
            opinions: opinions
                .map(|opinion| OpinionShown::new(round, opinion, personal))
                .collect(),
            state,
            ended_at: round.ended.as_ref().map(|ended| instant(ended.at)),
        }
    }
}

impl OpinionShown {
    fn new(round: &Consultation, opinion: &Opinion, personal: &PersonalValues) -> Self {
        let (unit, outside) = match &opinion.whom {
            Whom::Unit(unit) => (Some(unit.as_str().to_owned()), None),
            Whom::Outside(name) => (None, personal.text(name.id)),
        };
        Self {
            number: opinion.number,
            unit,
            outside,
            questions: opinion.questions.clone(),
            form: opinion.form.name(),
            due: local(opinion.due),
            officer: opinion.officer().map(|officer| officer.0),
            answered_at: opinion.answer().map(|answer| instant(answer.at)),
            returned: opinion.bounced.is_some(),
            state: round.standing(opinion).name(),
        }
    }
}

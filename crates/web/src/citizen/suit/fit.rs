//! What is asked to see whether a procedure is the right one, and what was answered so far.

use domain::people::ApplicantKind;
use domain::people::agency::{Agency, Level};
use domain::procedure::{Case, CaseKey, Procedure};

use crate::citizen::apply::{CENTRE, kind_name};
use crate::citizen::{Typed, typed};
use crate::components::Fact;
use crate::form::Choice;
use crate::language::{Language, Stays};
use crate::session::percent;
use crate::wording::people;

/// The answer to "where" and "which case" that none of the others is.
const OTHER: &str = "khac";

/// A question, in the order in which they are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Question {
    Who,
    Place,
    Case,
}

impl Question {
    /// Its name in addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Who => "ai",
            Self::Place => "noi",
            Self::Case => "truong-hop",
        }
    }

    /// What stands beside the answer.
    fn label(self, language: Language) -> &'static str {
        match self {
            Self::Who => language.say("Người đề nghị", "Applicant"),
            Self::Place => language.say("Nơi nộp", "Desk"),
            Self::Case => language.say("Trường hợp", "Case"),
        }
    }

    /// What of question and answer stays Vietnamese: desks and cases have no English names.
    fn stays(self, answer: &str) -> Stays {
        match self {
            Self::Who => Stays::Nothing,
            Self::Place | Self::Case if answer == OTHER => Stays::Nothing,
            Self::Place | Self::Case => Stays::Answer,
        }
    }
}

/// A procedure, and what was answered about it so far.
pub(super) struct Fit<'a> {
    /// The procedure.
    pub procedure: &'a Procedure,
    /// The desks that receive it, as people sort.
    pub desks: Vec<&'a Agency>,
    /// What stands in the address.
    pub asked: &'a Typed,
    /// In which language it is asked.
    pub language: Language,
}

/// Where the papers go: a sentence, or a desk.
pub(super) struct Place {
    /// The sentence; empty beside a desk.
    pub said: &'static str,
    /// The desk's name; empty beside a sentence.
    pub desk: String,
}

impl Place {
    fn said(said: &'static str) -> Self {
        Self {
            said,
            desk: String::new(),
        }
    }

    fn at(desk: &Agency) -> Self {
        Self {
            said: "",
            desk: desk.name.clone(),
        }
    }
}

impl Fit<'_> {
    /// What has to be asked: nothing that has one answer only, but always who asks.
    pub fn questions(&self) -> Vec<Question> {
        let mut questions = vec![Question::Who];
        if self.desks.len() > 1 {
            questions.push(Question::Place);
        }
        if self.procedure.cases.len() > 1 {
            questions.push(Question::Case);
        }
        questions
    }

    pub fn sentence(&self, question: Question) -> &'static str {
        let is_communal = self.desks.iter().all(|desk| desk.level == Level::Commune);
        let language = self.language;
        match question {
            Question::Who => language.say("Ai đề nghị làm thủ tục này?", "Who applies?"),
            Question::Place if is_communal => language.say(
                "Ông/bà ở xã, phường nào?",
                "In which commune or ward do you live?",
            ),
            Question::Place => {
                language.say("Ông/bà muốn nộp ở đâu?", "Where do you want to apply?")
            }
            Question::Case => {
                language.say("Trường hợp nào đúng với ông/bà?", "Which case is yours?")
            }
        }
    }

    pub fn choices(&self, question: Question) -> Vec<Choice> {
        let language = self.language;
        match question {
            Question::Who => [ApplicantKind::Person, ApplicantKind::Organisation]
                .map(|kind| Choice::new(kind_name(kind), people::applicant_in(kind, language)))
                .to_vec(),
            Question::Place => {
                let first = language.say("Chọn trong danh sách", "Choose from the list");
                let mut choices = vec![Choice::new("", first)];
                choices.extend(self.desks.iter().map(|desk| {
                    let name = desk.name.strip_prefix(CENTRE).unwrap_or(&desk.name);
                    Choice::new(desk.id.code(), name).name()
                }));
                let other = language.say(
                    "Nơi khác, không có trong danh sách",
                    "Elsewhere, not in the list",
                );
                choices.push(Choice::new(OTHER, other));
                choices
            }
            Question::Case => {
                let other = language.say(
                    "Không rõ, hoặc không trường hợp nào đúng",
                    "I do not know, or none of these",
                );
                let own = self.procedure.cases.iter();
                own.map(|case| Choice::new(case.key.0.clone(), case.name.clone()).name())
                    .chain([Choice::new(OTHER, other)])
                    .collect()
            }
        }
    }

    /// The choice that was made, if it is one of the choices.
    fn chosen(&self, question: Question) -> Option<Choice> {
        let said = typed(self.asked, question.name());
        let mut choices = self.choices(question).into_iter();
        choices.find(|choice| !said.is_empty() && choice.value == said)
    }

    pub fn answer(&self, question: Question) -> Option<String> {
        self.chosen(question).map(|choice| choice.value)
    }

    /// Whether whoever asks is none of those the procedure is meant for.
    pub fn is_for_others(&self) -> bool {
        let meant = &self.procedure.applicants;
        let is_other = |who: String| meant.iter().all(|kind| kind_name(*kind) != who);
        // Where nobody published who may apply, nobody is turned away.
        !meant.is_empty() && self.answer(Question::Who).is_some_and(is_other)
    }

    /// The case that was chosen, or the only one.
    pub fn case(&self) -> Option<&Case> {
        match self.procedure.cases.as_slice() {
            [only] => Some(only),
            _ => self.procedure.case(&CaseKey(self.answer(Question::Case)?)),
        }
    }

    /// Where the papers go.
    pub fn place(&self) -> Place {
        let language = self.language;
        match self.desks.as_slice() {
            [] => Place::said(language.say(
                "Tỉnh chưa công bố nơi tiếp nhận thủ tục này. Hỏi ở quầy gần nhất.",
                "The province has not announced where to apply. Ask at the nearest desk.",
            )),
            [only] => Place::at(only),
            desks => {
                let chosen = self.answer(Question::Place).unwrap_or_default();
                let nowhere = language.say(
                    "Nơi ông/bà chọn không có trong các nơi nhận của tỉnh.",
                    "The place you chose is no desk of the province.",
                );
                let desk = desks.iter().find(|desk| desk.id.code() == chosen);
                desk.map_or_else(|| Place::said(nowhere), |desk| Place::at(desk))
            }
        }
    }

    /// The answers of these questions, as they stand in an address.
    pub fn query(&self, questions: &[Question]) -> String {
        let pairs: Vec<String> = self
            .kept(questions)
            .into_iter()
            .map(|(name, value)| format!("{name}={}", percent(&value)))
            .collect();
        pairs.join("&")
    }

    pub fn kept(&self, questions: &[Question]) -> Vec<(&'static str, String)> {
        let answered = questions.iter();
        answered
            .filter_map(|question| Some((question.name(), self.answer(*question)?)))
            .collect()
    }

    pub fn here(&self) -> String {
        format!("/thu-tuc/{}/kiem-tra", self.procedure.code)
    }

    /// What was answered, each with the way to change it; the other answers stay.
    pub fn facts(&self, questions: &[Question]) -> Vec<Fact> {
        let answered = questions.iter();
        answered
            .filter_map(|question| {
                let others: Vec<Question> = questions
                    .iter()
                    .copied()
                    .filter(|other| other != question)
                    .collect();
                let change = format!("{}?{}", self.here(), self.query(&others));
                let chosen = self.chosen(*question)?;
                let stays = question.stays(&chosen.value);
                let fact = Fact::new(question.label(self.language), chosen.text);
                Some(fact.change(change).stays(stays))
            })
            .collect()
    }
}

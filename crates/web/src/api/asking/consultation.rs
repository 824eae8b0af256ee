//! Opinions: asked, handed on, answered, returned, concluded.

use domain::dossier::command::{Command, HandedIn};
use domain::dossier::consultation::AnswerForm;
use domain::dossier::consultation::command::{
    AnswerToGive, ConsultationAct, ConsultationCommand, OpinionsToAsk, ReplyToGive, UnitToAsk,
    WhomToAsk,
};
use domain::dossier::event::HandedForm;
use domain::people::OfficialId;
use domain::procedure::paper::PaperKey;

use super::{AskedFor, Asking};
use crate::api::model::opinion as asked;
use crate::api::open::desk;
use crate::api::problem::Problem;
use crate::api::reading::Reading;

/// The name under which an answer's file is handed in: the rules do not look at it.
const ANSWER: &str = "y-kien";

impl Asking<'_> {
    pub(super) async fn consult(&self, act: ConsultationAct) -> Result<AskedFor, Problem> {
        let (seen, command) = match act {
            ConsultationAct::Ask => self.ask_opinions()?,
            ConsultationAct::HandOn => self.hand_on_opinion()?,
            ConsultationAct::Answer => self.answer_opinion().await?,
            ConsultationAct::Bounce => self.return_opinion()?,
            ConsultationAct::Conclude => self.conclude()?,
            // Time's own: they have no address here.
            ConsultationAct::Escalate | ConsultationAct::RecordSilence => {
                return Err(Problem::not_found());
            }
        };
        Ok(AskedFor {
            seen,
            command: Command::Consult(Box::new(command)),
        })
    }

    fn ask_opinions(&self) -> Result<(Option<u32>, ConsultationCommand), Problem> {
        let asked: asked::AskOpinions = self.body.read()?;
        let mut reading = self.reading();
        let questions = reading.entries("questions", &asked.questions).iter();
        let questions: Vec<String> = questions.cloned().collect();
        let questions = questions.iter().enumerate();
        let questions = questions
            .map(|(at, text)| reading.text(&format!("questions[{at}]"), text))
            .collect();
        let count = reading.entries("asked", &asked.asked).len();
        let mut units = Vec::with_capacity(count);
        for (at, one) in asked.asked.iter().take(count).enumerate() {
            units.extend(self.unit(&mut reading, &format!("asked[{at}]"), one));
        }
        let command = ConsultationCommand::Ask(OpinionsToAsk {
            block: None,
            questions,
            asked: units,
        });
        reading.done((Some(asked.seen), command))
    }

    /// One who is asked: a unit, by its code today or by its id, or a name, not both.
    fn unit(
        &self,
        reading: &mut Reading<'_>,
        place: &str,
        one: &asked::UnitAsked,
    ) -> Option<UnitToAsk> {
        let whom = match (&one.unit, &one.outside) {
            (Some(unit), None) => {
                let today = self.app.now().today();
                WhomToAsk::Unit(desk(self.rules, unit, today))
            }
            (None, Some(name)) => {
                WhomToAsk::Outside(reading.text(&format!("{place}.outside"), name))
            }
            (Some(_), Some(_)) | (None, None) => {
                reading.wrong(place, "Ghi đúng một trong: unit, outside");
                return None;
            }
        };
        Some(UnitToAsk {
            whom,
            questions: one.questions.clone(),
            form: one.form.unwrap_or(AnswerForm::Here),
            minutes: one.minutes,
        })
    }

    fn hand_on_opinion(&self) -> Result<(Option<u32>, ConsultationCommand), Problem> {
        let asked: asked::HandOnOpinion = self.body.read()?;
        let mut reading = self.reading();
        let to = asked.to.map_or(self.caller.0.official().id, OfficialId);
        let reason = reading.maybe("reason", asked.reason.as_ref());
        let command = ConsultationCommand::HandOn {
            opinion: asked.opinion,
            to,
            reason,
        };
        reading.done((None, command))
    }

    async fn answer_opinion(&self) -> Result<(Option<u32>, ConsultationCommand), Problem> {
        let asked: asked::AnswerOpinion = self.body.read()?;
        let mut reading = self.reading();
        let count = reading.entries("replies", &asked.replies).len();
        let replies = asked.replies.iter().take(count).enumerate();
        let replies: Vec<ReplyToGive> = replies
            .map(|(at, reply)| ReplyToGive {
                question: reply.question,
                stance: reply.stance,
                text: reading.text(&format!("replies[{at}].text"), &reply.text),
            })
            .collect();
        let letter = letter(&mut reading, &asked);
        let mut file = None;
        if let Some(id) = asked.file {
            let facts = reading.file("file", id).await?;
            file = facts.map(|facts| HandedIn {
                paper: PaperKey(ANSWER.to_owned()),
                form: HandedForm::File(facts),
                file_name: asked.file_name.as_deref().map(Reading::file_name),
            });
        }
        let command = ConsultationCommand::Answer(AnswerToGive {
            opinion: asked.opinion,
            replies,
            letter,
            file,
        });
        reading.done((None, command))
    }

    fn return_opinion(&self) -> Result<(Option<u32>, ConsultationCommand), Problem> {
        let asked: asked::ReturnOpinion = self.body.read()?;
        let mut reading = self.reading();
        let reason = reading.text("reason", &asked.reason);
        let command = ConsultationCommand::Bounce {
            opinion: asked.opinion,
            reason,
        };
        reading.done((Some(asked.seen), command))
    }

    fn conclude(&self) -> Result<(Option<u32>, ConsultationCommand), Problem> {
        let asked: asked::ConcludeConsultation = self.body.read()?;
        let mut reading = self.reading();
        let reason = reading.maybe("reason", asked.reason.as_ref());
        let command = ConsultationCommand::Conclude {
            consultation: asked.consultation,
            reason,
        };
        reading.done((Some(asked.seen), command))
    }
}

/// Number and date of the letter; none where neither is given.
fn letter(
    reading: &mut Reading<'_>,
    asked: &asked::AnswerOpinion,
) -> Option<(String, jiff::civil::Date)> {
    if asked.paper_number.is_none() && asked.paper_dated_on.is_none() {
        return None;
    }
    let number = asked.paper_number.as_deref().unwrap_or_default();
    let number = reading.number("paper_number", number);
    let day = asked.paper_dated_on.as_deref().unwrap_or_default();
    let dated_on = reading.day("paper_dated_on", day)?;
    Some((number, dated_on))
}

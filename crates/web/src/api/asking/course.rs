//! Along a published process: a step, work beside, and all in one visit.

use domain::dossier::command::{AtOnce, Command, ResultToRecord};

use super::{AskedFor, Asking};
use crate::api::model::asked;
use crate::api::problem::Problem;

impl Asking<'_> {
    pub(super) fn complete_step(&self) -> Result<AskedFor, Problem> {
        let asked: asked::CompleteStep = self.body.read()?;
        let mut reading = self.reading();
        let note = reading.maybe("note", asked.note.as_ref());
        let result = asked.result;
        reading.done(AskedFor {
            seen: Some(asked.seen),
            command: Command::Along { result, note },
        })
    }

    pub(super) fn complete_beside(&self) -> Result<AskedFor, Problem> {
        let asked: asked::CompleteBeside = self.body.read()?;
        let mut reading = self.reading();
        let note = reading.maybe("note", asked.note.as_ref());
        let (key, result) = (asked.step, asked.result);
        reading.done(AskedFor {
            seen: Some(asked.seen),
            command: Command::CompleteBeside { key, result, note },
        })
    }

    pub(super) async fn settle_at_once(&self) -> Result<AskedFor, Problem> {
        let asked: asked::SettleAtOnce = self.body.read()?;
        let mut reading = self.reading();
        let papers = reading.papers(&asked.papers).await?;
        let reason = reading.maybe("reason", asked.reason.as_ref());
        let recipient = reading.text("recipient", &asked.recipient);
        let read = reading.result("result.", &asked.result).await?;
        let place = ("result.", Some(asked.outcome));
        let facts = self.facts(&mut reading, place, &asked.result.facts);
        let result = reading
            .done(read)?
            .ok_or_else(|| Problem::of("bad-input"))?;
        let at_once = AtOnce {
            papers,
            outcome: asked.outcome,
            reason,
            result: ResultToRecord { facts, ..result },
            recipient,
            proof: asked.proof,
        };
        Ok(AskedFor {
            seen: Some(asked.seen),
            command: Command::SettleAtOnce(Box::new(at_once)),
        })
    }
}

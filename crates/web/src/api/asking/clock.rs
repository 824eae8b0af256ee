//! The clock of a dossier: paused on a ground, and excused with a new day.

use domain::dossier::apology::ApologyToSend;
use domain::dossier::command::Command;
use domain::dossier::pause::Warrant;

use super::{AskedFor, Asking};
use crate::api::model::asked;
use crate::api::problem::Problem;

impl Asking<'_> {
    pub(super) fn pause(&self) -> Result<AskedFor, Problem> {
        let asked: asked::Pause = self.body.read()?;
        let mut reading = self.reading();
        let reason = reading.text("reason", &asked.reason);
        let number = reading.number("paper_number", &asked.paper_number);
        let dated_on = reading.day("paper_dated_on", &asked.paper_dated_on);
        let command = dated_on.map(|dated_on| Command::Pause {
            ground: asked.ground,
            reason,
            warrant: Warrant { number, dated_on },
        });
        let command = reading.done(command)?;
        Ok(AskedFor {
            seen: Some(asked.seen),
            command: command.ok_or_else(|| Problem::of("bad-input"))?,
        })
    }

    pub(super) fn apologise(&self) -> Result<AskedFor, Problem> {
        let asked: asked::Apologise = self.body.read()?;
        let mut reading = self.reading();
        let reason = reading.text("reason", &asked.reason);
        let number = reading.number("paper_number", &asked.paper_number);
        let dated_on = reading.day("paper_dated_on", &asked.paper_dated_on);
        let command = dated_on.map(|dated_on| {
            Command::Apologise(ApologyToSend {
                cause: asked.cause,
                reason,
                number,
                dated_on,
                extension: asked.extension_days,
            })
        });
        let command = reading.done(command)?;
        Ok(AskedFor {
            seen: Some(asked.seen),
            command: command.ok_or_else(|| Problem::of("bad-input"))?,
        })
    }
}

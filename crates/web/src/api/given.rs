//! Giving a command, and telling where the dossier stands afterwards without reading it again.

use std::sync::Arc;

use domain::dossier::after::{after, replay};
use domain::dossier::command::Act;
use domain::dossier::decide::decide;
use domain::dossier::event::Recorded;
use domain::dossier::{Dossier, Now, Situation};
use domain::people::duty::Duty;
use domain::people::{Actor, Official};
use domain::rulebook::Rulebook;
use store::{Done, DossierWrite, Loaded, NotDone, Once};

use super::problem::Problem;
use crate::app::App;

/// A command was carried out: what is needed to tell where the dossier stands now.
pub(super) struct Given {
    /// What the store answered.
    pub done: Done,
    now: Now,
    actor: Actor,
    command: domain::dossier::command::Command,
}

/// Gives a command to the store, and counts it.
pub(super) async fn give(
    app: &App,
    write: DossierWrite,
) -> Result<Result<Given, NotDone>, Problem> {
    let (now, actor, command) = (write.now, write.actor.clone(), write.command.clone());
    let act = crate::wording::act::address(command.act());
    let answer = app.store.carry_out(write).await?;
    let word = if answer.is_ok() { "done" } else { "refused" };
    metrics::counter!("motcua_commands_total", "act" => act, "answer" => word).increment(1);
    Ok(answer.map(|done| Given {
        done,
        now,
        actor,
        command,
    }))
}

/// How an equal request with this key was answered before, if it was.
pub(super) async fn answered(app: &App, once: &Once) -> Result<Option<Done>, Problem> {
    match app.store.answered(once).await? {
        None => Ok(None),
        Some(Ok(done)) => Ok(Some(done)),
        Some(Err(why)) => Err(Problem::not_done(&why, None)),
    }
}

/// The dossier as it stood right after the command that was answered so, whatever came since: the
/// same request gets the same answer, and nobody is told a version whose events they did not see.
pub(super) async fn as_of(app: &App, done: &Done) -> Result<Loaded, Problem> {
    let found = app.store.find(&done.code).await?;
    let mut loaded = found.ok_or_else(Problem::not_found)?;
    loaded
        .history
        .retain(|entry| entry.recorded.number <= done.number);
    let then = replay(loaded.history.iter().map(|entry| &entry.recorded));
    loaded.dossier = then.ok_or_else(Problem::not_found)?;
    Ok(loaded)
}

impl Given {
    /// The dossier right after the command: decided once more, on what was read before it.
    ///
    /// None when that cannot be known: the answer is an earlier one, the rulebook changed
    /// meanwhile, or somebody else came in between. Then it has to be read.
    pub fn dossier_after(
        &self,
        before: Option<&Dossier>,
        rules: &Rulebook,
        named: Option<&Official>,
    ) -> Option<Dossier> {
        // Who keeps what was taken over depends on an account, which only the store reads.
        if self.done.repeated || self.command.act() == Act::TakeOver {
            return None;
        }
        let situation = Situation {
            actor: &self.actor,
            now: self.now,
            rules,
            // The number is in the code, and the code is known from the answer.
            number: Some(1),
            answers: None,
            named,
            // What it changes besides the events' wording is not asked for here.
            duty: Duty::none(),
        };
        let events = decide(&situation, before, &self.command).ok()?;
        let last = before.map_or(0, |dossier| dossier.number);
        let dossier = events.into_iter().zip(last + 1..).try_fold(
            before.cloned(),
            |dossier, (event, number)| {
                after(
                    dossier,
                    &Recorded {
                        number,
                        at: self.now,
                        event,
                    },
                )
                .map(Some)
            },
        )??;
        (dossier.number == self.done.number).then(|| Dossier {
            code: self.done.code.clone(),
            ..dossier
        })
    }

    /// Whether `rules` still hold, so that the store decided under the same.
    pub async fn under(&self, app: &App, rules: &Arc<Rulebook>) -> Result<bool, Problem> {
        Ok(app.rules().await?.version == rules.version)
    }
}

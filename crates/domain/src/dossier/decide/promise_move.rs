//! The promise moved by a change of the calendar: the program's own command, never earlier.

use crate::dossier::decide::pause;
use crate::dossier::event::Event;
use crate::dossier::promise_move::{PromiseMoved, PromiseToMove, Recount, recount};
use crate::dossier::refusal::Refusal;
use crate::dossier::refusal::clock::ClockRefusal;
use crate::dossier::{Dossier, Situation};

/// Moves the promise to where the calendar in force leads, or says that it stays.
pub(super) fn move_promise(
    situation: &Situation<'_>,
    dossier: &Dossier,
    told: &PromiseToMove,
) -> Result<Vec<Event>, Refusal> {
    let given = pause::promise_that_runs(dossier)?;
    let calendar = pause::calendar(situation, dossier);
    match recount(dossier, calendar, told.confirmed_at) {
        Recount::Moves(promise) => Ok(vec![Event::PromiseMoved(Box::new(PromiseMoved {
            from: given.due,
            promise,
            because: told.because.clone(),
            campaign: told.campaign,
            confirmed_by: told.confirmed_by,
        }))]),
        Recount::Stays(_) => Err(ClockRefusal::PromiseStays.into()),
    }
}

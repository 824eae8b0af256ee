//! Opinions taken as they are: whoever goes on without a word about them takes them first, and the
//! step leads from where it stands then. The gate asks here, too, so that what is open is accepted.

use crate::dossier::command::Act;
use crate::dossier::consultation::Consultation;
use crate::dossier::decide::consultation;
use crate::dossier::decide::course::begin::folded;
use crate::dossier::decide::course::time::with_settled;
use crate::dossier::event::Event;
use crate::dossier::refusal::Refusal;
use crate::dossier::{Dossier, Situation};

/// What taking opinions comes to.
pub(super) struct Taken {
    /// Their ends, and where the dossier comes to by them.
    pub(super) events: Vec<Event>,
    /// The dossier then.
    pub(super) after: Dossier,
}

/// What is taken before this act; none where nothing is.
///
/// # Errors
///
/// As [`crate::process::Process::complete`].
pub(super) fn taken_first(
    situation: &Situation<'_>,
    dossier: &Dossier,
    act: Act,
) -> Result<Option<Taken>, Refusal> {
    let goes_on = matches!(
        act,
        Act::Forward | Act::Propose | Act::SendBack | Act::Along
    );
    let main = main_key(dossier);
    // Where nobody has a step to do, the lead says itself that it takes them.
    if !goes_on || main.is_none() {
        return Ok(None);
    }
    let all = taken(situation, dossier, |_| true)?;
    let stays = |taken: &Taken| main_key(&taken.after) == main;
    match all {
        Some(all) if !stays(&all) => {
            // They would take this very step back: the step is through first.
            taken(situation, dossier, |round| round.block.is_none())
        }
        all => Ok(all),
    }
}

fn taken(
    situation: &Situation<'_>,
    dossier: &Dossier,
    of: impl Fn(&Consultation) -> bool,
) -> Result<Option<Taken>, Refusal> {
    let ends = consultation::taken_as_they_are(dossier, of);
    if ends.is_empty() {
        return Ok(None);
    }
    let events = with_settled(situation, dossier, ends)?;
    let after = folded(situation, Some(dossier), &events);
    Ok(after.map(|after| Taken { events, after }))
}

fn main_key(dossier: &Dossier) -> Option<&str> {
    let main = dossier.course.as_ref()?.main.as_ref()?;
    main.key.as_deref()
}

//! Which commands are open to this person now: it draws the buttons.

use crate::dossier::command::Act;
use crate::dossier::refusal::Refusal;
use crate::dossier::{Dossier, Situation, gate};

/// The acts that [`super::decide::decide`] would not refuse before looking at their content.
pub fn open_now(situation: &Situation<'_>, dossier: &Dossier) -> Vec<Act> {
    Act::ON_DOSSIER
        .into_iter()
        .filter(|act| why_not(situation, dossier, *act).is_none())
        .collect()
}

/// Why an act is not open to this person now; none when it is.
pub fn why_not(situation: &Situation<'_>, dossier: &Dossier, act: Act) -> Option<Refusal> {
    gate::open(situation, dossier, act).err()
}

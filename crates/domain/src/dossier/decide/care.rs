//! What is said about the service itself: it moves nothing.

use crate::dossier::Dossier;
use crate::dossier::event::Event;
use crate::dossier::personal::Personal;
use crate::dossier::rating::Satisfaction;
use crate::dossier::refusal::Refusal;

/// A service is rated once.
pub(crate) fn may_rate(dossier: &Dossier) -> Result<(), Refusal> {
    match dossier.rated {
        Some(_) => Err(Refusal::AlreadyRated),
        None => Ok(()),
    }
}

/// The applicant says how content they are. Nobody has to say why.
pub(super) fn rate(score: Satisfaction, reason: Option<&Personal<String>>) -> Vec<Event> {
    let reason = reason.filter(|reason| !reason.value.trim().is_empty());
    vec![Event::Rated {
        score,
        reason: reason.map(Personal::sealed),
    }]
}

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

/// One complaint at a time: the next one when this one is answered.
pub(crate) fn may_give_feedback(dossier: &Dossier) -> Result<(), Refusal> {
    match dossier.feedback_at {
        Some(_) => Err(Refusal::FeedbackUnanswered),
        None => Ok(()),
    }
}

/// Only what waits is answered.
pub(crate) fn may_answer(dossier: &Dossier) -> Result<(), Refusal> {
    match dossier.feedback_at {
        Some(_) => Ok(()),
        None => Err(Refusal::NoFeedback),
    }
}

/// The applicant complains; the complaint carries the dossier with it.
pub(super) fn complain(text: &Personal<String>) -> Result<Vec<Event>, Refusal> {
    said(text)?;
    Ok(vec![Event::FeedbackGiven {
        text: text.sealed(),
    }])
}

/// A leader answers what was complained about.
pub(super) fn answer(text: &Personal<String>) -> Result<Vec<Event>, Refusal> {
    said(text)?;
    Ok(vec![Event::FeedbackAnswered {
        text: text.sealed(),
    }])
}

fn said(text: &Personal<String>) -> Result<(), Refusal> {
    if text.value.trim().is_empty() {
        Err(Refusal::NothingSaid)
    } else {
        Ok(())
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

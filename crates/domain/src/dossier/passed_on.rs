//! What was passed on and can still be taken back: until the next one first acts.

use crate::dossier::event::Event;
use crate::dossier::{Dossier, Holding, Stage};

/// What is remembered of a passing on, after one more event. `before` held it when it happened.
///
/// To look at a dossier is no event, so it does not count. Neither does what others do meanwhile:
/// the cashier, the applicant, the program.
pub(super) fn after(dossier: &Dossier, before: Option<&Holding>, event: &Event) -> Option<Holding> {
    match event {
        Event::Forwarded { .. } | Event::Proposed { .. } => before.cloned(),
        Event::Charged { .. }
        | Event::PaymentRecorded { .. }
        | Event::Waived { .. }
        | Event::Corrected { .. }
        | Event::Rated { .. }
        | Event::FeedbackGiven { .. }
        | Event::FeedbackAnswered { .. }
        | Event::Routed(_)
        | Event::PromiseMoved(_) => dossier.passed_on.clone(),
        // With the step that was passed on it remembers where it stood; what is done beside does not.
        Event::Along(_) => {
            let stood = dossier
                .course
                .as_ref()
                .map(|course| course.before.is_some());
            dossier.passed_on.clone().filter(|_| stood == Some(true))
        }
        Event::Submitted(_)
        | Event::Received { .. }
        | Event::SupplementAsked { .. }
        | Event::Supplemented { .. }
        | Event::ReceptionRefused { .. }
        | Event::Assigned { .. }
        | Event::Examined { .. }
        | Event::SentBack { .. }
        | Event::PulledBack { .. }
        | Event::Approved { .. }
        | Event::Declined { .. }
        | Event::ResultRecorded { .. }
        | Event::HandedOver { .. }
        | Event::Withdrawn { .. }
        | Event::Stopped { .. }
        | Event::TakenOver { .. }
        | Event::Paused(_)
        | Event::Resumed { .. }
        | Event::Apologised(_)
        | Event::Consultation(_) => None,
    }
}

impl Dossier {
    /// The stage to which a dossier comes that was pulled back to `to`.
    pub(super) fn stage_pulled_back(to: &Holding) -> Stage {
        if to.step.0 == 0 {
            Stage::Received(to.clone())
        } else {
            Stage::Examining(to.clone())
        }
    }
}

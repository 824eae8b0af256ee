//! Which units took part in a dossier: a unit that did a step in common goes on seeing what it worked
//! on, also after it went on and after its end. Where somebody had the step by name, only they do. To
//! have a dossier in the box is no part yet.

use crate::dossier::Dossier;
use crate::dossier::course::Along;
use crate::dossier::event::Event;
use crate::people::agency::AgencyId;

/// The units that did a step by this event, of the dossier as it stood before.
pub(super) fn in_event(dossier: &Dossier, event: &Event) -> Vec<AgencyId> {
    match event {
        Event::Forwarded { .. }
        | Event::Proposed { .. }
        | Event::SentBack { .. }
        | Event::Approved { .. }
        | Event::Declined { .. }
        | Event::ResultRecorded { .. } => {
            let held = dossier.holding().filter(|held| held.officer.is_none());
            held.map(|held| held.unit.clone()).into_iter().collect()
        }
        Event::Along(along) => beside(dossier, along),
        Event::Submitted(_)
        | Event::Received { .. }
        | Event::SupplementAsked { .. }
        | Event::Supplemented { .. }
        | Event::ReceptionRefused { .. }
        | Event::Assigned { .. }
        | Event::Examined { .. }
        | Event::PulledBack { .. }
        | Event::HandedOver { .. }
        | Event::Withdrawn { .. }
        | Event::Stopped { .. }
        | Event::Corrected { .. }
        | Event::Charged { .. }
        | Event::PaymentRecorded { .. }
        | Event::Waived { .. }
        | Event::Rated { .. }
        | Event::FeedbackGiven { .. }
        | Event::FeedbackAnswered { .. }
        | Event::TakenOver { .. }
        | Event::Paused(_)
        | Event::Resumed { .. }
        | Event::Apologised(_)
        | Event::Routed(_)
        | Event::PromiseMoved(_)
        | Event::Consultation(_) => Vec::new(),
    }
}

/// Whoever did a step beside the main one; nobody does what time closed.
fn beside(dossier: &Dossier, along: &Along) -> Vec<AgencyId> {
    let Some(course) = &dossier.course else {
        return Vec::new();
    };
    let done = along.done.iter().filter(|done| !done.ran_out);
    let beside = done.filter_map(|done| course.beside(&done.key));
    let steps = beside.filter(|one| one.kind.role().is_some());
    steps.map(|one| one.unit.clone()).collect()
}

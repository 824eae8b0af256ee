//! Endings without a result: withdrawn, stopped.

use crate::dossier::decide::given;
use crate::dossier::event::Event;
use crate::dossier::ground::StopGround;
use crate::dossier::personal::Personal;
use crate::dossier::refusal::Refusal;
use crate::dossier::{Dossier, Situation};
use crate::people::Actor;
use crate::policy;

/// The applicant takes it back. An officer who does it for the applicant says why.
pub(super) fn withdraw(
    situation: &Situation<'_>,
    reason: &Personal<String>,
) -> Result<Vec<Event>, Refusal> {
    if *situation.actor != Actor::Applicant {
        given(reason)?;
    }
    Ok(vec![Event::Withdrawn {
        reason: reason.sealed(),
    }])
}

/// The leader stops it, on a listed ground that holds and in writing.
pub(super) fn stop(
    situation: &Situation<'_>,
    dossier: &Dossier,
    ground: StopGround,
    reason: &Personal<String>,
) -> Result<Vec<Event>, Refusal> {
    match ground {
        StopGround::SupplementMissing if !dossier.awaits_supplement() => {
            return Err(Refusal::NotAtThisStage);
        }
        StopGround::ObligationMissing if dossier.owed().is_zero() => {
            return Err(Refusal::NothingOwed);
        }
        StopGround::SupplementMissing
        | StopGround::ObligationMissing
        | StopGround::PurposeGone
        | StopGround::OrderedByAuthority => {}
    }
    given(reason)?;
    Ok(vec![Event::Stopped {
        ground,
        reason: reason.sealed(),
        signed: policy::signed(situation, dossier, &dossier.competent),
    }])
}

//! What time and others close: waits and consultations that are over.

use std::collections::BTreeSet;

use crate::dossier::consultation::{Consultation, settles_block};
use crate::dossier::course::BesideKind;
use crate::dossier::decide::course::begin::folded;
use crate::dossier::decide::course::going::Going;
use crate::dossier::decide::{consultation, pause};
use crate::dossier::event::Event;
use crate::dossier::ground::StopGround;
use crate::dossier::personal::Personal;
use crate::dossier::refusal::Refusal;
use crate::dossier::refusal::course::CourseRefusal;
use crate::dossier::{Dossier, Situation};
use crate::process::draft::Ending;

/// Closes what has run out. A process that ends so ends the dossier.
pub(super) fn run_out(
    going: Going<'_>,
    key: &str,
    reason: &Personal<String>,
) -> Result<Vec<Event>, Refusal> {
    if !going.dossier.is_open() {
        return Err(Refusal::NotAtThisStage);
    }
    let course = going.course()?;
    let open = course.beside(key).ok_or(CourseRefusal::StepNotOpen)?;
    let kind = open.kind;
    let (situation, dossier) = (going.situation, going.dossier.clone());
    let day = situation.now.today();
    let calendar = situation.rules.calendar_for(&dossier.competent, day);
    let over = course.over_at(key, calendar);
    if over.is_none_or(|over| situation.now.local() <= over) {
        return Err(CourseRefusal::NotOverYet.into());
    }
    // Whoever is asked has a clock of their own, and silence is recorded before it goes on.
    let mut asked = dossier.consultations.iter();
    if asked.any(|one| lasts(one, key) && one.is_awaited()) {
        return Err(CourseRefusal::NotOverYet.into());
    }
    let moved = going.after_time(key)?;
    match moved.ending() {
        Some(Ending::Stopped) => {
            let mut events = moved.told(Vec::new())?;
            events.push(Event::Stopped {
                ground: stopped_for(kind),
                reason: reason.sealed(),
                signed: None,
            });
            Ok(events)
        }
        Some(Ending::Withdrawn) => {
            let mut events = moved.told(Vec::new())?;
            events.push(Event::Withdrawn {
                reason: reason.sealed(),
            });
            Ok(events)
        }
        Some(Ending::Granted | Ending::Declined) | None => {
            // It goes on as if it had come: then its clock does too.
            let resumed = match kind {
                BesideKind::Citizen { .. } if dossier.awaits_supplement() => {
                    pause::resume(situation, &dossier)?
                }
                BesideKind::Citizen { .. }
                | BesideKind::Payment { .. }
                | BesideKind::Consult { .. }
                | BesideKind::Step { .. } => Vec::new(),
            };
            moved.no_longer_awaited().told(resumed)
        }
    }
}

/// Whether a consultation goes on that belongs to this block.
fn lasts(one: &Consultation, key: &str) -> bool {
    one.ended.is_none() && one.block.as_deref() == Some(key)
}

fn stopped_for(kind: BesideKind) -> StopGround {
    match kind {
        BesideKind::Payment { .. } => StopGround::ObligationMissing,
        BesideKind::Citizen { .. } | BesideKind::Consult { .. } | BesideKind::Step { .. } => {
            StopGround::SupplementMissing
        }
    }
}

/// These events, and the one that tells where the dossier is when they settle a consultation of its
/// process.
///
/// # Errors
///
/// As [`crate::process::Process::complete`].
pub(in crate::dossier::decide) fn with_settled(
    situation: &Situation<'_>,
    dossier: &Dossier,
    mut events: Vec<Event>,
) -> Result<Vec<Event>, Refusal> {
    let keys: BTreeSet<String> = events
        .iter()
        .filter_map(settles_block)
        .map(str::to_owned)
        .collect();
    for key in keys {
        let Some(after) = folded(situation, Some(dossier), &events) else {
            break;
        };
        // Who was asked once more for the same is waited for, too.
        if !after.consultations.iter().any(|one| lasts(one, &key)) {
            events.extend(settle_block(situation, &after, &key)?);
        }
    }
    Ok(events)
}

/// These events, and the ends of consultations that the process does not wait for any more.
pub(in crate::dossier::decide) fn with_taken_back(
    situation: &Situation<'_>,
    dossier: &Dossier,
    mut events: Vec<Event>,
) -> Vec<Event> {
    let moves = |event: &Event| matches!(event, Event::Along(_));
    if !dossier.consultations.is_empty()
        && events.iter().any(moves)
        && let Some(after) = folded(situation, Some(dossier), &events)
    {
        events.extend(consultation::taken_back(dossier, &after));
    }
    events
}

/// Completes a consultation of the process: all have answered, or their silence was recorded. None
/// where the dossier goes by the line, or does not stand there any more.
///
/// # Errors
///
/// As [`crate::process::Process::complete`].
fn settle_block(
    situation: &Situation<'_>,
    dossier: &Dossier,
    key: &str,
) -> Result<Option<Event>, Refusal> {
    let Some(course) = &dossier.course else {
        return Ok(None);
    };
    let is_consult = course
        .beside(key)
        .is_some_and(|one| matches!(one.kind, BesideKind::Consult { .. }));
    if !is_consult || !dossier.is_open() {
        return Ok(None);
    }
    let moved = Going::of(situation, dossier)?.after_block(key)?;
    moved.along().map(Some)
}

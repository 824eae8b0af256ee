//! How long each consultation of a dossier took, beside the steps, and who was asked.

use domain::calendar::WorkingCalendar;
use domain::dossier::Now;
use domain::dossier::consultation::{Consultation, Whom};
use domain::dossier::course::name_of;
use domain::dossier::hands::StepClock;
use domain::rulebook::Rulebook;
use domain::workflow::StepIndex;
use store::Loaded;

use super::spent::row;
use crate::acts::consultation::outside_name;
use crate::officials::unit_name;

/// A row for each consultation, oldest first; its time runs beside that of the steps.
pub(super) fn rows(
    loaded: &Loaded,
    rules: &Rulebook,
    calendar: &WorkingCalendar,
    now: Now,
) -> Vec<Vec<String>> {
    let rounds = loaded.dossier.consultations.iter();
    rounds
        .filter_map(|round| {
            let clock = clock(round, calendar, now)?;
            Some(row(name(round, loaded, rules), clock))
        })
        .collect()
}

/// None where a year has no calendar.
fn clock(round: &Consultation, calendar: &WorkingCalendar, now: Now) -> Option<StepClock> {
    let until = round.ended.as_ref().map_or(now, |ended| ended.at);
    let (from, until) = (round.asked_at.local(), until.local());
    let used = calendar.minutes_between(from, until.max(from)).ok()?;
    let granted = round.opinions.iter().map(|opinion| opinion.minutes).max();
    Some(StepClock {
        // Only its minutes are shown.
        step: StepIndex(0),
        granted: granted.unwrap_or_default(),
        used,
    })
}

/// What the process calls it, and who was asked.
fn name(round: &Consultation, loaded: &Loaded, rules: &Rulebook) -> String {
    let process = loaded.dossier.process_in(rules);
    let draft = process.as_ref().map(|process| process.draft());
    let key = round.block.as_deref();
    let name = draft.zip(key).and_then(|(draft, key)| name_of(draft, key));
    let asked = round.opinions.iter().map(|opinion| match &opinion.whom {
        Whom::Unit(unit) => unit_name(rules, unit),
        Whom::Outside(name) => outside_name(loaded, name.id),
    });
    let asked: Vec<String> = asked.collect();
    format!(
        "{} (hỏi {})",
        name.unwrap_or("Lấy ý kiến"),
        asked.join("; ")
    )
}

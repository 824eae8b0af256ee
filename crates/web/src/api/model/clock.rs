//! A dossier's clock as the API shows it.

mod spent;

use domain::calendar::deadline::CountedDay;
use domain::calendar::explanation::{CountBasis, reason};
use domain::calendar::pauses::{Pause, PauseGround};
use domain::dossier::explanation::{Explanation, explain};
use domain::dossier::punctuality::Punctuality;
use domain::dossier::{Dossier, Now};
use domain::rulebook::Rulebook;
use serde::Serialize;
use store::Loaded;
use utoipa::ToSchema;

use super::catalogue::{LimitShown, limit};
use super::shown::local;

use spent::TimeSpentShown;

/// Why a dossier is promised for its day.
#[derive(Serialize, ToSchema)]
pub struct ClockShown {
    /// The dossier's code.
    pub code: String,
    /// `not_started`, `running`, `paused` or `overdue`; once it is settled `met` or `late`; and
    /// `unlimited` where there is no time limit.
    #[schema(example = "running")]
    pub status: &'static str,
    /// The promise and its count; null while nothing is promised.
    pub promise: Option<PromiseShown>,
    /// Whose time it was; null when a year has no calendar.
    pub time_spent: Option<TimeSpentShown>,
}

/// A promise and its count.
#[derive(Serialize, ToSchema)]
pub struct PromiseShown {
    /// When the count began.
    #[schema(format = DateTime)]
    pub start: String,
    /// `reception`; `full_dossier` when it counts again after a supplement; `apology` when the one
    /// new day is counted from the letter.
    #[schema(example = "reception")]
    pub start_rule: &'static str,
    /// The time limit that was promised.
    pub limit: LimitShown,
    /// The longer one that the law gives, where the province reduced it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reduced_from: Option<LimitShown>,
    /// The decision by which it was reduced.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reduced_by: Option<String>,
    /// The promised moment.
    #[schema(format = DateTime)]
    pub due: String,
    /// `end_of_day` when it is due at closing time; `same_clock` when the province promised the
    /// clock time at which the count began.
    #[schema(example = "end_of_day")]
    pub moment: &'static str,
    /// Whether it rests on days off that are not announced yet.
    pub provisional: bool,
    /// The moment that the calendar of today leads to; null when it leads nowhere. The promise
    /// holds all the same.
    #[schema(format = DateTime)]
    pub counted_today: Option<String>,
    /// The moment if what is waited for were there now; null while the clock runs.
    #[schema(format = DateTime)]
    pub due_if_answered: Option<String>,
    /// Working minutes left until the promised moment; null when a year has no calendar.
    pub minutes_left: Option<u32>,
    /// Each day from the beginning to the promised day.
    pub days: Vec<CountedDayShown>,
    /// Pauses since reception, oldest first.
    pub pauses: Vec<PauseShown>,
    /// The rules that the count leans on.
    pub bases: Vec<CountBasisShown>,
}

/// One day of a count.
#[derive(Serialize, ToSchema)]
pub struct CountedDayShown {
    /// The day.
    #[schema(format = Date, example = "2026-11-23")]
    pub date: String,
    /// Its place among the counted days, from 1; null for a day that was passed over.
    pub number: Option<u32>,
    /// Why it was counted or passed over.
    #[schema(example = "weekend")]
    pub reason: &'static str,
    /// The name that the calendar gives it.
    pub name: Option<String>,
    /// Working minutes it used up; only for limits in working hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
}

/// A stretch in which the clock stood still.
#[derive(Serialize, ToSchema)]
pub struct PauseShown {
    /// Why: `supplement`, or one of the grounds on which officials stop it.
    #[schema(value_type = String, example = "supplement")]
    pub ground: PauseGround,
    /// Its beginning.
    #[schema(format = DateTime)]
    pub from: String,
    /// Its end; null while it lasts.
    #[schema(format = DateTime)]
    pub to: Option<String>,
}

/// A rule that a count leans on.
#[derive(Serialize, ToSchema)]
pub struct CountBasisShown {
    /// Its name.
    #[schema(example = "day_of_event")]
    pub rule: &'static str,
    /// Where it stands.
    pub law: &'static str,
}

impl ClockShown {
    /// The clock of a dossier as it stands now.
    pub fn new(loaded: &Loaded, rules: &Rulebook, now: Now) -> Self {
        let dossier = &loaded.dossier;
        let history = loaded.history.iter().map(|entry| &entry.recorded);
        let calendar = rules.calendar_for(&dossier.competent, now.today());
        let told = explain(history, calendar);
        Self {
            code: dossier.code.to_string(),
            status: status(dossier, now),
            promise: told.map(|told| PromiseShown::new(&told, dossier, rules, now)),
            time_spent: TimeSpentShown::of(loaded, rules, now),
        }
    }
}

impl PromiseShown {
    fn new(told: &Explanation, dossier: &Dossier, rules: &Rulebook, now: Now) -> Self {
        let calendar = rules.calendar_for(&dossier.competent, now.today());
        let counted = told.counted.as_ref().ok();
        let reduced = dossier.reduced_in(rules);
        Self {
            start: local(told.count.from),
            start_rule: told.start_rule.name(),
            limit: limit(&told.given.limit),
            reduced_from: reduced.map(|(terms, _)| limit(&terms.limit)),
            reduced_by: reduced.map(|(_, less)| less.basis.clone()),
            due: local(told.given.due),
            moment: told.given.moment.name(),
            provisional: told.given.provisional,
            counted_today: counted.map(|counted| local(counted.due)),
            due_if_answered: told.due_if_answered(dossier, rules, now).map(local),
            minutes_left: told.minutes_left(dossier, calendar, now).ok(),
            days: counted.map_or_else(Vec::new, |counted| days(&counted.days)),
            pauses: told.pauses.iter().map(PauseShown::from).collect(),
            bases: told
                .bases()
                .into_iter()
                .map(CountBasisShown::from)
                .collect(),
        }
    }
}

fn status(dossier: &Dossier, now: Now) -> &'static str {
    match dossier.punctuality() {
        Some(Punctuality::Early | Punctuality::OnTime) => "met",
        Some(Punctuality::Late) => "late",
        None if dossier.received_at.is_none() => "not_started",
        None if dossier.promise.is_none() => "unlimited",
        None if dossier.is_paused() => "paused",
        None if dossier.is_overdue(now) => "overdue",
        None => "running",
    }
}

fn days(days: &[CountedDay]) -> Vec<CountedDayShown> {
    let mut number = 0_u32;
    days.iter()
        .map(|day| {
            number += u32::from(day.counted);
            let (reason, name) = reason(&day.why);
            CountedDayShown {
                date: day.date.to_string(),
                number: day.counted.then_some(number),
                reason,
                name: name.map(str::to_owned),
                minutes: day.minutes,
            }
        })
        .collect()
}

impl From<&Pause> for PauseShown {
    fn from(pause: &Pause) -> Self {
        Self {
            ground: pause.ground,
            from: local(pause.from),
            to: pause.to.map(local),
        }
    }
}

impl From<CountBasis> for CountBasisShown {
    fn from(basis: CountBasis) -> Self {
        Self {
            rule: basis.name(),
            law: basis.law(),
        }
    }
}

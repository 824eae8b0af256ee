//! What time claims of whoever was asked: first of the head of a silent unit, then on the record.

use jiff::civil::{Date, DateTime};

use crate::calendar::WorkingCalendar;
use crate::calendar::YearMissing;
use crate::calendar::deadline::{self, Moment, NoPromise};
use crate::calendar::time_limit::TimeLimit;
use crate::dossier::command::Command;
use crate::dossier::consultation::command::ConsultationCommand;
use crate::dossier::consultation::{Consultation, Opinion, OpinionStanding};
use crate::dossier::{Dossier, Now};

/// How long the head of a silent unit has before the silence is recorded; from which day on, and
/// until when, that holds.
struct SilenceRule {
    minutes: u32,
    from: Date,
    until: Option<Date>,
}

/// The rules, one after the other; a new one ends the one before it.
///
/// Not law: that a consulted unit answers in time and the lead records its silence is law (Nghị định
/// 61/2018/NĐ-CP, Điều 19 [memory, medium]); how long its head has is ours.
const SILENCE_RULES: [SilenceRule; 1] = [SilenceRule {
    minutes: SILENCE_MINUTES,
    from: Date::constant(2018, 6, 21),
    until: None,
}];

/// What holds on days of which no rule speaks, in working minutes.
///
/// Not law: two days of eight hours.
const SILENCE_MINUTES: u32 = 2 * 480;

/// The least that a unit has for an answer that was returned, in working minutes.
///
/// Not law: half a day.
pub const BOUNCE_MINUTES_MIN: u32 = 240;

/// Working minutes that the head of a silent unit has when it is put before them on this day.
pub fn silence_minutes_on(day: Date) -> u32 {
    SILENCE_RULES
        .iter()
        .find(|rule| rule.from <= day && rule.until.is_none_or(|last| day <= last))
        .map_or(SILENCE_MINUTES, |rule| rule.minutes)
}

/// The moment so many working minutes later, by the engine that counts every limit in hours.
///
/// # Errors
/// [`YearMissing`] when a year has no calendar.
pub fn after_minutes(
    calendar: &WorkingCalendar,
    from: DateTime,
    minutes: u32,
) -> Result<DateTime, YearMissing> {
    let limit = TimeLimit::WorkingHours {
        minutes: minutes.max(1),
    };
    match deadline::due(calendar, from, &limit, Moment::SameClock) {
        Ok(due) => Ok(due),
        Err(NoPromise::YearMissing(missing)) => Err(missing),
        // A limit in minutes that is not empty is one that counts.
        Err(NoPromise::NoOwnLimit { .. } | NoPromise::EmptyLimit) => Ok(from),
    }
}

impl Opinion {
    /// Whether its silence is to be put before the head of the unit now.
    pub fn is_to_escalate(&self, now: Now) -> bool {
        self.is_overdue(now) && self.escalated.is_none()
    }

    /// Whether its silence is to be recorded now.
    pub fn is_to_record(&self, now: Now) -> bool {
        self.is_overdue(now)
            && self
                .escalated
                .is_some_and(|escalated| now.local() > escalated.silence_at)
    }
}

impl Dossier {
    /// When time has something to claim of its opinions next; none when nobody is to answer.
    pub fn opinions_due(&self) -> Option<DateTime> {
        self.opinions()
            .filter(|(round, opinion)| is_waiting(round, opinion))
            .map(|(_, opinion)| opinion.next_claim())
            .min()
    }

    /// What time commands now: one command a silent opinion, each of which is carried out once.
    pub fn claims_on_opinions(&self, now: Now) -> Vec<Command> {
        self.opinions()
            .filter(|(round, opinion)| is_waiting(round, opinion))
            .filter_map(|(_, opinion)| {
                let number = opinion.number;
                if opinion.is_to_record(now) {
                    Some(ConsultationCommand::RecordSilence { opinion: number })
                } else if opinion.is_to_escalate(now) {
                    Some(ConsultationCommand::Escalate { opinion: number })
                } else {
                    None
                }
            })
            .map(|command| Command::Consult(Box::new(command)))
            .collect()
    }
}

impl Opinion {
    /// When time claims something of it next.
    pub fn next_claim(&self) -> DateTime {
        self.escalated
            .map_or(self.due, |escalated| escalated.silence_at)
    }
}

fn is_waiting(round: &Consultation, opinion: &Opinion) -> bool {
    round.standing(opinion) == OpinionStanding::Waiting
}

//! A promise as JSON, for programs.

use domain::calendar::DayReason;
use domain::calendar::clock::policy::ClockPolicy;
use domain::calendar::deadline::{CountReason, CountRule, CountedDay, Promise};
use domain::calendar::pauses::{Added, PauseEffect};
use serde_json::{Value, json};

pub(super) fn as_json(promise: &Promise, policy: Option<&ClockPolicy>) -> Value {
    let days: Vec<Value> = promise.days.iter().map(day_as_json).collect();
    let mut told = json!({
        "due": promise.due.to_string(),
        "days": days,
        "provisional": promise.provisional,
    });
    if !promise.pauses.is_empty() {
        told["pauses"] = promise.pauses.iter().map(pause_as_json).collect();
    }
    if let Some(policy) = policy {
        told["policy"] = json!({ "id": policy.id, "basis": policy.basis });
    }
    told
}

fn pause_as_json(effect: &PauseEffect) -> Value {
    let (unit, added) = match effect.added {
        Added::WorkingDays(days) => ("working_days", days),
        Added::WorkingMinutes(minutes) => ("working_minutes", minutes),
        Added::CalendarDays(days) => ("calendar_days", days),
    };
    json!({
        "from": effect.from.to_string(),
        "to": effect.to.to_string(),
        "due_before": effect.before.to_string(),
        "due_after": effect.after.to_string(),
        "added": added,
        "unit": unit,
        "too_late": effect.is_too_late(),
    })
}

fn day_as_json(day: &CountedDay) -> Value {
    let (why, name) = name_reason(&day.why);
    let mut told = json!({ "date": day.date.to_string(), "counted": day.counted, "why": why });
    if let Some(name) = name {
        told["name"] = json!(name);
    }
    if let Some(minutes) = day.minutes {
        told["minutes"] = json!(minutes);
    }
    told
}

/// The reason's name in JSON, and the name of the day when it has one.
fn name_reason(why: &CountReason) -> (&'static str, Option<&str>) {
    match why {
        CountReason::Rule(rule) => match rule {
            CountRule::ReceptionDay => ("reception_day", None),
            CountRule::AfterCutOff => ("after_cut_off", None),
            CountRule::AfterClosing => ("after_closing", None),
            CountRule::Paused => ("paused", None),
            CountRule::TakenUpAgain => ("taken_up_again", None),
            CountRule::CountedAnew => ("counted_anew", None),
        },
        CountReason::Day(reason) => match reason {
            DayReason::Working => ("working", None),
            DayReason::Weekend => ("weekend", None),
            DayReason::Holiday { name } => ("holiday", Some(name)),
            DayReason::SwappedOff { name } => ("swapped_off", Some(name)),
            DayReason::MakeUp { name } => ("make_up", Some(name)),
            DayReason::Closed { name } => ("closed", Some(name)),
        },
    }
}

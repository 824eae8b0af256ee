//! A promise as JSON, for programs.

use domain::calendar::DayReason;
use domain::calendar::deadline::{CountReason, CountRule, CountedDay, Promise};
use serde_json::{Value, json};

pub(super) fn as_json(promise: &Promise) -> Value {
    let days: Vec<Value> = promise.days.iter().map(day_as_json).collect();
    json!({
        "due": promise.due.to_string(),
        "days": days,
        "provisional": promise.provisional,
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

//! The decision that a process is published by, as typed.

use domain::process::published::ProcessDecision;
use domain::vietnamese::clean;
use jiff::civil::Date;

use crate::form::{FormErrors, ReadDate, TypedDate};
use crate::incoming::Incoming;

/// The decision as typed.
pub(super) struct TypedDecision {
    pub number: String,
    pub signed: TypedDate,
    pub issuer: String,
    pub from: TypedDate,
}

/// The fields of the decision.
const DECISION: [&str; 8] = [
    "so", "ky_day", "ky_month", "ky_year", "nguoi-ky", "tu_day", "tu_month", "tu_year",
];

/// What was typed of it, for a form that leads there again.
pub(super) fn carried(sent: &Incoming) -> Vec<(String, String)> {
    let typed = DECISION.into_iter().filter(|name| sent.has(name));
    typed
        .map(|name| (name.to_owned(), sent.text(name).to_owned()))
        .collect()
}

impl TypedDecision {
    /// What was typed; before anybody types, it begins today.
    pub fn of(sent: &Incoming, today: Date) -> Self {
        let text = |name: &str| clean(sent.text(name)).trim().to_owned();
        let day = |name: &str| {
            let part = |end: &str| sent.text(&format!("{name}_{end}")).to_owned();
            TypedDate::new(part("day"), part("month"), part("year"))
        };
        let from = if sent.has("tu_day") {
            day("tu")
        } else {
            TypedDate::of(today)
        };
        Self {
            number: text("so"),
            signed: day("ky"),
            issuer: text("nguoi-ky"),
            from,
        }
    }

    pub fn read(&self) -> Result<(ProcessDecision, Date), FormErrors> {
        let mut errors = FormErrors::new();
        if self.number.is_empty() {
            errors.add("so", "Nhập số, ký hiệu quyết định, ví dụ 812/QĐ-UBND");
        }
        let signed = read_day(&self.signed, "ky", &mut errors);
        let from = read_day(&self.from, "tu", &mut errors);
        let (Some(dated_on), Some(from), true) = (signed, from, errors.is_empty()) else {
            return Err(errors);
        };
        let decision = ProcessDecision {
            number: self.number.clone(),
            dated_on,
            issuer: self.issuer.clone(),
        };
        Ok((decision, from))
    }
}

fn read_day(day: &TypedDate, field: &str, errors: &mut FormErrors) -> Option<Date> {
    match day.read() {
        Ok(ReadDate::Day(day)) => return Some(day),
        Ok(ReadDate::Empty | ReadDate::Year(_)) => {
            errors.add(field, "Nhập đủ ngày, tháng và năm");
        }
        Err(sentence) => errors.add(field, sentence),
    }
    None
}

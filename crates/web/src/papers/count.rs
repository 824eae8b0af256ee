//! The page behind form 01: how the day of return was counted.

use documents::{Count, CountLine};
use domain::calendar::WorkingCalendar;
use domain::calendar::explanation::{in_few, rows};
use domain::dossier::event::Recorded;
use domain::dossier::explanation::explain;
use domain::procedure::Terms;
use domain::procedure::reduced::ReducedLimit;

use crate::explained::{self, DayLine};
use crate::language::Language;
use crate::wording::clock;

/// The count of the promise in this history. None where nothing is promised, and where the calendar
/// of today leads to another day: a paper does not argue with itself, nor a reprint with the first.
pub(super) fn of<'a>(
    history: impl IntoIterator<Item = &'a Recorded>,
    calendar: &WorkingCalendar,
    reduced: Option<(&Terms, &ReducedLimit)>,
) -> Option<Count> {
    let told = explain(history, calendar).filter(|told| told.is_as_given())?;
    let days = &told.counted.as_ref().ok()?.days;
    let lines = in_few(rows(days));
    let bases = told.bases().into_iter().map(|basis| {
        let said = clock::basis(basis, Language::Vietnamese);
        format!("{said} ({}).", basis.law())
    });
    let cut = explained::cut(reduced, Language::Vietnamese);
    let cut = (!cut.is_empty()).then(|| format!("{cut}."));
    Some(Count {
        lines: lines
            .iter()
            .map(|row| printed(explained::line(row, Language::Vietnamese)))
            .collect(),
        bases: cut.into_iter().chain(bases).collect(),
    })
}

fn printed(line: DayLine) -> CountLine {
    CountLine {
        why: if line.name.is_empty() {
            line.why.to_owned()
        } else {
            format!("{}: {}", line.why, line.name)
        },
        days: line.days,
        counted: line.counted,
    }
}

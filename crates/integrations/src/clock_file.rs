//! Our own file of what a province chose for its clocks (cách tính thời hạn của tỉnh), read into
//! dated rules: how a limit goes on after a supplement, and at which moment of its day a result is
//! due.

use domain::rulebook::{PromisedMoment, SupplementReading};
use jiff::civil::Date;
use serde::Deserialize;

use crate::reading::{Problem, Table, read_toml};

const AFTER_PAUSES: &str = "resume, restart";
const MOMENTS: &str = "end_of_day, same_clock";

/// What a province chose; where a list says nothing for a day, the law's own way holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClockChoices {
    /// How a limit goes on after a supplement.
    pub supplement_readings: Vec<SupplementReading>,
    /// At which moment of the promised day a result is due.
    pub promised_moments: Vec<PromisedMoment>,
}

/// Reads the choices: `[[supplements]]` with `after_pause`, `[[moments]]` with `moment`, each with
/// `basis`, `from` and perhaps `until`. Of one list, only one choice holds on a day.
///
/// # Errors
/// Every place that cannot be taken; then nothing is taken.
pub fn read_clock_choices(text: &str) -> Result<ClockChoices, Vec<Problem>> {
    let mut file = read_toml(text)?;
    let mut problems = Vec::new();
    let mut choices = ClockChoices::default();
    let mut taken = Vec::new();
    for mut entry in file.tables("supplements", &mut problems) {
        let after_pause = needed_word(&mut entry, "after_pause", AFTER_PAUSES, &mut problems);
        let dated = read_dated(&mut entry, &mut taken, &mut problems);
        entry.finish(&mut problems);
        let (Some(after_pause), Some(Dated { from, until, basis })) = (after_pause, dated) else {
            continue;
        };
        choices.supplement_readings.push(SupplementReading {
            from,
            until,
            after_pause,
            basis,
        });
    }
    taken.clear();
    for mut entry in file.tables("moments", &mut problems) {
        let moment = needed_word(&mut entry, "moment", MOMENTS, &mut problems);
        let dated = read_dated(&mut entry, &mut taken, &mut problems);
        entry.finish(&mut problems);
        let (Some(moment), Some(Dated { from, until, basis })) = (moment, dated) else {
            continue;
        };
        choices.promised_moments.push(PromisedMoment {
            from,
            until,
            moment,
            basis,
        });
    }
    file.finish(&mut problems);
    if problems.is_empty() {
        Ok(choices)
    } else {
        Err(problems)
    }
}

/// From when to when a choice holds, and the decision it rests on.
struct Dated {
    from: Date,
    until: Option<Date>,
    basis: String,
}

fn read_dated(
    entry: &mut Table,
    taken: &mut Vec<(Date, Option<Date>)>,
    problems: &mut Vec<Problem>,
) -> Option<Dated> {
    let basis = entry.needed_text("basis", problems);
    let before = problems.len();
    let from = entry.date("from", problems);
    let until = entry.date("until", problems);
    let Some(from) = from else {
        if problems.len() == before {
            let reason = "cần ngày bắt đầu áp dụng, như 2027-01-01";
            problems.push(Problem::new(entry.at("from"), reason));
        }
        return None;
    };
    if until.is_some_and(|until| until < from) {
        let reason = "ngày cuối áp dụng trước ngày đầu";
        problems.push(Problem::new(entry.at("until"), reason));
    }
    let overlaps = |(first, last): &(Date, Option<Date>)| {
        until.is_none_or(|until| *first <= until) && last.is_none_or(|last| from <= last)
    };
    if taken.iter().any(overlaps) {
        let reason = "trùng ngày với một mục khác; mỗi ngày chỉ có một cách tính";
        problems.push(Problem::new(entry.at("from"), reason));
    }
    taken.push((from, until));
    Some(Dated { from, until, basis })
}

fn needed_word<T: for<'de> Deserialize<'de>>(
    entry: &mut Table,
    key: &str,
    words: &str,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let before = problems.len();
    let word = entry.word(key, words, problems);
    if word.is_none() && problems.len() == before {
        let reason = format!("còn thiếu; cần ghi một trong: {words}");
        problems.push(Problem::new(entry.at(key), reason));
    }
    word
}

#[cfg(test)]
mod tests {
    use domain::calendar::deadline::Moment;
    use domain::calendar::pauses::AfterPause;

    use super::*;

    fn places(text: &str) -> Vec<String> {
        let problems = read_clock_choices(text).expect_err("not to be taken");
        problems.into_iter().map(|problem| problem.field).collect()
    }

    #[test]
    fn both_choices_are_read_with_their_dates() {
        let text = "[[supplements]]\nafter_pause = \"resume\"\nbasis = \"01/QĐ-UBND\"\nfrom = \
                    2027-01-01\n\n[[moments]]\nmoment = \"same_clock\"\nbasis = \"02/QĐ-UBND\"\n\
                    from = 2027-01-01\nuntil = 2027-06-30\n";
        let read = read_clock_choices(text).expect("it is sound");
        assert_eq!(read.supplement_readings[0].after_pause, AfterPause::Resume);
        assert_eq!(read.supplement_readings[0].until, None);
        let moment = &read.promised_moments[0];
        assert_eq!(moment.moment, Moment::SameClock);
        let until = moment.until.map(|until| until.to_string());
        assert_eq!(until.as_deref(), Some("2027-06-30"));
        assert_eq!(moment.basis, "02/QĐ-UBND");
    }

    #[test]
    fn an_empty_file_chooses_the_law() {
        assert_eq!(read_clock_choices(""), Ok(ClockChoices::default()));
    }

    #[test]
    fn what_cannot_be_taken_is_named() {
        assert_eq!(
            places("[[moments]]\nmoment = \"noon\"\nbasis = \"x\"\nfrom = 2027-01-01\n"),
            ["moments[0].moment"]
        );
        assert_eq!(
            places("[[moments]]\n"),
            ["moments[0].moment", "moments[0].basis", "moments[0].from"]
        );
        let entry = "[[moments]]\nmoment = \"same_clock\"\nbasis = \"x\"\n";
        assert_eq!(
            places(&format!("{entry}from = 2027-02-01\nuntil = 2027-01-01\n")),
            ["moments[0].until"]
        );
        assert_eq!(
            places(&format!(
                "{entry}from = 2027-01-01\n{entry}from = 2028-01-01\n"
            )),
            ["moments[1].from"]
        );
        assert_eq!(
            places(&format!("{entry}from = 2027-01-01\nhour = 9\n")),
            ["moments[0].hour"]
        );
    }
}

//! Days off and make-up days: a file replaces the years it names, and no other.

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::csv_file::parse_calendar_csv;
use domain::calendar::{CalendarData, CalendarDay};
use domain::dossier::Now;
use jiff::civil::Date;
use store::RulebookWrite;

use super::{FileArgs, Remark, Report, TRIES, Target};
use crate::commands::calendar_words::say_line_flaw;
use crate::output::Ended;

pub(super) async fn run(args: &FileArgs, now: Now) -> anyhow::Result<Ended> {
    let Some(bytes) = super::bytes(&args.path) else {
        return Ok(Ended::Usage);
    };
    let days = match super::text(args, bytes)
        .map_err(|remark| vec![remark])
        .and_then(|text| read(args, &text))
    {
        Ok(days) => days,
        Err(refused) => {
            let report = Report {
                refused,
                ..Report::default()
            };
            return Ok(super::tell_lines(args, &report));
        }
    };
    let target = Target::open(args).await?;
    for _ in 0..TRIES {
        let rules = target.rulebook().await?;
        let current: CalendarData = rules.calendar.clone().into();
        let (merged, report) = merge(&current.days, &days);
        let same = report.created + report.changed + report.removed == 0;
        if args.dry_run || same {
            return Ok(super::tell_lines(args, &report));
        }
        let write = RulebookWrite {
            calendar: Some(CalendarData {
                days: merged,
                ..current
            }),
            ..super::write(args, "calendar", &rules, now)
        };
        if target.change(write).await? {
            return Ok(super::tell_lines(args, &report));
        }
    }
    Err(super::moved_on())
}

fn read(args: &FileArgs, text: &str) -> Result<Vec<CalendarDay>, Vec<Remark>> {
    parse_calendar_csv(text).map_err(|problems| {
        let remark = |line, reason| Remark {
            file: super::name_of(&args.path),
            field: format!("dòng {line}"),
            reason: say_line_flaw(reason),
        };
        problems
            .iter()
            .map(|problem| remark(problem.line, &problem.reason))
            .collect()
    })
}

/// The days of the file, and those of the years that the file does not name.
fn merge(current: &[CalendarDay], file: &[CalendarDay]) -> (Vec<CalendarDay>, Report) {
    let years: BTreeSet<i16> = file.iter().map(|day| day.date.year()).collect();
    let (replaced, kept): (Vec<&CalendarDay>, Vec<&CalendarDay>) = current
        .iter()
        .partition(|day| years.contains(&day.date.year()));
    let before: BTreeMap<Date, &CalendarDay> =
        replaced.into_iter().map(|day| (day.date, day)).collect();
    let mut report = Report::default();
    for day in file {
        match before.get(&day.date) {
            None => report.created += 1,
            Some(known) if *known == day => report.unchanged += 1,
            Some(_) => report.changed += 1,
        }
    }
    report.removed = before.len() - report.changed - report.unchanged;
    let mut days: Vec<CalendarDay> = kept.into_iter().chain(file).cloned().collect();
    days.sort_by_key(|day| day.date);
    (days, report)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(text: &str) -> Vec<CalendarDay> {
        parse_calendar_csv(&format!("date,kind,name,certainty\n{text}")).expect("days")
    }

    #[test]
    fn a_file_replaces_its_own_years_only() {
        let current = days(
            "2026-01-01,holiday,Tết Dương lịch,high\n2027-01-01,holiday,Tết Dương lịch,low\n\
             2027-04-30,holiday,Ngày Chiến thắng,low\n",
        );
        let file =
            days("2027-01-01,holiday,Tết Dương lịch,high\n2027-09-02,holiday,Quốc khánh,high\n");
        let (merged, report) = merge(&current, &file);
        assert_eq!(merged.len(), 3);
        assert_eq!(merged[0], current[0]);
        assert_eq!(merged[1..], file);
        assert_eq!((report.created, report.changed), (1, 1));
        assert_eq!((report.removed, report.unchanged), (1, 0));
        let (again, report) = merge(&merged, &file);
        assert_eq!(again, merged);
        assert_eq!((report.unchanged, report.removed), (2, 0));
    }
}

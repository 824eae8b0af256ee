//! Reading one layer of the calendar from a CSV file.
//!
//! The columns are those of [`csv_file`](super::csv_file): `date,kind,name,certainty` and
//! `pair_date`. Two further kinds, with further columns:
//! - `closed`: `date` is shut, all of it or only `hours`; `name` says why, `decision` and
//!   `decision_on` by which paper.
//! - `sessions`: from `date` on, until `valid_to` if there is one, `weekday` is worked at `hours`;
//!   without hours it is not worked.

use crate::calendar::CalendarDay;
use crate::calendar::csv_file::{
    CalendarProblem, Line, LineFlaw, Read, read_date, read_day, read_lines, read_name,
};
use crate::calendar::layers::{Closure, Decision, LayerContent, OwnSessions};
use crate::calendar::sessions::{DaySessions, weekday_from_file, weekday_in_files};
use crate::vietnamese::clean;

/// What a line adds to a layer.
enum Added {
    Day(CalendarDay),
    Closure(Closure),
    Sessions(OwnSessions),
}

/// Reads a layer; the week and the cut-off hour stay as above.
///
/// # Errors
/// All lines that cannot be taken; then nothing is taken.
pub fn parse_layer_csv(text: &str) -> Result<LayerContent, Vec<CalendarProblem>> {
    let mut layer = LayerContent::default();
    for added in read_lines(text, read)? {
        match added {
            Added::Day(day) => layer.days.push(day),
            Added::Closure(closure) => layer.closures.push(closure),
            Added::Sessions(sessions) => layer.sessions.push(sessions),
        }
    }
    Ok(layer)
}

fn read(line: &Line<'_>) -> Result<Read<Added>, LineFlaw> {
    match line.field("kind") {
        "closed" => read_closure(line).map(|closure| Read {
            date: closure.date,
            of: format!("closed {}", closure.hours.clone().unwrap_or_default()),
            value: Added::Closure(closure),
        }),
        "sessions" => read_sessions(line).map(|sessions| Read {
            date: sessions.valid_from(),
            of: weekday_in_files(sessions.weekday()).to_owned(),
            value: Added::Sessions(sessions),
        }),
        _ => read_day(line).map(|day| Read {
            date: day.date,
            of: String::new(),
            value: Added::Day(day),
        }),
    }
}

fn read_closure(line: &Line<'_>) -> Result<Closure, LineFlaw> {
    let hours = read_hours(line)?;
    let number = clean(line.field("decision"));
    if number.trim().is_empty() {
        return Err(LineFlaw::DecisionMissing);
    }
    Ok(Closure {
        date: read_date(line.field("date"))?,
        hours: Some(hours).filter(|hours| !hours.is_empty()),
        reason: read_name(line)?,
        decision: Decision {
            number,
            on: read_date(line.field("decision_on"))?,
        },
    })
}

fn read_sessions(line: &Line<'_>) -> Result<OwnSessions, LineFlaw> {
    let weekday = line.field("weekday");
    let weekday = weekday_from_file(weekday).ok_or_else(|| LineFlaw::UnknownWeekday {
        text: weekday.to_owned(),
    })?;
    let last = Some(line.field("valid_to")).filter(|text| !text.is_empty());
    let (from, to) = (
        read_date(line.field("date"))?,
        last.map(read_date).transpose()?,
    );
    OwnSessions::new(weekday, read_hours(line)?, from, to).map_err(|_| LineFlaw::BackwardsPeriod)
}

fn read_hours(line: &Line<'_>) -> Result<DaySessions, LineFlaw> {
    let text = line.field("hours");
    text.parse().map_err(|_| LineFlaw::NotHours {
        text: text.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{Weekday, date};

    const HEADING: &str =
        "date,kind,name,certainty,pair_date,hours,weekday,valid_to,decision,decision_on\n";

    fn flaws(lines: &str) -> Vec<(u64, LineFlaw)> {
        let problems = parse_layer_csv(&format!("{HEADING}{lines}")).expect_err("bad lines");
        problems
            .into_iter()
            .map(|problem| (problem.line, problem.reason))
            .collect()
    }

    #[test]
    fn a_layer_says_days_closures_and_sessions() {
        let text = format!(
            "{HEADING}\
             2026-03-10,holiday,Lễ hội của huyện cũ,high,,,,,,\n\
             2026-09-09,closed,Lũ trên sông,,,,,,12/QĐ-UBND,2026-09-08\n\
             2026-09-10,closed,Cúp điện,,,\"07:30-09:00\",,,13/TB-UBND,2026-09-09\n\
             2026-06-01,sessions,Sáng thứ Bảy,,,\"07:30-11:30\",saturday,2026-08-31,,\n\
             2026-06-01,sessions,Nghỉ chiều thứ Sáu,,,07:30-11:30,friday,,,\n"
        );
        let layer = parse_layer_csv(&text).expect("a layer");
        assert_eq!((layer.days.len(), layer.closures.len()), (1, 2));
        assert_eq!(layer.closures[0].hours, None);
        assert_eq!(layer.closures[0].decision.number, "12/QĐ-UBND");
        let hours = layer.closures[1].hours.as_ref().expect("hours");
        assert_eq!(hours.to_string(), "07:30-09:00");
        assert_eq!(layer.sessions[0].weekday(), Weekday::Saturday);
        assert_eq!(layer.sessions[0].valid_to(), Some(date(2026, 8, 31)));
        assert_eq!(layer.sessions[1].valid_to(), None);
        assert!(layer.week.is_none() && layer.cut_off.is_none());
    }

    #[test]
    fn each_bad_line_is_named() {
        let found = flaws(
            "2026-09-09,closed,Lũ,,,,,,,2026-09-08\n\
             2026-09-09,closed,Lũ,,,,,,12/QĐ,hôm qua\n\
             2026-09-09,closed,Lũ,,,\"9-10\",,,12/QĐ,2026-09-08\n\
             2026-09-09,closed,,,,,,,12/QĐ,2026-09-08\n\
             2026-06-01,sessions,x,,,07:30-11:30,Saturday,,,\n\
             2026-06-01,sessions,x,,,\"07:30-11:30,11:00-12:00\",saturday,,,\n\
             2026-06-01,sessions,x,,,07:30-11:30,saturday,2026-05-31,,\n\
             2026-06-01,opened,x,high,,,,,,\n",
        );
        let lines: Vec<u64> = found.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [2, 3, 4, 5, 6, 7, 8, 9]);
        assert_eq!(found[0].1, LineFlaw::DecisionMissing);
        assert!(matches!(found[1].1, LineFlaw::NotADate { .. }));
        assert!(matches!(found[2].1, LineFlaw::NotHours { .. }));
        assert_eq!(found[3].1, LineFlaw::NameMissing);
        assert!(matches!(found[4].1, LineFlaw::UnknownWeekday { .. }));
        assert!(matches!(found[5].1, LineFlaw::NotHours { .. }));
        assert_eq!(found[6].1, LineFlaw::BackwardsPeriod);
        assert!(matches!(found[7].1, LineFlaw::UnknownKind { .. }));
    }

    #[test]
    fn two_lines_must_not_say_the_same() {
        let found = flaws(
            "2026-06-01,sessions,x,,,07:30-11:30,saturday,,,\n\
             2026-06-01,sessions,x,,,13:00-17:00,saturday,,,\n\
             2026-09-09,closed,Lũ,,,,,,12/QĐ,2026-09-08\n\
             2026-09-09,closed,Lũ,,,,,,12/QĐ,2026-09-08\n",
        );
        let lines: Vec<u64> = found.iter().map(|(line, _)| *line).collect();
        assert_eq!(lines, [3, 5]);
        assert!(matches!(found[0].1, LineFlaw::Twice { first_line: 2, .. }));
    }
}

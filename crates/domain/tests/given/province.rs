//! The rules in force: organisation, calendar, the list of what is received where.

use std::sync::{Arc, LazyLock};

use domain::calendar::csv_file::parse_calendar_csv;
use domain::calendar::deadline::Moment;
use domain::calendar::layers::{
    CalendarLayer, Calendars, Closure, Decision, LayerContent, LayerOwner,
};
use domain::calendar::pauses::AfterPause;
use domain::calendar::sessions::WeekSessions;
use domain::calendar::time_limit::TimeLimit;
use domain::calendar::{CalendarDay, Certainty, DayKind, WorkingCalendar};
use domain::people::agency::{Agency, AgencyId, AgencyKind, Level, Organisation, Succession};
use domain::procedure::ProcedureCode;
use domain::procedure::fee::FeeKey;
use domain::procedure::paper::PaperKey;
use domain::procedure::reduced::ReducedLimit;
use domain::process::published::Processes;
use domain::rulebook::{
    Competent, Desks, PromisedMoment, ReceptionRule, Rulebook, SupplementReading,
};
use jiff::civil::{Date, date};

use crate::given::procedures::procedures;

const CALENDAR: &str = include_str!("../../../../data/calendar/viet-nam.csv");

/// The day on which the districts ended.
const REFORM: Date = date(2025, 7, 1);

/// Five working days, with papers and fees of every kind; from 01/07/2026 three.
pub const REGISTER: &str = "9.000001";
/// Sixteen working hours at the province, two examinations.
pub const LICENCE: &str = "9.000002";
/// No limit of its own, nothing to pay, the committee examines it itself.
pub const ADVICE: &str = "9.000003";
/// Not in force since 01/07/2025.
pub const EXPIRED: &str = "9.000004";
/// Every paper can be read from a database.
pub const EXTRACT: &str = "9.000005";

/// The rules of the invented province.
pub fn rulebook() -> &'static Rulebook {
    static RULES: LazyLock<Rulebook> = LazyLock::new(written_down);
    &RULES
}

/// The same rules after a day off was cancelled.
pub fn rulebook_without_the_day_off(day: Date) -> &'static Rulebook {
    let days = parse_calendar_csv(CALENDAR).expect("our calendar is sound");
    let days = days.into_iter().filter(|entry| entry.date != day).collect();
    Box::leak(Box::new(written_down_with(days)))
}

/// The same rules where a supplement takes the waiting out instead of counting anew.
pub fn rulebook_that_takes_the_waiting_out() -> &'static Rulebook {
    let rules = Rulebook {
        supplement_readings: vec![SupplementReading {
            from: date(2026, 1, 1),
            until: None,
            after_pause: AfterPause::Resume,
            basis: "Quyết định thử nghiệm".to_owned(),
        }],
        ..written_down()
    };
    Box::leak(Box::new(rules))
}

/// The same rules where the promise is the clock time of reception, from 02/03 to 30/06/2026.
pub fn rulebook_that_promises_the_hour() -> &'static Rulebook {
    Box::leak(Box::new(promising_the_hour(written_down())))
}

/// The same, after these days were made days off.
pub fn rulebook_that_promises_the_hour_closed_on(closed: &[Date]) -> &'static Rulebook {
    let rules = rulebook_closed_on(closed).clone();
    Box::leak(Box::new(promising_the_hour(rules)))
}

fn promising_the_hour(rules: Rulebook) -> Rulebook {
    Rulebook {
        promised_moments: vec![PromisedMoment {
            from: date(2026, 3, 2),
            until: Some(date(2026, 6, 30)),
            moment: Moment::SameClock,
            basis: "Quyết định thử nghiệm".to_owned(),
        }],
        ..rules
    }
}

/// The same rules where the province keeps three working days of the five that the law gives.
pub fn rulebook_that_keeps_less() -> &'static Rulebook {
    let mut rules = written_down();
    for procedure in &mut rules.procedures {
        if procedure.code != code(REGISTER) || procedure.version != 1 {
            continue;
        }
        let common = &mut Arc::make_mut(procedure).cases[0];
        common.terms[0].reduced = Some(ReducedLimit {
            limit: TimeLimit::WorkingDays(3),
            basis: "12/QĐ-UBND".to_owned(),
        });
    }
    Box::leak(Box::new(rules))
}

/// The same rules after these days were made days off.
pub fn rulebook_closed_on(closed: &[Date]) -> &'static Rulebook {
    let mut days = parse_calendar_csv(CALENDAR).expect("our calendar is sound");
    for day in closed {
        days.retain(|entry| entry.date != *day);
        days.push(CalendarDay {
            date: *day,
            kind: DayKind::Holiday,
            name: "Nghỉ thêm".to_owned(),
            certainty: Certainty::High,
            pair_date: None,
        });
    }
    Box::leak(Box::new(written_down_with(days)))
}

/// The same rules where units shut on days of their own.
pub fn rulebook_where_shut(units: &[(&str, Date)]) -> &'static Rulebook {
    let nation = LayerContent {
        days: parse_calendar_csv(CALENDAR).expect("our calendar is sound"),
        ..LayerContent::default()
    };
    let layer = |owner, content| CalendarLayer {
        version: 1,
        content,
        ..CalendarLayer::first(owner)
    };
    let shut = |date: Date| LayerContent {
        closures: vec![Closure {
            date,
            hours: None,
            reason: "Lũ".to_owned(),
            decision: Decision {
                number: "12/QĐ-UBND".to_owned(),
                on: date,
            },
        }],
        ..LayerContent::default()
    };
    let layers = units
        .iter()
        .map(|(code, date)| layer(LayerOwner::Unit(unit(code)), shut(*date)));
    let layers = std::iter::once(layer(LayerOwner::Nation, nation)).chain(layers);
    let rules = Rulebook {
        calendar: Calendars::new(layers.collect(), &organisation()).expect("sound layers"),
        ..written_down()
    };
    Box::leak(Box::new(rules))
}

fn written_down() -> Rulebook {
    written_down_with(parse_calendar_csv(CALENDAR).expect("our calendar is sound"))
}

fn written_down_with(days: Vec<CalendarDay>) -> Rulebook {
    Rulebook {
        version: 1,
        organisation: organisation(),
        procedures: procedures().into_iter().map(Arc::new).collect(),
        receptions: receptions(),
        calendar: WorkingCalendar::new(WeekSessions::default(), days)
            .expect("our calendar is sound")
            .into(),
        supplement_readings: Vec::new(),
        promised_moments: Vec::new(),
        processes: Processes::default(),
    }
}

/// The unit that bears or bore this code.
pub fn unit(code: &str) -> AgencyId {
    AgencyId::new(code, valid_from(code))
}

/// The communes of before the reform: 02999 went into the first commune, 02998 was divided between
/// both, and of 02997 nobody wrote down who carries on.
fn has_ended(code: &str) -> bool {
    ["02997", "02998", "02999"]
        .iter()
        .any(|commune| code.starts_with(commune))
}

fn valid_from(code: &str) -> Date {
    if has_ended(code) {
        date(2000, 1, 1)
    } else {
        REFORM
    }
}

fn organisation() -> Organisation {
    use AgencyKind::{
        Department, Desk, Division, ManagementBoard, Office, PeopleCommittee, ServiceCentre,
    };
    use Level::{Commune, Province};
    let agencies = [
        ("12", PeopleCommittee, Province, None, Some("H35")),
        ("12-VP", Office, Province, Some("12"), None),
        (
            "12-TT",
            ServiceCentre,
            Province,
            Some("12-VP"),
            Some("H35.99"),
        ),
        ("12-SVH", Department, Province, Some("12"), Some("H35.10")),
        ("12-SVH-TD", Division, Province, Some("12-SVH"), None),
        ("12-KKT", ManagementBoard, Province, Some("12"), None),
        ("12-KKT-BP", Desk, Province, Some("12-KKT"), None),
        ("03001", PeopleCommittee, Commune, Some("12"), Some("H35.1")),
        ("03001-VP", Office, Commune, Some("03001"), None),
        ("03001-VHXH", Division, Commune, Some("03001"), None),
        ("03001-TT", ServiceCentre, Commune, Some("03001"), None),
        ("03002", PeopleCommittee, Commune, Some("12"), Some("H35.2")),
        ("03002-VHXH", Division, Commune, Some("03002"), None),
        ("03002-TT", ServiceCentre, Commune, Some("03002"), None),
        ("02999", PeopleCommittee, Commune, None, Some("H35.9")),
        ("02999-BP", Desk, Commune, Some("02999"), None),
        ("02999-VHXH", Division, Commune, Some("02999"), None),
        ("02998", PeopleCommittee, Commune, None, Some("H35.8")),
        ("02998-BP", Desk, Commune, Some("02998"), None),
        ("02997", PeopleCommittee, Commune, None, Some("H35.7")),
        ("02997-BP", Desk, Commune, Some("02997"), None),
    ]
    .map(|(code, kind, level, parent, agency_code)| Agency {
        id: unit(code),
        code: code.to_owned(),
        name: format!("Đơn vị {code}"),
        level,
        kind,
        parent: parent.map(unit),
        valid_from: valid_from(code),
        valid_to: has_ended(code).then_some(date(2025, 6, 30)),
        agency_code: agency_code.map(|text| text.parse().expect("an agency code")),
        agency_code_invented: true,
        source: "bịa".to_owned(),
        certainty: "bịa".to_owned(),
        note: String::new(),
    });
    let successions = [
        ("02999", "03001"),
        ("02999-BP", "03001-TT"),
        ("02998", "03001"),
        ("02998", "03002"),
    ]
    .map(|(old, new)| Succession {
        old: unit(old),
        new: unit(new),
        effective_on: REFORM,
    });
    Organisation::new(agencies.into(), successions.into())
}

fn receptions() -> Vec<ReceptionRule> {
    let line = |procedure: &str, desks, competent| ReceptionRule {
        procedure: code(procedure),
        desks,
        competent,
        basis: "Danh mục thử nghiệm".to_owned(),
        valid_from: date(2000, 1, 1),
        valid_to: None,
    };
    let commune = |procedure| {
        line(
            procedure,
            Desks::Level(Level::Commune),
            Competent::AgencyOfDesk,
        )
    };
    vec![
        commune(REGISTER),
        commune(ADVICE),
        commune(EXPIRED),
        commune(EXTRACT),
        line(
            LICENCE,
            Desks::One("12-TT".to_owned()),
            Competent::One("12-SVH".to_owned()),
        ),
        line(
            LICENCE,
            Desks::One("12-KKT-BP".to_owned()),
            Competent::One("12-SVH".to_owned()),
        ),
    ]
}

/// A procedure code.
pub fn code(text: &str) -> ProcedureCode {
    text.parse().expect("a procedure code")
}

/// A paper key.
pub fn paper(key: &str) -> PaperKey {
    PaperKey(key.to_owned())
}

/// A fee key.
pub fn fee(key: &str) -> FeeKey {
    FeeKey(key.to_owned())
}

//! One calendar comes of all layers on the way up.

use domain::calendar::deadline::{Moment, promise};
use domain::calendar::layers::{LayerContent, LayerOwner, resolve};
use domain::calendar::time_limit::TimeLimit;
use domain::calendar::{CalendarFlaw, DayReason, WorkingCalendar, YearMissing};
use domain::people::agency::AgencyId;
use jiff::civil::{Date, date};

use crate::given::{MOVED, calendars, layer, nation, of, organisation, unit};

const TODAY: Date = date(2026, 9, 7);

fn with(lines: &str) -> WorkingCalendar {
    resolve(&[&nation(), &layer(lines)]).unwrap()
}

fn hours(calendar: &WorkingCalendar, day: Date) -> String {
    calendar.sessions_on(day).unwrap().to_string()
}

#[test]
fn a_closed_day_is_off_and_says_why() {
    let calendar = with("2026-09-09,closed,Lũ trên sông,,,,,,12/QĐ-UBND,2026-09-08\n");
    let flood = DayReason::Closed {
        name: "Lũ trên sông".to_owned(),
    };
    assert_eq!(calendar.why(date(2026, 9, 9)), Ok(flood));
    assert_eq!(hours(&calendar, date(2026, 9, 9)), "");
    let limit = TimeLimit::WorkingDays(2);
    let received = date(2026, 9, 8).at(9, 0, 0, 0);
    let counted = promise(&calendar, received, &limit, Moment::EndOfDay).unwrap();
    assert_eq!(counted.due, date(2026, 9, 11).at(17, 0, 0, 0));
}

#[test]
fn closed_hours_shorten_a_day_and_all_hours_close_it() {
    let calendar = with(
        "2026-09-09,closed,Cúp điện,,,07:30-11:30,,,13/TB-UBND,2026-09-08\n\
         2026-09-10,closed,Cúp điện,,,07:30-12:00,,,13/TB-UBND,2026-09-08\n\
         2026-09-10,closed,Lũ,,,12:30-17:00,,,14/TB-UBND,2026-09-10\n\
         2026-09-12,closed,Lũ,,,07:30-17:00,,,14/TB-UBND,2026-09-10\n",
    );
    assert_eq!(hours(&calendar, date(2026, 9, 9)), "13:00-17:00");
    assert_eq!(calendar.is_working(date(2026, 9, 9)), Ok(true));
    let both = DayReason::Closed {
        name: "Cúp điện; Lũ".to_owned(),
    };
    assert_eq!(calendar.why(date(2026, 9, 10)), Ok(both));
    // A Saturday stays a Saturday.
    assert_eq!(calendar.why(date(2026, 9, 12)), Ok(DayReason::Weekend));
    // The morning that is closed is no working time.
    let limit = TimeLimit::WorkingHours { minutes: 60 };
    let received = date(2026, 9, 9).at(8, 0, 0, 0);
    let counted = promise(&calendar, received, &limit, Moment::EndOfDay).unwrap();
    assert_eq!(counted.due, date(2026, 9, 9).at(14, 0, 0, 0));
}

#[test]
fn own_sessions_hold_for_their_time_only() {
    let calendar = with(
        "2026-06-01,sessions,Sáng thứ Bảy,,,07:30-11:30,saturday,2026-08-31,,\n\
         2026-06-01,sessions,Nghỉ chiều,,,07:30-11:30,friday,,,\n\
         2026-07-01,sessions,Mùa hè,,,07:00-11:00,friday,2026-07-31,,\n",
    );
    assert_eq!(calendar.is_working(date(2026, 5, 30)), Ok(false));
    assert_eq!(hours(&calendar, date(2026, 6, 6)), "07:30-11:30");
    assert_eq!(calendar.is_working(date(2026, 9, 5)), Ok(false));
    assert_eq!(hours(&calendar, date(2026, 6, 5)), "07:30-11:30");
    // Of two that overlap, the one that begins later is heard.
    assert_eq!(hours(&calendar, date(2026, 7, 3)), "07:00-11:00");
    assert_eq!(hours(&calendar, date(2026, 8, 7)), "07:30-11:30");
}

#[test]
fn a_make_up_day_always_has_sessions() {
    let never = (0..7).map(|day| date(2026, 6, 1 + day).weekday());
    let lines: String = never
        .map(|weekday| {
            let name = domain::calendar::sessions::weekday_in_files(weekday);
            format!("2026-06-01,sessions,Nghỉ hè,,,,{name},2026-09-30,,\n")
        })
        .collect();
    let calendar = with(&lines);
    assert_eq!(calendar.is_working(date(2026, 6, 3)), Ok(false));
    // The nation's make-up day of 22/08 is worked, whatever else is not.
    assert!(!hours(&calendar, date(2026, 8, 22)).is_empty());
}

#[test]
fn the_lower_layer_is_heard() {
    let province = layer("2026-09-09,closed,Lũ,,,,,,12/QĐ-UBND,2026-09-08\n");
    let commune = layer(
        "2026-09-09,make_up,Xã vẫn làm việc,high,,,,,,\n\
         2026-09-02,make_up,Trực ngày lễ,high,,,,,,\n\
         2026-08-22,holiday,Hội làng,high,,,,,,\n",
    );
    let calendar = resolve(&[&nation(), &province, &commune]).unwrap();
    assert_eq!(calendar.is_working(date(2026, 9, 9)), Ok(true));
    assert_eq!(calendar.is_working(date(2026, 9, 2)), Ok(true));
    assert_eq!(calendar.is_working(date(2026, 8, 22)), Ok(false));
    let other_way_round = resolve(&[&nation(), &commune, &province]).unwrap();
    assert_eq!(other_way_round.is_working(date(2026, 9, 9)), Ok(false));
}

#[test]
fn only_the_nation_makes_a_year_known() {
    let calendar = with("2031-03-10,holiday,Lễ hội,high,,,,,,\n");
    let missing = YearMissing { year: 2031 };
    assert_eq!(calendar.why(date(2031, 3, 10)), Err(missing));
    assert_eq!(calendar.why(date(2031, 3, 11)), Err(missing));
    assert!(!calendar.knows(2031));
    let nothing = resolve(&[]).unwrap();
    assert!(!nothing.knows(2026));
}

#[test]
fn a_layer_that_speaks_twice_of_a_day_is_none() {
    let mut twice = layer("2026-03-10,holiday,Lễ hội,high,,,,,,\n");
    twice.days.push(twice.days[0].clone());
    let flaw = CalendarFlaw::Twice {
        date: date(2026, 3, 10),
    };
    assert_eq!(resolve(&[&nation(), &twice]), Err(flaw));
}

#[test]
fn an_agency_works_by_the_nearest_layers_upward() {
    let day = |date: &str| layer(&format!("{date},holiday,Lễ hội,high,,,,,,\n"));
    let calendars = calendars(&[
        (of("12"), day("2026-10-12")),
        (of("03001"), day("2026-10-13")),
    ]);
    let tree = organisation();
    let works = |code: &str, day: i8| {
        let calendar = calendars.of(&tree, &unit(code), TODAY);
        calendar.is_working(date(2026, 10, day)).unwrap()
    };
    // The department has the province's day off, the desk both, another province none.
    assert!(!works("12-SXD", 12) && works("12-SXD", 13));
    assert!(!works("03001-BP", 12) && !works("03001-BP", 13));
    assert!(works("04001", 12) && works("04001", 13));
    assert!(calendars.nation().is_working(date(2026, 10, 12)).unwrap());
    // Who shares the layers shares the calendar.
    let shared = |code: &str| std::ptr::from_ref(calendars.of(&tree, &unit(code), TODAY));
    assert_eq!(shared("03001-BP"), shared("03001"));
    assert_ne!(shared("12-SXD"), shared("03001"));
}

#[test]
fn what_stands_above_is_asked_of_the_day() {
    let renewed = LayerOwner::Unit(AgencyId::new("13", MOVED));
    let before = of("13");
    let calendars = calendars(&[
        (before, layer("2026-10-12,holiday,Lễ cũ,high,,,,,,\n")),
        (renewed, layer("2026-10-13,holiday,Lễ mới,high,,,,,,\n")),
    ]);
    let tree = organisation();
    let off = |on: Date| {
        let calendar = calendars.of(&tree, &unit("04001"), on);
        [12, 13].map(|day| !calendar.is_working(date(2026, 10, day)).unwrap())
    };
    assert_eq!(off(date(2026, 6, 30)), [true, false]);
    assert_eq!(off(MOVED), [false, true]);
}

#[test]
fn one_calendar_for_all_is_the_nations_layer() {
    let calendar = resolve(&[&nation()]).unwrap();
    let calendars = domain::calendar::layers::Calendars::from(calendar.clone());
    assert_eq!(calendars.nation(), &calendar);
    assert_eq!(calendars.of(&organisation(), &unit("12"), TODAY), &calendar);
    let kept = calendars.layer(&LayerOwner::Nation).content;
    assert_eq!(resolve(&[&kept]), Ok(calendar));
    assert_eq!(calendars.layer(&of("12")).content, LayerContent::default());
}

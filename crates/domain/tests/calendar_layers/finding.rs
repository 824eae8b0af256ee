//! Looking a layer over finds what is wrong, and nothing else.

use domain::calendar::layers::{LayerContent, LayerOwner};
use domain::calendar::lint::{Finding, Severity, Spot, Trouble, look_over, look_over_all};
use jiff::civil::{Date, Weekday, date};

use crate::given::{calendars, layer, nation, of, organisation};

const TODAY: Date = date(2026, 11, 22);

fn found(findings: &[Finding]) -> Vec<(Spot, Trouble)> {
    findings
        .iter()
        .map(|finding| (finding.spot, finding.trouble))
        .collect()
}

/// What is found in the nation's layer after these days were added and those were taken away.
fn in_nation(added: &str, withdrawn: &[Date]) -> Vec<(Spot, Trouble)> {
    let mut content = nation();
    content.days.retain(|day| !withdrawn.contains(&day.date));
    if !added.is_empty() {
        content.days.extend(layer(added).days);
    }
    let today = date(2025, 6, 1);
    found(&look_over(&LayerOwner::Nation, &[], &content, today).unwrap())
}

fn in_province(lines: &str) -> Vec<(Spot, Trouble)> {
    let content = layer(lines);
    found(&look_over(&of("12"), &[&nation()], &content, TODAY).unwrap())
}

fn day(year: i16, month: i8, day: i8) -> Spot {
    Spot::Day(date(year, month, day))
}

#[test]
fn the_shipped_calendar_lacks_only_a_year_to_come() {
    let findings = look_over_all(&calendars(&[]), &organisation(), TODAY).unwrap();
    assert_eq!(found(&findings), [(Spot::Year(2028), Trouble::YearMissing)]);
    assert_eq!(findings[0].severity, Severity::Notice);
    assert_eq!(findings[0].owner, LayerOwner::Nation);
}

#[test]
fn a_missing_year_is_the_worse_the_nearer_it_is() {
    let empty = LayerContent::default();
    let findings = look_over(&LayerOwner::Nation, &[], &empty, TODAY).unwrap();
    let years: Vec<_> = findings
        .iter()
        .map(|finding| (finding.spot, finding.severity))
        .collect();
    let expected = [
        (Spot::Year(2026), Severity::Error),
        (Spot::Year(2027), Severity::Error),
        (Spot::Year(2028), Severity::Notice),
    ];
    assert_eq!(years, expected);
}

#[test]
fn a_swap_without_its_other_day_is_found_from_both_sides() {
    assert_eq!(
        in_nation("", &[date(2026, 1, 10)]),
        [(day(2026, 1, 2), Trouble::SwapWithoutMakeUp)]
    );
    assert_eq!(
        in_nation("", &[date(2026, 1, 2)]),
        [(day(2026, 1, 10), Trouble::MakeUpWithoutSwap)]
    );
    // One side naming the other is enough; naming a third is not.
    let one_side = "2026-10-05,swap_off,Hoán đổi,high,2026-10-10,,,,,\n\
                    2026-10-10,make_up,Làm bù,high,,,,,,\n";
    assert!(in_nation(one_side, &[]).is_empty());
    let crossed = "2026-10-05,swap_off,Hoán đổi,high,2026-10-10,,,,,\n\
                   2026-10-10,make_up,Làm bù,high,2026-10-06,,,,,\n";
    assert_eq!(
        in_nation(crossed, &[]),
        [
            (day(2026, 10, 5), Trouble::SwapWithoutMakeUp),
            (day(2026, 10, 10), Trouble::MakeUpWithoutSwap)
        ]
    );
}

#[test]
fn a_holiday_on_a_weekend_needs_its_day_in_lieu() {
    assert_eq!(
        in_nation("", &[date(2026, 4, 27)]),
        [(day(2026, 4, 26), Trouble::NoDayInLieu)]
    );
    // Two holidays on one weekend need two days, and 1 May is a holiday of its own.
    assert_eq!(
        in_nation("", &[date(2023, 5, 3)]),
        [(day(2023, 4, 30), Trouble::NoDayInLieu)]
    );
    // Within Tết the days in lieu bear no name of their own.
    assert_eq!(
        in_nation(
            "",
            &[date(2024, 2, 12), date(2024, 2, 13), date(2024, 2, 14)]
        ),
        [
            (day(2024, 2, 10), Trouble::NoDayInLieu),
            (day(2024, 2, 11), Trouble::NoDayInLieu)
        ]
    );
}

#[test]
fn a_make_up_day_on_a_working_day_is_found() {
    let lines = "2026-10-05,swap_off,Hoán đổi,high,2026-10-07,,,,,\n\
                 2026-10-07,make_up,Làm bù,high,2026-10-05,,,,,\n";
    assert_eq!(
        in_nation(lines, &[]),
        [(day(2026, 10, 7), Trouble::MakeUpOnWorkingDay)]
    );
}

#[test]
fn sessions_that_overlap_are_found() {
    let lines = "2026-06-01,sessions,Sáng,,,07:30-11:30,saturday,,,\n\
                 2026-07-01,sessions,Sáng,,,07:00-11:00,saturday,2026-07-31,,\n\
                 2026-07-01,sessions,Chiều,,,13:00-16:00,friday,,,\n";
    let spot = Spot::Sessions(Weekday::Saturday, date(2026, 7, 1));
    assert_eq!(in_province(lines), [(spot, Trouble::SessionsOverlap)]);
}

#[test]
fn closing_what_is_closed_is_found() {
    let lines = "2026-09-02,closed,Lũ,,,,,,12/QĐ,2026-09-01\n\
                 2026-09-05,closed,Lũ,,,,,,12/QĐ,2026-09-01\n\
                 2026-09-09,closed,Cúp điện,,,11:30-13:00,,,13/TB,2026-09-08\n\
                 2026-09-10,closed,Cúp điện,,,11:00-13:00,,,13/TB,2026-09-08\n";
    assert_eq!(
        in_province(lines),
        [2, 5, 9].map(|date| (day(2026, 9, date), Trouble::ClosedAlready))
    );
}

#[test]
fn what_the_layer_above_says_too_or_otherwise_is_found() {
    let lines = "2026-09-02,holiday,Quốc khánh,high,,,,,,\n\
                 2026-08-22,holiday,Hội làng,high,,,,,,\n\
                 2026-10-12,holiday,Lễ hội,high,,,,,,\n\
                 2026-06-01,sessions,Như thường,,,\"07:30-11:30,13:00-17:00\",monday,,,\n\
                 2026-06-01,sessions,Nghỉ chiều,,,07:30-11:30,friday,,,\n";
    let monday = Spot::Sessions(Weekday::Monday, date(2026, 6, 1));
    assert_eq!(
        in_province(lines),
        [
            (monday, Trouble::RepeatsAbove),
            (day(2026, 8, 22), Trouble::OverrulesAbove),
            (day(2026, 9, 2), Trouble::RepeatsAbove),
        ]
    );
}

#[test]
fn a_layer_is_looked_over_with_all_that_stands_above_it() {
    let day_off = layer("2026-10-12,holiday,Lễ hội,high,,,,,,\n");
    let calendars = calendars(&[(of("12"), day_off.clone()), (of("03001"), day_off)]);
    let findings = look_over_all(&calendars, &organisation(), TODAY).unwrap();
    let of_commune: Vec<_> = findings
        .iter()
        .filter(|finding| finding.owner == of("03001"))
        .map(|finding| finding.trouble)
        .collect();
    assert_eq!(of_commune, [Trouble::RepeatsAbove]);
    assert!(findings.iter().all(|finding| finding.owner != of("12")));
}

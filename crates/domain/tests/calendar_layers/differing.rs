//! What a change of layers changes: from which day to which, and for whom.

use std::collections::BTreeSet;

use domain::people::agency::AgencyId;
use jiff::civil::{Date, Time, date};

use crate::given::{calendars, layer, nation, of, organisation, unit};

const TODAY: Date = date(2026, 11, 22);
const FLOOD: &str = "2026-11-25,closed,Lũ,high,,,,,12/QĐ-UBND,2026-11-24";

fn ids(units: &[&str]) -> BTreeSet<AgencyId> {
    units.iter().map(|code| unit(code)).collect()
}

#[test]
fn what_changes_nothing_differs_nowhere() {
    let none = calendars(&[]).difference(&calendars(&[]), &organisation(), TODAY);
    assert_eq!(none, None);
    // A Sunday is off already.
    let sunday = "2026-11-22,closed,Lũ,high,,,,,12/QĐ-UBND,2026-11-20";
    let after = calendars(&[(of("12"), layer(sunday))]);
    assert_eq!(
        calendars(&[]).difference(&after, &organisation(), TODAY),
        None
    );
}

#[test]
fn a_closure_is_felt_by_its_unit_and_what_is_below() {
    let after = calendars(&[(of("12"), layer(FLOOD))]);
    let felt = calendars(&[])
        .difference(&after, &organisation(), TODAY)
        .expect("it differs");
    let flooded = date(2026, 11, 25);
    assert_eq!((felt.first, felt.last), (flooded, flooded));
    assert_eq!(felt.agencies, ids(&["12", "12-SXD", "03001", "03001-BP"]));
    // Taken back it is felt by the same.
    let back = after.difference(&calendars(&[]), &organisation(), TODAY);
    assert_eq!(back, Some(felt));
}

#[test]
fn an_own_layer_below_keeps_its_day() {
    let own = "2026-11-25,make_up,Làm bù,high,,,,,,";
    let commune = (of("03001"), layer(own));
    let before = calendars(std::slice::from_ref(&commune));
    let after = calendars(&[(of("12"), layer(FLOOD)), commune]);
    let felt = before
        .difference(&after, &organisation(), TODAY)
        .expect("it differs");
    assert_eq!(felt.agencies, ids(&["12", "12-SXD"]));
}

#[test]
fn another_cut_off_is_felt_every_day() {
    let mut later = nation();
    later.cut_off = Some(Time::constant(16, 0, 0, 0));
    let after = calendars(&[(of("03001"), later)]);
    let felt = calendars(&[])
        .difference(&after, &organisation(), TODAY)
        .expect("it differs");
    assert_eq!((felt.first.month(), felt.first.day()), (1, 1));
    assert_eq!((felt.last.month(), felt.last.day()), (12, 31));
    assert_eq!(felt.agencies, ids(&["03001", "03001-BP"]));
}

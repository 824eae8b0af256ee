//! A layer changes by versions, and a calendar in use does not vanish.

use std::collections::BTreeSet;

use domain::calendar::CalendarFlaw;
use domain::calendar::layers::{
    CalendarLayer, Decision, LayerChange, LayerContent, LayerOwner, LayerRefusal,
};
use jiff::civil::date;

use crate::given::{layer, nation, of};

fn change(content: LayerContent) -> LayerChange {
    LayerChange {
        content,
        reason: "Bổ sung ngày nghỉ".to_owned(),
        decision: Some(Decision {
            number: "12/QĐ-UBND".to_owned(),
            on: date(2026, 9, 8),
        }),
        by: None,
        at: None,
    }
}

fn in_force(owner: LayerOwner, content: LayerContent) -> CalendarLayer {
    CalendarLayer::first(owner)
        .next(change(content), &BTreeSet::new())
        .unwrap()
}

#[test]
fn each_change_is_one_version_more_and_says_why() {
    let first = in_force(LayerOwner::Nation, nation());
    assert_eq!(first.version, 1);
    let mut more = nation();
    more.days
        .extend(layer("2028-01-01,holiday,Tết Dương lịch,high,,,,,,\n").days);
    let second = first
        .next(change(more.clone()), &BTreeSet::from([2026]))
        .unwrap();
    assert_eq!((second.version, second.content), (2, more));
    assert_eq!(second.decision.unwrap().number, "12/QĐ-UBND");

    let silent = LayerChange {
        reason: "  ".to_owned(),
        ..change(nation())
    };
    let refused = first.next(silent, &BTreeSet::new());
    assert_eq!(refused, Err(LayerRefusal::ReasonMissing));
}

#[test]
fn a_year_with_open_promises_cannot_be_taken_away() {
    let before = in_force(LayerOwner::Nation, nation());
    let mut less = nation();
    less.days.retain(|day| day.date.year() < 2027);
    assert_eq!(before.years_lost(&less), BTreeSet::from([2027]));
    let in_use = BTreeSet::from([2027]);
    let refused = before.next(change(less.clone()), &in_use);
    assert_eq!(refused, Err(LayerRefusal::YearInUse { year: 2027 }));
    assert!(before.next(change(less), &BTreeSet::new()).is_ok());
    // Nobody else makes years known, so nobody else can take one away.
    let local = in_force(of("12"), layer("2027-03-10,holiday,Lễ hội,high,,,,,,\n"));
    assert!(local.next(change(LayerContent::default()), &in_use).is_ok());
}

#[test]
fn what_is_no_calendar_is_no_version() {
    let mut twice = nation();
    twice.days.push(twice.days[0].clone());
    let refused = CalendarLayer::first(LayerOwner::Nation).next(change(twice), &BTreeSet::new());
    let flaw = CalendarFlaw::Twice {
        date: date(2018, 1, 1),
    };
    assert_eq!(refused, Err(LayerRefusal::Flawed(flaw)));
}

#[test]
fn a_layer_survives_being_stored() {
    let content = layer(
        "2026-03-10,holiday,Lễ hội,high,,,,,,\n\
         2026-09-09,closed,Lũ,,,07:30-09:00,,,12/QĐ,2026-09-08\n\
         2026-06-01,sessions,Sáng thứ Bảy,,,07:30-11:30,saturday,2026-08-31,,\n",
    );
    let kept = in_force(of("12"), content);
    let stored = serde_json::to_string(&kept).unwrap();
    assert_eq!(
        serde_json::from_str::<CalendarLayer>(&stored).unwrap(),
        kept
    );
    let unknown = stored.replace("saturday", "thứ Bảy");
    assert!(serde_json::from_str::<CalendarLayer>(&unknown).is_err());
    let backwards = stored.replace("2026-08-31", "2026-05-31");
    assert!(serde_json::from_str::<CalendarLayer>(&backwards).is_err());
}

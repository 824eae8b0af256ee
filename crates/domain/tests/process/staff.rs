//! Whether somebody is there, at every place where the procedure is received.

use std::collections::{BTreeMap, BTreeSet};

use domain::people::Role;
use domain::process::check::{Code, Finding, Severity, Strictness};
use domain::process::draft::{Asked, Block, Consult, Draft, RoleSaid, Step, Whom};
use domain::process::surroundings::{Place, StaffedUnit, Surroundings};
use domain::workflow::UnitRule;
use jiff::civil::{Date, date};

use crate::blocks::{consult, draft, granted, plain_step};

const TODAY: Date = date(2026, 11, 21);
const TOMORROW: Date = date(2026, 11, 22);

fn unit(name: &str, roles: &[Role]) -> StaffedUnit {
    StaffedUnit {
        name: name.to_owned(),
        roles: roles.iter().copied().collect::<BTreeSet<Role>>(),
        abolished_on: None,
    }
}

fn commune(name: &str) -> Place {
    let committee = unit(name, &[Role::Leader, Role::RecordsClerk]);
    let division = unit(&format!("Phòng {name}"), &[Role::CaseOfficer]);
    Place {
        desk: unit(&format!("Quầy {name}"), &[Role::DeskOfficer]),
        competent: committee,
        below: BTreeMap::from([("VHXH".to_owned(), division)]),
    }
}

fn by(key: &str, role: Role, unit: UnitRule) -> Block {
    Block::Step(Step {
        role: RoleSaid::Known(role),
        unit,
        ..plain_step(key)
    })
}

fn process() -> Draft {
    let division = || UnitRule::UnitBelow("VHXH".to_owned());
    let Block::Consult(asked) = consult("ask") else {
        return draft(vec![]);
    };
    let asks = vec![Asked {
        whom: Whom::Unit(division()),
        questions: vec!["Có đồng ý không?".to_owned()],
    }];
    draft(vec![
        by("receive", Role::DeskOfficer, UnitRule::Desk),
        by("examine", Role::CaseOfficer, division()),
        Block::Consult(Consult { asks, ..asked }),
        by("decide", Role::Leader, UnitRule::CompetentAgency),
        granted(),
    ])
}

fn found(places: Vec<Place>) -> Vec<Finding> {
    let around = Surroundings {
        today: Some(TODAY),
        places,
    };
    process().findings(&around, Strictness::Publishing)
}

#[test]
fn everybody_is_there() {
    assert!(found(vec![commune("A"), commune("B")]).is_empty());
}

#[test]
fn one_place_lacks_a_role() {
    let mut b = commune("B");
    b.competent.roles.remove(&Role::Leader);
    let findings = found(vec![commune("A"), b]);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code, Code::NobodyInRole);
    assert_eq!(findings[0].place, "decide");
    assert_eq!(findings[0].said, "lãnh đạo ở B");
}

#[test]
fn a_role_that_lacks_in_many_places_is_one_finding() {
    let mut places: Vec<Place> = ["A", "B", "C", "D"].map(commune).into();
    for place in &mut places {
        place.competent.roles.remove(&Role::Leader);
    }
    let said: Vec<String> = found(places).into_iter().map(|f| f.said).collect();
    assert_eq!(said, ["lãnh đạo ở 4 đơn vị: A; B; C và 1 đơn vị nữa"]);
}

#[test]
fn an_agency_without_the_unit_needs_its_people_itself() {
    let mut b = commune("B");
    b.below.clear();
    let found = found(vec![commune("A"), b]);
    let places: Vec<String> = found.into_iter().map(|f| f.place).collect();
    assert_eq!(places, ["ask", "examine"]);
}

#[test]
fn an_end_of_a_code_that_no_place_has_warns_with_those_there_are() {
    let mut a = commune("A");
    let division = a.below.remove("VHXH").expect("a division");
    a.below.insert("KT".to_owned(), division);
    a.competent.roles.insert(Role::CaseOfficer);
    let findings = found(vec![a]);
    let told: Vec<(Code, &str)> = findings.iter().map(|f| (f.code, f.said.as_str())).collect();
    let said = "“VHXH”, mà nơi tiếp nhận chỉ có KT";
    assert_eq!(told, [(Code::UnitUnknown, said), (Code::UnitUnknown, said)]);
    assert_eq!(findings[0].severity, Severity::Warning);
}

#[test]
fn a_unit_abolished_tomorrow_warns_and_one_abolished_today_forbids() {
    let mut b = commune("B");
    b.desk.abolished_on = Some(TOMORROW);
    let findings = found(vec![b.clone()]);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code, Code::UnitToBeAbolished);
    assert_eq!(findings[0].severity, Severity::Warning);
    b.desk.abolished_on = Some(TODAY);
    let findings = found(vec![b]);
    assert_eq!(findings[0].code, Code::UnitAbolished);
    assert_eq!(findings[0].severity, Severity::Error);
}

//! The officials, each named for the work.

use std::collections::BTreeSet;

use domain::people::Role::{
    Administrator, CaseOfficer, Cashier, DeskOfficer, Leader, RecordsClerk,
};
use domain::people::{Actor, Official, OfficialId, Role};
use uuid::Uuid;

use crate::given::province::unit;

/// Whoever holds the code and the secret.
pub const APPLICANT: Actor = Actor::Applicant;

/// Every official: name, unit, roles.
const ALL: &[(&str, &str, &[Role])] = &[
    ("desk", "03001-TT", &[DeskOfficer]),
    ("second desk", "03001-TT", &[DeskOfficer]),
    ("cashier", "03001-TT", &[Cashier]),
    ("desk head", "03001-TT", &[DeskOfficer, Cashier, Leader]),
    ("administrator", "03001-TT", &[Administrator]),
    ("examiner", "03001-VHXH", &[CaseOfficer]),
    ("second examiner", "03001-VHXH", &[CaseOfficer]),
    ("division head", "03001-VHXH", &[CaseOfficer, Leader]),
    ("division desk", "03001-VHXH", &[DeskOfficer]),
    ("chair", "03001", &[Leader]),
    ("clerk", "03001", &[RecordsClerk]),
    ("commune examiner", "03001", &[CaseOfficer]),
    ("second commune examiner", "03001", &[CaseOfficer]),
    ("other desk", "03002-TT", &[DeskOfficer]),
    ("other cashier", "03002-TT", &[Cashier]),
    ("other examiner", "03002-VHXH", &[CaseOfficer]),
    ("other chair", "03002", &[Leader]),
    ("other clerk", "03002", &[RecordsClerk]),
    ("province desk", "12-TT", &[DeskOfficer]),
    ("province cashier", "12-TT", &[Cashier]),
    ("department examiner", "12-SVH-TD", &[CaseOfficer]),
    ("second department examiner", "12-SVH-TD", &[CaseOfficer]),
    ("department reviewer", "12-SVH", &[CaseOfficer]),
    ("second department reviewer", "12-SVH", &[CaseOfficer]),
    ("director", "12-SVH", &[Leader]),
    ("department clerk", "12-SVH", &[RecordsClerk]),
    ("zone desk", "12-KKT-BP", &[DeskOfficer]),
    ("former desk", "02999-BP", &[DeskOfficer]),
    ("divided desk", "02998-BP", &[DeskOfficer]),
];

/// Every official.
pub fn all() -> Vec<Official> {
    ALL.iter()
        .enumerate()
        .map(|(at, (_, code, roles))| Official {
            id: OfficialId(Uuid::from_u128(0xA000 + at as u128)),
            unit: unit(code),
            roles: roles.iter().copied().collect::<BTreeSet<_>>(),
        })
        .collect()
}

/// The official of this name.
#[track_caller]
pub fn official(name: &str) -> Official {
    let at = ALL.iter().position(|(known, ..)| *known == name);
    all().swap_remove(at.expect("an official of this name"))
}

/// The official of this name, asking.
#[track_caller]
pub fn the(name: &str) -> Actor {
    Actor::Official(official(name))
}

/// Everybody who may ever ask: all officials, the applicant, the program.
pub fn everybody() -> Vec<Actor> {
    all()
        .into_iter()
        .map(Actor::Official)
        .chain([Actor::Applicant, Actor::System])
        .collect()
}

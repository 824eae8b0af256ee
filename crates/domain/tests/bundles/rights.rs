//! Who may do what to a bundle.

use std::collections::BTreeSet;

use domain::bundle::rights::{BundleAct, may, may_see};
use domain::people::{Actor, Official, OfficialId, Role};
use domain::procedure::Channel;
use uuid::Uuid;

use crate::given::province::{rulebook, unit};

fn official(code: &str, role: Role) -> Official {
    Official {
        id: OfficialId(Uuid::from_u128(7)),
        unit: unit(code),
        roles: BTreeSet::from([role]),
    }
}

fn may_at_desk(actor: &Actor, act: BundleAct) -> bool {
    may(actor, act, &unit("03001-TT"), &rulebook().organisation)
}

#[test]
fn the_desk_files_withdraws_and_looks_and_the_leader_decides() {
    let desk = Actor::Official(official("03001-TT", Role::DeskOfficer));
    let leader = Actor::Official(official("03001", Role::Leader));
    for (act, desk_may, leader_may) in [
        (BundleAct::Open(Channel::Desk), true, false),
        (BundleAct::Open(Channel::Online), false, false),
        (BundleAct::Withdraw, true, false),
        (BundleAct::Review, true, true),
        (BundleAct::DecideRest, false, true),
        (BundleAct::Carry, false, false),
    ] {
        assert_eq!(may_at_desk(&desk, act), desk_may, "{act:?}");
        assert_eq!(may_at_desk(&leader, act), leader_may, "{act:?}");
    }
}

#[test]
fn applicants_and_the_program_do_only_what_is_theirs() {
    for (act, applicant, program) in [
        (BundleAct::Open(Channel::Online), true, false),
        (BundleAct::Open(Channel::Desk), false, false),
        (BundleAct::Withdraw, true, false),
        (BundleAct::Review, false, false),
        (BundleAct::DecideRest, false, false),
        (BundleAct::Carry, false, true),
    ] {
        assert_eq!(may_at_desk(&Actor::Applicant, act), applicant, "{act:?}");
        assert_eq!(may_at_desk(&Actor::System, act), program, "{act:?}");
    }
}

#[test]
fn only_the_desk_and_the_agency_above_it_see_a_bundle() {
    let organisation = &rulebook().organisation;
    let sees = |code, role| may_see(&official(code, role), &unit("03001-TT"), organisation);
    assert!(sees("03001-TT", Role::DeskOfficer));
    assert!(sees("03001", Role::Leader));
    assert!(!sees("03001", Role::Administrator));
    assert!(!sees("03001-VHXH", Role::CaseOfficer));
    assert!(!sees("12", Role::Leader));
}

//! Who gets what comes to a unit: by rule, never somebody absent; who signs for whom; nothing stuck.

use domain::dossier::Outcome;
use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::dossier::event::Event;
use domain::dossier::refusal::Refusal;
use domain::dossier::refusal::routing::RoutingRefusal;
use domain::dossier::routed::RoutedBy;
use domain::people::absence::{Absence, AbsenceRefusal};
use domain::people::assignment::{AssignmentRule, RuleRefusal, Way};
use domain::people::delegation::check::DelegationRefusal;
use domain::people::delegation::{Capacity, Delegation};
use domain::people::{Actor, OfficialId, Role};
use jiff::civil::date;
use store::{AccountWrite, DutyChange, DutyRefusal, DutyWrite, NotDone};
use uuid::Uuid;

use crate::processes::{publishes, received_where_somebody_works, wish};
use crate::world::{World, hand, now, official, on_each_engine, province, the, write};

async fn changes(world: &World, change: DutyChange) -> Result<(), DutyRefusal> {
    let write = DutyWrite {
        change,
        by: Some(official("administrator").id),
        at: now(),
    };
    world.store.change_duty(write).await.expect("no fault")
}

fn away(name: &str, stand_in: Option<&str>) -> Absence {
    Absence {
        id: Uuid::now_v7(),
        official: official(name).id,
        unit: province::unit("03001-VHXH"),
        from: date(2026, 3, 2),
        until: date(2026, 3, 6),
        stand_in: stand_in.map(|name| official(name).id),
    }
}

fn rule(way: Way) -> AssignmentRule {
    AssignmentRule {
        id: Uuid::now_v7(),
        unit: province::unit("03001-VHXH"),
        procedure: None,
        way,
        from: date(2026, 3, 2),
        until: None,
        basis: "Thông báo phân công".to_owned(),
    }
}

fn by_authority() -> Delegation {
    Delegation {
        id: Uuid::now_v7(),
        unit: province::unit("03001"),
        principal: official("chair").id,
        principal_post: "Chủ tịch".to_owned(),
        delegate: official("head").id,
        delegate_post: "Trưởng phòng".to_owned(),
        capacity: Capacity::ByAuthority,
        procedures: Vec::new(),
        from: date(2026, 3, 2),
        until: Some(date(2026, 3, 31)),
        number: "12/QĐ-UBND".to_owned(),
        dated_on: date(2026, 2, 27),
    }
}

async fn forwarded(world: &World) -> DossierCode {
    let code = world.opens(0).await.code;
    world.does("desk", &code, Command::Forward).await;
    code
}

async fn officer(world: &World, code: &DossierCode) -> Option<OfficialId> {
    let dossier = world.load(code).await.dossier;
    dossier.holding().and_then(|held| held.officer)
}

async fn last_event(world: &World, code: &DossierCode) -> Event {
    let history = world.load(code).await.history;
    let last = history.last().expect("something happened");
    last.recorded.event.clone()
}

#[tokio::test]
async fn in_turns_each_gets_as_many_and_nobody_absent_gets_any() {
    on_each_engine(async |world| {
        let (first, second) = (official("examiner").id, official("second examiner").id);
        let code = forwarded(world).await;
        assert_eq!(officer(world, &code).await, None);
        let new = DutyChange::Assign(vec![rule(Way::RoundRobin)]);
        assert_eq!(changes(world, new).await, Ok(()));
        let mut given = Vec::new();
        for _ in 0..4 {
            let code = forwarded(world).await;
            given.push(officer(world, &code).await);
        }
        let count = |id| given.iter().filter(|one| **one == Some(id)).count();
        assert_eq!((count(first), count(second)), (2, 2));
        assert_eq!(
            changes(world, DutyChange::Away(away("examiner", None))).await,
            Ok(())
        );
        for _ in 0..3 {
            let code = forwarded(world).await;
            assert_eq!(officer(world, &code).await, Some(second));
        }
        let both = DutyChange::Away(away("second examiner", None));
        assert_eq!(changes(world, both).await, Ok(()));
        let code = forwarded(world).await;
        assert_eq!(officer(world, &code).await, None);
        world.rebuilds_to_the_same().await;
    })
    .await;
}

#[tokio::test]
async fn what_is_received_into_a_box_finds_its_officer_by_the_same_rule() {
    on_each_engine(async |world| {
        received_where_somebody_works(world).await;
        // The process begins with the examination: whoever receives brings it into a box.
        publishes(world, wish(2, now().today(), 0))
            .await
            .expect("published");
        let unassigned = world.opens(0).await.code;
        assert_eq!(officer(world, &unassigned).await, None);
        assert!(matches!(
            last_event(world, &unassigned).await,
            Event::Along(_)
        ));
        let new = DutyChange::Assign(vec![rule(Way::RoundRobin)]);
        assert_eq!(changes(world, new).await, Ok(()));
        let (first, second) = (official("examiner").id, official("second examiner").id);
        let mut given = Vec::new();
        for _ in 0..2 {
            let code = world.opens(0).await.code;
            given.extend(officer(world, &code).await);
        }
        given.sort();
        let mut both = vec![first, second];
        both.sort();
        assert_eq!(given, both);
        let absent = DutyChange::Away(away("examiner", Some("second examiner")));
        assert_eq!(changes(world, absent).await, Ok(()));
        for _ in 0..2 {
            let code = world.opens(0).await.code;
            assert_eq!(officer(world, &code).await, Some(second));
            assert!(matches!(last_event(world, &code).await, Event::Routed(_)));
        }
        world.rebuilds_to_the_same().await;
    })
    .await;
}

#[tokio::test]
async fn by_load_it_goes_to_whoever_has_least() {
    on_each_engine(async |world| {
        for _ in 0..2 {
            let code = forwarded(world).await;
            let take = hand::assign(official("examiner").id);
            world.does("examiner", &code, take).await;
        }
        let new = DutyChange::Assign(vec![rule(Way::LeastLoad)]);
        assert_eq!(changes(world, new).await, Ok(()));
        for _ in 0..2 {
            let code = forwarded(world).await;
            let second = official("second examiner").id;
            assert_eq!(officer(world, &code).await, Some(second));
            let Event::Routed(routed) = last_event(world, &code).await else {
                panic!("it was routed");
            };
            assert!(matches!(
                routed.by,
                RoutedBy::Rule {
                    way: Way::LeastLoad,
                    ..
                }
            ));
        }
    })
    .await;
}

#[tokio::test]
async fn what_comes_back_to_somebody_absent_goes_to_the_stand_in() {
    on_each_engine(async |world| {
        let code = forwarded(world).await;
        let take = hand::assign(official("examiner").id);
        world.does("examiner", &code, take).await;
        let lies = forwarded(world).await;
        let take = hand::assign(official("examiner").id);
        world.does("examiner", &lies, take).await;
        world.does("examiner", &code, hand::propose()).await;
        let absent = DutyChange::Away(away("examiner", Some("second examiner")));
        assert_eq!(changes(world, absent).await, Ok(()));
        let back = Command::SendBack {
            reason: hand::personal("xem lại".to_owned()),
        };
        world.does("chair", &code, back).await;
        let second = official("second examiner").id;
        assert_eq!(officer(world, &code).await, Some(second));
        // What lay there stays visible where it is, and the stand-in works on it.
        assert_eq!(world.store.route_absent(now()).await.expect("no fault"), 0);
        world.does("second examiner", &lies, hand::propose()).await;
        // Nobody gives the absent one anything.
        let seen = world.load(&code).await.dossier.number;
        let give = hand::assign(official("examiner").id);
        let given = write(&the("head"), Some(&code), Some(seen), give);
        let refused = RoutingRefusal::OfficerAway {
            officer: official("examiner").id,
        };
        assert_eq!(
            world.tries(given).await,
            Err(NotDone::Refused(Refusal::Routing(refused)))
        );
    })
    .await;
}

#[tokio::test]
async fn without_a_stand_in_a_box_is_emptied_into_the_list() {
    on_each_engine(async |world| {
        let mut codes = Vec::new();
        for name in ["examiner", "second examiner"] {
            let code = forwarded(world).await;
            let take = hand::assign(official(name).id);
            world.does(name, &code, take).await;
            codes.push(code);
        }
        assert_eq!(world.store.route_absent(now()).await.expect("no fault"), 0);
        assert_eq!(
            changes(world, DutyChange::Away(away("examiner", None))).await,
            Ok(())
        );
        // A closed account in the middle of it leaves nothing stuck either.
        world
            .changes(AccountWrite::SetActive {
                id: official("second examiner").id,
                active: false,
                by: official("administrator").id,
                at: now(),
            })
            .await;
        assert_eq!(world.store.route_absent(now()).await.expect("no fault"), 2);
        for code in &codes {
            assert_eq!(officer(world, code).await, None);
        }
        assert_eq!(world.store.route_absent(now()).await.expect("no fault"), 0);
        let route = write(&Actor::System, Some(&codes[0]), None, Command::Route);
        let nothing = RoutingRefusal::NothingToRoute;
        assert_eq!(
            world.tries(route).await,
            Err(NotDone::Refused(Refusal::Routing(nothing)))
        );
        world.rebuilds_to_the_same().await;
    })
    .await;
}

#[tokio::test]
async fn a_delegate_signs_and_the_event_says_as_what() {
    on_each_engine(async |world| {
        let code = forwarded(world).await;
        let take = hand::assign(official("examiner").id);
        world.does("examiner", &code, take).await;
        world.does("examiner", &code, hand::propose()).await;
        let seen = world.load(&code).await.dossier.number;
        let approve = || write(&the("head"), Some(&code), Some(seen), Command::Approve);
        let no = Err(NotDone::Refused(Refusal::NotYours));
        assert_eq!(world.tries(approve()).await, no);
        let new = by_authority();
        let (id, signed) = (new.id, new.signed());
        let again = Delegation {
            id: Uuid::now_v7(),
            ..new.clone()
        };
        assert_eq!(changes(world, DutyChange::Delegate(new)).await, Ok(()));
        let twice = changes(world, DutyChange::Delegate(again)).await;
        let overlaps = DelegationRefusal::Overlaps { with: id };
        assert_eq!(twice, Err(DutyRefusal::Delegation(overlaps)));
        world.tries(approve()).await.expect("it is delegated");
        let Event::Approved {
            signed: as_what, ..
        } = last_event(world, &code).await
        else {
            panic!("it was approved");
        };
        assert_eq!(as_what.as_deref(), Some(&signed));
        assert_eq!(world.load(&code).await.dossier.stage.name(), "numbering");
        assert!(matches!(
            hand::propose(),
            Command::Propose {
                outcome: Outcome::Granted,
                ..
            }
        ));
        // What ended today is used no more, and stays to be read.
        assert_eq!(changes(world, DutyChange::EndDelegation(id)).await, Ok(()));
        let again = changes(world, DutyChange::EndDelegation(id)).await;
        assert_eq!(again, Err(DutyRefusal::Unknown));
        let today = now().today();
        let duty = world.store.duty(official("head").id, &[], today).await;
        assert!(duty.expect("no fault").delegations.is_empty());
        let kept = world.store.delegations(&[province::unit("03001")]).await;
        assert_eq!(kept.expect("no fault").len(), 1);
    })
    .await;
}

#[tokio::test]
async fn rules_and_absences_are_held_to_their_rules_and_all_or_none() {
    on_each_engine(async |world| {
        let later = AssignmentRule {
            from: date(2026, 4, 1),
            way: Way::LeastLoad,
            ..rule(Way::LeastLoad)
        };
        let bad = AssignmentRule {
            basis: String::new(),
            procedure: Some(province::procedure_code(province::REGISTER)),
            ..rule(Way::RoundRobin)
        };
        let rules = vec![rule(Way::RoundRobin), later, bad];
        let refused = changes(world, DutyChange::Assign(rules.clone())).await;
        let why = RuleRefusal::BasisMissing;
        assert_eq!(refused, Err(DutyRefusal::Rule { place: 2, why }));
        let of_unit = [province::unit("03001-VHXH")];
        let known = world
            .store
            .assignment_rules(&of_unit)
            .await
            .expect("no fault");
        assert_eq!(known, []);
        let good = DutyChange::Assign(rules[..2].to_vec());
        assert_eq!(changes(world, good).await, Ok(()));
        let known = world
            .store
            .assignment_rules(&of_unit)
            .await
            .expect("no fault");
        let ends: Vec<_> = known.iter().map(|rule| rule.until).collect();
        assert_eq!(ends, [None, Some(date(2026, 3, 31))]);
        let to_chair = Absence {
            stand_in: Some(official("chair").id),
            ..away("examiner", None)
        };
        let refused = changes(world, DutyChange::Away(to_chair)).await;
        let why = AbsenceRefusal::StandInElsewhere;
        assert_eq!(refused, Err(DutyRefusal::Absence(why)));
        let absent = away("examiner", None);
        let id = absent.id;
        assert_eq!(changes(world, DutyChange::Away(absent)).await, Ok(()));
        assert_eq!(changes(world, DutyChange::Back(id)).await, Ok(()));
        let today = now().today();
        let left = world
            .store
            .absences(&of_unit, today)
            .await
            .expect("no fault");
        assert_eq!(left, []);
        assert!(official("examiner").is(Role::CaseOfficer));
    })
    .await;
}

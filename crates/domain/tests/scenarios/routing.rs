//! Where a dossier goes in a unit: nobody who is away gets one, turns are fair, load is least.

use domain::dossier::command::Act;
use domain::dossier::event::Event;
use domain::dossier::refusal::Refusal;
use domain::dossier::refusal::routing::RoutingRefusal;
use domain::dossier::routed::{AtHand, Presence, Routed, RoutedBy, came_to_a_box, route};
use domain::people::absence::{Absence, AbsenceRefusal, Around, check};
use domain::people::agency::{AgencyId, Organisation};
use domain::people::assignment::{
    self, AssignmentRule, Candidate, RuleRefusal, Way, cut_short, pick, rule_for,
};
use domain::people::{Official, OfficialId, Role};
use domain::rulebook::Rulebook;
use domain::workflow::{UnitRule, unit_for};
use jiff::civil::date;
use proptest::prelude::*;
use uuid::Uuid;

use crate::given::Play;
use crate::given::hand::{assign, hand_on, send_back};
use crate::given::people::{official, the};
use crate::given::province::{LICENCE, REGISTER, code, rulebook, unit};

fn id(number: u128) -> OfficialId {
    OfficialId(Uuid::from_u128(number))
}

fn rule(way: Way) -> AssignmentRule {
    AssignmentRule {
        id: Uuid::from_u128(0xB001),
        unit: unit("03001-VHXH"),
        procedure: None,
        way,
        from: date(2026, 3, 2),
        until: None,
        basis: "Thông báo phân công 03/TB".to_owned(),
    }
}

fn candidate(number: u128, open: u64, turn: u64) -> Candidate {
    Candidate {
        official: id(number),
        open,
        turn,
    }
}

#[test]
pub fn nobody_gives_a_dossier_to_somebody_who_is_away() {
    let mut play = Play::forwarded();
    let officer = official("examiner").id;
    play.duty.away.insert(officer);
    let away = Refusal::Routing(RoutingRefusal::OfficerAway { officer });
    assert_eq!(play.refused(&the("chair"), assign("examiner")), away);
    assert_eq!(play.refused(&the("examiner"), assign("examiner")), away);
    play.does(&the("chair"), assign("second examiner"));
}

#[test]
fn a_stand_in_works_on_what_the_absent_one_has() {
    let mut play = Play::examining();
    let stand_in = the("second examiner");
    assert_eq!(play.open_to(&stand_in), [Act::Examine]);
    play.duty.stands_in_for.insert(official("examiner").id);
    for act in [Act::Assign, Act::Propose, Act::SendBack, Act::Pause] {
        assert!(play.open_to(&stand_in).contains(&act), "{act:?}");
    }
    play.does(&stand_in, hand_on("second examiner"));
}

#[test]
fn what_comes_by_rule_is_in_a_box_and_in_the_history() {
    let mut play = Play::forwarded();
    assert!(came_to_a_box(None, play.dossier()));
    let at_hand = AtHand {
        holder: None,
        rule: Some(rule(Way::RoundRobin)),
        candidates: vec![candidate(1, 0, 3), candidate(2, 9, 1)],
    };
    let routed = route(play.dossier(), true, &at_hand).expect("it goes to somebody");
    assert_eq!(routed.to, Some(id(2)));
    assert_eq!(route(play.dossier(), false, &at_hand), None);
    play.happens(Event::Routed(routed));
    let holding = play.dossier().holding().expect("somebody has it");
    assert_eq!(holding.officer, Some(id(2)));
    assert_eq!(play.replayed().as_ref(), Some(play.dossier()));
}

fn presence(official: Option<Official>, away: bool, stand_in: Option<Official>) -> AtHand {
    AtHand {
        holder: Some(Presence {
            official,
            away,
            stand_in,
        }),
        rule: None,
        candidates: Vec::new(),
    }
}

#[test]
fn what_comes_to_somebody_absent_goes_to_the_stand_in_or_to_the_list() {
    let play = Play::examining();
    let absent = official("examiner").id;
    let here = presence(Some(official("examiner")), false, None);
    assert_eq!(route(play.dossier(), true, &here), None);
    let stand_in = official("second examiner");
    let stood_in = presence(Some(official("examiner")), true, Some(stand_in.clone()));
    assert_eq!(
        route(play.dossier(), true, &stood_in),
        Some(Routed {
            to: Some(stand_in.id),
            by: RoutedBy::StandIn { absent }
        })
    );
    // What lay there before stays; the stand-in works on it.
    assert_eq!(route(play.dossier(), false, &stood_in), None);
    let to_the_list = Some(Routed {
        to: None,
        by: RoutedBy::NobodyThere { absent },
    });
    let alone = presence(Some(official("examiner")), true, None);
    assert_eq!(route(play.dossier(), false, &alone), to_the_list);
    // A stand-in who went to another unit meanwhile is none.
    let elsewhere = presence(Some(official("examiner")), true, Some(official("chair")));
    assert_eq!(route(play.dossier(), true, &elsewhere), to_the_list);
}

#[test]
fn a_closed_account_or_one_that_moved_leaves_nothing_stuck() {
    let play = Play::examining();
    let absent = official("examiner").id;
    let mut moved = official("examiner");
    moved.unit = unit("03001");
    let mut without_role = official("examiner");
    without_role.roles.remove(&Role::CaseOfficer);
    for gone in [None, Some(moved), Some(without_role)] {
        let mut at_hand = presence(gone, false, None);
        let routed = route(play.dossier(), false, &at_hand).expect("it goes on");
        assert_eq!(routed.to, None);
        assert_eq!(routed.by, RoutedBy::NobodyThere { absent });
        at_hand.rule = Some(rule(Way::LeastLoad));
        at_hand.candidates = vec![candidate(5, 2, 0), candidate(6, 1, 0)];
        let routed = route(play.dossier(), false, &at_hand).expect("it goes on");
        assert_eq!(routed.to, Some(id(6)));
    }
}

#[test]
fn what_is_sent_back_goes_to_whoever_had_it() {
    let mut play = Play::proposed(domain::dossier::Outcome::Granted);
    let proposed = play.dossier().clone();
    play.does(&the("chair"), send_back());
    assert!(came_to_a_box(Some(&proposed), play.dossier()));
    let holding = play.dossier().holding().expect("somebody has it");
    assert_eq!(holding.officer, Some(official("examiner").id));
}

#[test]
fn the_nearest_rule_holds() {
    let (own, agency) = (unit("03001-VHXH"), unit("03001"));
    let of_agency = AssignmentRule {
        id: Uuid::from_u128(1),
        unit: agency.clone(),
        way: Way::LeastLoad,
        ..rule(Way::LeastLoad)
    };
    let for_one = AssignmentRule {
        id: Uuid::from_u128(2),
        procedure: Some(code(REGISTER)),
        ..of_agency.clone()
    };
    let rules = [of_agency.clone(), for_one.clone()];
    let found = |rules, procedure| {
        rule_for(rules, (&own, &agency), &code(procedure), date(2026, 3, 2)).map(|rule| rule.id)
    };
    assert_eq!(found(&rules, REGISTER), Some(for_one.id));
    assert_eq!(found(&rules, LICENCE), Some(of_agency.id));
    let rules = [of_agency, for_one, rule(Way::SharedList)];
    assert_eq!(found(&rules, REGISTER), Some(rule(Way::SharedList).id));
    let too_early = rule_for(&rules, (&own, &agency), &code(REGISTER), date(2026, 3, 1));
    assert_eq!(too_early, None);
}

#[test]
fn a_rule_is_dated_of_a_unit_and_rests_on_something() {
    type Change = fn(&mut AssignmentRule);
    let cases: [(Change, RuleRefusal); 5] = [
        (|new| new.unit = unit("02999"), RuleRefusal::UnknownUnit),
        (
            |new| new.procedure = Some(code("9.999999")),
            RuleRefusal::UnknownProcedure {
                procedure: code("9.999999"),
            },
        ),
        (
            |new| new.from = date(2026, 3, 1),
            RuleRefusal::BeginsInThePast,
        ),
        (
            |new| new.until = Some(date(2026, 3, 1)),
            RuleRefusal::EndsBeforeItBegins,
        ),
        (|new| new.basis.clear(), RuleRefusal::BasisMissing),
    ];
    let today = date(2026, 3, 2);
    for (change, refusal) in cases {
        let mut new = rule(Way::RoundRobin);
        change(&mut new);
        let checked = assignment::check(&new, &[], rulebook(), today);
        assert_eq!(checked, Err(refusal));
    }
    let known = [rule(Way::RoundRobin)];
    let next = AssignmentRule {
        id: Uuid::from_u128(7),
        from: date(2026, 4, 1),
        ..rule(Way::LeastLoad)
    };
    assert_eq!(assignment::check(&next, &known, rulebook(), today), Ok(()));
    assert_eq!(cut_short(&next, &known).count(), 1);
    let same_day = AssignmentRule {
        from: date(2026, 3, 2),
        ..next
    };
    assert_eq!(
        assignment::check(&same_day, &known, rulebook(), today),
        Err(RuleRefusal::Overlaps { with: known[0].id })
    );
}

#[test]
fn a_step_goes_to_the_unit_that_is_there_not_to_one_that_has_ended() {
    let rules = rulebook();
    let mut agencies: Vec<_> = rules.organisation.all().cloned().collect();
    let today = agencies.iter().find(|one| one.code == "03001-VHXH");
    let mut ended = today.expect("the division").clone();
    ended.code = "03001-A-VHXH".to_owned();
    ended.id = AgencyId::new(&ended.code, ended.valid_from);
    ended.valid_to = Some(date(2025, 12, 31));
    let former = ended.id.clone();
    agencies.insert(0, ended);
    let rules = Rulebook {
        organisation: Organisation::new(agencies, rules.organisation.successions().to_vec()),
        ..rules.clone()
    };
    let found = |day| {
        let below = UnitRule::UnitBelow("VHXH".to_owned());
        unit_for(&below, &unit("03001-TT"), &unit("03001"), &rules, day)
    };
    assert_eq!(found(date(2026, 3, 2)), unit("03001-VHXH"));
    assert_eq!(found(date(2025, 12, 1)), former);
    // Where no such unit is left, the agency does it itself.
    let gone = UnitRule::UnitBelow("KT".to_owned());
    let itself = unit_for(
        &gone,
        &unit("03001-TT"),
        &unit("03001"),
        &rules,
        date(2026, 3, 2),
    );
    assert_eq!(itself, unit("03001"));
}

fn away(from: i8, until: i8, stand_in: Option<&str>) -> Absence {
    Absence {
        id: Uuid::from_u128(0xC001),
        official: official("examiner").id,
        unit: unit("03001-VHXH"),
        from: date(2026, 3, from),
        until: date(2026, 3, until),
        stand_in: stand_in.map(|name| official(name).id),
    }
}

fn checked(new: &Absence, known: &[Absence]) -> Result<(), AbsenceRefusal> {
    let everybody = crate::given::people::all();
    let find = |id| everybody.iter().find(|one| one.id == id);
    let around = Around {
        today: date(2026, 3, 2),
        official: find(new.official),
        stand_in: new.stand_in.and_then(find),
        known,
    };
    check(new, around)
}

#[test]
fn an_absence_has_days_and_a_stand_in_who_is_there() {
    use AbsenceRefusal as No;
    assert_eq!(checked(&away(2, 6, None), &[]), Ok(()));
    assert_eq!(checked(&away(2, 6, Some("second examiner")), &[]), Ok(()));
    let refused = |new: Absence, why| assert_eq!(checked(&new, &[]), Err(why));
    refused(away(6, 2, None), No::EndsBeforeItBegins);
    refused(away(1, 1, None), No::OverAlready);
    refused(away(2, 6, Some("examiner")), No::StandInIsSelf);
    refused(away(2, 6, Some("chair")), No::StandInElsewhere);
    refused(away(2, 6, Some("division desk")), No::StandInLacksRole);
    let mut new = away(2, 6, None);
    new.stand_in = Some(id(1));
    refused(new, No::StandInUnknown);
    let mut new = away(2, 6, None);
    new.official = id(1);
    refused(new, No::OfficerUnknown);
    let mut new = away(2, 6, None);
    new.until = date(2027, 12, 1);
    refused(new, No::TooLong);
}

#[test]
fn absences_do_not_overlap_and_stand_ins_are_not_away() {
    let mut new = away(4, 10, Some("second examiner"));
    new.id = Uuid::from_u128(0xC002);
    let with = away(2, 6, None).id;
    let refused = checked(&new, &[away(2, 6, None)]);
    assert_eq!(refused, Err(AbsenceRefusal::Overlaps { with }));
    let mut other = away(10, 12, None);
    other.official = official("second examiner").id;
    assert_eq!(
        checked(&new, std::slice::from_ref(&other)),
        Err(AbsenceRefusal::StandInAway { by: other.id })
    );
    other.stand_in = Some(official("examiner").id);
    assert_eq!(
        checked(&new, std::slice::from_ref(&other)),
        Err(AbsenceRefusal::StandsInFor { absence: other.id })
    );
    assert_eq!(checked(&away(2, 6, None), &[other]), Ok(()));
}

proptest! {
    #[test]
    fn in_turns_nobody_is_given_two_more_than_another(people in 1_u128..9, dossiers in 0_u64..80) {
        let mut all: Vec<Candidate> = (0..people).map(|one| candidate(one, 0, 0)).collect();
        let mut given = vec![0_u64; all.len()];
        for turn in 1..=dossiers {
            let to = pick(Way::RoundRobin, &all).expect("somebody is there");
            let at = all.iter().position(|one| one.official == to).expect("a candidate");
            all[at].turn = turn;
            given[at] += 1;
        }
        let (least, most) = (given.iter().min(), given.iter().max());
        prop_assert!(most.zip(least).is_some_and(|(most, least)| most - least <= 1));
    }

    #[test]
    fn by_load_it_goes_to_whoever_has_least(
        people in prop::collection::vec((0_u64..20, 0_u64..9), 1..9),
    ) {
        let people = people.iter().zip(1_u128..);
        let all: Vec<Candidate> = people.map(|((open, turn), at)| candidate(at, *open, *turn)).collect();
        let to = pick(Way::LeastLoad, &all).expect("somebody is there");
        let open = |one: &Candidate| one.open;
        let chosen = all.iter().find(|one| one.official == to).map(open);
        prop_assert_eq!(chosen, all.iter().map(open).min());
        prop_assert_eq!(pick(Way::SharedList, &all), None);
    }

    #[test]
    fn nobody_absent_is_ever_given_anything(
        there in prop::collection::vec((0_u64..5, 0_u64..5), 0..6),
        way in 0_usize..3,
        stands_in: bool,
        arrived: bool,
    ) {
        let play = Play::examining();
        let absent = official("examiner");
        let there = there.iter().zip(1_u128..);
        let there = there.map(|((open, turn), at)| candidate(at, *open, *turn));
        // Even if whoever is away were among the candidates.
        let own = Candidate { official: absent.id, open: 0, turn: 0 };
        let stand_in = stands_in.then(|| official("second examiner"));
        let at_hand = AtHand {
            holder: Some(Presence { official: Some(absent.clone()), away: true, stand_in }),
            rule: Some(rule(Way::ALL[way])),
            candidates: there.chain([own]).collect(),
        };
        let routed = route(play.dossier(), arrived, &at_hand);
        prop_assert!(routed.as_ref().is_none_or(|routed| routed.to != Some(absent.id)));
        // It stays only where a stand-in works on it.
        prop_assert!(routed.is_some() || (stands_in && !arrived));
    }
}

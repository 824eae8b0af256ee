//! The dated tree: what stands where on which day, and who carries on.
#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot set up its scene should stop"
)]

use std::collections::BTreeSet;

use domain::people::agency::{
    Agency, AgencyCode, AgencyCodeStyle, AgencyDraft, AgencyId, AgencyKind, CodeSaid, Level,
    Organisation, OrganisationDraft, OrganisationFlaw, Succession, SuccessionDraft,
};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

fn draft(code: &str, kind: AgencyKind, parent: Option<&str>, from: Date) -> AgencyDraft {
    AgencyDraft {
        code: code.to_owned(),
        name: format!("Đơn vị {code}"),
        level: Level::Commune,
        kind,
        parent_code: parent.map(str::to_owned),
        valid_from: from,
        valid_to: None,
        agency_code: CodeSaid::Nothing,
        source: String::new(),
        certainty: "high".to_owned(),
        note: String::new(),
    }
}

fn until(last: Date, draft: AgencyDraft) -> AgencyDraft {
    AgencyDraft {
        valid_to: Some(last),
        ..draft
    }
}

fn takes_over(old: &str, new: &str, day: Date) -> SuccessionDraft {
    SuccessionDraft {
        old_code: old.to_owned(),
        new_code: new.to_owned(),
        effective_on: day,
    }
}

const FIRST: Date = date(2023, 1, 1);
const REFORM: Date = date(2025, 7, 1);
const TODAY: Date = date(2026, 11, 21);

/// A province whose commune A ended and whose commune B took it over, each with a desk.
fn before_and_after() -> Organisation {
    use AgencyKind::{Desk, PeopleCommittee, ServiceCentre};
    let old = OrganisationDraft {
        agencies: vec![
            draft("P", PeopleCommittee, None, FIRST),
            draft("A", PeopleCommittee, Some("P"), FIRST),
            draft("B", PeopleCommittee, Some("P"), FIRST),
            until(date(2025, 6, 30), draft("D-A", Desk, Some("A"), FIRST)),
        ],
        successions: Vec::new(),
    };
    let new = OrganisationDraft {
        agencies: vec![
            draft("P", PeopleCommittee, None, REFORM),
            draft("B", PeopleCommittee, Some("P"), REFORM),
            draft("B-TT", ServiceCentre, Some("B"), REFORM),
        ],
        successions: vec![takes_over("A", "B", REFORM), takes_over("B", "B", REFORM)],
    };
    Organisation::default()
        .merged_with(&old)
        .unwrap()
        .merged_with(&new)
        .unwrap()
}

fn id(code: &str, from: Date) -> AgencyId {
    AgencyId::new(code, from)
}

fn codes<'a>(agencies: impl IntoIterator<Item = &'a Agency>) -> Vec<&'a str> {
    agencies
        .into_iter()
        .map(|agency| agency.code.as_str())
        .collect()
}

#[test]
fn a_code_means_the_unit_that_bore_it_that_day() {
    let organisation = before_and_after();
    let on = |day| {
        organisation
            .find_by_code("B", day)
            .map(|unit| unit.id.clone())
    };
    assert_eq!(on(date(2022, 12, 31)), None);
    assert_eq!(on(date(2025, 6, 30)), Some(id("B", FIRST)));
    assert_eq!(on(REFORM), Some(id("B", REFORM)));
    assert_eq!(organisation.find_by_code("B-", TODAY), None);
}

#[test]
fn a_unit_without_a_last_day_ends_when_its_code_or_its_work_is_taken_over() {
    let organisation = before_and_after();
    let last = |code| organisation.find(&id(code, FIRST)).unwrap().valid_to;
    assert_eq!(last("P"), Some(date(2025, 6, 30)), "its code went on");
    assert_eq!(last("A"), Some(date(2025, 6, 30)), "a succession names it");
    assert_eq!(organisation.find(&id("B", REFORM)).unwrap().valid_to, None);
}

#[test]
fn an_old_desk_leads_to_the_desk_of_the_unit_that_carries_on() {
    let organisation = before_and_after();
    let successor = |code, day| organisation.successor(&id(code, FIRST), day).map(|a| &a.id);
    assert_eq!(
        successor("A", date(2025, 6, 30)),
        Some(&id("A", FIRST)),
        "itself while valid"
    );
    assert_eq!(successor("A", TODAY), Some(&id("B", REFORM)));
    assert_eq!(successor("D-A", TODAY), Some(&id("B-TT", REFORM)));
    assert_eq!(
        successor("P", TODAY),
        Some(&id("P", REFORM)),
        "the same code goes on"
    );
    assert_eq!(
        organisation.successor(&id("B", REFORM), date(2024, 1, 1)),
        None,
        "not there yet"
    );
}

#[test]
fn a_chain_of_successors_is_followed_to_its_end_and_a_division_to_both() {
    use AgencyKind::Department;
    let second = date(2024, 3, 1);
    let agencies = ["A", "B", "C", "D"].map(|code| draft(code, Department, None, FIRST));
    let successions = vec![
        takes_over("A", "B", second),
        takes_over("B", "D", REFORM),
        takes_over("B", "C", REFORM),
    ];
    let file = OrganisationDraft {
        agencies: agencies.to_vec(),
        successions,
    };
    let organisation = Organisation::default().merged_with(&file).unwrap();
    let of_a = |day| codes(organisation.successors(&id("A", FIRST), day));
    assert_eq!(of_a(date(2024, 2, 29)), ["A"]);
    assert_eq!(of_a(second), ["B"]);
    assert_eq!(of_a(TODAY), ["D", "C"], "both, in the order of the file");
    assert_eq!(
        organisation.successor(&id("A", FIRST), TODAY).unwrap().code,
        "D"
    );
}

#[test]
fn a_code_that_another_kind_of_unit_takes_later_is_no_successor() {
    let later = date(2025, 9, 1);
    let file = OrganisationDraft {
        agencies: vec![
            until(
                date(2025, 6, 30),
                draft("X", AgencyKind::Department, None, FIRST),
            ),
            draft("X", AgencyKind::Department, None, later),
            draft("Y", AgencyKind::Department, None, FIRST),
            draft("Y", AgencyKind::ServiceUnit, None, later),
        ],
        successions: Vec::new(),
    };
    let organisation = Organisation::default().merged_with(&file).unwrap();
    assert_eq!(
        organisation.successor(&id("X", FIRST), TODAY),
        None,
        "two months lie between"
    );
    assert_eq!(
        organisation.successor(&id("Y", FIRST), TODAY),
        None,
        "another kind"
    );
}

#[test]
fn units_stay_below_an_agency_that_was_renewed_under_its_code() {
    let mut file = OrganisationDraft::default();
    file.agencies
        .push(draft("P", AgencyKind::PeopleCommittee, None, FIRST));
    file.agencies
        .push(draft("S", AgencyKind::Department, Some("P"), FIRST));
    file.agencies
        .push(draft("P", AgencyKind::PeopleCommittee, None, REFORM));
    let organisation = Organisation::default().merged_with(&file).unwrap();
    let unit = id("S", FIRST);
    assert_eq!(
        organisation.find(&unit).unwrap().parent,
        Some(id("P", REFORM))
    );
    let above = |day| {
        organisation
            .parent_on(&unit, day)
            .map(|above| above.id.clone())
    };
    assert_eq!(above(date(2024, 1, 1)), Some(id("P", FIRST)));
    assert_eq!(above(TODAY), Some(id("P", REFORM)));
    assert!(organisation.is_within(&unit, &id("P", REFORM)));
    assert!(!organisation.is_within(&unit, &id("P", FIRST)));
    assert!(organisation.is_within_on(&unit, &id("P", FIRST), date(2024, 1, 1)));
    assert!(!organisation.is_within_on(&unit, &id("P", FIRST), TODAY));
}

#[test]
fn is_within_holds_for_itself_and_everything_above_but_not_beside() {
    let organisation = before_and_after();
    let centre = id("B-TT", REFORM);
    assert!(organisation.is_within(&centre, &centre));
    assert!(organisation.is_within(&centre, &id("B", REFORM)));
    assert!(organisation.is_within(&centre, &id("P", REFORM)));
    assert!(!organisation.is_within(&centre, &id("A", FIRST)));
    assert!(!organisation.is_within(&id("P", REFORM), &centre));
    assert_eq!(codes(organisation.ancestors(&centre)), ["B", "P"]);
}

#[test]
fn desks_children_and_descendants_are_those_of_the_day() {
    let organisation = before_and_after();
    assert_eq!(codes(organisation.desks_on(date(2024, 1, 1))), ["D-A"]);
    assert_eq!(codes(organisation.desks_on(TODAY)), ["B-TT"]);
    assert_eq!(codes(organisation.roots_on(TODAY)), ["P"]);
    assert_eq!(
        codes(organisation.children_on(&id("P", REFORM), TODAY)),
        ["B"]
    );
    assert_eq!(
        codes(organisation.descendants_on(&id("P", REFORM), TODAY)),
        ["B", "B-TT"]
    );
    let then = date(2024, 1, 1);
    assert_eq!(
        codes(organisation.descendants_on(&id("P", FIRST), then)),
        ["A", "D-A", "B"]
    );
    assert_eq!(
        codes(organisation.children_on(&id("P", REFORM), then)),
        [""; 0]
    );
}

#[test]
fn the_province_has_its_desk_listed_first() {
    let mut file = OrganisationDraft::default();
    file.agencies
        .push(draft("A", AgencyKind::Desk, None, FIRST));
    file.agencies.push(AgencyDraft {
        level: Level::Province,
        ..draft("Z", AgencyKind::ServiceCentre, None, FIRST)
    });
    let organisation = Organisation::default().merged_with(&file).unwrap();
    assert_eq!(codes(organisation.desks_on(TODAY)), ["Z", "A"]);
}

fn node(code: &str, parent: Option<AgencyId>, from: Date, last: Option<Date>) -> Agency {
    Agency {
        id: id(code, from),
        code: code.to_owned(),
        name: format!("Đơn vị {code}"),
        level: Level::Commune,
        kind: AgencyKind::Department,
        parent,
        valid_from: from,
        valid_to: last,
        agency_code: None,
        agency_code_invented: false,
        source: String::new(),
        certainty: String::new(),
        note: String::new(),
    }
}

fn flaws(agencies: Vec<Agency>, successions: Vec<Succession>) -> Vec<OrganisationFlaw> {
    Organisation::check(agencies, successions).unwrap_err()
}

#[test]
fn each_flaw_of_a_tree_is_named() {
    let (a, b) = (id("A", FIRST), id("B", FIRST));
    let alone = |code: &str| node(code, None, FIRST, None);
    assert_eq!(
        flaws(vec![alone("A"), alone("A")], vec![]),
        [OrganisationFlaw::DuplicateKey(a.clone())]
    );
    assert_eq!(
        flaws(
            vec![Agency {
                valid_from: REFORM,
                ..alone("A")
            }],
            vec![]
        ),
        [OrganisationFlaw::KeyDiffers(a.clone())]
    );
    assert_eq!(
        flaws(vec![alone("Ă")], vec![]),
        [OrganisationFlaw::MalformedCode(id("Ă", FIRST))]
    );
    assert_eq!(
        flaws(
            vec![node("A", None, FIRST, Some(date(2022, 12, 31)))],
            vec![]
        ),
        [OrganisationFlaw::EndsBeforeItBegins(a.clone())]
    );
    assert_eq!(
        flaws(vec![alone("A"), node("A", None, REFORM, None)], vec![]),
        [OrganisationFlaw::OverlappingPeriods {
            earlier: a.clone(),
            later: id("A", REFORM)
        }]
    );
    assert_eq!(
        flaws(vec![node("B", Some(a.clone()), FIRST, None)], vec![]),
        [OrganisationFlaw::ParentUnknown {
            child: b.clone(),
            parent_code: "A".to_owned()
        }]
    );
    let ended = node("A", None, FIRST, Some(date(2025, 6, 30)));
    assert_eq!(
        flaws(
            vec![ended, node("B", Some(a.clone()), REFORM, None)],
            vec![]
        ),
        [OrganisationFlaw::ParentNotValidThen {
            child: id("B", REFORM),
            parent_code: "A".to_owned()
        }]
    );
    let ring = vec![
        node("A", Some(b.clone()), FIRST, None),
        node("B", Some(a.clone()), FIRST, None),
        node("C", Some(a.clone()), FIRST, None),
    ];
    assert_eq!(
        flaws(ring, vec![]),
        [OrganisationFlaw::Cycle(vec![a.clone(), b.clone()])]
    );
    let code: AgencyCode = "H35.21".parse().unwrap();
    let bearing = |code_of: &str| Agency {
        agency_code: Some(code.clone()),
        ..alone(code_of)
    };
    assert_eq!(
        flaws(vec![bearing("A"), bearing("B")], vec![]),
        [OrganisationFlaw::AgencyCodeShared {
            agency_code: code.clone(),
            first: a.clone(),
            second: b.clone()
        }]
    );
}

#[test]
fn each_flaw_of_a_succession_is_named() {
    let (a, b, c) = (id("A", FIRST), id("B", FIRST), id("C", FIRST));
    let nodes = || {
        ["A", "B"]
            .map(|code| node(code, None, FIRST, None))
            .to_vec()
    };
    let over = |old: &AgencyId, new: &AgencyId, effective_on| Succession {
        old: old.clone(),
        new: new.clone(),
        effective_on,
    };
    assert_eq!(
        flaws(nodes(), vec![over(&c, &b, REFORM)]),
        [OrganisationFlaw::SuccessionFromUnknown {
            old_code: "C".to_owned(),
            effective_on: REFORM
        }]
    );
    assert_eq!(
        flaws(nodes(), vec![over(&a, &c, REFORM)]),
        [OrganisationFlaw::SuccessionToUnknown {
            old_code: "A".to_owned(),
            new_code: "C".to_owned(),
            effective_on: REFORM
        }]
    );
    assert_eq!(
        flaws(nodes(), vec![over(&a, &b, REFORM), over(&b, &a, TODAY)]),
        [OrganisationFlaw::SuccessionCycle(vec![
            a.clone(),
            b.clone()
        ])]
    );
    assert_eq!(
        flaws(nodes(), vec![over(&a, &a, REFORM)]),
        [OrganisationFlaw::SuccessionCycle(vec![a.clone()])]
    );
}

#[test]
fn a_ring_that_stood_only_in_the_past_is_found() {
    // B was below A while A was below B; today B has been renewed and stands alone.
    let b_then = node("B", Some(id("A", FIRST)), FIRST, Some(date(2025, 6, 30)));
    let b_now = node("B", None, REFORM, None);
    let a = node("A", Some(id("B", REFORM)), FIRST, None);
    assert_eq!(
        flaws(vec![a, b_then, b_now], vec![]),
        [OrganisationFlaw::Cycle(vec![
            id("A", FIRST),
            id("B", FIRST)
        ])]
    );
}

#[test]
fn a_stored_tree_with_a_ring_does_not_hang_the_program() {
    let (a, b) = (id("A", FIRST), id("B", FIRST));
    let nodes = vec![
        node("A", Some(b.clone()), FIRST, None),
        node("B", Some(a.clone()), FIRST, None),
    ];
    let organisation = Organisation::new(nodes, Vec::new());
    assert_eq!(codes(organisation.ancestors(&a)), ["B"]);
    assert_eq!(codes(organisation.descendants(&a)), ["B"]);
    assert!(organisation.is_within(&a, &b));
}

#[test]
fn a_file_without_identification_codes_leaves_them_as_they_are() {
    let code: AgencyCode = "H35.21".parse().unwrap();
    let said = CodeSaid::Is {
        code: code.clone(),
        invented: true,
    };
    let plain = draft("A", AgencyKind::Department, None, FIRST);
    let file = |agency_code| OrganisationDraft {
        agencies: vec![AgencyDraft {
            agency_code,
            ..plain.clone()
        }],
        successions: Vec::new(),
    };
    let with = Organisation::default().merged_with(&file(said)).unwrap();
    let bears = |organisation: &Organisation| {
        organisation
            .find(&id("A", FIRST))
            .unwrap()
            .agency_code
            .clone()
    };
    assert_eq!(
        bears(&with.merged_with(&file(CodeSaid::Nothing)).unwrap()),
        Some(code)
    );
    assert_eq!(
        bears(&with.merged_with(&file(CodeSaid::Without)).unwrap()),
        None
    );
}

#[test]
fn a_dry_run_tells_what_a_later_file_changes() {
    let before = before_and_after();
    let file = OrganisationDraft {
        agencies: vec![
            AgencyDraft {
                name: "Trung tâm mới".to_owned(),
                ..draft("B-TT", AgencyKind::ServiceCentre, Some("B"), REFORM)
            },
            draft("N", AgencyKind::Division, Some("B"), REFORM),
        ],
        successions: vec![takes_over("A", "N", REFORM)],
    };
    let after = before.merged_with(&file).unwrap();
    let difference = before.difference(&after);
    assert_eq!(difference.created, [id("N", REFORM)]);
    assert_eq!(difference.changed.len(), 1);
    assert_eq!(difference.changed[0].id, id("B-TT", REFORM));
    assert_eq!(difference.changed[0].fields, ["name"]);
    assert_eq!(difference.unchanged, 6);
    assert!(difference.removed.is_empty());
    assert_eq!(
        difference.successions_created[0].new,
        id("N", REFORM),
        "named anew"
    );
    assert_eq!(difference.successions_removed[0].new, id("B", REFORM));
    assert!(!before.same_content(&after));
}

#[test]
fn an_organisation_is_stored_and_read_as_it_was() {
    let organisation = before_and_after();
    let text = serde_json::to_string(&organisation).unwrap();
    let read: Organisation = serde_json::from_str(&text).unwrap();
    assert_eq!(read, organisation);
    assert_eq!(
        codes(read.desks_on(TODAY)),
        ["B-TT"],
        "the look-up tables are rebuilt"
    );
}

#[test]
fn both_styles_of_identification_code_are_read_and_nothing_else() {
    let style = |text: &str| text.parse::<AgencyCode>().map(|code| code.style());
    assert_eq!(style("000.16.23.H35"), Ok(AgencyCodeStyle::FourGroups));
    assert_eq!(style("H35.16.23"), Ok(AgencyCodeStyle::ProvinceFirst));
    assert_eq!(style("H37.DN.001"), Ok(AgencyCodeStyle::ProvinceFirst));
    assert_eq!(style("H35"), Ok(AgencyCodeStyle::ProvinceFirst));
    let level_one = |text: &str| text.parse::<AgencyCode>().unwrap().level_one().to_owned();
    assert_eq!(level_one("000.16.23.H35"), "H35");
    assert_eq!(level_one("H35.16.23"), "H35");
    for bad in [
        "", ".", "H35.", ".H35", "H35..1", "h35", "H35-1", "H35 1", "Đ35",
    ] {
        assert!(style(bad).is_err(), "{bad:?}");
    }
    assert!(style(&"1".repeat(35)).is_ok());
    assert!(style(&"1".repeat(36)).is_err());
    assert!(
        serde_json::from_str::<AgencyCode>("\"h35\"").is_err(),
        "also from what is stored"
    );
}

fn a_day() -> impl Strategy<Value = Date> {
    (0i32..8).prop_map(|month| date(2024, 1 + i8::try_from(month).unwrap(), 1))
}

fn a_code() -> impl Strategy<Value = String> {
    prop::sample::select(vec!["A", "B", "C", "D", "E"]).prop_map(str::to_owned)
}

/// Mostly files that can be taken, so that the properties are tried on many trees.
fn any_agency() -> impl Strategy<Value = AgencyDraft> {
    let desk = prop::bool::weighted(0.3);
    let above = (
        a_code(),
        prop::bool::weighted(0.1),
        prop::bool::weighted(0.6),
    );
    let months = prop::option::weighted(0.2, 0i32..4);
    (a_code(), desk, above, a_day(), months).prop_map(|(code, desk, above, from, months)| {
        let kind = if desk {
            AgencyKind::Desk
        } else {
            AgencyKind::Department
        };
        let (parent, may_be_anyone, has_one) = above;
        let parent = Some(parent).filter(|parent| has_one && (may_be_anyone || *parent < code));
        let last = months.map(|months| from.saturating_add(months.months()).last_of_month());
        AgencyDraft {
            valid_to: last,
            ..draft(&code, kind, parent.as_deref(), from)
        }
    })
}

fn any_file() -> impl Strategy<Value = OrganisationDraft> {
    let succession = (a_code(), a_code(), a_day()).prop_map(|(a, b, day)| takes_over(&a, &b, day));
    let agencies = prop::collection::vec(any_agency(), 1..6);
    let successions = prop_oneof![
        2 => Just(Vec::new()),
        1 => prop::collection::vec(succession, 1..3),
    ];
    (agencies, successions).prop_map(|(agencies, successions)| OrganisationDraft {
        agencies,
        successions,
    })
}

fn days() -> impl Iterator<Item = Date> {
    (1..=12).flat_map(|month| [date(2024, month, 1), date(2024, month, 28)])
}

fn is_sound(organisation: &Organisation) -> Result<(), TestCaseError> {
    let nodes = organisation.all().count();
    for agency in organisation.all() {
        let above = organisation.ancestors(&agency.id);
        prop_assert!(above.len() < nodes && above.iter().all(|a| a.id != agency.id));
        if let Some(parent) = &agency.parent {
            let parent = organisation.find(parent).unwrap();
            prop_assert!(parent.shares_a_day_with(agency));
            prop_assert!(
                organisation
                    .children(&parent.id)
                    .any(|child| child.id == agency.id)
            );
        }
        for day in days() {
            let above = organisation.ancestors_on(&agency.id, day);
            prop_assert!(
                above
                    .iter()
                    .all(|a| a.is_valid_on(day) && a.id != agency.id)
            );
            let carries_on = organisation.successors(&agency.id, day);
            prop_assert!(carries_on.iter().all(|next| next.is_valid_on(day)));
            let different: BTreeSet<_> = carries_on.iter().map(|next| &next.id).collect();
            prop_assert_eq!(different.len(), carries_on.len());
        }
    }
    for day in days() {
        let there: Vec<_> = organisation.all().filter(|a| a.is_valid_on(day)).collect();
        let codes: BTreeSet<_> = there.iter().map(|agency| &agency.code).collect();
        prop_assert_eq!(codes.len(), there.len(), "one unit a code on {}", day);
        for agency in &there {
            let found = organisation.find_by_code(&agency.code, day);
            prop_assert_eq!(found.map(|found| &found.id), Some(&agency.id));
        }
        let desks = organisation.desks_on(day).count();
        prop_assert_eq!(
            desks,
            there.iter().filter(|agency| agency.kind.is_desk()).count()
        );
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1500, failure_persistence: None, ..Default::default() })]

    #[test]
    fn what_is_accepted_is_sound(file in any_file()) {
        if let Ok(organisation) = Organisation::default().merged_with(&file) {
            is_sound(&organisation)?;
        }
    }

    #[test]
    fn taking_a_file_twice_changes_nothing(first in any_file(), second in any_file()) {
        let Ok(one) = Organisation::default().merged_with(&first) else { return Ok(()) };
        prop_assert_eq!(&one.merged_with(&first).unwrap(), &one);
        let Ok(both) = one.merged_with(&second) else { return Ok(()) };
        is_sound(&both)?;
        prop_assert_eq!(&both.merged_with(&second).unwrap(), &both);
        prop_assert!(one.all().all(|agency| both.find(&agency.id).is_some()), "nothing is removed");
    }
}

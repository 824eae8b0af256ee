//! Trees and successions that cannot be.

use crate::drafts::{FIRST, REFORM, TODAY, codes, id};
use domain::people::agency::{
    Agency, AgencyCode, AgencyId, AgencyKind, Level, Organisation, OrganisationFlaw, Succession,
};
use jiff::civil::{Date, date};

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

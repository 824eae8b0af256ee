//! What stands where on a day, what is within what, and who carries on.

use crate::drafts::{FIRST, REFORM, TODAY, before_and_after, codes, draft, id, takes_over, until};
use domain::people::agency::{AgencyDraft, AgencyKind, Level, Organisation, OrganisationDraft};
use jiff::civil::date;

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

#[test]
fn a_unit_that_its_own_desk_carried_on_leads_nowhere_when_both_ended() {
    let second = date(2024, 3, 1);
    let file = OrganisationDraft {
        agencies: vec![
            until(
                date(2024, 2, 29),
                draft("A", AgencyKind::Department, None, FIRST),
            ),
            until(
                date(2025, 6, 30),
                draft("D", AgencyKind::Desk, Some("A"), FIRST),
            ),
        ],
        successions: vec![takes_over("A", "D", second)],
    };
    let organisation = Organisation::default().merged_with(&file).unwrap();
    let of = |code, day| codes(organisation.successors(&id(code, FIRST), day));
    assert_eq!(of("A", second), ["D"]);
    assert_eq!(of("A", TODAY), [""; 0]);
    assert_eq!(of("D", TODAY), [""; 0]);
}

//! What must hold for every organisation that is accepted.

use std::collections::BTreeSet;

use crate::drafts::{draft, takes_over};
use domain::people::agency::{AgencyDraft, AgencyKind, Organisation, OrganisationDraft};
use jiff::ToSpan;
use jiff::civil::{Date, date};
use proptest::prelude::*;

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

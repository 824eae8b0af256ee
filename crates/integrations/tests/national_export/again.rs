//! The same records once more, and what changed in them.

use domain::calendar::time_limit::TimeLimit;
use integrations::catalogue_import::plan;

use crate::{invented, kept};

#[test]
fn a_second_run_changes_nothing_and_a_change_makes_the_next_version() {
    let file = "9.000001.json";
    let incoming = || vec![(file.to_owned(), invented(file))];
    let first = plan(&[], incoming());
    assert_eq!(first.to_store[0].version, 1);
    let second = plan(&kept(&first), incoming());
    assert_eq!((second.report.unchanged, second.to_store.len()), (1, 0));

    let mut shorter = invented(file).unwrap();
    shorter.cases[0].terms[0].limit = TimeLimit::WorkingDays(4);
    let third = plan(&kept(&first), vec![(file.to_owned(), Ok(shorter))]);
    assert_eq!((third.report.changed, third.to_store[0].version), (1, 2));
    let changes = &third.differences[0].changes;
    assert_eq!(changes.len(), 1, "{changes:?}");
    assert!(
        changes[0].field.starts_with("cases[chung].terms[0].limit"),
        "{changes:?}"
    );
    assert_eq!(
        (changes[0].from.as_str(), changes[0].to.as_str()),
        ("5", "4")
    );
}

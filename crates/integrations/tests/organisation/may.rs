//! Mây, an invented province, and its files in `tests/samples/organisation`.

use domain::people::agency::{Agency, Organisation};
use integrations::organisation_file::{OrganisationImport, import};
use jiff::civil::{Date, date};

pub const IN_2024: Date = date(2024, 1, 1);
pub const IN_2026: Date = date(2026, 1, 1);

pub fn sample(name: &str) -> Vec<u8> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/samples/organisation/");
    std::fs::read(format!("{folder}{name}")).unwrap()
}

pub fn taken(current: &Organisation, name: &str) -> Organisation {
    let import = import(current, name, &sample(name));
    import
        .organisation
        .unwrap_or_else(|| panic!("{name}: {:#?}", import.report.refused))
}

/// The two trees and the successors of the invented province Mây.
pub fn may() -> Organisation {
    let old = taken(&Organisation::default(), "tree.csv");
    let both = taken(&old, "tree-later.csv");
    taken(&both, "successors.csv")
}

/// Line, field and reason of everything that was refused; nothing may have been taken.
pub fn refused(import: &OrganisationImport) -> Vec<(Option<u64>, &str, &str)> {
    assert!(import.organisation.is_none());
    assert_eq!((import.report.created, import.report.changed), (0, 0));
    let refused = import.report.refused.iter();
    refused
        .map(|r| (r.line, r.field.as_str(), r.reason.as_str()))
        .collect()
}

pub fn code_on<'a>(organisation: &'a Organisation, code: &str, day: Date) -> &'a Agency {
    organisation.find_by_code(code, day).unwrap()
}

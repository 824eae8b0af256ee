//! Units and successions as a file would bring them.

use domain::people::agency::{
    Agency, AgencyDraft, AgencyId, AgencyKind, CodeSaid, Level, Organisation, OrganisationDraft,
    SuccessionDraft,
};
use jiff::civil::{Date, date};

pub const FIRST: Date = date(2023, 1, 1);
pub const REFORM: Date = date(2025, 7, 1);
pub const TODAY: Date = date(2026, 11, 21);

pub fn draft(code: &str, kind: AgencyKind, parent: Option<&str>, from: Date) -> AgencyDraft {
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

pub fn until(last: Date, draft: AgencyDraft) -> AgencyDraft {
    AgencyDraft {
        valid_to: Some(last),
        ..draft
    }
}

pub fn takes_over(old: &str, new: &str, day: Date) -> SuccessionDraft {
    SuccessionDraft {
        old_code: old.to_owned(),
        new_code: new.to_owned(),
        effective_on: day,
    }
}

/// A province whose commune A ended and whose commune B took it over, each with a desk.
pub fn before_and_after() -> Organisation {
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

pub fn id(code: &str, from: Date) -> AgencyId {
    AgencyId::new(code, from)
}

pub fn codes<'a>(agencies: impl IntoIterator<Item = &'a Agency>) -> Vec<&'a str> {
    agencies
        .into_iter()
        .map(|agency| agency.code.as_str())
        .collect()
}

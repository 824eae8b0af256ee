//! What a later file changes, what is stored, and how identification codes are written.

use crate::drafts::{FIRST, REFORM, TODAY, before_and_after, codes, draft, id, takes_over};
use domain::people::agency::{
    AgencyCode, AgencyCodeStyle, AgencyDraft, AgencyKind, CodeSaid, Organisation, OrganisationDraft,
};

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

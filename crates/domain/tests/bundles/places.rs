//! Which commune somebody meant.

use domain::bundle::kind::Responsible;
use domain::bundle::place::{agency_name, commune_called, place_name};
use domain::people::agency::{Agency, AgencyId, AgencyKind, Level, Organisation};
use jiff::civil::{Date, date};

const FROM: Date = date(2025, 7, 1);

fn commune(code: &str, name: &str) -> Agency {
    Agency {
        id: AgencyId::new(code, FROM),
        code: code.to_owned(),
        name: format!("Ủy ban nhân dân {name}"),
        level: Level::Commune,
        kind: AgencyKind::PeopleCommittee,
        parent: None,
        valid_from: FROM,
        valid_to: None,
        agency_code: None,
        agency_code_invented: true,
        source: String::new(),
        certainty: String::new(),
        note: String::new(),
    }
}

fn organisation() -> Organisation {
    let communes = vec![
        commune("03433", "xã Bum Tở"),
        commune("03466", "xã Bum Nưa"),
        commune("03388", "phường Đoàn Kết"),
        commune("03500", "xã Bum To"),
        commune("03501", "xã Nà Hừ"),
        commune("03502", "phường Nà Hừ"),
    ];
    Organisation::new(communes, Vec::new())
}

fn called(said: &str) -> Option<String> {
    let organisation = organisation();
    let found = commune_called(&organisation, said, date(2026, 3, 2));
    found.map(|commune| commune.code.clone())
}

#[test]
fn a_commune_is_found_by_code_by_name_and_by_name_without_its_kind() {
    for said in [
        "03466",
        "Xã Bum Nưa",
        "xã bum nưa",
        "Bum Nưa",
        "bum nua",
        "Ủy ban nhân dân xã Bum Nưa",
        " xã Bum Nưa, tỉnh Lai Châu",
    ] {
        assert_eq!(called(said).as_deref(), Some("03466"), "{said}");
    }
    assert_eq!(called("Đoàn Kết").as_deref(), Some("03388"));
}

#[test]
fn whoever_may_mean_two_communes_or_none_is_not_understood() {
    for said in ["", "xã", "Bum To Nưa", "bum to", "Nà Hừ"] {
        assert_eq!(called(said), None, "{said}");
    }
    assert_eq!(called("Xã Bum Tở").as_deref(), Some("03433"));
    assert_eq!(called("Phường Nà Hừ").as_deref(), Some("03502"));
}

#[test]
fn agencies_are_named_after_their_commune() {
    let organisation = organisation();
    let found = commune_called(&organisation, "03466", date(2026, 3, 2));
    let place = place_name(found.expect("the commune"));
    assert_eq!(place, "Xã Bum Nưa");
    let police = agency_name(Responsible::CommunePolice, &place);
    assert_eq!(police, "Công an xã Bum Nưa");
    let committee = agency_name(Responsible::Commune, &place);
    assert_eq!(committee, "Ủy ban nhân dân xã Bum Nưa");
}

#[test]
fn a_commune_that_has_ended_is_not_meant() {
    let organisation = organisation();
    let before = date(2025, 6, 30);
    assert!(commune_called(&organisation, "03466", before).is_none());
}

//! Identities that are stored or logged.

use domain::people::identity::{BirthDate, PersonalId, Phone};
use jiff::civil::date;

#[test]
fn logs_do_not_show_numbers() {
    let id: PersonalId = "012190000001".parse().unwrap();
    assert!(!format!("{id:?}").contains("0121"));
    let phone: Phone = "0912345678".parse().unwrap();
    assert!(!format!("{phone:?}").contains("0912"));
}

#[test]
fn identities_survive_being_stored_and_are_checked_when_read() {
    let phone: Phone = serde_json::from_str("\"+84912345678\"").unwrap();
    assert_eq!(serde_json::to_string(&phone).unwrap(), "\"0912345678\"");
    assert!(serde_json::from_str::<PersonalId>("\"123\"").is_err());
    let birth = BirthDate::Full(date(1990, 2, 9));
    let stored = serde_json::to_string(&birth).unwrap();
    assert_eq!(serde_json::from_str::<BirthDate>(&stored).unwrap(), birth);
}

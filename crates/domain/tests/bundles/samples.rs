//! Events of bundles as they are stored: what was written once is read for ever.

use domain::bundle::event::BundleEvent;
use serde_json::{Value, json};

fn row() -> Value {
    json!({
        "id": "01920000-0000-7000-8000-000000000001",
        "digest": "0".repeat(64),
    })
}

/// Reads a stored event, and writes it as it was.
fn stays(stored: &Value) -> BundleEvent {
    let event: BundleEvent = serde_json::from_value(stored.clone()).expect("it is readable");
    assert_eq!(&serde_json::to_value(&event).expect("written"), stored);
    event
}

#[test]
fn a_withdrawal_of_the_first_days_was_the_applicants() {
    let event = stays(&json!({"event": "withdrawn", "reason": row()}));
    assert!(matches!(
        event,
        BundleEvent::Withdrawn {
            by_official: false,
            ..
        }
    ));
    stays(&json!({"event": "withdrawn", "reason": row(), "by_official": true}));
}

#[test]
fn what_is_signed_and_what_comes_back_stay_readable() {
    stays(&json!({"event": "child_being_signed", "child": "mot"}));
    stays(&json!({"event": "child_back_from_signing", "child": "mot"}));
}

//! `motcua takeover`: what an ended unit left goes to the one that carries on.

use domain::people::agency::{Agency, Succession};
use jiff::civil::date;
use serde_json::json;
use store::RulebookWrite;

use crate::hand::{Place, province};

/// The ward of the desk ended yesterday, and a commune beside it carries on.
async fn the_ward_ended(place: &Place) {
    let store = place.store().await;
    let rules = store.rulebook().await.expect("no fault");
    let mut agencies: Vec<Agency> = rules.organisation.all().cloned().collect();
    for agency in &mut agencies {
        if agency.code.starts_with("03388") {
            agency.valid_to = Some(date(2026, 3, 1));
        }
    }
    let today = date(2026, 3, 2);
    let id = |code: &str, day| {
        let unit = rules.organisation.find_by_code(code, day);
        unit.expect("the unit").id.clone()
    };
    let mut successions = rules.organisation.successions().to_vec();
    successions.push(Succession {
        old: id("03388", today),
        new: id("03390", today),
        effective_on: today,
    });
    let write = RulebookWrite {
        based_on: rules.version,
        organisation: Some((agencies, successions)),
        at: Some(province::now()),
        what: "sáp nhập".to_owned(),
        ..RulebookWrite::default()
    };
    let changed = store.change_rulebook(write).await.expect("no fault");
    changed.expect("nobody else changed the rulebook");
    store.close().await.expect("closed");
}

#[tokio::test]
async fn what_a_ward_left_is_counted_then_taken_over_once() {
    for place in Place::each() {
        province::load(&place);
        let store = place.store().await;
        province::hand_in(&store, 3).await;
        store.close().await.expect("closed");
        let none = json!({ "left": [], "taken": 0, "stayed": {} });
        let run = |words: &[&str]| place.run(&[&["takeover", "--json"][..], words].concat());
        assert_eq!(run(&[]).ended(0).json(), none);

        the_ward_ended(&place).await;
        let left = json!([{ "unit": "03388-TT@2025-07-01", "dossiers": 3 }]);
        let seen = run(&["--dry-run"]).ended(0).json();
        assert_eq!(seen, json!({ "left": left, "taken": 0, "stayed": {} }));
        assert_eq!(run(&["--unit", "03390@2025-07-01"]).ended(0).json(), none);
        let taken = run(&[]).ended(0).json();
        assert_eq!(taken, json!({ "left": left, "taken": 3, "stayed": {} }));
        assert_eq!(run(&[]).ended(0).json(), none);
        let ran = place.run(&["takeover"]).ended(0);
        assert!(ran.out.contains("Không có hồ sơ nào còn"), "{ran:?}");
        let check = place.run(&["rebuild", "--check", "--json"]).ended(0);
        assert_eq!(check.json()["same"], true);
    }
}

//! `motcua rebuild`: the lists are what the events tell.

use crate::hand::{Place, province};

#[tokio::test]
async fn a_list_that_was_tampered_with_is_found_and_mended() {
    for place in Place::each() {
        province::load(&place);
        let store = place.store().await;
        province::hand_in(&store, 12).await;
        let before = store.lists_as_text().await.expect("no fault");
        store.close().await.expect("closed");
        let check = || place.run(&["rebuild", "--check", "--json"]);

        let ran = check().ended(0);
        assert_eq!(
            ran.json(),
            serde_json::json!({ "dossiers": 12, "same": true })
        );
        for sql in [
            "UPDATE listing SET stage = 'handed_over'",
            "UPDATE tally SET count = count + 1",
            "UPDATE listing SET start_by = start_by - 1",
            "DELETE FROM listing",
        ] {
            place.tamper(sql).await;
            let ran = check().ended(1);
            assert_eq!(
                ran.json(),
                serde_json::json!({ "dossiers": 12, "same": false })
            );
            assert!(ran.err.contains("nay đã đúng"), "{sql}: {ran:?}");
            assert_eq!(check().ended(0).json()["same"], true, "{sql}");
        }
        let store = place.store().await;
        assert_eq!(store.lists_as_text().await.expect("no fault"), before);
        store.close().await.expect("closed");
    }
}

//! Who may ask for what; and who asked is noted.

use crate::province::DESK;
use crate::ward::{Ward, at_the_desk};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::people::{OfficialId, Role};
use serde_json::json;
use store::AccountWrite;

#[tokio::test]
async fn nobody_writes_without_a_token_nor_without_a_key() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    for address in [
        "/api/v1/dossiers".to_owned(),
        format!("/api/v1/dossiers/{code}"),
        format!("/api/v1/dossiers/{code}/events"),
    ] {
        for token in ["", "unknown", "token-Quay"] {
            let answer = ward.province.get(token, &address).await;
            assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{address}");
            assert_eq!(answer.problem(), "unauthorised");
            assert_eq!(answer.headers[header::WWW_AUTHENTICATE], "Bearer");
        }
    }
    let forward = format!("/api/v1/dossiers/{code}/acts/forward");
    for address in ["/api/v1/dossiers", forward.as_str(), "/api/v1/files"] {
        let answer = ward
            .province
            .post("unknown", "k", address, &json!({}))
            .await;
        assert_eq!(answer.problem(), "unauthorised", "{address}");
        let without = Request::post(address)
            .header(header::AUTHORIZATION, format!("Bearer {}", ward.desk))
            .body(Body::from("{}"))
            .unwrap();
        let answer = ward.province.send(without).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{address}");
        assert_eq!(answer.problem(), "idempotency-key-missing");
        for key in ["", "   ", &"k".repeat(256), "khóa"] {
            let answer = ward
                .province
                .post(&ward.desk, key, address, &json!({}))
                .await;
            assert_eq!(answer.problem(), "idempotency-key-missing", "{key:?}");
        }
    }
    let longest = ward.open(&"k".repeat(255), &at_the_desk()).await;
    assert_eq!(longest.status, StatusCode::CREATED);
}

#[tokio::test]
async fn a_session_opens_no_address_of_the_api() {
    let ward = Ward::new().await;
    let account = ward
        .province
        .official("phien", DESK, &[Role::DeskOfficer])
        .await;
    let cookie = ward.province.cookie(&account).await;
    let answer = ward.province.page(&cookie, "/api/v1/dossiers").await;
    assert_eq!(answer.problem(), "unauthorised");
}

#[tokio::test]
async fn a_switched_off_account_is_out_at_once() {
    let ward = Ward::new().await;
    let account = ward
        .province
        .official("nghi", DESK, &[Role::DeskOfficer])
        .await;
    let token = ward.province.token(&account).await;
    assert_eq!(
        ward.province.get(&token, "/api/v1/dossiers").await.status,
        StatusCode::OK
    );
    let off = AccountWrite::SetActive {
        id: account.official.id,
        active: false,
        by: OfficialId(uuid::Uuid::nil()),
        at: ward.province.app.now(),
    };
    assert_eq!(
        ward.province.app.store.change_account(off).await.unwrap(),
        Ok(())
    );
    let answer = ward.province.get(&token, "/api/v1/dossiers").await;
    assert_eq!(answer.problem(), "unauthorised");
}

#[tokio::test]
async fn a_dossier_of_another_agency_is_not_there() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    let admin = ward
        .province
        .official("quan-tri", DESK, &[Role::Administrator])
        .await;
    let admin = ward.province.token(&admin).await;
    for token in [&ward.stranger, &admin] {
        assert_eq!(ward.dossier(token, code).await.problem(), "not-found");
        let events = ward
            .province
            .get(token, &format!("/api/v1/dossiers/{code}/events"))
            .await;
        assert_eq!(events.problem(), "not-found");
        let act = ward
            .act(token, "k", code, "forward", json!({"seen": 2}))
            .await;
        assert_eq!(
            (act.status, act.problem().as_str()),
            (StatusCode::NOT_FOUND, "not-found")
        );
        let list = ward.province.get(token, "/api/v1/dossiers").await.json();
        assert_eq!(list, json!({"dossiers": [], "next": null}));
    }
    let foreign = format!("/api/v1/dossiers?unit={DESK}");
    let list = ward.province.get(&ward.stranger, &foreign).await.json();
    assert_eq!(list["dossiers"], json!([]));
    for unknown in ["H35.21.01-261120-9999", "nonsense", "%FF", "a%00b"] {
        assert_eq!(
            ward.dossier(&ward.desk, unknown).await.problem(),
            "not-found",
            "{unknown}"
        );
    }
    // Nothing happened to it.
    assert_eq!(ward.dossier(&ward.desk, code).await.json()["version"], 2);
}

#[tokio::test]
async fn whoever_reads_a_dossier_is_noted() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    let store = &ward.province.app.store;
    let id = store
        .find(&code.parse().unwrap())
        .await
        .unwrap()
        .unwrap()
        .id;
    assert_eq!(store.viewings(id).await.unwrap().len(), 0);
    ward.dossier(&ward.leader, code).await;
    ward.province
        .get(&ward.desk, &format!("/api/v1/dossiers/{code}/events"))
        .await;
    ward.dossier(&ward.stranger, code).await;
    let looks = store.viewings(id).await.unwrap();
    assert_eq!(looks.len(), 2, "the stranger saw nothing");
    assert!(looks.iter().all(|look| look.what == "dossier"));
}

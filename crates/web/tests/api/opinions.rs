//! Opinions over the API: asked, taken, answered, returned, answered again, concluded.

use crate::ward::{Ward, at_the_desk};
use axum::http::StatusCode;
use domain::people::Role;
use serde_json::{Value, json};

/// Units other than the one that examines.
const ASKED: &str = "03390";

/// A dossier that is examined, its case officer, and an officer of the unit to be asked.
async fn examined(ward: &Ward) -> (String, String, String) {
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap().to_owned();
    ward.done(&ward.desk, &code, "forward", json!({"seen": 2}))
        .await;
    let lead = ward.case_officer(&code).await.to_owned();
    ward.done(&lead, &code, "assign", json!({"seen": 3})).await;
    let account = ward
        .province
        .official("duoc-hoi", ASKED, &[Role::CaseOfficer])
        .await;
    let asked = ward.province.token(&account).await;
    (code, lead, asked)
}

async fn asks(ward: &Ward, lead: &str, code: &str) -> Value {
    let asked = json!({
        "seen": 4,
        "questions": ["Trẻ có thường trú ở xã không?", "Ngày sinh có đúng sổ hộ tịch không?"],
        "asked": [{"unit": ASKED, "minutes": 960}],
    });
    ward.done(lead, code, "ask-opinions", asked).await
}

fn answer() -> Value {
    json!({
        "opinion": 1,
        "replies": [
            {"question": 1, "stance": "agree", "text": "Có, theo sổ của xã"},
            {"question": 2, "stance": "agree_if_mended", "text": "Sửa tháng sinh"},
        ],
    })
}

#[tokio::test]
async fn every_act_about_opinions_is_done_over_the_api() {
    let ward = Ward::new().await;
    let (code, lead, asked) = examined(&ward).await;
    // Nothing is seen before it is asked.
    let hidden = ward.dossier(&asked, &code).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    asks(&ward, &lead, &code).await;
    assert_eq!(ward.dossier(&asked, &code).await.status, StatusCode::OK);

    let propose = json!({"seen": 5, "outcome": "granted"});
    let refused = ward.act(&lead, "p1", &code, "propose", propose).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(
        refused.json()["type"]
            .as_str()
            .unwrap()
            .ends_with("/opinions-awaited")
    );

    let take = json!({"opinion": 1});
    let taken = ward.act(&asked, "t1", &code, "hand-on-opinion", take).await;
    assert_eq!(taken.status, StatusCode::OK, "{}", taken.text);
    let given = ward
        .act(&asked, "a1", &code, "answer-opinion", answer())
        .await;
    assert_eq!(given.status, StatusCode::OK, "{}", given.text);
    // Whoever has answered has seen enough.
    assert_eq!(
        ward.dossier(&asked, &code).await.status,
        StatusCode::NOT_FOUND
    );

    let read = ward.dossier(&lead, &code).await.json();
    let round = &read["consultations"][0];
    assert_eq!(
        (&round["number"], &round["state"]),
        (&json!(1), &json!("to_conclude"))
    );
    assert_eq!(round["questions"][1], "Ngày sinh có đúng sổ hộ tịch không?");
    let opinion = &round["opinions"][0];
    assert_eq!(
        (&opinion["number"], &opinion["state"]),
        (&json!(1), &json!("answered"))
    );
    assert!(opinion["unit"].as_str().unwrap().starts_with(ASKED));
    assert!(opinion["answered_at"].is_string() && opinion["due"].is_string());

    let bounce = json!({"seen": 7, "opinion": 1, "reason": "Chưa nêu số sổ"});
    ward.done(&lead, &code, "return-opinion", bounce).await;
    let again = ward
        .act(&asked, "a2", &code, "answer-opinion", answer())
        .await;
    assert_eq!(again.status, StatusCode::OK, "{}", again.text);

    let address = format!("/api/v1/dossiers/{code}/events");
    let told = ward.province.get(&lead, &address).await.json();
    let kinds: Vec<&str> = told["events"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|event| event["consultation"]["what"].as_str())
        .collect();
    assert_eq!(
        kinds,
        [
            "asked",
            "handed_on",
            "answered",
            "returned",
            "answered",
            "ended"
        ]
    );
    let replies = &told["events"][6]["consultation"]["replies"];
    assert_eq!(replies[1]["stance"], "agree_if_mended");
    assert_eq!(replies[1]["text"], "Sửa tháng sinh");
}

#[tokio::test]
async fn what_cannot_be_read_is_named_at_once_and_no_consultation_by_its_number() {
    let ward = Ward::new().await;
    let (code, lead, asked) = examined(&ward).await;
    let none = json!({"seen": 4, "consultation": 1});
    let refused = ward
        .act(&lead, "n1", &code, "conclude-consultation", none)
        .await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let refused = refused.json();
    assert_eq!(refused["type"], "/problems/consultation-unknown");
    assert!(refused["detail"].as_str().unwrap().contains("số 1"));

    let days =
        json!({"seen": 4, "questions": ["Có không?"], "asked": [{"unit": ASKED, "days": 2}]});
    let refused = ward.act(&lead, "n2", &code, "ask-opinions", days).await;
    let fields = |answer: Value| {
        let errors = answer["errors"].as_array().unwrap().iter();
        errors
            .map(|error| error["field"].as_str().unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    assert_eq!(
        fields(refused.json()),
        ["asked[0].days", "asked[0].minutes"]
    );

    asks(&ward, &lead, &code).await;
    let bare = json!({"opinion": 1, "replies": [
        {"question": 1, "text": "Có"},
        {"question": 2, "text": "Không"},
    ]});
    let refused = ward.act(&asked, "n3", &code, "answer-opinion", bare).await;
    assert_eq!(
        fields(refused.json()),
        ["replies[0].stance", "replies[1].stance"]
    );
}

#[tokio::test]
async fn the_lead_ends_a_consultation_with_a_reason() {
    let ward = Ward::new().await;
    let (code, lead, _) = examined(&ward).await;
    asks(&ward, &lead, &code).await;
    let without = json!({"seen": 5, "consultation": 1});
    let refused = ward
        .act(&lead, "c1", &code, "conclude-consultation", without)
        .await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let with = json!({"seen": 5, "consultation": 1, "reason": "Đã tra được sổ hộ tịch"});
    ward.done(&lead, &code, "conclude-consultation", with).await;
    let propose = json!({"seen": 6, "outcome": "granted"});
    ward.done(&lead, &code, "propose", propose).await;
}

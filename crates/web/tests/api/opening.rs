//! Applications are opened once, whatever the line between does.

use crate::province::OTHER_DESK;
use crate::ward::{Ward, at_the_desk, online, picture};
use axum::http::{StatusCode, header};
use jiff::civil::date;
use serde_json::json;

#[tokio::test]
async fn a_dossier_received_at_the_desk_is_answered_with_code_secret_and_promise() {
    let ward = Ward::new().await;
    let answer = ward.open("k1", &at_the_desk()).await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    let json = answer.json();
    let mut names: Vec<_> = json.as_object().unwrap().keys().cloned().collect();
    names.sort();
    assert_eq!(
        names,
        [
            "code",
            "national_status",
            "promised_at",
            "secret",
            "stage",
            "version"
        ]
    );
    let code = json["code"].as_str().unwrap();
    assert!(code.ends_with("-261120-0001"), "{code}");
    assert_eq!(
        answer.headers[header::LOCATION],
        format!("/api/v1/dossiers/{code}")
    );
    assert_eq!(json["secret"].as_str().unwrap().len(), 8);
    assert_eq!(
        (&json["stage"], &json["national_status"]),
        (&"received".into(), &2.into())
    );
    // Within the day, received before 15:00.
    assert_eq!(json["promised_at"], "2026-11-20T17:00:00+07:00");
    assert_eq!(json["version"], 2);
    let second = ward.open("k2", &at_the_desk()).await.json();
    assert!(second["code"].as_str().unwrap().ends_with("-0002"));
}

#[tokio::test]
async fn an_application_with_a_file_is_answered_again_though_the_file_is_taken() {
    let ward = Ward::new().await;
    let file = ward.upload(&ward.desk, "f", &picture()).await.json();
    let asked = online(&ward, file["id"].as_str().unwrap()).await;
    let first = ward.open("k", &asked).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
    assert_eq!(ward.open("k", &asked).await.json(), first.json());
    // Under another key it would be another dossier, and the file belongs to the first.
    assert_eq!(ward.open("l", &asked).await.problem(), "bad-input");
}

#[tokio::test]
async fn the_answer_is_what_the_database_says() {
    let ward = Ward::new().await;
    ward.province.at(date(2026, 11, 20), 15, 1);
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    let read = ward.dossier(&ward.desk, code).await.json();
    for part in ["code", "stage", "national_status", "promised_at", "version"] {
        assert_eq!(opened[part], read[part], "{part}");
    }
    // After 15:00 the work is taken up on the next working day.
    assert_eq!(opened["promised_at"], "2026-11-23T17:00:00+07:00");
    let forwarded = ward
        .done(&ward.desk, code, "forward", json!({"seen": 2}))
        .await;
    let read = ward.dossier(&ward.desk, code).await.json();
    for part in ["code", "stage", "national_status", "promised_at", "version"] {
        assert_eq!(forwarded[part], read[part], "{part}");
    }
}

#[tokio::test]
async fn a_repeated_request_gets_the_same_answer_and_opens_nothing() {
    let ward = Ward::new().await;
    let first = ward.open("same", &at_the_desk()).await;
    let again = ward.open("same", &at_the_desk()).await;
    assert_eq!(again.status, StatusCode::CREATED);
    assert_eq!(first.json(), again.json());
    let list = ward
        .province
        .get(&ward.desk, "/api/v1/dossiers")
        .await
        .json();
    assert_eq!(list["dossiers"].as_array().unwrap().len(), 1);

    let mut other = at_the_desk();
    other["applicant"]["name"] = "Lò Văn Páo".into();
    let reused = ward.open("same", &other).await;
    assert_eq!(reused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(reused.problem(), "key-reused");

    // The same key of somebody else is another key.
    let mut theirs = at_the_desk();
    theirs["desk"] = OTHER_DESK.into();
    let theirs = ward
        .province
        .post(&ward.stranger, "same", "/api/v1/dossiers", &theirs)
        .await;
    assert_eq!(theirs.status, StatusCode::CREATED, "{}", theirs.text);

    // A refused request gives its key back.
    let mut short = at_the_desk();
    short["papers"] = json!([]);
    assert_eq!(ward.open("later", &short).await.problem(), "papers-missing");
    assert_eq!(
        ward.open("later", &at_the_desk()).await.status,
        StatusCode::CREATED
    );
}

#[tokio::test]
async fn help_at_the_desk_is_taken_with_consent_and_shown_again() {
    let ward = Ward::new().await;
    let help = json!({"consent": "spoken_before_witness", "read_back": true});
    let mut asked = at_the_desk();
    asked["assisted"] = help.clone();
    let opened = ward.open("k", &asked).await;
    assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.text);
    let code = opened.json()["code"].as_str().unwrap().to_owned();
    let read = ward.dossier(&ward.desk, &code).await.json();
    assert_eq!(read["assisted"], help);
    assert_eq!(read["channel"], "desk");
    let address = format!("/api/v1/dossiers/{code}/events");
    let events = ward.province.get(&ward.desk, &address).await.json();
    assert_eq!(events["events"][0]["assisted"], help);

    // What nobody heard, and what did not come from the desk, is not taken.
    asked["assisted"]["read_back"] = false.into();
    assert_eq!(ward.open("l", &asked).await.problem(), "not-read-back");
    asked["assisted"] = json!({"consent": "silence", "read_back": true});
    assert_eq!(ward.open("l", &asked).await.fields(), ["assisted.consent"]);
    let file = ward.upload(&ward.desk, "f", &picture()).await.json();
    let mut filed = online(&ward, file["id"].as_str().unwrap()).await;
    filed["assisted"] = help;
    assert_eq!(
        ward.open("m", &filed).await.problem(),
        "assisted-not-at-desk"
    );
    let plain = ward.open("n", &at_the_desk()).await.json();
    let code = plain["code"].as_str().unwrap();
    let read = ward.dossier(&ward.desk, code).await.json();
    assert_eq!(read["assisted"], json!(null));
}

//! What cannot be read or is refused is named, each with its own reason.

use crate::province::{OTHER_DESK, WARD};
use crate::ward::{Ward, at_the_desk};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use jiff::civil::date;
use serde_json::{Value, json};

#[tokio::test]
async fn bad_input_names_every_field_at_once() {
    let ward = Ward::new().await;
    let mut asked = at_the_desk();
    asked["procedure"] = "khai sinh".into();
    asked["applicant"] = json!({
        "name": "", "birth": "1990-02-31", "identity": "12345678901", "phone": "12",
        "email": "ai.do", "address": "",
    });
    asked["papers"] = json!([
        {"paper": "to-khai"},
        {"paper": "to-khai", "replaced_by_data": true, "not_needed": true},
        {"paper": "giay-chung-sinh", "file": "018f0000-0000-7000-8000-000000000000"},
    ]);
    asked["representative"] = json!({"name": "Lò2", "identity": "1", "authority": " "});
    let answer = ward.open("k", &asked).await;
    assert_eq!(answer.problem(), "bad-input");
    let fields = answer.fields();
    for field in [
        "procedure",
        "applicant.name",
        "applicant.birth",
        "applicant.identity",
        "applicant.phone",
        "applicant.email",
        "applicant.address",
        "papers[0]",
        "papers[1]",
        "papers[2].file",
        "representative.name",
        "representative.identity",
        "representative.authority",
    ] {
        assert!(
            fields.iter().any(|named| named == field),
            "{field} is not in {fields:?}"
        );
    }
    let errors = answer.json()["errors"].clone();
    let said = errors
        .as_array()
        .unwrap()
        .iter()
        .find(|error| error["field"] == "applicant.birth");
    assert_eq!(said.unwrap()["text"], "Ngày 31/02/1990 không có trong lịch");
}

#[tokio::test]
async fn people_s_facts_are_taken_as_people_have_them() {
    let ward = Ward::new().await;
    for (number, (name, birth, identity)) in [
        ("Y Gêm Ông", "1952", None),
        ("H'Uyn", "1990-12-01", None),
        // Decomposed, with a zero-width space.
        (
            "Lo\u{300}\u{200b} Thi\u{323} Mai",
            "1990-02-28",
            Some("012190000123"),
        ),
    ]
    .into_iter()
    .enumerate()
    {
        let mut asked = at_the_desk();
        asked["applicant"]["name"] = name.into();
        asked["applicant"]["birth"] = birth.into();
        asked["applicant"]["identity"] = identity.into();
        let answer = ward.open(&format!("k{number}"), &asked).await;
        assert_eq!(
            answer.status,
            StatusCode::CREATED,
            "{name}: {}",
            answer.text
        );
        let code = answer.json()["code"].as_str().unwrap().to_owned();
        let read = ward.dossier(&ward.desk, &code).await.json();
        assert_eq!(read["applicant"]["birth"], birth);
        if number == 2 {
            assert_eq!(read["applicant"]["name"], "Lò Thị Mai");
        }
    }
    for (birth, identity, field) in [
        ("1991-02-28", "012190000123", "applicant.identity"),
        ("2027-01-01", "", "applicant.birth"),
        ("31/02", "", "applicant.birth"),
        ("1990-02-28", "123456789", "applicant.identity"),
        ("1990-02-28", "1234567890123", "applicant.identity"),
    ] {
        let mut asked = at_the_desk();
        asked["applicant"]["birth"] = birth.into();
        asked["applicant"]["identity"] = identity.into();
        assert_eq!(
            ward.open("k", &asked).await.fields(),
            [field],
            "{birth} {identity}"
        );
    }
}

#[tokio::test]
async fn the_rules_refuse_with_their_own_problems() {
    let ward = Ward::new().await;
    let cases: [(&str, fn(&mut Value)); 9] = [
        ("unknown-procedure", |asked| {
            asked["procedure"] = "9.999999".into()
        }),
        ("unknown-case", |asked| asked["case"] = "khong-co".into()),
        ("unknown-desk", |asked| asked["desk"] = "99999-TT".into()),
        ("unknown-desk", |asked| asked["desk"] = WARD.into()),
        ("not-yours", |asked| asked["desk"] = OTHER_DESK.into()),
        ("papers-missing", |asked| asked["papers"] = json!([])),
        ("unknown-paper", |asked| {
            asked["papers"][0]["paper"] = "so-do".into()
        }),
        ("wrong-applicant-kind", |asked| {
            asked["applicant"]["kind"] = "organisation".into()
        }),
        ("paper-twice", |asked| {
            asked["papers"][0]["paper"] = "giay-chung-sinh".into()
        }),
    ];
    for (kebab, change) in cases {
        let mut asked = at_the_desk();
        change(&mut asked);
        let answer = ward.open("k", &asked).await;
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (StatusCode::CONFLICT, kebab)
        );
    }
    let mut asked = at_the_desk();
    asked["case"] = "tre-bi-bo-roi".into();
    asked["channel"] = "post".into();
    assert_eq!(ward.open("k", &asked).await.problem(), "channel-closed");
    let mut asked = at_the_desk();
    asked["papers"] = json!([{"paper": "to-khai", "on_paper": {"originals": 1}}]);
    let missing = ward.open("k", &asked).await.json();
    assert_eq!(missing["papers"], json!(["giay-chung-sinh"]));
    assert!(
        missing["detail"]
            .as_str()
            .unwrap()
            .contains("Giấy chứng sinh"),
        "{missing}"
    );
    // A year without a calendar is a refusal, never a guess.
    ward.province.at(date(2035, 5, 8), 9, 0);
    let answer = ward.open("k", &at_the_desk()).await;
    assert_eq!(answer.problem(), "no-calendar");
    assert_eq!(answer.json()["year"], 2035);
    // Nothing was opened, and no number was lost.
    ward.province.at(date(2026, 11, 20), 9, 0);
    let opened = ward.open("k", &at_the_desk()).await.json();
    assert!(opened["code"].as_str().unwrap().ends_with("-0001"));
}

#[tokio::test]
async fn json_that_cannot_be_read_is_named_with_its_place() {
    let ward = Ward::new().await;
    let send = |body: &'static str, kind: &'static str| {
        let request = Request::post("/api/v1/dossiers")
            .header(header::AUTHORIZATION, format!("Bearer {}", ward.desk))
            .header(header::CONTENT_TYPE, kind)
            .header("idempotency-key", "k")
            .body(Body::from(body))
            .unwrap();
        ward.province.send(request)
    };
    let json = "application/json; charset=utf-8";
    let broken = send("{\"procedure\": ", json).await;
    assert_eq!(broken.status, StatusCode::BAD_REQUEST);
    assert_eq!(broken.problem(), "malformed-json");
    assert_eq!(broken.json()["line"], 1);
    assert_eq!(
        send("a=b", "application/x-www-form-urlencoded")
            .await
            .status,
        415
    );
    assert_eq!(send("", json).await.problem(), "malformed-json");
    assert_eq!(
        send("{\"colour\": 1}", json).await.fields(),
        [
            "colour",
            "procedure",
            "case",
            "desk",
            "channel",
            "applicant"
        ]
    );
    let mut asked = at_the_desk();
    asked["applicant"]["shoe_size"] = 38.into();
    assert_eq!(
        ward.open("k", &asked).await.fields(),
        ["applicant.shoe_size"]
    );
    let mut asked = at_the_desk();
    asked["applicant"]["name"] = "a".repeat(1_100_000).into();
    let large = ward.open("k", &asked).await;
    assert_eq!(
        (large.status, large.problem().as_str()),
        (StatusCode::PAYLOAD_TOO_LARGE, "too-large")
    );
}

#[tokio::test]
async fn addresses_and_methods_that_are_not_there_are_problems_too() {
    let ward = Ward::new().await;
    for address in [
        "/api/v1/nothing",
        "/api/v2/dossiers",
        "/api",
        "/api/v1/procedures/khai-sinh",
    ] {
        assert_eq!(
            ward.province.get(&ward.desk, address).await.problem(),
            "not-found",
            "{address}"
        );
    }
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    for act in ["submit", "receive-in-person", "dance", "Forward"] {
        let answer = ward
            .act(&ward.desk, "k", code, act, json!({"seen": 2}))
            .await;
        assert_eq!(answer.problem(), "not-found", "{act}");
    }
    let delete = Request::delete("/api/v1/dossiers")
        .body(Body::empty())
        .unwrap();
    let answer = ward.province.send(delete).await;
    assert_eq!(answer.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(answer.problem(), "method-not-allowed");
}

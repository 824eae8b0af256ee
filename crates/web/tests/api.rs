//! The contract of the API, line by line, on a real database.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod province;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::people::{OfficialId, Role};
use jiff::civil::date;
use proptest::prelude::*;
use province::{Answer, DESK, OFFICE, OTHER_DESK, Province, WARD};
use serde_json::{Value, json};
use store::AccountWrite;

const BIRTH: &str = "1.001193";

/// The people of one ward, by their tokens.
struct Ward {
    province: Province,
    desk: String,
    cashier: String,
    case_officers: [String; 2],
    leader: String,
    clerk: String,
    /// A desk officer of another commune.
    stranger: String,
}

impl Ward {
    async fn new() -> Self {
        let province = Province::new().await;
        let mut tokens = Vec::new();
        for (login, unit, role) in [
            ("quay", DESK, Role::DeskOfficer),
            ("thu", DESK, Role::Cashier),
            ("thu-ly", WARD, Role::CaseOfficer),
            ("thu-ly-vp", OFFICE, Role::CaseOfficer),
            ("lanh-dao", WARD, Role::Leader),
            ("van-thu", WARD, Role::RecordsClerk),
            ("nguoi-la", OTHER_DESK, Role::DeskOfficer),
        ] {
            let account = province.official(login, unit, &[role]).await;
            tokens.push(province.token(&account).await);
        }
        let [desk, cashier, ward, office, leader, clerk, stranger] = tokens.try_into().unwrap();
        Self {
            province,
            desk,
            cashier,
            case_officers: [ward, office],
            leader,
            clerk,
            stranger,
        }
    }

    async fn open(&self, key: &str, asked: &Value) -> Answer {
        self.province
            .post(&self.desk, key, "/api/v1/dossiers", asked)
            .await
    }

    async fn act(&self, token: &str, key: &str, code: &str, act: &str, asked: Value) -> Answer {
        let address = format!("/api/v1/dossiers/{code}/acts/{act}");
        self.province.post(token, key, &address, &asked).await
    }

    /// An act that is carried out; answers the new version.
    async fn done(&self, token: &str, code: &str, act: &str, asked: Value) -> Value {
        let key = format!("{act}-{}", asked["seen"]);
        let answer = self.act(token, &key, code, act, asked).await;
        assert_eq!(answer.status, StatusCode::OK, "{act}: {}", answer.text);
        answer.json()
    }

    async fn dossier(&self, token: &str, code: &str) -> Answer {
        self.province
            .get(token, &format!("/api/v1/dossiers/{code}"))
            .await
    }

    /// The case officer of the unit that has the dossier.
    async fn case_officer(&self, code: &str) -> &str {
        let json = self.dossier(&self.leader, code).await.json();
        let at_office = json["unit"]
            .as_str()
            .is_some_and(|unit| unit.starts_with(OFFICE));
        &self.case_officers[usize::from(at_office)]
    }

    async fn upload(&self, token: &str, key: &str, bytes: &[u8]) -> Answer {
        self.upload_as(token, key, "?name=giay-chung-sinh.png", bytes)
            .await
    }

    async fn upload_as(&self, token: &str, key: &str, query: &str, bytes: &[u8]) -> Answer {
        let request = Request::post(format!("/api/v1/files{query}"))
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header("idempotency-key", key)
            .body(Body::from(bytes.to_vec()))
            .unwrap();
        self.province.send(request).await
    }
}

/// An application handed in at the desk.
fn at_the_desk() -> Value {
    json!({
        "procedure": BIRTH,
        "case": "thong-thuong",
        "desk": DESK,
        "channel": "desk",
        "applicant": {
            "name": "Lò Thị Mai",
            "birth": "1990-02-28",
            "phone": "0912 345 678",
            "address": "Tổ 5, phường Đoàn Kết, tỉnh Lai Châu",
        },
        "papers": [
            {"paper": "to-khai", "on_paper": {"originals": 1}},
            {"paper": "giay-chung-sinh", "on_paper": {"originals": 1}},
        ],
    })
}

/// An application filed online, its declaration complete.
async fn online(ward: &Ward, file: &str) -> Value {
    let catalogue = ward
        .province
        .get("", &format!("/api/v1/procedures/{BIRTH}"))
        .await
        .json();
    let fields = catalogue["declaration"]["fields"].as_array().unwrap();
    let answers: serde_json::Map<String, Value> = fields
        .iter()
        .filter(|field| field["required"] == true)
        .map(|field| {
            let answer = match field["kind"].as_str().unwrap() {
                "name" => "Lò Văn Páo",
                "date" => "2026-11-01",
                "yes_no" => "false",
                "choice" => field["choices"][0].as_str().unwrap(),
                "number" => "1",
                _ => "Tổ 5, phường Đoàn Kết, tỉnh Lai Châu",
            };
            (field["key"].as_str().unwrap().to_owned(), answer.into())
        })
        .collect();
    let mut asked = at_the_desk();
    asked["channel"] = "online".into();
    asked["answers"] = answers.into();
    asked["papers"] =
        json!([{"paper": "giay-chung-sinh", "file": file, "file_name": "giấy chứng sinh.png"}]);
    asked
}

/// The smallest picture: one white point.
fn picture() -> Vec<u8> {
    fn chunk(kind: &[u8], data: &[u8]) -> Vec<u8> {
        let mut body = kind.to_vec();
        body.extend(data);
        let mut crc = u32::MAX;
        for byte in &body {
            crc ^= u32::from(*byte);
            for _ in 0..8 {
                crc = if crc & 1 == 1 {
                    (crc >> 1) ^ 0xEDB8_8320
                } else {
                    crc >> 1
                };
            }
        }
        let mut chunk = u32::try_from(data.len()).unwrap().to_be_bytes().to_vec();
        chunk.extend(&body);
        chunk.extend((!crc).to_be_bytes());
        chunk
    }
    let mut picture = b"\x89PNG\r\n\x1a\n".to_vec();
    picture.extend(chunk(b"IHDR", &[0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]));
    // zlib, one stored block of two bytes: filter 0 and a white point.
    picture.extend(chunk(
        b"IDAT",
        &[
            0x78, 1, 1, 2, 0, 0xFD, 0xFF, 0, 0xFF, 0x01, 0x01, 0x01, 0x00,
        ],
    ));
    picture.extend(chunk(b"IEND", b""));
    picture
}

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
async fn a_repeated_act_gets_the_same_answer_and_a_late_repetition_the_state_of_now() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    let forward = || ward.act(&ward.desk, "f", code, "forward", json!({"seen": 2}));
    let (first, again) = (forward().await, forward().await);
    assert_eq!(first.status, StatusCode::OK, "{}", first.text);
    assert_eq!(first.json(), again.json());
    assert_eq!(first.json()["stage"], "examining");
    // The opening is asked once more, after the dossier went on.
    let late = ward.open("k1", &at_the_desk()).await;
    assert_eq!(late.status, StatusCode::CREATED);
    assert_eq!(late.json()["secret"], opened["secret"]);
    assert_eq!(late.json()["stage"], "examining");
    let reused = ward.act(
        &ward.desk,
        "f",
        code,
        "withdraw",
        json!({"seen": 3, "reason": "x"}),
    );
    assert_eq!(reused.await.problem(), "key-reused");
}

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
    assert_eq!(send("{\"colour\": 1}", json).await.fields(), ["colour"]);
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

#[tokio::test]
async fn a_dossier_lives_its_whole_life_over_the_api() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap().to_owned();
    let code = code.as_str();
    let (desk, leader, clerk, cashier) = (&ward.desk, &ward.leader, &ward.clerk, &ward.cashier);

    let charged = ward
        .done(
            cashier,
            code,
            "charge",
            json!({"seen": 2, "lines": [{"fee": "ban-sao", "units": 2}]}),
        )
        .await;
    assert_eq!(charged["version"], 3);
    ward.done(desk, code, "forward", json!({"seen": 3})).await;
    let officer = ward.case_officer(code).await;
    ward.done(officer, code, "assign", json!({"seen": 4})).await;
    let noted = json!({"seen": 1, "note": "Khớp dữ liệu dân cư", "marks": [{"paper": "giay-chung-sinh", "in_order": true}]});
    ward.done(officer, code, "examine", noted).await;
    let asked = json!({
        "seen": 6, "reason": "Ảnh mờ",
        "items": [{"paper": "giay-chung-sinh", "what": "Chụp lại rõ bốn góc"}],
    });
    let waiting = ward.done(officer, code, "ask-supplement", asked).await;
    assert_eq!(
        (&waiting["stage"], &waiting["national_status"]),
        (&"awaiting_supplement".into(), &5.into())
    );
    let brought = json!({
        "seen": 7, "note": "Đã chụp lại",
        "papers": [{"paper": "giay-chung-sinh", "on_paper": {"originals": 1}}],
    });
    let back = ward.done(desk, code, "supplement", brought).await;
    assert_eq!(back["stage"], "examining");
    let again = json!({
        "seen": 8, "reason": "Còn mờ",
        "items": [{"paper": "giay-chung-sinh", "what": "Chụp lại"}],
    });
    let twice = ward
        .act(officer, "twice", code, "ask-supplement", again)
        .await;
    assert_eq!(twice.problem(), "already-asked-once");
    ward.done(
        officer,
        code,
        "propose",
        json!({"seen": 8, "outcome": "granted", "note": "Đủ"}),
    )
    .await;
    let sent_back = json!({"seen": 9, "reason": "Ghi rõ nơi sinh"});
    assert_eq!(
        ward.done(leader, code, "send-back", sent_back).await["stage"],
        "examining"
    );
    ward.done(
        officer,
        code,
        "propose",
        json!({"seen": 10, "outcome": "granted"}),
    )
    .await;
    assert_eq!(
        ward.done(leader, code, "approve", json!({"seen": 11}))
            .await["stage"],
        "numbering"
    );
    let file = ward.upload(clerk, "ket-qua", &picture()).await.json();
    let result = json!({
        "seen": 12, "number": "12/GKS", "dated_on": "2026-11-20",
        "file": file["id"], "file_name": "khai sinh.png",
    });
    let resolved = ward.done(clerk, code, "record-result", result).await;
    assert_eq!(
        (&resolved["stage"], &resolved["national_status"]),
        (&"resolved".into(), &9.into())
    );

    let take = |seen| json!({"seen": seen, "recipient": "Lò Thị Mai", "proof": "receipt"});
    let owed = ward
        .act(desk, "too-soon", code, "hand-over", take(13))
        .await;
    assert_eq!(
        (owed.problem().as_str(), &owed.json()["owed"]),
        ("still-owed", &16000.into())
    );
    let paid = json!({"seen": 13, "amount": 8000, "method": "cash", "receipt_number": "BL-7"});
    ward.done(cashier, code, "record-payment", paid).await;
    let waived = json!({"seen": 14, "ground": "poor_household", "reason": "Sổ hộ nghèo số 5"});
    ward.done(cashier, code, "waive", waived).await;
    let correction = json!({"seen": 15, "reason": "Ghi nhầm số nhà", "return_via": "post"});
    ward.done(desk, code, "correct", correction).await;
    let over = ward.done(desk, code, "hand-over", take(16)).await;
    assert_eq!(
        (&over["stage"], &over["national_status"]),
        (&"handed_over".into(), &10.into())
    );

    let read = ward.dossier(desk, code).await.json();
    assert_eq!(read["result"]["number"], "12/GKS");
    assert_eq!(read["result"]["outcome"], "granted");
    assert_eq!(read["result"]["file"]["sha256"], file["sha256"]);
    assert_eq!(
        (&read["owed"], &read["paid"], &read["waived"]),
        (&0.into(), &8000.into(), &8000.into())
    );
    assert_eq!(read["return_via"], "post");
    assert_eq!(read["open_acts"], json!(["correct"]));
    let events = ward
        .province
        .get(desk, &format!("/api/v1/dossiers/{code}/events"))
        .await
        .json();
    let events = events["events"].as_array().unwrap().clone();
    let kinds: Vec<_> = events
        .iter()
        .map(|event| event["event"].as_str().unwrap())
        .collect();
    assert_eq!(
        kinds,
        [
            "submitted",
            "received",
            "charged",
            "forwarded",
            "assigned",
            "examined",
            "supplement_asked",
            "supplemented",
            "proposed",
            "sent_back",
            "proposed",
            "approved",
            "result_recorded",
            "payment_recorded",
            "waived",
            "corrected",
            "handed_over",
        ]
    );
    let numbers: Vec<_> = events
        .iter()
        .map(|event| event["number"].as_u64().unwrap())
        .collect();
    assert_eq!(numbers, (1..=17).collect::<Vec<_>>());
    assert_eq!(events[6]["reason"], "Ảnh mờ");
    assert_eq!(events[6]["items"][0]["what"], "Chụp lại rõ bốn góc");
    assert_eq!(events[14]["ground"], "poor_household");
    assert_eq!(events[16]["recipient"], "Lò Thị Mai");
}

#[tokio::test]
async fn an_application_filed_online_is_received_refused_or_withdrawn() {
    let ward = Ward::new().await;
    let mut codes = Vec::new();
    for key in ["a", "b", "c"] {
        let file = ward.upload(&ward.desk, key, &picture()).await.json();
        let asked = online(&ward, file["id"].as_str().unwrap()).await;
        let answer = ward.open(key, &asked).await;
        assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
        let json = answer.json();
        assert_eq!(
            (&json["stage"], &json["national_status"]),
            (&"submitted".into(), &1.into())
        );
        assert_eq!(
            (&json["promised_at"], &json["version"]),
            (&Value::Null, &1.into())
        );
        codes.push(json["code"].as_str().unwrap().to_owned());
    }
    let read = ward.dossier(&ward.desk, &codes[0]).await.json();
    assert_eq!(read["papers"][0]["file_name"], "giấy chứng sinh.png");
    assert_eq!(
        read["papers"][0]["name"]
            .as_str()
            .unwrap()
            .split(' ')
            .next(),
        Some("Giấy")
    );
    let received = ward
        .done(&ward.desk, &codes[0], "receive", json!({"seen": 1}))
        .await;
    assert_eq!(received["promised_at"], "2026-11-20T17:00:00+07:00");
    let refused = json!({"seen": 1, "ground": "not_competent", "reason": "Nơi cư trú ở xã khác"});
    let refused = ward.done(&ward.desk, &codes[1], "refuse", refused).await;
    assert_eq!(
        (&refused["stage"], &refused["national_status"]),
        (&"refused".into(), &3.into())
    );
    let withdrawn = json!({"seen": 1, "reason": "Nộp nơi khác"});
    let withdrawn = ward
        .done(&ward.desk, &codes[2], "withdraw", withdrawn)
        .await;
    assert_eq!(withdrawn["national_status"], 7);
    let late = ward
        .act(&ward.desk, "late", &codes[2], "receive", json!({"seen": 2}))
        .await;
    assert_eq!(late.problem(), "not-at-this-stage");
    let late = ward
        .act(&ward.desk, "l2", &codes[0], "forward", json!({"seen": 2}))
        .await;
    assert_eq!(late.status, StatusCode::OK);
    let stop = json!({"seen": 3, "ground": "purpose_gone", "reason": "Người nộp đã chuyển đi"});
    let stopped = ward.done(&ward.leader, &codes[0], "stop", stop).await;
    assert_eq!(stopped["national_status"], 8);
}

#[tokio::test]
async fn online_the_declaration_must_be_complete_and_at_the_desk_only_right() {
    let ward = Ward::new().await;
    let file = ward.upload(&ward.desk, "f", &picture()).await.json();
    let mut asked = online(&ward, file["id"].as_str().unwrap()).await;
    asked["answers"]
        .as_object_mut()
        .unwrap()
        .remove("tre.ho_ten");
    asked["answers"]["mau_mat"] = "nâu".into();
    assert_eq!(
        ward.open("k", &asked).await.fields(),
        ["answers.tre.ho_ten", "answers.mau_mat"]
    );
    let mut asked = at_the_desk();
    asked["answers"] = json!({"tre.ho_ten": "Lò Văn 3"});
    assert_eq!(
        ward.open("k", &asked).await.fields(),
        ["answers.tre.ho_ten"]
    );
    asked["answers"] = json!({"tre.ho_ten": "Lò Văn Páo"});
    let opened = ward.open("k", &asked).await;
    assert_eq!(opened.status, StatusCode::CREATED, "{}", opened.text);
    let code = opened.json()["code"].as_str().unwrap().to_owned();
    let read = ward.dossier(&ward.desk, &code).await.json();
    assert_eq!(read["answers"], json!({"tre.ho_ten": "Lò Văn Páo"}));
}

#[tokio::test]
async fn of_two_officers_one_wins_and_the_other_sees_what_changed() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    ward.done(&ward.desk, code, "forward", json!({"seen": 2}))
        .await;
    let late = ward
        .act(
            &ward.desk,
            "w",
            code,
            "withdraw",
            json!({"seen": 2, "reason": "Rút"}),
        )
        .await;
    assert_eq!(
        (late.status, late.problem().as_str()),
        (StatusCode::CONFLICT, "changed-since")
    );
    let events = late.json()["events"].clone();
    assert_eq!(events[0]["number"], 3);
    assert_eq!(events[0]["event"], "forwarded");
    assert_eq!(events.as_array().unwrap().len(), 1);
    // A note never clashes, and may leave out what was seen.
    let note = ward
        .act(&ward.desk, "n", code, "examine", json!({"note": "Đã gọi"}))
        .await;
    assert_eq!(note.status, StatusCode::OK, "{}", note.text);
    let unseen = ward
        .act(&ward.desk, "u", code, "withdraw", json!({"reason": "Rút"}))
        .await;
    assert_eq!(unseen.fields(), ["seen"]);
}

#[tokio::test]
async fn sixty_four_forwards_at_once_give_one_event() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    let ward = &ward;
    let mut tasks = tokio::task::JoinSet::new();
    for at in 0..64 {
        let (router, desk) = (ward.province.router.clone(), ward.desk.clone());
        let address = format!("/api/v1/dossiers/{code}/acts/forward");
        tasks.spawn(async move {
            use tower::ServiceExt as _;
            let request = Request::post(address)
                .header(header::AUTHORIZATION, format!("Bearer {desk}"))
                .header("idempotency-key", format!("f{at}"))
                .body(Body::from("{\"seen\": 2}"))
                .unwrap();
            router.oneshot(request).await.unwrap().status()
        });
    }
    let all = tasks.join_all().await;
    let count = |status: StatusCode| all.iter().filter(|found| **found == status).count();
    assert_eq!(
        (count(StatusCode::OK), count(StatusCode::CONFLICT)),
        (1, 63)
    );
}

#[tokio::test]
async fn acts_that_are_read_but_not_allowed_say_which_rule() {
    let ward = Ward::new().await;
    let opened = ward.open("k1", &at_the_desk()).await.json();
    let code = opened["code"].as_str().unwrap();
    for (token, act, asked, kebab) in [
        (&ward.desk, "approve", json!({"seen": 2}), "not-yours"),
        (
            &ward.cashier,
            "record-payment",
            json!({"seen": 2, "amount": 1, "method": "cash", "receipt_number": "1"}),
            "nothing-owed",
        ),
        (
            &ward.cashier,
            "charge",
            json!({"seen": 2, "lines": [{"fee": "x", "units": 1}]}),
            "unknown-fee",
        ),
        (
            &ward.cashier,
            "charge",
            json!({"seen": 2, "lines": [{"fee": "qua-han", "units": 1}]}),
            "fee-without-amount",
        ),
        (
            &ward.cashier,
            "charge",
            json!({"seen": 2, "lines": []}),
            "no-amount",
        ),
        (
            &ward.desk,
            "withdraw",
            json!({"seen": 2, "reason": "  "}),
            "reason-missing",
        ),
        (&ward.desk, "examine", json!({}), "nothing-examined"),
        (
            &ward.desk,
            "ask-supplement",
            json!({"seen": 2, "reason": "x", "items": []}),
            "nothing-missing",
        ),
        (
            &ward.desk,
            "ask-supplement",
            json!({"seen": 2, "reason": "x", "items": [{"paper": "giay-to-tuy-than", "what": "nộp"}]}),
            "paper-not-to-be-asked",
        ),
        (
            &ward.desk,
            "hand-over",
            json!({"seen": 2, "recipient": "x", "proof": "receipt"}),
            "not-at-this-stage",
        ),
        (
            &ward.desk,
            "correct",
            json!({"seen": 2, "reason": "x", "return_via": "desk"}),
            "nothing-to-correct",
        ),
    ] {
        let answer = ward.act(token, "k", code, act, asked).await;
        assert_eq!(
            (answer.status, answer.problem().as_str()),
            (StatusCode::CONFLICT, kebab),
            "{act}"
        );
    }
    for (act, asked, field) in [
        (
            "refuse",
            json!({"seen": 2, "ground": "too_busy", "reason": "x"}),
            "ground",
        ),
        ("correct", json!({"seen": 2, "reason": "x"}), ""),
        ("withdraw", json!({"seen": -1, "reason": "x"}), "seen"),
        (
            "withdraw",
            json!({"seen": 2, "reason": "x".repeat(2001)}),
            "reason",
        ),
        (
            "record-result",
            json!({"seen": 2, "number": "1", "dated_on": "20/11/2026"}),
            "dated_on",
        ),
        ("assign", json!({"seen": 2, "to": "someone"}), "to"),
    ] {
        let answer = ward.act(&ward.desk, "k", code, act, asked).await;
        assert_eq!(answer.fields(), [field], "{act}");
    }
    assert_eq!(ward.dossier(&ward.desk, code).await.json()["version"], 2);
}

#[tokio::test]
async fn lists_are_filtered_and_paged_without_gap_or_repetition() {
    let ward = Ward::new().await;
    let mut codes = Vec::new();
    for at in 0..7 {
        let opened = ward.open(&format!("k{at}"), &at_the_desk()).await.json();
        codes.push(opened["code"].as_str().unwrap().to_owned());
    }
    ward.done(&ward.desk, &codes[0], "forward", json!({"seen": 2}))
        .await;
    let withdrawn = json!({"seen": 2, "reason": "Rút"});
    ward.done(&ward.desk, &codes[1], "withdraw", withdrawn)
        .await;
    let list = |token: &str, query: &str| {
        let (token, address) = (token.to_owned(), format!("/api/v1/dossiers{query}"));
        let province = &ward.province;
        async move { province.get(&token, &address).await }
    };
    for token in [&ward.desk, &ward.leader] {
        let mut seen = Vec::new();
        let mut query = "?limit=2".to_owned();
        loop {
            let page = list(token, &query).await.json();
            let lines = page["dossiers"].as_array().unwrap().clone();
            assert!(lines.len() <= 2);
            seen.extend(
                lines
                    .iter()
                    .map(|line| line["code"].as_str().unwrap().to_owned()),
            );
            let Some(next) = page["next"].as_str() else {
                break;
            };
            query = format!("?limit=2&cursor={next}");
        }
        seen.sort();
        assert_eq!(seen, codes);
    }
    let count = |json: Value| json["dossiers"].as_array().unwrap().len();
    assert_eq!(count(list(&ward.desk, "?status=2").await.json()), 5);
    assert_eq!(count(list(&ward.desk, "?status=received").await.json()), 5);
    assert_eq!(count(list(&ward.desk, "?status=7").await.json()), 1);
    assert_eq!(
        count(
            list(&ward.desk, &format!("?procedure={BIRTH}"))
                .await
                .json()
        ),
        7
    );
    assert_eq!(
        count(list(&ward.desk, "?procedure=2.000815").await.json()),
        0
    );
    assert_eq!(
        count(list(&ward.desk, &format!("?unit={DESK}")).await.json()),
        7
    );
    assert_eq!(
        count(
            list(&ward.desk, &format!("?unit={DESK}@2025-07-01"))
                .await
                .json()
        ),
        7
    );
    let line = list(&ward.desk, "?status=examining").await.json()["dossiers"][0].clone();
    assert_eq!(line["code"], codes[0].as_str());
    assert_eq!(line["applicant"], "Lò Thị Mai");
    assert_eq!(line["promised_at"], "2026-11-20T17:00:00+07:00");
    for (query, field) in [
        ("?limit=0", "limit"),
        ("?limit=101", "limit"),
        ("?limit=x", "limit"),
        ("?cursor=x", "cursor"),
        ("?status=11", "status"),
        ("?procedure=khai-sinh", "procedure"),
        ("?colour=red", "colour"),
    ] {
        assert_eq!(list(&ward.desk, query).await.fields(), [field], "{query}");
    }
}

#[tokio::test]
async fn files_are_judged_by_their_bytes_and_kept_once_a_key() {
    let ward = Ward::new().await;
    let first = ward.upload(&ward.desk, "f1", &picture()).await;
    assert_eq!(first.status, StatusCode::CREATED, "{}", first.text);
    let json = first.json();
    let mut names: Vec<_> = json.as_object().unwrap().keys().cloned().collect();
    names.sort();
    assert_eq!(names, ["id", "pages", "sha256", "size"]);
    assert_eq!(
        (&json["pages"], &json["size"]),
        (&1.into(), &picture().len().into())
    );
    assert_eq!(json["sha256"].as_str().unwrap().len(), 64);
    assert_eq!(ward.upload(&ward.desk, "f1", &picture()).await.json(), json);
    assert_ne!(
        ward.upload(&ward.desk, "f2", &picture()).await.json()["id"],
        json["id"]
    );
    let mut other = picture();
    other.extend(b"\n");
    assert_eq!(
        ward.upload(&ward.desk, "f1", &other).await.problem(),
        "key-reused"
    );
    let id = json["id"].as_str().unwrap().parse().unwrap();
    let kept = ward
        .province
        .app
        .store
        .read_file(id)
        .await
        .unwrap()
        .unwrap();
    assert_eq!(kept, picture());

    let mut polyglot = picture();
    polyglot.extend(b"PK\x03\x04<script>alert(1)</script>");
    for (bytes, query, said) in [
        (Vec::new(), "?name=a.png", "không có nội dung"),
        (b"hello".to_vec(), "?name=a.png", "PDF, JPG hoặc PNG"),
        (picture(), "?name=a.pdf", "đuôi"),
        (picture()[..20].to_vec(), "?name=a.png", "bị hỏng"),
        (polyglot, "?name=a.png", "lẫn nội dung khác"),
        (b"%PDF-1.7\nbroken".to_vec(), "", "bị hỏng"),
        (
            vec![0; 21 * 1024 * 1024],
            "?name=a.png",
            "mức nhận là 20 MB",
        ),
    ] {
        let answer = ward.upload_as(&ward.desk, "bad", query, &bytes).await;
        assert_eq!(answer.fields(), ["file"]);
        let text = answer.json()["errors"][0]["text"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(text.contains(said), "{text}");
    }
    assert_eq!(
        ward.upload_as(&ward.desk, "bad", "?nom=a", &picture())
            .await
            .fields(),
        ["name"]
    );
}

#[tokio::test]
async fn a_form_with_a_file_is_taken_and_a_broken_one_named() {
    let ward = Ward::new().await;
    let send = |body: Vec<u8>| {
        let request = Request::post("/api/v1/files")
            .header(header::AUTHORIZATION, format!("Bearer {}", ward.desk))
            .header(header::CONTENT_TYPE, "multipart/form-data; boundary=X")
            .header("idempotency-key", "form")
            .body(Body::from(body))
            .unwrap();
        ward.province.send(request)
    };
    let head = "--X\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.png\"\r\n\r\n";
    let mut whole = head.as_bytes().to_vec();
    whole.extend(picture());
    let cut = whole.clone();
    whole.extend(b"\r\n--X--\r\n");
    assert_eq!(send(cut).await.problem(), "interrupted");
    let taken = send(whole).await;
    assert_eq!(taken.status, StatusCode::CREATED, "{}", taken.text);
    let empty = "--X\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\nx\r\n--X--\r\n";
    assert_eq!(send(empty.into()).await.fields(), ["file"]);
}

#[tokio::test]
async fn a_file_of_somebody_else_or_of_another_dossier_is_not_there() {
    let ward = Ward::new().await;
    let theirs = ward.upload(&ward.stranger, "f", &picture()).await.json();
    let asked = online(&ward, theirs["id"].as_str().unwrap()).await;
    assert_eq!(ward.open("k1", &asked).await.fields(), ["papers[0].file"]);
    let mine = ward.upload(&ward.desk, "f", &picture()).await.json();
    let asked = online(&ward, mine["id"].as_str().unwrap()).await;
    assert_eq!(ward.open("k1", &asked).await.status, StatusCode::CREATED);
    // It belongs to that dossier now.
    assert_eq!(ward.open("k2", &asked).await.fields(), ["papers[0].file"]);
}

#[tokio::test]
async fn the_catalogue_is_public_and_searched_without_diacritics() {
    let ward = Ward::new().await;
    let request = |query: &str| {
        let address = format!("/api/v1/procedures{query}");
        let province = &ward.province;
        async move { province.page("", &address).await }
    };
    let all = request("").await.json();
    assert!(all["procedures"].as_array().unwrap().len() >= 30);
    for query in [
        "?q=dang%20ky%20khai%20sinh",
        "?q=%C4%90%C4%83ng%20k%C3%BD%20khai%20sinh",
        "?q=1.001193",
        "?q=dkks",
    ] {
        let found = request(query).await.json();
        assert_eq!(found["procedures"][0]["code"], BIRTH, "{query}: {found}");
    }
    assert_eq!(request("?q=xyzzy").await.json()["procedures"], json!([]));
    assert_eq!(
        request(&format!("?q={}", "a".repeat(201))).await.fields(),
        ["q"]
    );
    assert_eq!(request("?p=1").await.fields(), ["p"]);
    let one = request(&format!("/{BIRTH}")).await.json();
    let case = &one["cases"][0];
    assert_eq!(case["key"], "thong-thuong");
    assert_eq!(case["terms"][0]["limit"]["kind"], "within_day");
    assert_eq!(case["terms"][0]["fees"][1]["amount"], 8000);
    let desks = one["desks"].as_array().unwrap();
    assert!(desks.iter().any(|desk| desk["code"] == DESK), "{desks:?}");
    assert_eq!(request("/9.999999").await.problem(), "not-found");
}

#[tokio::test]
async fn every_problem_leads_to_a_page_for_people() {
    let ward = Ward::new().await;
    let missing = ward.province.get("", "/api/v1/dossiers").await.json();
    let page = ward
        .province
        .page("", missing["type"].as_str().unwrap())
        .await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(page.text.contains("Thiếu mã truy cập"), "{}", page.text);
    let all = ward.province.page("", "/problems").await;
    assert!(all.text.contains("/problems/already-asked-once"));
    let none = ward.province.page("", "/problems/nothing-like-that").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

/// Follows `$ref` and collects every reference in a document.
fn references(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(reference) = fields.get("$ref").and_then(Value::as_str) {
                found.push(reference.to_owned());
            }
            fields.values().for_each(|field| references(field, found));
        }
        Value::Array(entries) => entries.iter().for_each(|entry| references(entry, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[tokio::test]
async fn the_document_is_openapi_3_1_and_complete() {
    let ward = Ward::new().await;
    let answer = ward.province.page("", "/api/v1/openapi.json").await;
    assert_eq!(answer.headers[header::CONTENT_TYPE], "application/json");
    let document = answer.json();
    assert!(document["openapi"].as_str().unwrap().starts_with("3.1"));
    let paths = document["paths"].as_object().unwrap();
    let mut expected = vec![
        ("/api/v1/procedures".to_owned(), "get"),
        ("/api/v1/procedures/{code}".to_owned(), "get"),
        ("/api/v1/dossiers".to_owned(), "get"),
        ("/api/v1/dossiers".to_owned(), "post"),
        ("/api/v1/dossiers/{code}".to_owned(), "get"),
        ("/api/v1/dossiers/{code}/events".to_owned(), "get"),
        ("/api/v1/files".to_owned(), "post"),
    ];
    for act in [
        "receive",
        "ask-supplement",
        "supplement",
        "refuse",
        "forward",
        "assign",
        "examine",
        "propose",
        "send-back",
        "approve",
        "record-result",
        "decline",
        "hand-over",
        "withdraw",
        "stop",
        "correct",
        "charge",
        "record-payment",
        "waive",
    ] {
        expected.push((format!("/api/v1/dossiers/{{code}}/acts/{act}"), "post"));
    }
    let mut operations = 0;
    for (path, method) in &expected {
        let operation = &paths[path.as_str()][*method];
        let answers = operation["responses"]
            .as_object()
            .unwrap_or_else(|| panic!("{path}"));
        assert!(
            answers.keys().any(|status| status.starts_with('2')),
            "{path}"
        );
        for status in ["4XX", "5XX"] {
            let described = answers[status]["$ref"].as_str().unwrap_or_default();
            assert!(
                described.starts_with("#/components/responses/"),
                "{path} {status}"
            );
        }
        if *method == "post" {
            assert!(operation["requestBody"]["content"].is_object(), "{path}");
            let parameters = operation["parameters"].to_string();
            assert!(parameters.contains("Idempotency-Key"), "{path}");
        }
        operations += 1;
    }
    let listed: usize = paths
        .values()
        .map(|item| item.as_object().unwrap().len())
        .sum();
    assert_eq!(
        operations, listed,
        "a path is described that the contract does not know"
    );
    let mut found = Vec::new();
    references(&document, &mut found);
    assert!(found.len() > 50);
    for reference in found {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(
            document.pointer(pointer).is_some(),
            "{reference} leads nowhere"
        );
    }
    let problem = &document["components"]["responses"]["Refused"]["content"];
    assert!(
        problem["application/problem+json"]["schema"].is_object(),
        "{problem}"
    );
    assert_eq!(
        document["components"]["securitySchemes"]["bearer"]["scheme"],
        "bearer"
    );
    assert_eq!(
        document["components"]["schemas"]["NewDossier"]["additionalProperties"],
        false
    );
}

/// One change to a JSON value: something a careless or hostile client might send.
#[derive(Clone, Debug)]
struct Change {
    at: usize,
    to: Value,
}

fn changes() -> impl Strategy<Value = Vec<Change>> {
    let odd = prop_oneof![
        Just(Value::Null),
        Just(json!(true)),
        Just(json!(-1)),
        Just(json!(1e300)),
        Just(json!(u64::MAX)),
        Just(json!([])),
        Just(json!({})),
        Just(json!("")),
        Just(json!("\u{0}")),
        Just(json!("a\u{0}b\u{202e}c")),
        Just(json!("' OR 1=1 --")),
        Just(json!("0000-00-00")),
        Just(json!("9999-12-31")),
        Just(json!("018f0000-0000-7000-8000-000000000000")),
        any::<String>().prop_map(Value::from),
        Just(json!([[[[{"a": [1]}]]]])),
        "[a-z]{300,400}".prop_map(Value::from),
    ];
    proptest::collection::vec(
        (0_usize..40, odd).prop_map(|(at, to)| Change { at, to }),
        1..4,
    )
}

/// Puts something odd at the n-th place of a value, counted through.
fn change(value: &mut Value, at: &mut usize, to: &Value) {
    if *at == 0 {
        *value = to.clone();
        *at = usize::MAX;
        return;
    }
    *at = at.saturating_sub(1);
    match value {
        Value::Object(fields) => {
            for field in fields.values_mut() {
                if *at != usize::MAX {
                    change(field, at, to);
                }
            }
        }
        Value::Array(entries) => {
            for entry in entries {
                if *at != usize::MAX {
                    change(entry, at, to);
                }
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[test]
fn nothing_that_is_sent_breaks_the_server() {
    let runtime = tokio::runtime::Runtime::new().unwrap();
    let (ward, code) = runtime.block_on(async {
        let ward = Ward::new().await;
        let opened = ward.open("first", &at_the_desk()).await.json();
        let code = opened["code"].as_str().unwrap().to_owned();
        (ward, code)
    });
    let bodies = [
        ("", at_the_desk()),
        ("withdraw", json!({"seen": 2, "reason": "x"})),
        (
            "record-result",
            json!({"seen": 2, "number": "1", "dated_on": "2026-11-20", "file": null}),
        ),
        (
            "ask-supplement",
            json!({"seen": 2, "items": [{"paper": "to-khai", "what": "x"}], "reason": "x"}),
        ),
        (
            "charge",
            json!({"seen": 2, "lines": [{"fee": "ban-sao", "units": 1}]}),
        ),
        (
            "correct",
            json!({"seen": 2, "reason": "x", "applicant": at_the_desk()["applicant"].clone()}),
        ),
        (
            "supplement",
            json!({"seen": 2, "papers": [{"paper": "to-khai", "on_paper": {"originals": 1}}], "answers": {"a": "b"}}),
        ),
    ];
    // Few cases, each through the whole stack: release checks may ask for more.
    let mut runner = proptest::test_runner::TestRunner::new(ProptestConfig {
        cases: 96,
        failure_persistence: None,
        ..ProptestConfig::default()
    });
    let cases = (0..bodies.len(), changes(), any::<bool>());
    let outcome = runner.run(&cases, |(which, changes, cut)| {
        let (act, mut body) = bodies[which].clone();
        for one in &changes {
            change(&mut body, &mut one.at.clone(), &one.to);
        }
        let mut text = body.to_string();
        if cut {
            let half = (0..=text.len() / 2)
                .rev()
                .find(|at| text.is_char_boundary(*at));
            text.truncate(half.unwrap_or(0));
        }
        let address = match act {
            "" => "/api/v1/dossiers".to_owned(),
            act => format!("/api/v1/dossiers/{code}/acts/{act}"),
        };
        let request = Request::post(address)
            .header(header::AUTHORIZATION, format!("Bearer {}", ward.desk))
            .header("idempotency-key", uuid::Uuid::now_v7().to_string())
            .body(Body::from(text.clone()))
            .unwrap();
        let answer = runtime.block_on(ward.province.send(request));
        prop_assert!(answer.status.as_u16() < 500, "{text} gave {}", answer.text);
        if !answer.status.is_success() {
            prop_assert!(!answer.problem().is_empty());
        }
        Ok(())
    });
    outcome.unwrap();
}

//! Created, read and withdrawn over the API; what outside systems may not do unsigned.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::people::Role;
use serde_json::{Value, json};
use store::Account;

use crate::answers;
use crate::province::{DESK, OTHER_DESK, Province};

const PICTURE: &[u8] = include_bytes!("point.png");

/// A ward with its desk, and somebody of another commune.
pub struct Ward {
    pub province: Province,
    pub desk_account: Account,
    pub desk: String,
    stranger: String,
}

impl Ward {
    pub async fn new() -> Self {
        let province = Province::new().await;
        let desk = province.official("quay", DESK, &[Role::DeskOfficer]).await;
        let other = [Role::DeskOfficer];
        let stranger = province.official("nguoi-la", OTHER_DESK, &other).await;
        Self {
            desk: province.token(&desk).await,
            stranger: province.token(&stranger).await,
            desk_account: desk,
            province,
        }
    }

    /// A birth, as it is filed.
    pub async fn asked(&self) -> Value {
        let request = Request::post("/api/v1/files?name=giay-chung-sinh.png")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.desk))
            .header(header::CONTENT_TYPE, "application/octet-stream")
            .header("idempotency-key", "f")
            .body(Body::from(PICTURE))
            .expect("a request");
        let file = self.province.send(request).await.json();
        json!({
            "kind": "birth",
            "channel": "online",
            "chosen": ["the-bhyt"],
            "applicant": {"name": "Lò Thị Mai", "address": "Tổ 5, phường Đoàn Kết"},
            "answers": answers(),
            "papers": [{"paper": "giay-chung-sinh", "file": file["id"], "file_name": "a.png"}],
        })
    }
}

#[tokio::test]
async fn linked_procedures_are_filed_read_and_withdrawn_as_one() {
    let ward = Ward::new().await;
    let asked = ward.asked().await;
    let answer = ward
        .province
        .post(&ward.desk, "k", "/api/v1/bundles", &asked)
        .await;
    assert_eq!(answer.status, StatusCode::CREATED, "{}", answer.text);
    let opened = answer.json();
    assert_eq!(opened["secret"].as_str().map(str::len), Some(8));
    let again = ward
        .province
        .post(&ward.desk, "k", "/api/v1/bundles", &asked)
        .await;
    assert_eq!(again.json(), opened);

    let address = format!(
        "/api/v1/bundles/{}",
        opened["code"].as_str().expect("a code")
    );
    let shown = ward.province.get(&ward.desk, &address).await.json();
    assert_eq!(shown["status"], "open");
    let statuses: Vec<_> = shown["children"]
        .as_array()
        .expect("children")
        .iter()
        .map(|child| child["status"].as_str().unwrap_or_default())
        .collect();
    assert_eq!(statuses, ["running", "waits", "waits"]);
    assert!(shown["children"][0]["dossier"].is_string(), "{shown}");
    let police = shown["children"][1]["agency"].as_str().unwrap_or_default();
    assert_eq!(police, "Công an phường Đoàn Kết");
    let foreign = ward.province.get(&ward.stranger, &address).await;
    assert_eq!(foreign.problem(), "not-found");

    let withdraw = format!("{address}/withdraw");
    let stale = json!({"seen": 1, "reason": ""});
    let answer = ward
        .province
        .post(&ward.desk, "w1", &withdraw, &stale)
        .await;
    assert_eq!(answer.problem(), "bundle-changed-since");
    let silent = json!({"seen": shown["version"], "reason": " "});
    let answer = ward
        .province
        .post(&ward.desk, "w3", &withdraw, &silent)
        .await;
    assert_eq!(answer.problem(), "bundle-reason-missing");
    let now = json!({"seen": shown["version"], "reason": "Đổi ý"});
    let answer = ward.province.post(&ward.desk, "w2", &withdraw, &now).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text);
    assert_eq!(answer.json()["status"], "withdrawn");
}

#[tokio::test]
async fn what_is_missing_for_a_part_is_said_before_anything_is_opened() {
    let ward = Ward::new().await;
    let mut asked = ward.asked().await;
    asked["papers"] = json!([]);
    let answer = ward
        .province
        .post(&ward.desk, "k", "/api/v1/bundles", &asked)
        .await;
    assert_eq!(answer.problem(), "bundle-papers-missing");
    let mut asked = ward.asked().await;
    asked["chosen"] = json!(["khai-sinh"]);
    let answer = ward
        .province
        .post(&ward.desk, "l", "/api/v1/bundles", &asked)
        .await;
    assert_eq!(answer.problem(), "bundle-child-not-optional");
    let mut asked = ward.asked().await;
    asked["answers"]["khai_sinh.xa"] = "Xã Không Có".into();
    let answer = ward
        .province
        .post(&ward.desk, "m", "/api/v1/bundles", &asked)
        .await;
    assert_eq!(answer.fields(), ["answers.khai_sinh.xa"]);
    let mut asked = ward.asked().await;
    asked["desk"] = DESK.into();
    let answer = ward
        .province
        .post(&ward.desk, "n", "/api/v1/bundles", &asked)
        .await;
    assert_eq!(answer.fields(), ["desk"]);
}

#[tokio::test]
async fn an_answer_that_nobody_signed_is_not_read() {
    let ward = Ward::new().await;
    let request = Request::post("/api/lien-thong/tra-loi")
        .header(header::CONTENT_TYPE, "application/json")
        .body(Body::from("{}"))
        .expect("a request");
    let answer = ward.province.send(request).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    assert_eq!(answer.problem(), "partner-signature");
}

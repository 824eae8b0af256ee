//! A ward with its people by their tokens, and applications to hand in.

use crate::province::{Answer, DESK, OFFICE, OTHER_DESK, Province, WARD};
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use domain::people::Role;
use serde_json::{Value, json};

pub const BIRTH: &str = "1.001193";

/// The people of one ward, by their tokens.
pub struct Ward {
    pub province: Province,
    pub desk: String,
    pub cashier: String,
    pub case_officers: [String; 2],
    pub leader: String,
    pub clerk: String,
    /// A desk officer of another commune.
    pub stranger: String,
}

impl Ward {
    pub async fn new() -> Self {
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

    pub async fn open(&self, key: &str, asked: &Value) -> Answer {
        self.province
            .post(&self.desk, key, "/api/v1/dossiers", asked)
            .await
    }

    pub async fn act(&self, token: &str, key: &str, code: &str, act: &str, asked: Value) -> Answer {
        let address = format!("/api/v1/dossiers/{code}/acts/{act}");
        self.province.post(token, key, &address, &asked).await
    }

    /// An act that is carried out; answers the new version.
    pub async fn done(&self, token: &str, code: &str, act: &str, asked: Value) -> Value {
        let key = format!("{act}-{}", asked["seen"]);
        let answer = self.act(token, &key, code, act, asked).await;
        assert_eq!(answer.status, StatusCode::OK, "{act}: {}", answer.text);
        answer.json()
    }

    pub async fn dossier(&self, token: &str, code: &str) -> Answer {
        self.province
            .get(token, &format!("/api/v1/dossiers/{code}"))
            .await
    }

    /// The case officer of the unit that has the dossier.
    pub async fn case_officer(&self, code: &str) -> &str {
        let json = self.dossier(&self.leader, code).await.json();
        let at_office = json["unit"]
            .as_str()
            .is_some_and(|unit| unit.starts_with(OFFICE));
        &self.case_officers[usize::from(at_office)]
    }

    pub async fn upload(&self, token: &str, key: &str, bytes: &[u8]) -> Answer {
        self.upload_as(token, key, "?name=giay-chung-sinh.png", bytes)
            .await
    }

    pub async fn upload_as(&self, token: &str, key: &str, query: &str, bytes: &[u8]) -> Answer {
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
pub fn at_the_desk() -> Value {
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
pub async fn online(ward: &Ward, file: &str) -> Value {
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
pub fn picture() -> Vec<u8> {
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

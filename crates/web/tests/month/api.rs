//! The API beside the pages: it receives dossiers, and is asked for each promised day.

use std::collections::BTreeMap;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};
use store::AccountWrite;
use tower::ServiceExt as _;

use crate::shown::{Clock, Shown};
use crate::town::{DESK, Town};

/// The API, with the tokens of two people.
pub struct Api {
    router: Router,
    desk: String,
    leader: String,
}

impl Api {
    /// Of a town.
    pub async fn of(town: &Town) -> Self {
        Self {
            router: web::router(town.app.clone()),
            desk: token(town, "mai").await,
            leader: token(town, "son").await,
        }
    }

    /// Receives an application for an extract at the desk; the code of its dossier.
    pub async fn receives_extract(&self, key: &str, applicant: &str) -> String {
        let asked = json!({
            "procedure": "2.000635",
            "case": "tim-so-giay",
            "desk": DESK,
            "channel": "desk",
            "applicant": {
                "name": applicant,
                "birth": "1990-02-28",
                "phone": "0912 345 678",
                "address": "Tổ 5, phường Đoàn Kết, tỉnh Lai Châu",
            },
            "papers": [{"paper": "to-khai", "on_paper": {"originals": 1}}],
        });
        let request = Request::post("/api/v1/dossiers")
            .header(header::AUTHORIZATION, format!("Bearer {}", self.desk))
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", key)
            .body(Body::from(asked.to_string()))
            .unwrap();
        let opened = self.answer(request).await;
        opened["code"].as_str().unwrap().to_owned()
    }

    /// The acts that are open to the leader.
    pub async fn open_to_the_leader(&self, code: &str) -> Vec<String> {
        let dossier = self.read(&self.leader, &dossier(code)).await;
        let acts = dossier["open_acts"].as_array().unwrap().iter();
        acts.map(|act| act.as_str().unwrap().to_owned()).collect()
    }

    /// Asks the dossier, its clock and its events.
    pub async fn shows(&self, code: &str, shown: &Shown) {
        let due = shown.due.for_programs();
        for token in [&self.desk, &self.leader] {
            let told = self.read(token, &dossier(code)).await;
            assert_eq!(told["promised_at"], due, "{code}");
        }
        let clock = format!("{}/clock", dossier(code));
        let clock = self.read(&self.desk, &clock).await;
        assert_eq!(clock["promise"]["due"], due, "{code}");
        let (status, answered) = match shown.clock {
            Clock::Runs(_) => (Some("running"), Value::Null),
            Clock::Waits(day) => (Some("paused"), Value::from(day.for_programs())),
            Clock::Settled(_) => (Some("met"), Value::Null),
            Clock::Ended => (None, Value::Null),
        };
        assert_eq!(clock["promise"]["due_if_answered"], answered, "{code}");
        if let Some(status) = status {
            assert_eq!(clock["status"], status, "{code}");
        }
        let events = format!("{}/events", dossier(code));
        let events = self.read(&self.desk, &events).await;
        let events = events["events"].as_array().unwrap().iter();
        let promises: Vec<&str> = events
            .filter_map(|event| event["promised_at"].as_str())
            .collect();
        let first = shown.receipt.for_programs();
        assert_eq!(promises.first(), Some(&first.as_str()), "{code}");
        assert_eq!(promises.last(), Some(&due.as_str()), "{code}");
    }

    /// Asks the list of the desk and that of the leader.
    pub async fn lists(&self, all: &[(&str, Shown)]) {
        let due: BTreeMap<&str, String> = all
            .iter()
            .map(|(code, shown)| (*code, shown.due.for_programs()))
            .collect();
        for token in [&self.desk, &self.leader] {
            let page = self.read(token, "/api/v1/dossiers?limit=100").await;
            let lines = page["dossiers"].as_array().unwrap().iter();
            let listed: BTreeMap<&str, String> = lines
                .filter_map(|line| Some((line["code"].as_str()?, line["promised_at"].as_str()?)))
                .map(|(code, promised)| (code, promised.to_owned()))
                .collect();
            assert_eq!(listed, due);
        }
    }

    async fn read(&self, token: &str, address: &str) -> Value {
        let request = Request::get(address)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .body(Body::empty())
            .unwrap();
        self.answer(request).await
    }

    async fn answer(&self, request: Request<Body>) -> Value {
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let status = answer.status();
        let bytes = axum::body::to_bytes(answer.into_body(), usize::MAX)
            .await
            .unwrap();
        let json: Value = serde_json::from_slice(&bytes).unwrap();
        assert!(status.is_success(), "{json}");
        json
    }
}

/// The address of a dossier.
fn dossier(code: &str) -> String {
    format!("/api/v1/dossiers/{code}")
}

/// A bearer token of somebody who works in the town.
async fn token(town: &Town, login: &str) -> String {
    let secret = format!("token-{login}");
    let write = AccountWrite::CreateToken {
        id: town.id(login),
        name: "test".to_owned(),
        secret: secret.clone(),
        at: town.app.now(),
    };
    town.app.store.change_account(write).await.unwrap().unwrap();
    secret
}

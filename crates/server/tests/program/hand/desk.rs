//! A machine at the desk that hands dossiers in over the API.

use serde_json::{Value, json};

use super::http::{self, Answer};
use super::{Place, province};

/// The account, the token and what is handed in.
pub struct Desk {
    bearer: String,
    body: String,
}

impl Desk {
    /// Opens an account with a token by the command line.
    pub fn open(place: &Place) -> Self {
        let user = [
            "user",
            "create",
            "--login",
            "may-quay",
            "--name",
            "Máy ở quầy",
        ];
        let unit = ["--unit", province::DESK, "--role", "desk_officer"];
        place.run(&[&user[..], &unit].concat()).ended(0);
        let token = ["token", "create", "--user", "may-quay", "--name", "thử"];
        let token = place.run(&token).ended(0).out;
        let body = json!({
            "procedure": province::PROCEDURE,
            "case": "thong-thuong",
            "desk": province::DESK,
            "channel": "desk",
            "applicant": { "name": "Lò Thị Pản", "address": "Bản Nà Khương" },
            "papers": [
                { "paper": "ban-chinh-giay-to-van", "on_paper": { "originals": 1 } },
            ],
        });
        Self {
            bearer: format!("Bearer {}", token.trim()),
            body: body.to_string(),
        }
    }

    /// The same desk, where people give this mail address.
    pub fn for_somebody_at(mut self, address: &str) -> Self {
        let mut body: Value = serde_json::from_str(&self.body).expect("JSON");
        body["applicant"]["email"] = json!(address);
        self.body = body.to_string();
        self
    }

    /// Hands a dossier in; a retry has the same key.
    pub fn hand_in(&self, address: &str, key: &str) -> std::io::Result<Answer> {
        let headers = [
            ("Authorization", self.bearer.as_str()),
            ("Idempotency-Key", key),
            ("Content-Type", "application/json"),
        ];
        http::ask(address, "POST", "/api/v1/dossiers", &headers, &self.body)
    }

    /// The code of the dossier that an answer opened.
    pub fn code(answer: &Answer) -> String {
        assert_eq!(answer.status, 201, "{answer:?}");
        let code = answer.json()["code"].as_str().map(str::to_owned);
        code.unwrap_or_else(|| panic!("no code in {answer:?}"))
    }
}

//! A province for tests: the real organisation and catalogue, invented people, a clock that stands
//! still until it is moved, and a real SQLite database in a folder of its own.

#![allow(dead_code, reason = "each test file uses its own part of the province")]

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use axum::response::Response;
use documents::Press;
use domain::calendar::csv_file::parse_calendar_csv;
use domain::calendar::sessions::WeekSessions;
use domain::calendar::{CUT_OFF, CalendarData};
use domain::dossier::Now;
use domain::people::agency::AgencyId;
use domain::people::{Official, OfficialId, Role};
use integrations::{built_in, catalogue_file, organisation_file, reception_file};
use jiff::civil::{Date, date};
use serde_json::Value;
use store::{Account, AccountWrite, Config, Place, RulebookWrite, Store};
use tower::ServiceExt as _;
use uuid::Uuid;
use web::app::App;
use web::page::Site;

const CALENDAR: &str = include_str!("../../../../data/calendar/viet-nam.csv");

/// A ward of the province, its desk and its office; and the desk of another commune.
pub const WARD: &str = "03388";
pub const DESK: &str = "03388-TT";
pub const OFFICE: &str = "03388-VP";
pub const OTHER_DESK: &str = "03390-TT";

/// A running province.
pub struct Province {
    pub app: App,
    pub router: Router,
    clock: Arc<Mutex<Now>>,
    folder: tempfile::TempDir,
}

/// What came back.
pub struct Answer {
    pub status: StatusCode,
    pub headers: axum::http::HeaderMap,
    pub text: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).unwrap_or_else(|_| panic!("no JSON: {}", self.text))
    }

    /// The last part of the problem's type.
    pub fn problem(&self) -> String {
        let json = self.json();
        assert_eq!(
            self.headers[header::CONTENT_TYPE],
            "application/problem+json"
        );
        assert_eq!(json["status"], self.status.as_u16(), "{json}");
        assert!(
            json["title"]
                .as_str()
                .is_some_and(|title| !title.is_empty()),
            "{json}"
        );
        assert!(
            json["detail"]
                .as_str()
                .is_some_and(|detail| !detail.is_empty()),
            "{json}"
        );
        let kind = json["type"].as_str().unwrap_or_default();
        kind.strip_prefix("/problems/")
            .unwrap_or_else(|| panic!("{json}"))
            .to_owned()
    }

    /// The fields named in `errors`.
    pub fn fields(&self) -> Vec<String> {
        assert_eq!(
            self.status,
            StatusCode::UNPROCESSABLE_ENTITY,
            "{}",
            self.text
        );
        let json = self.json();
        let errors = json["errors"]
            .as_array()
            .unwrap_or_else(|| panic!("{json}"));
        errors
            .iter()
            .map(|error| error["field"].as_str().unwrap_or("?").to_owned())
            .collect()
    }
}

impl Province {
    /// Friday, 20/11/2026, nine in the morning.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let config = Config {
            place: Place::Folder(folder.path().join("data")),
            key_file: folder.path().join("keys.toml"),
            files: folder.path().join("files"),
        };
        let store = Store::open(&config).await.expect("a fresh database opens");
        let morning = Now::from_local(date(2026, 11, 20).at(9, 0, 0, 0));
        let clock = Arc::new(Mutex::new(morning));
        let read = Arc::clone(&clock);
        let app = App {
            store,
            press: Arc::new(Press::new()),
            site: Arc::new(site()),
            public_url: "http://127.0.0.1:8080".into(),
            partners: std::sync::Arc::default(),
            clock: Arc::new(move || *read.lock().unwrap_or_else(PoisonError::into_inner)),
        };
        let province = Self {
            router: web::router(app.clone()),
            app,
            clock,
            folder,
        };
        province.load_rules().await;
        province
    }

    /// Moves the clock.
    pub fn at(&self, day: Date, hour: i8, minute: i8) {
        let now = Now::from_local(day.at(hour, minute, 0, 0));
        *self.clock.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }

    async fn load_rules(&self) {
        let organisation = organisation_file::built_in();
        let procedures = built_in::built_in().into_iter().map(|(name, text)| {
            let procedure = catalogue_file::read_procedure(name, text).expect("built in and sound");
            domain::procedure::Procedure {
                version: 1,
                ..procedure
            }
        });
        let write = RulebookWrite {
            procedures: procedures.collect(),
            organisation: Some((
                organisation.all().cloned().collect(),
                organisation.successions().to_vec(),
            )),
            receptions: Some(
                reception_file::read_receptions(built_in::RECEPTIONS).expect("built in and sound"),
            ),
            calendar: Some(CalendarData {
                sessions: WeekSessions::default(),
                cut_off: CUT_OFF,
                days: parse_calendar_csv(CALENDAR).expect("built in and sound"),
            }),
            at: Some(self.app.now()),
            what: "first start".to_owned(),
            ..RulebookWrite::default()
        };
        let version = self
            .app
            .store
            .change_rulebook(write)
            .await
            .expect("a write");
        assert_eq!(version, Ok(1));
    }

    /// An official with these roles, who can log in.
    pub async fn official(&self, login: &str, unit: &str, roles: &[Role]) -> Account {
        let unit = AgencyId::new(unit, date(2025, 7, 1));
        let roles = roles.iter().copied().collect::<BTreeSet<_>>();
        let account = Account {
            official: Official {
                id: OfficialId(Uuid::now_v7()),
                unit,
                roles,
            },
            login: login.to_owned(),
            name: format!("Cán bộ {login}"),
            active: true,
            has_password: false,
        };
        let write = AccountWrite::Create {
            account: account.clone(),
            password_hash: None,
            by: None,
            at: self.app.now(),
        };
        let created = self.app.store.change_account(write).await.expect("a write");
        assert_eq!(created, Ok(()));
        account
    }

    /// A bearer token of an account.
    pub async fn token(&self, account: &Account) -> String {
        let secret = format!("token-{}", account.login);
        let write = AccountWrite::CreateToken {
            id: account.official.id,
            name: "test".to_owned(),
            secret: secret.clone(),
            at: self.app.now(),
        };
        let created = self.app.store.change_account(write).await.expect("a write");
        assert_eq!(created, Ok(()));
        secret
    }

    /// A session's cookie of an account.
    pub async fn cookie(&self, account: &Account) -> String {
        let secret = format!("session-{}", account.login);
        let at = self.app.now();
        let write = AccountWrite::LogIn {
            id: account.official.id,
            secret: secret.clone(),
            at,
        };
        let begun = self.app.store.change_account(write).await.expect("a write");
        assert_eq!(begun, Ok(()));
        format!("motcua={secret}")
    }

    /// Sends a request.
    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response: Response = self
            .router
            .clone()
            .oneshot(request)
            .await
            .expect("the router never fails");
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, 50_000_000)
            .await
            .expect("a body in memory");
        Answer {
            status: parts.status,
            headers: parts.headers,
            text: String::from_utf8_lossy(&bytes).into_owned(),
        }
    }

    /// Reads an address of the API.
    pub async fn get(&self, token: &str, address: &str) -> Answer {
        let request = Request::get(address)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .body(Body::empty())
            .expect("a request");
        self.send(request).await
    }

    /// Writes JSON under a key.
    pub async fn post(&self, token: &str, key: &str, address: &str, json: &Value) -> Answer {
        let request = Request::post(address)
            .header(header::AUTHORIZATION, format!("Bearer {token}"))
            .header(header::CONTENT_TYPE, "application/json")
            .header("idempotency-key", key)
            .body(Body::from(json.to_string()))
            .expect("a request");
        self.send(request).await
    }

    /// Opens a page with a session's cookie; an empty one for none.
    pub async fn page(&self, cookie: &str, address: &str) -> Answer {
        let request = Request::get(address)
            .header(header::COOKIE, cookie)
            .body(Body::empty())
            .expect("a request");
        self.send(request).await
    }

    /// Sends a form with a session's cookie.
    pub async fn form(&self, cookie: &str, address: &str, fields: &[(&str, &str)]) -> Answer {
        let body: Vec<String> = fields
            .iter()
            .map(|(name, text)| format!("{name}={}", web::session::percent(text)))
            .collect();
        let request = Request::post(address)
            .header(header::COOKIE, cookie)
            .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")))
            .expect("a request");
        self.send(request).await
    }
}

fn site() -> Site {
    Site {
        body: "UBND tỉnh Lai Châu".to_owned(),
        service: "Một Cửa".to_owned(),
        host: "127.0.0.1:8080".to_owned(),
        hotline: String::new(),
        demo: false,
        portal: web::portal::Portal::default(),
    }
}

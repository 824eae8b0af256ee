//! A town for the citizen's pages: the province of the demonstration on a fresh database, a clock
//! that can be set, visitors with cookies, and officials who act behind the scenes.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, COOKIE, LOCATION, SET_COOKIE};
use axum::http::{Request, StatusCode};
use domain::calendar::csv_file::parse_calendar_csv;
use domain::calendar::sessions::WeekSessions;
use domain::calendar::{CUT_OFF, CalendarData};
use domain::dossier::Now;
use domain::dossier::Outcome;
use domain::dossier::code::DossierCode;
use domain::dossier::command::{Command, HandedIn, MissingItem, ResultToRecord};
use domain::dossier::event::{HandOverProof, HandedForm};
use domain::dossier::personal::Secret;
use domain::people::agency::AgencyId;
use domain::people::{Actor, Official, OfficialId, Role};
use domain::procedure::Procedure;
use domain::procedure::paper::PaperKey;
use integrations::{built_in, catalogue_file, organisation_file, reception_file};
use store::{Config, Loaded, NewFile, Place, RulebookWrite, Store};
use tower::ServiceExt as _;
use uuid::Uuid;
use web::app::{App, Asked};
use web::fresh;
use web::page::Site;

/// The desk of a commune.
pub const DESK: &str = "03390-TT@2025-07-01";
/// The commune.
pub const COMMUNE: &str = "03390@2025-07-01";
/// Registration of a birth.
pub const BIRTH: &str = "1.001193";

const CALENDAR: &str = include_str!("../../../../data/calendar/viet-nam.csv");

/// The town.
pub struct Town {
    /// What handlers use.
    pub app: App,
    router: Router,
    time: Arc<Mutex<Now>>,
    _folder: tempfile::TempDir,
}

/// An answer, read.
pub struct Answer {
    /// Its status.
    pub status: StatusCode,
    /// Where it leads; empty when nowhere.
    pub location: String,
    /// Its body, with the entities of HTML undone.
    pub text: String,
    /// Its body.
    pub bytes: Vec<u8>,
    /// Its type.
    pub media: String,
    /// How it is kept.
    pub disposition: String,
}

/// A browser without script, with a jar of cookies that keep to their paths.
pub struct Visitor<'a> {
    town: &'a Town,
    jar: Vec<(String, String, String)>,
}

impl Town {
    /// Opens the town on a Monday morning.
    pub async fn open() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let config = Config {
            place: Place::Folder(folder.path().join("db")),
            key_file: folder.path().join("key.json"),
            files: folder.path().join("files"),
        };
        let store = Store::open(&config).await.expect("an empty store");
        let time = Arc::new(Mutex::new(at("2026-11-16T09:00")));
        let told = Arc::clone(&time);
        let app = App {
            store,
            press: Arc::new(documents::Press::new()),
            site: Arc::new(Site {
                body: "UBND tỉnh Lai Châu".to_owned(),
                service: "Một Cửa".to_owned(),
                host: "motcua.example.vn".to_owned(),
                hotline: "02133876543".to_owned(),
                demo: true,
            }),
            public_url: "http://motcua.example.vn".into(),
            clock: Arc::new(move || *told.lock().expect("the clock")),
        };
        let town = Self {
            router: web::router(app.clone()),
            app,
            time,
            _folder: folder,
        };
        town.enter_rules().await;
        town
    }

    async fn enter_rules(&self) {
        let organisation = organisation_file::built_in();
        let procedures = built_in::built_in()
            .into_iter()
            .map(|(name, text)| Procedure {
                version: 1,
                ..catalogue_file::read_procedure(name, text).expect("a sound file")
            });
        let write = RulebookWrite {
            based_on: 0,
            procedures: procedures.collect(),
            organisation: Some((
                organisation.all().cloned().collect(),
                organisation.successions().to_vec(),
            )),
            receptions: Some(
                reception_file::read_receptions(built_in::RECEPTIONS).expect("a sound file"),
            ),
            calendar: Some(CalendarData {
                sessions: WeekSessions::default(),
                cut_off: CUT_OFF,
                days: parse_calendar_csv(CALENDAR).expect("a sound file"),
            }),
            at: Some(self.app.now()),
            what: "the town".to_owned(),
            ..RulebookWrite::default()
        };
        let changed = self.app.store.change_rulebook(write).await;
        changed.expect("stored").expect("the first version");
    }

    /// Sets the clock.
    pub fn it_is(&self, local: &str) {
        *self.time.lock().expect("the clock") = at(local);
    }

    /// Somebody with an empty jar of cookies.
    pub fn visitor(&self) -> Visitor<'_> {
        Visitor {
            town: self,
            jar: Vec::new(),
        }
    }

    /// The dossier with its history.
    pub async fn load(&self, code: &str) -> Loaded {
        let code: DossierCode = code.parse().expect("a code");
        let found = self.app.store.find(&code).await.expect("no fault");
        found.expect("the dossier is there")
    }

    /// The secrets of a dossier.
    pub async fn secret(&self, code: &str) -> Secret {
        let loaded = self.load(code).await;
        let row = loaded.dossier.secret.id;
        loaded.personal.secret(row).expect("not erased")
    }

    /// An official gives a command on the dossier as it stands; it has to succeed.
    pub async fn act(&self, unit: &str, roles: &[Role], code: &str, command: Command) {
        let official = Official {
            id: OfficialId(Uuid::from_u128(7)),
            unit: AgencyId::from_stored(unit),
            roles: roles.iter().copied().collect::<BTreeSet<_>>(),
        };
        let loaded = self.load(code).await;
        let asked = Asked {
            actor: Actor::Official(official),
            code: Some(&loaded.dossier.code),
            seen: Some(loaded.dossier.number),
            once: None,
        };
        let done = self.app.carry_out(asked, command).await.expect("no fault");
        done.unwrap_or_else(|no| panic!("refused: {no:?}"));
    }

    /// The desk receives it.
    pub async fn receives(&self, code: &str) {
        let command = Command::Receive { papers: Vec::new() };
        self.act(DESK, &[Role::DeskOfficer], code, command).await;
    }

    /// The desk asks for these papers.
    pub async fn asks(&self, code: &str, papers: &[(&str, &str)]) {
        let items = papers.iter().map(|(paper, what)| MissingItem {
            paper: PaperKey((*paper).to_owned()),
            what: fresh::personal((*what).to_owned()),
        });
        let command = Command::AskSupplement {
            items: items.collect(),
            reason: fresh::personal("Giấy chứng sinh bị mờ".to_owned()),
            again_because: None,
        };
        self.act(DESK, &[Role::DeskOfficer], code, command).await;
    }

    /// Everything up to the result, with a file.
    pub async fn resolves(&self, code: &str) {
        self.receives(code).await;
        self.act(DESK, &[Role::DeskOfficer], code, Command::Forward)
            .await;
        let unit = self.load(code).await.dossier.unit().as_str().to_owned();
        let propose = Command::Propose {
            outcome: Outcome::Granted,
            note: None,
        };
        self.act(&unit, &[Role::CaseOfficer], code, propose).await;
        self.act(COMMUNE, &[Role::Leader], code, Command::Approve)
            .await;
        let new = NewFile {
            bytes: png(),
            sha256: "a".repeat(64),
            kind: "png".to_owned(),
            pages: 1,
            uploaded_by: "clerk".to_owned(),
            at: self.app.now(),
        };
        let facts = self.app.store.keep_file(new).await.expect("kept");
        let record = Command::RecordResult(ResultToRecord {
            number: "12/GKS".to_owned(),
            dated_on: self.app.now().today(),
            file: Some(HandedIn {
                paper: PaperKey("ket-qua".to_owned()),
                form: HandedForm::File(facts),
                file_name: Some(fresh::personal("giay-khai-sinh.png".to_owned())),
            }),
        });
        self.act(COMMUNE, &[Role::RecordsClerk], code, record).await;
    }

    /// The desk hands the result over.
    pub async fn hands_over(&self, code: &str) {
        let command = Command::HandOver {
            recipient: fresh::personal("Lò Văn Páo".to_owned()),
            proof: HandOverProof::IdentityCard,
        };
        self.act(DESK, &[Role::DeskOfficer], code, command).await;
    }
}

impl Visitor<'_> {
    /// Asks for a page.
    pub async fn get(&mut self, path: &str) -> Answer {
        let request = self.request("GET", path).body(Body::empty());
        self.send(request.expect("a request")).await
    }

    /// Sends a form.
    pub async fn post(&mut self, path: &str, fields: &[(&str, &str)]) -> Answer {
        let pair = |(name, value): &(&str, &str)| format!("{}={}", percent(name), percent(value));
        let body: Vec<String> = fields.iter().map(pair).collect();
        let request = self
            .request("POST", path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(body.join("&")));
        self.send(request.expect("a request")).await
    }

    /// Sends a form with files: field, file name, bytes.
    pub async fn upload(
        &mut self,
        path: &str,
        fields: &[(&str, &str)],
        files: &[(&str, &str, &[u8])],
    ) -> Answer {
        let body = multipart(fields, files);
        self.send_multipart(path, body).await
    }

    /// Sends the bytes of a form with files.
    pub async fn send_multipart(&mut self, path: &str, body: Vec<u8>) -> Answer {
        let request = self
            .request("POST", path)
            .header(CONTENT_TYPE, "multipart/form-data; boundary=ranh-gioi")
            .body(Body::from(body));
        self.send(request.expect("a request")).await
    }

    /// Asks for a page and for the pages it leads to.
    pub async fn visit(&mut self, path: &str) -> Answer {
        let mut answer = self.get(path).await;
        for _ in 0..5 {
            if answer.location.is_empty() {
                break;
            }
            let next = answer.location.clone();
            answer = self.get(&next).await;
        }
        answer
    }

    /// The same browser once more: what it holds now.
    pub fn twin(&self) -> Self {
        Self {
            town: self.town,
            jar: self.jar.clone(),
        }
    }

    fn request(&self, method: &str, path: &str) -> axum::http::request::Builder {
        let bare = path.split(['?', '#']).next().unwrap_or(path);
        let fits = |own: &str| bare == own || bare.starts_with(&format!("{own}/")) || own == "/";
        let cookies: Vec<String> = self
            .jar
            .iter()
            .filter(|(_, path, _)| fits(path))
            .map(|(name, _, value)| format!("{name}={value}"))
            .collect();
        let request = Request::builder().method(method).uri(path);
        if cookies.is_empty() {
            request
        } else {
            request.header(COOKIE, cookies.join("; "))
        }
    }

    async fn send(&mut self, request: Request<Body>) -> Answer {
        let answer = self.town.router.clone().oneshot(request).await;
        let answer = answer.expect("an answer");
        let header = |name| {
            let value = answer.headers().get(name);
            value
                .map_or("", |value| value.to_str().expect("text"))
                .to_owned()
        };
        let (status, location) = (answer.status(), header(LOCATION));
        let (media, disposition) = (header(CONTENT_TYPE), header(CONTENT_DISPOSITION));
        let set: Vec<String> = answer
            .headers()
            .get_all(SET_COOKIE)
            .iter()
            .map(|value| value.to_str().expect("text").to_owned())
            .collect();
        for cookie in set {
            self.keep(&cookie);
        }
        let body = to_bytes(answer.into_body(), usize::MAX).await;
        let bytes = body.expect("a body").to_vec();
        Answer {
            status,
            location,
            text: plain(&String::from_utf8_lossy(&bytes)),
            bytes,
            media,
            disposition,
        }
    }

    fn keep(&mut self, cookie: &str) {
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax"));
        let part = |name: &str| {
            let mut parts = cookie.split("; ");
            parts
                .find_map(|part| part.strip_prefix(name))
                .unwrap_or("")
                .to_owned()
        };
        let (name, value) = cookie
            .split(';')
            .next()
            .and_then(|pair| pair.split_once('='))
            .expect("a pair");
        let path = part("Path=");
        self.jar.retain(|(own, at, _)| own != name || *at != path);
        if part("Max-Age=") != "0" {
            self.jar.push((name.to_owned(), path, value.to_owned()));
        }
    }
}

impl Answer {
    /// Whether the page says all of these.
    #[track_caller]
    pub fn says(&self, texts: &[&str]) -> &Self {
        for text in texts {
            assert!(
                self.text.contains(text),
                "`{text}` is missing in {}",
                self.text
            );
        }
        self
    }

    /// Whether the page says none of these.
    #[track_caller]
    pub fn keeps_from(&self, texts: &[&str]) -> &Self {
        for text in texts {
            assert!(
                !self.text.contains(text),
                "`{text}` stands in {}",
                self.text
            );
        }
        self
    }

    /// Whether the status is this one.
    #[track_caller]
    pub fn is(&self, status: u16) -> &Self {
        assert_eq!(self.status.as_u16(), status, "{}", self.text);
        self
    }

    /// Whether it leads there.
    #[track_caller]
    pub fn leads(&self, to: &str) -> &Self {
        assert_eq!(
            (self.status.as_u16(), self.location.as_str()),
            (303, to),
            "{}",
            self.text
        );
        self
    }

    /// What stands after `before` up to the next quotation mark.
    #[track_caller]
    pub fn after(&self, before: &str) -> String {
        let rest = self.text.split(before).nth(1).expect("it is there");
        rest.split('"').next().unwrap_or(rest).to_owned()
    }
}

/// Local time, written `2026-11-16T09:00`.
pub fn at(local: &str) -> Now {
    Now::from_local(local.parse().expect("a local date and time"))
}

/// The bytes of a form with files.
pub fn multipart(fields: &[(&str, &str)], files: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let head =
            format!("--ranh-gioi\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(value.as_bytes());
        body.extend_from_slice(b"\r\n");
    }
    for (field, name, bytes) in files {
        let head = format!(
            "--ranh-gioi\r\nContent-Disposition: form-data; name=\"{field}\"; \
             filename=\"{name}\"\r\nContent-Type: application/octet-stream\r\n\r\n"
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(bytes);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--ranh-gioi--\r\n");
    body
}

/// A picture of one dot.
pub fn png() -> Vec<u8> {
    vec![
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x48, 0x44,
        0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x06, 0x00, 0x00, 0x00, 0x1F,
        0x15, 0xC4, 0x89, 0x00, 0x00, 0x00, 0x0D, 0x49, 0x44, 0x41, 0x54, 0x78, 0xDA, 0x63, 0x64,
        0x60, 0xF8, 0x5F, 0x0F, 0x00, 0x02, 0x87, 0x01, 0x80, 0xEB, 0x47, 0xBA, 0x92, 0x00, 0x00,
        0x00, 0x00, 0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82,
    ]
}

/// The entities of HTML undone.
fn plain(html: &str) -> String {
    let pairs = [
        ("&#34;", "\""),
        ("&#39;", "'"),
        ("&#60;", "<"),
        ("&#62;", ">"),
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#38;", "&"),
        ("&amp;", "&"),
    ];
    pairs
        .iter()
        .fold(html.to_owned(), |text, (from, to)| text.replace(from, to))
}

fn percent(text: &str) -> String {
    web::session::percent(text)
}

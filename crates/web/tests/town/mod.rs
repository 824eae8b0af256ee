//! A running town: one commune with its desk, offices and leader, its neighbour, the province's
//! centre, the built-in catalogue, and a clock that stands still until it is moved.

#![expect(
    clippy::unwrap_used,
    reason = "a test that cannot build its town must stop"
)]
#![allow(dead_code, reason = "each test file uses a part of the town")]
#![allow(
    clippy::allow_attributes,
    reason = "dead code differs from test file to test file"
)]

pub mod browser;
pub mod form;
mod markup;

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::Router;
use domain::calendar::csv_file::parse_calendar_csv;
use domain::calendar::sessions::WeekSessions;
use domain::calendar::{CalendarData, WorkingCalendar};
use domain::dossier::Now;
use domain::dossier::ReturnVia;
use domain::dossier::code::DossierCode;
use domain::dossier::command::{Application, Command, HandedIn};
use domain::dossier::event::HandedForm;
use domain::people::agency::AgencyId;
use domain::people::{Actor, Applicant, ApplicantKind, Official, OfficialId, Role};
use domain::procedure::declaration::Answers;
use domain::procedure::paper::PaperKey;
use domain::procedure::{CaseKey, Channel};
use jiff::Timestamp;
use jiff::civil::{Date, datetime};
use store::{Account, AccountWrite, Config, DossierWrite, Loaded, Place, RulebookWrite, Store};
use uuid::Uuid;
use web::app::App;
use web::fresh;
use web::page::Site;

use browser::Browser;

/// A town, and the folder it lives in.
pub struct Town {
    /// What handlers use.
    pub app: App,
    router: Router,
    seconds: Arc<AtomicI64>,
    people: Vec<(&'static str, OfficialId)>,
    _folder: tempfile::TempDir,
}

/// The unit of this code in the tree in force.
pub fn unit(code: &str) -> AgencyId {
    AgencyId::new(code, Date::constant(2025, 7, 1))
}

/// The desk of the commune.
pub const DESK: &str = "03388-TT";
/// The commune.
pub const COMMUNE: &str = "03388";

/// Who works in the town: log-in name, full name, unit, roles.
const PEOPLE: [(&str, &str, &str, &[Role]); 9] = [
    (
        "mai",
        "Lò Thị Mai",
        DESK,
        &[Role::DeskOfficer, Role::Cashier],
    ),
    ("pao", "Sùng A Páo", "03388-VP", &[Role::CaseOfficer]),
    ("dao", "Tẩn Thị Đào", "03388-VP", &[Role::CaseOfficer]),
    ("son", "Nguyễn Văn Sơn", COMMUNE, &[Role::Leader]),
    ("hoa", "Hoàng Thị Hòa", COMMUNE, &[Role::RecordsClerk]),
    ("chu", "Giàng A Chu", "03390-TT", &[Role::DeskOfficer]),
    ("lan", "Vàng Thị Lan", "03390", &[Role::Leader]),
    ("tam", "Phạm Văn Tâm", "LC-TTPVHCC", &[Role::DeskOfficer]),
    ("quan", "Trần Quản", "12", &[Role::Administrator]),
];

/// The password of everybody who logs in by password.
pub const PASSWORD: &str = "một mật khẩu đủ dài";

/// Procedures of the town, from the built-in catalogue.
const PROCEDURES: [&str; 3] = ["1.001193.toml", "2.000815.toml", "2.000635.toml"];

impl Town {
    /// A town on Monday, 16 November 2026, at nine in the morning.
    pub async fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let config = Config {
            place: Place::Folder(folder.path().join("data")),
            key_file: folder.path().join("keys.json"),
            files: folder.path().join("files"),
        };
        std::fs::create_dir_all(folder.path().join("data")).unwrap();
        let store = Store::open(&config).await.unwrap();
        let start = Now::from_local(datetime(2026, 11, 16, 9, 0, 0, 0));
        let seconds = Arc::new(AtomicI64::new(start.0.as_second()));
        let hand = Arc::clone(&seconds);
        let site = Site {
            body: "UBND tỉnh Lai Châu".to_owned(),
            service: "Một Cửa".to_owned(),
            host: "motcua.example".to_owned(),
            hotline: "02133876543".to_owned(),
            demo: true,
            portal: web::portal::Portal::default(),
        };
        let app = App {
            store,
            press: Arc::new(documents::Press::new()),
            site: Arc::new(site),
            public_url: "http://127.0.0.1:8080".into(),
            partners: std::sync::Arc::default(),
            clock: Arc::new(move || {
                Now(Timestamp::from_second(hand.load(Ordering::SeqCst)).unwrap())
            }),
        };
        let mut town = Self {
            router: web::router(app.clone()),
            app,
            seconds,
            people: Vec::new(),
            _folder: folder,
        };
        town.write_the_rules().await;
        for (login, name, code, roles) in PEOPLE {
            town.employ(login, name, code, roles).await;
        }
        town
    }

    async fn write_the_rules(&self) {
        let organisation = integrations::organisation_file::built_in();
        let days = include_str!(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../../data/calendar/viet-nam.csv"
        ));
        let calendar =
            WorkingCalendar::new(WeekSessions::default(), parse_calendar_csv(days).unwrap());
        let procedures = integrations::built_in::built_in()
            .into_iter()
            .filter(|(name, _)| PROCEDURES.contains(name))
            .map(|(name, text)| integrations::catalogue_file::read_procedure(name, text).unwrap());
        let receptions =
            integrations::reception_file::read_receptions(integrations::built_in::RECEPTIONS);
        let write = RulebookWrite {
            procedures: procedures.collect(),
            organisation: Some((
                organisation.all().cloned().collect(),
                organisation.successions().to_vec(),
            )),
            receptions: Some(receptions.unwrap()),
            calendar: Some(CalendarData::from(calendar.unwrap())),
            what: "thị trấn thử".to_owned(),
            ..RulebookWrite::default()
        };
        self.app
            .store
            .change_rulebook(write)
            .await
            .unwrap()
            .unwrap();
    }

    async fn employ(&mut self, login: &'static str, name: &str, code: &str, roles: &[Role]) {
        let id = OfficialId(Uuid::now_v7());
        let account = Account {
            official: Official {
                id,
                unit: unit(code),
                roles: roles.iter().copied().collect(),
            },
            login: login.to_owned(),
            name: name.to_owned(),
            active: true,
            has_password: false,
        };
        let write = AccountWrite::Create {
            account,
            password_hash: None,
            by: None,
            at: self.app.now(),
        };
        self.app.store.change_account(write).await.unwrap().unwrap();
        self.people.push((login, id));
    }

    /// The account of somebody who works here.
    pub fn id(&self, login: &str) -> OfficialId {
        self.people
            .iter()
            .find(|(name, _)| *name == login)
            .unwrap()
            .1
    }

    /// A browser without a session.
    pub fn stranger(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// A browser in which somebody has logged in.
    pub async fn browser(&self, login: &str) -> Browser {
        let secret = fresh::key();
        let write = AccountWrite::LogIn {
            id: self.id(login),
            secret: secret.clone(),
            at: self.app.now(),
        };
        self.app.store.change_account(write).await.unwrap().unwrap();
        let mut browser = self.stranger();
        browser.carry("motcua", &secret);
        browser
    }

    /// Moves the clock to this local time.
    pub fn move_to(&self, at: jiff::civil::DateTime) {
        let seconds = Now::from_local(at).0.as_second();
        self.seconds.store(seconds, Ordering::SeqCst);
    }

    /// The dossier with this code.
    pub async fn dossier(&self, code: &str) -> Loaded {
        let code: DossierCode = code.parse().unwrap();
        self.app.store.find(&code).await.unwrap().unwrap()
    }

    /// The stage of a dossier, by its stable name.
    pub async fn stage(&self, code: &str) -> &'static str {
        self.dossier(code).await.dossier.stage.name()
    }

    /// Registers a birth online at the commune's desk, as a citizen does, with one file.
    pub async fn file_birth_online(&self) -> String {
        let facts = self.keep_a_file("applicant").await;
        let paper = |key: &str, form, name: Option<&str>| HandedIn {
            paper: PaperKey(key.to_owned()),
            form,
            file_name: name.map(|name| fresh::personal(name.to_owned())),
        };
        let application = Application {
            procedure: "1.001193".parse().unwrap(),
            case: CaseKey("thong-thuong".to_owned()),
            desk: unit(DESK),
            channel: Channel::Online,
            applicant: fresh::personal(applicant()),
            representative: None,
            answers: fresh::personal(Answers::new()),
            papers: vec![paper(
                "giay-chung-sinh",
                HandedForm::File(facts),
                Some("giấy chứng sinh.png"),
            )],
            return_via: ReturnVia::Desk,
            assisted: None,
            part_of: None,
            secret: fresh::personal(fresh::secret()),
        };
        let write = DossierWrite {
            once: None,
            actor: Actor::Applicant,
            now: self.app.now(),
            code: None,
            seen: None,
            id: Uuid::now_v7(),
            command: Command::Submit(Box::new(application)),
        };
        let done = self.app.store.carry_out(write).await.unwrap().unwrap();
        done.code.to_string()
    }

    /// Keeps a picture, as an upload does.
    pub async fn keep_a_file(&self, owner: &str) -> domain::dossier::event::FileFacts {
        let bytes = picture();
        let found = documents::upload::inspect("a.png", &bytes).unwrap();
        let new = store::NewFile {
            sha256: domain::dossier::personal::hex(&found.sha256),
            bytes,
            kind: "png".to_owned(),
            pages: 1,
            uploaded_by: owner.to_owned(),
            at: self.app.now(),
        };
        self.app.store.keep_file(new).await.unwrap()
    }
}

/// An invented applicant.
pub fn applicant() -> Applicant {
    Applicant {
        kind: ApplicantKind::Person,
        name: "Giàng A Phềnh".to_owned(),
        identity: Some("012090000017".to_owned()),
        birth: Some("1990-02-28".to_owned()),
        sex: None,
        phone: Some("0912345678".to_owned()),
        email: None,
        address: "Bản Nậm Củm, phường Đoàn Kết, tỉnh Lai Châu".to_owned(),
    }
}

/// The smallest picture: one pixel.
pub fn picture() -> Vec<u8> {
    const PNG: &[u8] = &[
        0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44,
        0x52, 0x00, 0x00, 0x00, 0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a,
        0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49, 0x44, 0x41, 0x54, 0x78, 0xda, 0x63, 0xf8,
        0x0f, 0x00, 0x01, 0x01, 0x01, 0x00, 0x1c, 0xb0, 0x8c, 0x99, 0x00, 0x00, 0x00, 0x00, 0x49,
        0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
    ];
    PNG.to_vec()
}

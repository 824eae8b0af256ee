//! A town for the citizen's pages: the province of the demonstration on a fresh database, a clock
//! that can be set, visitors with cookies, and officials who act behind the scenes.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use axum::Router;
use domain::calendar::csv_file::parse_calendar_csv;
use domain::calendar::sessions::WeekSessions;
use domain::calendar::{CUT_OFF, CalendarData};
use domain::dossier::Now;
use domain::dossier::Outcome;
use domain::dossier::code::DossierCode;
use domain::dossier::command::{Command, HandedIn, MissingItem, ResultToRecord};
use domain::dossier::event::HandedForm;
use domain::dossier::ground::HandOverProof;
use domain::dossier::personal::Secret;
use domain::people::agency::AgencyId;
use domain::people::{Actor, Official, OfficialId, Role};
use domain::procedure::Procedure;
use domain::procedure::paper::PaperKey;
use integrations::{built_in, catalogue_file, organisation_file, reception_file};
use store::{Config, Loaded, NewFile, Place, RulebookWrite, Store};
use uuid::Uuid;
use web::app::{App, Asked};
use web::fresh;
use web::page::Site;
use web::portal::Portal;

use crate::visitor::Visitor;

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
    /// What visitors reach.
    pub router: Router,
    time: Arc<Mutex<Now>>,
    _folder: tempfile::TempDir,
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
                portal: Portal::default(),
            }),
            public_url: "http://motcua.example.vn".into(),
            partners: std::sync::Arc::default(),
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
        Visitor::of(&self.router)
    }

    /// What visitors reach when the province shows this much of its portal.
    pub fn router_under(&self, portal: Portal) -> Router {
        let mut app = self.app.clone();
        app.site = Arc::new(Site {
            portal,
            ..(*app.site).clone()
        });
        web::router(app)
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
            facts: None,
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

/// Local time, written `2026-11-16T09:00`.
pub fn at(local: &str) -> Now {
    Now::from_local(local.parse().expect("a local date and time"))
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

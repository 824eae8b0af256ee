//! A province with a server and two outside systems that speak HTTP on this machine.

use std::collections::{BTreeMap, BTreeSet};
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use documents::Press;
use domain::bundle::filing::Filing;
use domain::bundle::kind::BundleKind;
use domain::bundle::state::Bundle;
use domain::bundle::{BundleRef, ChildKey, Facts};
use domain::dossier::code::DossierCode;
use domain::dossier::command::{Act, Command, HandedIn, ResultToRecord};
use domain::dossier::event::HandedForm;
use domain::dossier::open_now::open_now;
use domain::dossier::{Dossier, Now, Outcome, Situation, Stage};
use domain::people::agency::AgencyId;
use domain::people::{Actor, Applicant, ApplicantKind, Official, OfficialId, Role};
use domain::procedure::Channel;
use domain::procedure::declaration::{Answers, FieldKind};
use integrations::built_in;
use integrations::partner::known::{Partner, Partners};
use integrations::partner::message::HandOver;
use integrations::partner::pretended::{Manner, Order, Pretended, When};
use integrations::partner::signature::SharedKey;
use jiff::SignedDuration;
use store::{
    Account, AccountWrite, BundleCommand, BundleWrite, Config, DossierWrite, LoadedBundle, NewFile,
    Place, RulebookWrite, Store,
};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::task::JoinHandle;
use web::app::{App, Clock};
use web::bundled::Whole;
use web::language::Language;
use web::page::Site;

use crate::bundles::{BundleCarrier, Went};
use crate::commands::partner::{Desk, router};
use crate::{demo, first_start};

/// Monday morning.
const MORNING: &str = "2026-03-02T09:30";

/// How long somebody may take who answers on this machine.
const PATIENCE: Duration = Duration::from_secs(30);

const SYSTEMS: [&str; 2] = ["cong-an", "bhxh"];

pub fn at(local: &str) -> Now {
    Now::from_local(local.parse().expect("a local date and time"))
}

pub fn key(text: &str) -> ChildKey {
    text.parse().expect("a sound key")
}

/// The common declaration of this kind, every needed field filled in.
fn filled(kind: &str, own: &[(&str, &str)]) -> Answers {
    let kind = built_in::bundle_kind(kind).expect("a kind");
    let parent = built_in::bundle_parent(kind).expect("its procedure");
    let form = parent.declaration.as_ref().expect("a declaration");
    let needed = form.fields.iter().filter(|field| field.required);
    let plausible = |kind: &FieldKind| match kind {
        FieldKind::Name => "Lò Thị Pản".to_owned(),
        FieldKind::PersonalId => "012090001234".to_owned(),
        FieldKind::Date => "01/03/2026".to_owned(),
        FieldKind::Choice(choices) => choices[0].clone(),
        FieldKind::YesNo => "true".to_owned(),
        FieldKind::Line
        | FieldKind::Text
        | FieldKind::TaxCode
        | FieldKind::Phone
        | FieldKind::Email
        | FieldKind::Address
        | FieldKind::Number
        | FieldKind::Amount => "Bản Mới".to_owned(),
    };
    let filled = needed.map(|field| (field.key.clone(), plausible(&field.kind)));
    let own = own
        .iter()
        .map(|(key, said)| ((*key).to_owned(), (*said).to_owned()));
    filled.chain(own).collect()
}

pub fn birth() -> Answers {
    filled(
        "birth",
        &[
            ("khai_sinh.xa", "Xã Bum Nưa"),
            ("thuong_tru.xa", "xã bum nưa"),
            ("thuong_tru.dia_chi", "Bản Mới"),
            ("tre.ho_ten", "Lò Văn Ún"),
        ],
    )
}

pub fn death() -> Answers {
    filled(
        "death",
        &[
            ("khai_tu.xa", "Xã Bum Nưa"),
            ("thuong_tru.xa", "Bum Nưa"),
            ("bao_tu.co", "Có"),
            ("mai_tang.nguoi_nhan", "Lò Thị Pản"),
            ("mai_tang.so_dinh_danh", "012090001234"),
            ("mai_tang.cach_nhan", "Chuyển khoản"),
            ("mai_tang.ngan_hang", "Ngân hàng Nông nghiệp"),
            ("mai_tang.so_tai_khoan", "0123 456 789"),
        ],
    )
}

pub struct Town {
    _folder: TempDir,
    pub store: Store,
    app: App,
    carrier: BundleCarrier,
    now: Arc<Mutex<Now>>,
    systems: BTreeMap<&'static str, Desk>,
    serving: Vec<JoinHandle<()>>,
}

impl Town {
    /// A server beside its two outside systems.
    pub async fn open() -> Self {
        Self::with(&SYSTEMS).await
    }

    /// A server to which nobody is connected.
    pub async fn without_systems() -> Self {
        Self::with(&[]).await
    }

    async fn with(names: &[&'static str]) -> Self {
        let folder = TempDir::new().expect("a temporary folder");
        let store = province(&folder).await;
        let now = Arc::new(Mutex::new(at(MORNING)));
        let told = now.clone();
        let clock: Clock = Arc::new(move || *told.lock().unwrap_or_else(PoisonError::into_inner));
        let ours = listener().await;
        let answer_to = ours.local_addr().expect("an address");
        let mut serving = Vec::new();
        let mut systems = BTreeMap::new();
        let mut partners = BTreeMap::new();
        for name in names {
            let key = SharedKey::new(format!("{name:-<40}").as_bytes()).expect("long enough");
            let theirs = listener().await;
            let address = theirs.local_addr().expect("an address");
            let desk = Desk {
                name: (*name).to_owned(),
                key: key.clone(),
                clock: clock.clone(),
                answer_to,
                partner: Arc::new(Mutex::new(pretended(clock()))),
            };
            serving.push(serve(theirs, router(desk.clone())));
            systems.insert(*name, desk);
            let address = format!("http://{address}")
                .parse()
                .expect("on this machine");
            partners.insert((*name).to_owned(), Partner { address, key });
        }
        let partners = Arc::new(Partners::new(partners));
        let app = App {
            store: store.clone(),
            press: Arc::new(Press::new()),
            site: Arc::new(site()),
            public_url: format!("http://{answer_to}").into(),
            partners: partners.clone(),
            clock,
        };
        serving.push(serve(ours, web::router(app.clone())));
        Self {
            _folder: folder,
            carrier: BundleCarrier::new(store.clone(), partners),
            store,
            app,
            now,
            systems,
            serving,
        }
    }

    pub async fn close(self) {
        for serving in &self.serving {
            serving.abort();
        }
        self.store.close().await.expect("closed");
    }

    pub fn clock_at(&self, now: Now) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }

    pub fn minutes_pass(&self, minutes: i64) {
        let now = self.app.now();
        self.clock_at(Now(now.0 + SignedDuration::from_mins(minutes)));
    }

    /// An outside system is told what to do.
    pub fn tells(&self, name: &str, order: Order) {
        self.systems[name].obey(order);
    }

    /// What an outside system was handed last.
    pub fn handed(&self, name: &str) -> HandOver {
        let partner = self.systems[name].partner();
        partner
            .handed()
            .last()
            .expect("it was handed a child")
            .clone()
    }

    /// How many answers an outside system gives in so many minutes of its own clock.
    pub fn says_in(&self, name: &str, minutes: u32) -> usize {
        self.systems[name].partner().minutes_pass(minutes).len()
    }

    /// A child is handed over as whoever read the bundle at an earlier time would do it.
    pub async fn hands_over(&self, read: &LoadedBundle, child: &ChildKey, attempt: u32) -> Went {
        let child = read.kind.child(child).expect("a child");
        let tried = (attempt, self.app.now());
        let went = self.carrier.hand_over(read, child, tried).await;
        went.expect("no fault")
    }

    /// The worker does what is due.
    pub async fn works(&self) {
        self.carrier.round(self.app.now()).await.expect("no fault");
    }

    /// Waits until a bundle is so.
    pub async fn until(&self, code: &DossierCode, is_so: impl Fn(&Bundle) -> bool) {
        let waiting = async {
            while !is_so(&self.bundle(code).await.bundle) {
                self.store.bundle_moved().await;
            }
        };
        let in_time = tokio::time::timeout(PATIENCE, waiting).await;
        in_time.expect("it comes to that");
    }

    pub async fn bundle(&self, code: &DossierCode) -> LoadedBundle {
        let found = self.store.find_bundle(code).await.expect("no fault");
        found.expect("the bundle")
    }

    pub fn part(&self, code: &DossierCode, child: &str) -> BundleRef {
        BundleRef {
            bundle: code.clone(),
            child: key(child),
        }
    }

    /// Files a bundle online.
    pub async fn files(&self, kind: &str, chosen: &[&str], answers: Answers) -> DossierCode {
        let kind = built_in::bundle_kind(kind).expect("a kind");
        let filing = Filing {
            channel: Channel::Online,
            desk: None,
            chosen: chosen.iter().map(|child| key(child)).collect(),
            applicant: web::fresh::personal(applicant()),
            answers: web::fresh::personal(answers),
            papers: self.papers(kind.kind()).await,
            secret: web::fresh::personal(web::fresh::secret()),
        };
        let command = BundleCommand::Open {
            kind: Arc::new(kind.clone()),
            filing: Box::new(filing),
        };
        self.gives(None, command).await.expect("opened")
    }

    /// The first paper of the common procedure besides the declaration, as a file.
    async fn papers(&self, kind: &BundleKind) -> Vec<HandedIn> {
        let first = kind.children.first().expect("a child");
        let paper = first.papers.first().expect("a paper");
        let new = NewFile {
            bytes: b"giay".to_vec(),
            sha256: "5".repeat(64),
            kind: "pdf".to_owned(),
            pages: 1,
            uploaded_by: "applicant".to_owned(),
            at: self.app.now(),
        };
        let facts = self.store.keep_file(new).await.expect("kept");
        vec![HandedIn {
            paper: paper.from.clone(),
            form: HandedForm::File(facts),
            file_name: Some(web::fresh::personal("giay.pdf".to_owned())),
        }]
    }

    pub async fn withdraws(&self, code: &DossierCode) {
        let reason = web::fresh::personal("Đổi ý".to_owned());
        let command = BundleCommand::Withdraw { reason };
        self.gives(Some(code), command).await.expect("withdrawn");
    }

    async fn gives(
        &self,
        code: Option<&DossierCode>,
        command: BundleCommand,
    ) -> Result<DossierCode, store::BundleNotDone> {
        let write = BundleWrite {
            once: None,
            actor: Actor::Applicant,
            now: self.app.now(),
            code: code.cloned(),
            seen: None,
            id: web::fresh::id(),
            command,
        };
        let done = self.store.carry_out_bundle(write).await.expect("no fault");
        done.map(|done| done.code)
    }

    /// The code of a child's dossier.
    pub async fn dossier(&self, code: &DossierCode, child: &str) -> DossierCode {
        let bundle = self.bundle(code).await.bundle;
        let child = bundle.child(&key(child)).expect("it started");
        let number = child.registered.as_deref().expect("it is registered");
        number.parse().expect("a code of ours")
    }

    async fn whole(&self, code: &DossierCode) -> Whole {
        let loaded = self.bundle(code).await;
        let whole = Whole::of(&self.app, loaded).await;
        whole.unwrap_or_else(|_| panic!("a whole bundle"))
    }

    /// What the citizen reads.
    pub async fn story(&self, code: &DossierCode) -> Vec<String> {
        let rules = self.store.rulebook().await.expect("no fault");
        let whole = self.whole(code).await;
        let steps = whole.steps(&rules, self.app.now(), Language::Vietnamese);
        steps.into_iter().map(|step| step.what).collect()
    }

    /// To whom money is paid, as it is shown.
    pub async fn payout(&self, code: &DossierCode) -> String {
        let rules = self.store.rulebook().await.expect("no fault");
        let whole = self.whole(code).await;
        let children = whole.children(&rules, self.app.now(), Language::Vietnamese);
        children.into_iter().map(|child| child.payout).collect()
    }

    /// The officials of a dossier take it all the way to its result.
    pub async fn grants(&self, code: &DossierCode, facts: &[(&str, &str)]) {
        loop {
            let loaded = self.store.find(code).await.expect("no fault");
            let dossier = loaded.expect("the dossier").dossier;
            let Some((official, command)) = self.next(&dossier, facts).await else {
                return;
            };
            let act = command.act();
            let write = DossierWrite {
                once: None,
                actor: Actor::Official(official),
                now: self.app.now(),
                code: Some(code.clone()),
                seen: Some(dossier.number),
                id: web::fresh::id(),
                command,
            };
            let done = self.store.carry_out(write).await.expect("no fault");
            done.unwrap_or_else(|why| panic!("{act:?}: {why:?}"));
        }
    }

    async fn next(&self, dossier: &Dossier, facts: &[(&str, &str)]) -> Option<(Official, Command)> {
        match &dossier.stage {
            Stage::Submitted => {
                let receive = Command::Receive { papers: Vec::new() };
                Some((self.official(&dossier.desk).await, receive))
            }
            Stage::Received(_) => Some((self.official(&dossier.desk).await, Command::Forward)),
            Stage::Examining(holding) => {
                let official = self.official(&holding.unit).await;
                let rules = self.store.rulebook().await.expect("no fault");
                let holder = holding.officer.map(|id| Official {
                    id,
                    ..official.clone()
                });
                let Some(holder) = holder else {
                    let to = official.id;
                    return Some((official, Command::Assign { to, reason: None }));
                };
                let actor = Actor::Official(holder.clone());
                let situation = Situation {
                    answers: None,
                    duty: domain::people::duty::Duty::none(),
                    actor: &actor,
                    now: self.app.now(),
                    rules: &rules,
                    number: None,
                    named: None,
                };
                let command = if open_now(&situation, dossier).contains(&Act::Propose) {
                    Command::Propose {
                        outcome: Outcome::Granted,
                        note: None,
                    }
                } else {
                    Command::Forward
                };
                Some((holder, command))
            }
            Stage::Deciding(holding, _) => {
                Some((self.official(&holding.unit).await, Command::Approve))
            }
            Stage::Numbering(holding, _) => {
                let facts: Facts = facts
                    .iter()
                    .map(|(key, said)| ((*key).to_owned(), (*said).to_owned()))
                    .collect();
                let result = ResultToRecord {
                    number: "12/GKS".to_owned(),
                    dated_on: self.app.now().today(),
                    file: None,
                    facts: (!facts.is_empty()).then(|| web::fresh::personal(facts)),
                };
                let official = self.official(&holding.unit).await;
                Some((official, Command::RecordResult(result)))
            }
            Stage::AwaitingSupplement { .. }
            | Stage::Refused
            | Stage::Resolved(..)
            | Stage::HandedOver(..)
            | Stage::Withdrawn
            | Stage::Stopped => None,
        }
    }

    /// Somebody new in this unit who may do everything there.
    async fn official(&self, unit: &AgencyId) -> Official {
        let id = web::fresh::id();
        let official = Official {
            id: OfficialId(id),
            unit: unit.clone(),
            roles: BTreeSet::from([
                Role::DeskOfficer,
                Role::CaseOfficer,
                Role::Leader,
                Role::RecordsClerk,
            ]),
        };
        let account = Account {
            official: official.clone(),
            login: format!("u{}", id.simple()),
            name: "Cán bộ".to_owned(),
            active: true,
            has_password: false,
        };
        let write = AccountWrite::Create {
            account,
            password_hash: None,
            by: None,
            at: self.app.now(),
        };
        let created = self.store.change_account(write).await.expect("no fault");
        created.expect("a new account");
        official
    }
}

async fn province(folder: &TempDir) -> Store {
    let config = Config {
        place: Place::Folder(folder.path().join("db")),
        key_file: folder.path().join("motcua.key"),
        files: folder.path().join("files"),
    };
    let store = Store::open(&config).await.expect("the store opens");
    let mut write = RulebookWrite {
        procedures: demo::built_in_procedures().expect("procedures"),
        calendar: Some(first_start::built_in_calendar().expect("a calendar")),
        at: Some(at(MORNING)),
        what: "a province for a test".to_owned(),
        ..RulebookWrite::default()
    };
    demo::add_province(&mut write).expect("a province");
    let version = store.change_rulebook(write).await.expect("no fault");
    version.expect("the first version");
    store
}

async fn listener() -> TcpListener {
    let free: SocketAddr = "127.0.0.1:0".parse().expect("an address");
    TcpListener::bind(free).await.expect("a free port")
}

fn serve(listener: TcpListener, router: axum::Router) -> JoinHandle<()> {
    tokio::spawn(async move {
        axum::serve(listener, router).await.ok();
    })
}

fn pretended(now: Now) -> Pretended {
    let manner = Manner {
        when: When::AtOnce,
        verdict: domain::bundle::answer::Verdict::Granted,
        facts: Facts::new(),
    };
    Pretended::new(now, manner)
}

fn site() -> Site {
    Site {
        body: "Ủy ban nhân dân tỉnh".to_owned(),
        service: "Một Cửa".to_owned(),
        host: "127.0.0.1".to_owned(),
        hotline: String::new(),
        demo: false,
        portal: web::portal::Portal::default(),
    }
}

fn applicant() -> Applicant {
    Applicant {
        kind: ApplicantKind::Person,
        name: "Lò Thị Pản".to_owned(),
        identity: Some("012090001234".to_owned()),
        birth: Some("1990-05-01".to_owned()),
        sex: None,
        phone: Some("0912000123".to_owned()),
        email: None,
        address: "Bản Mới".to_owned(),
    }
}

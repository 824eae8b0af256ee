//! The page of a dossier: papers, checklist, history, and what this official can do now.

mod asked;
mod course;
mod facts;
mod follow;
pub mod opinions;
mod papers;
mod reach;
mod spent;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_SECURITY_POLICY;
use axum::response::Response;
use axum::routing::get;
use domain::bundle::rights::may_see;
use domain::dossier::Dossier;
use domain::dossier::command::Act;
use domain::dossier::consultation::command::ConsultationAct;
use domain::dossier::explanation::explain;
use domain::dossier::open_now::open_now;
use domain::people::duty::Duty;
use domain::rulebook::Rulebook;
use store::{Loaded, Viewed};

use crate::acts::page::button;
use crate::acts::story::{self, Teller};
use crate::app::App;
use crate::bundled::{ChildShown, Whole};
use crate::components::{Fact, FeeLine, Light, Step};
use crate::explained::Why;
use crate::fault::Broken;
use crate::headers::READER_POLICY;
use crate::language::Language;
use crate::look::Look;
use crate::officials::deadline::Deadline;
use crate::officials::{self, JustDone};
use crate::page::{Frame, draw};
use crate::papers::Slip;
use crate::session::Officer;
use crate::wording;

use course::CourseView;
use follow::Following;
use opinions::Round;
use papers::{Check, FileView, Reader, Reading};
use spent::TimeSpent;

/// The addresses of the page and of its mark.
pub fn router() -> Router<App> {
    Router::new()
        .route("/xu-ly/ho-so/{code}", get(page))
        .merge(follow::router())
}

/// How many acts stand as buttons; the others are links below.
const BUTTONS_MAX: usize = 4;

/// Acts in the order in which one reaches for them.
const ORDER: [Act; 33] = [
    Act::TakeOver,
    Act::Consult(ConsultationAct::Answer),
    Act::SettleAtOnce,
    Act::Receive,
    Act::HandOver,
    Act::RecordResult,
    Act::Approve,
    Act::Propose,
    Act::Forward,
    Act::CompleteBeside,
    Act::Along,
    Act::Supplement,
    Act::AskSupplement,
    Act::RecordPayment,
    Act::SendBack,
    Act::PullBack,
    Act::Decline,
    Act::AnswerFeedback,
    Act::Resume,
    Act::Apologise,
    Act::Examine,
    Act::Consult(ConsultationAct::Ask),
    Act::Consult(ConsultationAct::Conclude),
    Act::Consult(ConsultationAct::Bounce),
    Act::Consult(ConsultationAct::HandOn),
    Act::Charge,
    Act::Assign,
    Act::Pause,
    Act::RefuseReception,
    Act::Correct,
    Act::Waive,
    Act::Withdraw,
    Act::Stop,
];

/// An act as a button or a link.
#[derive(Debug)]
struct ActLink {
    text: &'static str,
    href: String,
    kind: &'static str,
    /// The keys that press it, as `keys.js` reads them; may be empty.
    keys: String,
}

impl ActLink {
    /// The same keys in the words of the standard.
    fn shortcuts(&self) -> String {
        self.keys.replace("Ctrl+", "Control+")
    }
}

/// The key of an act, wherever it stands; empty when it has none.
fn key(act: Act) -> &'static str {
    match act {
        Act::Receive | Act::Approve => "F8",
        Act::AskSupplement => "F9",
        Act::Forward | Act::Propose => "F10",
        Act::Examine => "Ctrl+.",
        Act::Assign => "Ctrl+Shift+A",
        Act::Submit
        | Act::ReceiveInPerson
        | Act::Supplement
        | Act::RefuseReception
        | Act::SendBack
        | Act::PullBack
        | Act::Decline
        | Act::RecordResult
        | Act::HandOver
        | Act::Withdraw
        | Act::Stop
        | Act::Correct
        | Act::Charge
        | Act::RecordPayment
        | Act::Waive
        | Act::Rate
        | Act::GiveFeedback
        | Act::AnswerFeedback
        | Act::TakeOver
        | Act::Pause
        | Act::Resume
        | Act::Apologise
        | Act::Along
        | Act::CompleteBeside
        | Act::SettleAtOnce
        | Act::RunOut
        | Act::MovePromise
        | Act::Route
        | Act::Consult(_) => "",
    }
}

/// A slip that can be printed.
#[derive(Debug)]
struct PrintLink {
    text: &'static str,
    href: String,
}

#[derive(Template)]
#[template(path = "casework/dossier.html")]
struct DossierPage {
    frame: Frame,
    code: String,
    light: Light,
    promise: String,
    why: Option<Why>,
    stage: &'static str,
    status: &'static str,
    holder: String,
    complaint: String,
    /// What its lateness asks for; empty while it asks for nothing.
    lateness: &'static str,
    head: Vec<Fact>,
    people: Vec<Fact>,
    files: Vec<FileView>,
    reader: Option<Reader>,
    checks: Vec<Check>,
    answers: Vec<Fact>,
    fees: Vec<FeeLine>,
    owed: String,
    result: Vec<Fact>,
    result_file: String,
    steps: Vec<Step>,
    time: Option<TimeSpent>,
    course: Option<CourseView>,
    /// What stands above the acts.
    acts_head: String,
    main: Vec<ActLink>,
    others: Vec<ActLink>,
    /// The slip of what was just done: it waits to be printed.
    just_made: Vec<PrintLink>,
    prints: Vec<PrintLink>,
    rounds: Vec<Round>,
    viewings: Vec<String>,
    following: Following,
    /// The bundle that it belongs to, and its other parts.
    linked: Option<LinkedPanel>,
}

/// What else belongs to the bundle of a dossier.
struct LinkedPanel {
    code: String,
    name: String,
    /// Whether this official may open its page.
    opens: bool,
    children: Vec<ChildShown>,
}

async fn page(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Path(code): Path<String>,
    Query(just): Query<JustDone>,
    Query(reading): Query<Reading>,
) -> Result<Response, Broken> {
    let Some(loaded) = officials::open(&app, &officer, &code, Viewed::Dossier).await? else {
        return Ok(officials::no_such_dossier(&app, &officer, look));
    };
    let rules = app.rules().await?;
    let dossier = &loaded.dossier;
    let viewings = app.store.viewings(loaded.id).await?;
    let looked = viewings.iter().map(|one| one.official.0);
    let people = story::people_in(&loaded)
        .into_iter()
        .chain(looked)
        .collect();
    let names = officials::names(&app, people).await?;
    let case = dossier
        .procedure_in(&rules)
        .and_then(|procedure| procedure.case(&dossier.case));
    let page = officials::dossier_address(&dossier.code);
    let files = papers::files(&loaded, case, &page, &reading);
    let reader = papers::reader(&app, &files).await?;
    let shows_pdf = reader.as_ref().is_some_and(|reader| !reader.is_picture);
    let teller = Teller {
        rules: &rules,
        loaded: &loaded,
        case,
        names: &names,
    };
    let face = officials::home_face(&officer);
    let title = officials::procedure_name(&rules, dossier.procedure.as_str());
    let mut frame =
        officials::frame(&app, &rules, &officer, face, look, title).below(face.name(), face.home());
    frame.notes.extend(just.note());
    let duty = officials::duty(&app, &officer).await?;
    let (acts_head, main, others) = acts(&app, (&rules, &duty), &officer, dossier);
    let (just_made, prints) = prints(&loaded, &page, just.act());
    let mut people = facts::people_facts(&loaded);
    let told = wording::notice::outcome(&app.store.jobs_of(loaded.id).await?);
    people.extend(told.map(|told| Fact::new("Thông báo", told)));
    let following = Following::of(&app, &officer, &loaded).await?;
    let history = loaded.history.iter().map(|entry| &entry.recorded);
    let calendar = rules.calendar_for(&dossier.competent, app.now().today());
    let why = explain(history, calendar)
        .map(|told| Why::of(&told, dossier, &rules, app.now(), Language::Vietnamese));
    let drawn = DossierPage {
        frame,
        code: dossier.code.to_string(),
        light: Deadline::of(dossier).light(&rules, app.now()),
        promise: facts::promise(dossier),
        why,
        stage: wording::stage::stage(dossier.stage.name()),
        status: wording::stage::status(dossier.national_status()),
        holder: teller.holder(),
        complaint: facts::complaint(&loaded),
        lateness: facts::lateness(dossier, app.now()),
        head: facts::head(&rules, dossier, case),
        people,
        checks: papers::checks(&loaded, case),
        files,
        reader,
        answers: facts::answers(&rules, &loaded),
        fees: facts::fees(&rules, dossier),
        owed: dossier.owed().show(),
        result: facts::result(dossier),
        result_file: facts::result_file(dossier, &page),
        steps: teller.all(),
        time: TimeSpent::of(&loaded, &rules, app.now()),
        course: CourseView::of(dossier, &rules, app.now()),
        acts_head,
        main,
        others,
        just_made,
        prints,
        rounds: opinions::rounds(&app, (&officer, &duty), &teller),
        viewings: facts::viewers(&viewings, &names),
        following,
        linked: linked_panel(&app, &rules, &officer, &loaded).await?,
    };
    let mut response = draw(&drawn);
    if shows_pdf {
        let policy = HeaderValue::from_static(READER_POLICY);
        response
            .headers_mut()
            .insert(CONTENT_SECURITY_POLICY, policy);
    }
    Ok(response)
}

/// The other parts of the bundle that a dossier belongs to: who has them, and how far they are. What
/// their results say is for those who look after the whole.
async fn linked_panel(
    app: &App,
    rules: &Rulebook,
    officer: &Officer,
    loaded: &Loaded,
) -> Result<Option<LinkedPanel>, Broken> {
    let Some(part) = &loaded.dossier.part_of else {
        return Ok(None);
    };
    let Some(bundle) = app.store.find_bundle(&part.bundle).await? else {
        return Ok(None);
    };
    let desk = bundle.bundle.opened.desk.clone();
    let whole = Whole::of(app, bundle).await?;
    let children = whole.children(rules, app.now(), Language::Vietnamese);
    Ok(Some(LinkedPanel {
        code: part.bundle.as_str().to_owned(),
        name: whole.loaded.kind.kind().name.clone(),
        opens: may_see(officer.official(), &desk, &rules.organisation),
        children,
    }))
}

/// What is open now, under its heading: the first few as buttons, the main one first.
fn acts(
    app: &App,
    (rules, duty): (&Rulebook, &Duty),
    officer: &Officer,
    dossier: &Dossier,
) -> (String, Vec<ActLink>, Vec<ActLink>) {
    let actor = officer.actor();
    let open = open_now(
        &officials::situation(&actor, app.now(), rules, duty),
        dossier,
    );
    let mut order: Vec<Act> = ORDER.into_iter().filter(|act| open.contains(act)).collect();
    reach::arrange(&mut order, dossier);
    let heading = reach::heading(&order, dossier, rules, app.now());
    let page = officials::dossier_address(&dossier.code);
    let mut links: Vec<ActLink> = order
        .into_iter()
        .enumerate()
        .map(|(place, act)| {
            // The first is what the page is there for.
            let (kind, main) = match place {
                0 => ("", "Ctrl+Enter"),
                _ => ("secondary", ""),
            };
            ActLink {
                text: button(act, officer, dossier),
                href: format!("{page}/viec/{}", wording::act::slug(act)),
                kind,
                keys: format!("{main} {}", key(act)).trim().to_owned(),
            }
        })
        .collect();
    let others = links.split_off(links.len().min(BUTTONS_MAX));
    (heading, links, others)
}

/// What this history can print: the slip of what was just done, a first print, and the others; the
/// control slip, which grows with the history, among them.
fn prints(loaded: &Loaded, page: &str, done: Option<Act>) -> (Vec<PrintLink>, Vec<PrintLink>) {
    let link = |slip: Slip, again: &str| PrintLink {
        text: slip.name(),
        href: format!("{page}/giay/{}{again}", slip.slug()),
    };
    let (new, old): (Vec<Slip>, Vec<Slip>) = Slip::ALL
        .into_iter()
        .filter(|slip| slip.is_in(&loaded.history))
        .partition(|slip| done == Some(slip.act()));
    (
        new.into_iter().map(|slip| link(slip, "")).collect(),
        old.into_iter()
            .map(|slip| link(slip, "?in-lai=1"))
            .chain([PrintLink {
                text: "phiếu kiểm soát quá trình",
                href: format!("{page}/phieu-kiem-soat.pdf"),
            }])
            .collect(),
    )
}

//! The page of a dossier: everything about it, and what this official can do now.

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::response::Response;
use axum::routing::get;
use domain::dossier::command::Act;
use domain::dossier::event::{HandedForm, HeldPaper};
use domain::dossier::open_now::open_now;
use domain::dossier::{Dossier, Now, Stage};
use domain::people::OfficialId;
use domain::procedure::Case;
use domain::procedure::paper::RequiredPaper;
use domain::rulebook::Rulebook;
use store::{Loaded, Viewed, Viewing};

use crate::acts::page::button;
use crate::acts::papers::{show_form, show_need};
use crate::acts::story::{self, Teller};
use crate::app::App;
use crate::components::{Fact, FeeLine, Light, Step};
use crate::fault::Broken;
use crate::look::Look;
use crate::officials::deadline::Deadline;
use crate::officials::{self, JustDone, Names};
use crate::page::{Frame, draw};
use crate::papers::Slip;
use crate::session::Officer;
use crate::{show, wording};

/// The address of the page.
pub fn router() -> Router<App> {
    Router::new().route("/xu-ly/ho-so/{code}", get(page))
}

/// How many acts stand as buttons; the others are links below.
const BUTTONS_MAX: usize = 4;

/// Acts in the order in which one reaches for them.
const ORDER: [Act; 19] = [
    Act::Receive,
    Act::HandOver,
    Act::RecordResult,
    Act::Approve,
    Act::Propose,
    Act::Forward,
    Act::Supplement,
    Act::AskSupplement,
    Act::RecordPayment,
    Act::SendBack,
    Act::Decline,
    Act::Examine,
    Act::Charge,
    Act::Assign,
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
}

/// One required paper with what is there of it.
#[derive(Debug)]
struct PaperView {
    name: String,
    need: String,
    held: Vec<HeldView>,
    /// What is said when nothing is there.
    missing: &'static str,
    /// The latest mark: text and colour of a tag; empty when there is none.
    mark: (&'static str, &'static str),
}

/// One thing that is there: a file to open, or words.
#[derive(Debug)]
struct HeldView {
    text: String,
    href: String,
    digest: String,
}

impl HeldView {
    /// Nothing to open.
    fn words(text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: String::new(),
            digest: String::new(),
        }
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
    stage: &'static str,
    status: &'static str,
    holder: String,
    head: Vec<Fact>,
    people: Vec<Fact>,
    papers: Vec<PaperView>,
    answers: Vec<Fact>,
    fees: Vec<FeeLine>,
    owed: String,
    result: Vec<Fact>,
    result_file: String,
    steps: Vec<Step>,
    main: Vec<ActLink>,
    others: Vec<ActLink>,
    /// The slip of what was just done: it waits to be printed.
    just_made: Vec<PrintLink>,
    prints: Vec<PrintLink>,
    viewings: Vec<String>,
}

async fn page(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Path(code): Path<String>,
    Query(just): Query<JustDone>,
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
    let (main, others) = acts(&app, &rules, &officer, dossier);
    let page = officials::dossier_address(&dossier.code);
    let (just_made, prints) = prints(&loaded, &page, just.act());
    let drawn = DossierPage {
        frame,
        code: dossier.code.to_string(),
        light: Deadline::of(dossier).light(&rules, app.now()),
        promise: promise(dossier),
        stage: wording::stage::stage(dossier.stage.name()),
        status: wording::stage::status(dossier.national_status()),
        holder: teller.holder(),
        head: head(&rules, dossier, case),
        people: people_facts(&loaded),
        papers: papers(&loaded, case, &page),
        answers: answers(&rules, &loaded),
        fees: fees(&rules, dossier),
        owed: dossier.owed().show(),
        result: result(dossier),
        result_file: result_file(dossier, &page),
        steps: teller.all(),
        main,
        others,
        just_made,
        prints,
        viewings: viewers(&viewings, &names),
    };
    Ok(draw(&drawn))
}

/// Who looked, the latest first: how often, and when last.
fn viewers(viewings: &[Viewing], names: &Names) -> Vec<String> {
    let mut people: Vec<(OfficialId, u32, Option<Now>)> = Vec::new();
    for one in viewings {
        match people.iter_mut().find(|(id, _, _)| *id == one.official) {
            Some((_, times, _)) => *times += 1,
            None => people.push((one.official, 1, one.at)),
        }
    }
    people
        .into_iter()
        .map(|(id, times, last)| {
            let name = names.get(&id.0).map_or("Cán bộ", String::as_str);
            let last = last.map_or_else(String::new, |at| show::moment(at.0));
            format!("{name}: {times} lần, gần nhất {last}")
        })
        .collect()
}

fn promise(dossier: &Dossier) -> String {
    match &dossier.promise {
        Some(promise) => {
            let day = show::date_with_weekday(promise.due.date());
            let rest = if dossier.awaits_supplement() {
                " (tạm dừng, tính lại khi bổ sung đủ)"
            } else if promise.provisional {
                " (lịch nghỉ chưa công bố, có thể đổi)"
            } else {
                ""
            };
            format!("{} {day}{rest}", show::time(promise.due))
        }
        // The light beside it says that nothing is promised.
        None => String::new(),
    }
}

/// What is open now: the first few as buttons, the main one first.
fn acts(
    app: &App,
    rules: &Rulebook,
    officer: &Officer,
    dossier: &Dossier,
) -> (Vec<ActLink>, Vec<ActLink>) {
    let actor = officer.actor();
    let open = open_now(&officials::situation(&actor, app.now(), rules), dossier);
    let mut order: Vec<Act> = ORDER.into_iter().filter(|act| open.contains(act)).collect();
    let unheld = dossier.holding().is_some_and(|held| held.officer.is_none());
    if unheld && let Some(place) = order.iter().position(|act| *act == Act::Assign) {
        // What nobody has is first taken.
        order[..=place].rotate_right(1);
    }
    let page = officials::dossier_address(&dossier.code);
    let mut links: Vec<ActLink> = order
        .into_iter()
        .map(|act| ActLink {
            text: button(act, officer),
            href: format!("{page}/viec/{}", wording::act::slug(act)),
            kind: "secondary",
        })
        .collect();
    if let Some(first) = links.first_mut() {
        first.kind = "";
    }
    let others = links.split_off(links.len().min(BUTTONS_MAX));
    (links, others)
}

fn head(rules: &Rulebook, dossier: &Dossier, case: Option<&Case>) -> Vec<Fact> {
    let case = case.map_or_else(|| dossier.case.0.clone(), |case| case.name.clone());
    let mut facts = vec![
        Fact::new("Trường hợp", case),
        Fact::new("Cách nộp", wording::ground::channel(dossier.channel)),
        Fact::new("Nộp lúc", show::moment(dossier.submitted_at.0)),
    ];
    if let Some(received) = dossier.received_at {
        facts.push(Fact::new("Tiếp nhận lúc", show::moment(received.0)));
    }
    if let Some(promise) = &dossier.promise {
        facts.push(Fact::new("Thời hạn", promise.limit.show()));
    }
    let via = wording::ground::return_via(dossier.return_via);
    facts.extend([
        Fact::new("Nơi tiếp nhận", officials::unit_name(rules, &dossier.desk)),
        Fact::new(
            "Cơ quan giải quyết",
            officials::unit_name(rules, &dossier.competent),
        ),
        Fact::new("Nhận kết quả", via),
    ]);
    facts
}

fn people_facts(loaded: &Loaded) -> Vec<Fact> {
    let dossier = &loaded.dossier;
    let Some(applicant) = loaded.personal.applicant(dossier.applicant.id) else {
        return vec![Fact::new("Người nộp", "(đã xóa dữ liệu cá nhân)")];
    };
    let or_none = |text: Option<String>| text.unwrap_or_else(|| "không có".to_owned());
    let mut facts = vec![
        Fact::new("Họ tên", applicant.name.clone()),
        Fact::new(
            "Số định danh, mã số thuế",
            or_none(applicant.identity.as_deref().map(show::personal_id)),
        ),
        Fact::new(
            "Điện thoại",
            or_none(applicant.phone.as_deref().map(show::phone)),
        ),
        Fact::new("Nơi ở", applicant.address.clone()),
    ];
    if let Some(birth) = &applicant.birth {
        let shown = birth.parse().map_or_else(|_| birth.clone(), show::date);
        facts.insert(1, Fact::new("Ngày sinh", shown));
    }
    if let Some(email) = &applicant.email {
        facts.push(Fact::new("Thư điện tử", email.clone()));
    }
    let representative = dossier.representative.as_ref();
    if let Some(one) = representative.and_then(|row| loaded.personal.representative(row.id)) {
        let phone = one.phone.as_deref().map(show::phone);
        let mut about = format!("{} · {}", one.name, show::personal_id(&one.identity));
        if let Some(phone) = phone {
            about = format!("{about} · {phone}");
        }
        facts.push(Fact::new("Người nộp thay", about).source(one.authority));
    }
    facts
}

fn papers(loaded: &Loaded, case: Option<&Case>, page: &str) -> Vec<PaperView> {
    let Some(case) = case else { return Vec::new() };
    case.papers
        .iter()
        .map(|paper| PaperView {
            name: paper.name.clone(),
            need: match paper.replaceable_by {
                Some(_) => show_need(paper),
                None => format!("Cần: {}", show_need(paper)),
            },
            held: held_views(loaded, paper, page),
            missing: match paper.replaceable_by {
                Some(_) => "chưa tra",
                None => "chưa có",
            },
            mark: match story::last_mark(loaded, &paper.key) {
                Some(true) => ("Đạt", "green"),
                Some(false) => ("Chưa đạt", "red"),
                None => ("", ""),
            },
        })
        .collect()
}

/// What is there of a paper; a declaration may be there as answers.
fn held_views(loaded: &Loaded, paper: &RequiredPaper, page: &str) -> Vec<HeldView> {
    let held = loaded.dossier.papers.iter();
    let mut views: Vec<HeldView> = held
        .filter(|held| held.paper == paper.key)
        .map(|held| held_view(loaded, held, page))
        .collect();
    let answers = loaded.personal.answers(loaded.dossier.answers.id);
    if paper.is_declaration && answers.is_some_and(|answers| !answers.is_empty()) {
        views.push(HeldView::words("khai trên hệ thống"));
    }
    views
}

fn held_view(loaded: &Loaded, held: &HeldPaper, page: &str) -> HeldView {
    match &held.form {
        HandedForm::File(facts) => {
            let name = held.file_name.as_ref();
            let name = name.and_then(|name| loaded.personal.text(name.id));
            HeldView {
                text: format!(
                    "{} ({} trang, {})",
                    name.unwrap_or_else(|| "Tệp".to_owned()),
                    facts.pages,
                    show::size(facts.size)
                ),
                href: format!("{page}/tep/{}", facts.id),
                digest: facts.sha256.clone(),
            }
        }
        HandedForm::OnPaper { .. } | HandedForm::ReplacedByData | HandedForm::NotNeeded => {
            HeldView::words(show_form(&held.form))
        }
    }
}

fn answers(rules: &Rulebook, loaded: &Loaded) -> Vec<Fact> {
    let dossier = &loaded.dossier;
    let answers = loaded
        .personal
        .answers(dossier.answers.id)
        .unwrap_or_default();
    let design = dossier
        .procedure_in(rules)
        .and_then(|procedure| procedure.declaration.as_ref());
    let Some(design) = design else {
        return Vec::new();
    };
    design
        .fields
        .iter()
        .filter_map(|field| {
            let answer = answers.get(&field.key)?;
            let shown = match answer.as_str() {
                "true" => "Có",
                "false" => "Không",
                text => text,
            };
            Some(Fact::new(&field.label, shown).source(&field.group))
        })
        .collect()
}

fn fees(rules: &Rulebook, dossier: &Dossier) -> Vec<FeeLine> {
    let terms = dossier.terms_in(rules);
    let mut lines: Vec<FeeLine> = dossier
        .charges
        .iter()
        .map(|charge| {
            let listed = terms.and_then(|terms| terms.fees.iter().find(|f| f.key == charge.fee));
            FeeLine {
                name: listed.map_or_else(|| charge.fee.0.clone(), |fee| fee.name.clone()),
                note: listed.map_or_else(
                    || format!("số lượng {}", charge.units),
                    |fee| format!("{} {}", charge.units, fee.per),
                ),
                sum: charge.amount.show_short(),
            }
        })
        .collect();
    for (name, sum) in [("Đã miễn, giảm", dossier.waived), ("Đã thu", dossier.paid)] {
        if !sum.is_zero() {
            lines.push(FeeLine {
                name: name.to_owned(),
                note: String::new(),
                sum: format!("−{}", sum.show_short()),
            });
        }
    }
    lines
}

fn issued(dossier: &Dossier) -> Option<&domain::dossier::event::IssuedResult> {
    match &dossier.stage {
        Stage::Resolved(_, _, issued) | Stage::HandedOver(_, issued) => Some(issued),
        Stage::Submitted
        | Stage::AwaitingSupplement { .. }
        | Stage::Refused
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Deciding(..)
        | Stage::Numbering(..)
        | Stage::Withdrawn
        | Stage::Stopped => None,
    }
}

fn result(dossier: &Dossier) -> Vec<Fact> {
    issued(dossier).map_or_else(Vec::new, |issued| {
        vec![
            Fact::new("Số, ký hiệu", issued.number.clone()),
            Fact::new("Ngày văn bản", show::date(issued.dated_on)),
        ]
    })
}

fn result_file(dossier: &Dossier, page: &str) -> String {
    issued(dossier)
        .and_then(|issued| issued.file.as_ref())
        .map_or_else(String::new, |file| format!("{page}/tep/{}", file.id))
}

/// Slips that this history can print: the one of what was just done, a first print, and the others.
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
            .collect(),
    )
}

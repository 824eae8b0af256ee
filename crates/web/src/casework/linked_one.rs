//! One bundle for officials: every part, what was said and not taken, what an official has to
//! decide, what still waits to be sent.

use askama::Template;
use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::bundle::ChildKey;
use domain::bundle::event::BundleEvent;
use domain::bundle::rights::{BundleAct, may, may_see};
use domain::bundle::running::Running;
use domain::dossier::code::DossierCode;
use domain::people::OfficialId;
use domain::rulebook::Rulebook;
use domain::vietnamese::clean;
use serde::Deserialize;
use store::{BundleCommand, BundlePurpose, MessageEnd, MessageLine, Viewed};

use crate::app::{App, Asked, once};
use crate::bundled::{ChildShown, Whole};
use crate::components::Step;
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::fresh;
use crate::language::Language;
use crate::look::Look;
use crate::officials;
use crate::page::{Frame, Note, draw, draw_as};
use crate::session::Officer;
use crate::show;
use crate::wording::bundle::{answer_refused, not_done, verdict};

/// The field of a note or a reason.
const NOTE: &str = "ghi-chu";

/// Longest note or reason that is kept, in characters.
const TEXT_MAX: usize = 2_000;

/// `/xu-ly/lien-thong/{code}`, and below it what officials do.
pub fn router() -> Router<App> {
    Router::new()
        .route("/xu-ly/lien-thong/{code}", get(page))
        .route("/xu-ly/lien-thong/{code}/xem-lai", post(review))
        .route("/xu-ly/lien-thong/{code}/quyet-dinh", post(decide))
        .route("/xu-ly/lien-thong/{code}/rut", post(withdraw))
}

/// What a form sent.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Sent {
    key: String,
    seen: String,
    so: String,
    viec: String,
    #[serde(rename = "lam-tiep")]
    go_on: String,
    #[serde(rename = "ghi-chu")]
    note: String,
}

/// An answer that waits for a clerk.
struct Refused {
    number: u32,
    child: String,
    why: &'static str,
    at: String,
    /// How it says that the child was settled; empty in old records.
    verdict: &'static str,
    /// What it says: name and value.
    facts: Vec<(String, String)>,
    /// What was typed about it.
    note: String,
    /// How to mend that; empty when nothing is wrong.
    error: String,
}

/// A message that waits, or that an outside system did not follow.
struct MessageRow {
    child: String,
    what: &'static str,
    state: String,
}

/// A child after which an official decides.
struct Undecided {
    key: String,
    name: String,
}

#[derive(Template)]
#[template(path = "casework/linked_one.html")]
struct LinkedOne {
    frame: Frame,
    code: String,
    standing: &'static str,
    opened: String,
    desk: String,
    children: Vec<ChildShown>,
    refused: Vec<Refused>,
    may_review: bool,
    undecided: Option<Undecided>,
    may_decide: bool,
    may_withdraw: bool,
    messages: Vec<MessageRow>,
    steps: Vec<Step>,
    key: String,
    seen: u32,
    /// Who withdrew it for the applicant, when and why.
    withdrawn: Option<String>,
    /// What was typed as the reason to withdraw it.
    note: String,
    /// What was typed about an answer at which nobody has to look any more.
    lost: String,
}

/// A bundle that this official may see.
struct Open {
    whole: Whole,
    rules: std::sync::Arc<Rulebook>,
    officer: Officer,
}

async fn page(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Path(code): Path<String>,
) -> Result<Response, Broken> {
    match open(&app, &officer, &code).await? {
        Some(open) => Ok(draw(&drawn(&app, &open, look).await?)),
        None => Ok(officials::no_such_dossier(&app, &officer, look)),
    }
}

async fn review(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Path(code): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Broken> {
    let refused = sent.so.parse().unwrap_or_default();
    let command = BundleCommand::Review {
        refused,
        note: fresh::personal(text(&sent.note)),
    };
    let place = format!("{NOTE}-{refused}");
    if let Some(errors) = too_long(&place, &sent) {
        return mend(&app, (officer, look), (&code, &sent), errors).await;
    }
    act(&app, (officer, look), (&code, &sent), command).await
}

async fn decide(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Path(code): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Broken> {
    let Ok(child) = sent.viec.parse::<ChildKey>() else {
        return Ok(officials::no_such_dossier(&app, &officer, look));
    };
    let command = BundleCommand::DecideRest {
        child,
        go_on: sent.go_on == "co",
    };
    act(&app, (officer, look), (&code, &sent), command).await
}

async fn withdraw(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Path(code): Path<String>,
    Form(sent): Form<Sent>,
) -> Result<Response, Broken> {
    if let Some(errors) = too_long(NOTE, &sent) {
        return mend(&app, (officer, look), (&code, &sent), errors).await;
    }
    let command = BundleCommand::Withdraw {
        reason: fresh::personal(text(&sent.note)),
    };
    act(&app, (officer, look), (&code, &sent), command).await
}

fn text(typed: &str) -> String {
    clean(typed).trim().to_owned()
}

/// What is said of a text that is longer than what is kept; `place` is the field's id.
fn too_long(place: &str, sent: &Sent) -> Option<FormErrors> {
    let count = text(&sent.note).chars().count();
    let mut errors = FormErrors::new();
    if count > TEXT_MAX {
        let (most, count) = (show::number(TEXT_MAX as u64), show::number(count as u64));
        let said = format!("Dài nhất {most} ký tự. Đoạn này có {count} ký tự, viết gọn lại");
        errors.add(place, said);
    }
    (!errors.is_empty()).then_some(errors)
}

/// The page with what was typed and how to mend it.
async fn mend(
    app: &App,
    (officer, look): (Officer, Look),
    (code, sent): (&str, &Sent),
    errors: FormErrors,
) -> Result<Response, Broken> {
    let Some(open) = open(app, &officer, code).await? else {
        return Ok(officials::no_such_dossier(app, &officer, look));
    };
    let mut page = drawn(app, &open, look).await?;
    page.keep(sent);
    for answer in &mut page.refused {
        let place = format!("{NOTE}-{}", answer.number);
        errors.of(&place).clone_into(&mut answer.error);
    }
    page.frame = page.frame.errors(errors);
    Ok(draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page))
}

impl LinkedOne {
    /// What was typed stays in the box that was sent, and in no other.
    fn keep(&mut self, sent: &Sent) {
        if sent.so.is_empty() {
            self.note.clone_from(&sent.note);
            return;
        }
        let mut boxes = self.refused.iter_mut();
        match boxes.find(|answer| answer.number.to_string() == sent.so) {
            Some(answer) => answer.note.clone_from(&sent.note),
            None => self.lost.clone_from(&sent.note),
        }
    }
}

/// Gives a command, and shows what became of it.
async fn act(
    app: &App,
    (officer, look): (Officer, Look),
    (code, sent): (&str, &Sent),
    command: BundleCommand,
) -> Result<Response, Broken> {
    let Some(open) = open(app, &officer, code).await? else {
        return Ok(officials::no_such_dossier(app, &officer, look));
    };
    let code = open.whole.loaded.bundle.opened.code.clone();
    let content = format!("{}\n{}\n{}\n{}", sent.so, sent.viec, sent.go_on, sent.note);
    let asked = Asked {
        actor: officer.actor(),
        code: Some(&code),
        seen: sent.seen.parse().ok(),
        once: Some(once(&officer.scope(), &sent.key, content.as_bytes())),
    };
    match app.carry_out_bundle(fresh::id(), asked, command).await? {
        Ok(_) => Ok(Redirect::to(&format!("/xu-ly/lien-thong/{code}")).into_response()),
        Err(why) => {
            let said = not_done(&why, Some(open.whole.names()), Language::Vietnamese);
            let again = self::open(app, &officer, code.as_str())
                .await?
                .unwrap_or(open);
            let mut page = drawn(app, &again, look).await?;
            page.keep(sent);
            page.frame = page.frame.note(Note::Refused(said));
            Ok(draw_as(StatusCode::CONFLICT, &page))
        }
    }
}

/// The bundle behind a code, for whoever may see it; the look is noted first.
async fn open(app: &App, officer: &Officer, code: &str) -> Result<Option<Open>, Broken> {
    let Ok(code) = code.parse::<DossierCode>() else {
        return Ok(None);
    };
    let Some(loaded) = app.store.find_bundle(&code).await? else {
        return Ok(None);
    };
    let rules = app.rules().await?;
    let official = officer.official();
    if !may_see(official, &loaded.bundle.opened.desk, &rules.organisation) {
        return Ok(None);
    }
    let noted = app
        .store
        .note_viewing(official.id, loaded.id, Viewed::Dossier, app.now());
    noted.await?;
    Ok(Some(Open {
        whole: Whole::of(app, loaded).await?,
        rules,
        officer: officer.clone(),
    }))
}

async fn drawn(app: &App, open: &Open, look: Look) -> Result<LinkedOne, Broken> {
    let (whole, rules, officer) = (&open.whole, &open.rules, &open.officer);
    let (bundle, now) = (&whole.loaded.bundle, app.now());
    let desk = &bundle.opened.desk;
    let may = |act| may(&officer.actor(), act, desk, &rules.organisation);
    let running = Running {
        kind: &whole.loaded.kind,
        now,
        calendar: rules.calendar_for(desk, now.today()),
    };
    let undecided = running
        .undecided(bundle)
        .filter(|_| bundle.end.is_none())
        .map(|key| Undecided {
            key: key.to_string(),
            name: whole.names().child(key),
        });
    let messages = app.store.messages_of_bundle(whole.loaded.id).await?;
    let face = officials::home_face(officer);
    let title = whole.loaded.kind.kind().name.clone();
    let frame = officials::frame(app, rules, officer, face, look, title);
    Ok(LinkedOne {
        frame: frame
            .below(face.name(), face.home())
            .below("Hồ sơ liên thông", "/xu-ly/lien-thong"),
        code: bundle.opened.code.as_str().to_owned(),
        standing: whole.standing(Language::Vietnamese),
        opened: show::date_time(bundle.opened_at.local()),
        desk: officials::unit_name(rules, desk),
        children: whole.children(rules, now, Language::Vietnamese),
        refused: refused(whole),
        may_review: may(BundleAct::Review),
        undecided,
        may_decide: may(BundleAct::DecideRest),
        may_withdraw: may(BundleAct::Withdraw)
            && bundle.end.is_none()
            && bundle.withdrawn_at.is_none(),
        messages: messages
            .iter()
            .filter_map(|line| message(line, whole))
            .collect(),
        steps: whole.steps(rules, now, Language::Vietnamese),
        key: fresh::key(),
        seen: bundle.number,
        withdrawn: withdrawn(app, whole).await?,
        note: String::new(),
        lost: String::new(),
    })
}

/// Who withdrew it for the applicant, when and why; none where the applicant did it.
async fn withdrawn(app: &App, whole: &Whole) -> Result<Option<String>, Broken> {
    let mut history = whole.loaded.history.iter().rev();
    let told = history.find_map(|entry| {
        let BundleEvent::Withdrawn { reason, .. } = &entry.recorded.event else {
            return None;
        };
        Some((entry, reason))
    });
    let Some((entry, reason)) = told else {
        return Ok(None);
    };
    let Some(official) = entry.official else {
        return Ok(None);
    };
    let account = app.store.account(OfficialId(official)).await?;
    let name = account.map_or_else(|| "cán bộ".to_owned(), |account| account.name);
    let at = show::date_time(entry.recorded.at.local());
    let why = whole.loaded.personal.text(reason.id).unwrap_or_default();
    Ok(Some(format!(
        "{name} rút thay người nộp, lúc {at}. Lý do: {why}"
    )))
}

fn refused(whole: &Whole) -> Vec<Refused> {
    let waiting = &whole.loaded.bundle.to_review;
    let history = whole.loaded.history.iter();
    let kept = history.filter(|entry| waiting.contains_key(&entry.recorded.number));
    let shown = kept.filter_map(|entry| {
        let BundleEvent::AnswerRefused {
            child,
            why,
            verdict: says,
            facts,
            ..
        } = &entry.recorded.event
        else {
            return None;
        };
        let said = whole.loaded.personal.facts(facts.id).unwrap_or_default();
        Some(Refused {
            number: entry.recorded.number,
            child: whole.names().child(child),
            why: answer_refused(*why),
            at: show::date_time(entry.recorded.at.local()),
            verdict: says.map_or("", |says| verdict(says, Language::Vietnamese)),
            facts: whole.named(child, said),
            note: String::new(),
            error: String::new(),
        })
    });
    shown.collect()
}

/// A message that somebody should know of; none for what went as it should.
fn message(line: &MessageLine, whole: &Whole) -> Option<MessageRow> {
    let state = match (line.end, &line.detail) {
        (Some(MessageEnd::Done | MessageEnd::Overtaken), _) => return None,
        (Some(MessageEnd::KeptThere), _) => {
            "cơ quan đó báo đang ký hoặc đã xong, không trả lại".to_owned()
        }
        (None, detail) => {
            let next = line.next_at.map(|at| show::date_time(at.local()));
            let next = next.unwrap_or_default();
            let why = detail.as_deref().map_or("chờ gửi", failure);
            format!(
                "{why}; đã thử {} lần, thử lại lúc {next}",
                line.message.attempts
            )
        }
    };
    Some(MessageRow {
        child: whole.names().child(&line.message.child),
        what: match line.message.purpose {
            BundlePurpose::HandOver => "Chuyển hồ sơ",
            BundlePurpose::Recall => "Đề nghị trả lại hồ sơ",
            BundlePurpose::Open => "Mở hồ sơ của việc này",
            BundlePurpose::Feed => "Lấy kết quả sang việc sau",
        },
        state,
    })
}

/// Why a try failed, in words.
fn failure(word: &str) -> &'static str {
    match word {
        "unreachable" => "chưa kết nối được hệ thống bên ngoài",
        "refused" => "bị từ chối",
        "unreadable" => "trả lời không đọc được",
        "not_connected" => "chưa khai báo hệ thống bên ngoài này ở máy chủ",
        _ => "máy chủ gặp sự cố",
    }
}

//! `/api/v1/bundles`: linked procedures, filed as one, read as one, withdrawn as one.

use std::sync::Arc;

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use domain::bundle::ChildKey;
use domain::bundle::event::BundleEnd;
use domain::bundle::filing::Filing;
use domain::bundle::rights::may_see;
use domain::bundle::state::{Child, ChildEnd};
use domain::dossier::Now;
use domain::dossier::code::DossierCode;
use domain::people::Actor;
use domain::procedure::Channel;
use domain::rulebook::Rulebook;
use integrations::built_in;
use store::{BundleCommand, BundleDone, LoadedBundle, Viewed};

use super::body::JsonBytes;
use super::caller::{Caller, Key};
use super::model::bundles::{
    BundleOpened, BundleShown, ChildShown, NewBundle, RefusedShown, StoryLine, WithdrawBundle,
};
use super::open::desk;
use super::problem::Problem;
use super::reading::Reading;
use crate::app::{App, Asked, once};
use crate::bundled::{self, Whole};
use crate::fresh;
use crate::language::Language;
use crate::wording::bundle::{Names, answer_word};

/// Files linked procedures as one.
///
/// A repeated request gets the first answer.
#[utoipa::path(
    post,
    path = "/api/v1/bundles",
    tag = "bundles",
    params(("Idempotency-Key" = String, Header, description = "1 to 255 printable ASCII characters, the same in every retry")),
    request_body = NewBundle,
    responses(
        (status = 201, body = BundleOpened, headers(("Location" = String, description = "The bundle's address"))),
        (status = "4XX", response = super::document::Refused),
        (status = "5XX", response = super::document::Broke),
    ),
)]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Key(key): Key,
    body: JsonBytes,
) -> Result<Response, Problem> {
    let mut content = b"POST /api/v1/bundles\n".to_vec();
    content.extend(body.canonical()?);
    let once = once(&caller.scope(), &key, &content);
    let asked: NewBundle = body.read()?;
    if let Some(answered) = app.store.answered_bundle(&once).await? {
        let done = answered.map_err(|why| Problem::bundle(&why, None))?;
        return opened(&app, &done).await;
    }
    let unknown = || Problem::field("kind", "Không có nhóm liên thông này. Ghi birth hoặc death");
    let kind = built_in::bundle_kind(&asked.kind).ok_or_else(unknown)?;
    let rules = app.rules().await?;
    let filing = read(&app, &caller, &rules, &asked).await?;
    let actor = match asked.channel {
        Channel::Online => Actor::Applicant,
        Channel::Desk | Channel::Post => caller.0.actor(),
    };
    let asked = Asked {
        actor,
        code: None,
        seen: None,
        once: Some(once),
    };
    let command = BundleCommand::Open {
        kind: Arc::new(kind.clone()),
        filing: Box::new(filing),
    };
    let done = app.carry_out_bundle(fresh::id(), asked, command).await?;
    let names = Names {
        kind,
        parent: built_in::bundle_parent(kind).map(AsRef::as_ref),
    };
    let done = done.map_err(|why| Problem::bundle(&why, Some(names)))?;
    opened(&app, &done).await
}

async fn opened(app: &App, done: &BundleDone) -> Result<Response, Problem> {
    let loaded = app.store.find_bundle_by_id(done.bundle).await?;
    let loaded = loaded.ok_or_else(Problem::not_found)?;
    let secret = loaded.personal.secret(loaded.bundle.opened.secret.id);
    let shown = BundleOpened {
        code: done.code.to_string(),
        secret: secret.map(|secret| secret.typed),
        version: done.number,
    };
    let address = format!("/api/v1/bundles/{}", done.code);
    Ok((StatusCode::CREATED, [(LOCATION, address)], Json(shown)).into_response())
}

async fn read(
    app: &App,
    caller: &Caller,
    rules: &Rulebook,
    asked: &NewBundle,
) -> Result<Filing, Problem> {
    let mut reading = Reading::new(app, caller, None);
    let kind = built_in::bundle_kind(&asked.kind);
    let parent = kind.and_then(built_in::bundle_parent);
    let form = parent.and_then(|parent| parent.declaration.as_ref());
    let today = app.now().today();
    let form = kind.zip(form).map(|(kind, form)| {
        kind.kind()
            .form_with_communes(form, &rules.organisation, today)
    });
    let mut chosen = Vec::with_capacity(asked.chosen.len());
    for (at, key) in asked.chosen.iter().enumerate() {
        match key.parse::<ChildKey>() {
            Ok(key) => chosen.push(key),
            Err(_) => reading.wrong(
                format!("chosen[{at}]"),
                "Ghi khóa của một việc, như the-bhyt",
            ),
        }
    }
    if asked.channel == Channel::Online && asked.desk.is_some() {
        let text = "Nộp online thì nơi nhận là bộ phận một cửa của việc đầu. Bỏ \"desk\"";
        reading.wrong("desk", text);
    }
    let applicant = reading.applicant(&asked.applicant);
    let answers = reading.answers(form.as_ref(), asked.channel, &asked.answers);
    let papers = reading.papers(&asked.papers).await?;
    let applicant = reading.done(applicant)?;
    Ok(Filing {
        channel: asked.channel,
        desk: asked.desk.as_ref().map(|text| desk(rules, text, today)),
        chosen,
        // Without one there was an error, and errors were answered above.
        applicant: applicant.ok_or_else(|| Problem::of("bad-input"))?,
        answers,
        papers,
        secret: fresh::personal(fresh::secret()),
    })
}

/// A bundle with everything the official may see. The look is noted.
#[utoipa::path(
    get,
    path = "/api/v1/bundles/{code}",
    tag = "bundles",
    params(("code" = String, Path, description = "The bundle's code")),
    responses(
        (status = 200, body = BundleShown),
        (status = "4XX", response = super::document::Refused),
        (status = "5XX", response = super::document::Broke),
    ),
)]
pub(super) async fn get(
    State(app): State<App>,
    caller: Caller,
    code: Result<Path<String>, PathRejection>,
) -> Result<Json<BundleShown>, Problem> {
    let loaded = find(&app, &caller, code).await?;
    shown(&app, loaded).await.map(Json)
}

/// Withdraws the whole: what nobody signs yet is taken back.
#[utoipa::path(
    post,
    path = "/api/v1/bundles/{code}/withdraw",
    tag = "bundles",
    params(
        ("code" = String, Path, description = "The bundle's code"),
        ("Idempotency-Key" = String, Header, description = "1 to 255 printable ASCII characters, the same in every retry"),
    ),
    request_body = WithdrawBundle,
    responses(
        (status = 200, body = BundleShown),
        (status = "4XX", response = super::document::Refused),
        (status = "5XX", response = super::document::Broke),
    ),
)]
pub(super) async fn withdraw(
    State(app): State<App>,
    caller: Caller,
    Key(key): Key,
    code: Result<Path<String>, PathRejection>,
    body: JsonBytes,
) -> Result<Json<BundleShown>, Problem> {
    let loaded = find(&app, &caller, code).await?;
    let code = loaded.bundle.opened.code.clone();
    let mut content = format!("POST /api/v1/bundles/{code}/withdraw\n").into_bytes();
    content.extend(body.canonical()?);
    let asked: WithdrawBundle = body.read()?;
    let mut reading = Reading::new(&app, &caller, None);
    let reason = reading.text("reason", &asked.reason);
    let reason = reading.done(reason)?;
    let asked = Asked {
        actor: caller.0.actor(),
        code: Some(&code),
        seen: Some(asked.seen),
        once: Some(once(&caller.scope(), &key, &content)),
    };
    let command = BundleCommand::Withdraw { reason };
    let done = app.carry_out_bundle(fresh::id(), asked, command).await?;
    done.map_err(|why| Problem::bundle(&why, None))?;
    let again = app.store.find_bundle(&code).await?;
    shown(&app, again.ok_or_else(Problem::not_found)?)
        .await
        .map(Json)
}

/// The bundle for whoever may see it; to everybody else it is not there.
async fn find(
    app: &App,
    caller: &Caller,
    code: Result<Path<String>, PathRejection>,
) -> Result<LoadedBundle, Problem> {
    let Path(code) = code.map_err(|_| Problem::not_found())?;
    let code: DossierCode = code.parse().map_err(|_| Problem::not_found())?;
    let loaded = app.store.find_bundle(&code).await?;
    let loaded = loaded.ok_or_else(Problem::not_found)?;
    let rules = app.rules().await?;
    let official = caller.0.official();
    if !may_see(official, &loaded.bundle.opened.desk, &rules.organisation) {
        return Err(Problem::not_found());
    }
    app.store
        .note_viewing(official.id, loaded.id, Viewed::Dossier, app.now())
        .await?;
    Ok(loaded)
}

async fn shown(app: &App, loaded: LoadedBundle) -> Result<BundleShown, Problem> {
    let rules = app.rules().await?;
    let whole = Whole::of(app, loaded).await?;
    let (bundle, now) = (&whole.loaded.bundle, app.now());
    let children = whole.children(&rules, now, Language::Vietnamese);
    let children = children.into_iter().map(|child| {
        let state = bundle.child(&child.key);
        shown_child(child, state)
    });
    let steps = whole.steps(&rules, now, Language::Vietnamese);
    Ok(BundleShown {
        code: bundle.opened.code.to_string(),
        kind: bundle.opened.kind.clone(),
        name: whole.loaded.kind.kind().name.clone(),
        version: bundle.number,
        opened_at: moment(bundle.opened_at),
        status: status(bundle.end),
        desk: bundle.opened.desk.as_str().to_owned(),
        children: children.collect(),
        to_review: bundle
            .to_review
            .iter()
            .map(|(number, (child, why))| RefusedShown {
                number: *number,
                child: child.to_string(),
                why: answer_word(*why),
            })
            .collect(),
        story: steps
            .into_iter()
            .map(|step| StoryLine {
                at: step.when,
                text: format!("{} {}", step.what, step.note).trim().to_owned(),
                part: step.who,
            })
            .collect(),
    })
}

fn shown_child(child: bundled::ChildShown, state: Option<&Child>) -> ChildShown {
    let given = |text: String| (!text.is_empty()).then_some(text);
    let ended = state.and_then(|state| state.ended.as_ref());
    ChildShown {
        child: child.key.to_string(),
        name: child.name,
        agency: child.agency,
        dossier: given(child.dossier),
        number: given(child.number),
        status: child_status(state),
        started_at: state.and_then(|state| state.started_at).map(moment),
        due: child.due_at.map(|due| format!("{due}+07:00")),
        late: child.is_late,
        silent_since: state.and_then(|state| state.silent_since).map(moment),
        ended_at: ended.map(|(at, _)| moment(*at)),
        working_minutes: child.minutes,
        facts: child.facts.into_iter().collect(),
    }
}

fn moment(at: Now) -> String {
    format!("{}+07:00", at.local())
}

fn child_status(child: Option<&Child>) -> &'static str {
    let Some(child) = child else { return "waits" };
    match &child.ended {
        Some((_, ChildEnd::Granted)) => "granted",
        Some((_, ChildEnd::Declined)) => "declined",
        Some((_, ChildEnd::Withdrawn)) => "withdrawn",
        Some((_, ChildEnd::Skipped(_))) => "skipped",
        None if child.started_at.is_some() => "running",
        None => "waits",
    }
}

fn status(end: Option<BundleEnd>) -> &'static str {
    match end {
        None => "open",
        Some(BundleEnd::Granted) => "granted",
        Some(BundleEnd::PartlyGranted) => "partly_granted",
        Some(BundleEnd::Declined) => "declined",
        Some(BundleEnd::Withdrawn) => "withdrawn",
        Some(BundleEnd::WithdrawnWithResults) => "withdrawn_with_results",
    }
}

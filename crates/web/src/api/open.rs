//! `POST /api/v1/dossiers`: an application opens a dossier.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::header::LOCATION;
use axum::response::{IntoResponse, Response};
use domain::dossier::ReturnVia;
use domain::dossier::command::{Application, Command};
use domain::people::Actor;
use domain::people::agency::AgencyId;
use domain::procedure::{Case, CaseKey, Channel, ProcedureCode};
use domain::rulebook::Rulebook;
use jiff::civil::Date;
use store::{Done, DossierWrite};

use super::body::JsonBytes;
use super::caller::{Caller, Key};
use super::given::{Given, answered, as_of, give};
use super::model::application::NewDossier;
use super::model::shown::Opened;
use super::problem::Problem;
use super::reading::Reading;
use crate::app::{App, once};
use crate::fresh;

/// Opens a dossier.
///
/// With channel `online` the dossier is filed as the applicant would file it, and waits for the
/// desk; with `desk` or `post` it is received at once. A repeated request gets the first answer.
#[utoipa::path(
    post,
    path = "/api/v1/dossiers",
    tag = "dossiers",
    params(("Idempotency-Key" = String, Header, description = "1 to 255 printable ASCII characters, the same in every retry")),
    request_body = NewDossier,
    responses(
        (status = 201, body = Opened, headers(("Location" = String, description = "The dossier's address"))),
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
    let mut content = b"POST /api/v1/dossiers\n".to_vec();
    content.extend(body.canonical()?);
    let once = once(&caller.scope(), &key, &content);
    if let Some(done) = answered(&app, &once).await? {
        return Ok(created(opened_then(&app, &done).await?));
    }
    let asked: NewDossier = body.read()?;
    let rules = app.rules().await?;
    let now = app.now();
    let application = read(&app, &caller, &rules, &asked).await?;
    let secret = application.secret.value.typed.clone();
    let (actor, command) = match asked.channel {
        Channel::Online => (Actor::Applicant, Command::Submit(Box::new(application))),
        Channel::Desk | Channel::Post => (
            caller.0.actor(),
            Command::ReceiveInPerson(Box::new(application)),
        ),
    };
    let write = DossierWrite {
        once: Some(once),
        actor,
        now,
        code: None,
        seen: None,
        id: fresh::id(),
        command,
    };
    let given = give(&app, write)
        .await?
        .map_err(|why| Problem::not_done(&why, case(&rules, &asked, now.today())))?;
    Ok(created(opened(&app, &rules, &given, secret).await?))
}

fn created(opened: Opened) -> Response {
    let address = format!("/api/v1/dossiers/{}", opened.code);
    (StatusCode::CREATED, [(LOCATION, address)], Json(opened)).into_response()
}

async fn read(
    app: &App,
    caller: &Caller,
    rules: &Rulebook,
    asked: &NewDossier,
) -> Result<Application, Problem> {
    let today = app.now().today();
    let mut reading = Reading::new(app, caller, None);
    let code = asked.procedure.parse::<ProcedureCode>().ok();
    if code.is_none() {
        reading.wrong("procedure", "Ghi mã thủ tục như 1.001193");
    }
    let procedure = code
        .as_ref()
        .and_then(|code| rules.procedure_on(code, today));
    let applicant = reading.applicant(&asked.applicant);
    let representative = asked
        .representative
        .as_ref()
        .and_then(|asked| reading.representative(asked));
    // What nobody knows the form of, the rules refuse for another reason.
    let answers = match procedure {
        Some(procedure) => reading.answers(
            procedure.declaration.as_ref(),
            asked.channel,
            &asked.answers,
        ),
        None => fresh::personal(asked.answers.clone()),
    };
    let papers = reading.papers(&asked.papers).await?;
    let parts = reading.done(code.zip(applicant))?;
    // Without both there was an error, and errors were answered above.
    let (procedure, applicant) = parts.ok_or_else(|| Problem::of("bad-input"))?;
    Ok(Application {
        procedure,
        case: CaseKey(asked.case.clone()),
        desk: desk(rules, &asked.desk, today),
        channel: asked.channel,
        applicant,
        representative,
        answers,
        papers,
        return_via: asked.return_via.unwrap_or(ReturnVia::Desk),
        assisted: asked.assisted.map(Into::into),
        part_of: None,
        secret: fresh::personal(fresh::secret()),
    })
}

/// A unit named by its code today, or by its id.
pub(super) fn desk(rules: &Rulebook, text: &str, today: Date) -> AgencyId {
    let known = rules.organisation.find_by_code(text, today);
    known.map_or_else(|| AgencyId::from_stored(text), |agency| agency.id.clone())
}

fn case<'a>(rules: &'a Rulebook, asked: &NewDossier, today: Date) -> Option<&'a Case> {
    let code = asked.procedure.parse().ok()?;
    rules
        .procedure_on(&code, today)?
        .case(&CaseKey(asked.case.clone()))
}

async fn opened(
    app: &App,
    rules: &std::sync::Arc<Rulebook>,
    given: &Given,
    secret: String,
) -> Result<Opened, Problem> {
    if let Some(dossier) = given.dossier_after(None, rules, None)
        && given.under(app, rules).await?
    {
        return Ok(Opened::new(&dossier, Some(secret)));
    }
    opened_then(app, &given.done).await
}

/// The answer as it was given the first time.
async fn opened_then(app: &App, done: &Done) -> Result<Opened, Problem> {
    let loaded = as_of(app, done).await?;
    let secret = loaded
        .personal
        .secret(loaded.dossier.secret.id)
        .map(|secret| secret.typed);
    Ok(Opened::new(&loaded.dossier, secret))
}

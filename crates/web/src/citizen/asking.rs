//! What an applicant asks of a dossier that is open to them, on a page of its own below the
//! dossier's: one form, one command, and back to the dossier's page, which says that it is done.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::dossier::code::DossierCode;
use domain::dossier::command::{Act, Command};
use domain::people::Actor;
use domain::rulebook::Rulebook;
use store::{Loaded, NotDone};

use super::{Typed, Way, frame_in_both, told, track, typed};
use crate::app::{App, Asked, once};
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::fresh;
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, Note, draw, draw_as};
use crate::wording::refusal;

/// One thing to ask, as it was typed; the default is the empty form.
pub(super) trait Asking: Default + Send + Sync + 'static {
    /// What the rules call it.
    const ACT: Act;
    /// The last part of its address; the dossier's page is told the same when it is done.
    const SLUG: &'static str;

    /// The title of its page.
    fn title(language: Language) -> &'static str;

    /// What the dossier's page says when it is done.
    fn done(language: Language) -> &'static str;

    /// What was typed.
    fn from_form(form: &Typed) -> Self;

    /// What was typed as a command, or what is to be mended.
    fn read(&self, language: Language) -> Result<Wish, FormErrors>;

    /// The page with what was typed.
    fn page(self, sheet: Sheet, open: &OpenDossier) -> impl Template;

    /// Why the page is not open: a title and what there is to say.
    fn closed(open: &OpenDossier, language: Language) -> (&'static str, Vec<String>);
}

/// That a text is longer than the most characters it may have.
pub(super) fn too_long(most: usize, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("Viết gọn trong {most} ký tự"),
        Language::English => format!("Say it in {most} characters at most"),
    }
}

/// What was asked, read.
pub(super) struct Wish {
    /// The command.
    pub command: Command,
    /// What was asked as a text: under one key it is done once.
    pub content: String,
}

/// What every such page holds.
pub(super) struct Sheet {
    /// The frame.
    pub frame: Frame,
    /// The dossier's code.
    pub code: String,
    /// The dossier's page.
    pub back: String,
    /// The last event that whoever fills it in has seen.
    pub seen: u32,
    /// Makes pressing twice harmless.
    pub key: String,
}

/// A dossier that is open to its applicant, with the rules in force.
pub(super) struct OpenDossier {
    /// The dossier.
    pub loaded: Loaded,
    /// The rules.
    pub rules: Arc<Rulebook>,
}

impl OpenDossier {
    fn allows(&self, app: &App, act: Act) -> bool {
        track::acts(app, &self.rules, &self.loaded.dossier).contains(&act)
    }

    fn sheet<A: Asking>(&self, app: &App, look: Look) -> Sheet {
        let dossier = &self.loaded.dossier;
        let code = dossier.code.as_str().to_owned();
        let title = A::title(look.language);
        Sheet {
            frame: frame_in_both(app, look, title),
            back: format!("/tra-cuu/{code}"),
            code,
            seen: dossier.number,
            key: fresh::key(),
        }
    }
}

/// `/tra-cuu/{code}/rut`, `…/danh-gia` or `…/phan-anh`.
pub(super) fn router<A: Asking>() -> Router<App> {
    let path = format!("/tra-cuu/{{code}}/{}", A::SLUG);
    Router::new().route(&path, get(show::<A>).post(send::<A>))
}

async fn show<A: Asking>(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    let open = match find(&app, &headers, &code).await? {
        Ok(open) => open,
        Err(answer) => return Ok(answer),
    };
    if !open.allows(&app, A::ACT) {
        return Ok(closed::<A>(&app, look, &open));
    }
    let sheet = open.sheet::<A>(&app, look);
    Ok(draw(&A::default().page(sheet, &open)))
}

async fn send<A: Asking>(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    look: Look,
    Form(form): Form<Typed>,
) -> Result<Response, Broken> {
    let open = match find(&app, &headers, &code).await? {
        Ok(open) => open,
        Err(answer) => return Ok(answer),
    };
    let asking = A::from_form(&form);
    let key = typed(&form, "key");
    let seen: Option<u32> = typed(&form, "seen").parse().ok();
    let wish = match asking.read(look.language) {
        Ok(wish) => wish,
        Err(errors) => {
            let mut sheet = open.sheet::<A>(&app, look);
            sheet.frame = sheet.frame.errors(errors);
            key.clone_into(&mut sheet.key);
            sheet.seen = seen.unwrap_or(sheet.seen);
            let page = asking.page(sheet, &open);
            return Ok(draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page));
        }
    };
    let code = &open.loaded.dossier.code;
    let scope = format!("{}/{}", A::SLUG, open.loaded.id);
    let asked = Asked {
        actor: Actor::Applicant,
        code: Some(code),
        // A form that sends none holds whatever else happened meanwhile.
        seen,
        once: Some(once(&scope, key, wish.content.as_bytes())),
    };
    match app.carry_out(asked, wish.command).await? {
        Ok(_) => {
            let to = format!("/tra-cuu/{code}?xong={}", A::SLUG);
            Ok(Redirect::to(&to).into_response())
        }
        Err(why) => refused(&app, look, asking, code, &why).await,
    }
}

/// The dossier of the address, for whoever holds its cookie; or the way to ask for the secret.
async fn find(
    app: &App,
    headers: &HeaderMap,
    code: &str,
) -> Result<Result<OpenDossier, Response>, Broken> {
    let loaded = match track::open(app, headers, code).await? {
        Ok((_, loaded)) => loaded,
        Err(answer) => return Ok(Err(answer)),
    };
    let rules = app.rules().await?;
    Ok(Ok(OpenDossier { loaded, rules }))
}

/// The page again with the reason, as long as it can be asked at all.
async fn refused<A: Asking>(
    app: &App,
    look: Look,
    asking: A,
    code: &DossierCode,
    why: &NotDone,
) -> Result<Response, Broken> {
    let rules = app.rules().await?;
    let Some(loaded) = app.store.find(code).await? else {
        return Ok(Redirect::to("/tra-cuu").into_response());
    };
    let now = OpenDossier { loaded, rules };
    if !now.allows(app, A::ACT) {
        return Ok(closed::<A>(app, look, &now));
    }
    let said = Note::Refused(refusal::not_done_in(why, None, look.language));
    let mut sheet = now.sheet::<A>(app, look);
    sheet.frame = sheet.frame.note(said);
    Ok(draw_as(StatusCode::CONFLICT, &asking.page(sheet, &now)))
}

/// Too early, too late, or asked already.
fn closed<A: Asking>(app: &App, look: Look, open: &OpenDossier) -> Response {
    let language = look.language;
    let (title, sentences) = A::closed(open, language);
    let frame = track::below_find(app, look, title);
    let sentences: Vec<&str> = sentences.iter().map(String::as_str).collect();
    let ways = vec![Way::back_to(&open.loaded.dossier.code, language)];
    told(StatusCode::CONFLICT, frame, &sentences, ways)
}

//! One story under one code: every part with its agency, its day and its result.

use askama::Template;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, Redirect, Response};
use domain::dossier::code::DossierCode;
use store::LoadedBundle;
use uuid::Uuid;

use crate::app::App;
use crate::bundled::{ChildShown, Whole};
use crate::citizen::track::below_find;
use crate::citizen::{access, unit_name};
use crate::components::Step;
use crate::fault::Broken;
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, Note, draw};
use crate::show;

#[derive(Template)]
#[template(path = "citizen/bundle/track.html")]
struct Track {
    frame: Frame,
    code: String,
    name: String,
    standing: &'static str,
    at: String,
    desk: String,
    /// The secret right after submitting; empty later.
    secret: String,
    children: Vec<ChildShown>,
    steps: Vec<Step>,
    withdraw: String,
    erased: bool,
    address: String,
}

#[derive(Template)]
#[template(path = "citizen/bundle/track_public.html")]
struct Public {
    frame: Frame,
    code: String,
    name: String,
    standing: &'static str,
}

/// The bundle behind a code, for whoever holds its cookie: its page. For everybody else only how far
/// it is. None when no bundle has this code.
pub(in crate::citizen) async fn show(
    app: &App,
    headers: &HeaderMap,
    (code, just_done): (&DossierCode, &str),
    look: Look,
) -> Result<Option<Response>, Broken> {
    if let Some(loaded) = access::opened_bundle(app, headers, code).await? {
        let cookies = children_cookies(app, &loaded);
        let page = draw(&full(app, look, loaded, just_done).await?);
        return Ok(Some(with_cookies(page, cookies)));
    }
    let Some(loaded) = app.store.find_bundle(code).await? else {
        return Ok(None);
    };
    let whole = Whole {
        loaded,
        own: Vec::new(),
    };
    let language = look.language;
    let title = language.say("Tra cứu hồ sơ", "Track an application");
    Ok(Some(draw(&Public {
        frame: below_find(app, look, title),
        code: code.as_str().to_owned(),
        name: whole.loaded.kind.kind().name.clone(),
        standing: whole.standing(language),
    })))
}

/// Opens the bundle with this code for whoever shows its proof: on to its page, with the cookie.
pub(in crate::citizen) async fn open_with(
    app: &App,
    code: &DossierCode,
    proof: &str,
) -> Result<Option<Response>, Broken> {
    let shown = access::show_bundle_proof(app, code, proof).await?;
    if shown.is_none() {
        return Ok(None);
    }
    let cookie = access::dossier_cookie(app, code, proof);
    let to = Redirect::to(&format!("/tra-cuu/{code}"));
    Ok(Some(([(SET_COOKIE, cookie)], to).into_response()))
}

/// The way to the bundle that a draft became, as long as it stays open on a machine that others may
/// use.
pub(in crate::citizen) async fn submitted(app: &App, id: Uuid) -> Result<Option<Response>, Broken> {
    let Some(loaded) = app.store.find_bundle_by_id(id).await? else {
        return Ok(None);
    };
    let opened = &loaded.bundle.opened;
    let to = format!("/tra-cuu/{}", opened.code);
    let secret = loaded.personal.secret(opened.secret.id);
    let secret = secret.filter(|_| access::is_just_submitted(loaded.bundle.opened_at, app.now()));
    let Some(secret) = secret else {
        return Ok(Some(Redirect::to(&to).into_response()));
    };
    let cookie = access::dossier_cookie(app, &opened.code, &access::proof_of(&secret));
    let to = Redirect::to(&format!("{to}?xong=nop"));
    Ok(Some(([(SET_COOKIE, cookie)], to).into_response()))
}

/// The dossiers of ours have the same secret: whoever opened the whole goes on to each without
/// typing it again.
fn children_cookies(app: &App, loaded: &LoadedBundle) -> Vec<HeaderValue> {
    let secret = loaded.personal.secret(loaded.bundle.opened.secret.id);
    let Some(secret) = secret else {
        return Vec::new();
    };
    let codes = loaded.own_codes();
    let cookie = |code: &DossierCode| access::dossier_cookie(app, code, &access::proof_of(&secret));
    codes.iter().map(cookie).collect()
}

fn with_cookies(mut page: Response, cookies: Vec<HeaderValue>) -> Response {
    for cookie in cookies {
        page.headers_mut().append(SET_COOKIE, cookie);
    }
    page
}

async fn full(
    app: &App,
    look: Look,
    loaded: LoadedBundle,
    just_done: &str,
) -> Result<Track, Broken> {
    let rules = app.rules().await?;
    let whole = Whole::of(app, loaded).await?;
    let (bundle, now, language) = (&whole.loaded.bundle, app.now(), look.language);
    let code = bundle.opened.code.clone();
    let title = format!(
        "{} {code}",
        language.say("Hồ sơ liên thông", "Linked application")
    );
    let mut frame = below_find(app, look, title);
    let mut secret = String::new();
    match just_done {
        "nop" if access::is_just_submitted(bundle.opened_at, now) => {
            let row = whole.loaded.personal.secret(bundle.opened.secret.id);
            secret = row.map_or_else(String::new, |secret| show::secret(&secret.typed));
        }
        "rut" => frame = frame.note(Note::Done(withdrawn(language).to_owned())),
        _ => {}
    }
    let may_withdraw = bundle.end.is_none() && bundle.withdrawn_at.is_none();
    Ok(Track {
        frame,
        name: whole.loaded.kind.kind().name.clone(),
        standing: whole.standing(language),
        at: language.time_on(bundle.opened_at.local()),
        desk: unit_name(&rules, &bundle.opened.desk),
        secret,
        children: whole.children(&rules, now, language),
        steps: whole.steps(&rules, now, language),
        withdraw: if may_withdraw {
            format!("/tra-cuu/{code}/rut-lien-thong")
        } else {
            String::new()
        },
        erased: whole.answers().is_none(),
        address: format!("/tra-cuu/{code}"),
        code: code.as_str().to_owned(),
    })
}

fn withdrawn(language: Language) -> &'static str {
    language.say(
        "Đã rút hồ sơ liên thông. Việc đang ký vẫn đi hết và kết quả được giữ.",
        "The linked application is withdrawn. What is being signed goes to its end, and its result \
         is kept.",
    )
}

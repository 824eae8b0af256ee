//! The way to a dossier and back out: its code and its secret typed in, and the machine left clean
//! for whoever sits there next.

use askama::Template;
use axum::Extension;
use axum::extract::{Form, Path, Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::dossier::code::DossierCode;

use super::{below_find, read_code};
use crate::app::App;
use crate::citizen::access::{self, Guesses};
use crate::citizen::{Typed, Way, bundle, frame_in_both, told, typed};
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, draw, draw_as};

#[derive(Template)]
#[template(path = "citizen/track/find.html")]
struct Find {
    frame: Frame,
    code: String,
}

pub(super) async fn ask(
    State(app): State<App>,
    Query(asked): Query<Typed>,
    look: Look,
) -> Result<Response, Broken> {
    let code = typed(&asked, "ma").to_owned();
    if code.is_empty() {
        let title = title(&look);
        let frame = frame_in_both(&app, look, title).below_home();
        return Ok(draw(&Find { frame, code }));
    }
    match read_code(&code, look.language) {
        Ok(code) => Ok(Redirect::to(&format!("/tra-cuu/{code}")).into_response()),
        Err(sentence) => Ok(again(&app, look, code, "ma", &sentence)),
    }
}

pub(super) async fn look_up(
    State(app): State<App>,
    Extension(guesses): Extension<Guesses>,
    look: Look,
    Form(form): Form<Typed>,
) -> Result<Response, Broken> {
    let written = typed(&form, "ma").to_owned();
    let code = match read_code(&written, look.language) {
        Ok(code) => code,
        Err(sentence) => return Ok(again(&app, look, written, "ma", &sentence)),
    };
    let secret = typed(&form, "bi-mat");
    let here = format!("/tra-cuu/{code}");
    if secret.is_empty() {
        return Ok(Redirect::to(&here).into_response());
    }
    if guesses.are_too_many(&code, app.now()) {
        let said = look.language.say(
            "Mã bí mật đã nhập sai nhiều lần. Đợi 15 phút rồi thử lại, hoặc quét mã QR trên giấy \
             tiếp nhận",
            "The secret code was wrong too often. Wait 15 minutes and try again, or scan the QR \
             code on the receipt",
        );
        let mut answer = again(&app, look, written, "bi-mat", said);
        *answer.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        return Ok(answer);
    }
    let proof = access::typed_proof(secret);
    if access::show_proof(&app, &code, &proof).await?.is_some() {
        let cookie = access::dossier_cookie(&app, &code, &proof);
        return Ok(([(SET_COOKIE, cookie)], Redirect::to(&here)).into_response());
    }
    if let Some(linked) = bundle::open_with(&app, &code, &proof).await? {
        return Ok(linked);
    }
    guesses.miss(&code, app.now());
    let said = look.language.say(
        "Mã hồ sơ và mã bí mật không khớp nhau. Xem lại hai mã trên giấy tiếp nhận; mã bí mật có 8 \
         ký tự, không có số 0, số 1 và chữ O, I, L, U",
        "The two codes do not belong together. Look at the receipt again; the secret code has 8 \
         characters, and never 0, 1, O, I, L or U",
    );
    Ok(again(&app, look, written, "bi-mat", said))
}

pub(super) fn title(look: &Look) -> &'static str {
    look.language.say("Tra cứu hồ sơ", "Track an application")
}

/// The form again, with what is wrong with it.
pub(super) fn again(app: &App, look: Look, code: String, field: &str, sentence: &str) -> Response {
    let mut errors = FormErrors::new();
    errors.add(field, sentence);
    let title = title(&look);
    let frame = frame_in_both(app, look, title).below_home().errors(errors);
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &Find { frame, code })
}

/// That nobody has this code.
pub(super) fn not_found(app: &App, look: Look, code: &DossierCode) -> Response {
    let language = look.language;
    let title = language.say(
        "Không có hồ sơ mang mã này",
        "No application with this code",
    );
    let frame = below_find(app, look, title);
    let said = match language {
        Language::Vietnamese => {
            format!("Chưa có hồ sơ nào mang mã {code}. Kiểm tra 4 số cuối trên giấy tiếp nhận.")
        }
        Language::English => {
            format!("No application has the code {code}. Check its last 4 digits on the receipt.")
        }
    };
    let rest = language.say(
        "Mất giấy thì mang thẻ căn cước đến quầy đã nộp, cán bộ tìm giúp.",
        "If the receipt is lost, take your identity card to the desk where you applied.",
    );
    let again = language.say("Nhập lại mã", "Enter the code again");
    let ways = vec![Way::new(again, "/tra-cuu")];
    told(StatusCode::NOT_FOUND, frame, &[&said, rest], ways)
}

pub(super) async fn close(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Ok(code) = code.parse::<DossierCode>() else {
        return Redirect::to("/tra-cuu").into_response();
    };
    // The cookie goes also when the store is out of order.
    let (codes, mut answer) = match forget(&app, &headers, &code).await {
        Ok(codes) => (codes, Redirect::to("/tra-cuu").into_response()),
        Err(broken) => (vec![code], broken.into_response()),
    };
    for code in &codes {
        let cookie = access::closing_cookie(&app, code);
        answer.headers_mut().append(SET_COOKIE, cookie);
    }
    answer
}

/// Forgets the drafts; answers with all that is to be closed: of linked procedures the whole and
/// each of its dossiers, which were opened together.
async fn forget(
    app: &App,
    headers: &HeaderMap,
    code: &DossierCode,
) -> Result<Vec<DossierCode>, Broken> {
    let dossier = app.store.find(code).await?;
    let part = dossier.and_then(|loaded| loaded.dossier.part_of);
    let whole = part.map_or_else(|| code.clone(), |part| part.bundle);
    let mut codes = vec![code.clone(), whole.clone()];
    if let Some(bundle) = app.store.find_bundle(&whole).await? {
        codes.extend(bundle.own_codes());
    }
    codes.dedup();
    forget_draft(app, headers, code).await?;
    if whole != *code {
        forget_draft(app, headers, &whole).await?;
    }
    Ok(codes)
}

/// The draft that became the dossier must not open it again: its cookie stays on the machine.
async fn forget_draft(app: &App, headers: &HeaderMap, code: &DossierCode) -> Result<(), Broken> {
    if let Some(loaded) = access::opened(app, headers, code).await? {
        app.store.forget_draft(loaded.id).await?;
    }
    if let Some(loaded) = access::opened_bundle(app, headers, code).await? {
        app.store.forget_draft(loaded.id).await?;
    }
    Ok(())
}

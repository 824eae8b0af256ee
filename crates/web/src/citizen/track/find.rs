//! The way to a dossier and back out: its code and its secret typed in, and the machine left clean
//! for whoever sits there next.

use askama::Template;
use axum::Extension;
use axum::extract::{Form, Path, Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use domain::dossier::code::DossierCode;

use super::read_code;
use crate::app::App;
use crate::citizen::access::{self, Guesses};
use crate::citizen::{Typed, frame, typed};
use crate::fault::Broken;
use crate::form::FormErrors;
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
        let frame = frame(&app, look, "Tra cứu hồ sơ").below("Trang chủ", "/");
        return Ok(draw(&Find { frame, code }));
    }
    match read_code(&code) {
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
    let code = match read_code(&written) {
        Ok(code) => code,
        Err(sentence) => return Ok(again(&app, look, written, "ma", &sentence)),
    };
    let secret = typed(&form, "bi-mat");
    let here = format!("/tra-cuu/{code}");
    if secret.is_empty() {
        return Ok(Redirect::to(&here).into_response());
    }
    if guesses.are_too_many(&code, app.now()) {
        let said = "Mã bí mật đã nhập sai nhiều lần. Đợi 15 phút rồi thử lại, hoặc quét mã QR \
                    trên giấy tiếp nhận";
        let mut answer = again(&app, look, written, "bi-mat", said);
        *answer.status_mut() = StatusCode::TOO_MANY_REQUESTS;
        return Ok(answer);
    }
    let proof = access::typed_proof(secret);
    if access::show_proof(&app, &code, &proof).await?.is_some() {
        let cookie = access::dossier_cookie(&app, &code, &proof);
        return Ok(([(SET_COOKIE, cookie)], Redirect::to(&here)).into_response());
    }
    guesses.miss(&code, app.now());
    let said = "Mã hồ sơ và mã bí mật không khớp nhau. Xem lại hai mã trên giấy tiếp nhận; mã bí \
                mật có 8 ký tự, không có số 0, số 1 và chữ O, I, L, U";
    Ok(again(&app, look, written, "bi-mat", said))
}

/// The form again, with what is wrong with it.
pub(super) fn again(app: &App, look: Look, code: String, field: &str, sentence: &str) -> Response {
    let mut errors = FormErrors::new();
    errors.add(field, sentence);
    let frame = frame(app, look, "Tra cứu hồ sơ")
        .below("Trang chủ", "/")
        .errors(errors);
    draw_as(StatusCode::UNPROCESSABLE_ENTITY, &Find { frame, code })
}

pub(super) async fn close(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Response {
    let Ok(code) = read_code(&code) else {
        return Redirect::to("/tra-cuu").into_response();
    };
    let cookie = access::closing_cookie(&app, &code);
    // The cookie goes also when the store is out of order.
    let answer = match forget_draft(&app, &headers, &code).await {
        Ok(()) => Redirect::to("/tra-cuu").into_response(),
        Err(broken) => broken.into_response(),
    };
    ([(SET_COOKIE, cookie)], answer).into_response()
}

/// The draft that became the dossier must not open it again: its cookie stays on the machine.
async fn forget_draft(app: &App, headers: &HeaderMap, code: &DossierCode) -> Result<(), Broken> {
    if let Some(loaded) = access::opened(app, headers, code).await? {
        app.store.forget_draft(loaded.id).await?;
    }
    Ok(())
}

//! What can be taken along: the QR code of the tracking page, the legal slips, and the file of the
//! result.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use documents::Printing;
use domain::dossier::code::DossierCode;

use super::{Way, told, track};
use crate::app::App;
use crate::fault::Broken;
use crate::look::Look;
use crate::papers::{self, Slip};
use crate::qr;
use crate::session::percent;

/// `/tra-cuu/{code}/ma-qr.svg`, `/tra-cuu/{code}/giay/{slip}`, `/tra-cuu/{code}/ket-qua`.
pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/tra-cuu/{code}/ma-qr.svg", get(qr_code))
        .route("/tra-cuu/{code}/giay/{slip}", get(slip))
        .route("/tra-cuu/{code}/ket-qua", get(result_file))
}

async fn qr_code(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Broken> {
    let (code, loaded) = match track::open(&app, &headers, &code).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let drawn = loaded
        .personal
        .secret(loaded.dossier.secret.id)
        .map(|secret| format!("{}/tra-cuu/{code}?m={}", app.public_url, secret.long))
        .and_then(|address| qr::picture(&address));
    Ok(match drawn {
        Some(svg) => ([(CONTENT_TYPE, "image/svg+xml")], svg).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    })
}

/// A slip as it was handed out; it opens in the browser, to be read or printed.
async fn slip(
    State(app): State<App>,
    Path((code, slug)): Path<(String, String)>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    let (code, loaded) = match track::open(&app, &headers, &code).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let printed = match Slip::from_slug(&slug) {
        Some(slip) => papers::print(&app, &loaded, slip, Printing::First).await?,
        None => None,
    };
    let Some(pdf) = printed else {
        return Ok(no_slip(&app, look, &code));
    };
    let headers = [
        (CONTENT_TYPE, "application/pdf".to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("inline; filename=\"{slug}-{code}.pdf\""),
        ),
    ];
    Ok((headers, pdf).into_response())
}

async fn result_file(
    State(app): State<App>,
    Path(code): Path<String>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    let (code, loaded) = match track::open(&app, &headers, &code).await? {
        Ok(opened) => opened,
        Err(answer) => return Ok(answer),
    };
    let dossier = &loaded.dossier;
    let result = track::issued(dossier);
    let file = result.and_then(|result| result.file.as_ref());
    let (Some(file), true) = (file, dossier.owed().is_zero()) else {
        return Ok(not_yet(&app, look, &code));
    };
    let kept = app.store.find_file(file.id).await?;
    let bytes = app.store.read_file(file.id).await?;
    let (Some(kept), Some(bytes)) = (kept, bytes) else {
        return Ok(not_yet(&app, look, &code));
    };
    let (media, ending) = match kept.kind.as_str() {
        "pdf" => ("application/pdf", "pdf"),
        "jpeg" => ("image/jpeg", "jpg"),
        "png" => ("image/png", "png"),
        _ => ("application/octet-stream", "bin"),
    };
    let name = percent(&format!("ket-qua-{code}.{ending}"));
    let headers = [
        (CONTENT_TYPE, media.to_owned()),
        (
            CONTENT_DISPOSITION,
            format!("attachment; filename=\"{name}\""),
        ),
    ];
    Ok((headers, bytes).into_response())
}

fn no_slip(app: &App, look: Look, code: &DossierCode) -> Response {
    let language = look.language;
    let title = language.say("Chưa có giấy này", "There is no such slip yet");
    let frame = track::below_find(app, look, title);
    let said = language.say(
        "Hồ sơ chưa có giấy này, hoặc dữ liệu cá nhân trong đó đã được xóa theo quy định.",
        "The application has no such slip yet, or its personal data were erased, as the law \
         requires.",
    );
    let ways = vec![Way::back_to(code, language)];
    told(StatusCode::NOT_FOUND, frame, &[said], ways)
}

fn not_yet(app: &App, look: Look, code: &DossierCode) -> Response {
    let language = look.language;
    let title = language.say("Chưa có tệp kết quả để tải", "No result to download yet");
    let frame = track::below_find(app, look, title);
    let said = language.say(
        "Hồ sơ chưa có kết quả, còn khoản phải nộp, hoặc kết quả chỉ có bản giấy. Trang hồ sơ ghi \
         rõ đang ở bước nào.",
        "The application has no result yet, something is still to be paid, or the result is on \
         paper only. The page of the application says at which step it is.",
    );
    let ways = vec![Way::back_to(code, language)];
    told(StatusCode::CONFLICT, frame, &[said], ways)
}

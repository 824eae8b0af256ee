//! What can be taken along: the QR code of the tracking page, the legal slips, and the file of the
//! result.

use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use documents::Printing;

use super::{Way, frame, told, track};
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
        let frame = frame(&app, look, "Chưa có giấy này").below("Tra cứu hồ sơ", "/tra-cuu");
        let said =
            "Hồ sơ chưa có giấy này, hoặc dữ liệu cá nhân trong đó đã được xóa theo quy định.";
        let ways = vec![Way::new("Quay lại hồ sơ", format!("/tra-cuu/{code}"))];
        return Ok(told(StatusCode::NOT_FOUND, frame, &[said], ways));
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
        return Ok(not_yet(&app, look, code.as_str()));
    };
    let kept = app.store.find_file(file.id).await?;
    let bytes = app.store.read_file(file.id).await?;
    let (Some(kept), Some(bytes)) = (kept, bytes) else {
        return Ok(not_yet(&app, look, code.as_str()));
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

fn not_yet(app: &App, look: Look, code: &str) -> Response {
    let frame = frame(app, look, "Chưa có tệp kết quả để tải").below("Tra cứu hồ sơ", "/tra-cuu");
    let said = "Hồ sơ chưa có kết quả, còn khoản phải nộp, hoặc kết quả chỉ có bản giấy. Trang hồ \
                sơ ghi rõ đang ở bước nào.";
    let ways = vec![Way::new("Quay lại hồ sơ", format!("/tra-cuu/{code}"))];
    told(StatusCode::CONFLICT, frame, &[said], ways)
}

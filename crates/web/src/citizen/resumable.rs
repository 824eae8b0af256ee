//! Takes files piece by piece, so that a cut line does not cost what was sent: tus 1.0.0, its core
//! with creation and expiration, for whoever holds the draft. The script of the page with the
//! papers speaks it; without script that page sends them whole.

use std::collections::BTreeMap;
use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::{Path, Query, State};
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{head, post};
use documents::upload::{SIZE_MAX, Unreadable, clean_file_name};
use domain::procedure::Procedure;
use domain::procedure::paper::RequiredPaper;
use store::{Fault, NewUpload, Upload};
use uuid::Uuid;

use super::draft::{self, Opened, sent_papers};
use super::journey::{BACK_TO_REVIEW, Page};
use super::upload::{Sent, SentFile};
use super::{Typed, attach};
use crate::app::App;
use crate::fault::Broken;
use crate::look::Look;

/// The version of the protocol, in both directions.
const VERSION: (&str, &str) = ("tus-resumable", "1.0.0");
/// Where a piece begins, and how much is here.
const OFFSET: &str = "upload-offset";
/// How large the file is.
const LENGTH: &str = "upload-length";
/// Name and field of the file.
const METADATA: &str = "upload-metadata";
/// When the upload is forgotten.
const EXPIRES: &str = "upload-expires";
/// The type of a piece.
const PIECE_TYPE: &str = "application/offset+octet-stream";

/// Bytes that are kept together.
const PIECE_MAX: usize = 64 * 1024;
/// Bytes that are worth keeping while the line is silent.
const QUIET_MIN: usize = 8 * 1024;
/// How long a line is silent before what came is kept: a phone that lost its mast says nothing.
const SILENCE: Duration = Duration::from_secs(2);
/// Silences in a row after which nobody is there any more.
const SILENCES_MAX: u32 = 30;

/// `/nop/{code}/tep` and the uploads below it.
pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/nop/{code}/tep", post(begin).options(abilities))
        .route("/nop/{code}/tep/{id}", head(tell).patch(receive))
}

/// Where uploads for a procedure begin.
pub(super) fn address(procedure: &Procedure) -> String {
    format!("/nop/{}/tep", procedure.code)
}

async fn abilities() -> Response {
    let headers = [
        VERSION,
        ("tus-version", VERSION.1),
        ("tus-extension", "creation,expiration"),
    ];
    let size = [("tus-max-size", SIZE_MAX.to_string())];
    (StatusCode::NO_CONTENT, headers, size).into_response()
}

async fn begin(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Typed>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    if !speaks_tus(&headers) {
        return Ok(other_version());
    }
    let Ok(opened) = draft::open(&app, &look, &headers, &code).await? else {
        return Ok(bare(StatusCode::NOT_FOUND));
    };
    let metadata = read_metadata(&headers);
    let field = metadata.get("field").cloned().unwrap_or_default();
    let name = clean_file_name(metadata.get("filename").map_or("", String::as_str));
    let Some(size) = number(&headers, LENGTH).filter(|_| is_wanted(&opened, &field)) else {
        return Ok(bare(StatusCode::BAD_REQUEST));
    };
    if size == 0 {
        let sentence = Unreadable::Empty.show(&name);
        return Ok(refused(StatusCode::UNPROCESSABLE_ENTITY, sentence));
    }
    if size > SIZE_MAX {
        let max = SIZE_MAX;
        let sentence = Unreadable::TooBig { size, max }.show(&name);
        return Ok(refused(StatusCode::PAYLOAD_TOO_LARGE, sentence));
    }
    let new = NewUpload {
        draft: opened.id,
        field,
        name,
        size,
        at: app.now(),
    };
    let upload = app.store.begin_upload(new).await?;
    let query = if asked.contains_key("ve") {
        BACK_TO_REVIEW
    } else {
        ""
    };
    let here = format!("{}/{}{query}", address(&opened.procedure), upload.id);
    let to = [(LOCATION, here)];
    Ok((StatusCode::CREATED, [VERSION], to, expiry(&upload)).into_response())
}

async fn tell(
    State(app): State<App>,
    Path((code, id)): Path<(String, Uuid)>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    if !speaks_tus(&headers) {
        return Ok(other_version());
    }
    Ok(match find(&app, &look, &headers, &code, id).await? {
        Some(upload) => {
            let length = [(LENGTH, upload.size.to_string())];
            (length, progress(StatusCode::OK, &upload)).into_response()
        }
        None => bare(StatusCode::NOT_FOUND),
    })
}

async fn receive(
    State(app): State<App>,
    Path((code, id)): Path<(String, Uuid)>,
    Query(asked): Query<Typed>,
    headers: HeaderMap,
    look: Look,
    body: Body,
) -> Result<Response, Broken> {
    if !speaks_tus(&headers) {
        return Ok(other_version());
    }
    let media = headers.get(CONTENT_TYPE).map(|value| value.as_bytes());
    if media != Some(PIECE_TYPE.as_bytes()) {
        return Ok(bare(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let Some(upload) = find(&app, &look, &headers, &code, id).await? else {
        return Ok(bare(StatusCode::NOT_FOUND));
    };
    if number(&headers, OFFSET) != Some(upload.received) {
        return Ok(bare(StatusCode::CONFLICT));
    }
    // A task of its own: when the line is cut, this one is dropped before it kept what came.
    let (upload, has_place) = tokio::spawn(take(upload, body)).await??;
    if !has_place {
        return Ok(bare(StatusCode::CONFLICT));
    }
    if !upload.is_whole() {
        return Ok(progress(StatusCode::NO_CONTENT, &upload));
    }
    // Minutes may have passed: what was filled in meanwhile stays.
    let Ok(opened) = draft::open(&app, &look, &headers, &code).await? else {
        return Ok(bare(StatusCode::NOT_FOUND));
    };
    take_over(&app, opened, &upload, asked.contains_key("ve")).await
}

/// An upload of the draft that the request's cookie opens.
async fn find(
    app: &App,
    look: &Look,
    headers: &HeaderMap,
    code: &str,
    id: Uuid,
) -> Result<Option<Upload>, Broken> {
    match draft::open(app, look, headers, code).await? {
        Ok(opened) => Ok(app.store.find_upload(opened.id, id, app.now()).await?),
        Err(_) => Ok(None),
    }
}

/// Keeps what comes until the end, until the line breaks, or until it is silent for too long.
/// Answers also whether there was a place for everything.
async fn take(mut upload: Upload, mut body: Body) -> Result<(Upload, bool), Fault> {
    let mut waiting: Vec<u8> = Vec::new();
    let mut silences = 0;
    while silences < SILENCES_MAX && upload.received + (waiting.len() as u64) < upload.size {
        let least = match tokio::time::timeout(SILENCE, next(&mut body)).await {
            Ok(None) => break,
            Ok(Some(bytes)) => {
                silences = 0;
                let missing = upload.size - upload.received - waiting.len() as u64;
                let missing = usize::try_from(missing).unwrap_or(usize::MAX);
                // What goes beyond the length that was told is no part of the file.
                waiting.extend_from_slice(&bytes[..bytes.len().min(missing)]);
                PIECE_MAX
            }
            Err(_) => {
                silences += 1;
                QUIET_MIN
            }
        };
        if waiting.len() >= least && !keep(&mut upload, &mut waiting).await? {
            return Ok((upload, false));
        }
    }
    let has_place = keep(&mut upload, &mut waiting).await?;
    Ok((upload, has_place))
}

/// Keeps what waits, in pieces.
async fn keep(upload: &mut Upload, waiting: &mut Vec<u8>) -> Result<bool, Fault> {
    for piece in std::mem::take(waiting).chunks(PIECE_MAX) {
        if !upload.append(piece.to_vec()).await? {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The next bytes; none at the end, and none when the line broke: what came before it counts.
async fn next(body: &mut Body) -> Option<Bytes> {
    loop {
        let frame = poll_fn(|cx| Pin::new(&mut *body).poll_frame(cx)).await?;
        if let Ok(bytes) = frame.ok()?.into_data() {
            return Some(bytes);
        }
    }
}

/// Looks at a file that is whole and puts it with its paper, as if it had come with the form.
async fn take_over(
    app: &App,
    mut opened: Opened,
    upload: &Upload,
    back: bool,
) -> Result<Response, Broken> {
    if !upload.is_done {
        if !is_wanted(&opened, &upload.field) {
            return Ok(bare(StatusCode::NOT_FOUND));
        }
        let bytes = upload.read().await?;
        let file = SentFile::whole(upload.field.clone(), upload.name.clone(), bytes);
        let sent = Sent {
            texts: Typed::new(),
            files: vec![file],
        };
        let wanted: Vec<RequiredPaper> = sent_papers(&opened.case).cloned().collect();
        let errors = attach::take_in(app, &mut opened.filled, &wanted, sent).await?;
        if !errors.is_empty() {
            upload.remove().await?;
            let sentence = errors.of(&upload.field).to_owned();
            return Ok(refused(StatusCode::UNPROCESSABLE_ENTITY, sentence));
        }
        opened.keep(app).await?;
        upload.end().await?;
    }
    let to = attach::arrived_at(&Page::Attach.address(&opened.procedure), back);
    let to = [(LOCATION, to)];
    Ok((to, progress(StatusCode::NO_CONTENT, upload)).into_response())
}

/// Whether the chosen case has a paper with this field.
fn is_wanted(opened: &Opened, field: &str) -> bool {
    sent_papers(&opened.case).any(|paper| attach::field_id(&paper.key) == field)
}

fn speaks_tus(headers: &HeaderMap) -> bool {
    let version = headers.get(VERSION.0).map(|value| value.as_bytes());
    version == Some(VERSION.1.as_bytes())
}

fn other_version() -> Response {
    let headers = [VERSION, ("tus-version", VERSION.1)];
    (StatusCode::PRECONDITION_FAILED, headers).into_response()
}

fn bare(status: StatusCode) -> Response {
    (status, [VERSION]).into_response()
}

/// Refused with the sentence that the page shows beside the field.
fn refused(status: StatusCode, sentence: String) -> Response {
    (status, [VERSION], sentence).into_response()
}

fn progress(status: StatusCode, upload: &Upload) -> Response {
    let offset = [(OFFSET, upload.received.to_string())];
    (status, [VERSION], offset, expiry(upload)).into_response()
}

fn expiry(upload: &Upload) -> [(&'static str, String); 1] {
    let ends_at = upload.ends_at.0.strftime("%a, %d %b %Y %H:%M:%S GMT");
    [(EXPIRES, ends_at.to_string())]
}

fn number(headers: &HeaderMap, name: &str) -> Option<u64> {
    headers.get(name)?.to_str().ok()?.parse().ok()
}

/// What is told of the file: pairs of a name and a value in base64.
fn read_metadata(headers: &HeaderMap) -> BTreeMap<String, String> {
    let text = headers.get(METADATA).and_then(|value| value.to_str().ok());
    let pairs = text.unwrap_or_default().split(',');
    let pair = |pair: &str| {
        let (name, value) = pair.trim().split_once(' ')?;
        let value = String::from_utf8(from_base64(value.trim())?).ok()?;
        Some((name.to_owned(), value))
    };
    pairs.filter_map(pair).collect()
}

/// Six bits a letter; padding and what does not fill a byte are dropped.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for letter in text.trim_end_matches('=').bytes() {
        let value = match letter {
            b'A'..=b'Z' => letter - b'A',
            b'a'..=b'z' => letter - b'a' + 26,
            b'0'..=b'9' => letter - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        held = ((held << 6) | u32::from(value)) & 0xFFFF;
        bits += 6;
        if bits >= 8 {
            bits -= 8;
            bytes.push(((held >> bits) & 0xFF) as u8);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_of_a_file_is_read() {
        let mut headers = HeaderMap::new();
        let told = "filename Z2nhuqV5IHThu50ucG5n,field Z2lheS1h, empty";
        headers.insert(METADATA, told.parse().expect("a header"));
        let read = read_metadata(&headers);
        assert_eq!(read["filename"], "giấy tờ.png");
        assert_eq!(read["field"], "giay-a");
        assert_eq!(read.len(), 2);
        assert_eq!(from_base64("YQ=="), Some(b"a".to_vec()));
        assert_eq!(from_base64("Y?"), None);
    }
}

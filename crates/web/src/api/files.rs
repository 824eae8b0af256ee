//! `POST /api/v1/files`: a file is judged by its bytes, kept, and named in a dossier afterwards.

use axum::Json;
use axum::body::Bytes;
use axum::extract::multipart::MultipartError;
use axum::extract::rejection::QueryRejection;
use axum::extract::{FromRequest, Multipart, Query, Request, State};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};
use documents::upload::{Inspected, PaperKind, clean_file_name, inspect};
use domain::dossier::event::FileFacts;
use domain::dossier::personal::hex;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};
use store::NewFile;
use tokio::sync::Mutex;
use uuid::Uuid;

use super::body::cut;
use super::caller::{Caller, Key};
use super::model::shown::FileShown;
use super::problem::Problem;
use crate::app::App;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Named {
    #[serde(default)]
    name: String,
}

/// A file on its way in.
struct Sent {
    name: String,
    bytes: Bytes,
}

/// Keeps a file: PDF, JPEG or PNG of at most 20 MB, as the whole body or as the first file of a
/// multipart form.
#[utoipa::path(
    post,
    path = "/api/v1/files",
    tag = "files",
    params(
        ("name" = Option<String>, Query, description = "The file's name: its ending must fit the content. It is not kept here; give it again with the paper"),
        ("Idempotency-Key" = String, Header, description = "1 to 255 printable ASCII characters, the same in every retry"),
    ),
    request_body(content(
        (super::document::FileBody = "application/pdf"),
        (super::document::FileBody = "image/jpeg"),
        (super::document::FileBody = "image/png"),
        (super::document::FileBody = "application/octet-stream"),
        (super::document::FileForm = "multipart/form-data"),
    )),
    responses(
        (status = 201, body = FileShown),
        (status = "4XX", response = super::document::Refused),
        (status = "5XX", response = super::document::Broke),
    ),
)]
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    Key(key): Key,
    query: Result<Query<Named>, QueryRejection>,
    request: Request,
) -> Result<Response, Problem> {
    let Query(named) =
        query.map_err(|_| Problem::field("name", "Chỉ dùng tham số name: tên của tệp"))?;
    let sent = read(&app, request, named.name).await?;
    let (bytes, inspected) = judge(sent).await?;
    let new = NewFile {
        bytes: bytes.into(),
        sha256: hex(&inspected.sha256),
        kind: kind_name(inspected.kind).to_owned(),
        pages: inspected.pages,
        uploaded_by: caller.0.scope(),
        at: app.now(),
    };
    let facts = keep(&app, id_of(&caller, &key), new).await?;
    Ok((StatusCode::CREATED, Json(FileShown::from(&facts))).into_response())
}

async fn read(app: &App, request: Request, name: String) -> Result<Sent, Problem> {
    let kind = request
        .headers()
        .get(CONTENT_TYPE)
        .and_then(|kind| kind.to_str().ok());
    if kind.is_some_and(|kind| kind.starts_with("multipart/form-data")) {
        let form = Multipart::from_request(request, app).await;
        let form = form.map_err(|_| Problem::of("unsupported-media-type"))?;
        return first_file(form, name).await;
    }
    let bytes = Bytes::from_request(request, app)
        .await
        .map_err(|why| cut(&why))?;
    Ok(Sent { name, bytes })
}

async fn first_file(mut form: Multipart, name: String) -> Result<Sent, Problem> {
    let broken = |why: MultipartError| {
        if why.status() == StatusCode::PAYLOAD_TOO_LARGE {
            Problem::of("too-large")
        } else {
            Problem::of("interrupted")
        }
    };
    while let Some(field) = form.next_field().await.map_err(broken)? {
        let Some(file_name) = field.file_name().map(str::to_owned) else {
            continue;
        };
        let bytes = field.bytes().await.map_err(broken)?;
        let name = if name.is_empty() { file_name } else { name };
        return Ok(Sent { name, bytes });
    }
    Err(Problem::field(
        "file",
        "Chưa có tệp nào. Chọn tệp rồi gửi lại",
    ))
}

/// Reads the whole file, away from those who wait for quick answers.
async fn judge(sent: Sent) -> Result<(Bytes, Inspected), Problem> {
    let Sent { name, bytes } = sent;
    let judged = tokio::task::spawn_blocking(move || {
        let inspected = inspect(&name, &bytes);
        (name, bytes, inspected)
    });
    let (name, bytes, inspected) = judged.await.map_err(|_| Problem::of("fault"))?;
    match inspected {
        Ok(inspected) => Ok((bytes, inspected)),
        Err(why) => Err(Problem::field("file", why.show(&clean_file_name(&name)))),
    }
}

/// How a file's format is kept.
fn kind_name(kind: PaperKind) -> &'static str {
    match kind {
        PaperKind::Pdf => "pdf",
        PaperKind::Jpeg => "jpeg",
        PaperKind::Png => "png",
    }
}

/// The id of the file that a key stands for, so that a retry finds what the first try kept.
fn id_of(caller: &Caller, key: &str) -> Uuid {
    let digest = Sha256::new()
        .chain_update(b"file\n")
        .chain_update(caller.scope())
        .chain_update(b"\n")
        .chain_update(key)
        .finalize();
    let mut bytes = [0; 16];
    bytes.copy_from_slice(&digest[..16]);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// How many uploads can be kept at once: those of one key always wait for each other.
static LANES: [Mutex<()>; 16] = [const { Mutex::const_new(()) }; 16];

async fn keep(app: &App, id: Uuid, new: NewFile) -> Result<FileFacts, Problem> {
    let _alone = LANES[usize::from(id.as_bytes()[0] % 16)].lock().await;
    match app.store.find_file(id).await? {
        Some(kept) if kept.facts.sha256 == new.sha256 => Ok(kept.facts),
        Some(_) => Err(Problem::of("key-reused")),
        None => Ok(app.store.keep_file_as(id, new).await?),
    }
}

//! Takes files piece by piece, so that a cut line does not cost what was sent: for whoever holds
//! the draft of an application, and for whoever opened a dossier that waits for its supplement.
//! The script of the pages with papers sends them so; without script they travel with the form.

use std::future::poll_fn;
use std::pin::Pin;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, HttpBody as _};
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use axum::routing::{head, post};
use documents::upload::{SIZE_MAX, Unreadable, clean_file_name};
use domain::procedure::Procedure;
use domain::procedure::paper::RequiredPaper;
use store::{Fault, NewUpload, Upload};
use uuid::Uuid;

use super::draft::{self, Filled, Opened, sent_papers};
use super::journey::{BACK_TO_REVIEW, Page};
use super::supplement::{self, Waiting};
use super::upload::{Sent, SentFile};
use super::{Typed, attach};
use crate::app::App;
use crate::fault::Broken;
use crate::language::Language;
use crate::look::Look;
use crate::tus;
use crate::wording::file;

/// Bytes that are kept together.
const PIECE_MAX: usize = 64 * 1024;
/// Bytes that are worth keeping while the line is silent.
const QUIET_MIN: usize = 8 * 1024;
/// How long a line is silent before what came is kept: a phone that lost its mast says nothing.
const SILENCE: Duration = Duration::from_secs(2);
/// Silences in a row after which nobody is there any more.
const SILENCES_MAX: u32 = 30;

/// `/nop/{code}/tep` and the uploads below it.
pub(super) fn for_applications(app: &App) -> Router<App> {
    router(app, Purpose::Application, "/nop/{code}/tep")
}

/// `/tra-cuu/{code}/bo-sung/tep` and the uploads below it.
pub(super) fn for_supplements(app: &App) -> Router<App> {
    router(app, Purpose::Supplement, "/tra-cuu/{code}/bo-sung/tep")
}

fn router(app: &App, purpose: Purpose, path: &str) -> Router<App> {
    let uploads = Uploads {
        app: app.clone(),
        purpose,
    };
    Router::new()
        .route(path, post(begin).options(abilities))
        .route(&format!("{path}/{{id}}"), head(tell).patch(receive))
        .with_state(uploads)
}

/// Where uploads for an application begin.
pub(super) fn address(procedure: &Procedure) -> String {
    format!("/nop/{}/tep", procedure.code)
}

/// What files are brought for.
#[derive(Clone, Copy)]
enum Purpose {
    Application,
    Supplement,
}

/// The uploads for one purpose.
#[derive(Clone)]
struct Uploads {
    app: App,
    purpose: Purpose,
}

/// What a request's cookie opened, whatever the purpose.
struct Target {
    /// The draft in which the files wait; uploads belong to it.
    draft: Uuid,
    secret: String,
    filled: Filled,
    /// The papers that the page asks for.
    wanted: Vec<RequiredPaper>,
    /// The page.
    page: String,
    /// Where its uploads begin.
    uploads: String,
}

impl Target {
    fn of_application(opened: Opened) -> Self {
        Self {
            draft: opened.id,
            wanted: sent_papers(&opened.case).cloned().collect(),
            page: Page::Attach.address(&opened.procedure),
            uploads: address(&opened.procedure),
            secret: opened.secret,
            filled: opened.filled,
        }
    }

    fn of_supplement(waiting: Waiting) -> Self {
        let page = format!("/tra-cuu/{}/bo-sung", waiting.code);
        Self {
            draft: waiting.loaded.id,
            secret: waiting.secret(),
            wanted: waiting.wanted(),
            uploads: format!("{page}/tep"),
            page,
            filled: waiting.filled,
        }
    }

    /// Whether the page asks for a paper in this field.
    fn wants(&self, field: &str) -> bool {
        let mut wanted = self.wanted.iter();
        wanted.any(|paper| attach::field_id(&paper.key) == field)
    }
}

impl Uploads {
    /// What the request's cookie opens: nothing more than it opens of the page itself.
    async fn open(
        &self,
        look: &Look,
        headers: &HeaderMap,
        code: &str,
    ) -> Result<Option<Target>, Broken> {
        let app = &self.app;
        Ok(match self.purpose {
            Purpose::Application => {
                let opened = draft::open(app, look, headers, code).await?;
                opened.ok().map(Target::of_application)
            }
            Purpose::Supplement => {
                let opened = supplement::open(app, look, headers, code).await?;
                opened.ok().map(Target::of_supplement)
            }
        })
    }

    /// An upload of what the request's cookie opens.
    async fn find(
        &self,
        look: &Look,
        headers: &HeaderMap,
        code: &str,
        id: Uuid,
    ) -> Result<Option<Upload>, Broken> {
        let (store, now) = (&self.app.store, self.app.now());
        match self.open(look, headers, code).await? {
            Some(target) => Ok(store.find_upload(target.draft, id, now).await?),
            None => Ok(None),
        }
    }
}

async fn abilities() -> Response {
    tus::abilities()
}

async fn begin(
    State(uploads): State<Uploads>,
    Path(code): Path<String>,
    Query(asked): Query<Typed>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    if !tus::is_spoken(&headers) {
        return Ok(tus::other_version());
    }
    let Some(target) = uploads.open(&look, &headers, &code).await? else {
        return Ok(tus::bare(StatusCode::NOT_FOUND));
    };
    let metadata = tus::read_metadata(&headers);
    let field = metadata.get("field").cloned().unwrap_or_default();
    let name = clean_file_name(metadata.get("filename").map_or("", String::as_str));
    let Some(size) = tus::length(&headers).filter(|_| target.wants(&field)) else {
        return Ok(tus::bare(StatusCode::BAD_REQUEST));
    };
    if size == 0 {
        let sentence = file::unreadable_in(&Unreadable::Empty, &name, look.language);
        return Ok(tus::refused(StatusCode::UNPROCESSABLE_ENTITY, sentence));
    }
    if size > SIZE_MAX {
        let max = SIZE_MAX;
        let why = Unreadable::TooBig { size, max };
        let sentence = file::unreadable_in(&why, &name, look.language);
        return Ok(tus::refused(StatusCode::PAYLOAD_TOO_LARGE, sentence));
    }
    let new = NewUpload {
        draft: target.draft,
        field,
        name,
        size,
        at: uploads.app.now(),
    };
    let upload = uploads.app.store.begin_upload(new).await?;
    let query = if asked.contains_key("ve") {
        BACK_TO_REVIEW
    } else {
        ""
    };
    let here = format!("{}/{}{query}", target.uploads, upload.id);
    Ok(tus::created(&upload, here))
}

async fn tell(
    State(uploads): State<Uploads>,
    Path((code, id)): Path<(String, Uuid)>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    if !tus::is_spoken(&headers) {
        return Ok(tus::other_version());
    }
    Ok(match uploads.find(&look, &headers, &code, id).await? {
        Some(upload) => tus::told(&upload),
        None => tus::bare(StatusCode::NOT_FOUND),
    })
}

async fn receive(
    State(uploads): State<Uploads>,
    Path((code, id)): Path<(String, Uuid)>,
    Query(asked): Query<Typed>,
    headers: HeaderMap,
    look: Look,
    body: Body,
) -> Result<Response, Broken> {
    if !tus::is_spoken(&headers) {
        return Ok(tus::other_version());
    }
    if !tus::is_piece(&headers) {
        return Ok(tus::bare(StatusCode::UNSUPPORTED_MEDIA_TYPE));
    }
    let Some(upload) = uploads.find(&look, &headers, &code, id).await? else {
        return Ok(tus::bare(StatusCode::NOT_FOUND));
    };
    if tus::offset(&headers) != Some(upload.received) {
        return Ok(tus::bare(StatusCode::CONFLICT));
    }
    // A task of its own: when the line is cut, this one is dropped before it kept what came.
    let (upload, has_place) = tokio::spawn(take(upload, body)).await??;
    if !has_place {
        return Ok(tus::bare(StatusCode::CONFLICT));
    }
    if !upload.is_whole() {
        return Ok(tus::kept(&upload));
    }
    // Minutes may have passed: what was filled in meanwhile stays, and what was sent is closed.
    let Some(target) = uploads.open(&look, &headers, &code).await? else {
        return Ok(tus::bare(StatusCode::NOT_FOUND));
    };
    let back = asked.contains_key("ve");
    take_over(&uploads.app, target, &upload, look.language, back).await
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
    mut target: Target,
    upload: &Upload,
    language: Language,
    back: bool,
) -> Result<Response, Broken> {
    if !upload.is_done {
        if !target.wants(&upload.field) {
            return Ok(tus::bare(StatusCode::NOT_FOUND));
        }
        let bytes = upload.read().await?;
        let file = SentFile::whole(upload.field.clone(), upload.name.clone(), bytes);
        let sent = Sent {
            texts: Typed::new(),
            files: vec![file],
        };
        let errors =
            attach::take_in(app, &mut target.filled, &target.wanted, sent, language).await?;
        if !errors.is_empty() {
            upload.remove().await?;
            let sentence = errors.of(&upload.field).to_owned();
            return Ok(tus::refused(StatusCode::UNPROCESSABLE_ENTITY, sentence));
        }
        draft::keep(app, target.draft, &target.secret, &target.filled).await?;
        upload.end().await?;
    }
    let to = attach::arrived_at(&target.page, back);
    Ok(tus::arrived(upload, to))
}

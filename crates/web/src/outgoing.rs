//! Files and printed papers on their way out to officials; every look is noted first.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::HeaderValue;
use axum::http::header::{
    CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_FRAME_OPTIONS,
};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use documents::Printing;
use domain::dossier::event::{Event, FileFacts, HandedForm, IssuedResult};
use domain::dossier::personal::PersonalRef;
use serde::Deserialize;
use store::{KeptFile, Loaded, Viewed};
use uuid::Uuid;

use crate::app::App;
use crate::fault::Broken;
use crate::look::Look;
use crate::officials;
use crate::papers::{self, Slip};
use crate::session::{Officer, percent};

/// The addresses of files and slips of a dossier.
pub fn router() -> Router<App> {
    Router::new()
        .route("/xu-ly/ho-so/{code}/tep/{id}", get(file))
        .route("/xu-ly/ho-so/{code}/giay/{slip}", get(slip))
        .route("/xu-ly/ho-so/{code}/phieu-kiem-soat.pdf", get(control_slip))
}

/// Pictures need nothing at all; a browser's own reader of PDF does not open in a sandbox, and
/// without one it may still load nothing and send nothing. Our own pages may show it in a frame.
const PICTURE_POLICY: &str = "sandbox; default-src 'none'; frame-ancestors 'none'";
const PDF_POLICY: &str = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; \
     img-src 'self' data:; form-action 'none'; base-uri 'none'; frame-ancestors 'self'";

/// A file to be shown by the browser itself. `kind` is `pdf`, `jpeg` or `png`.
pub fn inline(kind: &str, name: &str, bytes: Vec<u8>) -> Response {
    let (media, ending, policy) = match kind {
        "pdf" => ("application/pdf", "pdf", PDF_POLICY),
        "jpeg" => ("image/jpeg", "jpg", PICTURE_POLICY),
        "png" => ("image/png", "png", PICTURE_POLICY),
        _ => ("application/octet-stream", "bin", PICTURE_POLICY),
    };
    // Slashes do not occur in clean names; what `percent` leaves alone may stand in a header.
    let name = percent(&name.replace('/', "_"));
    let told = format!("inline; filename=\"tep.{ending}\"; filename*=UTF-8''{name}");
    let told = HeaderValue::from_str(&told).unwrap_or(HeaderValue::from_static("inline"));
    let mut response = bytes.into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media));
    headers.insert(CONTENT_DISPOSITION, told);
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(policy));
    if kind == "pdf" {
        headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    }
    response
}

async fn file(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Path((code, id)): Path<(String, Uuid)>,
) -> Result<Response, Broken> {
    let Some(loaded) = officials::open(&app, &officer, &code, Viewed::File).await? else {
        return Ok(officials::no_such_dossier(&app, &officer, look));
    };
    let kept = app.store.find_file(id).await?;
    let Some(kept) = kept.filter(|kept| belongs(&loaded, kept)) else {
        return Ok(officials::no_such_dossier(&app, &officer, look));
    };
    let Some(bytes) = app.store.read_file(id).await? else {
        return Ok(officials::no_such_dossier(&app, &officer, look));
    };
    let name = name_of(&loaded, id).unwrap_or_else(|| "tep".to_owned());
    Ok(inline(&kept.kind, &name, bytes))
}

/// Whether a file is the dossier's: its own, or one of the bundle's that it names among its papers.
fn belongs(loaded: &Loaded, kept: &KeptFile) -> bool {
    let dossier = &loaded.dossier;
    let names = |form: &HandedForm| match form {
        HandedForm::File(facts) => facts.id == kept.facts.id,
        HandedForm::OnPaper { .. } | HandedForm::ReplacedByData | HandedForm::NotNeeded => false,
    };
    let is_named = dossier.papers.iter().any(|held| names(&held.form));
    kept.dossier == Some(loaded.id) || (dossier.part_of.is_some() && is_named)
}

/// The name under which a file was handed in, or its result issued.
pub fn name_of(loaded: &Loaded, id: Uuid) -> Option<String> {
    let is_it = |facts: &FileFacts| facts.id == id;
    let of_papers = loaded
        .dossier
        .papers
        .iter()
        .find_map(|held| match &held.form {
            HandedForm::File(facts) if is_it(facts) => held.file_name.as_ref(),
            HandedForm::File(_)
            | HandedForm::OnPaper { .. }
            | HandedForm::ReplacedByData
            | HandedForm::NotNeeded => None,
        });
    let of_result = || {
        let results = loaded
            .history
            .iter()
            .rev()
            .filter_map(|entry| issued(&entry.recorded.event));
        results
            .into_iter()
            .find(|issued| issued.file.as_ref().is_some_and(is_it))
            .and_then(|issued| issued.file_name.as_ref())
    };
    let row: Option<&PersonalRef> = of_papers.or_else(of_result);
    loaded.personal.text(row?.id)
}

fn issued(event: &Event) -> Option<&IssuedResult> {
    use domain::dossier::event::CorrectedFact;
    match event {
        Event::ResultRecorded { result, .. }
        | Event::Corrected {
            correction: CorrectedFact::IssuedResult(result),
            ..
        } => Some(result),
        _ => None,
    }
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// Not empty for a second or later print.
    #[serde(rename = "in-lai")]
    again: String,
}

async fn slip(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Path((code, slug)): Path<(String, String)>,
    Query(asked): Query<Asked>,
) -> Result<Response, Broken> {
    let Some(slip) = Slip::from_slug(&slug) else {
        return Ok(officials::no_such_dossier(&app, &officer, look));
    };
    let Some(loaded) = officials::find(&app, &officer, &code).await? else {
        return Ok(officials::no_such_dossier(&app, &officer, look));
    };
    let printing = if asked.again.is_empty() {
        Printing::First
    } else {
        Printing::Reprint {
            at: app.now().local(),
        }
    };
    // Drawn while the look is being noted; shown only when it is.
    let ((), drawn) = tokio::try_join!(
        officials::note(&app, &officer, &loaded, Viewed::Paper),
        papers::print(&app, &loaded, slip, printing),
    )?;
    match drawn {
        Some(pdf) => {
            let name = format!("{}-{}.pdf", slip.slug(), loaded.dossier.code);
            Ok(inline("pdf", &name, pdf))
        }
        None => Ok(officials::no_such_dossier(&app, &officer, look)),
    }
}

/// The control slip as the history stands now: it is no citizen's paper.
async fn control_slip(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Path(code): Path<String>,
) -> Result<Response, Broken> {
    let Some(loaded) = officials::find(&app, &officer, &code).await? else {
        return Ok(officials::no_such_dossier(&app, &officer, look));
    };
    // Drawn while the look is being noted; shown only when it is.
    let ((), pdf) = tokio::try_join!(
        officials::note(&app, &officer, &loaded, Viewed::Paper),
        papers::control_slip::control_slip(&app, &loaded),
    )?;
    let name = format!("phieu-kiem-soat-{}.pdf", loaded.dossier.code);
    Ok(inline("pdf", &name, pdf))
}

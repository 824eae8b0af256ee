//! A form that arrives after its session ended: nothing is done, and nothing typed is lost.

use askama::Template;
use axum::extract::multipart::MultipartError;
use axum::extract::{DefaultBodyLimit, Form, FromRequest as _, Multipart, Request, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::app::App;
use crate::incoming::LOST;
use crate::look::Look;
use crate::page::{Face, Frame, draw_as};
use crate::session;

/// Most text that is kept for a stranger, in bytes: the longest form needs a tenth of it.
const TEXT_MAX: usize = 1024 * 1024;

/// What a form sent: texts by field, and only the names of files.
#[derive(Debug, Default)]
struct Sent {
    is_multipart: bool,
    typed: Vec<(String, String)>,
    files: Vec<(String, String)>,
}

#[derive(Template)]
#[template(path = "unsent.html")]
struct UnsentPage {
    frame: Frame,
    /// Where the form was sent, and is sent again.
    action: String,
    is_multipart: bool,
    /// What was typed, by field.
    typed: Vec<(String, String)>,
    /// Names of files that have to be chosen again.
    lost: String,
}

/// Lets officials through. What anybody else posts comes back as a page that sends it again.
pub async fn keep(
    State(app): State<App>,
    look: Look,
    mut request: Request,
    next: Next,
) -> Response {
    if request.method() != Method::POST {
        return next.run(request).await;
    }
    let found = session::officer(&app, request.headers()).await;
    match found {
        Ok(Some(officer)) => {
            // Asked once is enough: the handler's extractor finds the answer here.
            request.extensions_mut().insert(officer);
            next.run(request).await
        }
        Ok(None) => ask_to_log_in(&app, look, request).await,
        Err(broken) => broken.into_response(),
    }
}

async fn ask_to_log_in(app: &App, look: Look, request: Request) -> Response {
    let sent = if is_multipart(request.headers()) {
        read_parts(request, app).await
    } else {
        read_pairs(request, app).await
    };
    match sent {
        Some(sent) => page(app, look, sent),
        None => session::to_log_in(&look.here),
    }
}

fn page(app: &App, look: Look, sent: Sent) -> Response {
    let mut typed = sent.typed;
    let names: Vec<&str> = sent.files.iter().map(|(_, name)| name.as_str()).collect();
    let lost = names.join(", ");
    // With these fields the form asks for the files again, and does nothing without them.
    typed.extend(
        sent.files
            .iter()
            .map(|(field, name)| (format!("{field}{LOST}"), name.clone())),
    );
    let action = look.here.clone();
    let title = "Chưa ghi được vì phiên làm việc đã hết";
    let mut frame = Frame::new(&app.site, Face::Citizen, look, title);
    // Nothing leads away from what was typed.
    frame.nav.clear();
    let page = UnsentPage {
        frame,
        action,
        is_multipart: sent.is_multipart,
        typed,
        lost,
    };
    draw_as(StatusCode::UNAUTHORIZED, &page)
}

fn is_multipart(headers: &HeaderMap) -> bool {
    headers
        .get(CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|kind| kind.starts_with("multipart/form-data"))
}

/// The fields of a form without files; none when it cannot be read or is too long.
async fn read_pairs(mut request: Request, app: &App) -> Option<Sent> {
    DefaultBodyLimit::max(TEXT_MAX).apply(&mut request);
    let read = Form::<Vec<(String, String)>>::from_request(request, app).await;
    let Form(typed) = read.ok()?;
    Some(Sent {
        typed,
        ..Sent::default()
    })
}

/// The fields of a form with files; none when it cannot be read or is too long.
async fn read_parts(request: Request, app: &App) -> Option<Sent> {
    let parts = Multipart::from_request(request, app).await.ok()?;
    let sent = take_apart(parts).await.ok()?;
    let length: usize = sent.typed.iter().map(|(_, text)| text.len()).sum();
    (length <= TEXT_MAX).then_some(sent)
}

/// Files pass by unread: strangers lay nothing down here.
async fn take_apart(mut parts: Multipart) -> Result<Sent, MultipartError> {
    let mut sent = Sent {
        is_multipart: true,
        ..Sent::default()
    };
    while let Some(part) = parts.next_field().await? {
        let field = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(str::to_owned);
        match file_name {
            None => sent.typed.push((field, part.text().await?)),
            // A field without a chosen file is sent all the same, without name and content.
            Some(name) if name.is_empty() => {}
            Some(name) => sent.files.push((field, name)),
        }
    }
    Ok(sent)
}

//! A broken thing becomes a calm page with a reference number, and one line in the log.

use askama::Template;
use axum::body::Body;
use axum::extract::Request;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_LENGTH, RETRY_AFTER};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use documents::PrintFault;
use store::Fault;

use crate::fresh;
use crate::language::Language;
use crate::look::Look;

/// Something broke on our side. Answers with 503 when trying again may help, else with 500.
#[derive(Debug, thiserror::Error)]
pub enum Broken {
    /// What is kept could not be read or written.
    #[error("keeping or reading")]
    Store(#[from] Fault),
    /// A paper could not be printed.
    #[error("printing a paper")]
    Print(#[from] PrintFault),
    /// Work on a thread of its own did not come to its end.
    #[error("work on another thread")]
    Work(#[from] tokio::task::JoinError),
}

impl Broken {
    /// Logs the fault once, with everything behind it, and answers the reference people can tell.
    pub fn log(&self) -> String {
        let reference = fresh::key()[..6].to_owned();
        tracing::error!(%reference, error = %store::chain(self), "a request broke");
        reference
    }

    /// Whether the same request may succeed a little later.
    pub fn is_passing(&self) -> bool {
        let Self::Store(fault) = self else {
            return false;
        };
        match fault {
            Fault::Database { .. } | Fault::Busy | Fault::OutcomeUnknown | Fault::File { .. } => {
                true
            }
            Fault::InUse { .. }
            | Fault::NewerSchema { .. }
            | Fault::Damaged { .. }
            | Fault::WrongKey { .. } => false,
        }
    }

    /// 503 or 500.
    pub fn status(&self) -> StatusCode {
        if self.is_passing() {
            StatusCode::SERVICE_UNAVAILABLE
        } else {
            StatusCode::INTERNAL_SERVER_ERROR
        }
    }
}

/// Stands alone: the frame may be what is broken.
#[derive(Template)]
#[template(path = "fault.html")]
struct FaultPage<'a> {
    language: Language,
    reference: &'a str,
    stylesheet: &'static str,
}

/// The number people can tell, kept beside the page that was drawn with it.
#[derive(Clone)]
struct Reference(String);

impl IntoResponse for Broken {
    fn into_response(self) -> Response {
        let reference = self.log();
        // Whoever breaks does not know who reads: see `in_chosen_language`.
        let html = page(&reference, Language::Vietnamese);
        let mut answer = (self.status(), [(RETRY_AFTER, "5")], Html(html)).into_response();
        answer.extensions_mut().insert(Reference(reference));
        answer
    }
}

fn page(reference: &str, language: Language) -> String {
    let page = FaultPage {
        language,
        reference,
        stylesheet: crate::assets::url("motcua.css"),
    };
    page.render().unwrap_or_else(|_| reference.to_owned())
}

/// Draws the page of a broken request anew for whoever reads English.
pub async fn in_chosen_language(look: Look, request: Request, next: Next) -> Response {
    let mut answer = next.run(request).await;
    match (look.language, answer.extensions().get::<Reference>()) {
        (Language::Vietnamese, _) | (Language::English, None) => {}
        (Language::English, Some(Reference(reference))) => {
            let html = page(reference, Language::English);
            *answer.body_mut() = Body::from(html);
            answer.headers_mut().remove(CONTENT_LENGTH);
        }
    }
    answer
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::Router;
    use axum::body::to_bytes;
    use axum::http::Request;
    use axum::http::header::COOKIE;
    use axum::middleware::from_fn;
    use axum::routing::get;
    use tower::ServiceExt;

    async fn broken_page(cookie: &str) -> String {
        let router: Router = Router::new()
            .route("/", get(|| async { Broken::Store(Fault::Busy) }))
            .layer(from_fn(in_chosen_language));
        let request = Request::get("/").header(COOKIE, cookie).body(Body::empty());
        let answer = router.oneshot(request.expect("a request")).await;
        let answer = answer.expect("an answer");
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(answer.headers()[RETRY_AFTER], "5");
        let body = to_bytes(answer.into_body(), usize::MAX).await;
        String::from_utf8(body.expect("a body").to_vec()).expect("text")
    }

    #[tokio::test]
    async fn what_broke_is_told_in_the_language_that_was_chosen() {
        let vietnamese = broken_page("mc_tieng=").await;
        assert!(vietnamese.contains("<html lang=\"vi\""), "{vietnamese}");
        assert!(vietnamese.contains("Lỗi là ở hệ thống"), "{vietnamese}");
        let english = broken_page("mc_tieng=en").await;
        assert!(english.contains("<html lang=\"en\""), "{english}");
        assert!(english.contains("the fault is ours"), "{english}");
        assert!(!english.contains("Lỗi"), "{english}");
    }
}

//! A broken thing becomes a calm page with a reference number, and one line in the log.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{Html, IntoResponse, Response};
use documents::PrintFault;
use store::Fault;

use crate::fresh;

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
struct FaultPage {
    reference: String,
    stylesheet: &'static str,
}

impl IntoResponse for Broken {
    fn into_response(self) -> Response {
        let page = FaultPage {
            reference: self.log(),
            stylesheet: crate::assets::url("motcua.css"),
        };
        let html = page.render().unwrap_or_else(|_| page.reference.clone());
        (self.status(), [(RETRY_AFTER, "5")], Html(html)).into_response()
    }
}

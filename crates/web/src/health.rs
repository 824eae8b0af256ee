//! Whether the server lives, and whether it can work.

use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;

use crate::app::App;

/// `/healthz`: the process answers. `/readyz`: the database answers too, and takes writes.
pub fn router() -> Router<App> {
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
}

async fn ready(State(app): State<App>) -> (StatusCode, &'static str) {
    match app.store.is_ready().await {
        Ok(()) => (StatusCode::OK, "ok"),
        Err(fault) => {
            tracing::warn!(error = %store::chain(&fault), "not ready");
            (
                StatusCode::SERVICE_UNAVAILABLE,
                "database does not answer or takes no writes",
            )
        }
    }
}

//! Who asks, and under which idempotency key.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::problem::Problem;
use crate::app::App;
use crate::session::{self, Officer};

/// The official whose bearer token came along. Cookies open nothing here, so no other site can
/// make a browser ask in an official's name.
pub(super) struct Caller(pub Officer);

impl FromRequestParts<App> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        match session::bearer(app, &parts.headers).await? {
            Some(officer) => Ok(Self(officer)),
            None => Err(Problem::of("unauthorised")),
        }
    }
}

/// The header that makes a retry harmless.
const KEY_HEADER: &str = "idempotency-key";

/// Longest key, in characters.
///
/// Not law: the contract of the API.
const KEY_MAX: usize = 255;

/// The idempotency key of a write: 1 to 255 printable ASCII characters.
pub(super) struct Key(pub String);

impl<S: Sync> FromRequestParts<S> for Key {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Problem> {
        let sent = parts
            .headers
            .get(KEY_HEADER)
            .and_then(|value| value.to_str().ok());
        match sent.map(str::trim) {
            Some(key) if (1..=KEY_MAX).contains(&key.len()) => Ok(Self(key.to_owned())),
            Some(_) | None => Err(Problem::of("idempotency-key-missing")),
        }
    }
}

impl Caller {
    /// Whose keys these are: those of the API are apart from those of the pages.
    pub fn scope(&self) -> String {
        format!("api:{}", self.0.scope())
    }
}

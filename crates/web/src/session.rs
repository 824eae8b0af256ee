//! Who is asking: a session's cookie, or a bearer token.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::header::{AUTHORIZATION, COOKIE, HeaderMap, HeaderValue};
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use domain::dossier::Now;
use domain::people::{Actor, Official, Role};
use jiff::SignedDuration;
use store::Account;

use crate::app::App;
use crate::fault::Broken;
use crate::page::{Face, SignedIn};

/// How long a session lasts at most: one working day.
///
/// Not law: ASVS 5.0 7.3 asks for an absolute end; the design sets twelve hours.
const SESSION_HOURS: i64 = 12;

/// The cookie over https, where browsers pin it to our host.
const SECURE_COOKIE: &str = "__Host-motcua";
/// The cookie over plain http, on loopback.
const PLAIN_COOKIE: &str = "motcua";

/// The official who is logged in. As an extractor it sends everybody else to the log-in page.
#[derive(Clone, Debug)]
pub struct Officer {
    /// The account.
    pub account: Account,
}

impl Officer {
    /// Who the rules see.
    pub fn official(&self) -> &Official {
        &self.account.official
    }

    /// The actor of commands.
    pub fn actor(&self) -> Actor {
        Actor::Official(self.account.official.clone())
    }

    /// Whose idempotency keys these are.
    pub fn scope(&self) -> String {
        self.account.official.id.0.to_string()
    }

    /// The faces open to the official, the usual one first.
    pub fn faces(&self) -> Vec<Face> {
        let is = |role| self.account.official.is(role);
        let open = |face| match face {
            Face::Citizen => false,
            Face::Desk => is(Role::DeskOfficer) || is(Role::Cashier),
            Face::Casework => is(Role::CaseOfficer) || is(Role::RecordsClerk),
            Face::Leader => is(Role::Leader),
            Face::Admin => is(Role::Administrator),
        };
        [Face::Desk, Face::Casework, Face::Leader, Face::Admin]
            .into_iter()
            .filter(|f| open(*f))
            .collect()
    }

    /// What the header shows; `unit` is the name of the unit.
    pub fn signed_in(&self, unit: String) -> SignedIn {
        SignedIn {
            name: self.account.name.clone(),
            unit,
            faces: self.faces(),
        }
    }
}

/// The moment before which a session's begin is too long ago.
pub fn oldest_session(now: Now) -> Now {
    Now(now
        .0
        .checked_sub(SignedDuration::from_hours(SESSION_HOURS))
        .unwrap_or(now.0))
}

/// The cookie that carries a session's secret; an empty secret ends it.
pub fn cookie(app: &App, secret: &str) -> HeaderValue {
    let (name, secure) = if app.is_secure() {
        (SECURE_COOKIE, "; Secure")
    } else {
        (PLAIN_COOKIE, "")
    };
    let age = if secret.is_empty() {
        0
    } else {
        SESSION_HOURS * 3600
    };
    let text = format!("{name}={secret}; Path=/; HttpOnly; SameSite=Lax; Max-Age={age}{secure}");
    HeaderValue::from_str(&text).expect("a secret is letters and digits")
}

/// The session's secret in the request's cookies.
pub fn secret_in(app: &App, headers: &HeaderMap) -> Option<String> {
    let name = if app.is_secure() {
        SECURE_COOKIE
    } else {
        PLAIN_COOKIE
    };
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

/// The official behind a request's session.
pub async fn officer(app: &App, headers: &HeaderMap) -> Result<Option<Officer>, Broken> {
    let Some(secret) = secret_in(app, headers) else {
        return Ok(None);
    };
    let account = app
        .store
        .account_by_session(&secret, oldest_session(app.now()))
        .await?;
    Ok(account.map(|account| Officer { account }))
}

/// The official behind a request's bearer token.
pub async fn bearer(app: &App, headers: &HeaderMap) -> Result<Option<Officer>, Broken> {
    let token = headers
        .get(AUTHORIZATION)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.strip_prefix("Bearer "));
    let Some(token) = token else { return Ok(None) };
    let account = app.store.account_by_token(token.trim()).await?;
    Ok(account.map(|account| Officer { account }))
}

/// To the log-in page; what was asked for is found again after it. Forms are kept by `unsent`.
pub fn to_log_in(here: &str) -> Response {
    let back = percent(here);
    Redirect::to(&format!("/dang-nhap?tro-lai={back}")).into_response()
}

impl FromRequestParts<App> for Officer {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Response> {
        if let Some(known) = parts.extensions.get::<Self>() {
            return Ok(known.clone());
        }
        match officer(app, &parts.headers).await {
            Ok(Some(officer)) => Ok(officer),
            Ok(None) => {
                let here = parts.uri.path_and_query();
                Err(to_log_in(here.map_or("/", |path| path.as_str())))
            }
            Err(broken) => Err(broken.into_response()),
        }
    }
}

impl OptionalFromRequestParts<App> for Officer {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Option<Self>, Response> {
        officer(app, &parts.headers)
            .await
            .map_err(IntoResponse::into_response)
    }
}

/// Percent-encodes a text for a query.
pub fn percent(text: &str) -> String {
    use std::fmt::Write as _;
    text.bytes()
        .fold(String::with_capacity(text.len()), |mut out, byte| {
            if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
                out.push(char::from(byte));
            } else {
                write!(out, "%{byte:02X}").expect("writing to a string cannot fail");
            }
            out
        })
}

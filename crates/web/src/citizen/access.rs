//! How citizens without an account open what is theirs: secrets, cookies bound to one address, and
//! a brake on guessing.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use axum::http::HeaderMap;
use axum::http::header::{COOKIE, HeaderValue};
use domain::dossier::Now;
use domain::dossier::code::DossierCode;
use domain::dossier::personal::Secret;
use jiff::{SignedDuration, Timestamp};
use store::{Loaded, LoadedBundle, Proof};

use crate::app::App;
use crate::fault::Broken;

/// The cookie that opens a draft; its path is the procedure's.
const DRAFT_COOKIE: &str = "motcua-nop";
/// The cookie that opens a dossier; its path is the dossier's.
const DOSSIER_COOKIE: &str = "motcua-hs";

/// How long a draft's cookie lasts, in seconds: as long as the draft.
const DRAFT_SECONDS: u32 = 30 * 24 * 3600;
/// How long a dossier stays open on a machine that others may use, in seconds.
///
/// Not law: the design's thirty minutes.
const DOSSIER_SECONDS: u32 = 30 * 60;

/// The cookie of a draft of this procedure.
pub(super) fn draft_cookie(app: &App, procedure: &str, secret: &str) -> HeaderValue {
    let path = format!("/nop/{procedure}");
    cookie(app, DRAFT_COOKIE, secret, &path, DRAFT_SECONDS)
}

/// The draft's secret among the cookies.
pub(super) fn draft_secret(headers: &HeaderMap) -> Option<String> {
    read(headers, DRAFT_COOKIE)
}

/// The cookie that opens this dossier: `proof` is `l.…` with the long secret or `t.…` with the
/// typed one.
pub(super) fn dossier_cookie(app: &App, code: &DossierCode, proof: &str) -> HeaderValue {
    let path = format!("/tra-cuu/{code}");
    cookie(app, DOSSIER_COOKIE, proof, &path, DOSSIER_SECONDS)
}

/// Closes the dossier on this machine.
pub(super) fn closing_cookie(app: &App, code: &DossierCode) -> HeaderValue {
    cookie(app, DOSSIER_COOKIE, "", &format!("/tra-cuu/{code}"), 0)
}

/// Whether the draft of a dossier that was submitted then still opens it, for a browser that never
/// got its answer. Later, somebody else may sit at the machine.
pub(super) fn is_just_submitted(submitted_at: Now, now: Now) -> bool {
    let open = SignedDuration::from_secs(DOSSIER_SECONDS.into());
    now.0.duration_since(submitted_at.0) < open
}

/// The dossier's proof after it was submitted.
pub(super) fn proof_of(secret: &Secret) -> String {
    format!("l.{}", secret.long)
}

/// A secret as people type it: `7k2q-9fxd`, with or without the hyphen.
pub(super) fn typed_proof(text: &str) -> String {
    let letters = text.chars().filter(char::is_ascii_alphanumeric);
    format!("t.{}", letters.collect::<String>().to_ascii_uppercase())
}

/// The secret of a QR code.
pub(super) fn long_proof(text: &str) -> String {
    let letters = text.chars().filter(char::is_ascii_alphanumeric);
    format!("l.{}", letters.collect::<String>().to_ascii_uppercase())
}

/// The dossier, for whoever holds its cookie.
pub(super) async fn opened(
    app: &App,
    headers: &HeaderMap,
    code: &DossierCode,
) -> Result<Option<Loaded>, Broken> {
    match read(headers, DOSSIER_COOKIE) {
        Some(proof) => show_proof(app, code, &proof).await,
        None => Ok(None),
    }
}

/// The dossier, for whoever shows this proof.
pub(super) async fn show_proof(
    app: &App,
    code: &DossierCode,
    proof: &str,
) -> Result<Option<Loaded>, Broken> {
    match proof_in(proof) {
        Some(proof) => Ok(app.store.find_with(code, proof).await?),
        None => Ok(None),
    }
}

/// The bundle, for whoever holds its cookie.
pub(super) async fn opened_bundle(
    app: &App,
    headers: &HeaderMap,
    code: &DossierCode,
) -> Result<Option<LoadedBundle>, Broken> {
    match read(headers, DOSSIER_COOKIE) {
        Some(proof) => show_bundle_proof(app, code, &proof).await,
        None => Ok(None),
    }
}

/// The bundle, for whoever shows this proof.
pub(super) async fn show_bundle_proof(
    app: &App,
    code: &DossierCode,
    proof: &str,
) -> Result<Option<LoadedBundle>, Broken> {
    match proof_in(proof) {
        Some(proof) => Ok(app.store.find_bundle_with(code, proof).await?),
        None => Ok(None),
    }
}

/// The secret that a proof shows.
fn proof_in(proof: &str) -> Option<Proof<'_>> {
    match proof.split_once('.') {
        Some(("l", secret)) if !secret.is_empty() => Some(Proof::Long(secret)),
        Some(("t", secret)) if !secret.is_empty() => Some(Proof::Typed(secret)),
        _ => None,
    }
}

fn cookie(app: &App, name: &str, value: &str, path: &str, seconds: u32) -> HeaderValue {
    let secure = if app.is_secure() { "; Secure" } else { "" };
    let text =
        format!("{name}={value}; Path={path}; HttpOnly; SameSite=Lax; Max-Age={seconds}{secure}");
    HeaderValue::from_str(&text).expect("codes and secrets are visible ASCII characters")
}

fn read(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(key, value)| *key == name && !value.is_empty())
        .map(|(_, value)| value.to_owned())
}

/// Wrong typed secrets that one dossier takes within [`WINDOW`].
///
/// Not law: eight characters of thirty would fall to ten guesses once in sixty thousand million.
const MISSES_MAX: u32 = 10;
/// The time after which they are forgotten.
const WINDOW: SignedDuration = SignedDuration::from_mins(15);
/// Dossiers remembered at once; beyond it those whose time is over go first, then all.
const REMEMBERED_MAX: usize = 10_000;

/// Counts wrong typed secrets, in the memory of this process only: a restart forgets them, which
/// costs an attacker more than it gives. The long secret of the QR code is never held up.
#[derive(Clone, Default)]
pub(super) struct Guesses(Arc<Mutex<HashMap<DossierCode, (Timestamp, u32)>>>);

impl Guesses {
    /// Whether this dossier takes no typed secret for now.
    pub fn are_too_many(&self, code: &DossierCode, now: Now) -> bool {
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        known
            .get(code)
            .is_some_and(|(since, count)| *count >= MISSES_MAX && !is_over(*since, now))
    }

    /// Notes a wrong secret.
    pub fn miss(&self, code: &DossierCode, now: Now) {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= REMEMBERED_MAX {
            known.retain(|_, (since, _)| !is_over(*since, now));
            if known.len() >= REMEMBERED_MAX {
                known.clear();
            }
        }
        let entry = known.entry(code.clone()).or_insert((now.0, 0));
        if is_over(entry.0, now) {
            *entry = (now.0, 0);
        }
        entry.1 += 1;
    }
}

fn is_over(since: Timestamp, now: Now) -> bool {
    now.0.duration_since(since) >= WINDOW
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_misses_close_the_door_for_a_quarter_of_an_hour() {
        let guesses = Guesses::default();
        let code: DossierCode = "H35.1-261121-0001".parse().expect("a code");
        let at = |text: &str| Now(text.parse().expect("an instant"));
        let start = at("2026-11-21T02:00:00Z");
        for _ in 0..MISSES_MAX {
            assert!(!guesses.are_too_many(&code, start));
            guesses.miss(&code, start);
        }
        assert!(guesses.are_too_many(&code, at("2026-11-21T02:14:59Z")));
        assert!(!guesses.are_too_many(&code, at("2026-11-21T02:15:00Z")));
        let other: DossierCode = "H35.1-261121-0002".parse().expect("a code");
        assert!(!guesses.are_too_many(&other, start));
    }

    #[test]
    fn secrets_are_read_as_people_type_them() {
        assert_eq!(typed_proof(" 7k2q-9fxd "), "t.7K2Q9FXD");
        assert_eq!(long_proof("abc; Path=/"), "l.ABCPATH");
    }
}

//! `/api/lien-thong`: what outside systems tell us about children of bundles, and the papers that
//! they fetch. Whoever asks signs every message; nothing else opens anything here.

use axum::body::Bytes;
use axum::extract::{Path, State};
use axum::http::header::CONTENT_TYPE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use domain::bundle::ChildKey;
use domain::bundle::answer::Answer;
use domain::bundle::kind::SettledBy;
use domain::dossier::code::DossierCode;
use domain::dossier::event::{FileFacts, HandedForm};
use domain::people::Actor;
use integrations::partner::known::Partner;
use integrations::partner::message::{MESSAGE_MAX, MessageFlaw, read_answer};
use integrations::partner::signature::{
    Letter, SENDER_HEADER, SIGNATURE_HEADER, Signature, TIME_HEADER,
};
use integrations::partner::{ANSWER_PATH, PAPERS_PATH};
use serde::Serialize;
use store::{AnswerTaken, BundleCommand, BundleNotDone};

use super::problem::Problem;
use crate::app::{App, Asked};
use crate::fresh;
use crate::wording::bundle::{answer_refused, answer_word};

/// Largest answer that is read, in bytes.
pub(super) const ANSWER_MAX: usize = MESSAGE_MAX;

/// What became of an answer.
#[derive(Serialize)]
struct Said {
    /// `taken`, `known`, or `kept_for_clerk`.
    outcome: &'static str,
    /// Why it was kept for the clerk.
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<&'static str>,
    /// The same in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<&'static str>,
}

/// Takes an answer. The same answer twice gets the same reply, and nothing else happens.
pub(super) async fn answer(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> Result<Response, Problem> {
    let letter = Letter {
        path: ANSWER_PATH,
        body: &body,
    };
    let (sender, partner) = believed(&app, &headers, letter)?;
    let said = read_answer(&body).map_err(|flaw| match flaw {
        MessageFlaw::TooLarge => Problem::of("too-large"),
        MessageFlaw::NotJson | MessageFlaw::TooMuch => Problem::of("partner-message"),
    })?;
    let child = said.part.child.clone();
    let fingerprint = said.fingerprint(&partner.key);
    let loaded = app.store.find_bundle(&said.part.bundle).await?;
    let loaded = loaded.ok_or_else(|| Problem::of("partner-unknown-bundle"))?;
    if !is_among(&sender, loaded.kind.children(), Some(&child)) {
        return Err(Problem::of("partner-not-yours"));
    }
    let answer = Answer {
        child,
        verdict: said.verdict,
        facts: fresh::personal(said.facts),
        fingerprint,
    };
    let asked = Asked {
        actor: Actor::System,
        code: Some(&said.part.bundle),
        seen: None,
        once: None,
    };
    let command = BundleCommand::Take(answer);
    let done = app.carry_out_bundle(fresh::id(), asked, command).await?;
    let done = done.map_err(|why| match why {
        BundleNotDone::Erased => Problem::of("partner-unknown-bundle"),
        other => Problem::bundle(&other, None),
    })?;
    let (status, said) = match done.taken {
        Some(AnswerTaken::Refused(why)) => (
            StatusCode::CONFLICT,
            Said {
                outcome: "kept_for_clerk",
                why: Some(answer_word(why)),
                detail: Some(answer_refused(why)),
            },
        ),
        Some(AnswerTaken::Known) => (StatusCode::OK, plain("known")),
        Some(AnswerTaken::Taken) | None => (StatusCode::OK, plain("taken")),
    };
    Ok((status, axum::Json(said)).into_response())
}

fn plain(outcome: &'static str) -> Said {
    Said {
        outcome,
        why: None,
        detail: None,
    }
}

/// A paper of a child, for the outside system that settles it, while it does.
pub(super) async fn paper(
    State(app): State<App>,
    Path((code, key, sha256)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let path = format!("{PAPERS_PATH}/{code}/{key}/{sha256}");
    let letter = Letter {
        path: &path,
        body: b"",
    };
    let (sender, _) = believed(&app, &headers, letter)?;
    let code: DossierCode = code.parse().map_err(|_| Problem::not_found())?;
    let key: ChildKey = key.parse().map_err(|_| Problem::not_found())?;
    let loaded = app.store.find_bundle(&code).await?;
    let loaded = loaded.ok_or_else(Problem::not_found)?;
    let child = loaded.kind.child(&key).ok_or_else(Problem::not_found)?;
    let is_running = loaded
        .bundle
        .child(&key)
        .is_some_and(|child| child.is_running());
    if !is_running || !is_among(&sender, std::slice::from_ref(child), None) {
        return Err(Problem::not_found());
    }
    let papers = child.papers_from(&loaded.bundle.opened.papers);
    let file = papers.iter().find_map(|paper| match &paper.form {
        HandedForm::File(facts) if facts.sha256 == sha256 => Some(facts),
        HandedForm::File(_)
        | HandedForm::OnPaper { .. }
        | HandedForm::ReplacedByData
        | HandedForm::NotNeeded => None,
    });
    let FileFacts { id, .. } = file.ok_or_else(Problem::not_found)?;
    let kept = app.store.find_file(*id).await?;
    let bytes = app.store.read_file(*id).await?;
    let (kept, bytes) = kept.zip(bytes).ok_or_else(Problem::not_found)?;
    let media = match kept.kind.as_str() {
        "pdf" => "application/pdf",
        "jpeg" => "image/jpeg",
        "png" => "image/png",
        _ => "application/octet-stream",
    };
    Ok(([(CONTENT_TYPE, media)], bytes).into_response())
}

/// Who signed a message, if we know them and believe it.
fn believed<'a>(
    app: &'a App,
    headers: &HeaderMap,
    letter: Letter<'_>,
) -> Result<(String, &'a Partner), Problem> {
    let unsigned = || Problem::of("partner-signature");
    let signature = signature(headers).ok_or_else(unsigned)?;
    let partner = app.partners.find(&signature.sender).ok_or_else(unsigned)?;
    let verified = partner.key.verify(&signature, app.now(), letter);
    verified.map_err(|_| unsigned())?;
    Ok((signature.sender, partner))
}

fn signature(headers: &HeaderMap) -> Option<Signature> {
    let text = |name: &'static str| headers.get(name)?.to_str().ok();
    Some(Signature {
        sender: text(SENDER_HEADER)?.to_owned(),
        at: text(TIME_HEADER)?.parse().ok()?,
        seal: text(SIGNATURE_HEADER)?.to_owned(),
    })
}

/// Whether an outside system settles one of these children; of a child that is named, and is there,
/// that one. An answer for no child of the kind is its own mistake, and is kept as one.
fn is_among(
    sender: &str,
    children: &[domain::bundle::kind::ChildKind],
    named: Option<&ChildKey>,
) -> bool {
    let is_theirs = |settled_by: &SettledBy| match settled_by {
        SettledBy::Partner(name) => name == sender,
        SettledBy::Ours => false,
    };
    let known = named.and_then(|key| children.iter().find(|child| &child.key == key));
    match known {
        Some(child) => is_theirs(&child.settled_by),
        None => children.iter().any(|child| is_theirs(&child.settled_by)),
    }
}

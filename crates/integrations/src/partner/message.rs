//! What is said: a child handed over, taken back, registered, answered.

use domain::bundle::answer::{Fingerprint, Verdict};
use domain::bundle::kind::Responsible;
use domain::bundle::{BundleRef, Facts};
use domain::procedure::declaration::Answers;
use domain::procedure::{CaseKey, ProcedureCode};
use jiff::civil::DateTime;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::partner::signature::SharedKey;

/// The largest message that is read, in bytes; papers are fetched, not sent along.
pub const MESSAGE_MAX: usize = 256 * 1024;

/// How many facts an answer may say.
const FACTS_MAX: usize = 50;

/// The longest fact, in characters.
const FACT_MAX: usize = 500;

/// A child is handed over. The same `part` again is the same child, not another one.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// Of which bundle it is which child: the stable key.
    pub part: BundleRef,
    /// What it is called.
    pub name: String,
    /// Its national number, where known.
    pub procedure: Option<ProcedureCode>,
    /// Its case, where known.
    pub case: Option<CaseKey>,
    /// Which kind of agency is competent.
    pub agency: Responsible,
    /// Where.
    pub place: String,
    /// When the answer is due, local time.
    pub due: Option<DateTime>,
    /// The filled-in declaration.
    pub answers: Answers,
    /// The papers.
    pub papers: Vec<PaperSent>,
}

/// A paper that belongs to a child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperSent {
    /// Which one.
    pub paper: String,
    /// SHA-256 of the file, in lower-case hex; the file is fetched under it.
    pub sha256: String,
}

/// A child was registered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registered {
    /// Which.
    pub part: BundleRef,
    /// Under which number.
    pub number: String,
}

/// A child is asked back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recall {
    /// Which.
    pub part: BundleRef,
}

/// What became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recalled {
    /// Which.
    pub part: BundleRef,
    /// Whether it was taken back; it is not while it is being signed, or after.
    pub taken_back: bool,
}

/// The answer for a child.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerSaid {
    /// For which child.
    pub part: BundleRef,
    /// How it was settled.
    pub verdict: Verdict,
    /// What the result says, or why it was declined.
    #[serde(default)]
    pub facts: Facts,
}

/// Why a message is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MessageFlaw {
    /// It is larger than any message.
    #[error("the message is too large")]
    TooLarge,
    /// It is not the JSON that was agreed upon.
    #[error("the message is not the JSON that was agreed upon")]
    NotJson,
    /// An answer says more, or at more length, than any result does.
    #[error("the answer says too much")]
    TooMuch,
}

/// Reads a message. What is wrong in it is not repeated: it may be about a person.
///
/// # Errors
/// Why it is not taken.
pub fn read_message<T: DeserializeOwned>(body: &[u8]) -> Result<T, MessageFlaw> {
    if body.len() > MESSAGE_MAX {
        return Err(MessageFlaw::TooLarge);
    }
    serde_json::from_slice(body).map_err(|_| MessageFlaw::NotJson)
}

/// Reads an answer.
///
/// # Errors
/// Why it is not taken.
pub fn read_answer(body: &[u8]) -> Result<AnswerSaid, MessageFlaw> {
    let said: AnswerSaid = read_message(body)?;
    let is_long = |text: &String| text.chars().count() > FACT_MAX;
    let too_long = said
        .facts
        .iter()
        .any(|(key, text)| is_long(key) || is_long(text));
    if said.facts.len() > FACTS_MAX || too_long {
        return Err(MessageFlaw::TooMuch);
    }
    Ok(said)
}

/// Writes a message. The same content gives the same bytes.
pub fn write_message<T: Serialize>(message: &T) -> Vec<u8> {
    serde_json::to_vec(message).expect("messages are plain data with string keys")
}

impl AnswerSaid {
    /// By which twice the same is recognised, however it was written.
    pub fn fingerprint(&self, key: &SharedKey) -> Fingerprint {
        Fingerprint(key.seal(&write_message(self)))
    }
}

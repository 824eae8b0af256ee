//! What comes back for a child: from our own dossier, or from an outside system.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::bundle::{ChildKey, Facts};
use crate::dossier::personal::Personal;

/// An answer for a child, as it came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// For which child.
    pub child: ChildKey,
    /// How it was settled.
    pub verdict: Verdict,
    /// What the result says, or why it was declined; about a person, so a row of its own.
    pub facts: Personal<Facts>,
    /// By which twice the same is recognised.
    pub fingerprint: Fingerprint,
}

/// How a child was settled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// What was asked for is granted.
    Granted,
    /// It is declined in writing.
    Declined,
}

/// A keyed hash of all that an answer says: twice the same is recognised, and nobody without the
/// key can guess a name or a number back from it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fingerprint(pub String);

impl fmt::Debug for Fingerprint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Fingerprint").finish_non_exhaustive()
    }
}

/// Why an answer is not taken; it is kept for the clerk all the same.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    thiserror::Error,
)]
#[serde(rename_all = "snake_case")]
pub enum AnswerRefusal {
    /// The bundle has no such child.
    #[error("the bundle has no such child")]
    UnknownChild,
    /// The child was never handed over.
    #[error("the child was not handed over")]
    NotStarted,
    /// The child was withdrawn before.
    #[error("the child was withdrawn")]
    AfterWithdrawal,
    /// The child has an answer already, and this one says something else.
    #[error("the child has a different answer already")]
    AnsweredOtherwise,
    /// It grants, but a fact that others rest on is missing.
    #[error("the answer lacks a fact that is needed")]
    FactMissing,
}

//! What has happened to a bundle: the stored record. Variants are added, never renamed or reused.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::bundle::ChildKey;
use crate::bundle::answer::{AnswerRefusal, Fingerprint, Verdict};
use crate::dossier::Now;
use crate::dossier::code::DossierCode;
use crate::dossier::event::HeldPaper;
use crate::dossier::personal::PersonalRef;
use crate::people::agency::AgencyId;
use crate::procedure::Channel;

/// An event with its place in the bundle.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleRecorded {
    /// Its number in the bundle, from 1, without a gap.
    pub number: u32,
    /// When it took effect.
    pub at: Now,
    /// What happened.
    pub event: BundleEvent,
}

/// An event of a bundle: facts only. Whatever is about a person is a [`PersonalRef`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum BundleEvent {
    /// A bundle was applied for.
    Opened(Box<Opened>),
    /// A child is handed over to whoever settles it.
    ChildStarted {
        /// Which.
        child: ChildKey,
        /// When its answer is due, local time; none when it has no limit.
        due: Option<DateTime>,
    },
    /// Whoever settles a child has registered it.
    ChildRegistered {
        /// Which.
        child: ChildKey,
        /// Under which number: the code of our dossier, or theirs.
        number: String,
    },
    /// A child will not be started.
    ChildSkipped {
        /// Which.
        child: ChildKey,
        /// Why.
        because: Skipped,
    },
    /// A child has come to whoever signs: while it is there, it is not taken back.
    ChildBeingSigned {
        /// Which.
        child: ChildKey,
    },
    /// A child came back from whoever signs, without having been signed: it can be taken back again.
    ChildBackFromSigning {
        /// Which.
        child: ChildKey,
    },
    /// A child has its answer.
    ChildAnswered {
        /// Which.
        child: ChildKey,
        /// How it was settled.
        verdict: Verdict,
        /// The row of what the answer says.
        facts: PersonalRef,
        /// By which the same answer is recognised.
        fingerprint: Fingerprint,
    },
    /// An answer came that cannot be taken; a clerk looks at it.
    AnswerRefused {
        /// For which child it was said to be.
        child: ChildKey,
        /// Why not.
        why: AnswerRefusal,
        /// How it says that the child was settled; none in old records.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        verdict: Option<Verdict>,
        /// The row of what the answer says.
        facts: PersonalRef,
        /// By which the same answer is recognised.
        fingerprint: Fingerprint,
    },
    /// A clerk has looked at an answer that was not taken.
    AnswerReviewed {
        /// The number of the event that kept it.
        refused: u32,
        /// The row of what was done about it.
        note: PersonalRef,
    },
    /// A child was due and has no answer: recorded once, against whoever is silent.
    ChildSilent {
        /// Which.
        child: ChildKey,
    },
    /// An official decided what becomes of the rest after a child was declined.
    RestDecided {
        /// The declined child.
        child: ChildKey,
        /// Whether the rest goes on without it.
        go_on: bool,
    },
    /// The whole was withdrawn, as the applicant wished.
    Withdrawn {
        /// The reason's row.
        reason: PersonalRef,
        /// Whether an official did it for the applicant; not written where the applicant did it.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        by_official: bool,
    },
    /// A child was taken back, as the whole was withdrawn.
    ChildWithdrawn {
        /// Which.
        child: ChildKey,
    },
    /// Nothing is left to wait for.
    Closed {
        /// How it ended.
        end: BundleEnd,
    },
}

/// The facts of a bundle that was applied for (nộp hồ sơ liên thông).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// The code, the only one that the citizen needs.
    pub code: DossierCode,
    /// The key of its kind.
    pub kind: String,
    /// The version of its kind; it keeps it.
    pub version: u32,
    /// How it came in.
    pub channel: Channel,
    /// The desk that it came to.
    pub desk: AgencyId,
    /// The optional children that were ticked.
    pub chosen: Vec<ChildKey>,
    /// The applicant's row.
    pub applicant: PersonalRef,
    /// The declaration's row.
    pub answers: PersonalRef,
    /// The secrets' row.
    pub secret: PersonalRef,
    /// The papers.
    pub papers: Vec<HeldPaper>,
}

/// Why a child is not started.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Skipped {
    /// Nobody ticked it.
    NotChosen,
    /// An earlier one was declined.
    Declined(ChildKey),
    /// The whole was withdrawn before.
    Withdrawn,
}

/// How a bundle ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BundleEnd {
    /// All that was asked for is granted.
    Granted,
    /// Some of it is.
    PartlyGranted,
    /// None of it is.
    Declined,
    /// The applicant withdrew it before anything was granted.
    Withdrawn,
    /// The applicant withdrew it; what was granted or was being signed stays.
    WithdrawnWithResults,
}

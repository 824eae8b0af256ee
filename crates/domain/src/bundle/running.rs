//! What may happen to a bundle next. Every answer is a list of events; what follows by itself —
//! children that can start now, children that never will, the end — stands in the same list.

pub mod next;

use jiff::civil::DateTime;

use crate::bundle::ChildKey;
use crate::bundle::answer::{Answer, AnswerRefusal, Verdict};
use crate::bundle::check::SoundKind;
use crate::bundle::event::{BundleEvent, Opened};
use crate::bundle::kind::{ChildNeed, OnDeclined, SettledBy};
use crate::bundle::payout::NoPayout;
use crate::bundle::state::{Bundle, Child, ChildEnd};
use crate::calendar::WorkingCalendar;
use crate::dossier::Now;
use crate::dossier::personal::{Personal, PersonalRef};
use crate::dossier::refusal::Refusal;
use crate::people::Actor;
use crate::procedure::paper::PaperKey;

/// The kind that a bundle goes by, and when something happens to it.
#[derive(Clone, Copy, Debug)]
pub struct Running<'a> {
    /// The kind, in the version that the bundle keeps.
    pub kind: &'a SoundKind,
    /// When.
    pub now: Now,
    /// By which what is handed over is counted.
    pub calendar: &'a WorkingCalendar,
}

/// What became of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Took {
    /// It was taken, and this happened.
    Taken(Vec<BundleEvent>),
    /// The same was said before: nothing happens.
    Known,
    /// It is not taken, but kept for the clerk. Said again it is refused again, for the same reason,
    /// and nothing happens.
    Refused(AnswerRefusal, Vec<BundleEvent>),
}

/// Why something cannot be done to a bundle.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BundleRefusal {
    /// What was ticked is no optional child of its kind.
    #[error("`{child}` is no optional child")]
    NotOptional {
        /// The child.
        child: ChildKey,
    },
    /// It goes by another kind, or by another version of it.
    #[error("the bundle goes by another kind")]
    OtherKind,
    /// It is over.
    #[error("the bundle is over")]
    Over,
    /// It was withdrawn before.
    #[error("the bundle was withdrawn")]
    AlreadyWithdrawn,
    /// Nobody is settling that child.
    #[error("nobody is settling `{child}`")]
    NotRunning {
        /// The child.
        child: ChildKey,
    },
    /// Whoever asks may not do this.
    #[error("this is somebody else's to do")]
    NotYours,
    /// Something newer happened since it was looked at.
    #[error("something newer happened")]
    ChangedSince {
        /// The number of its last event.
        last: u32,
    },
    /// Only a person can apply.
    #[error("only a person can apply")]
    OnlyPersons,
    /// A child needs an answer that is not required of everybody.
    #[error("`{child}` needs `{field}`")]
    Unanswered {
        /// The child.
        child: ChildKey,
        /// The field of the common declaration.
        field: String,
    },
    /// No agency is known to be competent at the place that was written.
    #[error("no agency is competent for `{child}` at the place in `{field}`")]
    NoAgency {
        /// The child.
        child: ChildKey,
        /// The field that says where.
        field: String,
    },
    /// Nobody can be paid by what was written.
    #[error("`{child}` pays out and cannot: {why}")]
    Payout {
        /// The child.
        child: ChildKey,
        /// Why.
        why: NoPayout,
    },
    /// Papers that a child needs are not there.
    #[error("`{child}` lacks papers")]
    PapersMissing {
        /// The child.
        child: ChildKey,
        /// The papers, by the keys of the common procedure.
        papers: Vec<PaperKey>,
    },
    /// The bundle has no code, as its desk has none.
    #[error("the bundle cannot be numbered: {0:?}")]
    NotNumbered(Refusal),
    /// The dossier of a child cannot be opened.
    #[error("the dossier of `{child}` cannot be opened: {why:?}")]
    Child {
        /// The child.
        child: ChildKey,
        /// Why.
        why: Refusal,
    },
    /// No answer with this number waits for a clerk.
    #[error("nothing waits to be looked at there")]
    NothingToReview,
    /// A note has to say what was done.
    #[error("a note is missing")]
    NoteMissing,
    /// An official who withdraws for the applicant has to say why.
    #[error("a reason is missing")]
    ReasonMissing,
    /// Nothing is to be decided after that child.
    #[error("nothing is to be decided after `{child}`")]
    NothingToDecide {
        /// The child.
        child: ChildKey,
    },
}

impl Running<'_> {
    /// A bundle is applied for: what does not wait for others starts at once.
    ///
    /// # Errors
    /// Why it cannot be opened so.
    pub fn open(&self, opened: Opened) -> Result<Vec<BundleEvent>, BundleRefusal> {
        let kind = self.kind.kind();
        if (opened.kind.as_str(), opened.version) != (kind.key.as_str(), kind.version) {
            return Err(BundleRefusal::OtherKind);
        }
        let is_optional = |key: &ChildKey| {
            let child = kind.child(key);
            child.is_some_and(|child| child.need == ChildNeed::Optional)
        };
        if let Some(child) = opened.chosen.iter().find(|key| !is_optional(key)) {
            return Err(BundleRefusal::NotOptional {
                child: child.clone(),
            });
        }
        let bundle = Bundle::new(opened.clone(), self.now);
        let opening = BundleEvent::Opened(Box::new(opened));
        let mut events = vec![opening];
        events.extend(self.what_follows(bundle));
        Ok(events)
    }

    /// An answer came for a child: from our own dossier, or from an outside system.
    pub fn take(&self, bundle: &Bundle, answer: &Answer) -> Took {
        let child = bundle.child(&answer.child);
        let answered = child.and_then(|child| child.answered.as_ref());
        if answered.is_some_and(|(fingerprint, _)| fingerprint == &answer.fingerprint) {
            return Took::Known;
        }
        let Some(why) = self.objection(bundle, child, answer) else {
            let answered = BundleEvent::ChildAnswered {
                child: answer.child.clone(),
                verdict: answer.verdict,
                facts: answer.facts.sealed(),
                fingerprint: answer.fingerprint.clone(),
            };
            return Took::Taken(self.and_on(bundle, vec![answered]));
        };
        let mark = (answer.child.clone(), answer.fingerprint.clone());
        if let Some(before) = bundle.refused.get(&mark) {
            return Took::Refused(*before, Vec::new());
        }
        let (child, fingerprint) = mark;
        let refused = BundleEvent::AnswerRefused {
            child,
            why,
            verdict: Some(answer.verdict),
            facts: answer.facts.sealed(),
            fingerprint,
        };
        Took::Refused(why, vec![refused])
    }

    fn objection(
        &self,
        bundle: &Bundle,
        child: Option<&Child>,
        answer: &Answer,
    ) -> Option<AnswerRefusal> {
        let Some(kind) = self.kind.child(&answer.child) else {
            return Some(AnswerRefusal::UnknownChild);
        };
        let started = child.filter(|child| child.started_at.is_some());
        let Some(child) = started else {
            return Some(match bundle.withdrawn_at {
                Some(_) => AnswerRefusal::AfterWithdrawal,
                None => AnswerRefusal::NotStarted,
            });
        };
        match &child.ended {
            Some((_, ChildEnd::Withdrawn)) => Some(AnswerRefusal::AfterWithdrawal),
            Some((_, ChildEnd::Granted | ChildEnd::Declined)) => {
                Some(AnswerRefusal::AnsweredOtherwise)
            }
            Some((_, ChildEnd::Skipped(_))) => Some(AnswerRefusal::NotStarted),
            None => {
                let says = |key: &String| {
                    let said = answer.facts.value.get(key);
                    said.is_some_and(|text| !text.trim().is_empty())
                };
                let lacks = kind
                    .produces
                    .iter()
                    .any(|fact| fact.required && !says(&fact.key));
                let is_granted = answer.verdict == Verdict::Granted;
                (is_granted && lacks).then_some(AnswerRefusal::FactMissing)
            }
        }
    }

    /// Whoever settles a child says under which number: once is enough, the same again is nothing.
    ///
    /// # Errors
    /// Nobody is settling it.
    pub fn register(
        &self,
        bundle: &Bundle,
        child: &ChildKey,
        number: &str,
    ) -> Result<Vec<BundleEvent>, BundleRefusal> {
        let running = running(bundle, child)?;
        if running.registered.as_deref() == Some(number) {
            return Ok(Vec::new());
        }
        Ok(vec![BundleEvent::ChildRegistered {
            child: child.clone(),
            number: number.to_owned(),
        }])
    }

    /// A child has come to whoever signs: from now on it cannot be taken back.
    ///
    /// # Errors
    /// Nobody is settling it.
    pub fn being_signed(
        &self,
        bundle: &Bundle,
        child: &ChildKey,
    ) -> Result<Vec<BundleEvent>, BundleRefusal> {
        if running(bundle, child)?.being_signed {
            return Ok(Vec::new());
        }
        Ok(vec![BundleEvent::ChildBeingSigned {
            child: child.clone(),
        }])
    }

    /// A child came back from whoever signs, and was not signed: it can be taken back again.
    ///
    /// # Errors
    /// Nobody is settling it.
    pub fn back_from_signing(
        &self,
        bundle: &Bundle,
        child: &ChildKey,
    ) -> Result<Vec<BundleEvent>, BundleRefusal> {
        if !running(bundle, child)?.being_signed {
            return Ok(Vec::new());
        }
        Ok(vec![BundleEvent::ChildBackFromSigning {
            child: child.clone(),
        }])
    }

    /// The outside systems' children whose answer is due and has not come: each is recorded once.
    pub fn silence(&self, bundle: &Bundle) -> Vec<BundleEvent> {
        let now = self.now.local();
        let silent = self.awaited(bundle).filter(|(_, due)| *due < now);
        silent
            .map(|(key, _)| BundleEvent::ChildSilent { child: key.clone() })
            .collect()
    }

    /// By when each outside system is to answer that has not yet been recorded as silent. A child of
    /// ours is never silent: its dossier has a clock of its own, which stands still and moves.
    pub fn awaited<'b>(
        &'b self,
        bundle: &'b Bundle,
    ) -> impl Iterator<Item = (&'b ChildKey, DateTime)> {
        let outside = |key: &ChildKey| {
            let child = self.kind.child(key);
            child.is_some_and(|child| child.settled_by != SettledBy::Ours)
        };
        let running = bundle.running();
        let awaited =
            running.filter(move |(key, child)| child.silent_since.is_none() && outside(key));
        awaited.filter_map(|(key, child)| Some((key, child.due?)))
    }

    /// An official decides whether the rest goes on without a child that was declined.
    ///
    /// # Errors
    /// Nothing is to be decided there, or no more.
    pub fn decide_rest(
        &self,
        bundle: &Bundle,
        child: &ChildKey,
        go_on: bool,
    ) -> Result<Vec<BundleEvent>, BundleRefusal> {
        open(bundle)?;
        if !self.asks_for_decision(bundle, child) {
            return Err(BundleRefusal::NothingToDecide {
                child: child.clone(),
            });
        }
        let decided = BundleEvent::RestDecided {
            child: child.clone(),
            go_on,
        };
        Ok(self.and_on(bundle, vec![decided]))
    }

    /// A clerk has looked at an answer that was not taken.
    ///
    /// # Errors
    /// It does not wait for anybody.
    pub fn review(
        &self,
        bundle: &Bundle,
        refused: u32,
        note: PersonalRef,
    ) -> Result<Vec<BundleEvent>, BundleRefusal> {
        if bundle.to_review.contains_key(&refused) {
            Ok(vec![BundleEvent::AnswerReviewed { refused, note }])
        } else {
            Err(BundleRefusal::NothingToReview)
        }
    }

    /// The applicant withdraws the whole, or an official for them: what is not being signed is taken
    /// back, what is goes to its end, and its result is kept.
    ///
    /// # Errors
    /// It is over, or was withdrawn before; an official says nothing of why.
    pub fn withdraw(
        &self,
        bundle: &Bundle,
        actor: &Actor,
        reason: &Personal<String>,
    ) -> Result<Vec<BundleEvent>, BundleRefusal> {
        open(bundle)?;
        if bundle.withdrawn_at.is_some() {
            return Err(BundleRefusal::AlreadyWithdrawn);
        }
        let by_official = *actor != Actor::Applicant;
        if by_official && reason.value.trim().is_empty() {
            return Err(BundleRefusal::ReasonMissing);
        }
        let mut events = vec![BundleEvent::Withdrawn {
            reason: reason.sealed(),
            by_official,
        }];
        for (child, _) in bundle.running().filter(|(_, child)| !child.being_signed) {
            events.push(BundleEvent::ChildWithdrawn {
                child: child.clone(),
            });
        }
        Ok(self.and_on(bundle, events))
    }

    /// Whether the rest waits for an official, as this child was declined.
    pub(super) fn asks_for_decision(&self, bundle: &Bundle, key: &ChildKey) -> bool {
        let kind = self.kind.child(key);
        kind.is_some_and(|kind| kind.on_declined == OnDeclined::NeedsDecision)
            && was_declined(bundle, key)
            && !bundle.decided.contains_key(key)
    }

    /// These events, and what follows them by itself.
    fn and_on(&self, bundle: &Bundle, mut events: Vec<BundleEvent>) -> Vec<BundleEvent> {
        let further = |bundle: Bundle, event: &BundleEvent| bundle.further(event, self.now);
        let bundle = events.iter().fold(bundle.clone(), further);
        events.extend(self.what_follows(bundle));
        events
    }
}

/// Whether a child has a declining answer.
fn was_declined(bundle: &Bundle, key: &ChildKey) -> bool {
    let child = bundle.child(key);
    child.is_some_and(|child| child.ended_as(&ChildEnd::Declined))
}

fn open(bundle: &Bundle) -> Result<(), BundleRefusal> {
    match bundle.end {
        Some(_) => Err(BundleRefusal::Over),
        None => Ok(()),
    }
}

fn running<'a>(bundle: &'a Bundle, key: &ChildKey) -> Result<&'a Child, BundleRefusal> {
    let child = bundle.child(key).filter(|child| child.is_running());
    child.ok_or_else(|| BundleRefusal::NotRunning { child: key.clone() })
}

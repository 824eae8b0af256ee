//! A bundle as its events tell it.

use std::collections::BTreeMap;

use jiff::civil::DateTime;

use crate::bundle::ChildKey;
use crate::bundle::answer::{AnswerRefusal, Fingerprint, Verdict};
use crate::bundle::event::{BundleEnd, BundleEvent, BundleRecorded, Opened, Skipped};
use crate::dossier::Now;
use crate::dossier::personal::PersonalRef;

/// A bundle (hồ sơ liên thông) as its events tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bundle {
    /// What was applied for.
    pub opened: Opened,
    /// When.
    pub opened_at: Now,
    /// The number of its last event, from 1.
    pub number: u32,
    /// The children of which something happened.
    pub children: BTreeMap<ChildKey, Child>,
    /// What officials decided of the rest, by the declined child.
    pub decided: BTreeMap<ChildKey, bool>,
    /// When the applicant withdrew it.
    pub withdrawn_at: Option<Now>,
    /// Why answers were not taken, by the child for which they were said to be and by what they are
    /// recognised by.
    pub refused: BTreeMap<(ChildKey, Fingerprint), AnswerRefusal>,
    /// Those that no clerk has looked at yet, by the number of their event.
    pub to_review: BTreeMap<u32, (ChildKey, AnswerRefusal)>,
    /// How it ended; none while it is open.
    pub end: Option<BundleEnd>,
}

/// One child of a bundle as the events tell it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Child {
    /// When it was handed over.
    pub started_at: Option<Now>,
    /// When its answer is due, local time.
    pub due: Option<DateTime>,
    /// The number under which whoever settles it has registered it.
    pub registered: Option<String>,
    /// Whether it lies with whoever signs.
    pub being_signed: bool,
    /// When its silence was recorded.
    pub silent_since: Option<Now>,
    /// How it ended, and when.
    pub ended: Option<(Now, ChildEnd)>,
    /// What its answer is recognised by, and the row of what it says.
    pub answered: Option<(Fingerprint, PersonalRef)>,
}

/// How a child ended.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChildEnd {
    /// What was asked for is granted.
    Granted,
    /// It is declined.
    Declined,
    /// It was never started.
    Skipped(Skipped),
    /// It was taken back.
    Withdrawn,
}

impl Child {
    /// Whether somebody is settling it.
    pub fn is_running(&self) -> bool {
        self.started_at.is_some() && self.ended.is_none()
    }

    /// Whether it ended so.
    pub fn ended_as(&self, end: &ChildEnd) -> bool {
        self.ended.as_ref().is_some_and(|(_, ended)| ended == end)
    }
}

impl Bundle {
    /// The bundle of these events; none when the first does not open one.
    pub fn told_by(history: &[BundleRecorded]) -> Option<Self> {
        let (first, rest) = history.split_first()?;
        let BundleEvent::Opened(opened) = &first.event else {
            return None;
        };
        let further =
            |bundle: Self, recorded: &BundleRecorded| bundle.further(&recorded.event, recorded.at);
        let new = Self::new(opened.as_ref().clone(), first.at);
        Some(rest.iter().fold(new, further))
    }

    /// A bundle as its first event leaves it.
    pub(super) fn new(opened: Opened, at: Now) -> Self {
        Self {
            opened,
            opened_at: at,
            number: 1,
            children: BTreeMap::new(),
            decided: BTreeMap::new(),
            withdrawn_at: None,
            refused: BTreeMap::new(),
            to_review: BTreeMap::new(),
            end: None,
        }
    }

    /// The bundle one event further; it believes every event.
    #[must_use]
    pub fn further(mut self, event: &BundleEvent, at: Now) -> Self {
        self.number += 1;
        match event {
            BundleEvent::Opened(_) => {}
            BundleEvent::ChildStarted { child, due } => {
                let child = self.child_mut(child);
                child.started_at = Some(at);
                child.due = *due;
            }
            BundleEvent::ChildRegistered { child, number } => {
                self.child_mut(child).registered = Some(number.clone());
            }
            BundleEvent::ChildSkipped { child, because } => {
                self.child_mut(child).ended = Some((at, ChildEnd::Skipped(because.clone())));
            }
            BundleEvent::ChildBeingSigned { child } => self.child_mut(child).being_signed = true,
            BundleEvent::ChildBackFromSigning { child } => {
                self.child_mut(child).being_signed = false;
            }
            BundleEvent::ChildAnswered {
                child,
                verdict,
                facts,
                fingerprint,
            } => {
                let child = self.child_mut(child);
                child.ended = Some((at, end_of(*verdict)));
                child.answered = Some((fingerprint.clone(), facts.clone()));
            }
            BundleEvent::AnswerRefused {
                child,
                fingerprint,
                why,
                ..
            } => {
                let said = (child.clone(), fingerprint.clone());
                self.refused.insert(said, *why);
                self.to_review.insert(self.number, (child.clone(), *why));
            }
            BundleEvent::AnswerReviewed { refused, .. } => {
                self.to_review.remove(refused);
            }
            BundleEvent::ChildSilent { child } => self.child_mut(child).silent_since = Some(at),
            BundleEvent::RestDecided { child, go_on } => {
                self.decided.insert(child.clone(), *go_on);
            }
            BundleEvent::Withdrawn { .. } => self.withdrawn_at = Some(at),
            BundleEvent::ChildWithdrawn { child } => {
                self.child_mut(child).ended = Some((at, ChildEnd::Withdrawn));
            }
            BundleEvent::Closed { end } => self.end = Some(*end),
        }
        self
    }

    /// The child with this key, if anything happened to it.
    pub fn child(&self, key: &ChildKey) -> Option<&Child> {
        self.children.get(key)
    }

    /// Whether the child with this key is through: answered, skipped or taken back.
    pub fn is_through(&self, key: &ChildKey) -> bool {
        self.child(key).is_some_and(|child| child.ended.is_some())
    }

    /// The children that somebody is settling.
    pub fn running(&self) -> impl Iterator<Item = (&ChildKey, &Child)> {
        self.children.iter().filter(|(_, child)| child.is_running())
    }

    fn child_mut(&mut self, key: &ChildKey) -> &mut Child {
        self.children.entry(key.clone()).or_default()
    }
}

fn end_of(verdict: Verdict) -> ChildEnd {
    match verdict {
        Verdict::Granted => ChildEnd::Granted,
        Verdict::Declined => ChildEnd::Declined,
    }
}

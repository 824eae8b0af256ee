//! What follows by itself: children that can start, children that never will, the end.

use crate::bundle::ChildKey;
use crate::bundle::event::{BundleEnd, BundleEvent, Skipped};
use crate::bundle::kind::{ChildKind, ChildNeed, OnDeclined};
use crate::bundle::running::{Running, was_declined};
use crate::bundle::state::{Bundle, ChildEnd};
use crate::calendar::deadline::{Moment, due};

/// Where a bundle stands: there is always something that it waits for, or an end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Somebody is settling these children.
    Waits(Vec<ChildKey>),
    /// Nobody is; an official has to decide what becomes of the rest after this child.
    NeedsDecision(ChildKey),
    /// It is over.
    Over(BundleEnd),
}

impl Running<'_> {
    /// Where the bundle stands.
    pub fn standing(&self, bundle: &Bundle) -> Standing {
        if let Some(end) = bundle.end {
            return Standing::Over(end);
        }
        let waits: Vec<ChildKey> = bundle.running().map(|(key, _)| key.clone()).collect();
        match self.undecided(bundle) {
            Some(child) if waits.is_empty() => Standing::NeedsDecision(child.clone()),
            Some(_) | None => Standing::Waits(waits),
        }
    }

    /// Everything that follows, in its order.
    pub(super) fn what_follows(&self, mut bundle: Bundle) -> Vec<BundleEvent> {
        let mut events = Vec::new();
        while let Some(event) = self.next(&bundle) {
            bundle = bundle.further(&event, self.now);
            events.push(event);
        }
        events
    }

    /// The next event that follows; each moves one child on, or ends it, so there is a last one.
    fn next(&self, bundle: &Bundle) -> Option<BundleEvent> {
        if bundle.end.is_some() {
            return None;
        }
        let waiting = |child: &&ChildKind| match bundle.child(&child.key) {
            Some(child) => child.started_at.is_none() && child.ended.is_none(),
            None => true,
        };
        let mut children = self.kind.children().iter().filter(waiting);
        let begun = children.find_map(|child| self.begin(bundle, child));
        begun.or_else(|| self.close(bundle))
    }

    /// What happens to a child that has not begun; none while it has to wait.
    fn begin(&self, bundle: &Bundle, child: &ChildKind) -> Option<BundleEvent> {
        if let Some(because) = self.never(bundle, child) {
            return Some(BundleEvent::ChildSkipped {
                child: child.key.clone(),
                because,
            });
        }
        let is_open = child.after.iter().any(|key| !bundle.is_through(key));
        if is_open || self.undecided(bundle).is_some() {
            return None;
        }
        // A limit that cannot be counted, as the year has no calendar yet, makes nobody late.
        let counted = due(
            self.calendar,
            self.now.local(),
            &child.limit,
            Moment::default(),
        );
        Some(BundleEvent::ChildStarted {
            child: child.key.clone(),
            due: counted.ok(),
        })
    }

    /// Why a child is never started; none while it may be.
    fn never(&self, bundle: &Bundle, child: &ChildKind) -> Option<Skipped> {
        if bundle.withdrawn_at.is_some() {
            return Some(Skipped::Withdrawn);
        }
        if child.need == ChildNeed::Optional && !bundle.opened.chosen.contains(&child.key) {
            return Some(Skipped::NotChosen);
        }
        let stops = |other: &&ChildKind| match other.on_declined {
            OnDeclined::StopRest => true,
            OnDeclined::GoOnWithout => false,
            OnDeclined::NeedsDecision => bundle.decided.get(&other.key) == Some(&false),
        };
        let declined = self.declined(bundle).find(stops);
        declined.map(|other| Skipped::Declined(other.key.clone()))
    }

    fn declined<'a>(&'a self, bundle: &'a Bundle) -> impl Iterator<Item = &'a ChildKind> {
        let children = self.kind.children().iter();
        children.filter(move |child| was_declined(bundle, &child.key))
    }

    /// The declined child after which an official has to decide, while anything has not begun.
    pub fn undecided<'a>(&'a self, bundle: &'a Bundle) -> Option<&'a ChildKey> {
        let asks = |child: &&ChildKind| self.asks_for_decision(bundle, &child.key);
        let child = self.declined(bundle).find(asks);
        child.map(|child| &child.key)
    }

    /// The end, when every child is through.
    fn close(&self, bundle: &Bundle) -> Option<BundleEvent> {
        let children = self.kind.children();
        if !children.iter().all(|child| bundle.is_through(&child.key)) {
            return None;
        }
        let end = end_of(bundle);
        Some(BundleEvent::Closed { end })
    }
}

fn end_of(bundle: &Bundle) -> BundleEnd {
    let ends = || {
        bundle
            .children
            .values()
            .filter_map(|child| child.ended.as_ref())
    };
    let granted = ends().any(|(_, end)| *end == ChildEnd::Granted);
    if bundle.withdrawn_at.is_some() {
        return if granted {
            BundleEnd::WithdrawnWithResults
        } else {
            BundleEnd::Withdrawn
        };
    }
    let all_granted = ends().all(|(_, end)| match end {
        ChildEnd::Granted | ChildEnd::Skipped(Skipped::NotChosen) => true,
        ChildEnd::Declined
        | ChildEnd::Withdrawn
        | ChildEnd::Skipped(Skipped::Declined(_) | Skipped::Withdrawn) => false,
    });
    match (granted, all_granted) {
        (true, true) => BundleEnd::Granted,
        (true, false) => BundleEnd::PartlyGranted,
        (false, _) => BundleEnd::Declined,
    }
}

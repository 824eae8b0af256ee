//! The one story that the citizen reads: parent and children in one list, under one code.

use jiff::civil::DateTime;

use crate::bundle::ChildKey;
use crate::bundle::answer::Verdict;
use crate::bundle::event::{BundleEnd, BundleEvent, BundleRecorded, Skipped};
use crate::bundle::kind::{ChildKind, SettledBy};
use crate::bundle::running::Running;
use crate::bundle::running::next::Standing;
use crate::bundle::state::{Bundle, Child, ChildEnd};
use crate::dossier::code::DossierCode;
use crate::dossier::event::{Event, Recorded};
use crate::dossier::{Dossier, Now, ReturnVia, Stage};
use crate::money::Dong;

/// A child that is a dossier of ours, with its history.
#[derive(Clone, Copy, Debug)]
pub struct OwnChild<'a> {
    /// Which child.
    pub child: &'a ChildKey,
    /// The dossier as it stands.
    pub dossier: &'a Dossier,
    /// Its events.
    pub history: &'a [Recorded],
}

/// The story of a bundle (diễn biến hồ sơ liên thông).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story<'a> {
    /// The one code.
    pub code: &'a DossierCode,
    /// What happened, the oldest first.
    pub lines: Vec<Line<'a>>,
    /// Every child and where it is, in the order in which people read of them.
    pub children: Vec<ChildNow<'a>>,
    /// What the citizen has to do now; empty when nothing.
    pub to_do: Vec<ToDo<'a>>,
    /// Where the whole stands.
    pub standing: Standing,
}

/// One line of a story.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'a> {
    /// When.
    pub at: Now,
    /// Of which child; none when of the whole.
    pub child: Option<&'a ChildKey>,
    /// What.
    pub told: Told<'a>,
}

/// What a line tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Told<'a> {
    /// It was applied for.
    Opened,
    /// A child was handed over; the day its answer is due.
    Started(Option<DateTime>),
    /// Whoever settles it gave it this number.
    Registered(&'a str),
    /// It lies with whoever signs.
    BeingSigned,
    /// It came back from there unsigned.
    BackFromSigning,
    /// It is settled.
    Answered(Verdict),
    /// It is not done, and why.
    Skipped(&'a Skipped),
    /// Its answer is due and has not come.
    Silent,
    /// The whole goes on without a declined child, or not.
    RestDecided(bool),
    /// The whole was withdrawn; whether by an official for the applicant.
    Withdrawn(bool),
    /// The child was taken back.
    ChildWithdrawn,
    /// It is over.
    Closed(BundleEnd),
    /// Something happened in a dossier of ours.
    InDossier(&'a Event),
}

/// A child and where it is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChildNow<'a> {
    /// The child.
    pub kind: &'a ChildKind,
    /// Where it is.
    pub place: ChildPlace<'a>,
    /// Whether its answer is late.
    pub is_late: bool,
}

/// Where a child is now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ChildPlace<'a> {
    /// It waits for these to be through; for nobody's but an official's decision when empty.
    Waits(Vec<&'a ChildKey>),
    /// Somebody is settling it.
    With {
        /// Whose system.
        settled_by: &'a SettledBy,
        /// Since when.
        since: Now,
        /// Until when.
        due: Option<DateTime>,
    },
    /// It is through.
    Ended(Now, &'a ChildEnd),
}

/// What the citizen has to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToDo<'a> {
    /// For which child.
    pub child: &'a ChildKey,
    /// What.
    pub what: Duty,
}

/// One thing that only the citizen can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// Bring what was asked for.
    Supplement,
    /// Pay what is owed.
    Pay(Dong),
    /// Come for the result.
    Collect,
}

/// The one story, out of the bundle's history and those of its dossiers.
pub fn tell<'a>(
    running: &Running<'a>,
    bundle: &'a Bundle,
    history: &'a [BundleRecorded],
    own: &[OwnChild<'a>],
) -> Story<'a> {
    let mut lines: Vec<Line<'_>> = history.iter().filter_map(line).collect();
    for child in own {
        lines.extend(
            child
                .history
                .iter()
                .filter_map(|recorded| own_line(child, recorded)),
        );
    }
    // Stable: within one instant the whole comes first, then its children in their order.
    lines.sort_by_key(|line| line.at);
    let kind = running.kind;
    let now = |child| child_now(running.now, bundle, child);
    Story {
        code: &bundle.opened.code,
        lines,
        children: kind.children().iter().map(now).collect(),
        to_do: own.iter().flat_map(duties).collect(),
        standing: running.standing(bundle),
    }
}

/// The line of an event; none for what only officials look at.
fn line(recorded: &BundleRecorded) -> Option<Line<'_>> {
    let (child, told) = match &recorded.event {
        BundleEvent::Opened(_) => (None, Told::Opened),
        BundleEvent::ChildStarted { child, due } => (Some(child), Told::Started(*due)),
        BundleEvent::ChildRegistered { child, number } => {
            (Some(child), Told::Registered(number.as_str()))
        }
        BundleEvent::ChildSkipped { child, because } => (Some(child), Told::Skipped(because)),
        BundleEvent::ChildBeingSigned { child } => (Some(child), Told::BeingSigned),
        BundleEvent::ChildBackFromSigning { child } => (Some(child), Told::BackFromSigning),
        BundleEvent::ChildAnswered { child, verdict, .. } => {
            (Some(child), Told::Answered(*verdict))
        }
        BundleEvent::AnswerRefused { .. } | BundleEvent::AnswerReviewed { .. } => return None,
        BundleEvent::ChildSilent { child } => (Some(child), Told::Silent),
        BundleEvent::RestDecided { child, go_on } => (Some(child), Told::RestDecided(*go_on)),
        BundleEvent::Withdrawn { by_official, .. } => (None, Told::Withdrawn(*by_official)),
        BundleEvent::ChildWithdrawn { child } => (Some(child), Told::ChildWithdrawn),
        BundleEvent::Closed { end } => (None, Told::Closed(*end)),
    };
    Some(Line {
        at: recorded.at,
        child,
        told,
    })
}

/// The line of an event in a dossier of ours; that it was filed, and withdrawn with the whole, the
/// bundle has told already.
fn own_line<'a>(own: &OwnChild<'a>, recorded: &'a Recorded) -> Option<Line<'a>> {
    let is_told = matches!(
        recorded.event,
        Event::Submitted(_) | Event::Withdrawn { .. }
    );
    (!is_told).then_some(Line {
        at: recorded.at,
        child: Some(own.child),
        told: Told::InDossier(&recorded.event),
    })
}

fn child_now<'a>(now: Now, bundle: &'a Bundle, kind: &'a ChildKind) -> ChildNow<'a> {
    let child = bundle.child(&kind.key);
    let due = child.and_then(|child| child.due);
    let ended_at = child
        .and_then(|child| child.ended.as_ref())
        .map(|(at, _)| *at);
    let until = ended_at.unwrap_or(now).local();
    ChildNow {
        kind,
        place: child_place(bundle, kind, child),
        is_late: kind.settled_by != SettledBy::Ours && due.is_some_and(|due| due < until),
    }
}

fn child_place<'a>(
    bundle: &'a Bundle,
    kind: &'a ChildKind,
    child: Option<&'a Child>,
) -> ChildPlace<'a> {
    if let Some((at, end)) = child.and_then(|child| child.ended.as_ref()) {
        return ChildPlace::Ended(*at, end);
    }
    match child.and_then(|child| child.started_at) {
        Some(since) => ChildPlace::With {
            settled_by: &kind.settled_by,
            since,
            due: child.and_then(|child| child.due),
        },
        None => {
            let open = kind.after.iter().filter(|key| !bundle.is_through(key));
            ChildPlace::Waits(open.collect())
        }
    }
}

fn duties<'a>(own: &OwnChild<'a>) -> Vec<ToDo<'a>> {
    let child = own.child;
    let duty = |what| ToDo { child, what };
    let mut duties = Vec::new();
    match own.dossier.stage {
        Stage::AwaitingSupplement { .. } => duties.push(duty(Duty::Supplement)),
        Stage::Resolved(..) if own.dossier.return_via == ReturnVia::Desk => {
            duties.push(duty(Duty::Collect));
        }
        Stage::Submitted
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Deciding(..)
        | Stage::Numbering(..)
        | Stage::Resolved(..)
        | Stage::Refused
        | Stage::HandedOver(..)
        | Stage::Withdrawn
        | Stage::Stopped => {}
    }
    let owed = own.dossier.owed();
    if own.dossier.is_open() && owed > Dong::ZERO {
        duties.push(duty(Duty::Pay(owed)));
    }
    duties
}

//! Versions of a layer: each change is one more, with its reason and its decision.

use std::collections::BTreeSet;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Decision, LayerContent, LayerOwner, resolve};
use crate::calendar::CalendarFlaw;
use crate::people::OfficialId;

/// One layer of the calendar (lớp lịch) in one version. What was before it is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalendarLayer {
    /// Whose it is.
    pub owner: LayerOwner,
    /// From 1, one more with each change; 0 before the first.
    pub version: u32,
    /// What it says.
    pub content: LayerContent,
    /// Why this version came; empty where nobody was asked, on the first start.
    pub reason: String,
    /// The decision this version rests on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub decision: Option<Decision>,
    /// Who made it; none for the program's own first start and the command line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub by: Option<OfficialId>,
    /// When.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at: Option<Timestamp>,
}

/// A change of a layer, before it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LayerChange {
    /// What the layer says from now on: all of it.
    pub content: LayerContent,
    /// Why.
    pub reason: String,
    /// The decision it rests on.
    pub decision: Option<Decision>,
    /// Who makes it; none for the command line.
    pub by: Option<OfficialId>,
    /// When.
    pub at: Option<Timestamp>,
}

/// Why a layer is not changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LayerRefusal {
    /// Nobody said why.
    #[error("a change of the calendar needs a reason")]
    ReasonMissing,
    /// What it would say is no calendar.
    #[error(transparent)]
    Flawed(#[from] CalendarFlaw),
    /// The year would have no calendar, and open dossiers are promised in it.
    #[error("open dossiers are promised in the year {year}")]
    YearInUse {
        /// The year.
        year: i16,
    },
}

impl CalendarLayer {
    /// The layer of somebody who has said nothing yet.
    pub fn first(owner: LayerOwner) -> Self {
        Self {
            owner,
            version: 0,
            content: LayerContent::default(),
            reason: String::new(),
            decision: None,
            by: None,
            at: None,
        }
    }

    /// The years that would have no calendar any more. Only the nation makes years known.
    pub fn years_lost(&self, content: &LayerContent) -> BTreeSet<i16> {
        let years = |content: &LayerContent| -> BTreeSet<i16> {
            content.days.iter().map(|day| day.date.year()).collect()
        };
        match &self.owner {
            LayerOwner::Nation => &years(&self.content) - &years(content),
            LayerOwner::Unit(_) => BTreeSet::new(),
        }
    }

    /// The next version.
    ///
    /// `in_use` are the years in which open dossiers are promised: none of them may be lost.
    ///
    /// # Errors
    /// [`LayerRefusal`], and then nothing changes.
    pub fn next(&self, change: LayerChange, in_use: &BTreeSet<i16>) -> Result<Self, LayerRefusal> {
        if change.reason.trim().is_empty() {
            return Err(LayerRefusal::ReasonMissing);
        }
        resolve(&[&change.content])?;
        let lost = self.years_lost(&change.content);
        if let Some(year) = lost.intersection(in_use).next() {
            return Err(LayerRefusal::YearInUse { year: *year });
        }
        Ok(Self {
            owner: self.owner.clone(),
            version: self.version + 1,
            content: change.content,
            reason: change.reason,
            decision: change.decision,
            by: change.by,
            at: change.at,
        })
    }
}

//! Campaigns (đợt dời ngày hẹn): after the calendar changed, every dossier whose promise the change
//! may move is counted once more.
//!
//! A campaign is confirmed with the change, in the same transaction. It goes through the dossiers
//! in the order of their ids, which no act changes, batch by batch; what a batch moved, what it
//! left and how far it came are one commit, so that whoever takes it up again repeats nothing.

mod preview;
pub(crate) mod reach;
mod step;

use domain::calendar::WorkingCalendar;
use domain::dossier::promise_move::{CalendarChange, Recount, WhyStays, recount};
use domain::dossier::{Dossier, Now};
use domain::people::OfficialId;
use jiff::civil::DateTime;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    QueryTrait as _,
};
use uuid::Uuid;

pub use preview::{CampaignPreview, PreviewLine};
pub(crate) use reach::{begin, is_under_way};
pub(crate) use step::{CampaignStep, take};

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::record::now_from;
use crate::rows::{campaign, campaign_dossier};

/// A campaign, and how far it has come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Campaign {
    /// Its id, which every event it made names.
    pub id: Uuid,
    /// The change of the calendar.
    pub because: CalendarChange,
    /// Who confirmed it; none on the command line.
    pub confirmed_by: Option<OfficialId>,
    /// When.
    pub confirmed_at: Now,
    /// Dossiers counted once more so far.
    pub seen: u64,
    /// Those whose promise moved.
    pub moved: u64,
    /// Those whose promise was kept as it is, although the count says otherwise.
    pub kept: u64,
    /// When it came to its end; none while it is under way.
    pub ended_at: Option<Now>,
}

/// What became of a promise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It moved to this moment.
    Moved(DateTime),
    /// It is kept.
    Kept(WhyKept),
}

/// Why a promise was kept as it is (giữ nguyên).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyKept {
    /// The count leads to an earlier moment.
    WouldBeEarlier(DateTime),
    /// Its time was over when the change was confirmed.
    TimeWasOver,
    /// The clock stands still: it is counted by the new calendar when it goes on.
    ClockPaused,
    /// The count runs into a year without a calendar.
    YearMissing,
    /// What is stored of it cannot be read.
    Damaged,
}

impl WhyKept {
    /// The name under which it is stored, and that programs read.
    pub fn name(self) -> &'static str {
        match self {
            Self::WouldBeEarlier(_) => "would_be_earlier",
            Self::TimeWasOver => "time_was_over",
            Self::ClockPaused => "clock_paused",
            Self::YearMissing => "year_missing",
            Self::Damaged => "damaged",
        }
    }

    fn from_name(name: &str, counted: Option<DateTime>) -> Option<Self> {
        match (name, counted) {
            ("would_be_earlier", Some(counted)) => Some(Self::WouldBeEarlier(counted)),
            ("time_was_over", _) => Some(Self::TimeWasOver),
            ("clock_paused", _) => Some(Self::ClockPaused),
            ("year_missing", _) => Some(Self::YearMissing),
            ("damaged", _) => Some(Self::Damaged),
            _ => None,
        }
    }
}

/// A dossier that a campaign moved, or left although the count says otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CampaignDossier {
    /// Its id, after which the next page begins.
    pub id: Uuid,
    /// Its code.
    pub code: String,
    /// What was promised before.
    pub was_due: DateTime,
    /// What became of it.
    pub fate: Fate,
}

/// What the new calendar makes of a promise; none when it stays because nothing says otherwise.
fn fate(dossier: &Dossier, calendar: &WorkingCalendar, confirmed_at: Now) -> Option<Fate> {
    let kept = match recount(dossier, calendar, confirmed_at) {
        Recount::Moves(promise) => return Some(Fate::Moved(promise.due)),
        Recount::Stays(WhyStays::Same | WhyStays::NoClock) => return None,
        Recount::Stays(WhyStays::WouldBeEarlier { counted }) => WhyKept::WouldBeEarlier(counted),
        Recount::Stays(WhyStays::TimeWasOver) => WhyKept::TimeWasOver,
        Recount::Stays(WhyStays::ClockPaused) => WhyKept::ClockPaused,
        Recount::Stays(WhyStays::YearMissing { .. }) => WhyKept::YearMissing,
    };
    Some(Fate::Kept(kept))
}

impl Store {
    /// The campaign with this id.
    pub async fn campaign(&self, id: Uuid) -> Result<Option<Campaign>, Fault> {
        let row = campaign::Entity::find_by_id(id)
            .one(self.reader())
            .await
            .doing("reading a campaign")?;
        row.map(read).transpose()
    }

    /// The campaign that the change to this version of the rulebook began, if it moves anything.
    pub async fn campaign_of(&self, rules_version: u64) -> Result<Option<Campaign>, Fault> {
        let version = i64::try_from(rules_version).map_err(|_| Fault::damaged("version"))?;
        let row = campaign::Entity::find()
            .filter(campaign::Column::RulesVersion.eq(version))
            .one(self.reader())
            .await
            .doing("reading a campaign")?;
        row.map(read).transpose()
    }

    /// The campaign that is under way; there is one at most.
    pub async fn open_campaign(&self) -> Result<Option<Campaign>, Fault> {
        let row = reach::under_way()
            .one(self.reader())
            .await
            .doing("looking for a campaign")?;
        row.map(read).transpose()
    }

    /// The newest campaigns.
    pub async fn newest_campaigns(&self, limit: u64) -> Result<Vec<Campaign>, Fault> {
        let rows = campaign::Entity::find()
            .order_by_desc(campaign::Column::ConfirmedAt)
            .limit(limit)
            .all(self.reader())
            .await
            .doing("reading campaigns")?;
        rows.into_iter().map(read).collect()
    }

    /// Dossiers that a campaign moved, or those that it left, in the order of their ids.
    pub async fn campaign_dossiers(
        &self,
        id: Uuid,
        moved: bool,
        after: Option<Uuid>,
        limit: u64,
    ) -> Result<Vec<CampaignDossier>, Fault> {
        use campaign_dossier::Column as C;
        let rows = campaign_dossier::Entity::find()
            .filter(C::Campaign.eq(id))
            .filter(C::Moved.eq(moved))
            .apply_if(after, |query, after| query.filter(C::Dossier.gt(after)))
            .order_by_asc(C::Dossier)
            .limit(limit)
            .all(self.reader())
            .await
            .doing("reading what a campaign did")?;
        rows.iter().map(read_dossier).collect()
    }

    /// Waits until a change of the calendar was confirmed here.
    pub async fn calendar_changed(&self) {
        self.shared.calendar_changed.notified().await;
    }
}

fn read(row: campaign::Model) -> Result<Campaign, Fault> {
    let damaged = || Fault::damaged(format!("campaign {}", row.id));
    let count = |count: i64| u64::try_from(count).unwrap_or_default();
    Ok(Campaign {
        id: row.id,
        because: serde_json::from_str(&row.because).map_err(|_| damaged())?,
        confirmed_by: row.confirmed_by.map(OfficialId),
        confirmed_at: now_from(row.confirmed_at).ok_or_else(damaged)?,
        seen: count(row.seen),
        moved: count(row.moved),
        kept: count(row.kept),
        ended_at: row.ended_at.and_then(now_from),
    })
}

fn read_dossier(row: &campaign_dossier::Model) -> Result<CampaignDossier, Fault> {
    let damaged = || Fault::damaged(format!("what campaign {} did", row.campaign));
    let local = |micros: i64| now_from(micros).map(Now::local);
    let due = row.due.and_then(local);
    let fate = match (row.moved, &row.why) {
        (true, _) => due.map(Fate::Moved),
        (false, Some(why)) => WhyKept::from_name(why, due).map(Fate::Kept),
        (false, None) => None,
    };
    Ok(CampaignDossier {
        id: row.dossier,
        code: row.code.clone(),
        was_due: local(row.was_due).ok_or_else(damaged)?,
        fate: fate.ok_or_else(damaged)?,
    })
}

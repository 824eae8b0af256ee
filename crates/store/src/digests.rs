//! What officials are told on a working day: one digest each, of what time claimed and still
//! stands.

use std::collections::BTreeMap;

use domain::dossier::Now;
use domain::dossier::alarm::AlarmKind;
use domain::dossier::code::DossierCode;
use domain::people::OfficialId;
use domain::people::agency::AgencyId;
use jiff::civil::Date;
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait as _, Func};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, JoinType, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, QueryTrait as _, Select,
};
use uuid::Uuid;

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::record::{micros, now_from};
use crate::rows::{alarm, digest, listing};
use crate::write::Write;

/// Due alarms that are counted: beyond that a backlog is only long.
const COUNTED_MAX: usize = 1_000;

/// What an official is told on a working day. Its key stays the same however often it is tried.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest {
    /// Who is told.
    pub official: OfficialId,
    /// On which day.
    pub day: Date,
}

impl Digest {
    /// Under which whoever delivers knows it again.
    pub fn key(self) -> String {
        format!("{}.{}", self.official.0.simple(), self.day)
    }
}

/// Whose alarms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AlarmsOf {
    /// Those of what this official held.
    Officer(OfficialId),
    /// Those of what this agency answers for.
    Agency(AgencyId),
}

/// Which alarms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AlarmFilter {
    /// Whose.
    pub of: AlarmsOf,
    /// The first and the last day on which they were to be told.
    pub days: (Date, Date),
    /// Only this kind.
    pub kind: Option<AlarmKind>,
}

/// An alarm that still stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DossierAlarm {
    /// The dossier's id.
    pub dossier: Uuid,
    /// Its code.
    pub code: DossierCode,
    /// What is claimed.
    pub kind: AlarmKind,
    /// The moment that it is about.
    pub about: Now,
    /// When it fell due.
    pub at: Now,
}

/// What the worker has before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlarmBacklog {
    /// Due and not recorded yet; a thousand when it is that or more.
    pub due: u64,
    /// Recorded for this day.
    pub claimed: u64,
    /// Officials of this day or an earlier one who were not told yet.
    pub untold: u64,
}

impl Store {
    /// What was claimed and still stands, at most `limit`: those to be told first, and among these
    /// the earliest first.
    pub async fn alarms(
        &self,
        filter: &AlarmFilter,
        now: Now,
        limit: u64,
    ) -> Result<Vec<DossierAlarm>, Fault> {
        let rows = first_standing(filter, now, limit)
            .into_tuple::<(Uuid, String, i64, i64, String)>()
            .all(self.reader())
            .await
            .doing("reading alarms")?;
        let mut alarms = rows
            .into_iter()
            .map(|(dossier, kind, about, at, code)| {
                let damaged = || Fault::damaged(format!("alarm of {dossier}"));
                Ok(DossierAlarm {
                    dossier,
                    code: code.parse().map_err(|_| damaged())?,
                    kind: AlarmKind::from_name(&kind).ok_or_else(damaged)?,
                    about: now_from(about).ok_or_else(damaged)?,
                    at: now_from(at).ok_or_else(damaged)?,
                })
            })
            .collect::<Result<Vec<_>, Fault>>()?;
        alarms.sort_by_key(|alarm| (alarm.at, alarm.dossier, alarm.kind));
        Ok(alarms)
    }

    /// How many dossiers there are of each kind that was claimed and still stands; nothing of the
    /// others.
    pub async fn alarm_counts(
        &self,
        filter: &AlarmFilter,
        now: Now,
    ) -> Result<BTreeMap<AlarmKind, u64>, Fault> {
        // A dossier has one alarm of a kind that is about how it stands now.
        let row = counts_standing(filter, now)
            .into_tuple::<(i64, i64, i64, i64)>()
            .one(self.reader())
            .await
            .doing("counting alarms")?;
        let (one, two, three, four) = row.unwrap_or_default();
        let counts = AlarmKind::ALL.into_iter().zip([one, two, three, four]);
        Ok(counts
            .filter(|(_, count)| *count > 0)
            .map(|(kind, count)| (kind, u64::try_from(count).unwrap_or_default()))
            .collect())
    }

    /// Officials who were not told yet of this day or an earlier one, at most `limit`.
    pub async fn untold_digests(&self, day: Date, limit: u64) -> Result<Vec<Digest>, Fault> {
        let rows = untold(day).limit(limit).all(self.reader()).await;
        rows.doing("reading whom to tell")?
            .into_iter()
            .map(|row| {
                let day = row.day.parse().map_err(|_| Fault::damaged("digest"))?;
                let official = OfficialId(row.official);
                Ok(Digest { official, day })
            })
            .collect()
    }

    /// Keeps that an official was told of a day. Twice is harmless.
    pub async fn told(&self, digest: Digest, now: Now) -> Result<(), Fault> {
        self.write(Write::Told(digest, now)).await.map(|_| ())
    }

    /// What is due, recorded and not told yet.
    pub async fn alarm_backlog(&self, now: Now) -> Result<AlarmBacklog, Fault> {
        let due = self.alarms_due(now, COUNTED_MAX).await?.len();
        let today = now.today();
        let claimed = alarm::Entity::find()
            .filter(alarm::Column::ToldOn.eq(today.to_string()))
            .count(self.reader())
            .await
            .doing("counting alarms")?;
        let untold = untold(today)
            .count(self.reader())
            .await
            .doing("counting whom to tell")?;
        Ok(AlarmBacklog {
            due: u64::try_from(due.min(COUNTED_MAX)).unwrap_or(u64::MAX),
            claimed,
            untold,
        })
    }
}

/// What was claimed and is still so.
fn standing(filter: &AlarmFilter, now: Now) -> Select<alarm::Entity> {
    use alarm::Column as C;
    let whose = match &filter.of {
        AlarmsOf::Officer(official) => C::Officer.eq(official.0),
        AlarmsOf::Agency(agency) => C::Competent.eq(agency.as_str()),
    };
    let (from, to) = filter.days;
    let about = |column: listing::Column| {
        let of_listing = (listing::Entity, column);
        Expr::col((alarm::Entity, C::About)).equals(of_listing)
    };
    let kind = |kind: AlarmKind| C::Kind.eq(kind.name());
    let is_so = kind(AlarmKind::NearDue)
        .and(C::About.gte(micros(now)))
        .and(about(listing::Column::DueAt))
        .or(kind(AlarmKind::ApologyDraft).and(about(listing::Column::DueAt)))
        .or(kind(AlarmKind::Overdue).and(about(listing::Column::DueAt)))
        .or(kind(AlarmKind::Still).and(about(listing::Column::LastAt)));
    let its_row = alarm::Entity::belongs_to(listing::Entity)
        .from(C::Dossier)
        .to(listing::Column::Dossier)
        .into();
    alarm::Entity::find()
        .select_only()
        .join(JoinType::InnerJoin, its_row)
        .filter(whose)
        .filter(C::ToldOn.gte(from.to_string()))
        .filter(C::ToldOn.lte(to.to_string()))
        .apply_if(filter.kind, |query, only| query.filter(kind(only)))
        .filter(listing::Column::SettledAt.is_null())
        .filter(listing::Column::Paused.eq(false))
        .filter(is_so)
}

/// The first of what was claimed and is still so, in the order in which it is told.
pub(crate) fn first_standing(filter: &AlarmFilter, now: Now, limit: u64) -> Select<alarm::Entity> {
    use alarm::Column as C;
    standing(filter, now)
        .columns([C::Dossier, C::Kind, C::About, C::At])
        .column(listing::Column::Code)
        .order_by_asc(C::ToldOn)
        .limit(limit)
}

/// How much of each kind was claimed and is still so: one row, nothing to be sorted into groups.
pub(crate) fn counts_standing(filter: &AlarmFilter, now: Now) -> Select<alarm::Entity> {
    let counted = |query: Select<alarm::Entity>, kind: AlarmKind| {
        let of_kind = CaseStatement::new().case(alarm::Column::Kind.eq(kind.name()), 1);
        query.expr_as(Func::count(of_kind), kind.name())
    };
    AlarmKind::ALL
        .into_iter()
        .fold(standing(filter, now), counted)
}

/// Whom nobody has told yet, the earliest day first.
pub(crate) fn untold(day: Date) -> Select<digest::Entity> {
    digest::Entity::find()
        .filter(digest::Column::ToldAt.is_null())
        .filter(digest::Column::Day.lte(day.to_string()))
        .order_by_asc(digest::Column::Day)
        .order_by_asc(digest::Column::Official)
}

/// Keeps that an official was told.
pub(crate) async fn tell(
    conn: &impl ConnectionTrait,
    digest: Digest,
    now: Now,
) -> Result<(), Fault> {
    digest::Entity::update_many()
        .col_expr(digest::Column::ToldAt, Expr::value(micros(now)))
        .filter(digest::Column::Official.eq(digest.official.0))
        .filter(digest::Column::Day.eq(digest.day.to_string()))
        .filter(digest::Column::ToldAt.is_null())
        .exec(conn)
        .await
        .doing("keeping who was told")?;
    Ok(())
}

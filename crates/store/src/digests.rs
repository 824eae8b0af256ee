//! What officials are told on a working day: one digest each, of what time claimed and still
//! stands.

use std::collections::HashMap;

use domain::dossier::Now;
use domain::dossier::alarm::AlarmKind;
use domain::dossier::code::DossierCode;
use domain::people::OfficialId;
use domain::people::agency::AgencyId;
use jiff::civil::Date;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, PaginatorTrait as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Select,
};
use uuid::Uuid;

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::record::{micros, now_from};
use crate::rows::{alarm, digest, listing};
use crate::search::rows_of;
use crate::write::Write;

/// Alarms that are read together: more than anybody is told on a day.
const ALARMS_MAX: u64 = 1_000;

/// List rows asked for by one statement.
const ROWS_MAX: usize = 200;

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
    /// What was claimed to be told between two days and still stands, the earliest first.
    pub async fn alarms(
        &self,
        of: &AlarmsOf,
        days: (Date, Date),
        now: Now,
    ) -> Result<Vec<DossierAlarm>, Fault> {
        let rows = told_between(of, days).limit(ALARMS_MAX);
        let mut rows = rows.all(self.reader()).await.doing("reading alarms")?;
        rows.sort_by(|a, b| (a.at, a.dossier, &a.kind).cmp(&(b.at, b.dossier, &b.kind)));
        let mut ids: Vec<Uuid> = rows.iter().map(|row| row.dossier).collect();
        ids.sort_unstable();
        ids.dedup();
        let mut listed: HashMap<Uuid, listing::Model> = HashMap::new();
        for ids in ids.chunks(ROWS_MAX) {
            let found = rows_of(ids).all(self.reader()).await;
            let found = found.doing("reading list rows")?;
            listed.extend(found.into_iter().map(|row| (row.dossier, row)));
        }
        let standing = rows
            .iter()
            .filter_map(|row| standing(row, listed.get(&row.dossier)?, now));
        Ok(standing.collect())
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

/// What was claimed to be told between two days.
pub(crate) fn told_between(of: &AlarmsOf, (from, to): (Date, Date)) -> Select<alarm::Entity> {
    use alarm::Column as C;
    let whose = match of {
        AlarmsOf::Officer(official) => C::Officer.eq(official.0),
        AlarmsOf::Agency(agency) => C::Competent.eq(agency.as_str()),
    };
    alarm::Entity::find()
        .filter(whose)
        .filter(C::ToldOn.gte(from.to_string()))
        .filter(C::ToldOn.lte(to.to_string()))
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

/// The alarm, if what it is about is still so.
fn standing(row: &alarm::Model, listed: &listing::Model, now: Now) -> Option<DossierAlarm> {
    let kind = AlarmKind::from_name(&row.kind)?;
    let stands = match kind {
        AlarmKind::NearDue => listed.due_at == row.about && micros(now) <= row.about,
        AlarmKind::ApologyDraft | AlarmKind::Overdue => listed.due_at == row.about,
        AlarmKind::Still => listed.last_at == row.about,
    };
    if !stands || listed.settled_at.is_some() || listed.paused {
        return None;
    }
    Some(DossierAlarm {
        dossier: row.dossier,
        code: listed.code.parse().ok()?,
        kind,
        about: now_from(row.about)?,
        at: now_from(row.at)?,
    })
}

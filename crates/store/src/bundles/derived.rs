//! The list row of a bundle, derived from its events: which desk looks after it, whether somebody
//! has to look at something, and when an answer is due.

use domain::bundle::check::SoundKind;
use domain::bundle::running::Running;
use domain::bundle::state::Bundle;
use domain::calendar::WorkingCalendar;
use domain::dossier::Now;
use domain::dossier::code::DossierCode;
use domain::people::agency::AgencyId;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Select,
};
use uuid::Uuid;

use crate::bundles::record;
use crate::fault::{Doing as _, Fault};
use crate::record::{micros, now_from};
use crate::rows::{bundle as head, bundle_listing as listing};
use crate::{Shared, Store, rulebook};

/// A bundle in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleLine {
    /// Its code.
    pub code: DossierCode,
    /// The key of its kind.
    pub kind: String,
    /// When it was opened.
    pub opened_at: Now,
    /// When something happened last.
    pub last_at: Now,
    /// Whether it is over.
    pub is_over: bool,
    /// Whether an official has to look at it.
    pub asks: bool,
}

impl BundleLine {
    fn of(row: &listing::Model) -> Option<Self> {
        Some(Self {
            code: row.code.parse().ok()?,
            kind: row.kind.clone(),
            opened_at: now_from(row.opened_at)?,
            last_at: now_from(row.last_at)?,
            is_over: row.ended_at.is_some(),
            asks: row.asks,
        })
    }
}

/// What a row is derived from.
#[derive(Clone, Copy)]
pub(super) struct Derived<'a> {
    pub id: Uuid,
    pub bundle: &'a Bundle,
    pub kind: &'a SoundKind,
    pub calendar: &'a WorkingCalendar,
    /// When something happened last.
    pub last_at: Now,
}

fn row(of: Derived<'_>) -> listing::Model {
    let Derived {
        bundle, last_at, ..
    } = of;
    let running = Running {
        kind: of.kind,
        now: last_at,
        calendar: of.calendar,
    };
    let is_silent = bundle
        .running()
        .any(|(_, child)| child.silent_since.is_some());
    let is_undecided = bundle.end.is_none() && running.undecided(bundle).is_some();
    let asks = !bundle.to_review.is_empty() || is_undecided || is_silent;
    let due = running.awaited(bundle).map(|(_, due)| due);
    listing::Model {
        bundle: of.id,
        code: bundle.opened.code.as_str().to_owned(),
        kind: bundle.opened.kind.clone(),
        desk: bundle.opened.desk.as_str().to_owned(),
        opened_at: micros(bundle.opened_at),
        last_at: micros(last_at),
        ended_at: bundle.end.map(|_| micros(last_at)),
        silence_at: due.min().map(|due| micros(Now::from_local(due))),
        asks,
    }
}

/// Keeps the row of a bundle as it stands now.
pub(super) async fn keep(conn: &impl ConnectionTrait, of: Derived<'_>) -> Result<(), Fault> {
    use listing::Column::{Asks, Bundle, EndedAt, LastAt, SilenceAt};
    listing::Entity::insert(row(of).into_active_model())
        .on_conflict(
            OnConflict::column(Bundle)
                .update_columns([Asks, EndedAt, LastAt, SilenceAt])
                .to_owned(),
        )
        .exec_without_returning(conn)
        .await
        .doing("keeping the list row of a bundle")?;
    Ok(())
}

/// Drops every row and derives it anew.
pub(crate) async fn rebuild(conn: &impl ConnectionTrait, shared: &Shared) -> Result<(), Fault> {
    let rules = rulebook::current(conn, shared).await?;
    listing::Entity::delete_many()
        .exec(conn)
        .await
        .doing("dropping list rows of bundles")?;
    let mut after = Uuid::nil();
    loop {
        let heads = head::Entity::find()
            .filter(head::Column::Id.gt(after))
            .order_by_asc(head::Column::Id)
            .limit(200)
            .all(conn)
            .await
            .doing("reading heads of bundles")?;
        let Some(last) = heads.last() else {
            return Ok(());
        };
        after = last.id;
        for head in heads {
            let history = record::history(conn, head.id).await?;
            let recorded: Vec<_> = history.into_iter().map(|entry| entry.recorded).collect();
            let told = Bundle::told_by(&recorded).zip(recorded.last());
            let (bundle, last) = told.ok_or_else(|| Fault::damaged("bundle"))?;
            let kind = record::kind_of(conn, &head).await?;
            let derived = Derived {
                id: head.id,
                bundle: &bundle,
                kind: &kind,
                calendar: rules.calendar.nation(),
                last_at: last.at,
            };
            keep(conn, derived).await?;
        }
    }
}

/// Every row as text, in a fixed order: what a rebuild must not change.
pub(crate) async fn as_text(conn: &impl ConnectionTrait) -> Result<Vec<String>, Fault> {
    let rows = listing::Entity::find()
        .order_by_asc(listing::Column::Code)
        .all(conn)
        .await
        .doing("reading list rows of bundles")?;
    Ok(rows.iter().map(|row| format!("{row:?}")).collect())
}

/// The bundles that these desks look after, the last moved first.
pub(crate) fn of_desks(desks: &[AgencyId]) -> Select<listing::Entity> {
    listing::Entity::find()
        .filter(listing::Column::Desk.is_in(desks.iter().map(AgencyId::as_str)))
        .order_by_desc(listing::Column::LastAt)
}

/// Those of them at which somebody has to look.
pub(crate) fn asking(desks: &[AgencyId]) -> Select<listing::Entity> {
    of_desks(desks).filter(listing::Column::Asks.eq(true))
}

/// The bundles of which an answer is due and has not come.
pub(crate) fn silent(now: Now) -> Select<listing::Entity> {
    listing::Entity::find()
        .filter(listing::Column::SilenceAt.lt(micros(now)))
        .order_by_asc(listing::Column::SilenceAt)
}

impl Store {
    /// The bundles that these desks look after, the last moved first, at most `limit`.
    pub async fn bundles_of(
        &self,
        desks: &[AgencyId],
        limit: u64,
    ) -> Result<Vec<BundleLine>, Fault> {
        self.bundle_lines(of_desks(desks).limit(limit)).await
    }

    /// Those at which somebody has to look, the last moved first, at most `limit`.
    pub async fn bundles_asking(
        &self,
        desks: &[AgencyId],
        limit: u64,
    ) -> Result<Vec<BundleLine>, Fault> {
        self.bundle_lines(asking(desks).limit(limit)).await
    }

    /// The bundles of which an answer is due and has not come, at most `limit`.
    pub async fn silent_bundles(&self, now: Now, limit: u64) -> Result<Vec<BundleLine>, Fault> {
        self.bundle_lines(silent(now).limit(limit)).await
    }

    async fn bundle_lines(&self, query: Select<listing::Entity>) -> Result<Vec<BundleLine>, Fault> {
        let rows = query.all(self.reader()).await;
        let rows = rows.doing("reading bundles")?;
        Ok(rows.iter().filter_map(BundleLine::of).collect())
    }
}

//! Drop the lists, replay the events: what comes out equals what was there.
//!
//! The hashes by which dossiers are found are made anew too, from the personal rows still there.

use std::collections::{BTreeMap, HashMap};

use domain::dossier::Dossier;
use domain::people::agency::Organisation;
use domain::rulebook::Rulebook;
use sea_orm::sea_query::Order;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use crate::desk_day::{self, DayRows};
use crate::fault::{Doing as _, Fault};
use crate::lists::{Cell, cell_of, listing_row};
use crate::record::entry;
use crate::rows::{dossier as head, event, listing, tally};
use crate::{
    Shared, Store, asked_again, assistance, beside, bundles, findable, lateness, listings,
    opinions, pace, rulebook, settlement,
};

/// Dossiers that are replayed together.
const BATCH: u64 = 200;

impl Store {
    /// Rebuilds every list row, count and desk's day from the events, how long steps took, how many
    /// were helped, what was late and how often was asked again, and what dossiers are found by, in
    /// one transaction. Answers with the number of dossiers.
    pub async fn rebuild(&self) -> Result<u64, Fault> {
        let txn = self.shared_engine().begin_alone().await?;
        let rebuilt = rebuild(&txn, &self.shared).await?;
        txn.commit().await.doing("committing the rebuilt lists")?;
        self.shared_engine().checkpoint().await?;
        Ok(rebuilt)
    }

    /// Every list row, count, desk's day, how long steps took, how many were helped, what was late
    /// and how often was asked again as text, in a fixed order: what a rebuild must not change.
    pub async fn lists_as_text(&self) -> Result<Vec<String>, Fault> {
        let rows = listing::Entity::find()
            .order_by_asc(listing::Column::Code)
            .all(self.reader())
            .await
            .doing("reading list rows")?;
        let counts = tally::Entity::find()
            .order_by_asc(tally::Column::Unit)
            .order_by_asc(tally::Column::Stage)
            .order_by_asc(tally::Column::DueOn)
            .all(self.reader())
            .await
            .doing("reading counts")?;
        let days = desk_day::as_text(self.reader()).await?;
        let paces = pace::as_text(self.reader()).await?;
        let helped = assistance::as_text(self.reader()).await?;
        let late = lateness::as_text(self.reader()).await?;
        let opinions = opinions::as_text(self.reader()).await?;
        let again = asked_again::as_text(self.reader()).await?;
        let settled = settlement::as_text(self.reader()).await?;
        let open_beside = beside::as_text(self.reader()).await?;
        let bundles = bundles::as_text(self.reader()).await?;
        Ok(rows
            .iter()
            .map(|row| format!("{row:?}"))
            .chain(counts.iter().map(|count| format!("{count:?}")))
            .chain(days)
            .chain(paces)
            .chain(helped)
            .chain(late)
            .chain(opinions)
            .chain(again)
            .chain(settled)
            .chain(open_beside)
            .chain(bundles)
            .collect())
    }
}

/// What is counted over all dossiers, besides those that are open.
#[derive(Default)]
struct Counted {
    paces: pace::Counts,
    helped: assistance::Counts,
    again: asked_again::Counts,
    settled: settlement::Counts,
}

async fn rebuild(conn: &impl ConnectionTrait, shared: &Shared) -> Result<u64, Fault> {
    let rules = rulebook::current(conn, shared).await?;
    listing::Entity::delete_many()
        .exec(conn)
        .await
        .doing("dropping list rows")?;
    tally::Entity::delete_many()
        .exec(conn)
        .await
        .doing("dropping counts")?;
    desk_day::drop_all(conn).await?;
    pace::drop_all(conn).await?;
    assistance::drop_all(conn).await?;
    lateness::drop_all(conn).await?;
    opinions::drop_all(conn).await?;
    asked_again::drop_all(conn).await?;
    settlement::drop_all(conn).await?;
    beside::drop_all(conn).await?;
    bundles::rebuild(conn, shared).await?;
    let mut counts: BTreeMap<Cell, i64> = BTreeMap::new();
    let mut counted = Counted::default();
    let mut rebuilt = 0;
    let mut last: Option<Uuid> = None;
    loop {
        let batch = next_batch(conn, last).await?;
        let Some((end, _)) = batch.last().copied() else {
            break;
        };
        last = Some(end);
        rebuilt += u64::try_from(batch.len()).unwrap_or_default();
        let ids: Vec<Uuid> = batch.iter().map(|(id, _)| *id).collect();
        let begin: HashMap<Uuid, Option<i64>> = batch.into_iter().collect();
        let (dossiers, days) = replay_batch(conn, &ids, &mut counted).await?;
        days.insert(conn).await?;
        for cell in dossiers.iter().filter_map(|(_, dossier)| cell_of(dossier)) {
            *counts.entry(cell).or_default() += 1;
        }
        let rows = dossiers.iter().map(|(id, dossier)| {
            let start_by = begin.get(id).copied().flatten();
            listing_row(*id, dossier, start_by).into_active_model()
        });
        listing::Entity::insert_many(rows)
            .exec_without_returning(conn)
            .await
            .doing("writing list rows")?;
        lateness::insert(conn, &dossiers).await?;
        opinions::insert(conn, &dossiers).await?;
        beside::insert(conn, &dossiers).await?;
        findable::forget(conn, &ids).await?;
        make_findable(conn, shared, &rules.organisation, &dossiers).await?;
    }
    counted.paces.insert(conn).await?;
    counted.helped.insert(conn).await?;
    counted.again.insert(conn).await?;
    counted.settled.insert(conn).await?;
    for ((unit, stage, due_on), count) in counts {
        let row = tally::Model {
            unit,
            stage,
            due_on,
            count,
        };
        tally::Entity::insert(row.into_active_model())
            .exec_without_returning(conn)
            .await
            .doing("writing counts")?;
    }
    Ok(rebuilt)
}

/// The next dossiers, with what no event tells: by when work should begin, as the last write knew
/// it.
async fn next_batch(
    conn: &impl ConnectionTrait,
    after: Option<Uuid>,
) -> Result<Vec<(Uuid, Option<i64>)>, Fault> {
    use sea_orm::QueryTrait as _;
    head::Entity::find()
        .select_only()
        .column(head::Column::Id)
        .column(head::Column::StartBy)
        .apply_if(after, |query, after| {
            query.filter(head::Column::Id.gt(after))
        })
        .order_by(head::Column::Id, Order::Asc)
        .limit(BATCH)
        .into_tuple()
        .all(conn)
        .await
        .doing("reading heads")
}

async fn replay_batch(
    conn: &impl ConnectionTrait,
    batch: &[Uuid],
    counted: &mut Counted,
) -> Result<(Vec<(Uuid, Dossier)>, DayRows), Fault> {
    let events = event::Entity::find()
        .filter(event::Column::Dossier.is_in(batch.iter().copied()))
        .order_by(event::Column::Dossier, Order::Asc)
        .order_by(event::Column::Number, Order::Asc)
        .all(conn)
        .await
        .doing("reading events")?;
    let mut dossiers = Vec::with_capacity(batch.len());
    let mut days = DayRows::default();
    for history in events.chunk_by(|a, b| a.dossier == b.dossier) {
        let id = history[0].dossier;
        let history = history
            .iter()
            .map(|row| entry(row.clone()))
            .collect::<Result<Vec<_>, _>>()?;
        let recorded = || history.iter().map(|entry| &entry.recorded);
        counted.paces.follow(None, recorded());
        counted.helped.follow(recorded());
        counted.again.follow(None, recorded());
        counted.settled.follow(None, recorded());
        let events = history
            .iter()
            .map(|entry| (&entry.recorded, entry.official));
        let dossier = days.follow(id, None, events);
        dossiers.push((id, dossier.ok_or_else(|| Fault::damaged("history"))?));
    }
    Ok((dossiers, days))
}

/// Makes one dossier findable anew, for those with whom it lies now.
pub(crate) async fn find_anew(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    rules: &Rulebook,
    (id, dossier): (Uuid, &Dossier),
) -> Result<(), Fault> {
    findable::forget(conn, &[id]).await?;
    make_findable(conn, shared, &rules.organisation, &[(id, dossier.clone())]).await
}

/// Makes these dossiers findable anew. What was erased stays hidden, and so does what cannot be
/// opened any more: a rebuild mends, it must not fail for one damaged row.
async fn make_findable(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    organisation: &Organisation,
    dossiers: &[(Uuid, Dossier)],
) -> Result<(), Fault> {
    let applicants = dossiers.iter().map(|(_, dossier)| dossier.applicant.id);
    let applicants = listings::applicants(applicants)
        .all(conn)
        .await
        .doing("reading applicants")?;
    let wrapped: HashMap<Uuid, Vec<u8>> = listings::heads(dossiers.iter().map(|(id, _)| *id))
        .all(conn)
        .await
        .doing("reading heads")?
        .into_iter()
        .filter_map(|head| head.wrapped_key.map(|key| (head.id, key)))
        .collect();
    let places: HashMap<Uuid, _> = dossiers
        .iter()
        .map(|(id, dossier)| (*id, findable::places(organisation, dossier)))
        .collect();
    let mut rows = Vec::new();
    for row in applicants {
        let id = row.dossier;
        if let (Some(wrapped), Some(places)) = (wrapped.get(&id), places.get(&id))
            && let Ok(applicant) = listings::open_applicant(&shared.keys, wrapped, &row)
        {
            rows.extend(findable::rows(&shared.keys, id, &applicant, places));
        }
    }
    findable::insert(conn, &rows).await
}

//! One batch of a campaign: found by reading, then counted and moved in one commit.

use std::collections::BTreeMap;

use domain::dossier::after::replay;
use domain::dossier::command::Command;
use domain::dossier::event::Recorded;
use domain::dossier::promise_move::PromiseToMove;
use domain::dossier::{Dossier, Now};
use domain::people::Actor;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use super::reach::Reach;
use super::{Campaign, Fate, WhyKept, fate, read};
use crate::fault::{Doing as _, Fault};
use crate::keys::fresh_id;
use crate::record::{self, micros};
use crate::rows::{campaign, campaign_dossier, event, listing};
use crate::write::{DossierWrite, Write};
use crate::{Shared, Store, apply, rulebook};

/// Dossiers of one batch: whoever writes meanwhile waits for no more than these.
const BATCH: u64 = 100;

/// A batch to be counted once more.
#[derive(Clone, Debug)]
pub(crate) struct CampaignStep {
    id: Uuid,
    /// How far the campaign had come when the batch was found; when another server was faster, it
    /// is somewhere else by now.
    after: Option<Uuid>,
    dossiers: Vec<Uuid>,
    now: Now,
}

impl CampaignStep {
    fn is_last(&self) -> bool {
        u64::try_from(self.dossiers.len()).unwrap_or(u64::MAX) < BATCH
    }
}

impl Store {
    /// Takes the next batch of a campaign. False when it has come to its end.
    pub async fn step_campaign(&self, id: Uuid, now: Now) -> Result<bool, Fault> {
        let row = campaign::Entity::find_by_id(id)
            .one(self.reader())
            .await
            .doing("reading a campaign")?;
        let Some(row) = row.filter(|row| row.open) else {
            return Ok(false);
        };
        let dossiers = Reach::read(&row)?
            .dossiers_after(row.after, BATCH)
            .select_only()
            .column(listing::Column::Dossier)
            .into_tuple::<Uuid>()
            .all(self.reader())
            .await
            .doing("finding dossiers of a campaign")?;
        let step = CampaignStep {
            id,
            after: row.after,
            dossiers,
            now,
        };
        let goes_on = !step.is_last();
        self.write(Write::Campaign(step)).await?;
        // Whoever tells people wakes up.
        self.shared.done.notify_one();
        Ok(goes_on)
    }
}

/// Counts a batch once more, moves what moves, and notes how far the campaign came.
pub(crate) async fn take(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    step: &CampaignStep,
) -> Result<(), Fault> {
    let row = campaign::Entity::find_by_id(step.id)
        .lock_exclusive()
        .one(conn)
        .await
        .doing("locking a campaign")?;
    let Some(row) = row.filter(|row| row.open && row.after == step.after) else {
        return Ok(());
    };
    let campaign = read(row)?;
    let rules = rulebook::current(conn, shared).await?;
    let stored = stored(conn, &step.dossiers).await?;
    let mut done = Vec::new();
    for id in &step.dossiers {
        let Some(Ok(dossier)) = stored.get(id) else {
            done.push(damaged(conn, &campaign, *id).await?);
            continue;
        };
        let calendar = rules.calendar_for(&dossier.competent, step.now.today());
        let Some(fate) = fate(dossier, calendar, campaign.confirmed_at) else {
            continue;
        };
        if matches!(fate, Fate::Moved(_)) {
            let write = move_of(&campaign, dossier, step.now);
            // Somebody did something in between, and so by the new calendar.
            if apply::dossier(conn, shared, &write).await?.is_err() {
                continue;
            }
        }
        let was_due = dossier
            .promise
            .as_ref()
            .map_or(0, |promise| micros(Now::from_local(promise.due)));
        let code = dossier.code.to_string();
        done.push(row_of(&campaign, (*id, code, was_due), fate));
    }
    note(conn, step, &done).await?;
    if !done.is_empty() {
        let rows = done
            .into_iter()
            .map(campaign_dossier::Model::into_active_model);
        campaign_dossier::Entity::insert_many(rows)
            .exec_without_returning(conn)
            .await
            .doing("noting what a campaign did")?;
    }
    Ok(())
}

/// The dossiers as their events tell them; a fault for each that cannot be read.
async fn stored(
    conn: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<BTreeMap<Uuid, Result<Dossier, Fault>>, Fault> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows = record::of_all(ids.iter().copied())
        .order_by_asc(event::Column::Dossier)
        .order_by_asc(event::Column::Number)
        .all(conn)
        .await
        .doing("reading events of a campaign")?;
    Ok(replayed(rows))
}

/// The dossiers that these events tell, each dossier's in their order.
pub(super) fn replayed(rows: Vec<event::Model>) -> BTreeMap<Uuid, Result<Dossier, Fault>> {
    let mut histories: BTreeMap<Uuid, Result<Vec<Recorded>, Fault>> = BTreeMap::new();
    for row in rows {
        let history = histories
            .entry(row.dossier)
            .or_insert_with(|| Ok(Vec::new()));
        match record::entry(row) {
            Ok(entry) => {
                if let Ok(history) = history {
                    history.push(entry.recorded);
                }
            }
            Err(fault) => *history = Err(fault),
        }
    }
    let told = histories.into_iter().map(|(id, history)| {
        let dossier = history.and_then(|history| {
            replay(&history).ok_or_else(|| Fault::damaged(format!("history of {id}")))
        });
        (id, dossier)
    });
    told.collect()
}

/// The program's command to a dossier, by the one way on which dossiers are written.
fn move_of(campaign: &Campaign, dossier: &Dossier, now: Now) -> DossierWrite {
    DossierWrite {
        // The row of the campaign and the dossier is the key: it is committed with the events.
        once: None,
        actor: Actor::System,
        now,
        code: Some(dossier.code.clone()),
        seen: None,
        id: fresh_id(),
        command: Command::MovePromise(Box::new(PromiseToMove {
            campaign: campaign.id,
            because: campaign.because.clone(),
            confirmed_by: campaign.confirmed_by,
            confirmed_at: campaign.confirmed_at,
        })),
    }
}

fn row_of(
    campaign: &Campaign,
    (dossier, code, was_due): (Uuid, String, i64),
    fate: Fate,
) -> campaign_dossier::Model {
    let at = |due| micros(Now::from_local(due));
    let (due, why) = match fate {
        Fate::Moved(due) => (Some(at(due)), None),
        Fate::Kept(WhyKept::WouldBeEarlier(counted)) => {
            let why = WhyKept::WouldBeEarlier(counted).name();
            (Some(at(counted)), Some(why.to_owned()))
        }
        Fate::Kept(why) => (None, Some(why.name().to_owned())),
    };
    campaign_dossier::Model {
        campaign: campaign.id,
        dossier,
        code,
        moved: why.is_none(),
        was_due,
        due,
        why,
    }
}

/// A dossier that cannot be read is passed over and named: one must not hold up all the others.
async fn damaged(
    conn: &impl ConnectionTrait,
    campaign: &Campaign,
    id: Uuid,
) -> Result<campaign_dossier::Model, Fault> {
    tracing::error!(dossier = %id, "a campaign met a dossier that cannot be read");
    let row = listing::Entity::find_by_id(id).one(conn).await;
    let row = row.doing("reading a list row")?;
    let (code, due) = row.map(|row| (row.code, row.due_at)).unwrap_or_default();
    Ok(row_of(
        campaign,
        (id, code, due),
        Fate::Kept(WhyKept::Damaged),
    ))
}

/// How far the campaign came, and whether that was the end.
async fn note(
    conn: &impl ConnectionTrait,
    step: &CampaignStep,
    done: &[campaign_dossier::Model],
) -> Result<(), Fault> {
    use campaign::Column as C;
    let count = |count: usize| i64::try_from(count).unwrap_or(i64::MAX);
    let moved = done.iter().filter(|row| row.moved).count();
    let more = |column: C, by: usize| Expr::col((campaign::Entity, column)).add(count(by));
    let after = step.dossiers.last().copied().or(step.after);
    let ended_at = step.is_last().then(|| micros(step.now));
    campaign::Entity::update_many()
        .col_expr(C::After, Expr::value(after))
        .col_expr(C::Seen, more(C::Seen, step.dossiers.len()))
        .col_expr(C::Moved, more(C::Moved, moved))
        .col_expr(C::Kept, more(C::Kept, done.len() - moved))
        .col_expr(C::Open, Expr::value(!step.is_last()))
        .col_expr(C::EndedAt, Expr::value(ended_at))
        .filter(C::Id.eq(step.id))
        .exec(conn)
        .await
        .doing("noting how far a campaign came")?;
    Ok(())
}

//! What time claims of dossiers: found by two runs of an index, decided on each dossier as it
//! stands, and recorded once through the write path.
//!
//! The key of a claim is its dossier, its kind and the moment it is about. So a restart, a clock
//! that went backwards and another server on the same database record nothing twice. What is
//! recorded already is passed over by reading: when nothing is due, nothing is written.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use domain::dossier::after::replay;
use domain::dossier::alarm::{AlarmKind, near_due_at, near_due_before, still_before, told_on};
use domain::dossier::event::Recorded;
use domain::dossier::stillness::still_since;
use domain::dossier::{Dossier, Now};
use domain::people::Role;
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict, SelectStatement};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, QueryTrait as _, Select,
};
use uuid::Uuid;

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::record::{self, entry, micros, now_from};
use crate::rows::{alarm, digest, dossier as head, event, listing, official};
use crate::write::{Reply, Write};

/// List rows that are read together.
const PAGE: u64 = 200;

/// Claims that one write records at most: few enough that nobody who writes waits for them.
const BATCH: usize = 100;

/// Claims that are put in order together: more than a province has on its first day.
const CLAIMS_MAX: usize = 50_000;

/// The stage of what waits for the applicant.
const AWAITING: &str = "awaiting_supplement";

/// A claim that was decided on the dossier as it stood after this event.
#[derive(Clone, Debug)]
pub(crate) struct Claim {
    last_number: i64,
    row: alarm::Model,
}

/// By which index those are found of which something may be claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Way {
    /// By their promises, the earliest first.
    ByDue,
    /// By when anything last happened, the longest ago first.
    ByLast,
}

impl Way {
    fn column(self) -> listing::Column {
        match self {
            Self::ByDue => listing::Column::DueAt,
            Self::ByLast => listing::Column::LastAt,
        }
    }

    fn place(self, row: &listing::Model) -> (i64, Uuid) {
        let at = match self {
            Self::ByDue => row.due_at,
            Self::ByLast => row.last_at,
        };
        (at, row.dossier)
    }

    /// Beyond this moment nobody need look.
    fn before(self, rules: &Rulebook, now: Now) -> Now {
        match self {
            Self::ByDue => near_due_before(rules, now),
            Self::ByLast => still_before(now),
        }
    }

    /// The kind and the moment that a row speaks for; none when it is not yet time. A row knows
    /// less than its dossier, which decides.
    fn hint(self, row: &listing::Model, rules: &Rulebook, now: Now) -> Option<(AlarmKind, i64)> {
        let competent = AgencyId::from_stored(row.competent.clone());
        let calendar = rules.calendar_for(&competent, now.today());
        match self {
            Self::ByDue if row.due_at < micros(now) => Some((AlarmKind::Overdue, row.due_at)),
            Self::ByDue => {
                let received = row.received_at.and_then(now_from).map(Now::local);
                let due = now_from(row.due_at)?.local();
                let near = near_due_at(calendar, received, due)?;
                (near <= now.local()).then_some((AlarmKind::NearDue, row.due_at))
            }
            Self::ByLast => {
                still_since(calendar, now_from(row.last_at)?, now)?;
                // What waits for the applicant hangs at no office, also when it waits in vain.
                (row.stage != AWAITING).then_some((AlarmKind::Still, row.last_at))
            }
        }
    }
}

/// The key of a claim.
type Key = (Uuid, String, i64);

/// Claims in the order in which they fell due, and those that are recorded already.
#[derive(Default)]
struct Looked {
    claims: BTreeMap<(i64, Key), Claim>,
    recorded: HashSet<Key>,
}

impl Looked {
    fn add(&mut self, claim: Claim) {
        let key = key_of(&claim.row);
        if !self.recorded.contains(&key) {
            self.claims.insert((claim.row.at, key), claim);
        }
    }
}

fn key_of(row: &alarm::Model) -> Key {
    (row.dossier, row.kind.clone(), row.about)
}

impl Store {
    /// Records what time claims up to now, in the order in which it fell due, and answers how much
    /// of it was recorded here and not by another server.
    pub async fn claim_alarms(&self, now: Now) -> Result<u64, Fault> {
        let claims = self.alarms_due(now, CLAIMS_MAX).await?;
        let mut recorded = 0;
        for batch in claims.chunks(BATCH) {
            match self.write(Write::ClaimAlarms(batch.to_vec())).await? {
                Reply::Alarms(count) => recorded += count,
                _ => return Err(Fault::damaged("reply")),
            }
        }
        Ok(recorded)
    }

    /// What is due and not recorded yet, the earliest first; looks no further once it has `most`.
    pub(crate) async fn alarms_due(&self, now: Now, most: usize) -> Result<Vec<Claim>, Fault> {
        let known = self.rulebook().await?;
        let rules: &Rulebook = &known;
        let mut looked = Looked::default();
        for way in [Way::ByDue, Way::ByLast] {
            let before = way.before(rules, now);
            let mut after = None;
            while looked.claims.len() < most {
                let rows = candidates(way, now, before, after).limit(PAGE);
                let rows = rows.all(self.reader()).await.doing("looking what is due")?;
                let Some(last) = rows.last() else { break };
                after = Some(way.place(last));
                self.look_at(way, &rows, (rules, now), &mut looked).await?;
            }
        }
        Ok(looked.claims.into_values().collect())
    }

    /// Decides on those of a page of which something is due that is not recorded yet.
    async fn look_at(
        &self,
        way: Way,
        rows: &[listing::Model],
        (rules, now): (&Rulebook, Now),
        looked: &mut Looked,
    ) -> Result<(), Fault> {
        let hinted: Vec<(Uuid, Key)> = rows
            .iter()
            .filter_map(|row| {
                let (kind, about) = way.hint(row, rules, now)?;
                let key = (row.dossier, kind.name().to_owned(), about);
                Some((row.dossier, key))
            })
            .collect();
        let ids: Vec<Uuid> = hinted.iter().map(|(id, _)| *id).collect();
        if ids.is_empty() {
            return Ok(());
        }
        let recorded = of_all(&ids).all(self.reader()).await;
        let recorded = recorded.doing("reading alarms")?;
        looked.recorded.extend(recorded.iter().map(key_of));
        let open = hinted
            .into_iter()
            .filter(|(_, key)| !looked.recorded.contains(key))
            .map(|(id, _)| id);
        for (id, dossier) in self.replayed(open.collect()).await? {
            for claim in claims_of(id, &dossier, rules, now) {
                looked.add(claim);
            }
        }
        Ok(())
    }

    /// These dossiers as their events tell them. One whose history is damaged is left out and said:
    /// the others shall not wait for it.
    async fn replayed(&self, ids: Vec<Uuid>) -> Result<Vec<(Uuid, Dossier)>, Fault> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let rows = record::of_all(ids.into_iter()).all(self.reader()).await;
        let mut rows = rows.doing("reading events")?;
        rows.sort_by_key(|row| (row.dossier, row.number));
        let mut dossiers = Vec::new();
        for history in rows.chunk_by(|a, b| a.dossier == b.dossier) {
            let id = history[0].dossier;
            match replay_rows(history) {
                Some(dossier) => dossiers.push((id, dossier)),
                None => tracing::error!(dossier = %id, "a damaged history cannot be claimed of"),
            }
        }
        Ok(dossiers)
    }
}

fn replay_rows(history: &[event::Model]) -> Option<Dossier> {
    let recorded: Result<Vec<Recorded>, Fault> = history
        .iter()
        .map(|row| entry(row.clone()).map(|entry| entry.recorded))
        .collect();
    replay(&recorded.ok()?)
}

/// Everything that time claims of a dossier now.
fn claims_of(id: Uuid, dossier: &Dossier, rules: &Rulebook, now: Now) -> Vec<Claim> {
    let calendar = rules.calendar_for(&dossier.competent, now.today());
    let officer = dossier.holding().and_then(|holding| holding.officer);
    let day = told_on(calendar, now);
    let alarms = dossier.alarms(calendar, now).into_iter();
    let claims = alarms.map(|alarm| Claim {
        last_number: i64::from(dossier.number),
        row: alarm::Model {
            dossier: id,
            kind: alarm.kind.name().to_owned(),
            about: micros(alarm.about),
            at: micros(alarm.at),
            claimed_at: micros(now),
            told_on: day.to_string(),
            unit: dossier.unit().as_str().to_owned(),
            officer: officer.map(|officer| officer.0),
            competent: dossier.competent.as_str().to_owned(),
        },
    });
    claims.collect()
}

/// The rows in one way that are not settled and whose clock runs, behind a place; without those
/// whose claim is recorded already, which are by far the most where much is late.
pub(crate) fn candidates(
    way: Way,
    now: Now,
    before: Now,
    after: Option<(i64, Uuid)>,
) -> Select<listing::Entity> {
    use listing::Column as C;
    let order = way.column();
    listing::Entity::find()
        .filter(C::SettledAt.is_null())
        .filter(C::Paused.eq(false))
        .filter(order.lt(micros(before)))
        .filter(Expr::exists(recorded(way, now)).not())
        .apply_if(after, |query, (at, dossier)| {
            let place = Expr::tuple([order.into_expr(), C::Dossier.into_expr()]);
            let after = Expr::tuple([Expr::value(at), Expr::value(dossier)]);
            query.filter(place.gt(after))
        })
        .order_by_asc(order)
        .order_by_asc(C::Dossier)
}

/// The alarm of the kind and the moment that a list row speaks for, as [`Way::hint`] reads it.
fn recorded(way: Way, now: Now) -> SelectStatement {
    use listing::Column as C;
    let of_row = |column: alarm::Column, listed: listing::Column| {
        Expr::col((alarm::Entity, column)).equals((listing::Entity, listed))
    };
    let kind = |kind: AlarmKind| alarm::Column::Kind.eq(kind.name());
    let kind = match way {
        Way::ByLast => kind(AlarmKind::Still),
        Way::ByDue => {
            let is_over = C::DueAt.lt(micros(now));
            let over = kind(AlarmKind::Overdue).and(is_over.clone());
            over.or(kind(AlarmKind::NearDue).and(is_over.not()))
        }
    };
    alarm::Entity::find()
        .filter(of_row(alarm::Column::Dossier, C::Dossier))
        .filter(of_row(alarm::Column::About, way.column()))
        .filter(kind)
        .into_query()
}

/// What was claimed of these dossiers.
pub(crate) fn of_all(ids: &[Uuid]) -> Select<alarm::Entity> {
    alarm::Entity::find().filter(alarm::Column::Dossier.is_in(ids.iter().copied()))
}

/// Records claims on dossiers to which nothing has happened since they were decided; the others are
/// looked at again. Answers how many nobody had recorded.
pub(crate) async fn claim(conn: &impl ConnectionTrait, claims: &[Claim]) -> Result<u64, Fault> {
    let ids: BTreeSet<Uuid> = claims.iter().map(|claim| claim.row.dossier).collect();
    // In the order of their ids, so that two servers cannot wait for each other in a circle.
    let heads: HashMap<Uuid, i64> = head::Entity::find()
        .filter(head::Column::Id.is_in(ids))
        .order_by_asc(head::Column::Id)
        .lock_exclusive()
        .all(conn)
        .await
        .doing("locking dossiers")?
        .into_iter()
        .map(|head| (head.id, head.last_number))
        .collect();
    let rows: Vec<alarm::Model> = claims
        .iter()
        .filter(|claim| heads.get(&claim.row.dossier) == Some(&claim.last_number))
        .map(|claim| claim.row.clone())
        .collect();
    if rows.is_empty() {
        return Ok(0);
    }
    keep_digests(conn, &rows).await?;
    let key = [
        alarm::Column::Dossier,
        alarm::Column::Kind,
        alarm::Column::About,
    ];
    let rows = rows.into_iter().map(alarm::Model::into_active_model);
    alarm::Entity::insert_many(rows)
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .exec_without_returning(conn)
        .await
        .doing("recording alarms")
}

/// Whoever holds these dossiers, and the leaders of the agencies that answer for them, are told:
/// once a day, of everything.
async fn keep_digests(conn: &impl ConnectionTrait, rows: &[alarm::Model]) -> Result<(), Fault> {
    let agencies: BTreeSet<&str> = rows.iter().map(|row| row.competent.as_str()).collect();
    let officials = official::Entity::find()
        .filter(official::Column::Unit.is_in(agencies))
        .filter(official::Column::Active.eq(true))
        .all(conn)
        .await
        .doing("reading accounts")?;
    let is_leader = |account: &&official::Model| {
        let mut roles = account.roles.split(',');
        roles.any(|role| role == Role::Leader.name())
    };
    let leaders: Vec<&official::Model> = officials.iter().filter(is_leader).collect();
    // In sorted key order, so that two transactions cannot wait for each other in a circle.
    let mut told: BTreeSet<(Uuid, &str)> = BTreeSet::new();
    for row in rows {
        let led = leaders.iter().filter(|leader| leader.unit == row.competent);
        let people = led.map(|leader| leader.id).chain(row.officer);
        told.extend(people.map(|id| (id, row.told_on.as_str())));
    }
    if told.is_empty() {
        return Ok(());
    }
    let rows = told.into_iter().map(|(official, day)| {
        let row = digest::Model {
            official,
            day: day.to_owned(),
            told_at: None,
        };
        row.into_active_model()
    });
    let key = [digest::Column::Official, digest::Column::Day];
    digest::Entity::insert_many(rows)
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .exec_without_returning(conn)
        .await
        .doing("keeping whom to tell")?;
    Ok(())
}

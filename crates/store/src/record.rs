//! Events, written and read back: the record.

use domain::dossier::Now;
use domain::dossier::event::{Event, Recorded, SCHEMA};
use domain::people::Actor;
use jiff::Timestamp;
use sea_orm::IntoActiveModel as _;
use sea_orm::sea_query::Order;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, Select,
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::fault::{Doing as _, Fault};
use crate::rows::event;
use crate::write::DossierWrite;

/// An event with who did it, as histories show it.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The event.
    pub recorded: Recorded,
    /// `official`, `applicant` or `system`.
    pub actor: String,
    /// The official's account.
    pub official: Option<Uuid>,
    /// The unit the official acted for.
    pub unit: Option<String>,
}

/// Appends events; the key (dossier, number) refuses a clash.
pub(crate) async fn append(
    conn: &impl ConnectionTrait,
    dossier: Uuid,
    write: &DossierWrite,
    events: &[Recorded],
) -> Result<(), Fault> {
    let rows = events
        .iter()
        .map(|recorded| row(dossier, write, recorded))
        .map(|row| row.map(event::Model::into_active_model))
        .collect::<Result<Vec<_>, _>>()?;
    event::Entity::insert_many(rows)
        .exec_without_returning(conn)
        .await
        .doing("appending events")?;
    Ok(())
}

fn row(dossier: Uuid, write: &DossierWrite, recorded: &Recorded) -> Result<event::Model, Fault> {
    let payload = serde_json::to_string(&recorded.event)
        .map_err(|_| Fault::damaged("event to be written"))?;
    let official = write.actor.official();
    let at = micros(recorded.at);
    let mut row = event::Model {
        dossier,
        number: i64::from(recorded.number),
        name: name_of(&payload).to_owned(),
        actor: actor_name(&write.actor).to_owned(),
        official: official.map(|official| official.id.0),
        unit: official.map(|official| official.unit.as_str().to_owned()),
        effective_at: at,
        recorded_at: at,
        command: write.id,
        schema: i64::from(SCHEMA),
        digest: Vec::new(),
        payload,
    };
    row.digest = digest(&row);
    Ok(row)
}

/// SHA-256 over the canonical bytes of an event: every column but the digest itself, each with its
/// length before it.
pub(crate) fn digest(row: &event::Model) -> Vec<u8> {
    let mut hash = Sha256::new();
    let mut add = |bytes: &[u8]| {
        hash.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(bytes);
    };
    add(row.dossier.as_bytes());
    add(&row.number.to_be_bytes());
    add(row.name.as_bytes());
    add(row.actor.as_bytes());
    add(row.official.as_ref().map_or(&[][..], |id| id.as_bytes()));
    add(row.unit.as_deref().unwrap_or_default().as_bytes());
    add(&row.effective_at.to_be_bytes());
    add(&row.recorded_at.to_be_bytes());
    add(row.command.as_bytes());
    add(&row.schema.to_be_bytes());
    add(row.payload.as_bytes());
    hash.finalize().to_vec()
}

/// The whole history of a dossier, oldest first.
pub(crate) async fn history(
    conn: &impl ConnectionTrait,
    dossier: Uuid,
) -> Result<Vec<Entry>, Fault> {
    of(dossier)
        .all(conn)
        .await
        .doing("reading events")?
        .into_iter()
        .map(entry)
        .collect()
}

/// The events of a dossier, oldest first.
pub(crate) fn of(dossier: Uuid) -> Select<event::Entity> {
    event::Entity::find()
        .filter(event::Column::Dossier.eq(dossier))
        .order_by(event::Column::Number, Order::Asc)
}

/// The events of these dossiers, in no order.
pub(crate) fn of_all(dossiers: impl Iterator<Item = Uuid>) -> Select<event::Entity> {
    event::Entity::find().filter(event::Column::Dossier.is_in(dossiers))
}

pub(crate) fn entry(row: event::Model) -> Result<Entry, Fault> {
    let damaged = || Fault::damaged(format!("event {} of {}", row.number, row.dossier));
    let event: Event = serde_json::from_str(&row.payload).map_err(|_| damaged())?;
    let recorded = Recorded {
        number: u32::try_from(row.number).map_err(|_| damaged())?,
        at: now_from(row.effective_at).ok_or_else(damaged)?,
        event,
    };
    Ok(Entry {
        recorded,
        actor: row.actor,
        official: row.official,
        unit: row.unit,
    })
}

/// Instants are kept as microseconds since 1970, in UTC.
pub(crate) fn micros(now: Now) -> i64 {
    now.0.as_microsecond()
}

pub(crate) fn now_from(micros: i64) -> Option<Now> {
    Timestamp::from_microsecond(micros).ok().map(Now)
}

pub(crate) fn actor_name(actor: &Actor) -> &'static str {
    match actor {
        Actor::Official(_) => "official",
        Actor::Applicant => "applicant",
        Actor::System => "system",
    }
}

/// The tag that serde writes first: `{"event":"…`.
pub(crate) fn name_of(payload: &str) -> &str {
    payload.split('"').nth(3).unwrap_or_default()
}

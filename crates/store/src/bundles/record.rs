//! Events of bundles, written and read back: the record.

use domain::bundle::check::SoundKind;
use domain::bundle::event::{BundleEvent, BundleRecorded};
use domain::bundle::kind::BundleKind;
use sea_orm::sea_query::{Expr, OnConflict, Order};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, Select,
};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::bundles::BundleWrite;
use crate::bundles::finding::BundleEntry;
use crate::fault::{Doing as _, Fault};
use crate::record::{actor_name, micros, name_of, now_from};
use crate::rows::{bundle as head, bundle_event as event, bundle_kind};

/// Appends events; the key (bundle, number) refuses a clash.
pub(super) async fn append(
    conn: &impl ConnectionTrait,
    bundle: Uuid,
    write: &BundleWrite,
    events: &[BundleRecorded],
) -> Result<(), Fault> {
    let rows = events
        .iter()
        .map(|recorded| row(bundle, write, recorded))
        .map(|row| row.map(event::Model::into_active_model))
        .collect::<Result<Vec<_>, _>>()?;
    if rows.is_empty() {
        return Ok(());
    }
    event::Entity::insert_many(rows)
        .exec_without_returning(conn)
        .await
        .doing("appending events of a bundle")?;
    Ok(())
}

fn row(
    bundle: Uuid,
    write: &BundleWrite,
    recorded: &BundleRecorded,
) -> Result<event::Model, Fault> {
    let payload = serde_json::to_string(&recorded.event)
        .map_err(|_| Fault::damaged("event to be written"))?;
    let official = write.actor.official();
    let at = micros(recorded.at);
    let mut row = event::Model {
        bundle,
        number: i64::from(recorded.number),
        name: name_of(&payload).to_owned(),
        actor: actor_name(&write.actor).to_owned(),
        official: official.map(|official| official.id.0),
        unit: official.map(|official| official.unit.as_str().to_owned()),
        effective_at: at,
        recorded_at: at,
        command: write.id,
        digest: Vec::new(),
        payload,
    };
    row.digest = digest(&row);
    Ok(row)
}

/// SHA-256 over every column but the digest itself, each with its length before it.
fn digest(row: &event::Model) -> Vec<u8> {
    let mut hash = Sha256::new();
    let mut add = |bytes: &[u8]| {
        hash.update(u64::try_from(bytes.len()).unwrap_or(u64::MAX).to_be_bytes());
        hash.update(bytes);
    };
    add(row.bundle.as_bytes());
    add(&row.number.to_be_bytes());
    add(row.name.as_bytes());
    add(row.actor.as_bytes());
    add(row.official.as_ref().map_or(&[][..], |id| id.as_bytes()));
    add(row.unit.as_deref().unwrap_or_default().as_bytes());
    add(&row.effective_at.to_be_bytes());
    add(&row.recorded_at.to_be_bytes());
    add(row.command.as_bytes());
    add(row.payload.as_bytes());
    hash.finalize().to_vec()
}

/// The events of a bundle, oldest first.
pub(crate) fn of(bundle: Uuid) -> Select<event::Entity> {
    event::Entity::find()
        .filter(event::Column::Bundle.eq(bundle))
        .order_by(event::Column::Number, Order::Asc)
}

/// The whole history of a bundle, oldest first.
pub(super) async fn history(
    conn: &impl ConnectionTrait,
    bundle: Uuid,
) -> Result<Vec<BundleEntry>, Fault> {
    let rows = of(bundle).all(conn).await;
    let rows = rows.doing("reading events of a bundle")?;
    rows.into_iter().map(entry).collect()
}

pub(super) fn entry(row: event::Model) -> Result<BundleEntry, Fault> {
    let damaged = || Fault::damaged(format!("event {} of bundle {}", row.number, row.bundle));
    let event: BundleEvent = serde_json::from_str(&row.payload).map_err(|_| damaged())?;
    let recorded = BundleRecorded {
        number: u32::try_from(row.number).map_err(|_| damaged())?,
        at: now_from(row.effective_at).ok_or_else(damaged)?,
        event,
    };
    Ok(BundleEntry {
        recorded,
        actor: row.actor,
        official: row.official,
        unit: row.unit,
    })
}

/// Keeps a kind with its first bundle. The same version with other content is another kind.
pub(super) async fn keep_kind(
    conn: &impl ConnectionTrait,
    kind: &SoundKind,
) -> Result<bool, Fault> {
    let kind = kind.kind();
    let row = bundle_kind::Model {
        key: kind.key.clone(),
        version: i64::from(kind.version),
        content: serde_json::to_string(kind).map_err(|_| Fault::damaged("kind to be kept"))?,
    };
    let key = [bundle_kind::Column::Key, bundle_kind::Column::Version];
    bundle_kind::Entity::insert(row.clone().into_active_model())
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .exec_without_returning(conn)
        .await
        .doing("keeping a kind of bundle")?;
    let kept = bundle_kind::Entity::find_by_id((row.key.clone(), row.version))
        .one(conn)
        .await
        .doing("reading a kind of bundle")?;
    Ok(kept.is_some_and(|kept| kept.content == row.content))
}

/// The kind under which a bundle was opened.
pub(super) async fn kind_of(
    conn: &impl ConnectionTrait,
    head: &head::Model,
) -> Result<SoundKind, Fault> {
    let damaged = || Fault::damaged("kind of bundle");
    let kept = bundle_kind::Entity::find_by_id((head.kind.clone(), head.version))
        .one(conn)
        .await
        .doing("reading a kind of bundle")?
        .ok_or_else(damaged)?;
    let kind: BundleKind = serde_json::from_str(&kept.content).map_err(|_| damaged())?;
    Ok(SoundKind::kept(kind))
}

/// Moves a head to the last event.
pub(super) async fn move_on(
    conn: &impl ConnectionTrait,
    bundle: Uuid,
    number: u32,
) -> Result<(), Fault> {
    head::Entity::update_many()
        .col_expr(head::Column::LastNumber, Expr::value(i64::from(number)))
        .filter(head::Column::Id.eq(bundle))
        .exec(conn)
        .await
        .doing("moving the head of a bundle")?;
    Ok(())
}

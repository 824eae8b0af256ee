//! Twice is harmless: a key gets one answer.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _,
};
use uuid::Uuid;

use crate::Store;
use crate::bundles::finding;
use crate::bundles::{BundleDone, BundleNotDone, BundleWrite};
use crate::fault::{Doing as _, Fault};
use crate::record::micros;
use crate::rows::{bundle as head, bundle_event as event, idempotency};
use crate::write::Once;

/// Takes a key for this command, whose code and id are kept under it, or answers as it was answered before.
pub(super) async fn claim(
    conn: &impl ConnectionTrait,
    once: &Once,
    write: &BundleWrite,
) -> Result<Option<Result<BundleDone, BundleNotDone>>, Fault> {
    let row = idempotency::Model {
        scope: once.scope.clone(),
        key: once.key.clone(),
        digest: once.digest.to_vec(),
        answer: format!(
            "{} {}",
            write.code.as_ref().map_or("", |code| code.as_str()),
            write.id
        ),
        at: micros(write.now),
    };
    let key = [idempotency::Column::Scope, idempotency::Column::Key];
    let taken = idempotency::Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .exec_without_returning(conn)
        .await
        .doing("taking a key")?;
    if taken == 1 {
        return Ok(None);
    }
    let row = crate::once::by_key(once).one(conn).await;
    let row = row
        .doing("looking a key up")?
        .ok_or_else(|| Fault::damaged("key"))?;
    if row.digest != once.digest {
        return Ok(Some(Err(BundleNotDone::KeyReused)));
    }
    answered(conn, &row.answer).await.map(|done| Some(Ok(done)))
}

async fn answered(conn: &impl ConnectionTrait, command: &str) -> Result<BundleDone, Fault> {
    let damaged = || Fault::damaged("answer of a key");
    let (code, command) = command.split_once(' ').ok_or_else(damaged)?;
    let command: Uuid = command.parse().map_err(|_| damaged())?;
    // What opens a bundle gives it its own id.
    let head = match code {
        "" => head::Entity::find_by_id(command),
        code => finding::by_code(code),
    };
    let head = head.one(conn).await;
    let head = head.doing("finding a bundle")?.ok_or_else(damaged)?;
    let last = event::Entity::find()
        .filter(event::Column::Bundle.eq(head.id))
        .filter(event::Column::Command.eq(command))
        .order_by_desc(event::Column::Number)
        .one(conn)
        .await
        .doing("reading events of a bundle")?
        .ok_or_else(damaged)?;
    Ok(BundleDone {
        bundle: head.id,
        code: head.code.parse().map_err(|_| damaged())?,
        number: u32::try_from(last.number).map_err(|_| damaged())?,
        repeated: true,
        taken: None,
    })
}

impl Store {
    /// How an equal request was answered before; none when its key is new.
    pub async fn answered_bundle(
        &self,
        once: &Once,
    ) -> Result<Option<Result<BundleDone, BundleNotDone>>, Fault> {
        let row = crate::once::by_key(once).one(self.reader()).await;
        let Some(row) = row.doing("looking a key up")? else {
            return Ok(None);
        };
        if row.digest != once.digest {
            return Ok(Some(Err(BundleNotDone::KeyReused)));
        }
        let done = answered(self.reader(), &row.answer).await?;
        Ok(Some(Ok(done)))
    }
}

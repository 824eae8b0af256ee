//! Twice is harmless: a key gets one answer.

use domain::dossier::code::DossierCode;
use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Store;
use crate::dossiers;
use crate::fault::{Doing as _, Fault};
use crate::record::micros;
use crate::rows::{dossier as head, event, idempotency};
use crate::write::{Done, DossierWrite, NotDone, Once};

/// What is kept under a key: which command it carried out. The events of that command are the
/// answer, so that nothing needs to be written once it is known.
#[derive(Serialize, Deserialize)]
struct Claim {
    command: Uuid,
    /// None for commands that open a dossier; its id is the command's.
    code: Option<DossierCode>,
}

/// Takes the key for this command, or answers as it was answered before.
///
/// Whoever brings the same key at the same time waits here until the first one is committed; a
/// refusal gives the key back with everything else.
pub(crate) async fn claim(
    conn: &impl ConnectionTrait,
    once: &Once,
    write: &DossierWrite,
) -> Result<Option<Result<Done, NotDone>>, Fault> {
    let claim = Claim {
        command: write.id,
        code: write.code.clone(),
    };
    let row = idempotency::Model {
        scope: once.scope.clone(),
        key: once.key.clone(),
        digest: once.digest.to_vec(),
        answer: serde_json::to_string(&claim).map_err(|_| Fault::damaged("key to be kept"))?,
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
    let answered = answered(conn, once).await?;
    answered.ok_or_else(|| Fault::damaged("key")).map(Some)
}

/// How the request with this key was answered, if it was.
async fn answered(
    conn: &impl ConnectionTrait,
    once: &Once,
) -> Result<Option<Result<Done, NotDone>>, Fault> {
    let row = by_key(once).one(conn).await.doing("looking a key up")?;
    let Some(row) = row else {
        return Ok(None);
    };
    if row.digest != once.digest {
        return Ok(Some(Err(NotDone::KeyReused)));
    }
    answer(conn, &row.answer).await.map(|done| Some(Ok(done)))
}

impl Store {
    /// How an equal request was answered before; none when its key is new.
    ///
    /// For whoever must answer a retry before looking at what the first request changed: files it
    /// took up, a dossier that went to another unit. [`Store::carry_out`] asks again under its lock.
    pub async fn answered(&self, once: &Once) -> Result<Option<Result<Done, NotDone>>, Fault> {
        answered(self.reader(), once).await
    }
}

pub(crate) fn by_key(once: &Once) -> sea_orm::Select<idempotency::Entity> {
    idempotency::Entity::find_by_id((once.scope.clone(), once.key.clone()))
}

async fn answer(conn: &impl ConnectionTrait, claim: &str) -> Result<Done, Fault> {
    let damaged = || Fault::damaged("answer of a key");
    let claim: Claim = serde_json::from_str(claim).map_err(|_| damaged())?;
    let head = match &claim.code {
        Some(code) => dossiers::by_code(code.as_str()),
        None => head::Entity::find_by_id(claim.command),
    };
    let head = head
        .one(conn)
        .await
        .doing("finding a dossier")?
        .ok_or_else(damaged)?;
    let last = event::Entity::find()
        .filter(event::Column::Dossier.eq(head.id))
        .filter(event::Column::Command.eq(claim.command))
        .order_by_desc(event::Column::Number)
        .one(conn)
        .await
        .doing("reading events")?
        .ok_or_else(damaged)?;
    Ok(Done {
        dossier: head.id,
        code: head.code.parse().map_err(|_| damaged())?,
        number: u32::try_from(last.number).map_err(|_| damaged())?,
        repeated: true,
    })
}

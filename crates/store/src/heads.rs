//! The head of a dossier: locked by every act on it, opened with its key, moved with its last
//! event.

use domain::dossier::Dossier;
use domain::dossier::personal::Secret;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QuerySelect as _,
};
use uuid::Uuid;

use crate::fault::{Doing as _, Fault};
use crate::keys::DataKey;
use crate::rows::dossier as head;
use crate::{Shared, dossiers};

/// The head behind a code, for this transaction alone.
pub(crate) async fn lock(
    conn: &impl ConnectionTrait,
    code: &str,
) -> Result<Option<head::Model>, Fault> {
    dossiers::by_code(code)
        .lock_exclusive()
        .one(conn)
        .await
        .doing("locking a dossier")
}

/// What a new head is made from.
pub(crate) struct NewHead<'a> {
    pub id: Uuid,
    pub key: &'a DataKey,
    pub secret: &'a Secret,
    pub dossier: &'a Dossier,
    pub start_by: Option<i64>,
}

/// Opens a dossier.
pub(crate) async fn open(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    new: NewHead<'_>,
) -> Result<(), Fault> {
    let row = head::Model {
        id: new.id,
        code: new.dossier.code.as_str().to_owned(),
        last_number: i64::from(new.dossier.number),
        start_by: new.start_by,
        typed_secret_hash: shared.keys.lookup_hash("typed_secret", &new.secret.typed),
        long_secret_hash: shared.keys.lookup_hash("long_secret", &new.secret.long),
        key_id: shared.keys.id.clone(),
        wrapped_key: Some(shared.keys.wrap(new.key, new.id)),
    };
    head::Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await
        .doing("opening a dossier")?;
    Ok(())
}

/// Moves a head to the last event. What was usual then is known only now, so a rebuild cannot
/// reckon `start_by` again: it stands here, and list rows copy it.
pub(crate) async fn move_on(
    conn: &impl ConnectionTrait,
    id: Uuid,
    number: u32,
    start_by: Option<i64>,
) -> Result<(), Fault> {
    head::Entity::update_many()
        .col_expr(head::Column::LastNumber, Expr::value(i64::from(number)))
        .col_expr(head::Column::StartBy, Expr::value(start_by))
        .filter(head::Column::Id.eq(id))
        .exec(conn)
        .await
        .doing("moving the head")?;
    Ok(())
}

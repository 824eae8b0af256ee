//! Dossiers that officials follow: a mark of their own, no part of a dossier's history.

use domain::dossier::Now;
use domain::people::OfficialId;
use sea_orm::sea_query::{OnConflict, SelectStatement};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QuerySelect as _, QueryTrait as _, Select,
};
use uuid::Uuid;

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::record::micros;
use crate::rows::follow;
use crate::write::Write;

/// An official begins to follow a dossier, or ends it. Either twice is harmless.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    Begin(follow::Model),
    End(OfficialId, Uuid),
}

impl Store {
    /// Marks a dossier as followed; one that is followed already stays so. Whether the official may
    /// see it is for the caller to ask, now and at each reading.
    pub async fn follow(&self, official: OfficialId, dossier: Uuid, at: Now) -> Result<(), Fault> {
        let row = follow::Model {
            official: official.0,
            dossier,
            at: micros(at),
        };
        let write = Write::Follow(Change::Begin(row));
        self.write(write).await.map(|_| ())
    }

    /// Takes the mark off again, if it is there.
    pub async fn unfollow(&self, official: OfficialId, dossier: Uuid) -> Result<(), Fault> {
        let write = Write::Follow(Change::End(official, dossier));
        self.write(write).await.map(|_| ())
    }

    /// Whether an official follows a dossier.
    pub async fn is_followed(&self, official: OfficialId, dossier: Uuid) -> Result<bool, Fault> {
        let row = one(official, dossier)
            .one(self.reader())
            .await
            .doing("reading what is followed")?;
        Ok(row.is_some())
    }
}

/// The mark of an official on a dossier.
pub(crate) fn one(official: OfficialId, dossier: Uuid) -> Select<follow::Entity> {
    follow::Entity::find_by_id((official.0, dossier))
}

/// The ids of everything that an official follows, for a list to choose by.
pub(crate) fn ids_of(official: OfficialId) -> SelectStatement {
    follow::Entity::find()
        .select_only()
        .column(follow::Column::Dossier)
        .filter(follow::Column::Official.eq(official.0))
        .into_query()
}

pub(crate) async fn apply(conn: &impl ConnectionTrait, change: &Change) -> Result<(), Fault> {
    match change {
        Change::Begin(row) => {
            let key = [follow::Column::Official, follow::Column::Dossier];
            follow::Entity::insert(row.clone().into_active_model())
                .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
                .exec_without_returning(conn)
                .await
                .doing("following a dossier")?;
        }
        Change::End(official, dossier) => {
            follow::Entity::delete_by_id((official.0, *dossier))
                .exec(conn)
                .await
                .doing("following a dossier no more")?;
        }
    }
    Ok(())
}

/// Forgets who followed a dossier.
pub(crate) async fn forget(conn: &impl ConnectionTrait, dossier: Uuid) -> Result<(), Fault> {
    follow::Entity::delete_many()
        .filter(follow::Column::Dossier.eq(dossier))
        .exec(conn)
        .await
        .doing("forgetting who followed a dossier")?;
    Ok(())
}

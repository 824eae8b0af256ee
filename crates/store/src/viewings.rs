//! Who looked at whose dossier: written before anything is shown.

use domain::dossier::Now;
use domain::people::OfficialId;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _,
};
use uuid::Uuid;

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::record::{micros, now_from};
use crate::rows::viewing;
use crate::write::Write;

/// What an official looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Viewed {
    /// The dossier's page, or the same through the API.
    Dossier,
    /// A file of it.
    File,
    /// A paper printed from it.
    Paper,
}

impl Viewed {
    fn name(self) -> &'static str {
        match self {
            Self::Dossier => "dossier",
            Self::File => "file",
            Self::Paper => "paper",
        }
    }
}

/// One look.
#[derive(Clone, Debug)]
pub struct Viewing {
    /// Who.
    pub official: OfficialId,
    /// What: `dossier`, `file` or `paper`.
    pub what: String,
    /// When.
    pub at: Option<Now>,
}

pub(crate) async fn insert(conn: &impl ConnectionTrait, row: viewing::Model) -> Result<(), Fault> {
    viewing::Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await
        .doing("noting who looked")?;
    Ok(())
}

impl Store {
    /// Notes that an official looks at a dossier. If it cannot be noted, nothing may be shown.
    pub async fn note_viewing(
        &self,
        official: OfficialId,
        dossier: Uuid,
        what: Viewed,
        at: Now,
    ) -> Result<(), Fault> {
        let row = viewing::Model {
            id: crate::keys::fresh_id(),
            dossier,
            official: official.0,
            what: what.name().to_owned(),
            at: micros(at),
        };
        self.write(Write::Viewing(row)).await.map(|_| ())
    }

    /// Who looked at a dossier, the latest first.
    pub async fn viewings(&self, dossier: Uuid) -> Result<Vec<Viewing>, Fault> {
        let rows = viewing::Entity::find()
            .filter(viewing::Column::Dossier.eq(dossier))
            .order_by_desc(viewing::Column::At)
            .all(self.reader())
            .await
            .doing("reading who looked")?;
        Ok(rows
            .into_iter()
            .map(|row| Viewing {
                official: OfficialId(row.official),
                what: row.what,
                at: now_from(row.at),
            })
            .collect())
    }
}

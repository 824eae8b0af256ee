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

/// Looks that are noted by one statement: far from the most values that an engine takes.
const NOTED_AT_ONCE: usize = 500;

pub(crate) async fn insert(
    conn: &impl ConnectionTrait,
    rows: Vec<viewing::Model>,
) -> Result<(), Fault> {
    let rows = rows.into_iter().map(viewing::Model::into_active_model);
    viewing::Entity::insert_many(rows)
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
        self.note_viewings(official, &[dossier], what, at).await
    }

    /// The same for a paper on which many dossiers stand.
    pub async fn note_viewings(
        &self,
        official: OfficialId,
        dossiers: &[Uuid],
        what: Viewed,
        at: Now,
    ) -> Result<(), Fault> {
        for some in dossiers.chunks(NOTED_AT_ONCE) {
            let rows = some.iter().map(|dossier| viewing::Model {
                id: crate::keys::fresh_id(),
                dossier: *dossier,
                official: official.0,
                what: what.name().to_owned(),
                at: micros(at),
            });
            self.write(Write::Viewings(rows.collect())).await?;
        }
        Ok(())
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

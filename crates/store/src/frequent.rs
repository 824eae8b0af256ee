//! What a desk receives most: read off what is still open there.

use std::collections::BTreeMap;

use domain::people::agency::AgencyId;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::rows::listing;

/// How many open dossiers tell what a desk receives; more would only cost time.
const LOOKED_AT_MAX: u64 = 500;

impl Store {
    /// Codes of the procedures of open dossiers that were handed in at this desk, the most frequent
    /// first. No name is opened for it.
    pub async fn frequent_procedures(&self, desk: &AgencyId) -> Result<Vec<String>, Fault> {
        let codes: Vec<String> = received_at(desk)
            .select_only()
            .column(listing::Column::Procedure)
            .into_tuple()
            .all(self.reader())
            .await
            .doing("reading what a desk receives")?;
        let mut counts: BTreeMap<String, usize> = BTreeMap::new();
        for code in codes {
            *counts.entry(code).or_default() += 1;
        }
        let mut counted: Vec<(String, usize)> = counts.into_iter().collect();
        // The same count leaves them in the order of their codes.
        counted.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        Ok(counted.into_iter().map(|(code, _)| code).collect())
    }
}

/// The most urgent open dossiers of a desk.
pub(crate) fn received_at(desk: &AgencyId) -> Select<listing::Entity> {
    listing::Entity::find()
        .filter(listing::Column::Desk.eq(desk.as_str()))
        .filter(listing::Column::Open.eq(true))
        .order_by_asc(listing::Column::DueAt)
        .order_by_asc(listing::Column::Dossier)
        .limit(LOOKED_AT_MAX)
}

//! Search: dossiers by what is known of their applicant, the newest first.
//!
//! Work is capped, however common a name is: of what is asked for, the rarest part is read up to a
//! limit, and the rest only thins that out. Where the limit was met, the answer says so.

use std::cmp::Reverse;
use std::collections::HashSet;

use domain::dossier::code::DossierCode;
use domain::people::agency::AgencyId;
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};
use uuid::Uuid;

use crate::dossiers::LookupKind;
use crate::fault::{Doing as _, Fault};
use crate::keys::Keys;
use crate::listings::Line;
use crate::rows::{dossier as head, listing, lookup};
use crate::{Store, findable};

/// The most dossiers that one search answers with.
const FOUND_MAX: usize = 50;

/// The most dossiers under one hash that are looked at.
const CANDIDATES_MAX: usize = 400;

/// List rows that are read at once.
const BATCH: usize = 100;

/// What is known of the dossiers that are looked for: all of it must fit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sought {
    /// Words of the applicant's name as typed, with or without marks; none when empty.
    pub name: String,
    /// A number of the applicant.
    pub number: Option<(LookupKind, String)>,
    /// One of these codes.
    pub codes: Option<Vec<DossierCode>>,
}

/// What a search found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The newest dossiers first.
    pub lines: Vec<Line>,
    /// Whether there may be others: more has to be known of them.
    pub more: bool,
}

/// Dossiers that may fit, the newest first.
#[derive(Clone, Default)]
struct Candidates {
    ids: Vec<Uuid>,
    /// Whether older ones were left out.
    is_cut: bool,
}

/// What lies under one hash.
struct Probe {
    hash: Vec<u8>,
    newest: Candidates,
}

impl Store {
    /// Finds dossiers that fit among those that `unit` received, holds or answers for.
    pub async fn search(&self, unit: &AgencyId, sought: &Sought) -> Result<Found, Fault> {
        let Candidates { ids, is_cut } = self.candidates(unit, sought).await?;
        let mut rows = self.rows_seen_by(unit, &ids).await?;
        let more = is_cut || rows.len() > FOUND_MAX;
        rows.truncate(FOUND_MAX);
        let lines = self.lines(rows).await?;
        Ok(Found { lines, more })
    }

    async fn candidates(&self, unit: &AgencyId, sought: &Sought) -> Result<Candidates, Fault> {
        let keys = &self.shared.keys;
        let number = sought.number.as_ref();
        let number = number.map(|(kind, value)| keys.lookup_hash(kind.name(), value));
        let coded = match &sought.codes {
            Some(codes) => Some(self.coded(codes).await?),
            None => None,
        };
        let words = findable::words(&sought.name);
        if words.is_empty() {
            return self.fitting(number.into_iter().collect(), coded).await;
        }
        let rules = self.rulebook().await?;
        let place = findable::place(&rules.organisation, unit);
        // Words that stand side by side are far rarer than the same words alone.
        let pairs = findable::pairs(&words);
        if !pairs.is_empty() {
            let hashes = with_name(keys, number.clone(), &place, &pairs);
            let found = self.fitting(hashes, coded.clone()).await?;
            if found.is_cut || !found.ids.is_empty() {
                return Ok(found);
            }
        }
        let hashes = with_name(keys, number, &place, &words);
        self.fitting(hashes, coded).await
    }

    /// What lies under all of these hashes, among those with a fitting code where codes are known.
    async fn fitting(
        &self,
        hashes: Vec<Vec<u8>>,
        coded: Option<Candidates>,
    ) -> Result<Candidates, Fault> {
        let mut probes = Vec::with_capacity(hashes.len());
        for hash in hashes {
            let probe = self.probe(hash).await?;
            if probe.newest.ids.is_empty() {
                return Ok(Candidates::default());
            }
            probes.push(probe);
        }
        // The rarest first: the fewer there are, the surer none is left out.
        probes.sort_by_key(|probe| probe.newest.ids.len());
        let mut probes = probes.into_iter();
        let first = coded.or_else(|| probes.next().map(|probe| probe.newest));
        let mut found = first.unwrap_or_default();
        for probe in probes {
            if found.ids.is_empty() {
                break;
            }
            let under = self.under(probe, &found.ids).await?;
            found.ids.retain(|id| under.contains(id));
        }
        Ok(found)
    }

    async fn probe(&self, hash: Vec<u8>) -> Result<Probe, Fault> {
        let mut ids: Vec<Uuid> = newest(hash.clone())
            .into_tuple()
            .all(self.reader())
            .await
            .doing("looking dossiers up")?;
        let is_cut = ids.len() > CANDIDATES_MAX;
        ids.truncate(CANDIDATES_MAX);
        let newest = Candidates { ids, is_cut };
        Ok(Probe { hash, newest })
    }

    /// Those under a hash; of a common one, only those among `ids`.
    async fn under(&self, probe: Probe, ids: &[Uuid]) -> Result<HashSet<Uuid>, Fault> {
        let Probe { hash, newest } = probe;
        if !newest.is_cut {
            return Ok(newest.ids.into_iter().collect());
        }
        let under: Vec<Uuid> = those_under(hash, ids)
            .into_tuple()
            .all(self.reader())
            .await
            .doing("looking dossiers up")?;
        Ok(under.into_iter().collect())
    }

    /// The dossiers with these codes.
    async fn coded(&self, codes: &[DossierCode]) -> Result<Candidates, Fault> {
        let codes = codes.iter().map(|code| code.as_str().to_owned());
        let mut ids: Vec<Uuid> = with_codes(codes)
            .into_tuple()
            .all(self.reader())
            .await
            .doing("finding dossiers")?;
        ids.sort_unstable_by_key(|id| Reverse(*id));
        Ok(Candidates { ids, is_cut: false })
    }

    /// The list rows that a unit may see, as many as one answer needs and a few more.
    async fn rows_seen_by(
        &self,
        unit: &AgencyId,
        ids: &[Uuid],
    ) -> Result<Vec<listing::Model>, Fault> {
        let mut seen = Vec::new();
        for some in ids.chunks(BATCH) {
            let mut rows = rows_of(some)
                .all(self.reader())
                .await
                .doing("reading list rows")?;
            // Not in SQL: a planner may rather walk through everything of the unit.
            rows.retain(|row| {
                [&row.desk, &row.unit, &row.competent]
                    .iter()
                    .any(|place| place.as_str() == unit.as_str())
            });
            rows.sort_unstable_by_key(|row| Reverse(row.dossier));
            seen.append(&mut rows);
            if seen.len() > FOUND_MAX {
                break;
            }
        }
        Ok(seen)
    }
}

/// The hash of a number, and those of the parts of a name.
fn with_name(keys: &Keys, number: Option<Vec<u8>>, place: &str, parts: &[String]) -> Vec<Vec<u8>> {
    let name = parts
        .iter()
        .map(|part| findable::name_hash(keys, place, part));
    number.into_iter().chain(name).collect()
}

/// The newest dossiers under a hash, one more than are looked at. Ids grow with time.
pub(crate) fn newest(hash: Vec<u8>) -> Select<lookup::Entity> {
    lookup::Entity::find()
        .select_only()
        .column(lookup::Column::Dossier)
        .filter(lookup::Column::Hash.eq(hash))
        .order_by_desc(lookup::Column::Dossier)
        .limit(CANDIDATES_MAX as u64 + 1)
}

/// Those of these dossiers that lie under a hash.
pub(crate) fn those_under(hash: Vec<u8>, ids: &[Uuid]) -> Select<lookup::Entity> {
    lookup::Entity::find()
        .select_only()
        .column(lookup::Column::Dossier)
        .filter(lookup::Column::Hash.eq(hash))
        .filter(lookup::Column::Dossier.is_in(ids.iter().copied()))
}

/// The list rows of these dossiers.
pub(crate) fn rows_of(ids: &[Uuid]) -> Select<listing::Entity> {
    listing::Entity::find().filter(listing::Column::Dossier.is_in(ids.iter().copied()))
}

/// The ids of the dossiers with these codes.
pub(crate) fn with_codes(codes: impl Iterator<Item = String>) -> Select<head::Entity> {
    head::Entity::find()
        .select_only()
        .column(head::Column::Id)
        .filter(head::Column::Code.is_in(codes))
}

//! Lists of dossiers, page by page, and the counts kept for them.

use std::collections::HashMap;

use domain::dossier::Now;
use domain::dossier::code::DossierCode;
use domain::people::agency::AgencyId;
use domain::people::{Applicant, OfficialId};
use sea_orm::sea_query::{Asterisk, Expr, Func, Query};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait as _, EntityTrait as _, QueryFilter as _, QuerySelect as _,
    QueryTrait as _, Select,
};
use uuid::Uuid;

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::filter::{Filter, query};
use crate::keys::Keys;
use crate::lists::NO_PROMISE;
use crate::paging::Cursor;
use crate::personal;
use crate::record::now_from;
use crate::rows::{dossier as head, listing, personal as personal_row, tally};

/// A dossier as lists show it.
#[derive(Clone, Debug)]
pub struct Line {
    /// Its id.
    pub id: Uuid,
    /// Its code.
    pub code: DossierCode,
    /// The procedure's code.
    pub procedure: String,
    /// `desk`, `online` or `post`.
    pub channel: String,
    /// The desk.
    pub desk: AgencyId,
    /// Who has to do something next.
    pub unit: AgencyId,
    /// Who answers for it.
    pub competent: AgencyId,
    /// The official who holds it.
    pub officer: Option<OfficialId>,
    /// The stage's stable name.
    pub stage: String,
    /// The national status, 1 to 10.
    pub status: u8,
    /// Whether its clock stands still.
    pub paused: bool,
    /// When it was registered.
    pub submitted_at: Now,
    /// When it was received.
    pub received_at: Option<Now>,
    /// The promised moment.
    pub due_at: Option<Now>,
    /// By when work should begin, as was usual when anything last happened; none without a promise.
    pub start_by: Option<Now>,
    /// When it was settled.
    pub settled_at: Option<Now>,
    /// The number of its last event.
    pub last_number: u32,
    /// When anything last happened to it; what is only said about the service does not count.
    pub last_at: Now,
    /// Still to be paid, in đồng.
    pub owed: u64,
    /// The applicant's name; none after erasure, and where names were not asked for.
    pub applicant: Option<String>,
}

/// One page of a list.
#[derive(Clone, Debug)]
pub struct Page {
    /// The rows, the most urgent first.
    pub lines: Vec<Line>,
    /// Where the next page begins; none on the last.
    pub next: Option<Cursor>,
}

/// How many open dossiers a unit holds, by stage and promised day (`9999-12-31` for none).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Count {
    /// The stage's stable name.
    pub stage: String,
    /// The promised day.
    pub due_on: String,
    /// How many.
    pub count: u64,
}

impl Store {
    /// A page of dossiers, the most urgent first.
    pub async fn list(&self, filter: &Filter) -> Result<Page, Fault> {
        let (rows, next) = self.page(filter).await?;
        let lines = self.lines(rows).await?;
        Ok(Page { lines, next })
    }

    /// The same page without applicants' names, for whoever only counts or looks at times: opening
    /// names costs more than the list itself.
    pub async fn list_without_names(&self, filter: &Filter) -> Result<Page, Fault> {
        let (rows, next) = self.page(filter).await?;
        let lines: Result<Vec<Line>, Fault> = rows.into_iter().map(|row| line(row, None)).collect();
        Ok(Page {
            lines: lines?,
            next,
        })
    }

    /// How long a list is, counted no further than one beyond `most`.
    pub async fn length(&self, filter: &Filter, most: u64) -> Result<u64, Fault> {
        let mut length = 0;
        for run in filter.runs() {
            let ids = query(filter, run)
                .select_only()
                .column(listing::Column::Dossier)
                .limit(most.saturating_add(1).saturating_sub(length));
            let counting = Query::select()
                .expr(Func::count(Expr::col(Asterisk)))
                .from_subquery(ids.into_query(), "ids")
                .take();
            let row = self.reader().query_one(&counting).await;
            let row = row.doing("counting a list")?;
            let count = row.map_or(Ok(0), |row| row.try_get_by_index::<i64>(0));
            let count = count.doing("counting a list")?;
            length += u64::try_from(count).unwrap_or_default();
        }
        Ok(length)
    }

    /// The rows of a page, and where the next begins.
    async fn page(&self, filter: &Filter) -> Result<(Vec<listing::Model>, Option<Cursor>), Fault> {
        let limit = filter.limit.clamp(1, 100);
        // Each run goes straight to its place, and stops after as many rows as the page has; they
        // are merged here.
        let mut rows = Vec::new();
        for run in filter.runs() {
            let run = query(filter, run).limit(limit + 1).all(self.reader()).await;
            rows.extend(run.doing("listing dossiers")?);
        }
        let order = filter.order();
        rows.sort_by_key(|row| order.of(row));
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let last = rows.last().filter(|_| more);
        let next = last.map(|row| Cursor::of(order, row));
        Ok((rows, next))
    }

    /// Rows as lists show them, with the applicants' names.
    pub(crate) async fn lines(&self, rows: Vec<listing::Model>) -> Result<Vec<Line>, Fault> {
        let people = self.applicants_of(&rows).await?;
        rows.into_iter()
            .map(|row| {
                let applicant = people.get(&row.applicant);
                let name = applicant.map(|applicant| applicant.name.clone());
                line(row, name)
            })
            .collect()
    }

    /// The SQL of a list, a statement a run, for tests that read their plans.
    #[doc(hidden)]
    pub fn list_statements(&self, filter: &Filter) -> Vec<sea_orm::Statement> {
        let backend = self.reader().get_database_backend();
        let of = |run| query(filter, run).limit(21).build(backend);
        filter.runs().into_iter().map(of).collect()
    }

    /// The counts of a unit, by promised day: kept with each write, never counted.
    pub async fn counts(&self, unit: &AgencyId) -> Result<Vec<Count>, Fault> {
        let mut rows = counts_of(unit)
            .all(self.reader())
            .await
            .doing("reading counts")?;
        rows.sort_by(|a, b| (&a.due_on, &a.stage).cmp(&(&b.due_on, &b.stage)));
        Ok(rows
            .into_iter()
            .filter(|row| row.count != 0)
            .map(|row| Count {
                stage: row.stage,
                due_on: row.due_on,
                count: u64::try_from(row.count).unwrap_or_default(),
            })
            .collect())
    }

    /// The applicants of a page by their rows, opened one by one.
    pub(crate) async fn applicants_of(
        &self,
        rows: &[listing::Model],
    ) -> Result<HashMap<Uuid, Applicant>, Fault> {
        let sealed = applicants(rows.iter().map(|row| row.applicant))
            .all(self.reader())
            .await
            .doing("reading applicants")?;
        let heads: HashMap<Uuid, Vec<u8>> = heads(rows.iter().map(|row| row.dossier))
            .all(self.reader())
            .await
            .doing("reading heads")?
            .into_iter()
            .filter_map(|head| head.wrapped_key.map(|key| (head.id, key)))
            .collect();
        let mut people = HashMap::with_capacity(sealed.len());
        for row in sealed {
            let Some(wrapped) = heads.get(&row.dossier) else {
                continue;
            };
            let applicant = open_applicant(&self.shared.keys, wrapped, &row)?;
            people.insert(row.id, applicant);
        }
        Ok(people)
    }
}

/// The applicant in a personal row, opened with the dossier's wrapped key.
pub(crate) fn open_applicant(
    keys: &Keys,
    wrapped: &[u8],
    row: &personal_row::Model,
) -> Result<Applicant, Fault> {
    let key = keys.unwrap(wrapped, row.dossier)?;
    let json = personal::open(&key, row)?;
    serde_json::from_str(&json).map_err(|_| Fault::damaged("applicant"))
}

/// The counts of a unit.
pub(crate) fn counts_of(unit: &AgencyId) -> Select<tally::Entity> {
    tally::Entity::find().filter(tally::Column::Unit.eq(unit.as_str()))
}

/// The rows of these applicants.
pub(crate) fn applicants(ids: impl Iterator<Item = Uuid>) -> Select<personal_row::Entity> {
    personal_row::Entity::find().filter(personal_row::Column::Id.is_in(ids))
}

/// The heads of these dossiers.
pub(crate) fn heads(ids: impl Iterator<Item = Uuid>) -> Select<head::Entity> {
    head::Entity::find().filter(head::Column::Id.is_in(ids))
}

/// A moment that hangs on the promise; none without one.
fn promised(at: i64) -> Option<Now> {
    Some(at).filter(|at| *at != NO_PROMISE).and_then(now_from)
}

fn line(row: listing::Model, applicant: Option<String>) -> Result<Line, Fault> {
    let damaged = || Fault::damaged(format!("list row {}", row.dossier));
    Ok(Line {
        id: row.dossier,
        code: row.code.parse().map_err(|_| damaged())?,
        submitted_at: now_from(row.submitted_at).ok_or_else(damaged)?,
        received_at: row.received_at.and_then(now_from),
        due_at: promised(row.due_at),
        start_by: promised(row.start_by),
        settled_at: row.settled_at.and_then(now_from),
        status: u8::try_from(row.status).map_err(|_| damaged())?,
        last_number: u32::try_from(row.last_number).map_err(|_| damaged())?,
        last_at: now_from(row.last_at).ok_or_else(damaged)?,
        owed: u64::try_from(row.owed).map_err(|_| damaged())?,
        procedure: row.procedure,
        channel: row.channel,
        desk: AgencyId::from_stored(row.desk),
        unit: AgencyId::from_stored(row.unit),
        competent: AgencyId::from_stored(row.competent),
        officer: row.officer.map(OfficialId),
        stage: row.stage,
        paused: row.paused,
        applicant,
    })
}

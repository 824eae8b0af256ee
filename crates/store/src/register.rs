//! The tracking register: what was received in a period, in that order, with how far each came.
//!
//! List rows say which dossiers stand in it; how far they came is read from their events, so that
//! no further row has to be kept for it.

use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

use domain::dossier::after::replay;
use domain::dossier::event::{Event, Recorded};
use domain::dossier::{Dossier, Now};
use domain::people::Applicant;
use domain::people::agency::AgencyId;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
    QueryTrait as _, Select,
};
use uuid::Uuid;

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::paging::NotACursor;
use crate::record::{self, micros};
use crate::rows::listing;

/// Dossiers whose events are read at once.
const BATCH: usize = 200;

/// Whose register it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RegisterOf {
    /// What this desk received.
    Desk(AgencyId),
    /// What this agency answers for, wherever it was received.
    Agency(AgencyId),
}

/// A register of a period: from a moment on, and before another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterPeriod {
    /// Whose.
    pub of: RegisterOf,
    /// Received at this moment or later.
    pub from: Now,
    /// Received before this moment.
    pub until: Now,
}

/// A dossier in the register.
#[derive(Clone, Debug)]
pub struct RegisterLine {
    /// Its id.
    pub id: Uuid,
    /// The dossier.
    pub dossier: Dossier,
    /// When the desk first passed it on.
    pub forwarded_at: Option<Now>,
    /// When its result came.
    pub result_at: Option<Now>,
    /// When the applicant got the result.
    pub returned_at: Option<Now>,
    /// The applicant; none after erasure.
    pub applicant: Option<Applicant>,
}

/// One page of the register.
#[derive(Clone, Debug)]
pub struct RegisterPage {
    /// The dossiers in the order in which they were received.
    pub lines: Vec<RegisterLine>,
    /// Where the next page begins; none on the last.
    pub next: Option<RegisterPlace>,
}

/// The place in the register after which a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RegisterPlace {
    received_at: i64,
    dossier: Uuid,
}

impl fmt::Display for RegisterPlace {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.received_at, self.dossier.simple())
    }
}

impl FromStr for RegisterPlace {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let (received_at, dossier) = text.split_once('.').ok_or(NotACursor)?;
        Ok(Self {
            received_at: received_at.parse().map_err(|_| NotACursor)?,
            dossier: dossier.parse().map_err(|_| NotACursor)?,
        })
    }
}

impl Store {
    /// A page of the register, of at most `limit` dossiers.
    pub async fn register(
        &self,
        period: &RegisterPeriod,
        after: Option<RegisterPlace>,
        limit: u64,
    ) -> Result<RegisterPage, Fault> {
        let mut rows = query(period, after)
            .limit(limit.saturating_add(1))
            .all(self.reader())
            .await
            .doing("reading the register")?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).and_then(place_of);
        let mut lines = Vec::with_capacity(rows.len());
        for some in rows.chunks(BATCH) {
            lines.append(&mut self.register_lines(some).await?);
        }
        Ok(RegisterPage { lines, next })
    }

    /// The SQL of a page of the register, for tests that read its plan.
    #[doc(hidden)]
    pub fn register_statement(
        &self,
        period: &RegisterPeriod,
        after: Option<RegisterPlace>,
    ) -> sea_orm::Statement {
        query(period, after)
            .limit(51)
            .build(self.reader().get_database_backend())
    }

    async fn register_lines(&self, rows: &[listing::Model]) -> Result<Vec<RegisterLine>, Fault> {
        let events = record::of_all(rows.iter().map(|row| row.dossier))
            .all(self.reader())
            .await
            .doing("reading events")?;
        let mut histories: HashMap<Uuid, Vec<Recorded>> = HashMap::with_capacity(rows.len());
        for event in events {
            let id = event.dossier;
            let recorded = record::entry(event)?.recorded;
            histories.entry(id).or_default().push(recorded);
        }
        let mut people = self.applicants_of(rows).await?;
        rows.iter()
            .map(|row| {
                let history = histories.remove(&row.dossier).unwrap_or_default();
                line(row.dossier, history, people.remove(&row.applicant))
            })
            .collect()
    }
}

/// The list rows of a register, in its order.
///
/// A place takes the stead of the period's beginning, so that the index goes straight to it; one
/// that lies before the period is none.
pub(crate) fn query(
    period: &RegisterPeriod,
    after: Option<RegisterPlace>,
) -> Select<listing::Entity> {
    use listing::Column as C;
    let whose = match &period.of {
        RegisterOf::Desk(desk) => C::Desk.eq(desk.as_str()),
        RegisterOf::Agency(agency) => C::Competent.eq(agency.as_str()),
    };
    let from = micros(period.from);
    let after = after.filter(|place| place.received_at >= from);
    let begins = match after {
        Some(place) => {
            let here = Expr::tuple([C::ReceivedAt.into_expr(), C::Dossier.into_expr()]);
            here.gt(Expr::tuple([
                Expr::value(place.received_at),
                Expr::value(place.dossier),
            ]))
        }
        None => C::ReceivedAt.gte(from),
    };
    listing::Entity::find()
        .filter(whose)
        .filter(begins)
        .filter(C::ReceivedAt.lt(micros(period.until)))
        .order_by_asc(C::ReceivedAt)
        .order_by_asc(C::Dossier)
}

fn place_of(row: &listing::Model) -> Option<RegisterPlace> {
    let received_at = row.received_at?;
    Some(RegisterPlace {
        received_at,
        dossier: row.dossier,
    })
}

fn line(
    id: Uuid,
    mut history: Vec<Recorded>,
    applicant: Option<Applicant>,
) -> Result<RegisterLine, Fault> {
    history.sort_unstable_by_key(|recorded| recorded.number);
    let dossier = replay(&history).ok_or_else(|| Fault::damaged("history"))?;
    let mut line = RegisterLine {
        id,
        dossier,
        forwarded_at: None,
        result_at: None,
        returned_at: None,
        applicant,
    };
    for recorded in &history {
        let at = Some(recorded.at);
        match &recorded.event {
            Event::Forwarded { .. } => line.forwarded_at = line.forwarded_at.or(at),
            Event::ResultRecorded { .. } => line.result_at = at,
            Event::HandedOver { .. } => line.returned_at = at,
            _ => {}
        }
    }
    Ok(line)
}

#[cfg(test)]
mod tests {
    use super::RegisterPlace;

    #[test]
    fn a_place_is_read_as_it_was_written() {
        let text = "1772704800000000.0000000000000000000000000000000a";
        let place: RegisterPlace = text.parse().expect("a place");
        assert_eq!(place.to_string(), text);
        for text in ["", "7", "x.0000000000000000000000000000000a", "7.x"] {
            assert!(text.parse::<RegisterPlace>().is_err(), "{text}");
        }
    }
}

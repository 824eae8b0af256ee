//! Which dossiers a list shows, and in which order.

use domain::dossier::Now;
use domain::people::OfficialId;
use domain::people::agency::AgencyId;
use sea_orm::sea_query::{Expr, ExprTrait as _, Func};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, QueryTrait as _, Select,
};
use uuid::Uuid;

use crate::follows;
use crate::paging::{Cursor, ListOrder};
use crate::record::micros;
use crate::rows::listing;

/// The stage that waits for the applicant.
const PAUSED: &str = "awaiting_supplement";

/// The stages in which the agency's clock runs.
pub const RUNNING: [&str; 4] = ["received", "examining", "deciding", "numbering"];

/// Whose list: the same predicate for lists, counts and search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Scope {
    /// What this unit holds and has to do next.
    HeldBy(AgencyId),
    /// What was handed in at this desk.
    ReceivedAt(AgencyId),
    /// What this agency answers for.
    SettledBy(AgencyId),
    /// In which this unit has a step beside the main one, wherever it lies.
    BesideOf(AgencyId),
    /// What this official follows, wherever it lies; whether they may still see it is not asked
    /// here.
    FollowedBy(OfficialId),
}

impl Scope {
    /// The unit whose list it is; none for what follows an official's choice.
    fn unit(&self) -> Option<&AgencyId> {
        match self {
            Self::HeldBy(unit) | Self::ReceivedAt(unit) | Self::SettledBy(unit) => Some(unit),
            Self::BesideOf(_) | Self::FollowedBy(_) => None,
        }
    }
}

/// Filters of a list.
#[derive(Clone, Debug)]
pub struct Filter {
    /// Whose list.
    pub scope: Scope,
    /// Only open, only ended, or both.
    pub open: Option<bool>,
    /// Only this stage.
    pub stage: Option<String>,
    /// Only this national status.
    pub status: Option<u8>,
    /// Only this procedure.
    pub procedure: Option<String>,
    /// Only what this official holds.
    pub officer: Option<OfficialId>,
    /// Only what no official holds yet.
    pub unheld: bool,
    /// Only what the clock runs for: received, not settled, not paused.
    pub running: bool,
    /// Only what does not wait for the applicant. What waits for others stays among the work: who
    /// has it takes the clock up again.
    pub unpaused: bool,
    /// Only what another unit than the one of the scope holds now.
    pub elsewhere: bool,
    /// Only what is due at this moment or later.
    pub due_from: Option<Now>,
    /// Only what is due before this moment.
    pub due_before: Option<Now>,
    /// Only these dossiers.
    pub among: Option<Vec<Uuid>>,
    /// What it is sorted by, on its first page; the others go on in the order they began in.
    pub order: ListOrder,
    /// Where the page before ended.
    pub after: Option<Cursor>,
    /// Rows a page, 1 to 100.
    pub limit: u64,
}

impl Filter {
    /// Everything open in `scope`, the earliest promise first, 20 a page.
    pub fn open_in(scope: Scope) -> Self {
        Self {
            scope,
            open: Some(true),
            stage: None,
            status: None,
            procedure: None,
            officer: None,
            unheld: false,
            running: false,
            unpaused: false,
            elsewhere: false,
            due_from: None,
            due_before: None,
            among: None,
            order: ListOrder::DueAt,
            after: None,
            limit: 20,
        }
    }

    /// The order of this page.
    pub(crate) fn order(&self) -> ListOrder {
        self.after.map_or(self.order, Cursor::order)
    }

    /// The runs of an index that make up the list.
    ///
    /// Where stages are asked for, they stand before the order in the index: several of them are as
    /// many runs, and none walks through dossiers at other stages.
    pub(crate) fn runs(&self) -> Vec<Run<'_>> {
        let open: &[bool] = match self.open {
            Some(true) => &[true],
            Some(false) => &[false],
            None => &[true, false],
        };
        let stages: Vec<Option<&str>> = match (self.stage.as_deref(), self.running) {
            (None, false) => vec![None],
            (Some(stage), false) => vec![Some(stage)],
            (asked, true) => RUNNING
                .into_iter()
                .filter(|running| asked.is_none_or(|stage| stage == *running))
                .map(Some)
                .collect(),
        };
        let runs = open.iter().flat_map(|open| {
            let stages = stages.iter();
            stages.map(move |stage| Run {
                open: *open,
                stage: *stage,
            })
        });
        runs.collect()
    }

    /// Where the page begins: behind its place, or at the promise from which on it shows. Whichever
    /// comes later says it alone, so that an index goes straight there.
    fn begin(&self) -> (Option<Cursor>, Option<i64>) {
        let from = self.due_from.map(micros);
        match (self.after, from) {
            (Some(after), Some(from)) if after.order() == ListOrder::DueAt => {
                let (at, _) = after.place();
                if at >= from {
                    (Some(after), None)
                } else {
                    (None, Some(from))
                }
            }
            both => both,
        }
    }
}

/// A run of an index: a part of a list that stands in its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run<'a> {
    open: bool,
    /// The only stage; any when none is asked for.
    stage: Option<&'a str>,
}

/// Whose list it is.
///
/// What an official holds is little, and so is what was named: there the unit is compared as a
/// value that no index knows, or a planner might rather walk through everything of the unit.
fn in_scope(filter: &Filter) -> Expr {
    use listing::Column as C;
    let (place, unit) = match &filter.scope {
        Scope::HeldBy(unit) => (C::Unit, unit),
        Scope::ReceivedAt(desk) => (C::Desk, desk),
        Scope::SettledBy(agency) => (C::Competent, agency),
        Scope::BesideOf(unit) => {
            return C::Dossier.in_subquery(crate::beside::ids_of(unit));
        }
        Scope::FollowedBy(official) => {
            return C::Dossier.in_subquery(follows::ids_of(*official));
        }
    };
    if filter.officer.is_some() || filter.among.is_some() {
        Func::coalesce([place.into_expr(), place.into_expr()]).eq(unit.as_str())
    } else {
        place.eq(unit.as_str())
    }
}

/// The rows of one run that a filter leaves, in its order.
pub(crate) fn query(filter: &Filter, run: Run<'_>) -> Select<listing::Entity> {
    use listing::Column as C;
    let of_unit = filter.scope.unit().filter(|_| filter.elsewhere);
    let order = filter.order().column();
    let (after, due_from) = filter.begin();
    listing::Entity::find()
        .filter(in_scope(filter))
        .filter(C::Open.eq(run.open))
        .apply_if(run.stage, |query, stage| query.filter(C::Stage.eq(stage)))
        .apply_if(filter.status, |query, status| {
            query.filter(C::Status.eq(i64::from(status)))
        })
        .apply_if(filter.procedure.clone(), |query, code| {
            query.filter(C::Procedure.eq(code))
        })
        .apply_if(filter.officer, |query, officer| {
            query.filter(C::Officer.eq(officer.0))
        })
        .apply_if(filter.unheld.then_some(()), |query, ()| {
            query.filter(C::Officer.is_null())
        })
        .apply_if(filter.running.then_some(()), |query, ()| {
            query.filter(C::Paused.eq(false))
        })
        .apply_if(filter.unpaused.then_some(()), |query, ()| {
            query.filter(C::Stage.ne(PAUSED))
        })
        .apply_if(of_unit, |query, unit| {
            query.filter(C::Unit.ne(unit.as_str()))
        })
        .apply_if(due_from, |query, from| query.filter(C::DueAt.gte(from)))
        .apply_if(filter.due_before, |query, before| {
            query.filter(C::DueAt.lt(micros(before)))
        })
        .apply_if(filter.among.clone(), |query, among| {
            query.filter(C::Dossier.is_in(among))
        })
        .apply_if(after, |query, after| {
            // Both at once, so that the index goes straight to the place, however many are due at
            // the same moment.
            let place = Expr::tuple([order.into_expr(), C::Dossier.into_expr()]);
            let (at, dossier) = after.place();
            let after = Expr::tuple([Expr::value(at), Expr::value(dossier)]);
            query.filter(place.gt(after))
        })
        .order_by_asc(order)
        .order_by_asc(C::Dossier)
}

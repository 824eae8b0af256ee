//! Whom a change of the calendar may concern, and the campaign that goes to them.

use domain::calendar::layers::{CalendarDifference, CalendarLayer};
use domain::dossier::Now;
use domain::dossier::promise_move::CalendarChange;
use domain::people::agency::AgencyId;
use jiff::civil::{Date, Time};
use sea_orm::sea_query::{Expr, ExprTrait as _, Func};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _, Select,
};
use uuid::Uuid;

use crate::fault::{Doing as _, Fault};
use crate::lists::NO_PROMISE;
use crate::record::micros;
use crate::rows::{campaign, listing};
use crate::rulebook::json;

/// So many agencies are asked for at once: an engine takes only so many values.
const AGENCIES_AT_ONCE: usize = 500;

/// The days and agencies of a change, as they are asked for.
pub(crate) struct Reach {
    agencies: Vec<String>,
    first_at: i64,
    last_at: i64,
}

impl Reach {
    pub fn of(difference: &CalendarDifference) -> Self {
        let begin = |day: Date| micros(Now::from_local(day.to_datetime(Time::midnight())));
        let after = difference.last.tomorrow().map_or(i64::MAX, begin);
        Self {
            agencies: difference
                .agencies
                .iter()
                .map(|agency| agency.as_str().to_owned())
                .collect(),
            first_at: begin(difference.first),
            last_at: after,
        }
    }

    pub fn read(row: &campaign::Model) -> Result<Self, Fault> {
        let agencies = serde_json::from_str(&row.agencies);
        Ok(Self {
            agencies: agencies.map_err(|_| Fault::damaged(format!("campaign {}", row.id)))?,
            first_at: row.first_at,
            last_at: row.last_at,
        })
    }

    /// Open dossiers whose limit spans a changed day, in the order of their ids: received before
    /// the last of these days is over, and promised for the first or later.
    ///
    /// Whose they are, and when they are due, is compared as values that no index knows: another
    /// index would have to be sorted for every batch, and the ids stand in order.
    pub fn dossiers_after(&self, after: Option<Uuid>, limit: u64) -> Select<listing::Entity> {
        use listing::Column as C;
        let unknown = |column: C| Func::coalesce([column.into_expr(), column.into_expr()]);
        listing::Entity::find()
            .filter(C::Open.eq(true))
            .filter(Expr::expr(unknown(C::SettledAt)).is_null())
            .filter(unknown(C::DueAt).gte(self.first_at))
            .filter(unknown(C::DueAt).lt(NO_PROMISE))
            .filter(C::ReceivedAt.lt(self.last_at))
            .filter(unknown(C::Competent).is_in(self.agencies.iter().map(String::as_str)))
            .filter(C::Dossier.gt(after.unwrap_or(Uuid::nil())))
            .order_by_asc(C::Dossier)
            .limit(limit)
    }

    /// What a batch asks for, to be planned.
    pub fn sample(unit: &AgencyId, after: Uuid) -> Select<listing::Entity> {
        let reach = Self {
            agencies: vec![unit.as_str().to_owned()],
            first_at: 0,
            last_at: 1,
        };
        reach.dossiers_after(Some(after), 100)
    }

    /// Whether any open dossier of these agencies is promised for the first changed day or later.
    async fn concerns_anybody(&self, conn: &impl ConnectionTrait) -> Result<bool, Fault> {
        use listing::Column as C;
        for some in self.agencies.chunks(AGENCIES_AT_ONCE) {
            let found = listing::Entity::find()
                .filter(C::Competent.is_in(some.iter().map(String::as_str)))
                .filter(C::Open.eq(true))
                .filter(C::DueAt.gte(self.first_at))
                .filter(C::DueAt.lt(NO_PROMISE))
                .one(conn)
                .await
                .doing("looking for promises that a calendar may move")?;
            if found.is_some() {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The campaigns under way; one at most.
pub(super) fn under_way() -> Select<campaign::Entity> {
    campaign::Entity::find()
        .filter(campaign::Column::Open.eq(true))
        .order_by_asc(campaign::Column::ConfirmedAt)
}

/// Whether a campaign is under way.
pub(crate) async fn is_under_way(conn: &impl ConnectionTrait) -> Result<bool, Fault> {
    let found = under_way().one(conn).await;
    Ok(found.doing("looking for a campaign")?.is_some())
}

/// Begins the campaign of a change that was just stored, if anybody may be concerned.
pub(crate) async fn begin(
    conn: &impl ConnectionTrait,
    layer: &CalendarLayer,
    rules_version: u64,
    difference: &CalendarDifference,
) -> Result<(), Fault> {
    let reach = Reach::of(difference);
    if !reach.concerns_anybody(conn).await? {
        return Ok(());
    }
    let row = campaign::Model {
        id: crate::keys::fresh_id(),
        because: json(&CalendarChange::from(layer))?,
        rules_version: i64::try_from(rules_version).map_err(|_| Fault::damaged("version"))?,
        agencies: json(&reach.agencies)?,
        first_at: reach.first_at,
        last_at: reach.last_at,
        confirmed_by: layer.by.map(|official| official.0),
        confirmed_at: layer.at.map_or(0, |at| micros(Now(at))),
        open: true,
        after: None,
        seen: 0,
        moved: 0,
        kept: 0,
        ended_at: None,
    };
    campaign::Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await
        .doing("beginning a campaign")?;
    Ok(())
}

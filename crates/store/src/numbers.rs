//! Running numbers: gapless per agency and day, because a refused write gives its number back.

use std::collections::BTreeSet;

use domain::dossier::Now;
use jiff::ToSpan as _;
use jiff::civil::Date;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{ConnectionTrait, EntityTrait as _};

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::rows::running_number;

/// The next number of the agency's day, from 1.
pub(crate) async fn next(
    conn: &impl ConnectionTrait,
    agency_code: &str,
    day: Date,
) -> Result<u32, Fault> {
    let row = running_number::ActiveModel {
        agency_code: Set(agency_code.to_owned()),
        day: Set(day.to_string()),
        last: Set(1),
    };
    let key = [
        running_number::Column::AgencyCode,
        running_number::Column::Day,
    ];
    let next = Expr::col((running_number::Entity, running_number::Column::Last)).add(1);
    let row = running_number::Entity::insert(row)
        .on_conflict(
            OnConflict::columns(key)
                .value(running_number::Column::Last, next)
                .to_owned(),
        )
        .exec_with_returning(conn)
        .await
        .doing("taking the next running number")?;
    u32::try_from(row.last).map_err(|_| Fault::damaged("running number"))
}

/// After a restore: numbers of every agency that issues codes jump, for each day from the backup to
/// today, past whatever was issued after the backup was made. Answers with the number of counters.
pub(crate) async fn jump(
    conn: &impl ConnectionTrait,
    agency_codes: &[String],
    days: &[Date],
    by: u32,
) -> Result<u64, Fault> {
    let key = [
        running_number::Column::AgencyCode,
        running_number::Column::Day,
    ];
    let mut jumped = 0;
    for agency_code in agency_codes {
        for day in days {
            let row = running_number::ActiveModel {
                agency_code: Set(agency_code.clone()),
                day: Set(day.to_string()),
                last: Set(i64::from(by)),
            };
            let further = Expr::col((running_number::Entity, running_number::Column::Last)).add(by);
            let further = OnConflict::columns(key)
                .value(running_number::Column::Last, further)
                .to_owned();
            running_number::Entity::insert(row)
                .on_conflict(further)
                .exec_without_returning(conn)
                .await
                .doing("letting running numbers jump")?;
            jumped += 1;
        }
    }
    Ok(jumped)
}

impl Store {
    /// Lets running numbers jump by `by` for every day from `since` to `until`, so that no code that
    /// was issued after a backup is issued again. Answers with the number of counters.
    pub async fn jump_numbers(&self, since: Now, until: Now, by: u32) -> Result<u64, Fault> {
        let rules = self.rulebook().await?;
        let codes: BTreeSet<String> = rules
            .organisation
            .all()
            .filter(|agency| agency.valid_to.is_none_or(|last| last >= since.today()))
            .filter_map(|agency| agency.agency_code.clone().map(String::from))
            .collect();
        let codes: Vec<String> = codes.into_iter().collect();
        let first = since.today();
        let days: Vec<Date> = first
            .series(1.day())
            .take_while(|day| *day <= until.today())
            .collect();
        let txn = self.shared_engine().begin().await?;
        let jumped = jump(&txn, &codes, &days, by).await?;
        txn.commit().await.doing("committing the jump")?;
        Ok(jumped)
    }
}

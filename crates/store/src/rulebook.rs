//! The rulebook: loaded as one value, replaced as one value.

use std::sync::Arc;

use domain::calendar::layers::Calendars;
use domain::people::OfficialId;
use domain::people::agency::{Agency, Organisation, Succession};
use domain::procedure::Procedure;
use domain::rulebook::{ReceptionRule, Rulebook};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _,
};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::fault::{Doing as _, Fault};
use crate::rows::{admin_act, procedure, rulebook, rulebook_part};
use crate::write::{Reply, RulebookMoved, RulebookWrite, Write};
use crate::{Shared, Store};

/// The one row of the version table.
const THE_ROW: i64 = 1;

/// The rulebook in force: the one in memory, or a newer one that somebody else stored.
pub(crate) async fn current(
    conn: &impl ConnectionTrait,
    shared: &Shared,
) -> Result<Arc<Rulebook>, Fault> {
    let known = shared.known();
    loop {
        let version = version(conn).await?;
        if let Some(rulebook) = known
            .rulebook
            .as_ref()
            .filter(|known| known.version == version)
        {
            return Ok(rulebook.clone());
        }
        let newer = Arc::new(load(conn, version).await?);
        // Parts of two versions must not be mixed when one was stored between two reads.
        if self::version(conn).await? == version {
            shared.keep_rulebook(&known, newer.clone());
            return Ok(newer);
        }
    }
}

pub(crate) async fn version(conn: &impl ConnectionTrait) -> Result<u64, Fault> {
    let row = rulebook::Entity::find_by_id(THE_ROW)
        .one(conn)
        .await
        .doing("reading the version")?;
    Ok(row.map_or(0, |row| u64::try_from(row.version).unwrap_or_default()))
}

async fn load(conn: &impl ConnectionTrait, version: u64) -> Result<Rulebook, Fault> {
    let procedures = procedure::Entity::find()
        .order_by_asc(procedure::Column::Code)
        .order_by_asc(procedure::Column::Version)
        .all(conn)
        .await
        .doing("reading the catalogue")?
        .iter()
        .map(|row| {
            serde_json::from_str::<Procedure>(&row.content)
                .map(Arc::new)
                .map_err(|_| Fault::damaged(format!("procedure {}", row.code)))
        })
        .collect::<Result<_, _>>()?;
    let agencies: Vec<Agency> = part(conn, "agencies").await?.unwrap_or_default();
    let successions: Vec<Succession> = part(conn, "successions").await?.unwrap_or_default();
    let receptions: Vec<ReceptionRule> = part(conn, "receptions").await?.unwrap_or_default();
    let layers = crate::calendar::layers(conn).await?;
    let organisation = Organisation::new(agencies, successions);
    // Without any layer no year is known: every promise is refused until one is entered.
    let calendar = Calendars::new(layers, &organisation).map_err(|_| Fault::damaged("calendar"))?;
    Ok(Rulebook {
        version,
        organisation,
        procedures,
        receptions,
        calendar,
        supplement_readings: part(conn, "supplement_readings").await?.unwrap_or_default(),
        promised_moments: part(conn, "promised_moments").await?.unwrap_or_default(),
        processes: crate::process::processes(conn).await?,
    })
}

pub(crate) async fn part<T: DeserializeOwned>(
    conn: &impl ConnectionTrait,
    name: &str,
) -> Result<Option<T>, Fault> {
    let row = rulebook_part::Entity::find_by_id(name)
        .one(conn)
        .await
        .doing("reading the rulebook")?;
    row.map(|row| serde_json::from_str(&row.content).map_err(|_| Fault::damaged(name.to_owned())))
        .transpose()
}

pub(crate) async fn put<T: Serialize>(
    conn: &impl ConnectionTrait,
    name: &str,
    value: &T,
) -> Result<(), Fault> {
    let row = rulebook_part::ActiveModel {
        part: Set(name.to_owned()),
        content: Set(json(value)?),
    };
    rulebook_part::Entity::insert(row)
        .on_conflict(
            OnConflict::column(rulebook_part::Column::Part)
                .update_column(rulebook_part::Column::Content)
                .to_owned(),
        )
        .exec_without_returning(conn)
        .await
        .doing("storing the rulebook")?;
    Ok(())
}

pub(crate) fn json<T: Serialize>(value: &T) -> Result<String, Fault> {
    serde_json::to_string(value).map_err(|_| Fault::damaged("rulebook to be stored"))
}

pub(crate) async fn apply(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    write: &RulebookWrite,
) -> Result<Result<u64, RulebookMoved>, Fault> {
    let Some(after) = move_version(conn, write.based_on).await? else {
        return Ok(Err(RulebookMoved {
            version: version(conn).await?,
        }));
    };
    let at = write.at.map_or(0, crate::record::micros);
    for procedure in &write.procedures {
        let row = procedure::Model {
            code: procedure.code.as_str().to_owned(),
            version: i64::from(procedure.version),
            content: json(procedure)?,
            stored_at: at,
        };
        procedure::Entity::insert(row.into_active_model())
            .exec_without_returning(conn)
            .await
            .doing("storing a procedure")?;
    }
    if let Some((agencies, successions)) = &write.organisation {
        put(conn, "agencies", agencies).await?;
        put(conn, "successions", successions).await?;
    }
    if let Some(receptions) = &write.receptions {
        put(conn, "receptions", receptions).await?;
    }
    if let Some((readings, moments)) = &write.clock {
        put(conn, "supplement_readings", readings).await?;
        put(conn, "promised_moments", moments).await?;
    }
    if let Some(calendar) = &write.calendar {
        crate::calendar::put_nation(conn, write, calendar.clone()).await?;
    }
    note_act(conn, write.by, &write.what, at).await?;
    shared.forget_rulebook();
    Ok(Ok(after))
}

/// Notes what an administrator did to the rulebook.
pub(crate) async fn note_act(
    conn: &impl ConnectionTrait,
    by: Option<OfficialId>,
    subject: &str,
    at: i64,
) -> Result<(), Fault> {
    let act = admin_act::Model {
        id: crate::keys::fresh_id(),
        official: by.map(|official| official.0),
        what: "rulebook".to_owned(),
        subject: subject.to_owned(),
        at,
    };
    admin_act::Entity::insert(act.into_active_model())
        .exec_without_returning(conn)
        .await
        .doing("noting an administrator's act")?;
    Ok(())
}

/// The version after `from`; none when somebody moved it before. Of two who move it at once, the
/// second waits for the first and then finds it moved.
pub(crate) async fn move_version(
    conn: &impl ConnectionTrait,
    from: u64,
) -> Result<Option<u64>, Fault> {
    let from = i64::try_from(from).map_err(|_| Fault::damaged("version of the rulebook"))?;
    let first = rulebook::ActiveModel {
        id: Set(THE_ROW),
        version: Set(0),
    };
    rulebook::Entity::insert(first)
        .on_conflict(
            OnConflict::column(rulebook::Column::Id)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(conn)
        .await
        .doing("moving the rulebook's version")?;
    let moved = rulebook::Entity::update_many()
        .col_expr(rulebook::Column::Version, Expr::value(from + 1))
        .filter(rulebook::Column::Id.eq(THE_ROW))
        .filter(rulebook::Column::Version.eq(from))
        .exec(conn)
        .await
        .doing("moving the rulebook's version")?;
    Ok((moved.rows_affected == 1).then_some(from.unsigned_abs() + 1))
}

impl Store {
    /// The rulebook in force.
    pub async fn rulebook(&self) -> Result<Arc<Rulebook>, Fault> {
        current(self.reader(), &self.shared).await
    }

    /// Replaces parts of the rulebook, if nobody else did meanwhile.
    pub async fn change_rulebook(
        &self,
        write: RulebookWrite,
    ) -> Result<Result<u64, RulebookMoved>, Fault> {
        match self.write(Write::Rulebook(Box::new(write))).await? {
            Reply::Rulebook(answer) => Ok(answer),
            _ => Err(Fault::damaged("reply")),
        }
    }
}

//! The layers of the calendar: parts of the rulebook, of which no version is ever lost.

use std::collections::BTreeSet;

use domain::calendar::CalendarData;
use domain::calendar::layers::{
    CalendarLayer, Calendars, LayerChange, LayerContent, LayerOwner, LayerRefusal,
};
use domain::dossier::Now;
use domain::rulebook::Rulebook;
use jiff::civil::{Date, Time};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};

use crate::fault::{Doing as _, Fault};
use crate::record::micros;
use crate::rows::{listing, rulebook_part};
use crate::rulebook::{current, json, move_version, note_act, part, put, version};
use crate::write::{Reply, RulebookMoved, RulebookWrite, Write};
use crate::{Shared, Store, campaign};

/// The layers in force.
const LAYERS: &str = "calendar_layers";

/// The one calendar of all, as it was kept before there were layers.
const ONE_FOR_ALL: &str = "calendar";

/// A change of one layer, worked out on the version of the rulebook it names.
#[derive(Clone, Debug)]
pub struct CalendarWrite {
    /// The version the change was worked out on.
    pub based_on: u64,
    /// Whose layer.
    pub owner: LayerOwner,
    /// What it says from now on, and why.
    pub change: LayerChange,
    /// What was done, for the list of administrators' acts.
    pub what: String,
}

/// Why a layer is not changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarRefusal {
    /// The rulebook changed meanwhile: work the change out anew.
    Moved(RulebookMoved),
    /// The rules of layers say no.
    Layer(LayerRefusal),
    /// The promises of the change before are still being moved: one change after the other.
    CampaignUnderWay,
}

/// The layers in force. A calendar from before there were layers is the nation's.
pub(crate) async fn layers(conn: &impl ConnectionTrait) -> Result<Vec<CalendarLayer>, Fault> {
    if let Some(layers) = part(conn, LAYERS).await? {
        return Ok(layers);
    }
    let old: Option<CalendarData> = part(conn, ONE_FOR_ALL).await?;
    Ok(old
        .map(|plain| CalendarLayer {
            version: 1,
            content: plain.into(),
            ..CalendarLayer::first(LayerOwner::Nation)
        })
        .into_iter()
        .collect())
}

/// Changes one layer; a refusal is rolled back by whoever called.
pub(crate) async fn apply(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    write: &CalendarWrite,
) -> Result<Result<u64, CalendarRefusal>, Fault> {
    let rules = current(conn, shared).await?;
    let Some(after) = move_version(conn, write.based_on).await? else {
        let version = version(conn).await?;
        return Ok(Err(CalendarRefusal::Moved(RulebookMoved { version })));
    };
    if campaign::is_under_way(conn).await? {
        return Ok(Err(CalendarRefusal::CampaignUnderWay));
    }
    let before = layer(conn, &write.owner).await?;
    let lost = before.years_lost(&write.change.content);
    let in_use = promised_years(conn, &lost).await?;
    match before.next(write.change.clone(), &in_use) {
        Ok(next) => {
            keep(conn, before, next.clone()).await?;
            begin_campaign(conn, &rules, &next, after).await?;
        }
        Err(refusal) => return Ok(Err(CalendarRefusal::Layer(refusal))),
    }
    let at = write.change.at.map_or(0, |at| micros(Now(at)));
    note_act(conn, write.change.by, &write.what, at).await?;
    shared.forget_rulebook();
    Ok(Ok(after))
}

/// The campaign that moves what was promised before the change. Whoever says no moment asks for
/// none.
async fn begin_campaign(
    conn: &impl ConnectionTrait,
    rules: &Rulebook,
    next: &CalendarLayer,
    version: u64,
) -> Result<(), Fault> {
    let Some(at) = next.at else {
        return Ok(());
    };
    let calendars = Calendars::new(layers(conn).await?, &rules.organisation)
        .map_err(|_| Fault::damaged("calendar"))?;
    let day = Now(at).today();
    let difference = rules
        .calendar
        .difference(&calendars, &rules.organisation, day);
    match difference {
        Some(difference) => campaign::begin(conn, next, version, &difference).await,
        None => Ok(()),
    }
}

/// The nation's calendar as part of a larger change: of a new installation.
pub(crate) async fn put_nation(
    conn: &impl ConnectionTrait,
    write: &RulebookWrite,
    calendar: CalendarData,
) -> Result<(), Fault> {
    let before = layer(conn, &LayerOwner::Nation).await?;
    let next = CalendarLayer {
        owner: LayerOwner::Nation,
        version: before.version + 1,
        content: LayerContent::from(calendar),
        reason: write.what.clone(),
        decision: None,
        by: write.by,
        at: write.at.map(|now| now.0),
    };
    keep(conn, before, next).await
}

async fn layer(conn: &impl ConnectionTrait, owner: &LayerOwner) -> Result<CalendarLayer, Fault> {
    let known = layers(conn)
        .await?
        .into_iter()
        .find(|layer| layer.owner == *owner);
    Ok(known.unwrap_or_else(|| CalendarLayer::first(owner.clone())))
}

/// Puts a version in force and keeps it, with the one before: what was kept before there were
/// versions has no row of its own yet.
async fn keep(
    conn: &impl ConnectionTrait,
    before: CalendarLayer,
    next: CalendarLayer,
) -> Result<(), Fault> {
    let mut layers = layers(conn).await?;
    layers.retain(|layer| layer.owner != next.owner);
    if before.version > 0 {
        keep_version(conn, &before).await?;
    }
    keep_version(conn, &next).await?;
    layers.push(next);
    put(conn, LAYERS, &layers).await
}

async fn keep_version(conn: &impl ConnectionTrait, layer: &CalendarLayer) -> Result<(), Fault> {
    let row = rulebook_part::ActiveModel {
        part: Set(format!("{}{}", versions_of(&layer.owner), layer.version)),
        content: Set(json(layer)?),
    };
    rulebook_part::Entity::insert(row)
        .on_conflict(
            OnConflict::column(rulebook_part::Column::Part)
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(conn)
        .await
        .doing("keeping a version of the calendar")?;
    Ok(())
}

/// How the names of a layer's versions begin.
fn versions_of(owner: &LayerOwner) -> String {
    format!("calendar/{owner}/")
}

/// Those of the years in which an open dossier is promised.
async fn promised_years(
    conn: &impl ConnectionTrait,
    years: &BTreeSet<i16>,
) -> Result<BTreeSet<i16>, Fault> {
    let first_moment = |year: i16| {
        let day = Date::new(year, 1, 1).unwrap_or(Date::MAX);
        micros(Now::from_local(day.to_datetime(Time::midnight())))
    };
    let mut promised = BTreeSet::new();
    for year in years {
        let found = listing::Entity::find()
            .filter(listing::Column::Open.eq(true))
            .filter(listing::Column::DueAt.gte(first_moment(*year)))
            .filter(listing::Column::DueAt.lt(first_moment(*year + 1)))
            .one(conn)
            .await
            .doing("looking for promises of a year")?;
        if found.is_some() {
            promised.insert(*year);
        }
    }
    Ok(promised)
}

impl Store {
    /// Changes one layer of the calendar, if nobody changed the rulebook meanwhile, and begins the
    /// campaign that moves what was promised before.
    pub async fn change_calendar(
        &self,
        write: CalendarWrite,
    ) -> Result<Result<u64, CalendarRefusal>, Fault> {
        match self.write(Write::Calendar(Box::new(write))).await? {
            Reply::Calendar(answer) => {
                if answer.is_ok() {
                    self.shared.calendar_changed.notify_one();
                }
                Ok(answer)
            }
            _ => Err(Fault::damaged("reply")),
        }
    }

    /// Every version a layer ever had, the first one first.
    pub async fn calendar_versions(&self, owner: &LayerOwner) -> Result<Vec<CalendarLayer>, Fault> {
        let rows = rulebook_part::Entity::find()
            .filter(rulebook_part::Column::Part.starts_with(versions_of(owner)))
            .all(self.reader())
            .await
            .doing("reading the versions of the calendar")?;
        let mut versions = rows
            .iter()
            .map(|row| {
                serde_json::from_str::<CalendarLayer>(&row.content)
                    .map_err(|_| Fault::damaged(row.part.clone()))
            })
            .collect::<Result<Vec<_>, _>>()?;
        // A name may hold what the search takes for any character.
        versions.retain(|version| version.owner == *owner);
        versions.sort_by_key(|version| version.version);
        Ok(versions)
    }
}

//! Who signs for whom, who is away and who stands in: entered, ended, and read for each act.

mod change;
mod row;

use std::collections::BTreeSet;

use domain::dossier::Now;
use domain::people::OfficialId;
use domain::people::absence::{Absence, AbsenceRefusal};
use domain::people::agency::AgencyId;
use domain::people::assignment::{AssignmentRule, RuleRefusal};
use domain::people::delegation::Delegation;
use domain::people::delegation::check::DelegationRefusal;
use domain::people::duty::Duty;
use jiff::civil::Date;
use sea_orm::sea_query::Condition;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, Select,
};
use uuid::Uuid;

pub(crate) use change::apply;
pub(crate) use row::{absence_of, rule_of};

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::rows::{absence, assignment_rule, delegation};
use crate::write::{Reply, Write};

/// A change of who does what for whom.
#[derive(Clone, Debug)]
pub struct DutyWrite {
    /// What changes.
    pub change: DutyChange,
    /// Who does it; none for the command line.
    pub by: Option<OfficialId>,
    /// When.
    pub at: Now,
}

/// What changes of who does what for whom. Nothing is ever deleted: what ends keeps its row.
#[derive(Clone, Debug)]
pub enum DutyChange {
    /// A new delegation.
    Delegate(Delegation),
    /// A delegation ends today; what was signed under it stays.
    EndDelegation(Uuid),
    /// Somebody will be away, or is.
    Away(Absence),
    /// Somebody is back today.
    Back(Uuid),
    /// New rules, all or none.
    Assign(Vec<AssignmentRule>),
    /// A rule ends today.
    EndRule(Uuid),
}

/// Why nothing changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DutyRefusal {
    /// The rules of delegations say no.
    Delegation(DelegationRefusal),
    /// The rules of absences say no.
    Absence(AbsenceRefusal),
    /// The rules of assignment rules say no.
    Rule {
        /// Which of those given, from 0.
        place: usize,
        /// Why.
        why: RuleRefusal,
    },
    /// There is none with this id, or it is over.
    Unknown,
}

impl Store {
    /// Changes who does what for whom.
    pub async fn change_duty(&self, write: DutyWrite) -> Result<Result<(), DutyRefusal>, Fault> {
        match self.write(Write::Duty(Box::new(write))).await? {
            Reply::Duty(answer) => Ok(answer),
            _ => Err(Fault::damaged("reply")),
        }
    }

    /// What an official may do for others on `day`; of `touched`, who is away.
    pub async fn duty(
        &self,
        official: OfficialId,
        touched: &[OfficialId],
        day: Date,
    ) -> Result<Duty, Fault> {
        read(self.reader(), official, touched, day).await
    }

    /// The delegations of some agencies, the newest first: those that hold, will hold or held.
    pub async fn delegations(&self, units: &[AgencyId]) -> Result<Vec<Delegation>, Fault> {
        let rows = delegations_of(units)
            .order_by_desc(delegation::Column::FromOn)
            .order_by_asc(delegation::Column::Id)
            .all(self.reader())
            .await
            .doing("reading delegations")?;
        rows.into_iter().map(row::delegation_of).collect()
    }

    /// The absences of some units that are not over on `day`, the first to begin first.
    pub async fn absences(&self, units: &[AgencyId], day: Date) -> Result<Vec<Absence>, Fault> {
        let rows = absences_of(units)
            .filter(absence::Column::UntilOn.gte(day.to_string()))
            .order_by_asc(absence::Column::FromOn)
            .order_by_asc(absence::Column::Id)
            .all(self.reader())
            .await
            .doing("reading absences")?;
        let known = rows.into_iter().map(absence_of);
        let known = known.filter(|one| one.as_ref().map_or(true, |one| one.from <= one.until));
        known.collect()
    }

    /// The assignment rules of some units and agencies, the newest first.
    pub async fn assignment_rules(&self, units: &[AgencyId]) -> Result<Vec<AssignmentRule>, Fault> {
        let rows = rules_of(units)
            .order_by_desc(assignment_rule::Column::FromOn)
            .order_by_asc(assignment_rule::Column::Id)
            .all(self.reader())
            .await
            .doing("reading assignment rules")?;
        rows.into_iter().map(rule_of).collect()
    }
}

/// What an official may do for others on `day`; of `touched`, who is away.
pub(crate) async fn read(
    conn: &impl ConnectionTrait,
    official: OfficialId,
    touched: &[OfficialId],
    day: Date,
) -> Result<Duty, Fault> {
    let stood_in = stood_in_by(official, day)
        .all(conn)
        .await
        .doing("reading for whom somebody stands in")?;
    let delegated = delegated_to(official, day)
        .all(conn)
        .await
        .doing("reading what was delegated")?;
    let delegations: Result<Vec<_>, _> = delegated.into_iter().map(row::delegation_of).collect();
    let away = if touched.is_empty() {
        BTreeSet::new()
    } else {
        absent(conn, touched, day)
            .await?
            .iter()
            .map(|one| one.official)
            .collect()
    };
    Ok(Duty {
        stands_in_for: stood_in
            .iter()
            .map(|row| OfficialId(row.official))
            .collect(),
        delegations: delegations?,
        away,
    })
}

/// The absences on `day` of some officials.
pub(crate) async fn absent(
    conn: &impl ConnectionTrait,
    officials: &[OfficialId],
    day: Date,
) -> Result<Vec<Absence>, Fault> {
    let rows = away_among(officials, day)
        .all(conn)
        .await
        .doing("reading who is away")?;
    rows.into_iter().map(absence_of).collect()
}

/// Absences that last on `day`.
pub(crate) fn lasting(day: Date) -> Select<absence::Entity> {
    absence::Entity::find()
        .filter(absence::Column::FromOn.lte(day.to_string()))
        .filter(absence::Column::UntilOn.gte(day.to_string()))
}

/// Absences on `day` among some officials.
pub(crate) fn away_among(officials: &[OfficialId], day: Date) -> Select<absence::Entity> {
    let ids = officials.iter().map(|one| one.0);
    lasting(day).filter(absence::Column::Official.is_in(ids))
}

/// Absences on `day` in which this official stands in.
pub(crate) fn stood_in_by(official: OfficialId, day: Date) -> Select<absence::Entity> {
    lasting(day).filter(absence::Column::StandIn.eq(official.0))
}

/// What was delegated to this official and holds on `day`.
pub(crate) fn delegated_to(official: OfficialId, day: Date) -> Select<delegation::Entity> {
    use delegation::Column as C;
    let open = Condition::any()
        .add(C::UntilOn.is_null())
        .add(C::UntilOn.gte(day.to_string()));
    delegation::Entity::find()
        .filter(C::Delegate.eq(official.0))
        .filter(C::FromOn.lte(day.to_string()))
        .filter(open)
}

pub(crate) fn delegations_of(units: &[AgencyId]) -> Select<delegation::Entity> {
    let units = units.iter().map(AgencyId::as_str);
    delegation::Entity::find().filter(delegation::Column::Unit.is_in(units))
}

pub(crate) fn absences_of(units: &[AgencyId]) -> Select<absence::Entity> {
    let units = units.iter().map(AgencyId::as_str);
    absence::Entity::find().filter(absence::Column::Unit.is_in(units))
}

pub(crate) fn rules_of(units: &[AgencyId]) -> Select<assignment_rule::Entity> {
    let units = units.iter().map(AgencyId::as_str);
    assignment_rule::Entity::find().filter(assignment_rule::Column::Unit.is_in(units))
}

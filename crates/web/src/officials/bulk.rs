//! A list from which several dossiers are taken or given at once.

use std::collections::BTreeSet;

use domain::people::Role;
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;

use crate::app::App;
use crate::fault::Broken;
use crate::form::Choice;
use crate::fresh;
use crate::officials::{self, Row, case_officers};
use crate::session::Officer;

/// What the form around such a list needs.
#[derive(Clone, Debug)]
pub struct Bulk {
    /// Makes a retry harmless; each dossier has a key of its own derived from it.
    pub key: String,
    /// The list, to come back to.
    pub back: String,
    /// Whether the one who looks can take dossiers.
    pub takes: bool,
    /// To whom dossiers can be given; nobody for those who do not lead.
    pub people: Vec<Choice>,
    /// Whether nothing in the list can be taken or given.
    is_idle: bool,
}

impl Bulk {
    /// What `officer` can do with these rows; `back` is the list's address.
    pub async fn of(
        app: &App,
        rules: &Rulebook,
        officer: &Officer,
        (rows, back): (&[Row], &str),
    ) -> Result<Self, Broken> {
        let is = |role| officer.official().is(role);
        let people = if is(Role::Leader) {
            people(app, rules, rows).await?
        } else {
            Vec::new()
        };
        let mut bulk = Self {
            key: fresh::key(),
            back: back.to_owned(),
            takes: is(Role::CaseOfficer) && rows.iter().any(|row| row.free),
            people,
            is_idle: false,
        };
        bulk.is_idle = !rows.iter().any(|row| bulk.can_choose(row));
        Ok(bulk)
    }

    /// Whether something can be done with this row here.
    pub fn can_choose(&self, row: &Row) -> bool {
        (self.takes && row.free) || (!self.people.is_empty() && row.examined)
    }

    /// Whether the list is only to be read.
    pub fn is_idle(&self) -> bool {
        self.is_idle
    }
}

/// The case officers of the units that examine these dossiers, by name, after an empty choice.
async fn people(app: &App, rules: &Rulebook, rows: &[Row]) -> Result<Vec<Choice>, Broken> {
    let examined = rows.iter().filter(|row| row.examined);
    let units: BTreeSet<&AgencyId> = examined.map(|row| &row.unit).collect();
    let units: Vec<&AgencyId> = units.into_iter().collect();
    let mut known = case_officers::of_units(app, &units).await?;
    known.retain(|one| one.active);
    if known.is_empty() {
        return Ok(Vec::new());
    }
    Ok(case_officers::choices("Chọn cán bộ", &known, |one| {
        if units.len() > 1 {
            let unit = officials::unit_name(rules, &one.official.unit);
            format!("{} · {unit}", one.name)
        } else {
            one.name.clone()
        }
    }))
}

//! A list from which several dossiers are taken or given at once.

use std::collections::BTreeSet;

use domain::people::Role;
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;
use domain::vietnamese::collation_key;

use crate::app::App;
use crate::fault::Broken;
use crate::form::Choice;
use crate::fresh;
use crate::officials::{self, Row};
use crate::session::Officer;

/// The most dossiers of one form: what one can answer for at a glance.
pub const CHOSEN_MAX: usize = 50;

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
    let mut known = Vec::new();
    for unit in &units {
        let accounts = app.store.accounts_in(unit).await?.into_iter();
        known.extend(accounts.filter(|one| one.active && one.official.is(Role::CaseOfficer)));
    }
    if known.is_empty() {
        return Ok(Vec::new());
    }
    known.sort_by_cached_key(|one| collation_key(&one.name));
    let mut choices = vec![Choice::new("", "Chọn cán bộ")];
    choices.extend(known.iter().map(|one| {
        let name = if units.len() > 1 {
            let unit = officials::unit_name(rules, &one.official.unit);
            format!("{} · {unit}", one.name)
        } else {
            one.name.clone()
        };
        Choice::new(one.official.id.0.to_string(), name)
    }));
    Ok(choices)
}

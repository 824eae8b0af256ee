//! The case officers among whom work is shared out: those of some units, by name.

use domain::people::Role;
use domain::people::agency::AgencyId;
use domain::vietnamese::collation_key;
use store::Account;

use crate::app::App;
use crate::fault::Broken;
use crate::form::Choice;

/// The case officers of these units, by name; also those whose account is closed.
pub async fn of_units(app: &App, units: &[&AgencyId]) -> Result<Vec<Account>, Broken> {
    let mut known = Vec::new();
    for unit in units {
        let accounts = app.store.accounts_in(unit).await?.into_iter();
        known.extend(accounts.filter(|one| one.official.is(Role::CaseOfficer)));
    }
    known.sort_by_cached_key(|one| collation_key(&one.name));
    Ok(known)
}

/// These officials to choose from, after an empty choice that asks for one.
pub fn choices(ask: &str, officials: &[Account], text: impl Fn(&Account) -> String) -> Vec<Choice> {
    let all = officials
        .iter()
        .map(|one| Choice::new(one.official.id.0.to_string(), text(one)));
    std::iter::once(Choice::new("", ask)).chain(all).collect()
}

//! The demonstration province: real units, real procedures, invented people.

mod accounts;
mod dossiers;
mod fees;
mod people;
mod sample_pdf;
mod walk;

use domain::procedure::Procedure;
use integrations::catalogue_file::read_procedure;
use integrations::{built_in, organisation_file, reception_file};
use store::RulebookWrite;

pub use accounts::{create as create_accounts, log_ins};
pub use dossiers::load as load_dossiers;

/// What is received where in the demonstration.
const RECEPTIONS: &str = include_str!("../../../../data/receptions.toml");

/// The catalogue that is built in, as first versions.
pub fn built_in_procedures() -> anyhow::Result<Vec<Procedure>> {
    built_in::built_in()
        .into_iter()
        .map(|(name, text)| {
            read_procedure(name, text)
                .map(|procedure| Procedure {
                    version: 1,
                    ..procedure
                })
                .map_err(|problems| anyhow::anyhow!("built-in procedure {name}: {problems:?}"))
        })
        .collect()
}

/// Adds the organisation of the demonstration and what it receives where.
pub fn add_province(write: &mut RulebookWrite) -> anyhow::Result<()> {
    let organisation = organisation_file::built_in();
    write.organisation = Some((
        organisation.all().cloned().collect(),
        organisation.successions().to_vec(),
    ));
    let receptions = reception_file::read_receptions(RECEPTIONS)
        .map_err(|problems| anyhow::anyhow!("built-in receptions: {problems:?}"))?;
    write.receptions = Some(receptions);
    Ok(())
}

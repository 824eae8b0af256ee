//! Migrations, the same on both engines, in the binary. Spelled out in columns, never edited
//! after a release.

mod columns;
mod m0001_events;
mod m0002_lists;
mod m0003_jobs;
mod m0004_people;
mod m0005_rulebook;
mod m0006_drafts;
mod m0007_notices;
mod m0008_desk_day;
mod m0009_pace;
mod m0010_follows;
mod m0011_assistance;
mod m0012_list_indices;
mod m0013_register;
mod m0014_lateness;
mod m0015_alarms;
mod m0016_campaigns;
mod m0017_settlement;
mod m0018_routing;
mod m0019_opinions;
mod m0020_beside;
mod m0021_bundles;

use sea_orm_migration::prelude::{MigrationTrait, MigratorTrait};

/// Brings a database to the schema of this program.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m0001_events::Migration),
            Box::new(m0002_lists::Migration),
            Box::new(m0003_jobs::Migration),
            Box::new(m0004_people::Migration),
            Box::new(m0005_rulebook::Migration),
            Box::new(m0006_drafts::Migration),
            Box::new(m0007_notices::Migration),
            Box::new(m0008_desk_day::Migration),
            Box::new(m0009_pace::Migration),
            Box::new(m0010_follows::Migration),
            Box::new(m0011_assistance::Migration),
            Box::new(m0012_list_indices::Migration),
            Box::new(m0013_register::Migration),
            Box::new(m0014_lateness::Migration),
            Box::new(m0015_alarms::Migration),
            Box::new(m0016_campaigns::Migration),
            Box::new(m0017_settlement::Migration),
            Box::new(m0018_routing::Migration),
            Box::new(m0019_opinions::Migration),
            Box::new(m0020_beside::Migration),
            Box::new(m0021_bundles::Migration),
        ]
    }
}

//! A desk's day: the money it took and the dossiers it passed on, derived from the events.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use super::columns::{id, id_or_null, index, key, number, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let payment = table("payment")
            .col(id("dossier"))
            .col(number("number"))
            .col(text("code"))
            .col(text("desk"))
            .col(text("day"))
            .col(id_or_null("official"))
            .col(text("method"))
            .col(number("amount"))
            .col(text("receipt_number"))
            .col(number("at"))
            .primary_key(&mut key(&["dossier", "number"]))
            .to_owned();
        manager.create_table(payment).await?;

        let forwarding = table("forwarding")
            .col(id("dossier"))
            .col(number("number"))
            .col(text("code"))
            .col(text("procedure"))
            .col(text("desk"))
            .col(text("day"))
            .col(text("unit"))
            .col(id_or_null("official"))
            .col(number("originals"))
            .col(number("copies"))
            .col(number("at"))
            .primary_key(&mut key(&["dossier", "number"]))
            .to_owned();
        manager.create_table(forwarding).await?;

        // With the order of the lists at its end, so that nothing is sorted.
        for table in ["payment", "forwarding"] {
            manager
                .create_index(index(table, &["desk", "day", "at", "dossier", "number"]))
                .await?;
        }
        Ok(())
    }
}

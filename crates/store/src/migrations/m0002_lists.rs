//! Lists and counts: derived from the events, dropped and rebuilt at will.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use super::columns::{id, id_or_null, index, key, number, number_or_null, table, text, yes_no};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let listing = table("listing")
            .col(id("dossier"))
            .col(text("code"))
            .col(text("procedure"))
            .col(number("procedure_version"))
            .col(text("channel"))
            .col(text("desk"))
            .col(text("unit"))
            .col(text("competent"))
            .col(id_or_null("officer"))
            .col(text("stage"))
            .col(number("status"))
            .col(yes_no("open"))
            .col(number("submitted_at"))
            .col(number_or_null("received_at"))
            .col(number("due_at"))
            .col(number_or_null("settled_at"))
            .col(number("last_number"))
            .col(number("last_at"))
            .col(number("owed"))
            .col(id("applicant"))
            .primary_key(&mut key(&["dossier"]))
            .to_owned();
        manager.create_table(listing).await?;
        for place in ["unit", "desk", "competent"] {
            manager
                .create_index(index("listing", &[place, "open", "due_at", "dossier"]))
                .await?;
        }

        let tally = table("tally")
            .col(text("unit"))
            .col(text("stage"))
            .col(text("due_on"))
            .col(number("count"))
            .primary_key(&mut key(&["unit", "stage", "due_on"]))
            .to_owned();
        manager.create_table(tally).await
    }
}

//! Follow-ups that wait, and who looked at whose dossier.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use super::columns::{id, index, key, number, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let job = table("job")
            .col(id("dossier"))
            .col(number("number"))
            .col(text("purpose"))
            .col(text("state"))
            .col(number("not_before"))
            .col(number("attempts"))
            .primary_key(&mut key(&["dossier", "number", "purpose"]))
            .to_owned();
        manager.create_table(job).await?;

        let viewing = table("viewing")
            .col(id("id"))
            .col(id("dossier"))
            .col(id("official"))
            .col(text("what"))
            .col(number("at"))
            .primary_key(&mut key(&["id"]))
            .to_owned();
        manager.create_table(viewing).await?;
        manager
            .create_index(index("viewing", &["dossier", "at"]))
            .await?;
        manager
            .create_index(index("viewing", &["official", "at"]))
            .await
    }
}

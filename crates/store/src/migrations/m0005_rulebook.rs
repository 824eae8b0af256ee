//! The rulebook: every part of it as a row, and one row that says which version is in force.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use super::columns::{key, number, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let rulebook = table("rulebook")
            .col(number("id"))
            .col(number("version"))
            .primary_key(&mut key(&["id"]))
            .to_owned();
        manager.create_table(rulebook).await?;

        let procedure = table("procedure")
            .col(text("code"))
            .col(number("version"))
            .col(text("content"))
            .col(number("stored_at"))
            .primary_key(&mut key(&["code", "version"]))
            .to_owned();
        manager.create_table(procedure).await?;

        let part = table("rulebook_part")
            .col(text("part"))
            .col(text("content"))
            .primary_key(&mut key(&["part"]))
            .to_owned();
        manager.create_table(part).await
    }
}

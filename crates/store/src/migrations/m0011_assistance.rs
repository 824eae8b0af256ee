//! Applications filed with help, counted by desk and day. What was filed before is counted by a
//! rebuild.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use super::columns::{key, number, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let assisted_filing = table("assisted_filing")
            .col(text("desk"))
            .col(text("day"))
            .col(number("count"))
            .primary_key(&mut key(&["desk", "day"]))
            .to_owned();
        manager.create_table(assisted_filing).await
    }
}

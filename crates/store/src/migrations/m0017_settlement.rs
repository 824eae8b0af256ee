//! What agencies settled, apologised for and were late with, counted by month for everybody. What
//! happened before is found by a rebuild.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use super::columns::{key, number, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // The month comes first: all agencies of a period are one run of the key.
        let settlement = table("settlement")
            .col(text("month"))
            .col(text("competent"))
            .col(number("settled"))
            .col(number("apologised"))
            .col(number("unexcused"))
            .primary_key(&mut key(&["month", "competent"]))
            .to_owned();
        manager.create_table(settlement).await
    }
}

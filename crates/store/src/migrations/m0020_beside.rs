//! What is open in processes beside the main step of a dossier: whose it is, and when time may close
//! it.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use super::columns::{id, index, key, number, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let beside = table("beside")
            .col(id("dossier"))
            .col(text("key"))
            .col(text("unit"))
            .col(text("role"))
            .col(number("over_after"))
            .primary_key(&mut key(&["dossier", "key"]))
            .to_owned();
        manager.create_table(beside).await?;
        // By it a unit finds what it has to do beside others.
        let by_unit = index("beside", &["unit", "role", "dossier"]);
        manager.create_index(by_unit).await?;
        // By it the worker finds what time may have closed.
        let by_time = index("beside", &["over_after", "dossier"]);
        manager.create_index(by_time).await
    }
}

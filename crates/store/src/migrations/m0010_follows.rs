//! Dossiers that officials follow.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use super::columns::{id, index, key, number, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let follow = table("follow")
            .col(id("official"))
            .col(id("dossier"))
            .col(number("at"))
            .primary_key(&mut key(&["official", "dossier"]))
            .to_owned();
        manager.create_table(follow).await?;
        // By it the rows of a dossier that is erased are found.
        manager.create_index(index("follow", &["dossier"])).await
    }
}

//! The tracking register is read in the order in which dossiers were received.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use super::columns::index;

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for whose in ["desk", "competent"] {
            manager
                .create_index(index("listing", &[whose, "received_at", "dossier"]))
                .await?;
        }
        Ok(())
    }
}

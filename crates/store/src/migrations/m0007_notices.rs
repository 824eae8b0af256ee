//! How telling people ended, and the notices that are due found without looking at all of them.

use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, Table, async_trait,
};

use super::columns::{index, number_or_null, text_or_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One column a statement: SQLite takes no more.
        for column in [text_or_null("detail"), number_or_null("ended_at")] {
            let wider = Table::alter()
                .table(Alias::new("job"))
                .add_column(column)
                .to_owned();
            manager.alter_table(wider).await?;
        }
        manager
            .create_index(index("job", &["state", "not_before"]))
            .await
    }
}

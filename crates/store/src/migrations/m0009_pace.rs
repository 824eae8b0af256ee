//! How long steps took, and by when work on a dossier should begin.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, DbErr, DeriveMigrationName, Expr, MigrationTrait, Query, SchemaManager,
    Table, async_trait,
};

use super::columns::{index, key, number, number_or_null, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let pace = table("pace")
            .col(text("procedure"))
            .col(text("unit"))
            .col(text("step"))
            .col(number("bucket"))
            .col(number("count"))
            .primary_key(&mut key(&["procedure", "unit", "step", "bucket"]))
            .to_owned();
        manager.create_table(pace).await?;

        // Empty: as long as nothing happens to a dossier, it should begin when it is due.
        widen(manager, "dossier", number_or_null("start_by")).await?;
        let start_by = number("start_by").default(i64::MAX).to_owned();
        widen(manager, "listing", start_by).await?;
        let as_due = Query::update()
            .table(Alias::new("listing"))
            .value(Alias::new("start_by"), Expr::col(Alias::new("due_at")))
            .to_owned();
        manager.execute(as_due).await?;
        manager
            .create_index(index("listing", &["unit", "open", "start_by", "dossier"]))
            .await
    }
}

async fn widen(manager: &SchemaManager<'_>, name: &str, column: ColumnDef) -> Result<(), DbErr> {
    let wider = Table::alter()
        .table(Alias::new(name))
        .add_column(column)
        .to_owned();
    manager.alter_table(wider).await
}

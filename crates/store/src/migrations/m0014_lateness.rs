//! Whether a clock stands still; what was late or apologised for; how often was asked again. What
//! happened before is found by a rebuild.

use sea_orm_migration::prelude::{
    Alias, DbErr, DeriveMigrationName, Expr, ExprTrait as _, MigrationTrait, Query, SchemaManager,
    Table, async_trait,
};

use super::columns::{
    id, id_or_null, index, key, number, number_or_null, table, text, text_or_null, yes_no,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let wider = Table::alter()
            .table(Alias::new("listing"))
            .add_column(yes_no("paused").default(false).to_owned())
            .to_owned();
        manager.alter_table(wider).await?;
        let waiting = Query::update()
            .table(Alias::new("listing"))
            .value(Alias::new("paused"), true)
            .and_where(Expr::col(Alias::new("stage")).eq("awaiting_supplement"))
            .to_owned();
        manager.execute(waiting).await?;

        let lateness = table("lateness")
            .col(id("dossier"))
            .col(text("code"))
            .col(text("procedure"))
            .col(text("competent"))
            .col(text_or_null("unit"))
            .col(id_or_null("officer"))
            .col(text("day"))
            .col(number("due_at"))
            .col(text_or_null("cause"))
            .col(number_or_null("apologised_at"))
            .col(yes_no("in_time"))
            .col(number_or_null("settled_at"))
            .col(yes_no("late"))
            .primary_key(&mut key(&["dossier"]))
            .to_owned();
        manager.create_table(lateness).await?;
        manager
            .create_index(index("lateness", &["competent", "day", "dossier"]))
            .await?;

        let asked_again = table("asked_again")
            .col(text("competent"))
            .col(text("day"))
            .col(number("count"))
            .primary_key(&mut key(&["competent", "day"]))
            .to_owned();
        manager.create_table(asked_again).await
    }
}

//! What time claimed of dossiers, and what officials are told of it; and the two ways by which the
//! dossiers are found of which it may claim something.
//!
//! Both ways hold only what is not settled: what has ended is never walked through, and no list
//! takes them for its own.

use sea_orm_migration::prelude::{
    Alias, ConditionalStatement as _, DbErr, DeriveMigrationName, Expr, ExprTrait as _,
    MigrationTrait, SchemaManager, async_trait,
};

use super::columns::{id, id_or_null, index, key, number, number_or_null, table, text};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let alarm = table("alarm")
            .col(id("dossier"))
            .col(text("kind"))
            .col(number("about"))
            .col(number("at"))
            .col(number("claimed_at"))
            .col(text("told_on"))
            .col(text("unit"))
            .col(id_or_null("officer"))
            .col(text("competent"))
            .primary_key(&mut key(&["dossier", "kind", "about"]))
            .to_owned();
        manager.create_table(alarm).await?;
        let told: [&[&str]; 3] = [
            &["officer", "told_on"],
            &["competent", "told_on"],
            &["told_on"],
        ];
        for columns in told {
            manager.create_index(index("alarm", columns)).await?;
        }
        let digest = table("digest")
            .col(id("official"))
            .col(text("day"))
            .col(number_or_null("told_at"))
            .primary_key(&mut key(&["official", "day"]))
            .to_owned();
        manager.create_table(digest).await?;
        let untold = key(&["day", "official"])
            .name("digest_untold")
            .table(Alias::new("digest"))
            .and_where(Expr::col(Alias::new("told_at")).is_null())
            .to_owned();
        manager.create_index(untold).await?;
        for (name, column) in [
            ("listing_unsettled_by_due", "due_at"),
            ("listing_unsettled_by_last", "last_at"),
        ] {
            let unsettled = key(&[column, "dossier"])
                .name(name)
                .table(Alias::new("listing"))
                .and_where(Expr::col(Alias::new("settled_at")).is_null())
                .to_owned();
            manager.create_index(unsettled).await?;
        }
        Ok(())
    }
}

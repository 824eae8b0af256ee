//! What units were asked for their opinion: one row for each who was asked.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use super::columns::{
    id, id_or_null, index, key, number, number_or_null, table, text, text_or_null, yes_no,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let opinion = table("opinion")
            .col(id("dossier"))
            .col(number("number"))
            .col(number("consultation"))
            .col(text("code"))
            .col(text("procedure"))
            .col(text("lead"))
            // None where somebody outside was asked.
            .col(text_or_null("unit"))
            .col(id_or_null("officer"))
            .col(text("standing"))
            .col(number("asked_at"))
            .col(text("asked_on"))
            .col(number("due_at"))
            // When time claims something of it next; none when nobody is to answer.
            .col(number_or_null("claim_at"))
            .col(number_or_null("escalated_at"))
            .col(number_or_null("answered_at"))
            .col(number_or_null("used"))
            .col(yes_no("late"))
            .col(yes_no("silent"))
            .col(yes_no("bounced"))
            .col(number("times_back"))
            .primary_key(&mut key(&["dossier", "number"]))
            .to_owned();
        manager.create_table(opinion).await?;
        let inbox = ["unit", "standing", "due_at", "dossier", "number"];
        manager.create_index(index("opinion", &inbox)).await?;
        let claims = ["claim_at", "dossier", "number"];
        manager.create_index(index("opinion", &claims)).await?;
        // The figures of a period are one run of this one.
        manager.create_index(index("opinion", &["asked_on"])).await
    }
}

//! Campaigns that move promises after the calendar changed, and what became of each dossier.

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
        let campaign = table("campaign")
            .col(id("id"))
            .col(text("because"))
            .col(number("rules_version"))
            .col(text("agencies"))
            .col(number("first_at"))
            .col(number("last_at"))
            .col(id_or_null("confirmed_by"))
            .col(number("confirmed_at"))
            .col(yes_no("open"))
            .col(id_or_null("after"))
            .col(number("seen"))
            .col(number("moved"))
            .col(number("kept"))
            .col(number_or_null("ended_at"))
            .primary_key(&mut key(&["id"]))
            .to_owned();
        manager.create_table(campaign).await?;

        // The key is what makes twice harmless: a campaign comes to a dossier once.
        let dossiers = table("campaign_dossier")
            .col(id("campaign"))
            .col(id("dossier"))
            .col(text("code"))
            .col(yes_no("moved"))
            .col(number("was_due"))
            .col(number_or_null("due"))
            .col(text_or_null("why"))
            .primary_key(&mut key(&["campaign", "dossier"]))
            .to_owned();
        manager.create_table(dossiers).await?;
        manager
            .create_index(index("campaign_dossier", &["campaign", "moved", "dossier"]))
            .await
    }
}

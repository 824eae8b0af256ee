//! Who signs for whom, who is away and who stands in, and by which rules dossiers are assigned.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use super::columns::{id, id_or_null, index, key, number, table, text, text_or_null};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let delegation = table("delegation")
            .col(id("id"))
            .col(text("unit"))
            .col(id("principal"))
            .col(text("principal_post"))
            .col(id("delegate"))
            .col(text("delegate_post"))
            .col(text("capacity"))
            .col(text("procedures"))
            .col(text("from_on"))
            .col(text_or_null("until_on"))
            .col(text("number"))
            .col(text("dated_on"))
            .col(id_or_null("noted_by"))
            .col(number("noted_at"))
            .primary_key(&mut key(&["id"]))
            .to_owned();
        manager.create_table(delegation).await?;
        // Each act asks what its official may sign for others; each list is of a unit.
        let by_delegate = index("delegation", &["delegate", "until_on"]);
        manager.create_index(by_delegate).await?;
        manager.create_index(index("delegation", &["unit"])).await?;

        let absence = table("absence")
            .col(id("id"))
            .col(id("official"))
            .col(text("unit"))
            .col(text("from_on"))
            .col(text("until_on"))
            .col(id_or_null("stand_in"))
            .col(id_or_null("noted_by"))
            .col(number("noted_at"))
            .primary_key(&mut key(&["id"]))
            .to_owned();
        manager.create_table(absence).await?;
        // Whether somebody is away, for whom somebody stands in, and who is away at all today.
        for columns in [["official", "until_on"], ["stand_in", "until_on"]] {
            manager.create_index(index("absence", &columns)).await?;
        }
        manager
            .create_index(index("absence", &["until_on"]))
            .await?;
        manager.create_index(index("absence", &["unit"])).await?;

        let rule = table("assignment_rule")
            .col(id("id"))
            .col(text("unit"))
            .col(text_or_null("procedure"))
            .col(text("way"))
            .col(text("from_on"))
            .col(text_or_null("until_on"))
            .col(text("basis"))
            .col(number("turns"))
            .col(id_or_null("noted_by"))
            .col(number("noted_at"))
            .primary_key(&mut key(&["id"]))
            .to_owned();
        manager.create_table(rule).await?;
        manager
            .create_index(index("assignment_rule", &["unit"]))
            .await?;

        let turn = table("assignment_turn")
            .col(id("rule"))
            .col(id("official"))
            .col(number("turn"))
            .primary_key(&mut key(&["rule", "official"]))
            .to_owned();
        manager.create_table(turn).await
    }
}

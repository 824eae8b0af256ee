//! Accounts of officials, their sessions and tokens, and what administrators did.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use super::columns::{
    bytes, id, id_or_null, index, key, number, number_or_null, table, text, text_or_null, yes_no,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let official = table("official")
            .col(id("id"))
            .col(text("login"))
            .col(text("name"))
            .col(text("unit"))
            .col(text("roles"))
            .col(text_or_null("password_hash"))
            .col(yes_no("active"))
            .col(number("created_at"))
            .primary_key(&mut key(&["id"]))
            .to_owned();
        manager.create_table(official).await?;
        manager
            .create_index(index("official", &["login"]).unique().to_owned())
            .await?;
        manager.create_index(index("official", &["unit"])).await?;

        let session = table("session")
            .col(bytes("hash"))
            .col(id("official"))
            .col(number("created_at"))
            .col(number("seen_at"))
            .primary_key(&mut key(&["hash"]))
            .to_owned();
        manager.create_table(session).await?;
        manager
            .create_index(index("session", &["official"]))
            .await?;

        let token = table("token")
            .col(bytes("hash"))
            .col(id("official"))
            .col(text("name"))
            .col(number("created_at"))
            .col(number_or_null("revoked_at"))
            .primary_key(&mut key(&["hash"]))
            .to_owned();
        manager.create_table(token).await?;
        manager.create_index(index("token", &["official"])).await?;

        let invitation = table("invitation")
            .col(bytes("hash"))
            .col(id("official"))
            .col(number("expires_at"))
            .col(number_or_null("used_at"))
            .primary_key(&mut key(&["hash"]))
            .to_owned();
        manager.create_table(invitation).await?;

        let admin_act = table("admin_act")
            .col(id("id"))
            .col(id_or_null("official"))
            .col(text("what"))
            .col(text("subject"))
            .col(number("at"))
            .primary_key(&mut key(&["id"]))
            .to_owned();
        manager.create_table(admin_act).await?;
        manager.create_index(index("admin_act", &["at"])).await
    }
}

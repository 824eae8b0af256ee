//! What citizens have filled in and not submitted yet.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use super::columns::{bytes, bytes_or_null, id, index, key, number, table};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let draft = table("draft")
            .col(bytes("hash"))
            .col(id("id"))
            .col(bytes_or_null("wrapped_key"))
            .col(bytes("nonce"))
            .col(bytes("ciphertext"))
            .col(number("begun_at"))
            .col(number("kept_at"))
            .col(number("expires_at"))
            .primary_key(&mut key(&["hash"]))
            .to_owned();
        manager.create_table(draft).await?;
        manager.create_index(index("draft", &["id"])).await?;
        manager.create_index(index("draft", &["expires_at"])).await
    }
}

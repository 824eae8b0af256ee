//! The record: dossiers, their events, and what is personal about them.

use sea_orm_migration::prelude::{
    DbErr, DeriveMigrationName, MigrationTrait, SchemaManager, async_trait,
};

use super::columns::{
    bytes, bytes_or_null, id, id_or_null, index, key, number, table, text, text_or_null,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let dossier = table("dossier")
            .col(id("id"))
            .col(text("code"))
            .col(number("last_number"))
            .col(bytes("typed_secret_hash"))
            .col(bytes("long_secret_hash"))
            .col(text("key_id"))
            .col(bytes_or_null("wrapped_key"))
            .primary_key(&mut key(&["id"]))
            .to_owned();
        manager.create_table(dossier).await?;
        manager
            .create_index(index("dossier", &["code"]).unique().to_owned())
            .await?;

        let event = table("event")
            .col(id("dossier"))
            .col(number("number"))
            .col(text("name"))
            .col(text("actor"))
            .col(id_or_null("official"))
            .col(text_or_null("unit"))
            .col(number("effective_at"))
            .col(number("recorded_at"))
            .col(id("command"))
            .col(number("schema"))
            .col(bytes("digest"))
            .col(text("payload"))
            .primary_key(&mut key(&["dossier", "number"]))
            .to_owned();
        manager.create_table(event).await?;

        let personal = table("personal")
            .col(id("id"))
            .col(id("dossier"))
            .col(text("kind"))
            .col(bytes("nonce"))
            .col(bytes("ciphertext"))
            .primary_key(&mut key(&["id"]))
            .to_owned();
        manager.create_table(personal).await?;
        manager
            .create_index(index("personal", &["dossier"]))
            .await?;

        let lookup = table("lookup")
            .col(bytes("hash"))
            .col(id("dossier"))
            .primary_key(&mut key(&["hash", "dossier"]))
            .to_owned();
        manager.create_table(lookup).await?;
        manager.create_index(index("lookup", &["dossier"])).await?;

        let running_number = table("running_number")
            .col(text("agency_code"))
            .col(text("day"))
            .col(number("last"))
            .primary_key(&mut key(&["agency_code", "day"]))
            .to_owned();
        manager.create_table(running_number).await?;

        let file = table("file")
            .col(id("id"))
            .col(id_or_null("dossier"))
            .col(text("sha256"))
            .col(text("kind"))
            .col(number("size"))
            .col(number("pages"))
            .col(text("key_id"))
            .col(bytes_or_null("wrapped_key"))
            .col(text("uploaded_by"))
            .col(number("uploaded_at"))
            .primary_key(&mut key(&["id"]))
            .to_owned();
        manager.create_table(file).await?;
        manager.create_index(index("file", &["dossier"])).await?;

        let idempotency = table("idempotency")
            .col(text("scope"))
            .col(text("key"))
            .col(bytes("digest"))
            .col(text("answer"))
            .col(number("at"))
            .primary_key(&mut key(&["scope", "key"]))
            .to_owned();
        manager.create_table(idempotency).await
    }
}

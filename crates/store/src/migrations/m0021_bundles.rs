//! Bundles: their record, the kinds they were opened under, what is derived from them, and what
//! follows from their events.

use sea_orm_migration::prelude::{
    Alias, ConditionalStatement as _, DbErr, DeriveMigrationName, Expr, ExprTrait as _,
    MigrationTrait, SchemaManager, async_trait,
};

use super::columns::{
    bytes, bytes_or_null, id, id_or_null, index, key, number, number_or_null, table, text,
    text_or_null, yes_no,
};

#[derive(DeriveMigrationName)]
pub struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        record(manager).await?;
        let listing = table("bundle_listing")
            .col(id("bundle"))
            .col(text("code"))
            .col(text("kind"))
            .col(text("desk"))
            .col(number("opened_at"))
            .col(number("last_at"))
            .col(number_or_null("ended_at"))
            .col(number_or_null("silence_at"))
            .col(yes_no("asks"))
            .primary_key(&mut key(&["bundle"]))
            .to_owned();
        manager.create_table(listing).await?;
        let of_desk: [&[&str]; 2] = [&["desk", "last_at", "bundle"], &["desk", "asks", "last_at"]];
        for columns in of_desk {
            manager
                .create_index(index("bundle_listing", columns))
                .await?;
        }
        let silent = key(&["silence_at", "bundle"])
            .name("bundle_listing_by_silence")
            .table(Alias::new("bundle_listing"))
            .and_where(Expr::col(Alias::new("silence_at")).is_not_null())
            .to_owned();
        manager.create_index(silent).await?;

        // The key is what makes twice harmless: a child is handed over for one event, once.
        let message = table("bundle_message")
            .col(id("bundle"))
            .col(text("child"))
            .col(text("purpose"))
            .col(number("number"))
            .col(text("state"))
            .col(number("not_before"))
            .col(number("attempts"))
            .col(text_or_null("detail"))
            .col(number_or_null("ended_at"))
            .primary_key(&mut key(&["bundle", "child", "purpose", "number"]))
            .to_owned();
        manager.create_table(message).await?;
        manager
            .create_index(index("bundle_message", &["state", "not_before"]))
            .await
    }
}

async fn record(manager: &SchemaManager<'_>) -> Result<(), DbErr> {
    let head = table("bundle")
        .col(id("id"))
        .col(text("code"))
        .col(text("kind"))
        .col(number("version"))
        .col(number("last_number"))
        .col(bytes("typed_secret_hash"))
        .col(bytes("long_secret_hash"))
        .col(text("key_id"))
        .col(bytes_or_null("wrapped_key"))
        .primary_key(&mut key(&["id"]))
        .to_owned();
    manager.create_table(head).await?;
    manager
        .create_index(index("bundle", &["code"]).unique().to_owned())
        .await?;
    let kind = table("bundle_kind")
        .col(text("key"))
        .col(number("version"))
        .col(text("content"))
        .primary_key(&mut key(&["key", "version"]))
        .to_owned();
    manager.create_table(kind).await?;
    let event = table("bundle_event")
        .col(id("bundle"))
        .col(number("number"))
        .col(text("name"))
        .col(text("actor"))
        .col(id_or_null("official"))
        .col(text_or_null("unit"))
        .col(number("effective_at"))
        .col(number("recorded_at"))
        .col(id("command"))
        .col(bytes("digest"))
        .col(text("payload"))
        .primary_key(&mut key(&["bundle", "number"]))
        .to_owned();
    manager.create_table(event).await
}

//! What follows an event of a bundle, or of a child's dossier: it waits, or says how it ended.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bundle_message")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub bundle: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub child: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub purpose: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub state: String,
    pub not_before: i64,
    pub attempts: i64,
    pub detail: Option<String>,
    pub ended_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

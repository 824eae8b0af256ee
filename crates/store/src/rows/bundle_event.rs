//! An event of a bundle with its envelope: the legal record.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bundle_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub bundle: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub name: String,
    pub actor: String,
    pub official: Option<Uuid>,
    pub unit: Option<String>,
    pub effective_at: i64,
    pub recorded_at: i64,
    pub command: Uuid,
    pub digest: Vec<u8>,
    pub payload: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

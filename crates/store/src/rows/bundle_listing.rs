//! A bundle in lists: derived from its events.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bundle_listing")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub bundle: Uuid,
    pub code: String,
    pub kind: String,
    pub desk: String,
    pub opened_at: i64,
    pub last_at: i64,
    pub ended_at: Option<i64>,
    pub silence_at: Option<i64>,
    pub asks: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

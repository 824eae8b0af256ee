//! A bundle's head: its code, its kind, its last event, its key. Locked by every act on it.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bundle")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub code: String,
    pub kind: String,
    pub version: i64,
    pub last_number: i64,
    pub typed_secret_hash: Vec<u8>,
    pub long_secret_hash: Vec<u8>,
    pub key_id: String,
    pub wrapped_key: Option<Vec<u8>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

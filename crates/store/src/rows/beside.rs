//! What is open beside the main step of a dossier.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "beside")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    pub unit: String,
    /// Who does it; empty where others are waited for.
    pub role: String,
    /// Before this moment time closes it in no calendar.
    pub over_after: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

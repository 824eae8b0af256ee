//! By which rule dossiers are assigned.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assignment_rule")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit: String,
    pub procedure: Option<String>,
    pub way: String,
    pub from_on: String,
    /// Before the first day when it was taken back before it began.
    pub until_on: Option<String>,
    pub basis: String,
    /// How often it has chosen.
    pub turns: i64,
    pub noted_by: Option<Uuid>,
    pub noted_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

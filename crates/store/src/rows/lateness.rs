//! A dossier that was late, or apologised for.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lateness")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier: Uuid,
    pub code: String,
    pub procedure: String,
    pub competent: String,
    pub unit: Option<String>,
    pub officer: Option<Uuid>,
    pub day: String,
    pub due_at: i64,
    pub cause: Option<String>,
    pub apologised_at: Option<i64>,
    pub in_time: bool,
    pub settled_at: Option<i64>,
    pub late: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

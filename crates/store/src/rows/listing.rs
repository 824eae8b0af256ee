//! A dossier as lists show it.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "listing")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier: Uuid,
    pub code: String,
    pub procedure: String,
    pub procedure_version: i64,
    pub channel: String,
    pub desk: String,
    pub unit: String,
    pub competent: String,
    pub officer: Option<Uuid>,
    pub stage: String,
    pub status: i64,
    pub open: bool,
    pub paused: bool,
    pub submitted_at: i64,
    pub received_at: Option<i64>,
    pub due_at: i64,
    pub start_by: i64,
    pub settled_at: Option<i64>,
    pub last_number: i64,
    pub last_at: i64,
    pub owed: i64,
    pub applicant: Uuid,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

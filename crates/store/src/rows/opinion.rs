//! What somebody was asked for their opinion.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "opinion")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub number: i64,
    pub consultation: i64,
    pub code: String,
    pub procedure: String,
    pub lead: String,
    pub unit: Option<String>,
    pub officer: Option<Uuid>,
    pub standing: String,
    pub asked_at: i64,
    pub asked_on: String,
    pub due_at: i64,
    pub claim_at: Option<i64>,
    pub escalated_at: Option<i64>,
    pub answered_at: Option<i64>,
    pub used: Option<i64>,
    pub late: bool,
    pub silent: bool,
    pub bounced: bool,
    pub times_back: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

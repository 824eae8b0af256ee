//! Who signs for whom.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "delegation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit: String,
    pub principal: Uuid,
    pub principal_post: String,
    pub delegate: Uuid,
    pub delegate_post: String,
    pub capacity: String,
    /// Codes, as a list in JSON; all when it is empty.
    pub procedures: String,
    pub from_on: String,
    /// Before the first day when it was withdrawn before it began.
    pub until_on: Option<String>,
    pub number: String,
    pub dated_on: String,
    pub noted_by: Option<Uuid>,
    pub noted_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

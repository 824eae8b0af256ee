//! Who is away, and who stands in.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "absence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub official: Uuid,
    pub unit: String,
    pub from_on: String,
    /// Before the first day when it was taken back before it began.
    pub until_on: String,
    pub stand_in: Option<Uuid>,
    pub noted_by: Option<Uuid>,
    pub noted_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

//! When a rule last chose somebody.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assignment_turn")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub rule: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub official: Uuid,
    /// The rule's turn.
    pub turn: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

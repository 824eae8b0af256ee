//! What time claimed of a dossier, once for each moment that it is about.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "alarm")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub kind: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub about: i64,
    /// When it fell due.
    pub at: i64,
    pub claimed_at: i64,
    /// The working day on which officials are told.
    pub told_on: String,
    /// Who had it then.
    pub unit: String,
    pub officer: Option<Uuid>,
    pub competent: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

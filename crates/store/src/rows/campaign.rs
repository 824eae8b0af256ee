//! A campaign that moves promises after the calendar changed.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The change of the calendar.
    pub because: String,
    pub rules_version: i64,
    /// Whose calendar changed.
    pub agencies: String,
    /// The first moment of the first changed day.
    pub first_at: i64,
    /// The first moment after the last changed day.
    pub last_at: i64,
    pub confirmed_by: Option<Uuid>,
    pub confirmed_at: i64,
    pub open: bool,
    /// The dossier up to which it has come.
    pub after: Option<Uuid>,
    pub seen: i64,
    pub moved: i64,
    pub kept: i64,
    pub ended_at: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

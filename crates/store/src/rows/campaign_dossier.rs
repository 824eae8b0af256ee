//! What a campaign did to a dossier.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "campaign_dossier")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub campaign: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub dossier: Uuid,
    pub code: String,
    pub moved: bool,
    pub was_due: i64,
    /// Where it moved, or where the count would have led.
    pub due: Option<i64>,
    /// Why it stayed.
    pub why: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

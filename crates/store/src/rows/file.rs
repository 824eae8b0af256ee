//! What is known of an uploaded file; its bytes lie encrypted on disk.

use sea_orm::entity::prelude::*;

#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "file")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub dossier: Option<Uuid>,
    pub sha256: String,
    pub kind: String,
    pub size: i64,
    pub pages: i64,
    pub key_id: String,
    pub wrapped_key: Option<Vec<u8>>,
    pub uploaded_by: String,
    pub uploaded_at: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}

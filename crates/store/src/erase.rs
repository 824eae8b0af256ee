//! Erasure: the personal rows of a dossier go, and who followed it; its events stay.

use domain::dossier::code::DossierCode;
use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _,
};
use uuid::Uuid;

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::rows::{dossier as head, file};
use crate::write::{Reply, Write};
use crate::{dossiers, follows, personal};

/// Erases rows, look-up hashes and keys; answers with the files whose bytes must go.
pub(crate) async fn apply(
    conn: &impl ConnectionTrait,
    code: &DossierCode,
) -> Result<Vec<Uuid>, Fault> {
    if let Some(head) = lock(conn, code).await? {
        return one(conn, head).await;
    }
    // A bundle is erased with the dossiers of its children.
    let (mut files, children) = crate::bundles::erase(conn, code).await?;
    for child in children {
        if let Some(head) = lock(conn, &child).await? {
            files.extend(one(conn, head).await?);
        }
    }
    Ok(files)
}

async fn lock(
    conn: &impl ConnectionTrait,
    code: &DossierCode,
) -> Result<Option<head::Model>, Fault> {
    let head = dossiers::by_code(code.as_str()).lock_exclusive().one(conn);
    head.await.doing("finding a dossier")
}

/// Erases one dossier, whose head is locked.
async fn one(conn: &impl ConnectionTrait, head: head::Model) -> Result<Vec<Uuid>, Fault> {
    personal::erase(conn, head.id).await?;
    crate::drafts::empty(conn, head.id).await?;
    follows::forget(conn, head.id).await?;
    let keyless = head::ActiveModel {
        id: Unchanged(head.id),
        wrapped_key: Set(None),
        typed_secret_hash: Set(Vec::new()),
        long_secret_hash: Set(Vec::new()),
        ..Default::default()
    };
    head::Entity::update(keyless)
        .exec(conn)
        .await
        .doing("forgetting a dossier's key")?;
    let files: Vec<Uuid> = file::Entity::find()
        .filter(file::Column::Dossier.eq(head.id))
        .all(conn)
        .await
        .doing("finding files")?
        .into_iter()
        .map(|file| file.id)
        .collect();
    for id in &files {
        let keyless = file::ActiveModel {
            id: Unchanged(*id),
            wrapped_key: Set(None),
            ..Default::default()
        };
        file::Entity::update(keyless)
            .exec(conn)
            .await
            .doing("forgetting a file's key")?;
    }
    Ok(files)
}

impl Store {
    /// Erases everything personal of a dossier. Its events stay, and replay and rebuild still work.
    pub async fn erase_personal(&self, code: &DossierCode) -> Result<(), Fault> {
        match self.write(Write::Erase(code.clone())).await? {
            Reply::Files(files) => self.remove_files(&files),
            _ => Err(Fault::damaged("reply")),
        }
    }
}

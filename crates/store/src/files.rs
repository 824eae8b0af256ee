//! Files: bytes encrypted on disk, names and facts in the database.
//!
//! The bytes are on disk and synced before any row speaks of them: an orphan is harmless, a
//! missing file is not.

use std::fs::{DirBuilder, File, OpenOptions};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use domain::dossier::Now;
use domain::dossier::event::FileFacts;
use sea_orm::{ConnectionTrait, EntityTrait as _, IntoActiveModel as _};
use uuid::Uuid;

use crate::Store;
use crate::fault::{Doing as _, Fault, WithFile as _};
use crate::keys::DataKey;
use crate::record::micros;
use crate::rows::file;
use crate::write::Write;

/// A file to be kept; what it is was found out before.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// SHA-256 of the bytes, in lower-case hex.
    pub sha256: String,
    /// `pdf`, `jpeg` or `png`.
    pub kind: String,
    /// Pages, at least 1.
    pub pages: u32,
    /// Who uploads it: an account, or `applicant`.
    pub uploaded_by: String,
    /// When.
    pub at: Now,
}

/// A kept file.
#[derive(Clone, Debug)]
pub struct KeptFile {
    /// What events say of it.
    pub facts: FileFacts,
    /// `pdf`, `jpeg` or `png`.
    pub kind: String,
    /// The dossier it belongs to.
    pub dossier: Option<Uuid>,
    /// Who uploaded it.
    pub uploaded_by: String,
}

impl Store {
    /// Keeps a file: durable on disk first, then known to the database.
    pub async fn keep_file(&self, new: NewFile) -> Result<FileFacts, Fault> {
        self.keep_file_as(crate::keys::fresh_id(), new).await
    }

    /// The same under an id of the caller's, so that a retry can find what the first try kept.
    ///
    /// The caller looks for the id first, and never keeps two files under one id at a time: the
    /// later would overwrite the bytes of the earlier.
    pub async fn keep_file_as(&self, id: Uuid, new: NewFile) -> Result<FileFacts, Fault> {
        let key = DataKey::fresh();
        let size = u64::try_from(new.bytes.len()).unwrap_or(u64::MAX);
        let row = file::Model {
            id,
            dossier: None,
            sha256: new.sha256.clone(),
            kind: new.kind,
            size: i64::try_from(size).unwrap_or(i64::MAX),
            pages: i64::from(new.pages),
            key_id: self.shared.keys.id.clone(),
            wrapped_key: Some(self.shared.keys.wrap(&key, id)),
            uploaded_by: new.uploaded_by,
            uploaded_at: micros(new.at),
        };
        let path = self.path_of(id);
        let bytes = new.bytes;
        tokio::task::spawn_blocking(move || {
            let (nonce, sealed) = key.seal(&bytes, id.as_bytes());
            write_durably(&path, &nonce, &sealed)
        })
        .await
        .unwrap_or(Err(Fault::OutcomeUnknown))?;
        self.write(Write::File(row)).await?;
        Ok(FileFacts {
            id,
            sha256: new.sha256,
            pages: new.pages,
            size,
        })
    }

    /// What is known of a file.
    pub async fn find_file(&self, id: Uuid) -> Result<Option<KeptFile>, Fault> {
        let row = file::Entity::find_by_id(id)
            .one(self.reader())
            .await
            .doing("finding a file")?;
        row.map(kept).transpose()
    }

    /// A file's bytes; none after erasure.
    pub async fn read_file(&self, id: Uuid) -> Result<Option<Vec<u8>>, Fault> {
        let row = file::Entity::find_by_id(id)
            .one(self.reader())
            .await
            .doing("finding a file")?;
        let Some(wrapped) = row.and_then(|row| row.wrapped_key) else {
            return Ok(None);
        };
        let key = self.shared.keys.unwrap(&wrapped, id)?;
        let path = self.path_of(id);
        tokio::task::spawn_blocking(move || {
            let sealed = std::fs::read(&path).with_file("reading", &path)?;
            let damaged = || Fault::damaged(format!("file {id}"));
            let (nonce, sealed) = sealed.split_at_checked(24).ok_or_else(damaged)?;
            key.open(nonce, sealed, id.as_bytes()).map(Some)
        })
        .await
        .unwrap_or(Err(Fault::OutcomeUnknown))
    }

    /// Removes the bytes of files whose rows were erased.
    pub(crate) fn remove_files(&self, ids: &[Uuid]) -> Result<(), Fault> {
        for id in ids {
            let path = self.path_of(*id);
            match std::fs::remove_file(&path) {
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                other => other.with_file("removing", &path)?,
            }
        }
        Ok(())
    }

    fn path_of(&self, id: Uuid) -> PathBuf {
        let name = id.simple().to_string();
        // The end of a time-ordered id is random, so folders fill evenly.
        self.shared.files.join(&name[30..]).join(&name)
    }
}

pub(crate) async fn insert(conn: &impl ConnectionTrait, row: file::Model) -> Result<(), Fault> {
    file::Entity::insert(row.into_active_model())
        .exec_without_returning(conn)
        .await
        .doing("keeping a file")?;
    Ok(())
}

fn kept(row: file::Model) -> Result<KeptFile, Fault> {
    let damaged = || Fault::damaged(format!("file row {}", row.id));
    Ok(KeptFile {
        facts: FileFacts {
            id: row.id,
            sha256: row.sha256,
            pages: u32::try_from(row.pages).map_err(|_| damaged())?,
            size: u64::try_from(row.size).map_err(|_| damaged())?,
        },
        kind: row.kind,
        dossier: row.dossier,
        uploaded_by: row.uploaded_by,
    })
}

/// Temporary name, synced, renamed, folder synced: whole or not there.
fn write_durably(path: &Path, nonce: &[u8], sealed: &[u8]) -> Result<(), Fault> {
    let folder = path.parent().unwrap_or(Path::new("."));
    make_folder(folder)?;
    let temporary = path.with_extension("part");
    let written = for_owner()
        .write(true)
        .create(true)
        .truncate(true)
        .open(&temporary)
        .and_then(|mut file| {
            file.write_all(nonce)?;
            file.write_all(sealed)?;
            file.sync_all()
        });
    if let Err(error) = written {
        std::fs::remove_file(&temporary).ok();
        return Err(error).with_file("writing", &temporary);
    }
    std::fs::rename(&temporary, path).with_file("renaming", path)?;
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .with_file("syncing", folder)
}

/// Makes a folder, and those above it that are missing, closed to others; one that is there stays
/// as it is.
pub(crate) fn make_folder(folder: &Path) -> Result<(), Fault> {
    let mut make = DirBuilder::new();
    make.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut make, 0o700);
    make.create(folder).with_file("making the folder", folder)
}

/// How a file is made that only its owner may read.
pub(crate) fn for_owner() -> OpenOptions {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

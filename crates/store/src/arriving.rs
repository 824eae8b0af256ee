//! Files that arrive in several goes: pieces encrypted on disk until the last one is there.
//!
//! No row speaks of them and nothing is synced: what gets lost is sent again. All their names end
//! in `.part`, which a backup leaves out.

use std::io::{ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use domain::dossier::Now;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Store;
use crate::drafts::days_later;
use crate::fault::{Fault, WithFile as _};
use crate::files::{for_owner, make_folder};
use crate::keys::{DataKey, fresh_id};

/// How long an upload may be taken up again, in days from its beginning.
///
/// Not law: who goes on two days later may as well begin anew.
const UPLOAD_DAYS: i64 = 1;
/// Uploads that one draft may have open; the oldest gives way to one more.
///
/// Not law: the page sends one file after the other.
const OPEN_MAX: usize = 4;
/// Pieces that one upload may come in, so that a stranger cannot fill the disk with small files.
const PIECES_MAX: u32 = 1024;

/// What an upload is; sealed, behind its wrapped key.
const HEAD: &str = "head.part";
/// Says that an upload was taken over.
const DONE: &str = "done.part";
/// Bytes of a wrapped key: nonce, key and proof.
const WRAPPED: usize = 24 + 32 + 16;
/// Bytes of a nonce.
const NONCE: usize = 24;
/// Bytes that sealing adds to a piece: nonce and proof.
const OVERHEAD: u64 = 24 + 16;

/// A file that is about to arrive.
#[derive(Clone, Debug)]
pub struct NewUpload {
    /// The draft it is for: an application's, or the one in which a supplement is prepared.
    pub draft: Uuid,
    /// The field it was chosen in.
    pub field: String,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// When.
    pub at: Now,
}

/// A file on its way in.
pub struct Upload {
    /// Its id.
    pub id: Uuid,
    /// The field it was chosen in.
    pub field: String,
    /// Its name.
    pub name: String,
    /// Its size in bytes when it is whole.
    pub size: u64,
    /// Bytes that are here.
    pub received: u64,
    /// Whether it was taken over already.
    pub is_done: bool,
    /// When it is forgotten.
    pub ends_at: Now,
    pieces: u32,
    folder: PathBuf,
    key: DataKey,
}

#[derive(Serialize, Deserialize)]
struct Head {
    field: String,
    name: String,
    size: u64,
    ends_at: Timestamp,
}

impl Store {
    /// Begins to keep a file that arrives in several goes.
    pub async fn begin_upload(&self, new: NewUpload) -> Result<Upload, Fault> {
        let store = self.clone();
        on_a_thread(move || store.begin(new)).await
    }

    /// An upload of this draft, unless it is too old.
    pub async fn find_upload(
        &self,
        draft: Uuid,
        id: Uuid,
        now: Now,
    ) -> Result<Option<Upload>, Fault> {
        let store = self.clone();
        on_a_thread(move || store.open_upload(draft, id, now)).await
    }

    /// Forgets uploads that are too old. Answers how many.
    pub(crate) async fn sweep_uploads(&self, now: Now) -> Result<u64, Fault> {
        let store = self.clone();
        on_a_thread(move || store.forget_old_uploads(now)).await
    }

    fn begin(&self, new: NewUpload) -> Result<Upload, Fault> {
        let of_draft = self.arriving().join(new.draft.simple().to_string());
        make_room(&of_draft)?;
        let (id, key) = (fresh_id(), DataKey::fresh());
        let folder = of_draft.join(id.simple().to_string());
        make_folder(&folder)?;
        let head = Head {
            field: new.field,
            name: new.name,
            size: new.size,
            ends_at: days_later(new.at, UPLOAD_DAYS).0,
        };
        let text = serde_json::to_vec(&head).expect("texts and numbers are always JSON");
        let (nonce, sealed) = key.seal(&text, id.as_bytes());
        let wrapped = self.shared.keys.wrap(&key, id);
        if !place(&folder, HEAD, &[wrapped, nonce, sealed].concat())? {
            // Swept away this very moment: the next try finds its place.
            return Err(Fault::OutcomeUnknown);
        }
        Ok(upload(id, folder, head, key))
    }

    fn open_upload(&self, draft: Uuid, id: Uuid, now: Now) -> Result<Option<Upload>, Fault> {
        let of_draft = self.arriving().join(draft.simple().to_string());
        let folder = of_draft.join(id.simple().to_string());
        let Some((head, key)) = self.head_in(&folder, id)? else {
            return Ok(None);
        };
        if head.ends_at <= now.0 {
            return Ok(None);
        }
        let mut found = upload(id, folder, head, key);
        found.is_done = found.folder.join(DONE).exists();
        if found.is_done {
            found.received = found.size;
        } else {
            (found.received, found.pieces) = measure(&found.folder)?;
        }
        Ok(Some(found))
    }

    /// What the head says, and the key it is sealed with; none when there is no whole head.
    fn head_in(&self, folder: &Path, id: Uuid) -> Result<Option<(Head, DataKey)>, Fault> {
        let path = folder.join(HEAD);
        let bytes = match std::fs::read(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            other => other.with_file("reading", &path)?,
        };
        let Some((wrapped, rest)) = bytes.split_at_checked(WRAPPED) else {
            return Ok(None);
        };
        let Some((nonce, sealed)) = rest.split_at_checked(NONCE) else {
            return Ok(None);
        };
        let key = self.shared.keys.unwrap(wrapped, id)?;
        let text = key.open(nonce, sealed, id.as_bytes())?;
        let damaged = |_| Fault::damaged(format!("upload {id}"));
        let head = serde_json::from_slice(&text).map_err(damaged)?;
        Ok(Some((head, key)))
    }

    fn forget_old_uploads(&self, now: Now) -> Result<u64, Fault> {
        let mut gone = 0;
        for of_draft in folders(&self.arriving())? {
            for folder in folders(&of_draft)? {
                if !self.is_young(&folder, now) {
                    remove(&folder)?;
                    gone += 1;
                }
            }
            // It stays when it is not empty.
            std::fs::remove_dir(&of_draft).ok();
        }
        Ok(gone)
    }

    /// What cannot be read is of no use to anybody, however young.
    fn is_young(&self, folder: &Path, now: Now) -> bool {
        let name = folder.file_name().and_then(|name| name.to_str());
        name.and_then(|name| name.parse::<Uuid>().ok())
            .and_then(|id| self.head_in(folder, id).ok().flatten())
            .is_some_and(|(head, _)| head.ends_at > now.0)
    }

    fn arriving(&self) -> PathBuf {
        self.shared.files.join("arriving")
    }
}

impl Upload {
    /// Whether every byte is here.
    pub fn is_whole(&self) -> bool {
        self.received >= self.size
    }

    /// Keeps the next piece. False when it has no place: another connection was faster, the upload
    /// is gone, or it came in too many pieces.
    pub async fn append(&mut self, piece: Vec<u8>) -> Result<bool, Fault> {
        if self.pieces >= PIECES_MAX {
            return Ok(false);
        }
        let (at, length) = (self.received, piece.len() as u64);
        let (id, key, folder) = (self.id, self.key.clone(), self.folder.clone());
        let is_kept = on_a_thread(move || {
            let (nonce, sealed) = key.seal(&piece, &about(id, at));
            place(&folder, &piece_name(at), &[nonce, sealed].concat())
        })
        .await?;
        if is_kept {
            self.received += length;
            self.pieces += 1;
        }
        Ok(is_kept)
    }

    /// All bytes of a whole upload.
    pub async fn read(&self) -> Result<Vec<u8>, Fault> {
        let (id, size) = (self.id, self.size);
        let (key, folder) = (self.key.clone(), self.folder.clone());
        on_a_thread(move || {
            let damaged = || Fault::damaged(format!("upload {id}"));
            let mut bytes = Vec::new();
            while (bytes.len() as u64) < size {
                let at = bytes.len() as u64;
                let path = folder.join(piece_name(at));
                let piece = std::fs::read(&path).with_file("reading", &path)?;
                let (nonce, sealed) = piece.split_at_checked(NONCE).ok_or_else(damaged)?;
                let plain = key.open(nonce, sealed, &about(id, at))?;
                if plain.is_empty() {
                    return Err(damaged());
                }
                bytes.extend_from_slice(&plain);
            }
            Ok(bytes)
        })
        .await
    }

    /// Notes that it was taken over, for whoever never got the answer, and removes its bytes.
    pub async fn end(&self) -> Result<(), Fault> {
        let folder = self.folder.clone();
        on_a_thread(move || {
            place(&folder, DONE, b"")?;
            remove_pieces(&folder)
        })
        .await
    }

    /// Removes it altogether.
    pub async fn remove(&self) -> Result<(), Fault> {
        let folder = self.folder.clone();
        on_a_thread(move || remove(&folder)).await
    }
}

fn upload(id: Uuid, folder: PathBuf, head: Head, key: DataKey) -> Upload {
    Upload {
        id,
        field: head.field,
        name: head.name,
        size: head.size,
        received: 0,
        is_done: false,
        ends_at: Now(head.ends_at),
        pieces: 0,
        folder,
        key,
    }
}

/// Pieces are named for the place at which they begin.
fn piece_name(at: u64) -> String {
    format!("{at}.part")
}

/// Binds a piece to its upload and its place.
fn about(id: Uuid, at: u64) -> Vec<u8> {
    [id.as_bytes().as_slice(), at.to_be_bytes().as_slice()].concat()
}

async fn on_a_thread<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, Fault> + Send + 'static,
) -> Result<T, Fault> {
    tokio::task::spawn_blocking(work)
        .await
        .unwrap_or(Err(Fault::OutcomeUnknown))
}

/// Whole or not there, and never over another one: false when there is one, or no such folder.
fn place(folder: &Path, name: &str, bytes: &[u8]) -> Result<bool, Fault> {
    let path = folder.join(name);
    let fresh = folder.join(format!("{}.part", fresh_id().simple()));
    let placed = for_owner()
        .write(true)
        .create_new(true)
        .open(&fresh)
        .and_then(|mut file| file.write_all(bytes))
        .and_then(|()| std::fs::hard_link(&fresh, &path));
    std::fs::remove_file(&fresh).ok();
    match placed {
        Ok(()) => Ok(true),
        Err(error) if matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::NotFound) => {
            Ok(false)
        }
        Err(error) => Err(error).with_file("writing", &path),
    }
}

/// How many bytes are there without a gap, and in how many pieces.
fn measure(folder: &Path) -> Result<(u64, u32), Fault> {
    let (mut received, mut pieces) = (0, 0);
    loop {
        let path = folder.join(piece_name(received));
        let length = match std::fs::metadata(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok((received, pieces)),
            other => other.with_file("looking at", &path)?.len(),
        };
        if length <= OVERHEAD {
            // Emptied by a power failure: it comes again.
            std::fs::remove_file(&path).with_file("removing", &path)?;
            return Ok((received, pieces));
        }
        received += length - OVERHEAD;
        pieces += 1;
    }
}

/// Lets the oldest uploads of a draft go, so that there is room for one more.
fn make_room(of_draft: &Path) -> Result<(), Fault> {
    let mut open = folders(of_draft)?;
    // Ids, and so names, sort by their age.
    open.sort_unstable();
    let too_many = (open.len() + 1).saturating_sub(OPEN_MAX);
    open.iter().take(too_many).try_for_each(|old| remove(old))
}

/// The folders in a folder; none when it is not there.
fn folders(within: &Path) -> Result<Vec<PathBuf>, Fault> {
    let entries = match std::fs::read_dir(within) {
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Vec::new()),
        other => other.with_file("reading", within)?,
    };
    let mut found = Vec::new();
    for entry in entries {
        let path = entry.with_file("reading", within)?.path();
        if path.is_dir() {
            found.push(path);
        }
    }
    Ok(found)
}

fn remove(folder: &Path) -> Result<(), Fault> {
    match std::fs::remove_dir_all(folder) {
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(()),
        other => other.with_file("removing", folder),
    }
}

fn remove_pieces(folder: &Path) -> Result<(), Fault> {
    for entry in std::fs::read_dir(folder).with_file("reading", folder)? {
        let path = entry.with_file("reading", folder)?.path();
        if !path.ends_with(HEAD) && !path.ends_with(DONE) {
            std::fs::remove_file(&path).with_file("removing", &path)?;
        }
    }
    Ok(())
}

//! What nobody needs any more is forgotten: in small batches through the write path, so that nobody
//! who writes waits for it.
//!
//! Rows are found by reading and removed by their keys; what became young again meanwhile stays.

use std::collections::BTreeMap;

use domain::dossier::Now;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _,
};
use uuid::Uuid;

use crate::Store;
use crate::drafts::{LIFE_DAYS, days_later};
use crate::fault::{Doing as _, Fault};
use crate::record::micros;
use crate::rows::{draft, file, idempotency, invitation, session};
use crate::write::{Reply, Write};

/// How long a retry gets its first answer, in days.
///
/// Not law: nobody tries one request for a month, and no draft, whose id is the key of its
/// submission, outlives it.
const KEY_DAYS: i64 = 30;

/// How long the row of a session stays, in days from the log-in.
///
/// Not law: sessions end after hours; a row that is a week old opens nothing.
const SESSION_DAYS: i64 = 7;

/// Rows that one write removes at most.
const BATCH: u64 = 500;

/// What grows and is swept. Drafts and invitations carry the moment at which they end.
#[derive(Clone, Copy)]
enum Kind {
    Drafts,
    Invitations,
    Sessions,
    Files,
    Keys,
}

/// Keys come last: they have no index by age, so that taking one stays cheap, and are long to read.
const KINDS: [Kind; 5] = [
    Kind::Drafts,
    Kind::Invitations,
    Kind::Sessions,
    Kind::Files,
    Kind::Keys,
];

/// Rows of one table that are too old, by their keys.
#[derive(Clone, Debug)]
pub(crate) enum Batch {
    Drafts(Vec<Vec<u8>>),
    Invitations(Vec<Vec<u8>>),
    Sessions(Vec<Vec<u8>>),
    /// Files that were uploaded and never used.
    Files(Vec<Uuid>),
    Keys(Vec<(String, String)>),
}

impl Batch {
    fn len(&self) -> u64 {
        let rows = match self {
            Self::Drafts(rows) | Self::Invitations(rows) | Self::Sessions(rows) => rows.len(),
            Self::Files(rows) => rows.len(),
            Self::Keys(rows) => rows.len(),
        };
        rows as u64
    }
}

impl Store {
    /// Forgets drafts, invitations and sessions that ended, files that were uploaded and never
    /// used or never came to their end, and the answers of old requests. Answers how many that were.
    pub async fn sweep(&self, now: Now) -> Result<u64, Fault> {
        let mut gone = self.sweep_uploads(now).await?;
        for kind in KINDS {
            gone += self.sweep_kind(kind, now).await?;
        }
        Ok(gone)
    }

    async fn sweep_kind(&self, kind: Kind, now: Now) -> Result<u64, Fault> {
        let mut gone = 0;
        loop {
            let batch = find(self.reader(), kind, now).await?;
            let count = batch.len();
            if count > 0 {
                match self.write(Write::Sweep(batch, now)).await? {
                    Reply::Files(files) => self.remove_files(&files)?,
                    _ => return Err(Fault::damaged("reply")),
                }
            }
            gone += count;
            if count < BATCH {
                return Ok(gone);
            }
        }
    }
}

/// The next rows that are too old.
async fn find(conn: &impl ConnectionTrait, kind: Kind, now: Now) -> Result<Batch, Fault> {
    match kind {
        Kind::Drafts => draft::Entity::find()
            .select_only()
            .column(draft::Column::Hash)
            .filter(draft::Column::ExpiresAt.lte(micros(now)))
            .limit(BATCH)
            .into_tuple::<Vec<u8>>()
            .all(conn)
            .await
            .doing("finding old drafts")
            .map(Batch::Drafts),
        Kind::Invitations => invitation::Entity::find()
            .select_only()
            .column(invitation::Column::Hash)
            .filter(invitation::Column::ExpiresAt.lte(micros(now)))
            .limit(BATCH)
            .into_tuple::<Vec<u8>>()
            .all(conn)
            .await
            .doing("finding old invitations")
            .map(Batch::Invitations),
        Kind::Sessions => session::Entity::find()
            .select_only()
            .column(session::Column::Hash)
            .filter(session::Column::CreatedAt.lt(before(now, SESSION_DAYS)))
            .limit(BATCH)
            .into_tuple::<Vec<u8>>()
            .all(conn)
            .await
            .doing("finding old sessions")
            .map(Batch::Sessions),
        Kind::Files => file::Entity::find()
            .select_only()
            .column(file::Column::Id)
            .filter(file::Column::Dossier.is_null())
            .filter(file::Column::UploadedAt.lt(before(now, LIFE_DAYS)))
            .limit(BATCH)
            .into_tuple::<Uuid>()
            .all(conn)
            .await
            .doing("finding files nobody used")
            .map(Batch::Files),
        Kind::Keys => idempotency::Entity::find()
            .select_only()
            .column(idempotency::Column::Scope)
            .column(idempotency::Column::Key)
            .filter(idempotency::Column::At.lt(before(now, KEY_DAYS)))
            .limit(BATCH)
            .into_tuple::<(String, String)>()
            .all(conn)
            .await
            .doing("finding old keys")
            .map(Batch::Keys),
    }
}

/// Removes a batch; answers with the files whose bytes must go.
pub(crate) async fn apply(
    conn: &impl ConnectionTrait,
    batch: &Batch,
    now: Now,
) -> Result<Vec<Uuid>, Fault> {
    match batch {
        Batch::Drafts(hashes) => {
            draft::Entity::delete_many()
                .filter(draft::Column::Hash.is_in(hashes.iter().cloned()))
                // One that was begun anew meanwhile stays.
                .filter(draft::Column::ExpiresAt.lte(micros(now)))
                .exec(conn)
                .await
                .doing("removing old drafts")?;
        }
        Batch::Invitations(hashes) => {
            invitation::Entity::delete_many()
                .filter(invitation::Column::Hash.is_in(hashes.iter().cloned()))
                .exec(conn)
                .await
                .doing("removing old invitations")?;
        }
        Batch::Sessions(hashes) => {
            session::Entity::delete_many()
                .filter(session::Column::Hash.is_in(hashes.iter().cloned()))
                .exec(conn)
                .await
                .doing("removing old sessions")?;
        }
        Batch::Files(ids) => return remove_files(conn, ids).await,
        Batch::Keys(keys) => remove_keys(conn, keys, now).await?,
    }
    Ok(Vec::new())
}

async fn remove_files(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<Uuid>, Fault> {
    file::Entity::delete_many()
        .filter(file::Column::Dossier.is_null())
        .filter(file::Column::Id.is_in(ids.iter().copied()))
        .exec(conn)
        .await
        .doing("removing files nobody used")?;
    // Somebody may have used one this very moment: then its row is still there.
    let kept = file::Entity::find()
        .filter(file::Column::Id.is_in(ids.iter().copied()))
        .all(conn)
        .await
        .doing("finding files that were used")?;
    let is_gone = |id: &Uuid| !kept.iter().any(|file| file.id == *id);
    Ok(ids.iter().copied().filter(is_gone).collect())
}

/// One statement for each owner of keys: not every engine compares pairs with a list of pairs.
async fn remove_keys(
    conn: &impl ConnectionTrait,
    keys: &[(String, String)],
    now: Now,
) -> Result<(), Fault> {
    let mut owners: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (scope, key) in keys {
        owners.entry(scope).or_default().push(key);
    }
    for (scope, keys) in owners {
        idempotency::Entity::delete_many()
            .filter(idempotency::Column::Scope.eq(scope))
            .filter(idempotency::Column::Key.is_in(keys))
            .filter(idempotency::Column::At.lt(before(now, KEY_DAYS)))
            .exec(conn)
            .await
            .doing("removing old keys")?;
    }
    Ok(())
}

/// So many days before, as instants are kept.
fn before(now: Now, days: i64) -> i64 {
    micros(days_later(now, -days))
}

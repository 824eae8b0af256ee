//! Drafts: what a citizen has filled in so far, sealed, opened only by whoever holds the secret.
//!
//! A draft carries the id that its dossier will have, or has while a supplement is prepared.
//! Submitting it empties it in the same transaction; what is left says only that the dossier is
//! there.

use domain::dossier::Now;
use domain::dossier::code::DossierCode;
use jiff::SignedDuration;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
};
use uuid::Uuid;

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::keys::DataKey;
use crate::record::micros;
use crate::rows::{dossier as head, draft};
use crate::write::Write;

/// How long a draft waits for its writer, in days, counted from the last change.
///
/// Not law: the design's limit for what nobody asked us to keep.
const DRAFT_DAYS: i64 = 30;

/// How long a draft lives at most, in days from its first page, however often it is changed: the
/// files uploaded for it are kept as long.
pub(crate) const LIFE_DAYS: i64 = 90;

/// A draft to be kept.
#[derive(Clone, Debug)]
pub struct NewDraft<'a> {
    /// The id that the dossier will have.
    pub id: Uuid,
    /// Opens the draft.
    pub secret: &'a str,
    /// What was filled in.
    pub content: &'a str,
    /// When.
    pub at: Now,
}

/// A draft as it was kept.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The id that the dossier will have, or has.
    pub id: Uuid,
    /// What was filled in; none when it was submitted.
    pub content: Option<String>,
}

impl Store {
    /// Keeps a draft in the place of what the same secret kept before.
    pub async fn keep_draft(&self, new: NewDraft<'_>) -> Result<(), Fault> {
        let key = DataKey::fresh();
        let (nonce, ciphertext) = key.seal(new.content.as_bytes(), &about(new.id));
        let row = draft::Model {
            hash: self.draft_hash(new.secret),
            id: new.id,
            wrapped_key: Some(self.shared.keys.wrap(&key, new.id)),
            nonce,
            ciphertext,
            begun_at: micros(new.at),
            kept_at: micros(new.at),
            expires_at: micros(days_later(new.at, DRAFT_DAYS)),
        };
        self.write(Write::Draft(row)).await.map(|_| ())
    }

    /// The draft that this secret opens, unless it is too old.
    pub async fn find_draft(&self, secret: &str, now: Now) -> Result<Option<Draft>, Fault> {
        let row = draft::Entity::find_by_id(self.draft_hash(secret))
            .filter(draft::Column::ExpiresAt.gt(micros(now)))
            .one(self.reader())
            .await
            .doing("finding a draft")?;
        let Some(row) = row else { return Ok(None) };
        let content = match &row.wrapped_key {
            Some(wrapped) => {
                let key = self.shared.keys.unwrap(wrapped, row.id)?;
                let plain = key.open(&row.nonce, &row.ciphertext, &about(row.id))?;
                Some(String::from_utf8(plain).map_err(|_| Fault::damaged("draft"))?)
            }
            None => None,
        };
        Ok(Some(Draft {
            id: row.id,
            content,
        }))
    }

    /// The code of the dossier that was opened under this id.
    pub async fn code_opened_as(&self, id: Uuid) -> Result<Option<DossierCode>, Fault> {
        let head = head::Entity::find_by_id(id)
            .one(self.reader())
            .await
            .doing("finding a dossier")?;
        head.map(|head| head.code.parse())
            .transpose()
            .map_err(|_| Fault::damaged("dossier code"))
    }

    /// Forgets that a draft became this dossier: from then on its secret opens nothing. A draft
    /// that was not submitted stays.
    pub async fn forget_draft(&self, id: Uuid) -> Result<(), Fault> {
        self.write(Write::ForgetDraft(id)).await.map(|_| ())
    }

    fn draft_hash(&self, secret: &str) -> Vec<u8> {
        self.shared.keys.lookup_hash("draft", secret)
    }
}

/// Binds a sealed draft to its id.
fn about(id: Uuid) -> Vec<u8> {
    [b"draft".as_slice(), id.as_bytes()].concat()
}

/// Writes a draft. One that was submitted meanwhile stays as it is.
pub(crate) async fn keep(conn: &impl ConnectionTrait, row: draft::Model) -> Result<(), Fault> {
    use draft::Column::{BegunAt, Ciphertext, ExpiresAt, Hash, KeptAt, Nonce, WrappedKey};
    let known = draft::Entity::find_by_id(row.hash.clone())
        .one(conn)
        .await
        .doing("finding a draft")?;
    let begun_at = match &known {
        Some(known) if known.wrapped_key.is_none() || known.id != row.id => return Ok(()),
        Some(known) if known.expires_at > row.kept_at => known.begun_at,
        Some(_) | None => row.begun_at,
    };
    let row = draft::Model {
        begun_at,
        expires_at: row.expires_at.min(begun_at + LIFE_DAYS * DAY_MICROS),
        ..row
    };
    draft::Entity::insert(row.into_active_model())
        .on_conflict(
            OnConflict::column(Hash)
                .update_columns([WrappedKey, Nonce, Ciphertext, BegunAt, KeptAt, ExpiresAt])
                .to_owned(),
        )
        .exec_without_returning(conn)
        .await
        .doing("keeping a draft")?;
    Ok(())
}

/// Empties the draft whose dossier was just opened.
pub(crate) async fn empty(conn: &impl ConnectionTrait, id: Uuid) -> Result<(), Fault> {
    draft::Entity::update_many()
        .col_expr(draft::Column::WrappedKey, Expr::value(None::<Vec<u8>>))
        .col_expr(draft::Column::Nonce, Expr::value(Vec::<u8>::new()))
        .col_expr(draft::Column::Ciphertext, Expr::value(Vec::<u8>::new()))
        .filter(draft::Column::Id.eq(id))
        .exec(conn)
        .await
        .doing("emptying a draft")?;
    Ok(())
}

/// Removes what is left of a draft that was submitted.
pub(crate) async fn forget(conn: &impl ConnectionTrait, id: Uuid) -> Result<(), Fault> {
    draft::Entity::delete_many()
        .filter(draft::Column::Id.eq(id))
        .filter(draft::Column::WrappedKey.is_null())
        .exec(conn)
        .await
        .doing("forgetting a draft")?;
    Ok(())
}

/// A day in microseconds, as instants are kept.
const DAY_MICROS: i64 = 24 * 3600 * 1_000_000;

/// So many days later, or earlier.
pub(crate) fn days_later(now: Now, days: i64) -> Now {
    let span = SignedDuration::from_hours(days * 24);
    Now(now.0.saturating_add(span).unwrap_or(now.0))
}

//! Open, carry out, find: the only way to a dossier.

use domain::dossier::Dossier;
use domain::dossier::after::replay;
use domain::dossier::code::DossierCode;
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, Select};
use uuid::Uuid;

use crate::Store;
use crate::fault::{Doing as _, Fault};
use crate::personal::{self, PersonalValues};
use crate::record::{self, Entry};
use crate::rows::{dossier as head, file, lookup};
use crate::write::{Done, DossierWrite, NotDone, Reply, Write};

/// A dossier as it was read: state, history, and what is personal in it.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Its id.
    pub id: Uuid,
    /// The state that the history tells.
    pub dossier: Dossier,
    /// Its events, oldest first.
    pub history: Vec<Entry>,
    /// Its personal values; empty after erasure.
    pub personal: PersonalValues,
}

/// What a person shows to open a dossier without an account.
#[derive(Clone, Copy, Debug)]
pub enum Proof<'a> {
    /// The eight characters on the receipt.
    Typed(&'a str),
    /// The long secret of the QR code.
    Long(&'a str),
}

impl Store {
    /// Carries a command out: answered only after the durable commit.
    ///
    /// # Errors
    ///
    /// A fault; after [`Fault::OutcomeUnknown`] the same key tells what happened.
    pub async fn carry_out(&self, write: DossierWrite) -> Result<Result<Done, NotDone>, Fault> {
        match self.write(Write::Dossier(Box::new(write))).await? {
            Reply::Dossier(answer) => {
                if answer.is_ok() {
                    self.shared.done.notify_one();
                    self.shared.bundle_moved.notify_one();
                }
                Ok(answer)
            }
            _ => Err(Fault::damaged("reply")),
        }
    }

    /// The dossier with this id.
    pub async fn find_by_id(&self, id: Uuid) -> Result<Option<Loaded>, Fault> {
        let head = head::Entity::find_by_id(id).one(self.reader()).await;
        match head.doing("finding a dossier")? {
            Some(head) => self.load(head).await.map(Some),
            None => Ok(None),
        }
    }

    /// The dossier with this code.
    pub async fn find(&self, code: &DossierCode) -> Result<Option<Loaded>, Fault> {
        match self.head(code).await? {
            Some(head) => self.load(head).await.map(Some),
            None => Ok(None),
        }
    }

    /// The dossier with this code, for whoever shows its secret. A wrong secret finds nothing, and
    /// costs no more than a right one.
    pub async fn find_with(
        &self,
        code: &DossierCode,
        proof: Proof<'_>,
    ) -> Result<Option<Loaded>, Fault> {
        let Some(head) = self.head(code).await? else {
            return Ok(None);
        };
        let opens = match proof {
            Proof::Typed(secret) => {
                let folded = secret.trim().to_ascii_uppercase();
                same(
                    &self.shared.keys.lookup_hash("typed_secret", &folded),
                    &head.typed_secret_hash,
                )
            }
            Proof::Long(secret) => {
                let folded = secret.trim().to_ascii_uppercase();
                same(
                    &self.shared.keys.lookup_hash("long_secret", &folded),
                    &head.long_secret_hash,
                )
            }
        };
        if opens {
            self.load(head).await.map(Some)
        } else {
            Ok(None)
        }
    }

    /// The dossiers of whoever has this identity number, phone, or last four digits of a phone.
    pub async fn find_by(&self, kind: LookupKind, value: &str) -> Result<Vec<Uuid>, Fault> {
        let hash = self.shared.keys.lookup_hash(kind.name(), value);
        let rows = by_hash(hash)
            .all(self.reader())
            .await
            .doing("looking a dossier up")?;
        Ok(rows.into_iter().map(|row| row.dossier).collect())
    }

    async fn head(&self, code: &DossierCode) -> Result<Option<head::Model>, Fault> {
        by_code(code.as_str())
            .one(self.reader())
            .await
            .doing("finding a dossier")
    }

    async fn load(&self, head: head::Model) -> Result<Loaded, Fault> {
        let history = record::history(self.reader(), head.id).await?;
        let dossier = replay(history.iter().map(|entry| &entry.recorded))
            .ok_or_else(|| Fault::damaged("history"))?;
        let personal = match &head.wrapped_key {
            Some(wrapped) => {
                let key = self.shared.keys.unwrap(wrapped, head.id)?;
                personal::read(self.reader(), &key, head.id).await?
            }
            None => PersonalValues::default(),
        };
        Ok(Loaded {
            id: head.id,
            dossier,
            history,
            personal,
        })
    }
}

/// The head of the dossier with this code.
pub(crate) fn by_code(code: &str) -> Select<head::Entity> {
    head::Entity::find().filter(head::Column::Code.eq(code))
}

/// The dossiers under a look-up hash.
pub(crate) fn by_hash(hash: Vec<u8>) -> Select<lookup::Entity> {
    lookup::Entity::find().filter(lookup::Column::Hash.eq(hash))
}

/// Which key file opens what is stored; none as long as nothing is.
pub(crate) async fn sealed_by(conn: &impl ConnectionTrait) -> Result<Option<String>, Fault> {
    if let Some(head) = head::Entity::find()
        .one(conn)
        .await
        .doing("reading a head")?
    {
        return Ok(Some(head.key_id));
    }
    let file = file::Entity::find()
        .one(conn)
        .await
        .doing("reading a file's row")?;
    Ok(file.map(|file| file.key_id))
}

/// By what a dossier can be found, besides its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookupKind {
    /// Personal number or tax code.
    Identity,
    /// The whole phone number.
    Phone,
    /// The last four digits of the phone.
    PhoneEnd,
}

impl LookupKind {
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Phone => "phone",
            Self::PhoneEnd => "phone_end",
        }
    }
}

/// Compares in a time that does not tell where they differ.
pub(crate) fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |differs, (a, b)| differs | (a ^ b)) == 0
}

//! Personal rows: encrypted per dossier, erased for good.

use std::collections::HashMap;

use domain::bundle::Facts;
use domain::dossier::personal::{PersonalKind, PersonalRow, Secret};
use domain::people::{Applicant, Representative};
use domain::procedure::declaration::Answers;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    Select,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::fault::{Doing as _, Fault};
use crate::findable;
use crate::keys::DataKey;
use crate::rows::personal;

/// What is personal in a dossier, by row id. Empty for rows that were erased.
#[derive(Clone, Debug, Default)]
pub struct PersonalValues(HashMap<Uuid, String>);

/// What lies inside a sealed row: the value, and the salt that proves its hash.
#[derive(Serialize, Deserialize)]
struct Sealed {
    salt: String,
    json: String,
}

impl PersonalValues {
    fn read<T: DeserializeOwned>(&self, id: Uuid) -> Option<T> {
        serde_json::from_str(self.0.get(&id)?).ok()
    }

    /// The applicant in this row.
    pub fn applicant(&self, id: Uuid) -> Option<Applicant> {
        self.read(id)
    }

    /// The representative in this row.
    pub fn representative(&self, id: Uuid) -> Option<Representative> {
        self.read(id)
    }

    /// The declaration in this row.
    pub fn answers(&self, id: Uuid) -> Option<Answers> {
        self.read(id)
    }

    /// The secrets in this row.
    pub fn secret(&self, id: Uuid) -> Option<Secret> {
        self.read(id)
    }

    /// What a result says, in this row.
    pub fn facts(&self, id: Uuid) -> Option<Facts> {
        self.read(id)
    }

    /// The note, reason, recipient or file name in this row.
    pub fn text(&self, id: Uuid) -> Option<String> {
        self.read(id)
    }
}

/// Encrypts and writes the rows that a command brought along.
pub(crate) async fn write(
    conn: &impl ConnectionTrait,
    key: &DataKey,
    dossier: Uuid,
    rows: Vec<PersonalRow>,
) -> Result<(), Fault> {
    let rows = rows
        .into_iter()
        .map(|row| seal(key, dossier, row).into_active_model());
    personal::Entity::insert_many(rows)
        .exec_without_returning(conn)
        .await
        .doing("writing personal rows")?;
    Ok(())
}

fn seal(key: &DataKey, dossier: Uuid, row: PersonalRow) -> personal::Model {
    let sealed = Sealed {
        salt: domain::dossier::personal::hex(&row.salt),
        json: row.json,
    };
    let plain = serde_json::to_vec(&sealed).expect("two strings are always JSON");
    let (nonce, ciphertext) = key.seal(&plain, &about(dossier, row.id));
    personal::Model {
        id: row.id,
        dossier,
        kind: kind_name(row.kind).to_owned(),
        nonce,
        ciphertext,
    }
}

/// Everything personal of one dossier.
pub(crate) async fn read(
    conn: &impl ConnectionTrait,
    key: &DataKey,
    dossier: Uuid,
) -> Result<PersonalValues, Fault> {
    let rows = of(dossier).all(conn).await.doing("reading personal rows")?;
    let mut values = HashMap::with_capacity(rows.len());
    for row in rows {
        values.insert(row.id, open(key, &row)?);
    }
    Ok(PersonalValues(values))
}

/// The declaration in this row; none where it was erased.
pub(crate) async fn answers(
    conn: &impl ConnectionTrait,
    key: &DataKey,
    row: Uuid,
) -> Result<Option<Answers>, Fault> {
    let row = personal::Entity::find_by_id(row).one(conn).await;
    let Some(row) = row.doing("reading a declaration")? else {
        return Ok(None);
    };
    Ok(serde_json::from_str(&open(key, &row)?).ok())
}

/// The personal rows of a dossier.
pub(crate) fn of(dossier: Uuid) -> Select<personal::Entity> {
    personal::Entity::find().filter(personal::Column::Dossier.eq(dossier))
}

/// Opens one row.
pub(crate) fn open(key: &DataKey, row: &personal::Model) -> Result<String, Fault> {
    let plain = key.open(&row.nonce, &row.ciphertext, &about(row.dossier, row.id))?;
    let sealed: Sealed =
        serde_json::from_slice(&plain).map_err(|_| Fault::damaged("personal row"))?;
    Ok(sealed.json)
}

/// Binds a sealed row to its place.
fn about(dossier: Uuid, row: Uuid) -> Vec<u8> {
    [b"personal".as_slice(), dossier.as_bytes(), row.as_bytes()].concat()
}

/// Erases everything personal of a dossier.
pub(crate) async fn erase(conn: &impl ConnectionTrait, dossier: Uuid) -> Result<(), Fault> {
    findable::forget(conn, &[dossier]).await?;
    personal::Entity::delete_many()
        .filter(personal::Column::Dossier.eq(dossier))
        .exec(conn)
        .await
        .doing("erasing personal rows")?;
    Ok(())
}

fn kind_name(kind: PersonalKind) -> &'static str {
    match kind {
        PersonalKind::Applicant => "applicant",
        PersonalKind::Representative => "representative",
        PersonalKind::Answers => "answers",
        PersonalKind::Secret => "secret",
        PersonalKind::FileName => "file_name",
        PersonalKind::Note => "note",
        PersonalKind::Reason => "reason",
        PersonalKind::Recipient => "recipient",
        PersonalKind::Facts => "facts",
    }
}

//! What can break. A refusal is an answer, never a fault.

use std::path::Path;

use sea_orm::DbErr;
use thiserror::Error;

/// Something broke: the caller shows a calm page and may try again with the same key.
#[derive(Debug, Error)]
pub enum Fault {
    /// The database did not do what it was asked.
    #[error("{doing}")]
    Database {
        /// What was being done.
        doing: &'static str,
        /// Why not.
        #[source]
        source: DbErr,
    },
    /// A file could not be read or written.
    #[error("{doing} {path}")]
    File {
        /// What was being done.
        doing: &'static str,
        /// To which file.
        path: String,
        /// Why not.
        #[source]
        source: std::io::Error,
    },
    /// More writes wait than the queue holds.
    #[error("the queue of writes is full")]
    Busy,
    /// The commit did not answer: the write may be there or not; the same key tells.
    #[error("the outcome of the write is unknown")]
    OutcomeUnknown,
    /// Another server works on the same folder.
    #[error("the data folder is in use by {owner}")]
    InUse {
        /// What the lock file says about the owner.
        owner: String,
    },
    /// The database was migrated by a newer program.
    #[error("the database is newer than this program (migration {migration})")]
    NewerSchema {
        /// The migration this program does not know.
        migration: String,
    },
    /// Something stored cannot be read back.
    #[error("stored {what} cannot be read")]
    Damaged {
        /// What it is.
        what: String,
    },
    /// The key file does not open what is stored.
    #[error("the key file does not open {what}")]
    WrongKey {
        /// What should have been opened.
        what: &'static str,
    },
}

impl Fault {
    pub(crate) fn damaged(what: impl Into<String>) -> Self {
        Self::Damaged { what: what.into() }
    }

    /// Whether the database lost a race that is won by trying again.
    ///
    /// Serialization failure and deadlock on PostgreSQL; busy on SQLite.
    pub(crate) fn is_transient(&self) -> bool {
        let Self::Database { source, .. } = self else {
            return false;
        };
        matches!(
            code_of(source).as_deref(),
            Some("40001" | "40P01" | "5" | "261" | "517")
        )
    }

    /// Names the file when SQLite may not write or open it: somebody has to let it.
    pub(crate) fn about_file(self, path: &Path) -> Self {
        match self {
            Self::Database { doing, source } if is_closed_to_us(&source) => Self::File {
                doing,
                path: path.display().to_string(),
                source: std::io::Error::new(std::io::ErrorKind::PermissionDenied, source),
            },
            other => other,
        }
    }
}

/// SQLite's codes 8, it may only read, and 14, it cannot open; what stands above the lowest byte
/// tells more than is asked here.
fn is_closed_to_us(error: &DbErr) -> bool {
    let code = code_of(error).and_then(|code| code.parse::<u32>().ok());
    code.is_some_and(|code| matches!(code & 0xff, 8 | 14))
}

fn code_of(error: &DbErr) -> Option<String> {
    let (DbErr::Exec(runtime) | DbErr::Query(runtime) | DbErr::Conn(runtime)) = error else {
        return None;
    };
    let sea_orm::RuntimeErr::SqlxError(error) = runtime else {
        return None;
    };
    error
        .as_database_error()
        .and_then(sqlx::error::DatabaseError::code)
        .map(Into::into)
}

/// Says what was being done when the database refused.
pub(crate) trait Doing<T> {
    fn doing(self, doing: &'static str) -> Result<T, Fault>;
}

impl<T> Doing<T> for Result<T, DbErr> {
    fn doing(self, doing: &'static str) -> Result<T, Fault> {
        self.map_err(|source| Fault::Database { doing, source })
    }
}

/// Says what was being done with which file.
pub(crate) trait WithFile<T> {
    fn with_file(self, doing: &'static str, path: &Path) -> Result<T, Fault>;
}

impl<T> WithFile<T> for std::io::Result<T> {
    fn with_file(self, doing: &'static str, path: &Path) -> Result<T, Fault> {
        self.map_err(|source| Fault::File {
            doing,
            path: path.display().to_string(),
            source,
        })
    }
}

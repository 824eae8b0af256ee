//! The place in a list after which a page begins.

use uuid::Uuid;

use crate::listings::Line;
use crate::lists::NO_PROMISE;
use crate::record::micros;

/// The place in a list after which a page begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    pub(crate) due_at: i64,
    pub(crate) dossier: Uuid,
}

impl Cursor {
    /// The place behind this line, for whoever leaves lines of a page out.
    pub fn behind(line: &Line) -> Self {
        Self {
            due_at: line.due_at.map_or(NO_PROMISE, micros),
            dossier: line.id,
        }
    }
}

impl std::fmt::Display for Cursor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.due_at, self.dossier.simple())
    }
}

impl std::str::FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let (due_at, dossier) = text.split_once('.').ok_or(NotACursor)?;
        Ok(Self {
            due_at: due_at.parse().map_err(|_| NotACursor)?,
            dossier: dossier.parse().map_err(|_| NotACursor)?,
        })
    }
}

/// The text is no place in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no place in a list")]
pub struct NotACursor;

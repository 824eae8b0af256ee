//! In which order a list stands, and the place in it after which a page begins.

use std::fmt;
use std::str::FromStr;

use uuid::Uuid;

use crate::listings::Line;
use crate::lists::NO_PROMISE;
use crate::record::micros;
use crate::rows::listing;

/// Before the places of lists that stand in the order of beginning.
const START_BY: char = 's';

/// What a list is sorted by, the earliest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListOrder {
    /// The promised moment.
    DueAt,
    /// By when work should begin, so that the promise is usually kept.
    StartBy,
}

impl ListOrder {
    /// The column that holds it.
    pub(crate) fn column(self) -> listing::Column {
        match self {
            Self::DueAt => listing::Column::DueAt,
            Self::StartBy => listing::Column::StartBy,
        }
    }

    /// Where a row stands.
    pub(crate) fn of(self, row: &listing::Model) -> (i64, Uuid) {
        let at = match self {
            Self::DueAt => row.due_at,
            Self::StartBy => row.start_by,
        };
        (at, row.dossier)
    }
}

/// The place in a list after which a page begins. It carries the order of its list: the next page
/// stands in the same one, however old the address is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    order: ListOrder,
    at: i64,
    dossier: Uuid,
}

impl Cursor {
    /// The place of a row.
    pub(crate) fn of(order: ListOrder, row: &listing::Model) -> Self {
        let (at, dossier) = order.of(row);
        Self { order, at, dossier }
    }

    /// The place behind this line, for whoever leaves lines of a page out.
    pub fn behind(order: ListOrder, line: &Line) -> Self {
        let at = match order {
            ListOrder::DueAt => line.due_at,
            ListOrder::StartBy => line.start_by,
        };
        Self {
            order,
            at: at.map_or(NO_PROMISE, micros),
            dossier: line.id,
        }
    }

    /// The order of the list it is a place in.
    pub fn order(self) -> ListOrder {
        self.order
    }

    /// The moment that its list is sorted by, and among equals the dossier.
    pub(crate) fn place(self) -> (i64, Uuid) {
        (self.at, self.dossier)
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.order == ListOrder::StartBy {
            write!(f, "{START_BY}")?;
        }
        write!(f, "{}.{}", self.at, self.dossier.simple())
    }
}

impl FromStr for Cursor {
    type Err = NotACursor;

    fn from_str(text: &str) -> Result<Self, NotACursor> {
        let (order, place) = match text.strip_prefix(START_BY) {
            Some(place) => (ListOrder::StartBy, place),
            None => (ListOrder::DueAt, text),
        };
        let (at, dossier) = place.split_once('.').ok_or(NotACursor)?;
        Ok(Self {
            order,
            at: at.parse().map_err(|_| NotACursor)?,
            dossier: dossier.parse().map_err(|_| NotACursor)?,
        })
    }
}

/// The text is no place in a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("this is no place in a list")]
pub struct NotACursor;

#[cfg(test)]
mod tests {
    use super::{Cursor, ListOrder};

    #[test]
    fn a_place_is_read_in_the_order_it_was_written_in() {
        for (text, order) in [
            (
                "1772704800000000.0000000000000000000000000000000a",
                ListOrder::DueAt,
            ),
            (
                "s1772704800000000.0000000000000000000000000000000a",
                ListOrder::StartBy,
            ),
        ] {
            let cursor: Cursor = text.parse().expect("a place");
            assert_eq!(cursor.order(), order);
            assert_eq!(cursor.to_string(), text);
        }
        for text in ["", "s", "7.x", "ss7.0000000000000000000000000000000a"] {
            assert!(text.parse::<Cursor>().is_err(), "{text}");
        }
    }
}

//! Rows as they lie in the database, whatever their columns.

use uuid::Uuid;

/// One value. A missing one keeps its kind, which PostgreSQL wants to know.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    Number(Option<i64>),
    Text(Option<String>),
    Bytes(Option<Vec<u8>>),
    Id(Option<Uuid>),
    YesNo(Option<bool>),
}

/// The values of a row in the order of its columns.
#[derive(Clone, Debug)]
pub struct Row {
    pub columns: Vec<String>,
    pub cells: Vec<Cell>,
}

impl Cell {
    pub fn text(text: impl Into<String>) -> Self {
        Self::Text(Some(text.into()))
    }

    pub fn id(id: Uuid) -> Self {
        Self::Id(Some(id))
    }

    pub fn number(number: i64) -> Self {
        Self::Number(Some(number))
    }
}

impl Row {
    /// The value in this column.
    pub fn get(&self, column: &str) -> Option<&Cell> {
        let at = self.columns.iter().position(|known| known == column)?;
        self.cells.get(at)
    }

    /// The text in this column.
    pub fn text(&self, column: &str) -> Option<&str> {
        match self.get(column)? {
            Cell::Text(text) => text.as_deref(),
            Cell::Number(_) | Cell::Bytes(_) | Cell::Id(_) | Cell::YesNo(_) => None,
        }
    }

    /// The number in this column.
    pub fn number(&self, column: &str) -> Option<i64> {
        match self.get(column)? {
            Cell::Number(number) => *number,
            Cell::Text(_) | Cell::Bytes(_) | Cell::Id(_) | Cell::YesNo(_) => None,
        }
    }

    /// The id in this column.
    pub fn id(&self, column: &str) -> Option<Uuid> {
        match self.get(column)? {
            Cell::Id(id) => *id,
            Cell::Number(_) | Cell::Text(_) | Cell::Bytes(_) | Cell::YesNo(_) => None,
        }
    }

    /// Puts another value into this column.
    pub fn set(&mut self, column: &str, cell: Cell) {
        if let Some(at) = self.columns.iter().position(|known| known == column) {
            self.cells[at] = cell;
        }
    }
}

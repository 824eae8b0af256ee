//! The kinds of columns we use, so that migrations read as tables.

use sea_orm_migration::prelude::{
    Alias, ColumnDef, Index, IndexCreateStatement, Table, TableCreateStatement,
};

pub(super) fn table(name: &str) -> TableCreateStatement {
    Table::create().table(Alias::new(name)).to_owned()
}

fn column(name: &str) -> ColumnDef {
    ColumnDef::new(Alias::new(name))
}

pub(super) fn text(name: &str) -> ColumnDef {
    column(name).text().not_null().to_owned()
}

pub(super) fn text_or_null(name: &str) -> ColumnDef {
    column(name).text().null().to_owned()
}

/// Whole numbers, and instants as microseconds since 1970 in UTC.
pub(super) fn number(name: &str) -> ColumnDef {
    column(name).big_integer().not_null().to_owned()
}

pub(super) fn number_or_null(name: &str) -> ColumnDef {
    column(name).big_integer().null().to_owned()
}

pub(super) fn yes_no(name: &str) -> ColumnDef {
    column(name).boolean().not_null().to_owned()
}

pub(super) fn id(name: &str) -> ColumnDef {
    column(name).uuid().not_null().to_owned()
}

pub(super) fn id_or_null(name: &str) -> ColumnDef {
    column(name).uuid().null().to_owned()
}

pub(super) fn bytes(name: &str) -> ColumnDef {
    column(name).blob().not_null().to_owned()
}

pub(super) fn bytes_or_null(name: &str) -> ColumnDef {
    column(name).blob().null().to_owned()
}

/// The primary key over these columns.
pub(super) fn key(columns: &[&str]) -> IndexCreateStatement {
    let mut index = Index::create();
    for name in columns {
        index.col(Alias::new(*name));
    }
    index
}

/// A plain index over these columns.
pub(super) fn index(table: &str, columns: &[&str]) -> IndexCreateStatement {
    let mut index = key(columns);
    index
        .name(format!("{table}_by_{}", columns.join("_")))
        .table(Alias::new(table))
        .to_owned()
}

//! The two databases, each with the settings of the program's own writer.

use std::path::Path;
use std::time::Duration;

use sqlx::postgres::{PgArguments, PgConnection, PgRow};
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{
    Arguments, AssertSqlSafe, Column as _, ConnectOptions as _, Connection as _, Database, Encode,
    Executor as _, Row as _, Type, TypeInfo as _, ValueRef as _,
};

use crate::Fault;
use crate::row::{Cell, Row};

/// A connection that runs prepared statements.
pub trait Engine {
    /// Whether several statements may be handed over together, as one call.
    const TOGETHER: bool;

    /// The mark of the `number`-th value, from 1.
    fn mark(number: usize) -> String;

    async fn begin(&mut self) -> Result<(), Fault>;
    async fn commit(&mut self) -> Result<(), Fault>;
    async fn rows(&mut self, sql: &str, values: &[Cell]) -> Result<Vec<Row>, Fault>;
    async fn run(&mut self, sql: &str, values: &[Cell]) -> Result<(), Fault>;
}

pub struct Sqlite(SqliteConnection);
pub struct Postgres(PgConnection);

impl Sqlite {
    pub async fn open(file: &Path) -> Result<Self, Fault> {
        let options = SqliteConnectOptions::new()
            .filename(file)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .statement_cache_capacity(200)
            .pragma("secure_delete", "ON")
            .pragma("mmap_size", "1073741824")
            .pragma("cache_size", "-65536")
            .pragma("wal_autocheckpoint", "4000");
        Ok(Self(options.connect().await?))
    }
}

impl Postgres {
    pub async fn open(url: &str) -> Result<Self, Fault> {
        Ok(Self(PgConnection::connect(url).await?))
    }
}

impl Engine for Sqlite {
    const TOGETHER: bool = true;

    fn mark(_: usize) -> String {
        "?".to_owned()
    }

    async fn begin(&mut self) -> Result<(), Fault> {
        self.0.execute("BEGIN IMMEDIATE").await?;
        Ok(())
    }

    async fn commit(&mut self) -> Result<(), Fault> {
        self.0.execute("COMMIT").await?;
        Ok(())
    }

    async fn rows(&mut self, sql: &str, values: &[Cell]) -> Result<Vec<Row>, Fault> {
        let values: SqliteArguments = arguments(values)?;
        sqlx::query_with(AssertSqlSafe(sql), values)
            .fetch_all(&mut self.0)
            .await?
            .iter()
            .map(of_sqlite)
            .collect()
    }

    async fn run(&mut self, sql: &str, values: &[Cell]) -> Result<(), Fault> {
        let values: SqliteArguments = arguments(values)?;
        sqlx::query_with(AssertSqlSafe(sql), values)
            .execute(&mut self.0)
            .await?;
        Ok(())
    }
}

impl Engine for Postgres {
    const TOGETHER: bool = false;

    fn mark(number: usize) -> String {
        format!("${number}")
    }

    async fn begin(&mut self) -> Result<(), Fault> {
        self.0.execute("BEGIN").await?;
        Ok(())
    }

    async fn commit(&mut self) -> Result<(), Fault> {
        self.0.execute("COMMIT").await?;
        Ok(())
    }

    async fn rows(&mut self, sql: &str, values: &[Cell]) -> Result<Vec<Row>, Fault> {
        let values: PgArguments = arguments(values)?;
        sqlx::query_with(AssertSqlSafe(sql), values)
            .fetch_all(&mut self.0)
            .await?
            .iter()
            .map(of_postgres)
            .collect()
    }

    async fn run(&mut self, sql: &str, values: &[Cell]) -> Result<(), Fault> {
        let values: PgArguments = arguments(values)?;
        sqlx::query_with(AssertSqlSafe(sql), values)
            .execute(&mut self.0)
            .await?;
        Ok(())
    }
}

fn arguments<A>(cells: &[Cell]) -> Result<A, Fault>
where
    A: Arguments,
    A::Database: Database,
    for<'t> Option<i64>: Encode<'t, A::Database> + Type<A::Database>,
    for<'t> Option<String>: Encode<'t, A::Database> + Type<A::Database>,
    for<'t> Option<Vec<u8>>: Encode<'t, A::Database> + Type<A::Database>,
    for<'t> Option<uuid::Uuid>: Encode<'t, A::Database> + Type<A::Database>,
    for<'t> Option<bool>: Encode<'t, A::Database> + Type<A::Database>,
{
    let mut all = A::default();
    all.reserve(cells.len(), 0);
    for cell in cells {
        match cell.clone() {
            Cell::Number(number) => all.add(number)?,
            Cell::Text(text) => all.add(text)?,
            Cell::Bytes(bytes) => all.add(bytes)?,
            Cell::Id(id) => all.add(id)?,
            Cell::YesNo(yes) => all.add(yes)?,
        }
    }
    Ok(all)
}

fn names<C: sqlx::Column>(columns: &[C]) -> Vec<String> {
    columns
        .iter()
        .map(|column| column.name().to_owned())
        .collect()
}

/// SQLite's values know their kind themselves; sixteen bytes are an id, or as good as one.
fn of_sqlite(row: &SqliteRow) -> Result<Row, Fault> {
    let mut cells = Vec::new();
    for at in 0..row.columns().len() {
        let raw = row.try_get_raw(at)?;
        if raw.is_null() {
            cells.push(Cell::Bytes(None));
            continue;
        }
        let kind = raw.type_info().name().to_owned();
        cells.push(match kind.as_str() {
            "TEXT" => Cell::Text(row.try_get_unchecked(at)?),
            "BLOB" => {
                let bytes: Vec<u8> = row.try_get_unchecked(at)?;
                match uuid::Uuid::from_slice(&bytes) {
                    Ok(id) => Cell::id(id),
                    Err(_) => Cell::Bytes(Some(bytes)),
                }
            }
            _ => Cell::Number(row.try_get_unchecked(at)?),
        });
    }
    Ok(Row {
        columns: names(row.columns()),
        cells,
    })
}

fn of_postgres(row: &PgRow) -> Result<Row, Fault> {
    let mut cells = Vec::new();
    for (at, column) in row.columns().iter().enumerate() {
        cells.push(match column.type_info().name() {
            "INT8" => Cell::Number(row.try_get(at)?),
            "BYTEA" => Cell::Bytes(row.try_get(at)?),
            "UUID" => Cell::Id(row.try_get(at)?),
            "BOOL" => Cell::YesNo(row.try_get(at)?),
            _ => Cell::Text(row.try_get(at)?),
        });
    }
    Ok(Row {
        columns: names(row.columns()),
        cells,
    })
}

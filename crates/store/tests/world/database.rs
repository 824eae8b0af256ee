//! Databases of a test: a folder of its own, a schema of its own; and looking into them by hand.

use std::io::Write as _;
use std::path::Path;

use sea_orm::{ConnectionTrait as _, DatabaseConnection, DbBackend, Statement};
use store::{Config, Place};
use tempfile::TempDir;
use uuid::Uuid;

/// Where `cargo xtask test` says that a PostgreSQL server waits.
const SERVER: &str = "MOTCUA_TEST_PG";

/// The database of one test.
pub struct Database {
    folder: TempDir,
    /// Address of the server, and the schema.
    postgres: Option<(String, String)>,
}

/// A setting of the test run.
#[expect(
    clippy::disallowed_methods,
    reason = "the test run is configured by its environment"
)]
pub fn setting(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

/// The PostgreSQL server of the test run.
pub fn server() -> Option<String> {
    setting(SERVER)
}

/// Whether the long checks are asked for.
pub fn is_long() -> bool {
    setting("MOTCUA_LONG").is_some()
}

impl Database {
    /// A fresh database on each engine there is.
    pub async fn each() -> Vec<Self> {
        let mut databases = vec![Self::sqlite()];
        databases.extend(Self::postgres().await);
        databases
    }

    /// A fresh SQLite folder.
    pub fn sqlite() -> Self {
        Self {
            folder: TempDir::new().expect("a temporary folder"),
            postgres: None,
        }
    }

    /// A fresh PostgreSQL schema; none, and said so, when no server is given.
    pub async fn postgres() -> Option<Self> {
        let Some(server) = server() else {
            writeln!(
                std::io::stderr(),
                "PostgreSQL is left out: {SERVER} is not set"
            )
            .ok();
            return None;
        };
        Some(Self::postgres_at(server).await)
    }

    /// A fresh schema on this server.
    pub async fn postgres_at(server: String) -> Self {
        let schema = format!("t{}", Uuid::now_v7().simple());
        let by_hand = sea_orm::Database::connect(&server)
            .await
            .expect("the server answers");
        by_hand
            .execute_unprepared(&format!("CREATE SCHEMA {schema}"))
            .await
            .expect("a schema is made");
        by_hand.close().await.expect("the connection closes");
        let folder = TempDir::new().expect("a temporary folder");
        Self {
            folder,
            postgres: Some((server, schema)),
        }
    }

    pub fn is_sqlite(&self) -> bool {
        self.postgres.is_none()
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// What opens it.
    pub fn config(&self) -> Config {
        super::config(self.place(""), self.folder())
    }

    /// The place; on PostgreSQL with further settings such as ` -c enable_seqscan=off`.
    pub fn place(&self, settings: &str) -> Place {
        match self.postgres_url(settings) {
            Some(url) => Place::Postgres(url),
            None => Place::Folder(self.folder().join("data")),
        }
    }

    fn postgres_url(&self, settings: &str) -> Option<String> {
        let (server, schema) = self.postgres.as_ref()?;
        let options = format!("-c search_path={schema} -c application_name={schema}{settings}");
        let options = options.replace(' ', "%20").replace('=', "%3D");
        let joined = if server.contains('?') { '&' } else { '?' };
        Some(format!("{server}{joined}options={options}"))
    }

    /// A connection beside the store, as an administrator or a thief has one.
    pub async fn by_hand(&self) -> DatabaseConnection {
        let file = self.folder().join("data/motcua.sqlite3");
        let url = self
            .postgres_url("")
            .unwrap_or_else(|| format!("sqlite://{}?mode=rwc", file.display()));
        sea_orm::Database::connect(url)
            .await
            .expect("the database answers")
    }

    /// Runs a statement by hand.
    pub async fn run(&self, sql: &str) {
        let by_hand = self.by_hand().await;
        by_hand
            .execute_unprepared(sql)
            .await
            .unwrap_or_else(|e| panic!("{sql}: {e}"));
        by_hand.close().await.expect("the connection closes");
    }

    /// Names of all tables.
    pub async fn tables(&self, by_hand: &DatabaseConnection) -> Vec<String> {
        let sql = if self.is_sqlite() {
            "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        } else {
            "SELECT table_name::text FROM information_schema.tables \
             WHERE table_schema = current_schema() ORDER BY table_name"
        };
        texts(by_hand, sql).await
    }

    /// Names of a table's columns.
    pub async fn columns(&self, by_hand: &DatabaseConnection, table: &str) -> Vec<String> {
        let sql = if self.is_sqlite() {
            format!("SELECT name FROM pragma_table_info('{table}') ORDER BY name")
        } else {
            format!(
                "SELECT column_name::text FROM information_schema.columns \
                 WHERE table_schema = current_schema() AND table_name = '{table}' ORDER BY 1"
            )
        };
        texts(by_hand, &sql).await
    }

    /// Every row of every table as text; bytes are written in hexadecimal.
    pub async fn dump(&self) -> Vec<String> {
        let by_hand = self.by_hand().await;
        let mut dump = Vec::new();
        for table in self.tables(&by_hand).await {
            let row = if self.is_sqlite() {
                let columns = self.columns(&by_hand, &table).await;
                let quoted = columns.iter().map(|column| format!("quote(\"{column}\")"));
                quoted.collect::<Vec<_>>().join(" || ' ' || ")
            } else {
                format!("\"{table}\"::text")
            };
            let rows = texts(&by_hand, &format!("SELECT {row} FROM \"{table}\"")).await;
            dump.extend(rows.into_iter().map(|row| format!("{table} {row}")));
        }
        by_hand.close().await.expect("the connection closes");
        dump
    }

    /// Clears it away.
    pub async fn remove(self) {
        if let Some((server, schema)) = &self.postgres {
            let by_hand = sea_orm::Database::connect(server)
                .await
                .expect("the server answers");
            by_hand
                .execute_unprepared(&format!("DROP SCHEMA {schema} CASCADE"))
                .await
                .expect("the schema is dropped");
            by_hand.close().await.expect("the connection closes");
        }
    }
}

/// The first column of every row, as text.
pub async fn texts(by_hand: &DatabaseConnection, sql: &str) -> Vec<String> {
    let backend: DbBackend = by_hand.get_database_backend();
    by_hand
        .query_all_raw(Statement::from_string(backend, sql))
        .await
        .unwrap_or_else(|e| panic!("{sql}: {e}"))
        .iter()
        .map(|row| row.try_get_by_index::<String>(0).expect("a text"))
        .collect()
}

/// Which of these words stand anywhere in a dump, as text or as bytes in hexadecimal.
pub fn found<'a>(dump: &[String], words: &[&'a str]) -> Vec<&'a str> {
    let hex = |word: &str| domain::dossier::personal::hex(word.as_bytes());
    let is_in = |word: &&str| {
        dump.iter()
            .any(|row| row.contains(*word) || row.to_lowercase().contains(&hex(word)))
    };
    words.iter().copied().filter(|word| is_in(word)).collect()
}

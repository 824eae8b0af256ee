//! The only file that knows there are two engines.

use std::fs::File;
use std::io::{ErrorKind, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

use sea_orm::{
    ConnectOptions, ConnectionTrait as _, Database, DatabaseConnection, DatabaseTransaction,
    DbBackend, DbErr, SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait as _,
};
use sea_orm_migration::MigratorTrait as _;

use crate::fault::{Doing as _, Fault, WithFile as _};
use crate::files::{for_owner, make_folder};
use crate::migrations::Migrator;

/// Where a province keeps its dossiers.
#[derive(Clone, Debug)]
pub enum Place {
    /// One SQLite file in this folder.
    Folder(PathBuf),
    /// The same file, beside a server that may hold the folder: for short visits.
    SharedFolder(PathBuf),
    /// A PostgreSQL database, 15 or newer.
    Postgres(String),
}

/// An open database.
pub(crate) struct Engine {
    /// Reads.
    pub read: DatabaseConnection,
    write: DatabaseConnection,
    kind: Kind,
}

enum Kind {
    /// The lock file is held until the engine is closed or dropped; not beside another server.
    Sqlite {
        lock: Option<File>,
        file: PathBuf,
        checkpoint: DatabaseConnection,
    },
    Postgres,
}

/// Connections that read, on either engine.
const READERS: u32 = 4;
/// Connections that write on PostgreSQL; SQLite has one writer.
pub(crate) const WRITERS: u32 = 8;
/// Bytes of the file that readers map into memory instead of copying.
const MMAP_SIZE: &str = "1073741824";
/// Pages of the write-ahead log after which the writer waits for its beginning to be free again:
/// 64 MiB.
const LOG_MAX: i64 = 16_384;

impl Engine {
    /// Opens the database, alone on its folder, and brings it to this program's schema.
    pub async fn open(place: &Place) -> Result<Self, Fault> {
        let engine = match place {
            Place::Folder(folder) => Self::sqlite(folder, Some(lock(folder)?)).await?,
            Place::SharedFolder(folder) => Self::sqlite(folder, None).await?,
            Place::Postgres(url) => Self::postgres(url).await?,
        };
        engine.migrate().await?;
        Ok(engine)
    }

    /// Whether this process alone writes, one writer after the other.
    pub fn has_one_writer(&self) -> bool {
        matches!(self.kind, Kind::Sqlite { .. })
    }

    /// Begins a transaction that will write.
    pub async fn begin(&self) -> Result<DatabaseTransaction, Fault> {
        match self.kind {
            Kind::Sqlite { .. } => self.write.begin_with_options(immediate()).await,
            Kind::Postgres => self.write.begin().await,
        }
        .doing("beginning a transaction")
    }

    /// Begins a transaction while which no dossier is opened or changed by anybody else.
    pub async fn begin_alone(&self) -> Result<DatabaseTransaction, Fault> {
        let txn = self.begin().await?;
        if matches!(self.kind, Kind::Postgres) {
            // Every act inserts a head or locks one; readers are let through.
            txn.execute_unprepared("LOCK TABLE dossier IN EXCLUSIVE MODE")
                .await
                .doing("waiting for everybody else's writes")?;
        }
        Ok(txn)
    }

    /// Copies pages of the write-ahead log back beside the writer. Says whether the log has grown
    /// so long that [`Engine::restart_log`] should make it begin anew.
    pub async fn checkpoint(&self) -> Result<bool, Fault> {
        match &self.kind {
            Kind::Sqlite { checkpoint, .. } => {
                Ok(copy_log_back(checkpoint, "PASSIVE").await? > LOG_MAX)
            }
            Kind::Postgres => Ok(false),
        }
    }

    /// Lets the write-ahead log begin anew, while the writer waits. A reader that takes long is not
    /// waited for: then the log grows on until the next time.
    pub async fn restart_log(&self) -> Result<(), Fault> {
        match &self.kind {
            Kind::Sqlite { checkpoint, .. } => {
                copy_log_back(checkpoint, "RESTART").await.map(|_| ())
            }
            Kind::Postgres => Ok(()),
        }
    }

    /// Copies a consistent database into `file`, while the server runs.
    pub async fn copy_to(&self, file: &Path) -> Result<(), Fault> {
        let Kind::Sqlite { file: from, .. } = &self.kind else {
            return Err(Fault::damaged("copy: PostgreSQL is copied with pg_dump"));
        };
        // SQLite takes an empty file for a new one; this one is closed to others.
        for_owner()
            .write(true)
            .create_new(true)
            .open(file)
            .with_file("making the copy", file)?;
        // A connection of its own: readers may not write, not even into another file.
        let copying = connect(from, 1, Use::Copying)
            .await
            .doing("copying the database")?;
        let path = file.display().to_string().replace('\'', "''");
        let copied = copying
            .execute_unprepared(&format!("VACUUM INTO '{path}'"))
            .await;
        copying.close().await.doing("copying the database")?;
        copied.doing("copying the database")?;
        File::open(file)
            .and_then(|file| file.sync_all())
            .with_file("syncing", file)
    }

    /// Closes every connection, and lets others have the folder.
    pub async fn close(&self) -> Result<(), Fault> {
        if let Kind::Sqlite { checkpoint, .. } = &self.kind {
            checkpoint
                .close_by_ref()
                .await
                .doing("closing the database")?;
        }
        self.read
            .close_by_ref()
            .await
            .doing("closing the database")?;
        self.write
            .close_by_ref()
            .await
            .doing("closing the database")?;
        match &self.kind {
            Kind::Sqlite {
                lock: Some(lock),
                file,
                ..
            } => lock.unlock().with_file("unlocking", file),
            Kind::Sqlite { lock: None, .. } | Kind::Postgres => Ok(()),
        }
    }

    /// Runs one statement on the writer's connection, for tests that play a broken disk.
    pub async fn on_writer(&self, sql: &str) -> Result<(), Fault> {
        self.write
            .execute_unprepared(sql)
            .await
            .map(|_| ())
            .doing("playing a fault")
    }

    async fn sqlite(folder: &Path, lock: Option<File>) -> Result<Self, Fault> {
        make_folder(folder)?;
        let file = folder.join("motcua.sqlite3");
        make_closed(&file)?;
        let write = connect_writer(&file)
            .await
            .map_err(|fault| fault.about_file(&file))?;
        let read = connect(&file, READERS, Use::Reading)
            .await
            .doing("opening the database")?;
        let checkpoint = connect(&file, 1, Use::Checkpointing)
            .await
            .doing("opening the database")?;
        Ok(Self {
            read,
            write,
            kind: Kind::Sqlite {
                lock,
                file,
                checkpoint,
            },
        })
    }

    async fn postgres(url: &str) -> Result<Self, Fault> {
        let read = connect_postgres(url, READERS, &[])
            .await
            .doing("reaching PostgreSQL")?;
        // A server that answers before a commit is durable must not do so to us. What waits for
        // more than its own disk is left as it is.
        let answers_early = "SELECT 1 WHERE current_setting('synchronous_commit') = 'off'";
        let answers_early = read
            .query_one_raw(Statement::from_string(DbBackend::Postgres, answers_early))
            .await
            .doing("asking PostgreSQL for its settings")?
            .is_some();
        let durable: &[_] = if answers_early {
            &[("synchronous_commit", "on")]
        } else {
            &[]
        };
        // One more for a rebuild beside the others.
        let write = connect_postgres(url, WRITERS + 1, durable).await;
        Ok(Self {
            read,
            write: write.doing("reaching PostgreSQL")?,
            kind: Kind::Postgres,
        })
    }

    /// All migrations or none: a process that dies half-way leaves nothing behind.
    async fn migrate(&self) -> Result<(), Fault> {
        let txn = self.begin().await?;
        if matches!(self.kind, Kind::Postgres) {
            // Two servers that start together must not migrate together.
            txn.execute_unprepared("SELECT pg_advisory_xact_lock(7663503)")
                .await
                .doing("waiting for another server's migration")?;
        }
        match Migrator::up(&txn, None).await {
            Ok(()) => txn.commit().await.doing("committing the migrations"),
            Err(DbErr::Custom(text)) if text.contains("is missing") => {
                let migration = text.split('\'').nth(1).unwrap_or(&text).to_owned();
                Err(Fault::NewerSchema { migration })
            }
            Err(other) => Err(other).doing("migrating the database"),
        }
    }
}

/// What a connection to SQLite is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Use {
    Reading,
    Writing,
    Checkpointing,
    Copying,
}

/// The connection that writes. What SQLite may not write it opens for reading, without a word: so
/// a write is begun, and taken back.
async fn connect_writer(file: &Path) -> Result<DatabaseConnection, Fault> {
    let write = connect(file, 1, Use::Writing)
        .await
        .doing("opening the database")?;
    let txn = write
        .begin_with_options(immediate())
        .await
        .doing("beginning a transaction")?;
    txn.execute_unprepared("PRAGMA user_version = 0")
        .await
        .doing("trying to write into")?;
    txn.rollback().await.doing("taking a try back")?;
    Ok(write)
}

/// A transaction that waits for its turn to write when it begins, not at its first write.
fn immediate() -> TransactionOptions {
    TransactionOptions {
        isolation_level: None,
        access_mode: None,
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
    }
}

async fn connect(file: &Path, connections: u32, to: Use) -> Result<DatabaseConnection, DbErr> {
    use sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
    let file = file.to_owned();
    // The path is handed over below: in an address some of its letters would have a meaning.
    let mut options = options("sqlite://motcua.sqlite3", connections);
    options.map_sqlx_sqlite_opts(move |sqlite| {
        let sqlite = sqlite
            .filename(&file)
            .create_if_missing(true)
            .journal_mode(SqliteJournalMode::Wal)
            .synchronous(SqliteSynchronous::Full)
            .foreign_keys(true)
            .busy_timeout(Duration::from_secs(5))
            .statement_cache_capacity(200)
            .pragma("secure_delete", "ON");
        match to {
            Use::Reading => sqlite
                .pragma("mmap_size", MMAP_SIZE)
                .pragma("query_only", "ON"),
            // Pages are copied back by a connection of its own, which never waits long for a
            // reader: the writer may be waiting for it.
            Use::Writing => sqlite
                .pragma("mmap_size", MMAP_SIZE)
                .pragma("cache_size", "-65536")
                .pragma("wal_autocheckpoint", "0"),
            Use::Checkpointing => sqlite.busy_timeout(Duration::from_millis(250)),
            Use::Copying => sqlite,
        }
    });
    if to == Use::Writing {
        // An error such as a full disk ends SQLite's transaction behind the driver's back. Such a
        // connection is thrown away.
        options.map_sqlx_sqlite_before_acquire(|connection, _| {
            use sqlx::Connection as _;
            let usable = !connection.is_in_transaction();
            Box::pin(async move { Ok(usable) })
        });
    }
    Database::connect(options).await
}

async fn connect_postgres(
    url: &str,
    connections: u32,
    settings: &'static [(&str, &str)],
) -> Result<DatabaseConnection, DbErr> {
    let mut options = options(url, connections);
    options.map_sqlx_postgres_opts(move |postgres| {
        postgres
            .statement_cache_capacity(200)
            .options(settings.iter().copied())
    });
    Database::connect(options).await
}

/// Copies pages of the write-ahead log back; answers how many pages the log holds.
async fn copy_log_back(connection: &DatabaseConnection, mode: &str) -> Result<i64, Fault> {
    let statement =
        Statement::from_string(DbBackend::Sqlite, format!("PRAGMA wal_checkpoint({mode})"));
    let row = connection
        .query_one_raw(statement)
        .await
        .doing("copying the log back")?;
    Ok(row
        .and_then(|row| row.try_get_by_index::<i64>(1).ok())
        .unwrap_or_default())
}

fn options(url: &str, connections: u32) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .max_connections(connections)
        .min_connections(0)
        .acquire_timeout(Duration::from_secs(5))
        .idle_timeout(None)
        .max_lifetime(None)
        .sqlx_logging(false)
        .test_before_acquire(url.starts_with("postgres"));
    options
}

/// Makes the database's file before SQLite does: closed to others, as are then the files that SQLite
/// keeps beside it.
///
/// One that is there is not opened: closing it would end this process's locks on it.
fn make_closed(file: &Path) -> Result<(), Fault> {
    match for_owner().write(true).create_new(true).open(file) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        made => made.map(|_| ()).with_file("making the database", file),
    }
}

/// Holds the folder for this process: a second server is told whose it is.
fn lock(folder: &Path) -> Result<File, Fault> {
    make_folder(folder)?;
    let path = folder.join("motcua.lock");
    let mut file = for_owner()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(&path)
        .with_file("opening the lock file", &path)?;
    if file.try_lock().is_err() {
        let mut owner = String::new();
        file.read_to_string(&mut owner)
            .with_file("reading the lock file", &path)?;
        return Err(Fault::InUse {
            owner: owner.trim().to_owned(),
        });
    }
    file.set_len(0)
        .and_then(|()| writeln!(file, "process {}", std::process::id()))
        .with_file("writing the lock file", &path)?;
    Ok(file)
}

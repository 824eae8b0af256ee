//! Where a test's dossiers lie: a folder of its own and, on PostgreSQL, a database of its own.

use std::path::{Path, PathBuf};

use store::{Config, Store};
use tempfile::TempDir;

use super::{Ran, motcua, postgres, word};

/// The place of one test; cleared away at its end.
pub struct Place {
    folder: TempDir,
    /// The server, the database's name, and the address of the database.
    database: Option<(String, String, String)>,
}

impl Place {
    /// A new folder with the embedded database.
    pub fn sqlite() -> Self {
        Self {
            folder: TempDir::new().expect("a temporary folder"),
            database: None,
        }
    }

    /// A new folder and a new database on this PostgreSQL server.
    pub fn postgres_at(server: &str) -> Self {
        let name = format!("t{}", uuid::Uuid::now_v7().simple());
        postgres::psql(server, &format!("CREATE DATABASE {name}"));
        let url = postgres::database_of(server, &name);
        let mut place = Self::sqlite();
        place.database = Some((server.to_owned(), name, url));
        place
    }

    /// A new place on each engine there is.
    pub fn each() -> Vec<Self> {
        let server = super::setting("MOTCUA_TEST_PG");
        [Self::sqlite()]
            .into_iter()
            .chain(server.as_deref().map(Self::postgres_at))
            .collect()
    }

    /// Another new place on the same engine.
    pub fn another(&self) -> Self {
        match &self.database {
            None => Self::sqlite(),
            Some((server, ..)) => Self::postgres_at(server),
        }
    }

    pub fn is_sqlite(&self) -> bool {
        self.database.is_none()
    }

    /// A path in the test's folder, outside the data.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The data folder.
    pub fn data(&self) -> PathBuf {
        self.path("var")
    }

    pub fn key_file(&self) -> PathBuf {
        self.data().join("keys/motcua.key")
    }

    pub fn database_file(&self) -> PathBuf {
        self.data().join("db/motcua.sqlite3")
    }

    /// The words that name the place on a command line.
    pub fn words(&self) -> Vec<String> {
        let mut words = vec!["--data".to_owned(), word(&self.data()).to_owned()];
        if let Some((.., url)) = &self.database {
            words.extend(["--database-url".to_owned(), url.clone()]);
        }
        words.extend(["--now".to_owned(), super::NOW.to_owned()]);
        words
    }

    /// Runs a command of the program here.
    pub fn run(&self, words: &[&str]) -> Ran {
        let here = self.words();
        let words: Vec<&str> = words
            .iter()
            .copied()
            .chain(here.iter().map(String::as_str))
            .collect();
        motcua(&words)
    }

    /// The store beside a server that may be running.
    pub async fn store(&self) -> Store {
        let place = match &self.database {
            None => store::Place::SharedFolder(self.data().join("db")),
            Some((.., url)) => store::Place::Postgres(url.clone()),
        };
        let config = Config {
            place,
            key_file: self.key_file(),
            files: self.data().join("files"),
        };
        Store::open(&config).await.expect("the store opens")
    }

    /// Runs a statement behind the program's back.
    pub async fn tamper(&self, sql: &str) {
        match &self.database {
            None => {
                let store = self.store().await;
                store.on_writer(sql).await.expect("tampered with");
                store.close().await.expect("closed");
            }
            Some((.., url)) => {
                postgres::psql(url, sql);
            }
        }
    }

    /// Gives this place the key file of another one.
    pub fn take_key_of(&self, other: &Place) {
        let folder = self.data().join("keys");
        std::fs::create_dir_all(&folder).expect("a folder");
        std::fs::copy(other.key_file(), self.key_file()).expect("the key is copied");
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        if let Some((server, name, _)) = &self.database {
            postgres::psql(server, &format!("DROP DATABASE {name} WITH (FORCE)"));
        }
    }
}

/// The mode of a file, such as 0o600.
pub fn mode(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    let file = std::fs::metadata(path).expect("the file is there");
    file.permissions().mode() & 0o777
}

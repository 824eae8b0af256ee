//! Keeps dossiers: the only crate that speaks SQL.
//!
//! Everybody else holds a [`Store`]. Events are the record; lists and counts are derived from them
//! in the same transaction. Answers come only after the durable commit.

mod accounts;
mod alarms;
mod apply;
mod arriving;
mod asked_again;
mod assistance;
mod beside;
mod bundles;
mod calendar;
mod campaign;
mod desk_day;
mod digests;
mod dossiers;
mod drafts;
mod duties;
mod engine;
mod erase;
mod fault;
mod files;
mod filter;
mod findable;
mod follows;
mod frequent;
mod heads;
mod jobs;
mod keys;
mod lateness;
mod listings;
mod lists;
mod migrations;
mod numbers;
mod once;
mod opinions;
mod pace;
mod paging;
mod password;
mod people;
mod personal;
mod plans;
mod process;
mod rebuild;
mod record;
mod register;
mod routing;
mod rows;
mod rulebook;
mod search;
mod settlement;
mod sweep;
mod taking_over;
mod viewings;
mod write;
mod writer;

use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use domain::dossier::pace::UsualTimes;
use domain::rulebook::Rulebook;
use sea_orm::{ConnectionTrait as _, DatabaseConnection};

pub use arriving::{NewUpload, Upload};
pub use bundles::{
    AnswerTaken, BundleCommand, BundleDone, BundleEntry, BundleLine, BundleMessage, BundleNotDone,
    BundlePurpose, BundleWrite, LoadedBundle, MessageEnd, MessageLine, MessageTried,
};
pub use calendar::{CalendarRefusal, CalendarWrite};
pub use campaign::{Campaign, CampaignDossier, CampaignPreview, Fate, PreviewLine, WhyKept};
pub use desk_day::{Forwarding, Payment};
pub use digests::{AlarmBacklog, AlarmFilter, AlarmsOf, Digest, DossierAlarm};
pub use dossiers::{Loaded, LookupKind, Proof};
pub use drafts::{Draft, NewDraft};
pub use duties::{DutyChange, DutyRefusal, DutyWrite};
pub use engine::Place;
pub use fault::Fault;
pub use files::{KeptFile, NewFile};
pub use filter::{Filter, RUNNING, Scope};
pub use jobs::{Carrier, ClaimedJob, JobEnd, JobKey, JobLine, Tried};
pub use lateness::{AgencyPeriod, LateDossier, SentApology};
pub use listings::{Count, Line, Page};
pub use opinions::{OpinionFigures, OpinionLine};
pub use paging::{Cursor, ListOrder, NotACursor};
pub use password::{PASSWORD_MIN, hash_password, verify_password};
pub use people::{Account, AccountRefusal, AccountWrite};
pub use personal::PersonalValues;
pub use process::{ProcessRefusal, ProcessWrite};
pub use record::Entry;
pub use register::{RegisterLine, RegisterOf, RegisterPage, RegisterPeriod, RegisterPlace};
pub use search::{Found, Sought};
pub use settlement::{Months, PromisesKept};
pub use taking_over::{LeftBehind, TakenOver, TakingOver};
pub use viewings::{Viewed, Viewing};
pub use write::{Done, DossierWrite, NotDone, Once, RulebookMoved, RulebookWrite};

use crate::engine::Engine;
use crate::fault::Doing as _;
use crate::keys::Keys;
use crate::write::{Reply, Write};
use crate::writer::Writer;

/// Where everything lies.
#[derive(Clone, Debug)]
pub struct Config {
    /// The database.
    pub place: Place,
    /// The key file, outside the database; made on the first start.
    pub key_file: PathBuf,
    /// The folder of uploaded files.
    pub files: PathBuf,
}

/// The one way to what is kept. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    engine: Arc<Engine>,
    shared: Arc<Shared>,
    writer: Arc<Writer>,
}

/// What reading and writing share.
pub(crate) struct Shared {
    pub keys: Keys,
    pub files: PathBuf,
    known: RwLock<Known>,
    /// What steps usually take; nothing is known before it was learnt.
    usual: RwLock<Arc<UsualTimes>>,
    /// Set when the database did not take a write, until it takes a try.
    in_doubt: AtomicBool,
    /// One try after the other, however many ask.
    trying: tokio::sync::Mutex<()>,
    /// Rung after a command was carried out here.
    done: tokio::sync::Notify,
    /// Rung after something may have to be sent for a bundle.
    bundle_moved: tokio::sync::Notify,
    /// Rung after a change of the calendar was stored here.
    calendar_changed: tokio::sync::Notify,
}

/// The rulebook in memory.
#[derive(Clone)]
pub(crate) struct Known {
    /// None before it was loaded.
    pub rulebook: Option<Arc<Rulebook>>,
    /// How often it was forgotten: what was read before that may be out of date.
    forgotten: u64,
}

impl Shared {
    pub fn known(&self) -> Known {
        self.known
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Keeps a rulebook that was read after `then`, unless it was forgotten meanwhile.
    pub fn keep_rulebook(&self, then: &Known, newer: Arc<Rulebook>) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.forgotten == then.forgotten {
            known.rulebook = Some(newer);
        }
    }

    /// What steps usually take, as it was learnt last.
    pub fn usual_times(&self) -> Arc<UsualTimes> {
        self.usual
            .read()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
    }

    /// Keeps what was learnt.
    pub fn keep_usual_times(&self, learnt: UsualTimes) {
        let mut usual = self.usual.write().unwrap_or_else(PoisonError::into_inner);
        *usual = Arc::new(learnt);
    }

    /// Reads the rulebook anew at the next use: what was read inside a transaction that is not
    /// committed yet may still be undone.
    pub fn forget_rulebook(&self) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.rulebook = None;
        known.forgotten += 1;
    }

    /// Remembers why a write failed, if it may have been the database's fault.
    pub fn note(&self, fault: &Fault) {
        match fault {
            Fault::Database { .. } | Fault::OutcomeUnknown => {
                self.in_doubt.store(true, Ordering::Relaxed);
            }
            Fault::File { .. }
            | Fault::Busy
            | Fault::InUse { .. }
            | Fault::NewerSchema { .. }
            | Fault::Damaged { .. }
            | Fault::WrongKey { .. } => {}
        }
    }
}

impl Store {
    /// Opens the database, alone on its folder, and brings it to this program's schema.
    ///
    /// # Errors
    ///
    /// [`Fault::InUse`] beside another server on the same folder, [`Fault::NewerSchema`] on a
    /// database of a newer program, [`Fault::WrongKey`] when the key file is not the one that opens
    /// what is stored, and whatever the disk or the network refuse.
    pub async fn open(config: &Config) -> Result<Self, Fault> {
        let engine = Arc::new(Engine::open(&config.place).await?);
        let sealed_by = dossiers::sealed_by(&engine.read).await?;
        let shared = Arc::new(Shared {
            keys: Keys::open(&config.key_file, sealed_by.as_deref())?,
            files: config.files.clone(),
            known: RwLock::new(Known {
                rulebook: None,
                forgotten: 0,
            }),
            usual: RwLock::default(),
            in_doubt: AtomicBool::new(false),
            trying: tokio::sync::Mutex::new(()),
            done: tokio::sync::Notify::new(),
            bundle_moved: tokio::sync::Notify::new(),
            calendar_changed: tokio::sync::Notify::new(),
        });
        let writer = Arc::new(Writer::start(&engine, &shared));
        Ok(Self {
            engine,
            shared,
            writer,
        })
    }

    /// Finishes what waits to be written, and closes the database. What is asked afterwards is
    /// answered with a fault.
    pub async fn close(&self) -> Result<(), Fault> {
        self.writer.stop().await;
        self.engine.close().await
    }

    /// Whether the database answers right now and takes writes: after a write that it did not take,
    /// one is tried. So a disk that has room again is noticed here, and needs no restart.
    pub async fn is_ready(&self) -> Result<(), Fault> {
        self.reader().ping().await.doing("asking the database")?;
        if self.shared.in_doubt.load(Ordering::Relaxed) {
            let _turn = self.shared.trying.lock().await;
            writer::try_to_write(&self.engine).await?;
            self.shared.in_doubt.store(false, Ordering::Relaxed);
        }
        Ok(())
    }

    /// Copies a consistent database into `file` while the server runs; SQLite only.
    pub async fn copy_to(&self, file: &std::path::Path) -> Result<(), Fault> {
        self.engine.copy_to(file).await
    }

    /// Runs one statement on SQLite's writer, for tests that play a broken disk.
    #[doc(hidden)]
    pub async fn on_writer(&self, sql: &str) -> Result<(), Fault> {
        self.engine.on_writer(sql).await
    }

    /// The plan of a statement, for tests that read it.
    #[doc(hidden)]
    pub async fn explain(&self, statement: &sea_orm::Statement) -> Result<String, Fault> {
        use sea_orm::DbBackend;
        let backend = self.reader().get_database_backend();
        let prefix = if backend == DbBackend::Sqlite {
            "EXPLAIN QUERY PLAN "
        } else {
            "EXPLAIN "
        };
        let mut statement = statement.clone();
        statement.sql.insert_str(0, prefix);
        let rows = self
            .reader()
            .query_all_raw(statement)
            .await
            .doing("explaining")?;
        let column = if backend == DbBackend::Sqlite { 3 } else { 0 };
        Ok(rows
            .iter()
            .filter_map(|row| row.try_get_by_index::<String>(column).ok())
            .collect::<Vec<_>>()
            .join("\n"))
    }

    pub(crate) fn reader(&self) -> &DatabaseConnection {
        &self.engine.read
    }

    pub(crate) fn shared_engine(&self) -> &Engine {
        &self.engine
    }

    pub(crate) async fn write(&self, write: Write) -> Result<Reply, Fault> {
        self.writer.write(&self.engine, &self.shared, write).await
    }
}

/// A fault with everything behind it, for the log.
pub fn chain(fault: &dyn std::error::Error) -> String {
    let mut text = fault.to_string();
    let mut source = fault.source();
    while let Some(cause) = source {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        source = cause.source();
    }
    text
}

//! A small invented province on a fresh database, and hands that give commands.

#![allow(
    dead_code,
    clippy::allow_attributes,
    reason = "each test program uses its own part of the world, and one uses it all"
)]

pub mod bundle;
pub mod database;
pub mod hand;
pub mod province;

use std::path::PathBuf;

use domain::dossier::Now;
use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::people::{Actor, Official};
use store::{
    Account, AccountWrite, Config, Done, DossierWrite, Fault, Filter, Loaded, NotDone, Once,
    RulebookWrite, Scope, Store,
};
use uuid::Uuid;

use self::database::Database;

/// Monday, an ordinary working week ahead.
pub const MONDAY_MORNING: &str = "2026-03-02T09:00";

/// Local time, written `2026-03-02T09:00`.
pub fn at(local: &str) -> Now {
    Now::from_local(local.parse().expect("a local date and time"))
}

/// Monday morning.
pub fn now() -> Now {
    at(MONDAY_MORNING)
}

/// A store on a database of its own.
pub struct World {
    pub store: Store,
    pub database: Database,
}

/// Runs a test on a fresh SQLite folder, and on a fresh PostgreSQL schema where a server is given.
pub async fn on_each_engine(test: impl AsyncFn(&World)) {
    for database in Database::each().await {
        let world = World::on(database).await;
        test(&world).await;
        world.end().await;
    }
}

/// Runs a test on a fresh SQLite folder.
pub async fn on_sqlite(test: impl AsyncFn(&World)) {
    let world = World::on(Database::sqlite()).await;
    test(&world).await;
    world.end().await;
}

impl World {
    /// Opens the database and enters the province and its officials.
    pub async fn on(database: Database) -> Self {
        let store = Store::open(&database.config())
            .await
            .expect("an empty database opens");
        let world = Self { store, database };
        world.enter_province().await;
        world
    }

    /// Opens a database that was filled before.
    pub async fn again(database: Database) -> Self {
        let store = Store::open(&database.config())
            .await
            .expect("a filled database opens");
        Self { store, database }
    }

    async fn enter_province(&self) {
        let write = RulebookWrite {
            based_on: 0,
            procedures: province::procedures(),
            organisation: Some((province::agencies(), Vec::new())),
            receptions: Some(province::receptions()),
            calendar: Some(province::calendar()),
            clock: None,
            by: None,
            at: Some(now()),
            what: "the invented province".to_owned(),
        };
        let version = self
            .store
            .change_rulebook(write)
            .await
            .expect("the rulebook is stored");
        assert_eq!(version, Ok(1));
        for (name, official) in province::officials() {
            let account = Account {
                official,
                login: name.to_owned(),
                name: format!("Cán bộ {name}"),
                active: true,
                has_password: false,
            };
            self.changes(AccountWrite::Create {
                account,
                password_hash: None,
                by: None,
                at: now(),
            })
            .await;
        }
    }

    /// Another server on the same PostgreSQL database.
    pub async fn second_store(&self) -> Store {
        Store::open(&self.database.config())
            .await
            .expect("PostgreSQL serves several")
    }

    /// Closes the store and clears the database away.
    pub async fn end(self) {
        self.store.close().await.expect("the store closes");
        self.database.remove().await;
    }

    /// Closes the store, as a server that stops does; what it kept stays.
    pub async fn close(self) -> Database {
        self.store.close().await.expect("the store closes");
        self.database
    }

    /// An account write that has to succeed.
    pub async fn changes(&self, write: AccountWrite) {
        let answer = self.store.change_account(write).await.expect("no fault");
        assert_eq!(answer, Ok(()));
    }

    /// Gives a command that may be refused.
    pub async fn tries(&self, write: DossierWrite) -> Result<Done, NotDone> {
        self.store.carry_out(write).await.expect("no fault")
    }

    /// Opens a dossier at a desk, in person.
    pub async fn opens(&self, desk: usize) -> Done {
        self.tries(opening(desk, None))
            .await
            .expect("an application without a flaw")
    }

    /// Files an application online for something without a limit.
    pub async fn files_online(&self, desk: usize) -> Done {
        let command = hand::submit(province::ADVICE, desk, Vec::new());
        let write = write(&Actor::Applicant, None, None, command);
        self.tries(write)
            .await
            .expect("an application without a flaw")
    }

    /// Gives a command on the dossier as it stands; it has to succeed.
    pub async fn does(&self, name: &str, code: &DossierCode, command: Command) -> Done {
        self.does_as(&the(name), code, command).await
    }

    /// The same, also for the applicant.
    pub async fn does_as(&self, actor: &Actor, code: &DossierCode, command: Command) -> Done {
        let seen = self.load(code).await.dossier.number;
        let act = command.act();
        let answer = self
            .tries(write(actor, Some(code), Some(seen), command))
            .await;
        answer.unwrap_or_else(|no| panic!("{act:?} was refused: {no:?}"))
    }

    /// The dossier, which is there.
    pub async fn load(&self, code: &DossierCode) -> Loaded {
        self.store
            .find(code)
            .await
            .expect("no fault")
            .expect("the dossier is there")
    }

    /// Every line of a list, through all pages of `limit`.
    pub async fn whole_list(&self, filter: &Filter, limit: u64) -> Vec<store::Line> {
        let mut filter = Filter {
            limit,
            ..filter.clone()
        };
        let mut lines = Vec::new();
        loop {
            let page = self.store.list(&filter).await.expect("no fault");
            assert!(page.lines.len() <= usize::try_from(limit).expect("a small page"));
            lines.extend(page.lines);
            match page.next {
                Some(cursor) => filter.after = Some(cursor),
                None => return lines,
            }
        }
    }

    /// Checks that rebuilding the lists changes nothing, and answers how many dossiers there are.
    pub async fn rebuilds_to_the_same(&self) -> u64 {
        let before = self.store.lists_as_text().await.expect("no fault");
        let rebuilt = self.store.rebuild().await.expect("no fault");
        let after = self.store.lists_as_text().await.expect("no fault");
        assert_eq!(before, after);
        rebuilt
    }
}

/// The official of this name, asking.
pub fn the(name: &str) -> Actor {
    Actor::Official(official(name))
}

/// The official of this name.
pub fn official(name: &str) -> Official {
    let officials = province::officials();
    let found = officials.into_iter().find(|(known, _)| *known == name);
    found.unwrap_or_else(|| panic!("no official {name}")).1
}

/// A write without a key.
pub fn write(
    actor: &Actor,
    code: Option<&DossierCode>,
    seen: Option<u32>,
    command: Command,
) -> DossierWrite {
    DossierWrite {
        once: None,
        actor: actor.clone(),
        now: now(),
        code: code.cloned(),
        seen,
        id: Uuid::now_v7(),
        command,
    }
}

/// An application in person at a desk, perhaps under a key.
pub fn opening(desk: usize, key: Option<&str>) -> DossierWrite {
    let command = hand::receive_in_person(province::REGISTER, desk);
    let actor = Actor::Official(province::desk_officer(desk));
    DossierWrite {
        once: key.map(once),
        ..write(&actor, None, None, command)
    }
}

/// A key of the usual scope, whose content is told by its own name.
pub fn once(key: &str) -> Once {
    let mut digest = [0; 32];
    for (at, byte) in key.bytes().enumerate() {
        digest[at % 32] ^= byte;
    }
    Once {
        scope: "quầy".to_owned(),
        key: key.to_owned(),
        digest,
    }
}

/// The open dossiers that a unit holds.
pub fn held_by(code: &str) -> Filter {
    Filter::open_in(Scope::HeldBy(province::unit(code)))
}

/// Where a store on this database keeps its things.
pub fn config(place: store::Place, folder: &std::path::Path) -> Config {
    Config {
        place,
        key_file: folder.join("keys.json"),
        files: folder.join("files"),
    }
}

/// The fault of something that must not work.
pub fn fault<T>(answer: Result<T, Fault>) -> Fault {
    match answer {
        Ok(_) => panic!("this must not work"),
        Err(fault) => fault,
    }
}

/// A path inside the database's folder.
pub fn inside(world: &World, name: &str) -> PathBuf {
    world.database.folder().join(name)
}

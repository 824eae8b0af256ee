//! Where a run happens: a folder and a database, loaded with as many dossiers as were wished.

use std::path::PathBuf;

use anyhow::{Context, Result, bail};

use super::ledger::Ledger;
use super::province::Province;
use super::server::{Place, Programs, Server};
use super::wish::{Engine, Wish};
use super::workload::{Town, intake};
use crate::postgres::Postgres;
use crate::process::complain;

/// A folder of data, and the temporary database server if there is one. Whatever is not to be kept
/// goes with it.
pub struct Site {
    pub place: Place,
    /// Whether nothing lay there before.
    is_new: bool,
    /// To be cleared away in the end.
    passing: Option<PathBuf>,
    _postgres: Option<Postgres>,
}

/// What lies in a site after loading.
pub struct Loaded {
    pub province: Province,
    pub ledger: Ledger,
    /// Dossiers a second while they were loaded; nothing if they lay there already.
    pub rate: Option<f64>,
}

impl Site {
    /// The folder that was named, or one that goes again.
    pub fn open(wish: &Wish) -> Result<Self> {
        if wish.engine == Engine::Postgres && wish.keep.is_some() {
            bail!("--keep is for SQLite: the temporary PostgreSQL goes when the run ends");
        }
        match &wish.keep {
            Some(folder) => Self::at(folder.clone(), None, None),
            None => Self::passing(wish.engine, "data"),
        }
    }

    /// A site that goes when it is dropped.
    pub fn passing(engine: Engine, name: &str) -> Result<Self> {
        let folder =
            std::env::temp_dir().join(format!("motcua-bench-{name}-{}", std::process::id()));
        let postgres = match engine {
            Engine::Sqlite => None,
            Engine::Postgres => Some(Postgres::start()?),
        };
        Self::at(folder.clone(), postgres, Some(folder))
    }

    fn at(folder: PathBuf, postgres: Option<Postgres>, passing: Option<PathBuf>) -> Result<Self> {
        std::fs::create_dir_all(&folder).with_context(|| format!("making {}", folder.display()))?;
        let place = Place {
            folder,
            database: postgres.as_ref().map(Postgres::url),
        };
        Ok(Self {
            is_new: !place.database_file().exists(),
            place,
            passing,
            _postgres: postgres,
        })
    }

    /// Start the program once, learn what it takes, and load what is missing.
    pub fn load(&self, programs: &Programs, dossiers: u32) -> Result<Loaded> {
        let server = Server::start(&programs.program, &self.place, true)?;
        if self.is_new {
            server.wait_for_demo()?;
        }
        let province = Province::learn(&programs.program, &self.place, &server)?;
        let ledger = Ledger::open(
            &self.place.folder,
            &province.desk_names,
            &province.form_names,
        )?;
        let there = ledger.entries().len();
        complain(format!("{there} of {dossiers} dossiers lie there already"));
        let town = Town {
            address: server.address,
            folder: &self.place.folder,
            province: &province,
        };
        let (ledger, rate) = intake::load(&town, ledger, dossiers)?;
        Ok(Loaded {
            province,
            ledger,
            rate,
        })
    }
}

impl Drop for Site {
    fn drop(&mut self) {
        if let Some(folder) = &self.passing
            && let Err(fault) = std::fs::remove_dir_all(folder)
        {
            complain(format!("{} stays: {fault}", folder.display()));
        }
    }
}

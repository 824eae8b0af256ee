//! One run: load, drive each workload, measure the floors, say what came of it.

mod each;
mod gates;

use std::time::Duration;

use anyhow::{Context, Result};

use super::drive::Driven;
use super::latency;
use super::ledger::{Entry, Ledger};
use super::machine;
use super::memory;
use super::others::Ticks;
use super::province::Province;
use super::report::{Figure, Machine, MemoryFigure, Report};
use super::rounds::{OTHERS_MAX, middle};
use super::server::{Place, Programs, Server};
use super::site::{Loaded, Site};
use super::start::{REST, mebibytes};
use super::wish::{Engine, Wish, Workload};
use super::workload::{Town, inbox, log_in};
use crate::process::{complain, say};
use gates::{INBOX, ratios};

/// How long others are watched before anything begins.
const WATCH: Duration = Duration::from_secs(3);

/// The size at which the gates hold.
const GATES_AT: u32 = 1_000_000;

/// The size that the inbox's latency is compared with.
const SMALL: u32 = 10_000;

/// Measure; false when an answer was wrong, a gate was not met, or others are at work.
pub fn run(wish: &Wish, what: &[Workload]) -> Result<bool> {
    let Some(others) = others_borne(wish.busy)? else {
        return Ok(false);
    };
    let programs = Programs::find(wish.program.as_ref())?;
    let before = machine::measure()?;
    let small = small_inbox(wish, what, &programs)?;
    let site = Site::open(wish)?;
    let loaded = site.load(&programs, wish.dossiers)?;
    let mut run = Run::new(wish, &programs, &site.place, loaded, before);
    run.report.figures.extend(small);
    if others > OTHERS_MAX {
        run.report.remarks.push(format!(
            "taken beside other work, which took {:.0} % of the cores: these figures prove nothing",
            others * 100.0
        ));
    }
    run.measure(what)?;
    run.finish()
}

/// What others take of the cores; none, with a word to the person who waits, where that is too
/// much to measure beside.
pub fn others_borne(busy: bool) -> Result<Option<f64>> {
    let others = others_now()?;
    if others <= OTHERS_MAX || busy {
        return Ok(Some(others));
    }
    complain(format!(
        "Others take {:.0} % of the cores: what is measured now proves nothing. Wait until they \
         are done, or say --busy to try things out.",
        others * 100.0
    ));
    Ok(None)
}

/// The share of the cores that others take at this moment.
fn others_now() -> Result<f64> {
    let ours = [std::process::id()];
    let then = Ticks::now(&ours)?;
    std::thread::sleep(WATCH);
    Ok(Ticks::now(&ours)?.others_since(then))
}

/// The inbox at the small size, to compare the great one with.
fn small_inbox(wish: &Wish, what: &[Workload], programs: &Programs) -> Result<Option<Figure>> {
    let is_compared = wish.engine == Engine::Sqlite && wish.dossiers > SMALL;
    if !is_compared || !what.contains(&Workload::Inbox) {
        return Ok(None);
    }
    let site = Site::passing(wish.engine, "small")?;
    let loaded = site.load(programs, SMALL)?;
    let server = Server::start(&programs.program, &site.place, true)?;
    let town = Town {
        address: server.address,
        folder: &site.place.folder,
        province: &loaded.province,
    };
    let session = log_in(&town, "thuly")?;
    let driven = middle(wish.runs, |_| {
        inbox::html(&town, wish.load(), inbox::UNIT, &session)
    })?;
    Ok(Some(Figure::driven(small_name(), driven, None)))
}

fn small_name() -> String {
    format!("{INBOX}, {SMALL} dossiers")
}

/// What is needed throughout, and what was found so far.
struct Run<'a> {
    wish: &'a Wish,
    programs: &'a Programs,
    place: &'a Place,
    province: Province,
    /// Nothing while measured runs add to it.
    ledger: Option<Ledger>,
    report: Report,
    /// Whether everything that was wished was measured.
    is_whole: bool,
}

impl<'a> Run<'a> {
    fn new(
        wish: &'a Wish,
        programs: &'a Programs,
        place: &'a Place,
        loaded: Loaded,
        before: Machine,
    ) -> Self {
        let Loaded {
            province,
            ledger,
            rate,
        } = loaded;
        let mut remarks = vec![
            "every loaded dossier is open, and the demonstration's own stand beside them"
                .to_owned(),
        ];
        if let Some(rate) = rate {
            remarks.push(format!("loaded at {rate:.0} dossiers a second"));
        }
        let report = Report {
            engine: wish.engine.name(),
            dossiers: ledger.entries().len(),
            connections: wish.connections,
            seconds: wish.seconds,
            runs: wish.runs,
            machine: before,
            figures: Vec::new(),
            memory: Vec::new(),
            gates: Vec::new(),
            remarks,
        };
        Self {
            wish,
            programs,
            place,
            province,
            ledger: Some(ledger),
            report,
            is_whole: true,
        }
    }

    /// Everything that was wished, in the order that lets nothing disturb what comes after it.
    fn measure(&mut self, what: &[Workload]) -> Result<()> {
        let server = Server::start(&self.programs.program, self.place, true)?;
        std::thread::sleep(REST);
        self.weigh(&server, "at rest")?;
        for workload in Workload::ORDER {
            if what.contains(&workload) {
                self.one(&server, workload)?;
            }
        }
        self.weigh(&server, "after load")?;
        drop(server);
        self.weigh_file()?;
        // What was driven is said also when a floor or a start fails.
        let rest: [(Workload, fn(&mut Self) -> Result<()>); 2] = [
            (Workload::Intake, Self::raw_intake),
            (Workload::Start, Self::start),
        ];
        for (workload, measure) in rest {
            if what.contains(&workload)
                && let Err(fault) = measure(self)
            {
                self.is_whole = false;
                self.report.remarks.push(format!("not measured: {fault:#}"));
            }
        }
        Ok(())
    }

    fn town(&self, server: &Server) -> Town<'_> {
        Town {
            address: server.address,
            folder: &self.place.folder,
            province: &self.province,
        }
    }

    /// Drive one loop over the loaded dossiers, as often as was wished.
    fn driven(
        &self,
        server: &Server,
        name: &str,
        one: impl Fn(&Town<'_>, &[Entry]) -> Result<Driven>,
    ) -> Result<Figure> {
        let ledger = self.ledger.as_ref().context("the list is in use")?;
        let town = self.town(server);
        self.watched(server, name, || {
            middle(self.wish.runs, |_| one(&town, ledger.entries()))
        })
    }

    /// The same, a single time.
    fn once(
        &self,
        server: &Server,
        name: &str,
        one: impl Fn(&Town<'_>, &[Entry]) -> Result<Driven>,
    ) -> Result<Figure> {
        let ledger = self.ledger.as_ref().context("the list is in use")?;
        let town = self.town(server);
        self.watched(server, name, || one(&town, ledger.entries()))
    }

    /// The same, watching what others compute meanwhile.
    fn watched(
        &self,
        server: &Server,
        name: &str,
        drive: impl FnOnce() -> Result<Driven>,
    ) -> Result<Figure> {
        let ours = [std::process::id(), server.id()];
        let then = Ticks::now(&ours)?;
        let driven = drive().with_context(|| format!("driving {name}"))?;
        // PostgreSQL's own processes come and go and are not told from others.
        let others = match self.wish.engine {
            Engine::Sqlite => Some(Ticks::now(&ours)?.others_since(then)),
            Engine::Postgres => None,
        };
        Ok(Figure::driven(name, driven, others))
    }

    fn keep(&mut self, figure: Figure) {
        complain(figure.line());
        self.report.figures.push(figure);
    }

    fn weigh(&mut self, server: &Server, when: &'static str) -> Result<()> {
        let memory::Memory { anonymous, mapped } = memory::of_process(server.id())?;
        self.report.memory.push(MemoryFigure {
            when,
            own_mib: mebibytes(anonymous),
            mapped_mib: mebibytes(mapped),
        });
        Ok(())
    }

    /// What a dossier takes on disk, with everything that belongs to it.
    fn weigh_file(&mut self) -> Result<()> {
        let ledger = self.ledger.as_ref().context("the list is in use")?;
        let file = self.place.database_file();
        if self.wish.engine == Engine::Sqlite {
            let size = std::fs::metadata(&file)
                .with_context(|| format!("weighing {}", file.display()))?
                .len();
            let dossiers = ledger.entries().len().max(1);
            self.report.remarks.push(format!(
                "the database takes {} bytes a dossier",
                size / dossiers as u64
            ));
        }
        Ok(())
    }

    /// Ratios, the machine's speed once more, and what is said.
    fn finish(mut self) -> Result<bool> {
        self.report
            .machine
            .scan_ms
            .push(latency::milliseconds(machine::scan_time()?));
        let ratios = ratios(&self.report);
        self.report.gates.splice(0..0, ratios);
        let binding = self.wish.engine == Engine::Sqlite && self.wish.dossiers >= GATES_AT;
        if !binding {
            let remark =
                format!("the gates hold on SQLite at {GATES_AT} dossiers; here they show the way");
            self.report.remarks.push(remark);
        }
        if self.wish.json {
            say(serde_json::to_string_pretty(&self.report).context("writing the report")?);
        } else {
            say(self.report.table());
        }
        let met = self.report.gates.iter().all(|gate| gate.is_met);
        Ok(self.report.is_right() && (!binding || (met && self.is_whole)))
    }
}

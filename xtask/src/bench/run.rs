//! One run: load, drive each workload, measure the floors, say what came of it.

use std::time::Duration;

use anyhow::{Context, Result};

use super::drive::Driven;
use super::latency::median;
use super::ledger::{Entry, Ledger};
use super::machine;
use super::memory;
use super::others::Ticks;
use super::province::Province;
use super::report::{Figure, Gate, Machine, MemoryFigure, Report};
use super::rounds::{OTHERS_MAX, in_turns, middle};
use super::server::{Place, Programs, Server};
use super::site::{Loaded, Site};
use super::start::{REST, first_page, mebibytes};
use super::wish::{Engine, Wish, Workload};
use super::workload::{Town, act, alone, find, inbox, intake, log_in, pdf, search, track};
use super::{floor, latency};
use crate::process::{complain, say};

/// How long others are watched before anything begins.
const WATCH: Duration = Duration::from_secs(3);

/// The size at which the gates hold.
const GATES_AT: u32 = 1_000_000;

/// The size that the inbox's latency is compared with.
const SMALL: u32 = 10_000;

/// Receipts that must differ, so that none is still remembered when it is printed again.
const DIFFERENT: usize = 100;

const HELLO: &str = "floor: hello";
const RAW: &str = "floor: raw statements";
const PRESS: &str = "floor: bare press";
const INTAKE: &str = "intake";
const TRACK: &str = "track";
const INBOX: &str = "inbox page with counters";
const PDF: &str = "receipt PDF, 1 connection";
const START: &str = "start to the first tracking page, s";

/// Measure; false when an answer was wrong, a gate was not met, or others are at work.
pub fn run(wish: &Wish, what: &[Workload]) -> Result<bool> {
    let others = others_now()?;
    if others > OTHERS_MAX && !wish.busy {
        complain(format!(
            "Others take {:.0} % of the cores: what is measured now proves nothing. Wait until \
             they are done, or say --busy to try things out.",
            others * 100.0
        ));
        return Ok(false);
    }
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
        for workload in Workload::ALL {
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

    fn one(&mut self, server: &Server, workload: Workload) -> Result<()> {
        let load = self.wish.load();
        match workload {
            Workload::Track => self.track(server)?,
            Workload::Inbox => self.inbox(server)?,
            Workload::Search => {
                let found = self.driven(server, "search", |town, _| search::run(town, load))?;
                self.keep(found);
            }
            Workload::Find => self.find(server)?,
            Workload::Pdf => self.pdf(server)?,
            Workload::Act => {
                let acted = self.acts(server)?;
                self.keep(acted);
            }
            Workload::Intake => self.intake(server)?,
            Workload::Start => {}
        }
        Ok(())
    }

    fn track(&mut self, server: &Server) -> Result<()> {
        let load = self.wish.load();
        let (track, hello) = in_turns(
            self.wish.runs,
            || {
                self.once(server, TRACK, |town, entries| {
                    track::run(town, load, entries)
                })
            },
            || self.once(server, HELLO, |town, _| floor::hello(town.address, load)),
        )?;
        let wrong = self.driven(server, "track, wrong secret typed", |town, entries| {
            track::wrong_secret(town, load, entries)
        })?;
        self.keep(track);
        self.keep(hello);
        self.keep(wrong);
        Ok(())
    }

    fn inbox(&mut self, server: &Server) -> Result<()> {
        let load = self.wish.load();
        let json = self.driven(server, "inbox, JSON", |town, _| inbox::json(town, load))?;
        self.keep(json);
        let pages = [
            ("thuly", inbox::UNIT, INBOX),
            ("quay", inbox::DESK, "inbox page of a desk"),
        ];
        for (login, page, name) in pages {
            let session = log_in(&self.town(server), login)?;
            let html = self.driven(server, name, |town, _| {
                inbox::html(town, load, page, &session)
            })?;
            self.keep(html);
        }
        Ok(())
    }

    fn find(&mut self, server: &Server) -> Result<()> {
        let session = log_in(&self.town(server), find::LOGIN)?;
        let main = self.province.main_desk();
        for (name, connections, typed) in find::runs(self.wish.connections) {
            let load = self.wish.load_on(connections);
            let found = self.driven(server, name, |town, entries| {
                let asked = typed.asked(&of_desk(entries, main));
                find::run(town, load, &session, &asked)
            })?;
            self.keep(found);
        }
        Ok(())
    }

    fn pdf(&mut self, server: &Server) -> Result<()> {
        let session = log_in(&self.town(server), "quay")?;
        let load = alone(self.wish.load());
        let main = self.province.main_desk();
        let print = |town: &Town<'_>, entries: &[Entry], connections| {
            let entries: Vec<&Entry> = of_desk(entries, main);
            let load = super::drive::Load {
                connections,
                ..load
            };
            pdf::run(town, load, &session, &entries)
        };
        let one = || self.once(server, PDF, |town, entries| print(town, entries, 1));
        if self.programs.bare_press.is_some() {
            let (one, press) = in_turns(self.wish.runs, one, || self.bare_press())?;
            self.keep(one);
            self.keep(press);
        } else {
            let one = one()?;
            self.keep(one);
            self.without("bare press");
        }
        let two = self.driven(server, "receipt PDF, 2 connections", |town, entries| {
            print(town, entries, 2)
        })?;
        self.keep(two);
        Ok(())
    }

    fn acts(&mut self, server: &Server) -> Result<Figure> {
        let ledger = self.ledger.as_ref().context("the list is in use")?;
        let town = self.town(server);
        let untouched = act::Untouched::of(&town, ledger.entries())?;
        let load = self.wish.load();
        let figure = self.watched(server, "act", || {
            middle(self.wish.runs, |_| act::run(&town, load, &untouched))
        })?;
        let left = untouched.count();
        complain(format!("{left} dossiers were not acted on yet"));
        if left == 0 {
            let remark =
                "act: all dossiers were forwarded before the time was over; notes followed";
            self.report.remarks.push(remark.to_owned());
        }
        Ok(figure)
    }

    fn intake(&mut self, server: &Server) -> Result<()> {
        let ledger = self.ledger.take().context("the list is in use")?.shared();
        let town = self.town(server);
        let load = self.wish.load();
        let size = intake::size(&town);
        let figure = self.watched(server, INTAKE, || {
            middle(self.wish.runs, |nth| intake::run(&town, load, &ledger, nth))
        });
        self.ledger = Some(ledger.into_inner()?);
        let remark = format!("an application has {size} bytes on average");
        self.report.remarks.push(remark);
        self.keep(figure?);
        Ok(())
    }

    fn raw_intake(&mut self) -> Result<()> {
        let Some(program) = &self.programs.raw_intake else {
            self.without("raw statements");
            return Ok(());
        };
        let raw = floor::raw_intake(program, self.place, self.wish)?;
        let remark = format!(
            "raw statements write {:.1} rows an intake",
            raw.rows_per_intake
        );
        self.report.remarks.push(remark);
        self.keep(Figure::of_floor(
            RAW,
            raw.intakes_per_second,
            raw.commit_p50_ms,
            raw.commit_p99_ms,
        ));
        Ok(())
    }

    fn bare_press(&self) -> Result<Figure> {
        let program = self.programs.bare_press.as_ref();
        let program = program.context("the bare press was not built")?;
        let ledger = self.ledger.as_ref().context("the list is in use")?;
        let entries = of_desk(ledger.entries(), self.province.main_desk());
        if entries.len() < DIFFERENT {
            complain(format!(
                "receipts of only {} dossiers: the press remembers them, which flatters it",
                entries.len()
            ));
        }
        let press = floor::bare_press(program, &self.province, &entries, self.wish.seconds)?;
        Ok(Figure::of_floor(
            PRESS,
            press.papers_per_second,
            press.p50_ms,
            press.p99_ms,
        ))
    }

    fn without(&mut self, floor: &str) {
        let remark = format!("the floor \"{floor}\" was not built beside the program");
        self.report.remarks.push(remark);
        self.is_whole = false;
    }

    fn start(&mut self) -> Result<()> {
        let ledger = self.ledger.as_ref().context("the list is in use")?;
        let entry = ledger.entries().first().context("no dossier was loaded")?;
        let page = track::tracking_page(entry);
        let mut times = Vec::new();
        for _ in 0..self.wish.runs {
            let (time, server) = first_page(&self.programs.program, self.place, true, &page)?;
            times.push(time);
            drop(server);
        }
        let time = median(times).context("it was never started")?;
        self.report
            .gates
            .push(Gate::at_most(START, time.as_secs_f64(), 0.5));
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

/// What stands against what.
fn ratios(report: &Report) -> Vec<Gate> {
    let of = |figure: &str, floor: &str| Some(report.rate(figure)? / report.rate(floor)?);
    let mut gates = find::gates(report);
    if let Some(ratio) = of(INTAKE, RAW) {
        gates.push(Gate::at_least(
            "intake against raw statements",
            ratio,
            0.2,
            Some(0.35),
        ));
    }
    if let Some(ratio) = of(TRACK, HELLO) {
        gates.push(Gate::at_least(
            "tracking page against hello",
            ratio,
            0.05,
            Some(0.12),
        ));
    }
    let small = report.p99(&small_name());
    if let (Some(great), Some(small)) = (report.p99(INBOX), small) {
        gates.push(Gate::at_most(
            "inbox p99 against that at 10,000 dossiers",
            great / small,
            3.0,
        ));
    }
    if let Some(ratio) = of(PDF, PRESS) {
        gates.push(Gate::at_least(
            "receipt PDF against the bare press",
            ratio,
            0.8,
            None,
        ));
    }
    gates
}

/// The dossiers of one desk.
fn of_desk(entries: &[Entry], desk: Option<u16>) -> Vec<&Entry> {
    entries
        .iter()
        .filter(|entry| Some(entry.desk) == desk)
        .collect()
}

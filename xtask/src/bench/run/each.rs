//! Each workload that was wished: what it drives, beside its floor where it has one.

use anyhow::{Context, Result};

use super::Run;
use super::gates::{HELLO, INBOX, INTAKE, PDF, PRESS, RAW, TRACK};
use crate::bench::drive::Load;
use crate::bench::floor;
use crate::bench::latency::median;
use crate::bench::ledger::Entry;
use crate::bench::report::{Figure, Gate};
use crate::bench::rounds::{in_turns, middle};
use crate::bench::server::Server;
use crate::bench::start::first_page;
use crate::bench::wish::Workload;
use crate::bench::workload::lists::{self, Who};
use crate::bench::workload::{Town, act, alone, find, inbox, intake, log_in, pdf, search, track};
use crate::process::complain;

/// Receipts that must differ, so that none is still remembered when it is printed again.
const DIFFERENT: usize = 100;

const START: &str = "start to the first tracking page, s";

impl Run<'_> {
    /// One workload of those that are driven against a running server.
    pub(super) fn one(&mut self, server: &Server, workload: Workload) -> Result<()> {
        let load = self.wish.load();
        match workload {
            Workload::Track => self.track(server)?,
            Workload::Inbox => self.inbox(server)?,
            Workload::Lists => self.lists(server)?,
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

    fn lists(&mut self, server: &Server) -> Result<()> {
        self.follow_some(server)?;
        let town = self.town(server);
        let form = town.province.forms.first().context("no form was taken")?;
        let mut turned = Vec::new();
        for who in lists::READERS {
            let headers = self.headers(&town, who)?;
            for list in lists::of(who, &form.procedure) {
                turned.extend(lists::turn(&town, &list, &headers)?);
            }
        }
        for page in &turned {
            let figure = self.driven(server, &page.name, |town, _| {
                lists::run(town, lists::load(), page)
            })?;
            self.keep(figure);
        }
        let empty = turned.iter().filter(|page| page.is_empty);
        let empty: Vec<&str> = empty.map(|page| page.name.as_str()).collect();
        if !empty.is_empty() {
            let remark = format!("showed no dossier: {}", empty.join("; "));
            self.report.remarks.push(remark);
        }
        if let Some((name, _)) = lists::slowest(&self.report) {
            let remark = format!("the slowest list is {name}");
            self.report.remarks.push(remark);
        }
        Ok(())
    }

    /// The officer of the main desk follows some of its dossiers, so that such a list has pages.
    fn follow_some(&self, server: &Server) -> Result<()> {
        let ledger = self.ledger.as_ref().context("the list is in use")?;
        let entries = of_desk(ledger.entries(), self.province.main_desk());
        let town = self.town(server);
        let session = log_in(&town, find::LOGIN)?;
        lists::follow(&town, &session, &entries)
    }

    /// The header lines of whoever reads a list.
    fn headers(&self, town: &Town<'_>, who: Who) -> Result<String> {
        match who {
            Who::LogIn(login) => Ok(log_in(town, login)?.0),
            Who::Token => {
                let main = self.province.main_desk().map(usize::from);
                let desk = self.province.desks.get(main.unwrap_or_default());
                let desk = desk.context("no desk has an official")?;
                Ok(desk.receives.clone())
            }
        }
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
            let load = Load {
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

    pub(super) fn raw_intake(&mut self) -> Result<()> {
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

    pub(super) fn start(&mut self) -> Result<()> {
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
}

/// The dossiers of one desk.
fn of_desk(entries: &[Entry], desk: Option<u16>) -> Vec<&Entry> {
    entries
        .iter()
        .filter(|entry| Some(entry.desk) == desk)
        .collect()
}

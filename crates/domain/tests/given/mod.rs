//! A small invented province, its officials, and a play that gives them commands.

#![expect(dead_code, reason = "each test file uses its own part of the world")]

pub mod careless;
pub mod complete;
pub mod consulting;
pub mod drafts;
pub mod hand;
pub mod journey;
pub mod people;
pub mod procedures;
pub mod province;

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;

use domain::dossier::after::{after, replay};
use domain::dossier::command::{Act, Command};
use domain::dossier::decide::{decide, results_open};
use domain::dossier::event::{Event, Recorded};
use domain::dossier::open_now::{open_now, why_not};
use domain::dossier::personal::PersonalRow;
use domain::dossier::refusal::Refusal;
use domain::dossier::{Dossier, Now, Situation};
use domain::people::duty::Duty;
use domain::people::{Actor, Official};
use domain::procedure::declaration::Answers;
use domain::rulebook::Rulebook;

/// Monday, an ordinary working week ahead.
pub const MONDAY_MORNING: &str = "2026-03-02T09:00";

thread_local! {
    static LAST_ID: Cell<u128> = const { Cell::new(0) };
    static REFUSED: RefCell<BTreeSet<&'static str>> = const { RefCell::new(BTreeSet::new()) };
}

/// The next id of this test: 1, 2, 3 …
pub fn fresh() -> u128 {
    LAST_ID.with(|last| {
        last.set(last.get() + 1);
        last.get()
    })
}

/// Local time, written `2026-03-02T09:00`.
pub fn at(local: &str) -> Now {
    Now::from_local(local.parse().expect("a local date and time"))
}

/// The kebab names of all refusals that this test has met so far.
pub fn refusals_met() -> BTreeSet<&'static str> {
    REFUSED.with(|met| met.borrow().clone())
}

/// One dossier and everything that happened to it.
#[derive(Clone)]
pub struct Play {
    pub rules: &'static Rulebook,
    pub officials: Vec<Official>,
    pub duty: Duty,
    pub now: Now,
    pub number: u32,
    /// What the applicant declared, as the store reads it at reception.
    pub answers: Option<Answers>,
    pub dossier: Option<Dossier>,
    pub history: Vec<Recorded>,
    pub rows: Vec<PersonalRow>,
}

impl Play {
    /// Nothing has happened yet; it is Monday morning.
    pub fn new() -> Self {
        Self {
            rules: province::rulebook(),
            officials: people::all(),
            duty: Duty::default(),
            now: at(MONDAY_MORNING),
            number: 1,
            answers: None,
            dossier: None,
            history: Vec::new(),
            rows: Vec::new(),
        }
    }

    /// Turns the clock to a local time.
    pub fn at(&mut self, local: &str) -> &mut Self {
        self.now = at(local);
        self
    }

    /// Gives a command and takes down what happened.
    pub fn tries(&mut self, actor: &Actor, command: &Command) -> Result<Vec<Event>, Refusal> {
        let decided = self.judges(actor, command);
        match &decided {
            Err(refusal) => {
                REFUSED.with(|met| met.borrow_mut().insert(refusal.kebab()));
            }
            Ok(events) => {
                for event in events {
                    self.happens(event.clone());
                }
                self.rows.extend(command.personal_rows());
            }
        }
        decided
    }

    /// What would be answered; nothing happens.
    pub fn judges(&self, actor: &Actor, command: &Command) -> Result<Vec<Event>, Refusal> {
        let situation = self.situation(actor, command);
        decide(&situation, self.dossier.as_ref(), command)
    }

    /// Gives a command that has to succeed.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a command is written where it is given"
    )]
    #[track_caller]
    pub fn does(&mut self, actor: &Actor, command: Command) -> &mut Self {
        let act = command.act();
        if let Err(refusal) = self.tries(actor, &command) {
            panic!("{act:?} was refused: {refusal:?}\nat {:?}", self.dossier);
        }
        self
    }

    /// Gives a command that has to be refused; says why.
    #[expect(
        clippy::needless_pass_by_value,
        reason = "a command is written where it is given"
    )]
    #[track_caller]
    pub fn refused(&mut self, actor: &Actor, command: Command) -> Refusal {
        match self.tries(actor, &command) {
            Err(refusal) => refusal,
            Ok(events) => panic!("{:?} was not refused: {events:?}", command.act()),
        }
    }

    /// The dossier as it stands.
    #[track_caller]
    pub fn dossier(&self) -> &Dossier {
        self.dossier.as_ref().expect("a dossier was opened")
    }

    /// The stable name of the stage.
    pub fn stage(&self) -> &'static str {
        self.dossier().stage.name()
    }

    /// When the result is due, as `2026-03-09T17:00:00`; empty when nothing was promised.
    pub fn due(&self) -> String {
        let promise = self.dossier().promise.as_ref();
        promise.map_or(String::new(), |promise| promise.due.to_string())
    }

    /// The last event.
    #[track_caller]
    pub fn last(&self) -> &Event {
        &self.history.last().expect("something happened").event
    }

    /// What is open to this person now.
    pub fn open_to(&self, actor: &Actor) -> Vec<Act> {
        open_now(&self.situation(actor, &Command::Forward), self.dossier())
    }

    /// Why an act is not open to this person now.
    pub fn why_not(&self, actor: &Actor, act: Act) -> Option<Refusal> {
        why_not(
            &self.situation(actor, &Command::Forward),
            self.dossier(),
            act,
        )
    }

    /// In which ways the open step of a process can be completed.
    pub fn ways_open(&self, actor: &Actor) -> Vec<Option<String>> {
        results_open(&self.situation(actor, &Command::Forward), self.dossier())
    }

    /// The dossier that the events alone tell.
    pub fn replayed(&self) -> Option<Dossier> {
        replay(&self.history)
    }

    fn situation<'a>(&'a self, actor: &'a Actor, command: &Command) -> Situation<'a> {
        Situation {
            actor,
            now: self.now,
            rules: self.rules,
            number: Some(self.number),
            answers: self.answers.as_ref(),
            named: self
                .dossier
                .as_ref()
                .and_then(|dossier| command.named(dossier))
                .and_then(|id| self.officials.iter().find(|official| official.id == id)),
            duty: &self.duty,
        }
    }

    pub fn happens(&mut self, event: Event) {
        let number = u32::try_from(self.history.len() + 1).expect("a short play");
        let recorded = Recorded {
            number,
            at: self.now,
            event,
        };
        self.dossier = after(self.dossier.take(), &recorded);
        self.history.push(recorded);
    }
}

//! A dossier on its way: where it comes to by the token game.

mod told;

use std::sync::Arc;

use crate::dossier::course::{Begun, BesideKind, Course, Done};
use crate::dossier::decide::course::begin::folded;
use crate::dossier::decide::money;
use crate::dossier::event::Event;
use crate::dossier::refusal::Refusal;
use crate::dossier::refusal::course::CourseRefusal;
use crate::dossier::{Dossier, Resume, Situation, Stage};
use crate::people::Actor;
use crate::process::Process;
use crate::process::draft::{Awaited, Ending, Work};
use crate::process::run::{Doing, Position, Refusal as RunRefusal};

/// A dossier on its way.
#[derive(Clone)]
pub(super) struct Going<'a> {
    pub(super) situation: &'a Situation<'a>,
    pub(super) dossier: Dossier,
    pub(super) process: Arc<Process>,
    begun: Begun,
    /// Whether the dossier tells already what it began with.
    is_first: bool,
    position: Position,
    done: Vec<Done>,
    /// Whether the result is issued once this is told.
    is_issued: bool,
}

impl<'a> Going<'a> {
    /// Where a dossier stands; the reason where it goes by the line.
    pub(super) fn of(situation: &'a Situation<'a>, dossier: &Dossier) -> Result<Self, Refusal> {
        let course = dossier.course.as_ref().ok_or(CourseRefusal::NoProcess)?;
        let process = dossier.process_in(situation.rules);
        Ok(Self {
            situation,
            dossier: dossier.clone(),
            process: process.ok_or(CourseRefusal::NoProcess)?,
            begun: course.begun.clone(),
            is_first: false,
            position: course.position.clone(),
            done: Vec::new(),
            is_issued: matches!(dossier.stage, Stage::Resolved(..) | Stage::HandedOver(..)),
        })
    }

    /// At the beginning.
    pub(super) fn beginning(
        situation: &'a Situation<'a>,
        dossier: Dossier,
        process: Arc<Process>,
        begun: Begun,
    ) -> Result<Self, Refusal> {
        let position = process.begin(&begun.facts).map_err(refused)?;
        let going = Self {
            situation,
            dossier,
            process,
            begun,
            is_first: true,
            position,
            done: Vec::new(),
            is_issued: false,
        };
        going.arrived()
    }

    pub(super) fn actor(&self) -> &Actor {
        self.situation.actor
    }

    pub(super) fn course(&self) -> Result<&Course, Refusal> {
        let course = self.dossier.course.as_ref();
        course.ok_or_else(|| CourseRefusal::NoProcess.into())
    }

    pub(super) fn facts(&self) -> &crate::process::fact::Facts {
        &self.begun.facts
    }

    /// The same, the result being issued by what is told.
    pub(super) fn issuing(self) -> Self {
        Self {
            is_issued: true,
            ..self
        }
    }

    /// The dossier as these events leave it.
    pub(super) fn folded(&self, events: &[Event]) -> Dossier {
        let after = folded(self.situation, Some(&self.dossier), events);
        after.unwrap_or_else(|| self.dossier.clone())
    }

    /// The same way of a dossier to which something happened besides.
    pub(super) fn seen_as(self, dossier: Dossier) -> Self {
        Self { dossier, ..self }
    }

    /// The key of the wait that is open for this.
    pub(super) fn wait(&self, awaited: Awaited) -> Option<String> {
        let wait = self.dossier.course.as_ref()?.wait(awaited)?;
        Some(wait.key.clone())
    }

    /// The same, where the applicant is not waited for any more.
    pub(super) fn no_longer_awaited(mut self) -> Self {
        if let Stage::AwaitingSupplement {
            then: Resume::Settlement(held),
        } = &self.dossier.stage
        {
            self.dossier.stage = Stage::Examining(held.clone());
        }
        self
    }

    /// How the process came to its end, if it did.
    pub(super) fn ending(&self) -> Option<Ending> {
        self.process.ending(&self.position)
    }

    /// Whether the stage is one in which officials settle it.
    pub(super) fn is_in_settlement(&self) -> bool {
        !self.is_issued && self.dossier.holding().is_some()
    }

    /// Once the main step is done so.
    pub(super) fn after_done(self, done: Done) -> Result<Self, Refusal> {
        self.complete(done)?.arrived()
    }

    /// Once a step beside is done so.
    pub(super) fn after_beside(self, key: &str, result: Option<&str>) -> Result<Self, Refusal> {
        self.after_done(Done {
            key: key.to_owned(),
            result: result.map(str::to_owned),
            ran_out: false,
        })
    }

    /// Once a wait or a consultation has its answer.
    pub(super) fn after_block(self, key: &str) -> Result<Self, Refusal> {
        self.after_beside(key, None)
    }

    /// Once the only way of a step is gone, or what the process has no step for is done.
    pub(super) fn after_only(self, work: Work) -> Result<Self, Refusal> {
        match self.pick_only(work)? {
            Some(done) => self.after_done(done),
            None => Ok(self),
        }
    }

    /// Once the time of a block was over.
    pub(super) fn after_time(mut self, key: &str) -> Result<Self, Refusal> {
        let is_consult = self
            .course()?
            .beside(key)
            .is_some_and(|one| matches!(one.kind, BesideKind::Consult { .. }));
        self.position = if is_consult {
            self.process
                .complete(&self.position, key, None, &self.begun.facts)
        } else {
            self.process
                .time_out(&self.position, key, &self.begun.facts)
        }
        .map_err(refused)?;
        self.done.push(Done {
            key: key.to_owned(),
            result: None,
            ran_out: true,
        });
        self.arrived()
    }

    fn complete(mut self, done: Done) -> Result<Self, Refusal> {
        let (key, result) = (&done.key, done.result.as_deref());
        self.position = self
            .process
            .complete(&self.position, key, result, &self.begun.facts)
            .map_err(refused)?;
        self.done.push(done);
        Ok(self)
    }

    /// A wait for money where nothing is owed, and nothing is left to charge, is over at once.
    fn arrived(mut self) -> Result<Self, Refusal> {
        loop {
            let open = self.process.open_at(&self.position);
            let waits = open.iter().find_map(|open| match open.what {
                Doing::Wait(wait) if wait.awaits == Awaited::Payment => Some(wait.key.clone()),
                Doing::Wait(_) | Doing::Step(..) | Doing::Consult(_) => None,
            });
            let is_paid = || {
                let nothing_left = money::may_charge(self.situation, &self.dossier).is_err();
                nothing_left && self.dossier.owed().is_zero()
            };
            let Some(key) = waits.filter(|_| is_paid()) else {
                return Ok(self);
            };
            self = self.complete(Done {
                key,
                result: None,
                ran_out: false,
            })?;
        }
    }
}

/// What the token game says, as a refusal of a dossier.
pub(super) fn refused(why: RunRefusal) -> Refusal {
    let why = match why {
        RunRefusal::NotHere { .. } => CourseRefusal::StepNotOpen,
        RunRefusal::NoSuchResult { .. } => CourseRefusal::NotAWay,
        RunRefusal::NotAgain { .. } => CourseRefusal::BackTooOften,
        RunRefusal::NoTimeOut { .. } => CourseRefusal::NotOverYet,
        RunRefusal::UnknownFact { fact } => CourseRefusal::FactUnknown { fact },
    };
    why.into()
}

//! A dossier on its way: the position moves by the token game, and the event that tells it is made
//! of where it comes to.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::dossier::course::{
    Along, Begun, Beside, BesideKind, Course, Done, MainStep, RECORDS_AFTER_ALL, RETURN_AFTER_ALL,
    step_of,
};
use crate::dossier::decide::course::begin::folded;
use crate::dossier::decide::money;
use crate::dossier::event::Event;
use crate::dossier::refusal::Refusal;
use crate::dossier::refusal::course::CourseRefusal;
use crate::dossier::{Dossier, Holding, Outcome, Resume, Situation, Stage};
use crate::people::agency::AgencyId;
use crate::people::{Actor, Role};
use crate::process::Process;
use crate::process::draft::{Awaited, Ending, Work};
use crate::process::run::{Doing, OpenNow, Position, Refusal as RunRefusal};
use crate::workflow::{UnitRule, unit_for};

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

    /// These events, and the one that tells where it is now.
    pub(super) fn told(self, mut events: Vec<Event>) -> Result<Vec<Event>, Refusal> {
        let after = self.folded(&events);
        events.push(self.seen_as(after).along()?);
        Ok(events)
    }

    /// The event that tells where it is now.
    pub(super) fn along(&self) -> Result<Event, Refusal> {
        let main = self.main();
        let beside = self.beside(main.as_ref());
        Ok(Event::Along(Box::new(Along {
            begun: self.is_first.then(|| self.begun.clone()),
            done: self.done.clone(),
            position: self.position.clone(),
            main,
            beside,
        })))
    }

    /// Who has the dossier then: who does the main step, or leads while others are waited for.
    pub(super) fn holding(&self) -> Result<Holding, Refusal> {
        let main = self.main().map(|main| main.to);
        main.or_else(|| self.dossier.lead().cloned())
            .ok_or(Refusal::NotAtThisStage)
    }

    /// The main step: the one that was main before as long as it is open, else the first that is;
    /// and what the law asks for where the process has no step for it.
    pub(super) fn main(&self) -> Option<MainStep> {
        if let Some(ending) = self.ending() {
            return self.after_all(ending);
        }
        let open = self.process.open_at(&self.position);
        let awaits = |open: &OpenNow<'_>| match open.what {
            Doing::Wait(wait) => wait.awaits == Awaited::Citizen,
            Doing::Step(..) | Doing::Consult(_) => false,
        };
        // Nobody has it who could go on: the applicant is waited for.
        if self.dossier.awaits_supplement() && open.iter().any(awaits) {
            return None;
        }
        let steps = || {
            open.iter()
                .filter(|open| matches!(open.what, Doing::Step(..)))
        };
        let was = self.dossier.course.as_ref().and_then(|course| {
            let main = course.main.as_ref()?;
            main.key.as_deref()
        });
        let stays = steps().find(|open| was.is_some_and(|was| key_of(open) == was));
        let main = stays.or_else(|| steps().next())?;
        let Doing::Step(step, role) = main.what else {
            return None;
        };
        if step.work == Work::Return && !self.is_issued {
            return Some(self.records_after_all());
        }
        Some(MainStep {
            key: Some(step.key.clone()),
            work: step.work,
            role,
            minutes: main.minutes,
            to: self.at_step(&step.key, &step.unit),
            outcome: self.outcome_ahead(&step.key, step.work),
        })
    }

    fn at_step(&self, key: &str, rule: &UnitRule) -> Holding {
        let index = step_of(self.process.draft(), key).map(|(index, _)| index);
        let step = index.unwrap_or(RECORDS_AFTER_ALL);
        // At reception whoever received it has it.
        let unit = self.unit(rule);
        let received = match &self.dossier.stage {
            Stage::Received(held) if self.is_first && held.unit == unit => held.officer,
            _ => None,
        };
        // Whoever received it is remembered as the one who had the first step, whatever that is.
        let had = self.dossier.officers.get(&step).copied();
        Holding {
            step,
            unit,
            officer: received.or(had.filter(|_| !self.is_first)),
        }
    }

    fn unit(&self, rule: &UnitRule) -> AgencyId {
        let dossier = &self.dossier;
        unit_for(
            rule,
            &dossier.desk,
            &dossier.competent,
            self.situation.rules,
            self.situation.now.today(),
        )
    }

    /// The outcome that is recorded or proposed there, where only one is ahead.
    fn outcome_ahead(&self, key: &str, work: Work) -> Option<Outcome> {
        match work {
            Work::Reception | Work::Examination | Work::Return | Work::AtOnce => None,
            Work::Decision | Work::Records => {
                let ahead = self.process.draft().outlook(key, None, self.facts())?;
                only_outcome(&ahead.endings)
            }
        }
    }

    /// A result is recorded and handed over, whatever the process forgot.
    fn after_all(&self, ending: Ending) -> Option<MainStep> {
        match (ending, &self.dossier.stage) {
            (Ending::Stopped | Ending::Withdrawn, _) | (_, Stage::HandedOver(..)) => None,
            (Ending::Granted | Ending::Declined, _) if self.is_issued => Some(MainStep {
                key: None,
                work: Work::Return,
                role: Role::DeskOfficer,
                minutes: 0,
                to: Holding {
                    step: RETURN_AFTER_ALL,
                    unit: self.dossier.desk.clone(),
                    officer: None,
                },
                outcome: None,
            }),
            (Ending::Granted | Ending::Declined, _) => Some(self.records_after_all()),
        }
    }

    fn records_after_all(&self) -> MainStep {
        let ahead = |key: &str| self.process.draft().outlook(key, None, self.facts());
        let outcome = match self.ending() {
            Some(ending) => only_outcome(&BTreeSet::from([ending])),
            None => {
                let open = self.process.open_at(&self.position);
                let first = open.first().and_then(|open| ahead(key_of(open)));
                first.and_then(|ahead| only_outcome(&ahead.endings))
            }
        };
        MainStep {
            key: None,
            work: Work::Records,
            role: Role::RecordsClerk,
            minutes: 0,
            to: Holding {
                step: RECORDS_AFTER_ALL,
                unit: self.dossier.competent.clone(),
                officer: None,
            },
            outcome,
        }
    }

    fn beside(&self, main: Option<&MainStep>) -> Vec<Beside> {
        let open = self.process.open_at(&self.position);
        let main_key = main.and_then(|main| main.key.as_deref());
        // Where the result is recorded first, the step that hands it over is open, and not beside.
        let is_hidden = |open: &&OpenNow<'_>| match open.what {
            Doing::Step(step, _) => {
                Some(step.key.as_str()) == main_key
                    || (step.work == Work::Return && !self.is_issued)
            }
            Doing::Consult(_) | Doing::Wait(_) => false,
        };
        let beside = open.iter().filter(|open| !is_hidden(open));
        beside.map(|open| self.one_beside(open)).collect()
    }

    fn one_beside(&self, open: &OpenNow<'_>) -> Beside {
        let lead = || self.dossier.lead().map(|held| held.unit.clone());
        let waiting = || lead().unwrap_or_else(|| self.dossier.competent.clone());
        let minutes = open.minutes;
        let (kind, unit) = match open.what {
            Doing::Step(step, role) => (BesideKind::Step { role, minutes }, self.unit(&step.unit)),
            Doing::Consult(_) => (BesideKind::Consult { minutes }, waiting()),
            Doing::Wait(wait) => {
                let working_days = wait.time_out.as_ref().map(|silence| silence.working_days);
                let kind = match wait.awaits {
                    Awaited::Citizen => BesideKind::Citizen { working_days },
                    Awaited::Payment => BesideKind::Payment { working_days },
                };
                (kind, waiting())
            }
        };
        Beside {
            key: key_of(open).to_owned(),
            kind,
            unit,
        }
    }
}

fn key_of<'a>(open: &OpenNow<'a>) -> &'a str {
    match open.what {
        Doing::Step(step, _) => &step.key,
        Doing::Consult(consult) => &consult.key,
        Doing::Wait(wait) => &wait.key,
    }
}

fn only_outcome(endings: &BTreeSet<Ending>) -> Option<Outcome> {
    let granted = endings.contains(&Ending::Granted);
    match (granted, endings.contains(&Ending::Declined)) {
        (true, false) => Some(Outcome::Granted),
        (false, true) => Some(Outcome::Declined),
        (true, true) | (false, false) => None,
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

//! The event that tells where a dossier on its way is: who has the main step, and what is open beside
//! it.

use std::collections::BTreeSet;

use crate::dossier::course::{
    Along, Beside, BesideKind, MainStep, RECORDS_AFTER_ALL, RETURN_AFTER_ALL, step_of,
};
use crate::dossier::decide::course::going::Going;
use crate::dossier::event::Event;
use crate::dossier::refusal::Refusal;
use crate::dossier::{Holding, Outcome, Stage};
use crate::people::Role;
use crate::people::agency::AgencyId;
use crate::process::draft::{Awaited, Ending, Work};
use crate::process::run::{Doing, OpenNow};
use crate::workflow::{UnitRule, unit_for};

impl Going<'_> {
    /// These events, and the one that tells where it is now.
    pub(in crate::dossier::decide::course) fn told(
        self,
        mut events: Vec<Event>,
    ) -> Result<Vec<Event>, Refusal> {
        let after = self.folded(&events);
        events.push(self.seen_as(after).along()?);
        Ok(events)
    }

    /// The event that tells where it is now.
    pub(in crate::dossier::decide::course) fn along(&self) -> Result<Event, Refusal> {
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
    pub(in crate::dossier::decide::course) fn holding(&self) -> Result<Holding, Refusal> {
        let main = self.main().map(|main| main.to);
        main.or_else(|| self.dossier.lead().cloned())
            .ok_or(Refusal::NotAtThisStage)
    }

    /// The main step: the one that was main before as long as it is open, else the first that is;
    /// and what the law asks for where the process has no step for it.
    pub(in crate::dossier::decide::course) fn main(&self) -> Option<MainStep> {
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

//! The fold of the course: one event further, without asking any rule.

use crate::dossier::carried_on::CarriedBeside;
use crate::dossier::course::{Along, Course, Done, MainStep, Stood};
use crate::dossier::event::Proposal;
use crate::dossier::{Dossier, Holding, Now, Outcome, Resume, Stage};
use crate::people::agency::AgencyId;
use crate::process::draft::{Awaited, Work};

impl Dossier {
    /// Goes along: the position, what is open since when, and the stage that the main step means.
    pub(in crate::dossier) fn go_along(&mut self, along: &Along, at: Now) {
        let Some(mut course) = self.course.take().or_else(|| begun(along)) else {
            return;
        };
        let was_main = course.main.as_ref().and_then(|main| main.key.as_deref());
        let did_main = along.done.iter().any(|done| was_main == Some(&done.key));
        course.before = did_main.then(|| Box::new(stood(&course)));
        course.position = along.position.clone();
        course.main.clone_from(&along.main);
        course.beside.clone_from(&along.beside);
        let done = |key: &String| along.done.iter().any(|done| done.key == *key);
        let opened: Vec<String> = along
            .main
            .iter()
            .filter_map(|main| main.key.clone())
            .chain(along.beside.iter().map(|one| one.key.clone()))
            .collect();
        course
            .since
            .retain(|key, _| opened.contains(key) && !done(key));
        for key in opened {
            course.since.entry(key).or_insert(at);
        }
        course
            .done
            .extend(along.done.iter().map(|done: &Done| (done.clone(), at)));
        self.stage = self.stage_along(&course);
        self.course = Some(course);
    }

    fn stage_along(&self, course: &Course) -> Stage {
        if !self.is_open() {
            return self.stage.clone();
        }
        let is_awaited = course.wait(Awaited::Citizen).is_some();
        match (&course.main, &self.stage) {
            // The applicant, or what is issued, is waited for as before.
            (_, Stage::AwaitingSupplement { .. }) if is_awaited => self.stage.clone(),
            (Some(main), stage) => stage_at(main, stage),
            (None, Stage::Resolved(..)) => self.stage.clone(),
            (None, _) => match self.lead() {
                Some(lead) => self.stage_led_by(lead),
                None => self.stage.clone(),
            },
        }
    }

    /// While others are waited for it stands with whoever leads. A desk examines nothing: as long as
    /// nobody did, it has what it received.
    fn stage_led_by(&self, lead: &Holding) -> Stage {
        if self.examined_by.is_none() && lead.unit == self.desk {
            Self::stage_pulled_back(lead)
        } else {
            Stage::Examining(lead.clone())
        }
    }

    /// Who leads while others are waited for: whoever examined it last.
    pub(crate) fn lead(&self) -> Option<&Holding> {
        self.examined_by.as_ref().or_else(|| self.holding())
    }

    /// What was said to move does, and the main step with whoever has the dossier.
    pub(in crate::dossier) fn carry_on_beside(
        &mut self,
        moved: &[CarriedBeside],
        to: Option<&Holding>,
    ) {
        let Some(course) = &mut self.course else {
            return;
        };
        for one in &mut course.beside {
            if let Some(moved) = moved.iter().find(|moved| moved.key == one.key) {
                one.unit.clone_from(&moved.to);
            }
        }
        if let (Some(main), Some(to)) = (&mut course.main, to) {
            main.to.clone_from(to);
        }
    }

    /// What is open beside moves with the agency and the desk that carry on.
    pub(in crate::dossier) fn carry_on_course(
        &mut self,
        from: (&AgencyId, &AgencyId),
        to: (&AgencyId, &AgencyId),
    ) {
        let Some(course) = &mut self.course else {
            return;
        };
        for one in &mut course.beside {
            if one.unit == *from.0 {
                one.unit.clone_from(to.0);
            } else if one.unit == *from.1 {
                one.unit.clone_from(to.1);
            }
        }
    }
}

fn begun(along: &Along) -> Option<Course> {
    Some(Course {
        begun: along.begun.clone()?,
        position: along.position.clone(),
        main: None,
        beside: Vec::new(),
        since: std::collections::BTreeMap::new(),
        done: Vec::new(),
        before: None,
    })
}

fn stood(course: &Course) -> Stood {
    Stood {
        position: course.position.clone(),
        main: course.main.clone(),
        beside: course.beside.clone(),
    }
}

fn stage_at(main: &MainStep, stood: &Stage) -> Stage {
    let to = main.to.clone();
    let outcome = || main.outcome.unwrap_or_else(|| outcome_at(stood));
    if let Stage::Resolved(_, outcome, issued) = stood {
        return Stage::Resolved(to, *outcome, issued.clone());
    }
    match main.work {
        Work::Reception | Work::AtOnce => Stage::Received(to),
        Work::Examination => Stage::Examining(to),
        Work::Decision => Stage::Deciding(to, proposal_at(main, stood)),
        Work::Records | Work::Return => Stage::Numbering(to, outcome()),
    }
}

fn outcome_at(stood: &Stage) -> Outcome {
    match stood {
        Stage::Numbering(_, outcome)
        | Stage::Resolved(_, outcome, _)
        | Stage::HandedOver(outcome, _) => *outcome,
        Stage::Deciding(_, proposal) => proposal.outcome,
        Stage::Submitted
        | Stage::AwaitingSupplement {
            then: Resume::Reception | Resume::Settlement(_),
        }
        | Stage::Refused
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Withdrawn
        | Stage::Stopped => Outcome::Granted,
    }
}

fn proposal_at(main: &MainStep, stood: &Stage) -> Proposal {
    match stood {
        Stage::Deciding(_, proposal) => proposal.clone(),
        Stage::Submitted
        | Stage::AwaitingSupplement { .. }
        | Stage::Refused
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Numbering(..)
        | Stage::Resolved(..)
        | Stage::HandedOver(..)
        | Stage::Withdrawn
        | Stage::Stopped => Proposal {
            outcome: main.outcome.unwrap_or_else(|| outcome_at(stood)),
            note: None,
        },
    }
}

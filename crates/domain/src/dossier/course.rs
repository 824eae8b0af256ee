//! The course of a dossier through the published process that it goes by: pinned at reception,
//! derived from events only. A dossier without one goes by the line of its procedure.

mod fold;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

use crate::calendar::WorkingCalendar;
use crate::calendar::deadline::{self, Moment};
use crate::calendar::time_limit::TimeLimit;
use crate::dossier::{Dossier, Holding, Now, Outcome};
use crate::people::agency::AgencyId;
use crate::people::{Official, Role};
use crate::process::Process;
use crate::process::draft::{Awaited, Block, Draft, Step, Work};
use crate::process::fact::Facts;
use crate::process::run::Position;
use crate::rulebook::Rulebook;
use crate::workflow::StepIndex;

/// The number of the step in which a result is recorded where the process has no such step.
pub const RECORDS_AFTER_ALL: StepIndex = StepIndex(251);

/// The number of the step in which a result is handed over where the process has no such step.
pub const RETURN_AFTER_ALL: StepIndex = StepIndex(252);

/// It went along its process (đi theo quy trình), as the event keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Along {
    /// What it began with; only in the first of a dossier.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub begun: Option<Begun>,
    /// What was done, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub done: Vec<Done>,
    /// Where it stands now.
    pub position: Position,
    /// The step that whoever has the dossier does; none while others are waited for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub main: Option<MainStep>,
    /// What is open besides.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub beside: Vec<Beside>,
}

/// The version a dossier is pinned to, and its facts: declared words of few values, never what
/// somebody wrote.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// The version of the procedure's published process.
    pub version: u32,
    /// The value of each fact that the process declares.
    pub facts: Facts,
}

/// A block that is done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// Its key.
    pub key: String,
    /// How it turned out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub result: Option<String>,
    /// Whether its time was over.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub ran_out: bool,
}

/// The step that whoever has the dossier does.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MainStep {
    /// Its key; none where the process has no step for what the law asks: to record the result, to
    /// hand it over.
    pub key: Option<String>,
    /// What is done.
    pub work: Work,
    /// Who may do it.
    pub role: Role,
    /// Its working minutes in this pass.
    pub minutes: u64,
    /// Who has it.
    pub to: Holding,
    /// How it was decided, where that is what is recorded or handed over.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
}

/// Something open beside the main step.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beside {
    /// Its key.
    pub key: String,
    /// What is waited for.
    pub kind: BesideKind,
    /// The unit that does it, or that waits.
    pub unit: AgencyId,
}

/// What is waited for beside the main step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BesideKind {
    /// A step, done by this role of the unit.
    Step {
        /// The role.
        role: Role,
        /// Its working minutes in this pass.
        minutes: u64,
    },
    /// Opinions, or silence for so many working minutes.
    Consult {
        /// Its clock.
        minutes: u64,
    },
    /// The applicant.
    Citizen {
        /// After so many working days of silence it goes on; none: it waits.
        working_days: Option<u16>,
    },
    /// Money.
    Payment {
        /// As for the applicant.
        working_days: Option<u16>,
    },
}

/// Where a dossier is on its course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    /// What it began with.
    pub begun: Begun,
    /// Where it stands.
    pub position: Position,
    /// The step that whoever has the dossier does.
    pub main: Option<MainStep>,
    /// What is open besides.
    pub beside: Vec<Beside>,
    /// Since when each block is open.
    pub since: BTreeMap<String, Now>,
    /// What was done, and when.
    pub done: Vec<(Done, Now)>,
    /// Where it stood before the main step was done, until something else moves it: to there it is
    /// pulled back.
    pub before: Option<Box<Stood>>,
}

/// Where a dossier stood on its course.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stood {
    /// Its position in the process.
    pub position: Position,
    /// The step that whoever had the dossier did.
    pub main: Option<MainStep>,
    /// What was open besides.
    pub beside: Vec<Beside>,
}

impl BesideKind {
    /// How long it may stay open before time closes it; none where it waits for ever.
    fn limit(self) -> Option<TimeLimit> {
        match self {
            Self::Step { .. } => None,
            Self::Consult { minutes } => Some(TimeLimit::WorkingHours {
                minutes: u32::try_from(minutes).unwrap_or(u32::MAX).max(1),
            }),
            Self::Citizen { working_days } | Self::Payment { working_days } => {
                working_days.map(|days| TimeLimit::WorkingDays(days.max(1)))
            }
        }
    }

    /// The fewest minutes of any clock after which its time may be over; none where it never is.
    pub fn least_minutes(self) -> Option<i64> {
        match self {
            Self::Step { .. } => None,
            Self::Consult { minutes } => Some(i64::try_from(minutes).unwrap_or(i64::MAX)),
            Self::Citizen { working_days } | Self::Payment { working_days } => {
                // The first day may be nearly over when it begins.
                working_days.map(|days| i64::from(days.saturating_sub(1)) * 24 * 60)
            }
        }
    }

    /// The role that does it, where it is a step.
    pub fn role(self) -> Option<Role> {
        match self {
            Self::Step { role, .. } => Some(role),
            Self::Consult { .. } | Self::Citizen { .. } | Self::Payment { .. } => None,
        }
    }
}

impl Course {
    /// What is open beside the main step under this key.
    pub fn beside(&self, key: &str) -> Option<&Beside> {
        self.beside.iter().find(|one| one.key == key)
    }

    /// The wait for the applicant or for money that is open.
    pub(crate) fn wait(&self, awaited: Awaited) -> Option<&Beside> {
        self.beside.iter().find(|one| match one.kind {
            BesideKind::Citizen { .. } => awaited == Awaited::Citizen,
            BesideKind::Payment { .. } => awaited == Awaited::Payment,
            BesideKind::Step { .. } | BesideKind::Consult { .. } => false,
        })
    }

    /// Whether only opinions are waited for.
    pub(crate) fn waits_for_opinions(&self) -> bool {
        let is_consult = |one: &Beside| matches!(one.kind, BesideKind::Consult { .. });
        self.main.is_none() && self.beside.iter().any(is_consult)
    }

    /// Whether only money is waited for.
    pub(crate) fn waits_for_payment(&self) -> bool {
        self.main.is_none() && self.wait(Awaited::Payment).is_some()
    }

    /// When the time of what is open under this key is over; none where it never is, or a year has
    /// no calendar.
    pub fn over_at(&self, key: &str, calendar: &WorkingCalendar) -> Option<DateTime> {
        let limit = self.beside(key)?.kind.limit()?;
        let since = self.since.get(key)?.local();
        let counted = deadline::promise(calendar, since, &limit, Moment::EndOfDay);
        counted.ok().map(|counted| counted.due)
    }

    /// What of it time has closed by now.
    pub fn over_by(&self, calendar: &WorkingCalendar, now: Now) -> Vec<&str> {
        let keys = self.beside.iter().map(|one| one.key.as_str());
        keys.filter(|key| {
            let over = self.over_at(key, calendar);
            over.is_some_and(|over| over < now.local())
        })
        .collect()
    }

    /// Whether the official does the main step, or could: the role of the step in the unit that has
    /// it. Whoever has several roles has each of them.
    pub(crate) fn may_do(&self, official: &Official, unit: &AgencyId) -> bool {
        let main = self.main.as_ref();
        main.is_some_and(|main| official.is(main.role) && official.unit == *unit)
    }

    /// Whether the official may do a step beside the main one.
    pub fn may_do_beside(&self, official: &Official, one: &Beside) -> bool {
        one.unit == official.unit && one.kind.role().is_some_and(|role| official.is(role))
    }
}

impl Dossier {
    /// The process that it goes by; none where it goes by the line.
    pub fn process_in(&self, rules: &Rulebook) -> Option<Arc<Process>> {
        let course = self.course.as_ref()?;
        let version = rules
            .processes
            .version(&self.procedure, course.begun.version)?;
        version.process()
    }

    /// The units in which something is open beside the main step.
    pub fn units_beside(&self) -> impl Iterator<Item = &AgencyId> {
        let beside = self.course.iter().flat_map(|course| &course.beside);
        beside
            .filter(|one| one.kind.role().is_some())
            .map(|one| &one.unit)
    }
}

/// The step of a draft with this key, and the number by which its holder is remembered.
pub(crate) fn step_of<'a>(draft: &'a Draft, key: &str) -> Option<(StepIndex, &'a Step)> {
    numbered_steps(draft).find(|(_, step)| step.key == key)
}

/// The steps of a draft in the order in which they are written, numbered.
pub fn numbered_steps(draft: &Draft) -> impl Iterator<Item = (StepIndex, &Step)> {
    let steps = draft.blocks().filter_map(|block| match block {
        Block::Step(step) => Some(step),
        Block::Choice(_)
        | Block::Parallel(_)
        | Block::Loop(_)
        | Block::Again(_)
        | Block::Consult(_)
        | Block::Wait(_)
        | Block::End(_) => None,
    });
    let numbered = steps.enumerate();
    numbered.map(|(place, step)| (StepIndex(u8::try_from(place).unwrap_or(u8::MAX)), step))
}

/// What people call the block with this key.
pub fn name_of<'a>(draft: &'a Draft, key: &str) -> Option<&'a str> {
    let mut blocks = draft.blocks();
    blocks.find_map(|block| match block {
        Block::Step(step) if step.key == key => Some(step.name.as_str()),
        Block::Consult(consult) if consult.key == key => Some(consult.name.as_str()),
        Block::Wait(wait) if wait.key == key => Some(wait.name.as_str()),
        Block::Step(_)
        | Block::Choice(_)
        | Block::Parallel(_)
        | Block::Loop(_)
        | Block::Again(_)
        | Block::Consult(_)
        | Block::Wait(_)
        | Block::End(_) => None,
    })
}

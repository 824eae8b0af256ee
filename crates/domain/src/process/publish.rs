//! Publishing a process: whatever is refused is refused before anybody goes by it.

use jiff::civil::Date;

use crate::calendar::time_limit::TimeLimit;
use crate::procedure::{Procedure, ProcedureCode};
use crate::process::check::{Finding, MINUTES_A_DAY, minutes_of};
use crate::process::draft::Draft;
use crate::process::published::{ProcessDecision, PublishedProcess};
use crate::process::surroundings::Surroundings;
use crate::rulebook::Rulebook;

/// A process that is to be published for a procedure (công bố quy trình).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewProcess {
    /// Whose process it is.
    pub procedure: ProcedureCode,
    /// The first day on which new dossiers go by it.
    pub from: Date,
    /// The decision it rests on.
    pub decision: ProcessDecision,
    /// What was written down.
    pub draft: Draft,
}

/// Why a process is not published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublishRefusal {
    /// No version of such a procedure is in force on the first day.
    NoSuchProcedure,
    /// No number of a decision.
    DecisionMissing,
    /// The decision is dated on a day that is still to come.
    DecisionAhead,
    /// It would begin before today: dossiers were received under another one.
    BeginsInThePast,
    /// It would begin before an earlier version does.
    BeginsTooEarly {
        /// That version.
        version: u32,
        /// Its first day.
        from: Date,
    },
    /// The newest version says just the same.
    AlreadyPublished {
        /// That version.
        version: u32,
    },
    /// What was found, with at least one error among it.
    Unsound(Vec<Finding>),
    /// A case has to be settled sooner than the process takes.
    TooLong(TooLong),
}

/// A case whose limit is shorter than the longest way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TooLong {
    /// The name of the case.
    pub case: String,
    /// What is promised there.
    pub limit: TimeLimit,
    /// Working minutes of the longest way in that case.
    pub minutes: u64,
}

impl TooLong {
    /// The longest way in working days, a day begun being a day.
    pub fn days(&self) -> u64 {
        self.minutes.div_ceil(MINUTES_A_DAY)
    }
}

/// The next version of a procedure's process, if nothing speaks against it.
///
/// `around` says who works where on the first day.
///
/// # Errors
/// The first reason against it, what can be mended in the form before what has to be mended in the
/// process.
pub fn publish(
    rules: &Rulebook,
    new: NewProcess,
    around: &Surroundings,
    today: Date,
) -> Result<PublishedProcess, PublishRefusal> {
    let procedure = rules.procedure_on(&new.procedure, new.from);
    let procedure = procedure.ok_or(PublishRefusal::NoSuchProcedure)?;
    let versions = rules.processes.of(&new.procedure);
    may_begin(&new, today)?;
    if let Some(last) = versions.last() {
        if last.draft == new.draft {
            let version = last.version;
            return Err(PublishRefusal::AlreadyPublished { version });
        }
        if new.from < last.from {
            return Err(PublishRefusal::BeginsTooEarly {
                version: last.version,
                from: last.from,
            });
        }
    }
    let checked = new.draft.clone().check(around);
    checked.map_err(PublishRefusal::Unsound)?;
    let not_acted = new.draft.act_findings();
    if !not_acted.is_empty() {
        return Err(PublishRefusal::Unsound(not_acted));
    }
    if let Some(case) = too_long(&new.draft, procedure) {
        return Err(PublishRefusal::TooLong(case));
    }
    let version = versions.last().map_or(1, |last| last.version + 1);
    let NewProcess {
        procedure,
        from,
        decision,
        draft,
    } = new;
    Ok(PublishedProcess::new(
        procedure, version, from, decision, draft,
    ))
}

fn may_begin(new: &NewProcess, today: Date) -> Result<(), PublishRefusal> {
    if new.decision.number.trim().is_empty() {
        return Err(PublishRefusal::DecisionMissing);
    }
    if today < new.decision.dated_on {
        return Err(PublishRefusal::DecisionAhead);
    }
    if new.from < today {
        return Err(PublishRefusal::BeginsInThePast);
    }
    Ok(())
}

/// The first case that is promised sooner than the longest way through the draft takes; for a draft
/// that was checked.
pub fn too_long(draft: &Draft, procedure: &Procedure) -> Option<TooLong> {
    procedure.cases.iter().find_map(|case| {
        let longest = draft.in_case(&case.key.0).longest_minutes();
        let mut terms = case.terms.iter().map(|terms| terms.promised());
        let limit = terms.find(|limit| minutes_of(limit).is_some_and(|most| most < longest))?;
        Some(TooLong {
            case: case.name.clone(),
            limit: limit.clone(),
            minutes: longest,
        })
    })
}

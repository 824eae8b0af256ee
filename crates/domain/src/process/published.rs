//! Processes that a province has published, and which of them counts on a day.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::procedure::{Procedure, ProcedureCode, Terms};
use crate::process::Process;
use crate::process::draft::Draft;
use crate::process::fitted::{Fitted, FittedKey, template_of};
use crate::process::surroundings::Surroundings;
use crate::process::template::Template;
use crate::rulebook::Rulebook;

/// The decision by which a process was approved (quyết định phê duyệt quy trình nội bộ).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProcessDecision {
    /// Number, such as `812/QĐ-UBND`.
    pub number: String,
    /// The day it was signed.
    pub dated_on: Date,
    /// Who signed it; empty when not said.
    #[serde(default)]
    pub issuer: String,
}

/// One version of the process of a procedure, published for good (quy trình đã công bố).
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct PublishedProcess {
    /// Whose process it is.
    pub procedure: ProcedureCode,
    /// Its number, from 1.
    pub version: u32,
    /// The first day on which new dossiers go by it.
    pub from: Date,
    /// The decision it rests on.
    pub decision: ProcessDecision,
    /// What was written down.
    pub draft: Draft,
    /// Proven on first use: a rulebook is read anew after each change.
    #[serde(skip)]
    process: OnceLock<Option<Arc<Process>>>,
    /// Looked at on first use.
    #[serde(skip)]
    can_be_gone: OnceLock<bool>,
}

impl PublishedProcess {
    pub(super) fn new(
        procedure: ProcedureCode,
        version: u32,
        from: Date,
        decision: ProcessDecision,
        draft: Draft,
    ) -> Self {
        Self {
            procedure,
            version,
            from,
            decision,
            draft,
            process: OnceLock::new(),
            can_be_gone: OnceLock::new(),
        }
    }

    /// The process; none when what is stored was never sound. Staff was looked at when it was
    /// published: whoever left since does not take the process away from open dossiers.
    pub fn process(&self) -> Option<Arc<Process>> {
        let proven = self.process.get_or_init(|| {
            let process = self.draft.clone().check(&Surroundings::default()).ok()?;
            Some(Arc::new(
                process.known_as(self.procedure.to_string(), self.version),
            ))
        });
        proven.clone()
    }

    /// The process, if dossiers can go by it; what was published before that was asked may ask for
    /// what no act does.
    pub fn for_dossiers(&self) -> Option<Arc<Process>> {
        let process = self.process()?;
        let can_be_gone = self
            .can_be_gone
            .get_or_init(|| self.draft.act_findings().is_empty());
        can_be_gone.then_some(process)
    }
}

/// Every version that was published (quy trình đã công bố), and templates for what has none.
#[derive(Clone, Debug, Default)]
pub struct Processes {
    /// Oldest version first.
    published: BTreeMap<ProcedureCode, Vec<Arc<PublishedProcess>>>,
    fitted: Fitted,
}

impl Processes {
    /// What was published, in any order.
    pub fn new(published: impl IntoIterator<Item = PublishedProcess>) -> Self {
        let mut by_code: BTreeMap<ProcedureCode, Vec<Arc<PublishedProcess>>> = BTreeMap::new();
        for one in published {
            let versions = by_code.entry(one.procedure.clone()).or_default();
            versions.push(Arc::new(one));
        }
        for versions in by_code.values_mut() {
            versions.sort_by_key(|one| one.version);
        }
        Self {
            published: by_code,
            fitted: Fitted::default(),
        }
    }

    /// Every version of every published process, by procedure, oldest first.
    pub fn all(&self) -> impl Iterator<Item = &Arc<PublishedProcess>> {
        self.published.values().flatten()
    }

    /// Every version that was published for a procedure, oldest first.
    pub fn of(&self, code: &ProcedureCode) -> &[Arc<PublishedProcess>] {
        self.published.get(code).map_or(&[][..], Vec::as_slice)
    }

    /// The one that new dossiers go by on `day`: of those that began, the newest.
    pub fn in_force(&self, code: &ProcedureCode, day: Date) -> Option<&Arc<PublishedProcess>> {
        let begun = self.of(code).iter().filter(|one| one.from <= day);
        begun.max_by_key(|one| one.version)
    }

    /// A version by number, in force or not.
    pub fn version(&self, code: &ProcedureCode, version: u32) -> Option<&Arc<PublishedProcess>> {
        self.of(code).iter().find(|one| one.version == version)
    }
}

impl Rulebook {
    /// The process that a new dossier on these terms goes by on `day`: the published one, or else
    /// that of the template by kind. None when the procedure has no such terms.
    pub fn process_for(
        &self,
        procedure: &Procedure,
        terms: &Terms,
        day: Date,
    ) -> Option<Arc<Process>> {
        match self.processes.in_force(&procedure.code, day) {
            Some(published) => published.process(),
            None => self.process_by_template(procedure, terms),
        }
    }

    /// The process that the template by kind gives for these terms, whatever is published.
    pub fn process_by_template(
        &self,
        procedure: &Procedure,
        terms: &Terms,
    ) -> Option<Arc<Process>> {
        self.processes.fitted.process(procedure, terms)
    }

    /// The process that an open dossier goes by, whatever is in force today: by
    /// [`Process::key`] and [`Process::version`].
    pub fn process_version(&self, key: &str, version: u32) -> Option<Arc<Process>> {
        if version > 0 {
            let code = key.parse().ok()?;
            return self.processes.version(&code, version)?.process();
        }
        let key: FittedKey = key.parse().ok()?;
        let procedure = self.procedure_version(&key.code, key.version)?;
        let terms = procedure.case(&key.case)?.terms.get(key.terms)?;
        let process = self.process_by_template(procedure, terms)?;
        (process.key() == key.to_string()).then_some(process)
    }

    /// The template that a procedure goes by as long as nothing is published for it.
    pub fn template_of(&self, procedure: &Procedure) -> Option<&'static Template> {
        template_of(procedure)
    }
}

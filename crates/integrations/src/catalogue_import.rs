//! What an import of procedures will do, worked out before anything is stored.

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::procedure::content::Change;
use domain::procedure::{Procedure, ProcedureCode};
use serde::{Deserialize, Serialize};

use crate::reading::Problem;

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportReport {
    /// Procedures that are new.
    pub created: u32,
    /// Procedures that get a new version.
    pub changed: u32,
    /// Procedures whose latest version says the same.
    pub unchanged: u32,
    /// What was not taken: one line a reason; a file named here is not taken at all.
    pub refused: Vec<Refused>,
    /// What was taken as text and waits for an administrator.
    pub to_mend: Vec<ToMendLine>,
}

/// One reason why a file was not taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Refused {
    /// The file.
    pub file: String,
    /// The place in it.
    pub field: String,
    /// What is wrong, in Vietnamese.
    pub reason: String,
}

/// One text that waits to be mended.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToMendLine {
    /// The procedure.
    pub code: ProcedureCode,
    /// The field, as the source names it.
    pub field: String,
    /// The text as it came.
    pub text: String,
    /// Why it could not be read, in Vietnamese.
    pub reason: String,
}

/// How an incoming procedure differs from the latest version kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// The procedure.
    pub code: ProcedureCode,
    /// The fields that change.
    pub changes: Vec<Change>,
}

/// What to store, and what to tell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Plan {
    /// The report, complete before anything is stored.
    pub report: ImportReport,
    /// The new versions, numbered; in the order of the files.
    pub to_store: Vec<Procedure>,
    /// What changes in procedures that are kept already, for the dry run.
    pub differences: Vec<Difference>,
}

/// Works out an import: `current` is every version kept, `incoming` the files as they were read.
///
/// What says the same as the latest version is not stored again, so a second run changes nothing.
/// Of two files with one code the second is refused.
pub fn plan(
    current: &[Arc<Procedure>],
    incoming: Vec<(String, Result<Procedure, Vec<Problem>>)>,
) -> Plan {
    let mut latest: BTreeMap<&ProcedureCode, &Procedure> = BTreeMap::new();
    for procedure in current {
        let known = latest.entry(&procedure.code).or_insert(procedure);
        if known.version < procedure.version {
            *known = procedure;
        }
    }
    let mut plan = Plan::default();
    let mut files: BTreeMap<ProcedureCode, String> = BTreeMap::new();
    for (file, read) in incoming {
        let procedure = match read {
            Ok(procedure) => procedure,
            Err(problems) => {
                plan.report
                    .refused
                    .extend(problems.into_iter().map(|problem| Refused {
                        file: file.clone(),
                        field: problem.field,
                        reason: problem.reason,
                    }));
                continue;
            }
        };
        if let Some(first) = files.get(&procedure.code) {
            let reason = format!(
                "mã {} đã có ở tệp {first} của cùng lần nhập",
                procedure.code
            );
            plan.report.refused.push(Refused {
                file,
                field: "code".to_owned(),
                reason,
            });
            continue;
        }
        files.insert(procedure.code.clone(), file);
        plan.take(latest.get(&procedure.code).copied(), procedure);
    }
    plan
}

impl Plan {
    fn take(&mut self, latest: Option<&Procedure>, procedure: Procedure) {
        self.report
            .to_mend
            .extend(procedure.to_mend.iter().map(|line| ToMendLine {
                code: procedure.code.clone(),
                field: line.field.clone(),
                text: line.text.clone(),
                reason: line.reason.clone(),
            }));
        match latest {
            None => {
                self.report.created += 1;
                self.to_store.push(Procedure {
                    version: 1,
                    ..procedure
                });
            }
            Some(known) if known.same_content(&procedure) => self.report.unchanged += 1,
            Some(known) => {
                self.report.changed += 1;
                let changes = known.difference(&procedure);
                self.differences.push(Difference {
                    code: procedure.code.clone(),
                    changes,
                });
                self.to_store.push(Procedure {
                    version: known.version + 1,
                    ..procedure
                });
            }
        }
    }
}

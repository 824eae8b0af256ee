//! A process as pages show it: its picture, and the same in tables that read without it.

use askama::filters::Safe;
use documents::SheetStep;
use domain::procedure::Procedure;
use domain::process::Process;
use domain::process::called::Called;
use domain::process::check::Finding;
use domain::process::naming::Naming;
use domain::process::picture::Picture;
use domain::process::wording::repair;
use domain::rulebook::Rulebook;

use crate::process_picture::svg;
use crate::process_sheet::{steps, times};
use crate::wording::people::role;
use crate::wording::process::{found, weight};

/// What a page shows of a process.
pub(super) struct Shown {
    /// Empty where there is too much of it to be looked at.
    pub picture: Safe<String>,
    /// Name; who and where; how long; what is done; what comes next.
    pub steps: Vec<[String; 5]>,
    /// To which end; how long; share of the limit; along which way.
    pub times: Vec<[String; 4]>,
}

impl Shown {
    pub fn of(process: &Process, called: &Called) -> Self {
        let picture = Picture::called(process.draft(), called, role);
        let steps = picture.as_ref().map(steps).unwrap_or_default();
        Self {
            steps: steps.into_iter().map(row).collect(),
            picture: Safe(picture.as_ref().map(svg).unwrap_or_default()),
            times: times(process, called),
        }
    }
}

/// Which template a procedure goes by.
pub(super) fn template(rules: &Rulebook, procedure: &Procedure) -> String {
    let template = rules.template_of(procedure);
    template.map_or_else(String::new, |template| {
        format!("Quy trình mẫu: {}", template.thousandths().name)
    })
}

/// What was found: how much it weighs and what it is, and how to mend it.
pub(super) fn findings(findings: &[Finding], naming: &Naming) -> Vec<[String; 3]> {
    let row = |finding: &Finding| {
        let what = format!("{}: {}", weight(finding.severity), found(finding, naming));
        let mend = repair(finding.code).to_owned();
        [naming.name(&finding.place), what, mend]
    };
    findings.iter().map(row).collect()
}

fn row(step: SheetStep) -> [String; 5] {
    // A question ends by itself.
    let work = step.work.join(". ").replace("?. ", "? ");
    [step.name, step.who, step.time, work, step.next]
}

//! The internal process: a list of steps, or the usual line when none is given.

use domain::workflow::{Step, StepKind, UnitRule, Workflow};

use crate::reading::{Problem, Table};

const STEP_KINDS: &str = "reception, examination, decision, records, return";

pub(super) fn read_workflow(file: &mut Table, problems: &mut Vec<Problem>) -> Workflow {
    let Some(mut entry) = file.table("workflow", problems) else {
        return Workflow::usual(None);
    };
    let unit = entry.optional_text("unit", problems);
    let steps = read_steps(&mut entry, unit.as_deref(), problems);
    let place = entry.at("steps");
    entry.finish(problems);
    if steps.is_empty() {
        return Workflow::usual(unit.as_deref());
    }
    Workflow::try_from(steps).unwrap_or_else(|_| {
        let reason = "các bước cần theo thứ tự: reception, một hoặc nhiều examination, decision, \
                      records, return";
        problems.push(Problem::new(place, reason));
        Workflow::usual(None)
    })
}

fn read_steps(entry: &mut Table, unit: Option<&str>, problems: &mut Vec<Problem>) -> Vec<Step> {
    let mut steps = Vec::new();
    for mut step in entry.tables("steps", problems) {
        let name = step.needed_text("name", problems);
        let kind: Option<StepKind> = step.word("kind", STEP_KINDS, problems);
        if kind.is_none() {
            problems.push(Problem::new(
                step.at("kind"),
                format!("cần ghi một trong: {STEP_KINDS}"),
            ));
        }
        let minutes = step.number("minutes", problems).unwrap_or(0);
        let of_its_own = step.optional_text("unit", problems);
        if of_its_own.is_some() && kind != Some(StepKind::Examination) {
            let reason = "chỉ bước examination mới chọn được phòng làm";
            problems.push(Problem::new(step.at("unit"), reason));
        }
        step.finish(problems);
        steps.extend(kind.map(|kind| {
            let unit = usual_unit(kind, of_its_own.as_deref().or(unit));
            Step {
                name,
                kind,
                unit,
                minutes,
            }
        }));
    }
    steps
}

/// Where a step of this kind is done, when the examining unit is `unit`.
pub(super) fn usual_unit(kind: StepKind, unit: Option<&str>) -> UnitRule {
    match kind {
        StepKind::Reception | StepKind::Return => UnitRule::Desk,
        StepKind::Decision | StepKind::Records => UnitRule::CompetentAgency,
        StepKind::Examination => unit.map_or(UnitRule::CompetentAgency, |unit| {
            UnitRule::UnitBelow(unit.to_owned())
        }),
    }
}

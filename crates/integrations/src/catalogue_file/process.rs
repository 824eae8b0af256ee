//! The internal process: a list of steps, or the usual line when none is given; and the template
//! by kind that the process of blocks is made from.

use std::collections::BTreeMap;

use domain::process::template::{Template, TemplateUse};
use domain::workflow::{Step, StepKind, UnitRule, Workflow};

use crate::built_in::{process_template, template_files};
use crate::process_file::block::read_asks;
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

/// The table `[process]`: the template, what its blocks are called here, and who is asked.
pub(super) fn read_template_use(
    file: &mut Table,
    problems: &mut Vec<Problem>,
) -> Option<TemplateUse> {
    let mut entry = file.table("process", problems)?;
    let key = entry.needed_text("template", problems);
    let names = entry.table("names", problems);
    let asks = read_asks(&mut entry, problems);
    let (at_template, at_asks) = (entry.at("template"), entry.at("asks"));
    entry.finish(problems);
    if key.is_empty() {
        return None;
    }
    let Some(template) = process_template(&key) else {
        let files = template_files().into_iter();
        let known: Vec<&str> = files
            .map(|(name, _)| name.trim_end_matches(".toml"))
            .collect();
        let known = known.join(", ");
        let reason = format!("không có quy trình mẫu “{key}”; cần ghi một trong: {known}");
        problems.push(Problem::new(at_template, reason));
        return None;
    };
    if !asks.is_empty() && !template.consults() {
        let reason = format!("quy trình mẫu “{key}” không lấy ý kiến ai");
        problems.push(Problem::new(at_asks, reason));
    }
    Some(TemplateUse {
        names: names.map_or_else(BTreeMap::new, |names| read_names(names, template, problems)),
        template: key,
        asks,
    })
}

/// Other names, by the keys of the template's blocks; another key is a slip of the pen.
fn read_names(
    mut names: Table,
    template: &Template,
    problems: &mut Vec<Problem>,
) -> BTreeMap<String, String> {
    let mut read = BTreeMap::new();
    for key in template.named() {
        let name = names.optional_text(key, problems);
        read.extend(name.map(|name| (key.to_owned(), name)));
    }
    names.finish(problems);
    read
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

//! Records of the national export: invented ones for every defect, and the real ones where they are.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its data is not what it expects"
)]

mod again;
mod listed;
mod real;
mod refusals;
mod whole;

use std::path::Path;
use std::sync::Arc;

use domain::procedure::Procedure;
use domain::procedure::content::Part;
use integrations::catalogue_import::Plan;
use integrations::national_export::read_record;
use integrations::reading::Problem;

fn invented(file: &str) -> Result<Procedure, Vec<Problem>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/national-export");
    read_record(file, &std::fs::read(folder.join(file)).unwrap())
}

fn taken(file: &str) -> Procedure {
    invented(file).unwrap_or_else(|problems| panic!("{file}: {problems:#?}"))
}

fn refused(file: &str) -> Vec<String> {
    invented(file)
        .unwrap_err()
        .into_iter()
        .map(|problem| problem.field)
        .collect()
}

fn mend(procedure: &Procedure) -> Vec<(&str, &str)> {
    procedure
        .to_mend
        .iter()
        .map(|line| (line.field.as_str(), line.text.as_str()))
        .collect()
}

fn unfilled(procedure: &Procedure) -> Vec<Part> {
    procedure
        .seven_parts()
        .into_iter()
        .filter(|(_, has)| !has)
        .map(|(part, _)| part)
        .collect()
}

const LIMIT: &str = "tables.hinh_thuc_nop.thoi_han_giai_quyet";
const FEE: &str = "tables.hinh_thuc_nop.phi_le_phi";

fn kept(plan: &Plan) -> Vec<Arc<Procedure>> {
    plan.to_store.iter().cloned().map(Arc::new).collect()
}

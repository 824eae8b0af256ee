//! Our own file of a kind of bundle (liên thông, TOML), read.
//!
//! A file is taken whole or not at all. Whether the kind is sound is not asked here: the domain's
//! check says that, beside the procedures of the catalogue.

mod child;

use domain::bundle::kind::BundleKind;
use domain::procedure::ProcedureCode;

use crate::bundle_file::child::read_child;
use crate::catalogue_file::stem;
use crate::reading::{Problem, Table, read_toml};

const CODE: &str = "mã thủ tục cần ghi như 1.001193";
const CERTAINTIES: &str = "high, medium, low";

/// Reads the file of one kind.
///
/// # Errors
/// Every place that cannot be taken; an unknown key is one of them. Then nothing is taken.
pub fn read_bundle(file_name: &str, text: &str) -> Result<BundleKind, Vec<Problem>> {
    let mut file = read_toml(text)?;
    let mut problems = Vec::new();
    let kind = read_whole(&mut file, &mut problems);
    file.finish(&mut problems);
    if let Some(kind) = &kind
        && stem(file_name) != kind.key
    {
        let reason = format!("tên tệp là “{file_name}” nhưng khóa là “{}”", kind.key);
        problems.push(Problem::new("key", reason));
    }
    match kind {
        Some(kind) if problems.is_empty() => Ok(kind),
        Some(_) | None => Err(problems),
    }
}

fn read_whole(file: &mut Table, problems: &mut Vec<Problem>) -> Option<BundleKind> {
    let procedure = file.needed::<ProcedureCode>("procedure", CODE, problems);
    let key = file.needed_text("key", problems);
    let name = file.needed_text("name", problems);
    let version = file.number("version", problems);
    if version.is_none() {
        problems.push(Problem::new("version", "cần ghi số phiên bản, từ 1"));
    }
    let basis = file.needed_text("basis", problems);
    let source = file.needed_text("source", problems);
    let certainty = file.word("certainty", CERTAINTIES, problems);
    let mut children = Vec::new();
    for mut entry in file.tables("children", problems) {
        children.extend(read_child(&mut entry, problems));
        entry.finish(problems);
    }
    Some(BundleKind {
        key,
        version: version?,
        name,
        procedure: procedure?,
        basis,
        source,
        certainty: certainty.unwrap_or_default(),
        children,
    })
}

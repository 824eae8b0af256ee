//! Our own file of a procedure (TOML), read into the domain's types and written from them.
//!
//! A file is taken whole or not at all. It has no version: the store gives the next one on import.

mod case;
mod form;
mod process;
mod write;

use domain::procedure::{
    LegalBasis, Procedure, ProcedureCode, Publication, ResultPaper, Sector, ServiceLevel,
};

pub use self::write::write_procedure;
use crate::reading::{Problem, Table, read_toml};

const LEVELS: &str = "ministry, province, district, commune, other";
const APPLICANTS: &str = "person, organisation";
const ONLINE_LEVELS: &str = "fully_online, partly_online, information_only";
const CERTAINTIES: &str = "high, medium, low, unstated";

/// Reads the file of one procedure; its version is 0 until the store gives one.
///
/// # Errors
/// Every place that cannot be taken; an unknown key is one of them. Then nothing is taken.
pub fn read_procedure(file_name: &str, text: &str) -> Result<Procedure, Vec<Problem>> {
    let mut file = read_toml(text)?;
    let mut problems = Vec::new();
    let procedure = read_whole(&mut file, &mut problems);
    file.finish(&mut problems);
    if let Some(code) = procedure.as_ref().map(|procedure| procedure.code.as_str())
        && stem(file_name) != code
    {
        let reason = format!("tên tệp là “{file_name}” nhưng mã trong tệp là {code}");
        problems.push(Problem::new("code", reason));
    }
    match procedure {
        Some(procedure) if problems.is_empty() => Ok(procedure),
        Some(_) | None => Err(problems),
    }
}

/// The name of a file without its folders and its last extension.
pub(crate) fn stem(file_name: &str) -> &str {
    let name = file_name.rsplit(['/', '\\']).next().unwrap_or(file_name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn read_whole(file: &mut Table, problems: &mut Vec<Problem>) -> Option<Procedure> {
    let code = file.needed::<ProcedureCode>("code", "cần ghi như 1.001193", problems);
    let name = file.needed_text("name", problems);
    let official_name = file.optional_text("official_name", problems);
    let online_level = file
        .word("online_level", ONLINE_LEVELS, problems)
        .unwrap_or(ServiceLevel::InformationOnly);
    let procedure = Procedure {
        code: code?,
        version: 0,
        official_name: official_name.unwrap_or_else(|| name.clone()),
        name,
        english_name: file.optional_text("english_name", problems),
        synonyms: file.texts("synonyms", problems),
        sector: Sector {
            code: file.optional_text("sector_code", problems),
            name: file.needed_text("sector", problems),
        },
        levels: file.words("levels", LEVELS, problems),
        applicants: file.words("applicants", APPLICANTS, problems),
        online_level,
        sets: file.number("sets", problems),
        cases: case::read_cases(file, problems),
        results: read_results(file, problems),
        legal_bases: read_legal_bases(file, problems),
        steps: file.texts("steps", problems),
        conditions: file.text("conditions", problems),
        agencies_text: file.text("agencies", problems),
        publication: read_publication(file, problems),
        declaration: form::read_declaration(file, problems),
        workflow: process::read_workflow(file, problems),
        process: process::read_template_use(file, problems),
        to_mend: Vec::new(),
        source: file.text("source", problems),
        certainty: file
            .word("certainty", CERTAINTIES, problems)
            .unwrap_or_default(),
    };
    Some(procedure)
}

fn read_results(file: &mut Table, problems: &mut Vec<Problem>) -> Vec<ResultPaper> {
    let mut results = Vec::new();
    for mut entry in file.tables("results", problems) {
        let code = entry.optional_text("code", problems);
        let name = entry.needed_text("name", problems);
        entry.finish(problems);
        results.push(ResultPaper { code, name });
    }
    results
}

fn read_legal_bases(file: &mut Table, problems: &mut Vec<Problem>) -> Vec<LegalBasis> {
    let mut bases = Vec::new();
    for mut entry in file.tables("legal_bases", problems) {
        let number = entry.needed_text("number", problems);
        let title = entry.needed_text("title", problems);
        let issued_on = entry.date("issued_on", problems);
        let issuer = entry.text("issuer", problems);
        entry.finish(problems);
        bases.push(LegalBasis {
            number,
            title,
            issued_on,
            issuer,
        });
    }
    bases
}

fn read_publication(file: &mut Table, problems: &mut Vec<Problem>) -> Publication {
    let Some(mut entry) = file.table("publication", problems) else {
        return Publication::default();
    };
    let publication = Publication {
        decision: entry.text("decision", problems),
        valid_from: entry.date("valid_from", problems),
        valid_to: entry.date("valid_to", problems),
    };
    if let (Some(first), Some(last)) = (publication.valid_from, publication.valid_to)
        && last < first
    {
        let reason = format!("hết hiệu lực {last} trước khi có hiệu lực {first}");
        problems.push(Problem::new(entry.at("valid_to"), reason));
    }
    entry.finish(problems);
    publication
}

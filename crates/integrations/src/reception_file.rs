//! Our own file of who receives which procedure where (danh mục tiếp nhận), read into rules.

use domain::procedure::ProcedureCode;
use domain::rulebook::{Competent, Desks, ReceptionRule};

use crate::reading::{Problem, Table, read_toml};

const LEVELS: &str = "province, district, commune";
const CODE: &str = "mã thủ tục cần ghi như 1.001193";

/// Reads the list: one rule for each procedure named in each `[[lists]]`.
///
/// A list names the desks (`level` or `desk`), who is competent (`competent`, or the agency that
/// the desk belongs to), the basis, the first day of validity, and the procedures.
///
/// # Errors
/// Every place that cannot be taken; then nothing is taken.
pub fn read_receptions(text: &str) -> Result<Vec<ReceptionRule>, Vec<Problem>> {
    let mut file = read_toml(text)?;
    let mut problems = Vec::new();
    let mut rules: Vec<ReceptionRule> = Vec::new();
    for mut list in file.tables("lists", &mut problems) {
        read_list(&mut list, &mut rules, &mut problems);
        list.finish(&mut problems);
    }
    file.finish(&mut problems);
    if problems.is_empty() {
        Ok(rules)
    } else {
        Err(problems)
    }
}

fn read_list(list: &mut Table, rules: &mut Vec<ReceptionRule>, problems: &mut Vec<Problem>) {
    let desks = read_desks(list, problems);
    let competent = list.optional_text("competent", problems);
    let competent = competent.map_or(Competent::AgencyOfDesk, Competent::One);
    let basis = list.needed_text("basis", problems);
    let valid_from = list.date("valid_from", problems);
    let valid_to = list.date("valid_to", problems);
    let place = list.at("procedures");
    let codes = list.texts("procedures", problems);
    if codes.is_empty() {
        problems.push(Problem::new(&place, "cần ít nhất một mã thủ tục"));
    }
    if valid_from.is_none() {
        problems.push(Problem::new(
            list.at("valid_from"),
            "cần ngày có hiệu lực, như 2025-07-01",
        ));
    }
    for (index, text) in codes.iter().enumerate() {
        let Ok(procedure) = text.parse::<ProcedureCode>() else {
            let reason = format!("không đọc được “{text}”; {CODE}");
            problems.push(Problem::new(format!("{place}[{index}]"), reason));
            continue;
        };
        let (Some(desks), Some(valid_from)) = (desks.clone(), valid_from) else {
            continue;
        };
        let rule = ReceptionRule {
            procedure,
            desks,
            competent: competent.clone(),
            basis: basis.clone(),
            valid_from,
            valid_to,
        };
        let same = |other: &ReceptionRule| {
            other.procedure == rule.procedure
                && other.desks == rule.desks
                && other.valid_from == rule.valid_from
        };
        if rules.iter().any(same) {
            let reason = format!(
                "mã {} đã có cho cùng nơi tiếp nhận và cùng ngày",
                rule.procedure
            );
            problems.push(Problem::new(format!("{place}[{index}]"), reason));
        }
        rules.push(rule);
    }
}

fn read_desks(list: &mut Table, problems: &mut Vec<Problem>) -> Option<Desks> {
    let level = list.word("level", LEVELS, problems);
    let desk = list.optional_text("desk", problems);
    match (level, desk) {
        (Some(level), None) => Some(Desks::Level(level)),
        (None, Some(code)) => Some(Desks::One(code)),
        (Some(_), Some(_)) | (None, None) => {
            let reason = "cần ghi một trong hai: level (mọi nơi tiếp nhận của một cấp) hoặc desk \
                          (mã của một nơi tiếp nhận)";
            problems.push(Problem::new(list.at("level"), reason));
            None
        }
    }
}

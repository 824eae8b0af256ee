//! Our own file of everyday words for procedures (lời thường ngày), read.

use domain::procedure::ProcedureCode;
use domain::procedure::search::everyday::{EverydayWords, FormerCode, Saying};

use crate::reading::{Problem, Table, read_toml};

const CODE: &str = "mã thủ tục cần ghi như 1.001193";

/// Reads the words that join a sentence (`chatter`), what is said of which procedures
/// (`[[words]]`), and the codes of the past (`[[former_codes]]`).
///
/// # Errors
/// Every place that cannot be taken; then nothing is taken.
pub fn read_everyday_words(text: &str) -> Result<EverydayWords, Vec<Problem>> {
    let mut file = read_toml(text)?;
    let mut problems = Vec::new();
    let mut everyday = EverydayWords {
        chatter: file.texts("chatter", &mut problems),
        ..EverydayWords::default()
    };
    for mut saying in file.tables("words", &mut problems) {
        everyday
            .sayings
            .push(read_saying(&mut saying, &mut problems));
        saying.finish(&mut problems);
    }
    for mut code in file.tables("former_codes", &mut problems) {
        let was = code.needed("was", CODE, &mut problems);
        let now = code.needed("now", CODE, &mut problems);
        if let (Some(was), Some(now)) = (was, now) {
            everyday.former_codes.push(FormerCode { was, now });
        }
        code.finish(&mut problems);
    }
    file.finish(&mut problems);
    if problems.is_empty() {
        Ok(everyday)
    } else {
        Err(problems)
    }
}

fn read_saying(table: &mut Table, problems: &mut Vec<Problem>) -> Saying {
    let before = problems.len();
    let saying = Saying {
        said: table.texts("said", problems),
        codes: read_codes(table, problems),
        names: table.texts("names", problems),
        sectors: table.texts("sectors", problems),
    };
    if problems.len() > before {
        return saying;
    }
    if saying.said.is_empty() {
        let reason = "cần ít nhất một lời người dân nói";
        problems.push(Problem::new(table.at("said"), reason));
    }
    if saying.codes.is_empty() && saying.names.is_empty() && saying.sectors.is_empty() {
        let reason = "cần mã thủ tục, hoặc một cụm từ trong tên (names), trong lĩnh vực (sectors)";
        problems.push(Problem::new(table.at("codes"), reason));
    }
    saying
}

fn read_codes(table: &mut Table, problems: &mut Vec<Problem>) -> Vec<ProcedureCode> {
    let place = table.at("codes");
    let mut codes = Vec::new();
    for (index, text) in table.texts("codes", problems).into_iter().enumerate() {
        match text.parse() {
            Ok(code) => codes.push(code),
            Err(_) => {
                let reason = format!("không đọc được “{text}”; {CODE}");
                problems.push(Problem::new(format!("{place}[{index}]"), reason));
            }
        }
    }
    codes
}

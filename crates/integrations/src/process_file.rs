//! Our own file of an internal process (TOML), read into a draft; and that of a template by kind.
//!
//! A file is taken whole or not at all. Whether the process is sound is not asked here: the domain's
//! check says that of a draft, wherever it comes from.

pub(crate) mod block;

use domain::calendar::time_limit::TimeLimit;
use domain::process::check::Finding;
use domain::process::draft::{Draft, ProcessPaper};
use domain::process::fact::{Fact, Values};
use domain::process::naming::Naming;
use domain::process::template::Template;
use domain::process::wording::{repair, sentence};

use crate::catalogue_file::stem;
use crate::process_file::block::{ENDINGS, Inside, Shares, needed_word, read_body};
use crate::reading::{Problem, Table, read_toml};

const ABOUT: &str = "case, channel, answer";
const LIMIT: &str =
    "cần ghi như “5 working days”, “8 working hours”, “10 calendar days” hoặc “within day”";

/// Reads the file of one process.
///
/// # Errors
/// Every place that cannot be taken; an unknown key is one of them. Then nothing is taken.
pub fn read_process(file_name: &str, text: &str) -> Result<Draft, Vec<Problem>> {
    read_file(Some(file_name), text, Shares::Minutes)
}

/// Reads the text of one process, whatever the file is called that it was in.
///
/// # Errors
/// As [`read_process`].
pub fn read_process_text(text: &str) -> Result<Draft, Vec<Problem>> {
    read_file(None, text, Shares::Minutes)
}

/// Reads the file of one template: as that of a process, but without a limit, with `per_mille`
/// in the place of `minutes` and `share_per_mille` in that of `share`.
///
/// # Errors
/// Every place that cannot be taken; or else everything the check found, when it is not sound.
pub fn read_template(file_name: &str, text: &str) -> Result<Template, Vec<Problem>> {
    let draft = read_file(Some(file_name), text, Shares::Thousandths)?;
    let naming = Naming::of(&draft);
    Template::check(draft).map_err(|findings| {
        let problem = |finding: &Finding| {
            let said = sentence(finding, &naming);
            let reason = format!("{said}: {}", repair(finding.code));
            Problem::new(finding.place.clone(), reason)
        };
        findings.iter().map(problem).collect()
    })
}

fn read_file(file_name: Option<&str>, text: &str, shares: Shares) -> Result<Draft, Vec<Problem>> {
    let mut file = read_toml(text)?;
    let mut problems = Vec::new();
    let draft = read_whole(&mut file, shares, &mut problems);
    file.finish(&mut problems);
    if let Some(file_name) = file_name
        && stem(file_name) != draft.key
    {
        let reason = format!("tên tệp là “{file_name}” nhưng khóa là “{}”", draft.key);
        problems.push(Problem::new("key", reason));
    }
    if problems.is_empty() {
        Ok(draft)
    } else {
        Err(problems)
    }
}

fn read_whole(file: &mut Table, shares: Shares, problems: &mut Vec<Problem>) -> Draft {
    Draft {
        key: file.needed_text("key", problems),
        name: file.needed_text("name", problems),
        limit: match shares {
            Shares::Minutes => read_limit(file, problems),
            // Nobody reads it: a template fits every limit.
            Shares::Thousandths => TimeLimit::WithinDay,
        },
        facts: read_facts(file, problems),
        papers: read_papers(file, problems),
        body: read_body(file, Inside::file(shares), problems),
    }
}

fn read_limit(file: &mut Table, problems: &mut Vec<Problem>) -> TimeLimit {
    if let Some(because) = file.optional_text("no_limit_because", problems) {
        return TimeLimit::None { because };
    }
    let limit = file.needed("limit", LIMIT, problems);
    // Without a limit there is a problem, so nobody reads this one.
    limit.unwrap_or(TimeLimit::WithinDay)
}

fn read_facts(file: &mut Table, problems: &mut Vec<Problem>) -> Vec<Fact> {
    let mut facts = Vec::new();
    for mut entry in file.tables("facts", problems) {
        let key = entry.needed_text("key", problems);
        let about = needed_word(&mut entry, "about", ABOUT, problems);
        let values = read_values(&mut entry, problems);
        entry.finish(problems);
        facts.extend(about.map(|about| Fact { key, about, values }));
    }
    facts
}

/// `values = […]`, `yes_no = true`, or `from` and `to`.
fn read_values(entry: &mut Table, problems: &mut Vec<Problem>) -> Values {
    let place = entry.at("values");
    let words = entry.texts("values", problems);
    let yes_no = entry.yes_no("yes_no", false, problems);
    let from = read_whole_number(entry, "from", problems);
    let to = read_whole_number(entry, "to", problems);
    match (words.is_empty(), yes_no, from, to) {
        (false, false, None, None) => Values::OneOf(words),
        (true, true, None, None) => Values::YesNo,
        (true, false, Some(from), Some(to)) if from <= to => Values::Whole { from, to },
        _ => {
            let reason = "cần ghi một trong ba: values (danh sách từ), yes_no = true, hoặc from và \
                          to (số nguyên, from không lớn hơn to)";
            problems.push(Problem::new(place, reason));
            Values::YesNo
        }
    }
}

fn read_whole_number(entry: &mut Table, key: &str, problems: &mut Vec<Problem>) -> Option<i64> {
    let number = entry.take(key)?.as_i64();
    if number.is_none() {
        problems.push(Problem::new(entry.at(key), "cần một số nguyên"));
    }
    number
}

fn read_papers(file: &mut Table, problems: &mut Vec<Problem>) -> Vec<ProcessPaper> {
    let mut papers = Vec::new();
    for mut entry in file.tables("papers", problems) {
        let paper = ProcessPaper {
            key: entry.needed_text("key", problems),
            name: entry.needed_text("name", problems),
            result_of: entry.word("result_of", ENDINGS, problems),
        };
        entry.finish(problems);
        papers.push(paper);
    }
    papers
}

//! The blocks of a process, each by the word in `do`.

use domain::process::check::NESTING_MAX;
use domain::process::draft::{
    Again, Asked, Block, Branch, Choice, Consult, End, Loop, Parallel, RoleSaid, Step, TimeOut,
    Wait, Whom, Work,
};
use domain::workflow::UnitRule;
use serde::Deserialize;

use crate::reading::{Problem, Table};

pub(super) const ENDINGS: &str = "granted, declined, stopped, withdrawn";

const BLOCKS: &str = "step, choice, parallel, loop, again, consult, wait, end";
const WORKS: &str = "reception, examination, decision, records, return, at_once";
const JOINS: &str = "all, chosen, first_begun, first_done";
const AWAITED: &str = "citizen, payment";

/// How a file writes what share of the limit a block has.
#[derive(Clone, Copy)]
pub(super) enum Shares {
    /// In working minutes: the limit is known.
    Minutes,
    /// In thousandths of a limit that is not known yet.
    Thousandths,
}

impl Shares {
    fn of_block(self) -> &'static str {
        match self {
            Self::Minutes => "minutes",
            Self::Thousandths => "per_mille",
        }
    }

    fn of_repeat(self) -> &'static str {
        match self {
            Self::Minutes => "share",
            Self::Thousandths => "share_per_mille",
        }
    }
}

/// What a block is read within.
#[derive(Clone, Copy)]
pub(super) struct Inside {
    depth: usize,
    shares: Shares,
}

impl Inside {
    /// Nothing but the file.
    pub(super) fn file(shares: Shares) -> Self {
        Self { depth: 1, shares }
    }

    fn deeper(self) -> Self {
        Self {
            depth: self.depth + 1,
            ..self
        }
    }
}

/// Reads the list `body` of a table.
pub(super) fn read_body(
    around: &mut Table,
    inside: Inside,
    problems: &mut Vec<Problem>,
) -> Vec<Block> {
    let place = around.at("body");
    let entries = around.tables("body", problems);
    if inside.depth > NESTING_MAX && !entries.is_empty() {
        let reason = format!("các khối lồng nhau quá {NESTING_MAX} tầng");
        problems.push(Problem::new(place, reason));
        return Vec::new();
    }
    let mut blocks = Vec::new();
    for entry in entries {
        blocks.extend(read_block(entry, inside, problems));
    }
    blocks
}

fn read_block(mut entry: Table, inside: Inside, problems: &mut Vec<Problem>) -> Option<Block> {
    let kind = entry.needed_text("do", problems);
    let key = entry.needed_text("key", problems);
    let block = match kind.as_str() {
        "step" => read_step(key, &mut entry, inside.shares, problems).map(Block::Step),
        "choice" => Some(Block::Choice(Choice {
            key,
            by: entry.needed_text("by", problems),
            outcomes: read_branches(&mut entry, "outcomes", inside, problems),
        })),
        "parallel" => read_parallel(key, &mut entry, inside, problems),
        "loop" => Some(Block::Loop(Loop {
            key,
            body: read_body(&mut entry, inside.deeper(), problems),
        })),
        "again" => Some(Block::Again(Again {
            key,
            back_to: entry.needed_text("loop", problems),
            at_most: entry.number("at_most", problems),
            share: entry.number(inside.shares.of_repeat(), problems),
        })),
        "consult" => Some(Block::Consult(Consult {
            key,
            name: entry.needed_text("name", problems),
            asks: read_asks(&mut entry, problems),
            minutes: needed_number(&mut entry, inside.shares.of_block(), problems),
        })),
        "wait" => read_wait(key, &mut entry, inside, problems),
        "end" => needed_word(&mut entry, "outcome", ENDINGS, problems)
            .map(|outcome| Block::End(End { key, outcome })),
        _ => {
            // Its other keys are not named: they may be right for the word that was meant.
            let reason = format!("“{kind}” không phải một loại khối; cần ghi một trong: {BLOCKS}");
            problems.push(Problem::new(entry.at("do"), reason));
            return None;
        }
    };
    entry.finish(problems);
    block
}

fn read_step(
    key: String,
    entry: &mut Table,
    shares: Shares,
    problems: &mut Vec<Problem>,
) -> Option<Step> {
    let name = entry.needed_text("name", problems);
    let work = needed_word(entry, "work", WORKS, problems);
    let role = RoleSaid::from(entry.needed_text("role", problems));
    let unit = entry.optional_text("unit", problems);
    let minutes = needed_number(entry, shares.of_block(), problems);
    let results = entry.texts("results", problems);
    let checklist = entry.texts("checklist", problems);
    let makes = entry.texts("makes", problems);
    let signs = entry.texts("signs", problems);
    let collects = entry.optional_text("collects", problems);
    let work: Work = work?;
    Some(Step {
        key,
        name,
        work,
        role,
        unit: unit.map_or_else(|| usual_unit(work), unit_rule),
        minutes,
        results,
        checklist,
        makes,
        signs,
        collects,
    })
}

/// Where work of this kind is done when nothing is said.
fn usual_unit(work: Work) -> UnitRule {
    match work {
        Work::Reception | Work::Return | Work::AtOnce => UnitRule::Desk,
        Work::Examination | Work::Decision | Work::Records => UnitRule::CompetentAgency,
    }
}

/// `desk`, `competent_agency`, or the end of the code of a unit below that agency.
fn unit_rule(said: String) -> UnitRule {
    match said.as_str() {
        "desk" => UnitRule::Desk,
        "competent_agency" => UnitRule::CompetentAgency,
        _ => UnitRule::UnitBelow(said),
    }
}

fn read_parallel(
    key: String,
    entry: &mut Table,
    inside: Inside,
    problems: &mut Vec<Problem>,
) -> Option<Block> {
    let join = needed_word(entry, "join", JOINS, problems);
    let by = entry.optional_text("by", problems);
    let branches = read_branches(entry, "branches", inside, problems);
    Some(Block::Parallel(Parallel {
        key,
        join: join?,
        by,
        branches,
    }))
}

fn read_branches(
    entry: &mut Table,
    list: &str,
    inside: Inside,
    problems: &mut Vec<Problem>,
) -> Vec<Branch> {
    let mut branches = Vec::new();
    for mut branch in entry.tables(list, problems) {
        let when = branch.texts("when", problems);
        let body = read_body(&mut branch, inside.deeper(), problems);
        branch.finish(problems);
        branches.push(Branch { when, body });
    }
    branches
}

/// Reads the list `asks` of a table.
pub(crate) fn read_asks(entry: &mut Table, problems: &mut Vec<Problem>) -> Vec<Asked> {
    let mut asks = Vec::new();
    for mut asked in entry.tables("asks", problems) {
        let place = asked.at("unit");
        let unit = asked.optional_text("unit", problems);
        let outside = asked.optional_text("outside", problems);
        let questions = asked.texts("questions", problems);
        asked.finish(problems);
        let whom = match (unit, outside) {
            (Some(unit), None) => Whom::Unit(unit_rule(unit)),
            (None, Some(name)) => Whom::Outside(name),
            (Some(_), Some(_)) | (None, None) => {
                let reason = "cần ghi một trong hai: unit (đơn vị trong hệ thống) hoặc outside \
                              (tên cơ quan bên ngoài)";
                problems.push(Problem::new(place, reason));
                continue;
            }
        };
        asks.push(Asked { whom, questions });
    }
    asks
}

fn read_wait(
    key: String,
    entry: &mut Table,
    inside: Inside,
    problems: &mut Vec<Problem>,
) -> Option<Block> {
    let name = entry.needed_text("name", problems);
    let awaits = needed_word(entry, "for", AWAITED, problems);
    let mut time_out = None;
    if let Some(mut silence) = entry.table("time_out", problems) {
        time_out = Some(TimeOut {
            working_days: needed_number(&mut silence, "working_days", problems),
            body: read_body(&mut silence, inside.deeper(), problems),
        });
        silence.finish(problems);
    }
    Some(Block::Wait(Wait {
        key,
        name,
        awaits: awaits?,
        time_out,
    }))
}

/// One of the words a type of ours is stored by, which must be there.
pub(crate) fn needed_word<T: for<'de> Deserialize<'de>>(
    entry: &mut Table,
    key: &str,
    words: &str,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let before = problems.len();
    let word = entry.word(key, words, problems);
    if word.is_none() && problems.len() == before {
        let reason = format!("còn thiếu; cần ghi một trong: {words}");
        problems.push(Problem::new(entry.at(key), reason));
    }
    word
}

/// A whole number that must be there.
fn needed_number<N: TryFrom<u64> + Default>(
    entry: &mut Table,
    key: &str,
    problems: &mut Vec<Problem>,
) -> N {
    let before = problems.len();
    let number = entry.number(key, problems);
    if number.is_none() && problems.len() == before {
        problems.push(Problem::new(
            entry.at(key),
            "còn thiếu; cần ghi một số nguyên",
        ));
    }
    number.unwrap_or_default()
}

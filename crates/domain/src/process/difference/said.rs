//! What is said of a block, a paper, a word or the whole, point by point and in words.

use std::slice;

use crate::process::difference::Changed;
use crate::process::draft::{
    Again, Asked, Awaited, Block, Branch, Choice, Consult, Draft, Ending, Join, Parallel,
    ProcessPaper, Step, Wait, Whom, Work,
};
use crate::process::fact::{Fact, Values};
use crate::process::naming::{Naming, about, quoted, role_said, working_time};

/// One point.
pub(super) struct Said {
    pub(super) what: Changed,
    /// What the point is about, such as `thời gian`.
    pub(super) about: &'static str,
    pub(super) words: String,
    /// What was written, where words of two things may be the same.
    written: Option<String>,
}

impl Said {
    /// Whether the same was written.
    pub(super) fn is_same(&self, other: &Self) -> bool {
        match (&self.written, &other.written) {
            (Some(one), Some(other)) => one == other,
            (Some(_) | None, _) => self.words == other.words,
        }
    }
}

fn said(what: Changed, about: &'static str, words: impl Into<String>) -> Said {
    Said {
        what,
        about,
        words: words.into(),
        written: None,
    }
}

/// The same of something that was written by key.
fn named(what: Changed, about: &'static str, words: String, keys: &[String]) -> Said {
    Said {
        written: Some(keys.join("\n")),
        ..said(what, about, words)
    }
}

/// The points of the whole process.
pub(super) fn of_whole(draft: &Draft) -> Vec<Said> {
    vec![
        said(Changed::Name, "tên", quoted(&draft.name)),
        said(Changed::Limit, "thời hạn", draft.limit.show()),
    ]
}

/// The points of a paper.
pub(super) fn of_paper(paper: &ProcessPaper) -> Vec<Said> {
    let result_of = paper.result_of.map_or("không phải kết quả", ending);
    vec![
        said(Changed::Name, "tên", quoted(&paper.name)),
        said(Changed::Outcome, "là kết quả khi", result_of),
    ]
}

/// The points of a word that conditions use.
pub(super) fn of_fact(fact: &Fact, naming: &Naming) -> Vec<Said> {
    let about = about(fact);
    let values = match &fact.values {
        Values::OneOf(words) => values_of(words, &fact.key, naming),
        Values::YesNo => "có hoặc không".to_owned(),
        Values::Whole { from, to } => format!("số từ {from} đến {to}"),
    };
    vec![
        said(Changed::By, "lấy từ", about),
        said(Changed::Values, "giá trị", values),
    ]
}

/// The points of a block; blocks of one kind have the same points in the same order.
pub(super) fn of_block(block: &Block, naming: &Naming) -> Vec<Said> {
    match block {
        Block::Step(step) => of_step(step, naming),
        Block::Choice(choice) => of_choice(choice, naming),
        Block::Parallel(parallel) => of_parallel(parallel, naming),
        Block::Loop(_) => Vec::new(),
        Block::Again(again) => of_again(again, naming),
        Block::Consult(consult) => of_consult(consult, naming),
        Block::Wait(wait) => of_wait(wait),
        Block::End(end) => vec![said(Changed::Outcome, "kết quả", ending(end.outcome))],
    }
}

fn of_step(step: &Step, naming: &Naming) -> Vec<Said> {
    let fee = step.collects.as_deref();
    let fee = fee.map_or_else(nothing, |fee| quoted(&naming.fee(fee)));
    let fees: Vec<String> = step.collects.iter().cloned().collect();
    let papers = |keys: &[String]| {
        let names: Vec<String> = keys.iter().map(|key| naming.paper(key)).collect();
        list(&names)
    };
    let results = values_of(&step.results, &step.key, naming);
    let role = role_said(&step.role);
    vec![
        said(Changed::Name, "tên", quoted(&step.name)),
        said(Changed::Work, "việc", work(step.work)),
        said(Changed::Role, "người làm", role),
        said(Changed::Unit, "nơi làm", naming.unit(&step.unit)),
        said(Changed::Minutes, "thời gian", minutes(step.minutes)),
        named(Changed::Results, "các kết quả", results, &step.results),
        said(Changed::Checklist, "điều cần xem", list(&step.checklist)),
        named(Changed::Makes, "giấy lập", papers(&step.makes), &step.makes),
        named(Changed::Signs, "giấy ký", papers(&step.signs), &step.signs),
        named(Changed::Fee, "khoản thu", fee, &fees),
    ]
}

fn of_choice(choice: &Choice, naming: &Naming) -> Vec<Said> {
    let by = quoted(&naming.name(&choice.by));
    let ways = ways(&choice.by, &choice.outcomes, naming);
    vec![
        named(Changed::By, "xét theo", by, slice::from_ref(&choice.by)),
        named(
            Changed::Ways,
            "các hướng",
            ways,
            &conditions(&choice.outcomes),
        ),
    ]
}

fn of_parallel(parallel: &Parallel, naming: &Naming) -> Vec<Said> {
    let join = match parallel.join {
        Join::All => "đủ mọi nhánh",
        Join::Chosen => "đủ các nhánh được chọn",
        Join::FirstBegun => "nhánh bắt đầu trước",
        Join::FirstDone => "nhánh xong trước",
    };
    let by = parallel.by.as_deref();
    let key: Vec<String> = parallel.by.iter().cloned().collect();
    let name = by.map_or_else(nothing, |by| quoted(&naming.name(by)));
    let branches = &parallel.branches;
    let ways = ways(by.unwrap_or_default(), branches, naming);
    vec![
        said(Changed::Join, "cách nhập nhánh", join),
        named(Changed::By, "xét theo", name, &key),
        named(Changed::Ways, "các nhánh", ways, &conditions(branches)),
    ]
}

fn of_again(again: &Again, naming: &Naming) -> Vec<Said> {
    let bound = again.at_most.map_or_else(
        || "không giới hạn".to_owned(),
        |bound| format!("nhiều nhất {bound} lần"),
    );
    let share = again
        .share
        .map_or_else(|| "như lượt dài nhất".to_owned(), minutes);
    let back_to = naming.label(&again.back_to);
    vec![
        named(
            Changed::BackTo,
            "về",
            back_to,
            slice::from_ref(&again.back_to),
        ),
        said(Changed::Bound, "số lần", bound),
        said(Changed::Share, "thời gian mỗi lượt", share),
    ]
}

fn of_consult(consult: &Consult, naming: &Naming) -> Vec<Said> {
    let asked: Vec<String> = consult
        .asks
        .iter()
        .map(|a| asked_words(a, naming))
        .collect();
    vec![
        said(Changed::Name, "tên", quoted(&consult.name)),
        said(Changed::Minutes, "thời gian", minutes(consult.minutes)),
        said(Changed::Asked, "hỏi", joined(&asked, "; ")),
    ]
}

fn asked_words(asked: &Asked, naming: &Naming) -> String {
    let whom = match &asked.whom {
        Whom::Unit(rule) => naming.unit(rule),
        Whom::Outside(name) => name.clone(),
    };
    format!("{whom}: {}", list(&asked.questions))
}

fn of_wait(wait: &Wait) -> Vec<Said> {
    let awaits = match wait.awaits {
        Awaited::Citizen => "người nộp bổ sung, trả lời",
        Awaited::Payment => "tiền phải nộp",
    };
    let time_out = wait.time_out.as_ref().map_or_else(
        || "không có hạn".to_owned(),
        |time_out| format!("{} ngày làm việc", time_out.working_days),
    );
    vec![
        said(Changed::Name, "tên", quoted(&wait.name)),
        said(Changed::Awaited, "chờ", awaits),
        said(Changed::TimeOut, "thời gian chờ", time_out),
    ]
}

fn nothing() -> String {
    "không có".to_owned()
}

fn minutes(minutes: u32) -> String {
    working_time(minutes.into())
}

fn list(words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    joined(&words, ", ")
}

fn joined(parts: &[String], between: &str) -> String {
    if parts.is_empty() {
        nothing()
    } else {
        parts.join(between)
    }
}

/// The values of a word, each as people read it.
fn values_of(values: &[String], by: &str, naming: &Naming) -> String {
    let values: Vec<String> = values.iter().map(|value| naming.value(by, value)).collect();
    list(&values)
}

fn ways(by: &str, branches: &[Branch], naming: &Naming) -> String {
    let ways: Vec<String> = branches
        .iter()
        .map(|branch| format!("[{}]", naming.values(by, &branch.when)))
        .collect();
    joined(&ways, " ")
}

/// The same as it was written.
fn conditions(branches: &[Branch]) -> Vec<String> {
    let ways = branches.iter().map(|branch| branch.when.join(","));
    ways.collect()
}

fn work(work: Work) -> &'static str {
    match work {
        Work::Reception => "tiếp nhận",
        Work::Examination => "thẩm định",
        Work::Decision => "phê duyệt",
        Work::Records => "vào sổ, phát hành",
        Work::Return => "trả kết quả",
        Work::AtOnce => "giải quyết tại chỗ",
    }
}

fn ending(ending: Ending) -> &'static str {
    match ending {
        Ending::Granted => "cấp kết quả",
        Ending::Declined => "từ chối",
        Ending::Stopped => "dừng giải quyết",
        Ending::Withdrawn => "người nộp rút",
    }
}

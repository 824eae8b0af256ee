//! What is said of a block, a paper, a word or the whole, point by point and in words.

use crate::calendar::time_limit::TimeLimit;
use crate::people::Role;
use crate::process::difference::Changed;
use crate::process::draft::{
    Again, Asked, Awaited, Block, Branch, Choice, Consult, Draft, Ending, Join, Parallel,
    ProcessPaper, RoleSaid, Step, Wait, Whom, Work,
};
use crate::process::fact::{About, Fact, Values};
use crate::workflow::UnitRule;

/// One point.
pub(super) struct Said {
    pub(super) what: Changed,
    /// What the point is about, such as `thời gian`.
    pub(super) about: &'static str,
    pub(super) words: String,
}

fn said(what: Changed, about: &'static str, words: impl Into<String>) -> Said {
    Said {
        what,
        about,
        words: words.into(),
    }
}

/// What a block is called in a sentence: `bước “Thẩm định”`.
pub(super) fn label(block: &Block) -> String {
    match block {
        Block::Step(step) => format!("bước “{}”", step.name),
        Block::Choice(choice) => format!("rẽ nhánh “{}”", choice.key),
        Block::Parallel(parallel) => format!("song song “{}”", parallel.key),
        Block::Loop(around) => format!("vòng lặp “{}”", around.key),
        Block::Again(again) => format!("quay lại “{}”", again.key),
        Block::Consult(consult) => format!("lấy ý kiến “{}”", consult.name),
        Block::Wait(wait) => format!("chờ “{}”", wait.name),
        Block::End(end) => format!("kết thúc “{}”", end.key),
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
pub(super) fn of_fact(fact: &Fact) -> Vec<Said> {
    let about = match fact.about {
        About::Case => "trường hợp",
        About::Channel => "cách nộp",
        About::Answer => "tờ khai",
    };
    let values = match &fact.values {
        Values::OneOf(words) => list(words),
        Values::YesNo => "có hoặc không".to_owned(),
        Values::Whole { from, to } => format!("số từ {from} đến {to}"),
    };
    vec![
        said(Changed::By, "lấy từ", about),
        said(Changed::Values, "giá trị", values),
    ]
}

/// The points of a block; blocks of one kind have the same points in the same order.
pub(super) fn of_block(block: &Block) -> Vec<Said> {
    match block {
        Block::Step(step) => of_step(step),
        Block::Choice(choice) => of_choice(choice),
        Block::Parallel(parallel) => of_parallel(parallel),
        Block::Loop(_) => Vec::new(),
        Block::Again(again) => of_again(again),
        Block::Consult(consult) => of_consult(consult),
        Block::Wait(wait) => of_wait(wait),
        Block::End(end) => vec![said(Changed::Outcome, "kết quả", ending(end.outcome))],
    }
}

fn of_step(step: &Step) -> Vec<Said> {
    let fee = step.collects.as_deref().map_or_else(nothing, quoted);
    vec![
        said(Changed::Name, "tên", quoted(&step.name)),
        said(Changed::Work, "việc", work(step.work)),
        said(Changed::Role, "người làm", role(&step.role)),
        said(Changed::Unit, "nơi làm", unit(&step.unit)),
        said(Changed::Minutes, "thời gian", minutes(step.minutes)),
        said(Changed::Results, "các kết quả", list(&step.results)),
        said(Changed::Checklist, "điều cần xem", list(&step.checklist)),
        said(Changed::Makes, "giấy lập", list(&step.makes)),
        said(Changed::Signs, "giấy ký", list(&step.signs)),
        said(Changed::Fee, "khoản thu", fee),
    ]
}

fn of_choice(choice: &Choice) -> Vec<Said> {
    vec![
        said(Changed::By, "xét theo", quoted(&choice.by)),
        said(Changed::Ways, "các hướng", ways(&choice.outcomes)),
    ]
}

fn of_parallel(parallel: &Parallel) -> Vec<Said> {
    let join = match parallel.join {
        Join::All => "đủ mọi nhánh",
        Join::Chosen => "đủ các nhánh được chọn",
        Join::FirstBegun => "nhánh bắt đầu trước",
        Join::FirstDone => "nhánh xong trước",
    };
    let by = parallel.by.as_deref().map_or_else(nothing, quoted);
    vec![
        said(Changed::Join, "cách nhập nhánh", join),
        said(Changed::By, "xét theo", by),
        said(Changed::Ways, "các nhánh", ways(&parallel.branches)),
    ]
}

fn of_again(again: &Again) -> Vec<Said> {
    let bound = again.at_most.map_or_else(
        || "không giới hạn".to_owned(),
        |bound| format!("nhiều nhất {bound} lần"),
    );
    let share = again
        .share
        .map_or_else(|| "như lượt dài nhất".to_owned(), minutes);
    vec![
        said(Changed::BackTo, "về vòng lặp", quoted(&again.back_to)),
        said(Changed::Bound, "số lần", bound),
        said(Changed::Share, "thời gian mỗi lượt", share),
    ]
}

fn of_consult(consult: &Consult) -> Vec<Said> {
    let asked: Vec<String> = consult.asks.iter().map(asked_words).collect();
    vec![
        said(Changed::Name, "tên", quoted(&consult.name)),
        said(Changed::Minutes, "thời gian", minutes(consult.minutes)),
        said(Changed::Asked, "hỏi", joined(&asked, "; ")),
    ]
}

fn asked_words(asked: &Asked) -> String {
    let whom = match &asked.whom {
        Whom::Unit(rule) => unit(rule),
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

fn quoted(text: &str) -> String {
    format!("“{text}”")
}

fn nothing() -> String {
    "không có".to_owned()
}

fn minutes(minutes: u32) -> String {
    TimeLimit::WorkingHours { minutes }.show()
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

fn ways(branches: &[Branch]) -> String {
    let ways: Vec<String> = branches
        .iter()
        .map(|branch| format!("[{}]", branch.when.join(", ")))
        .collect();
    joined(&ways, " ")
}

fn role(said: &RoleSaid) -> String {
    let words = match said {
        RoleSaid::Known(Role::DeskOfficer) => "cán bộ một cửa",
        RoleSaid::Known(Role::CaseOfficer) => "cán bộ thụ lý",
        RoleSaid::Known(Role::Leader) => "lãnh đạo",
        RoleSaid::Known(Role::RecordsClerk) => "văn thư",
        RoleSaid::Known(Role::Cashier) => "thu ngân",
        RoleSaid::Known(Role::Administrator) => "quản trị",
        RoleSaid::Unknown(text) => return quoted(text),
    };
    words.to_owned()
}

fn unit(rule: &UnitRule) -> String {
    match rule {
        UnitRule::Desk => "nơi tiếp nhận".to_owned(),
        UnitRule::CompetentAgency => "cơ quan giải quyết".to_owned(),
        UnitRule::UnitBelow(suffix) => format!("đơn vị {suffix}"),
    }
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

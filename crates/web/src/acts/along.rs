//! Along a published process: a step completed by name, work beside, and all in one visit.

use domain::bundle::Facts;
use domain::dossier::Outcome;
use domain::dossier::command::{Act, AtOnce, Command, ResultToRecord};
use domain::dossier::course::name_of;
use domain::dossier::decide::{next_step, results_open};
use domain::dossier::ground::HandOverProof;
use domain::process::draft::{Block, Draft};
use domain::process::wording as words;

use crate::acts::part::Part;
use crate::acts::{Task, choices, chosen, facts, note, reception, result, said};
use crate::components::Fact;
use crate::form::{Choice, FormErrors};
use crate::{fresh, officials, wording};

/// When a fact is asked for that other parts of a bundle wait for.
const WHEN_GRANTED: &str =
    "Ghi khi đồng ý. Chuyển sang các việc sau của hồ sơ liên thông, không ai hỏi lại người nộp";

/// The word of a step that is only done.
const DONE: &str = "xong";

/// Where the usual acts lead, the first that is open.
const LEADING: [Act; 4] = [Act::Forward, Act::Propose, Act::Approve, Act::RecordResult];

/// Who has it after the next step, as facts to read before it is sent on.
pub(super) fn next_holder(task: &Task<'_>) -> Vec<Fact> {
    let actor = task.officer.actor();
    let situation = officials::situation(&actor, task.now, task.rules, task.duty);
    let mut acts = LEADING.into_iter();
    let next = acts.find_map(|act| next_step(&situation, task.dossier(), act));
    let Some(next) = next else {
        return Vec::new();
    };
    let name = next.name.map(|name| Fact::new("Bước tiếp theo", name));
    let unit = Fact::new("Người giữ tiếp theo", task.unit(&next.unit));
    name.into_iter().chain([unit]).collect()
}

/// A result as people read it; "xong" for a step that is only done.
fn shown(result: Option<&String>) -> String {
    match result {
        Some(result) => words::result(result).to_owned(),
        None => "đã xong".to_owned(),
    }
}

pub(super) fn along_parts(task: &Task<'_>) -> Vec<Part> {
    let actor = task.officer.actor();
    let situation = officials::situation(&actor, task.now, task.rules, task.duty);
    let ways = results_open(&situation, task.dossier());
    let ways: Vec<Choice> = ways
        .iter()
        .map(|way| Choice::new(way.as_deref().unwrap_or(DONE), shown(way.as_ref())))
        .collect();
    let mut parts = Vec::new();
    if let Some(name) = main_name(task) {
        parts.push(Part::facts(vec![Fact::new("Bước đang mở", name)]));
    }
    let form = task.form;
    parts.push(Part::one_of(
        "ket-qua",
        "Kết quả của bước",
        ways,
        form.text("ket-qua"),
    ));
    parts.push(noted(task));
    parts
}

fn main_name(task: &Task<'_>) -> Option<String> {
    let process = task.dossier().process_in(task.rules)?;
    let course = task.dossier().course.as_ref()?;
    let key = course.main.as_ref()?.key.as_deref()?;
    name_of(process.draft(), key).map(str::to_owned)
}

fn noted(task: &Task<'_>) -> Part {
    Part::text(
        "y-kien",
        "Ghi chú cho người làm tiếp",
        task.form.text("y-kien"),
    )
    .hint("Không bắt buộc. Chỉ cán bộ đọc được")
}

/// The result that was chosen; none of a step that is only done.
fn read_result(word: &str, errors: &mut FormErrors) -> Option<String> {
    match word {
        "" => {
            errors.add("ket-qua", "Chọn kết quả của bước");
            None
        }
        DONE => None,
        word => Some(word.to_owned()),
    }
}

pub(super) fn along(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let result = read_result(task.form.text("ket-qua"), &mut errors);
    let note = note(task.form, "y-kien", &mut errors);
    errors.or(Command::Along { result, note })
}

/// The results of a step, as it is written.
fn results_of(draft: &Draft, key: &str) -> Vec<String> {
    let mut blocks = draft.blocks();
    let step = blocks.find_map(|block| match block {
        Block::Step(step) if step.key == key => Some(step.results.clone()),
        Block::Step(_)
        | Block::Choice(_)
        | Block::Parallel(_)
        | Block::Loop(_)
        | Block::Again(_)
        | Block::Consult(_)
        | Block::Wait(_)
        | Block::End(_) => None,
    });
    step.unwrap_or_default()
}

/// What stands between a step and its result in a choice.
const BETWEEN: char = '/';

pub(super) fn beside_parts(task: &Task<'_>) -> Vec<Part> {
    let dossier = task.dossier();
    let (Some(course), Some(process)) = (&dossier.course, dossier.process_in(task.rules)) else {
        return Vec::new();
    };
    let draft = process.draft();
    let own = task.officer.official();
    let mut ways = Vec::new();
    for one in course
        .beside
        .iter()
        .filter(|one| course.may_do_beside(own, one))
    {
        let name = name_of(draft, &one.key).unwrap_or(&one.key);
        let results = results_of(draft, &one.key);
        if results.is_empty() {
            ways.push(Choice::new(one.key.clone(), name));
        }
        for result in results {
            let way = format!("{}{BETWEEN}{result}", one.key);
            ways.push(Choice::new(
                way,
                format!("{name}: {}", shown(Some(&result))),
            ));
        }
    }
    let form = task.form;
    vec![
        Part::one_of("viec", "Việc đã xong", ways, form.text("viec")),
        noted(task),
    ]
}

pub(super) fn beside(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let word = task.form.text("viec");
    if word.is_empty() {
        errors.add("viec", "Chọn việc đã xong");
    }
    let (key, result) = match word.split_once(BETWEEN) {
        Some((key, result)) => (key.to_owned(), Some(result.to_owned())),
        None => (word.to_owned(), None),
    };
    let note = note(task.form, "y-kien", &mut errors);
    errors.or(Command::CompleteBeside { key, result, note })
}

pub(super) fn at_once_parts(task: &Task<'_>) -> Vec<Part> {
    let form = task.form;
    let outcomes = choices(
        &[Outcome::Granted, Outcome::Declined],
        wording::ground::outcome,
    );
    let mut parts = if is_submitted(task) {
        reception::receive_parts(task)
    } else {
        Vec::new()
    };
    parts.push(Part::one_of(
        "quyet-dinh",
        "Quyết định",
        outcomes,
        form.text_or("quyet-dinh", "granted"),
    ));
    parts.push(
        Part::text(
            "ly-do",
            "Lý do từ chối, viết cho người nộp hiểu",
            form.text("ly-do"),
        )
        .hint("Chỉ ghi khi từ chối"),
    );
    let today = crate::form::TypedDate::of(task.now.today());
    parts.extend(result::result_parts(task, "", today));
    let facts = facts::parts(task, &Facts::new());
    parts.extend(facts.into_iter().map(|part| part.hint(WHEN_GRANTED)));
    parts.extend(result::hand_over_parts(task));
    parts
}

fn is_submitted(task: &Task<'_>) -> bool {
    matches!(task.dossier().stage, domain::dossier::Stage::Submitted)
}

pub(super) fn at_once(task: &Task<'_>) -> Result<Command, FormErrors> {
    let papers = if is_submitted(task) {
        match reception::receive(task)? {
            Command::Receive { papers } => papers,
            _ => Vec::new(),
        }
    } else {
        Vec::new()
    };
    let mut errors = FormErrors::new();
    let outcome: Option<Outcome> = chosen(task.form.text("quyet-dinh"));
    let reason = note(task.form, "ly-do", &mut errors);
    match outcome {
        None => errors.add("quyet-dinh", "Chọn quyết định"),
        Some(Outcome::Declined) if reason.is_none() => {
            errors.add("ly-do", "Nhập lý do để người nộp hiểu vì sao bị từ chối");
        }
        Some(Outcome::Declined | Outcome::Granted) => {}
    }
    let result = result::read_result(task, &mut errors);
    let facts = (outcome == Some(Outcome::Granted)).then(|| facts::read(task, &mut errors));
    let facts = facts.filter(|facts| !facts.is_empty()).map(fresh::personal);
    let ask = "Nhập họ tên người nhận kết quả";
    let recipient = said(task.form, "nguoi-nhan", &mut errors, ask);
    let proof: Option<HandOverProof> = chosen(task.form.text("chung-minh"));
    if proof.is_none() {
        errors.add("chung-minh", "Chọn giấy tờ người nhận đã đưa ra");
    }
    match (outcome, result, proof) {
        (Some(outcome), Some(result), Some(proof)) => {
            errors.or(Command::SettleAtOnce(Box::new(AtOnce {
                papers,
                outcome,
                reason: reason.filter(|_| outcome == Outcome::Declined),
                result: ResultToRecord { facts, ..result },
                recipient,
                proof,
            })))
        }
        _ => Err(errors),
    }
}

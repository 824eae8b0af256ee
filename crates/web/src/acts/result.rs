//! The result: approved or declined, numbered, handed over.

use domain::bundle::Facts;
use domain::dossier::command::{Command, ResultToRecord};
use domain::dossier::ground::HandOverProof;
use domain::dossier::{Outcome, ReturnVia, Stage};
use domain::procedure::paper::PaperKey;
use jiff::civil::Date;

use crate::acts::part::{Part, typed_day};
use crate::acts::{Task, choices, chosen, facts, said};
use crate::components::Fact;
use crate::form::{FormErrors, ReadDate, TypedDate};
use crate::{fresh, show, wording};

/// The field of the result's file; its paper has no key of its own.
const FILE: &str = "tep-ket-qua";

/// What the case officer proposed, with the reasons.
fn proposal(task: &Task<'_>) -> Option<(Outcome, String)> {
    let Stage::Deciding(_, proposal) = &task.dossier().stage else {
        return None;
    };
    let note = proposal.note.as_ref();
    let note = note.and_then(|note| task.loaded.personal.text(note.id));
    Some((proposal.outcome, note.unwrap_or_default()))
}

fn proposal_facts(task: &Task<'_>) -> Vec<Part> {
    let Some((outcome, note)) = proposal(task) else {
        return Vec::new();
    };
    let note = if note.is_empty() {
        "không có".to_owned()
    } else {
        note
    };
    vec![Part::facts(vec![
        Fact::new("Cán bộ đề xuất", wording::ground::outcome(outcome)),
        Fact::new("Ý kiến trình", note),
    ])]
}

pub(super) fn approve_parts(task: &Task<'_>) -> Vec<Part> {
    proposal_facts(task)
}

pub(super) fn decline_parts(task: &Task<'_>) -> Vec<Part> {
    let proposed = match proposal(task) {
        Some((Outcome::Declined, note)) => note,
        Some((Outcome::Granted, _)) | None => String::new(),
    };
    let reason = task.form.text_or("ly-do", &proposed).to_owned();
    let mut parts = proposal_facts(task);
    parts.push(
        Part::text("ly-do", "Lý do từ chối, viết cho người nộp hiểu", reason)
            .hint("Nêu căn cứ pháp lý và người nộp có thể làm gì tiếp"),
    );
    parts
}

pub(super) fn decline(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let ask = "Nhập lý do để người nộp hiểu vì sao bị từ chối";
    let reason = said(task.form, "ly-do", &mut errors, ask);
    errors.or(Command::Decline { reason })
}

pub(super) fn record_parts(task: &Task<'_>) -> Vec<Part> {
    let mut parts = result_parts(task, "", TypedDate::of(task.now.today()));
    if let Stage::Numbering(_, outcome) = &task.dossier().stage {
        let via = wording::ground::return_via(task.dossier().return_via);
        parts.insert(
            0,
            Part::facts(vec![
                Fact::new("Lãnh đạo quyết định", wording::ground::outcome(*outcome)),
                Fact::new("Người nộp nhận kết quả", via),
            ]),
        );
        if *outcome == Outcome::Granted {
            parts.extend(facts::parts(task, &Facts::new()));
        }
    }
    parts
}

/// Number, day and file of a result.
pub(super) fn result_parts(task: &Task<'_>, number: &str, day: TypedDate) -> Vec<Part> {
    let form = task.form;
    let file = Part::file(FILE, "Tệp kết quả", form).hint(match task.dossier().return_via {
        ReturnVia::Electronic => {
            "Bắt buộc: người nộp nhận bản điện tử. PDF, JPG hoặc PNG, tối đa 20 MB"
        }
        ReturnVia::Desk | ReturnVia::Post => {
            "Không bắt buộc khi trả bản giấy. PDF, JPG hoặc PNG, tối đa 20 MB"
        }
    });
    let mut number = Part::line("so", "Số, ký hiệu văn bản", form.text_or("so", number))
        .hint("Ví dụ 12/TLKS-BS");
    number.width = "20";
    vec![
        number,
        Part::day("ngay", "Ngày văn bản", typed_day(form, "ngay", day)),
        file,
    ]
}

/// Reads number, day and file of a result.
pub(super) fn read_result(task: &Task<'_>, errors: &mut FormErrors) -> Option<ResultToRecord> {
    let form = task.form;
    let number = domain::vietnamese::clean(form.text("so")).trim().to_owned();
    if number.is_empty() {
        errors.add("so", "Nhập số, ký hiệu của văn bản kết quả");
    } else if number.chars().count() > 100 {
        errors.add("so", "Số, ký hiệu dài nhất 100 ký tự. Viết gọn lại");
    }
    let dated_on = read_day(task, errors)?;
    let file = form.kept(FILE).last();
    Some(ResultToRecord {
        number,
        dated_on,
        file: file.map(|file| file.handed_in(&PaperKey("ket-qua".to_owned()))),
        facts: None,
    })
}

fn read_day(task: &Task<'_>, errors: &mut FormErrors) -> Option<Date> {
    let submitted_on = task.dossier().submitted_at.today();
    match typed_day(task.form, "ngay", TypedDate::default()).read() {
        Ok(ReadDate::Day(day)) if day < submitted_on => {
            let said = format!(
                "Ngày văn bản phải từ ngày nộp hồ sơ ({}) trở đi. Với bản sao, trích lục thì nhập \
                 ngày cấp lần này",
                show::date(submitted_on)
            );
            errors.add("ngay", said);
        }
        Ok(ReadDate::Day(day)) if day <= task.now.today() => return Some(day),
        Ok(ReadDate::Day(_)) => {
            errors.add("ngay", "Ngày văn bản phải là hôm nay hoặc trước đó");
        }
        Ok(ReadDate::Empty | ReadDate::Year(_)) => {
            errors.add("ngay", "Nhập đủ ngày, tháng và năm của văn bản");
        }
        Err(sentence) => errors.add("ngay", sentence),
    }
    None
}

pub(super) fn record(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let is_granted = matches!(task.dossier().stage, Stage::Numbering(_, Outcome::Granted));
    let facts = is_granted.then(|| facts::read(task, &mut errors));
    let facts = facts.filter(|facts| !facts.is_empty()).map(fresh::personal);
    match read_result(task, &mut errors) {
        Some(result) => errors.or(Command::RecordResult(ResultToRecord { facts, ..result })),
        None => Err(errors),
    }
}

pub(super) fn hand_over_parts(task: &Task<'_>) -> Vec<Part> {
    let form = task.form;
    let applicant = task.loaded.personal.applicant(task.dossier().applicant.id);
    let name = applicant.map_or_else(String::new, |applicant| applicant.name);
    let usual = match task.dossier().return_via {
        ReturnVia::Desk => "",
        ReturnVia::Post => "post",
        ReturnVia::Electronic => "electronic",
    };
    let proofs = choices(&HandOverProof::ALL, wording::ground::proof);
    vec![
        Part::line(
            "nguoi-nhan",
            "Người nhận kết quả",
            form.text_or("nguoi-nhan", &name),
        )
        .hint("Họ tên người cầm kết quả; sửa lại nếu người khác nhận thay"),
        Part::one_of(
            "chung-minh",
            "Người nhận chứng minh bằng",
            proofs,
            form.text_or("chung-minh", usual),
        ),
    ]
}

pub(super) fn hand_over(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let ask = "Nhập họ tên người nhận kết quả";
    let recipient = said(task.form, "nguoi-nhan", &mut errors, ask);
    match chosen(task.form.text("chung-minh")) {
        Some(proof) => errors.or(Command::HandOver { recipient, proof }),
        None => {
            errors.add("chung-minh", "Chọn giấy tờ người nhận đã đưa ra");
            Err(errors)
        }
    }
}

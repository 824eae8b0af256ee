//! Correction of an honest error: first which part, then the right facts and the reason.

use domain::bundle::Facts;
use domain::dossier::command::{Command, Correction, ResultToRecord};
use domain::dossier::event::IssuedResult;
use domain::dossier::personal::Personal;
use domain::dossier::{Outcome, ReturnVia};
use domain::people::Role;
use domain::procedure::paper::PaperKey;

use crate::acts::part::Part;
use crate::acts::{Task, choices, chosen, declaration, people, result, said, supplement};
use crate::applicant::TypedApplicant;
use crate::form::{FormErrors, TypedDate};
use crate::incoming::Kept;
use crate::wording::{self, act};
use crate::{acts, facts, fresh, officials};

/// The field that names the part.
const PART: &str = "sua";

/// What may be put right, each with its name in the address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Which {
    Applicant,
    Answers,
    ReturnVia,
    Result,
}

impl Which {
    fn slug(self) -> &'static str {
        match self {
            Self::Applicant => "nguoi-nop",
            Self::Answers => "to-khai",
            Self::ReturnVia => "noi-nhan",
            Self::Result => "ket-qua",
        }
    }

    fn text(self) -> &'static str {
        match self {
            Self::Applicant => "Thông tin người nộp",
            Self::Answers => "Tờ khai",
            Self::ReturnVia => "Cách nhận kết quả",
            Self::Result => "Số, ngày hoặc tệp của kết quả",
        }
    }
}

/// What this official may put right on this dossier.
fn open(task: &Task<'_>) -> Vec<Which> {
    let dossier = task.dossier();
    let unit = &task.officer.official().unit;
    let mut open = Vec::new();
    if task.is(Role::DeskOfficer) && *unit == dossier.desk {
        open.push(Which::Applicant);
        if task.procedure().is_some_and(|p| p.declaration.is_some()) {
            open.push(Which::Answers);
        }
        open.push(Which::ReturnVia);
    }
    if task.is(Role::RecordsClerk) && *unit == dossier.competent && issued(task).is_some() {
        open.push(Which::Result);
    }
    open
}

fn which(task: &Task<'_>) -> Option<Which> {
    let open = open(task);
    match open.as_slice() {
        [only] => Some(*only),
        all => all
            .iter()
            .copied()
            .find(|one| one.slug() == task.form.text(PART)),
    }
}

fn issued<'a>(task: &Task<'a>) -> Option<&'a IssuedResult> {
    facts::issued(task.dossier()).map(|(_, issued)| issued)
}

fn is_granted(task: &Task<'_>) -> bool {
    facts::issued(task.dossier()).is_some_and(|(outcome, _)| outcome == Outcome::Granted)
}

/// Which part the form puts right; empty while it still asks.
pub(super) fn which_part(task: &Task<'_>) -> &'static str {
    which(task).map_or("", Which::slug)
}

pub(super) fn parts(task: &Task<'_>) -> Vec<Part> {
    let Some(which) = which(task) else {
        let page = officials::dossier_address(&task.dossier().code);
        let slug = act::slug(domain::dossier::command::Act::Correct);
        let links = open(task)
            .into_iter()
            .map(|one| {
                let href = format!("{page}/viec/{slug}?{PART}={}", one.slug());
                (one.text().to_owned(), href)
            })
            .collect();
        return vec![Part::links("Đính chính phần nào?", links)];
    };
    let form = task.form;
    let mut parts = match which {
        Which::Applicant => {
            let stored = task.loaded.personal.applicant(task.dossier().applicant.id);
            let kinds = task
                .procedure()
                .map_or(&[][..], |p| p.applicants.as_slice());
            let usual = stored.map_or_else(
                || people::usual_applicant(kinds),
                |applicant| TypedApplicant::of(&applicant),
            );
            people::applicant_parts(form, kinds, &usual)
        }
        Which::Answers => {
            let stored = supplement::stored_answers(task);
            let design = task.procedure().and_then(|p| p.declaration.as_ref());
            design.map_or_else(Vec::new, |d| declaration::parts(d, form, &stored))
        }
        Which::ReturnVia => {
            let ways = choices(&RETURN_VIAS, wording::ground::return_via);
            let now = super::stored_name(&task.dossier().return_via);
            let value = form.text_or("noi-nhan", &now).to_owned();
            vec![Part::one_of(
                "noi-nhan",
                "Người nộp nhận kết quả",
                ways,
                &value,
            )]
        }
        Which::Result => {
            let issued = issued(task);
            let number = issued.map_or("", |issued| issued.number.as_str());
            let day = issued.map_or_else(TypedDate::default, |i| TypedDate::of(i.dated_on));
            let mut parts = result::result_parts(task, number, day);
            if is_granted(task) {
                parts.extend(acts::facts::parts(task, &facts::stored(task.loaded)));
            }
            parts
        }
    };
    parts.push(
        Part::text("ly-do", "Vì sao đính chính", form.text("ly-do"))
            .hint("Ví dụ: gõ nhầm số định danh khi tiếp nhận"),
    );
    parts
}

/// Ways to receive the result, in the order in which forms list them.
pub const RETURN_VIAS: [ReturnVia; 3] = [ReturnVia::Desk, ReturnVia::Post, ReturnVia::Electronic];

pub(super) fn command(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let form = task.form;
    let correction = match which(task) {
        None => None,
        Some(Which::Applicant) => {
            let kinds = task
                .procedure()
                .map_or(&[][..], |p| p.applicants.as_slice());
            let typed = people::typed_applicant(form, &people::usual_applicant(kinds));
            match typed.read(task.now.today(), "") {
                Ok(applicant) => Some(Correction::Applicant(fresh::personal(applicant))),
                Err(wrong) => {
                    take(&mut errors, &wrong);
                    None
                }
            }
        }
        Some(Which::Answers) => task
            .procedure()
            .and_then(|procedure| procedure.declaration.as_ref())
            .and_then(
                |design| match declaration::read(design, form, task.now.today()) {
                    Ok(answers) => Some(Correction::Answers(fresh::personal(answers))),
                    Err(wrong) => {
                        take(&mut errors, &wrong);
                        None
                    }
                },
            ),
        Some(Which::ReturnVia) => {
            let via = chosen(form.text("noi-nhan"));
            if via.is_none() {
                errors.add("noi-nhan", "Chọn cách nhận kết quả");
            }
            via.map(Correction::ReturnVia)
        }
        Some(Which::Result) => {
            let facts = read_facts(task, &mut errors);
            let result = result::read_result(task, &mut errors);
            let result = result.map(|result| ResultToRecord { facts, ..result });
            result.map(|result| Correction::IssuedResult(with_old_file(task, result)))
        }
    };
    let reason = said(form, "ly-do", &mut errors, "Nhập lý do đính chính");
    match correction {
        Some(correction) => errors.or(Command::Correct { correction, reason }),
        None => {
            if errors.is_empty() {
                errors.add("", "Chọn phần cần đính chính");
            }
            Err(errors)
        }
    }
}

/// What the result says to other parts of a bundle; none where it stays as it was said.
fn read_facts(task: &Task<'_>, errors: &mut FormErrors) -> Option<Personal<Facts>> {
    let right = is_granted(task).then(|| acts::facts::read(task, errors))?;
    (right != facts::stored(task.loaded)).then(|| fresh::personal(right))
}

/// The file that is there stays, unless another one came.
fn with_old_file(task: &Task<'_>, mut result: ResultToRecord) -> ResultToRecord {
    let old = issued(task).and_then(|issued| {
        let facts = issued.file.clone()?;
        let name = issued.file_name.as_ref();
        let name = name.and_then(|name| task.loaded.personal.text(name.id));
        Some(Kept {
            facts,
            name: name.unwrap_or_else(|| "ket-qua".to_owned()),
        })
    });
    if let (None, Some(old)) = (&result.file, old) {
        result.file = Some(old.handed_in(&PaperKey("ket-qua".to_owned())));
    }
    result
}

fn take(errors: &mut FormErrors, others: &FormErrors) {
    for error in others {
        errors.add(error.field.clone(), error.sentence.clone());
    }
}

//! `/quan-tri/quy-trinh/{mã}/cong-bo`: a file is checked, looked at beside what counts today, and
//! published with its decision.

use std::sync::Arc;

use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::procedure::Procedure;
use domain::process::Process;
use domain::process::called::Called;
use domain::process::check::Strictness;
use domain::process::difference::ProcessChange;
use domain::process::draft::Draft;
use domain::process::naming::Naming;
use domain::process::publish::{NewProcess, PublishRefusal, too_long};
use domain::process::surroundings::Surroundings;
use integrations::process_file::read_process_text;
use store::{ProcessRefusal, ProcessWrite};

use super::decision::{TypedDecision, carried};
use super::one::procedure;
use super::shown::{Shown, findings};
use super::{HERE, address, publish_address};
use crate::admin::{Admin, missing};
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::incoming::Incoming;
use crate::page::{Frame, Note, draw_as};
use crate::wording::process as wording;

/// Bytes that a process may have as text: ten times what a long one takes.
const TEXT_MAX: usize = 200_000;

/// The form for the text, with what was found in it.
#[derive(Template)]
#[template(path = "admin/processes/publish.html")]
struct Form {
    frame: Frame,
    action: String,
    /// Not called `text`: the field's macro has a parameter of that name, which would hide it.
    written: String,
    /// Places that could not be read.
    unread: Vec<[String; 2]>,
    findings: Vec<[String; 3]>,
    /// The decision, where it was typed before somebody came back to the text.
    carried: Vec<(String, String)>,
}

/// What would be published, with the form for its decision.
#[derive(Template)]
#[template(path = "admin/processes/publish_preview.html")]
struct Preview {
    frame: Frame,
    action: String,
    text: String,
    based_on: String,
    compared: &'static str,
    changes: Vec<ProcessChange>,
    findings: Vec<[String; 3]>,
    shown: Shown,
    typed: TypedDecision,
}

pub(super) async fn show(admin: Admin, Path(code): Path<String>) -> Response {
    match procedure(&admin, &code) {
        Some(procedure) => form(&admin, procedure, Said::default(), Vec::new()),
        None => unknown(&admin),
    }
}

/// Checks what came; with the version that a preview was drawn from, publishes it.
pub(super) async fn take(
    admin: Admin,
    Path(code): Path<String>,
    sent: Incoming,
) -> Result<Response, Broken> {
    let Some(procedure) = procedure(&admin, &code) else {
        return Ok(unknown(&admin));
    };
    let again = |said| form(&admin, procedure, said, carried(&sent));
    let text = match text_of(&sent) {
        Ok(text) => text,
        Err(said) => return Ok(again(said)),
    };
    if sent.text("viec") == "sua" {
        let said = Said {
            text,
            ..Said::default()
        };
        return Ok(again(said));
    }
    let draft = match read_process_text(&text) {
        Ok(draft) => draft,
        Err(problems) => {
            let unread = problems.into_iter();
            let unread = unread.map(|problem| [problem.field, problem.reason]);
            let unread: Vec<_> = unread.collect();
            let said = Said {
                text,
                unread,
                ..Said::refused("Chưa đọc được quy trình. Sửa từng chỗ ở dưới rồi soát lại.")
            };
            return Ok(again(said));
        }
    };
    let rules = &admin.rules;
    let store = &admin.app.store;
    let around = store
        .surroundings(rules, &procedure.code, admin.today)
        .await?;
    let wish = Wish {
        admin: &admin,
        procedure,
        around,
        text,
        draft,
    };
    let checked = match wish.check() {
        Ok(process) => process,
        Err(said) => return Ok(again(said)),
    };
    if sent.text("viec") == "cong-bo" {
        return wish.publish(&checked, &sent).await;
    }
    let typed = TypedDecision::of(&sent, admin.today);
    Ok(wish.preview(&checked, typed, StatusCode::OK, Asked::default()))
}

fn unknown(admin: &Admin) -> Response {
    let fact = "Không có thủ tục này. Kiểm tra lại mã, ví dụ 1.001193.";
    missing(admin, fact, HERE)
}

/// What there is to say about the text.
#[derive(Default)]
struct Said {
    text: String,
    error: &'static str,
    refused: String,
    unread: Vec<[String; 2]>,
    findings: Vec<[String; 3]>,
}

impl Said {
    fn refused(why: impl Into<String>) -> Self {
        Self {
            refused: why.into(),
            ..Self::default()
        }
    }

    fn error(text: String, error: &'static str) -> Self {
        Self {
            text,
            error,
            ..Self::default()
        }
    }
}

/// A chosen file goes before what stands in the field.
fn text_of(sent: &Incoming) -> Result<String, Said> {
    let typed = || sent.text("quy-trinh").to_owned();
    let text = match sent.sent("tep") {
        None => typed(),
        Some(bytes) => match std::str::from_utf8(bytes) {
            Ok(text) => text.to_owned(),
            Err(_) => {
                let why = "Tệp quy trình phải ghi bằng mã UTF-8. Lưu lại theo mã đó rồi chọn lại";
                return Err(Said::error(typed(), why));
            }
        },
    };
    if text.trim().is_empty() {
        return Err(Said::error(
            text,
            "Dán nội dung tệp quy trình, hoặc chọn tệp",
        ));
    }
    if text.len() > TEXT_MAX {
        let why = "Quy trình dài quá 200 KB. Tách thành các bước lớn hơn rồi thử lại";
        return Err(Said::error(text, why));
    }
    Ok(text)
}

fn form(
    admin: &Admin,
    procedure: &Procedure,
    said: Said,
    carried: Vec<(String, String)>,
) -> Response {
    let mut errors = FormErrors::new();
    if !said.error.is_empty() {
        errors.add("quy-trinh", said.error);
    }
    let is_sound = said.error.is_empty() && said.refused.is_empty();
    let mut frame = admin
        .frame(format!("Soát và công bố quy trình: {}", procedure.name))
        .below("Quy trình nội bộ", HERE)
        .below(procedure.name.clone(), address(&procedure.code))
        .errors(errors);
    if !said.refused.is_empty() {
        frame.notes.push(Note::Refused(said.refused));
    }
    let status = if is_sound {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let page = Form {
        frame,
        action: publish_address(&procedure.code),
        written: said.text,
        unread: said.unread,
        findings: said.findings,
        carried,
    };
    draw_as(status, &page)
}

/// What there is to say above the decision.
#[derive(Default)]
struct Asked {
    note: Option<Note>,
    errors: FormErrors,
}

/// A draft that somebody wants to publish, and where it would live.
struct Wish<'a> {
    admin: &'a Admin,
    procedure: &'a Arc<Procedure>,
    around: Surroundings,
    text: String,
    draft: Draft,
}

impl Wish<'_> {
    fn called(&self) -> Called {
        Called::of(self.procedure).at(&self.around)
    }

    fn naming(&self) -> Naming {
        Naming::with(&self.draft, &self.called())
    }

    /// The process, or the form again with everything that was found.
    fn check(&self) -> Result<Process, Said> {
        let refused = |why| Said {
            text: self.text.clone(),
            ..Said::refused(wording::refusal(&ProcessRefusal::Refused(why)))
        };
        let process = self.draft.clone().check(&self.around).map_err(|found| {
            let findings = findings(&found, &self.naming());
            Said {
                findings,
                ..refused(PublishRefusal::Unsound(found))
            }
        })?;
        match too_long(&self.draft, self.procedure) {
            Some(case) => Err(refused(PublishRefusal::TooLong(case))),
            None => Ok(process),
        }
    }

    async fn publish(&self, checked: &Process, sent: &Incoming) -> Result<Response, Broken> {
        let typed = TypedDecision::of(sent, self.admin.today);
        let unread = StatusCode::UNPROCESSABLE_ENTITY;
        let (decision, from) = match typed.read() {
            Ok(read) => read,
            Err(errors) => {
                let asked = Asked { note: None, errors };
                return Ok(self.preview(checked, typed, unread, asked));
            }
        };
        let Ok(based_on) = sent.text("phien-ban").parse() else {
            return Ok(self.preview(checked, typed, unread, Asked::default()));
        };
        let write = ProcessWrite {
            based_on,
            new: NewProcess {
                procedure: self.procedure.code.clone(),
                from,
                decision,
                draft: self.draft.clone(),
            },
            by: Some(self.admin.officer.official().id),
            at: self.admin.app.now(),
        };
        match self.admin.app.store.publish_process(write).await? {
            Ok(version) => {
                let to = format!("{}?ban={version}", address(&self.procedure.code));
                Ok(Redirect::to(&to).into_response())
            }
            Err(why) => {
                let asked = Asked {
                    note: Some(Note::Refused(wording::refusal(&why))),
                    errors: FormErrors::new(),
                };
                Ok(self.preview(checked, typed, StatusCode::CONFLICT, asked))
            }
        }
    }

    fn preview(
        &self,
        process: &Process,
        typed: TypedDecision,
        status: StatusCode,
        asked: Asked,
    ) -> Response {
        let (compared, changes) = self.changes();
        let code = &self.procedure.code;
        let mut frame = self
            .admin
            .frame(format!("Xem trước quy trình: {}", self.procedure.name))
            .below("Quy trình nội bộ", HERE)
            .below(self.procedure.name.clone(), address(code))
            .errors(asked.errors);
        frame.notes.extend(asked.note);
        let found = self.draft.findings(&self.around, Strictness::Publishing);
        let page = Preview {
            frame,
            action: publish_address(code),
            text: self.text.clone(),
            based_on: self.admin.rules.version.to_string(),
            compared,
            changes,
            findings: findings(&found, &self.naming()),
            shown: Shown::of(process, &self.called()),
            typed,
        };
        draw_as(status, &page)
    }

    /// What is different from the newest version, or from the template.
    fn changes(&self) -> (&'static str, Vec<ProcessChange>) {
        let rules = &self.admin.rules;
        if let Some(last) = rules.processes.of(&self.procedure.code).last() {
            let changes = last.draft.difference_called(&self.draft, &self.called());
            return ("So với phiên bản mới nhất", changes);
        }
        let terms = self.procedure.cases.first().and_then(|c| c.terms.first());
        let template = terms.and_then(|t| rules.process_by_template(self.procedure, t));
        let changes = template.map(|process| {
            process
                .draft()
                .difference_called(&self.draft, &self.called())
        });
        ("So với quy trình mẫu", changes.unwrap_or_default())
    }
}

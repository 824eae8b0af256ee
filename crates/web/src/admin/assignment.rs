//! `/quan-tri/phan-cong`: by which rule dossiers find their official: listed, entered line by line
//! or pasted from a spreadsheet after a preview, ended.

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use domain::people::agency::AgencyId;
use domain::people::assignment::{AssignmentRule, Way, check};
use jiff::civil::Date;
use store::{DutyChange, DutyRefusal, DutyWrite};

use super::Admin;
use crate::app::App;
use crate::fault::Broken;
use crate::form::{FormErrors, ReadDate, TypedDate};
use crate::incoming::Incoming;
use crate::page::{Frame, Note, draw_as};
use crate::{fresh, wording};

/// Where the page stands.
const HOME: &str = "/quan-tri/phan-cong";

/// The most lines at a time.
///
/// Not law: more units than a province has.
const LINES_MAX: usize = 2_000;

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(HOME, get(show_all).post(enter))
        .route("/quan-tri/phan-cong/ket-thuc", post(end))
}

/// A rule as a line.
struct Line {
    /// Empty when it is over, or not entered yet.
    id: String,
    unit: String,
    procedure: String,
    way: &'static str,
    days: String,
    basis: String,
}

#[derive(Template)]
#[template(path = "admin/assignment.html")]
struct AssignmentPage {
    frame: Frame,
    lines: Vec<Line>,
    preview: Vec<Line>,
    typed: String,
}

async fn show_all(admin: Admin) -> Result<Response, Broken> {
    draw_all(&admin, String::new(), Answer::default()).await
}

/// What is said of what was sent.
#[derive(Default)]
struct Answer {
    errors: FormErrors,
    note: Option<Note>,
    preview: Vec<AssignmentRule>,
}

async fn enter(admin: Admin, form: Incoming) -> Result<Response, Broken> {
    let typed = form.text("quy-tac").to_owned();
    let mut answer = Answer::default();
    let new = match read(&admin, &typed) {
        Ok(new) => new,
        Err(errors) => {
            answer.errors = errors;
            return draw_all(&admin, typed, answer).await;
        }
    };
    if form.text("viec") != "ghi" {
        let units = units(&admin);
        let known = admin.app.store.assignment_rules(&units).await?;
        let flaw = new.iter().enumerate().find_map(|(place, rule)| {
            let checked = check(rule, &known, &admin.rules, admin.today);
            checked.err().map(|why| DutyRefusal::Rule { place, why })
        });
        match flaw {
            Some(why) => answer.errors = refused(&why),
            None => answer.preview = new,
        }
        return draw_all(&admin, typed, answer).await;
    }
    let write = DutyWrite {
        change: DutyChange::Assign(new),
        by: Some(admin.officer.official().id),
        at: admin.app.now(),
    };
    match admin.app.store.change_duty(write).await? {
        Ok(()) => Ok(Redirect::to(HOME).into_response()),
        Err(why) => {
            answer.errors = refused(&why);
            draw_all(&admin, typed, answer).await
        }
    }
}

async fn end(admin: Admin, form: Incoming) -> Result<Response, Broken> {
    let Ok(id) = form.text("quy-tac").parse() else {
        return Ok(Redirect::to(HOME).into_response());
    };
    let write = DutyWrite {
        change: DutyChange::EndRule(id),
        by: Some(admin.officer.official().id),
        at: admin.app.now(),
    };
    match admin.app.store.change_duty(write).await? {
        Ok(()) => Ok(Redirect::to(HOME).into_response()),
        Err(why) => {
            let note = Note::Refused(wording::duty::refusal(&why).to_owned());
            let answer = Answer {
                note: Some(note),
                ..Answer::default()
            };
            draw_all(&admin, String::new(), answer).await
        }
    }
}

/// The sentence, with the line that it is about.
fn refused(why: &DutyRefusal) -> FormErrors {
    let sentence = wording::duty::refusal(why);
    let mut errors = FormErrors::new();
    match why {
        DutyRefusal::Rule { place, .. } => {
            errors.add("quy-tac", format!("Dòng {}: {sentence}", place + 1));
        }
        DutyRefusal::Delegation(_) | DutyRefusal::Absence(_) | DutyRefusal::Unknown => {
            errors.add("quy-tac", sentence);
        }
    }
    errors
}

/// Reads the lines: `unit; procedure; way; first day; last day; basis`.
fn read(admin: &Admin, typed: &str) -> Result<Vec<AssignmentRule>, FormErrors> {
    let lines: Vec<&str> = typed
        .lines()
        .filter(|line| !line.trim().is_empty())
        .collect();
    let mut errors = FormErrors::new();
    if lines.is_empty() {
        errors.add("quy-tac", "Nhập ít nhất một dòng quy tắc");
        return Err(errors);
    }
    if lines.len() > LINES_MAX {
        errors.add(
            "quy-tac",
            "Mỗi lần ghi tối đa 2.000 dòng. Chia thành nhiều lần",
        );
        return Err(errors);
    }
    let rules: Result<Vec<_>, String> = lines
        .iter()
        .zip(1_usize..)
        .map(|(line, number)| one(admin, line).map_err(|why| format!("Dòng {number}: {why}")))
        .collect();
    rules.map_err(|why| {
        errors.add("quy-tac", why);
        errors
    })
}

fn one(admin: &Admin, line: &str) -> Result<AssignmentRule, String> {
    let separator = if line.contains('\t') { '\t' } else { ';' };
    let parts: Vec<&str> = line.split(separator).map(str::trim).collect();
    let [unit, procedure, way, from, until, basis] = parts.as_slice() else {
        return Err("cần đủ 6 phần, cách nhau bằng dấu chấm phẩy".to_owned());
    };
    let day = |text: &str| match TypedDate::new(text, "", "").read() {
        Ok(ReadDate::Day(day)) => Ok(Some(day)),
        Ok(ReadDate::Empty) => Ok(None),
        Ok(ReadDate::Year(_)) | Err(_) => {
            Err(format!("\"{text}\" không phải ngày, ví dụ 01/12/2026"))
        }
    };
    let from: Date = day(from)?.unwrap_or(admin.today);
    let unit = admin
        .rules
        .organisation
        .find_by_code(unit, from)
        .ok_or_else(|| format!("không có đơn vị mã \"{unit}\" vào ngày bắt đầu"))?;
    let way = match way.to_lowercase().as_str() {
        "chung" => Way::SharedList,
        "lần lượt" => Way::RoundRobin,
        "ít nhất" => Way::LeastLoad,
        _ => return Err("cách phân công là: chung, lần lượt hoặc ít nhất".to_owned()),
    };
    let procedure = match *procedure {
        "" => None,
        code => {
            let read = code.parse();
            Some(read.map_err(|_| format!("\"{code}\" không phải mã thủ tục"))?)
        }
    };
    Ok(AssignmentRule {
        id: fresh::id(),
        unit: unit.id.clone(),
        procedure,
        way,
        from,
        until: day(until)?,
        basis: (*basis).to_owned(),
    })
}

fn units(admin: &Admin) -> Vec<AgencyId> {
    let all = admin.rules.organisation.all();
    all.filter(|unit| !unit.has_ended_by(admin.today))
        .map(|unit| unit.id.clone())
        .collect()
}

async fn draw_all(admin: &Admin, typed: String, answer: Answer) -> Result<Response, Broken> {
    let known = admin.app.store.assignment_rules(&units(admin)).await?;
    let is_refused = !answer.errors.is_empty() || answer.note.is_some();
    let mut frame = admin.frame("Quy tắc phân công").errors(answer.errors);
    if let Some(note) = answer.note {
        frame = frame.note(note);
    }
    let page = AssignmentPage {
        frame,
        lines: known.iter().map(|rule| line(admin, rule)).collect(),
        preview: answer
            .preview
            .iter()
            .map(|rule| line(admin, rule))
            .collect(),
        typed,
    };
    let status = if is_refused {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok(draw_as(status, &page))
}

fn line(admin: &Admin, rule: &AssignmentRule) -> Line {
    let is_over = rule.until.is_some_and(|last| last < admin.today);
    let days = match rule.until {
        Some(until) if until < rule.from => "Đã thu hồi trước khi bắt đầu".to_owned(),
        until => super::period(rule.from, until),
    };
    Line {
        id: if is_over {
            String::new()
        } else {
            rule.id.to_string()
        },
        unit: admin.unit_name(&rule.unit),
        procedure: rule
            .procedure
            .as_ref()
            .map_or_else(|| "Mọi thủ tục".to_owned(), ToString::to_string),
        way: wording::duty::way(rule.way),
        days,
        basis: rule.basis.clone(),
    }
}

//! `/quan-tri/uy-quyen`: who signs for whom: listed, entered with the paper, ended.

use askama::Template;
use axum::Router;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use domain::people::agency::AgencyId;
use domain::people::delegation::{Capacity, Delegation};
use domain::people::{OfficialId, Role};
use domain::procedure::ProcedureCode;
use jiff::civil::Date;
use store::{Account, DutyChange, DutyRefusal, DutyWrite};

use super::Admin;
use crate::acts::part::typed_day;
use crate::app::App;
use crate::fault::Broken;
use crate::form::{Choice, FormErrors, ReadDate, TypedDate};
use crate::incoming::Incoming;
use crate::page::{Frame, Note, draw_as};
use crate::{fresh, show, wording};

/// Where the page stands.
const HOME: &str = "/quan-tri/uy-quyen";

pub(super) fn router() -> Router<App> {
    Router::new()
        .route(HOME, get(show_all).post(enter))
        .route("/quan-tri/uy-quyen/ket-thuc", post(end))
}

/// A delegation as a line.
struct Line {
    /// Empty when it is over.
    id: String,
    unit: String,
    from_whom: String,
    to_whom: String,
    capacity: &'static str,
    procedures: String,
    days: String,
    paper: String,
}

#[derive(Template)]
#[template(path = "admin/delegations.html")]
struct DelegationsPage {
    frame: Frame,
    lines: Vec<Line>,
    principals: Vec<Choice>,
    delegates: Vec<Choice>,
    capacities: Vec<Choice>,
    typed: Typed,
}

/// What was typed.
struct Typed {
    principal_post: String,
    delegate_post: String,
    procedures: String,
    from: TypedDate,
    until: TypedDate,
    number: String,
    dated: TypedDate,
}

impl Typed {
    fn of(form: &Incoming, today: Date) -> Self {
        let text = |name: &str| form.text(name).trim().to_owned();
        Self {
            principal_post: text("chuc-vu-giao"),
            delegate_post: text("chuc-vu-ky"),
            procedures: text("thu-tuc"),
            from: typed_day(form, "tu", TypedDate::of(today)),
            until: typed_day(form, "den", TypedDate::default()),
            number: text("so"),
            dated: typed_day(form, "ngay", TypedDate::of(today)),
        }
    }
}

async fn show_all(admin: Admin) -> Result<Response, Broken> {
    draw_all(&admin, &Incoming::of([]), FormErrors::new(), None).await
}

async fn enter(admin: Admin, form: Incoming) -> Result<Response, Broken> {
    let accounts = admin.app.store.accounts().await?;
    let new = match read(&admin, &accounts, &form) {
        Ok(new) => new,
        Err(errors) => return draw_all(&admin, &form, errors, None).await,
    };
    answer(&admin, &form, DutyChange::Delegate(new)).await
}

async fn end(admin: Admin, form: Incoming) -> Result<Response, Broken> {
    match form.text("uy-quyen").parse() {
        Ok(id) => answer(&admin, &form, DutyChange::EndDelegation(id)).await,
        Err(_) => Ok(Redirect::to(HOME).into_response()),
    }
}

async fn answer(admin: &Admin, form: &Incoming, change: DutyChange) -> Result<Response, Broken> {
    let write = DutyWrite {
        change,
        by: Some(admin.officer.official().id),
        at: admin.app.now(),
    };
    match admin.app.store.change_duty(write).await? {
        Ok(()) => Ok(Redirect::to(HOME).into_response()),
        Err(why) => draw_all(admin, form, FormErrors::new(), Some(why)).await,
    }
}

fn read(admin: &Admin, accounts: &[Account], form: &Incoming) -> Result<Delegation, FormErrors> {
    let typed = Typed::of(form, admin.today);
    let mut errors = FormErrors::new();
    let chosen = |name: &str| {
        let wanted = form.text(name);
        let mut all = accounts.iter();
        all.find(|one| one.official.id.0.to_string() == wanted)
    };
    let (principal, delegate) = (chosen("giao"), chosen("ky"));
    if principal.is_none() {
        errors.add("giao", "Chọn lãnh đạo giao việc ký");
    }
    if delegate.is_none() {
        errors.add("ky", "Chọn người được ký");
    }
    let capacity = Capacity::from_name(form.text("tu-cach"));
    if capacity.is_none() {
        errors.add("tu-cach", "Chọn tư cách ký");
    }
    let mut procedures = Vec::new();
    for code in typed
        .procedures
        .split([',', ';', ' '])
        .filter(|code| !code.is_empty())
    {
        match code.parse::<ProcedureCode>() {
            Ok(code) => procedures.push(code),
            Err(_) => errors.add("thu-tuc", format!("\"{code}\" không phải mã thủ tục")),
        }
    }
    let from = day(&typed.from, "tu", &mut errors);
    let until = match typed.until.read() {
        Ok(ReadDate::Empty) => None,
        _ => day(&typed.until, "den", &mut errors),
    };
    let dated_on = day(&typed.dated, "ngay", &mut errors);
    let (Some(principal), Some(delegate), Some(capacity), Some(from), Some(dated_on), true) = (
        principal,
        delegate,
        capacity,
        from,
        dated_on,
        errors.is_empty(),
    ) else {
        return Err(errors);
    };
    Ok(Delegation {
        id: fresh::id(),
        unit: principal.official.unit.clone(),
        principal: principal.official.id,
        principal_post: typed.principal_post,
        delegate: delegate.official.id,
        delegate_post: typed.delegate_post,
        capacity,
        procedures,
        from,
        until,
        number: typed.number,
        dated_on,
    })
}

fn day(typed: &TypedDate, field: &str, errors: &mut FormErrors) -> Option<Date> {
    match typed.read() {
        Ok(ReadDate::Day(day)) => return Some(day),
        Ok(ReadDate::Empty | ReadDate::Year(_)) => {
            errors.add(field, "Nhập đủ ngày, tháng và năm, ví dụ 28/02/2027");
        }
        Err(sentence) => errors.add(field, sentence),
    }
    None
}

async fn draw_all(
    admin: &Admin,
    form: &Incoming,
    errors: FormErrors,
    refused: Option<DutyRefusal>,
) -> Result<Response, Broken> {
    let accounts = admin.app.store.accounts().await?;
    let mut units: Vec<AgencyId> = accounts
        .iter()
        .filter(|one| one.official.is(Role::Leader))
        .map(|one| one.official.unit.clone())
        .collect();
    units.sort();
    units.dedup();
    let known = admin.app.store.delegations(&units).await?;
    let lines = known.iter().map(|one| line(admin, &accounts, one));
    let leaders: Vec<&Account> = accounts
        .iter()
        .filter(|one| one.active && one.official.is(Role::Leader))
        .collect();
    let choices = |ask: &str, field: &str| {
        let all = leaders.iter().map(|one| {
            let unit = admin.unit_name(&one.official.unit);
            Choice::new(
                one.official.id.0.to_string(),
                format!("{} · {unit}", one.name),
            )
        });
        let all = std::iter::once(Choice::new("", ask)).chain(all).collect();
        Choice::pick(all, form.text(field))
    };
    let capacities = Capacity::ALL
        .into_iter()
        .map(|one| Choice::new(one.name(), wording::duty::capacity(one)))
        .collect();
    let is_refused = !errors.is_empty() || refused.is_some();
    let mut frame = admin.frame("Ký thay, ủy quyền").errors(errors);
    if let Some(why) = refused {
        frame = frame.note(Note::Refused(wording::duty::refusal(&why).to_owned()));
    }
    let page = DelegationsPage {
        frame,
        lines: lines.collect(),
        principals: choices("Chọn lãnh đạo", "giao"),
        delegates: choices("Chọn người ký", "ky"),
        capacities: Choice::pick(capacities, form.text("tu-cach")),
        typed: Typed::of(form, admin.today),
    };
    let status = if is_refused {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok(draw_as(status, &page))
}

fn line(admin: &Admin, accounts: &[Account], one: &Delegation) -> Line {
    let name = |id: OfficialId| {
        let mut all = accounts.iter();
        all.find(|account| account.official.id == id)
            .map_or("", |account| account.name.as_str())
    };
    let is_over = one.until.is_some_and(|last| last < admin.today);
    let codes: Vec<&str> = one.procedures.iter().map(ProcedureCode::as_str).collect();
    let days = match one.until {
        Some(until) if until < one.from => "Đã thu hồi trước khi bắt đầu".to_owned(),
        until => super::period(one.from, until),
    };
    Line {
        id: if is_over {
            String::new()
        } else {
            one.id.to_string()
        },
        unit: admin.unit_name(&one.unit),
        from_whom: format!("{} · {}", name(one.principal), one.principal_post),
        to_whom: format!("{} · {}", name(one.delegate), one.delegate_post),
        capacity: wording::duty::capacity(one.capacity),
        procedures: if codes.is_empty() {
            "Mọi thủ tục".to_owned()
        } else {
            codes.join(", ")
        },
        days,
        paper: format!("{}, ngày {}", one.number, show::date(one.dated_on)),
    }
}

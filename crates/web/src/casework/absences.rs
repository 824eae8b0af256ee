//! `/xu-ly/vang-mat`: who is away and who stands in. Case officers enter their own absences, leaders
//! those of whoever works for them. `/xu-ly/lam-thay`: what lies with those for whom one stands in.

use std::collections::HashMap;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use domain::people::OfficialId;
use domain::people::absence::Absence;
use domain::people::agency::AgencyId;
use domain::people::{Role, delegation::Delegation};
use domain::rulebook::Rulebook;
use store::{Account, DutyChange, DutyWrite, Filter, Scope};
use uuid::Uuid;

use crate::app::App;
use crate::casework::leave::is_for;
use crate::fault::Broken;
use crate::form::{Choice, FormErrors, TypedDate};
use crate::incoming::Incoming;
use crate::look::Look;
use crate::officials::leave::Days;
use crate::officials::{self, Row, case_officers};
use crate::page::{Frame, Note, draw, draw_as};
use crate::session::{Officer, percent};
use crate::{fresh, show, wording};

/// Where the page stands.
const HOME: &str = "/xu-ly/vang-mat";

/// The addresses of these pages.
pub fn router() -> Router<App> {
    Router::new()
        .route(HOME, get(show_all).post(enter))
        .route("/xu-ly/vang-mat/tro-lai", post(end))
        .route("/xu-ly/lam-thay", get(stood_in))
}

/// Something that an official does for another one, with the way to it.
#[derive(Debug)]
pub struct Standing {
    /// What, in words.
    pub text: String,
    /// Where it is done.
    pub href: String,
}

/// What an official does for others today.
pub async fn standing(
    app: &App,
    rules: &Rulebook,
    officer: &Officer,
) -> Result<Vec<Standing>, Broken> {
    let duty = officials::duty(app, officer).await?;
    let people: Vec<Uuid> = duty.stands_in_for.iter().map(|one| one.0).collect();
    let names = officials::names(app, people).await?;
    let stood_in = duty.stands_in_for.iter().map(|one| {
        let name = names.get(&one.0).cloned().unwrap_or_default();
        Standing {
            text: format!("Hồ sơ của {name} đang nghỉ"),
            href: format!("/xu-ly/lam-thay?nguoi={}", one.0),
        }
    });
    let delegated = duty.delegations.iter().map(|one| to_sign(rules, one));
    Ok(stood_in.chain(delegated).collect())
}

fn to_sign(rules: &Rulebook, one: &Delegation) -> Standing {
    let unit = officials::unit_name(rules, &one.unit);
    let mark = one.capacity.mark();
    let until = one.until.map_or_else(String::new, |until| {
        format!(", đến hết ngày {}", show::date(until))
    });
    Standing {
        text: format!(
            "Hồ sơ chờ ký {mark} {} của {unit}{until}",
            one.principal_post
        ),
        href: format!("/xu-ly/lam-thay?co-quan={}", percent(one.unit.as_str())),
    }
}

/// An absence as a line.
#[derive(Debug)]
struct AbsenceRow {
    id: String,
    name: String,
    days: String,
    stand_in: String,
    is_on: bool,
}

#[derive(Template)]
#[template(path = "casework/absences.html")]
struct AbsencesPage {
    frame: Frame,
    rows: Vec<AbsenceRow>,
    officers: Vec<Choice>,
    stand_ins: Vec<Choice>,
    from: TypedDate,
    to: TypedDate,
}

#[derive(Template)]
#[template(path = "casework/absences_stood_in.html")]
struct StoodInPage {
    frame: Frame,
    rows: Vec<Row>,
}

/// Whose absences this official enters, and who can stand in.
struct Staff {
    /// Active officials of the units that they answer for.
    all: Vec<Account>,
    units: Vec<AgencyId>,
    leads: bool,
}

impl Staff {
    async fn of(app: &App, rules: &Rulebook, officer: &Officer) -> Result<Self, Broken> {
        let official = officer.official();
        let leads = official.is(Role::Leader);
        let mut units = vec![official.unit.clone()];
        if leads {
            let below = rules
                .organisation
                .children_on(&official.unit, app.now().today());
            units.extend(below.map(|unit| unit.id.clone()));
        }
        let mut all = Vec::new();
        for unit in &units {
            all.extend(app.store.accounts_in(unit).await?);
        }
        all.retain(|one| one.active);
        Ok(Self { all, units, leads })
    }

    /// Who may be entered as away: anybody for a leader, else only oneself.
    fn may_enter(&self, officer: &Officer, absent: OfficialId) -> bool {
        let own = officer.official().id == absent;
        own || (self.leads && self.all.iter().any(|one| one.official.id == absent))
    }
}

async fn show_all(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Broken> {
    let done = match query.get("xong").map(String::as_str) {
        Some("ghi") => Some("Đã ghi thời gian nghỉ."),
        Some("tro-lai") => Some("Đã ghi cán bộ trở lại làm việc."),
        _ => None,
    };
    let note = done.map(|done| Note::Done(done.to_owned()));
    draw_all(
        &app,
        &officer,
        look,
        &Incoming::of([]),
        (FormErrors::new(), note),
    )
    .await
}

async fn enter(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    form: Incoming,
) -> Result<Response, Broken> {
    if !is_for(&officer) {
        return Ok(closed(&app, &officer, look));
    }
    let rules = app.rules().await?;
    let staff = Staff::of(&app, &rules, &officer).await?;
    let mut errors = FormErrors::new();
    let days = Days::of(&form, app.now().today(), &mut errors);
    if days.read.is_none() {
        errors.add("den", "Nhập ngày nghỉ cuối, ví dụ 20/11/2026");
    }
    let absent = chosen(&staff, &form, "cua").or((!staff.leads).then_some(&officer.account));
    let absent = absent.filter(|one| staff.may_enter(&officer, one.official.id));
    let (Some(absent), Some((from, until)), true) = (absent, days.read, errors.is_empty()) else {
        if absent.is_none() {
            errors.add("cua", "Chọn cán bộ nghỉ thuộc cơ quan của ông/bà");
        }
        return draw_all(&app, &officer, look, &form, (errors, None)).await;
    };
    let new = Absence {
        id: fresh::id(),
        official: absent.official.id,
        unit: absent.official.unit.clone(),
        from,
        until,
        stand_in: form.text("thay").parse().ok().map(OfficialId),
    };
    match change(&app, &officer, DutyChange::Away(new)).await? {
        Ok(()) => {
            // Without a stand-in the unit's list holds it from now on.
            app.store.route_absent(app.now()).await?;
            Ok(Redirect::to("/xu-ly/vang-mat?xong=ghi").into_response())
        }
        Err(why) => {
            let note = Note::Refused(wording::duty::refusal(&why).to_owned());
            draw_all(&app, &officer, look, &form, (errors, Some(note))).await
        }
    }
}

async fn end(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    form: Incoming,
) -> Result<Response, Broken> {
    if !is_for(&officer) {
        return Ok(closed(&app, &officer, look));
    }
    let rules = app.rules().await?;
    let staff = Staff::of(&app, &rules, &officer).await?;
    let known = app.store.absences(&staff.units, app.now().today()).await?;
    let wanted = form.text("nghi");
    let absence = known
        .iter()
        .find(|one| one.id.to_string() == wanted)
        .filter(|one| staff.may_enter(&officer, one.official));
    let Some(absence) = absence else {
        let gone = wording::duty::refusal(&store::DutyRefusal::Unknown);
        let note = Note::Refused(gone.to_owned());
        return draw_all(&app, &officer, look, &form, (FormErrors::new(), Some(note))).await;
    };
    match change(&app, &officer, DutyChange::Back(absence.id)).await? {
        Ok(()) => Ok(Redirect::to("/xu-ly/vang-mat?xong=tro-lai").into_response()),
        Err(why) => {
            let note = Note::Refused(wording::duty::refusal(&why).to_owned());
            draw_all(&app, &officer, look, &form, (FormErrors::new(), Some(note))).await
        }
    }
}

async fn change(
    app: &App,
    officer: &Officer,
    change: DutyChange,
) -> Result<Result<(), store::DutyRefusal>, Broken> {
    let write = DutyWrite {
        change,
        by: Some(officer.official().id),
        at: app.now(),
    };
    Ok(app.store.change_duty(write).await?)
}

fn chosen<'a>(staff: &'a Staff, form: &Incoming, field: &str) -> Option<&'a Account> {
    let wanted = form.text(field);
    let mut all = staff.all.iter();
    all.find(|one| one.official.id.0.to_string() == wanted)
}

fn closed(app: &App, officer: &Officer, look: Look) -> Response {
    officials::told_to(
        app,
        officer,
        look,
        StatusCode::FORBIDDEN,
        "Phần này dành cho vai trò khác",
        "Cán bộ thụ lý ghi lịch nghỉ của mình; lãnh đạo ghi thay cho cán bộ của đơn vị.",
    )
}

async fn draw_all(
    app: &App,
    officer: &Officer,
    look: Look,
    form: &Incoming,
    (errors, note): (FormErrors, Option<Note>),
) -> Result<Response, Broken> {
    if !is_for(officer) {
        return Ok(closed(app, officer, look));
    }
    let rules = app.rules().await?;
    let staff = Staff::of(app, &rules, officer).await?;
    let today = app.now().today();
    let known = app.store.absences(&staff.units, today).await?;
    let people = known
        .iter()
        .flat_map(|one| [Some(one.official), one.stand_in]);
    let people: Vec<Uuid> = people.flatten().map(|one| one.0).collect();
    let names = officials::names(app, people).await?;
    let name = |id: OfficialId| names.get(&id.0).cloned().unwrap_or_default();
    let rows = known.iter().map(|one| AbsenceRow {
        id: if staff.may_enter(officer, one.official) {
            one.id.to_string()
        } else {
            String::new()
        },
        name: name(one.official),
        days: format!("{} đến {}", show::date(one.from), show::date(one.until)),
        stand_in: one
            .stand_in
            .map_or_else(|| "Danh sách chung của đơn vị".to_owned(), name),
        is_on: one.is_on(today),
    });
    let face = officials::home_face(officer);
    let title = "Lịch nghỉ và người làm thay";
    let mut frame = officials::frame(app, &rules, officer, face, look, title);
    let is_refused = !errors.is_empty() || matches!(note, Some(Note::Refused(_)));
    frame.notes.extend(note);
    frame.errors = errors;
    // What is wrong with the days stands beside them already.
    let days = Days::of(form, today, &mut FormErrors::new());
    let text = |one: &Account| {
        format!(
            "{} · {}",
            one.name,
            officials::unit_name(&rules, &one.official.unit)
        )
    };
    let officers = if staff.leads {
        let all = case_officers::choices("Chọn cán bộ", &staff.all, text);
        Choice::pick(all, form.text("cua"))
    } else {
        Vec::new()
    };
    let nobody = "Không có: hồ sơ về danh sách chung của đơn vị";
    let stand_ins = case_officers::choices(nobody, &staff.all, text);
    let page = AbsencesPage {
        frame,
        rows: rows.collect(),
        officers,
        stand_ins: Choice::pick(stand_ins, form.text("thay")),
        from: days.from,
        to: days.to,
    };
    let status = if is_refused {
        StatusCode::UNPROCESSABLE_ENTITY
    } else {
        StatusCode::OK
    };
    Ok(draw_as(status, &page))
}

/// What lies with somebody for whom one stands in, or waits for a signature that was delegated.
async fn stood_in(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Broken> {
    let rules = app.rules().await?;
    let duty = officials::duty(&app, &officer).await?;
    let wanted = |name: &str| query.get(name).map_or("", String::as_str);
    let absent = duty
        .stands_in_for
        .iter()
        .find(|one| one.0.to_string() == wanted("nguoi"));
    let delegated: Vec<&Delegation> = duty
        .delegations
        .iter()
        .filter(|one| one.unit.as_str() == wanted("co-quan"))
        .collect();
    let filter = match (absent, delegated.first()) {
        (Some(absent), _) => Filter {
            officer: Some(*absent),
            limit: 100,
            ..Filter::open_in(Scope::HeldBy(officer.official().unit.clone()))
        },
        (None, Some(first)) => Filter {
            stage: Some("deciding".to_owned()),
            limit: 100,
            ..Filter::open_in(Scope::HeldBy(first.unit.clone()))
        },
        (None, None) => return Ok(Redirect::to("/xu-ly").into_response()),
    };
    let mut lines = app.store.list(&filter).await?.lines;
    if absent.is_none() {
        lines.retain(|line| {
            let mut all = delegated.iter();
            all.any(|one| {
                let mut codes = one.procedures.iter();
                one.procedures.is_empty() || codes.any(|code| code.as_str() == line.procedure)
            })
        });
    }
    let face = officials::home_face(&officer);
    let title = "Hồ sơ tôi làm thay";
    Ok(draw(&StoodInPage {
        rows: officials::rows(&app, &rules, &officer, &lines).await?,
        frame: officials::frame(&app, &rules, &officer, face, look, title),
    }))
}

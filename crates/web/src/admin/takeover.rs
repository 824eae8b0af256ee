//! `/quan-tri/tiep-nhan`: units that ended and left open dossiers, taken over in portions.

use askama::Template;
use axum::Form;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::people::agency::{Agency, AgencyId};
use store::{LeftBehind, TakenOver, TakingOver};
use uuid::Uuid;

use super::{Admin, Typed, typed, unit_address};
use crate::fault::Broken;
use crate::page::{Frame, Note, draw_as};
use crate::show;
use crate::wording;

/// The address of the page.
const HERE: &str = "/quan-tri/tiep-nhan";

#[derive(Template)]
#[template(path = "admin/takeover.html")]
struct Takeover {
    frame: Frame,
    rows: Vec<Row>,
    /// Code and reason of each dossier that stays where it is.
    stayed: Vec<[String; 2]>,
}

/// A unit that ended.
struct Row {
    id: String,
    name: String,
    href: String,
    last: String,
    next: String,
    count: String,
    /// After which dossier the next portion begins; empty for the first.
    after: String,
}

/// What came of a portion.
#[derive(Default)]
struct Said {
    note: Option<Note>,
    stayed: Vec<[String; 2]>,
    from: Option<AgencyId>,
    after: Option<Uuid>,
}

pub(super) async fn show(admin: Admin) -> Result<Response, Broken> {
    page(&admin, StatusCode::OK, Said::default()).await
}

/// Takes a portion over. Sent twice it takes the next one, and no dossier twice.
pub(super) async fn take(admin: Admin, Form(form): Form<Typed>) -> Result<Response, Broken> {
    let from = AgencyId::from_stored(typed(&form, "don-vi"));
    let unit = admin.rules.organisation.find(&from);
    // Of a unit that is still there nothing is told here.
    if !unit.is_some_and(|unit| unit.has_ended_by(admin.today)) {
        return Ok(Redirect::to(HERE).into_response());
    }
    let actor = admin.officer.actor();
    let portion = TakingOver {
        actor: &actor,
        now: admin.app.now(),
        from: &from,
        after: typed(&form, "sau").parse().ok(),
    };
    let taken = admin.app.store.take_over(portion).await?;
    let said = said(from, taken);
    let status = if matches!(said.note, Some(Note::Refused(_))) {
        StatusCode::CONFLICT
    } else {
        StatusCode::OK
    };
    page(&admin, status, said).await
}

fn said(from: AgencyId, taken: TakenOver) -> Said {
    let all = taken.dossiers.len();
    let stayed: Vec<[String; 2]> = taken
        .dossiers
        .into_iter()
        .filter_map(|(code, answer)| {
            let why = wording::refusal::not_done(&answer.err()?, None);
            Some([code.to_string(), why])
        })
        .collect();
    let done = all - stayed.len();
    let note = match (done, all) {
        (_, 0) => Note::Told("Đơn vị này không còn hồ sơ nào phải tiếp nhận.".to_owned()),
        (0, _) => Note::Refused("Chưa tiếp nhận được hồ sơ nào. Lý do ở dưới.".to_owned()),
        _ if stayed.is_empty() => Note::Done(format!("Đã tiếp nhận {done} hồ sơ.")),
        _ => Note::Done(format!(
            "Đã tiếp nhận {done} trong {all} hồ sơ. Hồ sơ chưa tiếp nhận được có lý do ở dưới."
        )),
    };
    Said {
        note: Some(note),
        stayed,
        from: Some(from),
        after: taken.next,
    }
}

async fn page(admin: &Admin, status: StatusCode, said: Said) -> Result<Response, Broken> {
    let left = admin
        .app
        .store
        .left_behind(&admin.rules, admin.today)
        .await?;
    let rows = left.iter().map(|left| {
        let goes_on = said.from.as_ref() == Some(&left.unit);
        row(admin, left, said.after.filter(|_| goes_on))
    });
    let mut frame = admin.frame("Hồ sơ còn ở đơn vị đã kết thúc");
    let rows = rows.collect();
    if let Some(note) = said.note {
        frame = frame.note(note);
    }
    let page = Takeover {
        frame,
        rows,
        stayed: said.stayed,
    };
    Ok(draw_as(status, &page))
}

fn row(admin: &Admin, left: &LeftBehind, after: Option<Uuid>) -> Row {
    let unit = admin.rules.organisation.find(&left.unit);
    Row {
        id: left.unit.to_string(),
        name: admin.unit_name(&left.unit),
        href: unit_address(&left.unit),
        last: unit
            .and_then(|unit| unit.valid_to)
            .map_or_else(String::new, show::date),
        next: unit.map_or_else(String::new, |unit| next(admin, unit)),
        count: show::number(left.count),
        after: after.map_or_else(String::new, |after| after.to_string()),
    }
}

/// Who carries on: for the unit itself, or for the agency that it was a part of.
fn next(admin: &Admin, unit: &Agency) -> String {
    let organisation = &admin.rules.organisation;
    let mut found = organisation.successors(&unit.id, admin.today);
    if let Some(above) = unit.parent.as_ref().filter(|_| found.is_empty()) {
        found = organisation.successors(above, admin.today);
    }
    let names: Vec<&str> = found.iter().map(|unit| unit.name.as_str()).collect();
    if names.is_empty() {
        "Chưa ghi đơn vị tiếp nối".to_owned()
    } else {
        names.join("; ")
    }
}

//! What my unit is asked for its opinion, the earliest due first; and what it answered.

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;
use jiff::civil::Date;
use store::OpinionLine;

use crate::app::App;
use crate::fault::Broken;
use crate::look::Look;
use crate::officials::{self, JustDone, Names};
use crate::page::{Face, Frame, draw};
use crate::session::Officer;
use crate::{show, wording};

/// Where the list stands.
pub const HOME: &str = "/xu-ly/y-kien";

/// Rows of each list: what is beyond them comes when these are done.
const ROWS_MAX: u64 = 100;

/// The address of the list.
pub fn router() -> Router<App> {
    Router::new().route(HOME, get(page))
}

#[derive(Template)]
#[template(path = "casework/opinions.html")]
struct OpinionsPage {
    frame: Frame,
    waiting: Vec<OpinionRow>,
    answered: Vec<OpinionRow>,
}

/// One row of a list.
#[derive(Debug)]
struct OpinionRow {
    code: String,
    href: String,
    procedure: String,
    lead: String,
    due: String,
    officer: String,
    standing: String,
}

/// The units for which this one answers: itself, and those that ended and that it carries on for.
pub fn units_of(rules: &Rulebook, unit: &AgencyId, day: Date) -> Vec<AgencyId> {
    let organisation = &rules.organisation;
    let ended = organisation.all().filter(|agency| {
        agency.has_ended_by(day)
            && organisation
                .successors(&agency.id, day)
                .iter()
                .any(|next| next.id == *unit)
    });
    let ended = ended.map(|agency| agency.id.clone());
    [unit.clone()].into_iter().chain(ended).collect()
}

async fn page(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(just): Query<JustDone>,
) -> Result<Response, Broken> {
    let faces = [Face::Casework, Face::Leader];
    if let Some(closed) = officials::closed(&app, &officer, &look, &faces) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let units = units_of(&rules, &officer.official().unit, app.now().today());
    let waiting = app.store.opinions_waiting(&units, ROWS_MAX).await?;
    let answered = app.store.opinions_answered(&units, ROWS_MAX).await?;
    let people = waiting.iter().chain(&answered);
    let people = people.filter_map(|line| line.officer.map(|id| id.0));
    let names = officials::names(&app, people.collect()).await?;
    let rows = |lines: &[OpinionLine]| -> Vec<OpinionRow> {
        let rows = lines.iter().map(|line| row(&app, &rules, &names, line));
        rows.collect()
    };
    let title = "Ý kiến đơn vị được hỏi";
    let face = officials::home_face(&officer);
    let mut frame = officials::frame(&app, &rules, &officer, face, look, title);
    frame.notes.extend(just.note());
    Ok(draw(&OpinionsPage {
        frame,
        waiting: rows(&waiting),
        answered: rows(&answered),
    }))
}

fn row(app: &App, rules: &Rulebook, names: &Names, line: &OpinionLine) -> OpinionRow {
    let name = line.officer.and_then(|id| names.get(&id.0));
    OpinionRow {
        code: line.code.to_string(),
        href: format!("{HOME}/{}/{}", line.code, line.number),
        procedure: officials::procedure_name(rules, &line.procedure),
        lead: officials::unit_name(rules, &line.lead),
        due: show::date_time(line.due_at.local()),
        officer: name.cloned().unwrap_or_default(),
        standing: standing(app, line),
    }
}

fn standing(app: &App, line: &OpinionLine) -> String {
    let is_over = line.answered_at.is_none() && line.due_at < app.now();
    let said = wording::consultation::standing(line.standing);
    if line.escalated_at.is_some() && line.answered_at.is_none() {
        return format!("{said}, quá hạn, đã báo lãnh đạo đơn vị");
    }
    match (is_over, line.late, line.bounced) {
        (true, _, _) => format!("{said}, quá hạn"),
        (false, true, _) => format!("{said}, trễ hạn"),
        (false, false, true) if line.answered_at.is_none() => {
            format!("{said}, câu trả lời trước bị trả lại")
        }
        (false, false, _) => said.to_owned(),
    }
}

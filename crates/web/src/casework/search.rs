//! Search: by code, name, personal number, phone, or the last digits of a code or a phone.

use askama::Template;
use axum::extract::{Query, State};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use axum::{Form, Router};
use domain::people::agency::AgencyId;
use serde::Deserialize;
use store::{Found, Sought};

use crate::app::App;
use crate::desk::scan::{code_in, is_scan};
use crate::fault::Broken;
use crate::look::Look;
use crate::officials::sought::{Typed, may_stand_in_address};
use crate::officials::{self, Row};
use crate::page::{Face, Frame, Note, draw};
use crate::session::{Officer, percent};

/// Where casework and leaders search.
const IN_CASEWORK: &str = "/xu-ly/tim";

/// Where the desk searches.
const AT_THE_DESK: &str = "/quay/tim";

const TITLE: &str = "Tìm hồ sơ";

/// What is said of an address with a name or a number in it: it is not sought.
const TYPE_IT: &str =
    "Họ tên và số của người dân không đặt trong địa chỉ trang. Gõ lại vào ô tìm dưới đây.";

/// What is said when there are more dossiers than are shown.
const MORE: &str = "Còn nhiều hồ sơ khác. Hãy gõ thêm họ tên, số cuối mã hồ sơ hoặc số điện thoại.";

/// The same search stands among the desk's pages and among casework's.
pub fn router() -> Router<App> {
    Router::new()
        .route(IN_CASEWORK, get(in_casework).post(sent_in_casework))
        .route(AT_THE_DESK, get(at_the_desk).post(sent_at_the_desk))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Asked {
    /// As typed or scanned.
    q: String,
}

#[derive(Template)]
#[template(path = "casework/search.html")]
struct SearchPage {
    frame: Frame,
    /// The field is the scanner's then, which begins an intake with a card.
    has_scanner: bool,
    sought: String,
    rows: Vec<Row>,
    more: &'static str,
    nothing: String,
}

async fn in_casework(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(asked): Query<Asked>,
) -> Result<Response, Broken> {
    begin(&app, &officer, look, (Face::Casework, asked.q.trim())).await
}

async fn at_the_desk(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(asked): Query<Asked>,
) -> Result<Response, Broken> {
    begin(&app, &officer, look, (Face::Desk, asked.q.trim())).await
}

async fn sent_in_casework(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Form(asked): Form<Asked>,
) -> Result<Response, Broken> {
    answer(&app, &officer, look, (Face::Casework, asked.q.trim())).await
}

async fn sent_at_the_desk(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Form(asked): Form<Asked>,
) -> Result<Response, Broken> {
    answer(&app, &officer, look, (Face::Desk, asked.q.trim())).await
}

/// The page as an address asks for it.
async fn begin(
    app: &App,
    officer: &Officer,
    look: Look,
    (face, text): (Face, &str),
) -> Result<Response, Broken> {
    let face = match open_face(app, officer, &look, face) {
        Ok(face) => face,
        Err(closed) => return Ok(closed),
    };
    if may_stand_in_address(text) {
        return search(app, officer, look, (face, text)).await;
    }
    let rules = app.rules().await?;
    let mut frame = officials::frame(app, &rules, officer, face, look, TITLE);
    frame.notes.push(Note::Told(TYPE_IT.to_owned()));
    Ok(draw(&SearchPage {
        frame,
        has_scanner: face.has_scanner(),
        sought: String::new(),
        rows: Vec::new(),
        more: "",
        nothing: String::new(),
    }))
}

/// What was typed or scanned into a field, and came in a body. What tells nothing of a person gets
/// an address, which can be opened again; names and numbers of people never stand in one.
///
/// # Errors
///
/// Whatever breaks while searching.
pub(crate) async fn answer(
    app: &App,
    officer: &Officer,
    look: Look,
    (face, text): (Face, &str),
) -> Result<Response, Broken> {
    let face = match open_face(app, officer, &look, face) {
        Ok(face) => face,
        Err(closed) => return Ok(closed),
    };
    let code = code_in(text).map(|code| code.to_string());
    let text = code.as_deref().unwrap_or(text);
    if may_stand_in_address(text) {
        let to = format!("{}?q={}", home(face), percent(text));
        return Ok(Redirect::to(&to).into_response());
    }
    search(app, officer, look, (face, text)).await
}

/// The face among whose pages this official searches, or why they do not.
fn open_face(app: &App, officer: &Officer, look: &Look, face: Face) -> Result<Face, Response> {
    // Leaders have no search of their own: they look among casework's.
    let faces: &[Face] = match face {
        Face::Desk => &[Face::Desk],
        Face::Citizen | Face::Casework | Face::Leader | Face::Admin => {
            &[Face::Casework, Face::Leader]
        }
    };
    if let Some(closed) = officials::closed(app, officer, look, faces) {
        return Err(closed);
    }
    let is_theirs = officer.faces().contains(&face);
    Ok(if is_theirs { face } else { Face::Leader })
}

/// Where the search of a face stands.
fn home(face: Face) -> &'static str {
    match face {
        Face::Desk => AT_THE_DESK,
        Face::Citizen | Face::Casework | Face::Leader | Face::Admin => IN_CASEWORK,
    }
}

/// Searches among what this official may see.
async fn search(
    app: &App,
    officer: &Officer,
    look: Look,
    (face, text): (Face, &str),
) -> Result<Response, Broken> {
    let rules = app.rules().await?;
    let unit = &officer.official().unit;
    let typed = Typed::read(text, &rules, unit, app.now().today());
    if let Typed::Code(code) = &typed {
        let found = officials::find(app, officer, code.as_str()).await?;
        if found.is_some() {
            let page = officials::dossier_address(code);
            return Ok(Redirect::to(&page).into_response());
        }
    }
    let found = find(app, unit, typed.sought()).await?;
    let rows = officials::rows(app, &rules, officer, &found.lines).await?;
    let frame = officials::frame(app, &rules, officer, face, look, TITLE);
    // A scan does not stay in the field: the next one would be added to it.
    let sought = if is_scan(text) { "" } else { text };
    Ok(draw(&SearchPage {
        frame,
        has_scanner: face.has_scanner(),
        sought: sought.to_owned(),
        more: if found.more { MORE } else { "" },
        nothing: if rows.is_empty() && !found.more {
            typed.nothing(text)
        } else {
            String::new()
        },
        rows,
    }))
}

/// Everything found by any of these.
async fn find(app: &App, unit: &AgencyId, sought: &[Sought]) -> Result<Found, Broken> {
    let mut all = Found::default();
    for one in sought {
        let found = app.store.search(unit, one).await?;
        all.more |= found.more;
        for line in found.lines {
            if !all.lines.iter().any(|known| known.id == line.id) {
                all.lines.push(line);
            }
        }
    }
    Ok(all)
}

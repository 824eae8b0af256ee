//! The palette: what an official may want next, found while they type.
//!
//! It answers with a piece of a page for `palette.js`. Without script the same link opens search.
//! What is typed may name a person or be a scan: it comes in a body, and goes on in one.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use axum::{Extension, Form, Router};
use domain::procedure::Procedure;
use domain::rulebook::Rulebook;
use domain::vietnamese;
use serde::Deserialize;

use crate::app::App;
use crate::citizen::search::Shelf;
use crate::desk::scan::code_in;
use crate::fault::Broken;
use crate::language::Language;
use crate::officials;
use crate::officials::view::InboxView;
use crate::page::{Face, draw};
use crate::session::{Officer, percent};
use crate::wording;

/// The most rows of an answer: what fits under the field without scrolling.
const ROWS_MAX: usize = 10;

/// The most procedures among them.
const PROCEDURES_MAX: usize = 5;

/// What a row about a dossier is called.
const DOSSIER: &str = "Hồ sơ";

/// The address that the field asks while one types.
pub fn router() -> Router<App> {
    Router::new()
        .route("/xu-ly/lenh", post(find))
        .layer(Extension(Shelf::default()))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Typed {
    q: String,
}

/// One thing to go to.
#[derive(Debug)]
struct PaletteRow {
    kind: &'static str,
    text: String,
    note: String,
    href: String,
    /// What is sent to `href` in a body; empty for what is only opened.
    sought: String,
}

#[derive(Template)]
#[template(path = "casework/palette.html")]
struct PaletteRows {
    rows: Vec<PaletteRow>,
}

async fn find(
    State(app): State<App>,
    officer: Officer,
    Extension(shelf): Extension<Shelf>,
    Form(typed): Form<Typed>,
) -> Result<Response, Broken> {
    let rules = app.rules().await?;
    let text = typed.q.trim();
    let mut rows: Vec<PaletteRow> = Vec::new();
    rows.extend(dossier(&app, &rules, &officer, text).await?);
    rows.extend(pages(&officer, text));
    if !text.is_empty() {
        rows.extend(procedures(&app, &rules, &officer, (text, &shelf)));
        if let Some(search) = search(&officer, text) {
            // Whoever types figures looks for a person or a dossier, not for a page.
            let is_number = text.bytes().any(|byte| byte.is_ascii_digit());
            let is_found = rows.first().is_some_and(|row| row.kind == DOSSIER);
            rows.truncate(ROWS_MAX - 1);
            let place = if is_number && !is_found {
                0
            } else {
                rows.len()
            };
            rows.insert(place, search);
        }
    }
    rows.truncate(ROWS_MAX);
    Ok(draw(&PaletteRows { rows }))
}

/// The dossier whose code was typed or scanned; no name is shown before the look is noted.
async fn dossier(
    app: &App,
    rules: &Rulebook,
    officer: &Officer,
    text: &str,
) -> Result<Option<PaletteRow>, Broken> {
    let Some(code) = code_in(text) else {
        return Ok(None);
    };
    let found = officials::find(app, officer, code.as_str()).await?;
    Ok(found.map(|loaded| {
        let procedure = officials::procedure_name(rules, loaded.dossier.procedure.as_str());
        let stage = wording::stage::stage(loaded.dossier.stage.name());
        PaletteRow {
            kind: DOSSIER,
            text: code.to_string(),
            note: format!("{procedure} · {stage}"),
            href: officials::dossier_address(&code),
            sought: String::new(),
        }
    }))
}

/// The pages of this official whose names answer what was typed; all when nothing was.
fn pages(officer: &Officer, text: &str) -> Vec<PaletteRow> {
    let mut rows: Vec<PaletteRow> = Vec::new();
    let mut add = |name: &str, place: &str, href: &str| {
        let is_new = !rows.iter().any(|row| row.href == href);
        if is_new && answers(&format!("{name} {place}"), text) {
            rows.push(PaletteRow {
                kind: "Trang",
                text: name.to_owned(),
                note: place.to_owned(),
                href: href.to_owned(),
                sought: String::new(),
            });
        }
    };
    for face in officer.faces() {
        for &(name, href) in face.sections(Language::Vietnamese) {
            add(name, face.name(), href);
        }
        if face == Face::Casework {
            for view in InboxView::ALL {
                add(view.text(), face.name(), &view.address(face.home()));
            }
        }
    }
    add("Tài khoản", "", "/tai-khoan");
    add("Trợ giúp", "", "/giup-do");
    rows
}

/// Whether a name answers what was typed: by beginnings of its words, or by their first letters.
fn answers(name: &str, typed: &str) -> bool {
    let known = vietnamese::words(name);
    let by_words = vietnamese::words(typed)
        .iter()
        .all(|word| known.iter().any(|one| one.starts_with(word.as_str())));
    by_words || vietnamese::initials(name).starts_with(&vietnamese::fold(typed))
}

/// Procedures: at the desk to receive one, elsewhere to read what it takes.
fn procedures(
    app: &App,
    rules: &Rulebook,
    officer: &Officer,
    (text, shelf): (&str, &Shelf),
) -> Vec<PaletteRow> {
    let today = app.now().today();
    let found = shelf.index(rules, today).find(text);
    let received = if officer.faces().contains(&Face::Desk) {
        rules.received_at(&officer.official().unit, today)
    } else {
        Vec::new()
    };
    let row = |procedure: &Procedure| {
        let code = percent(procedure.code.as_str());
        let is_received = received.iter().any(|one| one.code == procedure.code);
        let (kind, href) = if is_received {
            ("Tiếp nhận", format!("/quay/tiep-nhan?thu-tuc={code}"))
        } else {
            ("Thủ tục", format!("/thu-tuc/{code}"))
        };
        PaletteRow {
            kind,
            text: procedure.name.clone(),
            note: format!("{} · {}", procedure.code, procedure.sector.name),
            href,
            sought: String::new(),
        }
    };
    let hits = found.hits.iter().take(PROCEDURES_MAX);
    hits.map(|procedure| row(procedure.as_ref())).collect()
}

/// The search page with the same words; none for those who search nothing.
fn search(officer: &Officer, text: &str) -> Option<PaletteRow> {
    let page = officer.signed_in(String::new()).search()?;
    Some(PaletteRow {
        kind: "Tìm",
        text: format!("Tìm hồ sơ theo \"{text}\""),
        note: String::new(),
        href: page.to_owned(),
        sought: text.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::answers;

    #[test]
    fn a_page_is_found_by_its_words_or_their_first_letters() {
        assert!(answers("Việc của đơn vị Xử lý", ""));
        assert!(answers("Việc của đơn vị Xử lý", "don v"));
        assert!(answers("Việc của đơn vị Xử lý", "vcdv"));
        assert!(answers("Trả kết quả Quầy", "tkq"));
        assert!(!answers("Trả kết quả Quầy", "khai sinh"));
    }
}

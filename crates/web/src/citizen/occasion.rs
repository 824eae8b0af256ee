//! An event in a life: the procedures that belong to it, in the order in which people need them.

use std::sync::LazyLock;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use domain::procedure::Procedure;
use domain::procedure::occasion::{Occasion, OccasionWay};
use integrations::built_in;

use super::{Way, bundle, english_name, frame_in_both, terms, told};
use crate::app::App;
use crate::fault::Broken;
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, draw};

/// The five that the first page leads to.
pub(super) static OCCASIONS: LazyLock<Vec<Occasion>> = LazyLock::new(built_in::occasions);

/// `/su-kien/{slug}`.
pub(super) fn router() -> Router<App> {
    Router::new().route("/su-kien/{slug}", get(show))
}

struct Row {
    href: String,
    code: String,
    name: String,
    english: String,
    why: &'static str,
    online: &'static str,
}

#[derive(Template)]
#[template(path = "citizen/occasion.html")]
struct OccasionPage {
    frame: Frame,
    sentence: &'static str,
    rows: Vec<Row>,
}

async fn show(
    State(app): State<App>,
    Path(slug): Path<String>,
    look: Look,
) -> Result<Response, Broken> {
    let known = OCCASIONS.iter().find(|known| known.answers_to(&slug));
    let Some(occasion) = known else {
        return Ok(unknown(&app, look));
    };
    if occasion.slug != slug {
        let address = format!("/su-kien/{}", occasion.slug);
        return Ok(Redirect::permanent(&address).into_response());
    }
    let rules = app.rules().await?;
    let today = app.now().today();
    let language = look.language;
    let title = language.say(&occasion.name, &occasion.english_name);
    let in_force = occasion.ways.iter().filter_map(|way| {
        if let Some(kind) = bundle::kind_of(&way.procedure) {
            let procedure = bundle::procedure_of(kind, &rules, today)?;
            return Some(row(&procedure, way, language));
        }
        let procedure = rules.procedure_on(&way.procedure, today)?;
        Some(row(procedure, way, language))
    });
    Ok(draw(&OccasionPage {
        frame: frame_in_both(&app, look, title).below_home(),
        sentence: language.say(&occasion.sentence, &occasion.english_sentence),
        rows: in_force.collect(),
    }))
}

fn row(procedure: &Procedure, way: &'static OccasionWay, language: Language) -> Row {
    let page = || format!("/thu-tuc/{}", procedure.code);
    Row {
        href: bundle::start(procedure).unwrap_or_else(page),
        code: procedure.code.to_string(),
        name: procedure.name.clone(),
        english: english_name(procedure, language),
        why: language.say(&way.why, &way.english_why),
        online: terms::online(procedure, language),
    }
}

fn unknown(app: &App, look: Look) -> Response {
    let language = look.language;
    let title = language.say("Không có trang này", "No such page");
    let frame = frame_in_both(app, look, title).below_home();
    let said = language.say(
        "Địa chỉ không ứng với việc nào trong trang chủ. Có thể đường dẫn bị gõ thiếu.",
        "The address leads to none of the events on the home page. It may lack its end.",
    );
    let home = language.say(
        "Xem các việc ở trang chủ",
        "See the events on the home page",
    );
    let search = language.say("Tìm trong danh mục thủ tục", "Search the procedures");
    let ways = vec![Way::new(home, "/"), Way::new(search, "/thu-tuc")];
    told(StatusCode::NOT_FOUND, frame, &[said], ways)
}

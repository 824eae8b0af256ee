//! The list of procedures: search, filters, events in a life.

use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use domain::procedure::search::Index;
use domain::procedure::{Procedure, ServiceLevel};
use domain::vietnamese::fold;

use super::occasion::OCCASIONS;
use super::search::Shelf;
use super::{Typed, Way, english_name, frame_in_both, terms, typed};
use crate::app::App;
use crate::fault::Broken;
use crate::form::Choice;
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, draw};
use crate::session::percent;

/// Procedures on one page.
const PAGE: usize = 20;

/// `/thu-tuc`.
pub(super) fn router() -> Router<App> {
    Router::new().route("/thu-tuc", get(show))
}

struct Row {
    code: String,
    name: String,
    english: String,
    sector: String,
    levels: String,
    online: &'static str,
}

#[derive(Template)]
#[template(path = "citizen/catalogue.html")]
struct Catalogue {
    frame: Frame,
    question: String,
    event: String,
    sectors: Vec<Choice>,
    levels: Vec<Choice>,
    services: Vec<Choice>,
    filtered: bool,
    count: String,
    rows: Vec<Row>,
    suggestions: Vec<Way>,
    previous: String,
    next: String,
}

async fn show(
    State(app): State<App>,
    Extension(shelf): Extension<Shelf>,
    Query(asked): Query<Typed>,
    look: Look,
) -> Result<Response, Broken> {
    let rules = app.rules().await?;
    let index = shelf.index(&rules, app.now().today());
    let wish = Wish::read(&asked);
    let event = OCCASIONS.iter().find(|event| event.answers_to(&wish.event));
    let found = index.find(&wish.question);
    let in_event = |procedure: &Arc<Procedure>| {
        event.is_none_or(|event| event.place_of(&procedure.code).is_some())
    };
    let mut hits: Vec<_> = found.hits.into_iter().filter(in_event).collect();
    if let (Some(event), true) = (event, wish.question.is_empty()) {
        // Within an event the usual order of things, not the alphabet.
        hits.sort_by_key(|hit| event.place_of(&hit.code));
    }
    // Made comparable once, not for each procedure.
    let sector = fold(&wish.sector);
    hits.retain(|procedure| wish.takes(procedure, &sector));
    let pages = hits.len().div_ceil(PAGE).max(1);
    let page = wish.page.clamp(1, pages);
    let language = look.language;
    let shown = hits.iter().skip((page - 1) * PAGE).take(PAGE);
    let title = match event {
        Some(event) => language.say(&event.name, &event.english_name),
        None => language.say("Thủ tục hành chính", "Administrative procedures"),
    };
    let link = |to: usize| wish.address(to);
    Ok(draw(&Catalogue {
        frame: frame_in_both(&app, look, title).below_home(),
        sectors: sectors(&index, &wish.sector, language),
        levels: levels(&index, &wish.level, language),
        services: services(&wish.service, language),
        filtered: wish.is_filtered(),
        count: language.count(hits.len() as u64, "thủ tục", "procedure", "procedures"),
        rows: shown.map(|hit| row(hit, language)).collect(),
        suggestions: found.suggestions.iter().map(way).collect(),
        previous: if page > 1 {
            link(page - 1)
        } else {
            String::new()
        },
        next: if page < pages {
            link(page + 1)
        } else {
            String::new()
        },
        question: wish.question,
        event: wish.event,
    }))
}

/// What is asked of the list.
struct Wish {
    question: String,
    event: String,
    sector: String,
    level: String,
    service: String,
    page: usize,
}

impl Wish {
    fn read(asked: &Typed) -> Self {
        let text = |name| typed(asked, name).chars().take(200).collect();
        Self {
            question: text("q"),
            event: text("su-kien"),
            sector: text("linh-vuc"),
            level: text("cap"),
            service: text("muc"),
            page: typed(asked, "trang").parse().unwrap_or(1),
        }
    }

    /// Whether a procedure is among what is asked for; `sector` is the folded name of its sector.
    fn takes(&self, procedure: &Procedure, sector: &str) -> bool {
        let sector = sector.is_empty() || fold(&procedure.sector.name) == sector;
        let mut levels = procedure.levels.iter();
        let level =
            self.level.is_empty() || levels.any(|own| terms::level_slug(*own) == self.level);
        let service =
            self.service.is_empty() || terms::online_slug(procedure.online_level) == self.service;
        sector && level && service
    }

    fn is_filtered(&self) -> bool {
        [&self.sector, &self.level, &self.service]
            .iter()
            .any(|text| !text.is_empty())
    }

    fn address(&self, page: usize) -> String {
        let page = page.to_string();
        let pairs = [
            ("q", &self.question),
            ("su-kien", &self.event),
            ("linh-vuc", &self.sector),
            ("cap", &self.level),
            ("muc", &self.service),
            ("trang", &page),
        ];
        let said: Vec<String> = pairs
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", percent(value)))
            .collect();
        format!("/thu-tuc?{}", said.join("&"))
    }
}

fn row(procedure: &Arc<Procedure>, language: Language) -> Row {
    let levels: Vec<&str> = procedure
        .levels
        .iter()
        .map(|level| terms::level(*level, language))
        .collect();
    Row {
        code: procedure.code.as_str().to_owned(),
        name: procedure.name.clone(),
        english: english_name(procedure, language),
        sector: procedure.sector.name.clone(),
        levels: levels.join(", "),
        online: terms::online(procedure, language),
    }
}

fn way(procedure: &Arc<Procedure>) -> Way {
    Way::new(&procedure.name, format!("/thu-tuc/{}", procedure.code))
}

fn sectors(index: &Index, chosen: &str, language: Language) -> Vec<Choice> {
    let all = std::iter::once(Choice::new(
        "",
        language.say("Mọi lĩnh vực", "Every sector"),
    ));
    let own = index.sectors().iter();
    let own = own.map(|name| Choice::new(name, name).name());
    Choice::pick(all.chain(own).collect(), chosen)
}

fn levels(index: &Index, chosen: &str, language: Language) -> Vec<Choice> {
    let mut choices = vec![Choice::new("", language.say("Mọi cấp", "Every level"))];
    choices.extend(
        index
            .levels()
            .iter()
            .map(|level| Choice::new(terms::level_slug(*level), terms::level(*level, language))),
    );
    Choice::pick(choices, chosen)
}

fn services(chosen: &str, language: Language) -> Vec<Choice> {
    let choice = |level, vietnamese: &str, english: &str| {
        Choice::new(terms::online_slug(level), language.say(vietnamese, english))
    };
    let choices = vec![
        Choice::new("", language.say("Mọi cách nộp", "Every way to apply")),
        choice(
            ServiceLevel::FullyOnline,
            "Trực tuyến toàn trình",
            "Fully online",
        ),
        choice(
            ServiceLevel::PartlyOnline,
            "Trực tuyến một phần",
            "Partly online",
        ),
        choice(
            ServiceLevel::InformationOnly,
            "Chỉ nộp trực tiếp",
            "In person only",
        ),
    ];
    Choice::pick(choices, chosen)
}

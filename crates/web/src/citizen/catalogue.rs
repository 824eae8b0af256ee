//! The list of procedures: search, filters, events in a life.

use std::collections::BTreeSet;
use std::sync::Arc;

use askama::Template;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};
use domain::procedure::search::Index;
use domain::procedure::{Procedure, ServiceLevel, SettlingLevel};
use domain::vietnamese::{collation_key, fold};

use super::occasion::OCCASIONS;
use super::search::Shelf;
use super::{Typed, Way, frame, terms, typed};
use crate::app::App;
use crate::fault::Broken;
use crate::form::Choice;
use crate::look::Look;
use crate::page::{Frame, draw};
use crate::session::percent;
use crate::show::number;

/// Procedures on one page.
const PAGE: usize = 20;

/// `/thu-tuc`.
pub(super) fn router() -> Router<App> {
    Router::new().route("/thu-tuc", get(show))
}

struct Row {
    code: String,
    name: String,
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
    hits.retain(|procedure| wish.takes(procedure));
    let pages = hits.len().div_ceil(PAGE).max(1);
    let page = wish.page.clamp(1, pages);
    let rows = hits.iter().skip((page - 1) * PAGE).take(PAGE).map(row);
    let title = event.map_or("Thủ tục hành chính", |event| event.name.as_str());
    let link = |to: usize| wish.address(to);
    Ok(draw(&Catalogue {
        frame: frame(&app, look, title).below("Trang chủ", "/"),
        sectors: sectors(&index, &wish.sector),
        levels: levels(&index, &wish.level),
        services: services(&wish.service),
        filtered: wish.is_filtered(),
        count: number(hits.len() as u64),
        rows: rows.collect(),
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

    fn takes(&self, procedure: &Procedure) -> bool {
        let sector = self.sector.is_empty() || fold(&procedure.sector.name) == fold(&self.sector);
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

fn row(procedure: &Arc<Procedure>) -> Row {
    let levels: Vec<&str> = procedure
        .levels
        .iter()
        .map(|level| terms::level(*level))
        .collect();
    Row {
        code: procedure.code.as_str().to_owned(),
        name: procedure.name.clone(),
        sector: procedure.sector.name.clone(),
        levels: levels.join(", "),
        online: terms::online(procedure),
    }
}

fn way(procedure: &Arc<Procedure>) -> Way {
    Way::new(&procedure.name, format!("/thu-tuc/{}", procedure.code))
}

fn sectors(index: &Index, chosen: &str) -> Vec<Choice> {
    let all = index.all();
    let names: BTreeSet<&str> = all.iter().map(|one| one.sector.name.as_str()).collect();
    let mut names = Vec::from_iter(names);
    names.sort_by_cached_key(|name| collation_key(name));
    let all = std::iter::once(Choice::new("", "Mọi lĩnh vực"));
    let own = names.into_iter().map(|name| Choice::new(name, name));
    Choice::pick(all.chain(own).collect(), chosen)
}

fn levels(index: &Index, chosen: &str) -> Vec<Choice> {
    let all = index.all();
    let occurs = |level: &SettlingLevel| all.iter().any(|p| p.levels.contains(level));
    let mut choices = vec![Choice::new("", "Mọi cấp")];
    choices.extend(
        SettlingLevel::ALL
            .into_iter()
            .filter(occurs)
            .map(|level| Choice::new(terms::level_slug(level), terms::level(level))),
    );
    Choice::pick(choices, chosen)
}

fn services(chosen: &str) -> Vec<Choice> {
    let choice = |level, text: &str| Choice::new(terms::online_slug(level), text);
    let choices = vec![
        Choice::new("", "Mọi cách nộp"),
        choice(ServiceLevel::FullyOnline, "Trực tuyến toàn trình"),
        choice(ServiceLevel::PartlyOnline, "Trực tuyến một phần"),
        choice(ServiceLevel::InformationOnly, "Chỉ nộp trực tiếp"),
    ];
    Choice::pick(choices, chosen)
}

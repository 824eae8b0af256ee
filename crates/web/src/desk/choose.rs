//! What to receive: first the procedure, then the case.

use std::sync::Arc;

use askama::Template;
use axum::response::Response;
use domain::procedure::{Case, Procedure};

use crate::acts::application::open_channels;
use crate::citizen::search::Shelf;
use crate::desk::intake::{Counter, HOME};
use crate::page::{Frame, draw};
use crate::session::percent;

/// Something to choose: a procedure or a case.
#[derive(Debug)]
struct ChoiceLink {
    text: String,
    note: String,
    href: String,
}

#[derive(Template)]
#[template(path = "desk/choose.html")]
struct ChoosePage {
    frame: Frame,
    /// Whether procedures are chosen, and not cases.
    procedures: bool,
    sought: String,
    links: Vec<ChoiceLink>,
    /// Why there are none, or only others; empty when there are.
    nothing: String,
}

impl Counter<'_> {
    /// The procedures of this desk that answer the question; all when nothing was asked.
    pub(super) fn choose_procedure(&self, sought: &str, shelf: &Shelf) -> Response {
        let received = self.received();
        let here = |found: Vec<Arc<Procedure>>| -> Vec<ChoiceLink> {
            found
                .into_iter()
                .filter(|one| received.iter().any(|procedure| procedure.code == one.code))
                .map(|one| ChoiceLink {
                    text: one.name.clone(),
                    note: format!("{} · {}", one.code, one.sector.name),
                    href: format!("{HOME}?thu-tuc={}", percent(one.code.as_str())),
                })
                .collect()
        };
        let index = shelf.index(self.rules, self.app.now().today());
        let found = index.find(sought);
        let mut links = here(found.hits);
        let mut nothing = String::new();
        if links.is_empty() {
            links = here(found.suggestions);
            nothing = if links.is_empty() {
                format!("Quầy này không nhận thủ tục nào có chữ \"{sought}\".")
            } else {
                format!("Không thấy \"{sought}\". Có phải một trong các thủ tục dưới đây?")
            };
        }
        draw(&ChoosePage {
            frame: self.frame("Tiếp nhận: chọn thủ tục"),
            procedures: true,
            sought: sought.to_owned(),
            links,
            nothing,
        })
    }

    /// The cases of a procedure.
    pub(super) fn choose_case(&self, procedure: &Procedure, cases: &[&Case]) -> Response {
        let links = cases
            .iter()
            .map(|case| {
                let terms = open_channels(case)
                    .first()
                    .and_then(|channel| case.terms_for(*channel));
                let limit = terms.map_or_else(String::new, |terms| terms.limit.show());
                ChoiceLink {
                    text: case.name.clone(),
                    note: format!("{limit} · {} giấy tờ", case.papers.len()),
                    href: format!(
                        "{HOME}?thu-tuc={}&truong-hop={}",
                        percent(procedure.code.as_str()),
                        percent(&case.key.0)
                    ),
                }
            })
            .collect();
        let title = format!("{}: chọn trường hợp", procedure.name);
        draw(&ChoosePage {
            frame: self.frame(title).below("Chọn thủ tục", HOME),
            procedures: false,
            sought: String::new(),
            links,
            nothing: String::new(),
        })
    }
}

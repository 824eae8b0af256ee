//! What to receive: first the procedure, then the case. What the desk receives most comes first, and
//! each of the first ten has a key.

use std::sync::Arc;

use askama::Template;
use axum::response::Response;
use domain::procedure::{Case, Procedure};
use domain::vietnamese::{fold, initials};
use serde::Deserialize;

use crate::acts::application::{open_cases, open_channels};
use crate::acts::card::ScannedCard;
use crate::citizen::search::Shelf;
use crate::desk::intake::{Counter, HOME, Said};
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::incoming::Incoming;
use crate::page::{Frame, Note, draw};
use crate::session::percent;

/// How many procedures count as often received, and how many links of a page have a key.
const OFTEN_MAX: usize = 10;

/// What is to be received, as far as it is chosen.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Wanted {
    /// Words of the procedure.
    pub(super) q: String,
    /// The procedure's code.
    #[serde(rename = "thu-tuc")]
    pub(super) procedure: String,
    /// The case's key.
    #[serde(rename = "truong-hop")]
    pub(super) case: String,
}

/// Something to choose: a procedure or a case.
#[derive(Debug)]
struct ChoiceLink {
    text: String,
    note: String,
    href: String,
    /// What is sent in the place of the link when a scanned card travels along.
    value: String,
    /// The key that chooses it; empty from the eleventh on.
    key: String,
}

#[derive(Template)]
#[template(path = "desk/choose.html")]
struct ChoosePage {
    frame: Frame,
    /// Whether procedures are chosen, and not cases.
    procedures: bool,
    sought: String,
    /// What the desk receives most; empty when something was sought, or cases are chosen.
    often: Vec<ChoiceLink>,
    links: Vec<ChoiceLink>,
    /// Why there are none, or only others; empty when there are.
    nothing: String,
    /// The scanned card that travels along; empty when none does.
    scan: String,
    /// The procedure whose cases are chosen.
    procedure_code: String,
}

/// Those of the often received procedures that these two or three letters begin words of: `ks` is
/// enough for `Đăng ký khai sinh`.
fn by_initials<'a>(often: &[&'a Procedure], letters: &str) -> Vec<&'a Procedure> {
    let letters = fold(letters);
    let is_short = (2..=3).contains(&letters.len());
    if !is_short || !letters.bytes().all(|letter| letter.is_ascii_lowercase()) {
        return Vec::new();
    }
    let fits = |procedure: &&&Procedure| initials(&procedure.name).contains(&letters);
    often.iter().filter(fits).copied().collect()
}

impl Counter<'_> {
    /// What comes next: to choose the procedure, the case, or to fill the form. A card that was
    /// scanned before travels along in the bodies of forms, never in an address.
    pub(super) async fn open(
        &self,
        wanted: &Wanted,
        shelf: &Shelf,
        card: Option<&ScannedCard>,
    ) -> Result<Response, Broken> {
        let sought = wanted.q.trim();
        let mut procedure = self.procedure(&wanted.procedure);
        if procedure.is_none() {
            let often = self.frequent().await?;
            procedure = match by_initials(&often, sought).as_slice() {
                [only] => Some(*only),
                _ => return Ok(self.choose_procedure(sought, shelf, &often, card)),
            };
        }
        let Some(procedure) = procedure else {
            return Ok(self.choose_procedure(sought, shelf, &[], card));
        };
        let cases = open_cases(procedure);
        let case = match cases.as_slice() {
            [only] => Some(*only),
            all => all.iter().copied().find(|case| case.key.0 == wanted.case),
        };
        let Some(case) = case else {
            return Ok(self.choose_case(procedure, &cases, card));
        };
        let mut form = Incoming::default();
        let card = card.and_then(|card| self.card(procedure, &form, &card.text));
        let said = card.map_or_else(Said::default, |card| {
            Said::told(card.fill(&mut form), FormErrors::new())
        });
        Ok(self.form((procedure, case), &form, said))
    }

    /// The procedures that this desk receives most, most often first; where nothing tells, by name.
    async fn frequent(&self) -> Result<Vec<&Procedure>, Broken> {
        let desk = &self.officer.official().unit;
        let often = self.app.store.frequent_procedures(desk).await?;
        let mut received = self.received();
        received.sort_by_key(|procedure| {
            let known = often
                .iter()
                .position(|code| code == procedure.code.as_str());
            known.unwrap_or(usize::MAX)
        });
        received.truncate(OFTEN_MAX);
        Ok(received)
    }

    /// The procedures of this desk that answer the question; all when nothing was asked.
    fn choose_procedure(
        &self,
        sought: &str,
        shelf: &Shelf,
        often: &[&Procedure],
        card: Option<&ScannedCard>,
    ) -> Response {
        let by_letters = by_initials(often, sought);
        let often: &[&Procedure] = if sought.is_empty() { often } else { &[] };
        let mut nothing = String::new();
        let links = if by_letters.is_empty() {
            let index = shelf.index(self.rules, self.app.now().today());
            let found = index.find(sought);
            let mut links = self.links(&found.hits, often);
            if links.is_empty() && often.is_empty() {
                links = self.links(&found.suggestions, &[]);
                nothing = if links.is_empty() {
                    format!("Quầy này không nhận thủ tục nào có chữ \"{sought}\".")
                } else {
                    format!("Không thấy \"{sought}\". Có phải một trong các thủ tục dưới đây?")
                };
            }
            links
        } else {
            by_letters.into_iter().map(procedure_link).collect()
        };
        let mut frame = self.frame("Tiếp nhận: chọn thủ tục");
        frame.notes.extend(card.map(told));
        let often: Vec<ChoiceLink> = often.iter().copied().map(procedure_link).collect();
        let (often, links) = if often.is_empty() {
            (often, keyed(links))
        } else {
            (keyed(often), links)
        };
        draw(&ChoosePage {
            frame,
            procedures: true,
            sought: sought.to_owned(),
            often,
            links,
            nothing,
            scan: card.map_or_else(String::new, |card| card.text.clone()),
            procedure_code: String::new(),
        })
    }

    /// Links to those that this desk receives, without those that stand in sight already.
    fn links(&self, found: &[Arc<Procedure>], in_sight: &[&Procedure]) -> Vec<ChoiceLink> {
        let received = self.received();
        let among = |all: &[&Procedure], one: &Procedure| {
            all.iter().any(|procedure| procedure.code == one.code)
        };
        found
            .iter()
            .map(AsRef::as_ref)
            .filter(|one| among(&received, one) && !among(in_sight, one))
            .map(procedure_link)
            .collect()
    }

    /// The cases of a procedure.
    fn choose_case(
        &self,
        procedure: &Procedure,
        cases: &[&Case],
        card: Option<&ScannedCard>,
    ) -> Response {
        let links = cases
            .iter()
            .map(|case| {
                let terms = open_channels(case)
                    .first()
                    .and_then(|channel| case.terms_for(*channel));
                let limit = terms.map_or_else(String::new, |terms| terms.promised().show());
                ChoiceLink {
                    text: case.name.clone(),
                    note: format!("{limit} · {} giấy tờ", case.papers.len()),
                    href: format!(
                        "{HOME}?thu-tuc={}&truong-hop={}",
                        percent(procedure.code.as_str()),
                        percent(&case.key.0)
                    ),
                    value: case.key.0.clone(),
                    key: String::new(),
                }
            })
            .collect();
        let title = format!("{}: chọn trường hợp", procedure.name);
        let mut frame = self.frame(title).below("Chọn thủ tục", HOME);
        frame.notes.extend(card.map(told));
        draw(&ChoosePage {
            frame,
            procedures: false,
            sought: String::new(),
            often: Vec::new(),
            links: keyed(links),
            nothing: String::new(),
            scan: card.map_or_else(String::new, |card| card.text.clone()),
            procedure_code: procedure.code.to_string(),
        })
    }
}

fn procedure_link(procedure: &Procedure) -> ChoiceLink {
    ChoiceLink {
        text: procedure.name.clone(),
        note: format!("{} · {}", procedure.code, procedure.sector.name),
        href: format!("{HOME}?thu-tuc={}", percent(procedure.code.as_str())),
        value: procedure.code.to_string(),
        key: String::new(),
    }
}

/// The first ten with their keys: Alt+1 to Alt+9, then Alt+0.
fn keyed(mut links: Vec<ChoiceLink>) -> Vec<ChoiceLink> {
    for (place, link) in links.iter_mut().take(OFTEN_MAX).enumerate() {
        link.key = format!("Alt+{}", (place + 1) % OFTEN_MAX);
    }
    links
}

/// That a card was read, and waits for the form.
fn told(card: &ScannedCard) -> Note {
    let bearer = card.name();
    Note::Told(if bearer.is_empty() {
        "Đã đọc số định danh trên thẻ. Chọn việc cần làm, số sẽ điền sẵn.".to_owned()
    } else {
        format!("Đã đọc thẻ của {bearer}. Chọn việc cần làm, thông tin trên thẻ sẽ điền sẵn.")
    })
}

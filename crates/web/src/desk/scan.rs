//! The scanner: an identity card begins an intake, a dossier's code opens the dossier, what was typed
//! is sought. What is scanned travels in bodies only, and is never logged.

use askama::Template;
use axum::extract::State;
use axum::http::header::ACCEPT;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::get;
use axum::{Extension, Json, Router};
use domain::dossier::code::DossierCode;
use domain::procedure::{Case, Procedure, ProcedureCode};
use serde::Serialize;

use crate::acts::card::{CardFact, SCAN, ScannedCard};
use crate::app::App;
use crate::casework::search;
use crate::citizen::search::Shelf;
use crate::desk::choose::Wanted;
use crate::desk::intake::{self, Counter, Said};
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::incoming::Incoming;
use crate::look::Look;
use crate::officials::{self, twin};
use crate::page::{Face, Frame, Note, draw_as};
use crate::session::{Officer, percent};
use crate::wording;

/// Where scans go.
pub(super) const HOME: &str = "/quay/quet";

/// The field that holds a scan.
const CODE: &str = "ma";

/// The field that holds the words of a procedure: a scan into it is none the less a scan.
const WORDS: &str = "q";

/// Longest typed text that is sought in place of a scan, in characters. A card that a wrong
/// keyboard layout made unreadable is longer.
const SOUGHT_MAX: usize = 50;

/// How many digits the number on a card has.
const CARD_DIGITS: usize = 12;

/// How many digits the shortest number of a person has, of those that people carry.
const PERSON_DIGITS_MIN: usize = 9;

/// The address of the scanner's page.
pub fn router() -> Router<App> {
    Router::new().route(HOME, get(begin).post(take))
}

#[derive(Template)]
#[template(path = "desk/scan.html")]
struct ScanPage {
    frame: Frame,
    /// What was typed and is to be mended; never a scan, which the next one would be added to.
    typed: String,
}

/// What the page's script is told of a scan.
#[derive(Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
enum Answer {
    /// An identity card; the script fills what is open in the form.
    Card {
        /// Why only the number is believed; empty when everything is.
        doubt: String,
        /// Whom it names; empty when the name is not believed.
        bearer: String,
        /// An open dossier of the same person for the procedure that is being received.
        twin: String,
        facts: Vec<CardFact>,
    },
    /// A dossier, and where it opens.
    Dossier { code: String, href: String },
    /// None of ours.
    Unknown { said: String },
}

async fn begin(State(app): State<App>, officer: Officer, look: Look) -> Result<Response, Broken> {
    if let Some(closed) = officials::closed(&app, &officer, &look, &[Face::Desk]) {
        return Ok(closed);
    }
    page(&app, &officer, look, (String::new(), FormErrors::new())).await
}

async fn take(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Extension(shelf): Extension<Shelf>,
    asked: HeaderMap,
    form: Incoming,
) -> Result<Response, Broken> {
    if let Some(closed) = officials::closed(&app, &officer, &look, &[Face::Desk]) {
        return Ok(closed);
    }
    let is_words = !form.has(CODE);
    let scan = form.text(if is_words { WORDS } else { CODE });
    if is_words && !is_of_a_person(scan) {
        let to = format!("{}?q={}", intake::HOME, percent(scan));
        return Ok(Redirect::to(&to).into_response());
    }
    let by_script = wants_json(&asked);
    if let Some(code) = code_in(scan) {
        let href = officials::dossier_address(&code);
        return Ok(if by_script {
            let code = code.to_string();
            Json(Answer::Dossier { code, href }).into_response()
        } else {
            Redirect::to(&href).into_response()
        });
    }
    let Some(card) = ScannedCard::read(scan, app.now().today()) else {
        if by_script {
            let said = wording::card::unknown(scan);
            return Ok(Json(Answer::Unknown { said }).into_response());
        }
        return strange(&app, &officer, look, scan).await;
    };
    if let Some(closed) = intake::closed(&app, &officer, &look) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let words = if is_words { "" } else { form.text(WORDS) };
    let wanted = Wanted {
        q: words.to_owned(),
        procedure: form.text("thu-tuc").to_owned(),
        case: form.text("truong-hop").to_owned(),
    };
    let counter = Counter {
        app: &app,
        officer: &officer,
        look,
        rules: &rules,
    };
    if by_script {
        let procedure = counter.procedure(&wanted.procedure);
        let card = procedure
            .and_then(|procedure| counter.card(procedure, &form, scan))
            .unwrap_or(card);
        let sought = (wanted.procedure.as_str(), card.number());
        let twins = twin::open_here(&app, &rules, &officer, sought).await?;
        let answer = Answer::Card {
            doubt: wording::card::doubt(&card.reading),
            bearer: card.name(),
            twin: twins.first().map_or_else(String::new, twin::sentence),
            facts: card.facts(),
        };
        return Ok(Json(answer).into_response());
    }
    counter.open(&wanted, &shelf, Some(&card)).await
}

/// Neither card nor dossier: short text is sought, as the same field takes what is typed.
async fn strange(app: &App, officer: &Officer, look: Look, scan: &str) -> Result<Response, Broken> {
    let mut errors = FormErrors::new();
    let mut typed = String::new();
    if scan.is_empty() {
        errors.add(
            CODE,
            "Quét thẻ căn cước, hoặc gõ mã hồ sơ, họ tên hay số cần tìm",
        );
    } else if is_scan(scan) {
        errors.add(CODE, wording::card::unknown(scan));
    } else if scan.chars().count() > SOUGHT_MAX {
        errors.add(
            CODE,
            format!("Gõ ngắn hơn, tối đa {SOUGHT_MAX} ký tự: vài chữ của họ tên là đủ để tìm"),
        );
        scan.clone_into(&mut typed);
    } else {
        return search::answer(app, officer, look, (Face::Desk, scan)).await;
    }
    page(app, officer, look, (typed, errors)).await
}

/// Whether no hand typed this: a card, cut short or with its bars lost, or an address from a paper.
/// Nothing of it may stand in an address.
pub(crate) fn is_scan(text: &str) -> bool {
    let runs = text.split(|letter: char| !letter.is_ascii_digit());
    let has_card_number = runs.map(str::len).any(|digits| digits >= CARD_DIGITS);
    let has_letters = text.chars().any(char::is_alphabetic);
    text.contains('|') || text.contains("://") || (has_card_number && has_letters)
}

/// Whether a text may be a scan, or the number of a person: no words of a procedure, and nothing of
/// it may stand in an address.
fn is_of_a_person(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let is_procedure = text.parse::<ProcedureCode>().is_ok();
    is_scan(text) || (digits >= PERSON_DIGITS_MIN && !is_procedure)
}

async fn page(
    app: &App,
    officer: &Officer,
    look: Look,
    (typed, errors): (String, FormErrors),
) -> Result<Response, Broken> {
    let rules = app.rules().await?;
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let frame = officials::frame(app, &rules, officer, Face::Desk, look, "Quét mã");
    let frame = frame.errors(errors);
    Ok(draw_as(status, &ScanPage { frame, typed }))
}

/// Whether the page's script asks, and not the form.
pub(super) fn wants_json(asked: &HeaderMap) -> bool {
    let accepted = asked.get(ACCEPT).and_then(|value| value.to_str().ok());
    accepted.is_some_and(|accepted| accepted.starts_with("application/json"))
}

/// The dossier that a scan names: its code by itself, or in the address on a slip.
pub(crate) fn code_in(scan: &str) -> Option<DossierCode> {
    scan.split(['/', '?', '#', '=', '&'])
        .find_map(|part| part.parse().ok())
}

impl Counter<'_> {
    /// Reads what was scanned or typed into the scanner's field of a form that is being filled.
    pub(super) fn scanned(
        &self,
        chosen: (&Procedure, &Case),
        mut form: Incoming,
        mut errors: FormErrors,
    ) -> Response {
        let scan = form.text(SCAN).to_owned();
        if let Some(card) = self.card(chosen.0, &form, &scan) {
            let note = card.fill(&mut form);
            return self.form(chosen, &form, Said::told(note, errors));
        }
        let Some(code) = code_in(&scan) else {
            errors.add(SCAN, wording::card::unknown(&scan));
            return self.form(chosen, &form, Said::wrong(errors));
        };
        let typed = ["name", "identity", "phone", "address"];
        if typed.iter().all(|field| form.text(field).is_empty()) {
            return Redirect::to(&officials::dossier_address(&code)).into_response();
        }
        let note = Note::Told(format!(
            "Mã vừa quét là hồ sơ {code}. Ghi xong hồ sơ đang nhập rồi mở ở trang Hôm nay."
        ));
        self.form(chosen, &form, Said::told(note, errors))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_dossier_is_found_in_its_code_and_in_its_address() {
        let found = |scan: &str| code_in(scan).map(|code| code.to_string());
        let code = Some("H35.16.23-240228-0012".to_owned());
        for scan in [
            "H35.16.23-240228-0012",
            " h35.16.23-240228-0012 ",
            "https://motcua.example/tra-cuu/H35.16.23-240228-0012?m=7K2QABCD",
            "https://motcua.example/kiem-chung?ma=H35.16.23-240228-0012&v=1",
            "http://127.0.0.1:8080/xu-ly/ho-so/H35.16.23-240228-0012",
        ] {
            assert_eq!(found(scan), code, "{scan}");
        }
        for scan in [
            "",
            "A017",
            "012190000001",
            "https://example.org/",
            "0912345678",
        ] {
            assert_eq!(found(scan), None, "{scan}");
        }
        let card = "012190000001||LÒ THỊ MAI|09021990|Nữ|Tân Phong|15082021";
        assert_eq!(found(card), None);
    }

    #[test]
    fn what_was_scanned_is_told_from_what_was_typed() {
        for scan in [
            "012190000001||LÒ THỊ MAI|0902",
            "012190000001LÒ THỊ MAI09021990",
            "LÒ THỊ MAI~012190000001",
            "https://motcua.example/tra-cuu?m=7K2QABCD",
        ] {
            assert!(is_scan(scan), "{scan}");
            assert!(is_of_a_person(scan), "{scan}");
        }
        for typed in [
            "Lò Thị Mai",
            "Lò Thị Mai 5678",
            "Lò Thị Mai 0912345678",
            "012190000001",
            "0912 345 678",
            "H35.16.23-240228-00l2",
            "Công ty 68",
        ] {
            assert!(!is_scan(typed), "{typed}");
        }
    }

    #[test]
    fn words_of_a_procedure_are_told_from_numbers_of_people() {
        for number in [
            "012190000001",
            "0912 345 678",
            "123.456.789",
            "Mai 0912345678",
        ] {
            assert!(is_of_a_person(number), "{number}");
        }
        for words in [
            "",
            "ks",
            "khai sinh",
            "2.000815",
            "1.001193.000.00.H35",
            "mẫu 01 năm 2026",
        ] {
            assert!(!is_of_a_person(words), "{words}");
        }
    }
}

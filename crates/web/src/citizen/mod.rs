//! The citizen's face: find, read, apply, track, supplement, withdraw, download, rate, complain.
//!
//! In the order of a visit: `home`, `occasion`, `catalogue` with `search`, `procedure` with `suit`;
//! then `apply` (case and desk), `applicant`, `declare` by `question`, `attach`, `returning`,
//! `review`, in the order of the `journey` and all on a `draft`, or `elsewhere` when nothing is
//! filed here; then `track`, `supplement`, `download`, then `withdraw`, `rate` and `complain`, each
//! `asking` one thing, and `verify` for a receipt, all behind `access`; and `reckon`, which works out
//! a promised day for anybody, `bundle`, where several procedures are applied for as one, and `punctuality`, which publishes how promises were kept. Nobody
//! logs in here.

mod access;
mod applicant;
mod apply;
mod asking;
mod attach;
mod bundle;
mod catalogue;
mod complain;
mod declare;
mod download;
mod draft;
mod elsewhere;
mod help;
mod home;
mod journey;
mod moved;
mod occasion;
mod procedure;
mod punctuality;
mod question;
mod rate;
mod reckon;
mod resumable;
mod returning;
mod review;
pub(crate) mod search;
mod story;
mod suit;
mod supplement;
pub(crate) mod terms;
mod track;
mod upload;
mod verify;
mod withdraw;

use std::collections::BTreeMap;

use askama::Template;
use axum::http::StatusCode;
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::Response;
use axum::{Extension, Router};
use domain::dossier::code::DossierCode;
use domain::people::agency::AgencyId;
use domain::procedure::Procedure;
use domain::rulebook::Rulebook;

use crate::app::App;
use crate::fault;
use crate::language::Language;
use crate::look::Look;
use crate::page::{Face, Frame, draw_as};

/// The addresses of this face. What lies behind the codes of a paper that was handed out stays open
/// under every profile of the portal, and so does help.
pub fn router(app: &App) -> Router<App> {
    let before_filing = Router::new()
        .merge(home::router())
        .merge(occasion::router())
        .merge(catalogue::router())
        .merge(procedure::router())
        .merge(suit::router())
        .merge(bundle::before_filing())
        .merge(apply::router())
        .merge(applicant::router())
        .merge(declare::router())
        .merge(attach::router())
        .merge(resumable::for_applications(app))
        .merge(returning::router())
        .merge(review::router())
        .route_layer(from_fn_with_state(app.clone(), elsewhere::closed_when_off));
    Router::new()
        .merge(before_filing)
        .merge(help::router())
        .merge(reckon::router())
        .merge(punctuality::router())
        .merge(track::router())
        .merge(bundle::afterwards())
        .merge(supplement::router())
        .merge(resumable::for_supplements(app))
        .merge(asking::router::<withdraw::Withdrawal>())
        .merge(download::router())
        .merge(verify::router())
        .merge(asking::router::<rate::Rating>())
        .merge(asking::router::<complain::Complaint>())
        .layer(Extension(access::Guesses::default()))
        .layer(from_fn(fault::in_chosen_language))
}

/// What a form sent, by field; a field that was not sent reads as empty.
type Typed = BTreeMap<String, String>;

/// One field of a form, without surrounding space.
fn typed<'a>(form: &'a Typed, name: &str) -> &'a str {
    form.get(name).map_or("", |text| text.trim())
}

/// The frame of a page that is written in Vietnamese only.
fn frame(app: &App, look: Look, title: impl Into<String>) -> Frame {
    Frame::new(&app.site, Face::Citizen, look, title)
}

/// The frame of a page that is written in both languages; its title is in the one that was chosen.
fn frame_in_both(app: &App, look: Look, title: impl Into<String>) -> Frame {
    frame(app, look, title).in_chosen_language()
}

/// The English name of a procedure; empty on a Vietnamese page, and where the catalogue has none.
fn english_name(procedure: &Procedure, language: Language) -> String {
    match language {
        Language::Vietnamese => String::new(),
        Language::English => procedure.english_name.clone().unwrap_or_default(),
    }
}

/// A procedure where its name cannot be marked as Vietnamese: in English by its code, unless the
/// catalogue has an English name.
fn plain_name(procedure: &Procedure, language: Language) -> String {
    match (language, &procedure.english_name) {
        (Language::Vietnamese, _) => procedure.name.clone(),
        (Language::English, Some(english)) => english.clone(),
        (Language::English, None) => format!("Procedure {}", procedure.code),
    }
}

/// The frame of a page below a procedure's.
fn below_procedure(app: &App, look: Look, procedure: &Procedure, title: &str) -> Frame {
    let name = plain_name(procedure, look.language);
    frame_in_both(app, look, title)
        .below_home()
        .below(name, format!("/thu-tuc/{}", procedure.code))
}

/// The full name of a unit, also one of long ago.
fn unit_name(rules: &Rulebook, id: &AgencyId) -> String {
    rules
        .organisation
        .find(id)
        .map_or_else(|| id.code().to_owned(), |agency| agency.name.clone())
}

/// What stands above the title of a page on the way through an application: where it is on the
/// way, and the procedure.
struct Caption {
    /// `Bước 2 trong 6`; may be empty.
    place: String,
    name: String,
    english: String,
}

impl Caption {
    fn new(place: impl Into<String>, procedure: &Procedure, language: Language) -> Self {
        Self {
            place: place.into(),
            name: procedure.name.clone(),
            english: english_name(procedure, language),
        }
    }
}

/// A link below a few sentences.
struct Way {
    text: String,
    href: String,
}

impl Way {
    fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            href: href.into(),
        }
    }

    /// Back to the page of a dossier.
    fn back_to(code: &DossierCode, language: Language) -> Self {
        let text = language.say("Quay lại hồ sơ", "Back to the application");
        Self::new(text, format!("/tra-cuu/{code}"))
    }
}

/// A page that only says something and shows where to go on.
#[derive(Template)]
#[template(path = "citizen/_told.html")]
struct Told {
    frame: Frame,
    sentences: Vec<String>,
    ways: Vec<Way>,
}

fn told(status: StatusCode, frame: Frame, sentences: &[&str], ways: Vec<Way>) -> Response {
    let sentences = sentences.iter().map(|text| (*text).to_owned()).collect();
    draw_as(
        status,
        &Told {
            frame,
            sentences,
            ways,
        },
    )
}

/// That no page is at this address, or none that is asked for in this way.
pub(crate) fn no_such_page(app: &App, look: Look, status: StatusCode) -> Response {
    let language = look.language;
    let title = language.say("Không có trang này", "No such page");
    let said = language.say(
        "Địa chỉ bị gõ nhầm hoặc trang đã chuyển chỗ. Kiểm tra lại địa chỉ, hoặc tìm từ trang đầu. \
         Cần giúp thì bấm Trợ giúp ở trên cùng.",
        "The address is mistyped, or the page has moved. Check the address, or search from the \
         home page. For help, press Help at the top.",
    );
    let home = language.say("Về trang đầu", "Go to the home page");
    let ways = vec![Way::new(home, "/")];
    told(status, frame_in_both(app, look, title), &[said], ways)
}

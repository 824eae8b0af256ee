//! The beginning: what belongs together, who settles each part, which of the others are wanted.

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::bundle::check::SoundKind;
use domain::bundle::kind::{ChildKind, ChildNeed, Responsible, SettledBy};
use domain::procedure::{Channel, Procedure};
use domain::rulebook::Rulebook;
use integrations::built_in;

use super::DESK;
use crate::app::App;
use crate::citizen::draft::{self, Filled};
use crate::citizen::journey::Page;
use crate::citizen::{Typed, access, apply, elsewhere, frame_in_both, no_such_page, terms, typed};
use crate::fault::Broken;
use crate::fresh;
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, draw};

/// `/lien-thong/{kind}`: the address that people read; the pages lie below the procedure's, where the
/// draft's cookie goes.
pub(super) fn router() -> Router<App> {
    Router::new().route("/lien-thong/{kind}", get(lead))
}

async fn lead(State(app): State<App>, Path(key): Path<String>, look: Look) -> Response {
    match built_in::bundle_kind(&key) {
        Some(kind) => {
            let code = &kind.kind().procedure;
            Redirect::to(&format!("/nop/{code}")).into_response()
        }
        None => no_such_page(&app, look, StatusCode::NOT_FOUND),
    }
}

#[derive(Template)]
#[template(path = "citizen/bundle/begin.html")]
struct Begin {
    frame: Frame,
    name: String,
    action: String,
    under_way: bool,
    go_on: String,
    parts: Vec<Part>,
    choices: Vec<Ticked>,
}

/// An optional part, and whether it is wanted.
struct Ticked {
    id: String,
    name: String,
    is_chosen: bool,
}

/// One part as it is offered.
struct Part {
    name: String,
    agency: &'static str,
    after: String,
    limit: String,
    fees: String,
}

/// The first page.
pub(in crate::citizen) async fn show(
    app: &App,
    look: Look,
    headers: &HeaderMap,
    (kind, procedure): (&SoundKind, &Procedure),
) -> Result<Response, Broken> {
    let under_way = apply::under_way(app, headers).await?;
    if under_way.is_none() && !app.site.portal.takes_applications() {
        return Ok(elsewhere::filed_elsewhere(app, look, procedure));
    }
    let rules = app.rules().await?;
    let known = under_way.as_ref().map(|(_, filled)| filled);
    Ok(draw(&page(app, look, (kind, procedure), (&rules, known))))
}

/// Keeps what was chosen, and goes on to the next page.
pub(in crate::citizen) async fn begin(
    app: &App,
    look: Look,
    headers: &HeaderMap,
    (kind, procedure, form): (&SoundKind, &Procedure, &Typed),
) -> Result<Response, Broken> {
    let under_way = apply::under_way(app, headers).await?;
    let may_begin = app.site.portal.takes_applications();
    if under_way.is_none() && !may_begin {
        return Ok(elsewhere::filed_elsewhere(app, look, procedure));
    }
    let start_anew = may_begin && typed(form, "viec") == "moi";
    let ((id, secret), mut filled) = under_way
        .filter(|_| !start_anew)
        .unwrap_or_else(|| ((fresh::id(), fresh::key()), Filled::default()));
    let ticked = optional(kind).filter(|child| typed(form, &field(child)) == "yes");
    filled.chosen = ticked.map(|child| child.key.to_string()).collect();
    filled.case = procedure
        .cases
        .first()
        .map_or_else(String::new, |case| case.key.0.clone());
    DESK.clone_into(&mut filled.desk);
    "person".clone_into(&mut filled.applicant.kind);
    "desk".clone_into(&mut filled.return_via);
    filled.represented = false;
    draft::keep(app, id, &secret, &filled).await?;
    let cookie = access::draft_cookie(app, procedure.code.as_str(), &secret);
    let to = Redirect::to(&Page::Applicant.address(procedure));
    Ok(([(SET_COOKIE, cookie)], to).into_response())
}

/// The name of the box of an optional part.
fn field(child: &ChildKind) -> String {
    format!("chon-{}", child.key)
}

fn optional(kind: &SoundKind) -> impl Iterator<Item = &ChildKind> {
    let children = kind.children().iter();
    children.filter(|child| child.need == ChildNeed::Optional)
}

fn page(
    app: &App,
    look: Look,
    (kind, procedure): (&SoundKind, &Procedure),
    (rules, known): (&Rulebook, Option<&Filled>),
) -> Begin {
    let language = look.language;
    let title = language.say("Làm một lần, xong nhiều việc", "Apply once for everything");
    let chosen = |child: &ChildKind| {
        known.is_none_or(|filled| filled.chosen.iter().any(|key| key == child.key.as_str()))
    };
    let choices = optional(kind).map(|child| Ticked {
        id: field(child),
        name: child.name.clone(),
        is_chosen: chosen(child),
    });
    Begin {
        frame: frame_in_both(app, look, title).below_home(),
        name: procedure.name.clone(),
        action: Page::Start.address(procedure),
        under_way: known.is_some(),
        go_on: format!("/nop/{}/tiep", procedure.code),
        choices: choices.collect(),
        parts: kind
            .children()
            .iter()
            .map(|child| part(child, kind, (rules, app.now().today()), language))
            .collect(),
    }
}

fn part(
    child: &ChildKind,
    kind: &SoundKind,
    (rules, today): (&Rulebook, jiff::civil::Date),
    language: Language,
) -> Part {
    let names: Vec<&str> = child
        .after
        .iter()
        .filter_map(|key| kind.child(key))
        .map(|earlier| earlier.name.as_str())
        .collect();
    Part {
        name: child.name.clone(),
        agency: agency(child.place.agency, language),
        after: names.join(", "),
        limit: terms::limit(&child.limit, language),
        fees: fees(child, (rules, today), language),
    }
}

/// What a part may cost: what its procedure says, where it is ours.
fn fees(
    child: &ChildKind,
    (rules, today): (&Rulebook, jiff::civil::Date),
    language: Language,
) -> String {
    let none = language.say("Không thu phí, lệ phí", "No fee").to_owned();
    let code = child.procedure.as_ref();
    let procedure = code.and_then(|code| rules.procedure_on(code, today));
    if child.settled_by != SettledBy::Ours {
        return language
            .say(
                "Phí, lệ phí: theo quy định của cơ quan đó",
                "Fees: as that agency’s rules say",
            )
            .to_owned();
    }
    let case = child
        .cases
        .last()
        .and_then(|rule| procedure?.case(&rule.case));
    let own = case.and_then(|case| case.terms_for(Channel::Online));
    let facts = own
        .map(|own| terms::fees(&own.fees, language))
        .unwrap_or_default();
    let said: Vec<String> = facts
        .iter()
        .map(|fact| format!("{}: {}", fact.key, fact.value))
        .collect();
    if said.is_empty() {
        none
    } else {
        said.join("; ")
    }
}

fn agency(agency: Responsible, language: Language) -> &'static str {
    match agency {
        Responsible::Commune => {
            language.say("Ủy ban nhân dân xã, phường", "Commune or ward office")
        }
        Responsible::CommunePolice => language.say("Công an xã, phường", "Commune or ward police"),
        Responsible::SocialInsurance => language.say("Cơ quan bảo hiểm xã hội", "Social insurance"),
    }
}

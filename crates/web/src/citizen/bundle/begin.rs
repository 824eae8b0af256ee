//! The beginning: what belongs together, who settles each part, which of the others are wanted.

use askama::Template;
use axum::Router;
use axum::extract::{Form, Path, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use domain::bundle::check::SoundKind;
use domain::bundle::kind::{ChildKind, ChildNeed, Responsible, SettledBy};
use domain::procedure::{Channel, Procedure};
use domain::rulebook::Rulebook;
use integrations::built_in;

use super::{DESK, procedure_of};
use crate::app::App;
use crate::citizen::draft::{self, Filled};
use crate::citizen::journey::Page;
use crate::citizen::{Typed, access, apply, elsewhere, frame_in_both, no_such_page, terms, typed};
use crate::fault::Broken;
use crate::form::Choice;
use crate::fresh;
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, draw};

pub(super) fn router() -> Router<App> {
    Router::new().route("/lien-thong/{kind}", get(show).post(begin))
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
    choices: Vec<Choice>,
}

/// One part as it is offered.
struct Part {
    name: String,
    agency: &'static str,
    after: String,
    limit: String,
    fees: String,
}

async fn show(
    State(app): State<App>,
    Path(key): Path<String>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    let rules = app.rules().await?;
    let Some((kind, procedure)) = offered(&app, &rules, &key) else {
        return Ok(no_such_page(&app, look, StatusCode::NOT_FOUND));
    };
    let under_way = apply::under_way(&app, &headers).await?;
    if under_way.is_none() && !app.site.portal.takes_applications() {
        return Ok(elsewhere::filed_elsewhere(&app, look, &procedure));
    }
    let known = under_way.as_ref().map(|(_, filled)| filled);
    Ok(draw(&page(&app, look, (kind, &procedure), (&rules, known))))
}

async fn begin(
    State(app): State<App>,
    Path(key): Path<String>,
    headers: HeaderMap,
    look: Look,
    Form(form): Form<Vec<(String, String)>>,
) -> Result<Response, Broken> {
    let rules = app.rules().await?;
    let Some((kind, procedure)) = offered(&app, &rules, &key) else {
        return Ok(no_such_page(&app, look, StatusCode::NOT_FOUND));
    };
    let under_way = apply::under_way(&app, &headers).await?;
    let may_begin = app.site.portal.takes_applications();
    if under_way.is_none() && !may_begin {
        return Ok(elsewhere::filed_elsewhere(&app, look, &procedure));
    }
    let one: Typed = form.iter().cloned().collect();
    let start_anew = may_begin && typed(&one, "viec") == "moi";
    let ((id, secret), mut filled) = under_way
        .filter(|_| !start_anew)
        .unwrap_or_else(|| ((fresh::id(), fresh::key()), Filled::default()));
    let optional = optional(kind).map(|child| child.key.as_str());
    let is_ticked = |key: &&str| {
        let mut sent = form.iter();
        sent.any(|(name, value)| name == "chon" && value == key)
    };
    filled.chosen = optional.filter(is_ticked).map(str::to_owned).collect();
    filled.case = procedure
        .cases
        .first()
        .map_or_else(String::new, |case| case.key.0.clone());
    DESK.clone_into(&mut filled.desk);
    "person".clone_into(&mut filled.applicant.kind);
    "desk".clone_into(&mut filled.return_via);
    filled.represented = false;
    draft::keep(&app, id, &secret, &filled).await?;
    let cookie = access::draft_cookie(&app, procedure.code.as_str(), &secret);
    // Below the pages of the application, not below this one.
    let to = Redirect::to(&Page::Applicant.address(&procedure));
    Ok(([(SET_COOKIE, cookie)], to).into_response())
}

fn offered(app: &App, rules: &Rulebook, key: &str) -> Option<(&'static SoundKind, Procedure)> {
    let kind = built_in::bundle_kind(key)?;
    let procedure = procedure_of(kind, rules, app.now().today())?;
    Some((kind, procedure))
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
    let choices = optional(kind).map(|child| {
        let mut choice = Choice::new(child.key.as_str(), child.name.as_str()).name();
        choice.chosen = chosen(child);
        choice
    });
    Begin {
        frame: frame_in_both(app, look, title).below_home(),
        name: procedure.name.clone(),
        action: format!("/lien-thong/{}", kind.kind().key),
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
    let none = language.say("Không thu", "No fee").to_owned();
    let code = child.procedure.as_ref();
    let procedure = code.and_then(|code| rules.procedure_on(code, today));
    if child.settled_by != SettledBy::Ours {
        return language
            .say("Theo quy định của cơ quan đó", "As that agency’s rules say")
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

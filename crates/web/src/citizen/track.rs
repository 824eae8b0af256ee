//! Where is it: little for whoever has the code, everything for whoever has the secret too.

mod find;
mod submitted;
mod why;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::dossier::code::DossierCode;
use domain::dossier::command::Act;
use domain::dossier::event::{Event, IssuedResult};
use domain::dossier::open_now::open_now;
use domain::dossier::{Dossier, Situation, Stage};
use domain::money::Dong;
use domain::people::Actor;
use domain::rulebook::Rulebook;
use store::Loaded;

use super::asking::Asking;
use super::complain::Complaint;
use super::rate::Rating;
use super::withdraw::Withdrawal;
use super::{
    Typed, Way, access, bundle, complain, frame_in_both, moved, story, terms, typed, unit_name,
};
use crate::app::App;
use crate::components::{Fact, FeeLine, Light, ReceivedFile, Step};
use crate::fault::Broken;
use crate::language::{Language, Stays};
use crate::look::Look;
use crate::page::{Frame, Note, draw};
use crate::papers::Slip;
use crate::wording::stage;

/// `/tra-cuu`, `/tra-cuu/{code}`, and below it `/da-nop`, `/vi-sao`, `/dong`.
pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/tra-cuu", get(find::ask).post(find::look_up))
        .route("/tra-cuu/{code}", get(show_one))
        .route("/tra-cuu/{code}/da-nop", get(submitted::show))
        .route("/tra-cuu/{code}/vi-sao", get(why::show))
        .route("/tra-cuu/{code}/dong", post(find::close))
}

#[derive(Template)]
#[template(path = "citizen/track_public.html")]
struct Public {
    frame: Frame,
    code: String,
    status: &'static str,
    colour: &'static str,
    promised: String,
    light: Light,
}

#[derive(Template)]
#[template(path = "citizen/track.html")]
struct Track {
    frame: Frame,
    code: String,
    procedure: String,
    case: String,
    applicant: String,
    status: &'static str,
    colour: &'static str,
    promised: String,
    provisional: bool,
    /// The page that explains the promised day; empty when there is none.
    why: String,
    light: Light,
    holder: String,
    holder_is_unit: bool,
    since: String,
    next: &'static str,
    still: String,
    moved: String,
    to_do: String,
    asked: Vec<Fact>,
    supplement: String,
    withdraw: String,
    rate: String,
    complain: String,
    complained: String,
    result: Option<ResultView>,
    steps: Vec<Step>,
    files: Vec<ReceivedFile>,
    others: Vec<Fact>,
    charges: Vec<FeeLine>,
    sums: Vec<Fact>,
    return_via: &'static str,
    desk: String,
    address: String,
    /// The code of the bundle that it belongs to; empty when it stands alone.
    linked: String,
    erased: bool,
    slips: Vec<Way>,
}

struct ResultView {
    number: String,
    dated_on: String,
    size: String,
    can_download: bool,
    why_not: String,
}

async fn show_one(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Typed>,
    headers: HeaderMap,
    look: Look,
) -> Result<Response, Broken> {
    let code = match read_code(&code, look.language) {
        Ok(code) => code,
        Err(sentence) => return Ok(find::again(&app, look, code, "ma", &sentence)),
    };
    let long = typed(&asked, "m");
    if !long.is_empty() {
        // The secret of a QR code leaves the address at once.
        let proof = access::long_proof(long);
        let to = Redirect::to(&format!("/tra-cuu/{code}"));
        if access::show_proof(&app, &code, &proof).await?.is_some() {
            let cookie = access::dossier_cookie(&app, &code, &proof);
            return Ok(([(SET_COOKIE, cookie)], to).into_response());
        }
        let linked = bundle::open_with(&app, &code, &proof).await?;
        return Ok(linked.unwrap_or_else(|| to.into_response()));
    }
    let rules = app.rules().await?;
    if let Some(loaded) = access::opened(&app, &headers, &code).await? {
        return Ok(draw(&full(
            &app,
            look,
            &loaded,
            &rules,
            typed(&asked, "xong"),
        )));
    }
    let Some(loaded) = app.store.find(&code).await? else {
        let done = typed(&asked, "xong");
        let linked = bundle::show_tracking(&app, &headers, (&code, done), look.clone()).await?;
        return Ok(linked.unwrap_or_else(|| find::not_found(&app, look, &code)));
    };
    let dossier = &loaded.dossier;
    let status = dossier.national_status();
    let (language, title) = (look.language, find::title(&look));
    Ok(draw(&Public {
        frame: below_find(&app, look, title),
        code: code.as_str().to_owned(),
        status: stage::status_in(status, language),
        colour: story::colour(status),
        promised: story::promised(dossier, &rules, app.now(), language),
        light: story::light(dossier, &rules, app.now(), language),
    }))
}

/// The dossier of an address below `/tra-cuu/{code}`, for whoever holds its cookie; everybody else
/// is led to the page that asks for the secret.
pub(super) async fn open(
    app: &App,
    headers: &HeaderMap,
    code: &str,
) -> Result<Result<(DossierCode, Loaded), Response>, Broken> {
    let Ok(code) = code.parse::<DossierCode>() else {
        return Ok(Err(Redirect::to("/tra-cuu").into_response()));
    };
    match access::opened(app, headers, &code).await? {
        Some(loaded) => Ok(Ok((code, loaded))),
        None => Ok(Err(
            Redirect::to(&format!("/tra-cuu/{code}")).into_response()
        )),
    }
}

/// What the applicant may do now.
pub(super) fn acts(app: &App, rules: &Rulebook, dossier: &Dossier) -> Vec<Act> {
    let situation = Situation {
        actor: &Actor::Applicant,
        now: app.now(),
        rules,
        number: None,
        answers: None,
        named: None,
        duty: domain::people::duty::Duty::none(),
    };
    open_now(&situation, dossier)
}

/// What was asked for last, with its event's number: paper and what to do about it.
pub(super) fn asked_items(loaded: &Loaded) -> Option<(u32, &[domain::dossier::event::AskedItem])> {
    loaded
        .history
        .iter()
        .rev()
        .find_map(|entry| match &entry.recorded.event {
            Event::SupplementAsked { items, .. } => Some((entry.recorded.number, items.as_slice())),
            _ => None,
        })
}

/// The result, once it is issued.
pub(super) fn issued(dossier: &Dossier) -> Option<&IssuedResult> {
    match &dossier.stage {
        Stage::Resolved(_, _, result) | Stage::HandedOver(_, result) => Some(result),
        Stage::Submitted
        | Stage::AwaitingSupplement { .. }
        | Stage::Refused
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Deciding(..)
        | Stage::Numbering(..)
        | Stage::Withdrawn
        | Stage::Stopped => None,
    }
}

fn full(app: &App, look: Look, loaded: &Loaded, rules: &Rulebook, just_done: &str) -> Track {
    let dossier = &loaded.dossier;
    let language = look.language;
    let acts = acts(app, rules, dossier);
    let open_to = |act, page: &str| {
        if acts.contains(&act) {
            format!("/tra-cuu/{}/{page}", dossier.code)
        } else {
            String::new()
        }
    };
    let procedure = dossier.procedure_in(rules);
    let case = procedure.and_then(|procedure| procedure.case(&dossier.case));
    let status = dossier.national_status();
    let applicant = loaded.personal.applicant(dossier.applicant.id);
    let (files, others) = story::papers(loaded, case, language);
    let title = format!("{} {}", language.say("Hồ sơ", "Application"), dossier.code);
    let mut frame = below_find(app, look, title);
    if let Some(said) = done(just_done, language) {
        frame = frame.note(Note::Done(said.to_owned()));
    }
    let asked = match (dossier.awaits_supplement(), asked_items(loaded)) {
        (true, Some((_, items))) => items
            .iter()
            .map(|item| {
                let name = case
                    .and_then(|case| case.paper(&item.paper))
                    .map_or_else(|| item.paper.0.clone(), |paper| paper.name.clone());
                let what = loaded.personal.text(item.what.id);
                let what = what.unwrap_or_else(|| story::ERASED.to_owned());
                Fact::new(name, what).stays(Stays::All)
            })
            .collect(),
        _ => Vec::new(),
    };
    Track {
        frame,
        code: dossier.code.as_str().to_owned(),
        procedure: procedure.map(|p| p.name.clone()).unwrap_or_default(),
        case: case.map(|case| case.name.clone()).unwrap_or_default(),
        erased: applicant.is_none(),
        applicant: applicant.map_or_else(|| story::ERASED.to_owned(), |own| own.name),
        status: stage::status_in(status, language),
        colour: story::colour(status),
        promised: story::promised(dossier, rules, app.now(), language),
        provisional: dossier
            .promise
            .as_ref()
            .is_some_and(|promise| promise.provisional && !dossier.is_paused()),
        why: why::address(dossier),
        light: story::light(dossier, rules, app.now(), language),
        holder: story::holder(dossier, rules, language).unwrap_or_default(),
        holder_is_unit: !dossier.awaits_supplement(),
        since: story::since(&loaded.history, language),
        next: stage::next(dossier.stage.name(), language),
        still: story::still(app, dossier, rules, language),
        moved: moved::left_behind(dossier, rules, app.now(), language),
        to_do: story::to_do(dossier, rules, app.now(), language),
        asked,
        slips: slips(loaded, language),
        supplement: open_to(Act::Supplement, "bo-sung"),
        withdraw: open_to(Withdrawal::ACT, Withdrawal::SLUG),
        rate: open_to(Rating::ACT, Rating::SLUG),
        complain: open_to(Complaint::ACT, Complaint::SLUG),
        complained: complain::waiting(dossier, rules, language),
        result: issued(dossier).map(|result| result_view(dossier, result, language)),
        steps: story::timeline::timeline(loaded, rules, app.now(), language),
        files,
        others,
        charges: terms::charges(dossier, rules, language),
        sums: sums(dossier, language),
        return_via: story::return_via(dossier, language),
        desk: unit_name(rules, &dossier.desk),
        address: format!("/tra-cuu/{}", dossier.code),
        linked: dossier
            .part_of
            .as_ref()
            .map(|part| part.bundle.to_string())
            .unwrap_or_default(),
    }
}

/// What was just done on a page below this one.
fn done(slug: &str, language: Language) -> Option<&'static str> {
    match slug {
        "bo-sung" => Some(language.say(
            "Đã nhận giấy tờ bổ sung. Cán bộ xem và trả lời trên trang này.",
            "Your papers have arrived. An official looks at them and answers on this page.",
        )),
        Withdrawal::SLUG => Some(Withdrawal::done(language)),
        Rating::SLUG => Some(Rating::done(language)),
        Complaint::SLUG => Some(Complaint::done(language)),
        _ => None,
    }
}

/// The frame of a page below the one that asks for a code.
pub(super) fn below_find(app: &App, look: Look, title: impl Into<String>) -> Frame {
    let find = find::title(&look);
    frame_in_both(app, look, title)
        .below_home()
        .below(find, "/tra-cuu")
}

/// The slips that can be printed again: what was handed out, as long as it names somebody.
fn slips(loaded: &Loaded, language: Language) -> Vec<Way> {
    let dossier = &loaded.dossier;
    if loaded.personal.applicant(dossier.applicant.id).is_none() {
        return Vec::new();
    }
    Slip::ALL
        .into_iter()
        .filter(|slip| slip.is_in(&loaded.history))
        .map(|slip| {
            let text = language.say(slip.name(), slip.english_name());
            let text = domain::vietnamese::capitalised(text);
            Way::new(
                text,
                format!("/tra-cuu/{}/giay/{}", dossier.code, slip.slug()),
            )
        })
        .collect()
}

fn result_view(dossier: &Dossier, result: &IssuedResult, language: Language) -> ResultView {
    let owed = dossier.owed();
    let size = result.file.as_ref().map(|file| language.size(file.size));
    ResultView {
        number: result.number.clone(),
        dated_on: language.date(result.dated_on),
        can_download: size.is_some() && owed.is_zero(),
        why_not: match (&size, owed.is_zero()) {
            (Some(_), false) => format!(
                "{} {}.",
                language.say("Tải được sau khi nộp", "Ready to download after you pay"),
                language.dong(owed.amount())
            ),
            (None, _) => language
                .say(
                    "Kết quả bằng giấy, không có tệp.",
                    "The result is on paper; there is no file.",
                )
                .to_owned(),
            (Some(_), true) => String::new(),
        },
        size: size.unwrap_or_default(),
    }
}

fn sums(dossier: &Dossier, language: Language) -> Vec<Fact> {
    let charged = dossier
        .charges
        .iter()
        .fold(Dong::ZERO, |sum, charge| sum.plus(charge.amount));
    let fact = |vietnamese: &str, english: &str, sum: Dong| {
        Fact::new(
            language.say(vietnamese, english),
            language.dong(sum.amount()),
        )
    };
    let mut sums = vec![fact("Tổng cộng", "Total", charged)];
    if !dossier.waived.is_zero() {
        sums.push(fact("Được miễn, giảm", "Waived or reduced", dossier.waived));
    }
    sums.push(fact("Đã nộp", "Paid", dossier.paid));
    sums.push(fact("Còn phải nộp", "Still to pay", dossier.owed()));
    sums
}

/// Reads a dossier's code as people type it, or says what it looks like.
pub(super) fn read_code(text: &str, language: Language) -> Result<DossierCode, String> {
    let said = language.say(
        "Mã hồ sơ có dạng H35.22.01-261121-0001, in trên giấy tiếp nhận. Kiểm tra lại từng phần",
        "An application code looks like H35.22.01-261121-0001 and stands on the receipt. Check \
         each part",
    );
    text.parse().map_err(|_| said.to_owned())
}

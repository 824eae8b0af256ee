//! Where is it: little for whoever has the code, everything for whoever has the secret too.

mod find;
mod submitted;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use domain::dossier::code::DossierCode;
use domain::dossier::command::Act;
use domain::dossier::event::{Event, IssuedResult};
use domain::dossier::open_now::open_now;
use domain::dossier::{Dossier, Situation, Stage};
use domain::people::Actor;
use domain::rulebook::Rulebook;
use store::Loaded;

use super::asking::Asking;
use super::complain::Complaint;
use super::rate::Rating;
use super::withdraw::Withdrawal;
use super::{Typed, Way, access, complain, frame, moved, story, terms, told, typed, unit_name};
use crate::app::App;
use crate::components::{Fact, FeeLine, Light, ReceivedFile, Step};
use crate::fault::Broken;
use crate::look::Look;
use crate::page::{Frame, Note, draw};
use crate::papers::Slip;
use crate::show;
use crate::wording::{ground, stage};

/// `/tra-cuu`, `/tra-cuu/{code}`, `/tra-cuu/{code}/da-nop`, `/tra-cuu/{code}/dong`.
pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/tra-cuu", get(find::ask).post(find::look_up))
        .route("/tra-cuu/{code}", get(show_one))
        .route("/tra-cuu/{code}/da-nop", get(submitted::show))
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
    light: Light,
    holder: String,
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
    let code = match read_code(&code) {
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
        return Ok(to.into_response());
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
        return Ok(not_found(&app, look, &code));
    };
    let dossier = &loaded.dossier;
    let status = dossier.national_status();
    Ok(draw(&Public {
        frame: frame(&app, look, "Tra cứu hồ sơ")
            .below("Trang chủ", "/")
            .below("Tra cứu hồ sơ", "/tra-cuu"),
        code: code.as_str().to_owned(),
        status: stage::status(status),
        colour: story::colour(status),
        promised: story::promised(dossier),
        light: story::light(dossier, &rules, app.now()),
    }))
}

/// The dossier of an address below `/tra-cuu/{code}`, for whoever holds its cookie; everybody else
/// is led to the page that asks for the secret.
pub(super) async fn open(
    app: &App,
    headers: &HeaderMap,
    code: &str,
) -> Result<Result<(DossierCode, Loaded), Response>, Broken> {
    let Ok(code) = read_code(code) else {
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
        named: None,
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
    let (files, others) = story::papers(loaded, case);
    let mut frame = frame(app, look, format!("Hồ sơ {}", dossier.code))
        .below("Trang chủ", "/")
        .below("Tra cứu hồ sơ", "/tra-cuu");
    if let Some(said) = done(just_done) {
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
                Fact::new(name, what.unwrap_or_else(|| story::ERASED.to_owned()))
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
        status: stage::status(status),
        colour: story::colour(status),
        promised: story::promised(dossier),
        provisional: dossier
            .promise
            .as_ref()
            .is_some_and(|promise| promise.provisional && !dossier.awaits_supplement()),
        light: story::light(dossier, rules, app.now()),
        holder: story::holder(dossier, rules).unwrap_or_default(),
        since: story::since(&loaded.history),
        next: stage::next(dossier.stage.name()),
        still: story::still(dossier, rules, app.now(), &app.site.hotline),
        moved: moved::left_behind(dossier, rules, app.now()),
        to_do: story::to_do(dossier, rules, app.now()),
        asked,
        slips: slips(loaded),
        supplement: open_to(Act::Supplement, "bo-sung"),
        withdraw: open_to(Withdrawal::ACT, Withdrawal::SLUG),
        rate: open_to(Rating::ACT, Rating::SLUG),
        complain: open_to(Complaint::ACT, Complaint::SLUG),
        complained: complain::waiting(dossier, rules),
        result: issued(dossier).map(|result| result_view(dossier, result)),
        steps: story::timeline(loaded, rules, app.now()),
        files,
        others,
        charges: terms::charges(dossier, rules),
        sums: sums(dossier),
        return_via: return_via(dossier),
        desk: unit_name(rules, &dossier.desk),
        address: format!("/tra-cuu/{}", dossier.code),
    }
}

/// What was just done on a page below this one.
fn done(slug: &str) -> Option<&'static str> {
    match slug {
        "bo-sung" => Some("Đã nhận giấy tờ bổ sung. Cán bộ xem và trả lời trên trang này."),
        Withdrawal::SLUG => Some(Withdrawal::DONE),
        Rating::SLUG => Some(Rating::DONE),
        Complaint::SLUG => Some(Complaint::DONE),
        _ => None,
    }
}

/// Where the result goes; empty when the dossier ended without one.
fn return_via(dossier: &Dossier) -> &'static str {
    match dossier.stage {
        Stage::Refused | Stage::Withdrawn | Stage::Stopped => "",
        Stage::Submitted
        | Stage::AwaitingSupplement { .. }
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Deciding(..)
        | Stage::Numbering(..)
        | Stage::Resolved(..)
        | Stage::HandedOver(..) => ground::return_via(dossier.return_via),
    }
}

/// The slips that can be printed again: what was handed out, as long as it names somebody.
fn slips(loaded: &Loaded) -> Vec<Way> {
    let dossier = &loaded.dossier;
    if loaded.personal.applicant(dossier.applicant.id).is_none() {
        return Vec::new();
    }
    Slip::ALL
        .into_iter()
        .filter(|slip| slip.is_in(&loaded.history))
        .map(|slip| {
            let text = domain::vietnamese::capitalised(slip.name());
            Way::new(
                text,
                format!("/tra-cuu/{}/giay/{}", dossier.code, slip.slug()),
            )
        })
        .collect()
}

fn result_view(dossier: &Dossier, result: &IssuedResult) -> ResultView {
    let owed = dossier.owed();
    let size = result.file.as_ref().map(|file| show::size(file.size));
    ResultView {
        number: result.number.clone(),
        dated_on: show::date(result.dated_on),
        can_download: size.is_some() && owed.is_zero(),
        why_not: match (&size, owed.is_zero()) {
            (Some(_), false) => format!("Tải được sau khi nộp {}.", owed.show()),
            (None, _) => "Kết quả bằng giấy, không có tệp.".to_owned(),
            (Some(_), true) => String::new(),
        },
        size: size.unwrap_or_default(),
    }
}

fn sums(dossier: &Dossier) -> Vec<Fact> {
    let charged = dossier
        .charges
        .iter()
        .fold(domain::money::Dong::ZERO, |sum, charge| {
            sum.plus(charge.amount)
        });
    let mut sums = vec![Fact::new("Tổng cộng", charged.show())];
    if !dossier.waived.is_zero() {
        sums.push(Fact::new("Được miễn, giảm", dossier.waived.show()));
    }
    sums.push(Fact::new("Đã nộp", dossier.paid.show()));
    sums.push(Fact::new("Còn phải nộp", dossier.owed().show()));
    sums
}

/// Reads a dossier's code as people type it, or says what it looks like.
pub(super) fn read_code(text: &str) -> Result<DossierCode, String> {
    text.parse().map_err(|_| {
        "Mã hồ sơ có dạng H35.22.01-261121-0001, in trên giấy tiếp nhận. Kiểm tra lại từng phần"
            .to_owned()
    })
}

fn not_found(app: &App, look: Look, code: &DossierCode) -> Response {
    let frame = frame(app, look, "Không có hồ sơ mang mã này")
        .below("Trang chủ", "/")
        .below("Tra cứu hồ sơ", "/tra-cuu");
    let said = format!("Chưa có hồ sơ nào mang mã {code}. Kiểm tra 4 số cuối trên giấy tiếp nhận.");
    let rest = "Mất giấy thì mang thẻ căn cước đến quầy đã nộp, cán bộ tìm giúp.";
    let ways = vec![Way::new("Nhập lại mã", "/tra-cuu")];
    told(StatusCode::NOT_FOUND, frame, &[&said, rest], ways)
}

//! What the faces of officials share: the frame, whose dossier it is, names, lights, lists.

pub mod alarms;
pub mod bulk;
pub mod case_officers;
pub mod day;
pub mod deadline;
pub mod figure;
pub mod followed;
pub mod giving;
pub mod leave;
pub mod listing;
pub mod lists;
pub mod register;
pub mod sought;
pub mod twin;
pub mod view;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use domain::dossier::code::DossierCode;
use domain::dossier::command::Act;
use domain::dossier::{Dossier, Now, Situation};
use domain::people::OfficialId;
use domain::people::agency::AgencyId;
use domain::people::duty::Duty;
use domain::policy;
use domain::procedure::{Procedure, ProcedureCode};
use domain::rulebook::Rulebook;
use jiff::civil::Date;
use serde::Deserialize;
use store::{Line, Loaded, Viewed};
use uuid::Uuid;

use crate::app::App;
use crate::components::Light;
use crate::fault::Broken;
use crate::look::Look;
use crate::officials::deadline::{Deadline, still_for};
use crate::page::{Face, Frame, Note, draw_as};
use crate::session::Officer;
use crate::{papers, show, wording};

/// A page that only tells something, with the way back.
#[derive(Template)]
#[template(path = "officials/told.html")]
struct ToldPage {
    frame: Frame,
    sentence: String,
    back: &'static str,
}

/// A calm page that says what is the matter.
pub fn told(app: &App, status: StatusCode, title: &str, sentence: &str) -> Response {
    let page = ToldPage {
        frame: Frame::new(&app.site, Face::Citizen, Look::default(), title),
        sentence: sentence.to_owned(),
        back: Face::Citizen.home(),
    };
    draw_as(status, &page)
}

/// The same, for somebody who is logged in.
pub fn told_to(
    app: &App,
    officer: &Officer,
    look: Look,
    status: StatusCode,
    title: &str,
    sentence: &str,
) -> Response {
    let face = home_face(officer);
    // Without the rules a unit has only a code, which says nothing to people.
    let signed_in = officer.signed_in(String::new());
    let page = ToldPage {
        frame: Frame::new(&app.site, face, look, title).signed_in(signed_in),
        sentence: sentence.to_owned(),
        back: face.home(),
    };
    draw_as(status, &page)
}

/// No page is at this address, or none that is asked for so.
pub fn no_such_page(app: &App, officer: &Officer, look: Look, status: StatusCode) -> Response {
    let title = "Không có trang này";
    let sentence = "Địa chỉ bị gõ nhầm hoặc trang đã chuyển chỗ. Kiểm tra lại địa chỉ, hoặc tìm từ \
                    trang đầu. Cần giúp thì bấm Trợ giúp ở trên cùng.";
    told_to(app, officer, look, status, title, sentence)
}

/// No such dossier, or none that this official may see: nobody learns which.
pub fn no_such_dossier(app: &App, officer: &Officer, look: Look) -> Response {
    told_to(
        app,
        officer,
        look,
        StatusCode::NOT_FOUND,
        "Không có hồ sơ này trong phần việc của ông/bà",
        "Kiểm tra lại mã trên giấy hẹn. Hồ sơ của nơi khác thì nơi đó xem được; nhờ lãnh đạo hai \
         bên nếu cần phối hợp.",
    )
}

/// The page for those who do not hold the role that a face is for; none when they do.
pub fn closed(app: &App, officer: &Officer, look: &Look, faces: &[Face]) -> Option<Response> {
    let open = officer.faces().iter().any(|face| faces.contains(face));
    (!open).then(|| {
        told_to(
            app,
            officer,
            look.clone(),
            StatusCode::FORBIDDEN,
            "Phần này dành cho vai trò khác",
            "Tài khoản của ông/bà chưa có vai trò làm việc ở đây. Nhờ quản trị thêm vai trò nếu \
             cần.",
        )
    })
}

/// The face that an official begins the day with.
pub fn home_face(officer: &Officer) -> Face {
    officer.faces().first().copied().unwrap_or(Face::Casework)
}

/// The frame of a page for an official.
pub fn frame(
    app: &App,
    rules: &Rulebook,
    officer: &Officer,
    face: Face,
    look: Look,
    title: impl Into<String>,
) -> Frame {
    let unit = unit_name(rules, &officer.official().unit);
    Frame::new(&app.site, face, look, title).signed_in(officer.signed_in(unit))
}

/// The name of a unit, or its code when the organisation no longer knows it.
pub fn unit_name(rules: &Rulebook, unit: &AgencyId) -> String {
    rules
        .organisation
        .find(unit)
        .map_or_else(|| unit.code().to_owned(), |agency| agency.name.clone())
}

/// The name of a procedure by its code: of the version in force, or of the newest one.
pub fn procedure_name(rules: &Rulebook, code: &str) -> String {
    rules
        .procedures
        .iter()
        .filter(|procedure| procedure.code.as_str() == code)
        .max_by_key(|procedure| procedure.version)
        .map_or_else(|| code.to_owned(), |procedure| procedure.name.clone())
}

/// The procedures that a desk receives on a day, by name.
pub fn received_at<'a>(rules: &'a Rulebook, desk: &AgencyId, day: Date) -> Vec<&'a Procedure> {
    let received = rules.received_at(desk, day).into_iter();
    let mut all: Vec<&Procedure> = received.map(AsRef::as_ref).collect();
    all.sort_by_cached_key(|procedure| domain::vietnamese::collation_key(&procedure.name));
    all
}

/// Those of these procedures that a desk receives on a day, in their order.
pub fn received_among(
    all: Vec<Arc<Procedure>>,
    rules: &Rulebook,
    desk: &AgencyId,
    day: Date,
) -> Vec<Arc<Procedure>> {
    let received = rules.received_at(desk, day).into_iter();
    let codes: HashSet<&ProcedureCode> = received.map(|one| &one.code).collect();
    let here = |one: &Arc<Procedure>| codes.contains(&one.code);
    all.into_iter().filter(here).collect()
}

/// Names of officials by their account.
pub type Names = HashMap<Uuid, String>;

/// The names of these officials.
pub async fn names(app: &App, ids: Vec<Uuid>) -> Result<Names, Broken> {
    let mut names = Names::new();
    for id in ids {
        if !names.contains_key(&id)
            && let Some(account) = app.store.account(OfficialId(id)).await?
        {
            names.insert(id, account.name);
        }
    }
    Ok(names)
}

/// The dossier behind a code as typed, if this official may see it. Nothing of it may be shown
/// before the look is noted.
pub async fn find(app: &App, officer: &Officer, code: &str) -> Result<Option<Loaded>, Broken> {
    let Ok(code) = code.parse::<DossierCode>() else {
        return Ok(None);
    };
    let Some(loaded) = app.store.find(&code).await? else {
        return Ok(None);
    };
    let sees = may_see(app, officer, &loaded.dossier).await?;
    Ok(sees.then_some(loaded))
}

/// Notes that this official looks at a dossier.
pub async fn note(
    app: &App,
    officer: &Officer,
    loaded: &Loaded,
    viewed: Viewed,
) -> Result<(), Broken> {
    let official = officer.official().id;
    let noted = app
        .store
        .note_viewing(official, loaded.id, viewed, app.now());
    Ok(noted.await?)
}

/// The dossier behind a code, with the look noted.
pub async fn open(
    app: &App,
    officer: &Officer,
    code: &str,
    viewed: Viewed,
) -> Result<Option<Loaded>, Broken> {
    let found = find(app, officer, code).await?;
    if let Some(loaded) = &found {
        note(app, officer, loaded, viewed).await?;
    }
    Ok(found)
}

/// Whether this official receives, holds or answers for a dossier, held it before, or carries on
/// for a unit that has ended; or whether their unit is asked for its opinion just now.
pub async fn may_see(app: &App, officer: &Officer, dossier: &Dossier) -> Result<bool, Broken> {
    let official = officer.official();
    if policy::may_see_dossier(official, dossier) {
        return Ok(true);
    }
    let (rules, day) = (app.rules().await?, app.now().today());
    if policy::may_see_left_behind(official, dossier, &rules, day)
        || policy::may_see_as_asked(official, dossier, &rules, day)
    {
        return Ok(true);
    }
    let duty = duty(app, officer).await?;
    Ok(policy::may_see_as_passed_on(official, &duty, dossier)
        || policy::may_see_by_delegation(&duty, dossier, day))
}

/// The part of an address that tells what was just done.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct JustDone {
    /// The act's part of addresses; empty when nothing was.
    #[serde(rename = "xong")]
    pub slug: String,
}

impl JustDone {
    /// The act that was done.
    pub fn act(&self) -> Option<Act> {
        wording::act::from_slug(&self.slug)
    }

    /// What is said about it.
    pub fn note(&self) -> Option<Note> {
        self.act()
            .map(|act| Note::Done(wording::act::done(act).to_owned()))
    }
}

/// The situation in which the rules are asked what is open.
pub fn situation<'a>(
    actor: &'a domain::people::Actor,
    now: Now,
    rules: &'a Rulebook,
    duty: &'a Duty,
) -> Situation<'a> {
    Situation {
        actor,
        now,
        rules,
        number: None,
        answers: None,
        named: None,
        duty,
    }
}

/// What an official may do for others today.
pub async fn duty(app: &App, officer: &Officer) -> Result<Duty, Broken> {
    let id = officer.official().id;
    Ok(app.store.duty(id, &[], app.now().today()).await?)
}

/// A dossier as a row of a list.
#[derive(Clone, Debug)]
pub struct Row {
    /// Its code.
    pub code: String,
    /// The number of its last event: what one who reads the list has seen.
    pub seen: u32,
    /// The unit that holds it.
    pub unit: AgencyId,
    /// Whether it is being examined, so that it can be given to an official.
    pub examined: bool,
    /// Whether the official who reads the list could take it: it is of their unit, and nobody's.
    pub free: bool,
    /// Since when nothing happened, in words; empty when it moves.
    pub still: String,
    /// By when work should begin, in words; only in lists that stand in that order.
    pub start: String,
    /// Where it opens.
    pub href: String,
    /// The deadline light.
    pub light: Light,
    /// The name of its stage.
    pub stage: &'static str,
    /// The notice of stopping; empty where there is none.
    pub notice: String,
    /// The procedure.
    pub procedure: String,
    /// The applicant.
    pub applicant: String,
    /// Unit and official who hold it.
    pub holder: String,
    /// When it was received, or registered.
    pub since: String,
}

/// Rows for the lines of a list.
pub async fn rows(
    app: &App,
    rules: &Rulebook,
    officer: &Officer,
    lines: &[Line],
) -> Result<Vec<Row>, Broken> {
    let holders = lines.iter().filter_map(|line| line.officer.map(|id| id.0));
    let holders = holders.collect();
    let names = names(app, holders).await?;
    let now = app.now();
    let own = &officer.official().unit;
    let rows = lines.iter().map(|line| row(rules, now, &names, own, line));
    Ok(rows.collect())
}

fn row(rules: &Rulebook, now: Now, names: &Names, own: &AgencyId, line: &Line) -> Row {
    let officer = line.officer.and_then(|id| names.get(&id.0));
    let unit = unit_name(rules, &line.unit);
    let examined = line.stage == "examining";
    Row {
        code: line.code.to_string(),
        seen: line.last_number,
        unit: line.unit.clone(),
        examined,
        free: examined && line.officer.is_none() && line.unit == *own,
        still: still_for(rules, now, line)
            .map_or_else(String::new, |days| format!("Đứng yên {days} ngày")),
        start: String::new(),
        href: dossier_address(&line.code),
        light: Deadline::of_line(line).light(rules, now),
        stage: wording::stage::stage(&line.stage),
        notice: papers::stop_notice_of(line),
        procedure: procedure_name(rules, &line.procedure),
        applicant: line
            .applicant
            .clone()
            .unwrap_or_else(|| "(đã xóa dữ liệu)".to_owned()),
        // One's own unit goes without saying.
        holder: match officer {
            Some(officer) if line.unit == *own => officer.clone(),
            Some(officer) => format!("{officer} · {unit}"),
            None if line.unit == *own => waits_for(&line.stage).map_or(unit, str::to_owned),
            None => unit,
        },
        since: show::moment(line.received_at.unwrap_or(line.submitted_at).0),
    }
}

/// For whom a dossier of one's own unit waits that no official holds; none when it has ended.
fn waits_for(stage: &str) -> Option<&'static str> {
    match stage {
        "submitted" => Some("Chờ quầy xem"),
        "awaiting_supplement" => Some("Chờ người nộp"),
        "received" => Some("Chờ quầy chuyển"),
        "examining" => Some("Chưa giao"),
        "deciding" => Some("Chờ lãnh đạo"),
        "numbering" => Some("Chờ văn thư"),
        "resolved" => Some("Ở quầy, chờ trả"),
        _ => None,
    }
}

/// The address of a dossier among officials.
pub fn dossier_address(code: &DossierCode) -> String {
    format!("/xu-ly/ho-so/{code}")
}

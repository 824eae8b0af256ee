//! One procedure: who, what, what not, how much, how long, where, how, and on what ground.

use std::sync::Arc;

use askama::Template;
use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::dossier::Now;
use domain::dossier::decide::numbering;
use domain::people::agency::Agency;
use domain::procedure::{Channel, LegalBasis, Procedure, ProcedureCode};
use domain::rulebook::Rulebook;
use domain::vietnamese::{collation_key, words};
use jiff::civil::Date;

use super::{Typed, Way, english_name, frame_in_both, terms, told, typed};
use crate::app::App;
use crate::fault::Broken;
use crate::language::Language;
use crate::look::Look;
use crate::page::{Frame, draw};
use crate::session::percent;
use crate::wording::people;

/// Desks shown before one asks for more.
const DESKS_SHOWN: usize = 6;

/// `/thu-tuc/{code}`.
pub(super) fn router() -> Router<App> {
    Router::new().route("/thu-tuc/{code}", get(show_one))
}

struct DeskView {
    name: String,
    href: String,
}

/// The way to file online: a button, or why there is none.
pub(super) struct Filing {
    /// Where the button leads; empty for none.
    pub href: String,
    /// What it says.
    pub text: &'static str,
    /// What stands in its place; empty beside a button.
    pub why_not: &'static str,
}

#[derive(Template)]
#[template(path = "citizen/procedure.html")]
struct ProcedurePage {
    frame: Frame,
    procedure: Arc<Procedure>,
    english: String,
    who: Vec<String>,
    online: &'static str,
    levels: String,
    cases: Vec<terms::CaseView>,
    filing: Filing,
    near: String,
    desk_count: usize,
    desks: Vec<DeskView>,
    more_desks: Vec<DeskView>,
    bases: Vec<String>,
    valid: String,
    unread: Vec<String>,
}

async fn show_one(
    State(app): State<App>,
    Path(code): Path<String>,
    Query(asked): Query<Typed>,
    look: Look,
) -> Result<Response, Broken> {
    let rules = app.rules().await?;
    let procedure = match find(&app, &look, &rules, &code) {
        Ok(procedure) => procedure,
        Err(page) => return Ok(*page),
    };
    let near = typed(&asked, "noi").to_owned();
    let open_online = opens_online(&procedure) && !desks(&rules, app.now(), &procedure).is_empty();
    let all = rules.desks_for(&procedure.code, app.now().today());
    let mut wanted = sorted(
        all.into_iter()
            .filter(|desk| is_meant(desk, &near))
            .collect(),
    );
    let desk_count = wanted.len();
    let more = if near.is_empty() && desk_count > DESKS_SHOWN {
        std::mem::take(&mut wanted)
    } else {
        Vec::new()
    };
    let desk = |desk: &Agency| DeskView {
        name: desk.name.clone(),
        href: if open_online && app.site.portal.takes_applications() {
            format!("/nop/{}?noi={}", procedure.code, percent(desk.id.code()))
        } else {
            String::new()
        },
    };
    let language = look.language;
    let levels = procedure.levels.iter();
    let levels: Vec<&str> = levels.map(|own| terms::level(*own, language)).collect();
    let cases = procedure.cases.iter();
    let english = english_name(&procedure, language);
    let title = if english.is_empty() {
        &procedure.name
    } else {
        &english
    };
    Ok(draw(&ProcedurePage {
        frame: below_catalogue(&app, &look, title),
        who: who(&procedure, language),
        online: terms::online(&procedure, language),
        levels: levels.join(", "),
        cases: cases.map(|case| terms::case_view(case, language)).collect(),
        filing: filing(&app, &procedure, open_online, language),
        near,
        desk_count,
        desks: wanted.iter().map(|d| desk(d)).collect(),
        more_desks: more.iter().map(|d| desk(d)).collect(),
        bases: procedure.legal_bases.iter().map(basis).collect(),
        valid: valid(&procedure, language),
        unread: unread(&procedure),
        english,
        procedure,
    }))
}

/// Where this procedure is filed online, if `open_online` says that some desk takes it so.
pub(super) fn filing(
    app: &App,
    procedure: &Procedure,
    open_online: bool,
    language: Language,
) -> Filing {
    let portal = &app.site.portal;
    let national = portal.national_address(&procedure.code);
    let (href, text, why_not) = match (open_online, portal.takes_applications()) {
        (false, _) => (
            String::new(),
            "",
            language.say(
                "Thủ tục này nộp tại quầy hoặc qua bưu chính, chưa nộp trên trang này. Xem mục \
                 “Nộp ở đâu”.",
                "Apply for this at a desk or by post, not on this site. See “Where to apply”.",
            ),
        ),
        (true, true) => (
            format!("/nop/{}", procedure.code),
            language.say("Nộp trực tuyến", "Apply online"),
            "",
        ),
        (true, false) if national.is_empty() => (
            String::new(),
            "",
            language.say(
                "Thủ tục này nộp trực tuyến trên Cổng Dịch vụ công quốc gia, không nộp trên trang \
                 này. Muốn nộp tại quầy thì xem mục “Nộp ở đâu”.",
                "Apply for this online on the National Public Service Portal, not on this site. \
                 To apply at a desk, see “Where to apply”.",
            ),
        ),
        (true, false) => (
            national,
            language.say(
                "Nộp trên Cổng Dịch vụ công quốc gia",
                "Apply on the National Public Service Portal",
            ),
            "",
        ),
    };
    Filing {
        href,
        text,
        why_not,
    }
}

/// The version in force today, or the page that says why there is none.
pub(super) fn find(
    app: &App,
    look: &Look,
    rules: &Rulebook,
    code: &str,
) -> Result<Arc<Procedure>, Box<Response>> {
    let unknown = || {
        let language = look.language;
        let title = language.say("Không có thủ tục này", "No such procedure");
        let said = language.say(
            "Mã trong địa chỉ không ứng với thủ tục nào. Có thể đường dẫn bị gõ thiếu.",
            "The code in the address is that of no procedure. It may lack its end.",
        );
        let search = language.say("Tìm trong danh mục thủ tục", "Search the procedures");
        let ways = ways_on(search, "/thu-tuc", language);
        let frame = below_catalogue(app, look, title);
        told(StatusCode::NOT_FOUND, frame, &[said], ways)
    };
    let Ok(code) = code.parse::<ProcedureCode>() else {
        return Err(Box::new(unknown()));
    };
    let today = app.now().today();
    if let Some(procedure) = rules.procedure_on(&code, today) {
        return Ok(Arc::clone(procedure));
    }
    let versions = rules.procedures.iter().filter(|p| p.code == code);
    let Some(last) = versions.max_by_key(|p| p.version) else {
        return Err(Box::new(unknown()));
    };
    Err(Box::new(not_in_force(app, look, last, today)))
}

fn below_catalogue(app: &App, look: &Look, title: &str) -> Frame {
    let catalogue = look.language.say("Thủ tục", "Procedures");
    frame_in_both(app, look.clone(), title)
        .below_home()
        .below(catalogue, "/thu-tuc")
}

fn ways_on(search: &str, href: &str, language: Language) -> Vec<Way> {
    let track = language.say("Tra cứu hồ sơ đã nộp", "Track an application");
    vec![Way::new(search, href), Way::new(track, "/tra-cuu")]
}

/// The page of a procedure that is over, or has not begun; what took its place bears a like name.
fn not_in_force(app: &App, look: &Look, last: &Procedure, today: Date) -> Response {
    let language = look.language;
    let begins = last.publication.valid_from.filter(|first| *first > today);
    let title = match begins {
        Some(_) => language.say("Thủ tục chưa có hiệu lực", "A procedure to come"),
        None => language.say("Thủ tục đã hết hiệu lực", "A procedure of the past"),
    };
    let said = match (begins, language) {
        (Some(first), Language::Vietnamese) => format!(
            "Thủ tục “{}” bắt đầu áp dụng từ {}.",
            last.name,
            language.date_with_weekday(first)
        ),
        (Some(first), Language::English) => format!(
            "Procedure {} applies from {} on.",
            last.code,
            language.date_with_weekday(first)
        ),
        (None, _) => no_longer(last, language),
    };
    let rest = language.say(
        "Hồ sơ đã nộp vẫn được giải quyết theo quy định lúc nộp. Việc tương tự thường có thủ tục \
         thay thế trong danh mục.",
        "What was submitted is settled by the rules of that day. Another procedure has usually \
         taken its place.",
    );
    let href = format!("/thu-tuc?q={}", percent(&last.name));
    let search = language.say("Tìm thủ tục tương tự", "Search for what took its place");
    let ways = ways_on(search, &href, language);
    let frame = below_catalogue(app, look, title);
    told(StatusCode::GONE, frame, &[&said, rest], ways)
}

fn no_longer(last: &Procedure, language: Language) -> String {
    let ended = last.publication.valid_to.map(|day| language.date(day));
    match language {
        Language::Vietnamese => format!(
            "Thủ tục “{}” (mã {}){} không còn áp dụng nên không nhận hồ sơ mới.",
            last.name,
            last.code,
            ended.map_or_else(String::new, |day| format!(", hết hiệu lực sau {day},"))
        ),
        Language::English => format!(
            "Procedure {} no longer applies{}, and takes no new applications.",
            last.code,
            ended.map_or_else(String::new, |day| format!(" since the end of {day}"))
        ),
    }
}

/// `Cá nhân; tổ chức, doanh nghiệp, hộ kinh doanh`, one by one.
fn who(procedure: &Procedure, language: Language) -> Vec<String> {
    let kinds = procedure.applicants.iter().enumerate();
    kinds
        .map(
            |(at, kind)| match (at, people::applicant_in(*kind, language)) {
                (0, name) => name.to_owned(),
                (_, name) => uncapitalised(name),
            },
        )
        .collect()
}

fn uncapitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| {
        first.to_lowercase().chain(rest).collect()
    })
}

/// Whether at least one case can be filed online.
pub(super) fn opens_online(procedure: &Procedure) -> bool {
    procedure.channels().contains(&Channel::Online)
}

/// The desks that can take it online today, the province's first, then as people sort.
pub(super) fn desks<'a>(rules: &'a Rulebook, now: Now, procedure: &Procedure) -> Vec<&'a Agency> {
    let able = rules
        .desks_for(&procedure.code, now.today())
        .into_iter()
        // A desk without a code of its own cannot give a dossier its number.
        .filter(|desk| numbering(rules, &desk.id, now).is_ok());
    sorted(able.collect())
}

/// The province's first, then as people sort.
pub(super) fn sorted(mut desks: Vec<&Agency>) -> Vec<&Agency> {
    desks.sort_by_cached_key(|desk| (desk.level, collation_key(&desk.name)));
    desks
}

/// Whether every word of what was typed begins a word of the desk's name.
fn is_meant(desk: &Agency, near: &str) -> bool {
    let own = words(&desk.name);
    words(near)
        .iter()
        .all(|asked| own.iter().any(|word| word.starts_with(asked.as_str())))
}

fn basis(basis: &LegalBasis) -> String {
    match (basis.number.is_empty(), basis.title.is_empty()) {
        (false, false) => format!("{}: {}", basis.number, basis.title),
        (false, true) => basis.number.clone(),
        (true, _) => basis.title.clone(),
    }
}

fn valid(procedure: &Procedure, language: Language) -> String {
    let own = &procedure.publication;
    let mut said = Vec::new();
    // An English page names the decision beside it: it stays Vietnamese.
    if !own.decision.is_empty() && language == Language::Vietnamese {
        said.push(format!("Công bố tại {}", own.decision));
    }
    let from = language.say("có hiệu lực từ", "in force from");
    let to = language.say("hết hiệu lực sau", "until the end of");
    said.extend(
        own.valid_from
            .map(|day| format!("{from} {}", language.date(day))),
    );
    said.extend(
        own.valid_to
            .map(|day| format!("{to} {}", language.date(day))),
    );
    domain::vietnamese::capitalised(&said.join(", "))
}

/// Text of the publication that is no value yet: citizens read it as it stands.
fn unread(procedure: &Procedure) -> Vec<String> {
    procedure
        .to_mend
        .iter()
        .map(|line| line.text.trim().to_owned())
        .filter(|text| !text.is_empty())
        .collect()
}

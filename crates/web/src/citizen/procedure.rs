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
use domain::procedure::paper::RequiredPaper;
use domain::procedure::{Case, Channel, LegalBasis, Procedure, ProcedureCode};
use domain::rulebook::Rulebook;
use domain::vietnamese::{collation_key, words};
use jiff::civil::Date;

use super::{Typed, Way, frame, terms, told, typed};
use crate::app::App;
use crate::components::Fact;
use crate::fault::Broken;
use crate::look::Look;
use crate::page::{Frame, draw};
use crate::session::percent;
use crate::show;
use crate::wording::people;

/// Desks shown before one asks for more.
const DESKS_SHOWN: usize = 6;

/// `/thu-tuc/{code}`.
pub(super) fn router() -> Router<App> {
    Router::new().route("/thu-tuc/{code}", get(show_one))
}

/// Limit and fees for some channels.
pub(super) struct TermsView {
    pub channels: String,
    pub limit: String,
    pub fees: Vec<Fact>,
    pub note: String,
}

/// A paper to bring.
pub(super) struct PaperView {
    pub name: String,
    pub facts: String,
    pub form: String,
    pub declared_here: bool,
}

/// A case as `_case.html` draws it.
pub(super) struct CaseView {
    pub key: String,
    pub name: String,
    pub terms: Vec<TermsView>,
    pub papers: Vec<PaperView>,
    pub no_need: Vec<String>,
    pub open_online: bool,
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
    who: Vec<String>,
    online: &'static str,
    levels: String,
    cases: Vec<CaseView>,
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
    let levels: Vec<&str> = procedure.levels.iter().map(|l| terms::level(*l)).collect();
    Ok(draw(&ProcedurePage {
        frame: frame(&app, look, &procedure.name)
            .below("Trang chủ", "/")
            .below("Thủ tục", "/thu-tuc"),
        who: who(&procedure),
        online: terms::online(&procedure),
        levels: levels.join(", "),
        cases: procedure.cases.iter().map(case_view).collect(),
        filing: filing(&app, &procedure, open_online),
        near,
        desk_count,
        desks: wanted.iter().map(|d| desk(d)).collect(),
        more_desks: more.iter().map(|d| desk(d)).collect(),
        bases: procedure.legal_bases.iter().map(basis).collect(),
        valid: valid(&procedure),
        unread: unread(&procedure),
        procedure,
    }))
}

/// Where this procedure is filed online, if `open_online` says that some desk takes it so.
pub(super) fn filing(app: &App, procedure: &Procedure, open_online: bool) -> Filing {
    let portal = &app.site.portal;
    let national = portal.national_address(&procedure.code);
    let (href, text, why_not) = match (open_online, portal.takes_applications()) {
        (false, _) => (
            String::new(),
            "",
            "Thủ tục này nộp tại quầy hoặc qua bưu chính, chưa nộp trên trang này. Xem mục “Nộp ở \
             đâu”.",
        ),
        (true, true) => (format!("/nop/{}", procedure.code), "Nộp trực tuyến", ""),
        (true, false) if national.is_empty() => (
            String::new(),
            "",
            "Thủ tục này nộp trực tuyến trên Cổng Dịch vụ công quốc gia, không nộp trên trang này. \
             Muốn nộp tại quầy thì xem mục “Nộp ở đâu”.",
        ),
        (true, false) => (national, "Nộp trên Cổng Dịch vụ công quốc gia", ""),
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
        let frame = below_catalogue(app, look, "Không có thủ tục này");
        let said = "Mã trong địa chỉ không ứng với thủ tục nào. Có thể đường dẫn bị gõ thiếu.";
        let ways = ways_on("Tìm trong danh mục thủ tục", "/thu-tuc");
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
    frame(app, look.clone(), title)
        .below("Trang chủ", "/")
        .below("Thủ tục", "/thu-tuc")
}

fn ways_on(search: &str, href: &str) -> Vec<Way> {
    vec![
        Way::new(search, href),
        Way::new("Tra cứu hồ sơ đã nộp", "/tra-cuu"),
    ]
}

/// The page of a procedure that is over, or has not begun; what took its place bears a like name.
fn not_in_force(app: &App, look: &Look, last: &Procedure, today: Date) -> Response {
    let begins = last.publication.valid_from.filter(|first| *first > today);
    let (title, said) = match begins {
        Some(first) => (
            "Thủ tục chưa có hiệu lực",
            format!(
                "Thủ tục “{}” bắt đầu áp dụng từ {}.",
                last.name,
                show::date_with_weekday(first)
            ),
        ),
        None => (
            "Thủ tục đã hết hiệu lực",
            format!(
                "Thủ tục “{}” (mã {}){} không còn áp dụng nên không nhận hồ sơ mới.",
                last.name,
                last.code,
                last.publication
                    .valid_to
                    .map(|day| format!(", hết hiệu lực sau {},", show::date(day)))
                    .unwrap_or_default()
            ),
        ),
    };
    let rest = "Hồ sơ đã nộp vẫn được giải quyết theo quy định lúc nộp. Việc tương tự thường có \
                thủ tục thay thế trong danh mục.";
    let href = format!("/thu-tuc?q={}", percent(&last.name));
    let ways = ways_on("Tìm thủ tục tương tự", &href);
    let frame = below_catalogue(app, look, title);
    told(StatusCode::GONE, frame, &[&said, rest], ways)
}

/// `Cá nhân; tổ chức, doanh nghiệp, hộ kinh doanh`, one by one.
fn who(procedure: &Procedure) -> Vec<String> {
    let kinds = procedure.applicants.iter().enumerate();
    kinds
        .map(|(at, kind)| match (at, people::applicant(*kind)) {
            (0, name) => name.to_owned(),
            (_, name) => uncapitalised(name),
        })
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

/// What to bring, what not, how long and how much.
pub(super) fn case_view(case: &Case) -> CaseView {
    let (free, asked): (Vec<&RequiredPaper>, Vec<&RequiredPaper>) = case
        .papers
        .iter()
        .partition(|paper| paper.replaceable_by.is_some());
    CaseView {
        key: case.key.0.clone(),
        name: case.name.clone(),
        terms: case
            .terms
            .iter()
            .map(|own| TermsView {
                channels: terms::channels(own),
                limit: terms::limit(&own.limit),
                fees: terms::fees(&own.fees),
                note: own.note.clone(),
            })
            .collect(),
        papers: asked.into_iter().map(paper_view).collect(),
        no_need: free.into_iter().map(no_need).collect(),
        open_online: case.terms_for(Channel::Online).is_some(),
    }
}

fn paper_view(paper: &RequiredPaper) -> PaperView {
    let said = [terms::how_many(paper), terms::when_needed(paper)];
    let said: Vec<String> = said.into_iter().filter(|text| !text.is_empty()).collect();
    PaperView {
        name: paper.name.clone(),
        facts: said.join(". "),
        form: paper.form.as_deref().map(terms::form).unwrap_or_default(),
        declared_here: paper.is_declaration,
    }
}

/// A paper that nobody may ask for, and where the State reads it instead.
pub(super) fn no_need(paper: &RequiredPaper) -> String {
    match &paper.replaceable_by {
        Some(source) => format!("{} (đã có trong {source})", paper.name),
        None => paper.name.clone(),
    }
}

fn basis(basis: &LegalBasis) -> String {
    match (basis.number.is_empty(), basis.title.is_empty()) {
        (false, false) => format!("{}: {}", basis.number, basis.title),
        (false, true) => basis.number.clone(),
        (true, _) => basis.title.clone(),
    }
}

fn valid(procedure: &Procedure) -> String {
    let own = &procedure.publication;
    let mut said = Vec::new();
    if !own.decision.is_empty() {
        said.push(format!("Công bố tại {}", own.decision));
    }
    said.extend(
        own.valid_from
            .map(|day| format!("có hiệu lực từ {}", show::date(day))),
    );
    said.extend(
        own.valid_to
            .map(|day| format!("hết hiệu lực sau {}", show::date(day))),
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

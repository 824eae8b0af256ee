//! A leader's first page, for one minute: five figures, three exceptions, what waits for a decision.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::response::Response;
use axum::routing::get;
use domain::dossier::Now;
use domain::people::OfficialId;
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;
use store::{Filter, Line, Page, Scope};

use crate::app::App;
use crate::components::Light;
use crate::fault::Broken;
use crate::leader::dossiers::HOME;
use crate::look::Look;
use crate::officials::alarms::{self, Group, Reminder, Whose};
use crate::officials::deadline::still_for;
use crate::officials::figure::{FigureLink, first_hundred, length};
use crate::officials::listing::{figures, soon_until};
use crate::officials::{self, JustDone, Row};
use crate::page::{Face, Frame, draw};
use crate::session::Officer;
use crate::show;

/// The address of the page.
pub fn router() -> Router<App> {
    Router::new().route("/dieu-hanh", get(page))
}

/// Rows of the short lists.
const ROWS: u64 = 10;

/// One thing that is not as it should be, and where to look.
#[derive(Debug)]
struct Exception {
    title: &'static str,
    /// The light of the dossier; none when it is about an official.
    light: Option<Light>,
    fact: String,
    href: String,
    text: String,
}

#[derive(Template)]
#[template(path = "leader/morning.html")]
struct MorningPage {
    frame: Frame,
    figures: Vec<FigureLink>,
    /// What time claims today of what the agency answers for.
    reminders: Vec<Reminder>,
    exceptions: Vec<Exception>,
    /// For which a letter of apology may be signed.
    letters: Group,
    deciding: Vec<Row>,
}

/// Those next to be late among which one that stands still is looked for.
const NEXT: u64 = 30;

/// The lists behind the figures: each goes straight to its place and ends after a hundred.
struct Behind {
    overdue: u64,
    longest_overdue: Option<Line>,
    soon: u64,
    next: Vec<Line>,
    unheld: u64,
    paused: u64,
    examining: Page,
}

impl Behind {
    async fn read(app: &App, rules: &Rulebook, unit: &AgencyId, now: Now) -> Result<Self, Broken> {
        let all = || Filter::open_in(Scope::SettledBy(unit.clone()));
        let at = |stage: &str| Filter {
            stage: Some(stage.to_owned()),
            ..all()
        };
        let running = |from: Option<Now>, before: Option<Now>| Filter {
            running: true,
            due_from: from,
            due_before: before,
            ..all()
        };
        let unheld = Filter {
            unheld: true,
            ..at("examining")
        };
        let soon_until = soon_until(rules.calendar_for(unit, now.today()), now);
        let (overdue, soon) = (running(None, Some(now)), running(Some(now), soon_until));
        Ok(Self {
            overdue: length(app, &overdue).await?,
            longest_overdue: first(app, overdue, 1).await?.pop(),
            soon: length(app, &soon).await?,
            next: first(app, soon, NEXT).await?,
            unheld: length(app, &unheld).await?,
            paused: length(app, &at("awaiting_supplement")).await?,
            examining: first_hundred(app, at("examining")).await?,
        })
    }
}

/// The first rows of a list, without names.
async fn first(app: &App, filter: Filter, limit: u64) -> Result<Vec<Line>, Broken> {
    let filter = Filter { limit, ..filter };
    Ok(app.store.list_without_names(&filter).await?.lines)
}

async fn page(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(just): Query<JustDone>,
) -> Result<Response, Broken> {
    if let Some(closed) = officials::closed(&app, &officer, &look, &[Face::Leader]) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let unit = officer.official().unit.clone();
    let held = figures(&app, &rules, &unit).await?;
    let behind = Behind::read(&app, &rules, &unit, app.now()).await?;
    let deciding = Filter {
        stage: Some("deciding".to_owned()),
        limit: ROWS,
        ..Filter::open_in(Scope::HeldBy(unit))
    };
    let deciding = app.store.list(&deciding).await?;
    let figures = vec![
        FigureLink::kept(held.deciding, "chờ ông/bà duyệt", "/dieu-hanh/cho-duyet"),
        FigureLink::of(behind.overdue, "quá hạn, ở mọi bước", "/dieu-hanh/qua-han"),
        FigureLink::of(
            behind.soon,
            "đến hạn trong 2 ngày",
            "/dieu-hanh/qua-han?han=sap-han",
        ),
        FigureLink::of(
            behind.unheld,
            "chưa có người nhận",
            "/dieu-hanh/ho-so?goc=chua-giao",
        ),
        FigureLink::of(
            behind.paused,
            "chờ người nộp bổ sung",
            "/dieu-hanh/ho-so?goc=tam-dung",
        ),
    ];
    let mut frame = officials::frame(&app, &rules, &officer, Face::Leader, look, "Sáng nay");
    frame.notes.extend(just.note());
    Ok(draw(&MorningPage {
        frame,
        figures,
        reminders: alarms::reminders(&app, &officer, Whose::Agency).await?,
        exceptions: exceptions(&app, &rules, &officer, &behind).await?,
        letters: alarms::letters(&app, &rules, &officer, ROWS).await?,
        deciding: officials::rows(&app, &rules, &officer, &deciding.lines).await?,
    }))
}

/// What to look at first: the longest overdue, the next to be late that stands still, and whoever
/// has most to do.
async fn exceptions(
    app: &App,
    rules: &Rulebook,
    officer: &Officer,
    behind: &Behind,
) -> Result<Vec<Exception>, Broken> {
    let is_still = |line: &&Line| still_for(rules, app.now(), line).is_some();
    let picked = [
        ("Trễ lâu nhất", behind.longest_overdue.as_ref()),
        ("Sắp đến hạn mà đứng yên", behind.next.iter().find(is_still)),
    ];
    let mut exceptions = Vec::new();
    for (title, line) in picked {
        let Some(line) = line else { continue };
        let rows = officials::rows(app, rules, officer, std::slice::from_ref(line)).await?;
        exceptions.extend(rows.into_iter().map(|row| of_dossier(title, row)));
    }
    exceptions.extend(busiest(app, &behind.examining).await?);
    Ok(exceptions)
}

fn of_dossier(title: &'static str, row: Row) -> Exception {
    let still = if row.still.is_empty() {
        String::new()
    } else {
        format!(" · {}", row.still)
    };
    Exception {
        title,
        fact: format!("{}{still} · {} · {}", row.stage, row.holder, row.procedure),
        light: Some(row.light),
        href: row.href,
        text: row.code,
    }
}

/// Whoever holds most of what is examined; nobody when it lies evenly on single dossiers.
async fn busiest(app: &App, examining: &Page) -> Result<Option<Exception>, Broken> {
    let mut held: BTreeMap<OfficialId, u64> = BTreeMap::new();
    for id in examining.lines.iter().filter_map(|line| line.officer) {
        *held.entry(id).or_default() += 1;
    }
    let most = held.into_iter().max_by_key(|(_, count)| *count);
    let Some((id, count)) = most.filter(|(_, count)| *count > 1) else {
        return Ok(None);
    };
    let Some(account) = app.store.account(id).await? else {
        return Ok(None);
    };
    let among = show::number(examining.lines.len() as u64);
    let among = if examining.next.is_some() {
        format!("{among} hồ sơ gấp nhất đang thẩm định")
    } else {
        format!("{among} hồ sơ đang thẩm định")
    };
    Ok(Some(Exception {
        title: "Đang giữ nhiều nhất",
        light: None,
        fact: format!("giữ {} trong {among}", show::number(count)),
        href: format!("{HOME}?nguoi={}", id.0),
        text: account.name,
    }))
}

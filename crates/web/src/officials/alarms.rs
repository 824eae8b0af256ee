//! What time claims of dossiers and officials are told today: nearly due, overdue, still; and for a
//! leader the letters of apology to sign.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::response::Response;
use axum::routing::get;
use domain::dossier::alarm::AlarmKind;
use domain::dossier::command::Act;
use domain::rulebook::Rulebook;
use jiff::Span;
use jiff::civil::Date;
use store::{AlarmsOf, Filter, Scope};
use uuid::Uuid;

use crate::app::App;
use crate::fault::Broken;
use crate::look::Look;
use crate::officials::{self, Row};
use crate::page::{Face, Frame, draw};
use crate::session::Officer;
use crate::{show, wording};

/// Days for which a letter stays on its list: what is older shows among the overdue.
///
/// Not law: a month of mornings.
const LETTER_DAYS: i64 = 30;

/// Rows of one group.
const ROWS_MAX: u64 = 100;

/// The address for an officer.
pub fn of_an_officer() -> Router<App> {
    Router::new().route("/xu-ly/nhac-viec", get(own))
}

/// The address for a leader.
pub fn of_a_leader() -> Router<App> {
    Router::new().route("/dieu-hanh/nhac-viec", get(of_agency))
}

/// Whose dossiers an official is told of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whose {
    /// What they hold themselves.
    Own,
    /// What their agency answers for.
    Agency,
}

impl Whose {
    fn face(self) -> Face {
        match self {
            Self::Own => Face::Casework,
            Self::Agency => Face::Leader,
        }
    }

    fn address(self) -> &'static str {
        match self {
            Self::Own => "/xu-ly/nhac-viec",
            Self::Agency => "/dieu-hanh/nhac-viec",
        }
    }

    fn alarms(self, officer: &Officer) -> AlarmsOf {
        let official = officer.official();
        match self {
            Self::Own => AlarmsOf::Officer(official.id),
            Self::Agency => AlarmsOf::Agency(official.unit.clone()),
        }
    }

    /// What they hold lies in their unit; what went elsewhere since is no longer theirs.
    fn scope(self, officer: &Officer) -> Scope {
        let unit = officer.official().unit.clone();
        match self {
            Self::Own => Scope::HeldBy(unit),
            Self::Agency => Scope::SettledBy(unit),
        }
    }
}

/// A part of the sentence with which a first page begins.
#[derive(Clone, Debug)]
pub struct Reminder {
    /// Where its dossiers stand.
    pub href: String,
    /// How many, of what.
    pub text: String,
}

/// Dossiers of which the same is claimed.
#[derive(Debug)]
struct Group {
    /// Where it stands on the page.
    id: &'static str,
    title: &'static str,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "officials/alarms.html")]
struct AlarmsPage {
    frame: Frame,
    groups: Vec<Group>,
}

/// The dossiers of each kind.
type Claimed = BTreeMap<AlarmKind, BTreeSet<Uuid>>;

/// What an official is told today, for their first page; empty when there is nothing.
pub async fn reminders(
    app: &App,
    officer: &Officer,
    whose: Whose,
) -> Result<Vec<Reminder>, Broken> {
    let claimed = today(app, officer, whose).await?;
    let reminder = |(kind, ids): (AlarmKind, BTreeSet<Uuid>)| Reminder {
        href: format!("{}#{}", whose.address(), anchor(kind)),
        text: format!("{} {}", show::number(ids.len() as u64), counted(kind)),
    };
    Ok(in_order(claimed).map(reminder).collect())
}

/// The dossiers for which a leader may still sign a letter of apology, each leading to its form.
pub async fn letters(app: &App, rules: &Rulebook, officer: &Officer) -> Result<Vec<Row>, Broken> {
    let (day, whose) = (app.now().today(), Whose::Agency);
    let first = day.saturating_sub(Span::new().days(LETTER_DAYS));
    let claimed = between(app, officer, whose, (first, day)).await?;
    let drafts = claimed.into_iter();
    let ids = drafts
        .filter(|(kind, _)| *kind == AlarmKind::ApologyDraft)
        .flat_map(|(_, ids)| ids);
    let mut rows = rows(app, rules, officer, whose, ids.collect()).await?;
    for row in &mut rows {
        row.href = format!("{}/viec/{}", row.href, wording::act::slug(Act::Apologise));
    }
    Ok(rows)
}

async fn own(State(app): State<App>, officer: Officer, look: Look) -> Result<Response, Broken> {
    page(&app, &officer, look, Whose::Own).await
}

async fn of_agency(
    State(app): State<App>,
    officer: Officer,
    look: Look,
) -> Result<Response, Broken> {
    page(&app, &officer, look, Whose::Agency).await
}

async fn page(app: &App, officer: &Officer, look: Look, whose: Whose) -> Result<Response, Broken> {
    if let Some(closed) = officials::closed(app, officer, &look, &[whose.face()]) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let mut groups = Vec::new();
    if whose == Whose::Agency {
        groups.push(Group {
            id: anchor(AlarmKind::ApologyDraft),
            title: title(AlarmKind::ApologyDraft),
            rows: letters(app, &rules, officer).await?,
        });
    }
    for (kind, ids) in in_order(today(app, officer, whose).await?) {
        let rows = rows(app, &rules, officer, whose, ids.into_iter().collect()).await?;
        groups.push(Group {
            id: anchor(kind),
            title: title(kind),
            rows,
        });
    }
    groups.retain(|group| !group.rows.is_empty());
    let title = "Hôm nay cần để ý";
    let frame = officials::frame(app, &rules, officer, whose.face(), look, title);
    Ok(draw(&AlarmsPage { frame, groups }))
}

/// What is told today. Letters have a list of their own, which lasts longer.
async fn today(app: &App, officer: &Officer, whose: Whose) -> Result<Claimed, Broken> {
    let day = app.now().today();
    let mut claimed = between(app, officer, whose, (day, day)).await?;
    claimed.remove(&AlarmKind::ApologyDraft);
    Ok(claimed)
}

async fn between(
    app: &App,
    officer: &Officer,
    whose: Whose,
    days: (Date, Date),
) -> Result<Claimed, Broken> {
    let of = whose.alarms(officer);
    let mut claimed = Claimed::new();
    for alarm in app.store.alarms(&of, days, app.now()).await? {
        claimed.entry(alarm.kind).or_default().insert(alarm.dossier);
    }
    Ok(claimed)
}

/// The kinds in the order in which screens list them.
fn in_order(mut claimed: Claimed) -> impl Iterator<Item = (AlarmKind, BTreeSet<Uuid>)> {
    let kinds = AlarmKind::ALL.into_iter();
    kinds.filter_map(move |kind| claimed.remove(&kind).map(|ids| (kind, ids)))
}

async fn rows(
    app: &App,
    rules: &Rulebook,
    officer: &Officer,
    whose: Whose,
    ids: Vec<Uuid>,
) -> Result<Vec<Row>, Broken> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let filter = Filter {
        among: Some(ids),
        limit: ROWS_MAX,
        ..Filter::open_in(whose.scope(officer))
    };
    let lines = app.store.list(&filter).await?.lines;
    officials::rows(app, rules, officer, &lines).await
}

fn anchor(kind: AlarmKind) -> &'static str {
    match kind {
        AlarmKind::NearDue => "sap-han",
        AlarmKind::ApologyDraft => "thu-xin-loi",
        AlarmKind::Overdue => "qua-han",
        AlarmKind::Still => "dung-yen",
    }
}

fn title(kind: AlarmKind) -> &'static str {
    match kind {
        AlarmKind::NearDue => "Còn một ngày làm việc",
        AlarmKind::ApologyDraft => "Thư xin lỗi chờ ông/bà ký",
        AlarmKind::Overdue => "Vừa quá hạn",
        AlarmKind::Still => "Đứng yên",
    }
}

fn counted(kind: AlarmKind) -> &'static str {
    match kind {
        AlarmKind::NearDue => "hồ sơ sắp đến hạn",
        AlarmKind::ApologyDraft => "thư xin lỗi chờ ký",
        AlarmKind::Overdue => "hồ sơ vừa quá hạn",
        AlarmKind::Still => "hồ sơ đứng yên",
    }
}

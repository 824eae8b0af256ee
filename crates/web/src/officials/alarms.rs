//! What time claims of dossiers and officials are told today: nearly due, overdue, still; and for a
//! leader the letters of apology to sign.

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
use store::{AlarmFilter, AlarmsOf, Filter, Scope};

use crate::app::App;
use crate::casework::opinions;
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

/// Rows of one group: what is beyond them is counted, and comes when these are done.
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

    fn alarms(self, officer: &Officer, days: (Date, Date), kind: Option<AlarmKind>) -> AlarmFilter {
        let official = officer.official();
        let of = match self {
            Self::Own => AlarmsOf::Officer(official.id),
            Self::Agency => AlarmsOf::Agency(official.unit.clone()),
        };
        AlarmFilter { of, days, kind }
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

/// What is told on a day's pages. Letters have a list of their own, which lasts longer.
const TOLD: [AlarmKind; 3] = [AlarmKind::Overdue, AlarmKind::NearDue, AlarmKind::Still];

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
pub struct Group {
    /// Where it stands on the page.
    pub id: &'static str,
    /// What is claimed.
    pub title: &'static str,
    /// The first of them.
    pub rows: Vec<Row>,
    /// How many there are.
    pub count: u64,
}

impl Group {
    /// Said under a list that does not show them all; empty where it does.
    pub fn cut(&self) -> String {
        let shown = self.rows.len() as u64;
        if self.count <= shown {
            return String::new();
        }
        let (shown, count) = (show::number(shown), show::number(self.count));
        format!("Đang hiện {shown} hồ sơ đến lượt trước trong {count} hồ sơ.")
    }
}

#[derive(Template)]
#[template(path = "officials/alarms.html")]
struct AlarmsPage {
    frame: Frame,
    groups: Vec<Group>,
}

/// What an official is told today, for their first page; empty when there is nothing.
pub async fn reminders(
    app: &App,
    officer: &Officer,
    whose: Whose,
) -> Result<Vec<Reminder>, Broken> {
    let day = app.now().today();
    let filter = whose.alarms(officer, (day, day), None);
    let counts = app.store.alarm_counts(&filter, app.now()).await?;
    let told = TOLD.into_iter().filter_map(|kind| {
        let count = counts.get(&kind)?;
        Some(Reminder {
            href: format!("{}#{}", whose.address(), anchor(kind)),
            text: format!("{} {}", show::number(*count), counted(kind)),
        })
    });
    let opinions = opinions(app, officer, whose).await?;
    Ok(told.chain(opinions).collect())
}

/// What the unit is to answer; for a leader only what was put before the head of the unit.
async fn opinions(app: &App, officer: &Officer, whose: Whose) -> Result<Option<Reminder>, Broken> {
    let rules = app.rules().await?;
    let units = opinions::units_of(&rules, &officer.official().unit, app.now().today());
    let waiting = app.store.opinions_waiting(&units, ROWS_MAX).await?;
    let told = waiting.iter().filter(|line| match whose {
        Whose::Own => true,
        Whose::Agency => line.escalated_at.is_some(),
    });
    let count = told.count() as u64;
    let said = match whose {
        Whose::Own => "ý kiến chờ đơn vị trả lời",
        Whose::Agency => "ý kiến đơn vị chưa trả lời, đã quá hạn",
    };
    Ok((count > 0).then(|| Reminder {
        href: opinions::HOME.to_owned(),
        text: format!("{} {said}", show::number(count)),
    }))
}

/// The dossiers for which a leader may still sign a letter of apology, the first `limit` of them,
/// each leading to its form.
pub async fn letters(
    app: &App,
    rules: &Rulebook,
    officer: &Officer,
    limit: u64,
) -> Result<Group, Broken> {
    let day = app.now().today();
    let asked = Asked {
        whose: Whose::Agency,
        days: (day.saturating_sub(Span::new().days(LETTER_DAYS)), day),
        kind: AlarmKind::ApologyDraft,
        limit,
    };
    let mut group = asked.group(app, rules, officer).await?;
    for row in &mut group.rows {
        row.href = format!("{}/viec/{}", row.href, wording::act::slug(Act::Apologise));
    }
    Ok(group)
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
        groups.push(letters(app, &rules, officer, ROWS_MAX).await?);
    }
    let day = app.now().today();
    for kind in TOLD {
        let asked = Asked {
            whose,
            days: (day, day),
            kind,
            limit: ROWS_MAX,
        };
        groups.push(asked.group(app, &rules, officer).await?);
    }
    groups.retain(|group| !group.rows.is_empty());
    let title = "Hôm nay cần để ý";
    let frame = officials::frame(app, &rules, officer, whose.face(), look, title);
    Ok(draw(&AlarmsPage { frame, groups }))
}

/// Of which alarms a group is made.
struct Asked {
    whose: Whose,
    days: (Date, Date),
    kind: AlarmKind,
    limit: u64,
}

impl Asked {
    /// The first dossiers, and how many there are.
    async fn group(&self, app: &App, rules: &Rulebook, officer: &Officer) -> Result<Group, Broken> {
        let now = app.now();
        let filter = self.whose.alarms(officer, self.days, Some(self.kind));
        let alarms = app.store.alarms(&filter, now, self.limit).await?;
        let is_full = alarms.len() as u64 == self.limit;
        let lines = if alarms.is_empty() {
            Vec::new()
        } else {
            let filter = Filter {
                among: Some(alarms.into_iter().map(|alarm| alarm.dossier).collect()),
                limit: self.limit,
                ..Filter::open_in(self.whose.scope(officer))
            };
            app.store.list(&filter).await?.lines
        };
        let count = if is_full {
            let counts = app.store.alarm_counts(&filter, now).await?;
            counts.get(&self.kind).copied().unwrap_or_default()
        } else {
            lines.len() as u64
        };
        Ok(Group {
            id: anchor(self.kind),
            title: title(self.kind),
            rows: officials::rows(app, rules, officer, &lines).await?,
            count,
        })
    }
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

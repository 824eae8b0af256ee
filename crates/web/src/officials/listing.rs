//! A list of dossiers as its address asks for it: filters, views with figures, pages.

use std::sync::Arc;

use domain::calendar::WorkingCalendar;
use domain::dossier::Now;
use domain::people::OfficialId;
use domain::people::agency::AgencyId;
use domain::procedure::Procedure;
use domain::rulebook::Rulebook;
use jiff::civil::{Date, Time};
use serde::Deserialize;
use store::{Count, Filter, Line, ListOrder, RUNNING, Scope};

use crate::app::App;
use crate::components::View;
use crate::fault::Broken;
use crate::form::Choice;
use crate::officials::view::InboxView;
use crate::officials::{self, Row, followed};
use crate::session::{Officer, percent};
use crate::show;
use crate::wording;

/// Working days within which a dossier counts as nearly due.
///
/// Not law: the design's early warning.
const SOON_DAYS: u32 = 2;

/// Stages in which something is still to be done, in the order of the lifecycle.
const OPEN_STAGES: [&str; 7] = [
    "submitted",
    "awaiting_supplement",
    "received",
    "examining",
    "deciding",
    "numbering",
    "resolved",
];

/// What the address asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Wanted {
    /// A view's part of addresses; lists without views have none.
    #[serde(rename = "goc")]
    pub view: String,
    /// The official who holds it, by account.
    #[serde(rename = "nguoi")]
    pub officer: String,
    /// `toi`: mine; `chua-giao`: nobody's; empty: all.
    #[serde(rename = "cua")]
    pub whose: String,
    /// A stage's stable name.
    #[serde(rename = "buoc")]
    pub stage: String,
    /// A procedure's code.
    #[serde(rename = "thu-tuc")]
    pub procedure: String,
    /// `qua-han`: overdue; `sap-han`: nearly due.
    #[serde(rename = "han")]
    pub due: String,
    /// Where the page before ended.
    #[serde(rename = "sau")]
    pub after: String,
}

impl Wanted {
    /// The address of a list with these wishes.
    fn address(&self, base: &str) -> String {
        let wishes = [
            ("goc", &self.view),
            ("nguoi", &self.officer),
            ("cua", &self.whose),
            ("buoc", &self.stage),
            ("thu-tuc", &self.procedure),
            ("han", &self.due),
            ("sau", &self.after),
        ];
        let query: Vec<String> = wishes
            .iter()
            .filter(|(_, value)| !value.is_empty())
            .map(|(name, value)| format!("{name}={}", percent(value)))
            .collect();
        if query.is_empty() {
            base.to_owned()
        } else {
            format!("{base}?{}", query.join("&"))
        }
    }

    fn filter(&self, rules: &Rulebook, officer: &Officer, scope: Scope, now: Now) -> Filter {
        let mut filter = Filter::open_in(scope);
        if OPEN_STAGES.contains(&self.stage.as_str()) {
            filter.stage = Some(self.stage.clone());
        }
        filter.procedure = Some(self.procedure.clone()).filter(|code| !code.is_empty());
        filter.officer = self.officer.parse().ok().map(OfficialId);
        if !self.view.is_empty() {
            InboxView::from_slug(&self.view).narrow(&mut filter, rules, officer, now);
        }
        match self.whose.as_str() {
            "toi" => filter.officer = Some(officer.official().id),
            "chua-giao" => filter.unheld = true,
            _ => {}
        }
        match self.due.as_str() {
            "qua-han" => {
                filter.running = true;
                filter.due_before = Some(now);
            }
            "sap-han" => {
                filter.running = true;
                filter.due_from = Some(now);
                let unit = &officer.official().unit;
                filter.due_before = soon_until(rules.calendar_for(unit, now.today()), now);
            }
            _ => {}
        }
        filter.after = self.after.parse().ok();
        filter
    }
}

/// The last day that counts as nearly due.
fn soon(calendar: &WorkingCalendar, now: Now) -> Date {
    let mut day = now.today();
    for _ in 0..SOON_DAYS {
        let Ok(next) = day.tomorrow() else { break };
        day = calendar.working_day_from(next).unwrap_or(next);
    }
    day
}

/// The end of the last day that counts as nearly due.
pub fn soon_until(calendar: &WorkingCalendar, now: Now) -> Option<Now> {
    let next = soon(calendar, now).tomorrow().ok()?;
    Some(Now::from_local(next.to_datetime(Time::midnight())))
}

/// Figures about what a unit holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// Everything open.
    pub open: u64,
    /// Filed online, waiting for the desk.
    pub submitted: u64,
    /// Received and still at the desk.
    pub received: u64,
    /// Waiting for the leader.
    pub deciding: u64,
    /// With a result that waits for the applicant.
    pub resolved: u64,
    /// Waiting for the applicant's supplement.
    pub paused: u64,
    /// Nearly due, and not overdue.
    pub soon: u64,
    /// Overdue.
    pub overdue: u64,
}

/// The figures of a unit: kept with each write, never counted here.
pub async fn figures(app: &App, rules: &Rulebook, unit: &AgencyId) -> Result<Figures, Broken> {
    let now = app.now();
    let calendar = rules.calendar_for(unit, now.today());
    Ok(add_up(calendar, now, &app.store.counts(unit).await?))
}

fn add_up(calendar: &WorkingCalendar, now: Now, counts: &[Count]) -> Figures {
    let (today, soon) = (now.today(), soon(calendar, now));
    // Today's promises end with the last session.
    let hours = calendar.sessions_on(today).ok().and_then(|s| s.hours());
    let is_closed = hours.is_none_or(|(_, end)| now.local().time() > end);
    let mut figures = Figures::default();
    for count in counts {
        figures.open += count.count;
        match count.stage.as_str() {
            "submitted" => figures.submitted += count.count,
            "received" => figures.received += count.count,
            "deciding" => figures.deciding += count.count,
            "resolved" => figures.resolved += count.count,
            "awaiting_supplement" => figures.paused += count.count,
            _ => {}
        }
        let Ok(due) = count.due_on.parse::<Date>() else {
            continue;
        };
        if !RUNNING.contains(&count.stage.as_str()) {
            continue;
        }
        if due < today || (due == today && is_closed) {
            figures.overdue += count.count;
        } else if due <= soon {
            figures.soon += count.count;
        }
    }
    figures
}

/// A page of a list, ready to be drawn.
#[derive(Clone, Debug)]
pub struct Listing {
    /// The address of the list without wishes.
    pub base: String,
    /// What was asked for.
    pub wanted: Wanted,
    /// The rows of this page.
    pub rows: Vec<Row>,
    /// Views with their figures; empty for lists without them.
    pub views: Vec<View>,
    /// Stages to choose from; none for lists of one stage.
    pub stages: Vec<Choice>,
    /// Procedures to choose from; none before [`Listing::with_procedures`].
    pub procedures: Vec<Choice>,
    /// The first page, when this is a later one.
    pub first: String,
    /// The next page, when there is one.
    pub next: String,
}

/// Whose list, at which address.
#[derive(Clone, Debug)]
pub struct Place<'a> {
    /// Whose.
    pub scope: Scope,
    /// The address.
    pub base: &'a str,
    /// The only stage it shows; any when empty.
    pub stage: &'a str,
    /// What it is sorted by; views by deadline, and of what others hold, by the promise.
    pub order: ListOrder,
}

/// A page of a list.
pub async fn listing(
    app: &App,
    rules: &Rulebook,
    officer: &Officer,
    place: Place<'_>,
    wanted: Wanted,
) -> Result<Listing, Broken> {
    let now = app.now();
    let mut filter = wanted.filter(rules, officer, place.scope, now);
    let one_stage = !place.stage.is_empty();
    if one_stage {
        filter.stage = Some(place.stage.to_owned());
    }
    if place.order == ListOrder::StartBy && is_of_own_work(&filter) {
        filter.order = ListOrder::StartBy;
    }
    let order = filter.order;
    let page = match &filter.scope {
        // A mark outlives the right to see what it stands on.
        Scope::FollowedBy(_) => followed::seen(app, officer, filter).await?,
        Scope::HeldBy(_) | Scope::ReceivedAt(_) | Scope::SettledBy(_) | Scope::BesideOf(_) => {
            app.store.list(&filter).await?
        }
    };
    let mut rows = officials::rows(app, rules, officer, &page.lines).await?;
    if order == ListOrder::StartBy {
        for (row, line) in rows.iter_mut().zip(&page.lines) {
            row.start = start(now, line);
        }
    }
    let first = Wanted {
        after: String::new(),
        ..wanted.clone()
    };
    let next = page.next.map_or_else(String::new, |cursor| {
        let next = Wanted {
            after: cursor.to_string(),
            ..wanted.clone()
        };
        next.address(place.base)
    });
    Ok(Listing {
        rows,
        views: Vec::new(),
        stages: if one_stage {
            Vec::new()
        } else {
            stages(&wanted.stage)
        },
        procedures: Vec::new(),
        first: if wanted.after.is_empty() {
            String::new()
        } else {
            first.address(place.base)
        },
        next,
        base: place.base.to_owned(),
        wanted,
    })
}

/// Whether a list shows what a unit has to do, whenever it is due.
fn is_of_own_work(filter: &Filter) -> bool {
    let by_deadline = filter.due_from.is_some() || filter.due_before.is_some();
    matches!(filter.scope, Scope::HeldBy(_)) && !by_deadline
}

/// By when work should begin, in words; empty where nothing is to be worked on, where nothing
/// usually takes time, and where the promise is broken: then the light says enough.
fn start(now: Now, line: &Line) -> String {
    let (Some(start), Some(due)) = (line.start_by, line.due_at) else {
        return String::new();
    };
    if start == due || now > due || !RUNNING.contains(&line.stage.as_str()) {
        String::new()
    } else if now >= start {
        "Nên bắt đầu ngay".to_owned()
    } else {
        format!("Nên bắt đầu trước {}", show::moment(start.0))
    }
}

impl Listing {
    /// The same list with these views, each with its figure where one is kept.
    #[must_use]
    pub fn with_views(mut self, views: &[(InboxView, Option<u64>)]) -> Self {
        let open = InboxView::from_slug(&self.wanted.view);
        // An older address, or what one official holds, is none of the views.
        let is_plain = [&self.wanted.whose, &self.wanted.due, &self.wanted.officer]
            .into_iter()
            .all(String::is_empty);
        let view = |(view, count): &(InboxView, Option<u64>)| View {
            text: view.text().to_owned(),
            href: view.address(&self.base),
            here: is_plain && *view == open,
            count: *count,
        };
        self.views = views.iter().map(view).collect();
        self
    }

    /// The same list with views by its deadlines, where what else was asked for stays, and what
    /// the official follows.
    #[must_use]
    pub fn with_deadlines(mut self) -> Self {
        let followed = InboxView::Followed;
        let is_followed = self.wanted.view == followed.slug();
        let views = [
            ("Tất cả", ""),
            ("Đến hạn trong 2 ngày", "sap-han"),
            ("Quá hạn", "qua-han"),
        ];
        let view = |(text, due): (&str, &str)| {
            let wanted = Wanted {
                due: due.to_owned(),
                view: String::new(),
                after: String::new(),
                ..self.wanted.clone()
            };
            View {
                text: text.to_owned(),
                href: wanted.address(&self.base),
                here: !is_followed && self.wanted.due == due,
                count: None,
            }
        };
        let by_deadline = views.into_iter().map(view);
        let followed = View {
            text: followed.text().to_owned(),
            href: followed.address(&self.base),
            here: is_followed,
            count: None,
        };
        self.views = by_deadline.chain([followed]).collect();
        self
    }

    /// The same list with these procedures to choose from, in this order.
    #[must_use]
    pub fn with_procedures(mut self, procedures: &[Arc<Procedure>]) -> Self {
        let all = std::iter::once(Choice::new("", "Mọi thủ tục")).chain(
            procedures
                .iter()
                .map(|procedure| Choice::new(procedure.code.as_str(), &procedure.name)),
        );
        self.procedures = Choice::pick(all.collect(), &self.wanted.procedure);
        self
    }
}

fn stages(chosen: &str) -> Vec<Choice> {
    let all = std::iter::once(Choice::new("", "Mọi bước")).chain(
        OPEN_STAGES
            .iter()
            .map(|stage| Choice::new(*stage, wording::stage::stage(stage))),
    );
    Choice::pick(all.collect(), chosen)
}

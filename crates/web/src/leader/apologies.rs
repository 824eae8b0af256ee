//! The ledger of apologies: what the agency was late with, and whether it said so in time.

use std::collections::BTreeMap;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::people::OfficialId;
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;
use jiff::civil::Date;
use serde::Deserialize;
use store::{AgencyPeriod, Filter, LateDossier, Scope};

use crate::app::App;
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::look::Look;
use crate::officials::day::PickedDay;
use crate::officials::figure::first_hundred;
use crate::officials::{self, Names};
use crate::page::{Face, Frame, draw_as};
use crate::session::Officer;
use crate::{show, wording};

/// Where the ledger stands.
pub const HOME: &str = "/dieu-hanh/xin-loi";

/// Dossiers that the ledger shows at once; a longer period is to be asked for in parts.
const LINES_MAX: u64 = 1000;

/// The columns of the sums, after the first.
const SUMS: [&str; 5] = [
    "Xin lỗi trước hạn",
    "Xin lỗi sau hạn",
    "Trễ, không xin lỗi",
    "Trễ cả hẹn lại",
    "Cộng",
];

/// The address of the ledger.
pub fn router() -> Router<App> {
    Router::new().route(HOME, get(page))
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Wanted {
    #[serde(rename = "tu")]
    from: String,
    #[serde(rename = "den")]
    to: String,
}

#[derive(Template)]
#[template(path = "leader/apologies.html")]
struct ApologiesPage {
    frame: Frame,
    from: String,
    to: String,
    /// None when the period is to be mended.
    ledger: Option<Ledger>,
}

/// One period of one agency.
struct Ledger {
    now: Overdue,
    /// Further supplement requests.
    again: String,
    /// Whether there is more than is shown.
    is_cut: bool,
    sums: Vec<Sums>,
    lines: Vec<LateLine>,
}

/// What is overdue at this moment, among the hundred that are due first.
struct Overdue {
    /// Not apologised for.
    unexcused: String,
    /// Overdue again after the one new day: to be explained to the level above.
    unexplained: String,
}

/// Sums by one thing: a table.
struct Sums {
    caption: &'static str,
    heads: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

/// One dossier.
struct LateLine {
    code: String,
    href: String,
    day: String,
    due: String,
    unit: String,
    officer: String,
    apology: String,
    end: String,
}

async fn page(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(wanted): Query<Wanted>,
) -> Result<Response, Broken> {
    if let Some(closed) = officials::closed(&app, &officer, &look, &[Face::Leader]) {
        return Ok(closed);
    }
    let rules = app.rules().await?;
    let today = app.now().today();
    let from = PickedDay::read(&wanted.from, today.first_of_month());
    let to = PickedDay::read(&wanted.to, today);
    let mut ledger = None;
    let mut errors = FormErrors::new();
    match days(&from, &to) {
        Ok((from, to)) => {
            let agency = officer.official().unit.clone();
            let period = AgencyPeriod { agency, from, to };
            ledger = Some(read(&app, &rules, &period).await?);
        }
        Err(wrong) => errors = wrong,
    }
    let status = if errors.is_empty() {
        StatusCode::OK
    } else {
        StatusCode::UNPROCESSABLE_ENTITY
    };
    let title = "Sổ trễ hẹn và xin lỗi";
    let frame = officials::frame(&app, &rules, &officer, Face::Leader, look, title);
    let page = ApologiesPage {
        frame: frame.errors(errors),
        from: from.typed,
        to: to.typed,
        ledger,
    };
    Ok(draw_as(status, &page))
}

/// First and last day, or what is to be mended.
fn days(from: &PickedDay, to: &PickedDay) -> Result<(Date, Date), FormErrors> {
    let mut errors = FormErrors::new();
    for (field, picked) in [("tu", from), ("den", to)] {
        for error in &picked.errors {
            errors.add(field, error.sentence.clone());
        }
    }
    match (from.day, to.day) {
        (Some(from), Some(to)) if from <= to => Ok((from, to)),
        (Some(_), Some(_)) => {
            errors.add("den", "Ngày cuối phải là ngày đầu hoặc sau đó");
            Err(errors)
        }
        _ => Err(errors),
    }
}

async fn read(app: &App, rules: &Rulebook, period: &AgencyPeriod) -> Result<Ledger, Broken> {
    let late = app.store.late_dossiers(period, LINES_MAX).await?;
    let officers = late.iter().filter_map(|line| line.officer);
    let names = officials::names(app, officers.map(|id| id.0).collect()).await?;
    let again = app.store.asked_again_count(period).await?;
    let by_cause = |line: &LateDossier| {
        line.apology
            .map_or("Không có thư xin lỗi".to_owned(), |sent| {
                let side = wording::lateness::side(sent.cause.side());
                format!("{} ({side})", wording::lateness::cause(sent.cause))
            })
    };
    let sums = vec![
        sums("Theo đơn vị", "Đơn vị", &late, |line| {
            unit(rules, line.unit.as_ref())
        }),
        sums("Theo cán bộ", "Cán bộ", &late, |line| {
            name(&names, line.officer)
        }),
        sums("Theo nguyên nhân", "Nguyên nhân", &late, by_cause),
    ];
    Ok(Ledger {
        now: overdue(app, &period.agency).await?,
        again: show::number(again),
        is_cut: late.len() as u64 == LINES_MAX,
        sums,
        lines: late.iter().map(|line| shown(rules, &names, line)).collect(),
    })
}

async fn overdue(app: &App, agency: &AgencyId) -> Result<Overdue, Broken> {
    let overdue = Filter {
        running: true,
        due_before: Some(app.now()),
        ..Filter::open_in(Scope::SettledBy(agency.clone()))
    };
    let overdue = first_hundred(app, overdue).await?;
    let ids: Vec<_> = overdue.lines.iter().map(|line| line.id).collect();
    let excused = app.store.apologised_for(&ids).await?;
    let more = if overdue.next.is_some() { "hơn " } else { "" };
    let shown = |count: usize| format!("{more}{}", show::number(count as u64));
    Ok(Overdue {
        unexcused: shown(ids.len() - excused.len()),
        unexplained: shown(excused.len()),
    })
}

/// A row for each name, and one for all of them.
fn sums(
    caption: &'static str,
    head: &'static str,
    late: &[LateDossier],
    named: impl Fn(&LateDossier) -> String,
) -> Sums {
    let mut by_name: BTreeMap<String, Vec<&LateDossier>> = BTreeMap::new();
    for line in late {
        by_name.entry(named(line)).or_default().push(line);
    }
    let all: Vec<&LateDossier> = late.iter().collect();
    let rows = by_name
        .iter()
        .map(|(name, lines)| row(name, lines))
        .chain([row("Cộng", &all)]);
    Sums {
        caption,
        heads: std::iter::once(head).chain(SUMS).collect(),
        rows: rows.collect(),
    }
}

fn row(name: &str, lines: &[&LateDossier]) -> Vec<String> {
    let count = |wanted: fn(&LateDossier) -> bool| {
        let such = lines.iter().filter(|line| wanted(line)).count();
        show::number(such as u64)
    };
    vec![
        name.to_owned(),
        count(|line| line.apology.is_some_and(|sent| sent.in_time)),
        count(|line| line.apology.is_some_and(|sent| !sent.in_time)),
        count(|line| line.apology.is_none()),
        count(|line| line.apology.is_some() && line.late),
        count(|_| true),
    ]
}

fn shown(rules: &Rulebook, names: &Names, line: &LateDossier) -> LateLine {
    let apology = line.apology.map_or("không có".to_owned(), |sent| {
        let when = if sent.in_time {
            "trước hạn"
        } else {
            "sau hạn"
        };
        let day = show::date(sent.at.today());
        format!("{day}, {when}: {}", wording::lateness::cause(sent.cause))
    });
    let end = line.settled_at.map_or("chưa xong".to_owned(), |at| {
        let late = if line.late { ", trễ" } else { "" };
        format!("{}{late}", show::date(at.today()))
    });
    LateLine {
        code: line.code.to_string(),
        href: officials::dossier_address(&line.code),
        day: show::date(line.day),
        due: show::date(line.due_at.today()),
        unit: unit(rules, line.unit.as_ref()),
        officer: name(names, line.officer),
        apology,
        end,
    }
}

fn unit(rules: &Rulebook, unit: Option<&AgencyId>) -> String {
    unit.map_or("(chưa thẩm định)".to_owned(), |unit| {
        officials::unit_name(rules, unit)
    })
}

/// Who examined it; nobody did, or an account that is gone has no name.
fn name(names: &Names, officer: Option<OfficialId>) -> String {
    officer
        .and_then(|id| names.get(&id.0).cloned())
        .unwrap_or_else(|| "(không rõ)".to_owned())
}

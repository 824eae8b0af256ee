//! `GET /api/v1/dossiers`: the dossiers an official may see, the most urgent first.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Query, State};
use domain::dossier::status::NationalStatus;
use domain::people::agency::AgencyId;
use domain::people::{Official, Role};
use domain::procedure::ProcedureCode;
use domain::rulebook::Rulebook;
use store::{Cursor, Filter, Line, ListOrder, Scope};

use super::caller::Caller;
use super::model::shown::{DossierLine, Dossiers};
use super::open::desk;
use super::problem::Problem;
use crate::app::App;
use crate::form::FormErrors;

/// Rows a page when nothing is said.
const LIMIT: u64 = 20;
/// Most rows a page.
const LIMIT_MAX: u64 = 100;

/// The dossiers that the official's unit receives, holds or answers for, the most urgent first.
#[utoipa::path(
    get,
    path = "/api/v1/dossiers",
    tag = "dossiers",
    params(
        ("status" = Option<String>, Query, description = "A national status (1 to 10) or a stage (such as `examining`)"),
        ("unit" = Option<String>, Query, description = "A unit by code or id; any but the official's own gives an empty list"),
        ("procedure" = Option<String>, Query, description = "National number of a procedure"),
        ("cursor" = Option<String>, Query, description = "`next` of the page before"),
        ("limit" = Option<u64>, Query, minimum = 1, maximum = 100, description = "Rows a page; 20 when nothing is said"),
    ),
    responses(
        (status = 200, body = Dossiers),
        (status = "4XX", response = super::document::Refused),
        (status = "5XX", response = super::document::Broke),
    ),
)]
pub(super) async fn get(
    State(app): State<App>,
    caller: Caller,
    query: Result<Query<BTreeMap<String, String>>, QueryRejection>,
) -> Result<Json<Dossiers>, Problem> {
    let Query(query) = query.map_err(|_| Problem::of("bad-input"))?;
    let asked = Asked::read(&query)?;
    let rules = app.rules().await?;
    let official = caller.0.official();
    let other = |text: &String| desk(&rules, text, app.now().today()) != official.unit;
    if asked.unit.as_ref().is_some_and(other) || !works(official) {
        return Ok(Json(Dossiers {
            dossiers: Vec::new(),
            next: None,
        }));
    }
    let mut lines = Vec::new();
    let mut more = false;
    for scope in scopes(&rules, &official.unit) {
        let page = app.store.list(&asked.filter(scope)).await?;
        more |= page.next.is_some();
        lines.extend(page.lines);
    }
    Ok(Json(page(lines, more, asked.limit)))
}

/// Administrators see no dossier by that role.
fn works(official: &Official) -> bool {
    official
        .roles
        .iter()
        .any(|role| *role != Role::Administrator)
}

/// Where a unit's dossiers are: only desks receive, and whatever a desk holds it received.
fn scopes(rules: &Rulebook, unit: &AgencyId) -> [Scope; 2] {
    let is_desk = rules
        .organisation
        .find(unit)
        .is_some_and(|agency| agency.kind.is_desk());
    let first = if is_desk {
        Scope::ReceivedAt
    } else {
        Scope::HeldBy
    };
    [first(unit.clone()), Scope::SettledBy(unit.clone())]
}

/// One page out of the first pages of several lists in the same order.
fn page(mut lines: Vec<Line>, more: bool, limit: u64) -> Dossiers {
    let due = |line: &Line| line.due_at.map_or(i64::MAX, |due| due.0.as_microsecond());
    lines.sort_by_key(|line| (due(line), line.id));
    lines.dedup_by_key(|line| line.id);
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    let more = more || lines.len() > limit;
    lines.truncate(limit);
    let last = lines.last().filter(|_| more);
    let next = last.map(|line| format!("{}.{}", due(line), line.id.simple()));
    Dossiers {
        dossiers: lines.into_iter().map(DossierLine::from).collect(),
        next,
    }
}

/// The query, read.
struct Asked {
    unit: Option<String>,
    status: Option<u8>,
    stage: Option<String>,
    procedure: Option<String>,
    after: Option<Cursor>,
    limit: u64,
}

impl Asked {
    fn read(query: &BTreeMap<String, String>) -> Result<Self, Problem> {
        let mut errors = FormErrors::new();
        let mut asked = Self {
            unit: None,
            status: None,
            stage: None,
            procedure: None,
            after: None,
            limit: LIMIT,
        };
        for (name, text) in query.iter().filter(|(_, text)| !text.is_empty()) {
            if let Err(sentence) = asked.take(name, text) {
                errors.add(name.clone(), sentence);
            }
        }
        errors.or(asked).map_err(Problem::from)
    }

    fn take(&mut self, name: &str, text: &str) -> Result<(), &'static str> {
        match name {
            "unit" => self.unit = Some(text.to_owned()),
            "status" => self.take_status(text)?,
            "procedure" => {
                let code: Result<ProcedureCode, _> = text.parse();
                let code = code.map_err(|_| "Ghi mã thủ tục như 1.001193")?;
                self.procedure = Some(code.to_string());
            }
            "cursor" => {
                // Its pages stand in the order of the promise, whatever a list of officials does.
                let by_promise = |place: &Cursor| place.order() == ListOrder::DueAt;
                let place = text.parse::<Cursor>().ok().filter(by_promise);
                self.after = Some(place.ok_or("Lấy giá trị \"next\" của trang trước")?);
            }
            "limit" => {
                let limit = text
                    .parse()
                    .ok()
                    .filter(|limit| (1..=LIMIT_MAX).contains(limit));
                self.limit = limit.ok_or("Ghi số từ 1 đến 100")?;
            }
            _ => return Err("Không có tham số này. Dùng status, unit, procedure, cursor, limit"),
        }
        Ok(())
    }

    fn take_status(&mut self, text: &str) -> Result<(), &'static str> {
        let known = |code: &u8| {
            NationalStatus::ALL
                .iter()
                .any(|status| status.code() == *code)
        };
        if let Some(code) = text.parse().ok().filter(known) {
            self.status = Some(code);
        } else if crate::wording::stage::stage(text).is_empty() {
            return Err("Ghi trạng thái quốc gia từ 1 đến 10, hoặc tên bước như examining");
        } else {
            self.stage = Some(text.to_owned());
        }
        Ok(())
    }

    fn filter(&self, scope: Scope) -> Filter {
        Filter {
            open: None,
            stage: self.stage.clone(),
            status: self.status,
            procedure: self.procedure.clone(),
            after: self.after,
            limit: self.limit,
            ..Filter::open_in(scope)
        }
    }
}

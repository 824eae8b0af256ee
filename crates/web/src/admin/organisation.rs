//! `/quan-tri/to-chuc`: the tree of any day, and each unit with its period, successors and staff.

use askama::Template;
use axum::extract::{Path, Query};
use axum::response::Response;
use domain::people::agency::{Agency, AgencyId};
use domain::procedure::Procedure;
use jiff::civil::Date;

use super::{Admin, Typed, has_code, kind_name, missing, period, typed, unit_address};
use crate::components::{Fact, View};
use crate::fault::Broken;
use crate::form::{FormErrors, ReadDate, TypedDate};
use crate::page::{Frame, draw, draw_as};
use crate::show;
use crate::wording::people;

#[derive(Template)]
#[template(path = "admin/organisation.html")]
struct Tree {
    frame: Frame,
    typed: TypedDate,
    filter: String,
    views: Vec<View>,
    day: String,
    found: String,
    branches: Vec<Branch>,
}

/// A unit below the top, with everything below it.
struct Branch {
    unit: Line,
    /// Whether everything is below it.
    is_top: bool,
    below: Vec<Line>,
}

struct Line {
    name: String,
    code: String,
    href: String,
    kind: &'static str,
    /// What an administrator should see; may be empty.
    remark: &'static str,
}

const VIEWS: [(&str, &str); 3] = [
    ("", "Tất cả"),
    ("thieu-ma", "Nơi tiếp nhận thiếu mã"),
    ("ma-minh-hoa", "Mã minh họa"),
];

pub(super) async fn tree(admin: Admin, Query(query): Query<Typed>) -> Response {
    let filter = typed(&query, "loc").to_owned();
    let (day, fields, errors) = day_of(&admin, &query);
    let organisation = &admin.rules.organisation;
    let all: Vec<&Agency> = organisation
        .all()
        .filter(|unit| unit.is_valid_on(day))
        .collect();
    let kept = |name: &str| all.iter().filter(|unit| keeps(&admin, name, unit)).count();
    let views = VIEWS.map(|(name, text)| View {
        text: text.to_owned(),
        href: format!("/quan-tri/to-chuc?loc={name}&ngay={}", show::date(day)),
        here: name == filter,
        count: Some(kept(name) as u64),
    });
    let branches = branches(&admin, day, &filter);
    let failed = !errors.is_empty();
    let page = Tree {
        frame: admin.frame("Tổ chức").errors(errors),
        typed: fields,
        found: show::number(kept(&filter) as u64),
        filter,
        views: views.into(),
        day: show::date(day),
        branches,
    };
    if failed {
        draw_as(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &page)
    } else {
        draw(&page)
    }
}

/// The day asked for: one field, or three as the form sends them; today when nothing is said.
fn day_of(admin: &Admin, query: &Typed) -> (Date, TypedDate, FormErrors) {
    let whole = typed(query, "ngay");
    let fields = if whole.is_empty() {
        let field = |name| typed(query, name);
        TypedDate::new(field("ngay_day"), field("ngay_month"), field("ngay_year"))
    } else {
        TypedDate::new(whole, "", "")
    };
    let mut errors = FormErrors::new();
    match fields.read() {
        Ok(ReadDate::Day(day)) => (day, TypedDate::of(day), errors),
        Ok(ReadDate::Empty) => (admin.today, TypedDate::of(admin.today), errors),
        Ok(ReadDate::Year(_)) => {
            errors.add("ngay", "Nhập đủ ngày, tháng và năm, ví dụ 30/06/2025");
            (admin.today, fields, errors)
        }
        Err(sentence) => {
            errors.add("ngay", sentence);
            (admin.today, fields, errors)
        }
    }
}

fn keeps(admin: &Admin, filter: &str, unit: &Agency) -> bool {
    match filter {
        "thieu-ma" => unit.kind.is_desk() && !has_code(&admin.rules, unit),
        "ma-minh-hoa" => unit.kind.is_desk() && unit.agency_code_invented,
        _ => true,
    }
}

fn branches(admin: &Admin, day: Date, filter: &str) -> Vec<Branch> {
    let organisation = &admin.rules.organisation;
    let mut branches = Vec::new();
    for root in organisation.roots_on(day) {
        let mut heads: Vec<&Agency> = organisation.children_on(&root.id, day).collect();
        heads
            .sort_by_cached_key(|unit| (unit.level, domain::vietnamese::collation_key(&unit.name)));
        for head in std::iter::once(root).chain(heads) {
            let below = if head.id == root.id {
                Vec::new()
            } else {
                organisation.descendants_on(&head.id, day)
            };
            let below: Vec<Line> = below
                .into_iter()
                .filter(|unit| keeps(admin, filter, unit))
                .map(|unit| line(admin, unit))
                .collect();
            if keeps(admin, filter, head) || !below.is_empty() {
                branches.push(Branch {
                    unit: line(admin, head),
                    is_top: head.id == root.id,
                    below,
                });
            }
        }
    }
    branches
}

fn line(admin: &Admin, unit: &Agency) -> Line {
    let remark = if unit.kind.is_desk() && !has_code(&admin.rules, unit) {
        "Thiếu mã định danh"
    } else if unit.kind.is_desk() && unit.agency_code_invented {
        "Mã minh họa"
    } else {
        ""
    };
    Line {
        name: unit.name.clone(),
        code: unit.code.clone(),
        href: unit_address(&unit.id),
        kind: kind_name(unit.kind),
        remark,
    }
}

#[derive(Template)]
#[template(path = "admin/organisation_unit.html")]
struct Unit {
    frame: Frame,
    facts: Vec<Fact>,
    periods: Vec<View>,
    carried_on_by: Vec<Line>,
    carries_on: Vec<Line>,
    below: Vec<Line>,
    staff: Vec<[String; 3]>,
    receives: Vec<[String; 2]>,
}

pub(super) async fn unit(admin: Admin, Path(id): Path<String>) -> Result<Response, Broken> {
    let id = AgencyId::from_stored(id);
    let organisation = &admin.rules.organisation;
    let Some(unit) = organisation.find(&id) else {
        let fact = "Không có đơn vị này. Có thể nó mang mã khác ở ngày khác.";
        return Ok(missing(&admin, fact, "/quan-tri/to-chuc"));
    };
    let staff = admin.app.store.accounts_in(&id).await?;
    let staff = staff.iter().map(|account| {
        let roles = account
            .official
            .roles
            .iter()
            .map(|role| people::role(*role));
        let state = if account.active { "" } else { " (đã khóa)" };
        let roles = format!("{}{state}", roles.collect::<Vec<_>>().join(", "));
        [account.name.clone(), account.login.clone(), roles]
    });
    let ended = !unit.is_valid_on(admin.today);
    let next = if ended {
        organisation.successors(&id, admin.today)
    } else {
        Vec::new()
    };
    let old = organisation
        .successions()
        .iter()
        .filter(|succession| succession.new == id);
    let old = old.filter_map(|succession| organisation.find(&succession.old));
    let day = if ended { unit.valid_from } else { admin.today };
    let page = Unit {
        frame: admin
            .frame(unit.name.clone())
            .below("Tổ chức", "/quan-tri/to-chuc"),
        facts: facts(&admin, unit, ended),
        periods: periods(&admin, unit),
        carried_on_by: next.into_iter().map(|unit| line(&admin, unit)).collect(),
        carries_on: old.map(|unit| line(&admin, unit)).collect(),
        below: organisation
            .children_on(&id, day)
            .map(|unit| line(&admin, unit))
            .collect(),
        staff: staff.collect(),
        receives: receives(&admin, unit),
    };
    Ok(draw(&page))
}

fn facts(admin: &Admin, unit: &Agency, ended: bool) -> Vec<Fact> {
    let or = |text: &str| {
        if text.is_empty() {
            "Không ghi".to_owned()
        } else {
            text.to_owned()
        }
    };
    let above = unit
        .parent
        .as_ref()
        .map_or_else(|| "Không có".to_owned(), |above| admin.unit_name(above));
    let code = match &unit.agency_code {
        Some(code) if unit.agency_code_invented => format!("{code} (minh họa)"),
        Some(code) => code.to_string(),
        None if unit.kind.is_desk() && has_code(&admin.rules, unit) => {
            "Dùng mã của cơ quan cấp trên trực tiếp".to_owned()
        }
        None => "Chưa có".to_owned(),
    };
    let mut period = period(unit.valid_from, unit.valid_to);
    if ended {
        period.push_str(" (không còn hiệu lực hôm nay)");
    }
    vec![
        Fact::new("Mã đơn vị", unit.code.clone()),
        Fact::new("Loại", kind_name(unit.kind)),
        Fact::new("Cấp", people::level(unit.level)),
        Fact::new("Thời kỳ", period),
        Fact::new("Trực thuộc", above),
        Fact::new("Mã định danh", code),
        Fact::new("Nguồn dữ liệu", or(&unit.source)),
        Fact::new("Ghi chú", or(&unit.note)),
    ]
}

/// The other periods of the same code; none when there is only this one.
fn periods(admin: &Admin, unit: &Agency) -> Vec<View> {
    let all: Vec<&Agency> = admin.rules.organisation.periods_of(&unit.code).collect();
    if all.len() < 2 {
        return Vec::new();
    }
    all.into_iter()
        .map(|period| View {
            text: format!(
                "{}: {}",
                super::period(period.valid_from, period.valid_to),
                period.name
            ),
            href: unit_address(&period.id),
            here: period.id == unit.id,
            count: None,
        })
        .collect()
}

/// What a desk receives today.
fn receives(admin: &Admin, desk: &Agency) -> Vec<[String; 2]> {
    if !desk.kind.is_desk() || !desk.is_valid_on(admin.today) {
        return Vec::new();
    }
    let received = |procedure: &&std::sync::Arc<Procedure>| {
        admin
            .rules
            .competent_for(&procedure.code, &desk.id, admin.today)
            .is_ok()
    };
    let all = admin.rules.in_force_on(admin.today).filter(received);
    all.map(|procedure| [procedure.name.clone(), procedure.code.to_string()])
        .collect()
}

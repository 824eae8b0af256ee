//! `/xu-ly/ban-giao`: whoever will be away hands their dossiers to a colleague in one go; a leader
//! does it for whoever is away already. Each dossier is given by a command of its own.

use std::collections::HashMap;

use askama::Template;
use axum::Router;
use axum::extract::{Query, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use domain::people::Role;
use domain::rulebook::Rulebook;
use store::{Account, Filter, Page};

use crate::acts::said;
use crate::app::App;
use crate::casework::bulk;
use crate::components::Fact;
use crate::fault::Broken;
use crate::form::{Choice, FormErrors, TypedDate};
use crate::incoming::Incoming;
use crate::look::Look;
use crate::officials::figure::first_hundred;
use crate::officials::giving::{CHOSEN_MAX, Chosen, Giving};
use crate::officials::leave::{Days, Leave, held_by};
use crate::officials::{self, Row};
use crate::page::{Face, Frame, draw_as};
use crate::session::{Officer, percent};
use crate::show;

/// Where the page stands.
const HOME: &str = "/xu-ly/ban-giao";

/// The name of the page and of the links to it.
const TITLE: &str = "Bàn giao hồ sơ khi nghỉ";

/// What the first form asks, which the second one carries along.
const ASKED: [&str; 7] = [
    "cua",
    "tu_day",
    "tu_month",
    "tu_year",
    "den_day",
    "den_month",
    "den_year",
];

/// The address of the page.
pub fn router() -> Router<App> {
    Router::new().route(HOME, get(show).post(take))
}

/// Whether this official has dossiers of their own, or leads those who have.
pub fn is_for(officer: &Officer) -> bool {
    let official = officer.official();
    official.is(Role::CaseOfficer) || official.is(Role::Leader)
}

/// A field that the second form carries along.
#[derive(Debug)]
struct Carried {
    name: &'static str,
    value: String,
}

/// A dossier that can be handed on.
#[derive(Debug)]
struct HandedRow {
    row: Row,
    /// Whether it is due within the absence.
    is_due: bool,
    ticked: bool,
}

#[derive(Template)]
#[template(path = "casework/leave.html")]
struct LeavePage {
    frame: Frame,
    /// The list to come back to.
    back: &'static str,
    /// Whom a leader chooses from; none for whoever hands on their own.
    officers: Vec<Choice>,
    from: TypedDate,
    to: TypedDate,
    facts: Vec<Fact>,
    colleagues: Vec<Choice>,
    reason: String,
    key: String,
    carried: Vec<Carried>,
    rows: Vec<HandedRow>,
    /// Whether the days of the absence are known.
    has_days: bool,
    /// The next portion, when there is one.
    next: String,
    /// Why there is nothing to hand on; empty when there is.
    nothing: &'static str,
}

async fn show(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Response, Broken> {
    if !is_for(&officer) {
        return Ok(closed(&app, &officer, look));
    }
    let rules = app.rules().await?;
    let sheet = Sheet {
        app: &app,
        officer: &officer,
        rules: &rules,
    };
    let form = Incoming::of(query);
    let leave = Leave::read(&app, &rules, &officer, &form).await?;
    let mut errors = FormErrors::new();
    if leave.absent.is_none() && !form.text("cua").is_empty() {
        errors.add("cua", "Chọn cán bộ thụ lý thuộc cơ quan của ông/bà");
    }
    sheet.draw(look, &leave, &form, errors).await
}

async fn take(
    State(app): State<App>,
    officer: Officer,
    look: Look,
    form: Incoming,
) -> Result<Response, Broken> {
    if !is_for(&officer) {
        return Ok(closed(&app, &officer, look));
    }
    let rules = app.rules().await?;
    let sheet = Sheet {
        app: &app,
        officer: &officer,
        rules: &rules,
    };
    let leave = Leave::read(&app, &rules, &officer, &form).await?;
    let order = match read(&leave, &form) {
        Ok(order) => order,
        Err(errors) => return sheet.draw(look, &leave, &form, errors).await,
    };
    let giving = Giving {
        app: &app,
        officer: &officer,
        absent: Some(order.absent),
        key: form.key(),
        to: order.to.official.id,
        name: order.to.name.clone(),
        reason: order.reason,
    };
    let given = giving.give_all(&order.chosen).await;
    let frame = sheet.frame(look, "Kết quả bàn giao hồ sơ");
    // What was handed on is gone from there: the next portion stands first.
    Ok(bulk::answer(frame, address(&form, ""), given))
}

fn closed(app: &App, officer: &Officer, look: Look) -> Response {
    officials::told_to(
        app,
        officer,
        look,
        StatusCode::FORBIDDEN,
        "Phần này dành cho vai trò khác",
        "Chỉ cán bộ thụ lý giữ hồ sơ riêng mới phải bàn giao. Lãnh đạo làm thay được khi cán bộ đã \
         nghỉ.",
    )
}

/// What is to be done: which dossiers of whom, to whom, and why.
struct Order<'a> {
    absent: &'a Account,
    to: &'a Account,
    reason: String,
    chosen: Vec<Chosen>,
}

/// Reads the second form.
fn read<'a>(leave: &'a Leave, form: &Incoming) -> Result<Order<'a>, FormErrors> {
    let mut errors = FormErrors::new();
    let Some(absent) = &leave.absent else {
        errors.add("cua", "Chọn cán bộ thụ lý thuộc cơ quan của ông/bà");
        return Err(errors);
    };
    let to = leave.colleague(form);
    if to.is_none() {
        errors.add(
            "nguoi",
            "Chọn đồng nghiệp cùng đơn vị có vai trò cán bộ thụ lý",
        );
    }
    let ask = "Nhập lý do để người nhận và lãnh đạo biết vì sao";
    let reason = said(form, "ly-do", &mut errors, ask).value;
    let chosen = Chosen::in_form(form).unwrap_or_else(|why| {
        errors.add("ho-so", why.trim_end_matches('.'));
        Vec::new()
    });
    match to {
        Some(to) => errors.or(Order {
            absent,
            to,
            reason,
            chosen,
        }),
        None => Err(errors),
    }
}

/// The address of the page as it was asked for; `after` is where the portion before ended.
fn address(form: &Incoming, after: &str) -> String {
    let asked = ASKED.iter().map(|name| (*name, form.text(name)));
    let query: Vec<String> = asked
        .chain([("sau", after)])
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| format!("{name}={}", percent(value)))
        .collect();
    if query.is_empty() {
        HOME.to_owned()
    } else {
        format!("{HOME}?{}", query.join("&"))
    }
}

/// How many a list holds, as far as it was counted.
fn count(page: &Page) -> String {
    let more = if page.next.is_some() { "hơn " } else { "" };
    format!("{more}{}", show::number(page.lines.len() as u64))
}

/// What the page needs, read once.
struct Sheet<'a> {
    app: &'a App,
    officer: &'a Officer,
    rules: &'a Rulebook,
}

impl Sheet<'_> {
    fn frame(&self, look: Look, title: &str) -> Frame {
        let face = officials::home_face(self.officer);
        officials::frame(self.app, self.rules, self.officer, face, look, title)
    }

    async fn draw(
        &self,
        look: Look,
        leave: &Leave,
        form: &Incoming,
        mut errors: FormErrors,
    ) -> Result<Response, Broken> {
        let days = Days::of(form, self.app.now().today(), &mut errors);
        let mut page = LeavePage {
            back: self.back(),
            officers: leave.officers.clone(),
            from: days.from.clone(),
            to: days.to.clone(),
            facts: Vec::new(),
            colleagues: leave.colleague_choices(form),
            reason: form.text("ly-do").to_owned(),
            key: form.key(),
            carried: carried(form),
            rows: Vec::new(),
            has_days: days.read.is_some(),
            next: String::new(),
            nothing: "",
            frame: self.frame(look, TITLE),
        };
        match &leave.absent {
            Some(absent) => self.fill(&mut page, absent, (&days, form)).await?,
            // The empty choice is always there.
            None if leave.officers.len() < 2 => page.nothing = "Cơ quan chưa có cán bộ thụ lý nào.",
            None => {}
        }
        if !page.rows.is_empty() && leave.colleagues.is_empty() {
            page.rows.clear();
            page.nothing = "Đơn vị không có cán bộ thụ lý nào khác để nhận. Nhờ quản trị thêm vai \
                            trò cán bộ thụ lý.";
        }
        let status = if errors.is_empty() {
            StatusCode::OK
        } else {
            StatusCode::UNPROCESSABLE_ENTITY
        };
        page.frame.errors = errors;
        Ok(draw_as(status, &page))
    }

    /// The list that whoever comes here came from.
    fn back(&self) -> &'static str {
        if self.officer.faces().contains(&Face::Casework) {
            Face::Casework.home()
        } else {
            crate::leader::dossiers::HOME
        }
    }

    /// What the one who is away has: how much, how much of it is due meanwhile, and this portion.
    async fn fill(
        &self,
        page: &mut LeavePage,
        absent: &Account,
        (days, form): (&Days, &Incoming),
    ) -> Result<(), Broken> {
        let held = held_by(self.officer, absent, "examining");
        let waiting = held_by(self.officer, absent, "awaiting_supplement");
        let counted = first_hundred(self.app, held.clone()).await?;
        let waiting = first_hundred(self.app, waiting).await?;
        page.facts = facts(absent, days, (&counted, &waiting));
        let portion = Filter {
            after: form.text("sau").parse().ok(),
            limit: CHOSEN_MAX as u64,
            ..held
        };
        let portion = self.app.store.list(&portion).await?;
        page.next = portion
            .next
            .map_or_else(String::new, |cursor| address(form, &cursor.to_string()));
        let rows = officials::rows(self.app, self.rules, self.officer, &portion.lines).await?;
        let chosen = form.texts("ho-so");
        // Everything is handed on until somebody says otherwise.
        let is_first = !form.has("key");
        page.rows = rows
            .into_iter()
            .zip(&portion.lines)
            .map(|(row, line)| HandedRow {
                is_due: days.holds(line),
                ticked: is_first || chosen.contains(&format!("{}~{}", row.code, row.seen)),
                row,
            })
            .collect();
        if page.rows.is_empty() {
            page.nothing = "Không có hồ sơ đang thẩm định nào cần bàn giao.";
        }
        Ok(())
    }
}

/// What is known before anything is handed on.
fn facts(absent: &Account, days: &Days, (held, waiting): (&Page, &Page)) -> Vec<Fact> {
    let mut facts = vec![
        Fact::new("Cán bộ nghỉ", &absent.name),
        Fact::new("Hồ sơ đang thẩm định", count(held)),
    ];
    if let Some((first, last)) = days.read {
        let due = held.lines.iter().filter(|line| days.holds(line)).count();
        let (first, last) = (show::date(first), show::date(last));
        let due = show::number(due as u64);
        facts.push(Fact::new(
            "Đến hạn trong lúc nghỉ",
            format!("{due}, từ {first} đến {last}"),
        ));
    }
    if !waiting.lines.is_empty() {
        facts.push(Fact::new(
            "Đang chờ người nộp bổ sung",
            format!(
                "{}: chưa bàn giao được, khi có bổ sung thì lãnh đạo giao lại",
                count(waiting)
            ),
        ));
    }
    facts
}

/// The fields of the first form, and the portion, as the second form carries them along.
fn carried(form: &Incoming) -> Vec<Carried> {
    let field = |name: &'static str| Carried {
        name,
        value: form.text(name).to_owned(),
    };
    let asked = ASKED.into_iter().chain(["sau"]).map(field);
    asked.filter(|one| !one.value.is_empty()).collect()
}

//! `/quan-tri/lich`: the layers of the calendar, looked over, and changed after a preview.

mod entry;

use askama::Template;
use axum::Form;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Redirect, Response};
use domain::calendar::layers::{
    CalendarLayer, LayerChange, LayerContent, LayerOwner, OwnSessions, resolve,
};
use domain::calendar::lint::look_over;
use domain::calendar::{DayReason, YearMissing};
use domain::people::agency::AgencyId;
use domain::vietnamese::show::weekday_name;
use jiff::civil::Date;
use store::{CalendarRefusal, CalendarWrite};

use self::entry::{Entry, TypedEntry};
use super::{Admin, Typed, campaign, missing, typed};
use crate::components::View;
use crate::fault::Broken;
use crate::form::{Choice, FormErrors};
use crate::page::{Frame, Note, draw_as};
use crate::session::percent;
use crate::show;
use crate::wording::calendar as wording;

const HERE: &str = "/quan-tri/lich";

#[derive(Template)]
#[template(path = "admin/layers.html")]
struct Layers {
    frame: Frame,
    owner: String,
    /// The owner as addresses name it.
    layer: String,
    layers: Vec<View>,
    year: i16,
    years: Vec<View>,
    rows: Vec<[String; 3]>,
    findings: Vec<[String; 3]>,
    versions: Vec<[String; 3]>,
    campaigns: Vec<View>,
    typed: TypedEntry,
    kinds: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "admin/layers_preview.html")]
struct Preview {
    frame: Frame,
    layer: String,
    back: String,
    based_on: String,
    facts: Vec<[String; 2]>,
    findings: Vec<[String; 3]>,
    promises: Vec<[String; 3]>,
    hidden: Vec<(String, String)>,
}

pub(super) async fn show(admin: Admin, Query(query): Query<Typed>) -> Result<Response, Broken> {
    let Some(owner) = owner_of(&admin, typed(&query, "lop")) else {
        return Ok(missing(&admin, "Không có đơn vị mang mã này.", HERE));
    };
    let year = typed(&query, "nam").parse();
    let opened = Opened {
        owner: &owner,
        year: year.unwrap_or_else(|_| admin.today.year()),
        typed: TypedEntry::of(&Typed::new()),
    };
    page(&admin, opened, StatusCode::OK, Said::default()).await
}

/// Shows what would change; with the version that was shown, changes it.
pub(super) async fn change(admin: Admin, Form(form): Form<Typed>) -> Result<Response, Broken> {
    let Some(owner) = owner_of(&admin, typed(&form, "lop")) else {
        return Ok(missing(&admin, "Không có đơn vị mang mã này.", HERE));
    };
    let typed_entry = TypedEntry::of(&form);
    let entry = match typed_entry.read() {
        Ok(entry) => entry,
        Err(errors) => {
            let opened = Opened {
                owner: &owner,
                year: admin.today.year(),
                typed: typed_entry,
            };
            let said = Said { note: None, errors };
            return page(&admin, opened, StatusCode::UNPROCESSABLE_ENTITY, said).await;
        }
    };
    let opened = Opened {
        owner: &owner,
        year: entry.date.year(),
        typed: typed_entry,
    };
    let before = admin.rules.calendar.layer(&owner).content;
    let Some(content) = entry.put_into(&before) else {
        let mut errors = FormErrors::new();
        errors.add("ngay", "Lớp lịch này đã như vậy rồi, không có gì thay đổi");
        let said = Said { note: None, errors };
        return page(&admin, opened, StatusCode::UNPROCESSABLE_ENTITY, said).await;
    };
    let Ok(based_on) = typed(&form, "phien-ban").parse::<u64>() else {
        let shown = preview(&admin, &opened, &entry, &content, None).await?;
        return Ok(draw_as(StatusCode::OK, &shown));
    };
    let write = CalendarWrite {
        based_on,
        owner: owner.clone(),
        change: LayerChange {
            content: content.clone(),
            reason: entry.reason.clone(),
            decision: Some(entry.decision.clone()),
            by: Some(admin.officer.official().id),
            at: Some(admin.app.now().0),
        },
        what: format!("calendar {owner} {}", entry.date),
    };
    match admin.app.store.change_calendar(write).await? {
        Ok(version) => {
            let campaign = admin.app.store.campaign_of(version).await?;
            let usual = || address(&owner, opened.year);
            let to = campaign.map_or_else(usual, |begun| campaign::address(begun.id));
            Ok(Redirect::to(&to).into_response())
        }
        Err(CalendarRefusal::Moved(_)) => {
            let why = "Vừa có thay đổi khác. Xem lại thay đổi này rồi xác nhận.";
            let note = Some(Note::Refused(why.to_owned()));
            let shown = preview(&admin, &opened, &entry, &content, note).await?;
            Ok(draw_as(StatusCode::CONFLICT, &shown))
        }
        Err(CalendarRefusal::CampaignUnderWay) => {
            let note = Some(Note::Refused(wording::CAMPAIGN_UNDER_WAY.to_owned()));
            let shown = preview(&admin, &opened, &entry, &content, note).await?;
            Ok(draw_as(StatusCode::CONFLICT, &shown))
        }
        Err(CalendarRefusal::Layer(why)) => {
            let said = Said {
                note: Some(Note::Refused(format!("{}.", wording::refusal(&why)))),
                errors: FormErrors::new(),
            };
            page(&admin, opened, StatusCode::CONFLICT, said).await
        }
    }
}

/// Which layer and year is open, and what was typed.
struct Opened<'a> {
    owner: &'a LayerOwner,
    year: i16,
    typed: TypedEntry,
}

/// What there is to say above the form.
#[derive(Default)]
struct Said {
    note: Option<Note>,
    errors: FormErrors,
}

/// The owner that an address names, by id or by code.
fn owner_of(admin: &Admin, text: &str) -> Option<LayerOwner> {
    if text.is_empty() || text == LayerOwner::Nation.to_string() {
        return Some(LayerOwner::Nation);
    }
    let organisation = &admin.rules.organisation;
    let unit = organisation
        .find(&AgencyId::from_stored(text))
        .or_else(|| organisation.find_by_code(text, admin.today))?;
    Some(LayerOwner::Unit(unit.id.clone()))
}

fn address(owner: &LayerOwner, year: i16) -> String {
    format!("{HERE}?lop={}&nam={year}", percent(&owner.to_string()))
}

async fn page(
    admin: &Admin,
    opened: Opened<'_>,
    status: StatusCode,
    said: Said,
) -> Result<Response, Broken> {
    let (owner, year) = (opened.owner, opened.year);
    let layer = admin.rules.calendar.layer(owner);
    let versions = admin.app.store.calendar_versions(owner).await?;
    let mut frame = admin
        .frame("Lịch của từng đơn vị")
        .below("Lịch làm việc", "/quan-tri/lich-lam-viec")
        .errors(said.errors);
    frame.notes.extend(said.note);
    let page = Layers {
        frame,
        owner: wording::owner(owner, &admin.rules),
        layer: owner.to_string(),
        layers: layers(admin, owner, year),
        year,
        years: years(admin, owner, year),
        rows: rows(&layer.content, year),
        findings: findings(admin, owner, &layer.content),
        versions: versions.iter().rev().map(version).collect(),
        campaigns: campaign::newest(admin).await?,
        kinds: opened.typed.kinds(),
        typed: opened.typed,
    };
    Ok(draw_as(status, &page))
}

/// What would change: the day before and after, and which promises would move or be kept.
async fn preview(
    admin: &Admin,
    opened: &Opened<'_>,
    entry: &Entry,
    content: &LayerContent,
    note: Option<Note>,
) -> Result<Preview, Broken> {
    let (rules, owner, date) = (&admin.rules, opened.owner, entry.date);
    let now = rules.calendar.layer(owner).content;
    let promises = admin
        .app
        .store
        .preview_calendar(rules, owner, content, admin.app.now())
        .await?;
    let fact = |key: &str, value: String| [key.to_owned(), value];
    let paper = format!(
        "{} ngày {}",
        entry.decision.number,
        show::date(entry.decision.on)
    );
    let mut frame = admin
        .frame("Xem trước thay đổi lịch")
        .below("Lịch của từng đơn vị", address(owner, opened.year));
    frame.notes.extend(note);
    Ok(Preview {
        frame,
        layer: owner.to_string(),
        back: address(owner, opened.year),
        based_on: rules.version.to_string(),
        facts: vec![
            fact("Lớp lịch", wording::owner(owner, rules)),
            fact("Ngày", show::date_with_weekday(date)),
            fact("Bây giờ", day_said(admin, owner, &now, date)),
            fact("Sau khi đổi", day_said(admin, owner, content, date)),
            fact("Lý do", entry.reason.clone()),
            fact("Văn bản", paper),
            fact("Hồ sơ đã tính thử", wording::counted(&promises)),
            fact("Sẽ dời ngày hẹn", show::number(promises.moved)),
            fact("Giữ nguyên", show::number(promises.kept)),
        ],
        promises: promises
            .named
            .iter()
            .map(|one| campaign::cells(&one.code, one.was_due, one.fate))
            .collect(),
        findings: findings(admin, owner, content),
        hidden: opened.typed.fields(),
    })
}

/// What becomes of a day when the layer says this.
fn day_said(admin: &Admin, owner: &LayerOwner, content: &LayerContent, date: Date) -> String {
    let rules = &admin.rules;
    let mut stack = rules
        .calendar
        .above(&rules.organisation, owner, admin.today);
    stack.push(content);
    let calendar = match resolve(&stack) {
        Ok(calendar) => calendar,
        Err(flaw) => return wording::flaw(&flaw),
    };
    let reason = match calendar.why(date) {
        Ok(DayReason::Working) => "Ngày làm việc".to_owned(),
        Ok(DayReason::Weekend) => "Nghỉ hằng tuần".to_owned(),
        Ok(DayReason::Holiday { name } | DayReason::SwappedOff { name }) => format!("Nghỉ: {name}"),
        Ok(DayReason::MakeUp { name }) => format!("Làm việc: {name}"),
        Ok(DayReason::Closed { name }) => format!("Đóng cửa: {name}"),
        Err(YearMissing { year }) => return format!("Chưa có lịch năm {year}"),
    };
    match calendar.sessions_on(date) {
        Ok(hours) if !hours.is_empty() => {
            format!("{reason}, {}", hours.to_string().replace(',', ", "))
        }
        Ok(_) | Err(YearMissing { .. }) => reason,
    }
}

fn layers(admin: &Admin, open: &LayerOwner, year: i16) -> Vec<View> {
    let rules = &admin.rules;
    let mut owners: Vec<&LayerOwner> = rules.calendar.layers().map(|one| &one.owner).collect();
    if !owners.contains(&open) {
        owners.push(open);
    }
    let view = |owner: &LayerOwner| View {
        text: wording::owner(owner, rules),
        href: address(owner, year),
        here: owner == open,
        count: None,
    };
    owners.into_iter().map(view).collect()
}

fn years(admin: &Admin, owner: &LayerOwner, open: i16) -> Vec<View> {
    let this = admin.today.year();
    let nation = admin.rules.calendar.nation();
    let mut years: Vec<i16> = nation.days().map(|day| day.date.year()).collect();
    years.extend([this, this + 1, open]);
    years.sort_unstable();
    years.dedup();
    let view = |year: i16| View {
        text: year.to_string(),
        href: address(owner, year),
        here: year == open,
        count: None,
    };
    years.into_iter().map(view).collect()
}

/// What the layer says of a year, in the order of its days; then its own sessions.
fn rows(content: &LayerContent, year: i16) -> Vec<[String; 3]> {
    let days = content.days.iter().map(|day| {
        let kind = wording::kind(day.kind).to_owned();
        (day.date, kind, day.name.clone())
    });
    let closures = content.closures.iter().map(|closure| {
        let hours = match &closure.hours {
            Some(hours) => hours.to_string().replace(',', ", "),
            None => "cả ngày".to_owned(),
        };
        let paper = &closure.decision;
        let signed = show::date(paper.on);
        let text = format!(
            "{}, {hours}, theo {} ngày {signed}",
            closure.reason, paper.number
        );
        (closure.date, "Đóng cửa".to_owned(), text)
    });
    let mut rows: Vec<(Date, String, String)> = days
        .chain(closures)
        .filter(|(date, ..)| date.year() == year)
        .collect();
    rows.sort_by_key(|(date, ..)| *date);
    rows.into_iter()
        .map(|(date, kind, text)| [show::date_with_weekday(date), kind, text])
        .chain(content.sessions.iter().map(sessions))
        .collect()
}

fn sessions(own: &OwnSessions) -> [String; 3] {
    let from = show::date(own.valid_from());
    let to = own.valid_to().map_or_else(|| "nay".to_owned(), show::date);
    let hours = match own.sessions().to_string() {
        none if none.is_empty() => "nghỉ".to_owned(),
        hours => hours.replace(',', ", "),
    };
    let text = format!("{}: {hours}", weekday_name(own.weekday()));
    [format!("{from} đến {to}"), "Giờ riêng".to_owned(), text]
}

fn findings(admin: &Admin, owner: &LayerOwner, content: &LayerContent) -> Vec<[String; 3]> {
    let rules = &admin.rules;
    let above = rules
        .calendar
        .above(&rules.organisation, owner, admin.today);
    let found = look_over(owner, &above, content, admin.today).unwrap_or_default();
    found
        .iter()
        .map(|one| {
            let mend = wording::mend(one.trouble).to_owned();
            let severity = wording::severity(one.severity);
            let trouble = format!("{severity}: {}", wording::trouble(one.trouble));
            [wording::spot(one.spot), trouble, mend]
        })
        .collect()
}

fn version(layer: &CalendarLayer) -> [String; 3] {
    let paper = layer.decision.as_ref().map_or_else(String::new, |paper| {
        format!("{} ngày {}", paper.number, show::date(paper.on))
    });
    [layer.version.to_string(), layer.reason.clone(), paper]
}

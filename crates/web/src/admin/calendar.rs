//! `/quan-tri/lich-lam-viec`: the days off and worked of a year, and a trial count of a promise.

use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use domain::calendar::deadline::{self, CountReason, CountRule, CountedDay, NoPromise};
use domain::calendar::time_limit::TimeLimit;
use domain::calendar::{CalendarDay, Certainty, DayKind, DayReason, YearMissing};
use jiff::civil::{Date, Time, Weekday};

use super::{Admin, Typed, typed};
use crate::components::View;
use crate::form::{Choice, FormErrors, ReadDate, TypedDate};
use crate::page::{Frame, draw, draw_as};
use crate::show;

#[derive(Template)]
#[template(path = "admin/calendar.html")]
struct Calendar {
    frame: Frame,
    year: i16,
    years: Vec<View>,
    provisional: bool,
    days: Vec<Row>,
    sessions: Vec<[String; 2]>,
    cut_off: String,
    trial: Trial,
    counted: Vec<[String; 3]>,
    due: String,
}

struct Row {
    date: String,
    kind: &'static str,
    colour: &'static str,
    name: String,
    pair: String,
    certainty: &'static str,
}

/// The form of a trial count, as typed.
struct Trial {
    day: TypedDate,
    time: String,
    number: String,
    units: Vec<Choice>,
}

const UNITS: [(&str, &str); 4] = [
    ("working days", "ngày làm việc"),
    ("working hours", "giờ làm việc"),
    ("within day", "trong ngày"),
    ("calendar days", "ngày"),
];

pub(super) async fn show(admin: Admin, Query(query): Query<Typed>) -> Response {
    let calendar = admin.rules.calendar.nation();
    let asked = typed(&query, "nam").parse().ok();
    let year: i16 = asked.unwrap_or_else(|| admin.today.year());
    let days = calendar
        .days()
        .filter(|day| day.date.year() == year)
        .map(row)
        .collect();
    let (trial, result) = trial(&admin, &query);
    let mut errors = FormErrors::new();
    let (mut due, mut counted) = (String::new(), Vec::new());
    match result {
        Ok(None) => {}
        Ok(Some(promise)) => {
            let provisional = if promise.provisional {
                " (dự kiến)"
            } else {
                ""
            };
            let day = show::date_with_weekday(promise.due.date());
            due = format!("{}, {day}{provisional}", show::time(promise.due));
            counted = promise.days.iter().map(counted_row).collect();
        }
        Err(wrong) => errors = wrong,
    }
    let failed = !errors.is_empty();
    let page = Calendar {
        frame: admin.frame("Lịch làm việc").errors(errors),
        year,
        years: years(&admin, year),
        provisional: calendar.is_provisional(year),
        days,
        sessions: sessions(&admin),
        cut_off: show::time(Date::ZERO.to_datetime(calendar.cut_off())),
        trial,
        counted,
        due,
    };
    if failed {
        draw_as(StatusCode::UNPROCESSABLE_ENTITY, &page)
    } else {
        draw(&page)
    }
}

fn years(admin: &Admin, open: i16) -> Vec<View> {
    let mut years: Vec<i16> = admin
        .rules
        .calendar
        .nation()
        .days()
        .map(|day| day.date.year())
        .collect();
    years.extend([admin.today.year(), open]);
    years.sort_unstable();
    years.dedup();
    let view = |year: i16| View {
        text: year.to_string(),
        href: format!("/quan-tri/lich-lam-viec?nam={year}"),
        here: year == open,
        count: None,
    };
    years.into_iter().map(view).collect()
}

fn row(day: &CalendarDay) -> Row {
    let (kind, colour) = match day.kind {
        DayKind::Holiday => ("Nghỉ lễ", "red"),
        DayKind::SwapOff => ("Nghỉ hoán đổi", "purple"),
        DayKind::MakeUp => ("Làm bù", "green"),
        DayKind::Closed => ("Đóng cửa", "red"),
    };
    let certainty = match day.certainty {
        Certainty::High | Certainty::Medium => "",
        Certainty::Low => "Chưa đối chiếu",
        Certainty::Provisional => "Dự kiến",
    };
    Row {
        date: show::date_with_weekday(day.date),
        kind,
        colour,
        name: day.name.clone(),
        pair: day.pair_date.map(show::date).unwrap_or_default(),
        certainty,
    }
}

/// The sessions of each weekday, in a week without holidays.
fn sessions(admin: &Admin) -> Vec<[String; 2]> {
    let week = [
        (Weekday::Monday, "Thứ Hai"),
        (Weekday::Tuesday, "Thứ Ba"),
        (Weekday::Wednesday, "Thứ Tư"),
        (Weekday::Thursday, "Thứ Năm"),
        (Weekday::Friday, "Thứ Sáu"),
        (Weekday::Saturday, "Thứ Bảy"),
        (Weekday::Sunday, "Chủ nhật"),
    ];
    let nation = admin.rules.calendar.nation().clone();
    let plain = domain::calendar::CalendarData::from(nation).sessions;
    week.map(|(weekday, name)| {
        let text = plain.of(weekday).to_string();
        let text = if text.is_empty() {
            "Nghỉ".to_owned()
        } else {
            text.replace(',', ", ")
        };
        [name.to_owned(), text]
    })
    .into()
}

/// The trial form and what came of it; nothing when nothing was asked.
fn trial(admin: &Admin, query: &Typed) -> (Trial, Result<Option<deadline::Promise>, FormErrors>) {
    let unit = typed(query, "don-vi");
    let field = |name: &str| typed(query, name);
    let day = TypedDate::new(field("nhan_day"), field("nhan_month"), field("nhan_year"));
    let units = UNITS.map(|(value, text)| Choice::new(value, text));
    let trial = Trial {
        day,
        time: field("luc").to_owned(),
        number: field("so").to_owned(),
        units: Choice::pick(units.into(), unit),
    };
    if unit.is_empty() {
        let now = admin.app.now().local();
        let fresh = Trial {
            day: TypedDate::of(now.date()),
            time: show::time(now),
            ..trial
        };
        return (fresh, Ok(None));
    }
    let result = count(admin, &trial, unit);
    (trial, result.map(Some))
}

fn count(admin: &Admin, trial: &Trial, unit: &str) -> Result<deadline::Promise, FormErrors> {
    let mut errors = FormErrors::new();
    let day = match trial.day.read() {
        Ok(ReadDate::Day(day)) => Some(day),
        Ok(ReadDate::Empty | ReadDate::Year(_)) => {
            errors.add("nhan", "Nhập đủ ngày, tháng và năm nhận hồ sơ");
            None
        }
        Err(sentence) => {
            errors.add("nhan", sentence);
            None
        }
    };
    let time = Time::strptime("%H:%M", &trial.time).ok();
    if time.is_none() {
        errors.add("luc", "Nhập giờ và phút, ví dụ 09:30");
    }
    let text = if unit == "within day" {
        unit.to_owned()
    } else {
        format!("{} {unit}", trial.number)
    };
    let limit = text.parse::<TimeLimit>().ok();
    if limit.is_none() {
        errors.add("so", "Nhập số lớn hơn 0, ví dụ 5");
    }
    let (Some(day), Some(time), Some(limit)) = (day, time, limit) else {
        return Err(errors);
    };
    let received = day.to_datetime(time);
    let calendar = admin.rules.calendar.nation();
    let moment = admin.rules.promised_moment(&limit, day);
    deadline::promise(calendar, received, &limit, moment).map_err(|why| {
        let sentence = match why {
            NoPromise::YearMissing(YearMissing { year }) => {
                format!("Chưa có lịch làm việc năm {year} nên chưa tính được ngày hẹn")
            }
            NoPromise::NoOwnLimit { because } => because,
            NoPromise::EmptyLimit => "Nhập số lớn hơn 0, ví dụ 5".to_owned(),
        };
        errors.add("nhan", sentence);
        errors
    })
}

fn counted_row(day: &CountedDay) -> [String; 3] {
    let why = match &day.why {
        CountReason::Rule(CountRule::ReceptionDay) => "Ngày nhận không tính".to_owned(),
        CountReason::Rule(CountRule::AfterCutOff) => "Nhận sau 15 giờ".to_owned(),
        CountReason::Rule(CountRule::AfterClosing) => "Nhận sau giờ làm việc".to_owned(),
        CountReason::Rule(CountRule::Paused) => "Tạm dừng".to_owned(),
        CountReason::Rule(CountRule::TakenUpAgain) => "Hết tạm dừng".to_owned(),
        CountReason::Rule(CountRule::CountedAnew) => "Tính lại từ đầu sau đó".to_owned(),
        CountReason::Day(DayReason::Working) => "Ngày làm việc".to_owned(),
        CountReason::Day(DayReason::Weekend) => "Nghỉ cuối tuần".to_owned(),
        CountReason::Day(DayReason::Holiday { name } | DayReason::SwappedOff { name }) => {
            format!("Nghỉ: {name}")
        }
        CountReason::Day(DayReason::MakeUp { name }) => format!("Làm bù: {name}"),
        CountReason::Day(DayReason::Closed { name }) => format!("Đóng cửa: {name}"),
    };
    let counted = match day.minutes {
        Some(minutes) => format!("{minutes} phút"),
        None if day.counted => "Tính".to_owned(),
        None => "Không tính".to_owned(),
    };
    [show::date_with_weekday(day.date), counted, why]
}

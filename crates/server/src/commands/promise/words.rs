//! A promise in words, for people.

use std::io::{self, Write};

use domain::calendar::DayReason;
use domain::calendar::clock::Clock;
use domain::calendar::clock::policy::ClockPolicy;
use domain::calendar::deadline::{CountReason, CountRule, NoPromise, Promise};
use domain::calendar::pauses::{Added, PauseEffect, PauseFlaw};
use domain::vietnamese::show::{
    show_date, show_date_time, show_long_date, show_time, weekday_name,
};

/// The promise, and under it a line for every day.
pub(super) fn write_for_people(
    clock: &Clock,
    policy: Option<&ClockPolicy>,
    promise: &Promise,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (received, due) = (clock.received(), promise.due);
    writeln!(
        out,
        "Tiếp nhận: {}, {}",
        show_time(received.time()),
        show_long_date(received.date())
    )?;
    writeln!(out, "Thời hạn:  {}", clock.limit().show())?;
    writeln!(
        out,
        "Hẹn trả:   {}, {}",
        show_time(due.time()),
        show_long_date(due.date())
    )?;
    if let Some(policy) = policy {
        writeln!(out, "Căn cứ:    {}", policy.basis)?;
    }
    for effect in &promise.pauses {
        writeln!(out, "Tạm dừng:  {}", say_effect(effect))?;
    }
    if promise.provisional {
        writeln!(
            out,
            "Dự kiến: lịch nghỉ có ngày chưa được công bố, ngày hẹn có thể đổi."
        )?;
    }
    writeln!(out)?;
    let mut place = 0;
    for day in &promise.days {
        place += u32::from(day.counted);
        let mark = match (day.counted, day.minutes) {
            (false, _) => "—".to_owned(),
            (true, None) => place.to_string(),
            (true, Some(minutes)) => show_minutes(minutes),
        };
        let weekday = weekday_name(day.date.weekday());
        writeln!(
            out,
            "{mark:>6}  {} {weekday}: {}",
            show_date(day.date),
            say_reason(&day.why)
        )?;
    }
    Ok(())
}

/// When a pause was, and by how much it moved the day.
fn say_effect(effect: &PauseEffect) -> String {
    let (from, to) = (show_date_time(effect.from), show_date_time(effect.to));
    if effect.is_too_late() {
        return format!("{from} đến {to}, sau hạn nên không đổi ngày hẹn");
    }
    let added = match effect.added {
        Added::WorkingDays(days) => format!("{days} ngày làm việc"),
        Added::WorkingMinutes(minutes) => format!("{} làm việc", show_minutes(minutes)),
        Added::CalendarDays(days) => format!("{days} ngày"),
    };
    format!("{from} đến {to}, thêm {added}")
}

/// Working time as hours and minutes: `3g30`.
fn show_minutes(minutes: u32) -> String {
    format!("{}g{:02}", minutes / 60, minutes % 60)
}

fn say_reason(why: &CountReason) -> String {
    match why {
        CountReason::Rule(rule) => match rule {
            CountRule::ReceptionDay => "ngày tiếp nhận, không tính".to_owned(),
            CountRule::AfterCutOff => "nhận sau giờ chốt trong ngày, tính sang ngày sau".to_owned(),
            CountRule::AfterClosing => "nhận sau giờ làm việc, tính sang ngày sau".to_owned(),
            CountRule::Paused => "tạm dừng, không tính".to_owned(),
            CountRule::TakenUpAgain => "ngày làm việc đầu tiên khi hết tạm dừng".to_owned(),
            CountRule::CountedAnew => "không tính, vì sau tạm dừng tính lại từ đầu".to_owned(),
        },
        CountReason::Day(reason) => match reason {
            DayReason::Working => "ngày làm việc".to_owned(),
            DayReason::Weekend => "nghỉ hằng tuần".to_owned(),
            DayReason::Holiday { name } => format!("nghỉ lễ, {name}"),
            DayReason::SwappedOff { name } | DayReason::MakeUp { name } => name.clone(),
            DayReason::Closed { name } => format!("đóng cửa, {name}"),
        },
    }
}

/// Why pauses cannot stand together.
pub(super) fn say_pause_flaw(flaw: &PauseFlaw) -> String {
    match flaw {
        PauseFlaw::EndsBeforeItStarts { from, to } => format!(
            "Lần tạm dừng từ {} lại kết thúc trước đó, lúc {}. Xem lại hai mốc này",
            show_date_time(*from),
            show_date_time(*to)
        ),
        PauseFlaw::BeforeReception { from, received } => format!(
            "Lần tạm dừng từ {} bắt đầu trước khi tiếp nhận, lúc {}. Xem lại hai mốc này",
            show_date_time(*from),
            show_date_time(*received)
        ),
        PauseFlaw::Overlapping { from, other } => format!(
            "Lần tạm dừng từ {} chồng lên lần từ {}. Gộp thành một lần",
            show_date_time(*from),
            show_date_time(*other)
        ),
    }
}

/// Why there is no promise.
pub(super) fn say_no(no: &NoPromise) -> String {
    match no {
        NoPromise::YearMissing(missing) => format!(
            "Chưa có lịch làm việc năm {}, nên chưa hẹn được ngày. Nạp lịch năm đó bằng --calendar",
            missing.year
        ),
        NoPromise::NoOwnLimit { because } => {
            format!("Thủ tục không có thời hạn riêng: {because}")
        }
        NoPromise::EmptyLimit => {
            "Thời hạn phải lớn hơn 0. Nếu trả ngay trong ngày, ghi \"within day\"".to_owned()
        }
    }
}

//! A promise in words, for people.

use std::io::{self, Write};

use domain::calendar::DayReason;
use domain::calendar::deadline::{CountReason, CountRule, NoPromise, Promise};
use domain::vietnamese::show::{show_date, show_long_date, show_time, weekday_name};

use super::PromiseArgs;

/// The promise, and under it a line for every day.
pub(super) fn write_for_people(
    args: &PromiseArgs,
    promise: &Promise,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (received, due) = (args.received, promise.due);
    writeln!(
        out,
        "Tiếp nhận: {}, {}",
        show_time(received.time()),
        show_long_date(received.date())
    )?;
    writeln!(out, "Thời hạn:  {}", args.limit.show())?;
    writeln!(
        out,
        "Hẹn trả:   {}, {}",
        show_time(due.time()),
        show_long_date(due.date())
    )?;
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

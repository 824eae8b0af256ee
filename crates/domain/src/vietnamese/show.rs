//! Numbers and dates as people read them (hiển thị).

use jiff::civil::{Date, DateTime, Time, Weekday};

/// A whole number with a point between thousands: `1.359`.
pub fn show_number(number: u64) -> String {
    let digits = number.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push('.');
        }
        shown.push(digit);
    }
    shown
}

/// A short date: `28/02/2024`.
pub fn show_date(date: Date) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// A clock time to the minute: `14:05`.
pub fn show_time(time: Time) -> String {
    format!("{:02}:{:02}", time.hour(), time.minute())
}

/// A moment: `14:05, 28/02/2024`.
pub fn show_date_time(at: DateTime) -> String {
    format!("{}, {}", show_time(at.time()), show_date(at.date()))
}

/// A date with its weekday: `thứ Tư, ngày 28 tháng 02 năm 2024`.
pub fn show_long_date(date: Date) -> String {
    format!("{}, {}", weekday_name(date.weekday()), document_date(date))
}

/// A date as documents write it: `ngày 05 tháng 01 năm 2020`, `ngày 29 tháng 6 năm 2019`.
///
/// Law: Nghị định 30/2020/NĐ-CP, Phụ lục I (a zero before days below 10 and the months 1 and 2).
pub fn document_date(date: Date) -> String {
    let month = match date.month() {
        month @ (1 | 2) => format!("0{month}"),
        month => month.to_string(),
    };
    format!("ngày {:02} tháng {month} năm {}", date.day(), date.year())
}

/// The name of a weekday: `thứ Tư`, `Chủ nhật`.
pub fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Monday => "thứ Hai",
        Weekday::Tuesday => "thứ Ba",
        Weekday::Wednesday => "thứ Tư",
        Weekday::Thursday => "thứ Năm",
        Weekday::Friday => "thứ Sáu",
        Weekday::Saturday => "thứ Bảy",
        Weekday::Sunday => "Chủ nhật",
    }
}

//! Dates, sums and names as people in Viet Nam read them.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime, Weekday};
use jiff::tz::{Offset, TimeZone};

/// The wall clock in Viet Nam: seven hours ahead of UTC the whole year.
pub fn local(moment: Timestamp) -> DateTime {
    moment
        .to_zoned(TimeZone::fixed(Offset::constant(7)))
        .datetime()
}

/// A day: `28/02/2024`.
pub fn date(day: Date) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// A time and its day: `14:05, 28/02/2024`.
pub fn date_time(at: DateTime) -> String {
    format!("{}, {}", time(at), date(at.date()))
}

/// A time of day: `14:05`.
pub fn time(at: DateTime) -> String {
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// An instant on the wall clock: `14:05, 28/02/2024`.
pub fn moment(at: Timestamp) -> String {
    date_time(local(at))
}

/// A day with its weekday in front: `thứ Tư, 28/02/2024`.
pub fn date_with_weekday(day: Date) -> String {
    format!("{}, {}", weekday(day), date(day))
}

/// A day in full: `thứ Tư, ngày 28 tháng 02 năm 2024`.
///
/// Law: Nghị định 30/2020/NĐ-CP, annex I: a zero before days under 10 and before months 1 and 2.
pub fn long_date(day: Date) -> String {
    let month = match day.month() {
        1 | 2 => format!("{:02}", day.month()),
        later => later.to_string(),
    };
    format!(
        "{}, ngày {:02} tháng {month} năm {}",
        weekday(day),
        day.day(),
        day.year()
    )
}

/// The weekday's name inside a sentence: `thứ Hai`, `chủ nhật`.
pub fn weekday(day: Date) -> &'static str {
    match day.weekday() {
        Weekday::Monday => "thứ Hai",
        Weekday::Tuesday => "thứ Ba",
        Weekday::Wednesday => "thứ Tư",
        Weekday::Thursday => "thứ Năm",
        Weekday::Friday => "thứ Sáu",
        Weekday::Saturday => "thứ Bảy",
        Weekday::Sunday => "chủ nhật",
    }
}

/// A whole number with points between thousands: `694.611`.
pub fn number(value: u64) -> String {
    let digits = value.to_string();
    let mut shown = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            shown.push('.');
        }
        shown.push(digit);
    }
    shown
}

/// A share of a whole, rounded to two decimals: `98,23%`; nothing when the whole is nothing.
pub fn percent(part: u64, whole: u64) -> Option<String> {
    if whole == 0 {
        return None;
    }
    let (part, whole) = (u128::from(part), u128::from(whole));
    let hundredths = (part * 20_000 + whole) / (whole * 2);
    let (units, rest) = (hundredths / 100, hundredths % 100);
    Some(match rest {
        0 => format!("{units}%"),
        rest if rest.is_multiple_of(10) => format!("{units},{}%", rest / 10),
        rest => format!("{units},{rest:02}%"),
    })
}

/// A sum in a sentence, in đồng: `120.000 đồng`.
pub fn dong(sum: u64) -> String {
    format!("{} đồng", number(sum))
}

/// A sum in a table, in đồng: `120.000 ₫`.
pub fn dong_short(sum: u64) -> String {
    format!("{}\u{a0}₫", number(sum))
}

/// The size of a file, in bytes: `812 byte`, `350 KB`, `1,2 MB` (1 KB is 1,024 bytes).
pub fn size(bytes: u64) -> String {
    const KB: u64 = 1024;
    const MB: u64 = 1024 * KB;
    if bytes < KB {
        return format!("{bytes} byte");
    }
    // From 1023.5 KB on, a rounded figure would read "1024 KB".
    if bytes * 2 < MB * 2 - KB {
        return format!("{} KB", (bytes + KB / 2) / KB);
    }
    let tenths = (bytes * 10 + MB / 2) / MB;
    match tenths % 10 {
        0 => format!("{} MB", number(tenths / 10)),
        rest => format!("{},{rest} MB", number(tenths / 10)),
    }
}

/// A telephone number in groups: `0912 345 678`; what is not a number of ours stays as it is.
pub fn phone(text: &str) -> String {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let strange = text
        .chars()
        .any(|c| !c.is_ascii_digit() && !" .-+()".contains(c));
    let national = match digits.strip_prefix("84") {
        Some(rest) if text.trim_start().starts_with('+') => format!("0{rest}"),
        _ => digits,
    };
    match national.len() {
        10 if !strange => {
            format!("{} {} {}", &national[..4], &national[4..7], &national[7..])
        }
        11 if !strange => {
            format!("{} {} {}", &national[..4], &national[4..8], &national[8..])
        }
        _ => text.to_owned(),
    }
}

/// A personal number (số định danh) in groups of three, with spaces that do not break.
pub fn personal_id(digits: &str) -> String {
    let mut shown = String::with_capacity(digits.len() + 6);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && place % 3 == 0 {
            shown.push('\u{a0}');
        }
        shown.push(digit);
    }
    shown
}

/// The eight characters of a secret in two groups, as the receipt prints them: `7K2Q-9XAB`.
pub fn secret(typed: &str) -> String {
    match typed.split_at_checked(4) {
        Some((first, last)) if !last.is_empty() => format!("{first}-{last}"),
        _ => typed.to_owned(),
    }
}

/// A dossier's number without its last group: `H35.16.23-240228-`.
pub fn code_head(code: &str) -> &str {
    &code[..code.len() - code_tail(code).len()]
}

/// The last group of a dossier's number, which people remember: `0012`.
pub fn code_tail(code: &str) -> &str {
    code.rsplit_once('-').map_or(code, |(_, tail)| tail)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    #[test]
    fn days_are_shown_with_two_digits_and_the_day_first() {
        assert_eq!(date(day(2024, 2, 9)), "09/02/2024");
        assert_eq!(
            date_time(day(2024, 2, 28).at(14, 5, 59, 0)),
            "14:05, 28/02/2024"
        );
        assert_eq!(date_with_weekday(day(2024, 3, 3)), "chủ nhật, 03/03/2024");
    }

    #[test]
    fn long_days_follow_the_decree_on_documents() {
        assert_eq!(
            long_date(day(2024, 2, 28)),
            "thứ Tư, ngày 28 tháng 02 năm 2024"
        );
        assert_eq!(
            long_date(day(2019, 6, 5)),
            "thứ Tư, ngày 05 tháng 6 năm 2019"
        );
    }

    #[test]
    fn instants_are_shown_on_the_clock_of_viet_nam() {
        let late: Timestamp = "2024-02-28T17:30:00Z".parse().expect("an instant");
        assert_eq!(moment(late), "00:30, 29/02/2024");
    }

    #[test]
    fn figures_have_points_and_commas() {
        assert_eq!(number(0), "0");
        assert_eq!(number(999), "999");
        assert_eq!(number(1359), "1.359");
        assert_eq!(number(694_611), "694.611");
        assert_eq!(dong(120_000), "120.000 đồng");
        assert_eq!(dong_short(8_000), "8.000\u{a0}₫");
        assert_eq!(percent(234, 543).as_deref(), Some("43,09%"));
        assert_eq!(percent(1, 2).as_deref(), Some("50%"));
        assert_eq!(percent(1, 8).as_deref(), Some("12,5%"));
        assert_eq!(percent(u64::MAX, u64::MAX).as_deref(), Some("100%"));
        assert_eq!(percent(1, 0), None);
    }

    #[test]
    fn sizes_are_read_in_the_unit_that_fits() {
        assert_eq!(size(812), "812 byte");
        assert_eq!(size(358_400), "350 KB");
        assert_eq!(size(1_048_100), "1 MB");
        assert_eq!(size(1_258_291), "1,2 MB");
        assert_eq!(size(20 * 1024 * 1024), "20 MB");
    }

    #[test]
    fn numbers_to_call_are_grouped_and_strange_ones_left_alone() {
        assert_eq!(phone("0912345678"), "0912 345 678");
        assert_eq!(phone("+84 912.345.678"), "0912 345 678");
        assert_eq!(phone("02133876543"), "0213 3876 543");
        assert_eq!(phone("1022"), "1022");
        assert_eq!(phone("0912345678 (con gái)"), "0912345678 (con gái)");
    }

    #[test]
    fn a_dossiers_number_is_split_before_its_last_group() {
        let code = "000.16.23.H35-240228-0012";
        assert_eq!(
            (code_head(code), code_tail(code)),
            ("000.16.23.H35-240228-", "0012")
        );
        assert_eq!((code_head("lạ"), code_tail("lạ")), ("", "lạ"));
        assert_eq!(
            personal_id("012345678901"),
            "012\u{a0}345\u{a0}678\u{a0}901"
        );
    }
}

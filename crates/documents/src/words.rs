//! Dates, times, amounts and counts as Vietnamese papers write them.

use jiff::civil::{Date, DateTime, Weekday};

/// `ngày 06 tháng 3 năm 2024`.
///
/// Law: Nghị định 30/2020/NĐ-CP, appendix I: a zero before days below 10 and before months 1 and 2.
pub(crate) fn long_date(on: Date) -> String {
    let month = on.month();
    let zero = if month < 3 { "0" } else { "" };
    format!("ngày {:02} tháng {zero}{month} năm {}", on.day(), on.year())
}

/// `Thứ Tư, ngày 06 tháng 3 năm 2024`.
pub(crate) fn date_with_weekday(on: Date) -> String {
    format!("{}, {}", weekday(on.weekday()), long_date(on))
}

/// `17 giờ 00 phút`.
pub(crate) fn clock(at: DateTime) -> String {
    format!("{:02} giờ {:02} phút", at.hour(), at.minute())
}

/// `09 giờ 30 phút, ngày 28 tháng 02 năm 2024`.
pub(crate) fn long_moment(at: DateTime) -> String {
    format!("{}, {}", clock(at), long_date(at.date()))
}

/// `28/02/2024`.
pub(crate) fn short_date(on: Date) -> String {
    format!("{:02}/{:02}/{}", on.day(), on.month(), on.year())
}

/// `14:05, 28/02/2024`.
pub(crate) fn short_moment(at: DateTime) -> String {
    format!(
        "{:02}:{:02}, {:02}/{:02}/{}",
        at.hour(),
        at.minute(),
        at.day(),
        at.month(),
        at.year()
    )
}

/// `120.000 đồng`; the amount is in whole đồng.
pub(crate) fn money(dong: u64) -> String {
    let digits = dong.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push('.');
        }
        text.push(digit);
    }
    text.push_str(" đồng");
    text
}

/// Two digits at least, as counts and document numbers are written: `01`, `12`, `104`.
pub(crate) fn two_digits(count: u32) -> String {
    format!("{count:02}")
}

fn weekday(day: Weekday) -> &'static str {
    match day {
        Weekday::Monday => "Thứ Hai",
        Weekday::Tuesday => "Thứ Ba",
        Weekday::Wednesday => "Thứ Tư",
        Weekday::Thursday => "Thứ Năm",
        Weekday::Friday => "Thứ Sáu",
        Weekday::Saturday => "Thứ Bảy",
        Weekday::Sunday => "Chủ nhật",
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::{date, datetime};

    use super::*;

    #[test]
    fn dates_carry_zeros_only_where_the_decree_puts_them() {
        assert_eq!(long_date(date(2020, 1, 5)), "ngày 05 tháng 01 năm 2020");
        assert_eq!(long_date(date(2019, 6, 29)), "ngày 29 tháng 6 năm 2019");
        assert_eq!(long_date(date(2024, 12, 3)), "ngày 03 tháng 12 năm 2024");
    }

    #[test]
    fn the_weekday_stands_before_the_date() {
        assert_eq!(
            date_with_weekday(date(2024, 2, 29)),
            "Thứ Năm, ngày 29 tháng 02 năm 2024"
        );
        assert_eq!(
            date_with_weekday(date(2024, 3, 3)),
            "Chủ nhật, ngày 03 tháng 3 năm 2024"
        );
    }

    #[test]
    fn times_and_amounts_read_as_on_paper() {
        assert_eq!(clock(datetime(2024, 2, 29, 7, 5, 0, 0)), "07 giờ 05 phút");
        assert_eq!(
            short_moment(datetime(2024, 2, 28, 14, 5, 9, 0)),
            "14:05, 28/02/2024"
        );
        let morning = datetime(2024, 2, 28, 9, 30, 0, 0);
        assert_eq!(
            long_moment(morning),
            "09 giờ 30 phút, ngày 28 tháng 02 năm 2024"
        );
        assert_eq!(short_date(morning.date()), "28/02/2024");
        assert_eq!(money(0), "0 đồng");
        assert_eq!(money(999), "999 đồng");
        assert_eq!(money(1_359_000), "1.359.000 đồng");
        assert_eq!(two_digits(7), "07");
        assert_eq!(two_digits(104), "104");
    }
}

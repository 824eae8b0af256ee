//! Time limits as the export writes them: `30 Ngày làm việc`, `15 Ngày`, `0.5 Giờ`, or worse.

use domain::calendar::time_limit::TimeLimit;

/// What a text says about the time limit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadLimit {
    /// A limit, or the statement that there is none.
    Understood(TimeLimit),
    /// Someone has to mend it, and why.
    ToMend(&'static str),
}

/// Reads the limit of one row.
///
/// Hours are hours of work: the database counts them so for procedures that are settled while the
/// applicant waits.
pub fn read_limit(text: &str) -> ReadLimit {
    let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => ReadLimit::ToMend("chưa ghi thời hạn"),
        ["không", "quy", "định"] => ReadLimit::Understood(TimeLimit::None {
            because: "Không quy định".to_owned(),
        }),
        [number, "ngày", "làm", "việc"] => read_days(number, TimeLimit::WorkingDays),
        [number, "ngày"] => read_days(number, TimeLimit::CalendarDays),
        [number, "giờ"] | [number, "giờ", "làm", "việc"] => read_hours(number),
        [range] if is_range(range) => {
            ReadLimit::ToMend("ghi một khoảng số, không rõ đơn vị và không rõ số nào áp dụng")
        }
        _ => ReadLimit::ToMend("ghi bằng câu chữ, không phải một số ngày hay số giờ"),
    }
}

fn read_days(number: &str, limit: fn(u16) -> TimeLimit) -> ReadLimit {
    if is_range(number) {
        return ReadLimit::ToMend("ghi một khoảng số, không rõ số nào áp dụng");
    }
    match number.parse() {
        Ok(0) => ReadLimit::ToMend("ghi thời hạn bằng 0"),
        Ok(days) => ReadLimit::Understood(limit(days)),
        Err(_) => ReadLimit::ToMend("số ngày không phải một số nguyên"),
    }
}

fn read_hours(number: &str) -> ReadLimit {
    let tenths = match number.split_once(['.', ',']) {
        None => number
            .parse::<u32>()
            .ok()
            .and_then(|hours| hours.checked_mul(10)),
        Some((whole, tenth)) if tenth.len() == 1 => format!("{whole}{tenth}").parse().ok(),
        Some(_) => None,
    };
    match tenths.and_then(|tenths: u32| tenths.checked_mul(6)) {
        Some(0) => ReadLimit::ToMend("ghi thời hạn bằng 0"),
        Some(minutes) => ReadLimit::Understood(TimeLimit::WorkingHours { minutes }),
        None => ReadLimit::ToMend("số giờ không đọc được"),
    }
}

fn is_range(text: &str) -> bool {
    text.split_once(['-', '–']).is_some_and(|(from, to)| {
        [from, to]
            .iter()
            .all(|end| !end.is_empty() && end.bytes().all(|b| b.is_ascii_digit()))
    })
}

#[cfg(test)]
mod tests {
    use domain::calendar::time_limit::TimeLimit;

    use super::{ReadLimit, read_limit};

    fn understood(limit: TimeLimit) -> ReadLimit {
        ReadLimit::Understood(limit)
    }

    #[test]
    fn counted_limits_become_values() {
        assert_eq!(
            read_limit("30 Ngày làm việc"),
            understood(TimeLimit::WorkingDays(30))
        );
        assert_eq!(
            read_limit("07 Ngày làm việc"),
            understood(TimeLimit::WorkingDays(7))
        );
        assert_eq!(
            read_limit("15 Ngày"),
            understood(TimeLimit::CalendarDays(15))
        );
        assert_eq!(
            read_limit("8 Giờ"),
            understood(TimeLimit::WorkingHours { minutes: 480 })
        );
        assert_eq!(
            read_limit("0.5 Giờ"),
            understood(TimeLimit::WorkingHours { minutes: 30 })
        );
        assert_eq!(
            read_limit(" 01  giờ "),
            understood(TimeLimit::WorkingHours { minutes: 60 })
        );
    }

    #[test]
    fn no_limit_is_an_answer_of_its_own() {
        let none = TimeLimit::None {
            because: "Không quy định".to_owned(),
        };
        assert_eq!(read_limit("Không quy định"), understood(none));
    }

    #[test]
    fn what_is_no_single_count_waits_to_be_mended() {
        for text in [
            "",
            "10-25",
            "10 - 25 Ngày",
            "10-25 Ngày",
            "0 Giờ",
            "1.5 Ngày",
            "70000 Ngày",
            "99999999999 Giờ",
            "-1 Giờ",
            "Chậm nhất là trước khi tàu rời cảng",
            "5 Ngày làm việc hoặc 10 Ngày",
        ] {
            assert!(matches!(read_limit(text), ReadLimit::ToMend(_)), "{text}");
        }
    }
}

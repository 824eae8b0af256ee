//! Birth dates as people write them.

use domain::people::identity::{BirthDate, NotABirthDate};
use jiff::civil::date;

use crate::TODAY;

#[test]
fn a_birth_date_is_read_as_people_write_it() {
    let whole = BirthDate::Full(date(1952, 2, 9));
    for text in [
        "9/2/1952",
        "09/02/1952",
        "09-02-1952",
        "9.2.1952",
        " 9 2 1952 ",
        "09021952",
        "1952-02-09",
    ] {
        assert_eq!(BirthDate::parse_text(text, TODAY), Ok(whole), "{text}");
    }
    assert_eq!(BirthDate::parse("9", "2", "1952", TODAY), Ok(whole));
    let year = BirthDate::YearOnly(1952);
    assert_eq!(BirthDate::parse_text("1952", TODAY), Ok(year));
    assert_eq!(BirthDate::parse("", " ", "1952", TODAY), Ok(year));
    assert_eq!(BirthDate::parse("00", "00", "1952", TODAY), Ok(year));
    assert_eq!(
        (whole.show(), year.show()),
        ("09/02/1952".to_owned(), "1952".to_owned())
    );
    assert_eq!(
        BirthDate::parse_text("21/11/2026", TODAY),
        Ok(BirthDate::Full(TODAY))
    );
    assert!(BirthDate::parse_text("29/02/2024", TODAY).is_ok());
}

#[test]
fn each_wrong_birth_date_has_its_own_answer() {
    let read = |text| BirthDate::parse_text(text, TODAY).unwrap_err();
    assert_eq!(
        read("31/02/2024"),
        NotABirthDate::NoSuchDay {
            day: 31,
            month: 2,
            year: 2024
        }
    );
    assert_eq!(
        read("29/02/2023"),
        NotABirthDate::NoSuchDay {
            day: 29,
            month: 2,
            year: 2023
        }
    );
    assert_eq!(read("02/28/1990"), NotABirthDate::NoSuchMonth { month: 28 });
    assert_eq!(read("22/11/2026"), NotABirthDate::InFuture);
    assert_eq!(read("2027"), NotABirthDate::InFuture);
    assert_eq!(read("1/1/1066"), NotABirthDate::TooLongAgo { year: 1066 });
    assert_eq!(
        read("1/1/90"),
        NotABirthDate::YearNotFourDigits {
            text: "90".to_owned()
        }
    );
    assert_eq!(read(""), NotABirthDate::Empty);
    assert!(matches!(read("hôm qua"), NotABirthDate::Unreadable { .. }));
    assert!(matches!(read("1/2"), NotABirthDate::Unreadable { .. }));
    let fields = |day, month, year| BirthDate::parse(day, month, year, TODAY).unwrap_err();
    assert_eq!(fields("9", "", "1952"), NotABirthDate::DayOrMonthMissing);
    assert_eq!(fields("", "2", "1952"), NotABirthDate::DayOrMonthMissing);
    assert_eq!(fields("9", "2", ""), NotABirthDate::YearMissing);
    assert_eq!(fields("", "", ""), NotABirthDate::Empty);
    assert!(matches!(
        fields("chín", "2", "1952"),
        NotABirthDate::Unreadable { .. }
    ));
}

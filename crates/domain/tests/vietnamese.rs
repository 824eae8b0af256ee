//! Vietnamese text, numbers, sums and dates as people read them.

#![expect(clippy::unwrap_used, reason = "tests")]

use domain::money::dong::{Dong, NotASum};
use domain::vietnamese::in_words::{date_in_words, money_in_words, number_in_words};
use domain::vietnamese::show::{
    document_date, show_date, show_date_time, show_long_date, show_number, weekday_name,
};
use domain::vietnamese::{capitalised, clean, collation_key, fold, initials, words};
use jiff::civil::{Weekday, date};

#[test]
fn search_does_not_see_tones_hats_or_where_a_tone_stands() {
    assert_eq!(fold("Đăng ký khai sinh"), "dang ky khai sinh");
    assert_eq!(fold("Hòa"), fold("Hoà"));
    assert_eq!(fold("NGUYỄN ƯỚC"), "nguyen uoc");
    assert_eq!(fold("Nguye\u{302}\u{303}n"), "nguyen");
    assert_eq!(fold("Hoa\u{200b}\u{300}"), "hoa");
}

#[test]
fn text_is_stored_composed_and_without_invisible_characters() {
    assert_eq!(clean("Nguye\u{302}\u{303}n\u{200d}\u{ad}"), "Nguyễn");
    assert_eq!(clean("a\u{a0}b\r\nc\u{0}\td\u{202e}"), "a b\nc\td");
    // A zero-width character between a letter and its tone does not keep them apart.
    assert_eq!(clean("o\u{200b}\u{300}"), "ò");
}

#[test]
fn words_and_initials_serve_the_search() {
    assert_eq!(
        words("Cấp bản sao, trích lục (1.000635)"),
        ["cap", "ban", "sao", "trich", "luc", "1", "000635"]
    );
    assert_eq!(words("H'Uyn H’Uyn"), ["huyn", "huyn"]);
    assert_eq!(initials("Đăng ký khai sinh"), "dkks");
    assert_eq!(initials(" "), "");
    assert_eq!(capitalised("một trăm đồng"), "Một trăm đồng");
    assert_eq!(capitalised("đồng"), "Đồng");
}

#[test]
fn numbers_are_said_as_at_school() {
    for (number, said) in [
        (0, "không"),
        (1, "một"),
        (4, "bốn"),
        (5, "năm"),
        (10, "mười"),
        (11, "mười một"),
        (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"),
        (21, "hai mươi mốt"),
        (24, "hai mươi tư"),
        (25, "hai mươi lăm"),
        (55, "năm mươi lăm"),
        (100, "một trăm"),
        (101, "một trăm linh một"),
        (105, "một trăm linh năm"),
        (110, "một trăm mười"),
        (115, "một trăm mười lăm"),
        (121, "một trăm hai mươi mốt"),
        (1_000, "một nghìn"),
        (1_005, "một nghìn không trăm linh năm"),
        (1_050, "một nghìn không trăm năm mươi"),
        (2_024, "hai nghìn không trăm hai mươi tư"),
        (15_000, "mười lăm nghìn"),
        (105_000, "một trăm linh năm nghìn"),
        (1_000_000, "một triệu"),
        (1_005_000, "một triệu không trăm linh năm nghìn"),
        (1_000_001, "một triệu không trăm linh một"),
        (
            21_554_321,
            "hai mươi mốt triệu năm trăm năm mươi tư nghìn ba trăm hai mươi mốt",
        ),
        (1_000_000_000, "một tỷ"),
        (2_000_000_005, "hai tỷ không trăm linh năm"),
        (12_000_000_000_000, "mười hai nghìn tỷ"),
        (1_000_000_000_000_000_000, "một tỷ tỷ"),
    ] {
        assert_eq!(number_in_words(number), said);
    }
}

#[test]
fn sums_and_dates_are_written_in_words() {
    assert_eq!(
        money_in_words(Dong::new(120_000)),
        "một trăm hai mươi nghìn đồng"
    );
    assert_eq!(money_in_words(Dong::ZERO), "không đồng");
    assert_eq!(
        date_in_words(date(2024, 2, 28)),
        "ngày hai mươi tám tháng hai năm hai nghìn không trăm hai mươi tư"
    );
    assert_eq!(
        date_in_words(date(1952, 4, 5)),
        "ngày năm tháng tư năm một nghìn chín trăm năm mươi hai"
    );
}

#[test]
fn dates_are_shown_as_people_and_documents_write_them() {
    let day = date(2024, 2, 28);
    assert_eq!(show_date(date(2024, 2, 9)), "09/02/2024");
    assert_eq!(show_date_time(day.at(14, 5, 59, 0)), "14:05, 28/02/2024");
    assert_eq!(show_long_date(day), "thứ Tư, ngày 28 tháng 02 năm 2024");
    assert_eq!(document_date(date(2020, 1, 5)), "ngày 05 tháng 01 năm 2020");
    assert_eq!(document_date(date(2019, 6, 29)), "ngày 29 tháng 6 năm 2019");
    assert_eq!(
        document_date(date(2019, 12, 1)),
        "ngày 01 tháng 12 năm 2019"
    );
    assert_eq!(weekday_name(Weekday::Sunday), "Chủ nhật");
}

#[test]
fn numbers_have_points_between_thousands() {
    for (number, shown) in [
        (0, "0"),
        (999, "999"),
        (1_359, "1.359"),
        (694_611, "694.611"),
        (1_000_000, "1.000.000"),
    ] {
        assert_eq!(show_number(number), shown);
    }
}

#[test]
fn sorting_follows_the_alphabet_then_the_tones() {
    let sorted = |mut texts: Vec<&'static str>| {
        texts.sort_by_key(|text| collation_key(text));
        texts
    };
    for expected in [
        vec![
            "a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "i", "o", "ô", "ơ", "u", "ư", "y",
        ],
        vec!["ma", "mà", "mả", "mã", "má", "mạ"],
        vec!["ấm", "ba"],
        vec!["Da", "Đa", "Ea"],
        // Letters decide before tones, as in the Unicode collation for Vietnamese.
        vec!["Hòa An", "Hoa Bình", "Hòa Bình", "Hoa Cương"],
        vec!["Hoa", "Hoa An", "Hoan"],
        vec!["Xã 2", "Xã An"],
    ] {
        let mut turned = expected.clone();
        turned.reverse();
        assert_eq!(sorted(turned), expected);
    }
    assert_eq!(
        collation_key("NGUYỄN"),
        collation_key("nguye\u{302}\u{303}n")
    );
    assert!(collation_key("Đỗ Thị Ước, 12").is_ascii());
}

#[test]
fn sums_are_read_and_a_comma_is_asked_about() {
    let read = |text: &str| text.parse::<Dong>();
    for text in [
        "120000",
        "120.000",
        "120 000",
        " 120.000 đồng",
        "120.000đ",
        "120.000 ₫",
        "120\u{a0}000 VND",
    ] {
        assert_eq!(read(text), Ok(Dong::new(120_000)), "{text}");
    }
    assert_eq!(read("1.250.000"), Ok(Dong::new(1_250_000)));
    assert_eq!(read("0"), Ok(Dong::ZERO));
    assert_eq!(
        read("1,359"),
        Err(NotASum::Ambiguous {
            text: "1,359".to_owned()
        })
    );
    for odd in [
        "1.35",
        "12.00",
        ".000",
        "1.2345",
        "1.250 000",
        "1234.567",
        "1..000",
    ] {
        assert_eq!(
            read(odd),
            Err(NotASum::OddGroups {
                text: odd.to_owned()
            }),
            "{odd}"
        );
    }
    assert_eq!(
        read("một trăm"),
        Err(NotASum::NotDigits {
            text: "một trăm".to_owned()
        })
    );
    assert_eq!(
        read("-5"),
        Err(NotASum::NotDigits {
            text: "-5".to_owned()
        })
    );
    assert_eq!(read(" đồng"), Err(NotASum::Empty));
    assert!(matches!(
        read("99999999999999999999"),
        Err(NotASum::TooLarge { .. })
    ));
    assert!(matches!(
        read("1000000000000001"),
        Err(NotASum::TooLarge { .. })
    ));
}

#[test]
fn sums_add_up_and_are_shown() {
    let sum = Dong::checked_total([Dong::new(8_000), Dong::new(112_000)]).unwrap();
    assert_eq!(
        (sum.show(), sum.show_short()),
        ("120.000 đồng".into(), "120.000 ₫".into())
    );
    assert_eq!(Dong::new(u64::MAX).checked_add(Dong::new(1)), None);
    assert_eq!(Dong::new(1).checked_sub(Dong::new(2)), None);
    assert_eq!(Dong::new(3_000).checked_mul(4), Some(Dong::new(12_000)));
    assert_eq!(Dong::new(u64::MAX).checked_mul(2), None);
}

#[test]
fn marks_are_dropped_and_capitals_stay() {
    use domain::vietnamese::without_marks;
    assert_eq!(
        without_marks("Đoàn Kết, xã Mường Tè"),
        "Doan Ket, xa Muong Te"
    );
    assert_eq!(without_marks("8.000 đồng"), "8.000 dong");
}

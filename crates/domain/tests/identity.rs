//! Identities as people write them. All persons are invented.

#![expect(clippy::unwrap_used, reason = "tests")]

use domain::people::identity::{
    BirthDate, CardDoubt, CardReading, Contradiction, Email, IdentityCardQr, NotABirthDate,
    NotAPersonName, NotAPersonalId, NotAPhone, NotATaxCode, NotAnEmail, NotAnIdentityCardQr,
    PersonName, PersonalId, Phone, Sex, TaxCode,
};
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 21);

fn id(text: &str) -> Result<PersonalId, NotAPersonalId> {
    text.parse()
}

#[test]
fn a_personal_id_states_sex_and_year_of_birth() {
    for (text, sex, year, place) in [
        ("012090000001", Sex::Male, 1990, 12),
        ("012 190 000 001", Sex::Female, 1990, 12),
        ("001.224.000.001", Sex::Male, 2024, 1),
        ("096325000001", Sex::Female, 2025, 96),
        ("152052000001", Sex::Male, 1952, 152),
    ] {
        let id = id(text).unwrap();
        assert_eq!(
            (id.sex(), id.birth_year(), id.place_code()),
            (sex, year, place),
            "{text}"
        );
    }
    assert_eq!(id("012 190 000 001").unwrap().as_str(), "012190000001");
    assert_eq!(id("012190000123").unwrap().last_three(), "123");
}

#[test]
fn each_wrong_number_has_its_own_answer() {
    assert_eq!(id("  "), Err(NotAPersonalId::Empty));
    assert_eq!(
        id("01209000001"),
        Err(NotAPersonalId::WrongLength { count: 11 })
    );
    assert_eq!(
        id("0120900000012"),
        Err(NotAPersonalId::WrongLength { count: 13 })
    );
    assert_eq!(id("045123456"), Err(NotAPersonalId::OldCard));
    assert_eq!(
        id("01209000000O"),
        Err(NotAPersonalId::NotDigits { character: 'O' })
    );
    assert_eq!(
        id("000090000001"),
        Err(NotAPersonalId::UnknownPlace { code: 0 })
    );
    assert_eq!(
        id("097090000001"),
        Err(NotAPersonalId::UnknownPlace { code: 97 })
    );
    assert_eq!(
        id("012490000001"),
        Err(NotAPersonalId::UnknownCentury { digit: 4 })
    );
}

#[test]
fn a_personal_id_is_held_against_birth_and_sex() {
    let id = id("012190000001").unwrap();
    let born = |year| BirthDate::YearOnly(year);
    assert_eq!(id.contradicts(&born(1990), Some(Sex::Female)), None);
    assert_eq!(
        id.contradicts(&BirthDate::Full(date(1990, 2, 28)), None),
        None
    );
    assert_eq!(
        id.contradicts(&born(1991), Some(Sex::Male)),
        Some(Contradiction::BirthYear {
            in_id: 1990,
            declared: 1991
        })
    );
    assert_eq!(
        id.contradicts(&born(1990), Some(Sex::Male)),
        Some(Contradiction::Sex {
            in_id: Sex::Female,
            declared: Sex::Male
        })
    );
}

#[test]
fn logs_do_not_show_numbers() {
    let id = id("012190000001").unwrap();
    assert!(!format!("{id:?}").contains("0121"));
    let phone: Phone = "0912345678".parse().unwrap();
    assert!(!format!("{phone:?}").contains("0912"));
}

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

#[test]
fn a_tax_code_that_fails_its_check_is_only_doubted() {
    let code = |text: &str| text.parse::<TaxCode>();
    for right in ["0100109106", "0100686174", "0100112437", "0100109106-001"] {
        assert!(!code(right).unwrap().looks_wrong(), "{right}");
    }
    assert!(code("0100109107").unwrap().looks_wrong());
    assert_eq!(code("0100109106001").unwrap().as_str(), "0100109106-001");
    assert!(!code("012190000001").unwrap().looks_wrong());
    assert!(code("000190000001").unwrap().looks_wrong());
    assert_eq!(code("0100109106-000"), Err(NotATaxCode::BranchZero));
    assert_eq!(
        code("010010910"),
        Err(NotATaxCode::WrongLength { count: 9 })
    );
    assert_eq!(
        code("MST0100109106"),
        Err(NotATaxCode::NotDigits { character: 'M' })
    );
    assert_eq!(code(""), Err(NotATaxCode::Empty));
}

#[test]
fn a_telephone_number_is_read_as_people_write_it() {
    let phone = |text: &str| text.parse::<Phone>();
    for text in [
        "0912345678",
        "0912 345 678",
        "0912.345.678",
        "091-234-5678",
        "+84 912 345 678",
        "+84(0)912345678",
        "84912345678",
        "0084912345678",
    ] {
        let phone = phone(text).unwrap();
        assert_eq!(phone.show(), "0912 345 678", "{text}");
        assert_eq!(phone.international(), "+84912345678");
        assert_eq!(phone.last_four(), "5678");
        assert!(phone.is_mobile());
    }
    assert_eq!(phone("(024) 3825 1234").unwrap().show(), "024 3825 1234");
    assert_eq!(phone("02133876543").unwrap().show(), "0213 387 6543");
    assert!(!phone("02133876543").unwrap().is_mobile());
    assert_eq!(phone("091234567"), Err(NotAPhone::WrongLength { count: 9 }));
    assert_eq!(phone("841234567"), Err(NotAPhone::WrongLength { count: 9 }));
    assert_eq!(
        phone("0213387654"),
        Err(NotAPhone::WrongLength { count: 10 })
    );
    assert_eq!(
        phone("01612345678"),
        Err(NotAPhone::UnknownPrefix {
            prefix: "01".to_owned()
        })
    );
    assert_eq!(
        phone("không có"),
        Err(NotAPhone::NotDigits { character: 'k' })
    );
    assert_eq!(phone(" "), Err(NotAPhone::Empty));
}

#[test]
fn names_of_all_peoples_are_names() {
    for (text, kept, shown) in [
        ("Nguyễn Thị Hoa", "Nguyễn Thị Hoa", "Nguyễn Thị Hoa"),
        ("  Giàng   A\tPhềnh ", "Giàng A Phềnh", "Giàng A Phềnh"),
        ("Hoa", "Hoa", "Hoa"),
        ("Y Gêm Ông", "Y Gêm Ông", "Y Gêm Ông"),
        ("H'Uyn Liêng Hót", "H'Uyn Liêng Hót", "H'Uyn Liêng Hót"),
        ("H’Uyn Liêng Hót", "H'Uyn Liêng Hót", "H'Uyn Liêng Hót"),
        ("H'UYN LIÊNG HÓT", "H'UYN LIÊNG HÓT", "H'Uyn Liêng Hót"),
        ("LÒ THỊ MAI", "LÒ THỊ MAI", "Lò Thị Mai"),
        ("ĐẶNG Y", "ĐẶNG Y", "Đặng Y"),
        // Decomposed letters and invisible characters.
        (
            "Nguye\u{302}\u{303}n Thi\u{323} Hoa",
            "Nguyễn Thị Hoa",
            "Nguyễn Thị Hoa",
        ),
        (
            "Nguyễn\u{200b} Thị\u{feff} Hoa\u{7}",
            "Nguyễn Thị Hoa",
            "Nguyễn Thị Hoa",
        ),
        ("Nguyễn\u{a0}Thị Hoa", "Nguyễn Thị Hoa", "Nguyễn Thị Hoa"),
        ("Zöe Wójcik-Fuchs", "Zöe Wójcik-Fuchs", "Zöe Wójcik-Fuchs"),
    ] {
        let name: PersonName = text.parse().unwrap();
        assert_eq!((name.as_str(), name.show().as_str()), (kept, shown));
    }
}

#[test]
fn what_is_no_name_is_refused() {
    let name = |text: &str| text.parse::<PersonName>();
    assert_eq!(name(""), Err(NotAPersonName::Empty));
    assert_eq!(name(" \u{200b}\u{feff} "), Err(NotAPersonName::Empty));
    assert_eq!(name("-'-"), Err(NotAPersonName::Empty));
    assert_eq!(name("Hoa 2"), Err(NotAPersonName::Digit { digit: '2' }));
    assert_eq!(
        name("<b>Hoa"),
        Err(NotAPersonName::OddCharacter { character: '<' })
    );
    assert!(name(&"ễ".repeat(100)).is_ok());
    assert_eq!(
        name(&"ễ".repeat(101)),
        Err(NotAPersonName::TooLong { count: 101 })
    );
}

#[test]
fn people_are_sorted_by_their_last_word() {
    let mut names: Vec<PersonName> = [
        "Trần Văn Hòa",
        "Đỗ Ân",
        "Vũ Thị Hoa",
        "Lê An",
        "Nguyễn Thị Hoa",
        "Bùi Ăn",
        "Hoa",
        "Y",
    ]
    .map(|text| text.parse().unwrap())
    .into();
    names.sort_by_key(PersonName::family_sort_key);
    let sorted: Vec<&str> = names.iter().map(PersonName::as_str).collect();
    assert_eq!(
        sorted,
        [
            "Lê An",
            "Bùi Ăn",
            "Đỗ Ân",
            "Hoa",
            "Nguyễn Thị Hoa",
            "Vũ Thị Hoa",
            "Trần Văn Hòa",
            "Y"
        ]
    );
}

#[test]
fn an_email_is_checked_for_its_shape_only() {
    let email = |text: &str| text.parse::<Email>();
    assert_eq!(
        email(" Hoa.Nguyen@Mail.Example ").unwrap().as_str(),
        "Hoa.Nguyen@mail.example"
    );
    assert_eq!(email(""), Err(NotAnEmail::Empty));
    assert_eq!(email("hoa.mail.example"), Err(NotAnEmail::NoAt));
    assert_eq!(email("hoa@mail@example"), Err(NotAnEmail::SeveralAt));
    assert_eq!(email("hoa nguyen@mail.example"), Err(NotAnEmail::Space));
    assert_eq!(email("@mail.example"), Err(NotAnEmail::NobodyBeforeAt));
    for domain in ["mail", "mail.", ".example", ""] {
        let domain = domain.to_owned();
        assert_eq!(
            email(&format!("hoa@{domain}")),
            Err(NotAnEmail::DomainIncomplete { domain })
        );
    }
    let long = format!("{}@mail.example", "a".repeat(250));
    assert_eq!(email(&long), Err(NotAnEmail::TooLong { count: 263 }));
}

#[test]
fn an_identity_card_is_scanned() {
    let text =
        "012190000001|045123456|LÒ THỊ MAI|09021990|Nữ|Bản Mới, Tân Phong, Lai Châu|15082021";
    let card = IdentityCardQr::parse(text, TODAY).unwrap();
    assert_eq!(card.id.as_str(), "012190000001");
    assert_eq!(card.old_number.as_deref(), Some("045123456"));
    assert_eq!(card.name.show(), "Lò Thị Mai");
    assert_eq!(card.birth, BirthDate::Full(date(1990, 2, 9)));
    assert_eq!(card.sex, Sex::Female);
    assert_eq!(card.address, "Bản Mới, Tân Phong, Lai Châu");
    assert_eq!(card.issued_on, Some(date(2021, 8, 15)));

    let newer = "012090000001||Y Gêm Ông|1990|Nam|Lai Châu|15082024|||Cha|Mẹ\r\n";
    let card = IdentityCardQr::parse(newer, TODAY).unwrap();
    assert_eq!(
        (card.old_number, card.birth),
        (None, BirthDate::YearOnly(1990))
    );
    let shorter = "012090000001||Y Gêm Ông|01011990|Nam|Lai Châu";
    assert_eq!(
        IdentityCardQr::parse(shorter, TODAY).unwrap().issued_on,
        None
    );
}

#[test]
fn another_code_is_no_identity_card() {
    let scan = |text| IdentityCardQr::parse(text, TODAY).unwrap_err();
    assert_eq!(
        scan("H35.16.23-240228-0012"),
        NotAnIdentityCardQr::FieldCount { count: 1 }
    );
    assert_eq!(
        scan("1|2|3|4|5|6|7|8|9|10|11|12"),
        NotAnIdentityCardQr::FieldCount { count: 12 }
    );
    assert_eq!(
        scan("045123456||Hoa|01011990|Nam|Lai Châu"),
        NotAnIdentityCardQr::Id(NotAPersonalId::OldCard)
    );
    assert_eq!(
        scan("012090000001||Hoa|31021990|Nam|Lai Châu"),
        NotAnIdentityCardQr::Birth(NotABirthDate::NoSuchDay {
            day: 31,
            month: 2,
            year: 1990
        })
    );
    assert_eq!(
        scan("012090000001||Hoa|01011990|X|Lai Châu"),
        NotAnIdentityCardQr::Sex {
            text: "X".to_owned()
        }
    );
}

#[test]
fn a_card_may_leave_fields_out() {
    let card = |text: &str| IdentityCardQr::parse(text, TODAY).unwrap();
    let without_old = card("012190000001|LÒ THỊ MAI|09021990|Nữ|Tân Phong, Lai Châu|15082021\r\n");
    assert_eq!(without_old.old_number, None);
    assert_eq!(without_old.name.show(), "Lò Thị Mai");
    assert_eq!(without_old.address, "Tân Phong, Lai Châu");
    assert_eq!(without_old.issued_on, Some(date(2021, 8, 15)));
    let without_issue = card("012190000001|045123456|LÒ THỊ MAI|09021990|Nữ|Tân Phong, Lai Châu");
    assert_eq!(without_issue.old_number.as_deref(), Some("045123456"));
    // Written with marks of their own, a name is the same name.
    let apart = card("012190000001||Lo\u{300} Thi\u{323} Mai|09021990|Nữ|Lai Châu");
    assert_eq!(apart.name.as_str(), "Lò Thị Mai");
}

#[test]
fn a_card_that_contradicts_itself_is_believed_by_its_number_only() {
    let read = |text: &str| IdentityCardQr::read(text, TODAY);
    let why = |text: &str| match read(text) {
        Ok(CardReading::Doubtful { id, rest, why }) => {
            (id.as_str().to_owned(), rest.is_some(), why)
        }
        other => panic!("{other:?}"),
    };
    let sound = "012190000001||LÒ THỊ MAI|09021990|Nữ|Lai Châu|15082021";
    assert!(
        matches!(read(sound), Ok(CardReading::Sound(card)) if card.name.show() == "Lò Thị Mai")
    );
    let (id, is_there, doubt) = why("012190000001||LÒ THỊ MAI|09021991|Nữ|Lai Châu|15082021");
    assert_eq!((id.as_str(), is_there), ("012190000001", true));
    let year = Contradiction::BirthYear {
        in_id: 1990,
        declared: 1991,
    };
    assert_eq!(doubt, CardDoubt::Contradicts(year));
    let (_, _, doubt) = why("012190000001||LÒ THỊ MAI|09021990|Nam|Lai Châu|15082021");
    let sex = Contradiction::Sex {
        in_id: Sex::Female,
        declared: Sex::Male,
    };
    assert_eq!(doubt, CardDoubt::Contradicts(sex));
    // Somebody born in this century.
    let young = "012308000001||LÒ THỊ MAI|09022008|Nữ|Lai Châu|15082021";
    assert!(matches!(read(young), Ok(CardReading::Sound(_))));
}

#[test]
fn letters_that_an_input_method_changed_are_not_believed() {
    let read = |name: &str, sex: &str| {
        let text = format!("012190000001||{name}|09021990|{sex}|Lai Châu|15082021");
        IdentityCardQr::read(&text, TODAY).unwrap()
    };
    let is_sound = |name: &str| matches!(read(name, "Nữ"), CardReading::Sound(_));
    for damaged in [
        "Nguyeenx Thi Hoa",
        "LOF THIJ MAI",
        "Tran Vawn An",
        "Ddoox Thi Hoa",
        "Nguyễnx",
    ] {
        assert!(!is_sound(damaged), "{damaged}");
    }
    for name in [
        "Nguyễn Thị Hoa",
        "Siu Ksor",
        "H'Uyn Liêng Hót",
        "Y Ddúp",
        "Giàng A Phềnh",
        "X",
    ] {
        assert!(is_sound(name), "{name}");
    }
    // What cannot be read at all leaves the number.
    for (name, sex) in [
        ("Nguye6n4 Van An", "Nữ"),
        ("Lò Thị M?i", "Nữ"),
        ("Lò Thị Mai", "Nuwx"),
    ] {
        let reading = read(name, sex);
        let CardReading::Doubtful { rest, why, .. } = reading else {
            panic!("{name}: {reading:?}");
        };
        assert_eq!((rest, why), (None, CardDoubt::Unreadable), "{name}");
    }
    let other = IdentityCardQr::read("H35.16.23-240228-0012", TODAY);
    assert_eq!(other, Err(NotAnIdentityCardQr::FieldCount { count: 1 }));
}

#[test]
fn identities_survive_being_stored_and_are_checked_when_read() {
    let phone: Phone = serde_json::from_str("\"+84912345678\"").unwrap();
    assert_eq!(serde_json::to_string(&phone).unwrap(), "\"0912345678\"");
    assert!(serde_json::from_str::<PersonalId>("\"123\"").is_err());
    let birth = BirthDate::Full(date(1990, 2, 9));
    let stored = serde_json::to_string(&birth).unwrap();
    assert_eq!(serde_json::from_str::<BirthDate>(&stored).unwrap(), birth);
}

//! Identity cards as their code is scanned.

use domain::people::identity::{
    BirthDate, CardDoubt, CardReading, Contradiction, IdentityCardQr, NotABirthDate,
    NotAPersonalId, NotAnIdentityCardQr, Sex,
};
use jiff::civil::date;

use crate::TODAY;

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

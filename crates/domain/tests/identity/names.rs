//! Names of all peoples.

use domain::people::identity::{NotAPersonName, PersonName};

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

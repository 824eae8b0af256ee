//! Personal identification numbers, and what they say of their holders.

use domain::people::identity::{BirthDate, Contradiction, NotAPersonalId, PersonalId, Sex};
use jiff::civil::date;

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

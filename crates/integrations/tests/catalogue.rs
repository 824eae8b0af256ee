//! The built-in catalogue: complete, sound, and read back to the same content.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its data is not what it expects"
)]

use std::collections::BTreeSet;

use domain::calendar::time_limit::TimeLimit;
use domain::people::agency::Level;
use domain::procedure::{Channel, Procedure, SettlingLevel};
use domain::rulebook::{Competent, Desks};
use integrations::built_in::{RECEPTIONS, built_in};
use integrations::catalogue_file::{read_procedure, write_procedure};
use integrations::organisation_file;
use integrations::reception_file::read_receptions;
use jiff::civil::date;

fn catalogue() -> Vec<Procedure> {
    built_in()
        .into_iter()
        .map(|(name, text)| {
            read_procedure(name, text).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"))
        })
        .collect()
}

#[test]
fn every_file_of_the_folder_is_built_in() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/procedures");
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let listed: Vec<&str> = built_in().into_iter().map(|(name, _)| name).collect();
    assert_eq!(listed, names);
}

#[test]
fn every_procedure_has_its_seven_parts_and_nothing_to_mend() {
    let catalogue = catalogue();
    assert!(catalogue.len() >= 36, "{}", catalogue.len());
    for procedure in &catalogue {
        let missing: Vec<_> = procedure
            .seven_parts()
            .into_iter()
            .filter(|(_, filled)| !filled)
            .collect();
        assert_eq!(missing, [], "{}", procedure.code);
        assert_eq!(procedure.to_mend, [], "{}", procedure.code);
        assert!(!procedure.synonyms.is_empty(), "{}", procedure.code);
        assert!(!procedure.source.is_empty(), "{}", procedure.code);
    }
}

#[test]
fn the_catalogue_covers_the_fields_people_come_for() {
    let sectors: BTreeSet<String> = catalogue()
        .into_iter()
        .map(|procedure| procedure.sector.name)
        .collect();
    for sector in [
        "Hộ tịch",
        "Chứng thực",
        "Đăng ký, quản lý cư trú",
        "Thành lập và hoạt động của hộ kinh doanh",
        "Hoạt động xây dựng",
        "Đất đai",
        "Bảo trợ xã hội",
        "Văn hóa",
        "Lao động, tiền lương",
        "Lý lịch tư pháp",
        "Văn bằng, chứng chỉ",
        "Dược phẩm",
    ] {
        assert!(sectors.contains(sector), "{sector}");
    }
}

#[test]
fn a_file_written_from_what_was_read_says_the_same() {
    for procedure in catalogue() {
        let text = write_procedure(&procedure);
        let name = format!("{}.toml", procedure.code);
        let again = read_procedure(&name, &text)
            .unwrap_or_else(|problems| panic!("{name}: {problems:#?}\n{text}"));
        assert_eq!(procedure.difference(&again), [], "{name}");
        assert!(procedure.same_content(&again), "{name}");
    }
}

#[test]
fn every_question_is_also_asked_in_english() {
    let is_english = |text: &str| text.chars().all(|c| c.is_ascii() || "’²".contains(c));
    for procedure in catalogue() {
        let fields = procedure.declaration.map(|form| form.fields);
        for field in fields.unwrap_or_default() {
            let place = format!("{} {}", procedure.code, field.key);
            let english = field.english.unwrap_or_else(|| panic!("{place}"));
            let texts = [&english.label, &english.help, &english.group];
            let mut all = texts.into_iter().chain(&english.choices);
            let is_whole = all.all(|text| is_english(text.as_str()));
            assert!(is_whole, "{place}: {english:?}");
        }
    }
}

#[test]
fn the_steps_of_a_process_fit_into_the_shortest_limit() {
    for procedure in catalogue() {
        let spent: u32 = procedure
            .workflow
            .steps()
            .iter()
            .map(|step| step.minutes)
            .sum();
        for terms in procedure.cases.iter().flat_map(|case| &case.terms) {
            let limit = match terms.limit {
                TimeLimit::WorkingDays(days) => u32::from(days) * 480,
                TimeLimit::WorkingHours { minutes } => minutes,
                TimeLimit::WithinDay => 480,
                TimeLimit::CalendarDays(days) => u32::from(days) * 480 * 5 / 7,
                TimeLimit::None { .. } => continue,
            };
            assert!(
                spent <= limit,
                "{}: {spent} of {limit} minutes",
                procedure.code
            );
        }
    }
}

#[test]
fn the_most_used_procedures_have_a_declaration() {
    let with_form: BTreeSet<String> = catalogue()
        .iter()
        .filter(|procedure| procedure.declaration.is_some())
        .map(|procedure| procedure.code.to_string())
        .collect();
    for code in [
        "1.001193", "1.000656", "1.004873", "2.000635", "2.000815", "1.004222", "1.001612",
        "1.013225", "1.001776",
    ] {
        assert!(with_form.contains(code), "{code}");
    }
    for procedure in catalogue()
        .iter()
        .filter(|procedure| procedure.declaration.is_some())
    {
        for case in &procedure.cases {
            let forms = case
                .papers
                .iter()
                .filter(|paper| paper.is_declaration)
                .count();
            assert_eq!(forms, 1, "{} {}", procedure.code, case.name);
        }
    }
}

#[test]
fn the_old_building_permit_has_ended_and_its_successor_is_in_force() {
    let catalogue = catalogue();
    let find = |code: &str| catalogue.iter().find(|p| p.code.as_str() == code).unwrap();
    let (old, new) = (find("1.009994"), find("1.013225"));
    assert_eq!(old.levels, [SettlingLevel::District]);
    assert!(old.is_in_force_on(date(2025, 6, 30)) && !old.is_in_force_on(date(2025, 7, 1)));
    assert!(!new.is_in_force_on(date(2025, 6, 30)) && new.is_in_force_on(date(2025, 7, 1)));
}

#[test]
fn the_same_case_can_have_other_terms_by_channel() {
    let catalogue = catalogue();
    let residence = catalogue
        .iter()
        .find(|p| p.code.as_str() == "1.004222")
        .unwrap();
    let case = residence.cases.first().unwrap();
    assert_ne!(
        case.terms_for(Channel::Desk),
        case.terms_for(Channel::Online)
    );
    assert_eq!(case.terms_for(Channel::Post), None);
}

#[test]
fn every_procedure_in_force_is_received_somewhere() {
    let rules = read_receptions(RECEPTIONS).unwrap();
    for procedure in catalogue() {
        let received = rules.iter().any(|rule| rule.procedure == procedure.code);
        assert_eq!(
            received,
            procedure.is_in_force_on(date(2026, 11, 21)),
            "{}",
            procedure.code
        );
    }
    let birth = rules
        .iter()
        .find(|rule| rule.procedure.as_str() == "1.001193")
        .unwrap();
    assert_eq!(birth.desks, Desks::Level(Level::Commune));
    assert_eq!(birth.competent, Competent::AgencyOfDesk);
    assert!(rules.iter().all(|rule| rule.basis.contains("minh họa")));
}

#[test]
fn every_desk_and_agency_of_the_list_exists() {
    let organisation = organisation_file::built_in();
    let today = date(2026, 11, 21);
    for rule in read_receptions(RECEPTIONS).unwrap() {
        if let Desks::One(code) = &rule.desks {
            let desk = organisation.find_by_code(code, today).unwrap();
            assert!(desk.kind.is_desk(), "{code}");
        }
        if let Competent::One(code) = &rule.competent {
            assert!(organisation.find_by_code(code, today).is_some(), "{code}");
        }
    }
}

#[test]
fn a_list_without_a_desk_is_refused_by_place() {
    let text = "[[lists]]\nbasis = \"minh họa\"\nvalid_from = 2025-07-01\n\
                procedures = [\"1.001193\", \"khai sinh\"]\ncolour = 1\n";
    let places: Vec<String> = read_receptions(text)
        .unwrap_err()
        .into_iter()
        .map(|problem| problem.field)
        .collect();
    assert_eq!(
        places,
        [
            "lists[0].level",
            "lists[0].procedures[1]",
            "lists[0].colour"
        ]
    );
}

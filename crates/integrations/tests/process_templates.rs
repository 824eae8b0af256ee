//! The built-in templates by kind, and the process that every built-in procedure has from them.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its data is not what it expects"
)]

use std::collections::BTreeMap;

use domain::calendar::time_limit::TimeLimit;
use domain::people::Role;
use domain::procedure::{Procedure, Terms};
use domain::process::built_in;
use domain::process::draft::{Awaited, Block, Draft, Ending, Whom};
use domain::process::surroundings::{Place, StaffedUnit, Surroundings};
use domain::process::template::{COMMUNE_USUAL, DEPARTMENT_USUAL};
use domain::workflow::UnitRule;
use integrations::built_in::{built_in as procedure_files, process_template, template_files};
use integrations::catalogue_file::read_procedure;
use integrations::process_file::read_template;
use jiff::civil::date;

/// Every block, whatever it lies in.
fn all(body: &[Block]) -> Vec<&Block> {
    let mut found = Vec::new();
    for block in body {
        found.push(block);
        match block {
            Block::Choice(choice) => {
                for outcome in &choice.outcomes {
                    found.extend(all(&outcome.body));
                }
            }
            Block::Parallel(parallel) => {
                for branch in &parallel.branches {
                    found.extend(all(&branch.body));
                }
            }
            Block::Loop(around) => found.extend(all(&around.body)),
            Block::Wait(wait) => {
                if let Some(time_out) = &wait.time_out {
                    found.extend(all(&time_out.body));
                }
            }
            Block::Step(_) | Block::Again(_) | Block::Consult(_) | Block::End(_) => {}
        }
    }
    found
}

fn drafts() -> Vec<Draft> {
    let limit = "5 working days".parse().unwrap();
    template_files()
        .into_iter()
        .map(|(name, text)| {
            let read = read_template(name, text);
            let template = read.unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
            template.for_limit(&limit)
        })
        .collect()
}

#[test]
fn every_template_of_the_folder_is_built_in() {
    let folder = concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/../../data/processes/templates"
    );
    let mut names: Vec<String> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    let listed: Vec<&str> = template_files().into_iter().map(|(name, _)| name).collect();
    assert_eq!(listed, names);
    assert!(process_template("commune-usual").is_some());
    assert!(process_template("commune").is_none());
}

#[test]
fn the_domain_has_every_template_as_it_is_written() {
    let mend = "cargo run -p integrations --example templates_as_json \
                >crates/domain/src/process/templates.json";
    for (name, text) in template_files() {
        let written = read_template(name, text).unwrap();
        assert_eq!(
            built_in::template(written.key()),
            Some(&written),
            "{name}: run {mend}"
        );
    }
    assert_eq!(built_in::templates().count(), template_files().len());
}

#[test]
fn every_template_asks_once_more_and_ends_in_three_ways() {
    for draft in drafts() {
        let blocks = all(&draft.body);
        let asks = blocks.iter().any(|block| {
            matches!(block, Block::Wait(wait)
                if wait.awaits == Awaited::Citizen && wait.time_out.is_some())
        });
        let again = blocks
            .iter()
            .any(|block| matches!(block, Block::Again(again) if again.key == "supplemented"));
        assert!(asks && again, "{}", draft.key);
        for outcome in [Ending::Granted, Ending::Declined, Ending::Stopped] {
            let ends = blocks
                .iter()
                .any(|block| matches!(block, Block::End(end) if end.outcome == outcome));
            assert!(ends, "{} {outcome:?}", draft.key);
        }
        let refusal = draft.papers.iter();
        let refusal = refusal.filter(|paper| paper.result_of == Some(Ending::Declined));
        assert_eq!(refusal.count(), 1, "{}", draft.key);
    }
}

const KIND: &str = r#"
key = "kind"
name = "Quy trình mẫu"

[[body]]
do = "step"
key = "all"
name = "Làm tại chỗ"
work = "at_once"
role = "desk_officer"
per_mille = 1000

[[body]]
do = "end"
key = "granted"
outcome = "granted"
"#;

#[test]
fn a_template_has_shares_and_no_limit() {
    assert!(read_template("kind.toml", KIND).is_ok());
    let places = |text: &str| -> Vec<String> {
        let problems = read_template("kind.toml", text).unwrap_err();
        problems.into_iter().map(|problem| problem.field).collect()
    };
    let minutes = KIND.replace("per_mille", "minutes");
    assert_eq!(places(&minutes), ["body[0].per_mille", "body[0].minutes"]);
    let limited = KIND.replace("name = \"Quy", "limit = \"within day\"\nname = \"Quy");
    assert_eq!(places(&limited), ["limit"]);
}

#[test]
fn a_template_that_is_not_sound_says_where() {
    let problems = read_template("kind.toml", &KIND.replace("1000", "1001")).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!(problems[0].field, "granted");
    assert!(problems[0].reason.contains("thời hạn"), "{problems:?}");
}

fn catalogue() -> Vec<Procedure> {
    procedure_files()
        .into_iter()
        .map(|(name, text)| read_procedure(name, text).unwrap())
        .collect()
}

/// A commune as the demonstration staffs one: nobody holds a role that the usual line leaves out.
fn staffed() -> Surroundings {
    let unit = |name: &str, roles: &[Role]| StaffedUnit {
        name: name.to_owned(),
        roles: roles.iter().copied().collect(),
        abolished_on: None,
    };
    let below = ["VP", "VHXH", "KT"].map(|code| {
        let division = unit(code, &[Role::CaseOfficer]);
        (code.to_owned(), division)
    });
    let place = Place {
        desk: unit("Trung tâm", &[Role::DeskOfficer, Role::Cashier]),
        competent: unit(
            "Cơ quan giải quyết",
            &[Role::CaseOfficer, Role::Leader, Role::RecordsClerk],
        ),
        below: BTreeMap::from(below),
    };
    Surroundings {
        today: Some(date(2026, 11, 21)),
        places: vec![place],
    }
}

fn process_of(procedure: &Procedure, terms: &Terms) -> Draft {
    let template = process_template(procedure.template()).unwrap();
    template.fit(procedure, terms)
}

/// The limit counted once more, without the check's own hand.
fn minutes_of(limit: &TimeLimit) -> u64 {
    match limit {
        TimeLimit::WorkingDays(days) => u64::from(*days) * 480,
        TimeLimit::WorkingHours { minutes } => u64::from(*minutes),
        TimeLimit::WithinDay | TimeLimit::CalendarDays(1) => 480,
        TimeLimit::CalendarDays(days) => u64::from(*days) * 480 * 5 / 7,
        TimeLimit::None { .. } => u64::MAX,
    }
}

/// Checks the process of every case's terms, and counts them.
fn check_all(procedure: &Procedure) -> usize {
    let mut checked = 0;
    for case in &procedure.cases {
        for terms in &case.terms {
            let place = format!("{} {}", procedure.code, case.key.0);
            let draft = process_of(procedure, terms);
            for block in all(&draft.body) {
                if let Block::Step(step) = block {
                    assert!(step.minutes > 0, "{place} {}", step.key);
                }
            }
            let process = draft.check(&staffed());
            let process = process.unwrap_or_else(|findings| panic!("{place}: {findings:#?}"));
            let limit = minutes_of(terms.promised());
            for end in ["granted", "declined"] {
                let proven = process.proven_minutes(end).unwrap();
                assert!(proven <= limit, "{place} {end}: {proven} of {limit}");
            }
            checked += 1;
        }
    }
    checked
}

#[test]
fn every_procedure_has_a_sound_process_for_each_case_within_its_limit() {
    let catalogue = catalogue();
    let without: Vec<String> = catalogue
        .iter()
        .filter(|procedure| procedure.process.is_none())
        .map(|procedure| procedure.code.to_string())
        .collect();
    assert_eq!(without, Vec::<String>::new());
    let checked: usize = catalogue.iter().map(check_all).sum();
    assert!(checked >= catalogue.len(), "{checked}");
}

#[test]
fn what_was_imported_goes_by_the_template_of_who_settles_it() {
    for procedure in catalogue() {
        let imported = Procedure {
            process: None,
            ..procedure
        };
        assert!([COMMUNE_USUAL, DEPARTMENT_USUAL].contains(&imported.template()));
        assert!(check_all(&imported) > 0, "{}", imported.code);
    }
}

#[test]
fn every_template_is_used() {
    let catalogue = catalogue();
    for (name, _) in template_files() {
        let key = name.trim_end_matches(".toml");
        let is_used = catalogue
            .iter()
            .any(|procedure| procedure.template() == key);
        assert!(is_used, "{key}");
    }
}

#[test]
fn a_process_says_what_is_different_in_its_procedure() {
    let catalogue = catalogue();
    let birth = catalogue.iter().find(|p| p.code.as_str() == "1.001193");
    let birth = birth.unwrap();
    let terms = &birth.cases[0].terms[0];
    let draft = process_of(birth, terms);
    assert_eq!((draft.key.as_str(), &draft.name), ("1.001193", &birth.name));
    assert_eq!(draft.limit, TimeLimit::WithinDay);
    let result = draft.papers.iter().find(|paper| paper.key == "result");
    assert_eq!(result.unwrap().name, "Giấy khai sinh");
    for block in all(&draft.body) {
        match block {
            Block::Step(step) if step.key == "receive" => {
                assert_eq!(step.unit, UnitRule::Desk);
                let fee = terms.fees.first().map(|fee| &fee.key.0);
                assert_eq!(step.collects.as_ref(), fee);
            }
            Block::Step(step) if step.key == "propose" => {
                assert_eq!(step.unit, UnitRule::UnitBelow("VP".to_owned()));
            }
            Block::Step(step) if step.key == "approve" => {
                assert_eq!(step.unit, UnitRule::CompetentAgency);
                assert_eq!(step.name, "Ký giấy khai sinh");
            }
            Block::Consult(consult) => assert_eq!(
                consult.asks[0].whom,
                Whom::Outside("Cơ sở y tế nơi trẻ sinh ra".to_owned())
            ),
            _ => {}
        }
    }
}

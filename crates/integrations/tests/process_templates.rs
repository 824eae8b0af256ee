//! The built-in templates by kind, and the process that every built-in procedure has from them.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its data is not what it expects"
)]

use domain::process::draft::{Awaited, Block, Draft, Ending};
use integrations::built_in::{process_template, template_files};
use integrations::process_file::read_template;

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

//! Files of processes: what is read, what is named, and what the check says of the samples.
#![expect(
    clippy::unwrap_used,
    reason = "a test stops where its data is not what it expects"
)]

use domain::calendar::time_limit::TimeLimit;
use domain::process::check::{Finding, Strictness};
use domain::process::draft::{Block, RoleSaid, Whom};
use domain::process::fact::Values;
use domain::process::surroundings::Surroundings;
use domain::workflow::UnitRule;
use integrations::process_file::{read_process, read_process_text};
use serde_json::Value;

const COFSA: &str = include_str!("../../../data/processes/cofsa.toml");
const EXPECTED: &str = include_str!("../../../data/processes/cofsa.expected.json");
const SITE_LICENCE: &str = include_str!("../../../data/processes/site-licence.toml");

const HOW_TO: &str = include_str!("../../../docs/how-to/add-a-process.md");

const SMALL: &str = r#"
key = "small"
name = "Quy trình nhỏ"
limit = "within day"

[[facts]]
key = "copies"
about = "answer"
from = 0
to = 9

[[facts]]
key = "urgent"
about = "case"
yes_no = true

[[body]]
do = "step"
key = "all"
name = "Làm tại chỗ"
work = "at_once"
role = "desk_officer"
minutes = 60

[[body]]
do = "end"
key = "granted"
outcome = "granted"
"#;

fn places(text: &str) -> Vec<String> {
    let problems = read_process("small.toml", text).unwrap_err();
    problems.into_iter().map(|problem| problem.field).collect()
}

fn findings(file_name: &str, text: &str) -> Vec<Finding> {
    let draft = read_process(file_name, text).unwrap();
    draft.findings(&Surroundings::default(), Strictness::Drafting)
}

#[test]
fn a_good_file_is_read() {
    let draft = read_process("data/processes/small.toml", SMALL).unwrap();
    assert_eq!(draft.limit, TimeLimit::WithinDay);
    assert_eq!(draft.facts[0].values, Values::Whole { from: 0, to: 9 });
    assert_eq!(draft.facts[1].values, Values::YesNo);
    let Block::Step(step) = &draft.body[0] else {
        panic!("{:?}", draft.body[0]);
    };
    assert_eq!(
        step.unit,
        UnitRule::Desk,
        "what is done at once is done there"
    );
    assert!(matches!(step.role, RoleSaid::Known(_)));
    assert!(draft.check(&Surroundings::default()).is_ok());
}

#[test]
fn the_flawed_sample_gives_the_expected_findings() {
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    let mut expected: Vec<(String, Vec<String>, Option<u64>)> = expected["findings"]
        .as_array()
        .unwrap()
        .iter()
        .map(|finding| {
            let code = finding["code"].as_str().unwrap().to_owned();
            let path = finding["path"].as_array().cloned().unwrap_or_default();
            let path = path.iter().map(|key| key.as_str().unwrap().to_owned());
            (code, path.collect(), finding["days"].as_u64())
        })
        .collect();
    let mut found: Vec<(String, Vec<String>, Option<u64>)> = findings("cofsa.toml", COFSA)
        .into_iter()
        .map(|finding| {
            let code = serde_json::to_value(finding.code).unwrap();
            let days = finding.days();
            (code.as_str().unwrap().to_owned(), finding.path, days)
        })
        .collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected);
}

#[test]
fn the_good_sample_can_be_published() {
    let found = findings("site-licence.toml", SITE_LICENCE);
    assert!(found.is_empty(), "{found:?}");
    let draft = read_process("site-licence.toml", SITE_LICENCE).unwrap();
    let process = draft.check(&Surroundings::default()).unwrap();
    assert_eq!(process.proven_minutes("granted"), Some(3_240));
}

#[test]
fn what_is_shown_to_copy_can_be_published() {
    let parts = HOW_TO.split("```toml\n").skip(1);
    let examples: Vec<&str> = parts
        .map(|part| part.split("```").next().unwrap_or_default())
        .collect();
    assert_eq!(examples.len(), 2);
    for text in examples {
        let draft = read_process_text(text).unwrap();
        let found = draft.findings(&Surroundings::default(), Strictness::Publishing);
        assert!(found.is_empty(), "{found:?}");
        assert!(draft.act_findings().is_empty());
    }
}

#[test]
fn an_unknown_key_is_named_with_its_place() {
    assert_eq!(places(&SMALL.replace("minutes", "minuts")).len(), 2);
    let extra = SMALL.replace("outcome =", "result = \"x\"\noutcome =");
    assert_eq!(places(&extra), ["body[1].result"]);
}

#[test]
fn every_problem_is_named_at_once() {
    let text = SMALL
        .replace("\"within day\"", "\"soon\"")
        .replace("to = 9", "to = -1")
        .replace("\"at_once\"", "\"magic\"")
        .replace("minutes = 60", "")
        .replace("\"granted\"\n", "\"given\"\n");
    assert_eq!(
        places(&text),
        [
            "limit",
            "facts[0].values",
            "body[0].work",
            "body[0].minutes",
            "body[1].outcome"
        ]
    );
}

#[test]
fn another_word_than_a_block_is_named_alone() {
    let text = SMALL.replace("do = \"step\"", "do = \"stap\"");
    assert_eq!(places(&text), ["body[0].do"]);
}

#[test]
fn an_unknown_role_is_read_and_left_to_the_check() {
    let text = SMALL.replace("desk_officer", "director");
    let found = findings("small.toml", &text);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].said, "director");
}

#[test]
fn units_and_others_are_asked() {
    let draft = read_process("site-licence.toml", SITE_LICENCE).unwrap();
    let text = format!("{draft:?}");
    assert!(text.contains(&format!(
        "{:?}",
        Whom::Unit(UnitRule::UnitBelow("VHXH".to_owned()))
    )));
    assert!(text.contains(&format!("{:?}", Whom::Outside("Công an xã".to_owned()))));
    let nobody = SITE_LICENCE.replace("outside = \"Công an xã\", ", "");
    let problems = read_process("site-licence.toml", &nobody).unwrap_err();
    assert_eq!(
        problems[0].field,
        "body[1].body[2].branches[0].body[0].asks[1].unit"
    );
}

#[test]
fn deep_nesting_is_refused_without_following_it() {
    let mut text = String::from("key = \"small\"\nname = \"Sâu\"\nlimit = \"within day\"\n");
    let mut path = String::from("body");
    for depth in 0..20 {
        text.push_str(&format!("[[{path}]]\ndo = \"loop\"\nkey = \"l{depth}\"\n"));
        path.push_str(".body");
    }
    let problems = read_process("small.toml", &text).unwrap_err();
    assert_eq!(problems.len(), 1, "{problems:?}");
}

#[test]
fn the_name_of_the_file_is_the_key() {
    let problems = read_process("other.toml", SMALL).unwrap_err();
    assert_eq!(problems[0].field, "key");
}

#[test]
fn broken_toml_is_named_by_line() {
    assert_eq!(places("key = \"small\"\nname = "), ["dòng 2"]);
}

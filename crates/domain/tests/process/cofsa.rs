//! The sample with known flaws: chứng thực thực phẩm an toàn đối với sản phẩm thủy sản.
//!
//! How its eleven actions are said in blocks: 1 is the beginning; 2, 4 and 7 are the results of S1;
//! 3, 6 and 9 are jumps back; 5 and 8 are the result `sign` of S3 and S2; 10 and 11 are S6 and S5 being
//! done, each with its end behind it.

use domain::calendar::time_limit::TimeLimit;
use domain::process::check::{Severity, Strictness};
use domain::process::draft::{Block, Draft, Ending, ProcessPaper, RoleSaid, Step, Work};
use domain::process::surroundings::Surroundings;
use serde_json::{Value, json};

use crate::blocks::{
    again, choice, codes, deciding, draft, end, facts, looping, plain_step, sound, step, traces,
    wait, words,
};

const EXPECTED: &str = include_str!("../../../../data/processes/cofsa.expected.json");

fn two_days(key: &str, work: Work, role: &str) -> Step {
    Step {
        work,
        role: RoleSaid::from(role.to_owned()),
        minutes: 960,
        ..plain_step(key)
    }
}

fn paper(key: &str, result_of: Option<Ending>) -> ProcessPaper {
    ProcessPaper {
        key: key.to_owned(),
        name: key.to_owned(),
        result_of,
    }
}

fn signed(key: &str, paper: &str, again_key: &str, then: Vec<Block>) -> Vec<Block> {
    let deciding = Block::Step(Step {
        results: words("sign|recheck"),
        signs: words(paper),
        ..two_days(key, Work::Decision, "leader")
    });
    let by = format!("{key}-result");
    let back = vec![again(again_key, "examining", None)];
    vec![
        deciding,
        choice(&by, key, vec![("sign", then), ("recheck", back)]),
    ]
}

fn cofsa() -> Draft {
    let s1 = Block::Step(Step {
        results: words("supplement|decline|grant"),
        makes: words("report|certificate|refusal-letter"),
        ..two_days("S1", Work::Examination, "case_officer")
    });
    let s5 = Block::Step(two_days("S5", Work::Return, "desk_officer"));
    let s6 = Block::Step(Step {
        collects: Some("fee".to_owned()),
        ..two_days("S6", Work::Return, "desk_officer")
    });
    let supplement = vec![wait("S4", None), again("action-3", "examining", None)];
    let declined = vec![s5, end("declined", Ending::Declined)];
    let granted = vec![s6, end("granted", Ending::Granted)];
    let ways = vec![
        ("supplement", supplement),
        (
            "decline",
            signed("S3", "refusal-letter", "action-6", declined),
        ),
        ("grant", signed("S2", "certificate", "action-9", granted)),
    ];
    Draft {
        limit: TimeLimit::WorkingDays(3),
        papers: vec![
            paper("report", None),
            paper("certificate", Some(Ending::Granted)),
            paper("refusal-letter", Some(Ending::Declined)),
        ],
        ..draft(vec![looping(
            "examining",
            vec![s1, choice("S1-result", "S1", ways)],
        )])
    }
}

/// The findings in the words of the sample.
fn told(draft: &Draft) -> Vec<Value> {
    let findings = draft.findings(&Surroundings::default(), Strictness::Drafting);
    findings
        .iter()
        .map(|finding| {
            let published = finding.code.severity(Strictness::Publishing);
            let severity = match (finding.severity, published) {
                (Severity::Warning, Severity::Error) => {
                    json!("warning in a draft, error at publication")
                }
                (severity, _) => json!(severity),
            };
            let mut told = json!({ "code": finding.code, "severity": severity });
            if finding.path.is_empty() {
                let place = if finding.place == "S6" {
                    "action 10"
                } else {
                    finding.place.as_str()
                };
                told["place"] = json!(place);
            } else {
                told["path"] = json!(finding.path);
            }
            if let Some(days) = finding.days() {
                told["days"] = json!(days);
            }
            told
        })
        .collect()
}

#[test]
fn the_sample_gives_the_expected_findings_and_no_other() {
    let expected: Value = serde_json::from_str(EXPECTED).unwrap();
    let expected = expected["findings"].as_array().unwrap();
    let told = told(&cofsa());
    for finding in expected {
        assert!(told.contains(finding), "missing {finding} in {told:?}");
    }
    assert_eq!(told.len(), expected.len(), "{told:?}");
}

#[test]
fn it_cannot_be_published() {
    assert!(cofsa().check(&Surroundings::default()).is_err());
}

#[test]
fn with_bounds_times_and_a_time_out_it_can() {
    let sign = |key: &str, mark: &str, ending: Ending| {
        let by = format!("{key}-result");
        let back = vec![again(&format!("{mark}-again"), "examining", Some(1))];
        let done = vec![step(&format!("{mark}-return")), end(mark, ending)];
        vec![
            deciding(key, "sign|recheck"),
            choice(&by, key, vec![("sign", done), ("recheck", back)]),
        ]
    };
    let silence = vec![end("stopped", Ending::Stopped)];
    let supplement = vec![
        wait("S4", Some(silence)),
        again("supplemented", "examining", Some(1)),
    ];
    let ways = vec![
        ("supplement", supplement),
        ("decline", sign("S3", "declined", Ending::Declined)),
        ("grant", sign("S2", "granted", Ending::Granted)),
    ];
    let s1 = deciding("S1", "supplement|decline|grant");
    let body = vec![looping("examining", vec![s1, choice("way", "S1", ways)])];
    let mended = draft(body);
    assert!(codes(&mended).is_empty());
    let process = sound(mended);
    // Once through S1 and S2, three times again for as long as the longest pass of three steps.
    assert_eq!(process.proven_minutes("granted"), Some(120 + 3 * 180));
    let traces = traces(&process, &facts(&[]));
    assert!(traces.contains("S1:supplement S4! stopped"));
    assert!(traces.contains("S1:supplement S4 S1:grant S2:sign granted-return granted"));
    let twice = |trace: &String| trace.matches("S1:supplement").count() > 1;
    assert!(!traces.iter().any(twice), "asked once only");
}

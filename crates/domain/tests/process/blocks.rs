//! Drafts in a few words.

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::time_limit::TimeLimit;
use domain::process::Process;
use domain::process::check::{Code, Finding, Strictness};
use domain::process::draft::{
    Again, Asked, Awaited, Block, Branch, Choice, Consult, Draft, End, Ending, Join, Loop,
    Parallel, RoleSaid, Step, TimeOut, Wait, Whom, Work,
};
use domain::process::fact::{About, Fact, Facts, Value, Values};
use domain::process::run::{Doing, Position, Refusal};
use domain::process::surroundings::Surroundings;
use domain::workflow::UnitRule;

/// A draft of these blocks with ten days to do them in.
pub fn draft(body: Vec<Block>) -> Draft {
    Draft {
        key: "process".to_owned(),
        name: "Quy trình thử".to_owned(),
        limit: TimeLimit::WorkingDays(10),
        facts: Vec::new(),
        papers: Vec::new(),
        body,
    }
}

pub fn plain_step(key: &str) -> Step {
    Step {
        key: key.to_owned(),
        name: format!("Bước {key}"),
        work: Work::Examination,
        role: RoleSaid::from("case_officer".to_owned()),
        unit: UnitRule::CompetentAgency,
        minutes: 60,
        results: Vec::new(),
        checklist: Vec::new(),
        makes: Vec::new(),
        signs: Vec::new(),
        collects: None,
    }
}

pub fn step(key: &str) -> Block {
    Block::Step(plain_step(key))
}

pub fn steps(keys: &str) -> Vec<Block> {
    keys.split_whitespace().map(step).collect()
}

/// A step with results, written `yes|no`.
pub fn deciding(key: &str, results: &str) -> Block {
    Block::Step(Step {
        results: words(results),
        ..plain_step(key)
    })
}

pub fn words(text: &str) -> Vec<String> {
    text.split('|')
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

fn branches(ways: Vec<(&str, Vec<Block>)>) -> Vec<Branch> {
    ways.into_iter()
        .map(|(when, body)| Branch {
            when: words(when),
            body,
        })
        .collect()
}

pub fn choice(key: &str, by: &str, ways: Vec<(&str, Vec<Block>)>) -> Block {
    Block::Choice(Choice {
        key: key.to_owned(),
        by: by.to_owned(),
        outcomes: branches(ways),
    })
}

pub fn parallel(key: &str, join: Join, ways: Vec<Vec<Block>>) -> Block {
    Block::Parallel(Parallel {
        key: key.to_owned(),
        join,
        by: None,
        branches: branches(ways.into_iter().map(|body| ("", body)).collect()),
    })
}

pub fn chosen(key: &str, by: &str, ways: Vec<(&str, Vec<Block>)>) -> Block {
    Block::Parallel(Parallel {
        key: key.to_owned(),
        join: Join::Chosen,
        by: Some(by.to_owned()),
        branches: branches(ways),
    })
}

pub fn looping(key: &str, body: Vec<Block>) -> Block {
    Block::Loop(Loop {
        key: key.to_owned(),
        body,
    })
}

pub fn again(key: &str, back_to: &str, at_most: Option<u16>) -> Block {
    Block::Again(Again {
        key: key.to_owned(),
        back_to: back_to.to_owned(),
        at_most,
        share: None,
    })
}

pub fn consult(key: &str) -> Block {
    Block::Consult(Consult {
        key: key.to_owned(),
        name: format!("Lấy ý kiến {key}"),
        asks: vec![Asked {
            whom: Whom::Outside("Công an tỉnh".to_owned()),
            questions: vec!["Có ý kiến gì không?".to_owned()],
        }],
        minutes: 60,
    })
}

pub fn wait(key: &str, silence: Option<Vec<Block>>) -> Block {
    Block::Wait(Wait {
        key: key.to_owned(),
        name: format!("Chờ {key}"),
        awaits: Awaited::Citizen,
        time_out: silence.map(|body| TimeOut {
            working_days: 30,
            body,
        }),
    })
}

pub fn end(key: &str, outcome: Ending) -> Block {
    Block::End(End {
        key: key.to_owned(),
        outcome,
    })
}

pub fn granted() -> Block {
    end("granted", Ending::Granted)
}

pub fn fact(key: &str, values: Values) -> Fact {
    Fact {
        key: key.to_owned(),
        about: About::Answer,
        values,
    }
}

pub fn facts(said: &[(&str, &str)]) -> Facts {
    said.iter()
        .map(|(key, word)| ((*key).to_owned(), Value::Word((*word).to_owned())))
        .collect()
}

/// What stands in the way of publishing.
pub fn published(draft: &Draft) -> Vec<Finding> {
    draft.findings(&Surroundings::default(), Strictness::Publishing)
}

pub fn codes(draft: &Draft) -> BTreeSet<Code> {
    published(draft)
        .into_iter()
        .map(|finding| finding.code)
        .collect()
}

pub fn sound(draft: Draft) -> Process {
    draft.check(&Surroundings::default()).unwrap()
}

pub fn key_of<'a>(what: &Doing<'a>) -> &'a str {
    match what {
        Doing::Step(step, _) => &step.key,
        Doing::Consult(consult) => &consult.key,
        Doing::Wait(wait) => &wait.key,
    }
}

/// Everything that can happen next: `S1`, `S1:result`, or `S1!` when nothing came in time.
pub fn moves(process: &Process, at: &Position, facts: &Facts) -> BTreeMap<String, Position> {
    let mut next = BTreeMap::new();
    for open in process.open_at(at) {
        let key = key_of(&open.what);
        match open.what {
            Doing::Step(step, _) if !step.results.is_empty() => {
                for result in &step.results {
                    match process.complete(at, key, Some(result), facts) {
                        Ok(position) => {
                            next.insert(format!("{key}:{result}"), position);
                        }
                        Err(refusal) => {
                            assert!(matches!(refusal, Refusal::NotAgain { .. }), "{refusal}");
                        }
                    }
                }
            }
            Doing::Step(..) | Doing::Consult(_) => {
                let position = process.complete(at, key, None, facts).unwrap();
                next.insert(key.to_owned(), position);
            }
            Doing::Wait(wait) => {
                let position = process.complete(at, key, None, facts).unwrap();
                next.insert(key.to_owned(), position);
                if wait.time_out.is_some() {
                    let position = process.time_out(at, key, facts).unwrap();
                    next.insert(format!("{key}!"), position);
                }
            }
        }
    }
    next
}

/// Every trace from the beginning to an end.
pub fn traces(process: &Process, facts: &Facts) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut open = vec![(process.begin(facts).unwrap(), String::new())];
    while let Some((at, trace)) = open.pop() {
        if let Some(end) = process.end_key(&at) {
            found.insert(format!("{trace}{end}"));
            continue;
        }
        let next = moves(process, &at, facts);
        assert!(!next.is_empty(), "stuck after {trace}");
        open.extend(
            next.into_iter()
                .map(|(said, position)| (position, format!("{trace}{said} "))),
        );
    }
    found
}

pub fn set(traces: &[&str]) -> BTreeSet<String> {
    traces.iter().map(|trace| (*trace).to_owned()).collect()
}

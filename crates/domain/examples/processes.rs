//! What a check costs: a process of 200 steps with choices, parallel ways and loops, received at a
//! hundred desks. `cargo xtask bench processes` runs it as `processes SECONDS`.

use std::collections::{BTreeMap, BTreeSet};
use std::error::Error;
use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use domain::calendar::time_limit::TimeLimit;
use domain::people::Role;
use domain::process::draft::{
    Again, Block, Branch, Choice, Draft, End, Ending, Join, Loop, Parallel, RoleSaid, Step, Work,
};
use domain::process::surroundings::{Place, StaffedUnit, Surroundings};
use domain::workflow::UnitRule;

/// Groups of eight steps.
const GROUPS: usize = 25;

/// Desks that receive it.
const DESKS: usize = 100;

fn main() -> Result<(), Box<dyn Error>> {
    let seconds = std::env::args().nth(1).ok_or("how many seconds?")?;
    let counted = Duration::from_secs(seconds.parse()?);
    let (draft, around) = (draft(), around());
    let steps = draft
        .blocks()
        .filter(|block| matches!(block, Block::Step(_)));
    let steps = steps.count();
    let mut times = Vec::new();
    let begun = now();
    while begun.elapsed() < counted || times.is_empty() {
        let this = draft.clone();
        let one = now();
        if black_box(black_box(this).check(&around)).is_err() {
            return Err("the process is not sound".into());
        }
        times.push(one.elapsed().as_secs_f64() * 1e3);
    }
    times.sort_by(f64::total_cmp);
    let said = serde_json::json!({
        "steps": steps,
        "checks": times.len(),
        "median_ms": times.get(times.len() / 2),
        "slowest_ms": times.last(),
    });
    writeln!(std::io::stdout(), "{said}")?;
    Ok(())
}

/// Group behind group, each a loop with a way back and two ways beside each other.
fn draft() -> Draft {
    let mut body: Vec<Block> = (0..GROUPS).map(group).collect();
    body.push(Block::End(End {
        key: "granted".to_owned(),
        outcome: Ending::Granted,
    }));
    Draft {
        key: "long".to_owned(),
        name: "Quy trình dài".to_owned(),
        limit: TimeLimit::WorkingDays(400),
        facts: Vec::new(),
        papers: Vec::new(),
        body,
    }
}

fn group(number: usize) -> Block {
    let key = |name: &str| format!("{name}-{number}");
    let step = |name: &str, results: &[&str]| {
        Block::Step(Step {
            key: key(name),
            name: format!("Bước {name} {number}"),
            work: Work::Examination,
            role: RoleSaid::Known(Role::CaseOfficer),
            unit: UnitRule::UnitBelow("KT".to_owned()),
            minutes: 60,
            results: results.iter().map(|result| (*result).to_owned()).collect(),
            checklist: Vec::new(),
            makes: Vec::new(),
            signs: Vec::new(),
            collects: None,
        })
    };
    let way = |when: &str, body: Vec<Block>| Branch {
        when: when.split_whitespace().map(str::to_owned).collect(),
        body,
    };
    let back = Block::Again(Again {
        key: key("back"),
        back_to: key("round"),
        at_most: Some(2),
        share: None,
    });
    let choice = Block::Choice(Choice {
        key: key("which"),
        by: key("a"),
        outcomes: vec![
            way("on", vec![step("b", &[])]),
            way("back", vec![step("c", &[]), back]),
        ],
    });
    let beside = Block::Parallel(Parallel {
        key: key("both"),
        join: Join::All,
        by: None,
        branches: vec![
            way("", vec![step("d", &[]), step("e", &[])]),
            way("", vec![step("f", &[]), step("g", &[])]),
        ],
    });
    Block::Loop(Loop {
        key: key("round"),
        body: vec![step("a", &["on", "back"]), choice, beside, step("h", &[])],
    })
}

fn around() -> Surroundings {
    let unit = |name: &str, number: usize| StaffedUnit {
        name: format!("{name} {number}"),
        roles: BTreeSet::from([Role::CaseOfficer]),
        abolished_on: None,
    };
    let place = |number: usize| Place {
        desk: unit("Quầy", number),
        competent: unit("UBND", number),
        below: BTreeMap::from([("KT".to_owned(), unit("Phòng", number))]),
    };
    Surroundings {
        today: None,
        places: (0..DESKS).map(place).collect(),
    }
}

#[expect(clippy::disallowed_methods, reason = "this program measures time")]
fn now() -> Instant {
    Instant::now()
}

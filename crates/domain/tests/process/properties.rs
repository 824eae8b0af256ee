//! What was accepted never gets stuck, always ends, and within its proven time.

use std::collections::BTreeMap;

use domain::process::Process;
use domain::process::draft::Draft;
use domain::process::run::{Doing, Position, Refusal};
use domain::process::surroundings::Surroundings;
use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use crate::blocks::key_of;
use crate::explorer::explore;
use crate::random::{Dice, named, shapes};

/// Moves after which a run is taken for endless.
const MOVES_MAX: u32 = 20_000;

/// Drafts, and runs through each that is accepted.
fn how_many() -> (u32, u64) {
    #[expect(
        clippy::disallowed_methods,
        reason = "the long form is asked for in the environment"
    )]
    let is_long = std::env::var_os("MOTCUA_LONG").is_some();
    if is_long { (2_000, 10_000) } else { (200, 500) }
}

/// Random drafts, the same ones on every run.
fn drafts() -> impl Iterator<Item = Draft> {
    let mut runner = TestRunner::deterministic();
    let strategy = shapes();
    std::iter::repeat_with(move || {
        let tree = strategy.new_tree(&mut runner).unwrap();
        named(&tree.current())
    })
}

/// Tests that share the drafts: in its long form, one of them alone would take too long.
const PARTS: u32 = 8;

/// What is accepted ends in its proven time, for every so manieth of the drafts.
fn accepted_ends_in_its_proven_time(part: u32) {
    let (wanted, runs) = how_many();
    let mut dice = Dice(u64::from(part) + 1);
    let mut accepted = 0;
    let mut tried = 0;
    for draft in drafts() {
        tried += 1;
        assert!(tried < 100 * wanted, "only {accepted} drafts were sound");
        let Ok(process) = draft.check(&Surroundings::default()) else {
            continue;
        };
        if accepted % PARTS == part {
            for _ in 0..runs {
                run(&process, &mut dice);
            }
        }
        accepted += 1;
        if accepted == wanted {
            break;
        }
    }
}

macro_rules! parts {
    ($($name:ident: $part:literal,)*) => {
        $(
            #[test]
            fn $name() {
                accepted_ends_in_its_proven_time($part);
            }
        )*

        #[test]
        fn no_part_is_left_out() {
            assert_eq!([$($part),*], *(0..PARTS).collect::<Vec<u32>>());
        }
    };
}

parts! {
    what_is_accepted_ends_in_its_proven_time_1: 0,
    what_is_accepted_ends_in_its_proven_time_2: 1,
    what_is_accepted_ends_in_its_proven_time_3: 2,
    what_is_accepted_ends_in_its_proven_time_4: 3,
    what_is_accepted_ends_in_its_proven_time_5: 4,
    what_is_accepted_ends_in_its_proven_time_6: 5,
    what_is_accepted_ends_in_its_proven_time_7: 6,
    what_is_accepted_ends_in_its_proven_time_8: 7,
}

/// One run: whoever is first ready acts, and nobody takes longer than their share.
fn run(process: &Process, dice: &mut Dice) {
    let mut at = process.begin(&dice.facts()).unwrap();
    let mut now = 0;
    let mut ready: BTreeMap<String, u64> = BTreeMap::new();
    for _ in 0..MOVES_MAX {
        if let Some(end) = process.end_key(&at) {
            let proven = process.proven_minutes(end).unwrap();
            assert!(now <= proven, "{now} > {proven} at {end} of {process:#?}");
            return;
        }
        let open = process.open_at(&at);
        assert!(!open.is_empty(), "stuck at {at:?} of {process:#?}");
        ready.retain(|key, _| open.iter().any(|open| key_of(&open.what) == key));
        for open in &open {
            let takes = match dice.roll(2) {
                0 => open.minutes,
                _ => dice.roll(open.minutes + 1),
            };
            ready
                .entry(key_of(&open.what).to_owned())
                .or_insert(now + takes);
        }
        let first = *ready.values().min().unwrap();
        let firsts: Vec<_> = open
            .iter()
            .filter(|open| ready[key_of(&open.what)] == first)
            .collect();
        let next = dice.pick(&firsts).what;
        now = first;
        ready.remove(key_of(&next));
        at = act(process, &at, next, dice);
    }
    panic!("no end of {process:#?}");
}

fn act(process: &Process, at: &Position, next: Doing<'_>, dice: &mut Dice) -> Position {
    let facts = dice.facts();
    let key = key_of(&next);
    match next {
        Doing::Step(step, _) if !step.results.is_empty() => {
            let mut left = step.results.clone();
            while !left.is_empty() {
                let result = dice.pick(&left).clone();
                match process.complete(at, key, Some(&result), &facts) {
                    Ok(next) => return next,
                    Err(Refusal::NotAgain { .. }) => left.retain(|other| *other != result),
                    Err(refusal) => panic!("{refusal} in {process:#?}"),
                }
            }
            panic!("every result of {key} is refused at {at:?} of {process:#?}");
        }
        Doing::Wait(wait) if wait.time_out.is_some() && dice.roll(2) == 0 => {
            process.time_out(at, key, &facts).unwrap()
        }
        Doing::Step(..) | Doing::Consult(_) | Doing::Wait(_) => {
            process.complete(at, key, None, &facts).unwrap()
        }
    }
}

#[test]
fn an_explorer_that_tries_everything_finds_the_same() {
    let (wanted, _) = how_many();
    let mut compared = 0;
    for draft in drafts().take(10 * usize::try_from(wanted).unwrap()) {
        compared += u32::from(explore(&draft));
    }
    assert!(
        compared >= wanted,
        "only {compared} drafts were small enough"
    );
}

//! The classic control-flow patterns, each with every trace it has.

use domain::process::draft::Join;
use domain::process::fact::Values;

use crate::blocks::{
    again, choice, chosen, deciding, draft, fact, facts, granted, looping, parallel, set, sound,
    step, steps, traces, words,
};

#[test]
fn sequence() {
    let process = sound(draft([steps("a b c"), vec![granted()]].concat()));
    assert_eq!(traces(&process, &facts(&[])), set(&["a b c granted"]));
}

#[test]
fn parallel_split_and_synchronisation() {
    let both = parallel("both", Join::All, vec![steps("a"), steps("b")]);
    let process = sound(draft(vec![both, step("c"), granted()]));
    assert_eq!(
        traces(&process, &facts(&[])),
        set(&["a b c granted", "b a c granted"])
    );
}

#[test]
fn exclusive_choice_and_simple_merge() {
    let ways = vec![("x", steps("a")), ("y", steps("b"))];
    let process = sound(draft(vec![
        deciding("s", "x|y"),
        choice("way", "s", ways),
        step("c"),
        granted(),
    ]));
    assert_eq!(
        traces(&process, &facts(&[])),
        set(&["s:x a c granted", "s:y b c granted"])
    );
}

#[test]
fn multi_choice_with_a_join_of_those_chosen() {
    let ways = vec![("one|both", steps("a")), ("two|both", steps("b"))];
    let mut draft = draft(vec![chosen("some", "which", ways), step("c"), granted()]);
    let which = Values::OneOf(words("none|one|two|both"));
    draft.facts = vec![fact("which", which)];
    let process = sound(draft);
    let of = |which: &str| traces(&process, &facts(&[("which", which)]));
    assert_eq!(of("none"), set(&["c granted"]));
    assert_eq!(of("one"), set(&["a c granted"]));
    assert_eq!(of("two"), set(&["b c granted"]));
    assert_eq!(of("both"), set(&["a b c granted", "b a c granted"]));
}

#[test]
fn multi_choice_by_whoever_did_the_step_before() {
    let ways = vec![("one|both", steps("a")), ("two|both", steps("b"))];
    let process = sound(draft(vec![
        deciding("s", "one|two|both"),
        chosen("some", "s", ways),
        granted(),
    ]));
    assert_eq!(
        traces(&process, &facts(&[])),
        set(&[
            "s:one a granted",
            "s:two b granted",
            "s:both a b granted",
            "s:both b a granted"
        ])
    );
}

#[test]
fn cancellation_when_the_first_is_through() {
    let race = parallel("race", Join::FirstDone, vec![steps("a1 a2"), steps("b")]);
    let process = sound(draft(vec![race, step("c"), granted()]));
    assert_eq!(
        traces(&process, &facts(&[])),
        set(&["a1 a2 c granted", "a1 b c granted", "b c granted"])
    );
}

#[test]
fn deferred_choice_by_whoever_begins() {
    let race = parallel("race", Join::FirstBegun, vec![steps("a1 a2"), steps("b")]);
    let process = sound(draft(vec![race, step("c"), granted()]));
    assert_eq!(
        traces(&process, &facts(&[])),
        set(&["a1 a2 c granted", "b c granted"])
    );
}

#[test]
fn bounded_loop() {
    let ways = vec![
        ("back", vec![again("once", "round", Some(2))]),
        ("done", vec![]),
    ];
    let body = vec![deciding("s", "back|done"), choice("way", "s", ways)];
    let process = sound(draft(vec![looping("round", body), granted()]));
    assert_eq!(
        traces(&process, &facts(&[])),
        set(&[
            "s:done granted",
            "s:back s:done granted",
            "s:back s:back s:done granted"
        ])
    );
}

#[test]
fn a_loop_within_a_loop_is_come_into_anew() {
    let inner_ways = vec![
        ("back", vec![again("inner-again", "inner", Some(1))]),
        ("done", vec![]),
    ];
    let inner = vec![deciding("a", "back|done"), choice("x", "a", inner_ways)];
    let outer_ways = vec![
        ("back", vec![again("outer-again", "outer", Some(1))]),
        ("done", vec![]),
    ];
    let outer = vec![
        looping("inner", inner),
        deciding("b", "back|done"),
        choice("y", "b", outer_ways),
    ];
    let process = sound(draft(vec![looping("outer", outer), granted()]));
    let found = traces(&process, &facts(&[]));
    assert_eq!(found.len(), 6, "{found:?}");
    assert!(found.contains("a:back a:done b:back a:back a:done b:done granted"));
    // Inner: two passes of one hour. Outer: the same with an hour more, twice.
    assert_eq!(process.proven_minutes("granted"), Some(2 * (2 * 60 + 60)));
}

//! What is refused while a process runs, and what a position keeps.

use domain::people::Role;
use domain::process::draft::{Draft, Ending};
use domain::process::fact::{Facts, Value, Values};
use domain::process::run::{Doing, Position, Refusal};

use crate::blocks::{
    again, choice, deciding, draft, end, fact, facts, granted, looping, sound, step, wait,
};

/// `a` asks once, or goes on to `b`.
fn asking() -> Draft {
    let silence = vec![end("stopped", Ending::Stopped)];
    let ask = vec![
        wait("papers", Some(silence)),
        again("asked", "round", Some(1)),
    ];
    let ways = vec![("ask", ask), ("on", vec![step("b")])];
    let body = vec![deciding("a", "ask|on"), choice("w", "a", ways)];
    draft(vec![looping("round", body), granted()])
}

#[test]
fn whoever_is_not_there_or_says_what_cannot_be_is_refused() {
    let process = sound(asking());
    let facts = facts(&[]);
    let at = process.begin(&facts).unwrap();
    let not_here = |key: &str| Refusal::NotHere {
        key: key.to_owned(),
    };
    for key in ["b", "nowhere", "round", "w", ""] {
        let refused = process.complete(&at, key, None, &facts);
        assert_eq!(refused, Err(not_here(key)));
    }
    let no_such = Refusal::NoSuchResult {
        key: "a".to_owned(),
    };
    for result in [None, Some("maybe"), Some("")] {
        let refused = process.complete(&at, "a", result, &facts);
        assert_eq!(refused, Err(no_such.clone()));
    }
    let no_time_out = process.time_out(&at, "a", &facts);
    assert!(matches!(no_time_out, Err(Refusal::NoTimeOut { .. })));
    let nothing = Position::default();
    assert_eq!(
        process.complete(&nothing, "a", Some("on"), &facts),
        Err(not_here("a"))
    );
    assert!(process.open_at(&nothing).is_empty());
}

#[test]
fn who_acts_now_is_told() {
    let process = sound(asking());
    let facts = facts(&[]);
    let at = process.begin(&facts).unwrap();
    let open = process.open_at(&at);
    assert_eq!(open.len(), 1);
    assert!(matches!(open[0].what, Doing::Step(step, Role::CaseOfficer) if step.key == "a"));
    let waiting = process.complete(&at, "a", Some("ask"), &facts).unwrap();
    assert!(matches!(process.open_at(&waiting)[0].what, Doing::Wait(_)));
    assert_eq!(process.ending(&waiting), None);
}

#[test]
fn a_second_request_is_refused_at_the_desk_and_not_after_the_answer() {
    let process = sound(asking());
    let facts = facts(&[]);
    let at = process.begin(&facts).unwrap();
    let at = process.complete(&at, "a", Some("ask"), &facts).unwrap();
    let silent = process.time_out(&at, "papers", &facts).unwrap();
    assert_eq!(process.ending(&silent), Some(Ending::Stopped));
    assert_eq!(process.end_key(&silent), Some("stopped"));
    let at = process.complete(&at, "papers", None, &facts).unwrap();
    let refused = process.complete(&at, "a", Some("ask"), &facts);
    assert!(matches!(refused, Err(Refusal::NotAgain { .. })));
    let at = process.complete(&at, "a", Some("on"), &facts).unwrap();
    let at = process.complete(&at, "b", None, &facts).unwrap();
    assert_eq!(process.ending(&at), Some(Ending::Granted));
    assert!(process.complete(&at, "b", None, &facts).is_err(), "over");
}

#[test]
fn a_position_is_stored_and_read_as_it_was() {
    let process = sound(asking());
    let facts = facts(&[]);
    let at = process.begin(&facts).unwrap();
    let at = process.complete(&at, "a", Some("ask"), &facts).unwrap();
    let at = process.complete(&at, "papers", None, &facts).unwrap();
    let text = serde_json::to_string(&at).unwrap();
    assert_eq!(
        text,
        r#"{"tokens":["a"],"taken":{"asked":1},"begun_by":{"round":"asked"}}"#
    );
    assert_eq!(serde_json::from_str::<Position>(&text).unwrap(), at);
}

#[test]
fn a_draft_is_stored_and_read_as_it_was() {
    let draft = asking();
    let text = serde_json::to_string(&draft).unwrap();
    assert_eq!(serde_json::from_str::<Draft>(&text).unwrap(), draft);
}

#[test]
fn a_fact_without_its_value_is_refused() {
    let mut draft = draft(vec![
        choice(
            "w",
            "copies",
            vec![("0", vec![]), ("1..5", vec![step("a")])],
        ),
        granted(),
    ]);
    draft.facts = vec![fact("copies", Values::Whole { from: 0, to: 5 })];
    let process = sound(draft);
    let unknown = Err(Refusal::UnknownFact {
        fact: "copies".to_owned(),
    });
    assert_eq!(process.begin(&facts(&[])), unknown);
    assert_eq!(process.begin(&facts(&[("copies", "many")])), unknown);
    let of = |number: i64| facts_of("copies", number);
    assert_eq!(process.begin(&of(6)), unknown);
    let none = process.begin(&of(0)).unwrap();
    assert_eq!(process.ending(&none), Some(Ending::Granted));
    let some = process.begin(&of(3)).unwrap();
    assert_eq!(process.open_at(&some).len(), 1);
}

fn facts_of(key: &str, number: i64) -> Facts {
    [(key.to_owned(), Value::Whole(number))].into()
}

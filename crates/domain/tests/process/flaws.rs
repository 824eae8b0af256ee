//! Every flaw has a draft that has it, and good drafts have none.

use domain::process::check::{BLOCKS_MAX, Code, NESTING_MAX, Severity, Strictness};
use domain::process::draft::{
    Block, Consult, Draft, Ending, Join, ProcessPaper, RoleSaid, Step, Work,
};
use domain::process::fact::Values;
use domain::process::naming::Naming;
use domain::process::surroundings::Surroundings;
use domain::process::wording::{repair, sentence};

use crate::blocks::{
    again, choice, chosen, codes, consult, deciding, draft, end, fact, granted, looping, parallel,
    plain_step, published, step, steps, wait, words,
};

/// The one draft has this flaw.
fn has(code: Code, draft: &Draft) {
    let found = codes(draft);
    assert!(found.contains(&code), "{code:?} is not in {found:?}");
    for finding in published(draft) {
        let said = sentence(&finding, &Naming::of(draft));
        assert!(!said.is_empty() && !repair(finding.code).is_empty());
    }
}

/// The one draft has this flaw and no other.
fn has_only(code: Code, draft: &Draft) {
    has(code, draft);
    assert_eq!(codes(draft).len(), 1, "{:?}", published(draft));
}

fn with_end(mut body: Vec<Block>) -> Draft {
    body.push(granted());
    draft(body)
}

/// A draft that goes by the answer `age`, from 0 to 9.
fn by_age(ways: Vec<(&str, Vec<Block>)>) -> Draft {
    let mut draft = with_end(vec![choice("way", "age", ways)]);
    draft.facts = vec![fact("age", Values::Whole { from: 0, to: 9 })];
    draft
}

#[test]
fn good_drafts_have_none() {
    let drafts = [
        with_end(vec![step("a"), consult("b")]),
        with_end(vec![wait("a", Some(vec![]))]),
        by_age(vec![("0..2|4", vec![]), ("3|5..9", steps("a"))]),
        with_end(vec![parallel("p", Join::All, vec![vec![], steps("a b")])]),
    ];
    for draft in drafts {
        assert!(published(&draft).is_empty(), "{:?}", published(&draft));
    }
}

#[test]
fn too_large() {
    let many: Vec<Block> = (0..10_000).map(|n| step(&format!("s{n}"))).collect();
    has_only(Code::TooManyBlocks, &with_end(many));
    let as_many: Vec<Block> = (1..BLOCKS_MAX).map(|n| step(&format!("s{n}"))).collect();
    assert!(!codes(&with_end(as_many)).contains(&Code::TooManyBlocks));
    let mut body = steps("inmost");
    for depth in 0..NESTING_MAX {
        body = vec![looping(&format!("l{depth}"), body)];
    }
    has_only(Code::NestedTooDeeply, &with_end(body));
}

#[test]
fn keys() {
    has_only(Code::MalformedKey, &with_end(vec![step("bước")]));
    has(Code::MalformedKey, &with_end(vec![step("")]));
    has_only(Code::MalformedKey, &with_end(vec![step(&"a".repeat(41))]));
    has_only(Code::DuplicateKey, &with_end(steps("a b a")));
    let twice = vec![deciding("a", "x|x"), choice("c", "a", vec![("x", vec![])])];
    has(Code::DuplicateKey, &with_end(twice));
    let mut taken = with_end(steps("a"));
    taken.facts = vec![fact("a", Values::YesNo)];
    has_only(Code::DuplicateKey, &taken);
}

#[test]
fn words_nobody_declared() {
    let unknown_fact = vec![choice("c", "weather", vec![("good", vec![])])];
    has_only(Code::UnknownWord, &with_end(unknown_fact));
    let without_results = vec![step("a"), choice("c", "a", vec![("yes", vec![])])];
    has_only(Code::UnknownWord, &with_end(without_results));
    let all = vec![("x", vec![]), ("y", vec![]), ("z", steps("b"))];
    let unknown_value = with_end(vec![deciding("a", "x|y"), choice("c", "a", all)]);
    has(Code::UnknownWord, &unknown_value);
    has(Code::UnreachableStep, &unknown_value);
    has(
        Code::UnknownWord,
        &by_age(vec![("0..9", vec![]), ("10", vec![])]),
    );
    has(
        Code::UnknownWord,
        &by_age(vec![("0..9", vec![]), ("old", vec![])]),
    );
    let paper = Block::Step(Step {
        makes: words("certificate"),
        ..plain_step("a")
    });
    has_only(Code::UnknownWord, &with_end(vec![paper]));
    for role in ["director", "administrator", ""] {
        let nobody = Block::Step(Step {
            role: RoleSaid::from(role.to_owned()),
            ..plain_step("a")
        });
        has_only(Code::UnknownRole, &with_end(vec![nobody]));
    }
}

#[test]
fn where_choices_stand() {
    let ways = || vec![("x", vec![]), ("y", steps("c"))];
    let late = vec![deciding("a", "x|y"), step("b"), choice("w", "a", ways())];
    has_only(Code::ChoiceNotBehindItsStep, &with_end(late));
    let before = vec![choice("w", "a", ways()), deciding("a", "x|y")];
    has_only(Code::ChoiceNotBehindItsStep, &with_end(before));
    let asks = |key: &str| choice(key, "urgent", vec![("yes|no", vec![])]);
    let mut twice = with_end(vec![asks("one"), asks("two")]);
    twice.facts = vec![fact("urgent", Values::YesNo)];
    has_only(Code::FactAskedTwice, &twice);
    let mut apart = with_end(vec![asks("one"), step("a"), asks("two")]);
    apart.facts = vec![fact("urgent", Values::YesNo)];
    assert!(codes(&apart).is_empty());
}

#[test]
fn forgotten_and_double_values() {
    let by_result = |ways| with_end(vec![deciding("a", "x|y"), choice("w", "a", ways)]);
    has_only(Code::MissingOutcome, &by_result(vec![("x", vec![])]));
    has_only(
        Code::TwoTrueOutcomes,
        &by_result(vec![("x|y", vec![]), ("y", vec![])]),
    );
    has_only(Code::MissingOutcome, &by_age(vec![("1..9", vec![])]));
    has_only(Code::MissingOutcome, &by_age(vec![("0..8", vec![])]));
    has_only(Code::MissingOutcome, &by_age(vec![("0..3|5..9", vec![])]));
    let overlapping = vec![("0..5", vec![]), ("5..9", vec![])];
    has_only(Code::TwoTrueOutcomes, &by_age(overlapping));
    let within = vec![("0..9", vec![]), ("3", vec![])];
    has_only(Code::TwoTrueOutcomes, &by_age(within));
}

#[test]
fn conditions_that_decide_nothing() {
    let mut with_when = parallel("p", Join::All, vec![steps("a"), steps("b")]);
    if let Block::Parallel(parallel) = &mut with_when {
        parallel.branches[0].when = words("yes");
    }
    has_only(Code::IdleCondition, &with_end(vec![with_when]));
    let without_by = parallel("p", Join::Chosen, vec![steps("a")]);
    has_only(Code::IdleCondition, &with_end(vec![without_by]));
    let mut both = chosen("p", "urgent", vec![("yes", steps("a"))]);
    if let Block::Parallel(parallel) = &mut both {
        parallel.join = Join::All;
    }
    let mut draft = with_end(vec![both]);
    draft.facts = vec![fact("urgent", Values::YesNo)];
    has_only(Code::IdleCondition, &draft);
}

#[test]
fn results_that_nothing_goes_by() {
    let idle = with_end(vec![deciding("a", "x|y")]);
    has_only(Code::IdleResults, &idle);
    assert_eq!(published(&idle)[0].severity, Severity::Warning);
    assert!(idle.check(&Surroundings::default()).is_ok(), "only told");
    let some = chosen("p", "a", vec![("x", steps("b"))]);
    assert!(codes(&with_end(vec![deciding("a", "x|y"), some])).is_empty());
}

/// A step `a` that goes back or on, in the loop `round`.
fn round(at_most: Option<u16>) -> Block {
    let ways = vec![
        ("back", vec![again("once", "round", at_most)]),
        ("on", vec![]),
    ];
    let body = vec![deciding("a", "back|on"), choice("w", "a", ways)];
    looping("round", body)
}

#[test]
fn loops() {
    assert!(codes(&with_end(vec![round(Some(1))])).is_empty());
    has_only(Code::UnboundedLoop, &with_end(vec![round(None)]));
    has_only(Code::BoundOutOfRange, &with_end(vec![round(Some(0))]));
    has(Code::BoundOutOfRange, &with_end(vec![round(Some(100))]));
    let outside = vec![again("back", "round", Some(1))];
    let ways = vec![("x", vec![]), ("y", outside)];
    let outside = vec![deciding("a", "x|y"), choice("w", "a", ways)];
    has_only(Code::AgainOutsideItsLoop, &with_end(outside));
    let idle = vec![
        ("yes", vec![again("back", "round", Some(1))]),
        ("no", vec![]),
    ];
    let mut idle = with_end(vec![looping("round", vec![choice("w", "urgent", idle)])]);
    idle.facts = vec![fact("urgent", Values::YesNo)];
    has(Code::AgainWithoutWork, &idle);
}

#[test]
fn loops_that_would_leave_nothing_to_do() {
    let always = looping("round", vec![step("a"), again("back", "round", Some(1))]);
    has(Code::LoopWithoutAWayOut, &with_end(vec![always]));
    // The applicant answers a second time, and nobody is there to refuse it.
    let by_silence = vec![wait("a", Some(vec![again("back", "round", Some(1))]))];
    has_only(
        Code::LoopWithoutAWayOut,
        &with_end(vec![looping("round", by_silence)]),
    );
    // Whoever does the step before may turn it away.
    let answered = vec![wait("b", Some(vec![])), again("back", "round", Some(1))];
    let ways = vec![("ask", answered), ("on", vec![])];
    let asked = vec![deciding("a", "ask|on"), choice("w", "a", ways)];
    assert!(codes(&with_end(vec![looping("round", asked)])).is_empty());
}

#[test]
fn the_unbounded_loop_is_a_warning_while_drafting() {
    let draft = with_end(vec![round(None)]);
    let findings = draft.findings(&Surroundings::default(), Strictness::Drafting);
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].severity, Severity::Warning);
    assert_eq!(findings[0].path, ["a"]);
}

#[test]
fn joins() {
    let leaving = vec![steps("a"), vec![step("b"), end("stopped", Ending::Stopped)]];
    let waits = with_end(vec![parallel("p", Join::All, leaving.clone())]);
    has(Code::JoinWaitsInVain, &waits);
    has(Code::UnreachableEnd, &waits);
    let ways = vec![("yes", leaving[1].clone())];
    let mut some = with_end(vec![chosen("p", "urgent", ways)]);
    some.facts = vec![fact("urgent", Values::YesNo)];
    has_only(Code::JoinWaitsInVain, &some);
    let race = with_end(vec![parallel("p", Join::FirstDone, leaving)]);
    assert!(codes(&race).is_empty());
    let idle = parallel("p", Join::FirstDone, vec![steps("a"), vec![]]);
    has_only(Code::BranchWithoutAStep, &with_end(vec![idle]));
    let over = vec![steps("a"), vec![end("stopped", Ending::Stopped)]];
    let idle = parallel("p", Join::FirstBegun, over);
    has_only(Code::BranchWithoutAStep, &with_end(vec![idle]));
}

#[test]
fn ends() {
    has_only(Code::PathWithoutEnd, &draft(steps("a")));
    has_only(Code::PathWithoutEnd, &draft(vec![]));
    let after = [vec![granted()], steps("a b")].concat();
    let findings = published(&draft(after));
    let places: Vec<&str> = findings.iter().map(|f| f.place.as_str()).collect();
    assert_eq!(places, ["a", "b"]);
    has_only(
        Code::UnreachableEnd,
        &draft(vec![granted(), end("stopped", Ending::Stopped)]),
    );
    has_only(Code::WaitWithoutTimeOut, &with_end(vec![wait("a", None)]));
}

#[test]
fn nobody_asked() {
    let silent = |asks| {
        let Block::Consult(consult) = consult("c") else {
            return with_end(vec![]);
        };
        with_end(vec![Block::Consult(Consult { asks, ..consult })])
    };
    has_only(Code::NothingAsked, &silent(vec![]));
    let Block::Consult(whole) = consult("c") else {
        return;
    };
    let mut asks = whole.asks;
    asks[0].questions.clear();
    has_only(Code::NothingAsked, &silent(asks));
}

#[test]
fn papers_of_the_result() {
    let making = |key: &str, makes: &str, signs: &str| {
        Block::Step(Step {
            makes: words(makes),
            signs: words(signs),
            ..plain_step(key)
        })
    };
    let of = |body: Vec<Block>| Draft {
        papers: vec![ProcessPaper {
            key: "certificate".to_owned(),
            name: "Giấy chứng nhận".to_owned(),
            result_of: Some(Ending::Granted),
        }],
        ..with_end(body)
    };
    let paper = "certificate";
    assert!(codes(&of(vec![making("a", paper, ""), making("b", "", paper)])).is_empty());
    has_only(Code::ResultNotSigned, &of(vec![making("a", paper, "")]));
    has_only(Code::ResultNotMade, &of(vec![making("a", "", paper)]));
    let on_one_way = vec![("x", vec![making("a", paper, paper)]), ("y", vec![])];
    let draft = of(vec![deciding("s", "x|y"), choice("w", "s", on_one_way)]);
    has(Code::ResultNotMade, &draft);
    let on_both = vec![vec![making("a", paper, "")], vec![making("b", "", paper)]];
    assert!(codes(&of(vec![parallel("p", Join::All, on_both.clone())])).is_empty());
    has(
        Code::ResultNotMade,
        &of(vec![parallel("p", Join::FirstDone, on_both)]),
    );
}

#[test]
fn the_fee_after_the_work() {
    let paid = |key: &str, work| {
        Block::Step(Step {
            work,
            collects: Some("fee".to_owned()),
            ..plain_step(key)
        })
    };
    let late = with_end(vec![step("a"), paid("b", Work::Return)]);
    has_only(Code::FeeCollectedAfterTheWork, &late);
    assert!(late.check(&Surroundings::default()).is_ok(), "only told");
    let early = with_end(vec![paid("a", Work::Reception), step("b")]);
    assert!(codes(&early).is_empty());
    let at_once = with_end(vec![paid("a", Work::AtOnce)]);
    assert!(codes(&at_once).is_empty());
}

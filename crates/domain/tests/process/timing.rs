//! The longest way to each end, and its proof in minutes.

use domain::calendar::time_limit::TimeLimit;
use domain::process::check::Code;
use domain::process::draft::{Again, Block, Draft, Ending, Join};

use crate::blocks::{
    choice, codes, consult, deciding, draft, end, facts, granted, looping, moves, parallel,
    published, sound, step, steps, wait,
};

fn hours(limit: u32, body: Vec<Block>) -> Draft {
    Draft {
        limit: TimeLimit::WorkingHours {
            minutes: limit * 60,
        },
        ..draft(body)
    }
}

#[test]
fn a_line_takes_the_sum_and_a_parallel_its_longest_branch() {
    let body = || {
        let asked = parallel("p", Join::All, vec![vec![consult("c")], steps("a b")]);
        vec![step("s"), asked, wait("w", Some(vec![])), granted()]
    };
    assert!(codes(&hours(3, body())).is_empty());
    let findings = published(&hours(2, body()));
    assert_eq!(findings.len(), 1);
    assert_eq!(findings[0].code, Code::OverLegalTime);
    assert_eq!(findings[0].path, ["s", "a", "b", "w"]);
    assert_eq!(findings[0].minutes, Some(180));
    assert_eq!(findings[0].days(), Some(1));
}

#[test]
fn each_end_that_is_too_late_is_named_once() {
    let ways = vec![
        ("x", [steps("a b"), vec![granted()]].concat()),
        (
            "y",
            [steps("c d"), vec![end("declined", Ending::Declined)]].concat(),
        ),
        ("z", vec![end("stopped", Ending::Stopped)]),
    ];
    let findings = published(&hours(
        2,
        vec![deciding("s", "x|y|z"), choice("w", "s", ways)],
    ));
    let mut places: Vec<&str> = findings.iter().map(|f| f.place.as_str()).collect();
    places.sort_unstable();
    assert_eq!(places, ["declined", "granted"]);
}

#[test]
fn silence_that_is_worked_on_counts() {
    let body = vec![wait("w", Some(steps("a b"))), granted()];
    assert_eq!(sound(draft(body)).proven_minutes("granted"), Some(120));
}

/// `a` of an hour goes back with this share, at most twice; `b` of an hour follows.
fn repeating(share: Option<u32>) -> Draft {
    let back = Block::Again(Again {
        key: "once".to_owned(),
        back_to: "round".to_owned(),
        at_most: Some(2),
        share,
    });
    let ways = vec![("back", vec![back]), ("on", steps("b"))];
    let body = vec![deciding("a", "back|on"), choice("w", "a", ways)];
    draft(vec![looping("round", body), granted()])
}

#[test]
fn a_pass_that_is_gone_through_again_has_the_share_of_its_jump() {
    // The longest pass takes two hours; going back after the first hour costs that again, twice.
    assert_eq!(
        sound(repeating(None)).proven_minutes("granted"),
        Some(60 + 2 * 120)
    );
    let process = sound(repeating(Some(30)));
    assert_eq!(process.proven_minutes("granted"), Some(120));
    let facts = facts(&[]);
    let first = process.begin(&facts).unwrap();
    assert_eq!(process.open_at(&first)[0].minutes, 60);
    let second = moves(&process, &first, &facts).remove("a:back").unwrap();
    assert_eq!(process.open_at(&second)[0].minutes, 15, "half of thirty");
    let then = moves(&process, &second, &facts).remove("a:on").unwrap();
    assert_eq!(process.open_at(&then)[0].minutes, 15);
}

#[test]
fn limits_of_every_kind() {
    let takes = |limit: TimeLimit, hours: usize| {
        let body: Vec<Block> = (0..hours).map(|n| step(&format!("s{n}"))).collect();
        let mut draft = draft([body, vec![granted()]].concat());
        draft.limit = limit;
        codes(&draft).is_empty()
    };
    assert!(takes(TimeLimit::WithinDay, 8) && !takes(TimeLimit::WithinDay, 9));
    assert!(takes(TimeLimit::CalendarDays(7), 40) && !takes(TimeLimit::CalendarDays(7), 41));
    assert!(takes(TimeLimit::CalendarDays(1), 8) && !takes(TimeLimit::CalendarDays(1), 9));
    assert!(takes(TimeLimit::WorkingDays(1), 8) && !takes(TimeLimit::WorkingDays(1), 9));
    let because = "không có thời hạn".to_owned();
    assert!(takes(TimeLimit::None { because }, 100));
}

//! Templates by kind: one that is sound is sound and in time for every limit.

use domain::calendar::time_limit::TimeLimit;
use domain::process::check::Code;
use domain::process::draft::{Again, Block, Draft, Step};
use domain::process::surroundings::Surroundings;
use domain::process::template::Template;

use crate::blocks::{choice, consult, deciding, draft, granted, looping, plain_step};

fn part(key: &str, thousandths: u32) -> Block {
    Block::Step(Step {
        minutes: thousandths,
        ..plain_step(key)
    })
}

/// Whole when `first` is 430: 430, a look of 100 and again 250, opinions of 60 and 160 to close.
fn kind(first: u32) -> Draft {
    let back = Block::Again(Again {
        key: "once-more".to_owned(),
        back_to: "looking".to_owned(),
        at_most: Some(1),
        share: Some(250),
    });
    let Block::Step(look) = deciding("look", "on|back") else {
        panic!("a step");
    };
    let look = Block::Step(Step {
        minutes: 100,
        ..look
    });
    let ways = vec![("on", Vec::new()), ("back", vec![back])];
    draft(vec![
        part("first", first),
        looping("looking", vec![look, choice("looked", "look", ways)]),
        consult("opinions"),
        part("close", 160),
        granted(),
    ])
}

fn minutes_of(draft: &Draft, at: usize) -> u32 {
    match &draft.body[at] {
        Block::Step(step) => step.minutes,
        Block::Consult(consult) => consult.minutes,
        other => panic!("{other:?}"),
    }
}

#[test]
fn shares_are_thousandths_of_the_limit() {
    let template = Template::check(kind(430)).unwrap();
    assert_eq!(template.key(), "process");
    assert_eq!(template.named(), ["first", "look", "opinions", "close"]);
    assert!(template.consults());
    let draft = template.for_limit(&TimeLimit::WorkingDays(5));
    assert_eq!(draft.limit, TimeLimit::WorkingDays(5));
    assert_eq!(minutes_of(&draft, 0), 1_032);
    assert_eq!(minutes_of(&draft, 2), 144);
    let process = draft.check(&Surroundings::default()).unwrap();
    assert_eq!(process.proven_minutes("granted"), Some(2_400));
}

#[test]
fn shares_of_more_than_the_whole_are_no_template() {
    let findings = Template::check(kind(431)).unwrap_err();
    assert_eq!(findings.len(), 1, "{findings:?}");
    assert_eq!(findings[0].code, Code::OverLegalTime);
    assert_eq!(findings[0].minutes, Some(1_001));
}

#[test]
fn rounding_never_goes_beyond_the_limit() {
    let template = Template::check(kind(430)).unwrap();
    for minutes in (1..600).chain([4_799, 4_801, 28_801]) {
        let draft = template.for_limit(&TimeLimit::WorkingHours { minutes });
        let process = draft.check(&Surroundings::default()).unwrap();
        assert!(process.proven_minutes("granted") <= Some(u64::from(minutes)));
    }
}

#[test]
fn without_a_limit_five_days_are_shared_out() {
    let template = Template::check(kind(430)).unwrap();
    let because = "không có thời hạn".to_owned();
    let draft = template.for_limit(&TimeLimit::None { because });
    assert_eq!(minutes_of(&draft, 0), 1_032);
    let day = template.for_limit(&TimeLimit::CalendarDays(1));
    assert_eq!(minutes_of(&day, 0), 206);
}

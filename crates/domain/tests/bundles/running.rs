//! What happens to a bundle, told in scenes.

use domain::bundle::answer::{AnswerRefusal, Verdict};
use domain::bundle::event::{BundleEnd, BundleEvent, BundleRecorded};
use domain::bundle::kind::{ChildKind, ChildNeed, OnDeclined};
use domain::bundle::running::next::Standing;
use domain::bundle::running::{BundleRefusal, Took};
use domain::bundle::span::spans;

use crate::given::hand::{blank, words};
use crate::given::people::the;
use crate::given::province::rulebook;
use crate::scene::{Scene, answer, child, key_of, kind_of, opened, saying};

/// One after another.
fn in_a_row() -> Vec<ChildKind> {
    vec![
        child("mot", &[]),
        child("hai", &["mot"]),
        child("ba", &["hai"]),
    ]
}

/// Two at the same time after the first.
fn side_by_side() -> Vec<ChildKind> {
    vec![
        child("mot", &[]),
        child("hai", &["mot"]),
        child("ba", &["mot"]),
    ]
}

fn waits(children: &[&str]) -> Standing {
    Standing::Waits(children.iter().map(|key| key_of(key)).collect())
}

fn refused(took: &Took) -> Option<AnswerRefusal> {
    match took {
        Took::Refused(why, _) => Some(*why),
        Took::Taken(_) | Took::Known => None,
    }
}

#[test]
fn children_in_a_row_start_one_by_one() {
    let mut scene = Scene::opens(kind_of(in_a_row()), &[]);
    assert_eq!(scene.standing(), waits(&["mot"]));
    scene.grants("mot");
    assert_eq!(scene.standing(), waits(&["hai"]));
    scene.grants("hai").grants("ba");
    assert_eq!(scene.standing(), Standing::Over(BundleEnd::Granted));
}

#[test]
fn children_behind_the_same_one_start_together_and_answer_in_any_order() {
    let mut scene = Scene::opens(kind_of(side_by_side()), &[]);
    scene.grants("mot");
    assert_eq!(scene.standing(), waits(&["ba", "hai"]));
    scene.grants("ba").declines("hai");
    assert_eq!(scene.standing(), Standing::Over(BundleEnd::PartlyGranted));
}

#[test]
fn a_declined_first_child_stops_the_rest() {
    let mut scene = Scene::opens(kind_of(in_a_row()), &[]);
    scene.declines("mot");
    assert_eq!(scene.standing(), Standing::Over(BundleEnd::Declined));
    assert_eq!(scene.started(&key_of("hai")), 0);
}

#[test]
fn an_official_decides_what_becomes_of_the_rest() {
    let asks = || {
        let mut children = in_a_row();
        children[0].on_declined = OnDeclined::NeedsDecision;
        let mut scene = Scene::opens(kind_of(children), &[]);
        scene.declines("mot");
        assert_eq!(scene.standing(), Standing::NeedsDecision(key_of("mot")));
        scene
    };
    let mut goes_on = asks();
    goes_on.decides("mot", true).expect("it is asked");
    assert_eq!(goes_on.standing(), waits(&["hai"]));
    let again = goes_on.decides("mot", false);
    let child = key_of("mot");
    assert_eq!(again, Err(BundleRefusal::NothingToDecide { child }));

    let mut stops = asks();
    stops.decides("mot", false).expect("it is asked");
    assert_eq!(stops.standing(), Standing::Over(BundleEnd::Declined));
}

#[test]
fn what_nobody_ticked_is_left_out() {
    let optional = || {
        let mut children = in_a_row();
        children[1].need = ChildNeed::Optional;
        kind_of(children)
    };
    let mut without = Scene::opens(optional(), &[]);
    without.grants("mot");
    assert_eq!(without.standing(), waits(&["ba"]));
    without.grants("ba");
    assert_eq!(without.standing(), Standing::Over(BundleEnd::Granted));

    let with = Scene::opens(optional(), &["hai"]);
    let wrong = with.running().open(opened(vec![key_of("ba")]));
    let child = key_of("ba");
    assert_eq!(wrong, Err(BundleRefusal::NotOptional { child }));
}

#[test]
fn the_same_answer_twice_is_harmless_and_another_one_is_kept_for_the_clerk() {
    let mut scene = Scene::opens(kind_of(in_a_row()), &[]);
    scene.grants("mot");
    let before = scene.history.len();
    assert_eq!(
        scene.takes(&answer("mot", Verdict::Granted, "mot")),
        Took::Known
    );
    assert_eq!(scene.history.len(), before);

    let other = answer("mot", Verdict::Declined, "mot");
    let took = scene.takes(&other);
    assert_eq!(refused(&took), Some(AnswerRefusal::AnsweredOtherwise));
    assert_eq!(scene.history.len(), before + 1);
    // Said again it is refused again: a sender who got no reply must not take it for taken.
    let again = Took::Refused(AnswerRefusal::AnsweredOtherwise, Vec::new());
    assert_eq!(scene.takes(&other), again);
    assert_eq!(scene.history.len(), before + 1);
    assert_eq!(scene.standing(), waits(&["hai"]));
}

#[test]
fn an_answer_that_was_refused_keeps_its_reason() {
    let mut scene = Scene::opens(kind_of(in_a_row()), &[]);
    let early = answer("hai", Verdict::Granted, "1");
    let first = scene.takes(&early);
    assert_eq!(refused(&first), Some(AnswerRefusal::NotStarted));
    scene.withdraws().expect("it is open");
    let again = scene.takes(&early);
    assert_eq!(again, Took::Refused(AnswerRefusal::NotStarted, Vec::new()));
}

#[test]
fn what_comes_back_from_signing_is_taken_back_with_the_whole() {
    let mut scene = Scene::opens(kind_of(in_a_row()), &[]);
    scene.is_signed_now("mot").is_back_from_signing("mot");
    let last = scene.history.len();
    scene.is_back_from_signing("mot");
    assert_eq!(scene.history.len(), last);
    scene.withdraws().expect("it is open");
    assert_eq!(scene.standing(), Standing::Over(BundleEnd::Withdrawn));
}

#[test]
fn an_official_says_why_they_withdraw_and_is_told_as_the_one_who_did() {
    let mut scene = Scene::opens(kind_of(in_a_row()), &[]);
    let clerk = the("desk");
    let without = scene.withdrawn_by(&clerk, &blank());
    assert_eq!(without, Err(BundleRefusal::ReasonMissing));
    scene
        .withdrawn_by(&clerk, &words("Người nộp gọi điện xin rút"))
        .expect("with a reason");
    let by_official = |recorded: &BundleRecorded| {
        matches!(
            recorded.event,
            BundleEvent::Withdrawn {
                by_official: true,
                ..
            }
        )
    };
    assert!(scene.history.iter().any(by_official));
    let again = scene.withdrawn_by(&clerk, &blank());
    assert_eq!(again, Err(BundleRefusal::Over));
}

#[test]
fn answers_for_nobody_too_early_or_without_their_fact_are_refused() {
    let mut children = in_a_row();
    children[0] = saying(child("mot", &[]), "so");
    let mut scene = Scene::opens(kind_of(children), &[]);
    let unknown = scene.takes(&answer("la", Verdict::Granted, "1"));
    assert_eq!(refused(&unknown), Some(AnswerRefusal::UnknownChild));
    let early = scene.takes(&answer("ba", Verdict::Granted, "1"));
    assert_eq!(refused(&early), Some(AnswerRefusal::NotStarted));
    let bare = scene.takes(&answer("mot", Verdict::Granted, ""));
    assert_eq!(refused(&bare), Some(AnswerRefusal::FactMissing));
    scene.grants("mot").grants("hai");
    assert_eq!(scene.bundle().refused.len(), 3);
    // What came too early is taken when it comes again in time.
    let again = scene.takes(&answer("ba", Verdict::Granted, "1"));
    assert_eq!(refused(&again), None);
    assert_eq!(scene.standing(), Standing::Over(BundleEnd::Granted));
}

#[test]
fn withdrawing_takes_back_what_is_not_being_signed_and_keeps_what_is() {
    let mut scene = Scene::opens(kind_of(side_by_side()), &[]);
    scene.grants("mot").is_signed_now("hai");
    scene.withdraws().expect("it is open");
    assert_eq!(scene.standing(), waits(&["hai"]));
    let late = scene.takes(&answer("ba", Verdict::Granted, "1"));
    assert_eq!(refused(&late), Some(AnswerRefusal::AfterWithdrawal));
    assert_eq!(scene.withdraws(), Err(BundleRefusal::AlreadyWithdrawn));
    scene.grants("hai");
    let end = BundleEnd::WithdrawnWithResults;
    assert_eq!(scene.standing(), Standing::Over(end));
    assert_eq!(scene.withdraws(), Err(BundleRefusal::Over));
}

#[test]
fn withdrawing_at_once_leaves_nothing() {
    let mut scene = Scene::opens(kind_of(in_a_row()), &[]);
    scene.withdraws().expect("it is open");
    assert_eq!(scene.standing(), Standing::Over(BundleEnd::Withdrawn));
    let late = scene.takes(&answer("hai", Verdict::Granted, "1"));
    assert_eq!(refused(&late), Some(AnswerRefusal::AfterWithdrawal));
}

#[test]
fn silence_is_recorded_once_and_a_late_answer_is_taken() {
    let mut scene = Scene::opens(kind_of(in_a_row()), &[]);
    scene.minutes_pass(24 * 60);
    assert_eq!(scene.running().silence(&scene.bundle()), []);
    scene.minutes_pass(4 * 24 * 60);
    let silent = scene.running().silence(&scene.bundle());
    let child = key_of("mot");
    assert_eq!(silent, [BundleEvent::ChildSilent { child }]);
    scene.record(silent);
    assert_eq!(scene.running().silence(&scene.bundle()), []);
    scene.grants("mot");
    let spans = spans(&scene.bundle());
    assert!(spans[0].is_late(scene.now) && !spans[1].is_late(scene.now));
}

#[test]
fn whoever_settles_a_child_gives_it_a_number_once() {
    let mut scene = Scene::opens(kind_of(in_a_row()), &[]);
    let registers = |scene: &Scene, child: &str| {
        let running = scene.running();
        running.register(&scene.bundle(), &key_of(child), "CA-77")
    };
    let events = registers(&scene, "mot").expect("it is running");
    assert_eq!(events.len(), 1);
    scene.record(events);
    assert_eq!(registers(&scene, "mot"), Ok(Vec::new()));
    assert!(registers(&scene, "hai").is_err());
}

#[test]
fn along_a_row_the_times_of_the_children_add_up_to_the_whole() {
    let mut scene = Scene::opens(kind_of(in_a_row()), &[]);
    for (child, minutes) in [("mot", 50), ("hai", 1_500), ("ba", 10_000)] {
        scene.minutes_pass(minutes);
        scene.grants(child);
    }
    let calendar = rulebook().calendar.nation();
    let bundle = scene.bundle();
    let minutes = |from, to| {
        calendar
            .working_minutes_between(from, to)
            .expect("a calendar")
    };
    let whole = minutes(bundle.opened_at.local(), scene.now.local());
    let spans = spans(&bundle);
    let each = spans
        .iter()
        .map(|span| span.minutes(calendar, scene.now).expect("a calendar"));
    assert_eq!(each.sum::<u32>(), whole);
    assert_eq!(spans[0].to, Some(spans[1].from));
}

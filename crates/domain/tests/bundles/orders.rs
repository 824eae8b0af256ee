//! Every order of answers, twice, differently, late, never: the bundle always stands somewhere, and
//! no child is started twice.

use domain::bundle::ChildKey;
use domain::bundle::answer::Verdict;
use domain::bundle::event::BundleEvent;
use domain::bundle::kind::{ChildKind, ChildNeed, OnDeclined};
use domain::bundle::running::Took;
use domain::bundle::running::next::Standing;
use proptest::prelude::*;

use crate::scene::{Scene, answer, child, kind_of};

/// The names of up to six children; the last is in no kind.
const NAMES: [&str; 6] = ["mot", "hai", "ba", "bon", "nam", "la"];

/// One thing that comes from outside.
#[derive(Clone, Debug)]
enum Move {
    Answers {
        child: usize,
        grants: bool,
        print: u8,
    },
    IsSigned(usize),
    ComesBack(usize),
    Decides(usize, bool),
    Withdraws,
    TimePasses(u16),
}

fn moves() -> impl Strategy<Value = Move> {
    let child = 0..NAMES.len();
    prop_oneof![
        8 => (child.clone(), any::<bool>(), 0_u8..2)
            .prop_map(|(child, grants, print)| Move::Answers { child, grants, print }),
        2 => child.clone().prop_map(Move::IsSigned),
        1 => child.clone().prop_map(Move::ComesBack),
        2 => (child, any::<bool>()).prop_map(|(child, go_on)| Move::Decides(child, go_on)),
        1 => Just(Move::Withdraws),
        3 => (0_u16..3_000).prop_map(Move::TimePasses),
    ]
}

/// Each child stands after some of those before it.
fn children() -> impl Strategy<Value = (Vec<ChildKind>, Vec<&'static str>)> {
    let one = (any::<u8>(), any::<bool>(), any::<bool>(), 0_u8..3);
    prop::collection::vec(one, 1..=5).prop_map(|shapes| {
        let mut children = Vec::new();
        let mut chosen = Vec::new();
        for (index, (after, optional, ticked, declined)) in shapes.into_iter().enumerate() {
            let earlier = NAMES.iter().take(index).enumerate();
            let after: Vec<&str> = earlier
                .filter(|(bit, _)| (after >> bit) & 1 == 1)
                .map(|(_, name)| *name)
                .collect();
            if optional && ticked {
                chosen.push(NAMES[index]);
            }
            children.push(ChildKind {
                need: if optional {
                    ChildNeed::Optional
                } else {
                    ChildNeed::Required
                },
                on_declined: match declined {
                    0 => OnDeclined::StopRest,
                    1 => OnDeclined::GoOnWithout,
                    _ => OnDeclined::NeedsDecision,
                },
                ..child(NAMES[index], &after)
            });
        }
        (children, chosen)
    })
}

fn verdict(grants: bool) -> Verdict {
    if grants {
        Verdict::Granted
    } else {
        Verdict::Declined
    }
}

fn play(scene: &mut Scene, next: &Move) {
    match next {
        Move::Answers {
            child,
            grants,
            print,
        } => {
            let answer = answer(NAMES[*child], verdict(*grants), &print.to_string());
            // Whatever became of it: twice the same is harmless, and a no stays a no.
            let again = match scene.takes(&answer) {
                Took::Taken(_) | Took::Known => Took::Known,
                Took::Refused(why, _) => Took::Refused(why, Vec::new()),
            };
            assert_eq!(scene.takes(&answer), again);
        }
        Move::IsSigned(child) => {
            let key = NAMES[*child].parse().expect("a sound key");
            if let Ok(events) = scene.running().being_signed(&scene.bundle(), &key) {
                scene.record(events);
            }
        }
        Move::ComesBack(child) => {
            let key = NAMES[*child].parse().expect("a sound key");
            if let Ok(events) = scene.running().back_from_signing(&scene.bundle(), &key) {
                scene.record(events);
            }
        }
        Move::Decides(child, go_on) => drop(scene.decides(NAMES[*child], *go_on)),
        Move::Withdraws => drop(scene.withdraws()),
        Move::TimePasses(minutes) => {
            scene.minutes_pass(i64::from(*minutes));
            let silent = scene.running().silence(&scene.bundle());
            scene.record(silent);
            assert_eq!(scene.running().silence(&scene.bundle()), []);
        }
    }
}

fn holds(scene: &Scene) {
    for child in scene.kind.children() {
        assert!(scene.started(&child.key) <= 1, "{} twice", child.key);
    }
    let bundle = scene.bundle();
    match scene.standing() {
        Standing::Waits(children) => assert!(!children.is_empty(), "{bundle:?}"),
        Standing::NeedsDecision(child) => assert!(bundle.is_through(&child)),
        Standing::Over(end) => assert_eq!(bundle.end, Some(end)),
    }
    let closed = |event: &BundleEvent| matches!(event, BundleEvent::Closed { .. });
    let closings = scene.history.iter().filter(|one| closed(&one.event));
    assert!(closings.count() <= 1);
}

/// Answers whatever is waited for, until nothing is.
fn finish(scene: &mut Scene) {
    for _ in 0..2 * NAMES.len() {
        match scene.standing() {
            Standing::Over(_) => return,
            Standing::NeedsDecision(child) => {
                scene.decides(child.as_str(), true).expect("it is asked");
            }
            Standing::Waits(children) => {
                let first: &ChildKey = children.first().expect("somebody is waited for");
                scene.grants(first.as_str());
            }
        }
        holds(scene);
    }
    panic!("it never ends: {:?}", scene.history);
}

proptest! {
    #[test]
    fn a_bundle_always_stands_somewhere_and_starts_no_child_twice(
        (children, chosen) in children(),
        moves in prop::collection::vec(moves(), 0..24),
    ) {
        let mut scene = Scene::opens(kind_of(children), &chosen);
        holds(&scene);
        for next in &moves {
            play(&mut scene, next);
            holds(&scene);
        }
        finish(&mut scene);
        for child in scene.kind.children() {
            prop_assert!(scene.bundle().is_through(&child.key), "{}", child.key);
        }
    }
}

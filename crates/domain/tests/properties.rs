//! What holds for every history: random people give random commands to one dossier.

mod given;

use std::collections::BTreeSet;
use std::sync::LazyLock;

use domain::dossier::Stage;
use domain::dossier::command::{Act, Command};
use domain::dossier::consultation::command::ConsultationAct;
use domain::dossier::event::Event;
use domain::dossier::explanation::explain;
use domain::dossier::hands::shares;
use domain::dossier::status::NationalStatus;
use domain::money::Dong;
use domain::people::Actor;
use jiff::SignedDuration;
use proptest::prelude::*;
use serde_json::Value;

use crate::given::careless::careless;
use crate::given::hand::{PLANTED, receive_in_person, submit};
use crate::given::people::{APPLICANT, everybody, the};
use crate::given::province::{ADVICE, EXPIRED, EXTRACT, LICENCE, REGISTER};
use crate::given::{MONDAY_MORNING, Play, complete};

/// Acts that end a dossier: rarely chosen, else every history is short.
const ENDINGS: [Act; 3] = [Act::RefuseReception, Act::Withdraw, Act::Stop];

/// What somebody does next.
#[derive(Clone, Debug)]
struct Step {
    /// Which of the possible acts.
    pick: u16,
    /// 0: anybody tries anything · 1: something open, carelessly · else: something open, completely.
    care: u8,
    /// Whether a dossier may be ended.
    may_end: bool,
    /// Minutes until then.
    minutes: u16,
}

fn step() -> impl Strategy<Value = Step> {
    (any::<u16>(), 0_u8..8, 0_u8..16, 0_u16..3_000).prop_map(|(pick, care, end, minutes)| Step {
        pick,
        care,
        may_end: end == 0,
        minutes,
    })
}

fn opened(how: u8) -> Play {
    let mut play = Play::new();
    match how {
        0 => play.does(&APPLICANT, submit(REGISTER, "03001-TT")),
        1 => play.does(&the("desk"), receive_in_person(REGISTER, "03001-TT")),
        2 => play.does(&the("province desk"), receive_in_person(LICENCE, "12-TT")),
        3 => play.does(&APPLICANT, submit(LICENCE, "12-TT")),
        4 => play.does(&APPLICANT, submit(ADVICE, "03001-TT")),
        5 => left_behind(&mut play),
        _ => play.does(&the("desk"), receive_in_person(EXTRACT, "03001-TT")),
    };
    play
}

/// Filed in a commune on its last day; when the play goes on, another one carries on.
fn left_behind(play: &mut Play) -> &mut Play {
    play.at("2025-06-30T16:00")
        .does(&APPLICANT, submit(EXPIRED, "02999-BP"))
        .at(MONDAY_MORNING)
}

/// A dossier some way along: how it was opened and everything tried since.
fn histories(most: usize) -> impl Strategy<Value = (u8, Vec<Step>)> {
    (0_u8..7, prop::collection::vec(step(), 0..most))
}

/// Acts that bring a dossier nearer to its result: chosen more often, else few arrive.
const ONWARD: [Act; 10] = [
    Act::Consult(ConsultationAct::Conclude),
    Act::Receive,
    Act::Forward,
    Act::Propose,
    Act::Approve,
    Act::Decline,
    Act::RecordResult,
    Act::HandOver,
    Act::Resume,
    Act::Apologise,
];

/// Everybody, made once.
static PEOPLE: LazyLock<Vec<Actor>> = LazyLock::new(everybody);

/// One of the things open to anybody now.
fn something_open(play: &Play, step: &Step) -> Option<(&'static Actor, Act)> {
    let mut open: Vec<(&Actor, Act)> = PEOPLE
        .iter()
        .flat_map(|actor| play.open_to(actor).into_iter().map(move |act| (actor, act)))
        .filter(|(_, act)| step.may_end || !ENDINGS.contains(act))
        .collect();
    if step.may_end && open.iter().any(|(_, act)| ENDINGS.contains(act)) {
        open.retain(|(_, act)| ENDINGS.contains(act));
    } else if step.care > 4 && open.iter().any(|(_, act)| ONWARD.contains(act)) {
        open.retain(|(_, act)| ONWARD.contains(act));
    }
    open.get(usize::from(step.pick) % open.len().max(1))
        .copied()
}

fn choose(play: &Play, step: &Step) -> (&'static Actor, Command) {
    let pick = usize::from(step.pick);
    let anything = || {
        (
            &PEOPLE[pick % PEOPLE.len()],
            Act::ON_DOSSIER[pick % Act::ON_DOSSIER.len()],
        )
    };
    let (actor, act) = match step.care {
        0 => anything(),
        _ => something_open(play, step).unwrap_or_else(anything),
    };
    let mut commands = complete::commands(play, actor, act);
    let command = commands.swap_remove(pick % commands.len());
    (
        actor,
        if step.care == 1 {
            careless(command)
        } else {
            command
        },
    )
}

/// Lets the history happen; `look` sees each dossier before and after a step, and what came of it.
fn play_through(how: u8, steps: &[Step], mut look: impl FnMut(&Play, &Play, bool)) -> Play {
    let mut play = opened(how);
    for step in steps {
        let instant = play.now.0 + SignedDuration::from_mins(i64::from(step.minutes));
        play.now = domain::dossier::Now(instant);
        let (actor, command) = choose(&play, step);
        let before = play.clone();
        let answered = play.tries(actor, &command).is_ok();
        look(&before, &play, answered);
    }
    play
}

/// So many cases in every run, sixty times as many in the checks before a release.
#[expect(
    clippy::disallowed_methods,
    reason = "the test run is configured by its environment"
)]
fn cases(cases: u32) -> ProptestConfig {
    let is_long = std::env::var_os("MOTCUA_LONG").is_some();
    ProptestConfig {
        cases: if is_long { cases * 60 } else { cases },
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

proptest! {
    #![proptest_config(cases(32))]

    #[test]
    fn the_events_alone_tell_the_dossier((how, steps) in histories(40)) {
        let mut play = play_through(how, &steps, |_, now, _| {
            assert_eq!(now.replayed(), now.dossier);
        });
        play.rows.clear();
        prop_assert_eq!(play.replayed(), play.dossier);
    }

    #[test]
    fn a_refused_command_changes_nothing((how, steps) in histories(40)) {
        play_through(how, &steps, |before, now, answered| {
            if !answered {
                assert_eq!(&before.dossier, &now.dossier);
                assert_eq!(&before.history, &now.history);
                assert_eq!(before.rows.len(), now.rows.len());
            }
        });
    }

    #[test]
    fn no_command_moves_a_given_promise_earlier((how, steps) in histories(40)) {
        play_through(how, &steps, |before, now, _| {
            if let Some(given) = &before.dossier().promise {
                let promise = now.dossier().promise.as_ref().expect("a promise is not taken back");
                assert!(promise.due >= given.due, "{:?}", now.last());
                assert_eq!(&promise.limit, &given.limit);
            }
        });
    }

    #[test]
    fn pauses_follow_each_other_and_only_the_last_may_last((how, steps) in histories(40)) {
        play_through(how, &steps, |_, now, _| {
            let dossier = now.dossier();
            for (earlier, later) in dossier.pauses.iter().zip(dossier.pauses.iter().skip(1)) {
                assert!(earlier.to.is_some_and(|to| earlier.from <= to && to <= later.from));
            }
            // Nothing stands still that is over, and nobody decides while it does.
            assert!(dossier.settled_at.is_none() || dossier.open_pause().is_none());
        });
    }

    #[test]
    fn every_working_minute_belongs_to_one_holder((how, steps) in histories(40)) {
        let play = play_through(how, &steps, |_, _, _| {});
        let shares = shares(&play.history, play.rules.calendar.nation(), play.now).expect("known years");
        prop_assert_eq!(shares.shares.values().sum::<u32>(), shares.elapsed);
    }

    #[test]
    fn a_server_clock_that_goes_backwards_breaks_no_history(
        (how, steps) in histories(40),
        back in prop::collection::vec(0_u16..4_000, 40),
    ) {
        let mut play = opened(how);
        for (step, back) in steps.iter().zip(back) {
            let minutes = i64::from(step.minutes) - i64::from(back);
            play.now = domain::dossier::Now(play.now.0 + SignedDuration::from_mins(minutes));
            let given = play.dossier().promise.clone();
            let (actor, command) = choose(&play, step);
            // What is refused is refused; nothing may stop the program.
            let _answer = play.tries(actor, &command);
            let dossier = play.dossier();
            if let (Some(given), Some(promise)) = (given, &dossier.promise) {
                prop_assert!(promise.due >= given.due);
            }
            for (earlier, later) in dossier.pauses.iter().zip(dossier.pauses.iter().skip(1)) {
                prop_assert!(earlier.to.is_some_and(|to| earlier.from <= to && to <= later.from));
            }
        }
        prop_assert_eq!(&play.replayed(), &play.dossier);
        let calendar = play.rules.calendar.nation();
        if let Some(told) = explain(&play.history, calendar) {
            prop_assert!(told.counted.is_ok());
        }
        let shares = shares(&play.history, calendar, play.now).expect("known years");
        prop_assert_eq!(shares.shares.values().sum::<u32>(), shares.elapsed);
    }

    #[test]
    fn no_pause_cures_lateness((how, steps) in histories(40)) {
        play_through(how, &steps, |before, now, _| {
            let (before, after) = (before.dossier(), now.dossier());
            let is_excused = before.apology.is_none() && after.apology.is_some();
            if before.is_overdue(now.now) && after.settled_at.is_none() && !is_excused {
                assert!(after.is_overdue(now.now), "{:?}", now.last());
            }
        });
    }

    #[test]
    fn taking_over_changes_where_it_lies_and_nothing_else((how, steps) in histories(40)) {
        play_through(how, &steps, |before, now, answered| {
            if !answered || !matches!(now.last(), Event::TakenOver { .. }) {
                return;
            }
            let (before, now) = (before.dossier(), now.dossier());
            assert_eq!((&before.code, &before.promise), (&now.code, &now.promise));
            assert_eq!(before.stage.name(), now.stage.name());
            assert_eq!((before.owed(), before.last_at), (now.owed(), now.last_at));
            assert_eq!(before.national_status(), now.national_status());
        });
    }

    #[test]
    fn numbers_have_no_gap_and_the_code_stays((how, steps) in histories(40)) {
        let play = play_through(how, &steps, |before, now, answered| {
            assert_eq!(&before.dossier().code, &now.dossier().code);
            assert_eq!(answered, now.history.len() > before.history.len());
        });
        let numbers: Vec<u32> = play.history.iter().map(|recorded| recorded.number).collect();
        prop_assert_eq!(numbers, (1..=play.dossier().number).collect::<Vec<_>>());
    }

    #[test]
    fn every_dossier_has_a_national_status_that_fits((how, steps) in histories(40)) {
        play_through(how, &steps, |_, now, _| {
            let dossier = now.dossier();
            let status = dossier.national_status();
            assert!(NationalStatus::ALL.contains(&status));
            assert!((1..=10).contains(&status.code()));
            let settled = matches!(
                dossier.stage,
                Stage::Resolved(..)
                    | Stage::HandedOver(..)
                    | Stage::Refused
                    | Stage::Withdrawn
                    | Stage::Stopped
            );
            assert_eq!(settled, dossier.settled_at.is_some());
            assert!(dossier.holding().is_none() || dossier.received_at.is_some());
            let charged = dossier.charges.iter().map(|charge| charge.amount);
            let charged = Dong::checked_total(charged).expect("small sums");
            assert_eq!(dossier.owed().plus(dossier.paid).plus(dossier.waived), charged);
        });
    }

    #[test]
    fn events_say_nothing_about_people_and_decode_to_themselves((how, steps) in histories(40)) {
        let play = play_through(how, &steps, |_, _, _| {});
        let rows: BTreeSet<String> = play.rows.iter().map(|row| row.id.to_string()).collect();
        prop_assert!(play.rows.iter().any(|row| row.json.contains(PLANTED)));
        for recorded in &play.history {
            let json = serde_json::to_string(&recorded.event).expect("events are plain data");
            prop_assert!(!json.contains(PLANTED), "{}", json);
            let decoded: Event = serde_json::from_str(&json).expect("an event decodes");
            prop_assert_eq!(&decoded, &recorded.event);
            let mut pointed_at = BTreeSet::new();
            rows_in(&serde_json::from_str(&json).expect("it is JSON"), &mut pointed_at);
            prop_assert!(pointed_at.is_subset(&rows), "{}", json);
        }
    }
}

/// The ids of all personal rows that a payload points to.
fn rows_in(value: &Value, ids: &mut BTreeSet<String>) {
    match value {
        Value::Object(fields) => {
            if let (Some(Value::String(id)), true) =
                (fields.get("id"), fields.contains_key("digest"))
            {
                ids.insert(id.clone());
            }
            fields.values().for_each(|field| rows_in(field, ids));
        }
        Value::Array(values) => values.iter().for_each(|value| rows_in(value, ids)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

proptest! {
    #![proptest_config(cases(24))]

    #[test]
    fn what_is_open_is_decided_and_what_is_not_is_refused((how, steps) in histories(24)) {
        let play = play_through(how, &steps, |_, _, _| {});
        for actor in PEOPLE.iter() {
            let open = play.open_to(actor);
            for act in Act::ON_DOSSIER {
                for command in complete::commands(&play, actor, act) {
                    match play.judges(actor, &command) {
                        Ok(events) => {
                            prop_assert!(open.contains(&act), "{:?} was not open to {:?}", act, actor);
                            prop_assert!(!events.is_empty());
                        }
                        Err(refusal) => {
                            prop_assert_eq!(
                                play.why_not(actor, act), Some(refusal),
                                "{:?} by {:?} at {:?}", act, actor, play.dossier().stage
                            );
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn random_histories_reach_every_stage() {
    use proptest::strategy::ValueTree;
    use proptest::test_runner::TestRunner;
    let mut runner = TestRunner::deterministic();
    let mut stages = BTreeSet::new();
    for _ in 0..200 {
        let tree = histories(60).new_tree(&mut runner).expect("a history");
        let (how, steps) = tree.current();
        play_through(how, &steps, |_, now, _| {
            stages.insert(now.stage());
        });
    }
    let all = [
        "awaiting_supplement",
        "deciding",
        "examining",
        "handed_over",
        "numbering",
        "received",
        "refused",
        "resolved",
        "stopped",
        "submitted",
        "withdrawn",
    ];
    assert_eq!(stages, BTreeSet::from(all));
}

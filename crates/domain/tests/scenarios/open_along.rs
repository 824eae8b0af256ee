//! Along a process: whatever is open is accepted, and there is always something to do, or a clock that
//! runs. Every state that some officials bring a dossier to is walked through.

use std::collections::BTreeSet;

use domain::dossier::Outcome;
use domain::dossier::command::{Act, Command};
use domain::dossier::consultation::command::{
    AnswerToGive, ConsultationAct, ConsultationCommand, ReplyToGive,
};
use domain::dossier::consultation::{OpinionStanding, Stance};
use domain::dossier::refusal::Refusal;
use domain::dossier::refusal::course::CourseRefusal;
use domain::people::Actor;
use domain::process::draft::{Draft, Join};

use crate::given::Play;
use crate::given::complete::commands;
use crate::given::consulting::{ask, consult, to_answer, unit_to_ask};
use crate::given::drafts::{
    between, examining, going_by, looked_then_asked_and_visited, many_ways, opinions,
    opinions_and_visit, together,
};
use crate::given::people::the;

/// Acts that bring a dossier along.
const ALONG: [Act; 15] = [
    Act::Forward,
    Act::Propose,
    Act::Approve,
    Act::Decline,
    Act::SendBack,
    Act::PullBack,
    Act::Along,
    Act::CompleteBeside,
    Act::AskSupplement,
    Act::Supplement,
    Act::RecordResult,
    Act::HandOver,
    Act::Consult(ConsultationAct::Answer),
    Act::Consult(ConsultationAct::Bounce),
    Act::Consult(ConsultationAct::Conclude),
];

/// More than any of these processes comes to.
const MOST: usize = 2_000;

fn people() -> [Actor; 6] {
    [
        "desk",
        "examiner",
        "commune examiner",
        "department examiner",
        "chair",
        "clerk",
    ]
    .map(the)
}

/// What tells one state from another.
fn told(play: &Play) -> String {
    let dossier = play.dossier();
    let course = dossier.course.as_ref().expect("it goes by a process");
    let rounds: Vec<_> = dossier
        .consultations
        .iter()
        .map(|round| {
            let opinions: Vec<_> = round
                .opinions
                .iter()
                .map(|one| (round.standing(one), one.may_be_bounced()))
                .collect();
            (round.ended.as_ref().map(|ended| ended.how), opinions)
        })
        .collect();
    let before = course.before.is_some() && dossier.passed_on.is_some();
    let stage = dossier.stage.name();
    format!("{stage} {:?} {rounds:?} {before}", course.position)
}

/// What these people could do next: what is open, an answer that takes no side, and a consultation.
fn next(play: &Play) -> Vec<(Actor, Act, Vec<Command>)> {
    let mut found = Vec::new();
    for actor in people() {
        for act in play.open_to(&actor) {
            if ALONG.contains(&act) {
                found.push((actor.clone(), act, commands(play, &actor, act)));
            }
            if act == Act::Consult(ConsultationAct::Answer) {
                found.push((actor.clone(), act, evasive(play)));
            }
            let is_first = play.dossier().consultations.is_empty();
            if act == Act::Consult(ConsultationAct::Ask) && is_first {
                let asked = ask(vec![unit_to_ask("12-SVH-TD", 960)]);
                found.push((actor.clone(), act, vec![asked]));
            }
        }
    }
    found
}

fn evasive(play: &Play) -> Vec<Command> {
    let mut opinions = play.dossier().opinions();
    let waiting = opinions.find(|(round, one)| round.standing(one) == OpinionStanding::Waiting);
    let commands = waiting.map(|(_, one)| {
        let given = to_answer(one.number, &one.questions);
        let replies = given.replies.into_iter().map(|reply| ReplyToGive {
            stance: Stance::Other,
            ..reply
        });
        consult(ConsultationCommand::Answer(AnswerToGive {
            replies: replies.collect(),
            ..given
        }))
    });
    commands.into_iter().collect()
}

/// Whether time goes on by itself where nobody does anything.
fn a_clock_runs(play: &Play) -> bool {
    let dossier = play.dossier();
    let calendar = play.rules.calendar.nation();
    let course = dossier.course.as_ref().expect("it goes by a process");
    let mut open = course.beside.iter();
    dossier.awaits_opinions() || open.any(|one| course.over_at(&one.key, calendar).is_some())
}

/// Walks everywhere; says how many states there are, and how many of them are the end.
fn walks(draft: Draft) -> (usize, usize) {
    let mut met = BTreeSet::new();
    let mut over = 0;
    let mut open = vec![going_by(draft)];
    while let Some(play) = open.pop() {
        let here = told(&play);
        if !met.insert(here.clone()) {
            continue;
        }
        assert!(met.len() < MOST, "the walk does not end: {here}");
        let ways = next(&play);
        if play.stage() == "handed_over" {
            over += 1;
        } else {
            let goes_on = !ways.is_empty() || a_clock_runs(&play);
            assert!(goes_on, "nobody can do anything, and no clock runs: {here}");
        }
        for (actor, act, commands) in ways {
            let mut judged = Vec::new();
            for command in commands {
                let mut then = play.clone();
                let tried = then.tries(&actor, &command);
                if tried.is_ok() {
                    open.push(then);
                }
                judged.push(tried.err());
            }
            let no_way = Some(Refusal::Course(CourseRefusal::NotAWay));
            assert!(
                judged.iter().any(|why| *why != no_way),
                "{act:?} is open, and no way: {here}"
            );
            // What can be declined can be refused for a reason of its own, else one is accepted.
            assert!(
                judged.iter().any(Option::is_none),
                "{act:?} is open, and refused with {judged:?}: {here}"
            );
        }
    }
    (met.len(), over)
}

#[test]
fn whatever_is_open_is_accepted_and_something_always_is() {
    let first_done = |blocks| between(vec![together(Join::FirstDone, blocks)]);
    let drafts = [
        looked_then_asked_and_visited(),
        opinions_and_visit(),
        many_ways(),
        first_done(vec![opinions(), examining("look", &[])]),
        between(vec![examining("look", &[]), opinions()]),
    ];
    for draft in drafts {
        let (states, over) = walks(draft);
        assert!(states > 5 && over > 0, "{states} states, {over} ends");
    }
}

#[test]
fn a_proposal_is_open_exactly_where_the_way_leads_to_a_decision() {
    let mut play = going_by(opinions_and_visit());
    play.does(&the("desk"), Command::Forward);
    let open = play.open_to(&the("examiner"));
    assert!(open.contains(&Act::Forward) && !open.contains(&Act::Propose));
    let command = Command::Propose {
        outcome: Outcome::Granted,
        note: None,
    };
    let no_way = Refusal::Course(CourseRefusal::NotAWay);
    assert_eq!(play.refused(&the("examiner"), command), no_way);
}

//! For any act on any dossier: a command in which nothing is missing.

use domain::calendar::pauses::PauseGround;
use domain::dossier::command::{Act, Command, Correction, ResultToRecord};
use domain::dossier::ground::{RefusalGround, StopGround};
use domain::dossier::rating::Satisfaction;
use domain::dossier::{Outcome, Stage};
use domain::money::{PaymentMethod, WaiverGround};
use domain::people::{Actor, OfficialId, Role};
use domain::procedure::Case;
use domain::procedure::fee::{Amount, FeeKey};
use domain::procedure::paper::RequiredPaper;

use crate::given::Play;
use crate::given::{consulting, hand};

/// Everything that this person could completely ask for by this act, as the dossier stands.
pub fn commands(play: &Play, actor: &Actor, act: Act) -> Vec<Command> {
    let dossier = play.dossier();
    match act {
        Act::Submit => vec![hand::submit(
            dossier.procedure.as_str(),
            dossier.desk.code(),
        )],
        Act::ReceiveInPerson => {
            vec![hand::receive_in_person(
                dossier.procedure.as_str(),
                dossier.desk.code(),
            )]
        }
        Act::Receive => vec![hand::receive(&keys(play, RequiredPaper::must_be_there))],
        Act::AskSupplement => {
            let askable = keys(play, |paper| paper.replaceable_by.is_none());
            vec![hand::ask_again_for(&askable)]
        }
        Act::Supplement => vec![Command::Supplement {
            papers: keys(play, |_| true).into_iter().map(hand::file).collect(),
            answers: Some(hand::answers()),
            note: None,
        }],
        Act::RefuseReception => vec![Command::RefuseReception {
            ground: RefusalGround::NotCompetent,
            reason: hand::words("không thuộc thẩm quyền"),
        }],
        Act::Forward => vec![Command::Forward],
        Act::Assign => assignments(play, actor),
        Act::Examine => vec![hand::note()],
        Act::Propose => vec![
            hand::propose(Outcome::Granted),
            hand::propose(Outcome::Declined),
        ],
        Act::SendBack => vec![hand::send_back()],
        Act::PullBack => vec![hand::pull_back()],
        Act::Approve => vec![Command::Approve],
        Act::Decline => vec![hand::decline()],
        Act::RecordResult => vec![Command::RecordResult(hand::result(play.now))],
        Act::HandOver => vec![hand::hand_over()],
        Act::Withdraw => vec![hand::withdraw()],
        Act::Stop => vec![Command::Stop {
            ground: StopGround::OrderedByAuthority,
            reason: hand::words("theo quyết định"),
        }],
        Act::Correct => vec![correction(play, actor)],
        Act::Charge => vec![Command::Charge {
            lines: vec![(uncharged(play), 1)],
        }],
        Act::RecordPayment => vec![Command::RecordPayment {
            amount: dossier.owed(),
            method: PaymentMethod::Cash,
            receipt_number: "BL-0001".to_owned(),
        }],
        Act::Waive => vec![Command::Waive {
            ground: WaiverGround::PoorHousehold,
            reason: hand::words("hộ nghèo"),
        }],
        Act::Rate => vec![hand::rate(Satisfaction::Neutral)],
        Act::GiveFeedback => vec![hand::complain()],
        Act::AnswerFeedback => vec![hand::answer_feedback()],
        Act::TakeOver => vec![Command::TakeOver],
        Act::Pause => vec![hand::pause(PauseGround::AwaitedVerification, play.now)],
        Act::Resume => vec![Command::Resume],
        Act::Apologise => vec![hand::apologise(play.now)],
        Act::Along => ways(play, actor)
            .into_iter()
            .map(|result| Command::Along { result, note: None })
            .collect(),
        Act::CompleteBeside => beside(play, actor),
        Act::SettleAtOnce => vec![hand::at_once(Outcome::Granted, play.now)],
        Act::RunOut => vec![hand::run_out("papers")],
        Act::MovePromise => vec![hand::move_promise(play.now)],
        Act::Route => vec![Command::Route],
        Act::Consult(act) => vec![consulting::complete(play, actor, act)],
    }
}

fn case(play: &Play) -> &Case {
    let dossier = play.dossier();
    let procedure = dossier
        .procedure_in(play.rules)
        .expect("the dossier's version is kept");
    procedure
        .case(&dossier.case)
        .expect("the dossier's case is kept")
}

fn keys(play: &Play, wanted: fn(&RequiredPaper) -> bool) -> Vec<&str> {
    let papers = case(play).papers.iter().filter(|paper| wanted(paper));
    papers.map(|paper| paper.key.0.as_str()).collect()
}

/// Leaders and whoever has it give it to any other case officer of the unit; the others take it.
fn assignments(play: &Play, actor: &Actor) -> Vec<Command> {
    let held = play.dossier().holding();
    let (unit, officer) = held.map_or((None, None), |held| (Some(&held.unit), held.officer));
    let asking = actor.official();
    let candidates: Vec<OfficialId> = play
        .officials
        .iter()
        .filter(|named| Some(&named.unit) == unit && named.is(Role::CaseOfficer))
        .map(|named| named.id)
        .filter(|id| Some(*id) != officer)
        .filter(|id| {
            asking.is_some_and(|asking| {
                asking.is(Role::Leader) || asking.id == *id || Some(asking.id) == officer
            })
        })
        .collect();
    let fallback = asking.map_or(crate::given::people::official("examiner").id, |a| a.id);
    let to = candidates.first().copied().unwrap_or(fallback);
    vec![Command::Assign {
        to,
        reason: Some(hand::words("nghỉ phép")),
    }]
}

fn correction(play: &Play, actor: &Actor) -> Command {
    let dossier = play.dossier();
    let at_desk = actor
        .official()
        .is_some_and(|asking| asking.is(Role::DeskOfficer) && asking.unit == dossier.desk);
    let correction = if at_desk {
        Correction::Answers(hand::answers())
    } else {
        let mut right = hand::result(play.now);
        if let Stage::Resolved(_, _, issued) | Stage::HandedOver(_, issued) = &dossier.stage {
            right = ResultToRecord {
                dated_on: issued.dated_on,
                ..right
            };
        }
        Correction::IssuedResult(right)
    };
    Command::Correct {
        correction,
        reason: hand::words("ghi nhầm"),
    }
}

fn uncharged(play: &Play) -> FeeKey {
    let dossier = play.dossier();
    let terms = dossier
        .terms_in(play.rules)
        .expect("the dossier's terms are kept");
    terms
        .fees
        .iter()
        .filter(|fee| matches!(fee.amount, Amount::Fixed(amount) if !amount.is_zero()))
        .find(|fee| !dossier.charges.iter().any(|charge| charge.fee == fee.key))
        .map_or_else(|| FeeKey("charge".to_owned()), |fee| fee.key.clone())
}

/// The ways that the open step can be completed in; nothing of its own where there is none.
fn ways(play: &Play, actor: &Actor) -> Vec<Option<String>> {
    let ways = play.ways_open(actor);
    if ways.is_empty() { vec![None] } else { ways }
}

/// Each step beside that this person could do, with each of its results.
fn beside(play: &Play, actor: &Actor) -> Vec<Command> {
    let course = play.dossier().course.as_ref();
    let official = actor.official();
    let open = course.into_iter().flat_map(|course| {
        let beside = course.beside.iter();
        beside
            .filter(move |one| official.is_some_and(|official| course.may_do_beside(official, one)))
    });
    let commands: Vec<Command> = open.map(|one| hand::complete_beside(&one.key)).collect();
    if commands.is_empty() {
        vec![hand::complete_beside("nothing")]
    } else {
        commands
    }
}

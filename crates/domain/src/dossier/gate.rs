//! May you, may it now: the two questions before any content is looked at.

use crate::dossier::command::Act;
use crate::dossier::decide::{
    apology, care, consultation, course, money, pause, pull_back, result, settlement, supplement,
    taking_over,
};
use crate::dossier::refusal::Refusal;
use crate::dossier::{Dossier, Outcome, Resume, Situation, Stage};
use crate::people::Actor;
use crate::policy;

/// Lets a command through to its own rules, or refuses it.
///
/// Both [`super::decide`] and [`super::open_now`] ask here, so that buttons and rules agree.
pub(crate) fn open(situation: &Situation<'_>, dossier: &Dossier, act: Act) -> Result<(), Refusal> {
    // Who carries on is asked of the organisation, and open at whatever stage.
    if act == Act::TakeOver {
        return taking_over::may_take_over(situation, dossier).map(|_| ());
    }
    // Who was asked is told by the dossier and the organisation.
    if let Act::Consult(act) = act {
        return consultation::open(situation, dossier, act);
    }
    if !policy::may(situation.actor, act, dossier)
        && !policy::may_by_delegation(situation, act, dossier)
    {
        return Err(Refusal::NotYours);
    }
    if !stage_allows(&dossier.stage, act) {
        return Err(Refusal::NotAtThisStage);
    }
    course::may_go(situation, dossier, act)?;
    match act {
        Act::Forward | Act::Propose if !settlement::step_allows(situation, dossier, act) => {
            Err(Refusal::NotAtThisStage)
        }
        Act::Forward | Act::SendBack => {
            only_the_holder(situation, dossier)?;
            pause::may_move(dossier)?;
            consultation::may_go_on(dossier)
        }
        Act::Propose => {
            only_the_holder(situation, dossier)?;
            pause::may_move(dossier)?;
            consultation::may_go_on(dossier)?;
            apology::may_propose(situation.now, dossier)
        }
        Act::PullBack => pull_back::may_pull_back(situation, dossier),
        Act::Assign => settlement::may_assign(situation, dossier),
        Act::AskSupplement => {
            if !policy::is_led_by(situation.actor, dossier) {
                only_the_holder(situation, dossier)?;
            }
            pause::may_move(dossier)?;
            supplement::may_ask(situation, dossier)
        }
        Act::Approve => {
            pause::may_move(dossier)?;
            consultation::may_go_on(dossier)?;
            settlement::may_approve(dossier)
        }
        Act::Along => {
            only_the_holder(situation, dossier)?;
            pause::may_move(dossier)?;
            consultation::may_go_on(dossier)
        }
        Act::Decline | Act::RecordResult | Act::SettleAtOnce => {
            pause::may_move(dossier)?;
            consultation::may_go_on(dossier)
        }
        Act::Pause | Act::Resume => {
            if !policy::is_led_by(situation.actor, dossier) {
                only_the_holder(situation, dossier)?;
            }
            if act == Act::Pause {
                pause::may_pause(dossier)
            } else {
                pause::may_resume(dossier)
            }
        }
        Act::Apologise => apology::may_apologise(dossier),
        Act::MovePromise => pause::promise_that_runs(dossier).map(|_| ()),
        Act::Charge => money::may_charge(situation, dossier),
        Act::RecordPayment | Act::Waive if dossier.owed().is_zero() => Err(Refusal::NothingOwed),
        Act::HandOver if !dossier.owed().is_zero() => Err(Refusal::StillOwed {
            amount: dossier.owed(),
        }),
        Act::Correct => result::may_correct(situation.actor, dossier),
        Act::Rate => care::may_rate(dossier),
        Act::GiveFeedback => care::may_give_feedback(dossier),
        Act::AnswerFeedback => care::may_answer(dossier),
        Act::Submit
        | Act::ReceiveInPerson
        | Act::Receive
        | Act::Supplement
        | Act::RefuseReception
        | Act::Examine
        | Act::HandOver
        | Act::Withdraw
        | Act::Stop
        | Act::RecordPayment
        | Act::Waive
        | Act::CompleteBeside
        | Act::RunOut
        | Act::TakeOver
        | Act::Route
        | Act::Consult(_) => Ok(()),
    }
}

/// While it is examined, whoever took it moves it, or whoever stands in for them. The desk and the
/// leaders stand in for each other.
fn only_the_holder(situation: &Situation<'_>, dossier: &Dossier) -> Result<(), Refusal> {
    let Stage::Examining(holding) = &dossier.stage else {
        return Ok(());
    };
    match (situation.actor, holding.officer) {
        (Actor::Official(official), Some(officer))
            if officer != official.id && !situation.duty.stands_in_for(officer) =>
        {
            Err(Refusal::HeldByAnother { officer })
        }
        _ => Ok(()),
    }
}

fn stage_allows(stage: &Stage, act: Act) -> bool {
    use Act::{
        Approve, AskSupplement, Assign, Charge, Correct, Decline, Examine, Forward, HandOver,
        Propose, Rate, Receive, RecordPayment, RecordResult, RefuseReception, SendBack, Stop,
        Supplement, Waive, Withdraw,
    };
    // What is said about the service is said at any time, also after the end; why the clock cannot
    // be stopped, taken up again or excused, each of them says itself.
    if matches!(
        act,
        Act::GiveFeedback
            | Act::AnswerFeedback
            | Act::Pause
            | Act::Resume
            | Act::Apologise
            | Act::MovePromise
            | Act::PullBack
            | Act::Route
            | Act::Along
            | Act::CompleteBeside
            | Act::SettleAtOnce
            | Act::RunOut
    ) {
        return true;
    }
    match stage {
        Stage::Submitted => matches!(
            act,
            Receive | AskSupplement | RefuseReception | Withdraw | Correct
        ),
        Stage::AwaitingSupplement {
            then: Resume::Reception,
        } => {
            matches!(act, Supplement | RefuseReception | Withdraw | Correct)
        }
        Stage::AwaitingSupplement {
            then: Resume::Settlement(_),
        } => {
            matches!(
                act,
                Supplement | Withdraw | Stop | Correct | Examine | RecordPayment | Waive
            )
        }
        Stage::Received(_) => matches!(
            act,
            Forward
                | AskSupplement
                | Withdraw
                | Stop
                | Correct
                | Examine
                | Charge
                | RecordPayment
                | Waive
        ),
        Stage::Examining(_) => matches!(
            act,
            Forward
                | AskSupplement
                | Assign
                | Examine
                | Propose
                | SendBack
                | Withdraw
                | Stop
                | Correct
                | Charge
                | RecordPayment
                | Waive
        ),
        Stage::Deciding(..) => matches!(
            act,
            AskSupplement
                | Examine
                | SendBack
                | Approve
                | Decline
                | Withdraw
                | Stop
                | Correct
                | Charge
                | RecordPayment
                | Waive
        ),
        Stage::Numbering(..) => matches!(
            act,
            SendBack | RecordResult | Examine | Correct | Charge | RecordPayment | Waive
        ),
        // Whoever was declined need not come for the paper to say what they think of it.
        Stage::Resolved(_, Outcome::Declined, _) if act == Rate => true,
        Stage::Resolved(..) => {
            matches!(
                act,
                HandOver | Correct | Examine | Charge | RecordPayment | Waive
            )
        }
        Stage::HandedOver(..) => matches!(act, Correct | Rate),
        // Nothing else is done to a dossier that ended without a result.
        Stage::Refused => matches!(act, Rate),
        Stage::Withdrawn | Stage::Stopped => false,
    }
}

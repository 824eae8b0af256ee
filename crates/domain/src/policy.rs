//! Who may: deny by default, one table for everybody.
//!
//! The rest of the program asks only this module. Whether something can be done *now* is the
//! business of [`crate::dossier::gate`].

use jiff::civil::Date;

use crate::dossier::command::Act;
use crate::dossier::consultation::{Opinion, OpinionStanding};
use crate::dossier::{Dossier, Holding, Situation, Stage};
use crate::people::agency::AgencyId;
use crate::people::delegation::SignedAs;
use crate::people::duty::Duty;
use crate::people::{Actor, Official, OfficialId, Role};
use crate::rulebook::Rulebook;

/// Whether `actor` may ever give this command to this dossier as it stands.
pub fn may(actor: &Actor, act: Act, dossier: &Dossier) -> bool {
    match actor {
        Actor::Applicant => matches!(
            act,
            Act::Supplement | Act::Withdraw | Act::Rate | Act::GiveFeedback
        ),
        // A child is taken back with its bundle, also one that lies with another desk.
        Actor::System if act == Act::Withdraw => dossier.part_of.is_some(),
        Actor::System => matches!(act, Act::MovePromise | Act::Route | Act::RunOut),
        Actor::Official(official) => official_may(official, act, dossier),
    }
}

/// Whether `actor` may open a dossier in this way at `desk`.
pub fn may_open(actor: &Actor, act: Act, desk: &AgencyId) -> bool {
    match (actor, act) {
        (Actor::Applicant, Act::Submit) => true,
        (Actor::Official(official), Act::ReceiveInPerson) => {
            official.is(Role::DeskOfficer) && official.unit == *desk
        }
        _ => false,
    }
}

/// Whether an official may see a dossier: those who receive, hold or answer for it.
pub fn may_see(
    official: &Official,
    desk: &AgencyId,
    unit: &AgencyId,
    competent: &AgencyId,
) -> bool {
    works(official) && [desk, unit, competent].contains(&&official.unit)
}

/// Whether an official may see this dossier: as [`may_see`] has it, and whoever held one of its
/// steps, or works in a unit that did one in common, goes on seeing what was worked on there.
pub fn may_see_dossier(official: &Official, dossier: &Dossier) -> bool {
    let held = dossier.officers.values().any(|id| *id == official.id);
    // A unit that does a step beside the main one cannot do it blindly.
    let beside = || works(official) && dossier.units_beside().any(|unit| *unit == official.unit);
    let took_part = || works(official) && dossier.took_part.contains(&official.unit);
    held || beside()
        || took_part()
        || may_see(official, &dossier.desk, dossier.unit(), &dossier.competent)
}

/// Whether an official may see a dossier that a unit left when it ended: those who carry on, also
/// before they take it over.
pub fn may_see_left_behind(
    official: &Official,
    dossier: &Dossier,
    rules: &Rulebook,
    day: Date,
) -> bool {
    works(official)
        && dossier.ended_unit(rules, day).is_some()
        && dossier.is_carried_on_by(rules, day, &official.unit)
}

/// Whether an official gives an opinion: of the unit that was asked or that carries on for it, as the
/// one who examines there or leads it.
pub fn may_give_opinion(
    official: &Official,
    opinion: &Opinion,
    rules: &Rulebook,
    day: Date,
) -> bool {
    (official.is(Role::CaseOfficer) || official.is(Role::Leader))
        && opinion.is_asked_of(&official.unit, rules, day)
}

/// Whether an official sees the papers of a dossier because their unit is asked: only while it is
/// to answer, or its answer would still be taken, and as one who gives opinions.
pub fn may_see_as_asked(
    official: &Official,
    dossier: &Dossier,
    rules: &Rulebook,
    day: Date,
) -> bool {
    dossier.opinions().any(|(round, opinion)| {
        let may_answer = match round.standing(opinion) {
            OpinionStanding::Waiting => true,
            OpinionStanding::Silent => round.ended.is_none(),
            OpinionStanding::Answered | OpinionStanding::Dropped => false,
        };
        may_answer && may_give_opinion(official, opinion, rules, day)
    })
}

/// Whether this actor may take a dossier over for whoever carries on: officials of such a unit; and
/// administrators and the program, who thereby decide nothing but where it lies.
pub(crate) fn may_take_over(actor: &Actor, dossier: &Dossier, rules: &Rulebook, day: Date) -> bool {
    match actor {
        Actor::Applicant => false,
        Actor::System => true,
        Actor::Official(official) => {
            may_administer(official)
                || (works(official) && dossier.is_carried_on_by(rules, day, &official.unit))
        }
    }
}

/// The unit for which the one who asks works on dossiers; none for administrators and the program.
pub(crate) fn unit_at_work(actor: &Actor) -> Option<&AgencyId> {
    let official = actor.official().filter(|official| works(official));
    official.map(|official| &official.unit)
}

/// Whether an official has a role in which dossiers are worked on.
fn works(official: &Official) -> bool {
    official
        .roles
        .iter()
        .any(|role| *role != Role::Administrator)
}

/// Whether an official may administer accounts, organisation and catalogue.
pub fn may_administer(official: &Official) -> bool {
    official.is(Role::Administrator)
}

/// Whether the one who asks leads the work on a dossier.
pub(crate) fn is_led_by(actor: &Actor, dossier: &Dossier) -> bool {
    actor
        .official()
        .is_some_and(|official| leads(official, dossier))
}

/// Whether this official has the dossier: a case officer of the unit that examines it, by name.
///
/// Not law: whoever has it may hand it on to a colleague of the unit, and says why; for what
/// another has, a leader decides.
pub(crate) fn has(official: &Official, duty: &Duty, dossier: &Dossier) -> bool {
    let theirs = |officer| officer == official.id || duty.stands_in_for(officer);
    official.is(Role::CaseOfficer)
        && dossier
            .holding()
            .is_some_and(|held| held.unit == official.unit && held.officer.is_some_and(theirs))
}

/// Whether this official passed a dossier on that was at `passed` before: whoever had it by name, or
/// whoever stands in for them; where a unit had it in common, whoever works on it there.
pub(crate) fn passed_on(
    official: &Official,
    duty: &Duty,
    dossier: &Dossier,
    passed: &Holding,
) -> bool {
    let at_the_desk = passed.step.0 == 0 && passed.unit == dossier.desk;
    let role = role_before(dossier).unwrap_or(if at_the_desk {
        Role::DeskOfficer
    } else {
        Role::CaseOfficer
    });
    let by_name = |officer| officer == official.id || duty.stands_in_for(officer);
    official.unit == passed.unit
        && official.is(role)
        && (at_the_desk || passed.officer.is_none_or(by_name))
}

/// Whether an official may see a dossier because they can still take back what they passed on, also
/// for whom they stand in.
pub fn may_see_as_passed_on(official: &Official, duty: &Duty, dossier: &Dossier) -> bool {
    let passed = dossier.passed_on.as_ref();
    passed.is_some_and(|passed| passed_on(official, duty, dossier, passed))
}

/// Whether an official may see a dossier because papers about it are delegated to them today.
pub fn may_see_by_delegation(duty: &Duty, dossier: &Dossier, day: Date) -> bool {
    [dossier.unit(), &dossier.competent]
        .into_iter()
        .any(|unit| duty.delegation(unit, &dossier.procedure, day).is_some())
}

/// Whether the one who asks may sign for a leader by this act: what was delegated to them covers it.
pub(crate) fn may_by_delegation(situation: &Situation<'_>, act: Act, dossier: &Dossier) -> bool {
    let unit = match act {
        Act::Approve | Act::Decline | Act::SendBack
            if matches!(dossier.stage, Stage::Deciding(..)) =>
        {
            dossier.unit()
        }
        Act::Stop | Act::Apologise => &dossier.competent,
        _ => return false,
    };
    situation.actor.official().is_some()
        && situation
            .duty
            .delegation(unit, &dossier.procedure, situation.now.today())
            .is_some()
}

/// In which capacity the one who asks signs for `unit`; none for a leader in their own right.
pub(crate) fn signed(
    situation: &Situation<'_>,
    dossier: &Dossier,
    unit: &AgencyId,
) -> Option<Box<SignedAs>> {
    let day = situation.now.today();
    let delegation = situation.duty.delegation(unit, &dossier.procedure, day);
    delegation.map(|one| Box::new(one.signed()))
}

/// Whether an official may hand on a dossier as one that `absent` has: whoever has it, their own;
/// and who leads the work on it, for somebody who is away.
///
/// Not law: a hand-over on leave is of one person's work, so what others hold is not among it.
pub fn may_hand_on(official: &Official, absent: OfficialId, dossier: &Dossier) -> bool {
    let holding = dossier.holding();
    let is_theirs = holding.is_some_and(|held| held.officer == Some(absent));
    is_theirs && (has(official, Duty::none(), dossier) || leads(official, dossier))
}

/// A leader leads in the competent agency, and in the unit that has the dossier now.
fn leads(official: &Official, dossier: &Dossier) -> bool {
    official.is(Role::Leader)
        && (official.unit == dossier.competent || official.unit == *dossier.unit())
}

/// The role whose step was passed on; none where no process says it.
fn role_before(dossier: &Dossier) -> Option<Role> {
    let stood = dossier.course.as_ref()?.before.as_ref()?;
    stood.main.as_ref().map(|main| main.role)
}

/// Whether an official examines where a dossier is or was examined, or has the role in which it was
/// passed on.
fn worked_on(official: &Official, dossier: &Dossier) -> bool {
    let last = dossier.examined_by.iter().chain(&dossier.passed_on);
    let role = role_before(dossier).unwrap_or(Role::CaseOfficer);
    (official.is(Role::CaseOfficer) || official.is(role))
        && last.into_iter().any(|held| held.unit == official.unit)
}

fn official_may(official: &Official, act: Act, dossier: &Dossier) -> bool {
    let at_desk = |role| official.is(role) && official.unit == dossier.desk;
    let holds = |role| {
        official.is(role)
            && dossier
                .holding()
                .is_some_and(|held| held.unit == official.unit)
    };
    let leads = leads(official, dossier);
    if let Some(may) = may_along(official, act, dossier) {
        return may;
    }
    match act {
        // Nobody rates their own service or complains about it.
        Act::Submit | Act::ReceiveInPerson | Act::Rate | Act::GiveFeedback => false,
        // Asked of the organisation, in `may_take_over`.
        Act::TakeOver => false,
        // The program's own: after a change of the calendar was confirmed, when time was over, and
        // for who is away.
        Act::MovePromise | Act::RunOut | Act::Route => false,
        // Who passed it on is asked of the dossier, in its own rule.
        Act::PullBack => at_desk(Role::DeskOfficer) || worked_on(official, dossier),
        // Asked of the dossier and the organisation, in `decide/consultation.rs`.
        Act::Consult(_) => false,
        // What is received and settled in one visit; the others are asked of the course.
        Act::SettleAtOnce => at_desk(Role::DeskOfficer),
        Act::Along | Act::CompleteBeside => false,
        Act::Receive | Act::RefuseReception | Act::HandOver | Act::Supplement | Act::Withdraw => {
            at_desk(Role::DeskOfficer)
        }
        // Whoever checks it asks: the desk before it forwards, then the case officer.
        Act::AskSupplement => match dossier.stage {
            Stage::Submitted | Stage::Received(_) => at_desk(Role::DeskOfficer) || leads,
            Stage::Examining(_) => holds(Role::CaseOfficer) || leads,
            Stage::AwaitingSupplement { .. }
            | Stage::Refused
            | Stage::Deciding(..)
            | Stage::Numbering(..)
            | Stage::Resolved(..)
            | Stage::HandedOver(..)
            | Stage::Withdrawn
            | Stage::Stopped => leads,
        },
        Act::Forward => match dossier.stage {
            Stage::Received(_) => at_desk(Role::DeskOfficer),
            _ => holds(Role::CaseOfficer),
        },
        // Whoever works on it knows what it waits for.
        Act::Pause | Act::Resume => match dossier.stage {
            Stage::Received(_) => at_desk(Role::DeskOfficer) || leads,
            Stage::Examining(_) => holds(Role::CaseOfficer) || leads,
            Stage::Submitted
            | Stage::AwaitingSupplement { .. }
            | Stage::Refused
            | Stage::Deciding(..)
            | Stage::Numbering(..)
            | Stage::Resolved(..)
            | Stage::HandedOver(..)
            | Stage::Withdrawn
            | Stage::Stopped => leads,
        },
        Act::Assign => holds(Role::CaseOfficer) || leads,
        Act::Examine => at_desk(Role::DeskOfficer) || holds(Role::CaseOfficer) || leads,
        Act::Propose => holds(Role::CaseOfficer),
        Act::SendBack => match dossier.stage {
            Stage::Numbering(..) => holds(Role::RecordsClerk),
            Stage::Deciding(..) => holds(Role::Leader),
            _ => holds(Role::CaseOfficer),
        },
        Act::Approve | Act::Decline => holds(Role::Leader),
        // Whoever answers for the dossier answers, not the unit that happens to hold it.
        // The letter of apology is signed by the head of the competent agency.
        Act::Stop | Act::AnswerFeedback | Act::Apologise => {
            official.is(Role::Leader) && official.unit == dossier.competent
        }
        Act::RecordResult => holds(Role::RecordsClerk),
        Act::Correct => {
            at_desk(Role::DeskOfficer)
                || (official.is(Role::RecordsClerk) && official.unit == dossier.competent)
        }
        Act::Charge | Act::RecordPayment => at_desk(Role::Cashier),
        Act::Waive => at_desk(Role::Cashier) || leads,
    }
}

/// Whether an official may do this where a published process says who does what; none where the
/// table of everybody says it.
fn may_along(official: &Official, act: Act, dossier: &Dossier) -> Option<bool> {
    let course = dossier.course.as_ref()?;
    let may_do = || course.may_do(official, dossier.unit());
    match act {
        Act::CompleteBeside => {
            let mut beside = course.beside.iter();
            Some(beside.any(|one| course.may_do_beside(official, one)))
        }
        Act::Forward
        | Act::Propose
        | Act::Approve
        | Act::Decline
        | Act::SendBack
        | Act::RecordResult
        | Act::HandOver
        | Act::Along
        | Act::SettleAtOnce => course.main.is_some().then(may_do),
        // Whoever does the step works on it, in whatever role the process gives it to.
        Act::AskSupplement | Act::Examine | Act::Pause | Act::Resume => may_do().then_some(true),
        Act::Submit
        | Act::ReceiveInPerson
        | Act::Receive
        | Act::Supplement
        | Act::RefuseReception
        | Act::Assign
        | Act::Withdraw
        | Act::Stop
        | Act::Correct
        | Act::Charge
        | Act::RecordPayment
        | Act::Waive
        | Act::Rate
        | Act::GiveFeedback
        | Act::AnswerFeedback
        | Act::TakeOver
        | Act::Apologise
        | Act::PullBack
        | Act::Route
        | Act::Consult(_)
        | Act::MovePromise
        | Act::RunOut => None,
    }
}

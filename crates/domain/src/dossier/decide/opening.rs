//! Opening and reception: a code once, a promise at reception.

use jiff::civil::Date;

use crate::calendar::YearMissing;
use crate::calendar::deadline::{self, NoPromise};
use crate::calendar::time_limit::TimeLimit;
use crate::dossier::code::DossierCode;
use crate::dossier::command::{Act, Application, HandedIn};
use crate::dossier::decide::{course, given, papers};
use crate::dossier::event::{Event, HeldPaper, Submitted};
use crate::dossier::ground::RefusalGround;
use crate::dossier::personal::Personal;
use crate::dossier::refusal::Refusal;
use crate::dossier::{Dossier, GivenPromise, Holding, Now, Situation};
use crate::people::Actor;
use crate::people::agency::{Agency, AgencyId};
use crate::policy;
use crate::procedure::{Case, Channel, Procedure, Terms};
use crate::rulebook::{NotReceived, Rulebook};
use crate::workflow::StepIndex;

/// What the running number of a new dossier is counted by: the receiving agency's code and the
/// local date of registration.
///
/// # Errors
///
/// [`Refusal::UnknownDesk`] and [`Refusal::DeskHasNoCode`].
pub fn numbering(rules: &Rulebook, desk: &AgencyId, now: Now) -> Result<(String, Date), Refusal> {
    let day = now.today();
    let desk = rules
        .organisation
        .find(desk)
        .filter(|desk| desk.kind.is_desk() && desk.is_valid_on(day))
        .ok_or(Refusal::UnknownDesk)?;
    let of = |agency: &Agency| agency.agency_code.clone().map(String::from);
    let parent = || {
        desk.parent
            .as_ref()
            .and_then(|id| rules.organisation.find(id))
            .and_then(of)
    };
    let code = of(desk).or_else(parent).ok_or(Refusal::DeskHasNoCode)?;
    Ok((code.as_str().to_owned(), day))
}

/// Registers an application that was filed online; the desk looks at it next.
pub(super) fn submit(
    situation: &Situation<'_>,
    application: &Application,
) -> Result<Vec<Event>, Refusal> {
    if !policy::may_open(situation.actor, Act::Submit, &application.desk) {
        return Err(Refusal::NotYours);
    }
    // The child of a bundle keeps the channel of the whole, and is received where it belongs.
    if application.channel != Channel::Online && application.part_of.is_none() {
        return Err(Refusal::ChannelClosed);
    }
    help_fits(application)?;
    let place = place(situation, application)?;
    let held = papers::read(place.case, &application.papers)?;
    let missing = match application.channel {
        Channel::Online => papers::missing_online(place.case, &held),
        Channel::Desk | Channel::Post => papers::missing(place.case, &held),
    };
    if !missing.is_empty() {
        return Err(Refusal::PapersMissing { papers: missing });
    }
    Ok(vec![submitted(situation, application, &place, held)?])
}

/// Registers and receives at the desk or by post, in one act.
pub(super) fn receive_in_person(
    situation: &Situation<'_>,
    application: &Application,
) -> Result<Vec<Event>, Refusal> {
    if !policy::may_open(situation.actor, Act::ReceiveInPerson, &application.desk) {
        return Err(Refusal::NotYours);
    }
    if application.channel == Channel::Online {
        return Err(Refusal::ChannelClosed);
    }
    help_fits(application)?;
    let place = place(situation, application)?;
    let held = papers::read(place.case, &application.papers)?;
    let missing = papers::missing(place.case, &held);
    if !missing.is_empty() {
        return Err(Refusal::PapersMissing { papers: missing });
    }
    let promise = promise(situation, &place.competent, place.terms.promised())?;
    let holding = at_the_desk(situation.actor, &application.desk);
    let mut events = vec![
        submitted(situation, application, &place, held)?,
        Event::Received {
            papers: Vec::new(),
            promise,
            holding,
        },
    ];
    let answers = Some(&application.answers.value);
    events.extend(course::begun(situation, None, &events, answers)?);
    Ok(events)
}

/// Help is for somebody who stands at the desk, and who has heard what was typed for them.
///
/// What an official types is never the applicant's own online application: it would count as one.
fn help_fits(application: &Application) -> Result<(), Refusal> {
    let Some(help) = application.assisted else {
        return Ok(());
    };
    if application.channel != Channel::Desk {
        return Err(Refusal::AssistedNotAtDesk);
    }
    if !help.read_back {
        return Err(Refusal::NotReadBack);
    }
    Ok(())
}

/// Receives what was filed online.
pub(super) fn receive(
    situation: &Situation<'_>,
    dossier: &Dossier,
    found: &[HandedIn],
) -> Result<Vec<Event>, Refusal> {
    let procedure = dossier
        .procedure_in(situation.rules)
        .ok_or(Refusal::UnknownProcedure)?;
    let case = procedure.case(&dossier.case).ok_or(Refusal::UnknownCase)?;
    let terms = case
        .terms_for(dossier.channel)
        .ok_or(Refusal::ChannelClosed)?;
    let found = papers::read(case, found)?;
    let all: Vec<HeldPaper> = dossier.papers.iter().chain(&found).cloned().collect();
    let missing = papers::missing(case, &all);
    if !missing.is_empty() {
        return Err(Refusal::PapersMissing { papers: missing });
    }
    let promise = promise(situation, &dossier.competent, terms.promised())?;
    let holding = at_the_desk(situation.actor, &dossier.desk);
    let mut events = vec![Event::Received {
        papers: found,
        promise,
        holding,
    }];
    events.extend(course::begun(
        situation,
        Some(dossier),
        &events,
        situation.answers,
    )?);
    Ok(events)
}

/// Refuses reception, in writing.
///
/// Law: Nghị định 61/2018/NĐ-CP, Điều 17: a refusal states its reason.
pub(super) fn refuse(
    dossier: &Dossier,
    ground: RefusalGround,
    reason: &Personal<String>,
) -> Result<Vec<Event>, Refusal> {
    match ground {
        // Nobody failed to bring what was never asked for, or what came.
        RefusalGround::SupplementMissing if !dossier.awaits_supplement() => {
            return Err(Refusal::NotAtThisStage);
        }
        RefusalGround::NotCompetent
        | RefusalGround::NotEligible
        | RefusalGround::AlreadyFiled
        | RefusalGround::SupplementMissing => {}
    }
    given(reason)?;
    Ok(vec![Event::ReceptionRefused {
        ground,
        reason: reason.sealed(),
    }])
}

/// The promise for a limit that starts to count now, by the calendar of the competent agency; none
/// when there is no limit.
pub(super) fn promise(
    situation: &Situation<'_>,
    competent: &AgencyId,
    limit: &TimeLimit,
) -> Result<Option<GivenPromise>, Refusal> {
    let now = situation.now;
    let calendar = situation.rules.calendar_for(competent, now.today());
    // The legal promise is the closing time of the due day; a province may promise more. It is
    // provisional as soon as one day on the way is, wherever it ends.
    let moment = situation.rules.promised_moment(limit, now.today());
    match deadline::promise(calendar, now.local(), limit, moment) {
        Ok(counted) => Ok(Some(GivenPromise {
            due: counted.due,
            limit: limit.clone(),
            provisional: counted.provisional,
            moment,
            counted: None,
        })),
        Err(NoPromise::YearMissing(YearMissing { year })) => Err(Refusal::NoCalendar { year }),
        // No limit of its own, or none that counts: then nothing is promised.
        Err(NoPromise::NoOwnLimit { .. } | NoPromise::EmptyLimit) => Ok(None),
    }
}

/// Where an application belongs: the current version, its case, terms and competent agency.
struct Place<'a> {
    procedure: &'a Procedure,
    case: &'a Case,
    terms: &'a Terms,
    competent: AgencyId,
}

fn place<'a>(situation: &Situation<'a>, application: &Application) -> Result<Place<'a>, Refusal> {
    let (rules, today) = (situation.rules, situation.now.today());
    let competent = rules
        .competent_for(&application.procedure, &application.desk, today)
        .map_err(|no| match no {
            NotReceived::UnknownProcedure => Refusal::UnknownProcedure,
            NotReceived::NotInForce => Refusal::ProcedureNotInForce,
            NotReceived::UnknownDesk => Refusal::UnknownDesk,
            NotReceived::NotHere => Refusal::NotReceivedHere,
        })?
        .id
        .clone();
    let procedure = rules
        .procedure_on(&application.procedure, today)
        .ok_or(Refusal::ProcedureNotInForce)?;
    if !procedure
        .applicants
        .contains(&application.applicant.value.kind)
    {
        return Err(Refusal::WrongApplicantKind);
    }
    let case = procedure
        .case(&application.case)
        .ok_or(Refusal::UnknownCase)?;
    let terms = case
        .terms_for(application.channel)
        .ok_or(Refusal::ChannelClosed)?;
    Ok(Place {
        procedure,
        case,
        terms,
        competent,
    })
}

fn submitted(
    situation: &Situation<'_>,
    application: &Application,
    place: &Place<'_>,
    papers: Vec<HeldPaper>,
) -> Result<Event, Refusal> {
    let (agency_code, day) = numbering(situation.rules, &application.desk, situation.now)?;
    let number = situation
        .number
        .expect("the store hands a number to every opening command");
    Ok(Event::Submitted(Box::new(Submitted {
        code: DossierCode::issue(&agency_code, day, number),
        procedure: place.procedure.code.clone(),
        version: place.procedure.version,
        case: application.case.clone(),
        channel: application.channel,
        desk: application.desk.clone(),
        competent: place.competent.clone(),
        applicant_kind: application.applicant.value.kind,
        applicant: application.applicant.sealed(),
        representative: application.representative.as_ref().map(Personal::sealed),
        answers: application.answers.sealed(),
        secret: application.secret.sealed(),
        papers,
        return_via: application.return_via,
        assisted: application.assisted,
        part_of: application.part_of.clone(),
    })))
}

fn at_the_desk(actor: &Actor, desk: &AgencyId) -> Holding {
    let officer = actor.official().map(|official| official.id);
    Holding {
        step: StepIndex(0),
        unit: desk.clone(),
        officer,
    }
}

//! The write path: one function for both engines, in one transaction, in this order.
//!
//! Idempotency · head row, locked · rulebook version · number · decide · events, personal rows,
//! lists, counts, jobs · the answer.

use std::panic::{AssertUnwindSafe, catch_unwind};

use domain::dossier::after::{after, replay};
use domain::dossier::command::{Act, Command};
use domain::dossier::consultation::event::ConsultationEvent;
use domain::dossier::decide::{decide, numbering};
use domain::dossier::event::{CorrectedFact, Event, FileFacts, HandedForm, Recorded};
use domain::dossier::refusal::Refusal;
use domain::dossier::refusal::routing::RoutingRefusal;
use domain::dossier::{Dossier, Situation};
use domain::people::duty::Duty;
use domain::people::{Official, OfficialId};
use domain::procedure::declaration::Answers;
use domain::rulebook::Rulebook;
use sea_orm::sea_query::{Expr, ExprTrait as _};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _};
use uuid::Uuid;

use crate::fault::{Doing as _, Fault};
use crate::heads::NewHead;
use crate::keys::DataKey;
use crate::rows::{dossier as head, file};
use crate::write::{Done, DossierWrite, NotDone, Reply, Write};
use crate::{
    Shared, accounts, asked_again, assistance, beside, bundles, desk_day, duties, files, findable,
    heads, jobs, lateness, lists, numbers, once, opinions, pace, people, personal, rebuild, record,
    routing, rulebook, settlement,
};

/// Applies one write inside a transaction that the caller commits, or rolls back on a refusal.
pub(crate) async fn apply(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    write: &Write,
) -> Result<Reply, Fault> {
    match write {
        Write::Dossier(write) => dossier(conn, shared, write).await.map(Reply::Dossier),
        Write::Account(write) => accounts::apply(conn, write).await.map(Reply::Account),
        Write::Rulebook(write) => rulebook::apply(conn, shared, write)
            .await
            .map(Reply::Rulebook),
        Write::Calendar(write) => crate::calendar::apply(conn, shared, write)
            .await
            .map(Reply::Calendar),
        Write::Process(write) => crate::process::apply(conn, shared, write)
            .await
            .map(Reply::Process),
        Write::Duty(write) => crate::duties::apply(conn, shared, write)
            .await
            .map(Reply::Duty),
        Write::Bundle(write) => crate::bundles::apply(conn, shared, write)
            .await
            .map(Reply::Bundle),
        Write::ClaimMessages(now, limit) => crate::bundles::claim(conn, *now, *limit)
            .await
            .map(Reply::Messages),
        Write::SettleMessage(tried, how) => crate::bundles::settle(conn, tried, how)
            .await
            .map(|()| Reply::Stored),
        Write::Campaign(step) => crate::campaign::take(conn, shared, step)
            .await
            .map(|()| Reply::Stored),
        Write::File(row) => {
            files::insert(conn, row.clone()).await?;
            Ok(Reply::Stored)
        }
        Write::Viewings(rows) => {
            crate::viewings::insert(conn, rows.clone()).await?;
            Ok(Reply::Stored)
        }
        Write::Follow(change) => crate::follows::apply(conn, change)
            .await
            .map(|()| Reply::Stored),
        Write::Erase(code) => crate::erase::apply(conn, code).await.map(Reply::Files),
        Write::Draft(row) => {
            crate::drafts::keep(conn, row.clone()).await?;
            Ok(Reply::Stored)
        }
        Write::ForgetDraft(id) => {
            crate::drafts::forget(conn, *id).await?;
            Ok(Reply::Stored)
        }
        Write::Sweep(batch, now) => crate::sweep::apply(conn, batch, *now)
            .await
            .map(Reply::Files),
        Write::ClaimJobs(now, limit) => jobs::claim(conn, *now, *limit).await.map(Reply::Jobs),
        Write::SettleJob(job, tried) => {
            jobs::settle(conn, job, *tried).await?;
            Ok(Reply::Stored)
        }
        Write::ClaimAlarms(claims) => crate::alarms::claim(conn, claims).await.map(Reply::Alarms),
        Write::Told(digest, now) => {
            crate::digests::tell(conn, *digest, *now).await?;
            Ok(Reply::Stored)
        }
    }
}

/// Carries a command out on a dossier, or opens one.
pub(crate) async fn dossier(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    write: &DossierWrite,
) -> Result<Result<Done, NotDone>, Fault> {
    if let Some(once) = &write.once
        && let Some(answer) = once::claim(conn, once, write).await?
    {
        return Ok(answer);
    }
    let Some(code) = &write.code else {
        return open(conn, shared, write).await;
    };
    match heads::lock(conn, code.as_str()).await? {
        Some(head) => carry_out(conn, shared, write, &head).await,
        None => Ok(Err(NotDone::NoSuchDossier)),
    }
}

/// Opens a dossier: it gets its number, its key, and its first events.
async fn open(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    write: &DossierWrite,
) -> Result<Result<Done, NotDone>, Fault> {
    let rules = rulebook::current(conn, shared).await?;
    let Some(application) = write.command.application() else {
        return Ok(Err(NotDone::NoSuchDossier));
    };
    let number = match numbering(&rules, &application.desk, write.now) {
        Ok((agency_code, day)) => numbers::next(conn, &agency_code, day).await?,
        Err(refusal) => return Ok(Err(NotDone::Refused(refusal))),
    };
    let situation = Situation {
        actor: &write.actor,
        now: write.now,
        rules: &rules,
        number: Some(number),
        answers: None,
        named: None,
        duty: Duty::none(),
    };
    let events = match decide_guarded(&situation, None, &write.command)? {
        Ok(events) => events,
        Err(refusal) => return Ok(Err(NotDone::Refused(refusal))),
    };
    let id = write.id;
    let mut history = numbered(events, 0, write);
    history.extend(routing::next(conn, write, None, &history).await?);
    let dossier = replay(&history).ok_or_else(|| Fault::damaged("opening events"))?;
    let key = DataKey::fresh();
    let start_by = pace::start_by(shared, &dossier, &rules);
    let new = NewHead {
        id,
        key: &key,
        secret: &application.secret.value,
        dossier: &dossier,
        start_by,
    };
    heads::open(conn, shared, new).await?;
    if write.command.act() == Act::Submit {
        crate::drafts::empty(conn, id).await?;
    }
    // The files of a bundle belong to the bundle: its children only name them.
    if application.part_of.is_none()
        && let Err(missing) = attach_files(conn, id, &history).await?
    {
        return Ok(Err(missing));
    }
    let key = Some(key);
    keep(
        conn,
        shared,
        write,
        &Kept {
            id,
            key,
            before: None,
            after: &dossier,
            events: &history,
            rules: &rules,
            start_by,
        },
    )
    .await?;
    Ok(Ok(Done {
        dossier: id,
        code: dossier.code,
        number: dossier.number,
        repeated: false,
    }))
}

/// Carries a command out on a dossier whose head is locked.
async fn carry_out(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    write: &DossierWrite,
    head: &head::Model,
) -> Result<Result<Done, NotDone>, Fault> {
    let last = u32::try_from(head.last_number).map_err(|_| Fault::damaged("head row"))?;
    if !write.command.act().commutes() && write.seen != Some(last) {
        let events = (write.seen.unwrap_or_default() + 1..=last).collect();
        return Ok(Err(NotDone::Refused(Refusal::ChangedSince { events })));
    }
    let rules = rulebook::current(conn, shared).await?;
    let history: Vec<Recorded> = record::history(conn, head.id)
        .await?
        .into_iter()
        .map(|entry| entry.recorded)
        .collect();
    let before = replay(&history).ok_or_else(|| Fault::damaged("history"))?;
    let named = named_official(conn, &write.command, &before).await?;
    let duty = duty_of(conn, write, named.as_ref()).await?;
    let wrapped = head.wrapped_key.as_deref();
    let key = wrapped
        .map(|wrapped| shared.keys.unwrap(wrapped, head.id))
        .transpose()?;
    let answers = declared(conn, key.as_ref(), &write.command, &before).await?;
    let situation = Situation {
        actor: &write.actor,
        now: write.now,
        rules: &rules,
        number: None,
        answers: answers.as_ref(),
        named: named.as_ref(),
        duty: &duty,
    };
    let mut events = match decide_guarded(&situation, Some(&before), &write.command)? {
        Ok(events) => numbered(events, last, write),
        Err(refusal) => return Ok(Err(NotDone::Refused(refusal))),
    };
    events.extend(routing::next(conn, write, Some(&before), &events).await?);
    if events.is_empty() {
        let nothing = RoutingRefusal::NothingToRoute;
        return Ok(Err(NotDone::Refused(nothing.into())));
    }
    if let Err(missing) = attach_files(conn, head.id, &events).await? {
        return Ok(Err(missing));
    }
    if write.command.act() == Act::Supplement {
        crate::drafts::empty(conn, head.id).await?;
    }
    let now = events
        .iter()
        .fold(Some(before.clone()), after)
        .ok_or_else(|| Fault::damaged("history"))?;
    let kept = Kept {
        id: head.id,
        key,
        before: Some(&before),
        after: &now,
        events: &events,
        rules: &rules,
        start_by: pace::start_by(shared, &now, &rules),
    };
    keep(conn, shared, write, &kept).await?;
    heads::move_on(conn, head.id, now.number, kept.start_by).await?;
    Ok(Ok(Done {
        dossier: head.id,
        code: now.code,
        number: now.number,
        repeated: false,
    }))
}

/// What is kept of a write that was decided.
struct Kept<'a> {
    id: Uuid,
    /// None after erasure: then nothing personal can be added.
    key: Option<DataKey>,
    before: Option<&'a Dossier>,
    after: &'a Dossier,
    events: &'a [Recorded],
    rules: &'a Rulebook,
    /// By when work should begin, as far as is known at this moment.
    start_by: Option<i64>,
}

async fn keep(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    write: &DossierWrite,
    kept: &Kept<'_>,
) -> Result<(), Fault> {
    record::append(conn, kept.id, write, kept.events).await?;
    let rows = write.command.personal_rows();
    if !rows.is_empty() {
        let key = kept.key.as_ref().ok_or(Fault::WrongKey {
            what: "an erased dossier",
        })?;
        personal::write(conn, key, kept.id, rows).await?;
    }
    if let Some(applicant) = write.command.applicant() {
        if kept.before.is_some() {
            findable::forget(conn, &[kept.id]).await?;
        }
        let places = findable::places(&kept.rules.organisation, kept.after);
        let rows = findable::rows(&shared.keys, kept.id, applicant, &places);
        findable::insert(conn, &rows).await?;
    }
    if write.command.act() == Act::TakeOver {
        rebuild::find_anew(conn, shared, kept.rules, (kept.id, kept.after)).await?;
    }
    let row = lists::listing_row(kept.id, kept.after, kept.start_by);
    lists::keep(conn, row, kept.before, kept.after).await?;
    beside::keep(conn, kept.id, kept.before, kept.after).await?;
    pace::keep(conn, kept.before, kept.events).await?;
    assistance::keep(conn, kept.events).await?;
    lateness::keep(conn, kept.id, kept.before, kept.after).await?;
    opinions::keep(conn, kept.id, kept.before, kept.after).await?;
    asked_again::keep(conn, kept.before, kept.events).await?;
    settlement::keep(conn, kept.before, kept.events).await?;
    let official = write.actor.official().map(|official| official.id.0);
    let events: Vec<_> = kept.events.iter().map(|event| (event, official)).collect();
    desk_day::keep(conn, kept.id, kept.before, &events).await?;
    bundles::child_moved(conn, kept.after, kept.events).await?;
    jobs::queue(conn, kept.id, kept.events).await
}

fn numbered(events: Vec<Event>, last: u32, write: &DossierWrite) -> Vec<Recorded> {
    events
        .into_iter()
        .zip(last + 1..)
        .map(|(event, number)| Recorded {
            number,
            at: write.now,
            event,
        })
        .collect()
}

/// Should a rule panic, the write fails and nothing else does.
fn decide_guarded(
    situation: &Situation<'_>,
    dossier: Option<&Dossier>,
    command: &Command,
) -> Result<Result<Vec<Event>, Refusal>, Fault> {
    catch_unwind(AssertUnwindSafe(|| decide(situation, dossier, command)))
        .map_err(|_| Fault::damaged("dossier or rulebook: deciding on it"))
}

/// What the applicant declared, where the command receives what was filed before: the process in
/// force may go by it.
async fn declared(
    conn: &impl ConnectionTrait,
    key: Option<&DataKey>,
    command: &Command,
    dossier: &Dossier,
) -> Result<Option<Answers>, Fault> {
    match (command, key) {
        (Command::Receive { .. } | Command::SettleAtOnce(_), Some(key)) => {
            personal::answers(conn, key, dossier.answers.id).await
        }
        _ => Ok(None),
    }
}

async fn named_official(
    conn: &impl ConnectionTrait,
    command: &Command,
    dossier: &Dossier,
) -> Result<Option<Official>, Fault> {
    match command.named(dossier) {
        Some(id) => people::active_official(conn, id).await,
        None => Ok(None),
    }
}

/// What the one who asks may do for others today; of whoever is named, whether they are away.
async fn duty_of(
    conn: &impl ConnectionTrait,
    write: &DossierWrite,
    named: Option<&Official>,
) -> Result<Duty, Fault> {
    let Some(official) = write.actor.official() else {
        return Ok(Duty::default());
    };
    let touched: Vec<OfficialId> = named.map(|named| named.id).into_iter().collect();
    duties::read(conn, official.id, &touched, write.now.today()).await
}

/// Files that events name must be here, and belong to no other dossier.
async fn attach_files(
    conn: &impl ConnectionTrait,
    dossier: Uuid,
    events: &[Recorded],
) -> Result<Result<(), NotDone>, Fault> {
    for facts in events.iter().flat_map(|recorded| files_in(&recorded.event)) {
        let attached = file::Entity::update_many()
            .col_expr(file::Column::Dossier, Expr::value(dossier))
            .filter(file::Column::Id.eq(facts.id))
            .filter(
                file::Column::Dossier
                    .is_null()
                    .or(file::Column::Dossier.eq(dossier)),
            )
            // What the record will say of it for ever must be true.
            .filter(file::Column::Sha256.eq(facts.sha256.as_str()))
            .exec(conn)
            .await
            .doing("attaching a file")?;
        if attached.rows_affected == 0 {
            return Ok(Err(NotDone::NoSuchFile(facts.id)));
        }
    }
    Ok(Ok(()))
}

fn files_in(event: &Event) -> Vec<&FileFacts> {
    let papers = match event {
        Event::Submitted(facts) => facts.papers.as_slice(),
        Event::Received { papers, .. } | Event::Supplemented { papers, .. } => papers,
        Event::ResultRecorded { result, .. }
        | Event::Corrected {
            correction: CorrectedFact::IssuedResult(result),
            ..
        } => {
            return result.file.iter().collect();
        }
        Event::Consultation(event) => {
            return match event.as_ref() {
                ConsultationEvent::Answered(answer) => answer.file.iter().collect(),
                ConsultationEvent::Asked(_)
                | ConsultationEvent::HandedOn { .. }
                | ConsultationEvent::Bounced { .. }
                | ConsultationEvent::Escalated { .. }
                | ConsultationEvent::SilenceRecorded { .. }
                | ConsultationEvent::Ended(_) => Vec::new(),
            };
        }
        Event::Corrected {
            correction:
                CorrectedFact::Applicant { .. }
                | CorrectedFact::Answers(_)
                | CorrectedFact::ReturnVia(_),
            ..
        }
        | Event::SupplementAsked { .. }
        | Event::ReceptionRefused { .. }
        | Event::Forwarded { .. }
        | Event::Assigned { .. }
        | Event::Examined { .. }
        | Event::Proposed { .. }
        | Event::SentBack { .. }
        | Event::PulledBack { .. }
        | Event::Routed(_)
        | Event::Approved { .. }
        | Event::Declined { .. }
        | Event::HandedOver { .. }
        | Event::Withdrawn { .. }
        | Event::Stopped { .. }
        | Event::Charged { .. }
        | Event::PaymentRecorded { .. }
        | Event::Waived { .. }
        | Event::Rated { .. }
        | Event::FeedbackGiven { .. }
        | Event::FeedbackAnswered { .. }
        | Event::TakenOver { .. }
        | Event::Paused(_)
        | Event::Resumed { .. }
        | Event::Apologised(_)
        | Event::PromiseMoved(_)
        | Event::Along(_) => &[],
    };
    papers
        .iter()
        .filter_map(|paper| match &paper.form {
            HandedForm::File(file) => Some(file),
            HandedForm::OnPaper { .. } | HandedForm::ReplacedByData | HandedForm::NotNeeded => None,
        })
        .collect()
}

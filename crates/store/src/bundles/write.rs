//! Every write to a bundle, in one transaction, in this order: the idempotency key (`once`), the
//! head, locked, the rules, the decision, then events, personal rows, list row, messages. What opens
//! a bundle is in `opening`.

use std::sync::Arc;

use domain::bundle::ChildKey;
use domain::bundle::answer::{Answer, AnswerRefusal};
use domain::bundle::check::SoundKind;
use domain::bundle::event::{BundleEvent, BundleRecorded};
use domain::bundle::filing::Filing;
use domain::bundle::rights::{BundleAct, may};
use domain::bundle::running::{BundleRefusal, Running, Took};
use domain::bundle::state::Bundle;
use domain::dossier::Now;
use domain::dossier::code::DossierCode;
use domain::dossier::personal::{Personal, PersonalKind, PersonalRow};
use domain::people::Actor;
use domain::rulebook::Rulebook;
use sea_orm::{ConnectionTrait, QuerySelect as _};
use uuid::Uuid;

use crate::bundles::children::{Heard, Held};
use crate::bundles::derived::{self, Derived};
use crate::bundles::finding::{self, LoadedBundle};
use crate::bundles::{messages, once, opening, record};
use crate::fault::{Doing as _, Fault};
use crate::personal;
use crate::rows::bundle as head;
use crate::write::{Once, Reply, Write};
use crate::{Shared, Store, rulebook};

/// A command for a bundle, from somebody, at a moment.
#[derive(Clone, Debug)]
pub struct BundleWrite {
    /// Makes a retry harmless.
    pub once: Option<Once>,
    /// Who gives the command.
    pub actor: Actor,
    /// When.
    pub now: Now,
    /// Which bundle; none for the command that opens one.
    pub code: Option<DossierCode>,
    /// The number of the last event that the one who asks has seen; none where it does not matter.
    pub seen: Option<u32>,
    /// The command's own id; a bundle that is opened has it.
    pub id: Uuid,
    /// The command.
    pub command: BundleCommand,
}

/// What may be asked of a bundle.
#[derive(Clone, Debug)]
pub enum BundleCommand {
    /// Nộp.
    Open {
        /// Its kind.
        kind: Arc<SoundKind>,
        /// What is filed.
        filing: Box<Filing>,
    },
    /// An outside system answers.
    Take(Answer),
    /// A dossier of ours is listened to.
    Feed(ChildKey),
    /// An outside system says under which number it has a child.
    Register {
        /// Which child.
        child: ChildKey,
        /// Its number.
        number: String,
    },
    /// The dossier of a child that started later is opened.
    OpenChild(ChildKey),
    /// Answers that are due and have not come are recorded.
    Silence,
    /// An official decides on the rest.
    DecideRest {
        /// After which declined child.
        child: ChildKey,
        /// Whether the rest goes on without it.
        go_on: bool,
    },
    /// A clerk has looked at an answer that was not taken.
    Review {
        /// The number of the event that kept it.
        refused: u32,
        /// What was done about it.
        note: Personal<String>,
    },
    /// The applicant withdraws the whole, or an official for them.
    Withdraw {
        /// Why; only the applicant may leave it empty.
        reason: Personal<String>,
    },
}

/// A command was carried out, and the commit is durable.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleDone {
    /// The bundle's id.
    pub bundle: Uuid,
    /// Its code.
    pub code: DossierCode,
    /// The number of its last event.
    pub number: u32,
    /// Whether this is the answer of an earlier, equal request.
    pub repeated: bool,
    /// What became of an answer, where one was brought.
    pub taken: Option<AnswerTaken>,
}

/// What became of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerTaken {
    /// It was taken.
    Taken,
    /// The same was said before.
    Known,
    /// It was not taken, and is kept for the clerk.
    Refused(AnswerRefusal),
}

/// A command was not carried out, and nothing changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BundleNotDone {
    /// The rules say no.
    Refused(BundleRefusal),
    /// The key was used with other content.
    KeyReused,
    /// No bundle with this code.
    NoSuchBundle,
    /// A file that is named is not here or belongs to something else.
    NoSuchFile(Uuid),
    /// What it would need was erased.
    Erased,
}

pub(super) type Written<T> = Result<Result<T, BundleNotDone>, Fault>;

/// What a decision comes to.
#[derive(Default)]
pub(super) struct Decided {
    pub events: Vec<BundleEvent>,
    pub rows: Vec<PersonalRow>,
    pub taken: Option<AnswerTaken>,
}

impl From<Vec<BundleEvent>> for Decided {
    fn from(events: Vec<BundleEvent>) -> Self {
        Self {
            events,
            ..Self::default()
        }
    }
}

/// Applies a write inside a transaction that the caller commits, or rolls back on a refusal.
pub(crate) async fn apply(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    write: &BundleWrite,
) -> Written<BundleDone> {
    if let Some(once) = &write.once
        && let Some(answer) = once::claim(conn, once, write).await?
    {
        return Ok(answer);
    }
    if let BundleCommand::Open { kind, filing } = &write.command {
        return opening::open(conn, shared, write, (kind, filing)).await;
    }
    let Some(code) = &write.code else {
        return Ok(Err(BundleNotDone::NoSuchBundle));
    };
    let head = finding::by_code(code.as_str())
        .lock_exclusive()
        .one(conn)
        .await;
    match head.doing("locking a bundle")? {
        Some(head) => carry_out(conn, shared, write, &head).await,
        None => Ok(Err(BundleNotDone::NoSuchBundle)),
    }
}

pub(super) fn numbered(events: Vec<BundleEvent>, last: u32, at: Now) -> Vec<BundleRecorded> {
    let events = events.into_iter().zip(last + 1..);
    events
        .map(|(event, number)| BundleRecorded { number, at, event })
        .collect()
}

async fn carry_out(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    write: &BundleWrite,
    head: &head::Model,
) -> Written<BundleDone> {
    let loaded = finding::load(conn, shared, head).await?;
    let last = u32::try_from(head.last_number).map_err(|_| Fault::damaged("bundle"))?;
    if write.seen.is_some_and(|seen| seen != last) {
        let why = BundleRefusal::ChangedSince { last };
        return Ok(Err(BundleNotDone::Refused(why)));
    }
    let rules = rulebook::current(conn, shared).await?;
    let decided = match decide(conn, shared, write, (&loaded, &rules)).await? {
        Ok(decided) => decided,
        Err(not) => return Ok(Err(not)),
    };
    let keeping = Keeping {
        head,
        kind: &loaded.kind,
        rules: &rules,
        before: Some(&loaded.bundle),
    };
    keep(conn, shared, write, keeping, decided).await
}

async fn decide(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    write: &BundleWrite,
    (loaded, rules): (&LoadedBundle, &Rulebook),
) -> Written<Decided> {
    let bundle = &loaded.bundle;
    let desk = &bundle.opened.desk;
    let running = Running {
        kind: &loaded.kind,
        now: write.now,
        calendar: rules.calendar_for(desk, write.now.today()),
    };
    let held = Held {
        bundle,
        kind: &loaded.kind,
        personal: &loaded.personal,
        rules,
        now: write.now,
    };
    if !may(&write.actor, write.command.act(), desk, &rules.organisation) {
        return Ok(Err(BundleNotDone::Refused(BundleRefusal::NotYours)));
    }
    let decided = match &write.command {
        BundleCommand::Open { .. } => return Ok(Err(BundleNotDone::NoSuchBundle)),
        BundleCommand::Take(answer) => Ok(take(&running, bundle, answer)),
        BundleCommand::Feed(child) => {
            return match held.listen(conn, shared, child).await? {
                Heard::Nothing => Ok(Ok(Decided::default())),
                Heard::Answer(answer) => Ok(Ok(take(&running, bundle, &answer))),
                Heard::BeingSigned => {
                    let signing = running.being_signed(bundle, child);
                    Ok(signing.map(Decided::from).map_err(BundleNotDone::Refused))
                }
                Heard::BackFromSigning => {
                    let back = running.back_from_signing(bundle, child);
                    Ok(back.map(Decided::from).map_err(BundleNotDone::Refused))
                }
            };
        }
        BundleCommand::Register { child, number } => {
            let registered = running.register(bundle, child, number);
            registered.map(Decided::from)
        }
        BundleCommand::OpenChild(child) => {
            return open_later(conn, shared, (&running, held), child).await;
        }
        BundleCommand::Silence => Ok(running.silence(bundle).into()),
        BundleCommand::DecideRest { child, go_on } => running
            .decide_rest(bundle, child, *go_on)
            .map(Decided::from),
        BundleCommand::Review { note, .. } if note.value.trim().is_empty() => {
            Err(BundleRefusal::NoteMissing)
        }
        BundleCommand::Review { refused, note } => {
            let events = running.review(bundle, *refused, note.sealed());
            events.map(|events| Decided {
                events,
                rows: vec![note.row(PersonalKind::Note)],
                taken: None,
            })
        }
        BundleCommand::Withdraw { reason } => {
            return withdraw(conn, shared, (&running, held), (&write.actor, reason)).await;
        }
    };
    Ok(decided.map_err(BundleNotDone::Refused))
}

fn take(running: &Running<'_>, bundle: &Bundle, answer: &Answer) -> Decided {
    let (events, taken) = match running.take(bundle, answer) {
        Took::Taken(events) => (events, AnswerTaken::Taken),
        Took::Known => (Vec::new(), AnswerTaken::Known),
        Took::Refused(why, events) => (events, AnswerTaken::Refused(why)),
    };
    // What was kept before has its row already.
    let is_kept = !events.is_empty();
    let row = is_kept.then(|| answer.facts.row(PersonalKind::Facts));
    Decided {
        events,
        rows: row.into_iter().collect(),
        taken: Some(taken),
    }
}

/// Opens the dossier of a child that started later, unless that was done, or is needed no more.
async fn open_later(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    (running, held): (&Running<'_>, Held<'_>),
    key: &ChildKey,
) -> Written<Decided> {
    let child = held.bundle.child(key);
    let waits = child.is_some_and(|child| child.is_running() && child.registered.is_none());
    if !waits {
        return Ok(Ok(Decided::default()));
    }
    let code = match held.open_child(conn, shared, key).await? {
        Ok(code) => code,
        Err(not) => return Ok(Err(not)),
    };
    let registered = running.register(held.bundle, key, code.as_str());
    Ok(registered
        .map(Decided::from)
        .map_err(BundleNotDone::Refused))
}

/// Withdraws the whole: first our own dossiers are asked, one by one, whether they can still be
/// taken back; what cannot is being signed, and goes to its end.
async fn withdraw(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    (running, held): (&Running<'_>, Held<'_>),
    (actor, reason): (&Actor, &Personal<String>),
) -> Written<Decided> {
    // Asked first, so that nothing is taken back of what cannot be withdrawn at all.
    if let Err(why) = running.withdraw(held.bundle, actor, reason) {
        return Ok(Err(BundleNotDone::Refused(why)));
    }
    let mut events = Vec::new();
    for (key, told) in held.bundle.running() {
        // The dossier is asked, whatever the bundle has heard of it so far.
        let asked = (key, reason.value.as_str());
        let taken_back = match held.withdraw_child(conn, shared, actor, asked).await? {
            Ok(taken_back) => taken_back,
            Err(not) => return Ok(Err(not)),
        };
        let child = key.clone();
        match (taken_back, told.being_signed) {
            (true, true) => events.push(BundleEvent::ChildBackFromSigning { child }),
            (false, false) => events.push(BundleEvent::ChildBeingSigned { child }),
            (true, false) | (false, true) => {}
        }
    }
    let further = |bundle: Bundle, event: &BundleEvent| bundle.further(event, held.now);
    let bundle = events.iter().fold(held.bundle.clone(), further);
    match running.withdraw(&bundle, actor, reason) {
        Ok(withdrawn) => Ok(Ok(Decided {
            events: [events, withdrawn].concat(),
            rows: vec![reason.row(PersonalKind::Reason)],
            taken: None,
        })),
        Err(why) => Ok(Err(BundleNotDone::Refused(why))),
    }
}

/// What a decision is kept beside.
pub(super) struct Keeping<'a> {
    head: &'a head::Model,
    kind: &'a SoundKind,
    rules: &'a Rulebook,
    before: Option<&'a Bundle>,
}

impl<'a> Keeping<'a> {
    pub fn fresh(head: &'a head::Model, kind: &'a SoundKind, rules: &'a Rulebook) -> Self {
        Self {
            head,
            kind,
            rules,
            before: None,
        }
    }
}

pub(super) async fn keep(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    write: &BundleWrite,
    keeping: Keeping<'_>,
    decided: Decided,
) -> Written<BundleDone> {
    let head = keeping.head;
    let last = u32::try_from(head.last_number).map_err(|_| Fault::damaged("bundle"))?;
    let events = numbered(decided.events, last, write.now);
    let code = head.code.parse().map_err(|_| Fault::damaged("bundle"))?;
    let done = |number| BundleDone {
        bundle: head.id,
        code,
        number,
        repeated: false,
        taken: decided.taken,
    };
    let Some(newest) = events.last() else {
        return Ok(Ok(done(last)));
    };
    let number = newest.number;
    record::append(conn, head.id, write, &events).await?;
    if !decided.rows.is_empty() {
        let wrapped = head.wrapped_key.as_deref();
        let Some(wrapped) = wrapped else {
            return Ok(Err(BundleNotDone::Erased));
        };
        let key = shared.keys.unwrap(wrapped, head.id)?;
        personal::write(conn, &key, head.id, decided.rows).await?;
    }
    let bundle = match keeping.before {
        Some(before) => {
            let further = |bundle: Bundle, recorded: &BundleRecorded| {
                bundle.further(&recorded.event, recorded.at)
            };
            Some(events.iter().fold(before.clone(), further))
        }
        None => Bundle::told_by(&events),
    };
    let bundle = bundle.ok_or_else(|| Fault::damaged("bundle"))?;
    let derived = Derived {
        id: head.id,
        bundle: &bundle,
        kind: keeping.kind,
        calendar: keeping.rules.calendar.nation(),
        last_at: write.now,
    };
    derived::keep(conn, derived).await?;
    messages::queue(conn, head.id, keeping.kind, &events).await?;
    record::move_on(conn, head.id, number).await?;
    Ok(Ok(done(number)))
}

impl BundleCommand {
    fn act(&self) -> BundleAct {
        match self {
            Self::Open { filing, .. } => BundleAct::Open(filing.channel),
            Self::Withdraw { .. } => BundleAct::Withdraw,
            Self::DecideRest { .. } => BundleAct::DecideRest,
            Self::Review { .. } => BundleAct::Review,
            Self::Take(_)
            | Self::Feed(_)
            | Self::Register { .. }
            | Self::OpenChild(_)
            | Self::Silence => BundleAct::Carry,
        }
    }
}

impl Store {
    /// Carries a command out: answered only after the durable commit.
    ///
    /// # Errors
    ///
    /// A fault; after [`Fault::OutcomeUnknown`] the same key tells what happened.
    pub async fn carry_out_bundle(&self, write: BundleWrite) -> Written<BundleDone> {
        match self.write(Write::Bundle(Box::new(write))).await? {
            Reply::Bundle(answer) => {
                if answer.is_ok() {
                    self.shared.bundle_moved.notify_one();
                    self.shared.done.notify_one();
                }
                Ok(answer)
            }
            _ => Err(Fault::damaged("reply")),
        }
    }
}

//! Every write to a bundle, in one transaction, in this order: the idempotency key, the head,
//! locked, the rules, the decision, then events, personal rows, list row, messages.

use std::sync::Arc;

use domain::bundle::ChildKey;
use domain::bundle::answer::{Answer, AnswerRefusal};
use domain::bundle::check::SoundKind;
use domain::bundle::event::{BundleEvent, BundleRecorded};
use domain::bundle::filing::Filing;
use domain::bundle::kind::SettledBy;
use domain::bundle::rights::{BundleAct, may};
use domain::bundle::running::{BundleRefusal, Running, Took};
use domain::bundle::state::Bundle;
use domain::dossier::Now;
use domain::dossier::code::DossierCode;
use domain::dossier::decide::numbering;
use domain::dossier::event::{FileFacts, HandedForm};
use domain::dossier::personal::{Personal, PersonalKind, PersonalRow};
use domain::people::Actor;
use domain::rulebook::Rulebook;
use sea_orm::sea_query::{Expr, ExprTrait as _, OnConflict};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
};
use uuid::Uuid;

use crate::bundles::children::{Heard, Held};
use crate::bundles::derived::{self, Derived};
use crate::bundles::finding::{self, LoadedBundle};
use crate::bundles::{messages, record};
use crate::fault::{Doing as _, Fault};
use crate::keys::DataKey;
use crate::personal;
use crate::record::micros;
use crate::rows::{bundle as head, bundle_event as event, file, idempotency};
use crate::write::{Once, Reply, Write};
use crate::{Shared, Store, numbers, rulebook};

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
    /// The applicant withdraws the whole.
    Withdraw {
        /// Why; may be empty.
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

type Written<T> = Result<Result<T, BundleNotDone>, Fault>;

/// What a decision comes to.
#[derive(Default)]
struct Decided {
    events: Vec<BundleEvent>,
    rows: Vec<PersonalRow>,
    taken: Option<AnswerTaken>,
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
        && let Some(answer) = claim_key(conn, once, write).await?
    {
        return Ok(answer);
    }
    if let BundleCommand::Open { kind, filing } = &write.command {
        return open(conn, shared, write, (kind, filing)).await;
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

async fn open(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    write: &BundleWrite,
    (kind, filing): (&SoundKind, &Filing),
) -> Written<BundleDone> {
    let rules = rulebook::current(conn, shared).await?;
    let refused = |why| Ok(Err(BundleNotDone::Refused(why)));
    let desk = match filing.desk(kind, &rules, write.now) {
        Ok(desk) => desk,
        Err(why) => return refused(why),
    };
    let act = BundleAct::Open(filing.channel);
    if !may(&write.actor, act, &desk, &rules.organisation) {
        return refused(BundleRefusal::NotYours);
    }
    if let Err(why) = filing.check(kind, &rules, write.now) {
        return refused(why);
    }
    if !record::keep_kind(conn, kind).await? {
        return refused(BundleRefusal::OtherKind);
    }
    let code = match numbering(&rules, &desk, write.now) {
        Ok((agency, day)) => {
            let number = numbers::next(conn, &agency, day).await?;
            DossierCode::issue(&agency, day, number)
        }
        Err(why) => return refused(BundleRefusal::NotNumbered(why)),
    };
    let running = Running {
        kind,
        now: write.now,
        calendar: rules.calendar_for(&desk, write.now.today()),
    };
    let opened = filing.opened(kind, code.clone(), desk.clone());
    let events = match running.open(opened) {
        Ok(events) => events,
        Err(why) => return refused(why),
    };
    let key = DataKey::fresh();
    let head = head::Model {
        id: write.id,
        code: code.as_str().to_owned(),
        kind: kind.kind().key.clone(),
        version: i64::from(kind.kind().version),
        last_number: 0,
        typed_secret_hash: shared
            .keys
            .lookup_hash("typed_secret", &filing.secret.value.typed),
        long_secret_hash: shared
            .keys
            .lookup_hash("long_secret", &filing.secret.value.long),
        key_id: shared.keys.id.clone(),
        wrapped_key: Some(shared.keys.wrap(&key, write.id)),
    };
    head::Entity::insert(head.clone().into_active_model())
        .exec_without_returning(conn)
        .await
        .doing("opening a bundle")?;
    personal::write(conn, &key, write.id, filing.personal_rows()).await?;
    crate::drafts::empty(conn, write.id).await?;
    if let Err(missing) = attach(conn, write.id, filing).await? {
        return Ok(Err(missing));
    }
    let bundle = told(&events, write.now).ok_or_else(|| Fault::damaged("opening events"))?;
    let held = Held {
        bundle: &bundle,
        kind,
        personal: &personal::read(conn, &key, write.id).await?,
        rules: &rules,
        now: write.now,
    };
    let registered = match open_children(conn, shared, held).await? {
        Ok(registered) => registered,
        Err(not) => return Ok(Err(not)),
    };
    let decided = Decided::from([events, registered].concat());
    keep(
        conn,
        shared,
        write,
        Keeping::fresh(&head, kind, &rules),
        decided,
    )
    .await
}

/// The dossiers of the children of ours that start with the whole.
async fn open_children(
    conn: &impl ConnectionTrait,
    shared: &Shared,
    held: Held<'_>,
) -> Written<Vec<BundleEvent>> {
    let mut registered = Vec::new();
    for (key, _) in held.bundle.running() {
        let child = held.kind.child(key);
        if child.is_none_or(|child| child.settled_by != SettledBy::Ours) {
            continue;
        }
        match held.open_child(conn, shared, key).await? {
            Ok(code) => registered.push(BundleEvent::ChildRegistered {
                child: key.clone(),
                number: code.as_str().to_owned(),
            }),
            Err(not) => return Ok(Err(not)),
        }
    }
    Ok(Ok(registered))
}

fn told(events: &[BundleEvent], now: Now) -> Option<Bundle> {
    Bundle::told_by(&numbered(events.to_vec(), 0, now))
}

fn numbered(events: Vec<BundleEvent>, last: u32, at: Now) -> Vec<BundleRecorded> {
    let events = events.into_iter().zip(last + 1..);
    events
        .map(|(event, number)| BundleRecorded { number, at, event })
        .collect()
}

/// The files of the papers belong to the bundle from now on; its children name them too.
async fn attach(conn: &impl ConnectionTrait, bundle: Uuid, filing: &Filing) -> Written<()> {
    let files: Vec<&FileFacts> = filing
        .papers
        .iter()
        .filter_map(|paper| match &paper.form {
            HandedForm::File(file) => Some(file),
            HandedForm::OnPaper { .. } | HandedForm::ReplacedByData | HandedForm::NotNeeded => None,
        })
        .collect();
    for facts in files {
        let free = file::Column::Dossier.is_null();
        let attached = file::Entity::update_many()
            .col_expr(file::Column::Dossier, Expr::value(bundle))
            .filter(file::Column::Id.eq(facts.id))
            .filter(free.or(file::Column::Dossier.eq(bundle)))
            .filter(file::Column::Sha256.eq(facts.sha256.as_str()))
            .exec(conn)
            .await
            .doing("attaching a file")?;
        if attached.rows_affected == 0 {
            return Ok(Err(BundleNotDone::NoSuchFile(facts.id)));
        }
    }
    Ok(Ok(()))
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
            return withdraw(conn, shared, (&running, held), reason).await;
        }
    };
    Ok(decided.map_err(BundleNotDone::Refused))
}

fn take(running: &Running<'_>, bundle: &Bundle, answer: &Answer) -> Decided {
    let rows = vec![answer.facts.row(PersonalKind::Facts)];
    let (events, rows, taken) = match running.take(bundle, answer) {
        Took::Taken(events) => (events, rows, AnswerTaken::Taken),
        Took::Known => (Vec::new(), Vec::new(), AnswerTaken::Known),
        Took::Refused(why, events) => (events, rows, AnswerTaken::Refused(why)),
    };
    Decided {
        events,
        rows,
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
    reason: &Personal<String>,
) -> Written<Decided> {
    // Asked first, so that nothing is taken back of what cannot be withdrawn at all.
    if let Err(why) = running.withdraw(held.bundle, reason.sealed()) {
        return Ok(Err(BundleNotDone::Refused(why)));
    }
    let mut events = Vec::new();
    for (key, child) in held.bundle.running() {
        let asked = (key, reason.value.as_str());
        let taken_back = child.being_signed || held.withdraw_child(conn, shared, asked).await?;
        if !taken_back {
            events.push(BundleEvent::ChildBeingSigned { child: key.clone() });
        }
    }
    let further = |bundle: Bundle, event: &BundleEvent| bundle.further(event, held.now);
    let bundle = events.iter().fold(held.bundle.clone(), further);
    match running.withdraw(&bundle, reason.sealed()) {
        Ok(withdrawn) => Ok(Ok(Decided {
            events: [events, withdrawn].concat(),
            rows: vec![reason.row(PersonalKind::Reason)],
            taken: None,
        })),
        Err(why) => Ok(Err(BundleNotDone::Refused(why))),
    }
}

/// What a decision is kept beside.
struct Keeping<'a> {
    head: &'a head::Model,
    kind: &'a SoundKind,
    rules: &'a Rulebook,
    before: Option<&'a Bundle>,
}

impl<'a> Keeping<'a> {
    fn fresh(head: &'a head::Model, kind: &'a SoundKind, rules: &'a Rulebook) -> Self {
        Self {
            head,
            kind,
            rules,
            before: None,
        }
    }
}

async fn keep(
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

/// Takes a key for this command, whose code and id are kept under it, or answers as it was answered before.
async fn claim_key(
    conn: &impl ConnectionTrait,
    once: &Once,
    write: &BundleWrite,
) -> Result<Option<Result<BundleDone, BundleNotDone>>, Fault> {
    let row = idempotency::Model {
        scope: once.scope.clone(),
        key: once.key.clone(),
        digest: once.digest.to_vec(),
        answer: format!(
            "{} {}",
            write.code.as_ref().map_or("", |code| code.as_str()),
            write.id
        ),
        at: micros(write.now),
    };
    let key = [idempotency::Column::Scope, idempotency::Column::Key];
    let taken = idempotency::Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::columns(key).do_nothing().to_owned())
        .exec_without_returning(conn)
        .await
        .doing("taking a key")?;
    if taken == 1 {
        return Ok(None);
    }
    let row = crate::once::by_key(once).one(conn).await;
    let row = row
        .doing("looking a key up")?
        .ok_or_else(|| Fault::damaged("key"))?;
    if row.digest != once.digest {
        return Ok(Some(Err(BundleNotDone::KeyReused)));
    }
    answered(conn, &row.answer).await.map(|done| Some(Ok(done)))
}

async fn answered(conn: &impl ConnectionTrait, command: &str) -> Result<BundleDone, Fault> {
    let damaged = || Fault::damaged("answer of a key");
    let (code, command) = command.split_once(' ').ok_or_else(damaged)?;
    let command: Uuid = command.parse().map_err(|_| damaged())?;
    // What opens a bundle gives it its own id.
    let head = match code {
        "" => head::Entity::find_by_id(command),
        code => finding::by_code(code),
    };
    let head = head.one(conn).await;
    let head = head.doing("finding a bundle")?.ok_or_else(damaged)?;
    let last = event::Entity::find()
        .filter(event::Column::Bundle.eq(head.id))
        .filter(event::Column::Command.eq(command))
        .order_by_desc(event::Column::Number)
        .one(conn)
        .await
        .doing("reading events of a bundle")?
        .ok_or_else(damaged)?;
    Ok(BundleDone {
        bundle: head.id,
        code: head.code.parse().map_err(|_| damaged())?,
        number: u32::try_from(last.number).map_err(|_| damaged())?,
        repeated: true,
        taken: None,
    })
}

impl Store {
    /// How an equal request was answered before; none when its key is new.
    pub async fn answered_bundle(
        &self,
        once: &Once,
    ) -> Result<Option<Result<BundleDone, BundleNotDone>>, Fault> {
        let row = crate::once::by_key(once).one(self.reader()).await;
        let Some(row) = row.doing("looking a key up")? else {
            return Ok(None);
        };
        if row.digest != once.digest {
            return Ok(Some(Err(BundleNotDone::KeyReused)));
        }
        let done = answered(self.reader(), &row.answer).await?;
        Ok(Some(Ok(done)))
    }

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

//! What follows from a bundle: children handed to outside systems or asked back, dossiers of ours
//! opened, and what our dossiers say fed back. Each waits under a key of its own, is claimed for a
//! while, tried again after a failure, and says how it ended.

use domain::bundle::ChildKey;
use domain::bundle::check::SoundKind;
use domain::bundle::event::{BundleEvent, BundleRecorded};
use domain::bundle::kind::SettledBy;
use domain::dossier::Dossier;
use domain::dossier::Now;
use domain::dossier::event::{Event, Recorded};
use jiff::SignedDuration;
use sea_orm::sea_query::{Expr, OnConflict};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _, PaginatorTrait as _,
    QueryFilter as _, QueryOrder as _, QuerySelect as _, Select,
};
use uuid::Uuid;

use crate::Store;
use crate::bundles::finding;
use crate::fault::{Doing as _, Fault};
use crate::record::{micros, now_from};
use crate::rows::bundle_message as message;
use crate::write::{Reply, Write};

/// Minutes for which a claimed message belongs to whoever claimed it.
const LEASE_MINUTES: i64 = 5;

const WAITING: &str = "waiting";

/// What a message is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BundlePurpose {
    /// A child is handed to the outside system that settles it.
    HandOver,
    /// An outside system is asked to give a child back.
    Recall,
    /// The dossier of a child of ours is opened.
    Open,
    /// What a dossier of ours says is told to its bundle.
    Feed,
}

/// A message in somebody's hands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BundleMessage {
    /// The bundle.
    pub bundle: Uuid,
    /// Which child.
    pub child: ChildKey,
    /// What for.
    pub purpose: BundlePurpose,
    /// The event that caused it: of the bundle, or of the child's dossier.
    pub number: u32,
    /// Which try this is, from 1.
    pub attempts: u32,
}

/// How a message ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageEnd {
    /// It was taken.
    Done,
    /// Something newer happened before.
    Overtaken,
    /// A child that was asked back is being signed there, or is settled: it goes to its end.
    KeptThere,
}

/// How a try ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MessageTried {
    /// For good, at this time.
    Ended(MessageEnd, Now),
    /// It failed for this reason, a short word, and is tried again at this time.
    Again(&'static str, Now),
}

/// A message as people see it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MessageLine {
    /// Which one, with how often it was tried.
    pub message: BundleMessage,
    /// When it is tried next, while it waits.
    pub next_at: Option<Now>,
    /// Why the last try failed.
    pub detail: Option<String>,
    /// How it ended; none while it waits.
    pub end: Option<MessageEnd>,
}

impl BundlePurpose {
    const ALL: [Self; 4] = [Self::HandOver, Self::Recall, Self::Open, Self::Feed];

    /// The name under which it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::HandOver => "hand_over",
            Self::Recall => "recall",
            Self::Open => "open",
            Self::Feed => "feed",
        }
    }
}

impl MessageEnd {
    const ALL: [Self; 3] = [Self::Done, Self::Overtaken, Self::KeptThere];

    fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Overtaken => "overtaken",
            Self::KeptThere => "kept_there",
        }
    }
}

impl BundleMessage {
    fn of(row: &message::Model) -> Option<Self> {
        let mut purposes = BundlePurpose::ALL.into_iter();
        Some(Self {
            bundle: row.bundle,
            child: row.child.parse().ok()?,
            purpose: purposes.find(|purpose| purpose.name() == row.purpose)?,
            number: u32::try_from(row.number).ok()?,
            attempts: u32::try_from(row.attempts).ok()?,
        })
    }

    fn key(&self) -> (Uuid, String, String, i64) {
        let child = self.child.as_str().to_owned();
        let purpose = self.purpose.name().to_owned();
        (self.bundle, child, purpose, i64::from(self.number))
    }
}

impl MessageLine {
    fn of(row: &message::Model) -> Option<Self> {
        let mut ends = MessageEnd::ALL.into_iter();
        let end = ends.find(|end| end.name() == row.state);
        Some(Self {
            message: BundleMessage::of(row)?,
            next_at: end.is_none().then(|| now_from(row.not_before)).flatten(),
            detail: row.detail.clone(),
            end,
        })
    }
}

/// Queues what follows from events of a bundle. A child of ours that starts with the whole was
/// opened with it, and is registered by the same events.
pub(super) async fn queue(
    conn: &impl ConnectionTrait,
    bundle: Uuid,
    kind: &SoundKind,
    events: &[BundleRecorded],
) -> Result<(), Fault> {
    let is_registered = |key: &ChildKey| {
        let mut events = events.iter();
        events.any(|recorded| matches!(&recorded.event, BundleEvent::ChildRegistered { child, .. } if child == key))
    };
    let mut rows = Vec::new();
    for recorded in events {
        let withdrawn = match &recorded.event {
            BundleEvent::ChildWithdrawn { child } => Some(child),
            _ => None,
        };
        let started = finding::started(&recorded.event).filter(|child| !is_registered(child));
        let Some(key) = started.or(withdrawn) else {
            continue;
        };
        let settled_by = kind.child(key).map(|child| &child.settled_by);
        let purpose = match (settled_by, withdrawn.is_some()) {
            (Some(SettledBy::Partner(_)), false) => BundlePurpose::HandOver,
            (Some(SettledBy::Partner(_)), true) => BundlePurpose::Recall,
            (Some(SettledBy::Ours), false) => BundlePurpose::Open,
            (Some(SettledBy::Ours), true) | (None, _) => continue,
        };
        rows.push(waiting(
            bundle,
            key,
            purpose,
            (recorded.number, recorded.at),
        ));
    }
    insert(conn, rows).await
}

/// A dossier of ours that is a child went on: what matters to its bundle is fed to it afterwards.
pub(crate) async fn child_moved(
    conn: &impl ConnectionTrait,
    dossier: &Dossier,
    events: &[Recorded],
) -> Result<(), Fault> {
    let Some(part) = &dossier.part_of else {
        return Ok(());
    };
    let told: Vec<&Recorded> = events
        .iter()
        .filter(|event| matters(&event.event))
        .collect();
    if told.is_empty() {
        return Ok(());
    }
    let head = finding::by_code(part.bundle.as_str()).one(conn).await;
    let Some(head) = head.doing("finding a bundle")? else {
        return Ok(());
    };
    let rows = told.into_iter().map(|recorded| {
        let place = (recorded.number, recorded.at);
        waiting(head.id, &part.child, BundlePurpose::Feed, place)
    });
    insert(conn, rows.collect()).await
}

/// Whether the others of the bundle may wait for what happened.
fn matters(event: &Event) -> bool {
    match event {
        Event::Approved { .. }
        | Event::Declined { .. }
        | Event::ResultRecorded { .. }
        | Event::ReceptionRefused { .. }
        | Event::Withdrawn { .. }
        | Event::Stopped { .. }
        | Event::Corrected { .. }
        | Event::SentBack { .. } => true,
        Event::Submitted(_)
        | Event::Received { .. }
        | Event::SupplementAsked { .. }
        | Event::Supplemented { .. }
        | Event::Forwarded { .. }
        | Event::Assigned { .. }
        | Event::Examined { .. }
        | Event::Proposed { .. }
        | Event::HandedOver { .. }
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
        | Event::PulledBack { .. }
        | Event::Routed(_)
        | Event::Consultation(_)
        | Event::Along(_) => false,
    }
}

fn waiting(
    bundle: Uuid,
    child: &ChildKey,
    purpose: BundlePurpose,
    (number, at): (u32, Now),
) -> message::Model {
    message::Model {
        bundle,
        child: child.as_str().to_owned(),
        purpose: purpose.name().to_owned(),
        number: i64::from(number),
        state: WAITING.to_owned(),
        not_before: micros(at),
        attempts: 0,
        detail: None,
        ended_at: None,
    }
}

async fn insert(conn: &impl ConnectionTrait, rows: Vec<message::Model>) -> Result<(), Fault> {
    use message::Column::{Bundle, Child, Number, Purpose};
    if rows.is_empty() {
        return Ok(());
    }
    let rows = rows.into_iter().map(message::Model::into_active_model);
    message::Entity::insert_many(rows)
        .on_conflict(
            OnConflict::columns([Bundle, Child, Purpose, Number])
                .do_nothing()
                .to_owned(),
        )
        .exec_without_returning(conn)
        .await
        .doing("queueing messages of bundles")?;
    Ok(())
}

/// What is due, the oldest first.
pub(crate) fn due(now: Now) -> Select<message::Entity> {
    message::Entity::find()
        .filter(message::Column::State.eq(WAITING))
        .filter(message::Column::NotBefore.lte(micros(now)))
        .order_by_asc(message::Column::NotBefore)
}

/// What is due: first what concerns our own dossiers, which waits for nobody, then what outside
/// systems are told.
async fn due_ours_first(
    conn: &impl ConnectionTrait,
    now: Now,
    limit: u64,
) -> Result<Vec<message::Model>, Fault> {
    let doing = "reading messages of bundles";
    let ours = [BundlePurpose::Open, BundlePurpose::Feed].map(BundlePurpose::name);
    let is_ours = message::Column::Purpose.is_in(ours);
    let own = due(now).filter(is_ours).limit(limit).all(conn).await;
    let mut rows = own.doing(doing)?;
    let left = limit.saturating_sub(rows.len() as u64);
    if left > 0 {
        let is_outside = message::Column::Purpose.is_not_in(ours);
        let outside = due(now).filter(is_outside).limit(left).all(conn).await;
        rows.extend(outside.doing(doing)?);
    }
    Ok(rows)
}

/// The messages of one bundle, in no order.
pub(crate) fn of(bundle: Uuid) -> Select<message::Entity> {
    message::Entity::find().filter(message::Column::Bundle.eq(bundle))
}

/// Takes messages that are due, those about our own dossiers first.
pub(crate) async fn claim(
    conn: &impl ConnectionTrait,
    now: Now,
    limit: u64,
) -> Result<Vec<BundleMessage>, Fault> {
    let span = SignedDuration::from_mins(LEASE_MINUTES);
    let lease = micros(Now(now.0.saturating_add(span).unwrap_or(now.0)));
    let mut claimed = Vec::new();
    for row in due_ours_first(conn, now, limit).await? {
        let Some(found) = BundleMessage::of(&row) else {
            continue;
        };
        // Another server may have taken it this very moment: then its time has changed.
        let taken = held(&found)
            .col_expr(message::Column::Attempts, Expr::value(row.attempts + 1))
            .col_expr(message::Column::NotBefore, Expr::value(lease))
            .filter(message::Column::NotBefore.eq(row.not_before))
            .exec(conn)
            .await
            .doing("claiming a message of a bundle")?;
        if taken.rows_affected == 1 {
            claimed.push(BundleMessage {
                attempts: found.attempts + 1,
                ..found
            });
        }
    }
    Ok(claimed)
}

/// Keeps how a try ended, unless somebody else has tried since.
pub(crate) async fn settle(
    conn: &impl ConnectionTrait,
    tried: &BundleMessage,
    how: &MessageTried,
) -> Result<(), Fault> {
    let row = held(tried);
    let settled = match how {
        MessageTried::Ended(end, at) => row
            .col_expr(message::Column::State, Expr::value(end.name()))
            .col_expr(message::Column::Detail, Expr::value(None::<String>))
            .col_expr(message::Column::EndedAt, Expr::value(micros(*at))),
        MessageTried::Again(why, at) => row
            .col_expr(message::Column::NotBefore, Expr::value(micros(*at)))
            .col_expr(message::Column::Detail, Expr::value(*why)),
    };
    settled
        .exec(conn)
        .await
        .doing("ending a message of a bundle")?;
    Ok(())
}

/// The waiting message under this key after so many tries, to be updated.
fn held(found: &BundleMessage) -> sea_orm::UpdateMany<message::Entity> {
    let (bundle, child, purpose, number) = found.key();
    message::Entity::update_many()
        .filter(message::Column::Bundle.eq(bundle))
        .filter(message::Column::Child.eq(child))
        .filter(message::Column::Purpose.eq(purpose))
        .filter(message::Column::Number.eq(number))
        .filter(message::Column::State.eq(WAITING))
        .filter(message::Column::Attempts.eq(i64::from(found.attempts)))
}

impl Store {
    /// Takes messages of bundles that are due, at most `limit`, those about our own dossiers first:
    /// nobody else gets them for five minutes.
    pub async fn claim_bundle_messages(
        &self,
        now: Now,
        limit: u64,
    ) -> Result<Vec<BundleMessage>, Fault> {
        // Asked for often and seldom found: then nothing has to be written.
        let next = due(now).limit(1).one(self.reader()).await;
        if next.doing("reading messages of bundles")?.is_none() {
            return Ok(Vec::new());
        }
        match self.write(Write::ClaimMessages(now, limit)).await? {
            Reply::Messages(claimed) => Ok(claimed),
            _ => Err(Fault::damaged("reply")),
        }
    }

    /// Keeps how a try ended. Too late, when somebody else has tried since, it changes nothing.
    pub async fn settle_bundle_message(
        &self,
        tried: BundleMessage,
        how: MessageTried,
    ) -> Result<(), Fault> {
        let write = Write::SettleMessage(tried, how);
        self.write(write).await.map(|_| ())
    }

    /// The messages of a bundle, in the order of the events that caused them.
    pub async fn messages_of_bundle(&self, bundle: Uuid) -> Result<Vec<MessageLine>, Fault> {
        let rows = of(bundle).all(self.reader()).await;
        let rows = rows.doing("reading messages of bundles")?;
        let mut lines: Vec<MessageLine> = rows.iter().filter_map(MessageLine::of).collect();
        lines.sort_by_key(|line| (line.message.number, line.message.purpose));
        Ok(lines)
    }

    /// How many messages of bundles wait.
    pub async fn count_bundle_messages(&self) -> Result<u64, Fault> {
        message::Entity::find()
            .filter(message::Column::State.eq(WAITING))
            .count(self.reader())
            .await
            .doing("counting messages of bundles")
    }

    /// Waits until something may have to be sent for a bundle.
    pub async fn bundle_moved(&self) {
        self.shared.bundle_moved.notified().await;
    }
}

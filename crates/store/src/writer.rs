//! One writer with group commit on SQLite; a transaction a write on PostgreSQL.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use sea_orm::{EntityTrait as _, IntoActiveModel as _, TransactionTrait as _};
use tokio::sync::{Notify, Semaphore, mpsc, oneshot};
use tokio::task::JoinHandle;

use crate::Shared;
use crate::apply::apply;
use crate::engine::{Engine, WRITERS};
use crate::fault::{Doing as _, Fault};
use crate::rows::idempotency;
use crate::write::{Reply, Write};

/// Writes that share one durable commit, at most.
const GROUP: usize = 64;
/// Writes that may wait; more are refused, so that the queue never grows without bound.
const QUEUE: usize = 1024;
/// Times a write that lost a race is tried again.
const TRIES: u32 = 6;
/// Writes after which pages of the log are copied back beside the writer: about 20 MiB of log.
const CHECKPOINT: usize = 256;
/// Bytes that a try writes: about as much as a group of writes, so that a disk where only a little
/// fits counts as full.
const TRY: usize = 256 * 1024;

type Waiting = (Write, oneshot::Sender<Result<Reply, Fault>>);

/// Takes writes and answers after the durable commit.
pub(crate) enum Writer {
    /// SQLite: a queue before the one writer.
    Queue(Queue),
    /// PostgreSQL: each write in a task of its own, so that a closed browser cannot cancel it.
    Direct(Arc<Direct>),
}

/// Who may write on PostgreSQL, and who may wait for it.
pub(crate) struct Direct {
    waiting: Arc<Semaphore>,
    writing: Semaphore,
}

/// The queue before the one writer.
pub(crate) struct Queue {
    waiting: mpsc::Sender<Waiting>,
    stop: Arc<Notify>,
    task: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub fn start(engine: &Arc<Engine>, shared: &Arc<Shared>) -> Self {
        if !engine.has_one_writer() {
            let writers = usize::try_from(WRITERS).unwrap_or(usize::MAX);
            return Self::Direct(Arc::new(Direct {
                waiting: Arc::new(Semaphore::new(QUEUE)),
                writing: Semaphore::new(writers),
            }));
        }
        let (queue, waiting) = mpsc::channel(QUEUE);
        let stop = Arc::new(Notify::new());
        let task = tokio::spawn(write_groups(
            engine.clone(),
            shared.clone(),
            waiting,
            stop.clone(),
        ));
        Self::Queue(Queue {
            waiting: queue,
            stop,
            task: Mutex::new(Some(task)),
        })
    }

    pub async fn write(
        &self,
        engine: &Arc<Engine>,
        shared: &Arc<Shared>,
        write: Write,
    ) -> Result<Reply, Fault> {
        match self {
            Self::Queue(queue) => {
                let (answer, answered) = oneshot::channel();
                queue
                    .waiting
                    .try_send((write, answer))
                    .map_err(|_| Fault::Busy)?;
                answered.await.unwrap_or(Err(Fault::OutcomeUnknown))
            }
            Self::Direct(direct) => {
                let place = direct
                    .waiting
                    .clone()
                    .try_acquire_owned()
                    .map_err(|_| Fault::Busy)?;
                let (engine, shared, direct) = (engine.clone(), shared.clone(), direct.clone());
                tokio::spawn(async move {
                    // In the order of coming, so that nobody waits for a connection in vain.
                    let turn = direct.writing.acquire().await;
                    let written = write_alone(&engine, &shared, &write).await;
                    if let Err(fault) = &written {
                        shared.note(fault);
                    }
                    drop((turn, place));
                    written
                })
                .await
                .unwrap_or(Err(Fault::OutcomeUnknown))
            }
        }
    }

    /// Takes no more writes, and returns when those that wait are done.
    pub async fn stop(&self) {
        let Self::Queue(queue) = self else { return };
        queue.stop.notify_one();
        let task = queue
            .task
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(task) = task {
            task.await.ok();
        }
    }
}

async fn write_groups(
    engine: Arc<Engine>,
    shared: Arc<Shared>,
    mut waiting: mpsc::Receiver<Waiting>,
    stop: Arc<Notify>,
) {
    let log = LogKeeper::start(&engine);
    let mut since_checkpoint = 0;
    let mut group = Vec::with_capacity(GROUP);
    loop {
        tokio::select! {
            () = stop.notified(), if !waiting.is_closed() => waiting.close(),
            count = waiting.recv_many(&mut group, GROUP) => {
                if count == 0 {
                    break;
                }
                let (writes, answers): (Vec<_>, Vec<_>) = group.drain(..).unzip();
                answer(write_guarded(&engine, &shared, writes).await, answers);
                since_checkpoint += count;
                if since_checkpoint >= CHECKPOINT {
                    since_checkpoint = 0;
                    log.keep_short(&engine).await;
                }
            }
        }
    }
    log.stop().await;
}

fn answer(
    written: Result<Vec<Result<Reply, Fault>>, Fault>,
    answers: Vec<oneshot::Sender<Result<Reply, Fault>>>,
) {
    // A caller that has gone away does not need its answer.
    match written {
        Ok(replies) => {
            for (answer, reply) in answers.into_iter().zip(replies) {
                answer.send(reply).ok();
            }
        }
        Err(fault) => {
            tracing::error!(error = %crate::chain(&fault), "a group of writes was not committed");
            for answer in answers {
                answer.send(Err(Fault::OutcomeUnknown)).ok();
            }
        }
    }
}

/// In a task of its own: should our own code panic, the group is lost and not the writer.
async fn write_guarded(
    engine: &Arc<Engine>,
    shared: &Arc<Shared>,
    writes: Vec<Write>,
) -> Result<Vec<Result<Reply, Fault>>, Fault> {
    let (engine, keeping) = (engine.clone(), shared.clone());
    let changes_rules = writes.iter().any(|write| {
        matches!(
            write,
            Write::Rulebook(_) | Write::Calendar(_) | Write::Process(_)
        )
    });
    let written = tokio::spawn(async move { write_group(&engine, &keeping, &writes).await })
        .await
        .unwrap_or(Err(Fault::OutcomeUnknown));
    if changes_rules || written.is_err() {
        // What was read meanwhile may be older than the commit, or newer than what was committed.
        shared.forget_rulebook();
    }
    match &written {
        Ok(replies) => {
            for fault in replies.iter().filter_map(|reply| reply.as_ref().err()) {
                shared.note(fault);
            }
        }
        Err(fault) => shared.note(fault),
    }
    written
}

/// Applies each write in a savepoint of its own, and commits them together.
async fn write_group(
    engine: &Engine,
    shared: &Shared,
    writes: &[Write],
) -> Result<Vec<Result<Reply, Fault>>, Fault> {
    if let [write] = writes {
        return Ok(vec![write_alone(engine, shared, write).await]);
    }
    let txn = begin_patiently(engine).await?;
    let mut replies = Vec::with_capacity(writes.len());
    for write in writes {
        let savepoint = txn.begin().await.doing("setting a savepoint")?;
        let reply = apply(&savepoint, shared, write).await;
        if matches!(&reply, Ok(reply) if !reply.is_refusal()) {
            savepoint.commit().await.doing("releasing a savepoint")?;
        } else {
            // A refused number returns with its savepoint.
            savepoint
                .rollback()
                .await
                .doing("rolling a savepoint back")?;
        }
        replies.push(reply);
    }
    txn.commit().await.doing("committing")?;
    Ok(replies)
}

/// An import from the command line may hold the file for a moment.
async fn begin_patiently(engine: &Engine) -> Result<sea_orm::DatabaseTransaction, Fault> {
    let mut tries = 0;
    loop {
        tries += 1;
        match engine.begin().await {
            Err(fault) if fault.is_transient() && tries < TRIES => {
                tokio::time::sleep(std::time::Duration::from_millis(4 << tries)).await;
            }
            begun => return begun,
        }
    }
}

/// Keeps the write-ahead log short beside the writer.
struct LogKeeper {
    due: mpsc::Sender<()>,
    too_long: Arc<AtomicBool>,
    task: JoinHandle<()>,
}

impl LogKeeper {
    fn start(engine: &Arc<Engine>) -> Self {
        let (due, mut dues) = mpsc::channel(1);
        let too_long = Arc::new(AtomicBool::new(false));
        let (engine, is_too_long) = (engine.clone(), too_long.clone());
        let task = tokio::spawn(async move {
            while dues.recv().await == Some(()) {
                match engine.checkpoint().await {
                    Ok(long) => is_too_long.store(long, Ordering::Relaxed),
                    Err(fault) => {
                        tracing::warn!(error = %crate::chain(&fault), "the log was not copied back");
                    }
                }
            }
        });
        Self {
            due,
            too_long,
            task,
        }
    }

    /// Asks for a checkpoint; lets the log begin anew when it has grown too long.
    async fn keep_short(&self, engine: &Engine) {
        if self.too_long.swap(false, Ordering::Relaxed)
            && let Err(fault) = engine.restart_log().await
        {
            tracing::warn!(error = %crate::chain(&fault), "the log was not restarted");
        }
        // One that is asked for already does for both.
        self.due.try_send(()).ok();
    }

    async fn stop(self) {
        drop(self.due);
        self.task.await.ok();
    }
}

/// One write in its own transaction; a lost race is tried again from the start.
async fn write_alone(engine: &Engine, shared: &Shared, write: &Write) -> Result<Reply, Fault> {
    let mut tries = 0;
    loop {
        tries += 1;
        match write_once(engine, shared, write).await {
            Err(fault) if fault.is_transient() && tries < TRIES => {
                tokio::time::sleep(std::time::Duration::from_millis(4 << tries)).await;
            }
            answer => return answer,
        }
    }
}

async fn write_once(engine: &Engine, shared: &Shared, write: &Write) -> Result<Reply, Fault> {
    let txn = engine.begin().await?;
    let reply = apply(&txn, shared, write).await;
    match reply {
        Ok(reply) if !reply.is_refusal() => {
            txn.commit().await.map_err(|source| {
                let fault = Fault::Database {
                    doing: "committing",
                    source,
                };
                if fault.is_transient() {
                    fault
                } else {
                    Fault::OutcomeUnknown
                }
            })?;
            Ok(reply)
        }
        other => {
            if let Err(source) = txn.rollback().await {
                // The connection is gone, and with it the transaction; what came before matters.
                tracing::warn!(error = %source, "a transaction was not rolled back");
            }
            other
        }
    }
}

/// Whether the database takes a write: a durable one, of which nothing stays. The table of keys is
/// taken because a row of it belongs to nothing else.
pub(crate) async fn try_to_write(engine: &Engine) -> Result<(), Fault> {
    let key = ("try".to_owned(), crate::keys::fresh_id().to_string());
    let row = idempotency::Model {
        scope: key.0.clone(),
        key: key.1.clone(),
        digest: Vec::new(),
        answer: "0".repeat(TRY),
        at: 0,
    };
    let txn = engine.begin().await?;
    idempotency::Entity::insert(row.into_active_model())
        .exec_without_returning(&txn)
        .await
        .doing("trying to write")?;
    idempotency::Entity::delete_by_id(key)
        .exec(&txn)
        .await
        .doing("taking a try back")?;
    txn.commit().await.doing("committing a try")
}

//! Carries bundles on: hands children to outside systems, asks them back, opens the dossiers of
//! ours that start later, tells bundles what our dossiers say, and records silence.
//!
//! At least once, under a stable key: twice is the same child. Several servers may do it at a time.

mod away;
pub mod client;
pub mod settings;
#[cfg(test)]
mod tests;

use std::sync::Arc;
use std::time::Duration;

use domain::bundle::kind::{ChildKind, SettledBy};
use domain::bundle::place::{commune_called, place_name};
use domain::bundle::state::ChildEnd;
use domain::bundle::{BundleRef, Facts};
use domain::dossier::Now;
use domain::dossier::code::DossierCode;
use domain::dossier::event::HandedForm;
use domain::people::Actor;
use integrations::partner::known::{Partner, Partners};
use integrations::partner::message::{HandOver, PaperSent, Recall, Recalled, Registered};
use integrations::partner::{HAND_OVER_PATH, RECALL_PATH};
use jiff::SignedDuration;
use store::{
    BundleCommand, BundleDone, BundleMessage, BundleNotDone, BundlePurpose, BundleWrite, Fault,
    LoadedBundle, MessageEnd, MessageTried, Store,
};
use web::app::Clock;

use self::away::Away;
use self::client::{NotTaken, send};

/// Messages that are taken together: a whole batch has to end within its lease.
const BATCH: u64 = 20;

/// Bundles whose silence is recorded in one look.
const SILENT: u64 = 100;

/// How long it rests when nothing waits and nothing happens here.
const PAUSE: Duration = Duration::from_secs(30);

/// Minutes between tries; after the last it goes on at its pace: a child is never given up while
/// somebody waits for it.
///
/// Not law: a system that is mended the same day loses nothing.
const WAITS_MINUTES: [i64; 5] = [1, 5, 15, 60, 240];

/// Carries bundles on, for ever.
pub async fn carry_on(store: Store, partners: Arc<Partners>, clock: Clock) {
    tracing::info!(partners = partners.count(), "bundles are carried on");
    let carrier = BundleCarrier::new(store, partners);
    loop {
        match carrier.round(clock()).await {
            Ok(0) => carrier.rest().await,
            Ok(_) => {}
            Err(fault) => {
                tracing::warn!(error = %store::chain(&fault), "bundles have to wait");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Who carries bundles on.
pub struct BundleCarrier {
    store: Store,
    partners: Arc<Partners>,
}

/// How a try went: it ended so, or failed for this reason.
type Went = Result<MessageEnd, &'static str>;

impl BundleCarrier {
    /// Over this store, to these outside systems.
    pub fn new(store: Store, partners: Arc<Partners>) -> Self {
        Self { store, partners }
    }

    async fn rest(&self) {
        tokio::select! {
            () = tokio::time::sleep(PAUSE) => {}
            () = self.store.bundle_moved() => {}
        }
    }

    /// Does what is due, and answers how many messages were taken.
    ///
    /// # Errors
    ///
    /// A fault; what was claimed is tried again when its lease is over.
    pub async fn round(&self, now: Now) -> Result<usize, Fault> {
        self.record_silence(now).await?;
        let waiting = self.store.count_bundle_messages().await?;
        let shown = u32::try_from(waiting).unwrap_or(u32::MAX);
        metrics::gauge!("motcua_bundle_messages").set(f64::from(shown));
        let claimed = self.store.claim_bundle_messages(now, BATCH).await?;
        let count = claimed.len();
        let mut away = Away::default();
        for message in claimed {
            let carried = self.carry(&message, now, &mut away).await;
            let went = carried.unwrap_or_else(|fault| {
                tracing::warn!(error = %store::chain(&fault), "a message has to wait");
                Err("fault")
            });
            let tried = match went {
                Ok(end) => MessageTried::Ended(end, now),
                Err(why) => MessageTried::Again(why, later(&message, now)),
            };
            let word = went.map_or_else(|why| why, |_| "done");
            metrics::counter!("motcua_bundle_messages_total", "end" => word).increment(1);
            self.store.settle_bundle_message(message, tried).await?;
        }
        Ok(count)
    }

    /// Records what is due and has not come, each once.
    async fn record_silence(&self, now: Now) -> Result<(), Fault> {
        for line in self.store.silent_bundles(now, SILENT).await? {
            let done = self.tell(&line.code, BundleCommand::Silence, now).await?;
            if let Err(why) = done {
                tracing::warn!(?why, "silence was not recorded");
            }
        }
        Ok(())
    }

    async fn carry(
        &self,
        message: &BundleMessage,
        now: Now,
        away: &mut Away,
    ) -> Result<Went, Fault> {
        let Some(loaded) = self.store.find_bundle_by_id(message.bundle).await? else {
            return Ok(Ok(MessageEnd::Overtaken));
        };
        let Some(child) = loaded.kind.child(&message.child) else {
            return Ok(Ok(MessageEnd::Overtaken));
        };
        match message.purpose {
            BundlePurpose::Feed => {
                let command = BundleCommand::Feed(message.child.clone());
                self.own(&loaded, command, now).await
            }
            BundlePurpose::Open => {
                let command = BundleCommand::OpenChild(message.child.clone());
                self.own(&loaded, command, now).await
            }
            BundlePurpose::HandOver | BundlePurpose::Recall if away.is_away(child) => {
                Ok(Err(NotTaken::Unreachable.word()))
            }
            BundlePurpose::HandOver => {
                let told = self
                    .hand_over(&loaded, child, (message.attempts, now))
                    .await?;
                Ok(away.heard(child, told))
            }
            BundlePurpose::Recall => Ok(away.heard(child, self.recall(&loaded, child, now).await)),
        }
    }

    /// A command about a dossier of ours.
    async fn own(
        &self,
        loaded: &LoadedBundle,
        command: BundleCommand,
        now: Now,
    ) -> Result<Went, Fault> {
        let code = &loaded.bundle.opened.code;
        Ok(match self.tell(code, command, now).await? {
            Ok(_) => Ok(MessageEnd::Done),
            Err(BundleNotDone::Erased) => Ok(MessageEnd::Overtaken),
            Err(why) => {
                tracing::warn!(%code, ?why, "a child of a bundle has to wait");
                Err("refused")
            }
        })
    }

    async fn hand_over(
        &self,
        loaded: &LoadedBundle,
        child: &ChildKind,
        (attempts, now): (u32, Now),
    ) -> Result<Went, Fault> {
        let state = loaded.bundle.child(&child.key);
        let is_needed = state.is_some_and(|child| child.is_running() && child.registered.is_none());
        if !is_needed {
            // A try before may have reached them, though we never heard so.
            let may_be_there = attempts > 1 && was_taken_back(loaded, child);
            return Ok(if may_be_there {
                self.recall(loaded, child, now).await
            } else {
                Ok(MessageEnd::Overtaken)
            });
        }
        let Some(partner) = self.partner(child) else {
            return Ok(Err("not_connected"));
        };
        let Some(message) = self.message(loaded, child).await? else {
            return Ok(Ok(MessageEnd::Overtaken));
        };
        let registered: Registered = match send(partner, HAND_OVER_PATH, &message, now).await {
            Ok(registered) => registered,
            Err(why) => return Ok(Err(why.word())),
        };
        if registered.part != message.part || registered.number.trim().is_empty() {
            return Ok(Err("unreadable"));
        }
        let command = BundleCommand::Register {
            child: child.key.clone(),
            number: registered.number.chars().take(NUMBER_MAX).collect(),
        };
        // Whoever answers at once has answered before we heard under which number.
        let code = &loaded.bundle.opened.code;
        if self.tell(code, command, now).await?.is_ok() {
            return Ok(Ok(MessageEnd::Done));
        }
        // Withdrawn while it was on its way: they may have been asked for it before they had it.
        match self.store.find_bundle_by_id(loaded.id).await? {
            Some(again) if was_taken_back(&again, child) => {
                Ok(self.recall(&again, child, now).await)
            }
            Some(_) | None => Ok(Ok(MessageEnd::Done)),
        }
    }

    async fn recall(&self, loaded: &LoadedBundle, child: &ChildKind, now: Now) -> Went {
        let Some(partner) = self.partner(child) else {
            return Err("not_connected");
        };
        let recall = Recall {
            part: part(loaded, child),
        };
        let recalled: Result<Recalled, _> = send(partner, RECALL_PATH, &recall, now).await;
        match recalled {
            Ok(recalled) if recalled.part != recall.part => Err("unreadable"),
            Ok(Recalled {
                taken_back: true, ..
            }) => Ok(MessageEnd::Done),
            Ok(Recalled {
                taken_back: false, ..
            }) => Ok(MessageEnd::KeptThere),
            Err(why) => Err(why.word()),
        }
    }

    fn partner(&self, child: &ChildKind) -> Option<&Partner> {
        match &child.settled_by {
            SettledBy::Partner(name) => self.partners.find(name),
            SettledBy::Ours => None,
        }
    }

    /// What a child is handed over with; none after erasure.
    async fn message(
        &self,
        loaded: &LoadedBundle,
        child: &ChildKind,
    ) -> Result<Option<HandOver>, Fault> {
        let opened = &loaded.bundle.opened;
        let Some(parent) = loaded.personal.answers(opened.answers.id) else {
            return Ok(None);
        };
        let rules = self.store.rulebook().await?;
        let day = loaded.bundle.opened_at.today();
        let said = child.place_for(&parent).unwrap_or_default();
        let commune = commune_called(&rules.organisation, said, day);
        let results = loaded.bundle.children.iter().filter_map(|(key, state)| {
            let (_, row) = state.answered.as_ref()?;
            let facts: Facts = loaded.personal.facts(row.id)?;
            Some((key.clone(), facts))
        });
        let papers = child.papers_from(&opened.papers);
        let papers = papers.into_iter().filter_map(|paper| match paper.form {
            HandedForm::File(facts) => Some(PaperSent {
                paper: paper.paper.0,
                sha256: facts.sha256,
            }),
            HandedForm::OnPaper { .. } | HandedForm::ReplacedByData | HandedForm::NotNeeded => None,
        });
        Ok(Some(HandOver {
            part: part(loaded, child),
            name: child.name.clone(),
            procedure: child.procedure.clone(),
            case: child.case_for(&parent).cloned(),
            agency: child.place.agency,
            place: commune.map_or_else(|| said.to_owned(), place_name),
            due: loaded.bundle.child(&child.key).and_then(|state| state.due),
            answers: child.fill_in(&parent, &results.collect()),
            papers: papers.collect(),
        }))
    }

    async fn tell(
        &self,
        code: &DossierCode,
        command: BundleCommand,
        now: Now,
    ) -> Result<Result<BundleDone, BundleNotDone>, Fault> {
        let write = BundleWrite {
            once: None,
            actor: Actor::System,
            now,
            code: Some(code.clone()),
            seen: None,
            id: web::fresh::id(),
            command,
        };
        self.store.carry_out_bundle(write).await
    }
}

/// The longest number of an outside system that is kept, in characters.
const NUMBER_MAX: usize = 100;

/// Whether a child was taken back with its bundle.
fn was_taken_back(loaded: &LoadedBundle, child: &ChildKind) -> bool {
    let state = loaded.bundle.child(&child.key);
    state.is_some_and(|state| state.ended_as(&ChildEnd::Withdrawn))
}

fn part(loaded: &LoadedBundle, child: &ChildKind) -> BundleRef {
    BundleRef {
        bundle: loaded.bundle.opened.code.clone(),
        child: child.key.clone(),
    }
}

fn later(message: &BundleMessage, now: Now) -> Now {
    let tries = usize::try_from(message.attempts).unwrap_or(usize::MAX);
    let at = tries.saturating_sub(1).min(WAITS_MINUTES.len() - 1);
    let wait = SignedDuration::from_mins(WAITS_MINUTES[at]);
    Now(now.0.saturating_add(wait).unwrap_or(now.0))
}

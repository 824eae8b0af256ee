//! What every handler may use, and how it hands a command to the store.

use std::sync::Arc;

use documents::Press;
use domain::dossier::Now;
use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::people::Actor;
use domain::rulebook::Rulebook;
use integrations::partner::known::Partners;
use sha2::{Digest as _, Sha256};
use store::{
    BundleCommand, BundleDone, BundleNotDone, BundleWrite, Done, DossierWrite, NotDone, Once, Store,
};
use uuid::Uuid;

use crate::fault::Broken;
use crate::fresh;
use crate::page::Site;

/// Tells the time; handed in, so that tests and demonstrations choose it.
pub type Clock = Arc<dyn Fn() -> Now + Send + Sync>;

/// What every handler may use. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// Dossiers, accounts, rulebook, files.
    pub store: Store,
    /// Draws papers.
    pub press: Arc<Press>,
    /// What is the same on every page.
    pub site: Arc<Site>,
    /// The address people reach us by, without a slash at its end, such as `https://motcua.example`.
    pub public_url: Arc<str>,
    /// The outside systems that settle children of bundles.
    pub partners: Arc<Partners>,
    /// Tells the time.
    pub clock: Clock,
}

impl App {
    /// The time.
    pub fn now(&self) -> Now {
        (self.clock)()
    }

    /// The rules in force.
    pub async fn rules(&self) -> Result<Arc<Rulebook>, Broken> {
        Ok(self.store.rulebook().await?)
    }

    /// Whether people reach us by https: then cookies travel by nothing else.
    pub fn is_secure(&self) -> bool {
        self.public_url.starts_with("https://")
    }

    /// Gives a command to a dossier; none as `code` opens one.
    pub async fn carry_out(
        &self,
        asked: Asked<'_>,
        command: Command,
    ) -> Result<Result<Done, NotDone>, Broken> {
        self.carry_out_as(fresh::id(), asked, command).await
    }

    /// The same under an id that was given out before: a dossier opened so has that id.
    pub async fn carry_out_as(
        &self,
        id: Uuid,
        asked: Asked<'_>,
        command: Command,
    ) -> Result<Result<Done, NotDone>, Broken> {
        let write = DossierWrite {
            once: asked.once,
            actor: asked.actor,
            now: self.now(),
            code: asked.code.cloned(),
            seen: asked.seen,
            id,
            command,
        };
        let act = write.command.act();
        let done = self.store.carry_out(write).await?;
        let answer = if done.is_ok() { "done" } else { "refused" };
        metrics::counter!("motcua_commands_total", "act" => format!("{act:?}"), "answer" => answer)
            .increment(1);
        Ok(done)
    }
}

impl App {
    /// Gives a command to a bundle; none as `code` opens one, which then has this id.
    pub async fn carry_out_bundle(
        &self,
        id: Uuid,
        asked: Asked<'_>,
        command: BundleCommand,
    ) -> Result<Result<BundleDone, BundleNotDone>, Broken> {
        let write = BundleWrite {
            once: asked.once,
            actor: asked.actor,
            now: self.now(),
            code: asked.code.cloned(),
            seen: asked.seen,
            id,
            command,
        };
        Ok(self.store.carry_out_bundle(write).await?)
    }
}

/// Who asks, for which dossier, having seen what.
#[derive(Clone, Debug)]
pub struct Asked<'a> {
    /// Who.
    pub actor: Actor,
    /// Which dossier; none for commands that open one.
    pub code: Option<&'a DossierCode>,
    /// The last event they saw.
    pub seen: Option<u32>,
    /// Makes a retry harmless.
    pub once: Option<Once>,
}

/// The idempotency key of a request: `scope` names whose key it is, `content` what was asked.
pub fn once(scope: &str, key: &str, content: &[u8]) -> Once {
    Once {
        scope: scope.to_owned(),
        key: key.to_owned(),
        digest: Sha256::digest(content).into(),
    }
}

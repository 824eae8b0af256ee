//! Find a bundle, and erase what is personal in it.

use domain::bundle::check::SoundKind;
use domain::bundle::event::{BundleEvent, BundleRecorded};
use domain::bundle::kind::SettledBy;
use domain::bundle::state::Bundle;
use domain::bundle::{BundleRef, ChildKey};
use domain::dossier::code::DossierCode;
use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QuerySelect as _, Select,
};
use uuid::Uuid;

use crate::bundles::record;
use crate::dossiers::same;
use crate::fault::{Doing as _, Fault};
use crate::personal::{self, PersonalValues};
use crate::rows::{bundle as head, file};
use crate::{Loaded, Proof, Store};

/// A bundle as it was read: state, kind, history, and what is personal in it.
#[derive(Clone, Debug)]
pub struct LoadedBundle {
    /// Its id.
    pub id: Uuid,
    /// The state that the history tells.
    pub bundle: Bundle,
    /// The kind under which it was opened.
    pub kind: SoundKind,
    /// Its events, oldest first.
    pub history: Vec<BundleEntry>,
    /// Its personal values; empty after erasure.
    pub personal: PersonalValues,
}

/// An event of a bundle with who did it.
#[derive(Clone, Debug)]
pub struct BundleEntry {
    /// The event.
    pub recorded: BundleRecorded,
    /// `official`, `applicant` or `system`.
    pub actor: String,
    /// The official's account.
    pub official: Option<Uuid>,
    /// The unit the official acted for.
    pub unit: Option<String>,
}

impl LoadedBundle {
    /// The events alone, as the story is told from them.
    pub fn recorded(&self) -> Vec<BundleRecorded> {
        let recorded = self.history.iter().map(|entry| entry.recorded.clone());
        recorded.collect()
    }

    /// The codes of the dossiers of ours, in the order in which they were opened.
    pub fn own_codes(&self) -> Vec<DossierCode> {
        own_codes(&self.bundle, &self.kind)
    }
}

/// The head of the bundle with this code.
pub(crate) fn by_code(code: &str) -> Select<head::Entity> {
    head::Entity::find().filter(head::Column::Code.eq(code))
}

/// The bundle of a head.
pub(super) async fn load(
    conn: &impl ConnectionTrait,
    shared: &crate::Shared,
    head: &head::Model,
) -> Result<LoadedBundle, Fault> {
    let history = record::history(conn, head.id).await?;
    let recorded: Vec<_> = history.iter().map(|entry| entry.recorded.clone()).collect();
    let bundle = Bundle::told_by(&recorded).ok_or_else(|| Fault::damaged("bundle"))?;
    let personal = match &head.wrapped_key {
        Some(wrapped) => {
            let key = shared.keys.unwrap(wrapped, head.id)?;
            personal::read(conn, &key, head.id).await?
        }
        None => PersonalValues::default(),
    };
    Ok(LoadedBundle {
        id: head.id,
        bundle,
        kind: record::kind_of(conn, head).await?,
        history,
        personal,
    })
}

impl Store {
    /// The bundle with this code.
    pub async fn find_bundle(&self, code: &DossierCode) -> Result<Option<LoadedBundle>, Fault> {
        match self.bundle_head(code).await? {
            Some(head) => load(self.reader(), &self.shared, &head).await.map(Some),
            None => Ok(None),
        }
    }

    /// The bundle with this id.
    pub async fn find_bundle_by_id(&self, id: Uuid) -> Result<Option<LoadedBundle>, Fault> {
        let head = head::Entity::find_by_id(id).one(self.reader()).await;
        match head.doing("finding a bundle")? {
            Some(head) => load(self.reader(), &self.shared, &head).await.map(Some),
            None => Ok(None),
        }
    }

    /// The bundle with this code, for whoever shows its secret.
    pub async fn find_bundle_with(
        &self,
        code: &DossierCode,
        proof: Proof<'_>,
    ) -> Result<Option<LoadedBundle>, Fault> {
        let Some(head) = self.bundle_head(code).await? else {
            return Ok(None);
        };
        let (kind, shown, kept) = match proof {
            Proof::Typed(secret) => ("typed_secret", secret, &head.typed_secret_hash),
            Proof::Long(secret) => ("long_secret", secret, &head.long_secret_hash),
        };
        let shown = shown.trim().to_ascii_uppercase();
        if same(&self.shared.keys.lookup_hash(kind, &shown), kept) {
            load(self.reader(), &self.shared, &head).await.map(Some)
        } else {
            Ok(None)
        }
    }

    /// The dossiers of ours that are children of a bundle, in the order in which they were opened.
    pub async fn children_of(
        &self,
        loaded: &LoadedBundle,
    ) -> Result<Vec<(BundleRef, Loaded)>, Fault> {
        let mut children = Vec::new();
        for code in loaded.own_codes() {
            if let Some(dossier) = self.find(&code).await?
                && let Some(part) = dossier.dossier.part_of.clone()
                && part.bundle == loaded.bundle.opened.code
            {
                children.push((part, dossier));
            }
        }
        Ok(children)
    }

    async fn bundle_head(&self, code: &DossierCode) -> Result<Option<head::Model>, Fault> {
        let head = by_code(code.as_str()).one(self.reader()).await;
        head.doing("finding a bundle")
    }
}

/// The codes under which children of ours were registered. What an outside system calls its own
/// child is never taken for one of them.
fn own_codes(bundle: &Bundle, kind: &SoundKind) -> Vec<DossierCode> {
    let is_ours = |key: &ChildKey| {
        let child = kind.child(key);
        child.is_some_and(|child| child.settled_by == SettledBy::Ours)
    };
    let mut children: Vec<_> = bundle.children.iter().collect();
    children.sort_by_key(|(_, child)| child.started_at);
    let own = children.iter().filter(|(key, _)| is_ours(key));
    own.filter_map(|(_, child)| child.registered.as_deref()?.parse().ok())
        .collect()
}

/// Erases what is personal in the bundle with this code; answers with the files whose bytes must
/// go, and the codes of its children's dossiers, which are erased each on their own.
pub(crate) async fn erase(
    conn: &impl ConnectionTrait,
    code: &DossierCode,
) -> Result<(Vec<Uuid>, Vec<DossierCode>), Fault> {
    let head = by_code(code.as_str()).lock_exclusive().one(conn).await;
    let Some(head) = head.doing("finding a bundle")? else {
        return Ok((Vec::new(), Vec::new()));
    };
    let history = record::history(conn, head.id).await?;
    let recorded: Vec<_> = history.into_iter().map(|entry| entry.recorded).collect();
    let bundle = Bundle::told_by(&recorded).ok_or_else(|| Fault::damaged("bundle"))?;
    personal::erase(conn, head.id).await?;
    crate::drafts::empty(conn, head.id).await?;
    let keyless = head::ActiveModel {
        id: Unchanged(head.id),
        wrapped_key: Set(None),
        typed_secret_hash: Set(Vec::new()),
        long_secret_hash: Set(Vec::new()),
        ..Default::default()
    };
    head::Entity::update(keyless)
        .exec(conn)
        .await
        .doing("forgetting a bundle's key")?;
    let files = file::Entity::find()
        .filter(file::Column::Dossier.eq(head.id))
        .all(conn)
        .await
        .doing("finding files")?;
    let files: Vec<Uuid> = files.into_iter().map(|file| file.id).collect();
    for id in &files {
        let keyless = file::ActiveModel {
            id: Unchanged(*id),
            wrapped_key: Set(None),
            ..Default::default()
        };
        file::Entity::update(keyless)
            .exec(conn)
            .await
            .doing("forgetting a file's key")?;
    }
    let kind = record::kind_of(conn, &head).await?;
    Ok((files, own_codes(&bundle, &kind)))
}

/// Whether an event starts a child.
pub(super) fn started(event: &BundleEvent) -> Option<&domain::bundle::ChildKey> {
    match event {
        BundleEvent::ChildStarted { child, .. } => Some(child),
        BundleEvent::Opened(_)
        | BundleEvent::ChildRegistered { .. }
        | BundleEvent::ChildSkipped { .. }
        | BundleEvent::ChildBeingSigned { .. }
        | BundleEvent::ChildBackFromSigning { .. }
        | BundleEvent::ChildAnswered { .. }
        | BundleEvent::AnswerRefused { .. }
        | BundleEvent::AnswerReviewed { .. }
        | BundleEvent::ChildSilent { .. }
        | BundleEvent::RestDecided { .. }
        | BundleEvent::Withdrawn { .. }
        | BundleEvent::ChildWithdrawn { .. }
        | BundleEvent::Closed { .. } => None,
    }
}

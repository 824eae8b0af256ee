//! The process language: internal processes (quy trình nội bộ) as blocks, proven before they live.
//!
//! Reading order: what is written down, what conditions speak of, what is around a process, how it
//! is checked, how it runs, how it is drawn, templates by kind, what changed between versions, how
//! one is published and which one counts. Dossiers go by what was published
//! ([`crate::dossier::course`]); without that, by the line in [`crate::workflow`].

pub mod acts;
pub mod built_in;
pub mod called;
pub mod check;
pub mod difference;
pub mod draft;
pub mod fact;
mod fitted;
mod in_case;
pub mod naming;
pub mod outlook;
pub mod picture;
pub mod publish;
pub mod published;
pub mod run;
pub mod surroundings;
pub mod template;
pub mod wording;

use std::collections::BTreeMap;

use crate::process::draft::Draft;

/// A sound process (quy trình nội bộ): [`Draft::check`] is the only way to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// By which a dossier finds it again, together with the version.
    key: String,
    /// The number under which it was published; 0 for one that was not.
    version: u32,
    draft: Draft,
    /// The working minutes of the longest pass through each loop.
    passes: BTreeMap<String, u64>,
    /// The working minutes after which each end is reached at the latest.
    proven: BTreeMap<String, u64>,
}

impl Process {
    /// By which [`crate::rulebook::Rulebook::process_version`] finds it again: the code of the
    /// procedure it was published for, or which template it is and for whose terms.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The version under which it was published; 0 where a procedure goes by a template.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The same process under the name by which dossiers find it again.
    fn known_as(self, key: String, version: u32) -> Self {
        Self {
            key,
            version,
            ..self
        }
    }

    /// What was written down.
    pub fn draft(&self) -> &Draft {
        &self.draft
    }

    /// The working minutes after which the end with this key is reached at the latest, when each
    /// step keeps its share. What the applicant is waited for is not among them.
    pub fn proven_minutes(&self, end: &str) -> Option<u64> {
        self.proven.get(end).copied()
    }

    /// The same of every end, by its key.
    pub fn proven(&self) -> impl Iterator<Item = (&str, u64)> {
        let ends = self.proven.iter();
        ends.map(|(end, minutes)| (end.as_str(), *minutes))
    }
}

//! Is a kind of bundle sound: everything that is wrong with it, found before anybody applies.

mod fields;
mod order;

use serde::{Deserialize, Serialize};

use crate::bundle::ChildKey;
use crate::bundle::kind::{BundleKind, ChildKind};
use crate::procedure::{Procedure, ProcedureCode};

/// A sound kind of bundle (nhóm thủ tục liên thông): [`BundleKind::check`] is the only way to one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SoundKind(BundleKind);

/// One thing found in a kind of bundle.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct BundleFinding {
    /// What it is.
    pub flaw: BundleFlaw,
    /// The key of the child it is about; empty when it is about the whole.
    pub place: String,
    /// The word in question; empty when there is none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub said: String,
}

/// What can be wrong with a kind of bundle.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BundleFlaw {
    /// It has no children.
    NoChildren,
    /// Two children have the same key.
    DuplicateChild,
    /// The catalogue has no such procedure, or a child of ours names none.
    UnknownProcedure,
    /// The parent has no declaration to take from.
    NoDeclaration,
    /// The procedure has no such case.
    UnknownCase,
    /// No rule is left for what the others leave over.
    CaseLeftOver,
    /// An outside system without a name.
    PartnerWithoutName,
    /// There is no such child.
    UnknownChild,
    /// A child waits, through others, for itself.
    Cycle,
    /// The parent's declaration has no such field.
    UnknownParentField,
    /// The child has no such field.
    UnknownChildField,
    /// A field is filled twice.
    FilledTwice,
    /// A field without which the child cannot be settled is not filled.
    RequiredNotFilled,
    /// The parent or the child has no such paper.
    UnknownPaper,
    /// A paper without which the dossier of a child of ours is not complete is taken from nowhere.
    RequiredPaperNotTaken,
    /// The earlier child produces no such fact.
    FactNotProduced,
    /// The child that produces the fact is not always through before.
    FactNotBefore,
    /// The child can start without the fact, and cannot be settled without it.
    FactMayBeMissing,
    /// The way of paying out is no choice between account and cash.
    PayoutWithoutChoice,
}

/// What a kind is looked at beside: the procedures that are known.
#[derive(Clone, Copy, Debug)]
struct Beside<'a> {
    kind: &'a BundleKind,
    procedures: &'a [Procedure],
}

impl<'a> Beside<'a> {
    fn procedure(&self, code: &ProcedureCode) -> Option<&'a Procedure> {
        self.procedures
            .iter()
            .find(|procedure| &procedure.code == code)
    }

    fn parent(&self) -> Option<&'a Procedure> {
        self.procedure(&self.kind.procedure)
    }

    fn procedure_of(&self, child: &ChildKind) -> Option<&'a Procedure> {
        self.procedure(child.procedure.as_ref()?)
    }
}

impl BundleFinding {
    fn at(flaw: BundleFlaw, child: &ChildKey) -> Self {
        Self {
            flaw,
            place: child.as_str().to_owned(),
            said: String::new(),
        }
    }

    fn of_the_whole(flaw: BundleFlaw) -> Self {
        Self {
            flaw,
            place: String::new(),
            said: String::new(),
        }
    }

    fn saying(self, said: &str) -> Self {
        Self {
            said: said.to_owned(),
            ..self
        }
    }
}

impl BundleKind {
    /// The kind, if people may apply by it.
    ///
    /// # Errors
    /// Everything that was found.
    pub fn check(self, procedures: &[Procedure]) -> Result<SoundKind, Vec<BundleFinding>> {
        let findings = self.findings(procedures);
        if findings.is_empty() {
            Ok(SoundKind(self))
        } else {
            Err(findings)
        }
    }

    /// Everything that is wrong with it.
    pub fn findings(&self, procedures: &[Procedure]) -> Vec<BundleFinding> {
        let beside = Beside {
            kind: self,
            procedures,
        };
        let mut findings = whole(beside);
        findings.extend(order::findings(self));
        for child in &self.children {
            findings.extend(fields::findings(beside, child));
        }
        findings.sort();
        findings.dedup();
        findings
    }
}

impl SoundKind {
    /// A kind that was checked when it was kept with its first bundle.
    pub fn kept(kind: BundleKind) -> Self {
        Self(kind)
    }

    /// What was written down.
    pub fn kind(&self) -> &BundleKind {
        &self.0
    }

    /// The child with this key.
    pub fn child(&self, key: &ChildKey) -> Option<&ChildKind> {
        self.0.child(key)
    }

    /// The children, in the order in which people read of them.
    pub fn children(&self) -> &[ChildKind] {
        &self.0.children
    }
}

fn whole(beside: Beside<'_>) -> Vec<BundleFinding> {
    let mut findings = Vec::new();
    match beside.parent() {
        None => {
            let unknown = BundleFinding::of_the_whole(BundleFlaw::UnknownProcedure);
            findings.push(unknown.saying(beside.kind.procedure.as_str()));
        }
        Some(parent) if parent.declaration.is_none() => {
            findings.push(BundleFinding::of_the_whole(BundleFlaw::NoDeclaration));
        }
        Some(_) => {}
    }
    if beside.kind.children.is_empty() {
        findings.push(BundleFinding::of_the_whole(BundleFlaw::NoChildren));
    }
    findings
}

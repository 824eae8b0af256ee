//! What is written down for a kind of bundle. Nothing here is checked yet.

use serde::{Deserialize, Serialize};

use crate::bundle::ChildKey;
use crate::bundle::payout::PayoutRule;
use crate::calendar::time_limit::TimeLimit;
use crate::procedure::paper::PaperKey;
use crate::procedure::{CaseKey, Certainty, ProcedureCode};

/// A kind of bundle (nhóm thủ tục liên thông) as it is written, sound or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BundleKind {
    /// Its name in files and rows.
    pub key: String,
    /// Grows by one with each change of content; open bundles keep theirs.
    pub version: u32,
    /// What people call it.
    pub name: String,
    /// The procedure that is applied for: its declaration is the only one that is filled in.
    pub procedure: ProcedureCode,
    /// The instrument it rests on.
    pub basis: String,
    /// Where the facts come from.
    pub source: String,
    /// How sure they are.
    pub certainty: Certainty,
    /// The children, in the order in which people read of them.
    pub children: Vec<ChildKind>,
}

/// One procedure of a bundle (thủ tục con).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChildKind {
    /// Its word within the bundle.
    pub key: ChildKey,
    /// What people call it.
    pub name: String,
    /// Its national number, where known; a child of ours needs one.
    pub procedure: Option<ProcedureCode>,
    /// Which case of the procedure it is: the first rule that holds. Empty for a procedure of which
    /// we know no cases.
    #[serde(default)]
    pub cases: Vec<CaseRule>,
    /// Who is competent.
    pub place: Place,
    /// Whose system settles it.
    pub settled_by: SettledBy,
    /// The children that have to be through before it starts; what stands behind the same ones runs
    /// at the same time.
    #[serde(default)]
    pub after: Vec<ChildKey>,
    /// Whether it belongs to every such bundle.
    pub need: ChildNeed,
    /// What becomes of the rest when it is declined.
    pub on_declined: OnDeclined,
    /// How long its agency has, from its start.
    pub limit: TimeLimit,
    /// The fields that it is handed, where its procedure has no declaration of ours.
    #[serde(default)]
    pub inputs: Vec<Input>,
    /// What its fields are filled with.
    #[serde(default)]
    pub takes: Vec<Take>,
    /// What its papers are taken from.
    #[serde(default)]
    pub papers: Vec<PaperTake>,
    /// The facts that its granting answer says.
    #[serde(default)]
    pub produces: Vec<Produced>,
    /// Money that is paid out to somebody when it is granted.
    #[serde(default)]
    pub payout: Option<PayoutRule>,
}

/// One rule for the case of a child.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaseRule {
    /// The parent's field and the answer for which it holds; always when none.
    #[serde(default)]
    pub when: Option<AnswerIs>,
    /// The case.
    pub case: CaseKey,
}

/// That a field of the declaration was answered so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerIs {
    /// The field's key.
    pub field: String,
    /// The answer.
    pub is: String,
}

/// Who is competent (cơ quan có thẩm quyền) for a child: a kind of agency, there where an answer of
/// the declaration says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Place {
    /// Which kind of agency.
    pub agency: Responsible,
    /// The parent's field that says where.
    pub field: String,
}

/// Which kind of agency a child belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Responsible {
    /// Ủy ban nhân dân cấp xã.
    Commune,
    /// Công an cấp xã.
    CommunePolice,
    /// Cơ quan bảo hiểm xã hội.
    SocialInsurance,
}

/// Whose system settles a child: ours, or a system outside (hệ thống bên ngoài).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SettledBy {
    /// Ours: the child is a dossier like any other.
    Ours,
    /// An outside system, by the name under which its address and key are set.
    Partner(String),
}

/// Whether a child belongs to every bundle of its kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChildNeed {
    /// Always.
    Required,
    /// Only where the citizen ticked it.
    Optional,
}

/// What becomes of the rest when a child is declined.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OnDeclined {
    /// What has not started stays undone.
    StopRest,
    /// The rest goes on as if it had not been asked for.
    GoOnWithout,
    /// Nothing new starts until an official has decided which of the two.
    NeedsDecision,
}

/// A field that a child is handed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Input {
    /// Its key in the message.
    pub key: String,
    /// Whether the child can be settled without it.
    pub required: bool,
}

/// What one field of a child is filled with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Take {
    /// The child's field.
    pub field: String,
    /// With what.
    pub from: TakenFrom,
}

/// Where the value of a child's field comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TakenFrom {
    /// The parent's field with this key.
    Parent(String),
    /// A fact of an earlier child's result, so that nobody is asked for it again.
    Outcome {
        /// The earlier child.
        child: ChildKey,
        /// Which of its facts.
        fact: String,
    },
    /// Always the same words.
    Says(String),
}

/// Where a paper of a child comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaperTake {
    /// The child's paper; free where its cases are not ours.
    pub paper: PaperKey,
    /// The parent's paper.
    pub from: PaperKey,
}

/// A fact that a granting answer says (dữ kiện của kết quả).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Produced {
    /// Its key.
    pub key: String,
    /// What people call it.
    pub name: String,
    /// Whether an answer without it cannot be taken.
    pub required: bool,
}

impl BundleKind {
    /// The child with this key.
    pub fn child(&self, key: &ChildKey) -> Option<&ChildKind> {
        self.children.iter().find(|child| &child.key == key)
    }
}

impl ChildKind {
    /// The fact with this key.
    pub fn produced(&self, key: &str) -> Option<&Produced> {
        self.produces.iter().find(|fact| fact.key == key)
    }
}

//! Bundles as they are asked for and shown.

use std::collections::BTreeMap;

use domain::procedure::Channel;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::application::{ApplicantAsked, PaperAsked};
use super::names;

/// An application for linked procedures: one declaration, each paper once.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewBundle {
    /// The key of the kind.
    #[schema(example = "birth")]
    pub kind: String,
    /// `online` files it as the applicant would; `desk` and `post` take a desk officer's token.
    #[schema(value_type = names::Channel)]
    pub channel: Channel,
    /// The desk that takes it in; only with `desk` and `post`, and then the token's own.
    #[serde(default)]
    #[schema(example = "03466-TT")]
    pub desk: Option<String>,
    /// The optional parts that are wanted.
    #[serde(default)]
    #[schema(example = json!(["the-bhyt"]))]
    pub chosen: Vec<String>,
    /// Who applies.
    pub applicant: ApplicantAsked,
    /// The common declaration: answers by field key.
    pub answers: BTreeMap<String, String>,
    /// The papers, at most 100.
    #[serde(default)]
    pub papers: Vec<PaperAsked>,
}

/// A withdrawal of the whole.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WithdrawBundle {
    /// The version it was decided on.
    pub seen: u32,
    /// Why; may be empty.
    #[serde(default)]
    pub reason: String,
}

/// A bundle that was opened.
#[derive(Serialize, ToSchema)]
pub struct BundleOpened {
    /// The one code.
    #[schema(example = "H35.36.01-261123-0001")]
    pub code: String,
    /// The eight characters that open the tracking page with the code; only here.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub secret: Option<String>,
    /// The number of its last event.
    pub version: u32,
}

/// A bundle with everything that the official may see.
#[derive(Serialize, ToSchema)]
pub struct BundleShown {
    /// The one code.
    pub code: String,
    /// The key of its kind.
    pub kind: String,
    /// Its name.
    pub name: String,
    /// The number of its last event.
    pub version: u32,
    /// When it was opened.
    pub opened_at: String,
    /// `open`, `granted`, `partly_granted`, `declined`, `withdrawn` or `withdrawn_with_results`.
    pub status: &'static str,
    /// The desk that looks after it.
    pub desk: String,
    /// Every part.
    pub children: Vec<ChildShown>,
    /// Answers that were not taken and wait for a clerk.
    pub to_review: Vec<RefusedShown>,
    /// What happened, the oldest first.
    pub story: Vec<StoryLine>,
}

/// One part of a bundle.
#[derive(Serialize, ToSchema)]
pub struct ChildShown {
    /// Its key.
    #[schema(example = "khai-sinh")]
    pub child: String,
    /// Its name.
    pub name: String,
    /// The agency that is competent.
    pub agency: String,
    /// The code of its dossier, where it is ours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dossier: Option<String>,
    /// The number under which an outside system has it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// `waits`, `running`, `granted`, `declined`, `withdrawn` or `skipped`.
    pub status: &'static str,
    /// When it was handed to its agency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub started_at: Option<String>,
    /// When the answer is due.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub due: Option<String>,
    /// Whether it is, or was, late.
    pub late: bool,
    /// When it was recorded that the outside system did not answer in time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub silent_since: Option<String>,
    /// When it ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<String>,
    /// Working minutes that it lay with its agency.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub working_minutes: Option<u32>,
    /// What its result says.
    pub facts: BTreeMap<String, String>,
}

/// An answer that was not taken.
#[derive(Serialize, ToSchema)]
pub struct RefusedShown {
    /// The number of the event that kept it.
    pub number: u32,
    /// For which part it was said to be.
    pub child: String,
    /// Why: `unknown_child`, `not_started`, `after_withdrawal`, `answered_otherwise` or
    /// `fact_missing`.
    pub why: &'static str,
}

/// One line of the story.
#[derive(Serialize, ToSchema)]
pub struct StoryLine {
    /// When, as the pages show it.
    pub at: String,
    /// What happened.
    pub text: String,
    /// Of which part; empty when of the whole.
    pub part: String,
}

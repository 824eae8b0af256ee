//! What an act asks for. Unknown fields are refused, so that a slip of the pen is never lost.

use std::collections::BTreeMap;

use domain::calendar::pauses::PauseGround;
use domain::dossier::apology::LatenessCause;
use domain::dossier::ground::{HandOverProof, RefusalGround, StopGround};
use domain::dossier::{Outcome, ReturnVia};
use domain::money::{PaymentMethod, WaiverGround};
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::application::{ApplicantAsked, PaperAsked};
use super::names;

/// Receives what was filed online.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Receive {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// Papers found or ticked off at the desk.
    #[serde(default)]
    pub papers: Vec<PaperAsked>,
}

/// Asks the applicant for everything that is missing.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AskSupplement {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// One complete list.
    pub items: Vec<MissingItem>,
    /// Why, in words for the applicant.
    pub reason: String,
    /// A leader's reason for asking a second time.
    #[serde(default)]
    pub again_because: Option<String>,
}

/// One thing that is missing or has to be mended.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct MissingItem {
    /// Key of the required paper.
    pub paper: String,
    /// What to do about it, in words for the applicant.
    pub what: String,
}

/// What the applicant brought after a request.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Supplement {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// The papers that came.
    #[serde(default)]
    pub papers: Vec<PaperAsked>,
    /// The whole declaration, when it was corrected.
    #[serde(default)]
    pub answers: Option<BTreeMap<String, String>>,
    /// A word from the applicant.
    #[serde(default)]
    pub note: Option<String>,
}

/// Refuses reception.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Refuse {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// The legal ground.
    #[schema(value_type = names::RefusalGround)]
    pub ground: RefusalGround,
    /// Why, in words for the applicant.
    pub reason: String,
}

/// An act that says nothing but what was seen: forward, approve.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Plain {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
}

/// Gives the dossier to an official.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Assign {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// The official's account; the one who asks when nothing is said.
    #[serde(default)]
    pub to: Option<Uuid>,
    /// Why; whoever hands on what they have says it, others may.
    #[serde(default)]
    pub reason: Option<String>,
}

/// A note, marks on papers, or both. Independent of what others did meanwhile.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Examine {
    /// May be left out: notes never clash.
    #[serde(default)]
    pub seen: Option<u32>,
    /// A note among officials.
    #[serde(default)]
    pub note: Option<String>,
    /// Marks on single papers.
    #[serde(default)]
    pub marks: Vec<Mark>,
}

/// A mark on one paper.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// Key of the required paper.
    pub paper: String,
    /// Whether it is as it should be.
    pub in_order: bool,
}

/// Puts it before the leader.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Propose {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// What is proposed.
    #[schema(value_type = names::Outcome)]
    pub outcome: Outcome,
    /// The reasons, for the leader.
    #[serde(default)]
    pub note: Option<String>,
}

/// An act that takes a reason: send back, decline, withdraw.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Reasoned {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// Why.
    pub reason: String,
}

/// Issues the result.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordResult {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// Number and notation of the paper.
    #[schema(example = "12/GKS")]
    pub number: String,
    /// Date of the paper.
    #[schema(format = Date, example = "2026-11-20")]
    pub dated_on: String,
    /// Its file, uploaded before with the same token.
    #[serde(default)]
    pub file: Option<Uuid>,
    /// The file's name.
    #[serde(default)]
    pub file_name: Option<String>,
    /// What the other parts of a bundle need to know besides, by the keys of its kind; such as
    /// `so_dinh_danh` of a birth.
    #[serde(default)]
    pub facts: BTreeMap<String, String>,
}

/// Gives the result to whoever came for it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct HandOver {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// Who took it.
    pub recipient: String,
    /// How that was proven.
    #[schema(value_type = names::HandOverProof)]
    pub proof: HandOverProof,
}

/// Stops settlement.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// The legal ground.
    #[schema(value_type = names::StopGround)]
    pub ground: StopGround,
    /// Why, in words for the applicant.
    pub reason: String,
}

/// Puts an honest error right: exactly one of `applicant`, `answers`, `return_via` and `result`.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Correct {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// Why.
    pub reason: String,
    /// The applicant's facts, all of them.
    #[serde(default)]
    pub applicant: Option<ApplicantAsked>,
    /// The declaration, all of it.
    #[serde(default)]
    pub answers: Option<BTreeMap<String, String>>,
    /// Where the result shall go.
    #[serde(default)]
    #[schema(value_type = Option<names::ReturnVia>)]
    pub return_via: Option<ReturnVia>,
    /// The result as it should have been recorded.
    #[serde(default)]
    pub result: Option<ResultAsked>,
}

/// A result paper.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ResultAsked {
    /// Number and notation of the paper.
    pub number: String,
    /// Date of the paper.
    #[schema(format = Date, example = "2026-11-20")]
    pub dated_on: String,
    /// Its file, uploaded before with the same token, or the file it has already.
    #[serde(default)]
    pub file: Option<Uuid>,
    /// The file's name.
    #[serde(default)]
    pub file_name: Option<String>,
    /// What the other parts of a bundle need to know besides, by the keys of its kind; such as
    /// `so_dinh_danh` of a birth.
    #[serde(default)]
    pub facts: BTreeMap<String, String>,
}

/// Charges fees of the catalogue version that the dossier keeps.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChargeFees {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// The lines.
    pub lines: Vec<ChargeLine>,
}

/// One fee and how many units of it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ChargeLine {
    /// Key of the fee.
    pub fee: String,
    /// Units, at least 1.
    pub units: u32,
}

/// Takes money.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RecordPayment {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// Amount in đồng.
    pub amount: u64,
    /// How.
    #[schema(value_type = names::PaymentMethod)]
    pub method: PaymentMethod,
    /// Number of the payment receipt.
    pub receipt_number: String,
}

/// Waives what is still owed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Waive {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// The legal ground.
    #[schema(value_type = names::WaiverGround)]
    pub ground: WaiverGround,
    /// The paper or circumstance that shows it.
    pub reason: String,
}

/// Answers the applicant's complaint.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AnswerFeedback {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// The answer, in words for the applicant.
    pub answer: String,
}

/// Stops the clock.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Pause {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// The legal ground.
    #[schema(value_type = names::PauseGround)]
    pub ground: PauseGround,
    /// Why, in words for the applicant.
    pub reason: String,
    /// Number and notation of the paper that shows it.
    #[schema(example = "15/CV-XM")]
    pub paper_number: String,
    /// Date of that paper.
    #[schema(format = Date, example = "2026-11-20")]
    pub paper_dated_on: String,
}

/// Apologises, and sets the one new day.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Apologise {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// Why the promise is not kept.
    #[schema(value_type = names::LatenessCause)]
    pub cause: LatenessCause,
    /// The same in words for the applicant.
    pub reason: String,
    /// Number and notation of the letter.
    #[schema(example = "12/PXL")]
    pub paper_number: String,
    /// Date of the letter.
    #[schema(format = Date, example = "2026-11-20")]
    pub paper_dated_on: String,
    /// By how many working days the promise moves: after the promised day, or after today when that
    /// has passed.
    pub extension_days: u16,
}

/// Completes the open step of a process with a result of its own.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteStep {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// How it turned out; left out for a step that is only done.
    #[serde(default)]
    pub result: Option<String>,
    /// A note among officials.
    #[serde(default)]
    pub note: Option<String>,
}

/// Completes a step beside the main one.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CompleteBeside {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// Key of the step.
    pub step: String,
    /// How it turned out; left out for a step that is only done.
    #[serde(default)]
    pub result: Option<String>,
    /// A note among officials.
    #[serde(default)]
    pub note: Option<String>,
}

/// Receives, appraises, approves or declines, records and hands over in one visit.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SettleAtOnce {
    /// `version` of the dossier as it was last read.
    pub seen: u32,
    /// Papers found or ticked off at the desk, where it is received now.
    #[serde(default)]
    pub papers: Vec<PaperAsked>,
    /// How it is decided.
    #[schema(value_type = names::Outcome)]
    pub outcome: Outcome,
    /// Why, in words for the applicant, where it is declined.
    #[serde(default)]
    pub reason: Option<String>,
    /// The result.
    pub result: ResultAsked,
    /// Who took it.
    pub recipient: String,
    /// How that was proven.
    #[schema(value_type = names::HandOverProof)]
    pub proof: HandOverProof,
}

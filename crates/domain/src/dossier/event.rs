//! What has happened: the stored record. Variants are added, never renamed or reused.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::bundle::BundleRef;
use crate::dossier::apology::Apologised;
use crate::dossier::assistance::Assistance;
use crate::dossier::carried_on::CarriedBeside;
use crate::dossier::code::DossierCode;
use crate::dossier::consultation::event::ConsultationEvent;
use crate::dossier::course::Along;
use crate::dossier::ground::{HandOverProof, RefusalGround, StopGround};
use crate::dossier::pause::Paused;
use crate::dossier::personal::PersonalRef;
use crate::dossier::promise_move::PromiseMoved;
use crate::dossier::rating::Satisfaction;
use crate::dossier::routed::Routed;
use crate::dossier::{GivenPromise, Holding, Now, Outcome, ReturnVia};
use crate::money::{Charge, Dong, PaymentMethod, WaiverGround};
use crate::people::agency::AgencyId;
use crate::people::delegation::SignedAs;
use crate::people::{ApplicantKind, OfficialId};
use crate::procedure::paper::PaperKey;
use crate::procedure::{CaseKey, Channel, ProcedureCode};

/// The version of the payloads written today.
///
/// Not law: it grows when the shape of a payload changes.
pub const SCHEMA: u16 = 1;

/// An event with its place in the dossier, as the fold needs it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recorded {
    /// Its number in the dossier, from 1, without a gap.
    pub number: u32,
    /// When it took effect.
    pub at: Now,
    /// What happened.
    pub event: Event,
}

/// An event (sự kiện): facts only. Whatever is about a person is a [`PersonalRef`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A dossier was registered.
    Submitted(Box<Submitted>),
    /// It was received and given its promise.
    Received {
        /// Papers found or ticked off at the desk.
        papers: Vec<HeldPaper>,
        /// The promise; none when the procedure has no limit of its own.
        promise: Option<GivenPromise>,
        /// The desk holds it until it is forwarded.
        holding: Holding,
    },
    /// The applicant was asked for a supplement.
    SupplementAsked {
        /// The list.
        items: Vec<AskedItem>,
        /// The reason's row.
        reason: PersonalRef,
        /// The leader's reason for asking again.
        again_because: Option<PersonalRef>,
        /// Who takes it up when the supplement is there; none before reception.
        to: Option<Holding>,
    },
    /// The supplement came.
    Supplemented {
        /// The papers that came.
        papers: Vec<HeldPaper>,
        /// The corrected declaration.
        answers: Option<PersonalRef>,
        /// A word from the applicant.
        note: Option<PersonalRef>,
        /// The promise counted anew, in settlement.
        promise: Option<GivenPromise>,
    },
    /// Reception was refused.
    ReceptionRefused {
        /// The legal ground.
        ground: RefusalGround,
        /// The reason's row.
        reason: PersonalRef,
    },
    /// It went to the next step.
    Forwarded {
        /// Who has it now.
        to: Holding,
    },
    /// Somebody took it or was given it.
    Assigned {
        /// Who.
        to: OfficialId,
        /// The row that says why; earlier events have none.
        #[serde(default)]
        reason: Option<PersonalRef>,
    },
    /// It was looked at.
    Examined {
        /// A note among officials.
        note: Option<PersonalRef>,
        /// Marks on single papers.
        marks: Vec<ChecklistMark>,
    },
    /// It was put before the leader.
    Proposed {
        /// What is proposed.
        proposal: Proposal,
        /// Who has it now.
        to: Holding,
    },
    /// It went back a step.
    SentBack {
        /// The reason's row.
        reason: PersonalRef,
        /// Who has it now.
        to: Holding,
    },
    /// The leader approved it.
    Approved {
        /// Who has it now.
        to: Holding,
        /// In which capacity; not written where a leader signs in their own right.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signed: Option<Box<SignedAs>>,
    },
    /// The leader declined it.
    Declined {
        /// The reason's row.
        reason: PersonalRef,
        /// Who has it now.
        to: Holding,
        /// In which capacity; not written where a leader signs in their own right.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signed: Option<Box<SignedAs>>,
    },
    /// The result was issued.
    ResultRecorded {
        /// The result.
        result: IssuedResult,
        /// The desk has it now.
        to: Holding,
    },
    /// The applicant has the result.
    HandedOver {
        /// The recipient's row.
        recipient: PersonalRef,
        /// How it was proven.
        proof: HandOverProof,
    },
    /// The applicant withdrew it.
    Withdrawn {
        /// The reason's row.
        reason: PersonalRef,
    },
    /// Settlement was stopped.
    Stopped {
        /// The legal ground.
        ground: StopGround,
        /// The reason's row.
        reason: PersonalRef,
        /// In which capacity; not written where a leader signs in their own right.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        signed: Option<Box<SignedAs>>,
    },
    /// An honest error was put right.
    Corrected {
        /// What is right.
        correction: CorrectedFact,
        /// The reason's row.
        reason: PersonalRef,
    },
    /// Something is to be paid.
    Charged {
        /// The lines.
        charges: Vec<Charge>,
    },
    /// Money came.
    PaymentRecorded {
        /// Amount.
        amount: Dong,
        /// How.
        method: PaymentMethod,
        /// Number of the payment receipt.
        receipt_number: String,
    },
    /// What was owed need not be paid.
    Waived {
        /// Amount.
        amount: Dong,
        /// The legal ground.
        ground: WaiverGround,
        /// The reason's row.
        reason: PersonalRef,
    },
    /// The applicant rated the service.
    Rated {
        /// How content they are.
        score: Satisfaction,
        /// The row that says why.
        reason: Option<PersonalRef>,
    },
    /// The applicant complained about how the dossier is handled.
    FeedbackGiven {
        /// The row of their words.
        text: PersonalRef,
    },
    /// A leader answered the complaint.
    FeedbackAnswered {
        /// The row of the answer.
        text: PersonalRef,
    },
    /// A unit that it lay with had ended, and others carry on.
    TakenOver {
        /// The unit that had ended.
        from: AgencyId,
        /// The desk from now on.
        desk: AgencyId,
        /// The agency that answers for it from now on.
        competent: AgencyId,
        /// Who has it now; none outside settlement.
        to: Option<Holding>,
        /// What moves beside the main step of its process.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        beside: Vec<CarriedBeside>,
    },
    /// The clock was stopped, on a listed ground.
    Paused(Paused),
    /// The clock goes on.
    Resumed {
        /// The promise that the pause moved; none when it stays.
        promise: Option<GivenPromise>,
    },
    /// The agency apologised, and set the one new day.
    Apologised(Box<Apologised>),
    /// A change of the calendar moved the promise to a later moment.
    PromiseMoved(Box<PromiseMoved>),
    /// Whoever had passed it on took it back.
    PulledBack {
        /// The reason's row.
        reason: PersonalRef,
        /// Who has it again.
        to: Holding,
    },
    /// It came to somebody, or to the unit's list, by rule or because somebody is away.
    Routed(Routed),
    /// Others were asked for their opinion, answered, or were silent.
    Consultation(Box<ConsultationEvent>),
    /// It went along the process that it goes by; always together with what was done.
    Along(Box<Along>),
}

/// The facts of an application that was filed (nộp hồ sơ).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Submitted {
    /// The code, issued once.
    pub code: DossierCode,
    /// The procedure.
    pub procedure: ProcedureCode,
    /// Its version.
    pub version: u32,
    /// The case.
    pub case: CaseKey,
    /// How it came in.
    pub channel: Channel,
    /// The desk.
    pub desk: AgencyId,
    /// The competent agency.
    pub competent: AgencyId,
    /// Person or organisation.
    pub applicant_kind: ApplicantKind,
    /// The applicant's row.
    pub applicant: PersonalRef,
    /// The representative's row.
    pub representative: Option<PersonalRef>,
    /// The declaration's row.
    pub answers: PersonalRef,
    /// The secrets' row.
    pub secret: PersonalRef,
    /// The papers.
    pub papers: Vec<HeldPaper>,
    /// Where the result shall go.
    pub return_via: ReturnVia,
    /// The help with which it was filled in. Not written where there was none, so that events of
    /// before and of today look the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assisted: Option<Assistance>,
    /// The bundle that it is a child of. Not written where it stands alone, so that events of
    /// before and of today look the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part_of: Option<BundleRef>,
}

/// A paper in the dossier (giấy tờ đính kèm).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeldPaper {
    /// Which required paper it is.
    pub paper: PaperKey,
    /// In which form.
    pub form: HandedForm,
    /// The file name's row.
    pub file_name: Option<PersonalRef>,
}

/// In which form a paper is there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HandedForm {
    /// A file.
    File(FileFacts),
    /// On paper.
    OnPaper {
        /// Originals.
        originals: u8,
        /// Copies.
        copies: u8,
    },
    /// Read from a database, so that nobody had to bring it.
    ReplacedByData,
    /// Not needed in this situation.
    NotNeeded,
}

/// What is known of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileFacts {
    /// Its id.
    pub id: Uuid,
    /// SHA-256 of its bytes, in lower-case hex.
    pub sha256: String,
    /// Pages, at least 1.
    pub pages: u32,
    /// Bytes.
    pub size: u64,
}

/// One thing that was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskedItem {
    /// Which required paper.
    pub paper: PaperKey,
    /// The row that says what to do.
    pub what: PersonalRef,
}

/// A mark on one paper in the checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChecklistMark {
    /// Which required paper.
    pub paper: PaperKey,
    /// Whether it is as it should be.
    pub in_order: bool,
}

/// What is put before the leader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal {
    /// What is proposed.
    pub outcome: Outcome,
    /// The reasons' row.
    pub note: Option<PersonalRef>,
}

/// A result as issued (kết quả giải quyết).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IssuedResult {
    /// Number and notation.
    pub number: String,
    /// Date of the paper.
    pub dated_on: Date,
    /// The file, where there is one.
    pub file: Option<FileFacts>,
    /// The file name's row.
    pub file_name: Option<PersonalRef>,
    /// The row of what it says besides, for the bundle that it is a child of. Not written where
    /// there is none, so that events of before and of today look the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub facts: Option<PersonalRef>,
}

/// Which part was put right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CorrectedPart {
    /// The applicant's facts.
    Applicant,
    /// The declaration.
    Answers,
    /// Where the result goes.
    ReturnVia,
    /// The result.
    IssuedResult,
}

/// What is right from now on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CorrectedFact {
    /// The applicant's new row.
    Applicant {
        /// Person or organisation.
        kind: ApplicantKind,
        /// The row.
        row: PersonalRef,
    },
    /// The declaration's new row.
    Answers(PersonalRef),
    /// Where the result goes.
    ReturnVia(ReturnVia),
    /// The result.
    IssuedResult(IssuedResult),
}

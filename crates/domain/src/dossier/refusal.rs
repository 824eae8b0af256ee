//! Every reason for "no": one variant each. What people read of it is in the faces' wording.

pub mod clock;
pub mod consultation;
pub mod course;
pub mod routing;

use jiff::civil::Date;

use crate::dossier::refusal::clock::ClockRefusal;
use crate::dossier::refusal::consultation::ConsultationRefusal;
use crate::dossier::refusal::course::CourseRefusal;
use crate::dossier::refusal::routing::RoutingRefusal;
use crate::money::Dong;
use crate::people::OfficialId;
use crate::procedure::fee::FeeKey;
use crate::procedure::paper::PaperKey;

/// Why a command was refused. A refused command changes nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The role or unit of the one who asks does not allow it.
    NotYours,
    /// Another official holds the dossier.
    HeldByAnother {
        /// Who.
        officer: OfficialId,
    },
    /// The dossier is not at a stage where this can be done.
    NotAtThisStage,
    /// Something newer happened than the one who asks has seen.
    ChangedSince {
        /// The numbers of the new events, oldest first.
        events: Vec<u32>,
    },
    /// No procedure with this code.
    UnknownProcedure,
    /// No version of the procedure is in force today.
    ProcedureNotInForce,
    /// No such desk today.
    UnknownDesk,
    /// The desk does not receive this procedure.
    NotReceivedHere,
    /// The procedure has no such case.
    UnknownCase,
    /// The case cannot be filed through this channel.
    ChannelClosed,
    /// An official helps whoever stands at the desk: no application online or by post.
    AssistedNotAtDesk,
    /// What an official typed was not read aloud to the applicant.
    NotReadBack,
    /// The procedure is not for this kind of applicant.
    WrongApplicantKind,
    /// Neither the desk nor its agency has an identification code.
    DeskHasNoCode,
    /// The calendar of a year that the time limit needs is not entered.
    NoCalendar {
        /// The year.
        year: i16,
    },
    /// Required papers are not there.
    PapersMissing {
        /// Which.
        papers: Vec<PaperKey>,
    },
    /// The case does not ask for this paper.
    UnknownPaper {
        /// Which.
        paper: PaperKey,
    },
    /// The same paper was named twice.
    PaperTwice {
        /// Which.
        paper: PaperKey,
    },
    /// The paper can be read from a database, so nobody may ask for it.
    PaperNotToBeAsked {
        /// Which.
        paper: PaperKey,
    },
    /// A supplement request has to name what is missing.
    NothingMissing,
    /// The applicant was asked once already; only a leader may ask again, with a reason.
    AlreadyAskedOnce,
    /// A leader who asks again has to say why.
    LeaderReasonMissing,
    /// The supplement brings nothing.
    NothingAdded,
    /// A reason in words is missing.
    ReasonMissing,
    /// An examination needs a note or a mark.
    NothingExamined,
    /// The official is not known or not active.
    OfficerUnknown,
    /// The official works in another unit.
    OfficerInAnotherUnit,
    /// The official has not the role that the step needs.
    OfficerLacksRole,
    /// The official has it already.
    AlreadyTheirs,
    /// What was proposed is a refusal: it needs the leader's reason, not an approval.
    ProposedToDecline,
    /// The result has no number.
    ResultNumberMissing,
    /// The result is dated after today.
    ResultDatedInFuture {
        /// The date.
        dated_on: Date,
    },
    /// The result is dated before the dossier was there: it cannot be the answer to it.
    ResultDatedBeforeSubmission {
        /// The date.
        dated_on: Date,
        /// The day on which the dossier was submitted, or received in person.
        submitted_on: Date,
    },
    /// The applicant chose the electronic result, so its file must be there.
    ResultFileMissing,
    /// It does not say who took the result.
    RecipientMissing,
    /// Something is still to be paid.
    StillOwed {
        /// How much.
        amount: Dong,
    },
    /// Nothing is owed.
    NothingOwed,
    /// More than what is owed.
    MoreThanOwed {
        /// What is owed.
        owed: Dong,
    },
    /// A payment of nothing.
    NoAmount,
    /// The number of the payment receipt is missing.
    ReceiptNumberMissing,
    /// The dossier's terms have no such fee.
    UnknownFee {
        /// Which.
        fee: FeeKey,
    },
    /// The fee has no amount yet.
    FeeWithoutAmount {
        /// Which.
        fee: FeeKey,
    },
    /// The fee is charged already.
    AlreadyCharged {
        /// Which.
        fee: FeeKey,
    },
    /// No listed fee with an amount is left to charge.
    NothingToCharge,
    /// The correction says what is there already.
    NothingToCorrect,
    /// The service was rated before.
    AlreadyRated,
    /// A complaint waits for its answer; the next one can be made after it.
    FeedbackUnanswered,
    /// No complaint waits for an answer.
    NoFeedback,
    /// A complaint or its answer has no words.
    NothingSaid,
    /// The units that the dossier lies with are all still there.
    NothingToTakeOver,
    /// A unit has ended, and the organisation names nobody who carries on.
    NoSuccessor,
    /// Several units carry on; one of them has to take it over itself.
    SeveralSuccessors,
    /// What has to do with the clock: pauses, apologies, new days.
    Clock(ClockRefusal),
    /// What has to do with who has it: pulled back, away.
    Routing(RoutingRefusal),
    /// What has to do with opinions: asked, answered, returned, concluded.
    Consultation(ConsultationRefusal),
    /// What has to do with the process that it goes by.
    Course(CourseRefusal),
}

impl Refusal {
    /// The name in addresses of problems, such as `changed-since`.
    pub fn kebab(&self) -> &'static str {
        match self {
            Self::NotYours => "not-yours",
            Self::HeldByAnother { .. } => "held-by-another",
            Self::NotAtThisStage => "not-at-this-stage",
            Self::ChangedSince { .. } => "changed-since",
            Self::UnknownProcedure => "unknown-procedure",
            Self::ProcedureNotInForce => "procedure-not-in-force",
            Self::UnknownDesk => "unknown-desk",
            Self::NotReceivedHere => "not-received-here",
            Self::UnknownCase => "unknown-case",
            Self::ChannelClosed => "channel-closed",
            Self::AssistedNotAtDesk => "assisted-not-at-desk",
            Self::NotReadBack => "not-read-back",
            Self::WrongApplicantKind => "wrong-applicant-kind",
            Self::DeskHasNoCode => "desk-has-no-code",
            Self::NoCalendar { .. } => "no-calendar",
            Self::PapersMissing { .. } => "papers-missing",
            Self::UnknownPaper { .. } => "unknown-paper",
            Self::PaperTwice { .. } => "paper-twice",
            Self::PaperNotToBeAsked { .. } => "paper-not-to-be-asked",
            Self::NothingMissing => "nothing-missing",
            Self::AlreadyAskedOnce => "already-asked-once",
            Self::LeaderReasonMissing => "leader-reason-missing",
            Self::NothingAdded => "nothing-added",
            Self::ReasonMissing => "reason-missing",
            Self::NothingExamined => "nothing-examined",
            Self::OfficerUnknown => "officer-unknown",
            Self::OfficerInAnotherUnit => "officer-in-another-unit",
            Self::OfficerLacksRole => "officer-lacks-role",
            Self::AlreadyTheirs => "already-theirs",
            Self::ProposedToDecline => "proposed-to-decline",
            Self::ResultNumberMissing => "result-number-missing",
            Self::ResultDatedInFuture { .. } => "result-dated-in-future",
            Self::ResultDatedBeforeSubmission { .. } => "result-dated-before-submission",
            Self::ResultFileMissing => "result-file-missing",
            Self::RecipientMissing => "recipient-missing",
            Self::StillOwed { .. } => "still-owed",
            Self::NothingOwed => "nothing-owed",
            Self::MoreThanOwed { .. } => "more-than-owed",
            Self::NoAmount => "no-amount",
            Self::ReceiptNumberMissing => "receipt-number-missing",
            Self::UnknownFee { .. } => "unknown-fee",
            Self::FeeWithoutAmount { .. } => "fee-without-amount",
            Self::AlreadyCharged { .. } => "already-charged",
            Self::NothingToCharge => "nothing-to-charge",
            Self::NothingToCorrect => "nothing-to-correct",
            Self::AlreadyRated => "already-rated",
            Self::FeedbackUnanswered => "feedback-unanswered",
            Self::NoFeedback => "no-feedback",
            Self::NothingSaid => "nothing-said",
            Self::NothingToTakeOver => "nothing-to-take-over",
            Self::NoSuccessor => "no-successor",
            Self::SeveralSuccessors => "several-successors",
            Self::Clock(why) => why.kebab(),
            Self::Routing(why) => why.kebab(),
            Self::Consultation(why) => why.kebab(),
            Self::Course(why) => why.kebab(),
        }
    }
}

impl From<ClockRefusal> for Refusal {
    fn from(why: ClockRefusal) -> Self {
        Self::Clock(why)
    }
}

impl From<ConsultationRefusal> for Refusal {
    fn from(why: ConsultationRefusal) -> Self {
        Self::Consultation(why)
    }
}

impl From<CourseRefusal> for Refusal {
    fn from(why: CourseRefusal) -> Self {
        Self::Course(why)
    }
}

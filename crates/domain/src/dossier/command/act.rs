//! The names of commands.

use crate::dossier::consultation::command::ConsultationAct;

/// The name of a command, without what it carries: for the policy, buttons and addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "each is documented at the command of its name")]
pub enum Act {
    Submit,
    ReceiveInPerson,
    Receive,
    AskSupplement,
    Supplement,
    RefuseReception,
    Forward,
    Assign,
    Examine,
    Propose,
    SendBack,
    PullBack,
    Approve,
    Decline,
    RecordResult,
    HandOver,
    Withdraw,
    Stop,
    Correct,
    Charge,
    RecordPayment,
    Waive,
    Rate,
    GiveFeedback,
    AnswerFeedback,
    TakeOver,
    Pause,
    Resume,
    Apologise,
    Along,
    CompleteBeside,
    SettleAtOnce,
    RunOut,
    MovePromise,
    Route,
    Consult(ConsultationAct),
}

impl Act {
    /// Every act on a dossier that exists and that people may be allowed. Moving a promise, running
    /// out and routing are the program's own, and so is what time claims of opinions: they have no
    /// button and no address.
    pub const ON_DOSSIER: [Self; 35] = [
        Self::Receive,
        Self::AskSupplement,
        Self::Supplement,
        Self::RefuseReception,
        Self::Forward,
        Self::Assign,
        Self::Examine,
        Self::Propose,
        Self::SendBack,
        Self::PullBack,
        Self::Approve,
        Self::Decline,
        Self::RecordResult,
        Self::HandOver,
        Self::Withdraw,
        Self::Stop,
        Self::Correct,
        Self::Charge,
        Self::RecordPayment,
        Self::Waive,
        Self::Rate,
        Self::GiveFeedback,
        Self::AnswerFeedback,
        Self::TakeOver,
        Self::Pause,
        Self::Resume,
        Self::Apologise,
        Self::Consult(ConsultationAct::Ask),
        Self::Consult(ConsultationAct::HandOn),
        Self::Consult(ConsultationAct::Answer),
        Self::Consult(ConsultationAct::Bounce),
        Self::Consult(ConsultationAct::Conclude),
        Self::Along,
        Self::CompleteBeside,
        Self::SettleAtOnce,
    ];

    /// Whether the act is independent of what others did meanwhile, so that it carries no `seen`.
    pub fn commutes(self) -> bool {
        match self {
            Self::Consult(act) => act.commutes(),
            Self::Examine
            | Self::Rate
            | Self::GiveFeedback
            | Self::TakeOver
            | Self::RunOut
            | Self::MovePromise
            | Self::Route => true,
            Self::Submit
            | Self::ReceiveInPerson
            | Self::Receive
            | Self::AskSupplement
            | Self::Supplement
            | Self::RefuseReception
            | Self::Forward
            | Self::Assign
            | Self::Propose
            | Self::SendBack
            | Self::PullBack
            | Self::Approve
            | Self::Decline
            | Self::RecordResult
            | Self::HandOver
            | Self::Withdraw
            | Self::Stop
            | Self::Correct
            | Self::Charge
            | Self::RecordPayment
            | Self::Waive
            | Self::AnswerFeedback
            | Self::Pause
            | Self::Resume
            | Self::Apologise
            | Self::Along
            | Self::CompleteBeside
            | Self::SettleAtOnce => false,
        }
    }
}

//! What an event sets in motion: to print, to tell, to send. Nothing happens here.

use serde::{Deserialize, Serialize};

use crate::dossier::event::Event;
use crate::dossier::{Dossier, Stage};

/// A consequence of an event, keyed by dossier, event number and purpose: twice is harmless.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FollowUp {
    /// A paper that people may print now; it is drawn when they ask for it.
    Print(PaperForm),
    /// Something to tell the applicant.
    Tell(Notice),
}

/// Papers of the one-stop desk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaperForm {
    /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
    Receipt,
    /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
    SupplementRequest,
    /// Phiếu từ chối tiếp nhận giải quyết hồ sơ.
    RefusalSlip,
    /// Phiếu xin lỗi và hẹn lại ngày trả kết quả.
    ApologyLetter,
}

/// What the applicant is told (thông báo).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Notice {
    /// The dossier arrived.
    Submitted,
    /// It was received, with a promised day.
    Received,
    /// Something is missing.
    SupplementAsked,
    /// Reception was refused.
    Refused,
    /// The result waits.
    ResultReady,
    /// Something is to be paid.
    ToPay,
    /// Settlement was stopped.
    Stopped,
    /// A leader answered the complaint.
    FeedbackAnswered,
    /// The clock stands still, and why.
    Paused,
    /// The promise is not kept; there is a new day.
    Apologised,
    /// The calendar changed, and with it the promised day.
    PromiseMoved,
}

/// Minutes that a charge may wait to be told.
///
/// Not law: most fees are paid at the desk at once, and then there is nothing to tell.
const CHARGE_TOLD_AFTER_MINUTES: u16 = 30;

impl Notice {
    /// Every notice, in the order of a dossier's life.
    pub const ALL: [Self; 11] = [
        Self::Submitted,
        Self::Received,
        Self::SupplementAsked,
        Self::Refused,
        Self::ResultReady,
        Self::ToPay,
        Self::Stopped,
        Self::FeedbackAnswered,
        Self::Paused,
        Self::Apologised,
        Self::PromiseMoved,
    ];

    /// The purpose under which the job is kept.
    pub fn purpose(self) -> &'static str {
        match self {
            Self::Submitted => "tell_submitted",
            Self::Received => "tell_received",
            Self::SupplementAsked => "tell_supplement_asked",
            Self::Refused => "tell_refused",
            Self::ResultReady => "tell_result_ready",
            Self::ToPay => "tell_to_pay",
            Self::Stopped => "tell_stopped",
            Self::FeedbackAnswered => "tell_feedback_answered",
            Self::Paused => "tell_paused",
            Self::Apologised => "tell_apologised",
            Self::PromiseMoved => "tell_promise_moved",
        }
    }

    /// Reads a purpose written by [`Notice::purpose`].
    pub fn from_purpose(purpose: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|notice| notice.purpose() == purpose)
    }

    /// Minutes after the event before which nobody is told.
    pub fn told_after_minutes(self) -> u16 {
        match self {
            Self::ToPay => CHARGE_TOLD_AFTER_MINUTES,
            Self::Submitted
            | Self::Received
            | Self::SupplementAsked
            | Self::Refused
            | Self::ResultReady
            | Self::Stopped
            | Self::FeedbackAnswered
            | Self::Paused
            | Self::Apologised
            | Self::PromiseMoved => 0,
        }
    }

    /// Whether what was queued once is still worth telling of the dossier as it stands: what was
    /// overtaken by something newer would only confuse.
    pub fn still_holds(self, dossier: &Dossier) -> bool {
        match self {
            Self::Submitted => matches!(dossier.stage, Stage::Submitted),
            Self::Received => {
                let is_resolved = matches!(dossier.stage, Stage::Resolved(..));
                dossier.received_at.is_some() && dossier.is_open() && !is_resolved
            }
            Self::SupplementAsked => dossier.awaits_supplement(),
            Self::Refused => matches!(dossier.stage, Stage::Refused),
            Self::ResultReady => matches!(dossier.stage, Stage::Resolved(..)),
            Self::ToPay => dossier.is_open() && !dossier.owed().is_zero(),
            Self::Stopped => matches!(dossier.stage, Stage::Stopped),
            // Whoever complains again has read the answer.
            Self::FeedbackAnswered => dossier.feedback_at.is_none(),
            Self::Paused => dossier.open_pause().is_some() && !dossier.awaits_supplement(),
            Self::Apologised => dossier.apology.is_some() && dossier.settled_at.is_none(),
            Self::PromiseMoved => dossier.promise.is_some() && dossier.settled_at.is_none(),
        }
    }
}

/// What follows from an event.
pub fn follow_up(event: &Event) -> Vec<FollowUp> {
    use FollowUp::{Print, Tell};
    match event {
        Event::Submitted(_) => vec![Tell(Notice::Submitted)],
        Event::Received { .. } => vec![Print(PaperForm::Receipt), Tell(Notice::Received)],
        Event::SupplementAsked { .. } => {
            vec![
                Print(PaperForm::SupplementRequest),
                Tell(Notice::SupplementAsked),
            ]
        }
        Event::ReceptionRefused { .. } => {
            vec![Print(PaperForm::RefusalSlip), Tell(Notice::Refused)]
        }
        Event::ResultRecorded { .. } => vec![Tell(Notice::ResultReady)],
        Event::Charged { .. } => vec![Tell(Notice::ToPay)],
        Event::Stopped { .. } => vec![Tell(Notice::Stopped)],
        Event::FeedbackAnswered { .. } => vec![Tell(Notice::FeedbackAnswered)],
        Event::Paused(_) => vec![Tell(Notice::Paused)],
        Event::Apologised(_) => vec![Print(PaperForm::ApologyLetter), Tell(Notice::Apologised)],
        Event::PromiseMoved(_) => vec![Tell(Notice::PromiseMoved)],
        Event::Supplemented { .. }
        | Event::Forwarded { .. }
        | Event::Assigned { .. }
        | Event::Examined { .. }
        | Event::Proposed { .. }
        | Event::SentBack { .. }
        | Event::PulledBack { .. }
        | Event::Routed(_)
        | Event::Approved { .. }
        | Event::Declined { .. }
        | Event::HandedOver { .. }
        | Event::Withdrawn { .. }
        | Event::Corrected { .. }
        | Event::PaymentRecorded { .. }
        | Event::Waived { .. }
        | Event::Rated { .. }
        | Event::FeedbackGiven { .. }
        | Event::TakenOver { .. }
        | Event::Resumed { .. }
        | Event::Along(_)
        | Event::Consultation(_) => Vec::new(),
    }
}

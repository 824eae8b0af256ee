//! For any command: the same, with something left out.

use domain::dossier::apology::ApologyToSend;
use domain::dossier::command::Command;
use domain::money::Dong;

use crate::given::consulting;
use crate::given::hand::blank;

/// The same command, with something left out.
pub fn careless(command: Command) -> Command {
    match command {
        Command::Receive { .. } => Command::Receive { papers: Vec::new() },
        Command::AskSupplement { items, reason, .. } => Command::AskSupplement {
            items,
            reason,
            again_because: None,
        },
        Command::Supplement { note, .. } => Command::Supplement {
            papers: Vec::new(),
            answers: None,
            note,
        },
        Command::Examine { .. } => Command::Examine {
            note: Some(blank()),
            marks: Vec::new(),
        },
        Command::Propose { outcome, .. } => Command::Propose {
            outcome,
            note: None,
        },
        Command::RefuseReception { ground, .. } => Command::RefuseReception {
            ground,
            reason: blank(),
        },
        Command::SendBack { .. } => Command::SendBack { reason: blank() },
        Command::PullBack { .. } => Command::PullBack { reason: blank() },
        Command::Decline { .. } => Command::Decline { reason: blank() },
        Command::Withdraw { .. } => Command::Withdraw { reason: blank() },
        Command::Stop { ground, .. } => Command::Stop {
            ground,
            reason: blank(),
        },
        Command::Waive { ground, .. } => Command::Waive {
            ground,
            reason: blank(),
        },
        Command::Correct { correction, .. } => Command::Correct {
            correction,
            reason: blank(),
        },
        Command::HandOver { proof, .. } => Command::HandOver {
            recipient: blank(),
            proof,
        },
        Command::RecordPayment {
            method,
            receipt_number,
            ..
        } => Command::RecordPayment {
            amount: Dong::new(1),
            method,
            receipt_number,
        },
        Command::RecordResult(mut result) => {
            result.number.clear();
            Command::RecordResult(result)
        }
        Command::Charge { .. } => Command::Charge { lines: Vec::new() },
        Command::Rate { score, .. } => Command::Rate {
            score,
            reason: None,
        },
        Command::GiveFeedback { .. } => Command::GiveFeedback { text: blank() },
        Command::AnswerFeedback { .. } => Command::AnswerFeedback { text: blank() },
        Command::Pause {
            ground, warrant, ..
        } => Command::Pause {
            ground,
            reason: blank(),
            warrant,
        },
        Command::Apologise(letter) => Command::Apologise(ApologyToSend {
            extension: 0,
            ..letter
        }),
        Command::Consult(command) => consulting::careless(*command),
        Command::Submit(_)
        | Command::ReceiveInPerson(_)
        | Command::Forward
        | Command::Assign { .. }
        | Command::Approve
        | Command::TakeOver
        | Command::Resume
        | Command::Along { .. }
        | Command::CompleteBeside { .. }
        | Command::SettleAtOnce(_)
        | Command::RunOut { .. }
        | Command::MovePromise(_)
        | Command::Route => command,
    }
}

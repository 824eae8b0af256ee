//! What a command brings along of people: the rows that are kept apart and encrypted.

use crate::dossier::command::{Application, Command, Correction, HandedIn, ResultToRecord};
use crate::dossier::personal::{PersonalKind, PersonalRow};

impl Command {
    /// Every personal row that the command brings along.
    pub fn personal_rows(&self) -> Vec<PersonalRow> {
        use PersonalKind::{Note, Reason, Recipient};
        match self {
            Self::Submit(application) | Self::ReceiveInPerson(application) => application.rows(),
            Self::Receive { papers } => file_names(papers),
            Self::AskSupplement {
                items,
                reason,
                again_because,
            } => items
                .iter()
                .map(|item| item.what.row(Reason))
                .chain([reason.row(Reason)])
                .chain(again_because.iter().map(|reason| reason.row(Reason)))
                .collect(),
            Self::Supplement {
                papers,
                answers,
                note,
            } => file_names(papers)
                .into_iter()
                .chain(
                    answers
                        .iter()
                        .map(|answers| answers.row(PersonalKind::Answers)),
                )
                .chain(note.iter().map(|note| note.row(Note)))
                .collect(),
            Self::Examine { note, .. }
            | Self::Propose { note, .. }
            | Self::Along { note, .. }
            | Self::CompleteBeside { note, .. } => note.iter().map(|note| note.row(Note)).collect(),
            Self::RefuseReception { reason, .. }
            | Self::SendBack { reason }
            | Self::PullBack { reason }
            | Self::Decline { reason }
            | Self::Withdraw { reason }
            | Self::Stop { reason, .. }
            | Self::Waive { reason, .. }
            | Self::Pause { reason, .. }
            | Self::RunOut { reason, .. } => vec![reason.row(Reason)],
            Self::Apologise(letter) => vec![letter.reason.row(Reason)],
            Self::Assign { reason, .. } | Self::Rate { reason, .. } => {
                reason.iter().map(|reason| reason.row(Reason)).collect()
            }
            Self::GiveFeedback { text } | Self::AnswerFeedback { text } => vec![text.row(Reason)],
            Self::RecordResult(result) => result.rows(),
            Self::HandOver { recipient, .. } => vec![recipient.row(Recipient)],
            Self::Correct { correction, reason } => {
                let mut rows = match correction {
                    Correction::Applicant(applicant) => {
                        vec![applicant.row(PersonalKind::Applicant)]
                    }
                    Correction::Answers(answers) => vec![answers.row(PersonalKind::Answers)],
                    Correction::ReturnVia(_) => Vec::new(),
                    Correction::IssuedResult(result) => result.rows(),
                };
                rows.push(reason.row(Reason));
                rows
            }
            Self::Consult(command) => command.personal_rows(),
            Self::SettleAtOnce(at_once) => {
                let mut rows = file_names(&at_once.papers);
                rows.extend(at_once.result.rows());
                rows.extend(at_once.reason.iter().map(|reason| reason.row(Reason)));
                rows.push(at_once.recipient.row(Recipient));
                rows
            }
            Self::Forward
            | Self::Approve
            | Self::Charge { .. }
            | Self::RecordPayment { .. }
            | Self::TakeOver
            | Self::Resume
            | Self::MovePromise(_)
            | Self::Route => Vec::new(),
        }
    }
}

impl Application {
    fn rows(&self) -> Vec<PersonalRow> {
        let mut rows = vec![
            self.applicant.row(PersonalKind::Applicant),
            self.answers.row(PersonalKind::Answers),
            self.secret.row(PersonalKind::Secret),
        ];
        rows.extend(
            self.representative
                .iter()
                .map(|r| r.row(PersonalKind::Representative)),
        );
        rows.extend(file_names(&self.papers));
        rows
    }
}

impl ResultToRecord {
    fn rows(&self) -> Vec<PersonalRow> {
        let facts = self.facts.iter();
        let facts = facts.map(|facts| facts.row(PersonalKind::Facts));
        file_names(self.file.as_slice())
            .into_iter()
            .chain(facts)
            .collect()
    }
}

fn file_names(papers: &[HandedIn]) -> Vec<PersonalRow> {
    papers
        .iter()
        .filter_map(|paper| paper.file_name.as_ref())
        .map(|name| name.row(PersonalKind::FileName))
        .collect()
}

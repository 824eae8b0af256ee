//! The body of an act, read into the command that the rules take.

mod clock;
mod consultation;
mod course;
mod facts;

use std::collections::BTreeMap;
use std::sync::Arc;

use domain::dossier::Stage;
use domain::dossier::command::{Act, Command, Correction, MissingItem, ResultToRecord};
use domain::dossier::event::ChecklistMark;
use domain::dossier::personal::Personal;
use domain::money::Dong;
use domain::people::OfficialId;
use domain::procedure::Case;
use domain::procedure::declaration::Answers;
use domain::procedure::fee::FeeKey;
use domain::procedure::paper::PaperKey;
use domain::rulebook::Rulebook;
use store::Loaded;

use super::body::JsonBytes;
use super::caller::Caller;
use super::model::asked::{self, ResultAsked};
use super::problem::Problem;
use super::reading::Reading;
use crate::app::App;

/// An act as it was asked for.
pub(super) struct AskedFor {
    /// The event up to which whoever asks has read; none where nothing can clash.
    pub(super) seen: Option<u32>,
    pub(super) command: Command,
}

/// What reading an act needs.
pub(super) struct Asking<'a> {
    pub(super) app: &'a App,
    pub(super) caller: &'a Caller,
    pub(super) loaded: &'a Loaded,
    pub(super) rules: &'a Arc<Rulebook>,
    pub(super) body: &'a JsonBytes,
}

impl Asking<'_> {
    /// The case of the dossier, by which papers have their names.
    pub(super) fn case(&self) -> Option<&Case> {
        let dossier = &self.loaded.dossier;
        dossier.procedure_in(self.rules)?.case(&dossier.case)
    }

    fn reading(&self) -> Reading<'_> {
        Reading::new(self.app, self.caller, Some(self.loaded.id))
    }

    /// The command; every field that cannot be taken is named.
    pub(super) async fn read(&self, act: Act) -> Result<AskedFor, Problem> {
        match act {
            // They open a dossier, or are the applicant's or the program's own: they have no
            // address here.
            Act::Submit
            | Act::ReceiveInPerson
            | Act::Rate
            | Act::GiveFeedback
            | Act::RunOut
            | Act::MovePromise
            | Act::Route => Err(Problem::not_found()),
            Act::Along => self.complete_step(),
            Act::CompleteBeside => self.complete_beside(),
            Act::SettleAtOnce => self.settle_at_once().await,
            Act::AnswerFeedback => {
                let asked: asked::AnswerFeedback = self.body.read()?;
                let mut reading = self.reading();
                let text = reading.text("answer", &asked.answer);
                reading.done(AskedFor {
                    seen: Some(asked.seen),
                    command: Command::AnswerFeedback { text },
                })
            }
            Act::Receive => self.receive().await,
            Act::AskSupplement => self.ask_supplement(),
            Act::Supplement => self.supplement().await,
            Act::RefuseReception => {
                let asked: asked::Refuse = self.body.read()?;
                let mut reading = self.reading();
                let reason = reading.text("reason", &asked.reason);
                let command = Command::RefuseReception {
                    ground: asked.ground,
                    reason,
                };
                reading.done(AskedFor {
                    seen: Some(asked.seen),
                    command,
                })
            }
            Act::Forward => self.plain(Command::Forward),
            Act::Approve => self.plain(Command::Approve),
            Act::TakeOver => self.plain(Command::TakeOver),
            Act::Pause => self.pause(),
            Act::Resume => self.plain(Command::Resume),
            Act::Apologise => self.apologise(),
            Act::Consult(act) => self.consult(act).await,
            Act::Assign => {
                let asked: asked::Assign = self.body.read()?;
                let to = asked.to.map_or(self.caller.0.official().id, OfficialId);
                let mut reading = self.reading();
                let reason = reading.maybe("reason", asked.reason.as_ref());
                reading.done(AskedFor {
                    seen: Some(asked.seen),
                    command: Command::Assign { to, reason },
                })
            }
            Act::Examine => self.examine(),
            Act::Propose => {
                let asked: asked::Propose = self.body.read()?;
                let mut reading = self.reading();
                let note = reading.maybe("note", asked.note.as_ref());
                let command = Command::Propose {
                    outcome: asked.outcome,
                    note,
                };
                reading.done(AskedFor {
                    seen: Some(asked.seen),
                    command,
                })
            }
            Act::SendBack => self.reasoned(|reason| Command::SendBack { reason }),
            Act::PullBack => self.reasoned(|reason| Command::PullBack { reason }),
            Act::Decline => self.reasoned(|reason| Command::Decline { reason }),
            Act::Withdraw => self.reasoned(|reason| Command::Withdraw { reason }),
            Act::RecordResult => self.record_result().await,
            Act::HandOver => {
                let asked: asked::HandOver = self.body.read()?;
                let mut reading = self.reading();
                let recipient = reading.text("recipient", &asked.recipient);
                let command = Command::HandOver {
                    recipient,
                    proof: asked.proof,
                };
                reading.done(AskedFor {
                    seen: Some(asked.seen),
                    command,
                })
            }
            Act::Stop => {
                let asked: asked::Stop = self.body.read()?;
                let mut reading = self.reading();
                let reason = reading.text("reason", &asked.reason);
                let command = Command::Stop {
                    ground: asked.ground,
                    reason,
                };
                reading.done(AskedFor {
                    seen: Some(asked.seen),
                    command,
                })
            }
            Act::Correct => self.correct().await,
            Act::Charge => {
                let asked: asked::ChargeFees = self.body.read()?;
                let mut reading = self.reading();
                let lines = reading.entries("lines", &asked.lines).iter();
                let lines = lines
                    .map(|line| (FeeKey(line.fee.clone()), line.units))
                    .collect();
                let command = Command::Charge { lines };
                reading.done(AskedFor {
                    seen: Some(asked.seen),
                    command,
                })
            }
            Act::RecordPayment => {
                let asked: asked::RecordPayment = self.body.read()?;
                let mut reading = self.reading();
                let receipt_number = reading.number("receipt_number", &asked.receipt_number);
                if asked.amount == 0 {
                    reading.wrong("amount", "Ghi số tiền đã thu, lớn hơn 0");
                }
                let (amount, method) = (Dong::new(asked.amount), asked.method);
                let command = Command::RecordPayment {
                    amount,
                    method,
                    receipt_number,
                };
                reading.done(AskedFor {
                    seen: Some(asked.seen),
                    command,
                })
            }
            Act::Waive => {
                let asked: asked::Waive = self.body.read()?;
                let mut reading = self.reading();
                let reason = reading.text("reason", &asked.reason);
                let command = Command::Waive {
                    ground: asked.ground,
                    reason,
                };
                reading.done(AskedFor {
                    seen: Some(asked.seen),
                    command,
                })
            }
        }
    }

    fn plain(&self, command: Command) -> Result<AskedFor, Problem> {
        let asked: asked::Plain = self.body.read()?;
        Ok(AskedFor {
            seen: Some(asked.seen),
            command,
        })
    }

    fn reasoned(
        &self,
        command: impl FnOnce(Personal<String>) -> Command,
    ) -> Result<AskedFor, Problem> {
        let asked: asked::Reasoned = self.body.read()?;
        let mut reading = self.reading();
        let command = command(reading.text("reason", &asked.reason));
        reading.done(AskedFor {
            seen: Some(asked.seen),
            command,
        })
    }

    async fn receive(&self) -> Result<AskedFor, Problem> {
        let asked: asked::Receive = self.body.read()?;
        let mut reading = self.reading();
        let papers = reading.papers(&asked.papers).await?;
        let command = Command::Receive { papers };
        reading.done(AskedFor {
            seen: Some(asked.seen),
            command,
        })
    }

    fn ask_supplement(&self) -> Result<AskedFor, Problem> {
        let asked: asked::AskSupplement = self.body.read()?;
        let mut reading = self.reading();
        let entries = reading.entries("items", &asked.items).iter().enumerate();
        let items = entries
            .map(|(at, item)| MissingItem {
                paper: PaperKey(item.paper.clone()),
                what: reading.text(&format!("items[{at}].what"), &item.what),
            })
            .collect();
        let reason = reading.text("reason", &asked.reason);
        let again_because = reading.maybe("again_because", asked.again_because.as_ref());
        let command = Command::AskSupplement {
            items,
            reason,
            again_because,
        };
        reading.done(AskedFor {
            seen: Some(asked.seen),
            command,
        })
    }

    async fn supplement(&self) -> Result<AskedFor, Problem> {
        let asked: asked::Supplement = self.body.read()?;
        let mut reading = self.reading();
        let papers = reading.papers(&asked.papers).await?;
        let answers = asked
            .answers
            .as_ref()
            .map(|raw| self.answers(&mut reading, raw));
        let note = reading.maybe("note", asked.note.as_ref());
        let command = Command::Supplement {
            papers,
            answers,
            note,
        };
        reading.done(AskedFor {
            seen: Some(asked.seen),
            command,
        })
    }

    fn answers(
        &self,
        reading: &mut Reading<'_>,
        raw: &BTreeMap<String, String>,
    ) -> Personal<Answers> {
        let dossier = &self.loaded.dossier;
        let form = dossier
            .procedure_in(self.rules)
            .and_then(|p| p.declaration.as_ref());
        reading.answers(form, dossier.channel, raw)
    }

    fn examine(&self) -> Result<AskedFor, Problem> {
        let asked: asked::Examine = self.body.read()?;
        let mut reading = self.reading();
        let note = reading.maybe("note", asked.note.as_ref());
        let marks = reading.entries("marks", &asked.marks).iter();
        let marks = marks
            .map(|mark| ChecklistMark {
                paper: PaperKey(mark.paper.clone()),
                in_order: mark.in_order,
            })
            .collect();
        let command = Command::Examine { note, marks };
        reading.done(AskedFor {
            seen: asked.seen,
            command,
        })
    }

    async fn record_result(&self) -> Result<AskedFor, Problem> {
        let asked: asked::RecordResult = self.body.read()?;
        let mut reading = self.reading();
        let result = ResultAsked {
            number: asked.number,
            dated_on: asked.dated_on,
            file: asked.file,
            file_name: asked.file_name,
            facts: asked.facts,
        };
        let read = reading.result("", &result).await?;
        let outcome = if let Stage::Numbering(_, outcome) = self.loaded.dossier.stage {
            Some(outcome)
        } else {
            None
        };
        let facts = self.facts(&mut reading, ("", outcome), &result.facts);
        let result = reading
            .done(read)?
            .ok_or_else(|| Problem::of("bad-input"))?;
        let result = ResultToRecord { facts, ..result };
        let command = Command::RecordResult(result);
        Ok(AskedFor {
            seen: Some(asked.seen),
            command,
        })
    }

    async fn correct(&self) -> Result<AskedFor, Problem> {
        let asked: asked::Correct = self.body.read()?;
        let mut reading = self.reading();
        let reason = reading.text("reason", &asked.reason);
        let correction = match (
            &asked.applicant,
            &asked.answers,
            asked.return_via,
            &asked.result,
        ) {
            (Some(applicant), None, None, None) => {
                reading.applicant(applicant).map(Correction::Applicant)
            }
            (None, Some(raw), None, None) => {
                Some(Correction::Answers(self.answers(&mut reading, raw)))
            }
            (None, None, Some(via), None) => Some(Correction::ReturnVia(via)),
            (None, None, None, Some(result)) => {
                let read = reading.result("result.", result).await?;
                let issued = crate::facts::issued(&self.loaded.dossier);
                let place = ("result.", issued.map(|(outcome, _)| outcome));
                let facts = self.facts(&mut reading, place, &result.facts);
                read.map(|read| Correction::IssuedResult(ResultToRecord { facts, ..read }))
            }
            _ => {
                reading.wrong(
                    "",
                    "Ghi đúng một trong: applicant, answers, return_via, result",
                );
                None
            }
        };
        let correction = reading
            .done(correction)?
            .ok_or_else(|| Problem::of("bad-input"))?;
        let command = Command::Correct { correction, reason };
        Ok(AskedFor {
            seen: Some(asked.seen),
            command,
        })
    }
}

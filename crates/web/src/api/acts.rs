//! `POST /api/v1/dossiers/{code}/acts/{act}`: the same commands as the buttons of the pages.

use axum::Json;
use axum::extract::rejection::PathRejection;
use axum::extract::{Path, State};
use domain::dossier::code::DossierCode;
use domain::dossier::command::{Act, Command, Correction, MissingItem};
use domain::dossier::event::ChecklistMark;
use domain::dossier::refusal::Refusal;
use domain::money::Dong;
use domain::people::OfficialId;
use domain::procedure::Case;
use domain::procedure::fee::FeeKey;
use domain::procedure::paper::PaperKey;
use domain::rulebook::Rulebook;
use store::{DossierWrite, Loaded, NotDone};

use super::body::JsonBytes;
use super::caller::{Caller, Key};
use super::dossier::find;
use super::given::{Given, answered, as_of, give};
use super::model::asked::{self, ResultAsked};
use super::model::shown::{Acted, EventShown};
use super::problem::Problem;
use super::reading::Reading;
use crate::app::{App, once};
use crate::fresh;
use crate::wording::act::address;

/// Carries an act out. Who may not see the dossier is told that it is not there.
pub(super) async fn post(
    State(app): State<App>,
    caller: Caller,
    path: Result<Path<(String, String)>, PathRejection>,
    Key(key): Key,
    body: JsonBytes,
) -> Result<Json<Acted>, Problem> {
    let Path((code, name)) = path.map_err(|_| Problem::not_found())?;
    let act = Act::ON_DOSSIER
        .into_iter()
        .find(|act| address(*act) == name);
    let act = act.ok_or_else(Problem::not_found)?;
    let code: DossierCode = code.parse().map_err(|_| Problem::not_found())?;
    let mut content = format!("POST {code} {name}\n").into_bytes();
    content.extend(body.canonical()?);
    let once = once(&caller.scope(), &key, &content);
    // A retry is answered as it was, also when the act moved the dossier out of sight.
    if let Some(done) = answered(&app, &once).await? {
        let then = as_of(&app, &done).await?;
        return Ok(Json(Acted::from(&then.dossier)));
    }
    let loaded = find(&app, &caller, &code).await?;
    let rules = app.rules().await?;
    let asking = Asking {
        app: &app,
        caller: &caller,
        loaded: &loaded,
        rules: &rules,
        body: &body,
    };
    let asked = asking.read(act).await?;
    let last = loaded.dossier.number;
    if asked.seen.is_some_and(|seen| seen > last) {
        let text = format!("Hồ sơ mới có {last} sự kiện. Ghi \"version\" đã đọc gần nhất");
        return Err(Problem::field("seen", text));
    }
    let write = DossierWrite {
        once: Some(once),
        actor: caller.0.actor(),
        now: app.now(),
        code: Some(code),
        seen: asked.seen,
        id: fresh::id(),
        command: asked.command,
    };
    match give(&app, write).await? {
        Ok(given) => acted(&asking, &given).await.map(Json),
        Err(why) => Err(asking.refused(&why).await?),
    }
}

/// An act as it was asked for.
struct AskedFor {
    seen: Option<u32>,
    command: Command,
}

/// What reading an act needs.
struct Asking<'a> {
    app: &'a App,
    caller: &'a Caller,
    loaded: &'a Loaded,
    rules: &'a std::sync::Arc<Rulebook>,
    body: &'a JsonBytes,
}

impl Asking<'_> {
    fn case(&self) -> Option<&Case> {
        let dossier = &self.loaded.dossier;
        dossier.procedure_in(self.rules)?.case(&dossier.case)
    }

    fn reading(&self) -> Reading<'_> {
        Reading::new(self.app, self.caller, Some(self.loaded.id))
    }

    async fn read(&self, act: Act) -> Result<AskedFor, Problem> {
        match act {
            // They open a dossier, or are the applicant's own: they have no address here.
            Act::Submit | Act::ReceiveInPerson | Act::Rate | Act::GiveFeedback => {
                Err(Problem::not_found())
            }
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
        command: impl FnOnce(domain::dossier::personal::Personal<String>) -> Command,
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
        raw: &std::collections::BTreeMap<String, String>,
    ) -> domain::dossier::personal::Personal<domain::procedure::declaration::Answers> {
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
        };
        let result = reading.result("", &result).await?;
        let result = reading
            .done(result)?
            .ok_or_else(|| Problem::of("bad-input"))?;
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
            (None, None, None, Some(result)) => reading
                .result("result.", result)
                .await?
                .map(Correction::IssuedResult),
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

    /// Why it was not carried out; with what happened meanwhile, when that is the reason.
    async fn refused(&self, why: &NotDone) -> Result<Problem, Problem> {
        let problem = Problem::not_done(why, self.case());
        let NotDone::Refused(Refusal::ChangedSince { events }) = why else {
            return Ok(problem);
        };
        // What people wrote is left out: nobody has looked at the dossier yet.
        let now = find(self.app, self.caller, &self.loaded.dossier.code).await?;
        let news = now
            .history
            .iter()
            .filter(|entry| events.contains(&entry.recorded.number));
        Ok(problem.with_events(news.map(|entry| EventShown::new(entry, None)).collect()))
    }
}

async fn acted(asking: &Asking<'_>, given: &Given) -> Result<Acted, Problem> {
    let before = Some(&asking.loaded.dossier);
    if let Some(dossier) = given.dossier_after(before, asking.rules, None)
        && given.under(asking.app, asking.rules).await?
    {
        return Ok(Acted::from(&dossier));
    }
    Ok(Acted::from(&as_of(asking.app, &given.done).await?.dossier))
}

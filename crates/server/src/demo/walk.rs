//! One dossier on its way through the stages, by commands of those who may.

use anyhow::Context as _;
use domain::dossier::apology::{ApologyToSend, LatenessCause};
use domain::dossier::code::DossierCode;
use domain::dossier::command::{Act, Application, Command, HandedIn, MissingItem, ResultToRecord};
use domain::dossier::event::HandedForm;
use domain::dossier::ground::{HandOverProof, RefusalGround, StopGround};
use domain::dossier::open_now::open_now;
use domain::dossier::personal::Personal;
use domain::dossier::{Now, Outcome, Situation};
use domain::people::agency::AgencyId;
use domain::people::{Actor, Official, Role};
use jiff::ToSpan as _;
use store::DossierWrite;

use crate::demo::dossiers::Town;

/// How far a dossier gets. Every stage occurs, the early ones most.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Until {
    Submitted,
    AskedAtReception,
    Refused,
    Received,
    Examining,
    Taken,
    AskedInSettlement,
    Deciding,
    Numbering,
    Resolved,
    HandedOver,
    Declined,
    Withdrawn,
    Stopped,
}

pub(super) const WAYS: [Until; 22] = [
    Until::HandedOver,
    Until::Examining,
    Until::Submitted,
    Until::Received,
    Until::Deciding,
    Until::HandedOver,
    Until::Taken,
    Until::Resolved,
    Until::AskedAtReception,
    Until::HandedOver,
    Until::AskedInSettlement,
    Until::Numbering,
    Until::HandedOver,
    Until::Examining,
    Until::Declined,
    Until::Submitted,
    Until::Refused,
    Until::Resolved,
    Until::Withdrawn,
    Until::Deciding,
    Until::Stopped,
    Until::HandedOver,
];

/// One dossier on its way, with a clock that only goes forward.
pub(super) struct Walk<'a, 'b> {
    pub(super) town: &'a mut Town<'b>,
    pub(super) desk: AgencyId,
    pub(super) clock: Now,
    pub(super) code: Option<DossierCode>,
    pub(super) seen: u32,
}

impl Walk<'_, '_> {
    pub(super) async fn go(
        &mut self,
        until: Until,
        application: Application,
        online: bool,
    ) -> anyhow::Result<()> {
        let Some(desk) = self.town.official(&self.desk, Role::DeskOfficer).cloned() else {
            return Ok(());
        };
        let desk = Actor::Official(desk);
        let application = Box::new(application);
        if online {
            self.act(&Actor::Applicant, Command::Submit(application))
                .await?;
            match until {
                Until::Submitted => return Ok(()),
                Until::AskedAtReception => {
                    let Some(command) = self.ask().await? else {
                        return Ok(());
                    };
                    return self.act(&desk, command).await;
                }
                Until::Refused => {
                    let reason = words("Việc này do Ủy ban nhân dân xã khác giải quyết.");
                    let ground = RefusalGround::NotCompetent;
                    return self
                        .act(&desk, Command::RefuseReception { ground, reason })
                        .await;
                }
                _ => {
                    self.act(
                        &desk,
                        Command::Receive {
                            papers: self.shown().await?,
                        },
                    )
                    .await?;
                }
            }
        } else {
            self.act(&desk, Command::ReceiveInPerson(application))
                .await?;
            self.pay_fee().await?;
        }
        if until == Until::Received {
            return Ok(());
        }
        if until == Until::Withdrawn {
            let reason = words("Tôi đã làm việc này ở nơi khác.");
            return self
                .act(&Actor::Applicant, Command::Withdraw { reason })
                .await;
        }
        self.act(&desk, Command::Forward).await?;
        self.settle(until, &desk).await
    }

    async fn settle(&mut self, until: Until, desk: &Actor) -> anyhow::Result<()> {
        if until == Until::Examining {
            return Ok(());
        }
        let Some(officer) = self.holder(Role::CaseOfficer).await? else {
            return Ok(());
        };
        let case_officer = Actor::Official(officer.clone());
        let take = Command::Assign {
            to: officer.id,
            reason: None,
        };
        self.act(&case_officer, take).await?;
        let note = Some(words("Đã đối chiếu giấy tờ với dữ liệu, thông tin khớp."));
        self.act(
            &case_officer,
            Command::Examine {
                note,
                marks: Vec::new(),
            },
        )
        .await?;
        match until {
            Until::Taken => return Ok(()),
            Until::AskedInSettlement => {
                let Some(command) = self.ask().await? else {
                    return Ok(());
                };
                return self.act(&case_officer, command).await;
            }
            Until::Stopped => {
                let Some(leader) = self.leader().await? else {
                    return Ok(());
                };
                let reason = words("Người nộp báo việc đề nghị giải quyết không còn.");
                let ground = StopGround::PurposeGone;
                return self
                    .act(&Actor::Official(leader), Command::Stop { ground, reason })
                    .await;
            }
            _ => {}
        }
        while self.open(&case_officer, Act::Forward).await? {
            self.act(&case_officer, Command::Forward).await?;
        }
        let Some(proposer) = self.holder(Role::CaseOfficer).await? else {
            return Ok(());
        };
        if !self.apologises_if_late().await? {
            return Ok(());
        }
        let declined = until == Until::Declined;
        let outcome = if declined {
            Outcome::Declined
        } else {
            Outcome::Granted
        };
        let note = Some(words(if declined {
            "Thửa đất đang có tranh chấp nên chưa đủ điều kiện."
        } else {
            "Hồ sơ đủ điều kiện, đề nghị phê duyệt."
        }));
        self.act(
            &Actor::Official(proposer),
            Command::Propose { outcome, note },
        )
        .await?;
        if until == Until::Deciding {
            return Ok(());
        }
        let Some(leader) = self.holder(Role::Leader).await? else {
            return Ok(());
        };
        let decision = if declined {
            Command::Decline {
                reason: words("Thửa đất đang có tranh chấp, chưa đủ điều kiện."),
            }
        } else {
            Command::Approve
        };
        self.act(&Actor::Official(leader), decision).await?;
        if until == Until::Numbering {
            return Ok(());
        }
        let Some(clerk) = self.holder(Role::RecordsClerk).await? else {
            return Ok(());
        };
        let result = ResultToRecord {
            number: format!("{}/UBND", 100 + self.town.chance.below(900)),
            dated_on: self.clock.today(),
            file: None,
            facts: None,
        };
        self.act(&Actor::Official(clerk), Command::RecordResult(result))
            .await?;
        if until == Until::Resolved {
            return Ok(());
        }
        let recipient = web::fresh::personal("Người nộp hồ sơ".to_owned());
        let proof = HandOverProof::Receipt;
        self.act(desk, Command::HandOver { recipient, proof }).await
    }

    /// What is late goes before the leader with an apology; whether it may go before them.
    async fn apologises_if_late(&mut self) -> anyhow::Result<bool> {
        let loaded = self.loaded().await?;
        if !loaded.dossier.owes_apology(self.clock) {
            return Ok(true);
        }
        let Some(leader) = self.leader().await? else {
            return Ok(false);
        };
        let letter = ApologyToSend {
            cause: LatenessCause::TooFewOfficials,
            reason: words("Trong ngày có nhiều hồ sơ nộp cùng lúc nên chưa kịp giải quyết."),
            number: format!("{}/PXL", self.seen),
            dated_on: self.clock.today(),
            extension: 1,
        };
        self.give(&Actor::Official(leader), Command::Apologise(letter))
            .await?;
        Ok(true)
    }

    /// Asks for the first paper that may be asked for; nothing where all of them are known already.
    async fn ask(&self) -> anyhow::Result<Option<Command>> {
        let loaded = self.loaded().await?;
        let rules = &self.town.rules;
        let case = loaded
            .dossier
            .procedure_in(rules)
            .and_then(|procedure| procedure.case(&loaded.dossier.case))
            .context("the dossier's case")?;
        let paper = case
            .papers
            .iter()
            .find(|paper| paper.replaceable_by.is_none());
        let Some(paper) = paper else {
            return Ok(None);
        };
        let what = words("Bản chụp mờ, mất góc dưới. Chụp hoặc sao lại cho rõ cả trang.");
        Ok(Some(Command::AskSupplement {
            items: vec![MissingItem {
                paper: paper.key.clone(),
                what,
            }],
            reason: words("Giấy tờ chưa đọc được nên chưa giải quyết được."),
            again_because: None,
        }))
    }

    /// Papers that are only shown at the desk.
    async fn shown(&self) -> anyhow::Result<Vec<HandedIn>> {
        let loaded = self.loaded().await?;
        let case = loaded
            .dossier
            .procedure_in(&self.town.rules)
            .and_then(|procedure| procedure.case(&loaded.dossier.case))
            .context("the dossier's case")?;
        Ok(case
            .papers
            .iter()
            .filter(|paper| paper.must_be_there())
            .filter(|paper| {
                !loaded
                    .dossier
                    .papers
                    .iter()
                    .any(|held| held.paper == paper.key)
            })
            .map(|paper| HandedIn {
                paper: paper.key.clone(),
                form: HandedForm::OnPaper {
                    originals: 1,
                    copies: 0,
                },
                file_name: None,
            })
            .collect())
    }

    pub(super) async fn loaded(&self) -> anyhow::Result<store::Loaded> {
        let code = self.code.as_ref().context("the dossier is open")?;
        self.town
            .store
            .find(code)
            .await?
            .context("the dossier is there")
    }

    async fn holder(&self, role: Role) -> anyhow::Result<Option<Official>> {
        let loaded = self.loaded().await?;
        Ok(self.town.official(loaded.dossier.unit(), role).cloned())
    }

    async fn leader(&self) -> anyhow::Result<Option<Official>> {
        let loaded = self.loaded().await?;
        Ok(self
            .town
            .official(&loaded.dossier.competent, Role::Leader)
            .cloned())
    }

    async fn open(&self, actor: &Actor, act: Act) -> anyhow::Result<bool> {
        let loaded = self.loaded().await?;
        let rules = &self.town.rules;
        let situation = Situation {
            actor,
            now: self.clock,
            rules,
            number: None,
            answers: None,
            named: None,
            duty: domain::people::duty::Duty::none(),
        };
        Ok(open_now(&situation, &loaded.dossier).contains(&act))
    }

    async fn act(&mut self, actor: &Actor, command: Command) -> anyhow::Result<()> {
        self.give(actor, command).await?;
        // Each act some hours after the one before, but never after now.
        let minutes = i64::try_from(20 + self.town.chance.below(160)).unwrap_or_default();
        let later = self
            .clock
            .0
            .checked_add(minutes.minutes())
            .map_or(self.clock, Now);
        self.clock = if later > self.town.now {
            self.town.now
        } else {
            later
        };
        Ok(())
    }

    /// Gives a command at once; nothing is left to chance, so what comes after stays the same.
    pub(super) async fn give(&mut self, actor: &Actor, command: Command) -> anyhow::Result<()> {
        let act = command.act();
        let write = DossierWrite {
            once: None,
            actor: actor.clone(),
            now: self.clock,
            code: self.code.clone(),
            seen: Some(self.seen),
            id: web::fresh::id(),
            command,
        };
        match self.town.store.carry_out(write).await? {
            Ok(done) => {
                self.seen = done.number;
                self.code = Some(done.code);
            }
            Err(why) => anyhow::bail!("{act:?} was refused in the demonstration: {why:?}"),
        }
        Ok(())
    }
}

fn words(text: &str) -> Personal<String> {
    web::fresh::personal(text.to_owned())
}

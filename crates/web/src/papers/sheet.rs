//! What stands on a slip: the dossier as it stood at an event, mapped to the fields of its form.

use documents::{
    ApologyLetter, Count, FeeLine, FeeState, Frame, HandedPaper, MissingPaper, Party, PartyId,
    Press, PrintFault, Printing, Receipt, RefusalSlip, StopNotice, SupplementRequest, Tracking,
};
use domain::calendar::time_limit::TimeLimit;
use domain::dossier::event::{Event, HandedForm};
use domain::dossier::{Dossier, ReturnVia};
use domain::people::agency::AgencyId;
use domain::people::{Applicant, ApplicantKind};
use domain::procedure::fee::Amount;
use domain::procedure::paper::{PaperKey, RequiredPaper};
use domain::rulebook::Rulebook;
use store::{Entry, Loaded};

use super::letterhead::Heading;
use super::{count, issued};
use crate::app::App;
use crate::{officials, show, wording};

/// What a slip is written from.
pub(super) struct Sheet<'a> {
    pub(super) app: &'a App,
    pub(super) rules: &'a Rulebook,
    pub(super) loaded: &'a Loaded,
    /// The dossier as it stood at the event.
    pub(super) then: &'a Dossier,
    pub(super) entry: &'a Entry,
    /// Who did it.
    pub(super) officer: String,
    pub(super) printing: Printing,
}

impl Sheet<'_> {
    /// What is printed; none for an event without a slip and after erasure.
    pub(super) fn draft(&self) -> Option<Draft> {
        match &self.entry.recorded.event {
            Event::Received { .. } => Some(Draft::Receipt(Box::new(self.receipt()?))),
            Event::SupplementAsked { items, reason, .. } => {
                let missing = items.iter().map(|item| MissingPaper {
                    name: self.paper_name(&item.paper),
                    note: self.text(item.what.id),
                    ..self.counts(&item.paper)
                });
                Some(Draft::SupplementRequest(Box::new(SupplementRequest {
                    frame: self.frame(),
                    tracking: self.tracking(),
                    applicant: party(&self.applicant()?),
                    request: self.request(),
                    missing: missing.collect(),
                    reason: self.text(reason.id),
                    answer_by: None,
                    guided_by: self.officer.clone(),
                })))
            }
            Event::ReceptionRefused { ground, reason } => {
                let ground = wording::ground::refusal(*ground);
                Some(Draft::Refusal(Box::new(RefusalSlip {
                    frame: self.frame(),
                    tracking: self.tracking(),
                    applicant: party(&self.applicant()?),
                    submitted_by: self.submitted_by(),
                    request: self.request(),
                    reason: format!("{ground}. {}", self.text(reason.id)),
                    received_by: self.officer.clone(),
                })))
            }
            Event::Apologised(letter) => {
                let letter = self.apology_letter(letter)?;
                Some(Draft::Apology(Box::new(letter)))
            }
            Event::Stopped {
                ground,
                reason,
                signed,
            } => {
                let notice = self.stop_notice(*ground, reason, signed.as_deref())?;
                Some(Draft::StopNotice(Box::new(notice)))
            }
            _ => None,
        }
    }

    fn receipt(&self) -> Option<Receipt> {
        let at = self.entry.recorded.at.local();
        let limit = issued::limit(self.then, self.rules);
        let procedure = self.then.procedure_in(self.rules);
        Some(Receipt {
            frame: self.frame(),
            tracking: self.tracking()?,
            applicant: party(&self.applicant()?),
            submitted_by: self.submitted_by(),
            request: self.request(),
            papers: self.handed(),
            sets: procedure.and_then(|p| p.sets).map_or(1, u32::from),
            time_limit: limit.map(TimeLimit::show).unwrap_or_default(),
            received_at: at,
            promise: issued::promise(self.then, self.rules),
            returned_at: match self.then.return_via {
                ReturnVia::Desk => officials::unit_name(self.rules, &self.then.desk),
                ReturnVia::Post => {
                    "qua bưu chính công ích, tại địa chỉ của người nộp hồ sơ".to_owned()
                }
                ReturnVia::Electronic => "bản điện tử, tải bằng mã hồ sơ và mã bí mật".to_owned(),
            },
            fees: self.fees(),
            register_volume: format!("01/{}", at.year()),
            register_number: self.then.code.running_number().to_owned(),
            received_by: self.officer.clone(),
            count: self.count(),
        })
    }

    /// How the day of return was counted, by what was known at the event.
    fn count(&self) -> Option<Count> {
        let upto = self.entry.recorded.number;
        let history = self.loaded.history.iter().map(|entry| &entry.recorded);
        let history = history.take_while(|recorded| recorded.number <= upto);
        let day = self.entry.recorded.at.today();
        let calendar = self.rules.calendar_for(&self.then.competent, day);
        count::of(history, calendar, self.then.reduced_in(self.rules))
    }

    fn frame(&self) -> Frame {
        self.frame_of(&self.then.desk)
    }

    pub(super) fn frame_of(&self, issuer: &AgencyId) -> Frame {
        let heading = Heading {
            app: self.app,
            rules: self.rules,
            then: self.then,
            issuer,
            issued_at: self.entry.recorded.at.local(),
            printing: self.printing,
        };
        heading.frame()
    }

    pub(super) fn tracking(&self) -> Option<Tracking> {
        let secret = self.loaded.personal.secret(self.then.secret.id)?;
        let code = &self.then.code;
        Some(Tracking {
            code: code.to_string(),
            secret: show::secret(&secret.typed),
            url: format!("{}/tra-cuu/{code}?m={}", self.app.public_url, secret.long),
        })
    }

    pub(super) fn applicant(&self) -> Option<Applicant> {
        self.loaded.personal.applicant(self.then.applicant.id)
    }

    fn submitted_by(&self) -> Option<String> {
        let row = self.then.representative.as_ref()?;
        let one = self.loaded.personal.representative(row.id)?;
        Some(one.name)
    }

    pub(super) fn request(&self) -> String {
        let procedure = self.then.procedure_in(self.rules);
        procedure.map_or_else(
            || self.then.procedure.to_string(),
            |procedure| procedure.name.clone(),
        )
    }

    pub(super) fn text(&self, row: uuid::Uuid) -> String {
        self.loaded.personal.text(row).unwrap_or_default()
    }

    fn paper_name(&self, key: &PaperKey) -> String {
        let paper = self.required(key);
        paper.map_or_else(|| key.0.clone(), |paper| paper.name.clone())
    }

    fn required(&self, key: &PaperKey) -> Option<&RequiredPaper> {
        let procedure = self.then.procedure_in(self.rules)?;
        procedure.case(&self.then.case)?.paper(key)
    }

    fn counts(&self, key: &PaperKey) -> MissingPaper {
        let paper = self.required(key);
        MissingPaper {
            originals: paper.map_or(0, |paper| paper.originals.into()),
            photocopies: paper.map_or(0, |paper| paper.copies.into()),
            ..MissingPaper::default()
        }
    }

    /// What was handed in, one line a paper, in the order of the case.
    fn handed(&self) -> Vec<HandedPaper> {
        let mut lines: Vec<(&PaperKey, HandedPaper)> = Vec::new();
        for held in &self.then.papers {
            let (originals, copies, electronic) = match &held.form {
                HandedForm::File(_) => (0, 0, 1),
                HandedForm::OnPaper { originals, copies } => (*originals, *copies, 0),
                HandedForm::ReplacedByData | HandedForm::NotNeeded => continue,
            };
            let place = lines.iter().position(|(key, _)| **key == held.paper);
            let place = place.unwrap_or_else(|| {
                let name = self.paper_name(&held.paper);
                let line = HandedPaper {
                    name,
                    ..HandedPaper::default()
                };
                lines.push((&held.paper, line));
                lines.len() - 1
            });
            let line = &mut lines[place].1;
            line.originals += u32::from(originals);
            line.copies += u32::from(copies);
            line.electronic += electronic;
        }
        lines.into_iter().map(|(_, line)| line).collect()
    }

    /// What was charged so far; before that, what the catalogue says one unit costs. The catalogue
    /// does not say whether a fee applies to this dossier, so nothing is called owed before the
    /// desk charges it.
    fn fees(&self) -> Vec<FeeLine> {
        let now = &self.loaded.dossier;
        let listed = now
            .terms_in(self.rules)
            .map_or(&[][..], |t| t.fees.as_slice());
        if now.charges.is_empty() {
            return listed
                .iter()
                .filter_map(|fee| match &fee.amount {
                    Amount::Fixed(amount) if !amount.is_zero() => Some(FeeLine {
                        name: format!("{} (mỗi {})", fee.name, fee.per),
                        amount: amount.amount(),
                        state: FeeState::Possible,
                    }),
                    Amount::Fixed(_) | Amount::SetByProvince | Amount::Words(_) => None,
                })
                .collect();
        }
        let state = if !now.owed().is_zero() {
            FeeState::Due
        } else if now.paid.is_zero() {
            FeeState::Waived
        } else {
            FeeState::Paid
        };
        now.charges
            .iter()
            .map(|charge| {
                let fee = listed.iter().find(|fee| fee.key == charge.fee);
                FeeLine {
                    name: fee.map_or_else(|| charge.fee.0.clone(), |fee| fee.name.clone()),
                    amount: charge.amount.amount(),
                    state,
                }
            })
            .collect()
    }
}

/// The data of a slip, ready for the press.
pub(super) enum Draft {
    Receipt(Box<Receipt>),
    SupplementRequest(Box<SupplementRequest>),
    Refusal(Box<RefusalSlip>),
    Apology(Box<ApologyLetter>),
    StopNotice(Box<StopNotice>),
}

impl Draft {
    /// Its PDF.
    pub(super) fn print(&self, press: &Press) -> Result<Vec<u8>, PrintFault> {
        match self {
            Self::Receipt(data) => documents::receipt(press, data),
            Self::SupplementRequest(data) => documents::supplement_request(press, data),
            Self::Refusal(data) => documents::refusal_slip(press, data),
            Self::Apology(data) => documents::apology_letter(press, data),
            Self::StopNotice(data) => documents::stop_notice(press, data),
        }
    }
}

pub(super) fn party(applicant: &Applicant) -> Party {
    Party {
        name: applicant.name.clone(),
        id: applicant
            .identity
            .as_ref()
            .map(|number| match applicant.kind {
                ApplicantKind::Person => PartyId::Person(number.clone()),
                ApplicantKind::Organisation => PartyId::Organisation(number.clone()),
            }),
        address: applicant.address.clone(),
        phone: applicant
            .phone
            .as_deref()
            .map(show::phone)
            .unwrap_or_default(),
        email: applicant.email.clone().unwrap_or_default(),
    }
}

//! The legal slips of a dossier: its history mapped to forms 01, 02 and 03.
//!
//! A slip shows the dossier as it stood at the event it belongs to, so a later print says the same.

pub mod issued;

use std::sync::Arc;

use documents::{
    Contact, FeeLine, FeeState, Frame, HandedPaper, MissingPaper, Party, PartyId, Press,
    PrintFault, Printing, Receipt, RefusalSlip, SupplementRequest, Tracking, form_set,
};
use domain::calendar::time_limit::TimeLimit;
use domain::dossier::after::replay;
use domain::dossier::command::Act;
use domain::dossier::event::{Event, HandedForm};
use domain::dossier::{Dossier, ReturnVia};
use domain::people::agency::{Agency, AgencyKind};
use domain::people::{Applicant, ApplicantKind};
use domain::procedure::fee::Amount;
use domain::rulebook::Rulebook;
use store::{Entry, Loaded};

use crate::app::App;
use crate::fault::Broken;
use crate::{officials, show, wording};

/// A slip that a dossier can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Slip {
    /// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
    Receipt,
    /// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: the latest one.
    SupplementRequest,
    /// Phiếu từ chối tiếp nhận giải quyết hồ sơ.
    Refusal,
}

impl Slip {
    /// Every slip, in the order of a dossier's life.
    pub const ALL: [Self; 3] = [Self::Receipt, Self::SupplementRequest, Self::Refusal];

    /// Its part of addresses and file names.
    pub fn slug(self) -> &'static str {
        match self {
            Self::Receipt => "phieu-hen",
            Self::SupplementRequest => "yeu-cau-bo-sung",
            Self::Refusal => "tu-choi",
        }
    }

    /// The slip with this part of an address.
    pub fn from_slug(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|slip| slip.slug() == text)
    }

    /// Its name inside a sentence.
    pub fn name(self) -> &'static str {
        match self {
            Self::Receipt => "giấy tiếp nhận và hẹn trả",
            Self::SupplementRequest => "phiếu yêu cầu bổ sung",
            Self::Refusal => "phiếu từ chối tiếp nhận",
        }
    }

    /// The act that brings it about.
    pub fn act(self) -> Act {
        match self {
            Self::Receipt => Act::Receive,
            Self::SupplementRequest => Act::AskSupplement,
            Self::Refusal => Act::RefuseReception,
        }
    }

    /// Whether a history has it.
    pub fn is_in(self, history: &[Entry]) -> bool {
        self.place_in(history).is_some()
    }

    /// Where in a history its event stands; the latest one.
    fn place_in(self, history: &[Entry]) -> Option<usize> {
        history.iter().rposition(|entry| {
            matches!(
                (self, &entry.recorded.event),
                (Self::Receipt, Event::Received { .. })
                    | (Self::SupplementRequest, Event::SupplementAsked { .. })
                    | (Self::Refusal, Event::ReceptionRefused { .. })
            )
        })
    }
}

/// Giấy tiếp nhận hồ sơ và hẹn trả kết quả; none before reception and after erasure.
pub async fn receipt(
    app: &App,
    loaded: &Loaded,
    printing: Printing,
) -> Result<Option<Vec<u8>>, Broken> {
    print(app, loaded, Slip::Receipt, printing).await
}

/// The latest supplement request; none when nothing was asked and after erasure.
pub async fn supplement_request(
    app: &App,
    loaded: &Loaded,
    printing: Printing,
) -> Result<Option<Vec<u8>>, Broken> {
    print(app, loaded, Slip::SupplementRequest, printing).await
}

/// The refusal slip; none when reception was not refused and after erasure.
pub async fn refusal_slip(
    app: &App,
    loaded: &Loaded,
    printing: Printing,
) -> Result<Option<Vec<u8>>, Broken> {
    print(app, loaded, Slip::Refusal, printing).await
}

/// Prints a slip as PDF, off the threads that answer requests.
pub async fn print(
    app: &App,
    loaded: &Loaded,
    slip: Slip,
    printing: Printing,
) -> Result<Option<Vec<u8>>, Broken> {
    let Some(place) = slip.place_in(&loaded.history) else {
        return Ok(None);
    };
    let entry = &loaded.history[place];
    let official = officials::names(app, entry.official.into_iter().collect()).await?;
    let officer = entry.official.and_then(|id| official.get(&id).cloned());
    let rules = app.rules().await?;
    let history = &loaded.history[..=place];
    let Some(then) = replay(history.iter().map(|entry| &entry.recorded)) else {
        return Ok(None);
    };
    let sheet = Sheet {
        app,
        rules: &rules,
        loaded,
        then: &then,
        entry,
        officer: officer.unwrap_or_default(),
        printing,
    };
    let Some(draft) = sheet.draft() else {
        return Ok(None);
    };
    let press = Arc::clone(&app.press);
    let pdf = tokio::task::spawn_blocking(move || draft.print(&press)).await??;
    Ok(Some(pdf))
}

/// The data of a slip, ready for the press.
enum Draft {
    Receipt(Box<Receipt>),
    SupplementRequest(Box<SupplementRequest>),
    Refusal(Box<RefusalSlip>),
}

impl Draft {
    fn print(&self, press: &Press) -> Result<Vec<u8>, PrintFault> {
        match self {
            Self::Receipt(data) => documents::receipt(press, data),
            Self::SupplementRequest(data) => documents::supplement_request(press, data),
            Self::Refusal(data) => documents::refusal_slip(press, data),
        }
    }
}

/// What a slip is written from.
struct Sheet<'a> {
    app: &'a App,
    rules: &'a Rulebook,
    loaded: &'a Loaded,
    /// The dossier as it stood at the event.
    then: &'a Dossier,
    entry: &'a Entry,
    /// Who did it.
    officer: String,
    printing: Printing,
}

impl Sheet<'_> {
    fn draft(&self) -> Option<Draft> {
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
        })
    }

    fn frame(&self) -> Frame {
        let at = self.entry.recorded.at.local();
        let desk = self.rules.organisation.find(&self.then.desk);
        let above = desk.and_then(|desk| {
            self.rules
                .organisation
                .ancestors_on(&desk.id, at.date())
                .into_iter()
                .find(|agency| agency.kind == AgencyKind::PeopleCommittee)
        });
        Frame {
            instrument: form_set(at.date()),
            superior: above.map_or_else(String::new, |agency| letterhead(&agency.name)),
            issuer: desk.map_or_else(String::new, |desk| letterhead(&desk.name)),
            number: self.then.code.running_number().parse().ok(),
            place: above.map_or_else(String::new, place_name),
            issued_at: at,
            printing: self.printing,
            contact: Contact {
                desk: officials::unit_name(self.rules, &self.then.desk),
                phone: show::phone(&self.app.site.hotline),
                site: self.app.site.host.clone(),
            },
        }
    }

    fn tracking(&self) -> Option<Tracking> {
        let secret = self.loaded.personal.secret(self.then.secret.id)?;
        let code = &self.then.code;
        Some(Tracking {
            code: code.to_string(),
            secret: show::secret(&secret.typed),
            url: format!("{}/tra-cuu/{code}?m={}", self.app.public_url, secret.long),
        })
    }

    fn applicant(&self) -> Option<Applicant> {
        self.loaded.personal.applicant(self.then.applicant.id)
    }

    fn submitted_by(&self) -> Option<String> {
        let row = self.then.representative.as_ref()?;
        let one = self.loaded.personal.representative(row.id)?;
        Some(one.name)
    }

    fn request(&self) -> String {
        let procedure = self.then.procedure_in(self.rules);
        procedure.map_or_else(
            || self.then.procedure.to_string(),
            |procedure| procedure.name.clone(),
        )
    }

    fn text(&self, row: uuid::Uuid) -> String {
        self.loaded.personal.text(row).unwrap_or_default()
    }

    fn paper_name(&self, key: &domain::procedure::paper::PaperKey) -> String {
        let paper = self.required(key);
        paper.map_or_else(|| key.0.clone(), |paper| paper.name.clone())
    }

    fn required(
        &self,
        key: &domain::procedure::paper::PaperKey,
    ) -> Option<&domain::procedure::paper::RequiredPaper> {
        let procedure = self.then.procedure_in(self.rules)?;
        procedure.case(&self.then.case)?.paper(key)
    }

    fn counts(&self, key: &domain::procedure::paper::PaperKey) -> MissingPaper {
        let paper = self.required(key);
        MissingPaper {
            originals: paper.map_or(0, |paper| paper.originals.into()),
            photocopies: paper.map_or(0, |paper| paper.copies.into()),
            ..MissingPaper::default()
        }
    }

    /// What was handed in, one line a paper, in the order of the case.
    fn handed(&self) -> Vec<HandedPaper> {
        let mut lines: Vec<(&domain::procedure::paper::PaperKey, HandedPaper)> = Vec::new();
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

fn party(applicant: &Applicant) -> Party {
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

/// A body's name as its letterhead writes it: capitals, the people's committee shortened.
///
/// Law: Nghị định 30/2020/NĐ-CP, annex I: the issuing body in capitals.
fn letterhead(name: &str) -> String {
    name.replace("Ủy ban nhân dân", "UBND").to_uppercase()
}

/// The place of a people's committee, such as `Mường Tè`.
fn place_name(committee: &Agency) -> String {
    let name = committee.name.trim_start_matches("Ủy ban nhân dân").trim();
    [
        "xã ",
        "phường ",
        "đặc khu ",
        "thị trấn ",
        "huyện ",
        "tỉnh ",
        "thành phố ",
    ]
    .iter()
    .find_map(|kind| name.strip_prefix(kind))
    .unwrap_or(name)
    .to_owned()
}

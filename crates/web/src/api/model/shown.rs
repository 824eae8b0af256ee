//! Dossiers, their events and files as the API shows them.

mod event;

use std::collections::BTreeMap;

use domain::dossier::event::{HandedForm, HeldPaper, IssuedResult};
use domain::dossier::{Dossier, Now, Outcome, ReturnVia, Stage};
use domain::money::Charge;
use domain::people::identity::Sex;
use domain::people::{Applicant, ApplicantKind};
use domain::procedure::fee::FeeKind;
use domain::procedure::{Case, Channel, Procedure};
use domain::rulebook::Rulebook;
use jiff::civil::DateTime;
use serde::Serialize;
use store::{Line, Loaded, PersonalValues};
use utoipa::ToSchema;
use uuid::Uuid;

pub use event::{AskedFor, EventShown, Events, MarkShown};

use super::names;
use crate::wording;

/// A dossier that was just opened.
#[derive(Serialize, ToSchema)]
pub struct Opened {
    /// Its code, issued once.
    #[schema(example = "H35.21.01-261121-0001")]
    pub code: String,
    /// With the code it opens the tracking page; null only when the dossier was erased since.
    #[schema(example = "7K2QXM4P")]
    pub secret: Option<String>,
    /// Where it stands.
    #[schema(example = "received")]
    pub stage: &'static str,
    /// The national portal's status, 1 to 10.
    #[schema(minimum = 1, maximum = 10)]
    pub national_status: u8,
    /// The promised moment; null before reception, and when there is no time limit.
    #[schema(format = DateTime, example = "2026-11-23T17:00:00+07:00")]
    pub promised_at: Option<String>,
    /// The number of its last event: the `seen` of the next act.
    pub version: u32,
}

/// A dossier after an act.
#[derive(Serialize, ToSchema)]
pub struct Acted {
    /// Its code.
    pub code: String,
    /// Where it stands.
    #[schema(example = "examining")]
    pub stage: &'static str,
    /// The national portal's status, 1 to 10.
    #[schema(minimum = 1, maximum = 10)]
    pub national_status: u8,
    /// The promised moment.
    #[schema(format = DateTime)]
    pub promised_at: Option<String>,
    /// The number of its last event: the `seen` of the next act.
    pub version: u32,
}

/// A page of dossiers.
#[derive(Serialize, ToSchema)]
pub struct Dossiers {
    /// The earliest promised day first, those without one last.
    pub dossiers: Vec<DossierLine>,
    /// `cursor` of the next page; null on the last.
    pub next: Option<String>,
}

/// A dossier in a list.
#[derive(Serialize, ToSchema)]
pub struct DossierLine {
    /// Its code.
    pub code: String,
    /// National number of the procedure.
    pub procedure: String,
    /// `desk`, `online` or `post`.
    pub channel: String,
    /// The desk that receives it.
    pub desk: String,
    /// The unit that has to do something next.
    pub unit: String,
    /// The agency that answers for it.
    pub competent: String,
    /// The account of the official who holds it.
    pub officer: Option<Uuid>,
    /// The applicant's name; null after erasure.
    pub applicant: Option<String>,
    /// Where it stands.
    pub stage: String,
    /// The national portal's status, 1 to 10.
    pub national_status: u8,
    /// When it was registered.
    #[schema(format = DateTime)]
    pub submitted_at: String,
    /// When it was received.
    #[schema(format = DateTime)]
    pub received_at: Option<String>,
    /// The promised moment.
    #[schema(format = DateTime)]
    pub promised_at: Option<String>,
    /// When it was settled.
    #[schema(format = DateTime)]
    pub settled_at: Option<String>,
    /// Still to be paid, in đồng.
    pub owed: u64,
    /// The number of its last event.
    pub version: u32,
}

/// A dossier with everything the official may see.
#[derive(Serialize, ToSchema)]
pub struct DossierShown {
    /// Its code.
    pub code: String,
    /// The number of its last event: the `seen` of the next act.
    pub version: u32,
    /// National number of the procedure.
    pub procedure: String,
    /// Name of the procedure.
    pub procedure_name: String,
    /// The version of the procedure it keeps.
    pub procedure_version: u32,
    /// Key of the case.
    pub case: String,
    /// How it came in.
    #[schema(value_type = names::Channel)]
    pub channel: Channel,
    /// The desk that receives it.
    pub desk: String,
    /// The unit that has to do something next.
    pub unit: String,
    /// The agency that answers for it.
    pub competent: String,
    /// The account of the official who holds it.
    pub officer: Option<Uuid>,
    /// Where it stands.
    pub stage: &'static str,
    /// The same in words.
    pub stage_name: &'static str,
    /// The national portal's status, 1 to 10.
    pub national_status: u8,
    /// The same in words.
    pub national_status_name: &'static str,
    /// When it was registered.
    #[schema(format = DateTime)]
    pub submitted_at: String,
    /// When it was received.
    #[schema(format = DateTime)]
    pub received_at: Option<String>,
    /// The promised moment.
    #[schema(format = DateTime)]
    pub promised_at: Option<String>,
    /// Whether the promise rests on days off that are not announced yet.
    pub promise_is_provisional: bool,
    /// When it was settled.
    #[schema(format = DateTime)]
    pub settled_at: Option<String>,
    /// Where the result goes.
    #[schema(value_type = names::ReturnVia)]
    pub return_via: ReturnVia,
    /// Who applies; null after erasure.
    pub applicant: Option<ApplicantShown>,
    /// Who acts for the applicant.
    pub representative: Option<RepresentativeShown>,
    /// The declaration.
    pub answers: BTreeMap<String, String>,
    /// The papers, the newest of each last.
    pub papers: Vec<PaperShown>,
    /// What is to be paid.
    pub charges: Vec<ChargeShown>,
    /// Still to be paid, in đồng.
    pub owed: u64,
    /// Paid, in đồng.
    pub paid: u64,
    /// Waived, in đồng.
    pub waived: u64,
    /// Supplement requests so far.
    pub supplements_asked: u32,
    /// The result, once it is issued.
    pub result: Option<ResultShown>,
    /// The acts open to the one who asks, by the last part of their addresses.
    #[schema(example = json!(["forward", "withdraw"]))]
    pub open_acts: Vec<&'static str>,
}

/// Who applies.
#[derive(Serialize, ToSchema)]
pub struct ApplicantShown {
    /// Person or organisation.
    #[schema(value_type = names::ApplicantKind)]
    pub kind: ApplicantKind,
    /// Full name.
    pub name: String,
    /// Personal number or tax code.
    pub identity: Option<String>,
    /// Date of birth, or only the year.
    pub birth: Option<String>,
    /// Sex as written on the identity paper.
    #[schema(value_type = Option<names::Sex>)]
    pub sex: Option<Sex>,
    /// Phone.
    pub phone: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// Address in one line.
    pub address: String,
}

/// Who acts for the applicant.
#[derive(Serialize, ToSchema)]
pub struct RepresentativeShown {
    /// Full name.
    pub name: String,
    /// Personal number.
    pub identity: String,
    /// Phone.
    pub phone: Option<String>,
    /// The paper that gives the authority.
    pub authority: String,
}

/// A paper in the dossier.
#[derive(Serialize, ToSchema)]
pub struct PaperShown {
    /// Key of the required paper.
    pub paper: String,
    /// Its name; the key again when the case no longer lists it.
    pub name: String,
    /// `file`, `on_paper`, `replaced_by_data` or `not_needed`.
    pub form: &'static str,
    /// The file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file: Option<FileShown>,
    /// The file's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub file_name: Option<String>,
    /// Originals on paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub originals: Option<u8>,
    /// Copies on paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub copies: Option<u8>,
}

/// What is known of a file.
#[derive(Serialize, ToSchema)]
pub struct FileShown {
    /// Its id, for `file` of a paper.
    pub id: Uuid,
    /// SHA-256 of its bytes, in lower-case hex.
    pub sha256: String,
    /// Pages, at least 1.
    pub pages: u32,
    /// Bytes.
    pub size: u64,
}

/// One line of what is to be paid.
#[derive(Serialize, ToSchema)]
pub struct ChargeShown {
    /// Key of the fee.
    pub fee: String,
    /// Phí or lệ phí.
    #[schema(value_type = names::FeeKind)]
    pub kind: FeeKind,
    /// Units.
    pub units: u32,
    /// Amount of the line in đồng.
    pub amount: u64,
}

/// A result as issued.
#[derive(Serialize, ToSchema)]
pub struct ResultShown {
    /// Granted or declined.
    #[schema(value_type = Option<names::Outcome>)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Outcome>,
    /// Number and notation.
    pub number: String,
    /// Date of the paper.
    #[schema(format = Date)]
    pub dated_on: String,
    /// Its file.
    pub file: Option<FileShown>,
    /// The file's name.
    pub file_name: Option<String>,
}

impl Opened {
    /// A dossier and its typed secret.
    pub fn new(dossier: &Dossier, secret: Option<String>) -> Self {
        Self {
            code: dossier.code.to_string(),
            secret,
            stage: dossier.stage.name(),
            national_status: dossier.national_status().code(),
            promised_at: promised_at(dossier),
            version: dossier.number,
        }
    }
}

impl From<&Dossier> for Acted {
    fn from(dossier: &Dossier) -> Self {
        Self {
            code: dossier.code.to_string(),
            stage: dossier.stage.name(),
            national_status: dossier.national_status().code(),
            promised_at: promised_at(dossier),
            version: dossier.number,
        }
    }
}

impl From<Line> for DossierLine {
    fn from(line: Line) -> Self {
        Self {
            code: line.code.to_string(),
            procedure: line.procedure,
            channel: line.channel,
            desk: line.desk.as_str().to_owned(),
            unit: line.unit.as_str().to_owned(),
            competent: line.competent.as_str().to_owned(),
            officer: line.officer.map(|officer| officer.0),
            applicant: line.applicant,
            stage: line.stage,
            national_status: line.status,
            submitted_at: instant(line.submitted_at),
            received_at: line.received_at.map(instant),
            promised_at: line.due_at.map(instant),
            settled_at: line.settled_at.map(instant),
            owed: line.owed,
            version: line.last_number,
        }
    }
}

impl DossierShown {
    /// Everything about a dossier, for whoever may see it.
    pub fn new(loaded: &Loaded, rules: &Rulebook, open_acts: Vec<&'static str>) -> Self {
        let (dossier, personal) = (&loaded.dossier, &loaded.personal);
        let procedure = dossier.procedure_in(rules);
        let case = procedure.and_then(|procedure| procedure.case(&dossier.case));
        let representative = dossier.representative.as_ref();
        let status = dossier.national_status();
        let papers = dossier
            .papers
            .iter()
            .map(|paper| PaperShown::new(paper, case, personal));
        Self {
            code: dossier.code.to_string(),
            version: dossier.number,
            procedure: dossier.procedure.to_string(),
            procedure_name: procedure.map(name).unwrap_or_default(),
            procedure_version: dossier.version,
            case: dossier.case.0.clone(),
            channel: dossier.channel,
            desk: dossier.desk.as_str().to_owned(),
            unit: dossier.unit().as_str().to_owned(),
            competent: dossier.competent.as_str().to_owned(),
            officer: dossier
                .holding()
                .and_then(|held| held.officer)
                .map(|officer| officer.0),
            stage: dossier.stage.name(),
            stage_name: wording::stage::stage(dossier.stage.name()),
            national_status: status.code(),
            national_status_name: wording::stage::status(status),
            submitted_at: instant(dossier.submitted_at),
            received_at: dossier.received_at.map(instant),
            promised_at: promised_at(dossier),
            promise_is_provisional: dossier.promise.as_ref().is_some_and(|p| p.provisional),
            settled_at: dossier.settled_at.map(instant),
            return_via: dossier.return_via,
            applicant: personal
                .applicant(dossier.applicant.id)
                .map(ApplicantShown::from),
            representative: representative
                .and_then(|row| personal.representative(row.id))
                .map(RepresentativeShown::from),
            answers: personal.answers(dossier.answers.id).unwrap_or_default(),
            papers: papers.collect(),
            charges: dossier.charges.iter().map(ChargeShown::from).collect(),
            owed: dossier.owed().amount(),
            paid: dossier.paid.amount(),
            waived: dossier.waived.amount(),
            supplements_asked: dossier.supplements_asked,
            result: result(&dossier.stage, personal),
            open_acts,
        }
    }
}

fn name(procedure: &Procedure) -> String {
    procedure.name.clone()
}

fn result(stage: &Stage, personal: &PersonalValues) -> Option<ResultShown> {
    match stage {
        Stage::Resolved(_, outcome, issued) | Stage::HandedOver(outcome, issued) => {
            Some(ResultShown::new(Some(*outcome), issued, Some(personal)))
        }
        Stage::Submitted
        | Stage::AwaitingSupplement { .. }
        | Stage::Refused
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Deciding(..)
        | Stage::Numbering(..)
        | Stage::Withdrawn
        | Stage::Stopped => None,
    }
}

impl ResultShown {
    fn new(
        outcome: Option<Outcome>,
        issued: &IssuedResult,
        personal: Option<&PersonalValues>,
    ) -> Self {
        let name = issued.file_name.as_ref();
        Self {
            outcome,
            number: issued.number.clone(),
            dated_on: issued.dated_on.to_string(),
            file: issued.file.as_ref().map(FileShown::from),
            file_name: name.and_then(|name| personal?.text(name.id)),
        }
    }
}

impl PaperShown {
    fn new(paper: &HeldPaper, case: Option<&Case>, personal: &PersonalValues) -> Self {
        let name = case.and_then(|case| case.paper(&paper.paper));
        let mut shown = Self {
            paper: paper.paper.0.clone(),
            name: name.map_or_else(|| paper.paper.0.clone(), |required| required.name.clone()),
            form: "",
            file: None,
            file_name: paper
                .file_name
                .as_ref()
                .and_then(|row| personal.text(row.id)),
            originals: None,
            copies: None,
        };
        match &paper.form {
            HandedForm::File(facts) => {
                shown.form = "file";
                shown.file = Some(facts.into());
            }
            HandedForm::OnPaper { originals, copies } => {
                shown.form = "on_paper";
                shown.originals = Some(*originals);
                shown.copies = Some(*copies);
            }
            HandedForm::ReplacedByData => shown.form = "replaced_by_data",
            HandedForm::NotNeeded => shown.form = "not_needed",
        }
        shown
    }
}

impl From<&domain::dossier::event::FileFacts> for FileShown {
    fn from(facts: &domain::dossier::event::FileFacts) -> Self {
        Self {
            id: facts.id,
            sha256: facts.sha256.clone(),
            pages: facts.pages,
            size: facts.size,
        }
    }
}

impl From<&Charge> for ChargeShown {
    fn from(charge: &Charge) -> Self {
        Self {
            fee: charge.fee.0.clone(),
            kind: charge.kind,
            units: charge.units,
            amount: charge.amount.amount(),
        }
    }
}

impl From<Applicant> for ApplicantShown {
    fn from(applicant: Applicant) -> Self {
        Self {
            kind: applicant.kind,
            name: applicant.name,
            identity: applicant.identity,
            birth: applicant.birth,
            sex: applicant.sex,
            phone: applicant.phone,
            email: applicant.email,
            address: applicant.address,
        }
    }
}

impl From<domain::people::Representative> for RepresentativeShown {
    fn from(representative: domain::people::Representative) -> Self {
        Self {
            name: representative.name,
            identity: representative.identity,
            phone: representative.phone,
            authority: representative.authority,
        }
    }
}

fn promised_at(dossier: &Dossier) -> Option<String> {
    dossier.promise.as_ref().map(|promise| local(promise.due))
}

/// An instant with the offset of Việt Nam: `2026-11-21T09:30:00+07:00`.
pub(super) fn instant(now: Now) -> String {
    local(now.local())
}

fn local(at: DateTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S+07:00").to_string()
}

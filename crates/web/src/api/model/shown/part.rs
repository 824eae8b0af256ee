//! What a dossier is made of: people, papers, files, charges, the result.

use domain::dossier::Outcome;
use domain::dossier::assistance::{Assistance, Consent};
use domain::dossier::event::{FileFacts, HandedForm, HeldPaper, IssuedResult};
use domain::money::Charge;
use domain::people::identity::Sex;
use domain::people::{Applicant, ApplicantKind, Representative};
use domain::procedure::Case;
use domain::procedure::fee::FeeKind;
use serde::Serialize;
use store::PersonalValues;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::model::names;

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

/// Help with the form, to which the applicant agreed.
#[derive(Serialize, ToSchema)]
pub struct AssistanceShown {
    /// How the applicant agreed.
    #[schema(value_type = names::Consent)]
    pub consent: Consent,
    /// Whether what was typed was read aloud to the applicant.
    pub read_back: bool,
}

impl From<Assistance> for AssistanceShown {
    fn from(help: Assistance) -> Self {
        Self {
            consent: help.consent,
            read_back: help.read_back,
        }
    }
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

impl ResultShown {
    /// A result whose file's name is told to those who may see it.
    pub(super) fn new(
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
    /// A paper with its name in this case.
    pub(super) fn new(paper: &HeldPaper, case: Option<&Case>, personal: &PersonalValues) -> Self {
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

impl From<&FileFacts> for FileShown {
    fn from(facts: &FileFacts) -> Self {
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

impl From<Representative> for RepresentativeShown {
    fn from(representative: Representative) -> Self {
        Self {
            name: representative.name,
            identity: representative.identity,
            phone: representative.phone,
            authority: representative.authority,
        }
    }
}

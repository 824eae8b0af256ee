//! An application as it is asked for: it opens a dossier, and acts bring parts of it again.
//! Unknown fields are refused, so that a slip of the pen is never lost.

use std::collections::BTreeMap;

use domain::dossier::ReturnVia;
use domain::dossier::assistance::{Assistance, Consent};
use domain::people::ApplicantKind;
use domain::people::identity::Sex;
use domain::procedure::Channel;
use serde::Deserialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::names;

/// An application: it opens a dossier.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct NewDossier {
    /// National number of the procedure.
    #[schema(example = "1.001193")]
    pub procedure: String,
    /// Key of the case within the procedure.
    #[schema(example = "thong-thuong")]
    pub case: String,
    /// The desk: its code, or code and first day of its period.
    #[schema(example = "03388-TT")]
    pub desk: String,
    /// `online` files it as the applicant would; `desk` and `post` receive it at once, which takes
    /// a desk officer of that desk.
    #[schema(value_type = names::Channel)]
    pub channel: Channel,
    /// Who applies.
    pub applicant: ApplicantAsked,
    /// The declaration: answers by field key.
    #[serde(default)]
    pub answers: BTreeMap<String, String>,
    /// The papers handed in, at most 100.
    #[serde(default)]
    pub papers: Vec<PaperAsked>,
    /// Who acts for the applicant.
    #[serde(default)]
    pub representative: Option<RepresentativeAsked>,
    /// Where the result shall go; `desk` when nothing is said.
    #[serde(default)]
    #[schema(value_type = Option<names::ReturnVia>)]
    pub return_via: Option<ReturnVia>,
    /// Said when an official typed for somebody who cannot do it alone; only with `desk`.
    #[serde(default)]
    pub assisted: Option<AssistanceAsked>,
}

/// Help with the form, to which the applicant agreed. Who helped is the token's official.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct AssistanceAsked {
    /// How the applicant agreed.
    #[schema(value_type = names::Consent)]
    pub consent: Consent,
    /// Whether what was typed was read aloud to the applicant; anything but true is refused.
    pub read_back: bool,
}

impl From<AssistanceAsked> for Assistance {
    fn from(asked: AssistanceAsked) -> Self {
        Self {
            consent: asked.consent,
            read_back: asked.read_back,
        }
    }
}

/// Who applies.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ApplicantAsked {
    /// Person when nothing is said.
    #[serde(default)]
    #[schema(value_type = Option<names::ApplicantKind>)]
    pub kind: Option<ApplicantKind>,
    /// Full name.
    #[schema(example = "Lò Thị Mai")]
    pub name: String,
    /// 12-digit personal number, or the tax code of an organisation.
    #[serde(default)]
    pub identity: Option<String>,
    /// Date of birth: `1952-02-09`, or `1952` when only the year is known.
    #[serde(default)]
    #[schema(example = "1952-02-09")]
    pub birth: Option<String>,
    /// Sex as written on the identity paper.
    #[serde(default)]
    #[schema(value_type = Option<names::Sex>)]
    pub sex: Option<Sex>,
    /// Phone.
    #[serde(default)]
    pub phone: Option<String>,
    /// E-mail address.
    #[serde(default)]
    pub email: Option<String>,
    /// Address in one line.
    #[schema(example = "Bản Mới, xã Bình Lư, tỉnh Lai Châu")]
    pub address: String,
}

/// Who acts for the applicant.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct RepresentativeAsked {
    /// Full name.
    pub name: String,
    /// 12-digit personal number.
    pub identity: String,
    /// Phone.
    #[serde(default)]
    pub phone: Option<String>,
    /// The paper that gives the authority, in words.
    pub authority: String,
}

/// One paper: exactly one of `file`, `on_paper`, `replaced_by_data` and `not_needed` says in which
/// form it is there. Only files may be named several times for one paper.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct PaperAsked {
    /// Key of the required paper within the case.
    #[schema(example = "giay-chung-sinh")]
    pub paper: String,
    /// A file uploaded before with the same token.
    #[serde(default)]
    pub file: Option<Uuid>,
    /// The file's name, kept with the dossier.
    #[serde(default)]
    pub file_name: Option<String>,
    /// Sheets at the desk.
    #[serde(default)]
    pub on_paper: Option<OnPaper>,
    /// Read from a database, so that nobody had to bring it.
    #[serde(default)]
    pub replaced_by_data: bool,
    /// Not needed in this situation.
    #[serde(default)]
    pub not_needed: bool,
}

/// Sheets of one paper.
#[derive(Clone, Copy, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct OnPaper {
    /// Originals.
    #[serde(default)]
    pub originals: u8,
    /// Copies.
    #[serde(default)]
    pub copies: u8,
}

//! Every "no" of the API: a problem as RFC 9457 describes it.
//!
//! `type` leads to a page that explains it, `title` names the kind, `detail` says what is the
//! matter this time; both are Vietnamese.

use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, HeaderValue, RETRY_AFTER, WWW_AUTHENTICATE};
use axum::response::{IntoResponse, Response};
use domain::dossier::refusal::Refusal;
use domain::procedure::Case;
use serde::Serialize;
use store::NotDone;
use utoipa::ToSchema;
use uuid::Uuid;

use super::known;
use super::model::shown::EventShown;
use crate::fault::Broken;
use crate::form::FormErrors;
use crate::language::Language;
use crate::wording;

/// Why a request was not carried out. Members besides the first four belong to single types.
#[derive(Default, Serialize, ToSchema)]
pub struct ProblemShown {
    /// The address of a page that explains this kind of problem.
    #[serde(rename = "type")]
    #[schema(example = "/problems/changed-since")]
    pub kind: String,
    /// The kind of problem, in words.
    pub title: String,
    /// The status of the answer.
    #[schema(minimum = 400, maximum = 599)]
    pub status: u16,
    /// What is the matter this time, and how to mend it.
    pub detail: String,
    /// `bad-input`: each field that is to be mended.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// `changed-since`: what happened meanwhile.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub events: Vec<EventShown>,
    /// `papers-missing`: keys of the papers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<String>,
    /// Problems about one paper: its key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper: Option<String>,
    /// Problems about one fee: its key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fee: Option<String>,
    /// `held-by-another`: the account of the official who holds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub officer: Option<Uuid>,
    /// `no-calendar`: the year.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<i16>,
    /// `still-owed`, `more-than-owed`: what is owed, in đồng.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owed: Option<u64>,
    /// `malformed-json`: the line where it broke, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// `malformed-json`: the place in the line, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub column: Option<usize>,
    /// `fault`, `unavailable`: to be told when asking for help.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference: Option<String>,
}

/// One field that is to be mended.
#[derive(Serialize, ToSchema)]
pub struct FieldError {
    /// Where it stands in the request, such as `applicant.birth` or `papers[0].file`.
    #[schema(example = "applicant.birth")]
    pub field: String,
    /// What is wrong and how to mend it.
    #[schema(example = "Ngày 31/02/1990 không có trong lịch")]
    pub text: String,
}

/// A problem on its way out.
pub struct Problem(Box<ProblemShown>);

impl Problem {
    /// The problem of this kind, with its usual words.
    pub fn of(kebab: &str) -> Self {
        let known = known::find(kebab).unwrap_or(&known::FAULT);
        Self(Box::new(ProblemShown {
            kind: format!("/problems/{}", known.kebab),
            title: known.title.to_owned(),
            status: known.status,
            detail: known.mend.to_owned(),
            ..ProblemShown::default()
        }))
    }

    /// Nothing is at this address, or nothing that the one who asks may see.
    pub fn not_found() -> Self {
        Self::of("not-found")
    }

    /// The same problem, saying what is the matter this time.
    #[must_use]
    pub fn saying(mut self, detail: impl Into<String>) -> Self {
        self.0.detail = detail.into();
        self
    }

    /// The same problem at a place of the JSON, both from 1.
    #[must_use]
    pub fn at(mut self, line: usize, column: usize) -> Self {
        self.0.line = Some(line);
        self.0.column = Some(column);
        self
    }

    /// One field that is to be mended.
    pub fn field(field: impl Into<String>, text: impl Into<String>) -> Self {
        let mut errors = FormErrors::new();
        errors.add(field, text);
        Self::from(errors)
    }

    /// A refusal of the rules; `case` names papers where it is known.
    pub fn refused(why: &Refusal, case: Option<&Case>) -> Self {
        let mut problem = Self::of(why.kebab()).saying(wording::refusal::refusal(why, case));
        problem.0.tell(why);
        problem
    }

    /// Why the store did not carry a command out.
    pub fn not_done(why: &NotDone, case: Option<&Case>) -> Self {
        let said = || wording::refusal::not_done(why, case);
        match why {
            NotDone::Refused(refusal) => Self::refused(refusal, case),
            NotDone::KeyReused => Self::of("key-reused"),
            NotDone::NoSuchDossier => Self::not_found(),
            NotDone::NoSuchFile(_) => Self::field("file", said()),
        }
    }

    /// Why a bundle's command was not carried out; `names` name parts and fields where known.
    pub fn bundle(why: &store::BundleNotDone, names: Option<wording::bundle::Names<'_>>) -> Self {
        use store::BundleNotDone;
        let said = || wording::bundle::not_done(why, names, Language::Vietnamese);
        match why {
            BundleNotDone::Refused(refusal) => {
                Self::of(wording::bundle::kebab(refusal)).saying(said())
            }
            BundleNotDone::KeyReused => Self::of("key-reused"),
            BundleNotDone::NoSuchBundle | BundleNotDone::Erased => Self::not_found(),
            BundleNotDone::NoSuchFile(_) => Self::field("file", said()),
        }
    }

    /// The same problem with what happened meanwhile.
    #[must_use]
    pub fn with_events(mut self, events: Vec<EventShown>) -> Self {
        self.0.events = events;
        self
    }

    fn status(&self) -> StatusCode {
        StatusCode::from_u16(self.0.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }
}

impl ProblemShown {
    /// The facts of a refusal, for programs.
    fn tell(&mut self, why: &Refusal) {
        match why {
            Refusal::HeldByAnother { officer } => self.officer = Some(officer.0),
            Refusal::NoCalendar { year } => self.year = Some(*year),
            Refusal::PapersMissing { papers } => {
                self.papers = papers.iter().map(|paper| paper.0.clone()).collect();
            }
            Refusal::UnknownPaper { paper }
            | Refusal::PaperTwice { paper }
            | Refusal::PaperNotToBeAsked { paper } => self.paper = Some(paper.0.clone()),
            Refusal::StillOwed { amount } | Refusal::MoreThanOwed { owed: amount } => {
                self.owed = Some(amount.amount());
            }
            Refusal::UnknownFee { fee }
            | Refusal::FeeWithoutAmount { fee }
            | Refusal::AlreadyCharged { fee } => self.fee = Some(fee.0.clone()),
            Refusal::NotYours
            | Refusal::NotAtThisStage
            | Refusal::ChangedSince { .. }
            | Refusal::UnknownProcedure
            | Refusal::ProcedureNotInForce
            | Refusal::UnknownDesk
            | Refusal::NotReceivedHere
            | Refusal::UnknownCase
            | Refusal::ChannelClosed
            | Refusal::AssistedNotAtDesk
            | Refusal::NotReadBack
            | Refusal::WrongApplicantKind
            | Refusal::DeskHasNoCode
            | Refusal::NothingMissing
            | Refusal::AlreadyAskedOnce
            | Refusal::LeaderReasonMissing
            | Refusal::NothingAdded
            | Refusal::ReasonMissing
            | Refusal::NothingExamined
            | Refusal::OfficerUnknown
            | Refusal::OfficerInAnotherUnit
            | Refusal::OfficerLacksRole
            | Refusal::AlreadyTheirs
            | Refusal::ProposedToDecline
            | Refusal::ResultNumberMissing
            | Refusal::ResultDatedInFuture { .. }
            | Refusal::ResultDatedBeforeSubmission { .. }
            | Refusal::ResultFileMissing
            | Refusal::RecipientMissing
            | Refusal::NothingOwed
            | Refusal::NoAmount
            | Refusal::ReceiptNumberMissing
            | Refusal::NothingToCharge
            | Refusal::NothingToCorrect
            | Refusal::AlreadyRated
            | Refusal::FeedbackUnanswered
            | Refusal::NoFeedback
            | Refusal::NothingSaid
            | Refusal::NothingToTakeOver
            | Refusal::NoSuccessor
            | Refusal::SeveralSuccessors
            | Refusal::Clock(_)
            | Refusal::Routing(_)
            | Refusal::Consultation(_)
            | Refusal::Course(_) => {}
        }
    }
}

impl From<FormErrors> for Problem {
    fn from(errors: FormErrors) -> Self {
        let count = errors.len();
        let mut problem = Self::of("bad-input").saying(format!("Có {count} chỗ cần sửa."));
        let shown = errors.iter().map(|error| FieldError {
            field: error.field.clone(),
            text: error.sentence.clone(),
        });
        problem.0.errors = shown.collect();
        problem
    }
}

impl From<Broken> for Problem {
    fn from(broken: Broken) -> Self {
        let kebab = if broken.is_passing() {
            "unavailable"
        } else {
            "fault"
        };
        let mut problem = Self::of(kebab);
        problem.0.reference = Some(broken.log());
        problem
    }
}

impl From<store::Fault> for Problem {
    fn from(fault: store::Fault) -> Self {
        Broken::from(fault).into()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = self.status();
        let json = serde_json::to_vec(&self.0).unwrap_or_default();
        let kind = HeaderValue::from_static("application/problem+json");
        let mut answer = (status, [(CONTENT_TYPE, kind)], json).into_response();
        let headers = answer.headers_mut();
        match status {
            StatusCode::UNAUTHORIZED => {
                headers.insert(WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
            }
            StatusCode::SERVICE_UNAVAILABLE => {
                headers.insert(RETRY_AFTER, HeaderValue::from_static("5"));
            }
            _ => {}
        }
        answer
    }
}

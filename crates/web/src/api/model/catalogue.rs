//! Procedures as the API shows them.

use domain::calendar::time_limit::TimeLimit;
use domain::people::ApplicantKind;
use domain::people::agency::Agency;
use domain::procedure::declaration::{FieldKind, FormField};
use domain::procedure::fee::{Amount, Fee, FeeKind};
use domain::procedure::paper::{Handing, Need, RequiredPaper};
use domain::procedure::{Case, Channel, Procedure, ServiceLevel, SettlingLevel, Terms};
use serde::Serialize;
use utoipa::ToSchema;

use super::names;
use crate::show;

/// Procedures in force.
#[derive(Serialize, ToSchema)]
pub struct Procedures {
    /// The best matches first, or all by code.
    pub procedures: Vec<ProcedureLine>,
}

/// A procedure in a list.
#[derive(Serialize, ToSchema)]
pub struct ProcedureLine {
    /// National number.
    #[schema(example = "1.001193")]
    pub code: String,
    /// The version in force.
    pub version: u32,
    /// Short name.
    pub name: String,
    /// Name as published.
    pub official_name: String,
    /// Field of administration.
    pub sector: String,
    /// Levels that settle it.
    #[schema(value_type = Vec<names::SettlingLevel>)]
    pub levels: Vec<SettlingLevel>,
    /// Who may apply.
    #[schema(value_type = Vec<names::ApplicantKind>)]
    pub applicants: Vec<ApplicantKind>,
    /// How much of it works online.
    #[schema(value_type = names::ServiceLevel)]
    pub online_level: ServiceLevel,
}

/// A procedure with everything an application needs.
#[derive(Serialize, ToSchema)]
pub struct ProcedureShown {
    /// National number.
    #[schema(example = "1.001193")]
    pub code: String,
    /// The version in force.
    pub version: u32,
    /// Short name.
    pub name: String,
    /// Name as published.
    pub official_name: String,
    /// English name, where there is one.
    pub english_name: Option<String>,
    /// Field of administration.
    pub sector: String,
    /// Levels that settle it.
    #[schema(value_type = Vec<names::SettlingLevel>)]
    pub levels: Vec<SettlingLevel>,
    /// Who may apply.
    #[schema(value_type = Vec<names::ApplicantKind>)]
    pub applicants: Vec<ApplicantKind>,
    /// How much of it works online.
    #[schema(value_type = names::ServiceLevel)]
    pub online_level: ServiceLevel,
    /// Sets of papers to hand in; null when it is not published.
    pub sets: Option<u8>,
    /// The cases.
    pub cases: Vec<CaseShown>,
    /// What the applicant gets.
    pub results: Vec<String>,
    /// The law behind it: number and title.
    pub legal_bases: Vec<BasisShown>,
    /// The order of steps, in words.
    pub steps: Vec<String>,
    /// Requirements and conditions, in words.
    pub conditions: String,
    /// The agencies that settle it, in words.
    pub agencies: String,
    /// The decision that published this version; empty when not known.
    pub decision: String,
    /// The declaration to fill in, where there is one.
    pub declaration: Option<DeclarationShown>,
    /// The desks that receive it today.
    pub desks: Vec<DeskShown>,
}

/// An instrument of law.
#[derive(Serialize, ToSchema)]
pub struct BasisShown {
    /// Its number.
    pub number: String,
    /// What it is about.
    pub title: String,
}

/// A case of a procedure.
#[derive(Serialize, ToSchema)]
pub struct CaseShown {
    /// Key, for `case` of an application.
    pub key: String,
    /// Name.
    pub name: String,
    /// Time limit and fees by channel.
    pub terms: Vec<TermsShown>,
    /// What to bring.
    pub papers: Vec<RequiredPaperShown>,
}

/// Time limit and fees for some channels.
#[derive(Serialize, ToSchema)]
pub struct TermsShown {
    /// The channels they hold for.
    #[schema(value_type = Vec<names::Channel>)]
    pub channels: Vec<Channel>,
    /// The time limit that the law gives.
    pub limit: LimitShown,
    /// The shorter one that the province keeps and promises; left out where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reduced: Option<ReducedShown>,
    /// The fees.
    pub fees: Vec<FeeShown>,
}

/// A limit that the province reduced.
#[derive(Serialize, ToSchema)]
pub struct ReducedShown {
    /// The limit from then on.
    pub limit: LimitShown,
    /// The decision, with its number.
    pub basis: String,
}

/// A time limit.
#[derive(Serialize, ToSchema)]
pub struct LimitShown {
    /// `working_days`, `working_hours`, `within_day`, `calendar_days` or `none`.
    #[schema(example = "working_days")]
    pub kind: &'static str,
    /// Days, for limits in days.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub days: Option<u16>,
    /// Working minutes, for limits in working hours.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub minutes: Option<u32>,
    /// The same in words; why there is none.
    pub text: String,
}

/// A fee.
#[derive(Serialize, ToSchema)]
pub struct FeeShown {
    /// Key, for charging it.
    pub key: String,
    /// Phí or lệ phí.
    #[schema(value_type = names::FeeKind)]
    pub kind: FeeKind,
    /// Name.
    pub name: String,
    /// Amount per unit in đồng; null when it is not entered as a number.
    pub amount: Option<u64>,
    /// The amount in words.
    pub text: String,
    /// What one unit is.
    pub per: String,
}

/// A paper that a case asks for.
#[derive(Serialize, ToSchema)]
pub struct RequiredPaperShown {
    /// Key, for `paper` of what is handed in.
    pub key: String,
    /// Name.
    pub name: String,
    /// Originals asked for.
    pub originals: u8,
    /// Copies asked for.
    pub copies: u8,
    /// Handed in or only shown.
    #[schema(value_type = names::Handing)]
    pub handing: Handing,
    /// Whether a dossier without it is incomplete.
    pub must_be_there: bool,
    /// The situation in which it is needed; null when it is needed always or never.
    pub when: Option<String>,
    /// The database that makes it unnecessary; then nobody may ask for it.
    pub replaceable_by: Option<String>,
    /// Whether the declaration filled in here is this paper.
    pub is_declaration: bool,
}

/// A declaration to fill in.
#[derive(Serialize, ToSchema)]
pub struct DeclarationShown {
    /// Name of the form.
    pub name: String,
    /// Its fields in the order of asking.
    pub fields: Vec<FieldShown>,
}

/// One question.
#[derive(Serialize, ToSchema)]
pub struct FieldShown {
    /// Key, for `answers` of an application.
    pub key: String,
    /// The question.
    pub label: String,
    /// `line`, `text`, `name`, `personal_id`, `tax_code`, `date`, `phone`, `email`, `address`,
    /// `number`, `amount`, `yes_no` (`true` or `false`) or `choice`.
    #[schema(example = "date")]
    pub kind: &'static str,
    /// The answers to choose from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// Whether it must be answered online.
    pub required: bool,
}

/// A desk.
#[derive(Serialize, ToSchema)]
pub struct DeskShown {
    /// Code, for `desk` of an application.
    #[schema(example = "03388-TT")]
    pub code: String,
    /// Name.
    pub name: String,
}

impl From<&Procedure> for ProcedureLine {
    fn from(procedure: &Procedure) -> Self {
        Self {
            code: procedure.code.to_string(),
            version: procedure.version,
            name: procedure.name.clone(),
            official_name: procedure.official_name.clone(),
            sector: procedure.sector.name.clone(),
            levels: procedure.levels.clone(),
            applicants: procedure.applicants.clone(),
            online_level: procedure.online_level,
        }
    }
}

impl ProcedureShown {
    /// A procedure and the desks that receive it.
    pub fn new(procedure: &Procedure, desks: &[&Agency]) -> Self {
        let bases = procedure.legal_bases.iter().map(|basis| BasisShown {
            number: basis.number.clone(),
            title: basis.title.clone(),
        });
        let declaration = procedure.declaration.as_ref().map(|form| DeclarationShown {
            name: form.name.clone(),
            fields: form.fields.iter().map(field).collect(),
        });
        Self {
            code: procedure.code.to_string(),
            version: procedure.version,
            name: procedure.name.clone(),
            official_name: procedure.official_name.clone(),
            english_name: procedure.english_name.clone(),
            sector: procedure.sector.name.clone(),
            levels: procedure.levels.clone(),
            applicants: procedure.applicants.clone(),
            online_level: procedure.online_level,
            sets: procedure.sets,
            cases: procedure.cases.iter().map(case).collect(),
            results: procedure
                .results
                .iter()
                .map(|result| result.name.clone())
                .collect(),
            legal_bases: bases.collect(),
            steps: procedure.steps.clone(),
            conditions: procedure.conditions.clone(),
            agencies: procedure.agencies_text.clone(),
            decision: procedure.publication.decision.clone(),
            declaration,
            desks: desks.iter().map(|desk| self::desk(desk)).collect(),
        }
    }
}

fn desk(desk: &Agency) -> DeskShown {
    DeskShown {
        code: desk.code.clone(),
        name: desk.name.clone(),
    }
}

fn case(case: &Case) -> CaseShown {
    CaseShown {
        key: case.key.0.clone(),
        name: case.name.clone(),
        terms: case.terms.iter().map(terms).collect(),
        papers: case.papers.iter().map(paper).collect(),
    }
}

fn terms(terms: &Terms) -> TermsShown {
    TermsShown {
        channels: terms.channels.clone(),
        limit: limit(&terms.limit),
        reduced: terms.reduced.as_ref().map(|less| ReducedShown {
            limit: limit(&less.limit),
            basis: less.basis.clone(),
        }),
        fees: terms.fees.iter().map(fee).collect(),
    }
}

/// A time limit, for programs and in words.
pub(super) fn limit(limit: &TimeLimit) -> LimitShown {
    let (kind, days, minutes) = match limit {
        TimeLimit::WorkingDays(days) => ("working_days", Some(*days), None),
        TimeLimit::WorkingHours { minutes } => ("working_hours", None, Some(*minutes)),
        TimeLimit::WithinDay => ("within_day", None, None),
        TimeLimit::CalendarDays(days) => ("calendar_days", Some(*days), None),
        TimeLimit::None { .. } => ("none", None, None),
    };
    LimitShown {
        kind,
        days,
        minutes,
        text: limit.show(),
    }
}

fn fee(fee: &Fee) -> FeeShown {
    let (amount, text) = match &fee.amount {
        Amount::Fixed(amount) => (Some(amount.amount()), show::dong(amount.amount())),
        Amount::SetByProvince => (None, "Tỉnh quy định, chưa nhập mức thu".to_owned()),
        Amount::Words(text) => (None, text.clone()),
    };
    FeeShown {
        key: fee.key.0.clone(),
        kind: fee.kind,
        name: fee.name.clone(),
        amount,
        text,
        per: fee.per.clone(),
    }
}

fn paper(paper: &RequiredPaper) -> RequiredPaperShown {
    let when = match &paper.need {
        Need::When(situation) => Some(situation.clone()),
        Need::Always | Need::Optional => None,
    };
    RequiredPaperShown {
        key: paper.key.0.clone(),
        name: paper.name.clone(),
        originals: paper.originals,
        copies: paper.copies,
        handing: paper.handing,
        must_be_there: paper.must_be_there(),
        when,
        replaceable_by: paper.replaceable_by.clone(),
        is_declaration: paper.is_declaration,
    }
}

fn field(field: &FormField) -> FieldShown {
    let (kind, choices) = match &field.kind {
        FieldKind::Line => ("line", &[][..]),
        FieldKind::Text => ("text", &[][..]),
        FieldKind::Name => ("name", &[][..]),
        FieldKind::PersonalId => ("personal_id", &[][..]),
        FieldKind::TaxCode => ("tax_code", &[][..]),
        FieldKind::Date => ("date", &[][..]),
        FieldKind::Phone => ("phone", &[][..]),
        FieldKind::Email => ("email", &[][..]),
        FieldKind::Address => ("address", &[][..]),
        FieldKind::Number => ("number", &[][..]),
        FieldKind::Amount => ("amount", &[][..]),
        FieldKind::YesNo => ("yes_no", &[][..]),
        FieldKind::Choice(choices) => ("choice", choices.as_slice()),
    };
    FieldShown {
        key: field.key.clone(),
        label: field.label.clone(),
        kind,
        choices: choices.to_vec(),
        required: field.required,
    }
}

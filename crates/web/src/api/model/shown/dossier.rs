//! A dossier with everything in it.

use std::collections::BTreeMap;

use domain::dossier::{ReturnVia, Stage};
use domain::procedure::{Channel, Procedure};
use domain::rulebook::Rulebook;
use serde::Serialize;
use store::{Loaded, PersonalValues};
use utoipa::ToSchema;
use uuid::Uuid;

use super::consultation::RoundShown;
use super::course::CourseShown;
use super::part::{
    ApplicantShown, AssistanceShown, ChargeShown, PaperShown, RepresentativeShown, ResultShown,
};
use super::{instant, local, promised_at};
use crate::acts::stored_name;
use crate::api::model::names;
use crate::wording;

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
    /// The help with which it was filled in at the desk; null when nobody helped.
    pub assisted: Option<AssistanceShown>,
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
    /// Since when the clock stands still; null while it runs.
    #[schema(format = DateTime)]
    pub paused_since: Option<String>,
    /// The ground of that pause.
    pub pause_ground: Option<String>,
    /// Whether the agency apologised and set the one new day.
    pub apologised: bool,
    /// The result, once it is issued.
    pub result: Option<ResultShown>,
    /// The published process that it goes by; null where it goes by the line of its procedure.
    pub process: Option<CourseShown>,
    /// What was asked of other units, and what became of it, oldest first.
    pub consultations: Vec<RoundShown>,
    /// The acts open to the one who asks, by the last part of their addresses.
    #[schema(example = json!(["forward", "withdraw"]))]
    pub open_acts: Vec<&'static str>,
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
        let rounds = dossier.consultations.iter();
        let rounds = rounds.map(|round| RoundShown::new(round, personal));
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
            assisted: dossier.assisted.map(AssistanceShown::from),
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
            paused_since: dossier.open_pause().map(|pause| local(pause.from)),
            pause_ground: dossier.open_pause().map(|pause| stored_name(&pause.ground)),
            apologised: dossier.apology.is_some(),
            result: result(&dossier.stage, personal),
            process: dossier.course.as_ref().map(CourseShown::from),
            consultations: rounds.collect(),
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

//! A dossier (hồ sơ): given a command, it answers with events or a refusal.

pub mod after;
pub mod alarm;
pub mod apology;
pub mod assistance;
pub mod carried_on;
pub mod code;
pub mod command;
pub mod consultation;
pub mod course;
pub mod decide;
pub mod event;
pub mod explanation;
pub mod follow_up;
pub mod gate;
pub mod ground;
pub mod hands;
pub mod open_now;
pub mod pace;
mod passed_on;
pub mod pause;
pub mod personal;
pub mod promise_move;
pub mod punctuality;
pub mod rating;
pub mod refusal;
pub mod routed;
pub mod status;
pub mod stillness;
mod took_part;

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::Offset;
use serde::{Deserialize, Serialize};

use crate::bundle::BundleRef;
use crate::calendar::deadline::Moment;
use crate::calendar::pauses::Pause;
use crate::calendar::time_limit::TimeLimit;
use crate::dossier::apology::Apology;
use crate::dossier::assistance::Assistance;
use crate::dossier::code::DossierCode;
use crate::dossier::consultation::Consultation;
use crate::dossier::course::Course;
use crate::dossier::event::{HeldPaper, IssuedResult, Proposal};
use crate::dossier::personal::PersonalRef;
use crate::dossier::rating::Satisfaction;
use crate::money::{Charge, Dong};
use crate::people::agency::AgencyId;
use crate::people::duty::Duty;
use crate::people::{Actor, ApplicantKind, Official, OfficialId};
use crate::procedure::declaration::Answers;
use crate::procedure::reduced::ReducedLimit;
use crate::procedure::{CaseKey, Channel, Procedure, ProcedureCode, Terms};
use crate::rulebook::Rulebook;
use crate::workflow::StepIndex;

/// Who asks, when, and under which rules: everything a decision may depend on besides the dossier.
#[derive(Clone, Copy, Debug)]
pub struct Situation<'a> {
    /// Who gives the command.
    pub actor: &'a Actor,
    /// When.
    pub now: Now,
    /// The rules in force.
    pub rules: &'a Rulebook,
    /// The next running number of the receiving agency's day, for commands that open a dossier.
    pub number: Option<u32>,
    /// What the applicant declared, for commands that receive what was filed before.
    pub answers: Option<&'a Answers>,
    /// The official whom the command is about, if the accounts know one who is active.
    pub named: Option<&'a Official>,
    /// What the one who asks may do for others.
    pub duty: &'a Duty,
}

/// An instant, with the local time of Việt Nam.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Now(pub Timestamp);

/// Việt Nam has been seven hours ahead of UTC, without summer time, since 1975.
const VIET_NAM: Offset = Offset::constant(7);

impl Now {
    /// The local date and time.
    pub fn local(self) -> DateTime {
        VIET_NAM.to_datetime(self.0)
    }

    /// The local date.
    pub fn today(self) -> Date {
        self.local().date()
    }

    /// The instant at which clocks in Việt Nam show `local`.
    pub fn from_local(local: DateTime) -> Self {
        Self(
            VIET_NAM
                .to_timestamp(local)
                .expect("years 0 to 9999 lie within the range of instants"),
        )
    }
}

/// A dossier (hồ sơ) as its events tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dossier {
    /// Its code.
    pub code: DossierCode,
    /// The number of its last event, from 1.
    pub number: u32,
    /// The procedure.
    pub procedure: ProcedureCode,
    /// The version of the procedure it was opened under; it keeps it.
    pub version: u32,
    /// The case.
    pub case: CaseKey,
    /// How it came in.
    pub channel: Channel,
    /// The desk that receives it.
    pub desk: AgencyId,
    /// The agency that settles it and owns the time limit.
    pub competent: AgencyId,
    /// Person or organisation.
    pub applicant_kind: ApplicantKind,
    /// The applicant's row.
    pub applicant: PersonalRef,
    /// The representative's row.
    pub representative: Option<PersonalRef>,
    /// The declaration's row.
    pub answers: PersonalRef,
    /// The secrets' row.
    pub secret: PersonalRef,
    /// What was handed in, one entry a paper, the newest last.
    pub papers: Vec<HeldPaper>,
    /// Where the result shall go.
    pub return_via: ReturnVia,
    /// The help with which it was filled in, if there was any.
    pub assisted: Option<Assistance>,
    /// The bundle (liên thông) that it is a child of; none where it stands alone.
    pub part_of: Option<BundleRef>,
    /// Where it stands.
    pub stage: Stage,
    /// When it came to this stage, and to this step of it.
    pub stage_since: Now,
    /// The promised day, since reception.
    pub promise: Option<GivenPromise>,
    /// From where the promise is counted: what a pause moves.
    pub counted: Option<Count>,
    /// Every stretch in which the clock stood still, oldest first; only the last may still last.
    pub pauses: Vec<Pause>,
    /// The apology, once it was sent.
    pub apology: Option<Apology>,
    /// When it was first registered.
    pub submitted_at: Now,
    /// When it was received.
    pub received_at: Option<Now>,
    /// When the result was issued, or the dossier ended without one.
    pub settled_at: Option<Now>,
    /// Supplement requests so far.
    pub supplements_asked: u32,
    /// What is to be paid.
    pub charges: Vec<Charge>,
    /// Whether something was charged after reception: a financial obligation in settlement.
    pub charged_in_settlement: bool,
    /// What need not be paid.
    pub waived: Dong,
    /// What was paid.
    pub paid: Dong,
    /// Who examined it last: whose time most of it was.
    pub examined_by: Option<Holding>,
    /// Who held each step last, so that what is sent back finds its way.
    pub officers: BTreeMap<StepIndex, OfficialId>,
    /// The units that did a step of it in common, and that go on seeing what they worked on.
    pub took_part: BTreeSet<AgencyId>,
    /// Where it was before it was passed on, until whoever has it next first acts.
    pub passed_on: Option<Holding>,
    /// Where it is in the published process that it goes by; none where it goes by the line.
    pub course: Option<Course>,
    /// How content the applicant was, once they said so.
    pub rated: Option<Satisfaction>,
    /// When the complaint was made that still waits for its answer.
    pub feedback_at: Option<Now>,
    /// Every consultation (lấy ý kiến), oldest first.
    pub consultations: Vec<Consultation>,
    /// When anything last happened to it. What is only said about the service does not count: an
    /// office that does nothing stands still, however often it is written to.
    pub last_at: Now,
}

/// Where a dossier stands. Each stage holds what only that stage knows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Filed online, not yet looked at by the desk.
    Submitted,
    /// The applicant was asked for a supplement (yêu cầu bổ sung) and it has not come yet.
    AwaitingSupplement {
        /// Where it goes on when the supplement is there.
        then: Resume,
    },
    /// Reception was refused.
    Refused,
    /// Received, still at the desk.
    Received(Holding),
    /// With a case officer.
    Examining(Holding),
    /// With the leader.
    Deciding(Holding, Proposal),
    /// Decided, waits for its number.
    Numbering(Holding, Outcome),
    /// The result is issued and waits for the applicant.
    Resolved(Holding, Outcome, IssuedResult),
    /// The applicant has the result.
    HandedOver(Outcome, IssuedResult),
    /// The applicant withdrew it.
    Withdrawn,
    /// Settlement was stopped.
    Stopped,
}

/// Where a dossier goes on after a supplement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Resume {
    /// It has not been received yet.
    Reception,
    /// It was being settled.
    Settlement(Holding),
}

/// Which step a dossier is at, and with whom.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Holding {
    /// The step of the procedure's workflow.
    pub step: StepIndex,
    /// The unit.
    pub unit: AgencyId,
    /// The official who took it or was given it.
    pub officer: Option<OfficialId>,
}

/// How a dossier is decided (kết quả giải quyết).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// What was asked for is given.
    Granted,
    /// It is declined, in writing and with a reason.
    Declined,
}

/// Where the result goes (hình thức nhận kết quả).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReturnVia {
    /// Nhận tại quầy.
    Desk,
    /// Qua bưu chính công ích.
    Post,
    /// Bản điện tử.
    Electronic,
}

/// The promise given at reception.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GivenPromise {
    /// Local date and time by which the result is due.
    pub due: DateTime,
    /// The limit it was counted with.
    pub limit: TimeLimit,
    /// Whether it rests on calendar days that are not announced yet.
    pub provisional: bool,
    /// At which moment of the day. Not written where it is the legal one.
    #[serde(default, skip_serializing_if = "Moment::is_legal")]
    pub moment: Moment,
    /// From where it is counted, unless that is its own event. Not written where it is, so that
    /// events of before and of today look the same.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counted: Option<Count>,
}

/// From where a promise is counted, and for how long (mốc tính thời hạn).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// Local date and time at which it begins.
    pub from: DateTime,
    /// The time granted from there.
    pub limit: TimeLimit,
    /// At which moment of its last day it ends. Not written where it is the legal one.
    #[serde(default, skip_serializing_if = "Moment::is_legal")]
    pub moment: Moment,
}

impl GivenPromise {
    /// From where it is counted, when it was given at this moment.
    pub fn counted_from(&self, at: Now) -> Count {
        self.counted.clone().unwrap_or_else(|| Count {
            from: at.local(),
            limit: self.limit.clone(),
            moment: self.moment,
        })
    }
}

impl Dossier {
    /// Who holds it now, while it is being settled.
    pub fn holding(&self) -> Option<&Holding> {
        match &self.stage {
            Stage::Received(holding)
            | Stage::Examining(holding)
            | Stage::Deciding(holding, _)
            | Stage::Numbering(holding, _)
            | Stage::Resolved(holding, _, _)
            | Stage::AwaitingSupplement {
                then: Resume::Settlement(holding),
            } => Some(holding),
            Stage::Submitted
            | Stage::AwaitingSupplement {
                then: Resume::Reception,
            }
            | Stage::Refused
            | Stage::HandedOver(..)
            | Stage::Withdrawn
            | Stage::Stopped => None,
        }
    }

    /// The unit that has to do something next: the desk before reception and for handing over.
    pub fn unit(&self) -> &AgencyId {
        self.holding().map_or(&self.desk, |holding| &holding.unit)
    }

    /// Whether anything is still to be done.
    pub fn is_open(&self) -> bool {
        match &self.stage {
            Stage::Submitted
            | Stage::AwaitingSupplement { .. }
            | Stage::Received(_)
            | Stage::Examining(_)
            | Stage::Deciding(..)
            | Stage::Numbering(..)
            | Stage::Resolved(..) => true,
            Stage::Refused | Stage::HandedOver(..) | Stage::Withdrawn | Stage::Stopped => false,
        }
    }

    /// Whether it waits for what the applicant was asked for.
    pub fn awaits_supplement(&self) -> bool {
        matches!(self.stage, Stage::AwaitingSupplement { .. })
    }

    /// What is still to be paid.
    pub fn owed(&self) -> Dong {
        let due = self
            .charges
            .iter()
            .fold(Dong::ZERO, |sum, charge| sum.plus(charge.amount));
        due.minus(self.waived).minus(self.paid)
    }

    /// The version of the procedure that the dossier keeps.
    pub fn procedure_in<'a>(&self, rules: &'a Rulebook) -> Option<&'a Procedure> {
        rules
            .procedure_version(&self.procedure, self.version)
            .map(AsRef::as_ref)
    }

    /// Time limit and fees that hold for the dossier.
    pub fn terms_in<'a>(&self, rules: &'a Rulebook) -> Option<&'a Terms> {
        self.procedure_in(rules)?
            .case(&self.case)?
            .terms_for(self.channel)
    }

    /// The terms by whose reduced limit the dossier was promised; none where the law's own limit
    /// counts.
    pub fn reduced_in<'a>(&self, rules: &'a Rulebook) -> Option<(&'a Terms, &'a ReducedLimit)> {
        let terms = self.terms_in(rules)?;
        let reduced = terms.reduced.as_ref()?;
        let promise = self.promise.as_ref()?;
        (promise.limit == reduced.limit).then_some((terms, reduced))
    }
}

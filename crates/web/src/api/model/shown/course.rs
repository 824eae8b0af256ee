//! Where a dossier is in the published process that it goes by.

use domain::dossier::course::{Beside, BesideKind, Course, MainStep};
use serde::Serialize;
use utoipa::ToSchema;

use super::instant;

/// The process of a dossier, and where it stands there.
#[derive(Serialize, ToSchema)]
pub struct CourseShown {
    /// The version that was in force at reception; the dossier keeps it.
    pub version: u32,
    /// What is open now, the step of whoever has the dossier first.
    pub open: Vec<OpenShown>,
    /// What was done, oldest first.
    pub done: Vec<DoneShown>,
}

/// Something that is open.
#[derive(Serialize, ToSchema)]
pub struct OpenShown {
    /// Key in the process; null where the process has no step for what the law asks.
    pub key: Option<String>,
    /// Whether it is the step of whoever has the dossier.
    pub is_main: bool,
    /// `step`, `consult`, `citizen` or `payment`.
    #[schema(example = "step")]
    pub kind: &'static str,
    /// Who does it; null where others are waited for.
    pub role: Option<&'static str>,
    /// The unit that does it, or that waits.
    pub unit: String,
    /// Its working minutes in this pass; null where it waits for days.
    pub minutes: Option<u64>,
    /// After so many working days of silence it goes on; null where it has no such time.
    pub working_days: Option<u16>,
    /// Since when it is open.
    #[schema(format = DateTime)]
    pub since: Option<String>,
}

/// Something that was done.
#[derive(Serialize, ToSchema)]
pub struct DoneShown {
    /// Key in the process.
    pub key: String,
    /// How it turned out; null where it was only done.
    pub result: Option<String>,
    /// Whether its time was over.
    pub ran_out: bool,
    /// When.
    #[schema(format = DateTime)]
    pub at: String,
}

impl From<&Course> for CourseShown {
    fn from(course: &Course) -> Self {
        let main = course.main.iter().map(|main| open_main(course, main));
        let beside = course.beside.iter().map(|one| open_beside(course, one));
        let done = course.done.iter().map(|(done, at)| DoneShown {
            key: done.key.clone(),
            result: done.result.clone(),
            ran_out: done.ran_out,
            at: instant(*at),
        });
        Self {
            version: course.begun.version,
            open: main.chain(beside).collect(),
            done: done.collect(),
        }
    }
}

fn open_main(course: &Course, main: &MainStep) -> OpenShown {
    let key = main.key.as_ref();
    OpenShown {
        key: key.cloned(),
        is_main: true,
        kind: "step",
        role: Some(main.role.name()),
        unit: main.to.unit.as_str().to_owned(),
        minutes: Some(main.minutes),
        working_days: None,
        since: key
            .and_then(|key| course.since.get(key))
            .map(|since| instant(*since)),
    }
}

fn open_beside(course: &Course, one: &Beside) -> OpenShown {
    let (kind, minutes, working_days) = match one.kind {
        BesideKind::Step { minutes, .. } => ("step", Some(minutes), None),
        BesideKind::Consult { minutes } => ("consult", Some(minutes), None),
        BesideKind::Citizen { working_days } => ("citizen", None, working_days),
        BesideKind::Payment { working_days } => ("payment", None, working_days),
    };
    OpenShown {
        key: Some(one.key.clone()),
        is_main: false,
        kind,
        role: one.kind.role().map(domain::people::Role::name),
        unit: one.unit.as_str().to_owned(),
        minutes,
        working_days,
        since: course.since.get(&one.key).map(|since| instant(*since)),
    }
}

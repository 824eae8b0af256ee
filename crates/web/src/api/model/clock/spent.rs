//! Whose time it was, as the API shows it.

use domain::calendar::clock::attribution::HolderKind;
use domain::dossier::Now;
use domain::dossier::hands::{StepClock, course_clocks, shares, step_clocks};
use domain::rulebook::Rulebook;
use serde::Serialize;
use store::Loaded;
use utoipa::ToSchema;

/// The working time that has passed, and who had the dossier meanwhile.
#[derive(Serialize, ToSchema)]
pub struct TimeSpentShown {
    /// Working minutes from the submission to the end, or until now: the sum of the holders'.
    pub minutes: u32,
    /// Every working minute belongs to exactly one of them.
    pub holders: Vec<HolderTimeShown>,
    /// What the steps of its procedure took; the return to the applicant is none of them.
    pub steps: Vec<StepTimeShown>,
}

/// For how long somebody had a dossier.
#[derive(Serialize, ToSchema)]
pub struct HolderTimeShown {
    /// `desk`, `examining_unit`, `consulted_unit`, `signer`, `records`, `citizen`, `payment` or
    /// `post`.
    #[schema(value_type = String, example = "examining_unit")]
    pub holder: HolderKind,
    /// Working minutes.
    pub minutes: u32,
}

/// What a step took of what the process gives it.
#[derive(Serialize, ToSchema)]
pub struct StepTimeShown {
    /// Its name.
    pub step: String,
    /// Working minutes that it is given.
    pub granted_minutes: u32,
    /// Working minutes that officials had it there; what was waited for is not among them.
    pub used_minutes: u32,
}

impl TimeSpentShown {
    /// Of a dossier until now; none where a year has no calendar.
    pub(super) fn of(loaded: &Loaded, rules: &Rulebook, now: Now) -> Option<Self> {
        let dossier = &loaded.dossier;
        let calendar = rules.calendar_for(&dossier.competent, now.today());
        let history = || loaded.history.iter().map(|entry| &entry.recorded);
        let told = shares(history(), calendar, now).ok()?;
        let holders = told.shares.into_iter();
        let by_process = dossier.process_in(rules).and_then(|process| {
            let clocks = course_clocks(history(), process.draft(), calendar, now).ok()?;
            let shown = clocks.into_iter().map(|(name, clock)| step(name, clock));
            Some(shown.collect())
        });
        let workflow = dossier.procedure_in(rules).map(|found| &found.workflow);
        let workflow = workflow.filter(|_| dossier.course.is_none());
        let steps = workflow.and_then(|workflow| {
            let clocks = step_clocks(history(), workflow, calendar, now).ok()?;
            let name = |clock: &StepClock| {
                let step = workflow.step(clock.step);
                step.map_or_else(String::new, |step| step.name.clone())
            };
            let shown = clocks.into_iter().map(|clock| step(name(&clock), clock));
            Some(shown.collect())
        });
        Some(Self {
            minutes: told.elapsed,
            holders: holders
                .map(|(holder, minutes)| HolderTimeShown { holder, minutes })
                .collect(),
            steps: by_process.or(steps).unwrap_or_default(),
        })
    }
}

fn step(name: String, clock: StepClock) -> StepTimeShown {
    StepTimeShown {
        step: name,
        granted_minutes: clock.granted,
        used_minutes: clock.used,
    }
}

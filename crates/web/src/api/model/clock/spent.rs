//! Whose time it was, as the API shows it.

use domain::calendar::clock::attribution::HolderKind;
use domain::dossier::Now;
use domain::dossier::hands::{StepClock, shares, step_clocks};
use domain::rulebook::Rulebook;
use domain::workflow::Workflow;
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

/// What a step took of what the workflow gives it.
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
        let workflow = dossier.procedure_in(rules).map(|found| &found.workflow);
        let steps = workflow.and_then(|workflow| {
            let clocks = step_clocks(history(), workflow, calendar, now).ok()?;
            let shown = clocks.iter().map(|clock| step(*clock, workflow));
            Some(shown.collect())
        });
        Some(Self {
            minutes: told.elapsed,
            holders: holders
                .map(|(holder, minutes)| HolderTimeShown { holder, minutes })
                .collect(),
            steps: steps.unwrap_or_default(),
        })
    }
}

fn step(clock: StepClock, workflow: &Workflow) -> StepTimeShown {
    let step = workflow.step(clock.step);
    StepTimeShown {
        step: step.map_or_else(String::new, |step| step.name.clone()),
        granted_minutes: clock.granted,
        used_minutes: clock.used,
    }
}

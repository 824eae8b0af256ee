//! Whose time it was: for how long each holder had the dossier, and what each step took of its
//! share.

use domain::calendar::clock::attribution::Attribution;
use domain::calendar::time_limit::TimeLimit;
use domain::dossier::Now;
use domain::dossier::hands::{StepClock, course_clocks, shares, step_clocks};
use domain::rulebook::Rulebook;
use domain::workflow::Workflow;
use store::Loaded;

use super::asked;
use crate::{show, wording};

/// A table for holders and one for steps.
#[derive(Debug)]
pub(super) struct TimeSpent {
    pub holder_heads: Vec<&'static str>,
    pub holders: Vec<Vec<String>>,
    pub step_heads: Vec<&'static str>,
    pub steps: Vec<Vec<String>>,
}

impl TimeSpent {
    /// None before a working minute has passed, and where a year has no calendar.
    pub(super) fn of(loaded: &Loaded, rules: &Rulebook, now: Now) -> Option<Self> {
        let dossier = &loaded.dossier;
        let calendar = rules.calendar_for(&dossier.competent, now.today());
        let history = || loaded.history.iter().map(|entry| &entry.recorded);
        let told = shares(history(), calendar, now).ok()?;
        if told.elapsed == 0 {
            return None;
        }
        let by_process = dossier.process_in(rules).and_then(|process| {
            let clocks = course_clocks(history(), process.draft(), calendar, now).ok()?;
            let rows = clocks.into_iter().map(|(name, clock)| row(name, clock));
            let asked = asked::rows(loaded, rules, calendar, now);
            Some(rows.chain(asked).collect())
        });
        let workflow = dossier.procedure_in(rules).map(|found| &found.workflow);
        let workflow = workflow.filter(|_| dossier.course.is_none());
        let steps = workflow.and_then(|workflow| {
            let clocks = step_clocks(history(), workflow, calendar, now).ok()?;
            let rows = clocks.iter().map(|clock| step(*clock, workflow));
            Some(rows.collect())
        });
        Some(Self {
            holder_heads: vec!["Nơi giữ", "Đã giữ", "Phần"],
            holders: holders(&told),
            step_heads: vec!["Bước", "Được giao", "Đã dùng", "So với phần được giao"],
            steps: by_process.or(steps).unwrap_or_default(),
        })
    }
}

/// A row for each holder who had it at all, and one for all of them.
fn holders(told: &Attribution) -> Vec<Vec<String>> {
    let row = |name: &str, minutes: u32| {
        let part = show::percent(minutes.into(), told.elapsed.into());
        vec![
            name.to_owned(),
            working_time(minutes),
            part.unwrap_or_default(),
        ]
    };
    let held = told.shares.iter().filter(|(_, minutes)| **minutes > 0);
    held.map(|(holder, minutes)| row(wording::clock::holder(*holder), *minutes))
        .chain([row("Cộng", told.elapsed)])
        .collect()
}

fn step(clock: StepClock, workflow: &Workflow) -> Vec<String> {
    let name = workflow.step(clock.step).map(|step| step.name.clone());
    row(name.unwrap_or_default(), clock)
}

pub(super) fn row(name: String, clock: StepClock) -> Vec<String> {
    let state = match clock.used {
        0 => "",
        _ if clock.is_over() => "vượt",
        _ => "trong mức",
    };
    vec![
        name,
        working_time(clock.granted),
        working_time(clock.used),
        state.to_owned(),
    ]
}

fn working_time(minutes: u32) -> String {
    TimeLimit::WorkingHours { minutes }.show()
}

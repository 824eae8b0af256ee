//! What the province chose for its clocks: a file replaces all of it. Given promises stay.

use domain::dossier::Now;
use integrations::clock_file::{ClockChoices, read_clock_choices};
use store::RulebookWrite;

use super::{FileArgs, Remark, Report, TRIES, Target};
use crate::output::Ended;

pub(super) async fn run(args: &FileArgs, now: Now) -> anyhow::Result<Ended> {
    let Some(bytes) = super::bytes(&args.path) else {
        return Ok(Ended::Usage);
    };
    let choices = match super::text(args, bytes)
        .map_err(|remark| vec![remark])
        .and_then(|text| read(args, &text))
    {
        Ok(choices) => choices,
        Err(refused) => {
            let report = Report {
                refused,
                ..Report::default()
            };
            return Ok(super::tell_lines(args, &report));
        }
    };
    let target = Target::open(args).await?;
    for _ in 0..TRIES {
        let current = target.rulebook().await?;
        let kept = ClockChoices {
            supplement_readings: current.supplement_readings.clone(),
            promised_moments: current.promised_moments.clone(),
        };
        let report = difference(&kept, &choices);
        if args.dry_run || kept == choices {
            return Ok(super::tell_lines(args, &report));
        }
        let ClockChoices {
            supplement_readings,
            promised_moments,
        } = choices.clone();
        let write = RulebookWrite {
            clock: Some((supplement_readings, promised_moments)),
            ..super::write(args, "clock", &current, now)
        };
        if target.change(write).await? {
            return Ok(super::tell_lines(args, &report));
        }
    }
    Err(super::moved_on())
}

fn read(args: &FileArgs, text: &str) -> Result<ClockChoices, Vec<Remark>> {
    read_clock_choices(text).map_err(|problems| {
        problems
            .into_iter()
            .map(|problem| Remark {
                file: super::name_of(&args.path),
                field: problem.field,
                reason: problem.reason,
            })
            .collect()
    })
}

fn difference(kept: &ClockChoices, choices: &ClockChoices) -> Report {
    let (created, unchanged) = new_and_known(choices, kept);
    let (removed, _) = new_and_known(kept, choices);
    Report {
        created,
        unchanged,
        removed,
        ..Report::default()
    }
}

/// How many of `some` the `others` have not, and how many they have.
fn new_and_known(some: &ClockChoices, others: &ClockChoices) -> (usize, usize) {
    let readings = some.supplement_readings.iter();
    let moments = some.promised_moments.iter();
    let known = readings
        .filter(|reading| others.supplement_readings.contains(reading))
        .count()
        + moments
            .filter(|moment| others.promised_moments.contains(moment))
            .count();
    let all = some.supplement_readings.len() + some.promised_moments.len();
    (all - known, known)
}

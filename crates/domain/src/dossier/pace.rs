//! How long steps usually take, and by when work on a dossier should begin: derived, never asked by
//! a rule.
//!
//! Durations are counted in buckets, so that what is known of a step is a few numbers, which can be
//! added to in the transaction that ends it.

use std::collections::{BTreeMap, HashMap};

use crate::calendar::office_time::office_minutes;
use crate::dossier::event::{Event, Recorded};
use crate::dossier::{Dossier, Holding, Now, Stage};
use crate::people::agency::AgencyId;
use crate::procedure::ProcedureCode;
use crate::rulebook::Rulebook;
use crate::workflow::{StepKind, unit_for};

/// From so many durations on their median says what is usual.
///
/// Not law: with fewer, one odd week would say it.
pub const DURATIONS_MIN: u64 = 20;

/// Where one bucket ends and the next begins, in working minutes: half and whole hours first, then
/// days of eight hours, up to forty of them.
///
/// Not law: a bucket is about half as long again as the one before, which is as exact as a median
/// of people's work needs to be.
const EDGES: [u32; 15] = [
    15, 30, 60, 120, 180, 240, 360, 480, 720, 960, 1_440, 2_400, 4_800, 9_600, 19_200,
];

/// From here on a duration is only long.
///
/// Not law: the last of the edges.
const LONGEST: u32 = 19_200;

/// One kind of step of one procedure in one unit.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Work {
    /// The procedure.
    pub procedure: ProcedureCode,
    /// The unit that does it.
    pub unit: AgencyId,
    /// What is done.
    pub kind: StepKind,
}

/// Durations that count as alike, from 0, the shortest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Bucket(u8);

impl Bucket {
    /// The bucket of a duration in working minutes.
    pub fn of(minutes: u32) -> Self {
        let place = EDGES.partition_point(|edge| *edge <= minutes);
        Self(u8::try_from(place).unwrap_or_default())
    }

    /// The bucket that has this number; none when there are not so many.
    pub fn from_number(number: u8) -> Option<Self> {
        (usize::from(number) <= EDGES.len()).then_some(Self(number))
    }

    /// Its number.
    pub fn number(self) -> u8 {
        self.0
    }

    /// Where it begins and ends; the last has no end.
    fn edges(self) -> (u32, u32) {
        let place = usize::from(self.0);
        let edge = |at: usize| EDGES.get(at).copied().unwrap_or(LONGEST);
        (place.checked_sub(1).map_or(0, edge), edge(place))
    }
}

/// A step that was done, and how long it took.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepDone {
    /// What was done, of what, and where.
    pub work: Work,
    /// How long.
    pub took: Bucket,
}

/// Whether the event says that a step is done. What is sent back, stopped, taken back or waits for
/// the applicant is not: how long it lay says nothing about the work.
pub fn is_end_of_step(event: &Event) -> bool {
    matches!(
        event,
        Event::Forwarded { .. }
            | Event::Proposed { .. }
            | Event::Approved { .. }
            | Event::Declined { .. }
            | Event::ResultRecorded { .. }
    )
}

/// The step that this event ends; `dossier` stands as it was just before.
pub fn step_done(dossier: &Dossier, recorded: &Recorded) -> Option<StepDone> {
    if !is_end_of_step(&recorded.event) {
        return None;
    }
    let (kind, holding) = dossier.at_work()?;
    let (from, to) = (dossier.stage_since.local(), recorded.at.local());
    Some(StepDone {
        work: Work {
            procedure: dossier.procedure.clone(),
            unit: holding.unit.clone(),
            kind,
        },
        took: Bucket::of(office_minutes(from, to, LONGEST)),
    })
}

/// The median of durations counted in buckets, in working minutes; none of too few.
pub fn median(counts: &BTreeMap<Bucket, u64>) -> Option<u32> {
    let all: u64 = counts.values().sum();
    if all < DURATIONS_MIN {
        return None;
    }
    let middle = all.div_ceil(2);
    let mut before = 0;
    for (bucket, &count) in counts {
        if before + count >= middle {
            let (from, to) = bucket.edges();
            // As if those of a bucket were spread evenly over it.
            let part = u64::from(to - from) * (2 * (middle - before) - 1) / (2 * count);
            return Some(from + u32::try_from(part).unwrap_or_default());
        }
        before += count;
    }
    None
}

/// What the steps of an office usually take (thời gian thường cần), in working minutes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UsualTimes {
    minutes: HashMap<Work, u32>,
}

impl UsualTimes {
    /// What these counts teach: how often each work took so long.
    pub fn learn(counts: impl IntoIterator<Item = (Work, Bucket, u64)>) -> Self {
        let mut known: HashMap<Work, BTreeMap<Bucket, u64>> = HashMap::new();
        for (work, bucket, count) in counts {
            *known.entry(work).or_default().entry(bucket).or_default() += count;
        }
        let minutes = known
            .into_iter()
            .filter_map(|(work, counts)| Some((work, median(&counts)?)))
            .collect();
        Self { minutes }
    }

    /// What this work usually takes; none when too little of it was done.
    pub fn of(&self, work: &Work) -> Option<u32> {
        self.minutes.get(work).copied()
    }
}

impl Dossier {
    /// Working minutes that it usually still needs, from the beginning of the step it is at until
    /// its result is issued. What is not known yet is taken from the procedure's workflow.
    pub fn usually_needs(&self, usual: &UsualTimes, rules: &Rulebook) -> u32 {
        let (Some(holding), Some(procedure)) = (self.holding(), self.procedure_in(rules)) else {
            return 0;
        };
        if let Some(minutes) = self.course_still_takes(rules) {
            return minutes;
        }
        let to_come = procedure
            .workflow
            .steps()
            .iter()
            .skip(usize::from(holding.step.0))
            .take_while(|step| step.kind != StepKind::Return);
        let minutes = to_come.enumerate().map(|(place, step)| {
            let unit = if place == 0 {
                holding.unit.clone()
            } else {
                // As the organisation stood when it last moved, so that counting anew gives the same.
                let day = self.last_at.today();
                unit_for(&step.unit, &self.desk, &self.competent, rules, day)
            };
            let work = Work {
                procedure: self.procedure.clone(),
                unit,
                kind: step.kind,
            };
            usual.of(&work).unwrap_or(step.minutes)
        });
        minutes.fold(0, u32::saturating_add)
    }

    /// The same for one that goes by a process: the main step's share in this pass, and the longest
    /// way from there.
    fn course_still_takes(&self, rules: &Rulebook) -> Option<u32> {
        let course = self.course.as_ref()?;
        let process = self.process_in(rules)?;
        let main = course.main.as_ref();
        let key = main.and_then(|main| main.key.as_deref());
        let key = key.or_else(|| course.beside.first().map(|one| one.key.as_str()));
        let facts = &course.begun.facts;
        let ahead = key.and_then(|key| process.draft().outlook(key, None, facts));
        let minutes = main.map_or(0, |main| main.minutes);
        let ahead = ahead.map_or(0, |ahead| ahead.minutes);
        Some(u32::try_from(minutes.saturating_add(ahead)).unwrap_or(u32::MAX))
    }

    /// By when work on the step it is at should begin, so that the promise is usually kept (nên bắt
    /// đầu trước); none without a promise. Where the calendar does not reach, when it is due.
    pub fn start_by(&self, usual: &UsualTimes, rules: &Rulebook) -> Option<Now> {
        let due = self.promise.as_ref()?.due;
        let minutes = self.usually_needs(usual, rules);
        let calendar = rules.calendar_for(&self.competent, due.date());
        let start = calendar.before(due, minutes).unwrap_or(due);
        Some(Now::from_local(start))
    }

    /// The step that officials have to do, and who holds it; none when none has.
    fn at_work(&self) -> Option<(StepKind, &Holding)> {
        match &self.stage {
            Stage::Received(holding) => Some((StepKind::Reception, holding)),
            Stage::Examining(holding) => Some((StepKind::Examination, holding)),
            Stage::Deciding(holding, _) => Some((StepKind::Decision, holding)),
            Stage::Numbering(holding, _) => Some((StepKind::Records, holding)),
            Stage::Submitted
            | Stage::AwaitingSupplement { .. }
            | Stage::Refused
            | Stage::Resolved(..)
            | Stage::HandedOver(..)
            | Stage::Withdrawn
            | Stage::Stopped => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counted(minutes: &[(u32, u64)]) -> BTreeMap<Bucket, u64> {
        let counts = minutes.iter();
        counts
            .map(|(minutes, count)| (Bucket::of(*minutes), *count))
            .collect()
    }

    #[test]
    fn a_bucket_begins_at_its_edge() {
        assert_eq!(Bucket::of(0).edges(), (0, 15));
        assert_eq!(Bucket::of(14).number(), 0);
        assert_eq!(Bucket::of(15).number(), 1);
        assert_eq!(Bucket::of(479).edges(), (360, 480));
        assert_eq!(Bucket::of(480).edges(), (480, 720));
        let last = Bucket::of(u32::MAX);
        assert_eq!(last.number(), 15);
        assert_eq!(last.edges(), (LONGEST, LONGEST));
        assert_eq!(EDGES.last(), Some(&LONGEST));
        assert_eq!(Bucket::from_number(15), Some(last));
        assert_eq!(Bucket::from_number(16), None);
    }

    #[test]
    fn a_median_lies_among_the_middle_ones() {
        assert_eq!(median(&counted(&[(300, 19)])), None);
        assert_eq!(median(&counted(&[(300, 20)])), Some(297));
        // Nine that took weeks say nothing about the eleven others.
        let skewed = counted(&[(70, 11), (9_000, 9)]);
        let usual = median(&skewed).expect("enough");
        assert!((60..120).contains(&usual), "{usual}");
        let long = counted(&[(1_000_000, 20)]);
        assert_eq!(median(&long), Some(LONGEST));
    }

    #[test]
    fn what_was_done_too_rarely_is_not_known() {
        let work = |kind| Work {
            procedure: "9.000001".parse().expect("a sound code"),
            unit: AgencyId::from_stored("03001-TT@2025-07-01"),
            kind,
        };
        let (often, rarely) = (work(StepKind::Examination), work(StepKind::Decision));
        let usual = UsualTimes::learn([
            (often.clone(), Bucket::of(300), 12),
            (rarely.clone(), Bucket::of(300), 19),
            (often.clone(), Bucket::of(300), 8),
        ]);
        assert_eq!(usual.of(&often), Some(297));
        assert_eq!(usual.of(&rarely), None);
    }
}

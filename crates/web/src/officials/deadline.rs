//! How a dossier stands against its promise, and whether anything moves.

use domain::dossier::stillness::{days_between, still_since};
use domain::dossier::{Dossier, Now};
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;
use store::{Line, RUNNING};

use crate::components::{Light, Tone};
use crate::language::Language;

/// Officials read Vietnamese.
const LANGUAGE: Language = Language::Vietnamese;

/// What the deadline light of a dossier depends on.
#[derive(Clone, Copy, Debug)]
pub struct Deadline<'a> {
    /// The stage's stable name.
    pub stage: &'a str,
    /// The promised moment.
    pub due: Option<Now>,
    /// When it was settled.
    pub settled: Option<Now>,
    /// The agency whose calendar counts.
    pub competent: &'a AgencyId,
    /// Whether its clock stands still.
    pub paused: bool,
}

impl<'a> Deadline<'a> {
    /// Of a dossier.
    pub fn of(dossier: &'a Dossier) -> Self {
        Self {
            stage: dossier.stage.name(),
            due: dossier
                .promise
                .as_ref()
                .map(|promise| Now::from_local(promise.due)),
            settled: dossier.settled_at,
            competent: &dossier.competent,
            paused: dossier.is_paused(),
        }
    }

    /// Of a row of a list.
    pub fn of_line(line: &'a Line) -> Self {
        Self {
            stage: &line.stage,
            due: line.due_at,
            settled: line.settled_at,
            competent: &line.competent,
            paused: line.paused,
        }
    }

    /// The light as people read it.
    pub fn light(self, rules: &Rulebook, now: Now) -> Light {
        match self.stage {
            "awaiting_supplement" if self.paused => {
                return Light::new(Tone::Paused, "Chờ bổ sung");
            }
            _ if self.paused => return Light::new(Tone::Paused, "Tạm dừng"),
            "refused" | "withdrawn" | "stopped" => return Light::new(Tone::Done, "Đã kết thúc"),
            _ => {}
        }
        let Some(due) = self.due else {
            return match self.settled {
                Some(_) => Light::new(Tone::Done, "Đã xong"),
                None => Light::new(Tone::Calm, "Chưa hẹn ngày"),
            };
        };
        let calendar = rules.calendar_for(self.competent, now.today());
        let days = |from, to| days_between(calendar, from, to);
        match self.settled {
            Some(settled) if settled > due => Light::done_late(days(due, settled), LANGUAGE),
            Some(settled) => Light::done_early(days(settled, due), LANGUAGE),
            None if now > due => Light::overdue(days(due, now), LANGUAGE),
            None => Light::days_left(days(now, due), LANGUAGE),
        }
    }
}

/// How many working days a dossier has stood still that somebody has to work on; none when it moves.
pub fn still_for(rules: &Rulebook, now: Now, line: &Line) -> Option<u32> {
    let is_work = line.stage == "submitted" || RUNNING.contains(&line.stage.as_str());
    let calendar = rules.calendar_for(&line.competent, now.today());
    (is_work && !line.paused)
        .then(|| still_since(calendar, line.last_at, now))
        .flatten()
}

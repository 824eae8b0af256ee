//! Who had an opinion since when, and how often it went back and forth: derived, never stored.

use crate::calendar::{WorkingCalendar, YearMissing};
use crate::dossier::Now;
use crate::dossier::consultation::Opinion;
use crate::people::OfficialId;

/// From this moment on somebody has it (lần chuyển giao).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpinionHand {
    /// Who.
    pub who: HandHolder,
    /// Since when.
    pub since: Now,
}

/// Who has an opinion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum HandHolder {
    /// The asked unit, nobody in it by name.
    Asked,
    /// An official of the asked unit.
    Official(OfficialId),
    /// The lead, who reads the answer.
    Lead,
}

impl HandHolder {
    /// The official, where one has it by name.
    pub fn official(self) -> Option<OfficialId> {
        match self {
            Self::Official(id) => Some(id),
            Self::Asked | Self::Lead => None,
        }
    }
}

/// A hand and the working minutes it lasted (thời gian giữ).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HandTime {
    /// The hand.
    pub hand: OpinionHand,
    /// Working minutes until the next one, or until the end.
    pub minutes: u32,
}

impl Opinion {
    /// How long each had it, until it was over or until now; without the lead that reads the last
    /// answer, whose time is the dossier's.
    ///
    /// # Errors
    /// [`YearMissing`] when a year has no calendar.
    pub fn hand_times(
        &self,
        calendar: &WorkingCalendar,
        end: Now,
    ) -> Result<Vec<HandTime>, YearMissing> {
        let nexts = self.hands.iter().skip(1).map(|hand| hand.since);
        let end = self
            .silent_at
            .filter(|_| self.answers.is_empty())
            .unwrap_or(end);
        self.hands
            .iter()
            .zip(nexts.map(Some).chain([None]))
            .filter(|(hand, next)| next.is_some() || hand.who != HandHolder::Lead)
            .map(|(hand, next)| {
                let until = next.unwrap_or(end).local();
                let from = hand.since.local();
                let minutes = calendar.minutes_between(from, until.max(from))?;
                Ok(HandTime {
                    hand: *hand,
                    minutes,
                })
            })
            .collect()
    }

    /// Working minutes that the asked unit had it until now: what lay with the lead is not its time.
    ///
    /// # Errors
    /// As [`Opinion::hand_times`].
    pub fn used(&self, calendar: &WorkingCalendar, now: Now) -> Result<u32, YearMissing> {
        let times = self.hand_times(calendar, now)?;
        let theirs = times
            .iter()
            .filter(|time| time.hand.who != HandHolder::Lead);
        Ok(theirs.map(|time| time.minutes).sum())
    }

    /// How often it came back to somebody who had it before (chuyển qua chuyển lại): an answer that
    /// was returned, or a colleague who handed it back.
    pub fn times_back(&self) -> usize {
        let mut had: Vec<HandHolder> = Vec::new();
        let mut back = 0;
        for hand in self
            .hands
            .iter()
            .filter(|hand| hand.who != HandHolder::Lead)
        {
            if had.contains(&hand.who) {
                back += 1;
            } else {
                had.push(hand.who);
            }
        }
        back
    }
}

//! Pauses of a dossier's clock: each on a listed ground, with the paper that shows it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::calendar::pauses::{Pause, PauseGround};
use crate::dossier::Dossier;
use crate::dossier::personal::PersonalRef;

/// The grounds on which officials stop a clock by a paper, in the order in which screens list them.
/// The supplement is no such ground: the request for it stops the clock by itself.
///
/// Law: Nghị định 61/2018/NĐ-CP, Điều 19 for the supplement, which alone is certain; the financial
/// obligation follows from national status 6; verification and force majeure wait for their article
/// [memory, medium].
pub const PAUSE_GROUNDS: [PauseGround; 3] = [
    PauseGround::FinancialObligation,
    PauseGround::AwaitedVerification,
    PauseGround::ForceMajeure,
];

/// How a clock was stopped (tạm dừng), as its event keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Paused {
    /// The legal ground.
    pub ground: PauseGround,
    /// The reason's row.
    pub reason: PersonalRef,
    /// The paper that shows it.
    pub warrant: Warrant,
}

/// The paper on which a pause rests (văn bản làm căn cứ tạm dừng).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warrant {
    /// Its number and notation.
    pub number: String,
    /// Its date.
    pub dated_on: Date,
}

impl Dossier {
    /// The pause that still lasts.
    pub fn open_pause(&self) -> Option<&Pause> {
        self.pauses.last().filter(|pause| pause.to.is_none())
    }

    /// Whether the clock stands still. A pause that began after the promised moment stops nothing:
    /// no pause cures lateness.
    pub fn is_paused(&self) -> bool {
        match (self.open_pause(), &self.promise) {
            (Some(pause), Some(promise)) => pause.from <= promise.due,
            (Some(_), None) => true,
            (None, _) => self.awaits_supplement(),
        }
    }

    /// Whether a pause lasts that began too late to stop the clock.
    pub fn is_paused_in_vain(&self) -> bool {
        self.open_pause().is_some() && !self.is_paused()
    }
}

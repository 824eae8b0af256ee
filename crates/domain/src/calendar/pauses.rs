//! The ledger of a clock: the stretches in which its count stands still, each on a listed ground.

use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// The ground on which a count may stand still (căn cứ tạm dừng).
///
/// Law: Nghị định 61/2018/NĐ-CP, Điều 19 for the supplement [memory, medium]; the national statuses
/// 5 and 6 for supplement and obligation (source). The other two wait for their article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PauseGround {
    /// The applicant was asked for a supplement (yêu cầu bổ sung hồ sơ).
    Supplement,
    /// The applicant has to pay first (thực hiện nghĩa vụ tài chính).
    FinancialObligation,
    /// Another body has to verify something (chờ kết quả xác minh).
    AwaitedVerification,
    /// Nobody can work: flood, fire, an epidemic (sự kiện bất khả kháng).
    ForceMajeure,
}

/// One stretch in which the count stands still (lần tạm dừng).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pause {
    /// When the count stopped, local time.
    pub from: DateTime,
    /// When it went on; nothing while it still stands.
    pub to: Option<DateTime>,
    /// Why.
    pub ground: PauseGround,
}

/// How the count goes on after a pause (cách tính sau tạm dừng).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AfterPause {
    /// What was left is left: the time of the pause is taken out.
    ///
    /// Law: Quyết định 766/QĐ-TTg, whose formula subtracts the time of waiting (source).
    #[default]
    Resume,
    /// The whole limit counts anew from the end of the pause.
    ///
    /// Law: Nghị định 61/2018/NĐ-CP, Điều 19: counted again from the full dossier [memory, medium].
    Restart,
}

/// The pauses of one count in their order; none overlaps another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Pauses(Vec<Pause>);

/// Why pauses cannot stand in one ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PauseFlaw {
    /// It ends before it starts.
    #[error("the pause that starts at {from} ends earlier, at {to}")]
    EndsBeforeItStarts {
        /// Its beginning.
        from: DateTime,
        /// Its end.
        to: DateTime,
    },
    /// It starts before there was anything to count.
    #[error("the pause starts at {from}, before the reception at {received}")]
    BeforeReception {
        /// Its beginning.
        from: DateTime,
        /// The reception.
        received: DateTime,
    },
    /// It starts while another one lasts.
    #[error("the pause that starts at {from} overlaps the one that started at {other}")]
    Overlapping {
        /// Its beginning.
        from: DateTime,
        /// The beginning of the other one.
        other: DateTime,
    },
}

impl Pauses {
    /// The pauses of a count that began with this reception, given in any order.
    ///
    /// # Errors
    /// The first [`PauseFlaw`].
    pub fn new(received: DateTime, mut pauses: Vec<Pause>) -> Result<Self, PauseFlaw> {
        pauses.sort_by_key(|pause| (pause.from, pause.to.is_none(), pause.to));
        for pause in &pauses {
            let from = pause.from;
            if let Some(to) = pause.to.filter(|to| *to < from) {
                return Err(PauseFlaw::EndsBeforeItStarts { from, to });
            }
            if from < received {
                return Err(PauseFlaw::BeforeReception { from, received });
            }
        }
        for (earlier, later) in pauses.iter().zip(pauses.iter().skip(1)) {
            if earlier.to.is_none_or(|to| later.from < to) {
                return Err(PauseFlaw::Overlapping {
                    from: later.from,
                    other: earlier.from,
                });
            }
        }
        Ok(Self(pauses))
    }

    /// The pauses in the order of their beginnings.
    pub fn iter(&self) -> impl Iterator<Item = Pause> {
        self.0.iter().copied()
    }

    /// The pause that still lasts.
    pub fn open(&self) -> Option<Pause> {
        self.0.last().copied().filter(|pause| pause.to.is_none())
    }
}

/// By how much a pause moved the due moment, in the unit of the limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Added {
    /// Working days.
    WorkingDays(u32),
    /// Working minutes.
    WorkingMinutes(u32),
    /// Days of any kind.
    CalendarDays(u32),
}

/// What a pause did to the due moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PauseEffect {
    /// When the count stopped.
    pub from: DateTime,
    /// When it went on, or the moment for which an open pause was asked.
    pub to: DateTime,
    /// Whether it still lasts, so that `to` is an assumption.
    pub is_open: bool,
    /// Why it stopped.
    pub ground: PauseGround,
    /// The due moment without this pause and those after it.
    pub before: DateTime,
    /// The due moment with it; never earlier than its end, unless it came too late.
    pub after: DateTime,
    /// The difference.
    pub added: Added,
}

impl PauseEffect {
    /// Whether it began after the due moment: then it changed nothing, since no pause cures
    /// lateness.
    pub fn is_too_late(&self) -> bool {
        self.from > self.before
    }
}

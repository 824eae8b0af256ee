//! The apology for a promise that is not kept: one letter, with the one new day.

use jiff::civil::{Date, DateTime};
use serde::{Deserialize, Serialize};

use crate::calendar::time_limit::TimeLimit;
use crate::dossier::pace::UsualTimes;
use crate::dossier::personal::{Personal, PersonalRef};
use crate::dossier::punctuality::Punctuality;
use crate::dossier::{Dossier, GivenPromise, Now};
use crate::people::OfficialId;
use crate::people::delegation::SignedAs;
use crate::rulebook::Rulebook;

/// Working minutes of a day, by which limits in hours are turned into days.
///
/// Not law: eight hours, as the provinces count.
const DAY_MINUTES: u32 = 480;

/// Why a promise is not kept (nguyên nhân trễ hẹn). The names stand in stored events: variants are
/// added, never renamed or reused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LatenessCause {
    /// Cán bộ xử lý chậm.
    OfficerSlow,
    /// Thiếu người, nhiều hồ sơ cùng lúc.
    TooFewOfficials,
    /// Chuyển hồ sơ giữa các bộ phận chậm.
    PassedOnLate,
    /// Cơ quan phối hợp trả lời chậm.
    CooperatingAgencySlow,
    /// Phải xác minh, đo đạc thêm.
    FurtherVerification,
    /// Quy định thay đổi hoặc chờ hướng dẫn.
    RulesChanged,
    /// Hệ thống, đường truyền bị gián đoạn.
    SystemDown,
    /// Thiên tai, sự kiện bất khả kháng.
    ForceMajeure,
}

/// Whose doing a lateness is (chủ quan, khách quan).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CauseSide {
    /// The agency's own (chủ quan).
    Subjective,
    /// Beyond it (khách quan).
    Objective,
}

/// A line of the list of causes: from when on, and until when, a cause may be given.
struct ListedCause {
    cause: LatenessCause,
    side: CauseSide,
    from: Date,
    until: Option<Date>,
}

const fn since_2018(cause: LatenessCause, side: CauseSide) -> ListedCause {
    ListedCause {
        cause,
        side,
        from: Date::constant(2018, 6, 21),
        until: None,
    }
}

/// The causes, in the order in which screens list them.
///
/// Not law: that subjective and objective causes are kept apart is asked for; the list is ours,
/// from the day of Nghị định 61/2018/NĐ-CP on.
const CAUSES: [ListedCause; 8] = [
    since_2018(LatenessCause::OfficerSlow, CauseSide::Subjective),
    since_2018(LatenessCause::TooFewOfficials, CauseSide::Subjective),
    since_2018(LatenessCause::PassedOnLate, CauseSide::Subjective),
    since_2018(LatenessCause::CooperatingAgencySlow, CauseSide::Objective),
    since_2018(LatenessCause::FurtherVerification, CauseSide::Objective),
    since_2018(LatenessCause::RulesChanged, CauseSide::Objective),
    since_2018(LatenessCause::SystemDown, CauseSide::Objective),
    since_2018(LatenessCause::ForceMajeure, CauseSide::Objective),
];

impl LatenessCause {
    /// Every cause, in the order in which screens list them.
    pub const ALL: [Self; 8] = [
        Self::OfficerSlow,
        Self::TooFewOfficials,
        Self::PassedOnLate,
        Self::CooperatingAgencySlow,
        Self::FurtherVerification,
        Self::RulesChanged,
        Self::SystemDown,
        Self::ForceMajeure,
    ];

    /// Whether a letter of this day may give it.
    pub fn is_listed_on(self, day: Date) -> bool {
        CAUSES
            .iter()
            .filter(|listed| listed.cause == self)
            .any(|listed| listed.from <= day && listed.until.is_none_or(|last| day <= last))
    }

    /// Whose doing it is. What the list does not know is the agency's own.
    pub fn side(self) -> CauseSide {
        CAUSES
            .iter()
            .find(|listed| listed.cause == self)
            .map_or(CauseSide::Subjective, |listed| listed.side)
    }
}

/// The letter as the head of the agency sends it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ApologyToSend {
    /// Why the promise is not kept.
    pub cause: LatenessCause,
    /// The same in words for the applicant.
    pub reason: Personal<String>,
    /// The letter's number and notation.
    pub number: String,
    /// Its date.
    pub dated_on: Date,
    /// By how many working days the promise moves.
    pub extension: u16,
}

/// An apology that was sent (xin lỗi và hẹn lại), as its event keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apologised {
    /// Why the promise is not kept.
    pub cause: LatenessCause,
    /// The reason's row.
    pub reason: PersonalRef,
    /// The letter's number and notation.
    pub number: String,
    /// Its date.
    pub dated_on: Date,
    /// Who signed it: the head of the competent agency, or who acts for them.
    pub signer: OfficialId,
    /// In which capacity; not written where the head signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signed: Option<Box<SignedAs>>,
    /// By how many working days the promise moves.
    pub extension: u16,
    /// The new promise.
    pub promise: GivenPromise,
}

/// The one apology of a dossier (lời xin lỗi đã gửi).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apology {
    /// When it was sent.
    pub at: Now,
    /// The promise that was not kept.
    pub was_due: DateTime,
    /// Why.
    pub cause: LatenessCause,
    /// The letter's number and notation.
    pub number: String,
    /// The letter's date.
    pub dated_on: Date,
    /// Who signed it.
    pub signer: OfficialId,
}

impl Apology {
    /// Whether it was sent before the promise was broken.
    pub fn was_in_time(&self) -> bool {
        self.at.local() <= self.was_due
    }
}

/// The most working days by which a promise with this limit may move: as many as the limit has.
///
/// Not law: the letter asks for a longer time and no rule says how long; as much again as the whole
/// procedure takes is the most that anybody can explain.
pub fn extension_max(limit: &TimeLimit) -> u16 {
    match limit {
        TimeLimit::WorkingDays(days) | TimeLimit::CalendarDays(days) => *days,
        TimeLimit::WorkingHours { minutes } => {
            u16::try_from(minutes.div_ceil(DAY_MINUTES)).unwrap_or(u16::MAX)
        }
        TimeLimit::WithinDay => 1,
        TimeLimit::None { .. } => 0,
    }
}

impl Dossier {
    /// How many working days a letter had better ask for: what its steps still need by the workflow,
    /// at least one, and no more than a letter may.
    pub fn proposed_extension(&self, rules: &Rulebook) -> u16 {
        let promise = self.promise.as_ref();
        let most = promise.map_or(0, |promise| extension_max(&promise.limit));
        let minutes = self.usually_needs(&UsualTimes::default(), rules);
        let days = u16::try_from(minutes.div_ceil(DAY_MINUTES)).unwrap_or(u16::MAX);
        days.min(most).max(1)
    }

    /// Whether its time is over and nobody has apologised.
    pub fn owes_apology(&self, now: Now) -> bool {
        self.apology.is_none() && self.is_overdue(now)
    }

    /// Whether the second day was missed too: then the head of the agency explains it to the level
    /// above (trách nhiệm giải trình), since there is no third day.
    pub fn owes_explanation(&self, now: Now) -> bool {
        let is_late = self.is_overdue(now) || self.punctuality() == Some(Punctuality::Late);
        self.apology.is_some() && is_late
    }
}

//! Readings of the law on how a clock goes on after a pause, each with its dates and its source.

use jiff::civil::Date;

use crate::calendar::deadline::Moment;
use crate::calendar::pauses::AfterPause;

/// One reading of the law, under a name of its own (cách tính thời hạn).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClockPolicy {
    /// By what name it is asked for.
    pub id: &'static str,
    /// What it rests on, as people read it.
    pub basis: &'static str,
    /// The first day on which it holds.
    pub from: Date,
    /// The last day, when there is one.
    pub until: Option<Date>,
    /// How the count goes on after a pause.
    pub after_pause: AfterPause,
    /// At which moment of the due day the result is due.
    pub moment: Moment,
}

/// The readings that come with the program; which one a province follows is its own choice.
///
/// Law: Nghị định 61/2018/NĐ-CP, Điều 19 [memory, medium]; Nghị định 118/2025/NĐ-CP, not compared
/// yet and taken over from its forerunner; Quyết định 766/QĐ-TTg for the index (source).
pub const CLOCK_POLICIES: [ClockPolicy; 3] = [
    ClockPolicy {
        id: "nd61",
        basis: "Nghị định 61/2018/NĐ-CP, Điều 19: tính lại từ đầu khi hồ sơ đã đầy đủ",
        from: Date::constant(2018, 6, 21),
        until: Some(Date::constant(2025, 6, 30)),
        after_pause: AfterPause::Restart,
        moment: Moment::EndOfDay,
    },
    ClockPolicy {
        id: "nd118",
        basis: "Nghị định 118/2025/NĐ-CP: tính lại từ đầu khi hồ sơ đã đầy đủ (chưa đối chiếu)",
        from: Date::constant(2025, 7, 1),
        until: None,
        after_pause: AfterPause::Restart,
        moment: Moment::EndOfDay,
    },
    ClockPolicy {
        id: "qd766",
        basis: "Quyết định 766/QĐ-TTg: trừ thời gian chờ bổ sung",
        from: Date::constant(2022, 6, 23),
        until: None,
        after_pause: AfterPause::Resume,
        moment: Moment::EndOfDay,
    },
];

impl ClockPolicy {
    /// The reading of this name.
    pub fn find(id: &str) -> Option<&'static Self> {
        CLOCK_POLICIES.iter().find(|policy| policy.id == id)
    }

    /// Whether it holds for what is received on this day.
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day <= until)
    }
}

//! The values that the template macros of `templates/components` draw.

use crate::show::{number, size};

/// How pressing a deadline is; each tone has a shape of its own beside its colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tone {
    /// Enough time left.
    Calm,
    /// The day is near.
    Near,
    /// The day has passed.
    Overdue,
    /// The clock is stopped.
    Paused,
    /// Done.
    Done,
}

impl Tone {
    /// The ending of the CSS class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Calm => "calm",
            Self::Near => "near",
            Self::Overdue => "overdue",
            Self::Paused => "paused",
            Self::Done => "done",
        }
    }

    /// The outline in a box of ten by ten: disc, triangle, square, two bars, tick.
    pub fn shape(self) -> &'static str {
        match self {
            Self::Calm => "M5 0a5 5 0 1 1 0 10A5 5 0 0 1 5 0z",
            Self::Near => "M5 .5 10 9.5H0z",
            Self::Overdue => "M.5.5h9v9h-9z",
            Self::Paused => "M1.5 0H4v10H1.5zM6 0h2.5v10H6z",
            Self::Done => "M1.3 4.3 4 7l5-5.5 1 1.2-6 6.8L.2 5.5z",
        }
    }
}

/// The deadline light of a dossier: always word, shape and colour.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Light {
    /// Which shape and colour.
    pub tone: Tone,
    /// The words beside it.
    pub words: String,
}

impl Light {
    /// A light with words of one's own.
    pub fn new(tone: Tone, words: impl Into<String>) -> Self {
        Self {
            tone,
            words: words.into(),
        }
    }

    /// Working days left until the promised day: `Còn 6 ngày`, from one day on `near`.
    pub fn days_left(days: u32) -> Self {
        match days {
            0 => Self::new(Tone::Near, "Hẹn trả hôm nay"),
            1 => Self::new(Tone::Near, "Còn 1 ngày"),
            days => Self::new(Tone::Calm, format!("Còn {days} ngày")),
        }
    }

    /// Working days since the promised day: `Quá hạn 2 ngày`.
    pub fn overdue(days: u32) -> Self {
        match days {
            0 => Self::new(Tone::Overdue, "Quá hạn hôm nay"),
            days => Self::new(Tone::Overdue, format!("Quá hạn {days} ngày")),
        }
    }

    /// Clock stopped since a day, as shown: `Tạm dừng từ 04/03`.
    pub fn paused(since: &str) -> Self {
        Self::new(Tone::Paused, format!("Tạm dừng từ {since}"))
    }

    /// Done so many working days before the promised day.
    pub fn done_early(days: u32) -> Self {
        match days {
            0 => Self::new(Tone::Done, "Đã xong, đúng hạn"),
            days => Self::new(Tone::Done, format!("Đã xong, sớm {days} ngày")),
        }
    }

    /// Done so many working days after the promised day: done, and still late.
    pub fn done_late(days: u32) -> Self {
        match days {
            0 => Self::new(Tone::Overdue, "Đã xong, trễ chưa đến 1 ngày"),
            days => Self::new(Tone::Overdue, format!("Đã xong, trễ {days} ngày")),
        }
    }
}

/// Where a step of a timeline stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// It has happened.
    Past,
    /// It is going on.
    Now,
    /// It is still to come.
    Next,
}

impl Place {
    /// The ending of the CSS class.
    pub fn class(self) -> &'static str {
        match self {
            Self::Past => "past",
            Self::Now => "now",
            Self::Next => "next",
        }
    }
}

/// One step of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Past, present or to come.
    pub place: Place,
    /// What happened, in a few words.
    pub what: String,
    /// When, as shown; may be empty.
    pub when: String,
    /// Who or which office; may be empty.
    pub who: String,
    /// A sentence more; may be empty.
    pub note: String,
}

impl Step {
    /// A step without a sentence more.
    pub fn new(
        place: Place,
        what: impl Into<String>,
        when: impl Into<String>,
        who: impl Into<String>,
    ) -> Self {
        Self {
            place,
            what: what.into(),
            when: when.into(),
            who: who.into(),
            note: String::new(),
        }
    }

    /// The same step with a sentence more.
    #[must_use]
    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.note = note.into();
        self
    }

    /// Whether it is the step going on.
    pub fn is_now(&self) -> bool {
        self.place == Place::Now
    }
}

/// Proof of one file that arrived.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceivedFile {
    /// The paper it was handed in as.
    pub paper: String,
    /// The file's name.
    pub name: String,
    /// Pages, where they can be counted.
    pub pages: Option<u32>,
    /// Size in bytes.
    pub bytes: u64,
    /// Digest of the content, 64 hexadecimal digits.
    pub sha256: String,
    /// What is wrong with it, if anything.
    pub fault: String,
}

impl ReceivedFile {
    /// Pages and size as shown: `2 trang · 1,2 MB`.
    pub fn extent(&self) -> String {
        match self.pages {
            Some(pages) => format!("{} trang · {}", number(pages.into()), size(self.bytes)),
            None => size(self.bytes),
        }
    }
}

/// One line of a fee box; the sum as shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeeLine {
    /// What is paid for.
    pub name: String,
    /// When it applies, or the legal basis; may be empty.
    pub note: String,
    /// The sum as shown, `8.000 ₫` or `Không thu`.
    pub sum: String,
}

/// One paper to tick at the desk.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CheckRow {
    /// The box's id, unique on the page.
    pub id: String,
    /// The name under which it is sent.
    pub name: String,
    /// The value that is sent when ticked.
    pub value: String,
    /// The paper.
    pub text: String,
    /// Originals, copies, condition, what is already there; may be empty.
    pub facts: String,
    /// Whether it is ticked.
    pub ticked: bool,
}

/// One row of a summary list: a question and its answer.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Fact {
    /// The question, in a few words.
    pub key: String,
    /// The answer as shown.
    pub value: String,
    /// Where a prefilled answer comes from; may be empty.
    pub source: String,
    /// Where it can be changed; empty when it cannot.
    pub change: String,
}

impl Fact {
    /// An answer that cannot be changed here.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            key: key.into(),
            value: value.into(),
            ..Self::default()
        }
    }

    /// The same answer with the address where it is changed.
    #[must_use]
    pub fn change(mut self, href: impl Into<String>) -> Self {
        self.change = href.into();
        self
    }

    /// The same answer with a line that names its source.
    #[must_use]
    pub fn source(mut self, source: impl Into<String>) -> Self {
        self.source = source.into();
        self
    }
}

/// One task of a task list.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Task {
    /// What is to be done.
    pub name: String,
    /// A line of help; may be empty.
    pub hint: String,
    /// Where it is done; empty while it cannot be started.
    pub href: String,
    /// Whether it is done.
    pub done: bool,
    /// The words of the tag while it is not done: `Chưa làm`, `Đang làm`.
    pub status: String,
}

/// One view of a list: a link, whether it is open now, and how many rows it has.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct View {
    /// What people read.
    pub text: String,
    /// Where it leads.
    pub href: String,
    /// Whether it is the view that is open.
    pub here: bool,
    /// How many rows, where it is counted.
    pub count: Option<u64>,
}

impl View {
    /// The figure as shown: `1.359`.
    pub fn count_shown(&self) -> Option<String> {
        self.count.map(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_light_says_in_words_what_its_colour_says() {
        assert_eq!(Light::days_left(6), Light::new(Tone::Calm, "Còn 6 ngày"));
        assert_eq!(Light::days_left(1), Light::new(Tone::Near, "Còn 1 ngày"));
        assert_eq!(Light::days_left(0).tone, Tone::Near);
        assert_eq!(
            Light::overdue(2),
            Light::new(Tone::Overdue, "Quá hạn 2 ngày")
        );
        assert_eq!(Light::paused("04/03").words, "Tạm dừng từ 04/03");
        assert_eq!(Light::done_early(1).words, "Đã xong, sớm 1 ngày");
        assert_eq!(Light::done_late(3).tone, Tone::Overdue);
        assert_eq!(Light::done_late(0).words, "Đã xong, trễ chưa đến 1 ngày");
    }

    #[test]
    fn every_tone_has_a_shape_and_a_class_of_its_own() {
        let tones = [
            Tone::Calm,
            Tone::Near,
            Tone::Overdue,
            Tone::Paused,
            Tone::Done,
        ];
        let mut seen: Vec<_> = tones.iter().flat_map(|t| [t.shape(), t.class()]).collect();
        seen.sort_unstable();
        seen.dedup();
        assert_eq!(seen.len(), tones.len() * 2);
    }
}

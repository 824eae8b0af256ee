//! The values that the template macros of `templates/components` draw.

use jiff::civil::Date;

use crate::language::{Language, Stays};
use crate::show::number;

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
    pub fn days_left(days: u32, language: Language) -> Self {
        let tone = if days > 1 { Tone::Calm } else { Tone::Near };
        let words = match (language, days) {
            (Language::Vietnamese, 0) => "Hẹn trả hôm nay".to_owned(),
            (Language::English, 0) => "Due today".to_owned(),
            (Language::Vietnamese, days) => format!("Còn {days} ngày"),
            (Language::English, days) => format!("{} left", english_days(days)),
        };
        Self::new(tone, words)
    }

    /// Working days since the promised day: `Quá hạn 2 ngày`.
    pub fn overdue(days: u32, language: Language) -> Self {
        let words = match (language, days) {
            (Language::Vietnamese, 0) => "Quá hạn hôm nay".to_owned(),
            (Language::English, 0) => "Overdue since today".to_owned(),
            (Language::Vietnamese, days) => format!("Quá hạn {days} ngày"),
            (Language::English, days) => format!("Overdue by {}", english_days(days)),
        };
        Self::new(Tone::Overdue, words)
    }

    /// Clock stopped since a day: `Tạm dừng từ 04/03`.
    pub fn paused(since: Date, language: Language) -> Self {
        let day = language.day_and_month(since);
        let words = format!("{} {day}", language.say("Tạm dừng từ", "Paused since"));
        Self::new(Tone::Paused, words)
    }

    /// Done so many working days before the promised day.
    pub fn done_early(days: u32, language: Language) -> Self {
        let words = match (language, days) {
            (Language::Vietnamese, 0) => "Đã xong, đúng hạn".to_owned(),
            (Language::English, 0) => "Done, on time".to_owned(),
            (Language::Vietnamese, days) => format!("Đã xong, sớm {days} ngày"),
            (Language::English, days) => format!("Done, {} early", english_days(days)),
        };
        Self::new(Tone::Done, words)
    }

    /// Done so many working days after the promised day: done, and still late.
    pub fn done_late(days: u32, language: Language) -> Self {
        let words = match (language, days) {
            (Language::Vietnamese, 0) => "Đã xong, trễ chưa đến 1 ngày".to_owned(),
            (Language::English, 0) => "Done, less than a day late".to_owned(),
            (Language::Vietnamese, days) => format!("Đã xong, trễ {days} ngày"),
            (Language::English, days) => format!("Done, {} late", english_days(days)),
        };
        Self::new(Tone::Overdue, words)
    }
}

/// `1 working day`, `6 working days`: elsewhere a day is a day of the calendar.
fn english_days(days: u32) -> String {
    Language::English.count(days.into(), "", "working day", "working days")
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
    /// Whether `who` is the name of an office, which has no English.
    pub is_by_unit: bool,
    /// A sentence more; may be empty. It ends with a space where `quoted` follows.
    pub note: String,
    /// What somebody wrote, in the language in which it was written; may be empty.
    pub quoted: String,
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
            is_by_unit: false,
            note: String::new(),
            quoted: String::new(),
        }
    }

    /// The same step, by an office.
    #[must_use]
    pub fn by_unit(mut self, name: impl Into<String>) -> Self {
        self.who = name.into();
        self.is_by_unit = true;
        self
    }

    /// The same step with what somebody wrote.
    #[must_use]
    pub fn quoted(mut self, text: impl Into<String>) -> Self {
        self.quoted = text.into();
        self
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
    pub fn extent(&self, language: Language) -> String {
        let size = language.size(self.bytes);
        match self.pages {
            Some(pages) => {
                let pages = language.count(pages.into(), "trang", "page", "pages");
                format!("{pages} · {size}")
            }
            None => size,
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
    /// What of it stays Vietnamese.
    pub stays: Stays,
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

    /// The same answer, of which this stays Vietnamese.
    #[must_use]
    pub fn stays(mut self, stays: Stays) -> Self {
        self.stays = stays;
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
        let (vi, en) = (Language::Vietnamese, Language::English);
        let light = |tone, words: &str| Light::new(tone, words);
        let paused = jiff::civil::date(2024, 3, 4);
        let lights = [
            (Light::days_left(6, vi), light(Tone::Calm, "Còn 6 ngày")),
            (
                Light::days_left(6, en),
                light(Tone::Calm, "6 working days left"),
            ),
            (Light::days_left(1, vi), light(Tone::Near, "Còn 1 ngày")),
            (
                Light::days_left(1, en),
                light(Tone::Near, "1 working day left"),
            ),
            (
                Light::days_left(0, vi),
                light(Tone::Near, "Hẹn trả hôm nay"),
            ),
            (
                Light::overdue(2, vi),
                light(Tone::Overdue, "Quá hạn 2 ngày"),
            ),
            (
                Light::overdue(0, vi),
                light(Tone::Overdue, "Quá hạn hôm nay"),
            ),
            (
                Light::paused(paused, vi),
                light(Tone::Paused, "Tạm dừng từ 04/03"),
            ),
            (
                Light::paused(paused, en),
                light(Tone::Paused, "Paused since 4 March"),
            ),
            (
                Light::done_early(0, vi),
                light(Tone::Done, "Đã xong, đúng hạn"),
            ),
            (
                Light::done_early(1, vi),
                light(Tone::Done, "Đã xong, sớm 1 ngày"),
            ),
            (
                Light::done_late(3, vi),
                light(Tone::Overdue, "Đã xong, trễ 3 ngày"),
            ),
            (
                Light::done_late(0, vi),
                light(Tone::Overdue, "Đã xong, trễ chưa đến 1 ngày"),
            ),
        ];
        for (given, wanted) in lights {
            assert_eq!(given, wanted);
        }
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

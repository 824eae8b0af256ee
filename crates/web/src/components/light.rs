//! The deadline light: always word, shape and colour.

use jiff::civil::Date;

use crate::language::Language;

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

//! The languages of the citizen's pages. Each text stands here or at the place of its use in both,
//! side by side: who changes one sees the other, and one without the other does not compile.

use jiff::civil::{Date, DateTime};

use crate::show;

/// A language in which pages are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Language {
    /// The language of the law and of every page.
    #[default]
    Vietnamese,
    /// For whoever does not read Vietnamese; on citizens' pages only.
    English,
}

impl Language {
    /// What stands in the attribute `lang`.
    pub fn code(self) -> &'static str {
        self.say("vi", "en")
    }

    /// What it calls itself.
    pub fn name(self) -> &'static str {
        self.say("Tiếng Việt", "English")
    }

    /// The one to change to.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Vietnamese => Self::English,
            Self::English => Self::Vietnamese,
        }
    }

    /// Of a text in both languages, the one to read.
    pub fn say<'t>(self, vietnamese: &'t str, english: &'t str) -> &'t str {
        match self {
            Self::Vietnamese => vietnamese,
            Self::English => english,
        }
    }

    /// A day: `28/02/2024`, `28 February 2024`.
    pub fn date(self, day: Date) -> String {
        match self {
            Self::Vietnamese => show::date(day),
            Self::English => day.strftime("%-d %B %Y").to_string(),
        }
    }

    /// A day with its weekday: `thứ Tư, 28/02/2024`, `Wednesday 28 February 2024`.
    pub fn date_with_weekday(self, day: Date) -> String {
        match self {
            Self::Vietnamese => show::date_with_weekday(day),
            Self::English => day.strftime("%A %-d %B %Y").to_string(),
        }
    }

    /// A day without its year: `04/03`, `4 March`.
    pub fn day_and_month(self, day: Date) -> String {
        match self {
            Self::Vietnamese => format!("{:02}/{:02}", day.day(), day.month()),
            Self::English => day.strftime("%-d %B").to_string(),
        }
    }

    /// A time and its day: `14:05, 28/02/2024`, `14:05, 28 February 2024`.
    pub fn date_time(self, at: DateTime) -> String {
        format!("{}, {}", show::time(at), self.date(at.date()))
    }

    /// A time and its day with the weekday: `17:00 thứ Tư, 06/03/2024`, `17:00, Wednesday 6 March
    /// 2024`.
    pub fn time_on(self, at: DateTime) -> String {
        let comma = self.say("", ",");
        let day = self.date_with_weekday(at.date());
        format!("{}{comma} {day}", show::time(at))
    }

    /// A whole number: `694.611`, `694,611`.
    pub fn number(self, value: u64) -> String {
        let shown = show::number(value);
        match self {
            Self::Vietnamese => shown,
            Self::English => shown.replace('.', ","),
        }
    }

    /// So many of a thing: `3 nơi nhận`, `3 desks`; only English has a word of its own for one.
    pub fn count(self, value: u64, vietnamese: &str, one: &str, many: &str) -> String {
        let english = if value == 1 { one } else { many };
        format!("{} {}", self.number(value), self.say(vietnamese, english))
    }

    /// A sum in a sentence, in đồng: `120.000 đồng`, `VND 120,000`.
    pub fn dong(self, sum: u64) -> String {
        match self {
            Self::Vietnamese => show::dong(sum),
            Self::English => format!("VND\u{a0}{}", self.number(sum)),
        }
    }

    /// A sum in a table, in đồng: `120.000 ₫`, `VND 120,000`.
    pub fn dong_short(self, sum: u64) -> String {
        match self {
            Self::Vietnamese => show::dong_short(sum),
            Self::English => self.dong(sum),
        }
    }

    /// The size of a file, in bytes: `1,2 MB`, `1.2 MB`.
    pub fn size(self, bytes: u64) -> String {
        let shown = show::size(bytes);
        let swap = |sign| match sign {
            ',' => '.',
            '.' => ',',
            other => other,
        };
        match self {
            Self::Vietnamese => shown,
            Self::English => {
                let shown: String = shown.chars().map(swap).collect();
                shown.replace(" byte", " bytes")
            }
        }
    }
}

/// What of a fact stays Vietnamese on an English page.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Stays {
    /// Nothing: all of it is our words.
    #[default]
    Nothing,
    /// The question and the source, which come from the catalogue.
    Name,
    /// The answer: it is a name, or somebody wrote it.
    Answer,
    /// Question and answer.
    All,
}

impl Stays {
    /// Whether the question and the source stay.
    pub fn key(self) -> bool {
        match self {
            Self::Nothing | Self::Answer => false,
            Self::Name | Self::All => true,
        }
    }

    /// Whether the answer stays.
    pub fn value(self) -> bool {
        match self {
            Self::Nothing | Self::Name => false,
            Self::Answer | Self::All => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;

    const VI: Language = Language::Vietnamese;
    const EN: Language = Language::English;

    #[test]
    fn each_language_leads_to_the_other_and_names_itself() {
        assert_eq!((VI.code(), EN.code()), ("vi", "en"));
        assert_eq!((VI.other(), EN.other()), (EN, VI));
        assert_eq!(VI.other().name(), "English");
        assert_eq!(Language::default(), VI);
    }

    #[test]
    fn days_cannot_be_taken_for_months() {
        let leap = day(2024, 3, 6);
        let at = leap.at(17, 0, 0, 0);
        assert_eq!(VI.date(leap), "06/03/2024");
        assert_eq!(EN.date(leap), "6 March 2024");
        assert_eq!(VI.day_and_month(leap), "06/03");
        assert_eq!(EN.day_and_month(leap), "6 March");
        assert_eq!(VI.date_time(at), "17:00, 06/03/2024");
        assert_eq!(EN.date_time(at), "17:00, 6 March 2024");
        assert_eq!(VI.time_on(at), "17:00 thứ Tư, 06/03/2024");
        assert_eq!(EN.time_on(at), "17:00, Wednesday 6 March 2024");
    }

    #[test]
    fn figures_have_the_points_and_commas_of_their_language() {
        assert_eq!(VI.number(694_611), "694.611");
        assert_eq!(EN.number(694_611), "694,611");
        assert_eq!(VI.dong(120_000), "120.000 đồng");
        assert_eq!(EN.dong(120_000), "VND\u{a0}120,000");
        assert_eq!(VI.dong_short(8_000), "8.000\u{a0}₫");
        assert_eq!(EN.dong_short(8_000), "VND\u{a0}8,000");
        assert_eq!(VI.size(1_258_291), "1,2 MB");
        assert_eq!(EN.size(1_258_291), "1.2 MB");
        assert_eq!(
            (VI.size(812), EN.size(812)),
            ("812 byte".to_owned(), "812 bytes".to_owned())
        );
        assert_eq!(VI.count(1, "nơi nhận", "desk", "desks"), "1 nơi nhận");
        assert_eq!(EN.count(1, "nơi nhận", "desk", "desks"), "1 desk");
        assert_eq!(EN.count(1_002, "nơi nhận", "desk", "desks"), "1,002 desks");
    }
}

//! The values that the template macros of `templates/components` draw.

mod light;

pub use light::{Light, Tone};

use crate::language::{Language, Stays};
use crate::show::number;

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

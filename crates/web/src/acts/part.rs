//! The parts of which the forms of acts are made, drawn by `templates/acts/parts.html`.

use crate::components::Fact;
use crate::form::{Choice, TypedDate};
use crate::incoming::{Incoming, Kept};

/// What a part is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A sentence set apart.
    Note,
    /// A heading between fields.
    Heading,
    /// Facts to read before deciding.
    Facts,
    /// One line.
    Line,
    /// Several lines.
    Text,
    /// One of a few, all in sight.
    OneOf,
    /// One of many.
    Select,
    /// A box to tick.
    Tick,
    /// A day.
    Day,
    /// A file.
    File,
    /// Required papers, and in which form each is there.
    Papers,
    /// Links to choose from.
    Links,
    /// A value that is sent along unseen.
    Hidden,
}

/// One part of a form. Only what its kind draws is filled.
#[derive(Clone, Debug)]
pub struct Part {
    /// What it is drawn as.
    pub kind: Kind,
    /// The field's id and name.
    pub id: String,
    /// The question, or the words themselves.
    pub text: String,
    /// A line of help.
    pub hint: String,
    /// What was typed.
    pub value: String,
    /// The keyboard a phone shows.
    pub mode: &'static str,
    /// Width in characters, one of those the style knows; empty for the whole line.
    pub width: &'static str,
    /// A unit behind the field.
    pub suffix: String,
    /// Answers to choose from.
    pub choices: Vec<Choice>,
    /// A day as typed.
    pub day: TypedDate,
    /// Facts to read.
    pub facts: Vec<Fact>,
    /// Files that are kept already.
    pub kept: Vec<Kept>,
    /// Rows of papers.
    pub papers: Vec<PaperRow>,
}

/// One required paper in a form that takes papers.
#[derive(Clone, Debug)]
pub struct PaperRow {
    /// The stem of its fields' names.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What is asked for, and what is there already.
    pub facts: Vec<String>,
    /// In which form it is there.
    pub forms: Vec<Choice>,
    /// Originals, as typed.
    pub originals: String,
    /// Copies, as typed.
    pub copies: String,
    /// The field that takes its files.
    pub files: String,
    /// Files that are kept already.
    pub kept: Vec<Kept>,
}

impl Part {
    fn new(kind: Kind, id: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            kind,
            id: id.into(),
            text: text.into(),
            hint: String::new(),
            value: String::new(),
            mode: "",
            width: "",
            suffix: String::new(),
            choices: Vec::new(),
            day: TypedDate::default(),
            facts: Vec::new(),
            kept: Vec::new(),
            papers: Vec::new(),
        }
    }

    /// A sentence set apart.
    pub fn note(text: impl Into<String>) -> Self {
        Self::new(Kind::Note, "", text)
    }

    /// A heading between fields.
    pub fn heading(text: impl Into<String>) -> Self {
        Self::new(Kind::Heading, "", text)
    }

    /// Facts to read before deciding.
    pub fn facts(facts: Vec<Fact>) -> Self {
        Self {
            facts,
            ..Self::new(Kind::Facts, "", "")
        }
    }

    /// One line.
    pub fn line(id: &str, text: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            ..Self::new(Kind::Line, id, text)
        }
    }

    /// Several lines.
    pub fn text(id: &str, text: impl Into<String>, value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            ..Self::new(Kind::Text, id, text)
        }
    }

    /// One of a few answers, all in sight; `value` is chosen.
    pub fn one_of(id: &str, text: impl Into<String>, choices: Vec<Choice>, value: &str) -> Self {
        Self {
            choices: Choice::pick(choices, value),
            ..Self::new(Kind::OneOf, id, text)
        }
    }

    /// One of many answers; `value` is chosen.
    pub fn select(id: &str, text: impl Into<String>, choices: Vec<Choice>, value: &str) -> Self {
        Self {
            choices: Choice::pick(choices, value),
            ..Self::new(Kind::Select, id, text)
        }
    }

    /// A box to tick; it is ticked where it was before.
    pub fn tick(id: &str, text: impl Into<String>, form: &Incoming) -> Self {
        Self {
            value: form.text(id).to_owned(),
            ..Self::new(Kind::Tick, id, text)
        }
    }

    /// A day in three fields.
    pub fn day(id: &str, text: impl Into<String>, day: TypedDate) -> Self {
        Self {
            day,
            ..Self::new(Kind::Day, id, text)
        }
    }

    /// A file; those that are kept already are named.
    pub fn file(id: &str, text: impl Into<String>, form: &Incoming) -> Self {
        Self {
            kept: form.kept(id).to_vec(),
            hint: "PDF, JPG hoặc PNG, tối đa 20 MB".to_owned(),
            ..Self::new(Kind::File, id, text)
        }
    }

    /// Required papers.
    pub fn papers(papers: Vec<PaperRow>) -> Self {
        Self {
            papers,
            ..Self::new(Kind::Papers, "giay", "Giấy tờ")
        }
    }

    /// Links to choose from: text and address.
    pub fn links(text: impl Into<String>, links: Vec<(String, String)>) -> Self {
        let choices = links
            .into_iter()
            .map(|(text, href)| Choice::new(href, text))
            .collect();
        Self {
            choices,
            ..Self::new(Kind::Links, "", text)
        }
    }

    /// A value that is sent along unseen.
    pub fn hidden(id: &str, value: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            ..Self::new(Kind::Hidden, id, "")
        }
    }

    /// The same part with a line of help.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same part for figures: a short field and a keyboard of digits.
    #[must_use]
    pub fn figures(mut self, width: &'static str) -> Self {
        self.mode = "numeric";
        self.width = width;
        self
    }

    /// The same part with a unit behind the field.
    #[must_use]
    pub fn suffix(mut self, suffix: impl Into<String>) -> Self {
        self.suffix = suffix.into();
        self
    }
}

/// A day as it came in three fields of a form.
pub fn typed_day(form: &Incoming, id: &str, usual: TypedDate) -> TypedDate {
    let [day, month, year] = ["day", "month", "year"].map(|part| format!("{id}_{part}"));
    if form.has(&day) || form.has(&year) {
        TypedDate::new(form.text(&day), form.text(&month), form.text(&year))
    } else {
        usual
    }
}

//! Reading foreign data field by field: whatever cannot be taken is named with its place.

use std::collections::BTreeMap;
use std::str::FromStr;

use domain::vietnamese::clean;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// The place of a problem that is not one field's or one line's.
pub(crate) const WHOLE_FILE: &str = "tệp";

/// Why a field of a file cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The place in the file, such as `cases[1].papers[0].handing`, or a line.
    pub field: String,
    /// What is wrong and how to mend it, in Vietnamese.
    pub reason: String,
}

impl Problem {
    /// A problem at a place.
    pub fn new(field: impl Into<String>, reason: impl Into<String>) -> Self {
        Self {
            field: field.into(),
            reason: reason.into(),
        }
    }
}

/// The text in composed Unicode (NFC), without surrounding space and without what cannot be seen:
/// a control character would act on the terminal of whoever imports.
pub(crate) fn composed(text: &str) -> String {
    clean(text).trim().to_owned()
}

/// The text on one line: each run of space, tab or line end becomes one space.
pub(crate) fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// One table of a file, taken apart key by key; what is left at the end was not expected.
pub(crate) struct Table {
    place: String,
    entries: BTreeMap<String, Value>,
}

impl Table {
    /// The outermost table of a file.
    pub(crate) fn outermost(value: Value) -> Result<Self, Vec<Problem>> {
        let mut problems = Vec::new();
        let table = Self::from_value("", value, &mut problems);
        table.ok_or(problems)
    }

    fn from_value(place: &str, value: Value, problems: &mut Vec<Problem>) -> Option<Self> {
        let Value::Object(fields) = value else {
            let place = if place.is_empty() { WHOLE_FILE } else { place };
            problems.push(Problem::new(place, "cần một bảng gồm các khóa và giá trị"));
            return None;
        };
        let mut entries = BTreeMap::new();
        for (key, value) in fields {
            let key = composed(&key);
            if entries.insert(key.clone(), value).is_some() {
                problems.push(Problem::new(join(place, &key), "khóa này có hai lần"));
            }
        }
        Some(Self {
            place: place.to_owned(),
            entries,
        })
    }

    /// The place of `key` in the file.
    pub(crate) fn at(&self, key: &str) -> String {
        join(&self.place, key)
    }

    /// Takes the value as it is; none when the key is missing or null.
    pub(crate) fn take(&mut self, key: &str) -> Option<Value> {
        self.entries.remove(key).filter(|value| !value.is_null())
    }

    /// A text that may be missing.
    pub(crate) fn optional_text(
        &mut self,
        key: &str,
        problems: &mut Vec<Problem>,
    ) -> Option<String> {
        let Value::String(text) = self.take(key)? else {
            problems.push(Problem::new(self.at(key), "cần một đoạn chữ"));
            return None;
        };
        Some(composed(&text)).filter(|text| !text.is_empty())
    }

    /// A text, empty when the key is missing.
    pub(crate) fn text(&mut self, key: &str, problems: &mut Vec<Problem>) -> String {
        self.optional_text(key, problems).unwrap_or_default()
    }

    /// A text that must be there and say something.
    pub(crate) fn needed_text(&mut self, key: &str, problems: &mut Vec<Problem>) -> String {
        let before = problems.len();
        let text = self.text(key, problems);
        if text.is_empty() && problems.len() == before {
            problems.push(Problem::new(
                self.at(key),
                "còn thiếu; cần ghi một đoạn chữ",
            ));
        }
        text
    }

    /// A text whose key must be there, though it may be empty.
    pub(crate) fn present_text(&mut self, key: &str, problems: &mut Vec<Problem>) -> String {
        if !self.entries.contains_key(key) {
            problems.push(Problem::new(self.at(key), "thiếu khóa này"));
        }
        self.text(key, problems)
    }

    /// A list of texts, empty when the key is missing.
    pub(crate) fn texts(&mut self, key: &str, problems: &mut Vec<Problem>) -> Vec<String> {
        let place = self.at(key);
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        let Value::Array(entries) = value else {
            problems.push(Problem::new(place, "cần một danh sách các đoạn chữ"));
            return Vec::new();
        };
        let mut texts = Vec::new();
        for (index, entry) in entries.into_iter().enumerate() {
            match entry {
                Value::String(text) => texts.push(composed(&text)),
                _ => problems.push(Problem::new(
                    format!("{place}[{index}]"),
                    "cần một đoạn chữ",
                )),
            }
        }
        texts
    }

    /// A whole number that may be missing.
    pub(crate) fn number<N: TryFrom<u64>>(
        &mut self,
        key: &str,
        problems: &mut Vec<Problem>,
    ) -> Option<N> {
        let value = self.take(key)?;
        let number = value.as_u64().and_then(|number| N::try_from(number).ok());
        if number.is_none() {
            problems.push(Problem::new(
                self.at(key),
                "cần một số nguyên không âm, không quá lớn",
            ));
        }
        number
    }

    /// Yes or no; `default` when the key is missing.
    pub(crate) fn yes_no(&mut self, key: &str, default: bool, problems: &mut Vec<Problem>) -> bool {
        match self.take(key) {
            None => default,
            Some(Value::Bool(answer)) => answer,
            Some(_) => {
                problems.push(Problem::new(self.at(key), "cần ghi true hoặc false"));
                default
            }
        }
    }

    /// A day written `2025-07-01`, which may be missing.
    pub(crate) fn date(&mut self, key: &str, problems: &mut Vec<Problem>) -> Option<Date> {
        let text = self.optional_text(key, problems)?;
        let date = text.parse().ok();
        if date.is_none() {
            let reason = format!("“{text}” chưa phải một ngày; cần ghi như 2025-07-01");
            problems.push(Problem::new(self.at(key), reason));
        }
        date
    }

    /// One of the words a type of ours is stored by; none when the key is missing.
    pub(crate) fn word<T: for<'de> Deserialize<'de>>(
        &mut self,
        key: &str,
        words: &str,
        problems: &mut Vec<Problem>,
    ) -> Option<T> {
        let text = self.optional_text(key, problems)?;
        read_word(&self.at(key), &text, words, problems)
    }

    /// Several such words.
    pub(crate) fn words<T: for<'de> Deserialize<'de>>(
        &mut self,
        key: &str,
        words: &str,
        problems: &mut Vec<Problem>,
    ) -> Vec<T> {
        let place = self.at(key);
        let texts = self.texts(key, problems);
        let read = |(index, text): (usize, &String)| {
            read_word(&format!("{place}[{index}]"), text, words, problems)
        };
        texts.iter().enumerate().filter_map(read).collect()
    }

    /// A value that reads itself from a text that must be there.
    pub(crate) fn needed<T: FromStr>(
        &mut self,
        key: &str,
        how: &str,
        problems: &mut Vec<Problem>,
    ) -> Option<T> {
        let before = problems.len();
        let text = self.needed_text(key, problems);
        if problems.len() > before {
            return None;
        }
        let value = text.parse().ok();
        if value.is_none() {
            let reason = format!("không đọc được “{text}”; {how}");
            problems.push(Problem::new(self.at(key), reason));
        }
        value
    }

    /// A list of tables, empty when the key is missing.
    pub(crate) fn tables(&mut self, key: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        let place = self.at(key);
        let Some(value) = self.take(key) else {
            return Vec::new();
        };
        let Value::Array(entries) = value else {
            problems.push(Problem::new(place, "cần một danh sách các bảng"));
            return Vec::new();
        };
        let read = |(index, entry)| Self::from_value(&format!("{place}[{index}]"), entry, problems);
        entries.into_iter().enumerate().filter_map(read).collect()
    }

    /// A list of tables whose key must be there, though it may be empty.
    pub(crate) fn present_tables(&mut self, key: &str, problems: &mut Vec<Problem>) -> Vec<Self> {
        if !self.entries.contains_key(key) {
            problems.push(Problem::new(self.at(key), "thiếu khóa này"));
        }
        self.tables(key, problems)
    }

    /// A table that may be missing.
    pub(crate) fn table(&mut self, key: &str, problems: &mut Vec<Problem>) -> Option<Self> {
        let place = self.at(key);
        let value = self.take(key)?;
        Self::from_value(&place, value, problems)
    }

    /// A table that must be there.
    pub(crate) fn needed_table(&mut self, key: &str, problems: &mut Vec<Problem>) -> Option<Self> {
        if !self.entries.contains_key(key) {
            problems.push(Problem::new(self.at(key), "thiếu bảng này"));
        }
        self.table(key, problems)
    }

    /// Names every key that nobody took.
    pub(crate) fn finish(self, problems: &mut Vec<Problem>) {
        for key in self.entries.keys() {
            let reason = "không có khóa này trong cấu trúc; cần bỏ đi hoặc sửa tên khóa";
            problems.push(Problem::new(join(&self.place, key), reason));
        }
    }
}

fn join(place: &str, key: &str) -> String {
    if place.is_empty() {
        key.to_owned()
    } else {
        format!("{place}.{key}")
    }
}

fn read_word<T: for<'de> Deserialize<'de>>(
    place: &str,
    text: &str,
    words: &str,
    problems: &mut Vec<Problem>,
) -> Option<T> {
    let value = serde_json::from_value(Value::String(text.to_owned())).ok();
    if value.is_none() {
        let reason = format!("“{text}” không nằm trong các từ dùng ở đây: {words}");
        problems.push(Problem::new(place, reason));
    }
    value
}

/// Reads a TOML file into one table; dates become texts.
pub(crate) fn read_toml(text: &str) -> Result<Table, Vec<Problem>> {
    let table: toml::Table =
        toml::from_str(text.trim_start_matches('\u{feff}')).map_err(|fault| {
            let start = fault.span().map_or(0, |span| span.start);
            let line = text
                .bytes()
                .take(start)
                .filter(|byte| *byte == b'\n')
                .count()
                + 1;
            let reason = format!("tệp viết chưa đúng TOML: {}", on_one_line(fault.message()));
            vec![Problem::new(format!("dòng {line}"), reason)]
        })?;
    Table::outermost(from_toml(toml::Value::Table(table)))
}

fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(text) => Value::String(text),
        toml::Value::Integer(number) => Value::from(number),
        toml::Value::Float(number) => Value::from(number),
        toml::Value::Boolean(answer) => Value::Bool(answer),
        toml::Value::Datetime(moment) => Value::String(moment.to_string()),
        toml::Value::Array(entries) => entries.into_iter().map(from_toml).collect(),
        toml::Value::Table(entries) => Value::Object(
            entries
                .into_iter()
                .map(|(key, entry)| (key, from_toml(entry)))
                .collect(),
        ),
    }
}

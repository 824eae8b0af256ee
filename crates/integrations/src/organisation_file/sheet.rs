//! Cells and lines of an organisation file.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

use csv::{ReaderBuilder, StringRecord};
use domain::people::agency::{
    AgencyCode, AgencyDraft, AgencyKind, CodeSaid, Level, SuccessionDraft,
};
use jiff::civil::Date;
use unicode_normalization::UnicodeNormalization;

use super::{LineFlaw, LineReason};

/// Characters a cell may have.
const CELL_LENGTH_MAX: usize = 1000;

/// Years in which an agency of today's state can begin or end; others are slips of the key.
const YEARS: RangeInclusive<i16> = 1945..=2100;

/// The words for how sure a fact is.
const CERTAINTIES: [&str; 3] = ["high", "medium", "low"];

/// A file as cells.
pub(super) struct Sheet {
    pub columns: BTreeMap<String, usize>,
    width: usize,
    pub lines: Vec<(u64, StringRecord)>,
    pub flaws: Vec<LineFlaw>,
}

impl Sheet {
    pub fn open(text: &str) -> Self {
        let mut sheet = Self {
            columns: BTreeMap::new(),
            width: 0,
            lines: Vec::new(),
            flaws: Vec::new(),
        };
        let mut reader = ReaderBuilder::new()
            .delimiter(delimiter(text))
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        // The text is UTF-8 and lines may differ in length, so no record can fail.
        let mut records = reader.records().flatten();
        if let Some(names) = records.next() {
            sheet.width = names.len();
            for (at, name) in names
                .iter()
                .map(|name| name.trim().to_lowercase())
                .enumerate()
            {
                if sheet.columns.insert(name.clone(), at).is_some() {
                    sheet.flaw(1, &name, LineReason::ColumnTwice);
                }
            }
        }
        for record in records.filter(|record| record.iter().any(|cell| !cell.trim().is_empty())) {
            let line = record.position().map_or(0, csv::Position::line);
            if record.len() == sheet.width {
                sheet.lines.push((line, record));
            } else {
                let (found, expected) = (record.len(), sheet.width);
                sheet.flaw(line, "", LineReason::CellCount { found, expected });
            }
        }
        sheet
    }

    /// Whether the lines can be read: no column is missing, unknown or there twice.
    pub fn has_columns(&mut self, needed: &[&str], extras: &[&str]) -> bool {
        for name in needed
            .iter()
            .filter(|name| !self.columns.contains_key(**name))
        {
            self.flaws.push(LineFlaw {
                line: Some(1),
                field: (*name).to_owned(),
                reason: LineReason::ColumnMissing,
            });
        }
        let is_known = |name: &str| needed.contains(&name) || extras.contains(&name);
        let unknown: Vec<_> = self
            .columns
            .keys()
            .filter(|name| !is_known(name))
            .cloned()
            .collect();
        for name in unknown {
            self.flaw(1, &name, LineReason::ColumnUnknown);
        }
        if self.flaws.is_empty() && self.lines.is_empty() {
            self.flaw(1, "", LineReason::NoLines);
        }
        self.flaws
            .iter()
            .all(|flaw| matches!(flaw.reason, LineReason::CellCount { .. }))
    }

    fn flaw(&mut self, line: u64, field: &str, reason: LineReason) {
        self.flaws.push(LineFlaw {
            line: Some(line),
            field: field.to_owned(),
            reason,
        });
    }
}

/// Spreadsheets set to Vietnamese write semicolons, because the comma is their decimal sign.
fn delimiter(text: &str) -> u8 {
    let names = text.lines().next().unwrap_or_default();
    [b';', b'\t']
        .into_iter()
        .find(|sign| names.contains(char::from(*sign)))
        .unwrap_or(b',')
}

/// One line, read cell by cell; what cannot be read is noted in the sheet.
pub(super) struct Row<'a> {
    pub sheet: &'a mut Sheet,
    pub line: u64,
    pub record: StringRecord,
}

impl Row<'_> {
    pub fn agency(&mut self) -> Option<AgencyDraft> {
        let code = self.needed("code");
        let name = self.needed("name");
        let level = self.word("level", &Level::ALL.map(Level::name), Level::from_name);
        let kind = self.word(
            "kind",
            &AgencyKind::ALL.map(AgencyKind::name),
            AgencyKind::from_name,
        );
        let parent_code = self.optional("parent_code");
        let valid_from = self
            .needed("valid_from")
            .and_then(|text| self.date("valid_from", text));
        let valid_to = self
            .optional("valid_to")
            .map(|text| self.date("valid_to", text));
        let agency_code = self.agency_code();
        let certainty = match self.optional("certainty") {
            Some(_) => self.word("certainty", &CERTAINTIES, |text| {
                CERTAINTIES.contains(&text).then(|| text.to_owned())
            }),
            None => Some(String::new()),
        };
        let (source, note) = (self.text("source"), self.text("note"));
        Some(AgencyDraft {
            code: code?,
            name: name?,
            level: level?,
            kind: kind?,
            parent_code,
            valid_from: valid_from?,
            valid_to: match valid_to {
                Some(day) => Some(day?),
                None => None,
            },
            agency_code: agency_code?,
            source: source?,
            certainty: certainty?,
            note: note?,
        })
    }

    pub fn succession(&mut self) -> Option<SuccessionDraft> {
        let old_code = self.needed("old_code");
        let new_code = self.needed("new_code");
        let day = self.needed("effective_date");
        let effective_on = day.and_then(|text| self.date("effective_date", text));
        Some(SuccessionDraft {
            old_code: old_code?,
            new_code: new_code?,
            effective_on: effective_on?,
        })
    }

    fn agency_code(&mut self) -> Option<CodeSaid> {
        if !self.sheet.columns.contains_key("agency_code") {
            return Some(CodeSaid::Nothing);
        }
        let code = self.optional("agency_code");
        let invented = match self.optional("agency_code_invented") {
            Some(_) => self.word("agency_code_invented", &["true", "false"], |text| {
                text.parse::<bool>().ok()
            }),
            None => Some(false),
        };
        let Some(text) = code else {
            return invented.map(|_| CodeSaid::Without);
        };
        match text.parse::<AgencyCode>() {
            Ok(code) => invented.map(|invented| CodeSaid::Is { code, invented }),
            Err(_) => self.refuse("agency_code", LineReason::NotAnAgencyCode(text)),
        }
    }

    fn needed(&mut self, field: &str) -> Option<String> {
        let text = self.text(field)?;
        if text.is_empty() {
            self.refuse(field, LineReason::Empty)
        } else {
            Some(text)
        }
    }

    fn optional(&mut self, field: &str) -> Option<String> {
        self.text(field).filter(|text| !text.is_empty())
    }

    /// The cell in composed Unicode and on one line, without blanks at its ends; empty when there
    /// is no such column.
    fn text(&mut self, field: &str) -> Option<String> {
        let at = self.sheet.columns.get(field);
        let cell = at.and_then(|at| self.record.get(*at)).unwrap_or_default();
        let text: String = cell
            .nfc()
            .map(|c| if c.is_whitespace() { ' ' } else { c })
            .collect();
        let text = text.trim().to_owned();
        if text.chars().any(is_invisible) {
            return self.refuse(field, LineReason::InvisibleCharacter);
        }
        if text.chars().count() > CELL_LENGTH_MAX {
            return self.refuse(field, LineReason::TooLong);
        }
        Some(text)
    }

    fn word<T>(
        &mut self,
        field: &str,
        allowed: &[&'static str],
        parse: impl Fn(&str) -> Option<T>,
    ) -> Option<T> {
        let text = self.needed(field)?;
        if let Some(value) = parse(&text) {
            return Some(value);
        }
        let allowed = allowed.to_vec();
        self.refuse(field, LineReason::UnknownWord { text, allowed })
    }

    fn date(&mut self, field: &str, text: String) -> Option<Date> {
        let is_shaped = text.len() == 10
            && text.bytes().enumerate().all(|(at, byte)| match at {
                4 | 7 => byte == b'-',
                _ => byte.is_ascii_digit(),
            });
        if !is_shaped {
            return self.refuse(field, LineReason::NotADate(text));
        }
        match text.parse::<Date>() {
            Ok(day) if YEARS.contains(&day.year()) => Some(day),
            Ok(_) | Err(_) => self.refuse(field, LineReason::NoSuchDay(text)),
        }
    }

    fn refuse<T>(&mut self, field: &str, reason: LineReason) -> Option<T> {
        let flaw = LineFlaw {
            line: Some(self.line),
            field: field.to_owned(),
            reason,
        };
        // A cell may be looked at twice; it is named once.
        if !self.sheet.flaws.contains(&flaw) {
            self.sheet.flaws.push(flaw);
        }
        None
    }
}

fn is_invisible(character: char) -> bool {
    let has_no_width = [
        '\u{ad}', '\u{200b}', '\u{200c}', '\u{200d}', '\u{200e}', '\u{200f}',
    ]
    .contains(&character)
        || ['\u{2060}', '\u{feff}', '\u{202a}', '\u{202e}'].contains(&character);
    character.is_control() || has_no_width
}

//! The organisation as CSV: the dated tree, and who carries on for whom.
//!
//! A file is taken whole or not at all; every line that cannot be read is named with its field
//! and the reason. Commas, semicolons and tabs separate; a byte order mark is skipped.

mod import;
mod sheet;
mod words;

pub use import::{ImportReport, OrganisationImport, Remark, import};
pub use words::{show_flaw, show_reason};

use domain::people::agency::{Organisation, OrganisationDraft, OrganisationFlaw};

use sheet::{Row, Sheet};

const TREE_COLUMNS: [&str; 10] = [
    "code",
    "name",
    "level",
    "kind",
    "parent_code",
    "valid_from",
    "valid_to",
    "source",
    "certainty",
    "note",
];
const TREE_EXTRAS: [&str; 2] = ["agency_code", "agency_code_invented"];
const SUCCESSION_COLUMNS: [&str; 3] = ["old_code", "new_code", "effective_date"];
const SUCCESSION_EXTRAS: [&str; 8] = [
    "old_name",
    "old_district_code",
    "old_district_name",
    "new_name",
    "relation",
    "new_code_held_by_other_name_before",
    "source",
    "certainty",
];

/// What a file says, and on which line it says it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OrganisationFile {
    /// Nodes and successions.
    pub draft: OrganisationDraft,
    /// The line of each node, as in `draft`.
    pub agency_lines: Vec<u64>,
    /// The line of each succession, as in `draft`.
    pub succession_lines: Vec<u64>,
}

/// One cell or line that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineFlaw {
    /// The line, counted from 1; none when the flaw lies in what was stored before.
    pub line: Option<u64>,
    /// The column; empty when the whole line is meant.
    pub field: String,
    /// Why.
    pub reason: LineReason,
}

/// Why a line cannot be taken. [`show_reason`] has the words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineReason {
    /// The bytes are not UTF-8.
    NotUtf8,
    /// There is no line below the names of the columns.
    NoLines,
    /// A column the file must have.
    ColumnMissing,
    /// A column nobody reads: a slip in its name would lose what it says.
    ColumnUnknown,
    /// Two columns of one name.
    ColumnTwice,
    /// More or fewer cells than columns.
    CellCount {
        /// Cells in the line.
        found: usize,
        /// Columns of the file.
        expected: usize,
    },
    /// A cell that must be filled.
    Empty,
    /// More than 1,000 characters.
    TooLong,
    /// A control character or one of no width.
    InvisibleCharacter,
    /// A word that is not on the list.
    UnknownWord {
        /// What stands there.
        text: String,
        /// What may.
        allowed: Vec<&'static str>,
    },
    /// Not written as year-month-day.
    NotADate(String),
    /// Well written, but no day of the calendar, or a year before 1945 or after 2100.
    NoSuchDay(String),
    /// Not an identification code.
    NotAnAgencyCode(String),
    /// The lines can be read, but not together or not with what was stored before.
    Unsound(OrganisationFlaw),
}

/// Reads a tree or a list of successions; the names of the columns say which.
pub fn read(bytes: &[u8]) -> Result<OrganisationFile, Vec<LineFlaw>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let line = 1 + before
            .iter()
            .fold(0, |count, byte| count + u64::from(*byte == b'\n'));
        vec![LineFlaw {
            line: Some(line),
            field: String::new(),
            reason: LineReason::NotUtf8,
        }]
    })?;
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let mut sheet = Sheet::open(&text);
    let is_succession = sheet.columns.contains_key(SUCCESSION_COLUMNS[0]);
    let has_its_columns = if is_succession {
        sheet.has_columns(&SUCCESSION_COLUMNS, &SUCCESSION_EXTRAS)
    } else {
        sheet.has_columns(&TREE_COLUMNS, &TREE_EXTRAS)
    };
    if !has_its_columns {
        return Err(sheet.flaws);
    }
    let mut file = OrganisationFile::default();
    for (line, record) in std::mem::take(&mut sheet.lines) {
        let mut row = Row {
            sheet: &mut sheet,
            line,
            record,
        };
        if is_succession {
            if let Some(succession) = row.succession() {
                file.draft.successions.push(succession);
                file.succession_lines.push(line);
            }
        } else if let Some(agency) = row.agency() {
            file.draft.agencies.push(agency);
            file.agency_lines.push(line);
        }
    }
    if sheet.flaws.is_empty() {
        return Ok(file);
    }
    sheet.flaws.sort_by_key(|flaw| flaw.line);
    Err(sheet.flaws)
}

/// The files of the demonstration province, in the order in which they are taken.
pub const BUILT_IN: [(&str, &str); 3] = [
    (
        "lai-chau-2023.csv",
        include_str!("../../../data/org/lai-chau-2023.csv"),
    ),
    (
        "lai-chau.csv",
        include_str!("../../../data/org/lai-chau.csv"),
    ),
    (
        "lai-chau-successors.csv",
        include_str!("../../../data/org/lai-chau-successors.csv"),
    ),
];

/// The organisation of the demonstration province: today's tree, the communes before 01/07/2025
/// and who carried on for them. All identification codes below the province's are invented.
pub fn built_in() -> Organisation {
    BUILT_IN
        .iter()
        .fold(Organisation::default(), |organisation, (name, text)| {
            import(&organisation, name, text.as_bytes())
                .organisation
                .expect("the built-in files are sound: a test imports each of them")
        })
}

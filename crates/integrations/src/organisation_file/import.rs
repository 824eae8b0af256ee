//! Taking a file into the organisation: what it changes, what it cannot, what somebody should see.

use std::collections::{BTreeMap, BTreeSet};

use domain::people::agency::{
    Agency, AgencyDraft, AgencyId, Organisation, OrganisationDifference, OrganisationFlaw,
};
use jiff::civil::Date;
use serde::Serialize;

use super::words::{show_day, show_reason};
use super::{LineFlaw, LineReason, OrganisationFile, read};
use crate::reading::WHOLE_FILE;

/// What came of one file.
#[derive(Clone, Debug)]
pub struct OrganisationImport {
    /// The organisation with the file taken in; none when the file was refused.
    pub organisation: Option<Organisation>,
    /// What changes in detail; empty when the file was refused.
    pub difference: OrganisationDifference,
    /// Why the file was refused; empty when it was taken.
    pub flaws: Vec<LineFlaw>,
    /// The same for people and scripts.
    pub report: ImportReport,
}

/// The report of an import, in numbers and words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ImportReport {
    /// Nodes and successions that are new.
    pub created: usize,
    /// Nodes and successions that say something else than before.
    pub changed: usize,
    /// Nodes and successions that are as before.
    pub unchanged: usize,
    /// What could not be taken. When there is any, nothing was.
    pub refused: Vec<Remark>,
    /// What was taken, but should be looked at.
    pub to_mend: Vec<Remark>,
}

/// One remark about a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Remark {
    /// The file.
    pub file: String,
    /// The line, counted from 1; none when the file has no line about it.
    pub line: Option<u64>,
    /// The column, or that the whole line or file is meant.
    pub field: String,
    /// What is the matter and how to mend it.
    pub reason: String,
}

/// Takes a file into `current`, or says why not. A dry run looks at the report and stops there.
pub fn import(current: &Organisation, file_name: &str, bytes: &[u8]) -> OrganisationImport {
    let taken = read(bytes).and_then(|file| {
        let merged = current.merged_with(&file.draft);
        let merged = merged.map_err(|flaws| file.place(flaws))?;
        Ok((file, merged))
    });
    match taken {
        Ok((file, merged)) => {
            let difference = current.difference(&merged);
            let mut report = ImportReport::of(&difference);
            let remarks = file.remarks(current, &merged);
            report.to_mend = remarks
                .into_iter()
                .map(|flaw| flaw.named(file_name))
                .collect();
            OrganisationImport {
                organisation: Some(merged),
                difference,
                flaws: Vec::new(),
                report,
            }
        }
        Err(flaws) => {
            let refused = flaws.iter().map(|flaw| Remark {
                file: file_name.to_owned(),
                line: flaw.line,
                field: place_of(flaw),
                reason: show_reason(&flaw.reason),
            });
            let report = ImportReport {
                refused: refused.collect(),
                ..ImportReport::default()
            };
            let difference = OrganisationDifference::default();
            OrganisationImport {
                organisation: None,
                difference,
                flaws,
                report,
            }
        }
    }
}

/// The column in words; a flaw that lies in none has a place too.
fn place_of(flaw: &LineFlaw) -> String {
    if !flaw.field.is_empty() {
        return flaw.field.clone();
    }
    let place = if matches!(flaw.reason, LineReason::CellCount { .. }) {
        "cả dòng"
    } else {
        WHOLE_FILE
    };
    place.to_owned()
}

impl ImportReport {
    fn of(difference: &OrganisationDifference) -> Self {
        let renamed: BTreeSet<_> = difference
            .successions_removed
            .iter()
            .map(|s| (&s.old, s.effective_on))
            .collect();
        let successions = difference.successions_created.iter();
        let changed = successions
            .filter(|s| renamed.contains(&(&s.old, s.effective_on)))
            .count();
        Self {
            created: difference.created.len() + difference.successions_created.len() - changed,
            changed: difference.changed.len() + changed,
            unchanged: difference.unchanged + difference.successions_unchanged,
            refused: Vec::new(),
            to_mend: Vec::new(),
        }
    }
}

/// Something to look at, not yet named after its file.
struct ToMend {
    line: Option<u64>,
    field: &'static str,
    reason: String,
}

impl ToMend {
    fn named(self, file: &str) -> Remark {
        let (file, field) = (file.to_owned(), self.field.to_owned());
        Remark {
            file,
            line: self.line,
            field,
            reason: self.reason,
        }
    }
}

impl OrganisationFile {
    /// The lines the flaws lie on.
    fn place(&self, flaws: Vec<OrganisationFlaw>) -> Vec<LineFlaw> {
        let mut placed: Vec<LineFlaw> = flaws
            .into_iter()
            .map(|flaw| LineFlaw {
                line: self.line_of(&flaw),
                field: field_of(&flaw).to_owned(),
                reason: LineReason::Unsound(flaw),
            })
            .collect();
        placed.sort_by_key(|flaw| flaw.line);
        placed
    }

    fn line_of(&self, flaw: &OrganisationFlaw) -> Option<u64> {
        match flaw {
            OrganisationFlaw::DuplicateKey(id)
            | OrganisationFlaw::KeyDiffers(id)
            | OrganisationFlaw::MalformedCode(id)
            | OrganisationFlaw::EndsBeforeItBegins(id) => self.line_of_node(id),
            OrganisationFlaw::OverlappingPeriods { earlier, later } => self
                .line_of_node(later)
                .or_else(|| self.line_of_node(earlier)),
            OrganisationFlaw::ParentUnknown { child, parent_code }
            | OrganisationFlaw::ParentNotValidThen { child, parent_code } => self
                .line_of_node(child)
                .or_else(|| self.line_of_code(parent_code)),
            OrganisationFlaw::Cycle(ids) => ids.iter().find_map(|id| self.line_of_node(id)),
            OrganisationFlaw::AgencyCodeShared {
                agency_code: _,
                first,
                second,
            } => {
                let (first, second) = (self.line_of_node(first), self.line_of_node(second));
                first.max(second)
            }
            OrganisationFlaw::SuccessionFromUnknown {
                old_code,
                effective_on,
            } => self.line_of_succession(old_code, None, Some(*effective_on)),
            OrganisationFlaw::SuccessionToUnknown {
                old_code,
                new_code,
                effective_on,
            } => self.line_of_succession(old_code, Some(new_code), Some(*effective_on)),
            OrganisationFlaw::SuccessionCycle(ids) => ids
                .iter()
                .find_map(|id| self.line_of_succession(id.code(), None, None)),
        }
    }

    /// The last line about the node: of two, the second is the one too many.
    fn line_of_node(&self, id: &AgencyId) -> Option<u64> {
        let at = self
            .draft
            .agencies
            .iter()
            .rposition(|agency| &agency.id() == id)?;
        self.agency_lines.get(at).copied()
    }

    fn line_of_code(&self, code: &str) -> Option<u64> {
        let at = self
            .draft
            .agencies
            .iter()
            .rposition(|agency| agency.code == code)?;
        self.agency_lines.get(at).copied()
    }

    fn line_of_succession(
        &self,
        old_code: &str,
        new_code: Option<&str>,
        effective_on: Option<Date>,
    ) -> Option<u64> {
        let at = self.draft.successions.iter().position(|succession| {
            succession.old_code == old_code
                && new_code.is_none_or(|code| succession.new_code == code)
                && effective_on.is_none_or(|day| succession.effective_on == day)
        })?;
        self.succession_lines.get(at).copied()
    }

    fn remarks(&self, current: &Organisation, merged: &Organisation) -> Vec<ToMend> {
        let drafts = self.draft.agencies.iter();
        let lines: BTreeMap<AgencyId, u64> = drafts
            .map(AgencyDraft::id)
            .zip(self.agency_lines.iter().copied())
            .collect();
        let mut remarks = Vec::new();
        for agency in merged
            .gaps_above()
            .filter(|agency| lines.contains_key(&agency.id))
        {
            remarks.push(ToMend {
                line: lines.get(&agency.id).copied(),
                field: "parent_code",
                reason: format!(
                    "Có ngày {} hoạt động mà không có đơn vị cấp trên. Kiểm tra ngày của đơn vị và \
                     của cấp trên",
                    agency.name
                ),
            });
        }
        for (id, line) in &lines {
            let open = merged.find(id).filter(|agency| agency.valid_to.is_none());
            if let Some(desk) = open.filter(|agency| cannot_number(agency, merged)) {
                remarks.push(ToMend {
                    line: Some(*line),
                    field: "agency_code",
                    reason: format!(
                        "{} và cơ quan cấp trên đều chưa có mã định danh nên chưa cấp được mã hồ \
                         sơ. Điền mã định danh",
                        desk.name
                    ),
                });
            }
        }
        remarks.sort_by_key(|remark| remark.line);
        remarks.extend(self.left_open(current, merged).into_iter().map(|agency| ToMend {
            line: None,
            field: "valid_to",
            reason: format!(
                "Tệp không nhắc đến {} (mã {}, từ {}), nên đơn vị này vẫn còn hoạt động. Điền ngày \
                 kết thúc nếu đơn vị đã thôi hoạt động",
                agency.name,
                agency.code,
                show_day(agency.valid_from)
            ),
        }));
        remarks
    }

    /// What goes on unmentioned, although the file begins at the top of its tree.
    fn left_open<'a>(&self, current: &Organisation, merged: &'a Organisation) -> Vec<&'a Agency> {
        let Some(day) = self
            .draft
            .agencies
            .iter()
            .map(|agency| agency.valid_from)
            .max()
        else {
            return Vec::new();
        };
        let codes: BTreeSet<&str> = self
            .draft
            .agencies
            .iter()
            .map(|a| a.code.as_str())
            .collect();
        let tops = self
            .draft
            .agencies
            .iter()
            .filter(|agency| agency.parent_code.is_none());
        tops.filter_map(|top| merged.find_by_code(&top.code, day))
            .flat_map(|top| merged.descendants_on(&top.id, day))
            .filter(|agency| agency.valid_to.is_none() && !codes.contains(agency.code.as_str()))
            .filter(|agency| current.find(&agency.id).is_some())
            .collect()
    }
}

/// Whether a desk has no code to put before its dossiers' numbers: neither its own nor the one of
/// its agency.
fn cannot_number(agency: &Agency, organisation: &Organisation) -> bool {
    let above = agency.parent.as_ref().and_then(|id| organisation.find(id));
    agency.kind.is_desk()
        && agency.agency_code.is_none()
        && above.is_none_or(|above| above.agency_code.is_none())
}

fn field_of(flaw: &OrganisationFlaw) -> &'static str {
    match flaw {
        OrganisationFlaw::DuplicateKey(_)
        | OrganisationFlaw::KeyDiffers(_)
        | OrganisationFlaw::MalformedCode(_) => "code",
        OrganisationFlaw::EndsBeforeItBegins(_) => "valid_to",
        OrganisationFlaw::OverlappingPeriods { .. } => "valid_from",
        OrganisationFlaw::ParentUnknown { .. }
        | OrganisationFlaw::ParentNotValidThen { .. }
        | OrganisationFlaw::Cycle(_) => "parent_code",
        OrganisationFlaw::AgencyCodeShared { .. } => "agency_code",
        OrganisationFlaw::SuccessionFromUnknown { .. } => "old_code",
        OrganisationFlaw::SuccessionToUnknown { .. } | OrganisationFlaw::SuccessionCycle(_) => {
            "new_code"
        }
    }
}

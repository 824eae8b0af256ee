//! From rows per channel to cases: what the export repeats belongs to different cases.

use domain::calendar::time_limit::TimeLimit;
use domain::procedure::content::Part;
use domain::procedure::paper::RequiredPaper;
use domain::procedure::{Case, CaseKey, Channel, Terms, ToMend};

use super::fee::read_fees;
use super::limit::{ReadLimit, read_limit};

const LIMIT_FIELD: &str = "tables.hinh_thuc_nop.thoi_han_giai_quyet";
const FEE_FIELD: &str = "tables.hinh_thuc_nop.phi_le_phi";

/// One row of the export: a channel with its limit and its fees, as texts.
#[derive(Clone, PartialEq, Eq)]
pub(super) struct Row {
    pub(super) channel: Option<Channel>,
    pub(super) limit: String,
    pub(super) fees: String,
    pub(super) note: String,
}

/// The cases the rows speak of.
///
/// A channel can have one time limit only in a case. So the first row of each channel makes the
/// first case, the second row the second, and so on; a row that says the same twice is dropped.
/// Several cases are listed to mend, for the export does not say what tells them apart.
pub(super) fn read_cases(
    rows: &[Row],
    papers: &[RequiredPaper],
    to_mend: &mut Vec<ToMend>,
) -> Vec<Case> {
    let mut groups: Vec<Vec<(Channel, &Row)>> = vec![Vec::new()];
    let mut seen: Vec<&Row> = Vec::new();
    for row in rows {
        let Some(channel) = row.channel else { continue };
        if seen.contains(&row) {
            continue;
        }
        seen.push(row);
        let holds = |group: &Vec<(Channel, &Row)>| group.iter().any(|(taken, _)| *taken == channel);
        match groups.iter_mut().find(|group| !holds(group)) {
            Some(group) => group.push((channel, row)),
            None => groups.push(vec![(channel, row)]),
        }
    }
    if seen.is_empty() {
        to_mend.push(super::words::missing(
            "tables.hinh_thuc_nop",
            Part::Channels,
        ));
    }
    if papers.is_empty() {
        to_mend.push(super::words::missing(
            "tables.thanh_phan_ho_so",
            Part::Papers,
        ));
    }
    if groups.len() > 1 {
        to_mend.push(several_cases(&groups));
    }
    let alone = groups.len() == 1;
    let mut cases = Vec::new();
    for group in groups {
        let number = cases.len() + 1;
        let (key, name) = if alone {
            ("chung".to_owned(), "Trường hợp chung".to_owned())
        } else {
            (format!("truong-hop-{number}"), name_of(number, &group))
        };
        let terms = read_terms(&group, to_mend);
        cases.push(Case {
            key: CaseKey(key),
            name,
            terms,
            papers: papers.to_vec(),
        });
    }
    cases
}

/// The most characters of a remark that can serve as the name of a case.
const NAME_MAX: usize = 120;

// The remark of the row says what the case is for, when it is short; else the limit tells it apart.
fn name_of(number: usize, group: &[(Channel, &Row)]) -> String {
    let Some((_, row)) = group.first() else {
        return format!("Trường hợp {number}");
    };
    if !row.note.is_empty() && row.note.chars().count() <= NAME_MAX {
        return format!(
            "Trường hợp {number}: {}",
            row.note.trim_end_matches([';', '.', ','])
        );
    }
    if row.limit.is_empty() {
        return format!("Trường hợp {number}");
    }
    format!("Trường hợp {number} ({})", row.limit.to_lowercase())
}

fn several_cases(groups: &[Vec<(Channel, &Row)>]) -> ToMend {
    let limits: Vec<&str> = groups
        .iter()
        .filter_map(|group| group.first().map(|(_, row)| row.limit.as_str()))
        .collect();
    ToMend {
        field: "tables.hinh_thuc_nop".to_owned(),
        text: limits.join("; "),
        reason: format!(
            "một kênh nộp có nhiều dòng nên đã tách thành {} trường hợp; cần đặt tên và giấy tờ \
             của từng trường hợp",
            groups.len()
        ),
        part: None,
    }
}

// Channels with the same limit, fees and note share one entry.
fn read_terms(group: &[(Channel, &Row)], to_mend: &mut Vec<ToMend>) -> Vec<Terms> {
    let mut all: Vec<Terms> = Vec::new();
    for (channel, row) in group {
        let limit = limit_of(&row.limit, to_mend);
        let (fees, unclear) = read_fees(&row.fees);
        for line in unclear {
            add_once(to_mend, FEE_FIELD, line.text, line.reason, None);
        }
        let terms = Terms {
            channels: vec![*channel],
            limit,
            // The export knows what the law gives; a province's own decision is not in it.
            reduced: None,
            fees,
            note: row.note.clone(),
        };
        let same = |other: &&mut Terms| {
            other.limit == terms.limit && other.fees == terms.fees && other.note == terms.note
        };
        match all.iter_mut().find(same) {
            Some(other) => other.channels.push(*channel),
            None => all.push(terms),
        }
    }
    all
}

fn limit_of(text: &str, to_mend: &mut Vec<ToMend>) -> TimeLimit {
    match read_limit(text) {
        ReadLimit::Understood(limit) => limit,
        ReadLimit::ToMend(reason) => {
            add_once(
                to_mend,
                LIMIT_FIELD,
                text.to_owned(),
                reason,
                Some(Part::Limit),
            );
            let because = if text.is_empty() {
                "Chưa ghi thời hạn"
            } else {
                text
            };
            TimeLimit::None {
                because: because.to_owned(),
            }
        }
    }
}

fn add_once(
    to_mend: &mut Vec<ToMend>,
    field: &str,
    text: String,
    reason: &str,
    part: Option<Part>,
) {
    let line = ToMend {
        field: field.to_owned(),
        text,
        reason: reason.to_owned(),
        part,
    };
    if !to_mend.contains(&line) {
        to_mend.push(line);
    }
}

//! The content of a version: what must be published, and what changed since another version.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::procedure::Procedure;

/// An obligatory part (bộ phận tạo thành) of a procedure.
///
/// Law: Nghị định 63/2010/NĐ-CP, Điều 8 khoản 2 [memory, high].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Part {
    /// Tên thủ tục.
    Name,
    /// Trình tự thực hiện.
    Steps,
    /// Cách thức thực hiện.
    Channels,
    /// Thành phần, số lượng hồ sơ.
    Papers,
    /// Thời hạn giải quyết.
    Limit,
    /// Đối tượng thực hiện.
    Applicants,
    /// Cơ quan thực hiện.
    Agencies,
}

impl Part {
    /// The seven parts, in the order of the law.
    ///
    /// Law: Nghị định 63/2010/NĐ-CP, Điều 8 khoản 2.
    pub const ALL: [Self; 7] = [
        Self::Name,
        Self::Steps,
        Self::Channels,
        Self::Papers,
        Self::Limit,
        Self::Applicants,
        Self::Agencies,
    ];
}

/// One difference between two versions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// Where: such as `cases[tre-bi-bo-roi].terms[0].limit`.
    pub field: String,
    /// What stood there; empty when nothing did.
    pub from: String,
    /// What stands there now; empty when nothing does.
    pub to: String,
}

impl Procedure {
    /// Which of the seven obligatory parts are filled.
    ///
    /// A limit counts as filled when the text says that there is none, and why; not when the text
    /// still waits to be mended.
    pub fn seven_parts(&self) -> [(Part, bool); 7] {
        Part::ALL.map(|part| (part, self.has(part)))
    }

    fn has(&self, part: Part) -> bool {
        let in_every_case =
            |has: fn(&super::Case) -> bool| !self.cases.is_empty() && self.cases.iter().all(has);
        match part {
            Part::Name => !self.name.trim().is_empty(),
            Part::Steps => self.steps.iter().any(|step| !step.trim().is_empty()),
            Part::Channels => {
                in_every_case(|case| case.terms.iter().any(|terms| !terms.channels.is_empty()))
            }
            Part::Papers => self.sets.is_some() && in_every_case(|case| !case.papers.is_empty()),
            Part::Limit => {
                in_every_case(|case| !case.terms.is_empty())
                    && !self
                        .to_mend
                        .iter()
                        .any(|line| line.part == Some(Part::Limit))
            }
            Part::Applicants => !self.applicants.is_empty(),
            Part::Agencies => !self.agencies_text.trim().is_empty(),
        }
    }

    /// Whether both say the same, whatever their version numbers.
    pub fn same_content(&self, other: &Self) -> bool {
        self == &Self {
            version: self.version,
            ..other.clone()
        }
    }

    /// What `newer` says differently, field by field; version numbers are left aside.
    ///
    /// Empty exactly when both have the same content.
    pub fn difference(&self, newer: &Self) -> Vec<Change> {
        let [from, to] = [self, newer].map(|procedure| {
            let mut value = serde_json::to_value(procedure).unwrap_or_default();
            if let Some(fields) = value.as_object_mut() {
                fields.remove("version");
            }
            value
        });
        let mut changes = Vec::new();
        compare("", &from, &to, &mut changes);
        changes
    }
}

fn compare(place: &str, from: &Value, to: &Value, changes: &mut Vec<Change>) {
    if from == to {
        return;
    }
    match (from, to) {
        (Value::Object(old), Value::Object(new)) => {
            let added = new.keys().filter(|key| !old.contains_key(*key));
            for key in old.keys().chain(added) {
                let here = if place.is_empty() {
                    key.clone()
                } else {
                    format!("{place}.{key}")
                };
                let side = |of: &serde_json::Map<String, Value>| {
                    of.get(key).cloned().unwrap_or(Value::Null)
                };
                compare(&here, &side(old), &side(new), changes);
            }
        }
        (Value::Array(old), Value::Array(new)) => compare_lists(place, old, new, changes),
        _ => changes.push(Change {
            field: place.to_owned(),
            from: show(from),
            to: show(to),
        }),
    }
}

// Entries that bear a key are matched by it, so that one inserted paper is one change and not a
// change of all that follow.
fn compare_lists(place: &str, old: &[Value], new: &[Value], changes: &mut Vec<Change>) {
    let keyed = old.iter().chain(new).all(|entry| key_of(entry).is_some());
    if !keyed || repeats_a_key(old) || repeats_a_key(new) {
        for index in 0..old.len().max(new.len()) {
            let side = |list: &[Value]| list.get(index).cloned().unwrap_or(Value::Null);
            compare(
                &format!("{place}[{index}]"),
                &side(old),
                &side(new),
                changes,
            );
        }
        return;
    }
    let find = |list: &[Value], key: &str| {
        list.iter()
            .find(|entry| key_of(entry) == Some(key))
            .cloned()
            .unwrap_or(Value::Null)
    };
    let keys = |list: &[Value]| -> Vec<String> {
        list.iter().filter_map(key_of).map(str::to_owned).collect()
    };
    let (old_keys, new_keys) = (keys(old), keys(new));
    let added = new_keys.iter().filter(|key| !old_keys.contains(key));
    let before = changes.len();
    for key in old_keys.iter().chain(added) {
        compare(
            &format!("{place}[{key}]"),
            &find(old, key),
            &find(new, key),
            changes,
        );
    }
    if changes.len() == before {
        let [from, to] = [old_keys, new_keys].map(|keys| keys.join(", "));
        changes.push(Change {
            field: place.to_owned(),
            from,
            to,
        });
    }
}

fn key_of(entry: &Value) -> Option<&str> {
    entry.get("key")?.as_str()
}

fn repeats_a_key(list: &[Value]) -> bool {
    list.iter().enumerate().any(|(at, entry)| {
        list.iter()
            .skip(at + 1)
            .any(|later| key_of(later) == key_of(entry))
    })
}

fn show(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_) => value.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Change, Part};
    use crate::calendar::time_limit::TimeLimit;
    use crate::people::ApplicantKind;
    use crate::procedure::paper::{Handing, Need, PaperKey, RequiredPaper};
    use crate::procedure::{
        Case, CaseKey, Certainty, Channel, Procedure, Publication, Sector, ServiceLevel,
        SettlingLevel, Terms, ToMend,
    };
    use crate::workflow::Workflow;

    fn paper(key: &str) -> RequiredPaper {
        RequiredPaper {
            key: PaperKey(key.to_owned()),
            code: None,
            name: key.to_owned(),
            originals: 1,
            copies: 0,
            handing: Handing::Submit,
            need: Need::Always,
            form: None,
            replaceable_by: None,
            is_declaration: false,
        }
    }

    fn birth() -> Procedure {
        let terms = Terms {
            channels: vec![Channel::Desk],
            limit: TimeLimit::WithinDay,
            reduced: None,
            fees: Vec::new(),
            note: String::new(),
        };
        let case = Case {
            key: CaseKey("chung".to_owned()),
            name: "Trường hợp chung".to_owned(),
            terms: vec![terms],
            papers: vec![paper("to-khai"), paper("giay-chung-sinh")],
        };
        Procedure {
            code: "1.001193".parse().expect("a sound code"),
            version: 1,
            name: "Đăng ký khai sinh".to_owned(),
            official_name: "Thủ tục đăng ký khai sinh".to_owned(),
            english_name: None,
            synonyms: Vec::new(),
            sector: Sector {
                code: None,
                name: "Hộ tịch".to_owned(),
            },
            levels: vec![SettlingLevel::Commune],
            applicants: vec![ApplicantKind::Person],
            online_level: ServiceLevel::FullyOnline,
            sets: Some(1),
            cases: vec![case],
            results: Vec::new(),
            legal_bases: Vec::new(),
            steps: vec!["Nộp tờ khai.".to_owned()],
            conditions: String::new(),
            agencies_text: "Ủy ban nhân dân cấp xã".to_owned(),
            publication: Publication::default(),
            declaration: None,
            workflow: Workflow::usual(None),
            process: None,
            to_mend: Vec::new(),
            source: String::new(),
            certainty: Certainty::High,
        }
    }

    fn fields(changes: &[Change]) -> Vec<&str> {
        changes.iter().map(|change| change.field.as_str()).collect()
    }

    #[test]
    fn a_new_number_alone_is_no_new_content() {
        let newer = Procedure {
            version: 7,
            ..birth()
        };
        assert!(birth().same_content(&newer));
        assert_eq!(birth().difference(&newer), []);
    }

    #[test]
    fn one_paper_put_first_is_one_change() {
        let mut newer = birth();
        newer.cases[0].papers.insert(0, paper("giay-to-tuy-than"));
        assert!(!birth().same_content(&newer));
        assert_eq!(
            fields(&birth().difference(&newer)),
            ["cases[chung].papers[giay-to-tuy-than]"]
        );
    }

    #[test]
    fn another_order_is_a_change_too() {
        let mut newer = birth();
        newer.cases[0].papers.reverse();
        let changes = birth().difference(&newer);
        assert_eq!(fields(&changes), ["cases[chung].papers"]);
        assert_eq!(changes[0].to, "giay-chung-sinh, to-khai");
    }

    #[test]
    fn texts_show_what_stood_and_what_stands() {
        let mut newer = birth();
        newer.steps.push("Nhận giấy.".to_owned());
        newer.sets = Some(2);
        let change = |field: &str, from: &str, to: &str| Change {
            field: field.to_owned(),
            from: from.to_owned(),
            to: to.to_owned(),
        };
        assert_eq!(
            birth().difference(&newer),
            [
                change("sets", "1", "2"),
                change("steps[1]", "", "Nhận giấy.")
            ]
        );
    }

    #[test]
    fn every_missing_part_is_seen_and_only_it() {
        let filled = birth().seven_parts();
        assert!(filled.iter().all(|(_, filled)| *filled), "{filled:?}");
        let missing = |procedure: Procedure| -> Vec<Part> {
            procedure
                .seven_parts()
                .into_iter()
                .filter(|(_, has)| !has)
                .map(|(p, _)| p)
                .collect()
        };
        assert_eq!(
            missing(Procedure {
                steps: Vec::new(),
                ..birth()
            }),
            [Part::Steps]
        );
        assert_eq!(
            missing(Procedure {
                sets: None,
                ..birth()
            }),
            [Part::Papers]
        );
        assert_eq!(
            missing(Procedure {
                applicants: Vec::new(),
                ..birth()
            }),
            [Part::Applicants]
        );
        let unclear = ToMend {
            field: "thoi_han".to_owned(),
            text: "10-25".to_owned(),
            reason: String::new(),
            part: Some(Part::Limit),
        };
        assert_eq!(
            missing(Procedure {
                to_mend: vec![unclear],
                ..birth()
            }),
            [Part::Limit]
        );
        let caseless = Procedure {
            cases: Vec::new(),
            ..birth()
        };
        assert_eq!(
            missing(caseless),
            [Part::Channels, Part::Papers, Part::Limit]
        );
    }
}

//! Rule 3: every public type of the domain is explained, in the law's word too.

use crate::expect_none;
use crate::source::{self, Item};

/// One row of docs/glossary.md: the law's words, and our names for them.
struct Row {
    terms: Vec<String>,
    names: Vec<String>,
}

#[test]
fn public_types_of_the_domain_say_what_they_are() {
    let glossary = rows(&glossary_text());
    let mut complaints = Vec::new();
    for file in source::rust_below("crates/domain/src") {
        for item in source::items(&file.text, |line| type_name(line).is_some()) {
            complaints.extend(
                unexplained(&item, &glossary)
                    .map(|complaint| format!("{}:{}: {complaint}", file.path, item.line)),
            );
        }
    }
    expect_none(&complaints);
}

#[test]
fn one_word_stands_for_one_idea() {
    let glossary = rows(&glossary_text());
    assert!(
        glossary.len() > 50,
        "the glossary has lost rows: {}",
        glossary.len()
    );
    let mut names: Vec<&String> = glossary.iter().flat_map(|row| &row.names).collect();
    names.sort_unstable();
    let twice: Vec<String> = names
        .windows(2)
        .filter(|pair| pair[0] == pair[1])
        .map(|pair| format!("docs/glossary.md: {} stands for two ideas", pair[0]))
        .collect();
    expect_none(&twice);
}

fn glossary_text() -> String {
    std::fs::read_to_string(source::root().join("docs/glossary.md")).expect("the glossary")
}

/// The name of the public type that a line declares.
fn type_name(line: &str) -> Option<&str> {
    let rest = line.strip_prefix("pub ")?;
    let rest = ["struct ", "enum ", "trait ", "type "]
        .iter()
        .find_map(|keyword| rest.strip_prefix(keyword))?;
    rest.split(|c: char| !c.is_alphanumeric() && c != '_')
        .next()
}

fn unexplained(item: &Item, glossary: &[Row]) -> Option<String> {
    let name = type_name(&item.declaration)?;
    if item.doc.is_empty() {
        return Some(format!("{name} has no doc line"));
    }
    let sentence: String = item
        .doc
        .iter()
        .take_while(|line| !line.is_empty())
        .map(|line| line.to_lowercase() + " ")
        .collect();
    let terms: Vec<&String> = glossary
        .iter()
        .filter(|row| row.names.iter().any(|known| known == name))
        .flat_map(|row| &row.terms)
        .collect();
    if terms.is_empty() || terms.iter().any(|term| sentence.contains(term.as_str())) {
        return None;
    }
    Some(format!(
        "the doc line of {name} lacks the law's word, one of {terms:?}"
    ))
}

/// The rows of the table. Where both cells have as many parts (split by `;`), part belongs to
/// part; otherwise all terms belong to all names.
fn rows(text: &str) -> Vec<Row> {
    let mut rows = Vec::new();
    for line in text.lines().filter(|line| line.starts_with('|')) {
        let cells: Vec<&str> = line.split('|').map(str::trim).collect();
        let [_, terms, names, ..] = cells.as_slice() else {
            continue;
        };
        if terms.starts_with("---") || *terms == "Vietnamese" {
            continue;
        }
        let (term_parts, name_parts): (Vec<&str>, Vec<&str>) =
            (terms.split(';').collect(), names.split(';').collect());
        if term_parts.len() == name_parts.len() {
            for (terms, names) in term_parts.into_iter().zip(name_parts) {
                rows.push(Row {
                    terms: terms_of(terms),
                    names: names_of(names),
                });
            }
        } else {
            rows.push(Row {
                terms: terms_of(terms),
                names: names_of(names),
            });
        }
    }
    rows
}

fn terms_of(cell: &str) -> Vec<String> {
    cell.split([',', ';'])
        .map(|term| term.split('(').next().unwrap_or(term).trim().to_lowercase())
        .filter(|term| !term.is_empty())
        .collect()
}

/// The types named in a cell: what stands in backticks and begins with a capital.
fn names_of(cell: &str) -> Vec<String> {
    cell.split('`')
        .skip(1)
        .step_by(2)
        .map(|code| {
            code.chars()
                .take_while(|c| c.is_alphanumeric())
                .collect::<String>()
        })
        .filter(|name| name.starts_with(|c: char| c.is_ascii_uppercase()))
        .fold(Vec::new(), |mut names, name| {
            if !names.contains(&name) {
                names.push(name);
            }
            names
        })
}

#[test]
fn a_type_without_the_laws_word_is_seen() {
    let glossary = rows(
        "| Vietnamese | In code |\n| --- | --- |\n| hồ sơ | `Dossier` | x |\n\
                         | phí; lệ phí | `ServiceFee`; `StatutoryCharge` | both |\n\
                         | cấp tỉnh, cấp xã | `Level::Province`, `Level::Commune` | |",
    );
    let complaint = |doc: &str, name: &str| {
        let text = format!("{doc}\n#[derive(Debug)]\npub struct {name} {{\n");
        let items = source::items(&text, |line| type_name(line).is_some());
        unexplained(&items[0], &glossary)
    };
    assert_eq!(
        complaint("", "Anything").as_deref(),
        Some("Anything has no doc line")
    );
    assert!(complaint("/// What was handed in.", "Dossier").is_some());
    assert!(complaint("/// A dossier (Hồ sơ).", "Dossier").is_none());
    assert!(complaint("/// A dossier,\n/// in law hồ sơ.", "Dossier").is_none());
    assert!(complaint("/// A dossier.\n///\n/// Far down: hồ sơ.", "Dossier").is_some());
    assert!(complaint("/// A fee (phí).", "StatutoryCharge").is_some());
    assert!(complaint("/// Cấp xã and above.", "Level").is_none());
    assert!(complaint("/// Not in the table.", "Rulebook").is_none());
}

//! Rule 4: a number that comes from the law says from where.

use crate::expect_none;
use crate::source::{self, Item};

/// Words by which a doc comment speaks of the law.
const LAW_WORDS: [&str; 8] = [
    "decree",
    "circular",
    "law",
    "statute",
    "nghị định",
    "thông tư",
    "quyết định",
    "luật",
];

/// Folders of the domain in which every figure either comes from the law or says that it does not.
const STRICT: [&str; 2] = ["crates/domain/src/dossier", "crates/domain/src/calendar"];

/// Types whose values are figures.
const FIGURES: [&str; 20] = [
    "u8",
    "u16",
    "u32",
    "u64",
    "u128",
    "usize",
    "i8",
    "i16",
    "i32",
    "i64",
    "i128",
    "isize",
    "f32",
    "f64",
    "Time",
    "Date",
    "Duration",
    "SignedDuration",
    "Span",
    "Dong",
];

#[test]
fn figures_of_the_law_say_where_they_come_from() {
    let mut complaints = Vec::new();
    for file in source::rust_below("crates/domain/src") {
        let strict = STRICT.iter().any(|folder| file.path.starts_with(folder));
        for item in source::items(&file.text, |line| constant(line).is_some()) {
            complaints.extend(
                sourceless(&item, strict)
                    .map(|complaint| format!("{}:{}: {complaint}", file.path, item.line)),
            );
        }
    }
    expect_none(&complaints);
}

/// The name and the type of the constant that a line declares.
fn constant(line: &str) -> Option<(&str, &str)> {
    let rest = match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(')')?.1.trim_start(),
        Some(rest) => rest.trim_start(),
        None => line,
    };
    let (name, rest) = rest.strip_prefix("const ")?.split_once(':')?;
    let is_name = name
        .chars()
        .all(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_');
    is_name.then(|| (name, rest.split('=').next().unwrap_or(rest).trim()))
}

fn sourceless(item: &Item, strict: bool) -> Option<String> {
    let (name, kind) = constant(&item.declaration)?;
    let says = |mark: &str| {
        item.doc.iter().any(|line| {
            line.strip_prefix(mark)
                .is_some_and(|source| !source.trim().is_empty())
        })
    };
    if says("Law:") {
        return None;
    }
    let not_law = says("Not law:");
    let is_figure = kind
        .split(|c: char| !c.is_alphanumeric() && c != '_')
        .any(|word| FIGURES.contains(&word));
    if strict && is_figure {
        return (!not_law).then(|| format!("{name} needs a line `Law: …` or `Not law: …`"));
    }
    let speaks_of_law = item
        .doc
        .iter()
        .flat_map(|line| {
            LAW_WORDS
                .iter()
                .map(move |word| (line.to_lowercase(), word))
        })
        .any(|(line, word)| has_word(&line, word));
    (speaks_of_law && !not_law).then(|| format!("{name} speaks of the law and needs `Law: …`"))
}

fn has_word(line: &str, word: &str) -> bool {
    line.match_indices(word).any(|(at, _)| {
        let before = line[..at].chars().next_back();
        let after = line[at + word.len()..].chars().next();
        !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric)
    })
}

#[test]
fn a_figure_without_its_source_is_seen() {
    let complains = |text: &str, strict: bool| {
        let items = source::items(text, |line| constant(line).is_some());
        assert_eq!(items.len(), 1, "{text}");
        sourceless(&items[0], strict).is_some()
    };
    assert!(complains(
        "/// How often.\npub const ASKED_MAX: u32 = 1;",
        true
    ));
    assert!(!complains(
        "/// How often.\npub const ASKED_MAX: u32 = 1;",
        false
    ));
    assert!(complains(
        "/// How often the decree allows it.\nconst ASKED_MAX: u32 = 1;",
        false
    ));
    assert!(!complains(
        "/// How often.\n///\n/// Law: Nghị định 118/2025, Điều 1.\nconst A: u32 = 1;",
        true
    ));
    assert!(complains(
        "/// How often.\n///\n/// Law:\nconst A: u32 = 1;",
        true
    ));
    assert!(!complains(
        "/// Not law: minutes of an hour.\nconst A: i64 = 60;",
        true
    ));
    assert!(complains("const SESSIONS: [(Time, Time); 2] = [];", true));
    assert!(complains(
        "pub(crate) const CUT_OFF: Option<Time> = None;",
        true
    ));
    assert!(!complains("const NAME: &str = \"\";", true));
    assert!(!complains(
        "/// Flawless lawn.\nconst NAME: &str = \"\";",
        false
    ));
}

#[test]
fn a_function_is_no_constant() {
    assert!(constant("pub const fn new(amount: u64) -> Self {").is_none());
}

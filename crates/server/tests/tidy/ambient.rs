//! Rule 9: the clock, chance, the environment and files, only through the doors made for them.

use std::collections::{BTreeMap, BTreeSet};

use crate::expect_none;
use crate::source::{self, File, before_tests, code_of, is_for_tests};

/// Something that is not handed in but lies about, and where it may be picked up.
struct Ambient {
    what: &'static str,
    /// Code by which it is recognised.
    marks: &'static [&'static str],
    /// Files and folders that may.
    doors: &'static [&'static str],
}

const AMBIENT: [Ambient; 3] = [
    Ambient {
        what: "the clock",
        marks: &["::now("],
        doors: &["crates/server/src/clock.rs"],
    },
    Ambient {
        what: "the environment",
        marks: &["std::env", "env::var", "env::args"],
        doors: &["crates/server/src/config.rs", "crates/server/src/main.rs"],
    },
    Ambient {
        what: "files",
        marks: &["std::fs", "tokio::fs", "File::open", "File::create"],
        doors: &["crates/store/src", "crates/server/src"],
    },
];

/// Code by which chance is recognised.
const CHANCE: [&str; 6] = [
    "getrandom::",
    "use getrandom",
    "rand::",
    "OsRng",
    "now_v7(",
    "new_v4(",
];

/// Crates in which chance has its one door; in the others there is none.
const WITH_CHANCE: [&str; 3] = ["store", "web", "server"];

#[test]
fn nothing_is_picked_up_that_should_be_handed_in() {
    let files = source::rust_below("crates");
    assert!(files.len() >= 6, "the crates have lost their files");
    let ours: Vec<&File> = files
        .iter()
        .filter(|file| !is_for_tests(&file.path, &files))
        .collect();
    let mut complaints: Vec<String> = ours.iter().flat_map(|file| picked_up(file)).collect();
    complaints.extend(doors_of_chance(&ours));
    expect_none(&complaints);
}

fn picked_up(file: &File) -> Vec<String> {
    let mut complaints = Vec::new();
    for ambient in &AMBIENT {
        if ambient.doors.iter().any(|door| file.path.starts_with(door)) {
            continue;
        }
        for (number, line) in lines_with(&file.text, ambient.marks) {
            let what = ambient.what;
            complaints.push(format!("{}:{number}: picks up {what}: {line}", file.path));
        }
    }
    complaints
}

/// Chance comes into a crate by one file; in crates that decide or draw there is none.
fn doors_of_chance(files: &[&File]) -> Vec<String> {
    let mut doors: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for file in files {
        let Some(name) = file.path.split('/').nth(1) else {
            continue;
        };
        if !lines_with(&file.text, &CHANCE).is_empty() {
            doors.entry(name).or_default().insert(&file.path);
        }
    }
    let mut complaints = Vec::new();
    for (name, files) in doors {
        if !WITH_CHANCE.contains(&name) {
            complaints.push(format!("{name} must leave nothing to chance: {files:?}"));
        } else if files.len() > 1 {
            complaints.push(format!(
                "chance comes into {name} by more than one file: {files:?}"
            ));
        }
    }
    complaints
}

/// The lines of code before the tests that hold one of these marks, with their numbers.
fn lines_with(text: &str, marks: &[&str]) -> Vec<(usize, String)> {
    before_tests(text)
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, code_of(line).trim().to_owned()))
        .filter(|(_, code)| marks.iter().any(|mark| code.contains(mark)))
        .collect()
}

#[test]
fn what_is_picked_up_is_seen() {
    let complaints = |path: &str, text: &str| {
        picked_up(&File {
            path: path.to_owned(),
            text: text.to_owned(),
        })
        .len()
    };
    let clock = "fn f() {\n    let t = jiff::Timestamp::now();\n}";
    assert_eq!(complaints("crates/domain/src/dossier/decide.rs", clock), 1);
    assert_eq!(complaints("crates/server/src/clock.rs", clock), 0);
    assert_eq!(
        complaints("crates/web/src/app.rs", "let v = std::env::var(\"A\");"),
        1
    );
    assert_eq!(
        complaints("crates/documents/src/lib.rs", "std::fs::read(path)"),
        1
    );
    assert_eq!(
        complaints("crates/store/src/files.rs", "std::fs::read(path)"),
        0
    );
    assert_eq!(
        complaints(
            "crates/web/src/app.rs",
            "// not std::fs\nlet s = \"::now(\";"
        ),
        0
    );
    assert_eq!(
        complaints(
            "crates/web/src/app.rs",
            "#[cfg(test)]\nmod t {\n Instant::now() }"
        ),
        0
    );
}

#[test]
fn chance_has_one_door_a_crate() {
    let file = |path: &str| File {
        path: path.to_owned(),
        text: "getrandom::fill(&mut bytes)".to_owned(),
    };
    let complaints = |paths: &[&str]| {
        let files: Vec<File> = paths.iter().map(|path| file(path)).collect();
        doors_of_chance(&files.iter().collect::<Vec<_>>()).len()
    };
    assert_eq!(
        complaints(&["crates/store/src/chance.rs", "crates/web/src/chance.rs"]),
        0
    );
    assert_eq!(
        complaints(&["crates/store/src/chance.rs", "crates/store/src/keys.rs"]),
        1
    );
    assert_eq!(complaints(&["crates/domain/src/dossier/code.rs"]), 1);
}

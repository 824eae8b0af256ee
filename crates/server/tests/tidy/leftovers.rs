//! What must not be left lying in a file that is kept.

use crate::expect_none;
use crate::source::{self, File, code_of};

/// A folder of the machine on which this was first built; nobody else has it.
const A_FOREIGN_FOLDER: &str = concat!("/wo", "rk/");

/// First labels by which package registries are known. The registry is the reader's own choice.
const REGISTRY_LABELS: [&str; 5] = ["registry", "index", "deb", "pypi", "crates-io"];

#[test]
fn files_name_no_foreign_folder_and_no_registry() {
    // The lock file has to say in cargo's words that a crate comes from the public registry.
    let files = source::files_below("");
    assert!(files.len() > 20, "the workspace has lost its files");
    let complaints: Vec<String> = files
        .iter()
        .filter(|file| file.path != "Cargo.lock")
        .flat_map(|file| places(&file.path, &file.text))
        .collect();
    expect_none(&complaints);
}

#[test]
fn no_test_is_switched_off_and_nothing_prints_by_the_way() {
    let complaints: Vec<String> = source::rust_below("crates")
        .iter()
        .flat_map(leftovers)
        .collect();
    expect_none(&complaints);
}

fn places(path: &str, text: &str) -> Vec<String> {
    let mut complaints = Vec::new();
    for (index, line) in text.lines().enumerate() {
        let at = format!("{path}:{}", index + 1);
        if line.contains(A_FOREIGN_FOLDER) {
            complaints.push(format!("{at}: names a folder of one machine"));
        }
        if line.split("://").skip(1).any(is_registry) {
            complaints.push(format!("{at}: names the host of a package registry"));
        }
    }
    complaints
}

fn is_registry(address: &str) -> bool {
    REGISTRY_LABELS.iter().any(|label| {
        address
            .strip_prefix(label)
            .is_some_and(|rest| rest.starts_with('.'))
    })
}

fn leftovers(file: &File) -> Vec<String> {
    let marks = ["#[ignore", "println!(", "eprintln!(", "todo!(", "dbg!("];
    file.text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, code_of(line)))
        .filter_map(|(number, code)| {
            let mark = marks.iter().find(|mark| code.contains(**mark))?;
            Some(format!("{}:{number}: {mark}", file.path))
        })
        .collect()
}

#[test]
fn places_of_others_are_seen() {
    let folder = format!("see {A_FOREIGN_FOLDER}shared");
    assert_eq!(places("a.md", &folder).len(), 1);
    let registry = ["https", "://", "registry", ".example.org/left-pad"].concat();
    assert_eq!(places("package-lock.json", &registry).len(), 1);
    assert!(places("a.md", "https://example.org/framework/ and ./work").is_empty());
}

#[test]
fn a_test_that_is_switched_off_is_seen() {
    let text = "#[test]\n#[ignore = \"slow\"]\nfn a() { println!(\"x\") } // dbg!(";
    let file = File {
        path: "a.rs".to_owned(),
        text: text.to_owned(),
    };
    assert_eq!(leftovers(&file), ["a.rs:2: #[ignore", "a.rs:3: println!("]);
}

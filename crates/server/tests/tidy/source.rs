//! Reading the workspace's own files.

use std::path::{Path, PathBuf};

/// Names of what was built, fetched or is kept by git; never what we wrote.
const NOT_OURS: [&str; 5] = ["target", "node_modules", ".git", "var", "fonts"];

/// One text file of the workspace.
pub struct File {
    /// Its path below the workspace's folder, with `/` between the names.
    pub path: String,
    pub text: String,
}

/// The folder that holds the workspace.
pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// All text files in this folder of the workspace and below; none if it is not there.
pub fn files_below(folder: &str) -> Vec<File> {
    let mut found = Vec::new();
    collect(&root(), folder, &mut found);
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// The Rust files in this folder of the workspace and below.
pub fn rust_below(folder: &str) -> Vec<File> {
    let is_rust = |file: &File| {
        Path::new(&file.path)
            .extension()
            .is_some_and(|end| end == "rs")
    };
    files_below(folder).into_iter().filter(is_rust).collect()
}

fn collect(root: &Path, folder: &str, found: &mut Vec<File>) {
    let Ok(entries) = std::fs::read_dir(root.join(folder)) else {
        return;
    };
    for entry in entries {
        let entry = entry.expect("a folder that opened can be read");
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if folder.is_empty() {
            name.clone()
        } else {
            format!("{folder}/{name}")
        };
        let kind = entry.file_type().expect("an entry has a type");
        if NOT_OURS.contains(&name.as_str()) {
            continue;
        }
        if kind.is_dir() {
            collect(root, &path, found);
        } else if kind.is_file() {
            // What is not text (a picture) has no words to judge.
            if let Ok(text) = std::fs::read_to_string(entry.path()) {
                found.push(File { path, text });
            }
        }
    }
}

/// The lines before the tests: by house style these stand last in a file.
pub fn before_tests(text: &str) -> &str {
    let mut length = 0;
    let mut lines = text.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let opens_tests = lines
            .peek()
            .is_some_and(|next| next.trim_end().ends_with('{'));
        if line.trim() == TESTS_ONLY && opens_tests {
            return &text[..length];
        }
        length += line.len();
    }
    text
}

/// The attribute of what is compiled for tests only.
const TESTS_ONLY: &str = "#[cfg(test)]";

/// Whether a file is no part of the program: a test, an example, or taken in for tests only
/// by another of these files (`#[cfg(test)] mod sample;`).
pub fn is_for_tests(path: &str, files: &[File]) -> bool {
    path.contains("/tests/")
        || path.contains("/examples/")
        || files.iter().any(|file| {
            let (folder, name) = file.path.rsplit_once('/').unwrap_or(("", &file.path));
            let stem = name.strip_suffix(".rs").unwrap_or(name);
            let folder = match stem {
                "lib" | "main" | "mod" => folder.to_owned(),
                _ => format!("{folder}/{stem}"),
            };
            modules_for_tests(&file.text).any(|module| {
                let rest = path.strip_prefix(&format!("{folder}/{module}"));
                rest.is_some_and(|rest| rest == ".rs" || rest.starts_with('/'))
            })
        })
}

fn modules_for_tests(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .zip(text.lines().skip(1))
        .filter_map(|(attribute, line)| {
            let module = line.trim().strip_prefix("mod ")?.strip_suffix(';')?;
            (attribute.trim() == TESTS_ONLY).then_some(module)
        })
}

/// The code of a line, without a comment after it and without the inside of its strings.
pub fn code_of(line: &str) -> String {
    let mut code = String::new();
    let mut in_string = false;
    let mut characters = line.chars().peekable();
    while let Some(character) = characters.next() {
        match character {
            '\\' if in_string => {
                characters.next();
            }
            '"' => in_string = !in_string,
            '/' if !in_string && characters.peek() == Some(&'/') => break,
            _ if in_string => {}
            _ => code.push(character),
        }
    }
    code
}

/// Something declared, with the doc lines that stand above it.
pub struct Item {
    /// The line's number, from 1.
    pub line: usize,
    pub declaration: String,
    pub doc: Vec<String>,
}

/// The items whose declaration this function recognises (it gets the trimmed line).
pub fn items(text: &str, is_wanted: impl Fn(&str) -> bool) -> Vec<Item> {
    let lines: Vec<&str> = before_tests(text).lines().map(str::trim).collect();
    let mut items = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        if is_wanted(line) {
            let declaration = (*line).to_owned();
            items.push(Item {
                line: index + 1,
                declaration,
                doc: doc_above(&lines[..index]),
            });
        }
    }
    items
}

/// The doc lines that end these lines; attributes may stand between them and the item.
fn doc_above(lines: &[&str]) -> Vec<String> {
    let mut doc = Vec::new();
    for line in lines.iter().rev() {
        if let Some(words) = line.strip_prefix("///") {
            doc.push(words.trim().to_owned());
        } else if !doc.is_empty() || line.is_empty() || line.ends_with([';', '}', '{']) {
            break;
        }
        // Anything else is an attribute, or one of its lines.
    }
    doc.reverse();
    doc
}

#[test]
fn doc_lines_are_found_above_attributes() {
    let text =
        "struct A;\n/// First.\n///\n/// Law: x.\n#[derive(\n    Debug,\n)]\npub struct B;\n";
    let found = items(text, |line| line.starts_with("pub struct "));
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].line, found[0].doc.as_slice()),
        (8, &["First.", "", "Law: x."].map(str::to_owned)[..])
    );
}

#[test]
fn comments_and_strings_are_not_code() {
    assert_eq!(
        code_of(r#"let a = "std::env \" //"; // std::fs"#),
        "let a = ; "
    );
}

#[test]
fn what_is_for_tests_only_is_told_from_the_rest() {
    let text = "#[cfg(test)]\nmod gallery;\nfn a() {}\n#[cfg(test)]\nmod tests {\nfn b() {}\n}\n";
    assert!(before_tests(text).ends_with("fn a() {}\n"));
    let files = [File {
        path: "crates/web/src/lib.rs".to_owned(),
        text: text.to_owned(),
    }];
    assert!(is_for_tests("crates/web/src/gallery.rs", &files));
    assert!(is_for_tests("crates/web/src/gallery/row.rs", &files));
    assert!(is_for_tests("crates/web/tests/town/mod.rs", &files));
    assert!(is_for_tests("crates/documents/examples/papers.rs", &files));
    assert!(!is_for_tests(
        "crates/web/src/gallery_of_citizens.rs",
        &files
    ));
    assert!(!is_for_tests("crates/web/src/desk/gallery.rs", &files));
}

//! Rule 1: who may depend on whom.

use toml::{Table, Value};

use crate::expect_none;
use crate::source::{self, code_of};

/// Our packages and what of ours each may depend on. Another arrow is a decision, not a line.
const ARROWS: [(&str, &[&str]); 8] = [
    ("domain", &[]),
    ("store", &["domain"]),
    ("documents", &["domain"]),
    ("integrations", &["domain"]),
    ("sim", &["domain", "store"]),
    ("web", &["domain", "store", "documents", "integrations"]),
    (
        "motcua",
        &["domain", "store", "documents", "integrations", "web", "sim"],
    ),
    ("xtask", &[]),
];

/// What the domain may take from others: values and formats, nothing that opens, asks or waits.
const OUTSIDE_DOMAIN: [&str; 8] = [
    "csv",
    "jiff",
    "serde",
    "serde_json",
    "sha2",
    "thiserror",
    "unicode-normalization",
    "uuid",
];

/// What of the partners happens while the citizen waits; what is built in is no partner but ours,
/// and so is our own file of a process, which an administrator hands in. An outside system that
/// settles children of bundles comes to us with its answers: they are read where requests are read.
const PARTNERS_OF_WEB: [&str; 5] = ["identity", "payment", "built_in", "partner", "process_file"];

#[test]
fn crates_depend_on_each_other_only_along_the_arrows() {
    let mut complaints = Vec::new();
    for path in manifests() {
        let text = std::fs::read_to_string(&path).expect("a manifest can be read");
        complaints.extend(foreign_arrows(&text));
    }
    expect_none(&complaints);
}

#[test]
fn pages_speak_to_no_partner_but_identity_and_payment() {
    let mut complaints = Vec::new();
    for file in source::rust_below("crates/web/src") {
        for partner in partners_named(&file.text) {
            if !PARTNERS_OF_WEB.contains(&partner.as_str()) {
                complaints.push(format!("{}: speaks to integrations::{partner}", file.path));
            }
        }
    }
    expect_none(&complaints);
}

fn manifests() -> Vec<std::path::PathBuf> {
    let text = std::fs::read_to_string(source::root().join("Cargo.toml")).expect("the workspace");
    let workspace: Table = text.parse().expect("Cargo.toml is TOML");
    let members = workspace["workspace"]["members"]
        .as_array()
        .expect("members");
    assert!(members.len() >= 7, "the workspace has lost crates");
    members
        .iter()
        .map(|member| {
            source::root()
                .join(member.as_str().expect("a path"))
                .join("Cargo.toml")
        })
        .collect()
}

fn foreign_arrows(manifest: &str) -> Vec<String> {
    let manifest: Table = manifest.parse().expect("a manifest is TOML");
    let name = manifest["package"]["name"]
        .as_str()
        .expect("a package has a name");
    let Some((_, allowed)) = ARROWS.iter().find(|(package, _)| *package == name) else {
        return vec![format!(
            "{name}: a new crate; give it its arrows in tidy/arrows.rs"
        )];
    };
    let is_ours = |other: &str| ARROWS.iter().any(|(package, _)| *package == other);
    let mut complaints = Vec::new();
    for other in needs(&manifest) {
        if is_ours(&other) && !allowed.contains(&other.as_str()) {
            complaints.push(format!("{name} must not depend on {other}"));
        }
    }
    if name == "domain" {
        for other in keys(manifest.get("dependencies")) {
            if !OUTSIDE_DOMAIN.contains(&other.as_str()) {
                complaints.push(format!("domain must not depend on {other}"));
            }
        }
    }
    complaints
}

/// All that a manifest asks for, for tests and building too.
fn needs(manifest: &Table) -> Vec<String> {
    ["dependencies", "dev-dependencies", "build-dependencies"]
        .iter()
        .flat_map(|kind| keys(manifest.get(*kind)))
        .collect()
}

fn keys(table: Option<&Value>) -> Vec<String> {
    table
        .and_then(Value::as_table)
        .map(|table| table.keys().cloned().collect())
        .unwrap_or_default()
}

/// The modules of `integrations` that a file names.
fn partners_named(text: &str) -> Vec<String> {
    let code: String = text.lines().map(|line| code_of(line) + "\n").collect();
    let mut named = Vec::new();
    for rest in code.split("integrations::").skip(1) {
        match rest.trim_start().strip_prefix('{') {
            Some(list) => {
                let list = list.split(';').next().unwrap_or(list);
                // Names directly inside the outer braces; a path's later parts do not matter.
                let mut depth = 0_i32;
                let mut part = String::new();
                for character in list.chars() {
                    match character {
                        '{' => depth += 1,
                        '}' => depth -= 1,
                        ',' if depth == 0 => named.extend(first_word(&std::mem::take(&mut part))),
                        _ if depth == 0 => part.push(character),
                        _ => {}
                    }
                }
                named.extend(first_word(&part));
            }
            None => named.extend(first_word(rest)),
        }
    }
    named
}

fn first_word(text: &str) -> Option<String> {
    let word: String = text
        .trim()
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '_')
        .collect();
    (!word.is_empty()).then_some(word)
}

#[test]
fn a_wrong_arrow_is_seen() {
    let manifest = |name: &str, needs: &str| format!("[package]\nname = \"{name}\"\n{needs}");
    let wrong = manifest("documents", "[dependencies]\nstore.workspace = true");
    assert_eq!(
        foreign_arrows(&wrong),
        ["documents must not depend on store"]
    );
    let wrong = manifest("store", "[dev-dependencies]\nweb = { path = \"../web\" }");
    assert_eq!(foreign_arrows(&wrong), ["store must not depend on web"]);
    let wrong = manifest("domain", "[dependencies]\ntokio = \"1\"\njiff = \"0.2\"");
    assert_eq!(foreign_arrows(&wrong), ["domain must not depend on tokio"]);
    let right = manifest("web", "[dependencies]\nstore = \"1\"\naxum = \"1\"");
    assert!(foreign_arrows(&right).is_empty());
    assert_eq!(foreign_arrows(&manifest("common", "")).len(), 1);
}

#[test]
fn partners_are_read_out_of_use_lines() {
    let text = "use integrations::identity;\nuse integrations::{payment::Till, national_portal};\n\
                let a = integrations::notification::send(); // integrations::nothing";
    let named = partners_named(text);
    assert_eq!(
        named,
        ["identity", "payment", "national_portal", "notification"]
    );
}

//! The house rules, as tests (docs/style.md).
//!
//! Each rule is a function from text to complaints, so that a bad sample can show that it bites;
//! the test itself reads the files of the workspace and hopes for no complaint.

mod ambient;
mod arrows;
mod glossary;
mod law;
mod leftovers;
mod source;
mod templates;

/// Fail with all complaints at once: whoever tidies up wants the whole list.
fn expect_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}

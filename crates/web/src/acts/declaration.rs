//! The declaration as officials type it: every field may be left open, for the sheet is there.

use std::collections::BTreeMap;

use domain::procedure::answers::{NO, YES};
use domain::procedure::declaration::{Answers, DeclarationForm, FieldKind, FormField};
use jiff::civil::Date;

use crate::acts::part::Part;
use crate::form::{Choice, FormErrors};
use crate::incoming::Incoming;
use crate::wording;

fn id_of(field: &FormField) -> String {
    format!("khai.{}", field.key)
}

/// The fields of a declaration; `stored` are the answers there are already.
pub fn parts(declaration: &DeclarationForm, form: &Incoming, stored: &Answers) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut group = "";
    for field in &declaration.fields {
        if field.group != group && !field.group.is_empty() {
            parts.push(Part::heading(&field.group));
        }
        group = &field.group;
        let id = id_of(field);
        let usual = stored.get(&field.key).map_or("", String::as_str);
        let value = form.text_or(&id, usual).to_owned();
        parts.push(part(field, &id, &value).hint(&field.help));
    }
    parts
}

fn part(field: &FormField, id: &str, value: &str) -> Part {
    let label = &field.label;
    let line = || Part::line(id, label, value);
    match &field.kind {
        FieldKind::Line | FieldKind::Name | FieldKind::Address => line(),
        FieldKind::Text => Part::text(id, label, value),
        FieldKind::PersonalId | FieldKind::TaxCode | FieldKind::Phone => line().figures("20"),
        FieldKind::Date | FieldKind::Number | FieldKind::Amount => line().figures("10"),
        FieldKind::Email => line(),
        FieldKind::YesNo => {
            let choices = vec![
                Choice::new("", "Chưa khai"),
                Choice::new(YES, "Có"),
                Choice::new(NO, "Không"),
            ];
            Part::select(id, label, choices, value)
        }
        FieldKind::Choice(choices) => {
            let all = std::iter::once(Choice::new("", "Chưa khai"))
                .chain(choices.iter().map(|choice| Choice::new(choice, choice)))
                .collect();
            Part::select(id, label, all, value)
        }
    }
}

/// Reads what was typed of a declaration; what was left open stays open.
///
/// # Errors
///
/// One sentence a field.
pub fn read(
    declaration: &DeclarationForm,
    form: &Incoming,
    today: Date,
) -> Result<Answers, FormErrors> {
    let raw: BTreeMap<String, String> = declaration
        .fields
        .iter()
        .map(|field| (field.key.clone(), form.text(&id_of(field)).to_owned()))
        .collect();
    let mut open = declaration.clone();
    for field in &mut open.fields {
        field.required = false;
    }
    open.read(&raw, today).map_err(|problems| {
        let mut errors = FormErrors::new();
        for problem in problems {
            // Only fields of the form were read.
            if let Some(field) = declaration.field(&problem.key) {
                errors.add(id_of(field), wording::answer::problem(field, &problem.kind));
            }
        }
        errors
    })
}

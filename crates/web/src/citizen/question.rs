//! A declaration as questions: its groups, how each field is drawn, and what was answered to it.

use std::collections::BTreeMap;

use domain::procedure::answers::{NO, YES};
use domain::procedure::declaration::{Answers, DeclarationForm, FieldKind, FormField};
use jiff::civil::Date;

use super::{Typed, typed};
use crate::form::{Choice, FormErrors, TypedDate};
use crate::wording::answer;

/// Up to so many choices stand open as radios; more fold into a list.
const RADIOS_MAX: usize = 6;

/// One question as it is drawn.
pub(super) struct Question {
    /// Which macro draws it.
    pub shape: Shape,
    /// Its id and its name.
    pub id: String,
    /// The question.
    pub label: String,
    /// A sentence of help.
    pub help: String,
    /// The answer as typed.
    pub value: String,
    /// The answer in three fields.
    pub date: TypedDate,
    /// What can be chosen.
    pub choices: Vec<Choice>,
    /// What is wrong with it.
    pub error: String,
}

/// How a question is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A line, with the keyboard that a phone shows.
    Line(&'static str),
    /// Several lines.
    Text,
    /// Three fields.
    Date,
    /// Open choices.
    Radios,
    /// A folded list.
    Select,
}

/// The groups of a declaration: consecutive fields under one heading.
pub(super) fn groups(form: &DeclarationForm) -> Vec<(String, Vec<FormField>)> {
    let mut groups: Vec<(String, Vec<FormField>)> = Vec::new();
    for field in &form.fields {
        match groups.last_mut() {
            Some((name, fields)) if *name == field.group => fields.push(field.clone()),
            _ => groups.push((field.group.clone(), vec![field.clone()])),
        }
    }
    groups
}

/// The questions as they are drawn; `answer_to` gives the answer, and whether it was filled in
/// from what the applicant said before.
pub(super) fn questions(
    fields: &[FormField],
    errors: &FormErrors,
    answer_to: impl Fn(&FormField) -> (String, bool),
) -> Vec<Question> {
    fields
        .iter()
        .map(|field| {
            let (value, from_before) = answer_to(field);
            question(field, value, from_before, errors.of(&field_id(&field.key)))
        })
        .collect()
}

fn question(field: &FormField, value: String, from_before: bool, error: &str) -> Question {
    let label = if field.required {
        field.label.clone()
    } else {
        format!("{} (không bắt buộc)", field.label)
    };
    let said = if from_before {
        "Lấy từ phần người đề nghị, sửa được"
    } else {
        ""
    };
    let help: Vec<&str> = [field.help.as_str(), said]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    let (shape, choices) = shape(&field.kind);
    Question {
        shape,
        id: field_id(&field.key),
        label,
        help: help.join(" "),
        date: split_date(&value),
        choices: Choice::pick(choices, &value),
        error: error.to_owned(),
        value,
    }
}

fn shape(kind: &FieldKind) -> (Shape, Vec<Choice>) {
    match kind {
        FieldKind::Line | FieldKind::Name | FieldKind::Address => (Shape::Line(""), Vec::new()),
        FieldKind::Text => (Shape::Text, Vec::new()),
        FieldKind::PersonalId | FieldKind::Number | FieldKind::Amount | FieldKind::TaxCode => {
            (Shape::Line("numeric"), Vec::new())
        }
        FieldKind::Phone => (Shape::Line("tel"), Vec::new()),
        FieldKind::Email => (Shape::Line("email"), Vec::new()),
        FieldKind::Date => (Shape::Date, Vec::new()),
        FieldKind::YesNo => {
            let choices = vec![Choice::new(YES, "Có"), Choice::new(NO, "Không")];
            (Shape::Radios, choices)
        }
        FieldKind::Choice(names) => {
            let own = names
                .iter()
                .map(|name| Choice::new(name.clone(), name.clone()));
            if names.len() <= RADIOS_MAX {
                (Shape::Radios, own.collect())
            } else {
                let first = std::iter::once(Choice::new("", "Chọn"));
                (Shape::Select, first.chain(own).collect())
            }
        }
    }
}

/// The id and name of a question on its page: no point, which is a sign of its own in style sheets.
pub(super) fn field_id(key: &str) -> String {
    key.replace('.', "--")
}

/// What was typed for these fields; a date comes in three fields.
pub(super) fn answers_in(fields: &[FormField], form: &Typed) -> BTreeMap<String, String> {
    fields
        .iter()
        .map(|field| {
            let id = field_id(&field.key);
            let answer = match field.kind {
                FieldKind::Date => join_date(
                    ["day", "month", "year"].map(|part| typed(form, &format!("{id}_{part}"))),
                ),
                _ => typed(form, &id).to_owned(),
            };
            (field.key.clone(), answer)
        })
        .collect()
}

/// What is to be mended in the answers to these fields.
pub(super) fn errors_in(
    fields: &[FormField],
    raw: &BTreeMap<String, String>,
    today: Date,
) -> FormErrors {
    match read(fields, raw, today) {
        Ok(_) => FormErrors::new(),
        Err(errors) => errors,
    }
}

/// The answers to these fields, or what is to be mended.
pub(super) fn read(
    fields: &[FormField],
    raw: &BTreeMap<String, String>,
    today: Date,
) -> Result<Answers, FormErrors> {
    let form = DeclarationForm {
        name: String::new(),
        basis: String::new(),
        fields: fields.to_vec(),
    };
    let own = raw
        .iter()
        .filter(|(key, _)| form.field(key).is_some())
        .map(|(key, text)| (key.clone(), text.clone()))
        .collect();
    form.read(&own, today).map_err(|problems| {
        let mut errors = FormErrors::new();
        for problem in problems {
            if let Some(field) = form.field(&problem.key) {
                errors.add(
                    field_id(&problem.key),
                    answer::problem(field, &problem.kind),
                );
            }
        }
        errors
    })
}

/// Three fields in one line: `9/2/1952`, and `1952` when only the year is known. A part that is
/// missing keeps its place, as in `/2/1952`, so that the page shows again what was typed.
fn join_date(parts: [&str; 3]) -> String {
    match parts {
        ["", "", ""] => String::new(),
        ["", "", year] if is_year(year) => year.to_owned(),
        // A whole day in the first field.
        [whole, "", ""] => whole.to_owned(),
        [day, month, year] => format!("{day}/{month}/{year}"),
    }
}

fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// What [`join_date`] joined, in three fields again.
fn split_date(value: &str) -> TypedDate {
    let parts: Vec<&str> = value.split('/').collect();
    match parts[..] {
        [day, month, year] => TypedDate::new(day, month, year),
        [year] if is_year(year) => TypedDate::new("", "", year),
        _ => TypedDate::new(value, "", ""),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_comes_back_into_the_fields_it_was_typed_in() {
        let typed = [
            ["9", "2", "1952"],
            ["", "2", "2026"],
            ["9", "", "2026"],
            ["9", "2", ""],
            ["", "2", ""],
            ["", "", "1952"],
            ["", "", "52"],
            ["9", "", ""],
            ["", "", ""],
        ];
        for parts in typed {
            let [day, month, year] = parts;
            assert_eq!(
                split_date(&join_date(parts)),
                TypedDate::new(day, month, year)
            );
        }
    }
}

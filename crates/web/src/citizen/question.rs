//! A declaration as questions: its groups, how each field is drawn, and what was answered to it.

use std::collections::BTreeMap;

use domain::procedure::answers::{AnswerProblem, NO, YES};
use domain::procedure::declaration::{
    Answers, DeclarationForm, EnglishField, FieldKind, FormField,
};
use jiff::civil::Date;

use super::{Typed, typed};
use crate::form::{Choice, FormErrors, TypedDate};
use crate::language::Language;
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
    /// Whether question and help stay Vietnamese on an English page: nobody wrote their English.
    pub stays: bool,
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

/// The heading of a group, and whether it stays Vietnamese on an English page.
pub(super) fn heading(name: &str, fields: &[FormField], language: Language) -> (String, bool) {
    let english = fields.first().and_then(|field| english(field, language));
    match english {
        Some(own) => (own.group.clone(), false),
        None => (name.to_owned(), language == Language::English),
    }
}

/// The English of a question on an English page; none where it stays Vietnamese.
pub(super) fn english(field: &FormField, language: Language) -> Option<&EnglishField> {
    match language {
        Language::Vietnamese => None,
        Language::English => field.english.as_ref(),
    }
}

/// The questions as they are drawn; `answer_to` gives the answer, and whether it was filled in
/// from what the applicant said before.
pub(super) fn questions(
    fields: &[FormField],
    errors: &FormErrors,
    language: Language,
    answer_to: impl Fn(&FormField) -> (String, bool),
) -> Vec<Question> {
    fields
        .iter()
        .map(|field| {
            let (value, from_before) = answer_to(field);
            let question = question(field, value, from_before, language);
            let error = errors.of(&question.id).to_owned();
            Question { error, ..question }
        })
        .collect()
}

fn question(field: &FormField, value: String, from_before: bool, language: Language) -> Question {
    let english = english(field, language);
    // What stays Vietnamese is Vietnamese to its last word.
    let own = match english {
        Some(_) => Language::English,
        None => Language::Vietnamese,
    };
    let (label, help) = english.map_or((&field.label, &field.help), |own| (&own.label, &own.help));
    let optional = own.say("(không bắt buộc)", "(optional)");
    let said = if from_before {
        own.say(
            "Lấy từ phần người đề nghị, sửa được",
            "Taken from what you said of the applicant; you can change it",
        )
    } else {
        ""
    };
    let help: Vec<&str> = [help.as_str(), said]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect();
    let (shape, choices) = shape(field, language);
    Question {
        shape,
        id: field_id(&field.key),
        label: if field.required {
            label.clone()
        } else {
            format!("{label} {optional}")
        },
        help: help.join(" "),
        stays: own != language,
        date: split_date(&value),
        choices: Choice::pick(choices, &value),
        error: String::new(),
        value,
    }
}

fn shape(field: &FormField, language: Language) -> (Shape, Vec<Choice>) {
    match &field.kind {
        FieldKind::Line | FieldKind::Name | FieldKind::Address => (Shape::Line(""), Vec::new()),
        FieldKind::Text => (Shape::Text, Vec::new()),
        FieldKind::PersonalId | FieldKind::Number | FieldKind::Amount | FieldKind::TaxCode => {
            (Shape::Line("numeric"), Vec::new())
        }
        FieldKind::Phone => (Shape::Line("tel"), Vec::new()),
        FieldKind::Email => (Shape::Line("email"), Vec::new()),
        FieldKind::Date => (Shape::Date, Vec::new()),
        FieldKind::YesNo => {
            let (yes, no) = (yes_or_no(true, language), yes_or_no(false, language));
            let choices = vec![Choice::new(YES, yes), Choice::new(NO, no)];
            (Shape::Radios, choices)
        }
        FieldKind::Choice(names) => {
            let own = names.iter().map(|name| choice(field, name, language));
            if names.len() <= RADIOS_MAX {
                (Shape::Radios, own.collect())
            } else {
                let first = std::iter::once(Choice::new("", language.say("Chọn", "Choose")));
                (Shape::Select, first.chain(own).collect())
            }
        }
    }
}

/// An answer to a question with yes and no.
pub(super) fn yes_or_no(is_yes: bool, language: Language) -> &'static str {
    if is_yes {
        language.say("Có", "Yes")
    } else {
        language.say("Không", "No")
    }
}

/// One of the choices of a question. It is sent and kept in Vietnamese, whatever stands beside it.
fn choice(field: &FormField, name: &str, language: Language) -> Choice {
    match english_choice(field, name, language) {
        Some(english) => Choice::new(name, english),
        None => Choice::new(name, name).name(),
    }
}

/// The English of a choice on an English page; none where it stays Vietnamese.
pub(super) fn english_choice<'f>(
    field: &'f FormField,
    name: &str,
    language: Language,
) -> Option<&'f str> {
    let FieldKind::Choice(names) = &field.kind else {
        return None;
    };
    let at = names.iter().position(|own| own == name)?;
    let english = english(field, language)?.choices.get(at)?;
    Some(english.as_str())
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
    language: Language,
) -> FormErrors {
    let mut errors = FormErrors::new();
    for problem in read(fields, raw, today).err().unwrap_or_default() {
        let Some(field) = fields.iter().find(|field| field.key == problem.key) else {
            continue;
        };
        let sentence = answer::problem_in(field, &problem.kind, language);
        let id = field_id(&problem.key);
        match (language, english(field, language)) {
            (Language::Vietnamese, _) => errors.add(id, sentence),
            (Language::English, Some(own)) => {
                errors.add(id, format!("{}: {sentence}", own.label));
            }
            (Language::English, None) => errors.add_about(id, sentence, &field.label),
        }
    }
    errors
}

/// The answers to these fields, or what is wrong with them.
pub(super) fn read(
    fields: &[FormField],
    raw: &BTreeMap<String, String>,
    today: Date,
) -> Result<Answers, Vec<AnswerProblem>> {
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
    form.read(&own, today)
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
    use domain::procedure::declaration::Prefill;

    fn colour(english: Option<EnglishField>) -> FormField {
        FormField {
            key: "mau".to_owned(),
            label: "Màu".to_owned(),
            help: String::new(),
            kind: FieldKind::Choice(vec!["Xanh".to_owned(), "Vàng".to_owned()]),
            required: false,
            prefill: Prefill::Nothing,
            group: "Con chim".to_owned(),
            english,
        }
    }

    #[test]
    fn a_question_without_english_stays_vietnamese_on_an_english_page() {
        let fields = [colour(None)];
        let errors = errors_in(&fields, &BTreeMap::new(), Date::MIN, Language::English);
        assert!(errors.is_empty());
        let asked = questions(&fields, &errors, Language::English, |_| {
            ("Vàng".to_owned(), false)
        });
        assert!(asked[0].stays && asked[0].choices[1].is_name);
        assert_eq!(asked[0].label, "Màu (không bắt buộc)");
        let title = heading("Con chim", &fields, Language::English);
        assert_eq!(title, ("Con chim".to_owned(), true));
    }

    #[test]
    fn a_choice_is_read_in_english_and_sent_in_vietnamese() {
        let english = EnglishField {
            label: "Colour".to_owned(),
            choices: vec!["Green".to_owned(), "Yellow".to_owned()],
            group: "The bird".to_owned(),
            ..EnglishField::default()
        };
        let fields = [colour(Some(english))];
        let asked = questions(&fields, &FormErrors::new(), Language::English, |_| {
            ("Vàng".to_owned(), false)
        });
        let yellow = &asked[0].choices[1];
        assert!(!asked[0].stays && !yellow.is_name && yellow.chosen);
        assert_eq!(
            (yellow.value.as_str(), yellow.text.as_str()),
            ("Vàng", "Yellow")
        );
        assert_eq!(asked[0].label, "Colour (optional)");
        let title = heading("Con chim", &fields, Language::English);
        assert_eq!(title, ("The bird".to_owned(), false));
    }

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

//! The declaration: its fields, what an answer looks like, and where it may be taken from.

use domain::procedure::declaration::{
    DeclarationForm, EnglishField, FieldKind, FormField, Prefill,
};

use crate::reading::{Problem, Table};

const PREFILLS: &str = "nothing, applicant_name, applicant_identity, applicant_birth, \
                        applicant_sex, applicant_address, applicant_phone, today";

/// The kinds of answer by the words used in files; `choice` carries its own list.
pub(super) const KINDS: [(&str, FieldKind); 12] = [
    ("line", FieldKind::Line),
    ("text", FieldKind::Text),
    ("name", FieldKind::Name),
    ("personal_id", FieldKind::PersonalId),
    ("tax_code", FieldKind::TaxCode),
    ("date", FieldKind::Date),
    ("phone", FieldKind::Phone),
    ("email", FieldKind::Email),
    ("address", FieldKind::Address),
    ("number", FieldKind::Number),
    ("amount", FieldKind::Amount),
    ("yes_no", FieldKind::YesNo),
];

pub(super) fn read_declaration(
    file: &mut Table,
    problems: &mut Vec<Problem>,
) -> Option<DeclarationForm> {
    let mut entry = file.table("declaration", problems)?;
    let form = DeclarationForm {
        name: entry.needed_text("name", problems),
        basis: entry.text("basis", problems),
        fields: read_fields(&mut entry, problems),
    };
    entry.finish(problems);
    Some(form)
}

// Fields stand below their group in the file, as they do on the page.
fn read_fields(form: &mut Table, problems: &mut Vec<Problem>) -> Vec<FormField> {
    let mut fields: Vec<FormField> = Vec::new();
    let place = form.at("groups");
    for mut group in form.tables("groups", problems) {
        let heading = Heading {
            name: group.text("name", problems),
            english: group.text("english_name", problems),
        };
        for mut entry in group.tables("fields", problems) {
            let field = read_field(&mut entry, &heading, problems);
            if fields.iter().any(|earlier| earlier.key == field.key) {
                let reason = format!("đã có ô khác mang khóa “{}”", field.key);
                problems.push(Problem::new(entry.at("key"), reason));
            }
            entry.finish(problems);
            fields.push(field);
        }
        group.finish(problems);
    }
    if fields.is_empty() {
        problems.push(Problem::new(place, "tờ khai cần ít nhất một ô"));
    }
    fields
}

/// What stands above a group, in both languages.
struct Heading {
    name: String,
    english: String,
}

fn read_field(entry: &mut Table, heading: &Heading, problems: &mut Vec<Problem>) -> FormField {
    let key = entry.needed_text("key", problems);
    let sound = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'.'
    };
    if !key.bytes().all(sound) {
        let reason = format!("khóa “{key}” chỉ gồm chữ thường không dấu, chữ số, gạch dưới, chấm");
        problems.push(Problem::new(entry.at("key"), reason));
    }
    let mut field = FormField {
        key,
        label: entry.needed_text("label", problems),
        help: entry.text("help", problems),
        kind: read_kind(entry, problems),
        required: entry.yes_no("required", false, problems),
        prefill: entry
            .word("prefill", PREFILLS, problems)
            .unwrap_or(Prefill::Nothing),
        group: heading.name.clone(),
        english: None,
    };
    field.english = read_english(entry, &field, &heading.english, problems);
    field
}

// A question is in English as a whole or not at all: half of it would be of no use to anybody.
fn read_english(
    entry: &mut Table,
    field: &FormField,
    heading: &str,
    problems: &mut Vec<Problem>,
) -> Option<EnglishField> {
    let english = EnglishField {
        label: entry.text("english_label", problems),
        help: entry.text("english_help", problems),
        choices: entry.texts("english_choices", problems),
        group: heading.to_owned(),
    };
    let choices = if let FieldKind::Choice(choices) = &field.kind {
        choices.len()
    } else {
        0
    };
    if english.label.is_empty() && english.help.is_empty() && english.choices.is_empty() {
        return None;
    }
    let has_help = !english.help.is_empty();
    let has_heading = !heading.is_empty();
    let wrong = [
        ("english_label", english.label.is_empty()),
        ("english_help", has_help == field.help.is_empty()),
        ("english_choices", english.choices.len() != choices),
        ("english_name", has_heading == field.group.is_empty()),
    ];
    for (key, _) in wrong.into_iter().filter(|(_, is_wrong)| *is_wrong) {
        let reason = "bản tiếng Anh cần đủ như bản tiếng Việt: english_name của nhóm, \
                      english_label, english_help, english_choices";
        problems.push(Problem::new(entry.at(key), reason));
    }
    Some(english)
}

fn read_kind(entry: &mut Table, problems: &mut Vec<Problem>) -> FieldKind {
    let choices = entry.texts("choices", problems);
    let before = problems.len();
    let word = entry.needed_text("kind", problems);
    if word == "choice" {
        if choices.len() < 2 {
            let reason = "ô chọn cần ít nhất hai lựa chọn trong choices";
            problems.push(Problem::new(entry.at("choices"), reason));
        }
        return FieldKind::Choice(choices);
    }
    if !choices.is_empty() {
        let reason = "chỉ ô có kind = \"choice\" mới có choices";
        problems.push(Problem::new(entry.at("choices"), reason));
    }
    let known = KINDS
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, kind)| kind.clone());
    if known.is_none() && problems.len() == before {
        let words = KINDS.map(|(name, _)| name).join(", ");
        let reason = format!("“{word}” không nằm trong các từ dùng ở đây: {words}, choice");
        problems.push(Problem::new(entry.at("kind"), reason));
    }
    known.unwrap_or(FieldKind::Line)
}

//! The declaration: its fields, what an answer looks like, and where it may be taken from.

use domain::procedure::declaration::{DeclarationForm, FieldKind, FormField, Prefill};

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
        let heading = group.text("name", problems);
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

fn read_field(entry: &mut Table, heading: &str, problems: &mut Vec<Problem>) -> FormField {
    let key = entry.needed_text("key", problems);
    let sound = |byte: u8| {
        byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_' || byte == b'.'
    };
    if !key.bytes().all(sound) {
        let reason = format!("khóa “{key}” chỉ gồm chữ thường không dấu, chữ số, gạch dưới, chấm");
        problems.push(Problem::new(entry.at("key"), reason));
    }
    FormField {
        key,
        label: entry.needed_text("label", problems),
        help: entry.text("help", problems),
        kind: read_kind(entry, problems),
        required: entry.yes_no("required", false, problems),
        prefill: entry
            .word("prefill", PREFILLS, problems)
            .unwrap_or(Prefill::Nothing),
        group: heading.to_owned(),
    }
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

//! Linked procedures over the API and on the pages.

mod api;
mod facts;
mod linked;
mod pages;
#[path = "../province/mod.rs"]
mod province;

use std::collections::BTreeMap;

use domain::procedure::declaration::FieldKind;
use integrations::built_in;

/// The common declaration of a birth, every needed field filled in.
pub fn answers() -> BTreeMap<String, String> {
    let kind = built_in::bundle_kind("birth").expect("a kind");
    let parent = built_in::bundle_parent(kind).expect("its procedure");
    let form = parent.declaration.as_ref().expect("a declaration");
    let fields = form.fields.iter().filter(|field| field.required);
    let filled = fields.map(|field| (field.key.clone(), plausible(&field.kind).to_owned()));
    let own = [
        ("khai_sinh.xa", "Phường Đoàn Kết"),
        ("thuong_tru.xa", "Phường Đoàn Kết"),
        ("thuong_tru.dia_chi", "Tổ 5"),
    ];
    let known = |key: &str| form.field(key).is_some();
    let own = own.iter().filter(|(key, _)| known(key));
    let own = own.map(|(key, said)| ((*key).to_owned(), (*said).to_owned()));
    filled.chain(own).collect()
}

/// What somebody would answer to such a question.
fn plausible(kind: &FieldKind) -> &str {
    match kind {
        FieldKind::Name => "Lò Văn Ún",
        FieldKind::PersonalId => "012190000001",
        FieldKind::Date => "01/11/2026",
        FieldKind::Choice(choices) => choices[0].as_str(),
        FieldKind::YesNo => "false",
        FieldKind::Number | FieldKind::Amount => "1",
        FieldKind::Phone => "0912345678",
        FieldKind::Email => "lan@vi-du.example",
        FieldKind::Line | FieldKind::Text | FieldKind::TaxCode | FieldKind::Address => {
            "Tổ 5, phường Đoàn Kết"
        }
    }
}

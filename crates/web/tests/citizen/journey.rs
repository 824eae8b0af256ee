//! The way of an application that is without a flaw.

use std::collections::BTreeMap;

use domain::procedure::declaration::{FieldKind, FormField};

use crate::town::{BIRTH, DESK, Town, png};
use crate::visitor::Visitor;

/// The answers that every question of a declaration takes, as a form sends them.
pub fn answers(fields: &[FormField]) -> BTreeMap<String, String> {
    let mut form = BTreeMap::new();
    for field in fields {
        let key = field.key.replace('.', "--");
        let answer = match &field.kind {
            FieldKind::Date => {
                form.insert(format!("{key}_day"), "2".to_owned());
                form.insert(format!("{key}_month"), "11".to_owned());
                form.insert(format!("{key}_year"), "2026".to_owned());
                continue;
            }
            FieldKind::Name => "Lò Thị Ẳng".to_owned(),
            FieldKind::PersonalId => "012190001234".to_owned(),
            FieldKind::TaxCode => "0100109106".to_owned(),
            FieldKind::Phone => "0912 345 678".to_owned(),
            FieldKind::Email => "a@vi-du.vn".to_owned(),
            FieldKind::Number | FieldKind::Amount => "1".to_owned(),
            FieldKind::YesNo => "true".to_owned(),
            FieldKind::Choice(names) => names[0].clone(),
            FieldKind::Line | FieldKind::Text | FieldKind::Address => "Bản Nậm Củm".to_owned(),
        };
        form.insert(key, answer);
    }
    form
}

/// The fields of the `group`-th page of the declaration, from 1.
async fn group(town: &Town, group: usize) -> Vec<FormField> {
    let rules = town.app.rules().await.expect("no fault");
    let code = BIRTH.parse().expect("a code");
    let procedure = rules
        .procedure_on(&code, town.app.now().today())
        .expect("in force");
    let fields = &procedure
        .declaration
        .as_ref()
        .expect("a declaration")
        .fields;
    let mut names: Vec<&str> = fields.iter().map(|field| field.group.as_str()).collect();
    names.dedup();
    let name = names[group - 1];
    fields
        .iter()
        .filter(|field| field.group == name)
        .cloned()
        .collect()
}

async fn group_count(town: &Town) -> usize {
    let rules = town.app.rules().await.expect("no fault");
    let code = BIRTH.parse().expect("a code");
    let procedure = rules
        .procedure_on(&code, town.app.now().today())
        .expect("in force");
    let fields = &procedure
        .declaration
        .as_ref()
        .expect("a declaration")
        .fields;
    let mut names: Vec<&str> = fields.iter().map(|field| field.group.as_str()).collect();
    names.dedup();
    names.len()
}

/// What is said of the applicant.
pub const APPLICANT: [(&str, &str); 10] = [
    ("name", "Giàng A Phềnh"),
    ("identity", "012090001234"),
    ("birth_day", "9"),
    ("birth_month", "2"),
    ("birth_year", "1990"),
    ("sex", "male"),
    ("phone", "0912 345 678"),
    ("email", ""),
    ("address", "Bản Nậm Củm, xã Bình Lư, tỉnh Lai Châu"),
    ("acting", "no"),
];

/// An address of the application.
pub fn nop(page: &str) -> String {
    format!("/nop/{BIRTH}{page}")
}

/// Case and desk.
pub async fn begins(visitor: &mut Visitor<'_>) {
    let form = [("case", "thong-thuong"), ("kind", "person"), ("desk", DESK)];
    visitor
        .post(&nop(""), &form)
        .await
        .leads(&nop("/nguoi-nop"));
}

/// Every page of the declaration.
pub async fn declares(town: &Town, visitor: &mut Visitor<'_>) {
    let count = group_count(town).await;
    for page in 1..=count {
        let form = answers(&group(town, page).await);
        let pairs: Vec<(&str, &str)> = form.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        let next = if page == count {
            nop("/giay-to")
        } else {
            nop(&format!("/to-khai/{}", page + 1))
        };
        visitor
            .post(&nop(&format!("/to-khai/{page}")), &pairs)
            .await
            .leads(&next);
    }
}

/// Everything up to the check.
pub async fn fills_in(town: &Town, visitor: &mut Visitor<'_>, via: &str) {
    begins(visitor).await;
    visitor
        .post(&nop("/nguoi-nop"), &APPLICANT)
        .await
        .leads(&nop("/to-khai/1"));
    declares(town, visitor).await;
    let files: [(&str, &str, &[u8]); 1] = [("giay-giay-chung-sinh", "chung-sinh.png", &png())];
    let sent = visitor
        .upload(&nop("/giay-to"), &[("viec", "tiep")], &files)
        .await;
    sent.leads(&nop("/nhan-ket-qua"));
    visitor
        .post(&nop("/nhan-ket-qua"), &[("via", via)])
        .await
        .leads(&nop("/kiem-tra"));
}

/// A dossier that was applied for, and the visitor who did it.
pub async fn applies<'a>(town: &'a Town, via: &str) -> (Visitor<'a>, String) {
    let mut visitor = town.visitor();
    fills_in(town, &mut visitor, via).await;
    let done = visitor.post(&nop("/kiem-tra"), &[("promise", "yes")]).await;
    done.is(303);
    let code = done
        .location
        .trim_start_matches("/tra-cuu/")
        .trim_end_matches("/da-nop");
    (visitor, code.to_owned())
}

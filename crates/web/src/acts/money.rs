//! Money at the desk: charge from the catalogue, take, waive.

use domain::dossier::command::Command;
use domain::money::{Dong, PaymentMethod, WaiverGround};
use domain::procedure::fee::{Amount, Fee, FeeKey};

use crate::acts::part::Part;
use crate::acts::{Task, choices, chosen, said};
use crate::components::Fact;
use crate::form::FormErrors;
use crate::wording;

/// How much a fee is, in words.
pub fn show_amount(fee: &Fee) -> String {
    match &fee.amount {
        Amount::Fixed(amount) if amount.is_zero() => "không thu".to_owned(),
        Amount::Fixed(amount) => format!("{} một {}", amount.show(), fee.per),
        Amount::SetByProvince => "mức do tỉnh quyết định, chưa nhập".to_owned(),
        Amount::Words(words) => words.clone(),
    }
}

fn field(key: &FeeKey) -> String {
    format!("phi.{}", key.0)
}

/// Fees with an amount that are not charged yet.
fn open_fees<'a>(task: &Task<'a>) -> Vec<(&'a Fee, Dong)> {
    let dossier = task.dossier();
    let terms = dossier.terms_in(task.rules);
    let charged = |fee: &Fee| dossier.charges.iter().any(|charge| charge.fee == fee.key);
    terms.map_or_else(Vec::new, |terms| {
        terms
            .fees
            .iter()
            .filter(|fee| !charged(fee))
            .filter_map(|fee| match &fee.amount {
                Amount::Fixed(amount) if !amount.is_zero() => Some((fee, *amount)),
                Amount::Fixed(_) | Amount::SetByProvince | Amount::Words(_) => None,
            })
            .collect()
    })
}

pub(super) fn charge_parts(task: &Task<'_>) -> Vec<Part> {
    open_fees(task)
        .into_iter()
        .map(|(fee, amount)| {
            let id = field(&fee.key);
            let kind = wording::ground::fee_kind(fee.kind);
            let mut hint = format!("{kind} · {} một {} · {}", amount.show(), fee.per, fee.basis);
            if !fee.exempt.is_empty() {
                hint = format!("{hint} · miễn: {}", fee.exempt.join("; "));
            }
            Part::line(&id, &fee.name, task.form.text(&id))
                .hint(hint)
                .figures("4")
                .suffix(&fee.per)
        })
        .collect()
}

pub(super) fn charge(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let mut lines = Vec::new();
    let fees = open_fees(task);
    for (fee, _) in &fees {
        let id = field(&fee.key);
        match task.form.text(&id) {
            "" | "0" => {}
            text => match text.parse::<u32>() {
                Ok(units) => lines.push((fee.key.clone(), units)),
                Err(_) => errors.add(id, "Nhập số lượng bằng chữ số, ví dụ 2"),
            },
        }
    }
    if lines.is_empty() && errors.is_empty() {
        let first = fees
            .first()
            .map_or_else(String::new, |(fee, _)| field(&fee.key));
        errors.add(first, "Nhập số lượng cho ít nhất một khoản");
    }
    errors.or(Command::Charge { lines })
}

pub(super) fn payment_parts(task: &Task<'_>) -> Vec<Part> {
    let form = task.form;
    let owed = domain::vietnamese::show::show_number(task.dossier().owed().amount());
    let methods = choices(&PaymentMethod::ALL, wording::ground::method);
    let mut receipt = Part::line("bien-lai", "Số biên lai", form.text("bien-lai"));
    receipt.width = "20";
    vec![
        Part::facts(vec![Fact::new(
            "Còn phải thu",
            task.dossier().owed().show(),
        )]),
        Part::line("so-tien", "Số tiền đã nhận", form.text_or("so-tien", &owed))
            .figures("10")
            .suffix("đồng"),
        Part::one_of(
            "cach-thu",
            "Thu bằng",
            methods,
            form.text_or("cach-thu", "cash"),
        ),
        receipt,
    ]
}

pub(super) fn pay(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let amount = task.form.text("so-tien").parse::<Dong>();
    let amount = amount.unwrap_or_else(|why| {
        errors.add("so-tien", wording::field::sum(&why));
        Dong::ZERO
    });
    let receipt_number = domain::vietnamese::clean(task.form.text("bien-lai"));
    let receipt_number = receipt_number.trim().to_owned();
    if receipt_number.is_empty() {
        errors.add("bien-lai", "Nhập số biên lai đã viết cho người nộp");
    } else if receipt_number.chars().count() > 50 {
        errors.add("bien-lai", "Số biên lai dài nhất 50 ký tự. Kiểm tra lại");
    }
    match chosen(task.form.text("cach-thu")) {
        Some(method) => errors.or(Command::RecordPayment {
            amount,
            method,
            receipt_number,
        }),
        None => {
            errors.add("cach-thu", "Chọn cách thu tiền");
            Err(errors)
        }
    }
}

pub(super) fn waive_parts(task: &Task<'_>) -> Vec<Part> {
    let form = task.form;
    let grounds = choices(&WaiverGround::ALL, wording::ground::waiver);
    vec![
        Part::facts(vec![Fact::new(
            "Còn phải thu",
            task.dossier().owed().show(),
        )]),
        Part::one_of("can-cu", "Căn cứ miễn, giảm", grounds, form.text("can-cu")),
        Part::text(
            "ly-do",
            "Giấy tờ hoặc hoàn cảnh chứng minh",
            form.text("ly-do"),
        )
        .hint("Ví dụ: giấy chứng nhận hộ nghèo số 12, cấp năm 2026"),
    ]
}

pub(super) fn waive(task: &Task<'_>) -> Result<Command, FormErrors> {
    let mut errors = FormErrors::new();
    let ground = chosen(task.form.text("can-cu"));
    if ground.is_none() {
        errors.add("can-cu", "Chọn căn cứ miễn, giảm");
    }
    let ask = "Nhập giấy tờ hoặc hoàn cảnh chứng minh được miễn, giảm";
    let reason = said(task.form, "ly-do", &mut errors, ask);
    match ground {
        Some(ground) => errors.or(Command::Waive { ground, reason }),
        None => Err(errors),
    }
}

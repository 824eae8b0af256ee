//! The papers that show a promised day: receipt, letter of apology, control slip, register.

use crate::at_work::at;
use crate::pages::{PERIOD, opened};
use crate::reading::{bare, drawn};
use crate::shown::{Day, Shown};
use crate::story::Held;
use crate::town::Town;

/// Asks every paper of a dossier.
pub async fn of_dossier(town: &Town, held: &Held, shown: &Shown) {
    let code = held.code.as_str();
    let mut owner = opened(town, held).await;
    let mut mai = town.browser("mai").await;
    let own = owner.open(&format!("/tra-cuu/{code}/giay/phieu-hen")).await;
    let again = format!("{}/giay/phieu-hen?in-lai=1", at(code));
    let again = mai.open(&again).await;
    for receipt in [own, again] {
        promises_only(&drawn(&receipt.bytes), shown.receipt, code);
    }
    if let Some(new_day) = shown.letter {
        let letter = owner.open(&format!("/tra-cuu/{code}/giay/xin-loi")).await;
        apologises(&drawn(&letter.bytes), shown.receipt, new_day);
    }
    let slip = format!("{}/phieu-kiem-soat.pdf", at(code));
    let slip = drawn(&mai.open(&slip).await.bytes);
    let promised = format!("Thời gian hẹn trả kết quả: {}", shown.due.in_a_paper());
    assert!(slip.contains(&bare(&promised)), "{code}: {slip}");
    assert_eq!(slip.matches("17giờ00phút").count(), 1, "{code}: {slip}");
}

/// Wherever a receipt names the hour of return, its day follows: on the form, and on the page
/// behind it that tells how it was counted.
fn promises_only(receipt: &str, day: Day, code: &str) {
    let day = bare(&day.on_paper());
    let mut promises = receipt.split("17giờ00phút").skip(1).peekable();
    assert!(promises.peek().is_some(), "{code}: {receipt}");
    for rest in promises {
        let rest = rest.trim_start_matches(',');
        assert!(rest.starts_with(&day), "{code}: {receipt}");
    }
}

fn apologises(letter: &str, was_due: Day, new_day: Day) {
    let was_due = format!("Thời gian hẹn trả kết quả: {}", was_due.in_a_paper());
    assert!(letter.contains(&bare(&was_due)), "{letter}");
    let again = "Thời gian trả kết quả hẹn lại: 17 giờ 00 phút";
    let again = format!("{again} {}", new_day.on_paper());
    assert!(letter.contains(&bare(&again)), "{letter}");
}

/// Asks the printed register of the desk and that of the agency.
pub async fn registers(town: &Town, all: &[(&str, Shown)]) {
    for (login, home) in [("mai", "/quay"), ("son", "/dieu-hanh")] {
        let print = format!("{home}/so-theo-doi.pdf?{PERIOD}");
        let register = town.browser(login).await.open(&print).await;
        let register = drawn(&register.bytes);
        for (code, shown) in all {
            let line = line_of(&register, code, all);
            let promised = bare(&shown.due.in_a_table());
            assert!(line.contains(&promised), "{code}: {line}");
            assert_eq!(line.matches("17:00,").count(), 1, "{code}: {line}");
        }
    }
}

/// What stands in a printed register between a code and the next one.
fn line_of<'a>(register: &'a str, code: &str, all: &[(&str, Shown)]) -> &'a str {
    let Some((_, rest)) = register.split_once(code) else {
        panic!("{code} is not in {register}");
    };
    let next = all.iter().filter_map(|(other, _)| rest.find(*other)).min();
    &rest[..next.unwrap_or(rest.len())]
}

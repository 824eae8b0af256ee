//! The pages that show a promised day: to the applicant, to whoever checks a receipt, to officials.

use axum::http::StatusCode;

use crate::at_work::at;
use crate::reading::{beside, cell, days_in, plain, row, stands_out};
use crate::shown::{Clock, Shown};
use crate::story::Held;
use crate::town::Town;
use crate::town::browser::{Browser, Page};

/// Days on which the story's dossiers were received.
pub const PERIOD: &str = "tu=2026-11-16&den=2026-12-31";

/// The applicant's browser, opened with the QR code of the receipt.
pub async fn opened(town: &Town, held: &Held) -> Browser {
    let mut browser = town.stranger();
    let scanned = format!("/tra-cuu/{}?m={}", held.code, held.secret.long);
    let answer = browser.get(&scanned).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER, "{}", held.code);
    browser
}

/// Asks the applicant's pages in both languages, and the public ones.
pub async fn of_the_applicant(town: &Town, held: &Held, shown: &Shown) {
    let here = format!("/tra-cuu/{}", held.code);
    let why = format!("{here}/vi-sao");
    let stranger = town.stranger().open(&here).await;
    tracks(&stranger, shown);
    let mut owner = opened(town, held).await;
    let own = owner.open(&here).await;
    tracks(&own, shown);
    if matches!(shown.clock, Clock::Runs(_)) {
        // The last step of the timeline.
        own.says(&format!("hẹn {}", shown.due.vietnamese()));
    }
    let told = owner.open(&why).await;
    stands_out(&told, &shown.due.vietnamese());
    told.says(&shown.tracked().vietnamese());

    owner.carry("mc_tieng", "en");
    tracks_in_english(&owner.open(&here).await, shown);
    let told = owner.open(&why).await;
    stands_out(&told, &shown.due.english());
    told.says(&shown.tracked().english());
    verifies(town, held, shown).await;
}

/// The day beside its word, and no other one.
fn tracks(page: &Page, shown: &Shown) {
    let said = beside(page, "Ngày hẹn trả");
    let day = shown.tracked();
    assert!(said.contains(&day.vietnamese()), "{}: {said}", page.address);
    assert_eq!(days_in(&said), [day.short()], "{}: {said}", page.address);
    if let Some(light) = shown.light() {
        assert!(said.contains(light), "{}: {said}", page.address);
    }
}

fn tracks_in_english(page: &Page, shown: &Shown) {
    let said = beside(page, "Promised day");
    let day = shown.tracked().english();
    assert!(said.contains(&day), "{}: {said}", page.address);
    assert_eq!(said.matches("2026").count(), 1, "{}: {said}", page.address);
}

/// The page that knows what the paper says, whatever came later.
async fn verifies(town: &Town, held: &Held, shown: &Shown) {
    let codes = [
        ("ma", held.code.as_str()),
        ("bi-mat", held.secret.typed.as_str()),
    ];
    let page = town.stranger().post("/kiem-chung", &codes).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text());
    let said = beside(&page, "Ngày hẹn trả in trên giấy");
    assert_eq!(said, shown.receipt.vietnamese());
}

/// Asks the page of a dossier, as the desk and the leader see it.
pub async fn of_officials(town: &Town, code: &str, shown: &Shown) {
    for login in ["mai", "son"] {
        let page = town.browser(login).await.open(&at(code)).await;
        let said = beside(&page, "Hẹn trả");
        assert!(said.contains(&shown.due.vietnamese()), "{code}: {said}");
        assert!(said.contains(shown.light_of_officials()), "{code}: {said}");
        assert_eq!(days_in(&said), [shown.due.short()], "{code}: {said}");
        stands_out(&page, &shown.due.vietnamese());
    }
}

/// Asks the leader's lists, the registers on screen, and the ledger of apologies.
pub async fn lists(town: &Town, all: &[(&str, Shown)]) {
    let (mut mai, mut son) = (town.browser("mai").await, town.browser("son").await);
    let open = son.open("/dieu-hanh/ho-so").await;
    let paused = son.open("/dieu-hanh/ho-so?goc=tam-dung").await;
    for (code, shown) in all {
        let list = match shown.clock {
            Clock::Runs(_) | Clock::Settled(_) => &open,
            Clock::Waits(_) => &paused,
            Clock::Ended => {
                assert!(!open.links_to(&at(code)), "{code} is over");
                assert!(!paused.links_to(&at(code)), "{code} is over");
                continue;
            }
        };
        let line = plain(&row(list, code));
        assert!(line.contains(shown.light_of_officials()), "{code}: {line}");
    }
    let of_the_desk = mai.open(&format!("/quay/so-theo-doi?{PERIOD}")).await;
    let of_the_agency = son.open(&format!("/dieu-hanh/so-theo-doi?{PERIOD}")).await;
    for register in [of_the_desk, of_the_agency] {
        for (code, shown) in all {
            let promised = cell(&row(&register, code), "Hẹn trả");
            assert_eq!(promised, shown.due.in_a_table(), "{code}");
        }
    }
    // The ledger names the promise that was not kept.
    let ledger = son
        .open("/dieu-hanh/xin-loi?tu=16/11/2026&den=31/12/2026")
        .await;
    for (code, shown) in all {
        if shown.letter.is_some() {
            let first = cell(&row(&ledger, code), "Hẹn trả lần đầu");
            assert_eq!(first, shown.receipt.short(), "{code}");
        } else {
            assert!(!ledger.links_to(&at(code)), "{code} is not late");
        }
    }
}

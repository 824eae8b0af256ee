//! What follows an application, in both languages: bringing papers, checking a receipt,
//! withdrawing, rating, complaining; and help, and the pages that are not there.

use domain::dossier::command::Command;
use domain::dossier::ground::RefusalGround;
use domain::people::Role;

use crate::english::{chooses, html, is_in_both, is_wholly_english, is_wholly_vietnamese};
use crate::journey::applies;
use crate::town::{DESK, Town, png};
use crate::visitor::Visitor;

/// What comes back for a form, in both languages; the visitor reads English afterwards.
async fn answers_in_both(visitor: &mut Visitor<'_>, path: &str, form: &[(&str, &str)]) -> String {
    chooses(visitor, "vi").await;
    let page = visitor.post(path, form).await;
    is_wholly_vietnamese(path, &html(&page.bytes));
    chooses(visitor, "en").await;
    let page = visitor.post(path, form).await;
    is_wholly_english(path, &html(&page.bytes));
    page.text
}

#[track_caller]
fn says(page: &str, wanted: &str) {
    assert!(page.contains(wanted), "`{wanted}` is missing in {page}");
}

#[tokio::test]
async fn help_and_missing_pages_are_written_in_both_languages() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    for path in ["/giup-do", "/tiep-can", "/quyen-rieng-tu"] {
        is_in_both(&mut visitor, path).await;
    }
    let nowhere = is_in_both(&mut visitor, "/khong/co/trang-nay").await;
    says(&nowhere, "No such page");
    let posted_only = "/tra-cuu/H35.22.01-261116-9999/dong";
    visitor.get(posted_only).await.is(405);
    is_in_both(&mut visitor, posted_only).await;
}

#[tokio::test]
async fn a_receipt_is_checked_in_both_languages() {
    let town = Town::open().await;
    let (_, code) = applies(&town, "desk").await;
    let secret = town.secret(&code).await;
    let page = "/kiem-chung";
    let mut visitor = town.visitor();
    is_in_both(&mut visitor, page).await;
    is_in_both(&mut visitor, "/kiem-chung?ma=xyz").await;
    let right = [("ma", code.as_str()), ("bi-mat", secret.typed.as_str())];
    let none = answers_in_both(&mut visitor, page, &right).await;
    says(&none, "no receipt was issued for");
    town.receives(&code).await;
    let issued = answers_in_both(&mut visitor, page, &right).await;
    says(&issued, "This receipt is genuine");
    says(&issued, "09:00, Monday 16 November 2026");
    let foreign = format!("https://gia.example/tra-cuu/{code}?m=ABC");
    let cut = format!("http://motcua.example.vn/tra-cuu/{code}");
    let amiss = [
        ("xyz", "22222222", "An application code looks like"),
        (code.as_str(), "", "Enter the secret code"),
        (code.as_str(), "22222222", "No receipt matches"),
        (foreign.as_str(), "", "leads to gia.example, not to"),
        (cut.as_str(), "", "not the one on a receipt"),
    ];
    for (written, secret, said) in amiss {
        let form = [("ma", written), ("bi-mat", secret)];
        let told = answers_in_both(&mut visitor, page, &form).await;
        says(&told, said);
    }
    let wrong = [("ma", code.as_str()), ("bi-mat", "22222222")];
    for _ in 0..10 {
        visitor.post(page, &wrong).await;
    }
    let held_up = answers_in_both(&mut visitor, page, &wrong).await;
    says(&held_up, "Wait 15 minutes");
}

#[tokio::test]
async fn withdrawing_is_written_in_both_languages() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let here = format!("/tra-cuu/{code}");
    let page = format!("{here}/rut");
    is_in_both(&mut visitor, &page).await;
    let seen = visitor.get(&page).await.after("name=\"seen\" value=\"");
    let long = "x".repeat(1_001);
    let form = [("key", "k1"), ("reason", long.as_str())];
    let told = answers_in_both(&mut visitor, &page, &form).await;
    says(&told, "Say it in 1000 characters at most");
    // The desk acts meanwhile.
    town.receives(&code).await;
    let form = [("key", "k1"), ("seen", seen.as_str()), ("reason", "")];
    let changed = answers_in_both(&mut visitor, &page, &form).await;
    says(&changed, "1 new change since you opened the page");
    let newer = visitor.get(&page).await.after("name=\"seen\" value=\"");
    let form = [("key", "k2"), ("seen", newer.as_str()), ("reason", "")];
    let done = visitor.post(&page, &form).await;
    done.leads(&format!("{here}?xong=rut"));
    let after = is_in_both(&mut visitor, &done.location).await;
    says(&after, "The application is withdrawn.");
    let closed = is_in_both(&mut visitor, &page).await;
    says(&closed, "It can no longer be withdrawn");
}

#[tokio::test]
async fn rating_and_complaining_are_written_in_both_languages() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "electronic").await;
    let here = format!("/tra-cuu/{code}");
    let (rate, complain) = (format!("{here}/danh-gia"), format!("{here}/phan-anh"));
    let early = is_in_both(&mut visitor, &rate).await;
    says(&early, "It is too early to rate");
    is_in_both(&mut visitor, &complain).await;
    let empty = [("key", "k"), ("text", " ")];
    let told = answers_in_both(&mut visitor, &complain, &empty).await;
    says(&told, "Write what is wrong");
    let complaint = [("key", "k"), ("text", "Chờ lâu")];
    visitor.post(&complain, &complaint).await.is(303);
    let closed = is_in_both(&mut visitor, &complain).await;
    says(&closed, "You can send another one after it is answered.");
    town.resolves(&code).await;
    town.hands_over(&code).await;
    let ask = is_in_both(&mut visitor, &rate).await;
    says(&ask, "Very dissatisfied");
    let none = [("key", "k"), ("reason", "")];
    let told = answers_in_both(&mut visitor, &rate, &none).await;
    says(&told, "Choose one of the five answers");
    let rated = [("key", "k"), ("score", "2"), ("reason", "")];
    visitor.post(&rate, &rated).await.is(303);
    let closed = is_in_both(&mut visitor, &rate).await;
    says(&closed, "You rated: dissatisfied.");
}

#[tokio::test]
async fn what_cannot_be_downloaded_is_told_in_both_languages() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let here = format!("/tra-cuu/{code}");
    is_in_both(&mut visitor, &format!("{here}/ket-qua")).await;
    is_in_both(&mut visitor, &format!("{here}/giay/la")).await;
    let refuse = Command::RefuseReception {
        ground: RefusalGround::NotCompetent,
        reason: web::fresh::personal("Cha mẹ cư trú ở tỉnh khác".to_owned()),
    };
    town.act(DESK, &[Role::DeskOfficer], &code, refuse).await;
    let closed = is_in_both(&mut visitor, &format!("{here}/rut")).await;
    says(&closed, "Back to the application");
}

#[tokio::test]
async fn a_supplement_is_written_in_both_languages() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let page = format!("/tra-cuu/{code}/bo-sung");
    let closed = is_in_both(&mut visitor, &page).await;
    says(&closed, "The application waits for no papers");
    let asked = [
        ("giay-chung-sinh", "Chụp lại cho rõ cả hai mặt"),
        ("to-khai", "Ghi lại ngày sinh của trẻ"),
    ];
    town.asks(&code, &asked).await;
    is_in_both(&mut visitor, &format!("{page}/to-khai")).await;
    let ask = is_in_both(&mut visitor, &page).await;
    says(
        &ask,
        "Reason: <span lang=\"vi\">Giấy chứng sinh bị mờ</span>",
    );
    let sends = [("viec", "gui"), ("note", "")];
    let nothing = visitor.upload(&page, &sends, &[]).await;
    nothing.is(422).says(&["Correct the form as asked"]);
    is_wholly_english(&page, &html(&nothing.bytes));
    let good: [(&str, &str, &[u8]); 1] = [("giay-giay-chung-sinh", "ro.png", &png())];
    let stays = [("viec", "tai-len"), ("note", "Here it is")];
    let arrived = visitor.upload(&page, &stays, &good).await;
    arrived.leads(&format!("{page}?xong=tai-len"));
    let kept = visitor.get(&arrived.location).await;
    is_wholly_english(&page, &html(&kept.bytes));
    let seen = kept.after("name=\"seen\" value=\"");
    let sends = [("viec", "gui"), ("seen", &*seen), ("note", "Here it is")];
    let sent = visitor.upload(&page, &sends, &[]).await;
    sent.leads(&format!("/tra-cuu/{code}?xong=bo-sung"));
    let after = visitor.get(&sent.location).await;
    after.says(&["Your papers have arrived."]);
    is_wholly_english(&sent.location, &html(&after.bytes));
}

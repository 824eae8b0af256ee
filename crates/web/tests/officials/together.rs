//! Two officers, two clicks: one wins, and nothing typed is lost.

use crate::at_work::{at, form};
use crate::town::Town;
use crate::town::browser::Page;
use axum::http::StatusCode;

#[tokio::test]
async fn of_two_officers_one_wins_and_the_other_sees_why_and_keeps_what_was_typed() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = town.file_birth_online().await;
    let mut colleague = town.browser("mai").await;
    let mine = form(&mut mai, &code, "yeu-cau-bo-sung").await;
    let theirs = form(&mut colleague, &code, "tiep-nhan").await;
    colleague.done(theirs).await;
    let mine = mine
        .set("can.giay-chung-sinh", "Chụp lại")
        .set("ly-do", "Ảnh mờ quá");
    let answer = mai.send(mine).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer
        .says("1 thay đổi mới")
        .says("Vừa thay đổi")
        .says("Quầy đã tiếp nhận hồ sơ");
    let again = answer.form(&at(&code));
    assert_eq!(again.value("ly-do"), Some("Ảnh mờ quá"));
    assert_eq!(again.value("can.giay-chung-sinh"), Some("Chụp lại"));
    mai.done(again).await.says("Ảnh mờ quá");
    assert_eq!(town.stage(&code).await, "awaiting_supplement");
}

#[tokio::test]
async fn what_was_typed_stays_to_be_read_when_the_act_is_no_longer_open() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = town.file_birth_online().await;
    let mut colleague = town.browser("mai").await;
    let mine = form(&mut mai, &code, "tu-choi-tiep-nhan").await;
    let theirs = form(&mut colleague, &code, "tiep-nhan").await;
    colleague.done(theirs).await;
    let mine = mine
        .set("can-cu", "not_competent")
        .set("ly-do", "Nơi này không giải quyết");
    let answer = mai.send(mine).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer
        .says("Vừa thay đổi")
        .says("Điều ông/bà đã nhập, chưa được ghi")
        .says("Nơi này không giải quyết");
}

#[tokio::test]
async fn what_was_not_shown_counts_as_not_seen_even_after_an_error() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = town.file_birth_online().await;
    let empty = form(&mut mai, &code, "tu-choi-tiep-nhan").await;
    let mut colleague = town.browser("mai").await;
    let correct = colleague
        .open(&format!("{}/viec/dinh-chinh?sua=noi-nhan", at(&code)))
        .await;
    let correct = correct
        .form(&at(&code))
        .set("noi-nhan", "post")
        .set("ly-do", "Đổi ý");
    colleague.done(correct).await;
    let answer = mai.send(empty).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    let filled = answer
        .form(&at(&code))
        .set("can-cu", "not_competent")
        .set("ly-do", "Sai nơi");
    let answer = mai.send(filled).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.says("Đính chính thông tin");
}

#[tokio::test]
async fn a_double_click_does_once() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let page = mai
        .open("/quay/tiep-nhan?thu-tuc=2.000815&truong-hop=so-luong-lon")
        .await;
    let filled = |page: &Page| {
        page.form("/quay/tiep-nhan")
            .set("name", "Y Gêm Ông")
            .set("address", "Phường Đoàn Kết")
            .set("giay.ban-chinh-giay-to-van", "giay")
    };
    let first = mai.done(filled(&page)).await;
    let second = mai.done(filled(&page)).await;
    assert_eq!(first.address, second.address);
    let changed = filled(&page).set("name", "Tên Khác");
    let answer = mai.send(changed).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.says("đã được gửi với nội dung khác");
}

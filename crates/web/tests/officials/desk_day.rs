//! The close of the desk's day: the money in the till, and the bundles passed on.

use crate::at_work::{at, form, forwarded, receive_in_person};
use crate::town::Town;
use crate::town::browser::Browser;
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use jiff::civil::datetime;

/// Takes the fee of a certification in cash.
async fn takes_the_fee(mai: &mut Browser, code: &str, receipt: &str) {
    let charge = form(mai, code, "khoan-thu").await.set("phi.phi", "4");
    mai.done(charge).await;
    let pay = form(mai, code, "thu-tien").await;
    mai.done(pay.set("bien-lai", receipt)).await;
}

#[tokio::test]
async fn the_till_is_counted_up_by_person_and_method() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    mai.open("/quay/so-quy")
        .await
        .says("Quầy chưa thu khoản nào trong ngày này");
    let first = receive_in_person(&mut mai).await;
    takes_the_fee(&mut mai, &first, "AA/26-0001").await;
    let second = receive_in_person(&mut mai).await;
    takes_the_fee(&mut mai, &second, "AA/26-0002").await;

    assert!(mai.open("/quay").await.links_to("/quay/so-quy"));
    let book = mai.open("/quay/so-quy").await;
    book.says("thứ Hai, 16/11/2026")
        .says("Tổng thu 16.000 đồng (mười sáu nghìn đồng), 2 khoản")
        .says("Lò Thị Mai 16.000 ₫ 0 ₫ 0 ₫ 16.000 ₫")
        .says("Cả quầy 16.000 ₫ 0 ₫ 0 ₫ 16.000 ₫")
        .says("Tiền mặt AA/26-0002 8.000 ₫")
        .does_not_say("Giàng A Phềnh");
    assert!(book.links_to(&at(&first)) && book.links_to(&at(&second)));

    // Another desk has a till of its own.
    town.browser("chu")
        .await
        .open("/quay/so-quy")
        .await
        .says("Quầy chưa thu khoản nào trong ngày này");
}

#[tokio::test]
async fn the_till_of_another_day_is_found_by_its_day() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = receive_in_person(&mut mai).await;
    takes_the_fee(&mut mai, &code, "AA/26-0001").await;

    town.move_to(datetime(2026, 11, 17, 8, 0, 0, 0));
    let mut mai = town.browser("mai").await;
    let today = mai.open("/quay/so-quy").await;
    today.says("Quầy chưa thu khoản nào");
    assert!(today.links_to("/quay/so-quy?ngay=2026-11-16"));
    for day in ["2026-11-16", "16/11/2026"] {
        mai.open(&format!("/quay/so-quy?ngay={day}"))
            .await
            .says("AA/26-0001");
    }
    let wrong = mai.get("/quay/so-quy?ngay=31/02/2026").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    wrong
        .says("Ngày 31/02/2026 không có trong lịch")
        .does_not_say("Tổng thu");
}

#[tokio::test]
async fn bundles_passed_on_stand_in_the_manifest_of_their_day() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let held = receive_in_person(&mut mai).await;
    mai.open("/quay/ban-giao")
        .await
        .says("Quầy chưa chuyển hồ sơ nào trong ngày này");
    let code = forwarded(&mut mai).await;

    assert!(mai.open("/quay").await.links_to("/quay/ban-giao"));
    let manifest = mai.open("/quay/ban-giao").await;
    manifest
        .says("Văn phòng")
        .says("(1 hồ sơ)")
        .says("1 hồ sơ giấy, 2 bản chính, 0 bản sao")
        .says("Bên giao Bên nhận")
        .does_not_say("Giàng A Phềnh");
    assert!(manifest.links_to(&at(&code)));
    assert!(!manifest.links_to(&at(&held)), "it still lies at the desk");
    let print = "/quay/ban-giao/in?ngay=2026-11-16";
    assert!(manifest.html().contains(print));
    let pdf = mai.open(print).await;
    assert_eq!(pdf.headers[CONTENT_TYPE], "application/pdf");
    assert!(pdf.bytes.starts_with(b"%PDF-"));
    let none = mai.get("/quay/ban-giao/in?ngay=2026-11-13").await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);

    // Other desks and other days have bundles of their own.
    town.browser("chu")
        .await
        .open("/quay/ban-giao")
        .await
        .says("Quầy chưa chuyển hồ sơ nào");
    mai.open("/quay/ban-giao?ngay=2026-11-13")
        .await
        .says("Quầy chưa chuyển hồ sơ nào");
    let wrong = mai.get("/quay/ban-giao?ngay=mai").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
}

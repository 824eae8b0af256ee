//! Passwords, sessions, and pages that are not ours.

use crate::at_work::{at, form};
use crate::town::browser::{Browser, Page};
use crate::town::{DESK, PASSWORD, Town, picture};
use axum::http::StatusCode;
use axum::http::header::CONTENT_TYPE;
use jiff::civil::datetime;
use store::{AccountWrite, hash_password};

/// Sets the password that the town knows.
async fn give_password(town: &Town, login: &str) {
    let write = AccountWrite::SetPassword {
        id: town.id(login),
        password_hash: hash_password(PASSWORD).unwrap(),
        invitation: None,
        at: town.app.now(),
    };
    town.app.store.change_account(write).await.unwrap().unwrap();
}

async fn log_in(browser: &mut Browser, address: &str, login: &str, password: &str) -> Page {
    let form = browser.open(address).await.form("/dang-nhap");
    browser
        .send(form.set("ten", login).set("mat-khau", password))
        .await
}

#[tokio::test]
async fn officials_log_in_with_a_password_and_come_back_where_they_were() {
    let town = Town::new().await;
    give_password(&town, "mai").await;
    let mut browser = town.stranger();
    let answer = log_in(&mut browser, "/dang-nhap", "mai", "sai mật khẩu rồi").await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("Tên đăng nhập hoặc mật khẩu chưa đúng");
    assert_eq!(answer.form("/dang-nhap").value("ten"), Some("mai"));
    let unknown = log_in(
        &mut browser,
        "/dang-nhap",
        "khong-co-ai",
        "sai mật khẩu rồi",
    )
    .await;
    unknown.says("Tên đăng nhập hoặc mật khẩu chưa đúng");
    let without = log_in(&mut browser, "/dang-nhap", "pao", "sai mật khẩu rồi").await;
    without.says("Tên đăng nhập hoặc mật khẩu chưa đúng");

    let answer = log_in(&mut browser, "/dang-nhap", "Mai ", PASSWORD).await;
    assert_eq!(answer.location(), "/quay");
    browser.open("/quay").await.says("Hôm nay ở quầy");
    let out = browser.post("/dang-xuat", &[]).await;
    assert_eq!(out.location(), "/dang-nhap?xong=ra");
    assert_eq!(browser.get("/quay").await.status, StatusCode::SEE_OTHER);

    let asked = browser.get("/quay/tim?q=5678").await.location();
    let answer = log_in(&mut browser, &asked, "mai", PASSWORD).await;
    assert_eq!(answer.location(), "/quay/tim?q=5678");
    let mut other = town.stranger();
    let answer = log_in(
        &mut other,
        "/dang-nhap?tro-lai=//xau.example",
        "mai",
        PASSWORD,
    )
    .await;
    assert_eq!(answer.location(), "/quay");
}

#[tokio::test]
async fn guessing_is_slowed_down_and_a_pause_opens_again() {
    let town = Town::new().await;
    give_password(&town, "mai").await;
    let mut browser = town.stranger();
    for _ in 0..5 {
        let answer = log_in(&mut browser, "/dang-nhap", "mai", "đoán mò lần nữa").await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    }
    let answer = log_in(&mut browser, "/dang-nhap", "mai", PASSWORD).await;
    assert_eq!(answer.status, StatusCode::TOO_MANY_REQUESTS);
    answer.says("Thử lại sau 1 phút");
    town.move_to(datetime(2026, 11, 16, 9, 1, 0, 0));
    let answer = log_in(&mut browser, "/dang-nhap", "mai", PASSWORD).await;
    assert_eq!(answer.location(), "/quay");
}

#[tokio::test]
async fn a_link_sets_the_first_password_once_and_its_owner_changes_it() {
    let town = Town::new().await;
    let now = town.app.now();
    let write = AccountWrite::Invite {
        id: town.id("pao"),
        secret: "LIENKET7K2Q".to_owned(),
        expires_at: domain::dossier::Now(now.0 + jiff::SignedDuration::from_hours(24)),
        by: None,
        at: now,
    };
    town.app.store.change_account(write).await.unwrap().unwrap();
    let mut browser = town.stranger();
    let page = browser.open("/dat-mat-khau/LIENKET7K2Q").await;
    page.says("Sùng A Páo");
    let short = page
        .form("/dat-mat-khau")
        .set("moi", "ngắn")
        .set("lai", "ngắn");
    browser.send(short).await.says("ít nhất 12 ký tự");
    let other = page
        .form("/dat-mat-khau")
        .set("moi", PASSWORD)
        .set("lai", "khác hẳn thế này");
    browser.send(other).await.says("Hai lần nhập khác nhau");
    let right = page
        .form("/dat-mat-khau")
        .set("moi", PASSWORD)
        .set("lai", PASSWORD);
    browser.done(right).await.says("Đã đặt mật khẩu mới");
    let used = browser.get("/dat-mat-khau/LIENKET7K2Q").await;
    assert_eq!(used.status, StatusCode::NOT_FOUND);
    used.says("đã dùng hoặc đã hết hạn");

    let answer = log_in(&mut browser, "/dang-nhap", "pao", PASSWORD).await;
    assert_eq!(answer.location(), "/xu-ly");
    let mut elsewhere = town.browser("pao").await;
    let page = browser.open("/tai-khoan").await;
    page.says("Cán bộ thụ lý");
    let wrong = page
        .form("/tai-khoan")
        .set("cu", "sai")
        .set("moi", "mật khẩu mới của Páo");
    browser
        .send(wrong.set("lai", "mật khẩu mới của Páo"))
        .await
        .says("đang dùng chưa đúng");
    let right = page
        .form("/tai-khoan")
        .set("cu", PASSWORD)
        .set("moi", "mật khẩu mới của Páo");
    browser
        .done(right.set("lai", "mật khẩu mới của Páo"))
        .await
        .says("Đã đặt mật khẩu mới");
    assert_eq!(elsewhere.get("/xu-ly").await.status, StatusCode::SEE_OTHER);

    let mut browser = town.browser("pao").await;
    let mut elsewhere = town.browser("pao").await;
    let leave = browser
        .open("/tai-khoan")
        .await
        .form("/tai-khoan/dang-xuat-moi-noi");
    browser.done(leave).await.says("Đã đăng xuất khỏi mọi máy");
    assert_eq!(elsewhere.get("/xu-ly").await.status, StatusCode::SEE_OTHER);
}

#[tokio::test]
async fn a_foreign_page_cannot_act_in_somebodys_name() {
    use axum::body::Body;
    use axum::http::Request;
    use tower::ServiceExt as _;
    let town = Town::new().await;
    let code = town.file_birth_online().await;
    let request = Request::post(format!("{}/viec/tiep-nhan", at(&code)))
        .header("sec-fetch-site", "cross-site")
        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
        .body(Body::from("seen=1"))
        .unwrap();
    let answer = web::router(town.app.clone())
        .oneshot(request)
        .await
        .unwrap();
    assert_eq!(answer.status(), StatusCode::FORBIDDEN);
    assert_eq!(
        town.dossier(&code).await.dossier.desk,
        crate::town::unit(DESK)
    );
}

#[tokio::test]
async fn what_was_typed_outlives_the_session() {
    let town = Town::new().await;
    let code = town.file_birth_online().await;
    let mut mai = town.browser("mai").await;
    let ask = form(&mut mai, &code, "yeu-cau-bo-sung").await;
    let ask = ask
        .set("can.giay-chung-sinh", "Chụp lại \"cả hai\" mặt")
        .set("ly-do", "Ảnh mờ quá");
    let mut asleep = town.stranger();
    let page = asleep.send(ask).await;
    assert_eq!(page.status, StatusCode::UNAUTHORIZED);
    page.says("Phiên làm việc đã hết nên điều vừa gửi chưa được ghi")
        .says("Đăng nhập ở thẻ mới")
        .does_not_say("Tệp");
    assert_eq!(town.stage(&code).await, "submitted");
    let again = asleep.send(page.form(&at(&code))).await;
    assert_eq!(again.status, StatusCode::UNAUTHORIZED);
    mai.done(again.form(&at(&code)))
        .await
        .says("Chụp lại \"cả hai\" mặt")
        .says("Ảnh mờ quá");
    assert_eq!(town.stage(&code).await, "awaiting_supplement");
}

#[tokio::test]
async fn files_lost_with_the_session_are_asked_for_again() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let page = mai
        .open("/quay/tiep-nhan?thu-tuc=1.001193&truong-hop=thong-thuong")
        .await;
    let filled = page
        .form("/quay/tiep-nhan")
        .set("name", "Lò Văn Năm")
        .set("identity", "012090000017")
        .set("address", "Tổ 3, phường Đoàn Kết")
        .file("giay.giay-chung-sinh.tep", "chứng sinh.png", picture());
    let unsent = town.stranger().send(filled).await;
    assert_eq!(unsent.status, StatusCode::UNAUTHORIZED);
    unsent.says("Tệp phải chọn lại: chứng sinh.png");
    let answer = mai.send(unsent.form("/quay/tiep-nhan")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("Tệp \"chứng sinh.png\" chưa đến nơi. Chọn lại tệp");
    let mended = answer.form("/quay/tiep-nhan");
    assert_eq!(mended.value("name"), Some("Lò Văn Năm"));
    let mended = mended.file("giay.giay-chung-sinh.tep", "chứng sinh.png", picture());
    mai.done(mended).await.says("Đã tiếp nhận hồ sơ");
}

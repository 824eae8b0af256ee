//! The citizen's way: chosen, filled in, refused for what is missing; and the officials' pages.

use axum::http::{StatusCode, header};
use domain::people::Role;

use crate::province::{Answer, DESK, Province};

fn to(answer: &Answer) -> String {
    let location = answer.headers.get(header::LOCATION);
    let location = location.and_then(|value| value.to_str().ok());
    location.unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_citizen_chooses_the_parts_and_goes_on_to_the_form() {
    let province = Province::new().await;
    let led = province.page("", "/lien-thong/birth").await;
    assert_eq!(to(&led), "/nop/3.000722");
    let page = province.page("", "/nop/3.000722").await;
    assert_eq!(page.status, StatusCode::OK);
    for part in ["Đăng ký khai sinh", "Đăng ký thường trú cho trẻ", "Bắt đầu"] {
        assert!(page.text.contains(part), "{part}");
    }
    let begun = province
        .form("", "/nop/3.000722", &[("chon-the-bhyt", "yes")])
        .await;
    assert_eq!(to(&begun), "/nop/3.000722/nguoi-nop");
    let cookie = begun.headers[header::SET_COOKIE]
        .to_str()
        .expect("a cookie");
    let cookie = cookie.split(';').next().expect("its value").to_owned();
    let page = province.page(&cookie, "/nop/3.000722/nguoi-nop").await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(!page.text.contains("Ông/bà nộp cho ai?"));
    let saved = province
        .form(
            &cookie,
            "/nop/3.000722/nguoi-nop",
            &[("name", "Lò Thị Mai"), ("address", "Tổ 5")],
        )
        .await;
    assert_eq!(to(&saved), "/nop/3.000722/to-khai/1");
    let check = province.page(&cookie, "/nop/3.000722/kiem-tra").await;
    assert_eq!(check.status, StatusCode::OK);
    assert!(check.text.contains("Các việc và thời hạn"));
    let promise = [("promise", "yes")];
    let sent = province
        .form(&cookie, "/nop/3.000722/kiem-tra", &promise)
        .await;
    assert_eq!(sent.status, StatusCode::UNPROCESSABLE_ENTITY);
    let again = province.page(&cookie, "/nop/3.000722").await;
    assert!(again.text.contains("đang làm dở"));
}

#[tokio::test]
async fn officials_find_what_they_have_to_look_at() {
    let province = Province::new().await;
    let desk = province.official("quay", DESK, &[Role::DeskOfficer]).await;
    let cookie = province.cookie(&desk).await;
    let list = province.page(&cookie, "/xu-ly/lien-thong").await;
    assert_eq!(list.status, StatusCode::OK);
    assert!(list.text.contains("Cần người xem"));
    let unknown = "/xu-ly/lien-thong/H35.22.01-261120-0009";
    let unknown = province.page(&cookie, unknown).await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

//! Accounts: created, mended, moved, switched off and on.

use crate::at_work::{administered, assert_is_a_page};
use crate::province::{Answer, DESK, OFFICE, WARD};
use axum::http::{StatusCode, header};
use domain::people::Role;

/// The one-time link that a page shows.
fn link_in(page: &str) -> String {
    let at = page
        .find("http://127.0.0.1:8080/dat-mat-khau/")
        .unwrap_or_else(|| panic!("{page}"));
    page[at..]
        .chars()
        .take_while(|c| c.is_ascii_graphic() && *c != '<')
        .collect()
}

#[tokio::test]
async fn an_account_is_created_with_a_link_that_works_for_an_hour() {
    let (province, admin, _) = administered().await;
    let unit = format!("{DESK}@2025-07-01");
    let fields = [
        ("name", "LÒ THỊ MAI"),
        ("login", "mai.lo"),
        ("unit", unit.as_str()),
        ("desk_officer", "true"),
        ("cashier", "true"),
    ];
    let page = province
        .form(&admin, "/quan-tri/nguoi-dung/moi", &fields)
        .await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.text);
    assert_eq!(page.headers[header::CACHE_CONTROL], "no-store");
    assert!(page.text.contains("Lò Thị Mai"));
    assert!(page.text.contains("10:00, 20/11/2026"), "one hour from now");
    let link = link_in(&page.text);
    let secret = link.rsplit('/').next().unwrap_or_default();
    let store = &province.app.store;
    let invited = store
        .account_by_invitation(secret, province.app.now())
        .await
        .expect("a read");
    let account = invited.expect("the link belongs to somebody");
    assert_eq!(
        (account.login.as_str(), account.name.as_str()),
        ("mai.lo", "Lò Thị Mai")
    );
    assert!(account.official.is(Role::Cashier) && account.official.is(Role::DeskOfficer));
    assert!(!account.has_password);
    province.at(jiff::civil::date(2026, 11, 20), 10, 1);
    let late = store
        .account_by_invitation(secret, province.app.now())
        .await
        .expect("a read");
    assert_eq!(late, None);

    let again = province
        .form(&admin, "/quan-tri/nguoi-dung/moi", &fields)
        .await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.text.contains("Tên đăng nhập này đã có người dùng"));
    assert!(
        again.text.contains("value=\"mai.lo\""),
        "what was typed is kept"
    );
    let list = province
        .page(
            &admin,
            "/quan-tri/nguoi-dung?q=lo%20thi%20mai&vai-tro=cashier",
        )
        .await;
    assert!(list.text.contains("mai.lo"));
    let none = province
        .page(&admin, "/quan-tri/nguoi-dung?vai-tro=leader")
        .await;
    assert!(none.text.contains("Không có tài khoản nào như vậy"));
}

#[tokio::test]
async fn a_form_that_must_be_mended_keeps_what_was_typed() {
    let (province, admin, _) = administered().await;
    let fields = [
        ("name", "Mai 2"),
        ("login", "Mai Lò"),
        ("unit", "nowhere"),
        ("king", "true"),
    ];
    let page = province
        .form(&admin, "/quan-tri/nguoi-dung/moi", &fields)
        .await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in [
        "Có 4 chỗ cần sửa",
        "Họ tên không có chữ số",
        "Tên đăng nhập có từ 2 đến 40 ký tự",
        "Chọn đơn vị nơi cán bộ đang làm việc",
        "Chọn ít nhất một vai trò",
        "value=\"Mai 2\"",
        "value=\"Mai Lò\"",
    ] {
        assert!(page.text.contains(said), "{said}");
    }
    assert_is_a_page(&page, "new");
    assert_eq!(
        province.app.store.accounts().await.expect("accounts").len(),
        1
    );
}

#[tokio::test]
async fn an_account_is_moved_switched_off_and_on() {
    let (province, admin, _) = administered().await;
    let store = &province.app.store;
    let account = province.official("quay", DESK, &[Role::DeskOfficer]).await;
    let (cookie, token) = (
        province.cookie(&account).await,
        province.token(&account).await,
    );
    let address = format!("/quan-tri/nguoi-dung/{}", account.official.id.0);
    let unit = format!("{WARD}@2025-07-01");
    let fields = [
        ("name", "Lò Văn Páo"),
        ("unit", unit.as_str()),
        ("leader", "true"),
    ];
    let moved = province.form(&admin, &address, &fields).await;
    assert_eq!(moved.status, StatusCode::SEE_OTHER, "{}", moved.text);
    let page = province
        .page(
            &admin,
            moved.headers[header::LOCATION].to_str().unwrap_or_default(),
        )
        .await;
    assert!(page.text.contains("Đã lưu thay đổi"));
    let now = store
        .account(account.official.id)
        .await
        .expect("a read")
        .expect("the account");
    assert_eq!(now.name, "Lò Văn Páo");
    assert_eq!(now.official.unit.code(), WARD);
    assert!(now.official.is(Role::Leader) && !now.official.is(Role::DeskOfficer));
    assert_eq!(now.login, "quay");

    let off = province.form(&admin, &format!("{address}/khoa"), &[]).await;
    assert_eq!(off.status, StatusCode::SEE_OTHER);
    assert_eq!(
        province.get(&token, "/api/v1/dossiers").await.status,
        StatusCode::UNAUTHORIZED
    );
    assert_eq!(
        province.page(&cookie, "/quan-tri").await.status,
        StatusCode::SEE_OTHER
    );
    let page = province.page(&admin, &format!("{address}?da=khoa")).await;
    assert!(page.text.contains("Đã khóa tài khoản"));
    assert!(page.text.contains("Mở lại tài khoản"));
    let refused = province
        .form(&admin, &format!("{address}/duong-dan"), &[])
        .await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(!refused.text.contains("/dat-mat-khau/"));
    let on = province.form(&admin, &format!("{address}/mo"), &[]).await;
    assert_eq!(on.status, StatusCode::SEE_OTHER);
    assert!(
        store
            .account(account.official.id)
            .await
            .expect("a read")
            .expect("the account")
            .active
    );

    let first = province
        .form(&admin, &format!("{address}/duong-dan"), &[])
        .await;
    let second = province
        .form(&admin, &format!("{address}/duong-dan"), &[])
        .await;
    let secret = |page: &Answer| {
        link_in(&page.text)
            .rsplit('/')
            .next()
            .unwrap_or_default()
            .to_owned()
    };
    let now = province.app.now();
    let old = store
        .account_by_invitation(&secret(&first), now)
        .await
        .expect("a read");
    assert_eq!(old, None, "a new link replaces the old one");
    let new = store
        .account_by_invitation(&secret(&second), now)
        .await
        .expect("a read");
    assert_eq!(new.map(|account| account.login), Some("quay".to_owned()));
    // Whoever reloads after logging in again lands on the account, not on an error.
    let back = province.page(&admin, &format!("{address}/khoa")).await;
    assert_eq!(
        back.headers[header::LOCATION].to_str().unwrap_or_default(),
        address
    );
    for nobody in ["018f0000-0000-7000-8000-000000000000", "x"] {
        let address = format!("/quan-tri/nguoi-dung/{nobody}");
        assert_eq!(
            province.page(&admin, &address).await.status,
            StatusCode::NOT_FOUND
        );
        assert_eq!(
            province.form(&admin, &address, &fields).await.status,
            StatusCode::NOT_FOUND
        );
    }
}

#[tokio::test]
async fn the_last_administrator_stays() {
    let (province, admin, account) = administered().await;
    let address = format!("/quan-tri/nguoi-dung/{}", account.official.id.0);
    let off = province.form(&admin, &format!("{address}/khoa"), &[]).await;
    assert_eq!(off.status, StatusCode::CONFLICT);
    assert!(off.text.contains("quản trị viên cuối cùng"));
    let unit = format!("{OFFICE}@2025-07-01");
    let fields = [
        ("name", "Lò Thị Mai"),
        ("unit", unit.as_str()),
        ("leader", "true"),
    ];
    let other = province.form(&admin, &address, &fields).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    assert!(
        other.text.contains("value=\"Lò Thị Mai\""),
        "what was typed is kept"
    );
    assert_eq!(
        province.page(&admin, "/quan-tri").await.status,
        StatusCode::OK
    );
}

//! The administrator's pages: who sees them, what they show, and every change of an account.

mod province;

use axum::http::{StatusCode, header};
use domain::people::Role;
use province::{Answer, DESK, OFFICE, Province, WARD};
use store::Account;

/// A province with an administrator who is logged in.
async fn administered() -> (Province, String, Account) {
    let province = Province::new().await;
    let account = province
        .official("quan-tri", "12", &[Role::Administrator])
        .await;
    let cookie = province.cookie(&account).await;
    (province, cookie, account)
}

const PAGES: [&str; 11] = [
    "/quan-tri",
    "/quan-tri/thu-tuc",
    "/quan-tri/thu-tuc?loc=can-sua",
    "/quan-tri/thu-tuc/1.001193",
    "/quan-tri/to-chuc",
    "/quan-tri/to-chuc?ngay=01/05/2025",
    "/quan-tri/to-chuc/03388-TT@2025-07-01",
    "/quan-tri/nguoi-dung",
    "/quan-tri/nguoi-dung/moi",
    "/quan-tri/lich-lam-viec",
    "/quan-tri/lich-lam-viec?nam=2027",
];

fn assert_is_a_page(answer: &Answer, address: &str) {
    assert_eq!(answer.text.matches("<h1").count(), 1, "{address}");
    assert!(answer.text.contains("<html lang=\"vi\""), "{address}");
    for inline in [" style=", " onclick=", "<script>"] {
        assert!(!answer.text.contains(inline), "{address} has {inline}");
    }
    let mut ids: Vec<&str> = answer
        .text
        .split(" id=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .collect();
    let count = ids.len();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), count, "{address} uses an id twice");
}

#[tokio::test]
async fn only_administrators_see_these_pages() {
    let (province, admin, _) = administered().await;
    let other = province
        .official(
            "moi-vai",
            DESK,
            &[
                Role::DeskOfficer,
                Role::CaseOfficer,
                Role::Leader,
                Role::RecordsClerk,
                Role::Cashier,
            ],
        )
        .await;
    let other = province.cookie(&other).await;
    for address in PAGES {
        let page = province.page(&admin, address).await;
        assert_eq!(page.status, StatusCode::OK, "{address}");
        assert_is_a_page(&page, address);
        let denied = province.page(&other, address).await;
        assert_eq!(denied.status, StatusCode::FORBIDDEN, "{address}");
        assert!(
            denied.text.contains("không có vai trò quản trị"),
            "{address}"
        );
        let nobody = province.page("", address).await;
        assert_eq!(nobody.status, StatusCode::SEE_OTHER, "{address}");
        let to = nobody.headers[header::LOCATION]
            .to_str()
            .unwrap_or_default();
        assert!(to.starts_with("/dang-nhap?tro-lai=/quan-tri"), "{to}");
    }
    let id = province.app.store.accounts().await.expect("accounts")[0]
        .official
        .id
        .0;
    for (address, fields) in [
        (
            "/quan-tri/nguoi-dung/moi".to_owned(),
            &[("name", "Lò Thị Mai")][..],
        ),
        (
            format!("/quan-tri/nguoi-dung/{id}"),
            &[("name", "Lò Thị Mai")][..],
        ),
        (format!("/quan-tri/nguoi-dung/{id}/khoa"), &[][..]),
        (format!("/quan-tri/nguoi-dung/{id}/mo"), &[][..]),
        (format!("/quan-tri/nguoi-dung/{id}/duong-dan"), &[][..]),
    ] {
        let denied = province.form(&other, &address, fields).await;
        assert_eq!(denied.status, StatusCode::FORBIDDEN, "{address}");
        let nobody = province.form("", &address, fields).await;
        assert_eq!(nobody.status, StatusCode::UNAUTHORIZED, "{address}");
    }
    let accounts = province.app.store.accounts().await.expect("accounts");
    assert!(
        accounts
            .iter()
            .all(|account| account.active && accounts.len() == 2)
    );
}

#[tokio::test]
async fn the_first_page_says_what_is_to_be_mended() {
    let (province, admin, _) = administered().await;
    let old = province.official("xa-cu", DESK, &[Role::DeskOfficer]).await;
    let home = province.page(&admin, "/quan-tri").await;
    // The demonstration's codes are invented, and the next year's calendar is provisional.
    assert!(
        home.text
            .contains("Nơi tiếp nhận dùng mã định danh minh họa")
    );
    assert!(home.text.contains("/quan-tri/to-chuc?loc=ma-minh-hoa"));
    assert!(home.text.contains("Năm mới có lịch dự kiến"));
    province.at(jiff::civil::date(2030, 3, 1), 9, 0);
    // The session of 2026 is over, so a new one begins.
    let account = province
        .official("quan-tri-2", "12", &[Role::Administrator])
        .await;
    let later = province.cookie(&account).await;
    let home = province.page(&later, "/quan-tri").await;
    assert!(
        home.text.contains("Năm 2030, 2031: chưa hẹn được"),
        "{}",
        home.text
    );
    assert!(old.active);
}

#[tokio::test]
async fn a_procedure_is_shown_whole_and_an_unknown_one_named() {
    let (province, admin, _) = administered().await;
    let list = province
        .page(&admin, "/quan-tri/thu-tuc?q=dang%20ky%20khai%20sinh")
        .await;
    assert!(
        list.text.contains("/quan-tri/thu-tuc/1.001193"),
        "{}",
        list.text
    );
    assert!(!list.text.contains("/quan-tri/thu-tuc/1.013225"));
    let one = province
        .page(&admin, "/quan-tri/thu-tuc/1.001193?phien-ban=1")
        .await;
    for shown in [
        "Trẻ có cha hoặc mẹ đứng tên",
        "Bảy bộ phận bắt buộc",
        "8.000",
        "60/2014/QH13",
        "Mọi nơi tiếp nhận cấp xã",
        "trong ngày",
        "Cơ sở dữ liệu quốc gia về dân cư",
    ] {
        assert!(one.text.contains(shown), "{shown}");
    }
    for address in [
        "/quan-tri/thu-tuc/9.999999",
        "/quan-tri/thu-tuc/x",
        "/quan-tri/thu-tuc/1.001193?phien-ban=7",
    ] {
        assert_eq!(
            province.page(&admin, address).await.status,
            StatusCode::NOT_FOUND,
            "{address}"
        );
    }
    let none = province.page(&admin, "/quan-tri/thu-tuc?q=xyzzy").await;
    assert!(none.text.contains("Không có thủ tục nào như vậy"));
}

#[tokio::test]
async fn the_organisation_is_shown_as_of_any_day() {
    let (province, admin, _) = administered().await;
    let today = province.page(&admin, "/quan-tri/to-chuc").await;
    assert!(today.text.contains("phường Đoàn Kết"));
    let before = province
        .page(
            &admin,
            "/quan-tri/to-chuc?ngay_day=1&ngay_month=5&ngay_year=2024",
        )
        .await;
    assert_eq!(before.status, StatusCode::OK);
    assert!(before.text.contains("Ngày 01/05/2024"), "{}", before.text);
    assert_ne!(
        before.text.matches("<li>").count(),
        today.text.matches("<li>").count()
    );
    let wrong = province
        .page(&admin, "/quan-tri/to-chuc?ngay=31/02/2024")
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.text.contains("Ngày 31/02/2024 không có trong lịch"));
    assert!(
        wrong.text.contains("value=\"31/02/2024\""),
        "what was typed is kept"
    );

    province.official("quay", DESK, &[Role::DeskOfficer]).await;
    let desk = province
        .page(&admin, "/quan-tri/to-chuc/03388-TT@2025-07-01")
        .await;
    assert!(desk.text.contains("Cán bộ quay"));
    assert!(desk.text.contains("Đăng ký khai sinh"));
    let rules = province.app.store.rulebook().await.expect("the rulebook");
    let old = &rules.organisation.successions()[0];
    let page = province
        .page(&admin, &format!("/quan-tri/to-chuc/{}", old.old))
        .await;
    assert!(
        page.text.contains("Nay thuộc trách nhiệm của"),
        "{}",
        page.text
    );
    let new = rules
        .organisation
        .find(&old.new)
        .expect("the successor")
        .name
        .clone();
    assert!(page.text.contains(&new), "{new}");
    assert_eq!(
        province.page(&admin, "/quan-tri/to-chuc/x").await.status,
        StatusCode::NOT_FOUND
    );
}

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

#[tokio::test]
async fn the_calendar_shows_a_year_and_counts_a_promise() {
    let (province, admin, _) = administered().await;
    let year = province
        .page(&admin, "/quan-tri/lich-lam-viec?nam=2026")
        .await;
    assert!(
        year.text.contains("Quốc khánh") || year.text.contains("Quốc Khánh"),
        "{}",
        year.text
    );
    let next = province
        .page(&admin, "/quan-tri/lich-lam-viec?nam=2027")
        .await;
    assert!(next.text.contains("Dự kiến"));
    let none = province
        .page(&admin, "/quan-tri/lich-lam-viec?nam=2040")
        .await;
    assert!(none.text.contains("Năm này chưa có lịch"));
    let address = |day: &str, time: &str, number: &str, unit: &str| {
        format!(
            "/quan-tri/lich-lam-viec?nhan_day={day}&nhan_month=11&nhan_year=2026&luc={time}&so={number}&don-vi={unit}"
        )
    };
    let counted = province
        .page(&admin, &address("20", "09:30", "5", "working+days"))
        .await;
    assert!(
        // 24/11 is a holiday that waits for its law.
        counted
            .text
            .contains("17:00, thứ Hai, 30/11/2026 (dự kiến)"),
        "{}",
        counted.text
    );
    assert!(counted.text.contains("Nghỉ cuối tuần"));
    assert!(counted.text.contains("Nghỉ: Ngày Văn hóa Việt Nam"));
    let within = province
        .page(&admin, &address("20", "15:30", "", "within+day"))
        .await;
    assert!(
        within.text.contains("17:00, thứ Hai, 23/11/2026"),
        "{}",
        within.text
    );
    let wrong = province
        .page(&admin, &address("31", "25:00", "0", "working+days"))
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in [
        "Ngày 31/11/2026 không có trong lịch",
        "ví dụ 09:30",
        "Nhập số lớn hơn 0",
    ] {
        assert!(wrong.text.contains(said), "{said}");
    }
}

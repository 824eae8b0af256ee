//! What the pages show: what is to be mended, procedures, units, the calendar.

use crate::at_work::administered;
use crate::province::DESK;
use axum::http::StatusCode;
use domain::people::Role;

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

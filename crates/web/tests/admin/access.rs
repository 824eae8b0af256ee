//! Who sees these pages.

use crate::at_work::{administered, assert_is_a_page};
use crate::province::DESK;
use axum::http::{StatusCode, header};
use domain::people::Role;

const PAGES: [&str; 19] = [
    "/quan-tri",
    "/quan-tri/thu-tuc",
    "/quan-tri/thu-tuc?loc=can-sua",
    "/quan-tri/thu-tuc/1.001193",
    "/quan-tri/quy-trinh",
    "/quan-tri/quy-trinh?loc=mau&trang=2",
    "/quan-tri/quy-trinh/1.001193",
    "/quan-tri/quy-trinh/2.000815?ban=mau&truong-hop=1.0",
    "/quan-tri/quy-trinh/1.001193/cong-bo",
    "/quan-tri/to-chuc",
    "/quan-tri/to-chuc?ngay=01/05/2025",
    "/quan-tri/to-chuc/03388-TT@2025-07-01",
    "/quan-tri/nguoi-dung",
    "/quan-tri/nguoi-dung/moi",
    "/quan-tri/tiep-nhan",
    "/quan-tri/lich-lam-viec",
    "/quan-tri/lich-lam-viec?nam=2027",
    "/quan-tri/lich",
    "/quan-tri/lich?lop=03388&nam=2027",
];

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
        ("/quan-tri/tiep-nhan".to_owned(), &[("don-vi", "x")][..]),
        (
            "/quan-tri/quy-trinh/1.001193/cong-bo".to_owned(),
            &[("quy-trinh", "x")][..],
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

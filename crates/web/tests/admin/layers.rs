//! The layers of the calendar: shown, looked over, and changed after a preview.

use crate::at_work::administered;
use axum::http::{StatusCode, header};
use domain::calendar::layers::LayerOwner;
use domain::people::agency::AgencyId;
use jiff::civil::date;

const HERE: &str = "/quan-tri/lich";
const COMMUNE: &str = "03388@2025-07-01";

/// A commune is shut on Wednesday 25 November 2026 because of a flood.
const FLOOD: [(&str, &str); 12] = [
    ("lop", COMMUNE),
    ("loai", "dong-cua"),
    ("ngay_day", "25"),
    ("ngay_month", "11"),
    ("ngay_year", "2026"),
    ("gio", ""),
    ("ten", "Lũ trên sông"),
    ("ly-do", "Nước dâng <cao>"),
    ("so", "12/QĐ-UBND"),
    ("ky_day", "24"),
    ("ky_month", "11"),
    ("ky_year", "2026"),
];

fn with<'a>(name: &'a str, value: &'a str) -> Vec<(&'a str, &'a str)> {
    let others = FLOOD.into_iter().filter(|(known, _)| *known != name);
    others.chain([(name, value)]).collect()
}

/// The version of the rules that the preview was drawn from.
fn version(page: &str) -> String {
    let (_, rest) = page
        .split_once("name=\"phien-ban\" value=\"")
        .expect("a version");
    rest.split('"').next().unwrap_or_default().to_owned()
}

#[tokio::test]
async fn a_closure_is_shown_first_and_then_confirmed() {
    let (province, admin, account) = administered().await;
    let preview = province.form(&admin, HERE, &FLOOD).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text);
    for said in [
        "Chưa ghi gì",
        "Ngày làm việc, 07:30-11:30, 13:00-17:00",
        "Đóng cửa: Lũ trên sông",
        "12/QĐ-UBND ngày 24/11/2026",
    ] {
        assert!(preview.text.contains(said), "{said} in {}", preview.text);
    }
    let store = &province.app.store;
    let unit = AgencyId::from_stored(COMMUNE);
    let owner = LayerOwner::Unit(unit.clone());
    let rules = store.rulebook().await.expect("the rules");
    assert_eq!(rules.calendar.layer(&owner).version, 0);

    let version = version(&preview.text);
    let confirmed = with("phien-ban", &version);
    let done = province.form(&admin, HERE, &confirmed).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER, "{}", done.text);
    let rules = store.rulebook().await.expect("the rules");
    let flooded = date(2026, 11, 25);
    let calendar = rules.calendar_for(&unit, date(2026, 11, 20));
    assert_eq!(calendar.is_working(flooded), Ok(false));
    assert_eq!(rules.calendar.nation().is_working(flooded), Ok(true));
    let layer = rules.calendar.layer(&owner);
    assert_eq!((layer.version, layer.by), (1, Some(account.official.id)));
    assert_eq!(layer.reason, "Nước dâng <cao>");

    let to = done.headers[header::LOCATION].to_str().expect("an address");
    let page = province.page(&admin, to).await;
    for said in ["Lũ trên sông, cả ngày, theo 12/QĐ-UBND", "Các phiên bản"] {
        assert!(page.text.contains(said), "{said} in {}", page.text);
    }
    assert!(!page.text.contains("<cao>"), "what was typed is text");

    // What was worked out on old rules is shown anew.
    let other_day: Vec<_> = confirmed
        .iter()
        .map(|(name, value)| match *name {
            "ngay_day" => (*name, "26"),
            _ => (*name, *value),
        })
        .collect();
    let stale = province.form(&admin, HERE, &other_day).await;
    assert_eq!(stale.status, StatusCode::CONFLICT);
    assert!(
        stale.text.contains("Vừa có thay đổi khác"),
        "{}",
        stale.text
    );
}

#[tokio::test]
async fn what_is_missing_is_asked_for_and_nothing_typed_is_lost() {
    let (province, admin, _) = administered().await;
    for (name, value, sentence) in [
        ("loai", "", "Chọn một trong bốn việc"),
        ("ngay_day", "31", "Ngày 31/11/2026 không có trong lịch"),
        ("gio", "7h", "Ghi giờ theo thứ tự"),
        ("ten", "", "Nhập tên ngày"),
        ("ly-do", "", "Nhập lý do"),
        ("so", "", "Nhập số, ký hiệu văn bản"),
        ("ky_year", "", "Nhập đủ ngày, tháng và năm"),
        ("loai", "bo", "không có gì thay đổi"),
    ] {
        let page = province.form(&admin, HERE, &with(name, value)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{name}");
        assert!(page.text.contains(sentence), "{sentence} in {}", page.text);
        if name != "ten" {
            assert!(page.text.contains("value=\"Lũ trên sông\""), "{name}");
        }
    }
    let nobody = province.form(&admin, HERE, &with("lop", "99999")).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_nations_layer_says_what_is_to_be_looked_at() {
    let (province, admin, _) = administered().await;
    let page = province.page(&admin, HERE).await;
    for said in [
        "Cả nước",
        "Nghỉ hoán đổi",
        "năm 2028",
        "Lưu ý: chưa có lịch",
    ] {
        assert!(page.text.contains(said), "{said} in {}", page.text);
    }
}

//! The office is shut for a day: the administrator sees what would move, confirms, and everybody
//! reads the same new day.

use crate::at_work::{at, form, receive_in_person};
use crate::town::Town;
use axum::http::StatusCode;
use jiff::civil::datetime;

const PAGE: &str = "/quan-tri/lich";

/// Tuesday, of a closure decided on Monday.
const CLOSED: [(&str, &str); 12] = [
    ("lop", "03388"),
    ("loai", "dong-cua"),
    ("ngay_day", "17"),
    ("ngay_month", "11"),
    ("ngay_year", "2026"),
    ("gio", ""),
    ("ten", "Mất điện toàn phường"),
    ("ly-do", "Mất điện"),
    ("so", "15/TB-UBND"),
    ("ky_day", "16"),
    ("ky_month", "11"),
    ("ky_year", "2026"),
];

async fn runs(town: &Town) {
    let store = &town.app.store;
    while let Some(campaign) = store.open_campaign().await.unwrap() {
        store
            .step_campaign(campaign.id, town.app.now())
            .await
            .unwrap();
    }
}

#[tokio::test]
async fn a_closure_moves_promises_after_a_preview_and_says_why() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = receive_in_person(&mut mai).await;
    let waiting = receive_in_person(&mut mai).await;
    let pause = form(&mut mai, &waiting, "tam-dung")
        .await
        .set("can-cu", "awaited_verification")
        .set("ly-do", "Chờ nơi cấp bản chính trả lời")
        .set("so", "15/CV");
    mai.done(pause).await;
    let before = town.dossier(&code).await.dossier.promise.unwrap().due;
    assert_eq!(before, datetime(2026, 11, 18, 17, 0, 0, 0));

    let mut quan = town.browser("quan").await;
    let preview = quan.post(PAGE, &CLOSED).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
    preview
        .says("Chưa ghi gì")
        .says("Hồ sơ đã tính thử 2")
        .says("Sẽ dời ngày hẹn 1")
        .says(&format!(
            "{code} 17:00, 18/11/2026 Dời sang 17:00, 19/11/2026"
        ))
        .says("Giữ nguyên: đang tạm dừng");
    let still = town.dossier(&code).await.dossier.promise.unwrap().due;
    assert_eq!(still, before);

    let confirmed = quan.send(preview.form(PAGE)).await;
    assert_eq!(confirmed.status, StatusCode::SEE_OTHER);
    let campaign = confirmed.location();
    quan.open(&campaign).await.says("Đang dời").says("Tải lại");
    let other: Vec<(&str, &str)> = CLOSED
        .into_iter()
        .map(|(name, value)| match name {
            "ngay_day" => (name, "18"),
            _ => (name, value),
        })
        .collect();
    // One change after the other.
    let next = quan.post(PAGE, &other).await;
    let too_early = quan.send(next.form(PAGE)).await;
    assert_eq!(too_early.status, StatusCode::CONFLICT);
    too_early.says("Chờ đợt đó xong rồi xác nhận lại");

    runs(&town).await;
    quan.open(&campaign)
        .await
        .says("Xong lúc 09:00, 16/11/2026")
        .says("15/TB-UBND ngày 16/11/2026")
        .says(&format!(
            "{code} 17:00, 18/11/2026 Dời sang 17:00, 19/11/2026"
        ))
        .says(&waiting)
        .does_not_say("Tải lại");
    let file = quan.open(&format!("{campaign}/danh-sach.csv")).await;
    let moved = format!("{code},moved,2026-11-18T17:00:00,2026-11-19T17:00:00,\n");
    let kept = format!("{waiting},kept,2026-11-18T17:00:00,,clock_paused\n");
    assert!(file.html().contains(&moved), "{}", file.html());
    assert!(file.html().contains(&kept), "{}", file.html());
    assert!(quan.open(PAGE).await.links_to(&campaign));

    mai.open(&at(&code))
        .await
        .says("Ngày hẹn dời vì lịch làm việc thay đổi")
        .says("trước đó 17:00, 18/11/2026")
        .says("theo 15/TB-UBND ngày 16/11/2026");
    let nowhere = quan.get(&format!("{PAGE}/dot/khong-co")).await;
    assert_eq!(nowhere.status, StatusCode::NOT_FOUND);
    let denied = mai.get(&campaign).await;
    assert_eq!(denied.status, StatusCode::FORBIDDEN);
}

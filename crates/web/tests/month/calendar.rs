//! Changes of the nation's calendar: shown first, confirmed, and carried to every dossier.

use axum::http::StatusCode;

use crate::town::Town;

const PAGE: &str = "/quan-tri/lich";

/// A day of December 2026 that becomes something else.
pub struct Change {
    /// `nghi`: off; `lam`: worked.
    pub becomes: &'static str,
    pub day: &'static str,
    pub name: &'static str,
    /// The decision's number, and its day of December.
    pub decision: (&'static str, &'static str),
}

impl Change {
    fn fields(&self) -> [(&'static str, &'static str); 12] {
        let (number, signed) = self.decision;
        [
            ("lop", ""),
            ("loai", self.becomes),
            ("ngay_day", self.day),
            ("ngay_month", "12"),
            ("ngay_year", "2026"),
            ("gio", ""),
            ("ten", self.name),
            ("ly-do", "Thông báo của Chính phủ"),
            ("so", number),
            ("ky_day", signed),
            ("ky_month", "12"),
            ("ky_year", "2026"),
        ]
    }
}

/// Looks at what a change would do, confirms it, and waits until it is carried out; the file that
/// tells what became of each dossier. Before anything is stored, so many would move and be kept.
pub async fn announces(town: &Town, change: &Change, (moved, kept): (u32, u32)) -> String {
    let mut quan = town.browser("quan").await;
    let preview = quan.post(PAGE, &change.fields()).await;
    assert_eq!(preview.status, StatusCode::OK, "{}", preview.text());
    preview
        .says("Chưa ghi gì")
        .says(&format!("Sẽ dời ngày hẹn {moved}"))
        .says(&format!("Giữ nguyên {kept}"));
    let confirmed = quan.send(preview.form(PAGE)).await;
    assert_eq!(confirmed.status, StatusCode::SEE_OTHER);
    let campaign = confirmed.location();
    let store = &town.app.store;
    while let Some(open) = store.open_campaign().await.unwrap() {
        store.step_campaign(open.id, town.app.now()).await.unwrap();
    }
    quan.open(&format!("{campaign}/danh-sach.csv")).await.html()
}

//! Who signs for whom, and how dossiers are assigned: entered, refused with nothing lost, ended.

use crate::at_work::{administered, assert_is_a_page};
use axum::http::StatusCode;
use domain::people::Role;

const SIGNING: &str = "/quan-tri/uy-quyen";
const ASSIGNING: &str = "/quan-tri/phan-cong";

#[tokio::test]
async fn a_delegation_is_entered_with_its_paper_and_ended() {
    let (province, admin, _) = administered().await;
    let chair = province
        .official("chu-tich", "03388", &[Role::Leader])
        .await;
    let deputy = province.official("pho", "03388", &[Role::Leader]).await;
    let (chair, deputy) = (
        chair.official.id.0.to_string(),
        deputy.official.id.0.to_string(),
    );
    let fields = |post: &'static str| {
        vec![
            ("giao", chair.clone()),
            ("chuc-vu-giao", "Chủ tịch".to_owned()),
            ("ky", deputy.clone()),
            ("chuc-vu-ky", post.to_owned()),
            ("tu-cach", "for_head".to_owned()),
            ("so", "12/QĐ-UBND".to_owned()),
        ]
    };
    let send = async |fields: Vec<(&'static str, String)>| {
        let fields: Vec<(&str, &str)> = fields
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        province.form(&admin, SIGNING, &fields).await
    };
    let refused = send(fields("Chuyên viên")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    for said in [
        "Chỉ cấp phó cùng cơ quan ký KT. hoặc Q.",
        "12/QĐ-UBND",
        "Chuyên viên",
    ] {
        assert!(refused.text.contains(said), "{said} in {}", refused.text);
    }
    let done = send(fields("Phó Chủ tịch")).await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = province.page(&admin, SIGNING).await;
    assert_is_a_page(&page, SIGNING);
    assert!(page.text.contains("Phó Chủ tịch"), "{}", page.text);
    let twice = send(fields("Phó Chủ tịch")).await;
    assert!(
        twice.text.contains("Kết thúc lần giao trước"),
        "{}",
        twice.text
    );
    let (_, rest) = page
        .text
        .split_once("name=\"uy-quyen\" value=\"")
        .expect("its id");
    let id = rest.split('"').next().unwrap_or_default();
    let ended = province
        .form(&admin, "/quan-tri/uy-quyen/ket-thuc", &[("uy-quyen", id)])
        .await;
    assert_eq!(ended.status, StatusCode::SEE_OTHER);
    let page = province.page(&admin, SIGNING).await;
    assert!(!page.text.contains("name=\"uy-quyen\""), "{}", page.text);
}

#[tokio::test]
async fn rules_are_looked_at_before_they_are_entered() {
    let (province, admin, _) = administered().await;
    let wrong = "03388-VP; ; lần lượt; ; ; Thông báo 03/TB\n03388-VP; x; ít nhất; ; ; Thông báo";
    let refused = province
        .form(&admin, ASSIGNING, &[("quy-tac", wrong)])
        .await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.text.contains("Dòng 2:"), "{}", refused.text);
    assert!(refused.text.contains("Thông báo 03/TB"), "{}", refused.text);
    let right = "03388-VP; ; lần lượt; ; ; Thông báo 03/TB";
    let seen = province
        .form(&admin, ASSIGNING, &[("quy-tac", right), ("viec", "xem")])
        .await;
    assert_eq!(seen.status, StatusCode::OK);
    assert!(seen.text.contains("Sẽ ghi"), "{}", seen.text);
    let before = province.page(&admin, ASSIGNING).await;
    assert!(before.text.contains("Chưa có quy tắc"), "{}", before.text);
    let done = province
        .form(&admin, ASSIGNING, &[("quy-tac", right), ("viec", "ghi")])
        .await;
    assert_eq!(done.status, StatusCode::SEE_OTHER);
    let page = province.page(&admin, ASSIGNING).await;
    assert_is_a_page(&page, ASSIGNING);
    assert!(page.text.contains("Lần lượt từng người"), "{}", page.text);
}

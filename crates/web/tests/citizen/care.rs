//! Rating a service, by code and secret.

use crate::journey::applies;
use crate::town::Town;

#[tokio::test]
async fn a_service_is_rated_once_in_one_of_five_words() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "electronic").await;
    let here = format!("/tra-cuu/{code}");
    let page = format!("{here}/danh-gia");
    visitor.get(&here).await.keeps_from(&["Đánh giá việc phục vụ"]);
    visitor
        .get(&page)
        .await
        .is(409)
        .says(&["Chưa đánh giá được"]);
    town.resolves(&code).await;
    town.hands_over(&code).await;
    let over = visitor.get(&here).await;
    over.says(&[
        "Đánh giá việc phục vụ",
        "không ảnh hưởng gì đến kết quả của ông/bà",
    ]);
    let ask = visitor.get(&page).await;
    ask.is(200).says(&[
        "Rất hài lòng",
        "Bình thường",
        "Rất không hài lòng",
        "Vì sao (không bắt buộc)",
    ]);
    let key = ask.after("name=\"key\" value=\"");
    let none = [("key", key.as_str()), ("reason", "Chờ lâu")];
    visitor
        .post(&page, &none)
        .await
        .is(422)
        .says(&["Chọn một trong năm mức", "Chờ lâu"]);
    let long = "x".repeat(1_001);
    let form = [
        ("key", key.as_str()),
        ("score", "2"),
        ("reason", long.as_str()),
    ];
    visitor
        .post(&page, &form)
        .await
        .is(422)
        .says(&["Viết gọn trong 1000 ký tự", &long]);
    let form = [("key", key.as_str()), ("score", "2"), ("reason", "Chờ lâu")];
    let done = format!("{here}?xong=danh-gia");
    visitor.post(&page, &form).await.leads(&done);
    // Sent once more by an impatient thumb.
    visitor.post(&page, &form).await.leads(&done);
    let after = visitor.get(&done).await;
    after.says(&[
        "Đã ghi đánh giá",
        "Người nộp đánh giá việc phục vụ",
        "Không hài lòng. Chờ lâu",
    ]);
    after.keeps_from(&["Ông/bà thấy thế nào?"]);
    visitor
        .get(&page)
        .await
        .is(409)
        .says(&["Đã đánh giá rồi", "không hài lòng"]);
    let again = [("key", "k2"), ("score", "5"), ("reason", "")];
    visitor
        .post(&page, &again)
        .await
        .is(409)
        .says(&["Đã đánh giá rồi"]);
    assert_eq!(
        town.load(&code).await.dossier.rated,
        Some(domain::dossier::rating::Satisfaction::Dissatisfied)
    );
}

#[tokio::test]
async fn nobody_rates_without_the_secret() {
    let town = Town::open().await;
    let (_, code) = applies(&town, "desk").await;
    let here = format!("/tra-cuu/{code}");
    let page = format!("{here}/danh-gia");
    let mut stranger = town.visitor();
    stranger.get(&page).await.leads(&here);
    let form = [("key", "k"), ("score", "1"), ("reason", "")];
    stranger.post(&page, &form).await.leads(&here);
}

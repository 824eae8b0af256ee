//! Rating a service and complaining about it, by code and secret.

use domain::dossier::command::Command;
use domain::people::Role;

use crate::journey::applies;
use crate::town::{COMMUNE, Town};

#[tokio::test]
async fn a_service_is_rated_once_in_one_of_five_words() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "electronic").await;
    let here = format!("/tra-cuu/{code}");
    let page = format!("{here}/danh-gia");
    visitor
        .get(&here)
        .await
        .keeps_from(&["Đánh giá việc phục vụ"]);
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
async fn nobody_rates_or_complains_without_the_secret() {
    let town = Town::open().await;
    let (_, code) = applies(&town, "desk").await;
    let here = format!("/tra-cuu/{code}");
    let mut stranger = town.visitor();
    let form = [("key", "k"), ("score", "1"), ("text", "Chờ lâu")];
    for page in ["danh-gia", "phan-anh"] {
        let page = format!("{here}/{page}");
        stranger.get(&page).await.leads(&here);
        stranger.post(&page, &form).await.leads(&here);
    }
    assert_eq!(town.load(&code).await.dossier.number, 1);
}

#[tokio::test]
async fn a_complaint_goes_to_the_leader_and_its_answer_comes_back() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let here = format!("/tra-cuu/{code}");
    let page = format!("{here}/phan-anh");
    visitor
        .get(&here)
        .await
        .says(&["Phản ánh về hồ sơ này", &page]);
    let ask = visitor.get(&page).await;
    ask.is(200)
        .says(&["Ông/bà phản ánh điều gì?", "Luật Khiếu nại"]);
    let key = ask.after("name=\"key\" value=\"");
    let empty = [("key", key.as_str()), ("text", "  ")];
    visitor
        .post(&page, &empty)
        .await
        .is(422)
        .says(&["Viết điều ông/bà muốn phản ánh"]);
    let long = "x".repeat(2_001);
    let form = [("key", key.as_str()), ("text", long.as_str())];
    visitor
        .post(&page, &form)
        .await
        .is(422)
        .says(&["Viết gọn trong 2000 ký tự", &long]);
    // The desk acts meanwhile: what one has to say still holds.
    town.receives(&code).await;
    let form = [("key", key.as_str()), ("text", "Gọi ba lần không ai nghe")];
    let done = format!("{here}?xong=phan-anh");
    visitor.post(&page, &form).await.leads(&done);
    visitor.post(&page, &form).await.leads(&done);
    let sent = visitor.get(&done).await;
    sent.says(&[
        "Đã gửi phản ánh",
        "Người nộp phản ánh",
        "Gọi ba lần không ai nghe",
        "đang chờ lãnh đạo",
    ]);
    sent.keeps_from(&["Phản ánh về hồ sơ này"]);
    visitor
        .get(&page)
        .await
        .is(409)
        .says(&["Phản ánh trước đang chờ trả lời"]);
    let more = [("key", "k2"), ("text", "Vẫn không ai nghe")];
    visitor.post(&page, &more).await.is(409);
    let answer = Command::AnswerFeedback {
        text: web::fresh::personal("Đã đổi số điện thoại, xin lỗi ông/bà".to_owned()),
    };
    town.act(COMMUNE, &[Role::Leader], &code, answer).await;
    let answered = visitor.get(&here).await;
    answered.says(&[
        "Lãnh đạo trả lời phản ánh",
        "Đã đổi số điện thoại, xin lỗi ông/bà",
        "Phản ánh về hồ sơ này",
    ]);
    answered.keeps_from(&["đang chờ lãnh đạo"]);
    visitor.get(&page).await.is(200);
}

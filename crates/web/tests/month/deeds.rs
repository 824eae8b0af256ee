//! What people do in the story, by the pages.

use axum::http::StatusCode;

use crate::at_work::{at, form};
use crate::town::{Town, picture};

/// The desk passes it on, and a case officer takes it.
pub async fn taken(town: &Town, officer: &str, code: &str) {
    let mut mai = town.browser("mai").await;
    let forward = form(&mut mai, code, "chuyen").await;
    mai.done(forward).await;
    let mut officer = town.browser(officer).await;
    let take = form(&mut officer, code, "phan-cong").await;
    officer.done(take).await;
}

/// The case officer asks the applicant for the declaration once more.
pub async fn asks(town: &Town, code: &str) {
    let mut pao = town.browser("pao").await;
    let ask = form(&mut pao, code, "yeu-cau-bo-sung")
        .await
        .set("can.to-khai", "Ghi rõ nơi đã đăng ký")
        .set("ly-do", "Tờ khai thiếu nơi đã đăng ký");
    pao.done(ask).await.says("Đã ghi yêu cầu bổ sung");
}

/// The applicant brings it to the desk.
pub async fn brings(town: &Town, code: &str) {
    let mut mai = town.browser("mai").await;
    let bring =
        form(&mut mai, code, "bo-sung")
            .await
            .file("giay.to-khai.tep", "tờ khai.png", picture());
    mai.done(bring).await.says("Đã ghi nhận giấy tờ bổ sung");
}

/// The leader signs the letter of apology, with one more working day.
pub async fn apologises(town: &Town, code: &str) {
    let mut son = town.browser("son").await;
    let letter = form(&mut son, code, "xin-loi")
        .await
        .set("nguyen-nhan", "too_few_officials")
        .set("ly-do", "Nhiều hồ sơ nộp cùng lúc")
        .set("them", "1")
        .set("so", "7/PXL");
    son.done(letter).await.says("gửi trước hạn");
}

/// The leader would apologise again, and is told why not.
pub async fn is_refused_a_second_apology(town: &Town, code: &str) {
    let mut son = town.browser("son").await;
    let again = son.get(&format!("{}/viec/xin-loi", at(code))).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    again
        .says("Hồ sơ đã được hẹn lại một lần, không hẹn lại lần nữa")
        .says("Lãnh đạo giải trình với cấp trên");
}

/// It is proposed, approved, and its result recorded.
pub async fn settled(town: &Town, code: &str, number: &str) {
    let mut pao = town.browser("pao").await;
    let propose = form(&mut pao, code, "trinh").await;
    pao.done(propose).await;
    let mut son = town.browser("son").await;
    let approve = form(&mut son, code, "phe-duyet").await;
    son.done(approve).await;
    let mut hoa = town.browser("hoa").await;
    let record = form(&mut hoa, code, "vao-so").await.set("so", number).file(
        "tep-ket-qua",
        "kết quả.png",
        picture(),
    );
    hoa.done(record).await;
}

/// The leader stops what the applicant never answered.
pub async fn stopped(town: &Town, code: &str) {
    let mut son = town.browser("son").await;
    let stop = form(&mut son, code, "dung")
        .await
        .set("can-cu", "supplement_missing")
        .set("ly-do", "Đã chờ ba tuần mà chưa nhận được tờ khai");
    son.done(stop)
        .await
        .says("In thông báo dừng giải quyết (PDF)");
}

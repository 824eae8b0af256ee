//! A clock that is paused, and a promise that is not kept.

use crate::at_work::{at, every_open_act_can_be_drawn, form, forwarded};
use crate::town::Town;
use axum::http::StatusCode;
use jiff::civil::datetime;

/// A certification promised for Wednesday evening, with a case officer.
async fn taken(town: &Town) -> String {
    let mut mai = town.browser("mai").await;
    let code = forwarded(&mut mai).await;
    let mut pao = town.browser("pao").await;
    let take = form(&mut pao, &code, "phan-cong").await;
    pao.done(take).await;
    code
}

#[tokio::test]
async fn a_clock_stands_still_on_a_ground_with_a_paper_and_goes_on() {
    let town = Town::new().await;
    let code = taken(&town).await;
    let mut pao = town.browser("pao").await;
    let pause = form(&mut pao, &code, "tam-dung").await;
    let answer = pao.send(pause).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer
        .says("Chọn căn cứ tạm dừng")
        .says("Nhập số, ký hiệu của văn bản");
    let pause = answer
        .form(&at(&code))
        .set("can-cu", "awaited_verification")
        .set("ly-do", "Chờ nơi cấp bản chính trả lời")
        .set("so", "15/CV");
    pao.done(pause)
        .await
        .says("Đã tạm dừng tính thời hạn")
        .says("tạm dừng: chờ cơ quan khác xác minh")
        .says("văn bản 15/CV, ngày 16/11/2026");
    every_open_act_can_be_drawn(&town, &code).await;
    let propose = pao.get(&format!("{}/viec/trinh", at(&code))).await;
    assert_eq!(propose.status, StatusCode::CONFLICT);
    propose.says("Thời hạn đang tạm dừng");

    town.move_to(datetime(2026, 11, 18, 9, 0, 0, 0));
    let mut pao = town.browser("pao").await;
    let resume = form(&mut pao, &code, "tiep-tuc").await;
    pao.done(resume)
        .await
        .says("Đã tính tiếp thời hạn")
        .says("17:00 thứ Sáu, 20/11/2026");
    // From Monday at nine until Wednesday at nine, all of it on the other office.
    let page = pao.open(&at(&code)).await;
    page.says("Mỗi phút làm việc thuộc về một nơi")
        .says("Cơ quan được hỏi ý kiến 16 giờ làm việc 100% Cộng 16 giờ làm việc 100%")
        .does_not_say("Bộ phận một cửa 0");
    town.move_to(datetime(2026, 11, 19, 9, 0, 0, 0));
    pao = town.browser("pao").await;
    let page = pao.open(&at(&code)).await;
    page.says("Đơn vị thụ lý 8 giờ làm việc 33,33%")
        .says("Cơ quan được hỏi ý kiến 16 giờ làm việc 66,67%")
        .says("Cộng 24 giờ làm việc 100%")
        .says("Thẩm tra hồ sơ, dự thảo kết quả 6 giờ làm việc 8 giờ làm việc vượt");
    every_open_act_can_be_drawn(&town, &code).await;
}

#[tokio::test]
async fn what_is_late_needs_an_apology_and_has_one_new_day() {
    let town = Town::new().await;
    let code = taken(&town).await;
    town.move_to(datetime(2026, 11, 19, 9, 0, 0, 0));
    let mut pao = town.browser("pao").await;
    pao.open(&at(&code))
        .await
        .says("Quá hạn, chưa có thư xin lỗi");
    let address = format!("{}/viec/trinh", at(&code));
    let propose = pao.get(&address).await;
    assert_eq!(propose.status, StatusCode::CONFLICT);
    propose.says("chưa có thư xin lỗi nên chưa trình được");

    let mut son = town.browser("son").await;
    let letter = form(&mut son, &code, "xin-loi").await;
    let letter = letter
        .set("nguyen-nhan", "too_few_officials")
        .set("ly-do", "Nhiều hồ sơ nộp cùng lúc")
        .set("them", "3")
        .set("so", "7/PXL");
    let too_far = son.send(letter).await;
    assert_eq!(too_far.status, StatusCode::CONFLICT);
    too_far.says("từ 1 đến 2 ngày làm việc");
    let letter = too_far.form(&at(&code)).set("them", "2");
    let page = son.done(letter).await;
    page.says("Đã ghi thư xin lỗi")
        .says("17:00 thứ Hai, 23/11/2026")
        .says("Số 7/PXL, ngày 19/11/2026, gửi sau hạn")
        .says("hẹn lại theo thư xin lỗi số 7/PXL ngày 19/11/2026")
        .says("In thư xin lỗi (PDF)");
    let letter = format!("{}/giay/xin-loi", at(&code));
    assert!(page.links_to(&letter));
    assert!(son.open(&letter).await.bytes.starts_with(b"%PDF-"));
    every_open_act_can_be_drawn(&town, &code).await;
    let again = son.get(&format!("{}/viec/xin-loi", at(&code))).await;
    assert_eq!(again.status, StatusCode::CONFLICT);
    again.says("Hồ sơ đã được hẹn lại một lần");

    let propose = form(&mut pao, &code, "trinh").await;
    pao.done(propose).await.says("Đã trình lãnh đạo");

    // The ledger tells it by the unit, the official and the cause.
    let ledger = son.open("/dieu-hanh/xin-loi").await;
    ledger
        .says("Đang quá hạn mà chưa xin lỗi: 0")
        .says("Sùng A Páo 0 1 0 0 1")
        .says("Thiếu người, nhiều hồ sơ cùng lúc (chủ quan) 0 1 0 0 1")
        .says("19/11/2026, sau hạn");
    assert!(ledger.links_to(&at(&code)));
    son.open("/dieu-hanh/xin-loi?tu=01/10/2026&den=31/10/2026")
        .await
        .says("Trong kỳ không có hồ sơ trễ hẹn");
    let wrong = son
        .get("/dieu-hanh/xin-loi?tu=20/11/2026&den=19/11/2026")
        .await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let closed = pao.get("/dieu-hanh/xin-loi").await;
    assert_eq!(closed.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn what_time_claims_is_told_to_the_officer_and_to_the_leader_who_may_sign() {
    let town = Town::new().await;
    let code = taken(&town).await;
    let claim = async || {
        let claimed = town.app.store.claim_alarms(town.app.now()).await;
        claimed.expect("no fault")
    };
    assert_eq!(claim().await, 0);
    // One working day is left.
    town.move_to(datetime(2026, 11, 17, 8, 0, 0, 0));
    assert_eq!(claim().await, 2);
    assert_eq!(claim().await, 0);
    let mut pao = town.browser("pao").await;
    let inbox = pao.open("/xu-ly").await;
    inbox.says("Hôm nay cần để ý: 1 hồ sơ sắp đến hạn");
    assert!(inbox.links_to("/xu-ly/nhac-viec#sap-han"));
    let told = pao.open("/xu-ly/nhac-viec").await;
    told.says("Còn một ngày làm việc");
    assert!(told.links_to(&at(&code)));
    let closed = pao.get("/dieu-hanh/nhac-viec").await;
    assert_eq!(closed.status, StatusCode::FORBIDDEN);

    let mut son = town.browser("son").await;
    let morning = son.open("/dieu-hanh").await;
    morning
        .says("Hôm nay cần để ý: 1 hồ sơ sắp đến hạn")
        .says("Thư xin lỗi chờ ông/bà ký");
    let letter = format!("{}/viec/xin-loi", at(&code));
    assert!(morning.links_to(&letter));
    son.open(&letter).await.says("Ngày hẹn lại đề nghị");
    son.open("/dieu-hanh/nhac-viec")
        .await
        .says("Thư xin lỗi chờ ông/bà ký")
        .says("Còn một ngày làm việc");
    // Who is told today is not told the same tomorrow.
    town.move_to(datetime(2026, 11, 18, 8, 0, 0, 0));
    let mut pao = town.browser("pao").await;
    pao.open("/xu-ly/nhac-viec")
        .await
        .says("Hôm nay không có hồ sơ nào cần để ý");
}

//! Whole lives of dossiers by the pages of officials.

use crate::at_work::{at, every_open_act_can_be_drawn, form, receive_in_person};
use crate::town::{Town, picture};
use axum::http::StatusCode;

#[tokio::test]
async fn a_certification_goes_from_the_desk_to_the_hand_with_money_on_the_way() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = receive_in_person(&mut mai).await;
    assert_eq!(code, "H35.21.01-261116-0001");
    every_open_act_can_be_drawn(&town, &code).await;
    let page = mai.open(&at(&code)).await;
    page.says("Giàng A Phềnh")
        .says("2 bản chính")
        .says("Đã tiếp nhận, chờ chuyển");
    page.says("17:00 thứ Tư, 18/11/2026").says("Còn 2 ngày");

    let charge = form(&mut mai, &code, "khoan-thu").await.set("phi.phi", "4");
    mai.done(charge).await.says("8.000");
    let pay = form(&mut mai, &code, "thu-tien").await;
    assert_eq!(pay.value("so-tien"), Some("8.000"));
    mai.done(pay.set("bien-lai", "AA/26-0001"))
        .await
        .says("Đã ghi nhận tiền thu");
    let forward = form(&mut mai, &code, "chuyen").await;
    mai.done(forward)
        .await
        .says("Đã chuyển hồ sơ")
        .says("Văn phòng");
    assert_eq!(town.stage(&code).await, "examining");
    every_open_act_can_be_drawn(&town, &code).await;

    let mut pao = town.browser("pao").await;
    pao.open("/xu-ly?cua=chua-giao")
        .await
        .says("Giàng A Phềnh")
        .says("Còn 2 ngày");
    let take = form(&mut pao, &code, "phan-cong").await;
    pao.done(take).await.says("Sùng A Páo");
    pao.open("/xu-ly?cua=toi").await.says("Giàng A Phềnh");
    let examine = form(&mut pao, &code, "y-kien").await;
    let examine = examine
        .set("y-kien", "Bản chính rõ, không tẩy xóa.")
        .set("kiem.ban-chinh-giay-to-van", "dat");
    pao.done(examine)
        .await
        .says("Bản chính rõ, không tẩy xóa.")
        .says("Đạt");
    let propose = form(&mut pao, &code, "trinh")
        .await
        .set("y-kien", "Đề nghị ký.");
    pao.done(propose).await.says("Đã trình lãnh đạo");
    every_open_act_can_be_drawn(&town, &code).await;

    let mut son = town.browser("son").await;
    son.open("/dieu-hanh")
        .await
        .says("1 chờ ông/bà duyệt")
        .says("Giàng A Phềnh");
    son.open("/dieu-hanh/cho-duyet")
        .await
        .says("Chứng thực bản sao từ bản chính");
    let approve = form(&mut son, &code, "phe-duyet").await;
    son.open(&format!("{}/viec/phe-duyet", at(&code)))
        .await
        .says("Đề nghị ký.");
    son.done(approve).await.says("Đã phê duyệt");
    every_open_act_can_be_drawn(&town, &code).await;

    let mut hoa = town.browser("hoa").await;
    let record = form(&mut hoa, &code, "vao-so").await;
    assert_eq!(record.value("ngay_day"), Some("16"));
    let record = record
        .set("so", "12/CT")
        .file("tep-ket-qua", "kết quả.png", picture());
    hoa.done(record).await.says("Số 12/CT, ngày 16/11/2026");
    assert_eq!(town.stage(&code).await, "resolved");
    every_open_act_can_be_drawn(&town, &code).await;
    // Everybody reads the figure, and nobody's name.
    let mut anybody = town.stranger();
    let published = anybody.open("/cong-khai/thoi-han").await;
    published.says("Tháng 11/2026").says("Đã có kết quả");
    assert!(published.html().contains("--numeric\">1</td>"));
    assert!(!published.html().contains("Giàng A Phềnh"));
    let quarter = anybody.open("/cong-khai/thoi-han?ky=2026-q4").await;
    quarter.says("Quý IV/2026").says("Cộng");

    mai.open("/quay")
        .await
        .says("1 có kết quả, chờ trả")
        .says("Mã hồ sơ Hạn Thủ tục Người nộp")
        .does_not_say("Ai giữ");
    mai.open("/quay/tra-ket-qua").await.says("Giàng A Phềnh");
    let hand = form(&mut mai, &code, "tra-ket-qua").await;
    assert_eq!(hand.value("nguoi-nhan"), Some("Giàng A Phềnh"));
    let page = mai.done(hand.set("chung-minh", "receipt")).await;
    page.says("Hồ sơ đã xong").says("Đã xong, sớm 2 ngày");
    assert_eq!(town.stage(&code).await, "handed_over");
    every_open_act_can_be_drawn(&town, &code).await;
}

#[tokio::test]
async fn an_online_birth_is_supplemented_received_sent_back_and_declined() {
    let town = Town::new().await;
    let code = town.file_birth_online().await;
    let mut mai = town.browser("mai").await;
    mai.open("/quay")
        .await
        .says("1 nộp trực tuyến, chờ xem")
        .says("Giàng A Phềnh")
        // The heading says where they are: no column repeats it.
        .says("Mã hồ sơ Thủ tục Người nộp Nộp lúc")
        .does_not_say("Ai giữ")
        .does_not_say("Đang ở bước");
    every_open_act_can_be_drawn(&town, &code).await;

    let ask = form(&mut mai, &code, "yeu-cau-bo-sung").await;
    let answer = mai.send(ask).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer
        .says("Có 2 chỗ cần sửa")
        .says("Nhập lý do để người nộp hiểu vì sao phải bổ sung");
    let ask = answer
        .form(&at(&code))
        .set("can.giay-chung-sinh", "Chụp lại cho rõ bốn góc")
        .set("ly-do", "Ảnh giấy chứng sinh bị mờ");
    let page = mai.done(ask).await;
    page.says("Ảnh giấy chứng sinh bị mờ")
        .says("In phiếu yêu cầu bổ sung");
    assert!(page.links_to(&format!("{}/giay/yeu-cau-bo-sung", at(&code))));
    every_open_act_can_be_drawn(&town, &code).await;

    let bring = form(&mut mai, &code, "bo-sung").await;
    let bring = bring.file("giay.giay-chung-sinh.tep", "rõ hơn.png", picture());
    mai.done(bring).await.says("rõ hơn.png");
    let receive = form(&mut mai, &code, "tiep-nhan").await;
    mai.done(receive)
        .await
        .says("Hẹn trả 17:00 thứ Hai, 16/11/2026");
    let forward = form(&mut mai, &code, "chuyen").await;
    mai.done(forward).await;

    let mut son = town.browser("son").await;
    let give = form(&mut son, &code, "phan-cong").await;
    let dao = town.id("dao").0.to_string();
    son.done(give.set("nguoi", &dao))
        .await
        .says("Giao cho Tẩn Thị Đào");
    let mut pao = town.browser("pao").await;
    let held = pao.get(&format!("{}/viec/trinh", at(&code))).await;
    assert_eq!(held.status, StatusCode::CONFLICT);
    held.says("Tẩn Thị Đào đang giữ hồ sơ này");

    let mut dao = town.browser("dao").await;
    let propose = form(&mut dao, &code, "trinh")
        .await
        .set("de-xuat", "declined");
    let answer = dao.send(propose).await;
    answer.says("Nêu lý do đề xuất từ chối");
    let propose = answer.form(&at(&code));
    assert_eq!(propose.value("de-xuat"), Some("declined"));
    dao.done(propose.set("y-kien", "Đã đăng ký ở nơi khác."))
        .await;
    let back = form(&mut son, &code, "tra-lai").await;
    son.done(back.set("ly-do", "Kiểm tra lại số định danh của trẻ."))
        .await;
    assert_eq!(town.stage(&code).await, "examining");
    let again = form(&mut dao, &code, "trinh").await;
    let again = again
        .set("de-xuat", "declined")
        .set("y-kien", "Trùng số 015 năm 2026.");
    dao.done(again).await;
    let decline = form(&mut son, &code, "tu-choi-giai-quyet").await;
    assert_eq!(decline.value("ly-do"), Some("Trùng số 015 năm 2026."));
    son.done(decline).await.says("Đã từ chối giải quyết");

    let mut hoa = town.browser("hoa").await;
    let record = form(&mut hoa, &code, "vao-so")
        .await
        .set("so", "03/TB")
        .set("ngay_day", "17");
    let answer = hoa.send(record).await;
    answer.says("Ngày văn bản phải là hôm nay hoặc trước đó");
    let record = answer.form(&at(&code));
    assert_eq!(record.value("so"), Some("03/TB"));
    let answer = hoa.send(record.set("ngay_day", "15")).await;
    answer.says("Ngày văn bản phải từ ngày nộp hồ sơ (16/11/2026) trở đi");
    let record = answer.form(&at(&code));
    assert_eq!(record.value("ngay_day"), Some("15"));
    hoa.done(record.set("ngay_day", "16")).await;
    let correct = form(&mut hoa, &code, "dinh-chinh").await.set("so", "04/TB");
    hoa.done(correct.set("ly-do", "Gõ nhầm số"))
        .await
        .says("Kết quả số 04/TB");
}

#[tokio::test]
async fn a_dossier_is_refused_withdrawn_or_stopped_and_its_errors_are_put_right() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;

    let refused = town.file_birth_online().await;
    let refuse = form(&mut mai, &refused, "tu-choi-tiep-nhan").await;
    let refuse = refuse
        .set("can-cu", "already_filed")
        .set("ly-do", "Đã khai sinh năm 2025.");
    let page = mai.done(refuse).await;
    page.says("Đang có hồ sơ khác về cùng việc này");
    assert!(page.links_to(&format!("{}/giay/tu-choi", at(&refused))));
    assert_eq!(town.stage(&refused).await, "refused");

    let corrected = town.file_birth_online().await;
    let choose = mai
        .open(&format!("{}/viec/dinh-chinh", at(&corrected)))
        .await;
    choose.says("Đính chính phần nào?");
    for (part, field, value, said) in [
        ("nguoi-nop", "name", "Giàng A Phình", "Giàng A Phình"),
        (
            "noi-nhan",
            "noi-nhan",
            "post",
            "Nhận qua bưu chính công ích",
        ),
        ("to-khai", "khai.ban_sao.so_luong", "2", "Tờ khai"),
    ] {
        let address = format!("{}/viec/dinh-chinh?sua={part}", at(&corrected));
        assert!(choose.links_to(&address), "{part}");
        let form = mai.open(&address).await.form(&at(&corrected));
        let form = if part == "to-khai" {
            form
        } else {
            form.set(field, value)
        };
        mai.done(form.set("ly-do", "Gõ nhầm")).await.says(said);
    }
    let withdraw = form(&mut mai, &corrected, "rut")
        .await
        .set("ly-do", "Nộp lại ở xã khác");
    mai.done(withdraw).await.says("Nộp lại ở xã khác");
    assert_eq!(town.stage(&corrected).await, "withdrawn");

    let stopped = receive_in_person(&mut mai).await;
    let charge = form(&mut mai, &stopped, "khoan-thu")
        .await
        .set("phi.phi", "1");
    mai.done(charge).await;
    let waive = form(&mut mai, &stopped, "mien-giam")
        .await
        .set("can-cu", "poor_household");
    mai.done(waive.set("ly-do", "Giấy chứng nhận số 12"))
        .await
        .says("Hộ nghèo, hộ cận nghèo");
    let mut son = town.browser("son").await;
    let stop = form(&mut son, &stopped, "dung")
        .await
        .set("can-cu", "purpose_gone");
    let page = son.done(stop.set("ly-do", "Người nộp đã mất")).await;
    page.says("Người nộp đã mất")
        .says("In thông báo dừng giải quyết (PDF)");
    let notice = format!("{}/giay/dung-giai-quyet", at(&stopped));
    let list = son.open("/dieu-hanh/ho-so?goc=da-dung").await;
    list.says("Đã dừng giải quyết").says("Thông báo dừng");
    assert!(list.links_to(&at(&stopped)) && !list.links_to(&at(&corrected)));
    assert!(list.links_to(&format!("{notice}?in-lai=1")));
    assert!(page.links_to(&notice));
    assert!(son.open(&notice).await.bytes.starts_with(b"%PDF-"));
    assert_eq!(town.stage(&stopped).await, "stopped");
    every_open_act_can_be_drawn(&town, &stopped).await;
}

//! Reception at the desk.

use crate::at_work::{at, receive_in_person};
use crate::town::{Town, picture};
use axum::http::StatusCode;

#[tokio::test]
async fn intake_keeps_what_was_typed_and_files_that_came() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    mai.open("/quay/tiep-nhan?q=dkks")
        .await
        .says("Đăng ký khai sinh")
        .does_not_say("Chứng thực");
    mai.open("/quay/tiep-nhan?q=giay%20khai%20sinh")
        .await
        .says("Đăng ký khai sinh");
    mai.open("/quay/tiep-nhan?q=xay%20nha")
        .await
        .says("Không thấy");
    mai.open("/quay/tiep-nhan?thu-tuc=1.001193")
        .await
        .says("Trẻ bị bỏ rơi");
    let page = mai
        .open("/quay/tiep-nhan?thu-tuc=1.001193&truong-hop=thong-thuong")
        .await;
    page.says("Hẹn trả nếu nhận bây giờ 17:00 thứ Hai, 16/11/2026");
    let wrong = page
        .form("/quay/tiep-nhan")
        .set("name", "Lò Văn 5")
        .set("identity", "01209000001")
        .set("dd-name", "Lò Thị Ẳng")
        .file("giay.giay-chung-sinh.tep", "chứng sinh.png", picture());
    let answer = mai.send(wrong).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer
        .says("Ông/bà đã nhập 11 chữ số")
        .says("Họ tên không có chữ số");
    answer
        .says("Đã nhận tệp chứng sinh.png")
        .says("Nhập số định danh 12 số");
    let mended = answer.form("/quay/tiep-nhan");
    assert_eq!(mended.value("name"), Some("Lò Văn 5"));
    let mended = mended
        .set("name", "Lò Văn Năm")
        .set("identity", "012090000017")
        .set("address", "Tổ 3, phường Đoàn Kết")
        .set("dd-id", "012190000011")
        .set("dd-giay", "Vợ");
    let page = mai.done(mended).await;
    let code = page.address.rsplit('/').next().unwrap().to_owned();
    let page = mai.open(&at(&code)).await;
    page.says("chứng sinh.png")
        .says(" · 1 trang, ")
        .says("Lò Thị Ẳng")
        .says("Lò Văn Năm");

    let broken = mai
        .open("/quay/tiep-nhan?thu-tuc=1.001193&truong-hop=thong-thuong")
        .await;
    let broken = broken
        .form("/quay/tiep-nhan")
        .set("name", "Lò Văn Năm")
        .set("address", "Tổ 3")
        .file("giay.giay-chung-sinh.tep", "trống.pdf", Vec::new());
    mai.send(broken)
        .await
        .says("Tệp \"trống.pdf\" không có nội dung");
    let missing = mai
        .open("/quay/tiep-nhan?thu-tuc=1.001193&truong-hop=thong-thuong")
        .await;
    let missing = missing
        .form("/quay/tiep-nhan")
        .set("name", "Lò Văn Năm")
        .set("address", "Tổ 3");
    let answer = mai.send(missing).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.says("Còn thiếu giấy tờ");
}

#[tokio::test]
async fn a_scanned_card_fills_what_is_open_and_never_what_was_typed() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let page = mai
        .open("/quay/tiep-nhan?thu-tuc=1.001193&truong-hop=thong-thuong")
        .await;
    let card = "012190000011||Vàng Thị Ẳng|28021990|Nữ|Tổ 3, phường Đoàn Kết, Lai Châu|01012022";
    let scanned = page
        .form("/quay/tiep-nhan")
        .set("the", card)
        .set("name", "Vàng Thị Ảng")
        .press("viec", "doc-the");
    let answer = mai.send(scanned).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.says("Thẻ ghi khác điều đã nhập: họ tên.");
    let filled = answer.form("/quay/tiep-nhan");
    assert_eq!(filled.value("name"), Some("Vàng Thị Ảng"));
    assert_eq!(filled.value("identity"), Some("012190000011"));
    assert_eq!(filled.value("birth_year"), Some("1990"));
    assert_eq!(filled.value("sex"), Some("female"));
    assert_eq!(filled.value("the"), Some(""));
    // The other spelling is taken from the card only when the officer asks for it.
    answer.says("Họ tên Vàng Thị Ảng Vàng Thị Ẳng");
    let answer = mai.send(filled.press("dung-the", "name")).await;
    assert_eq!(answer.status, StatusCode::OK);
    let taken = answer.form("/quay/tiep-nhan");
    assert_eq!(taken.value("name"), Some("Vàng Thị Ẳng"));
    assert_eq!(taken.value("the-giu"), None);
    let agreeing = page
        .form("/quay/tiep-nhan")
        .set("the", card)
        .press("viec", "doc-the");
    mai.send(agreeing).await.says("Đã điền từ thẻ");
    let other = page
        .form("/quay/tiep-nhan")
        .set("the", "A017")
        .press("viec", "doc-the");
    mai.send(other)
        .await
        .says("Mã vừa quét chưa nhận ra: \"A017\"");
}

#[tokio::test]
async fn of_a_card_that_contradicts_itself_only_the_number_is_filled() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let page = mai
        .open("/quay/tiep-nhan?thu-tuc=1.001193&truong-hop=thong-thuong")
        .await;
    let card = "012190000011||Vàng Thị Ẳng|28021991|Nữ|Tổ 3, phường Đoàn Kết, Lai Châu|01012022";
    let scanned = page
        .form("/quay/tiep-nhan")
        .set("the", card)
        .press("viec", "doc-the");
    let answer = mai.send(scanned).await;
    answer
        .says("Đọc được số, chưa tin tên")
        .says("năm sinh 1990 nhưng thẻ ghi 1991")
        .says("Họ tên chưa nhập Vàng Thị Ẳng");
    let filled = answer.form("/quay/tiep-nhan");
    assert_eq!(filled.value("identity"), Some("012190000011"));
    assert_eq!(filled.value("name"), Some(""));
}

#[tokio::test]
async fn an_open_dossier_of_the_same_person_is_shown_before_another_is_received() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let first = receive_in_person(&mut mai).await;
    let page = mai
        .open("/quay/tiep-nhan?thu-tuc=2.000815&truong-hop=so-luong-lon")
        .await;
    let again = page
        .form("/quay/tiep-nhan")
        .set("name", "Giàng A Phềnh")
        .set("identity", "012090000017")
        .set("address", "Bản Nậm Củm, phường Đoàn Kết")
        .set("giay.ban-chinh-giay-to-van", "giay");
    let answer = mai.send(again).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer
        .says(&format!("Người này đã có hồ sơ {first} cùng thủ tục"))
        .says("Vẫn tiếp nhận");
    let anyway = answer.form("/quay/tiep-nhan");
    assert_eq!(anyway.value("name"), Some("Giàng A Phềnh"));
    let done = mai.done(anyway.set("van-nhan", "1")).await;
    done.says("Đã tiếp nhận hồ sơ");
    assert_ne!(done.address.rsplit('/').next(), Some(first.as_str()));
}

#[tokio::test]
async fn a_retry_is_no_twin_of_itself() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let page = mai
        .open("/quay/tiep-nhan?thu-tuc=2.000815&truong-hop=so-luong-lon")
        .await;
    let filled = || {
        page.form("/quay/tiep-nhan")
            .set("name", "Giàng A Phềnh")
            .set("identity", "012090000017")
            .set("address", "Bản Nậm Củm, phường Đoàn Kết")
            .set("giay.ban-chinh-giay-to-van", "giay")
    };
    let first = mai.done(filled()).await;
    let second = mai.done(filled()).await;
    assert_eq!(first.address, second.address);
}

#[tokio::test]
async fn two_letters_are_enough_for_what_the_desk_receives_often() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let begin = mai.open("/quay/tiep-nhan").await;
    begin.says("Hay nhận nhất ở quầy này");
    assert!(begin.html().contains("data-mc-key=\"Alt+1\""));
    // Three procedures, and only one is about a birth.
    mai.open("/quay/tiep-nhan?q=ks")
        .await
        .says("Đăng ký khai sinh: chọn trường hợp");
    receive_in_person(&mut mai).await;
    let begin = mai.open("/quay/tiep-nhan").await.html();
    let first = begin.find("thu-tuc=2.000815").unwrap();
    assert!(first < begin.find("thu-tuc=1.001193").unwrap());
}

#[tokio::test]
async fn a_count_beside_nothing_is_asked_about_and_not_passed_over() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let page = mai
        .open("/quay/tiep-nhan?thu-tuc=2.000815&truong-hop=so-luong-lon")
        .await;
    let form = page
        .form("/quay/tiep-nhan")
        .set("name", "Lò Văn Năm")
        .set("address", "Tổ 3, phường Đoàn Kết")
        .set("giay.ban-chinh-giay-to-van.goc", "7");
    assert_eq!(form.value("giay.ban-chinh-giay-to-van"), Some(""));
    let answer = mai.send(form).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("Đã ghi số bản nhưng chưa chọn dạng. Chọn \"Bản giấy\"");
    let mended = answer.form("/quay/tiep-nhan");
    assert_eq!(mended.value("giay.ban-chinh-giay-to-van.goc"), Some("7"));
    mai.done(mended.set("giay.ban-chinh-giay-to-van", "giay"))
        .await
        .says("Đã tiếp nhận hồ sơ");
}

#[tokio::test]
async fn help_with_the_form_is_recorded_with_consent_and_told_to_everybody() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let page = mai
        .open("/quay/tiep-nhan?thu-tuc=2.000815&truong-hop=so-luong-lon")
        .await;
    page.says("Tiếp nhận có hỗ trợ");
    let filled = page
        .form("/quay/tiep-nhan")
        .set("name", "Lò Văn Năm")
        .set("address", "Tổ 3, phường Đoàn Kết")
        .set("giay.ban-chinh-giay-to-van", "giay");
    // Nothing is chosen beforehand: silence is no consent.
    assert_eq!(filled.value("giup"), None);
    assert_eq!(filled.value("giup-dong-y"), Some(""));
    let answer = mai.send(filled.set("giup", "1")).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer
        .says("Chọn người nộp đã đồng ý bằng cách nào")
        .says("Đọc lại nội dung đã nhập cho người nộp nghe rồi đánh dấu ô này");
    assert!(answer.html().contains("id=\"giup-dong-y-error\""));
    let asked = answer.form("/quay/tiep-nhan");
    assert_eq!(asked.value("giup"), Some("1"));
    let agreed = asked
        .set("giup-dong-y", "fingerprint")
        .set("giup-doc-lai", "1");
    let done = mai.done(agreed).await;
    let said = "Có hỗ trợ nhập liệu, người nộp đã đồng ý (điểm chỉ trên giấy)";
    done.says("Đã tiếp nhận hồ sơ").says(said);
    let code = done.address.rsplit('/').next().unwrap();
    let dossier = mai.open(&at(code)).await;
    // Once among the facts, once in the timeline.
    assert_eq!(dossier.text().matches(said).count(), 2);
    dossier.says("Trực tiếp tại quầy");
    // It is counted as help, for the day and the desk where it was given.
    mai.open("/quay")
        .await
        .says("Hỗ trợ tại quầy: 1 hồ sơ hôm nay");
    mai.open("/quay/so-quy")
        .await
        .says("Hỗ trợ tại quầy: 1 hồ sơ trong ngày, tính là nộp trực tiếp");
    for none in ["/quay/so-quy?ngay=2026-11-13", "/quay/so-quy?ngay=mai"] {
        mai.get(none).await.does_not_say("Hỗ trợ tại quầy");
    }
    let mut elsewhere = town.browser("chu").await;
    elsewhere
        .open("/quay")
        .await
        .does_not_say("Hỗ trợ tại quầy");
}

#[tokio::test]
async fn consent_without_help_is_asked_about_and_not_passed_over() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let page = mai
        .open("/quay/tiep-nhan?thu-tuc=2.000815&truong-hop=so-luong-lon")
        .await;
    let filled = page
        .form("/quay/tiep-nhan")
        .set("name", "Lò Văn Năm")
        .set("address", "Tổ 3, phường Đoàn Kết")
        .set("giay.ban-chinh-giay-to-van", "giay")
        .set("giup-dong-y", "signed")
        .set("giup-doc-lai", "1");
    let answer = mai.send(filled).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("nếu không thì bỏ trống cả mục này");
    let emptied = answer.form("/quay/tiep-nhan").set("giup-dong-y", "");
    assert_eq!(emptied.value("giup-doc-lai"), Some("1"));
    let done = mai.done(emptied.untick("giup-doc-lai")).await;
    done.says("Đã tiếp nhận hồ sơ")
        .does_not_say("Có hỗ trợ nhập liệu");
}

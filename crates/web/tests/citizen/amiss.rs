//! Applying: what is typed or sent amiss, and the remedy that is told.

use crate::journey::{APPLICANT, begins, nop};
use crate::town::{DESK, Town, png};
use crate::visitor::multipart;

#[tokio::test]
async fn what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    let nothing = visitor.post(&nop(""), &[]).await;
    nothing.is(422).says(&[
        "Chọn trường hợp của ông/bà",
        "Chọn nơi nộp trong danh sách",
        "Lỗi: ",
    ]);
    let closed = [
        ("case", "tre-bi-bo-roi"),
        ("kind", "person"),
        ("desk", DESK),
    ];
    visitor
        .post(&nop(""), &closed)
        .await
        .is(422)
        .says(&["Chọn trường hợp của ông/bà"]);
    let not_here = [
        ("case", "thong-thuong"),
        ("kind", "person"),
        ("desk", "LC-TTPVHCC@2025-07-01"),
    ];
    visitor
        .post(&nop(""), &not_here)
        .await
        .is(422)
        .says(&["Chọn nơi nộp trong danh sách"]);

    begins(&mut visitor).await;
    let cases = [
        ("identity", "01209000123", "Ông/bà đã nhập 11 chữ số"),
        ("identity", "012345678", "Đây là số CMND cũ"),
        (
            "birth_year",
            "1991",
            "năm sinh 1990 nhưng ngày sinh là 1991",
        ),
        ("sex", "female", "giới tính khác"),
        ("birth_month", "31", "Tháng phải từ 1 đến 12"),
        ("birth_day", "31", "Ngày 31/02/1990 không có trong lịch"),
        ("phone", "0912", "Nhập số điện thoại có 10 chữ số"),
        ("email", "a.b.c", "Thiếu ký hiệu @"),
        ("address", " ", "Nhập nơi ở"),
        ("name", "Lò 2", "Họ tên không có chữ số"),
        ("acting", "", "Chọn ông/bà nộp cho chính mình hay nộp thay"),
    ];
    for (field, value, sentence) in cases {
        let form = APPLICANT.map(|(name, own)| (name, if name == field { value } else { own }));
        let answer = visitor.post(&nop("/nguoi-nop"), &form).await;
        answer
            .is(422)
            .says(&[sentence, "Có 1 chỗ cần sửa", "<title>Lỗi: "]);
        if !value.trim().is_empty() && field != "sex" && field != "acting" {
            answer.says(&[&format!("value=\"{value}\"")]);
        }
        answer.keeps_from(&["không hợp lệ", "vui lòng"]);
    }
    for name in [
        "Y Gêm Ông",
        "H'Uyn",
        "GIÀNG A PHỀNH",
        "Lo\u{300} Thi\u{323} Mai\u{200b}",
    ] {
        let form = APPLICANT.map(|(field, own)| (field, if field == "name" { name } else { own }));
        visitor
            .post(&nop("/nguoi-nop"), &form)
            .await
            .leads(&nop("/to-khai/1"));
    }
    let year = APPLICANT.map(|(name, own)| match name {
        "birth_day" | "birth_month" => (name, ""),
        _ => (name, own),
    });
    visitor
        .post(&nop("/nguoi-nop"), &year)
        .await
        .leads(&nop("/to-khai/1"));

    let declared = visitor
        .post(&nop("/to-khai/1"), &[("nguoi_yeu_cau--ho_ten", "Lò 2")])
        .await;
    declared
        .is(422)
        .says(&["Họ tên không có chữ số", "value=\"Lò 2\"", "Điền mục"]);
    visitor
        .get(&nop("/to-khai/99"))
        .await
        .leads(&nop("/kiem-tra"));
    visitor
        .post(&nop("/nhan-ket-qua"), &[])
        .await
        .is(422)
        .says(&["Chọn nơi nhận kết quả"]);
    let early = visitor.post(&nop("/kiem-tra"), &[]).await;
    early.is(422).says(&[
        "Điền đủ tờ khai",
        "Chưa có tệp \"Giấy chứng sinh",
        "Chọn nơi nhận kết quả",
        "Đánh dấu vào lời cam đoan",
        "Chưa điền",
    ]);
}

#[tokio::test]
async fn every_file_that_cannot_be_taken_is_told_with_its_remedy() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    begins(&mut visitor).await;
    let field = "giay-giay-chung-sinh";
    let page = nop("/giay-to");
    let heavy = vec![0_u8; 21 * 1024 * 1024];
    let mut two_faced = png();
    two_faced.extend_from_slice(b"PK\x05\x06");
    two_faced.extend_from_slice(&[0; 18]);
    let cases: [(&str, &[u8], &str); 5] = [
        ("don.heic", b"ftypheic....", "phải là PDF, JPG hoặc PNG"),
        ("gks.pdf", b"", "không có nội dung"),
        ("nang.pdf", &heavy, "nặng 21 MB, mức nhận là 20 MB"),
        ("anh.pdf", &png(), "có nội dung PNG nhưng tên ghi đuôi"),
        ("hai.png", &two_faced, "có lẫn nội dung khác"),
    ];
    for (name, bytes, sentence) in cases {
        let answer = visitor
            .upload(&page, &[("viec", "tiep")], &[(field, name, bytes)])
            .await;
        answer.is(422).says(&[sentence]);
    }
    let missing = visitor
        .upload(&page, &[("viec", "tiep")], &[(field, "", b"")])
        .await;
    missing.is(422).says(&["Chưa có tệp \"Giấy chứng sinh"]);
    // A good file beside a bad one is kept.
    let both: [(&str, &str, &[u8]); 2] =
        [(field, "tot.png", &png()), ("giay-uy-quyen", "x.doc", b"x")];
    let answer = visitor.upload(&page, &[("viec", "tiep")], &both).await;
    answer.is(422).says(&["tot.png", "Đã nhận"]);
    // The same file once more is not kept twice.
    let again: [(&str, &str, &[u8]); 1] = [(field, "tot.png", &png())];
    visitor
        .upload(&page, &[("viec", "tai-len")], &again)
        .await
        .leads(&format!("{page}?xong=tai-len"));
    let kept = visitor.get(&page).await;
    assert_eq!(kept.text.matches("name=\"bo\"").count(), 1);
    let id = kept.after("name=\"bo\" value=\"");
    visitor
        .upload(&page, &[("bo", &id)], &[])
        .await
        .leads(&page);
    visitor
        .get(&page)
        .await
        .is(200)
        .keeps_from(&["name=\"bo\""]);
    // Cut off half-way: a clear answer, and what was there stays.
    let whole = multipart(&[("viec", "tiep")], &[(field, "tot.png", &png())]);
    let cut = visitor
        .send_multipart(&page, whole[..whole.len() - 40].to_vec())
        .await;
    cut.is(413).says(&["Mạng bị ngắt khi đang gửi tệp"]);
    let tons = multipart(&[], &[(field, "to.png", &vec![0; 61 * 1024 * 1024])]);
    let too_much = visitor.send_multipart(&page, tons).await;
    too_much.is(413).says(&["nặng quá 60 MB"]);
    visitor.post(&page, &[("viec", "tiep")]).await.leads(&page);
}

#[tokio::test]
async fn a_date_that_lacks_a_part_stays_in_its_boxes() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    begins(&mut visitor).await;
    visitor.post(&nop("/nguoi-nop"), &APPLICANT).await.is(303);
    let field = "nguoi_yeu_cau--ngay_sinh";
    let names = ["day", "month", "year"].map(|part| format!("{field}_{part}"));
    for typed in [["", "2", "2026"], ["9", "", "2026"], ["9", "2", ""]] {
        let form = [
            (names[0].as_str(), typed[0]),
            (names[1].as_str(), typed[1]),
            (names[2].as_str(), typed[2]),
        ];
        let answer = visitor.post(&nop("/to-khai/1"), &form).await;
        answer.is(422).says(&["Nhập đủ ngày, tháng, năm"]);
        for (name, value) in form {
            let kept = answer.after(&format!(
                "name=\"{name}\" type=\"text\" inputmode=\"numeric\" value=\""
            ));
            assert_eq!(kept, value, "{name} of {typed:?}");
        }
    }
}

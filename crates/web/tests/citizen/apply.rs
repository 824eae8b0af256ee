//! Applying: the whole way, and what goes wrong on it.

use crate::journey::{APPLICANT, applies, begins, declares, fills_in, nop};
use crate::town::{DESK, Town, png};
use crate::visitor::multipart;

#[tokio::test]
async fn a_birth_is_registered_online_without_account_or_script() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    let start = visitor.get(&nop("")).await;
    start.is(200).says(&[
        "Trường hợp nào đúng với ông/bà?",
        "Trường hợp khác nộp tại quầy",
        "Nộp ở Trung tâm Phục vụ hành chính công nào?",
        ">xã Bình Lư</option>",
    ]);
    begins(&mut visitor).await;
    visitor
        .get(&nop("/nguoi-nop"))
        .await
        .is(200)
        .says(&["Bước 2 trong", "Số định danh cá nhân"]);
    visitor
        .post(&nop("/nguoi-nop"), &APPLICANT)
        .await
        .leads(&nop("/to-khai/1"));
    // What was said of the applicant stands in the declaration already, and says from where.
    let declared = visitor.get(&nop("/to-khai/1")).await;
    declared.is(200).says(&[
        "value=\"Giàng A Phềnh\"",
        "Lấy từ phần người đề nghị",
        "value=\"1990\"",
    ]);
    declares(&town, &mut visitor).await;
    let papers = visitor.get(&nop("/giay-to")).await;
    papers
        .is(200)
        .says(&["Giấy chứng sinh", "Không phải nộp", "multipart/form-data"]);
    let files: [(&str, &str, &[u8]); 1] =
        [("giay-giay-chung-sinh", "C:\\anh\\chung sinh.png", &png())];
    visitor
        .upload(&nop("/giay-to"), &[("viec", "tai-len")], &files)
        .await
        .leads(&nop("/giay-to?xong=tai-len"));
    let kept = visitor.get(&nop("/giay-to?xong=tai-len")).await;
    kept.is(200).says(&[
        "Đã nhận tệp. Xem danh sách bên dưới.",
        "chung sinh.png",
        "1 trang",
        "SHA-256: ",
        "Bỏ tệp này",
    ]);
    kept.keeps_from(&["C:\\anh"]);
    visitor
        .upload(&nop("/giay-to"), &[("viec", "tiep")], &[])
        .await
        .leads(&nop("/nhan-ket-qua"));
    visitor
        .post(&nop("/nhan-ket-qua"), &[("via", "desk")])
        .await
        .leads(&nop("/kiem-tra"));
    let review = visitor.get(&nop("/kiem-tra")).await;
    review.is(200).says(&[
        "Giàng A Phềnh",
        "012\u{a0}090\u{a0}001\u{a0}234",
        "0912 345 678",
        "chung sinh.png",
        "hẹn trả: <strong>17:00 thứ Hai, 16/11/2026</strong>",
        "Nộp hồ sơ",
    ]);
    review.keeps_from(&["Chưa điền"]);
    let done = visitor.post(&nop("/kiem-tra"), &[("promise", "yes")]).await;
    done.leads("/tra-cuu/H35.22.01-261116-0001/da-nop");

    let code = "H35.22.01-261116-0001";
    let secret = town.secret(code).await;
    let receipt = visitor.get(&done.location).await;
    receipt.is(200).says(&[
        "Đã nộp hồ sơ",
        &format!("{}-{}", &secret.typed[..4], &secret.typed[4..]),
        "chung sinh.png",
        "SHA-256: ",
        "9:00 thứ Hai, 16/11/2026",
        "ma-qr.svg",
        "http://motcua.example.vn/tra-cuu/H35.22.01-261116-0001",
    ]);
    receipt.keeps_from(&[&secret.long]);
    let qr = visitor.get(&format!("/tra-cuu/{code}/ma-qr.svg")).await;
    assert_eq!(qr.is(200).media, "image/svg+xml");
    let loaded = town.load(code).await;
    let applicant = loaded
        .personal
        .applicant(loaded.dossier.applicant.id)
        .expect("kept");
    assert_eq!(applicant.name, "Giàng A Phềnh");
    assert_eq!(applicant.birth.as_deref(), Some("1990-02-09"));
    assert_eq!(loaded.dossier.papers.len(), 1);
    assert!(loaded.dossier.representative.is_none());
}

#[tokio::test]
async fn pressing_twice_gives_one_dossier_and_the_same_page() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    fills_in(&town, &mut visitor, "desk").await;
    let (mut one, mut two, mut late) = (visitor.twin(), visitor.twin(), visitor.twin());
    let form = [("promise", "yes")];
    let address = nop("/kiem-tra");
    let (first, second) = tokio::join!(one.post(&address, &form), two.post(&address, &form));
    first.leads("/tra-cuu/H35.22.01-261116-0001/da-nop");
    second.leads("/tra-cuu/H35.22.01-261116-0001/da-nop");
    two.visit(&second.location)
        .await
        .is(200)
        .says(&["Đã nộp hồ sơ"]);
    // Any page of the application now leads to what it became, also with the back button; but only
    // submitting opens it.
    let here = "/tra-cuu/H35.22.01-261116-0001";
    for page in ["/nguoi-nop", "/giay-to", "/kiem-tra"] {
        visitor.get(&nop(page)).await.leads(here);
    }
    visitor
        .post(&nop("/nguoi-nop"), &APPLICANT)
        .await
        .leads(here);
    visitor.get(here).await.is(200).keeps_from(&["Giàng"]);
    visitor.post(&address, &form).await.leads(&first.location);
    // Half an hour later somebody else may sit there.
    town.it_is("2026-11-16T09:30");
    late.post(&address, &form).await.leads(here);
    late.get(here).await.is(200).keeps_from(&["Giàng"]);
    // The next application of the same person begins anew.
    begins(&mut visitor).await;
    let anew = visitor.get(&nop("/nguoi-nop")).await;
    anew.is(200).keeps_from(&["Giàng A Phềnh"]);
}

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
async fn somebody_else_may_act_with_a_record_of_their_own() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    begins(&mut visitor).await;
    let other = APPLICANT.map(|(name, own)| (name, if name == "acting" { "yes" } else { own }));
    visitor
        .post(&nop("/nguoi-nop"), &other)
        .await
        .leads(&nop("/nguoi-duoc-uy-quyen"));
    let page = nop("/nguoi-duoc-uy-quyen");
    let empty = visitor.post(&page, &[("name", "Vàng Thị Súa")]).await;
    empty.is(422).says(&[
        "Nhập số định danh 12 số",
        "Ghi giấy ủy quyền",
        "Vàng Thị Súa",
    ]);
    let form = [
        ("name", "Vàng Thị Súa"),
        ("identity", "012192004321"),
        ("phone", ""),
        ("authority", "Giấy ủy quyền ngày 02/11/2026"),
    ];
    visitor.post(&page, &form).await.leads(&nop("/to-khai/1"));
    declares(&town, &mut visitor).await;
    let files: [(&str, &str, &[u8]); 1] = [("giay-giay-chung-sinh", "a.png", &png())];
    visitor
        .upload(&nop("/giay-to"), &[("viec", "tiep")], &files)
        .await
        .is(303);
    visitor
        .post(&nop("/nhan-ket-qua"), &[("via", "post")])
        .await
        .is(303);
    visitor
        .get(&nop("/kiem-tra"))
        .await
        .says(&["Người nộp thay", "Vàng Thị Súa"]);
    // A change in the check comes back to the check.
    let change = format!("{}?ve=kiem-tra", nop("/nhan-ket-qua"));
    visitor
        .get(&change)
        .await
        .is(200)
        .says(&["action=\"/nop/1.001193/nhan-ket-qua?ve=kiem-tra\""]);
    visitor
        .post(&change, &[("via", "desk")])
        .await
        .leads(&nop("/kiem-tra"));
    visitor
        .post(&nop("/kiem-tra"), &[("promise", "yes")])
        .await
        .is(303);
    let loaded = town.load("H35.22.01-261116-0001").await;
    let row = loaded.dossier.representative.expect("a representative").id;
    let kept = loaded.personal.representative(row).expect("kept");
    assert_eq!(kept.name, "Vàng Thị Súa");
}

#[tokio::test]
async fn a_draft_goes_on_elsewhere_by_its_link_and_strangers_find_nothing() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    visitor
        .get(&nop("/nguoi-nop"))
        .await
        .is(404)
        .says(&["Chưa có hồ sơ đang làm", "cookie"]);
    begins(&mut visitor).await;
    visitor.post(&nop("/nguoi-nop"), &APPLICANT).await.is(303);
    visitor
        .get(&nop(""))
        .await
        .is(200)
        .says(&["đang làm dở", "href=\"/nop/1.001193/tiep\""]);
    let page = visitor.get(&nop("/luu")).await;
    page.is(200).says(&[
        "href=\"/nop/1.001193/to-khai/1\"",
        "Đường dẫn của hồ sơ đang điền",
    ]);
    let link = page.after("rows=\"3\">http://motcua.example.vn");
    let link = link.split('<').next().expect("a link");
    let mut elsewhere = town.visitor();
    let there = elsewhere.get(link).await;
    there.leads(&nop("/tiep"));
    elsewhere
        .get(&there.location)
        .await
        .leads(&nop("/to-khai/1"));
    elsewhere
        .get(&nop("/nguoi-nop"))
        .await
        .is(200)
        .says(&["Giàng A Phềnh"]);
    let mut stranger = town.visitor();
    stranger
        .get(&format!("{}?k=DOAN", nop("/tiep")))
        .await
        .is(303);
    stranger
        .get(&nop("/nguoi-nop"))
        .await
        .is(404)
        .keeps_from(&["Giàng"]);
    // Thirty days later it is gone.
    town.it_is("2026-12-16T09:01");
    visitor.get(&nop("/nguoi-nop")).await.is(404);
    // Begun anew, nothing of the old one is left.
    town.it_is("2026-11-16T09:05");
    let form = [
        ("case", "thong-thuong"),
        ("kind", "person"),
        ("desk", DESK),
        ("viec", "moi"),
    ];
    visitor.post(&nop(""), &form).await.is(303);
    visitor
        .get(&nop("/nguoi-nop"))
        .await
        .is(200)
        .keeps_from(&["Giàng A Phềnh"]);
}

#[tokio::test]
async fn a_closed_dossier_is_not_opened_again_by_the_draft_it_came_from() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let here = format!("/tra-cuu/{code}");
    let secret = town.secret(&code).await;
    let shown = format!("{}-{}", &secret.typed[..4], &secret.typed[4..]);
    let receipt = visitor.get(&format!("{here}/da-nop")).await;
    receipt.is(200).says(&[&shown]);
    visitor
        .post(&format!("{here}/dong"), &[])
        .await
        .leads("/tra-cuu");
    let told = ["Giàng", &secret.typed[..4], &secret.typed[4..]];
    for page in ["/nguoi-nop", "/giay-to", "/kiem-tra", "/tiep"] {
        visitor.get(&nop(page)).await.is(404).keeps_from(&told);
    }
    // Nor does sending the last page once more, as the back button offers it.
    let again = visitor.post(&nop("/kiem-tra"), &[("promise", "yes")]).await;
    again.is(404).keeps_from(&told);
    visitor.get(&here).await.is(200).keeps_from(&told);
    visitor.get(&format!("{here}/da-nop")).await.leads(&here);
}

#[tokio::test]
async fn the_only_case_that_is_taken_here_is_named_and_the_others_are_led_on() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    let start = visitor.get("/nop/2.000815").await;
    start.is(200).says(&[
        "Trên trang này chỉ nộp được: <strong>",
        "Trường hợp khác nộp tại quầy",
        "href=\"/thu-tuc/2.000815#noi-nop\"",
    ]);
    // Where every case is taken, nothing of the kind is said.
    let all = visitor.get("/nop/1.000656").await;
    all.is(200)
        .keeps_from(&["chỉ nộp được", "Trường hợp khác nộp tại quầy"]);
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

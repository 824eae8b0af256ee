//! The citizen's pages: each page, each journey, and what goes wrong on the way.

mod citizen_town;

use std::collections::BTreeMap;

use citizen_town::{BIRTH, DESK, Town, Visitor, multipart, png};
use domain::dossier::command::Command;
use domain::people::Role;
use domain::procedure::declaration::{FieldKind, FormField};

/// The answers that every question of a declaration takes, as a form sends them.
fn answers(fields: &[FormField]) -> BTreeMap<String, String> {
    let mut form = BTreeMap::new();
    for field in fields {
        let key = field.key.replace('.', "--");
        let answer = match &field.kind {
            FieldKind::Date => {
                form.insert(format!("{key}_day"), "2".to_owned());
                form.insert(format!("{key}_month"), "11".to_owned());
                form.insert(format!("{key}_year"), "2026".to_owned());
                continue;
            }
            FieldKind::Name => "Lò Thị Ẳng".to_owned(),
            FieldKind::PersonalId => "012190001234".to_owned(),
            FieldKind::TaxCode => "0100109106".to_owned(),
            FieldKind::Phone => "0912 345 678".to_owned(),
            FieldKind::Email => "a@vi-du.vn".to_owned(),
            FieldKind::Number | FieldKind::Amount => "1".to_owned(),
            FieldKind::YesNo => "true".to_owned(),
            FieldKind::Choice(names) => names[0].clone(),
            FieldKind::Line | FieldKind::Text | FieldKind::Address => "Bản Nậm Củm".to_owned(),
        };
        form.insert(key, answer);
    }
    form
}

/// The fields of the `group`-th page of the declaration, from 1.
async fn group(town: &Town, group: usize) -> Vec<FormField> {
    let rules = town.app.rules().await.expect("no fault");
    let code = BIRTH.parse().expect("a code");
    let procedure = rules
        .procedure_on(&code, town.app.now().today())
        .expect("in force");
    let fields = &procedure
        .declaration
        .as_ref()
        .expect("a declaration")
        .fields;
    let mut names: Vec<&str> = fields.iter().map(|field| field.group.as_str()).collect();
    names.dedup();
    let name = names[group - 1];
    fields
        .iter()
        .filter(|field| field.group == name)
        .cloned()
        .collect()
}

async fn group_count(town: &Town) -> usize {
    let rules = town.app.rules().await.expect("no fault");
    let code = BIRTH.parse().expect("a code");
    let procedure = rules
        .procedure_on(&code, town.app.now().today())
        .expect("in force");
    let fields = &procedure
        .declaration
        .as_ref()
        .expect("a declaration")
        .fields;
    let mut names: Vec<&str> = fields.iter().map(|field| field.group.as_str()).collect();
    names.dedup();
    names.len()
}

const APPLICANT: [(&str, &str); 10] = [
    ("name", "Giàng A Phềnh"),
    ("identity", "012090001234"),
    ("birth_day", "9"),
    ("birth_month", "2"),
    ("birth_year", "1990"),
    ("sex", "male"),
    ("phone", "0912 345 678"),
    ("email", ""),
    ("address", "Bản Nậm Củm, xã Bình Lư, tỉnh Lai Châu"),
    ("acting", "no"),
];

fn nop(page: &str) -> String {
    format!("/nop/{BIRTH}{page}")
}

async fn begins(visitor: &mut Visitor<'_>) {
    let form = [("case", "thong-thuong"), ("kind", "person"), ("desk", DESK)];
    visitor
        .post(&nop(""), &form)
        .await
        .leads(&nop("/nguoi-nop"));
}

async fn declares(town: &Town, visitor: &mut Visitor<'_>) {
    let count = group_count(town).await;
    for page in 1..=count {
        let form = answers(&group(town, page).await);
        let pairs: Vec<(&str, &str)> = form.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        let next = if page == count {
            nop("/giay-to")
        } else {
            nop(&format!("/to-khai/{}", page + 1))
        };
        visitor
            .post(&nop(&format!("/to-khai/{page}")), &pairs)
            .await
            .leads(&next);
    }
}

/// Everything up to the check.
async fn fills_in(town: &Town, visitor: &mut Visitor<'_>, via: &str) {
    begins(visitor).await;
    visitor
        .post(&nop("/nguoi-nop"), &APPLICANT)
        .await
        .leads(&nop("/to-khai/1"));
    declares(town, visitor).await;
    let files: [(&str, &str, &[u8]); 1] = [("giay-giay-chung-sinh", "chung-sinh.png", &png())];
    let sent = visitor
        .upload(&nop("/giay-to"), &[("viec", "tiep")], &files)
        .await;
    sent.leads(&nop("/nhan-ket-qua"));
    visitor
        .post(&nop("/nhan-ket-qua"), &[("via", via)])
        .await
        .leads(&nop("/kiem-tra"));
}

/// A dossier that was applied for, and the visitor who did it.
async fn applies<'a>(town: &'a Town, via: &str) -> (Visitor<'a>, String) {
    let mut visitor = town.visitor();
    fills_in(town, &mut visitor, via).await;
    let done = visitor.post(&nop("/kiem-tra"), &[("promise", "yes")]).await;
    done.is(303);
    let code = done
        .location
        .trim_start_matches("/tra-cuu/")
        .trim_end_matches("/da-nop");
    (visitor, code.to_owned())
}

#[tokio::test]
async fn the_first_page_finds_tracks_and_names_five_events() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    let home = visitor.get("/").await;
    home.is(200).says(&[
        "action=\"/thu-tuc\"",
        "action=\"/tra-cuu\"",
        "su-kien=sinh-con",
        "su-kien=ket-hon",
        "su-kien=mat-nguoi-than",
        "su-kien=nha-dat",
        "su-kien=kinh-doanh",
    ]);
    for page in ["/giup-do", "/tiep-can", "/quyen-rieng-tu"] {
        visitor.get(page).await.is(200).says(&["<h1"]);
    }
}

#[tokio::test]
async fn procedures_are_found_in_ones_own_words() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    let mut first = async |question: &str| {
        let page = visitor
            .get(&format!("/thu-tuc?q={}", web::session::percent(question)))
            .await;
        page.is(200).after("mc-papers__name\" href=\"/thu-tuc/")
    };
    assert_eq!(first("làm giấy khai sinh").await, BIRTH);
    assert_eq!(first("lam giay khai sinh").await, BIRTH);
    assert_eq!(first("dang ki khia sinh").await, BIRTH);
    assert_eq!(first("dkks").await, BIRTH);
    assert_eq!(first("1.001193").await, BIRTH);
    assert_eq!(first("ĐĂNG KÝ KHAI SINH").await, BIRTH);
    assert_eq!(first("xay nha").await, "1.013225");
    assert_eq!(first("kết hôn").await, "1.000894");
    assert_eq!(first("giấy chứng tử, khai tử").await, "1.000656");
}

#[tokio::test]
async fn the_list_is_filtered_paged_and_says_when_it_is_empty() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    let all = visitor.get("/thu-tuc").await;
    all.is(200)
        .says(&["56 thủ tục", "trang=2", "Trang sau"])
        .keeps_from(&["Trang trước"]);
    let last = visitor.get("/thu-tuc?trang=3").await;
    last.is(200)
        .says(&["trang=2", "Trang trước"])
        .keeps_from(&["Trang sau"]);
    // A page beyond the last is the last.
    visitor
        .get("/thu-tuc?trang=99")
        .await
        .is(200)
        .says(&["Trang trước"]);
    let land = visitor
        .get("/thu-tuc?linh-vuc=%C4%90%E1%BA%A5t%20%C4%91ai")
        .await;
    land.is(200)
        .says(&["Cấp đổi sổ đỏ"])
        .keeps_from(&["Đăng ký kết hôn<"]);
    let in_person = visitor.get("/thu-tuc?muc=truc-tiep").await;
    in_person
        .is(200)
        .says(&["Chứng thực chữ ký"])
        .keeps_from(&["Đăng ký khai tử"]);
    let communes = visitor.get("/thu-tuc?cap=xa&q=kinh%20doanh").await;
    communes.is(200).says(&["hộ kinh doanh"]);
    let birth = visitor.get("/thu-tuc?su-kien=sinh-con").await;
    birth.is(200).says(&[
        "<h1 class=\"govuk-heading-l\">Sinh con",
        "Đăng ký khai sinh",
    ]);
    let none = visitor.get("/thu-tuc?q=zzzzzz").await;
    none.is(200)
        .says(&["Không thấy thủ tục nào như vậy", "Xem tất cả thủ tục"]);
    let perhaps = visitor.get("/thu-tuc?q=khai%20qqqq%20wwww").await;
    perhaps.is(200).says(&["Có phải ông/bà tìm"]);
}

#[tokio::test]
async fn a_procedure_says_what_is_needed_and_what_is_not() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    let page = visitor.get(&format!("/thu-tuc/{BIRTH}")).await;
    page.is(200).says(&[
        "Ai làm được",
        "Giấy tờ cần có",
        "Không phải nộp",
        "đã có trong Cơ sở dữ liệu quốc gia về dân cư",
        "Phí, lệ phí",
        "8.000\u{a0}₫/bản",
        "Trong ngày",
        "Nộp ở đâu",
        "Các bước",
        "Kết quả nhận được",
        "Căn cứ",
        &format!("href=\"/nop/{BIRTH}\""),
        "38 nơi nhận",
    ]);
    let near = visitor
        .get(&format!("/thu-tuc/{BIRTH}?noi=binh%20lu"))
        .await;
    near.is(200)
        .says(&["xã Bình Lư", "1 nơi nhận"])
        .keeps_from(&["xã Mường Tè"]);
    let nowhere = visitor.get(&format!("/thu-tuc/{BIRTH}?noi=xyz")).await;
    nowhere.is(200).says(&["Không có nơi nhận nào mang tên đó"]);
    let by_hand = visitor.get("/thu-tuc/2.000884").await;
    by_hand
        .is(200)
        .says(&["chưa nộp trên trang này"])
        .keeps_from(&["href=\"/nop/"]);
}

#[tokio::test]
async fn unknown_and_ended_procedures_have_pages_of_their_own() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    for address in ["/thu-tuc/9.999999", "/thu-tuc/la", "/nop/9.999999"] {
        visitor
            .get(address)
            .await
            .is(404)
            .says(&["Không có thủ tục này", "href=\"/thu-tuc\""]);
    }
    for address in ["/thu-tuc/1.009994", "/nop/1.009994"] {
        let ended = visitor.get(address).await;
        ended
            .is(410)
            .says(&["Thủ tục đã hết hiệu lực", "30/06/2025"]);
    }
    let form = [("case", "x"), ("kind", "person"), ("desk", DESK)];
    visitor.post("/nop/1.009994", &form).await.is(410);
    visitor
        .get("/nop/2.000884")
        .await
        .is(409)
        .says(&["Chưa nộp trực tuyến được"]);
}

#[tokio::test]
async fn a_birth_is_registered_online_without_account_or_script() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    let start = visitor.get(&nop("")).await;
    start
        .is(200)
        .says(&["Trường hợp nào đúng với ông/bà?", "xã Bình Lư"]);
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
        .leads(&nop("/giay-to"));
    let kept = visitor.get(&nop("/giay-to")).await;
    kept.is(200)
        .says(&["chung sinh.png", "1 trang", "SHA-256: ", "Bỏ tệp này"]);
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
    let (mut one, mut two) = (visitor.twin(), visitor.twin());
    let form = [("promise", "yes")];
    let address = nop("/kiem-tra");
    let (first, second) = tokio::join!(one.post(&address, &form), two.post(&address, &form));
    first.leads("/tra-cuu/H35.22.01-261116-0001/da-nop");
    second.leads("/tra-cuu/H35.22.01-261116-0001/da-nop");
    two.visit(&second.location)
        .await
        .is(200)
        .says(&["Đã nộp hồ sơ"]);
    // Any page of the application now leads to what it became, also with the back button.
    for page in ["/nguoi-nop", "/giay-to", "/kiem-tra"] {
        visitor
            .visit(&nop(page))
            .await
            .is(200)
            .says(&["Đã nộp hồ sơ"]);
    }
    visitor
        .post(&nop("/nguoi-nop"), &APPLICANT)
        .await
        .leads(&first.location);
    visitor.post(&address, &form).await.leads(&first.location);
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
        ("nang.pdf", &heavy, "Tệp nặng 21 MB, mức nhận là 20 MB"),
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
        .leads(&page);
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
        .says(&["đang làm dở", "Làm tiếp"]);
    let page = visitor.get(&nop("/luu")).await;
    let link = page.after("value=\"http://motcua.example.vn");
    let mut elsewhere = town.visitor();
    let there = elsewhere.get(&link).await;
    there.leads(&nop("/kiem-tra"));
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
async fn the_code_alone_shows_little_and_the_secret_shows_all() {
    let town = Town::open().await;
    let (_, code) = applies(&town, "desk").await;
    let secret = town.secret(&code).await;
    let mut visitor = town.visitor();
    visitor
        .get("/tra-cuu")
        .await
        .is(200)
        .says(&["Mã hồ sơ", "Mã bí mật"]);
    let here = format!("/tra-cuu/{code}");
    visitor
        .get(&format!("/tra-cuu?ma=%20{}", code.to_lowercase()))
        .await
        .leads(&here);
    let public = visitor.get(&here).await;
    public
        .is(200)
        .says(&["Mới đăng ký", "Chưa hẹn", "Chưa tính hạn"]);
    public.keeps_from(&["Giàng", "chung-sinh", "Nậm Củm"]);
    for page in ["/bo-sung", "/rut", "/ket-qua", "/da-nop", "/ma-qr.svg"] {
        visitor.get(&format!("{here}{page}")).await.leads(&here);
    }
    visitor
        .post("/tra-cuu", &[("ma", &code), ("bi-mat", "")])
        .await
        .leads(&here);
    let wrong = visitor
        .post("/tra-cuu", &[("ma", &code), ("bi-mat", "22222222")])
        .await;
    wrong
        .is(422)
        .says(&["không khớp nhau", &format!("value=\"{code}\"")]);
    wrong.keeps_from(&["22222222"]);
    let typed = format!(
        "{}-{}",
        secret.typed[..4].to_lowercase(),
        &secret.typed[4..]
    );
    visitor
        .post("/tra-cuu", &[("ma", &code), ("bi-mat", &typed)])
        .await
        .leads(&here);
    let full = visitor.get(&here).await;
    full.is(200).says(&[
        "Giàng A Phềnh",
        "chung-sinh.png",
        "SHA-256",
        "Trung tâm Phục vụ hành chính công xã Bình Lư",
        "từ 09:00 thứ Hai, 16/11/2026",
        "Hồ sơ đã được nộp",
        "Rút hồ sơ này",
    ]);
    full.keeps_from(&[&secret.typed, &secret.long]);
    visitor
        .post(&format!("{here}/dong"), &[])
        .await
        .leads("/tra-cuu");
    visitor.get(&here).await.is(200).keeps_from(&["Giàng"]);
}

#[tokio::test]
async fn the_long_secret_leaves_the_address_and_guessing_is_held_up() {
    let town = Town::open().await;
    let (_, code) = applies(&town, "desk").await;
    let secret = town.secret(&code).await;
    let here = format!("/tra-cuu/{code}");
    let mut visitor = town.visitor();
    visitor.get(&format!("{here}?m=SAI")).await.leads(&here);
    visitor.get(&here).await.keeps_from(&["Giàng"]);
    for _ in 0..10 {
        visitor
            .post("/tra-cuu", &[("ma", &code), ("bi-mat", "22222222")])
            .await
            .is(422);
    }
    let form = [("ma", code.as_str()), ("bi-mat", secret.typed.as_str())];
    visitor
        .post("/tra-cuu", &form)
        .await
        .is(429)
        .says(&["Đợi 15 phút"]);
    visitor
        .get(&format!("{here}?m={}", secret.long))
        .await
        .leads(&here);
    visitor.get(&here).await.says(&["Giàng A Phềnh"]);
    town.it_is("2026-11-16T09:15");
    town.visitor().post("/tra-cuu", &form).await.leads(&here);
}

#[tokio::test]
async fn codes_that_are_none_and_dossiers_that_are_not_there_are_told() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    visitor
        .get("/tra-cuu?ma=xyz")
        .await
        .is(422)
        .says(&["Mã hồ sơ có dạng", "value=\"xyz\""]);
    visitor.get("/tra-cuu/xyz").await.is(422);
    let none = visitor.get("/tra-cuu/H35.22.01-261116-9999").await;
    none.is(404)
        .says(&["Không có hồ sơ mang mã này", "thẻ căn cước"]);
    let form = [("ma", "H35.22.01-261116-9999"), ("bi-mat", "22222222")];
    visitor
        .post("/tra-cuu", &form)
        .await
        .is(422)
        .says(&["không khớp nhau"]);
}

#[tokio::test]
async fn the_tracking_page_is_right_at_every_stage() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "electronic").await;
    let here = format!("/tra-cuu/{code}");
    visitor.get(&here).await.says(&[
        "Mới đăng ký",
        "Chờ quầy xem",
        "trả lời trong 8 giờ làm việc",
    ]);
    town.it_is("2026-11-16T10:00");
    town.receives(&code).await;
    let received = visitor.get(&here).await;
    received.says(&[
        "Được tiếp nhận",
        "17:00 thứ Hai, 16/11/2026",
        "Hẹn trả hôm nay",
    ]);
    town.it_is("2026-11-18T10:00");
    visitor.get(&here).await.says(&["Quá hạn 2 ngày"]);
    town.act(DESK, &[Role::DeskOfficer], &code, Command::Forward)
        .await;
    visitor
        .get(&here)
        .await
        .says(&["Đang xử lý", "Đang thẩm định", "Lãnh đạo ký"]);
    let note = Command::Examine {
        note: Some(web::fresh::personal("Ghi chú nội bộ".to_owned())),
        marks: Vec::new(),
    };
    town.act(DESK, &[Role::DeskOfficer], &code, note).await;
    visitor
        .get(&here)
        .await
        .keeps_from(&["Ghi chú nội bộ", "ghi ý kiến"]);
    visitor
        .get(&format!("{here}/ket-qua"))
        .await
        .is(409)
        .says(&["Chưa có tệp kết quả"]);
}

#[tokio::test]
async fn the_result_is_downloaded_by_whoever_holds_the_secret() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "electronic").await;
    let here = format!("/tra-cuu/{code}");
    town.resolves(&code).await;
    let ready = visitor.get(&here).await;
    ready.says(&[
        "Đã xử lý xong",
        "12/GKS",
        "Tải kết quả",
        "Đã xong, đúng hạn",
    ]);
    ready.keeps_from(&["Rút hồ sơ này"]);
    let file = visitor.get(&format!("{here}/ket-qua")).await;
    file.is(200);
    assert_eq!(
        (file.bytes.as_slice(), file.media.as_str()),
        (png().as_slice(), "image/png")
    );
    assert!(
        file.disposition.starts_with("attachment"),
        "{}",
        file.disposition
    );
    let form = [("seen", "1"), ("key", "k"), ("reason", "")];
    visitor
        .get(&format!("{here}/rut"))
        .await
        .is(409)
        .says(&["Không rút được nữa"]);
    visitor
        .post(&format!("{here}/rut"), &form)
        .await
        .is(409)
        .says(&["Không rút được nữa"]);
    town.hands_over(&code).await;
    visitor
        .get(&here)
        .await
        .says(&["Đã trả kết quả", "Không còn việc gì phải làm"]);
    visitor.get(&format!("{here}/ket-qua")).await.is(200);
}

#[tokio::test]
async fn what_is_owed_stands_on_the_page_and_holds_the_file_back() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "electronic").await;
    let here = format!("/tra-cuu/{code}");
    town.resolves(&code).await;
    let fee = domain::procedure::fee::FeeKey("ban-sao".to_owned());
    let charge = Command::Charge {
        lines: vec![(fee, 2)],
    };
    town.act(DESK, &[Role::Cashier], &code, charge).await;
    let owing = visitor.get(&here).await;
    owing
        .says(&["16.000", "Còn phải nộp", "Tải được sau khi nộp"])
        .keeps_from(&["Tải kết quả ("]);
    visitor.get(&format!("{here}/ket-qua")).await.is(409);
    let pay = Command::RecordPayment {
        amount: domain::money::Dong::new(16_000),
        method: domain::money::PaymentMethod::Cash,
        receipt_number: "BL-0001".to_owned(),
    };
    town.act(DESK, &[Role::Cashier], &code, pay).await;
    visitor.get(&here).await.says(&["BL-0001", "Tải kết quả ("]);
    visitor.get(&format!("{here}/ket-qua")).await.is(200);
}

#[tokio::test]
async fn what_was_asked_for_is_brought_once_and_complete() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let here = format!("/tra-cuu/{code}");
    let page = format!("{here}/bo-sung");
    visitor
        .get(&page)
        .await
        .is(409)
        .says(&["Hồ sơ không chờ bổ sung"]);
    let asked = [
        ("giay-chung-sinh", "Chụp lại cho rõ cả hai mặt"),
        ("to-khai", "Ghi lại ngày sinh của trẻ"),
    ];
    town.asks(&code, &asked).await;
    let told = visitor.get(&here).await;
    told.says(&[
        "Yêu cầu bổ sung giấy tờ",
        "Giấy chứng sinh bị mờ",
        "Chụp lại cho rõ cả hai mặt",
        "Tạm dừng từ 16/11",
        &format!("href=\"{page}\""),
    ]);
    let form = visitor.get(&page).await;
    form.is(200).says(&[
        "Chụp lại cho rõ cả hai mặt",
        "Ghi lại ngày sinh của trẻ",
        "Sửa tờ khai",
    ]);
    let seen = form.after("name=\"seen\" value=\"");
    let sends = [("viec", "gui"), ("seen", seen.as_str()), ("note", "")];
    let nothing = visitor.upload(&page, &sends, &[]).await;
    nothing
        .is(422)
        .says(&["Chưa có tệp \"Giấy chứng sinh", "Sửa tờ khai theo yêu cầu"]);

    let mend = format!("{page}/to-khai");
    let rules = town.app.rules().await.expect("no fault");
    let procedure = rules
        .procedure_on(&BIRTH.parse().expect("a code"), town.app.now().today())
        .expect("in force");
    let fields = &procedure
        .declaration
        .as_ref()
        .expect("a declaration")
        .fields;
    visitor
        .get(&mend)
        .await
        .is(200)
        .says(&["value=\"Lò Thị Ẳng\""]);
    visitor
        .post(&mend, &[("tre--ho_ten", "Lò 2")])
        .await
        .is(422)
        .says(&["Họ tên không có chữ số"]);
    let mut mended = answers(fields);
    mended.insert("tre--ho_ten".to_owned(), "Lò Thị Ẵng".to_owned());
    let pairs: Vec<(&str, &str)> = mended
        .iter()
        .map(|(k, v)| (k.as_str(), v.as_str()))
        .collect();
    visitor.post(&mend, &pairs).await.leads(&page);
    visitor
        .get(&page)
        .await
        .says(&["Đã sửa, sẽ gửi cùng giấy tờ"]);

    let bad: [(&str, &str, &[u8]); 1] = [("giay-giay-chung-sinh", "a.doc", b"x")];
    visitor
        .upload(&page, &sends, &bad)
        .await
        .is(422)
        .says(&["phải là PDF, JPG hoặc PNG"]);
    let good: [(&str, &str, &[u8]); 1] = [("giay-giay-chung-sinh", "ro.png", &png())];
    let stays = [
        ("viec", "tai-len"),
        ("seen", seen.as_str()),
        ("note", "Đã chụp lại"),
    ];
    visitor.upload(&page, &stays, &good).await.leads(&page);
    // Another machine with the same secret goes on with what was prepared.
    let secret = town.secret(&code).await;
    let mut elsewhere = town.visitor();
    elsewhere
        .get(&format!("{here}?m={}", secret.long))
        .await
        .is(303);
    elsewhere
        .get(&page)
        .await
        .is(200)
        .says(&["ro.png", "Đã chụp lại"]);

    let sends = [
        ("viec", "gui"),
        ("seen", seen.as_str()),
        ("note", "Đã chụp lại"),
    ];
    let (mut one, mut two) = (visitor.twin(), visitor.twin());
    let (first, second) = tokio::join!(
        one.upload(&page, &sends, &[]),
        two.upload(&page, &sends, &[])
    );
    first.leads(&format!("{here}?xong=bo-sung"));
    second.leads(&format!("{here}?xong=bo-sung"));
    visitor
        .get(&first.location)
        .await
        .says(&["Đã nhận giấy tờ bổ sung", "ro.png"]);
    let loaded = town.load(&code).await;
    assert_eq!(loaded.dossier.papers.len(), 2);
    let kept = loaded
        .personal
        .answers(loaded.dossier.answers.id)
        .expect("kept");
    assert_eq!(
        kept.get("tre.ho_ten").map(String::as_str),
        Some("Lò Thị Ẵng")
    );
    visitor.get(&page).await.is(409);
    visitor.upload(&page, &sends, &[]).await.is(409);
}

#[tokio::test]
async fn a_supplement_that_meets_a_change_is_told_and_kept() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let page = format!("/tra-cuu/{code}/bo-sung");
    town.asks(&code, &[("giay-chung-sinh", "Chụp lại")]).await;
    let seen = visitor.get(&page).await.after("name=\"seen\" value=\"");
    let correct = Command::Correct {
        correction: domain::dossier::command::Correction::ReturnVia(
            domain::dossier::ReturnVia::Post,
        ),
        reason: web::fresh::personal("Người nộp đề nghị".to_owned()),
    };
    town.act(DESK, &[Role::DeskOfficer], &code, correct).await;
    let files: [(&str, &str, &[u8]); 1] = [("giay-giay-chung-sinh", "ro.png", &png())];
    let sends = [("viec", "gui"), ("seen", seen.as_str()), ("note", "")];
    let changed = visitor.upload(&page, &sends, &files).await;
    changed.is(409).says(&["1 thay đổi mới", "ro.png"]);
    let newer = changed.after("name=\"seen\" value=\"");
    let sends = [("viec", "gui"), ("seen", newer.as_str()), ("note", "")];
    visitor.upload(&page, &sends, &[]).await.is(303);
}

#[tokio::test]
async fn a_refusal_tells_its_reason() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let refuse = Command::RefuseReception {
        ground: domain::dossier::event::RefusalGround::NotCompetent,
        reason: web::fresh::personal("Cha mẹ cư trú ở tỉnh khác".to_owned()),
    };
    town.act(DESK, &[Role::DeskOfficer], &code, refuse).await;
    visitor
        .get(&format!("/tra-cuu/{code}"))
        .await
        .is(200)
        .says(&[
            "Không được tiếp nhận",
            "Không thuộc thẩm quyền giải quyết",
            "Cha mẹ cư trú ở tỉnh khác",
            "Đã kết thúc",
        ]);
}

#[tokio::test]
async fn withdrawing_asks_first_and_happens_once() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let here = format!("/tra-cuu/{code}");
    let page = format!("{here}/rut");
    let ask = visitor.get(&page).await;
    ask.is(200)
        .says(&["Rút rồi thì không lấy lại được", "Không rút nữa"]);
    let (seen, key) = (
        ask.after("name=\"seen\" value=\""),
        ask.after("name=\"key\" value=\""),
    );
    town.receives(&code).await;
    let form = [
        ("seen", seen.as_str()),
        ("key", key.as_str()),
        ("reason", "Nộp nhầm nơi"),
    ];
    let changed = visitor.post(&page, &form).await;
    changed.is(409).says(&["1 thay đổi mới", "Nộp nhầm nơi"]);
    let (seen, key) = (
        changed.after("name=\"seen\" value=\""),
        changed.after("name=\"key\" value=\""),
    );
    let form = [
        ("seen", seen.as_str()),
        ("key", key.as_str()),
        ("reason", "Nộp nhầm nơi"),
    ];
    let (mut one, mut two) = (visitor.twin(), visitor.twin());
    let (first, second) = tokio::join!(one.post(&page, &form), two.post(&page, &form));
    first.leads(&format!("{here}?xong=rut"));
    second.leads(&format!("{here}?xong=rut"));
    visitor
        .get(&first.location)
        .await
        .says(&["Đã rút hồ sơ", "Công dân yêu cầu rút hồ sơ"]);
    assert_eq!(town.load(&code).await.dossier.number, 3);
}

#[tokio::test]
async fn after_erasure_the_steps_stay_and_nobody_is_named() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let parsed = code.parse().expect("a code");
    town.app
        .store
        .erase_personal(&parsed)
        .await
        .expect("erased");
    // The secret is gone too: what is left is what everybody may see.
    let page = visitor.get(&format!("/tra-cuu/{code}")).await;
    page.is(200)
        .says(&["Mới đăng ký"])
        .keeps_from(&["Giàng", "chung-sinh"]);
    visitor
        .get(&nop("/kiem-tra"))
        .await
        .is(200)
        .says(&["Hồ sơ này đã nộp"]);
}

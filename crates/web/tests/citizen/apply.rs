//! Applying: the whole way, for oneself and for others.

use crate::journey::{APPLICANT, begins, declares, fills_in, nop};
use crate::town::{Town, png};

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

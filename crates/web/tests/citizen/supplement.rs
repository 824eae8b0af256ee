//! Bringing what was asked for.

use domain::dossier::command::Command;
use domain::people::Role;

use crate::journey::{answers, applies};
use crate::town::{BIRTH, DESK, Town, png};
use crate::visitor::Visitor;

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
        "phía ông/bà, chờ bổ sung giấy tờ",
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

    mends_the_declaration(&town, &mut visitor, &page).await;

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
    let arrived = format!("{page}?xong=tai-len");
    visitor.upload(&page, &stays, &good).await.leads(&arrived);
    visitor
        .get(&arrived)
        .await
        .says(&["Đã nhận tệp. Xem danh sách bên dưới."]);
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

/// The child's name is put right in the declaration, and waits to be sent.
async fn mends_the_declaration(town: &Town, visitor: &mut Visitor<'_>, page: &str) {
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
    visitor.post(&mend, &pairs).await.leads(page);
    visitor
        .get(page)
        .await
        .says(&["Đã sửa, sẽ gửi cùng giấy tờ"]);
}

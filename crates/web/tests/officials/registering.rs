//! The control slip of a dossier and the tracking register of a desk and of an agency.

use crate::at_work::{at, form, forwarded, receive_in_person, rows};
use crate::town::{Town, picture};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use domain::dossier::punctuality::Punctuality;
use jiff::civil::datetime;
use web::papers::control_slip::hand_overs;

#[tokio::test]
async fn the_control_slip_names_who_gave_and_who_took() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = receive_in_person(&mut mai).await;
    let slip = format!("{}/phieu-kiem-soat.pdf", at(&code));
    let page = mai.open(&at(&code)).await;
    page.says("In phiếu kiểm soát quá trình (PDF)");
    assert!(page.links_to(&slip));
    // Received, and still where it was received: nothing changed hands.
    let loaded = town.dossier(&code).await;
    assert!(hand_overs(&town.app, &loaded).await.unwrap().is_empty());
    let empty = mai.open(&slip).await;
    assert_eq!(empty.headers[CONTENT_TYPE], "application/pdf");
    assert!(empty.bytes.starts_with(b"%PDF-"));
    let looks = town.app.store.viewings(loaded.id).await.unwrap();
    assert!(looks.iter().any(|look| look.what == "paper"));

    town.move_to(datetime(2026, 11, 16, 10, 5, 0, 0));
    let forward = form(&mut mai, &code, "chuyen").await;
    mai.done(forward).await;
    town.move_to(datetime(2026, 11, 16, 14, 20, 0, 0));
    let mut pao = town.browser("pao").await;
    let take = form(&mut pao, &code, "phan-cong").await;
    pao.done(take).await;
    let propose = form(&mut pao, &code, "trinh").await;
    pao.done(propose.set("y-kien", "Đề nghị ký.")).await;
    let mut son = town.browser("son").await;
    let approve = form(&mut son, &code, "phe-duyet").await;
    son.done(approve).await;
    let mut hoa = town.browser("hoa").await;
    let record = form(&mut hoa, &code, "vao-so").await;
    let record = record
        .set("so", "12/CT")
        .file("tep-ket-qua", "kết quả.png", picture());
    hoa.done(record).await;

    let loaded = town.dossier(&code).await;
    let all = hand_overs(&town.app, &loaded).await.unwrap();
    let people: Vec<(&str, &str)> = all
        .iter()
        .map(|one| (one.giver.person.as_str(), one.taker.person.as_str()))
        .collect();
    // Whoever took it up received what the desk had passed on.
    assert_eq!(people[0], ("Lò Thị Mai", "Sùng A Páo"));
    assert_eq!(people[1].0, "Sùng A Páo");
    assert_eq!(all.len(), 4, "{people:?}");
    assert_eq!(all[0].at, datetime(2026, 11, 16, 10, 5, 0, 0));
    assert_eq!(all[1].at, datetime(2026, 11, 16, 14, 20, 0, 0));
    let results: Vec<_> = all.iter().map(|one| one.result).collect();
    assert_eq!(results, [None, None, None, Some(Punctuality::Early)]);
    let full = mai.open(&slip).await;
    assert!(full.bytes.len() > empty.bytes.len(), "it grew");
    // It is no citizen's paper: among the slips that are handed out it does not stand.
    let none = mai
        .get(&format!("{}/giay/phieu-kiem-soat", at(&code)))
        .await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn a_desk_reads_and_prints_the_register_of_a_period() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let home = "/quay/so-theo-doi";
    assert!(mai.open("/quay").await.links_to(home));
    mai.open(home)
        .await
        .says("Không có hồ sơ nào được tiếp nhận trong khoảng này.");
    let online = town.file_birth_online().await;
    let first = forwarded(&mut mai).await;
    town.move_to(datetime(2026, 11, 17, 8, 30, 0, 0));
    let mut mai = town.browser("mai").await;
    let second = receive_in_person(&mut mai).await;

    let page = mai.open(home).await;
    assert_eq!(rows(&page), 2);
    assert!(page.links_to(&at(&first)) && page.links_to(&at(&second)));
    assert!(!page.links_to(&at(&online)), "it is not received yet");
    page.says("nhận từ 01/11/2026 đến 17/11/2026")
        .says("Giàng A Phềnh")
        .says("09:00, 16/11/2026")
        .does_not_say("Bản Nậm Củm");
    let monday = mai
        .open(&format!("{home}?tu=16/11/2026&den=2026-11-16"))
        .await;
    assert_eq!(rows(&monday), 1);
    let print = format!("{home}.pdf?tu=2026-11-16&den=2026-11-16");
    assert!(monday.links_to(&print));

    let id = town.dossier(&first).await.id;
    let before = town.app.store.viewings(id).await.unwrap().len();
    let pdf = mai.open(&print).await;
    assert_eq!(pdf.headers[CONTENT_TYPE], "application/pdf");
    assert!(pdf.bytes.starts_with(b"%PDF-"));
    let told = pdf.headers[CONTENT_DISPOSITION].to_str().unwrap();
    assert!(
        told.contains("so-theo-doi-2026-11-16-2026-11-16.pdf"),
        "{told}"
    );
    // Names and addresses stand on the paper: each of its dossiers was looked at.
    let looks = town.app.store.viewings(id).await.unwrap();
    assert_eq!(looks.len(), before + 1);
    assert_eq!(looks[0].what, "paper");
    let id = town.dossier(&second).await.id;
    let looks = town.app.store.viewings(id).await.unwrap();
    assert!(looks.iter().all(|look| look.what != "paper"));
}

#[tokio::test]
async fn a_period_that_cannot_be_says_how_to_mend_it() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    for (asked, said) in [
        ("tu=31/02/2026", "Ngày 31/02/2026 không có trong lịch"),
        ("tu=2026-07-01&den=2026-11-16", "Chọn tối đa 92 ngày"),
        ("tu=2026-11-16&den=2026-11-13", "Ngày cuối phải từ ngày đầu"),
    ] {
        for place in ["/quay/so-theo-doi", "/quay/so-theo-doi.pdf"] {
            let wrong = mai.get(&format!("{place}?{asked}")).await;
            assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{asked}");
            wrong.says(said);
        }
    }
    // A place that is none begins at the beginning.
    mai.open("/quay/so-theo-doi?sau=mai").await;
}

#[tokio::test]
async fn a_leader_has_the_register_of_the_agency_and_another_desk_its_own() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = forwarded(&mut mai).await;
    let mut son = town.browser("son").await;
    let home = "/dieu-hanh/so-theo-doi";
    assert!(son.open("/dieu-hanh/ho-so").await.links_to(home));
    let page = son.open(home).await;
    assert!(page.links_to(&at(&code)));
    let today = format!("{home}.pdf?tu=2026-11-01&den=2026-11-16");
    assert!(page.links_to(&today));
    assert!(son.open(&today).await.bytes.starts_with(b"%PDF-"));
    town.browser("chu")
        .await
        .open("/quay/so-theo-doi")
        .await
        .says("Không có hồ sơ nào được tiếp nhận trong khoảng này.");
}

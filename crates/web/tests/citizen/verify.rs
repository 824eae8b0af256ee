//! Whether a receipt is genuine, for whoever holds it.

use domain::dossier::command::Command;
use domain::dossier::ground::RefusalGround;
use domain::people::Role;
use web::fresh;

use crate::journey::applies;
use crate::town::{DESK, Town};

const PAGE: &str = "/kiem-chung";

#[tokio::test]
async fn both_codes_show_what_the_receipt_says_and_name_nobody() {
    let town = Town::open().await;
    let (_, code) = applies(&town, "desk").await;
    town.receives(&code).await;
    let secret = town.secret(&code).await;
    let mut visitor = town.visitor();
    visitor
        .get(PAGE)
        .await
        .is(200)
        .says(&["Kiểm chứng giấy tiếp nhận", "Mã bí mật"]);
    let form = [("ma", code.as_str()), ("bi-mat", secret.typed.as_str())];
    let found = visitor.post(PAGE, &form).await;
    found.is(200).says(&[
        "Giấy tiếp nhận này là thật",
        "09:00 thứ Hai, 16/11/2026",
        "Trung tâm Phục vụ hành chính công xã Bình Lư",
        "Ngày hẹn trả in trên giấy",
    ]);
    found.keeps_from(&["Giàng", "khai sinh", "Nậm Củm", &secret.typed, &secret.long]);
    // Verifying opens nothing.
    visitor
        .get(&format!("/tra-cuu/{code}"))
        .await
        .keeps_from(&["Giàng"]);
}

#[tokio::test]
async fn the_paper_keeps_its_day_whatever_becomes_of_the_dossier() {
    let town = Town::open().await;
    let (_, code) = applies(&town, "desk").await;
    town.receives(&code).await;
    let promised = town.load(&code).await.dossier.promise.expect("a promise");
    let day = web::show::date_with_weekday(promised.due.date());
    town.it_is("2026-11-18T09:00");
    town.act(DESK, &[Role::DeskOfficer], &code, Command::Forward)
        .await;
    let secret = town.secret(&code).await;
    let form = [("ma", code.as_str()), ("bi-mat", secret.typed.as_str())];
    town.visitor()
        .post(PAGE, &form)
        .await
        .is(200)
        .says(&[&day, "16/11/2026"])
        .keeps_from(&["18/11/2026"]);
}

#[tokio::test]
async fn the_scanned_address_of_the_qr_is_enough() {
    let town = Town::open().await;
    let (_, code) = applies(&town, "desk").await;
    town.receives(&code).await;
    let secret = town.secret(&code).await;
    let mut visitor = town.visitor();
    let address = format!("http://motcua.example.vn/tra-cuu/{code}?m={}", secret.long);
    let found = visitor.post(PAGE, &[("ma", &address)]).await;
    found.is(200).says(&["Giấy tiếp nhận này là thật"]);
    let foreign = address.replace("motcua.example.vn", "motcua-gia.example");
    let told = visitor.post(PAGE, &[("ma", &foreign)]).await;
    told.is(422)
        .says(&["dẫn đến motcua-gia.example, không phải motcua.example.vn"])
        .keeps_from(&[&secret.long]);
    let cut = format!("http://motcua.example.vn/tra-cuu/{code}");
    visitor
        .post(PAGE, &[("ma", &cut)])
        .await
        .is(422)
        .says(&["không phải mã in trên giấy tiếp nhận"]);
    let wrong = format!("{cut}?m=SAI");
    visitor
        .post(PAGE, &[("ma", &wrong)])
        .await
        .is(404)
        .says(&["Không có giấy tiếp nhận nào khớp"]);
}

#[tokio::test]
async fn what_matches_nothing_says_what_to_check_and_guessing_is_held_up() {
    let town = Town::open().await;
    let (_, code) = applies(&town, "desk").await;
    town.receives(&code).await;
    let secret = town.secret(&code).await;
    let mut visitor = town.visitor();
    visitor
        .post(PAGE, &[("ma", "xyz"), ("bi-mat", "22222222")])
        .await
        .is(422)
        .says(&["Mã hồ sơ có dạng"]);
    visitor
        .post(PAGE, &[("ma", &code), ("bi-mat", "")])
        .await
        .is(422)
        .says(&["Nhập mã bí mật", &format!("value=\"{code}\"")]);
    let none = [("ma", "H35.22.01-261116-9999"), ("bi-mat", "22222222")];
    let unknown = visitor.post(PAGE, &none).await;
    unknown
        .is(404)
        .says(&["Không có giấy tiếp nhận nào khớp", "4 số cuối"]);
    let wrong = [("ma", code.as_str()), ("bi-mat", "22222222")];
    for _ in 0..10 {
        visitor
            .post(PAGE, &wrong)
            .await
            .is(404)
            .says(&["Không có giấy tiếp nhận nào khớp"])
            .keeps_from(&["22222222"]);
    }
    let right = [("ma", code.as_str()), ("bi-mat", secret.typed.as_str())];
    visitor
        .post(PAGE, &right)
        .await
        .is(429)
        .says(&["Đợi 15 phút"]);
    // One brake for both doors.
    visitor.post("/tra-cuu", &right).await.is(429);
    town.it_is("2026-11-16T09:15");
    visitor.post(PAGE, &right).await.is(200);
}

#[tokio::test]
async fn a_dossier_that_was_not_received_has_no_receipt() {
    let town = Town::open().await;
    let (_, code) = applies(&town, "desk").await;
    let secret = town.secret(&code).await;
    let form = [("ma", code.as_str()), ("bi-mat", secret.typed.as_str())];
    let mut visitor = town.visitor();
    let said = ["chưa cấp giấy tiếp nhận nào"];
    visitor.post(PAGE, &form).await.is(200).says(&said);
    let refuse = Command::RefuseReception {
        ground: RefusalGround::NotCompetent,
        reason: fresh::personal("Cha mẹ cư trú ở tỉnh khác".to_owned()),
    };
    town.act(DESK, &[Role::DeskOfficer], &code, refuse).await;
    let page = visitor.post(PAGE, &form).await;
    page.is(200).says(&said).keeps_from(&["tỉnh khác", "Giàng"]);
}

#[tokio::test]
async fn help_and_the_trust_strip_lead_to_it() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    for page in ["/", "/giup-do"] {
        visitor
            .get(page)
            .await
            .is(200)
            .says(&["href=\"/kiem-chung\""]);
    }
}

//! Tracking, withdrawing, taking the result.

use domain::dossier::command::Command;
use domain::people::Role;

use crate::journey::{applies, nop};
use crate::town::{DESK, Town, png};

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
    let late = visitor.get(&here).await;
    late.says(&[
        "Quá hạn 2 ngày",
        "Hồ sơ đã quá ngày hẹn. Xin lỗi ông/bà",
        "hỏi Trung tâm Phục vụ hành chính công xã Bình Lư.",
        "đã quá hẹn 17:00 thứ Hai, 16/11/2026",
    ]);
    late.keeps_from(&["Ông/bà chưa phải làm gì"]);
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
async fn a_dossier_that_stands_still_says_so_until_it_moves_or_waits_for_the_applicant() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let here = format!("/tra-cuu/{code}");
    town.it_is("2026-11-17T16:00");
    visitor.get(&here).await.keeps_from(&["đứng yên"]);
    town.it_is("2026-11-19T08:00");
    visitor.get(&here).await.says(&[
        "Hồ sơ đứng yên 3 ngày làm việc, đang ở Trung tâm Phục vụ hành chính công xã Bình Lư",
        "hoặc gọi",
    ]);
    town.asks(&code, &[("giay-chung-sinh", "Chụp lại")]).await;
    town.it_is("2026-11-25T08:00");
    visitor.get(&here).await.keeps_from(&["đứng yên"]);
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
async fn a_refusal_tells_its_reason() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let refuse = Command::RefuseReception {
        ground: domain::dossier::ground::RefusalGround::NotCompetent,
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
            "Nơi tiếp nhận</h2>",
        ])
        .keeps_from(&["Nhận kết quả</h2>"]);
}

#[tokio::test]
async fn withdrawing_asks_first_and_happens_once() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let here = format!("/tra-cuu/{code}");
    let page = format!("{here}/rut");
    let long = "x".repeat(1_001);
    let form = [("seen", "1"), ("key", "k"), ("reason", long.as_str())];
    visitor
        .post(&page, &form)
        .await
        .is(422)
        .says(&["Viết gọn trong 1000 ký tự", &long]);
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

//! The scanner: what is scanned opens, fills, and stands in no address.

use crate::at_work::{at, forwarded, receive_in_person};
use crate::town::Town;
use crate::town::browser::Browser;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use serde_json::Value;

const CARD: &str = "012190000011||Vàng Thị Ẳng|28021990|Nữ|Tổ 3, phường Đoàn Kết|01012022||Cha|Mẹ";

#[tokio::test]
async fn without_script_a_scan_opens_a_dossier_or_begins_an_intake() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = receive_in_person(&mut mai).await;
    for scan in [
        code.clone(),
        format!("https://motcua.example/tra-cuu/{code}?m=ABCDEFGH"),
    ] {
        let form = mai.open("/quay").await.form("/quay/quet").set("ma", &scan);
        let answer = mai.send(form).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{scan}");
        assert_eq!(answer.location(), at(&code));
    }

    let form = mai.open("/quay").await.form("/quay/quet").set("ma", CARD);
    let choose = mai.send(form).await;
    assert_eq!(choose.status, StatusCode::OK);
    choose
        .says("Đã đọc thẻ của Vàng Thị Ẳng")
        .says("Đăng ký khai sinh");
    // Names of others on the card go no further, and no address holds the scan.
    assert!(!choose.html().contains("|Cha"));
    assert!(!choose.html().contains("?ma="));
    let intake = mai
        .post(
            "/quay/quet",
            &[
                ("ma", CARD),
                ("thu-tuc", "1.001193"),
                ("truong-hop", "thong-thuong"),
            ],
        )
        .await;
    assert_eq!(intake.status, StatusCode::OK);
    intake.says("Đã điền từ thẻ");
    let filled = intake.form("/quay/tiep-nhan");
    assert_eq!(filled.value("name"), Some("Vàng Thị Ẳng"));
    assert_eq!(filled.value("identity"), Some("012190000011"));
    assert_eq!(filled.value("birth_year"), Some("1990"));
}

#[tokio::test]
async fn what_is_typed_is_sought_and_what_is_strange_is_told() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let typed = mai.post("/quay/quet", &[("ma", "5678")]).await;
    assert_eq!(typed.location(), "/quay/tim?q=5678");
    let end = mai.post("/quay/quet", &[("ma", "0912 345 678")]).await;
    assert_eq!(end.status, StatusCode::OK);
    end.says("Không có hồ sơ nào khớp số này");
    let cut = mai
        .post("/quay/quet", &[("ma", "012190000011||Vàng Thị")])
        .await;
    assert_eq!(cut.status, StatusCode::UNPROCESSABLE_ENTITY);
    cut.says("Mã vừa quét chưa nhận ra");
    mai.post("/quay/quet", &[("ma", " ")])
        .await
        .says("Quét thẻ căn cước, hoặc gõ mã hồ sơ, họ tên hay số cần tìm");
    let mut pao = town.browser("pao").await;
    let answer = pao.post("/quay/quet", &[("ma", CARD)]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn the_search_of_dossiers_puts_no_card_into_an_address() {
    let town = Town::new().await;
    town.file_birth_online().await;
    let mut mai = town.browser("mai").await;
    for scan in [
        CARD,
        "012190000011||Vàng Thị",
        "012190000011Vàng Thị Ẳng28021990",
        "Vàng Thị Ẳng~012190000011",
    ] {
        let search = mai.open("/quay/tim").await;
        let form = search.form("/quay/quet").set("ma", scan);
        let answer = mai.send(form).await;
        assert!(!answer.headers.contains_key(LOCATION), "{scan}");
        assert!(!answer.html().contains("?q="), "{scan}");
    }

    let search = mai.open("/quay/tim").await;
    search.says("Quét hoặc gõ mã hồ sơ, họ tên, số định danh, số điện thoại");
    let form = search.form("/quay/quet").set("ma", "Giàng A Phềnh");
    let found = mai.send(form).await;
    assert_eq!(found.status, StatusCode::OK, "a name gets no address");
    found.says("Giàng A Phềnh");
    found.does_not_say("Không thấy hồ sơ");
    let typed = found.form("/quay/quet");
    assert_eq!(typed.value("ma"), Some("Giàng A Phềnh"));

    let long = "Công ty trách nhiệm hữu hạn một thành viên xây dựng Tây Bắc";
    let answer = mai.send(typed.set("ma", long)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("Gõ ngắn hơn");
    assert_eq!(answer.form("/quay/quet").value("ma"), Some(long));
}

#[tokio::test]
async fn casework_finds_people_without_putting_them_into_an_address() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = forwarded(&mut mai).await;
    let mut pao = town.browser("pao").await;
    let card = "012090000017||GIÀNG A PHỀNH|28021990|Nam|Bản Nậm Củm|01012022";
    for personal in [card, "012090000017", "0912345678", "giang a phenh"] {
        let page = pao.open("/xu-ly/tim").await;
        let form = page.form("/xu-ly/tim").set("q", personal);
        let found = pao.send(form).await;
        assert_eq!(found.status, StatusCode::OK, "{personal}");
        assert!(found.links_to(&at(&code)), "{personal}");
        assert!(!found.html().contains("?q="), "{personal}");
        let address = format!("/xu-ly/tim?q={}", web::session::percent(personal));
        let refused = pao.open(&address).await;
        refused.says("Gõ lại vào ô tìm dưới đây");
        assert!(!refused.links_to(&at(&code)), "{personal}");
        assert_eq!(refused.form("/xu-ly/tim").value("q"), Some(""));
    }
    // A scan does not stay in the field, and one that was cut short finds nothing.
    let scanned = pao.post("/xu-ly/tim", &[("q", card)]).await;
    assert_eq!(scanned.form("/xu-ly/tim").value("q"), Some(""));
    pao.post("/xu-ly/tim", &[("q", "012090000017||GIÀNG A")])
        .await
        .says("Chưa nhận ra nội dung tìm");
    // What names nobody gets an address that can be opened again.
    let harmless = pao.post("/xu-ly/tim", &[("q", "5678")]).await;
    assert_eq!(harmless.location(), "/xu-ly/tim?q=5678");
    let slip = format!("https://motcua.example/tra-cuu/{code}?m=ABCDEFGH");
    let opened = pao.post("/xu-ly/tim", &[("q", slip.as_str())]).await;
    assert_eq!(opened.location(), format!("/xu-ly/tim?q={code}"));
    assert_eq!(pao.get(&opened.location()).await.location(), at(&code));
}

#[tokio::test]
async fn what_is_no_procedure_stands_in_no_address_of_intake() {
    let town = Town::new().await;
    town.file_birth_online().await;
    let mut mai = town.browser("mai").await;
    let words = async |mai: &mut Browser, text: &str| {
        let page = mai.open("/quay/tiep-nhan").await;
        let form = page.form("/quay/quet").set("q", text);
        mai.send(form).await
    };
    let sought = words(&mut mai, "xay nha").await;
    assert_eq!(sought.location(), "/quay/tiep-nhan?q=xay%20nha");
    let code = words(&mut mai, "1.001193").await;
    assert_eq!(code.location(), "/quay/tiep-nhan?q=1.001193");
    for (scan, said) in [
        (CARD, "Đã đọc thẻ của Vàng Thị Ẳng"),
        ("012190000011||Vàng Thị", "Mã vừa quét chưa nhận ra"),
        ("012090000017", "Giàng A Phềnh"),
        ("0912 345 678", "Giàng A Phềnh"),
    ] {
        let answer = words(&mut mai, scan).await;
        assert!(!answer.headers.contains_key(LOCATION), "{scan}");
        assert!(!answer.html().contains("?q="), "{scan}");
        answer.says(said);
    }
}

#[tokio::test]
async fn the_pages_script_is_told_what_was_scanned() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = receive_in_person(&mut mai).await;
    let mut scan = async |fields: &[(&str, &str)]| {
        let answer = mai.post_by_script("/quay/quet", fields).await;
        assert_eq!(answer.status, StatusCode::OK);
        assert_eq!(answer.headers[CONTENT_TYPE], "application/json");
        serde_json::from_slice::<Value>(&answer.bytes).unwrap()
    };
    let dossier = scan(&[("ma", code.as_str())]).await;
    assert_eq!(dossier["kind"], "dossier");
    assert_eq!(dossier["href"], at(&code));

    let card = scan(&[("ma", CARD), ("thu-tuc", "1.001193")]).await;
    assert_eq!(card["kind"], "card");
    assert_eq!(card["doubt"], "");
    assert_eq!(card["twin"], "");
    assert_eq!(card["facts"][0]["shown"], "Vàng Thị Ẳng");
    assert_eq!(card["facts"][2]["fields"][2][1], "1990");

    let again = "012090000017||GIÀNG A PHỀNH|28021990|Nam|Bản Nậm Củm|01012022";
    let known = scan(&[("ma", again), ("thu-tuc", "2.000815")]).await;
    let twin = known["twin"].as_str().unwrap();
    assert!(twin.contains(&code), "{twin}");

    let organisation = [
        ("ma", again),
        ("thu-tuc", "2.000815"),
        ("kind", "organisation"),
    ];
    let known = scan(&organisation).await;
    assert_eq!(known["facts"][0]["fields"][0][0], "dd-name");

    let strange = scan(&[("ma", "A017")]).await;
    assert_eq!(strange["kind"], "unknown");
}

#[tokio::test]
async fn a_new_scanner_is_tried_on_its_sheet() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let scanning = mai.open("/quay/quet").await;
    assert!(scanning.links_to("/quay/may-quet"));
    let help = town.stranger().open("/giup-do").await;
    assert!(help.links_to("/quay/may-quet"));
    let sheet = mai.open("/quay/may-quet").await;
    sheet
        .says("English (US)")
        .says("Enter, hoặc Tab")
        .says("Chữ bị bộ gõ tiếng Việt đổi");
    assert!(sheet.html().contains("src=\"/quay/may-quet/ma-thu.svg\""));
    let code = mai.open("/quay/may-quet/ma-thu.svg").await;
    assert_eq!(code.headers[CONTENT_TYPE], "image/svg+xml");
    assert!(code.html().starts_with("<svg "));

    let whole = web::desk::scanner::test_code();
    let form = |scan: &str| sheet.form("/quay/may-quet").set("ma", scan);
    let answer = mai.send(form(&whole)).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.says("Mã thử đến nguyên vẹn");
    for (scan, said) in [
        (whole.replace("dd aa", "đ â"), "Tắt bộ gõ"),
        (whole.replace("0123456789", "đăâêô"), "English (US)"),
        (format!("{whole}#"), "Bỏ prefix và suffix"),
        (String::new(), "Quét mã thử trên trang này vào đây"),
    ] {
        let answer = mai.send(form(&scan)).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{scan}");
        answer.says("Có 1 chỗ cần sửa").says(said);
    }
    // A card that is scanned here by mistake goes no further.
    let answer = mai.send(form(CARD)).await;
    answer
        .says("Chưa nhận ra mã thử")
        .does_not_say("Vàng Thị Ẳng");

    let answer = mai
        .post_by_script("/quay/may-quet", &[("ma", whole.as_str())])
        .await;
    let told = serde_json::from_slice::<Value>(&answer.bytes).unwrap();
    assert_eq!(told["kind"], "test");
    assert_eq!(told["said"], "Mã thử đến nguyên vẹn. Máy quét dùng được.");

    // Wherever else it is scanned, it opens nothing and names nobody.
    let answer = mai.post("/quay/quet", &[("ma", whole.as_str())]).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("Mã vừa quét chưa nhận ra");
    let mut pao = town.browser("pao").await;
    let closed = pao.get("/quay/may-quet").await;
    assert_eq!(closed.status, StatusCode::FORBIDDEN);
}

//! Who sees what, in lists, on pages, on paper.

use crate::at_work::{at, receive_in_person};
use crate::town::browser::Page;
use crate::town::{Town, picture};
use axum::http::StatusCode;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE};
use jiff::civil::datetime;

#[tokio::test]
async fn nobody_comes_in_without_a_session_and_nobody_sees_what_is_not_theirs() {
    let town = Town::new().await;
    let code = town.file_birth_online().await;
    let page = at(&code);
    let id = match &town.dossier(&code).await.dossier.papers[0].form {
        domain::dossier::event::HandedForm::File(facts) => facts.id,
        other => panic!("{other:?}"),
    };
    let addresses = [
        "/quay".to_owned(),
        "/quay/tiep-nhan".to_owned(),
        format!("/quay/tiep-nhan/{code}"),
        "/quay/hop-viec".to_owned(),
        "/quay/tra-ket-qua".to_owned(),
        "/quay/may-quet".to_owned(),
        "/quay/may-quet/ma-thu.svg".to_owned(),
        "/quay/so-quy".to_owned(),
        "/quay/ban-giao".to_owned(),
        "/quay/ban-giao/in".to_owned(),
        "/quay/so-theo-doi".to_owned(),
        "/quay/so-theo-doi.pdf".to_owned(),
        "/quay/tim?q=1".to_owned(),
        "/xu-ly".to_owned(),
        "/xu-ly/nhac-viec".to_owned(),
        "/xu-ly/tim?q=1".to_owned(),
        page.clone(),
        format!("{page}/viec/tiep-nhan"),
        format!("{page}/tep/{id}"),
        format!("{page}/giay/phieu-hen"),
        format!("{page}/phieu-kiem-soat.pdf"),
        "/xu-ly?goc=toi-theo-doi".to_owned(),
        "/dieu-hanh".to_owned(),
        "/dieu-hanh/nhac-viec".to_owned(),
        "/dieu-hanh/cho-duyet".to_owned(),
        "/dieu-hanh/qua-han".to_owned(),
        "/dieu-hanh/ho-so".to_owned(),
        "/dieu-hanh/so-theo-doi".to_owned(),
        "/dieu-hanh/so-theo-doi.pdf".to_owned(),
        "/dieu-hanh/xin-loi".to_owned(),
        "/tai-khoan".to_owned(),
    ];
    let mut stranger = town.stranger();
    for address in &addresses {
        let answer = stranger.get(address).await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER, "{address}");
        assert!(
            answer.location().starts_with("/dang-nhap?tro-lai=%2F")
                || answer.location().starts_with("/dang-nhap?tro-lai=/"),
            "{}",
            answer.location()
        );
    }
    let posted = stranger
        .post(&format!("{page}/viec/tiep-nhan"), &[("seen", "1")])
        .await;
    assert_eq!(posted.status, StatusCode::UNAUTHORIZED);

    // Another commune, another leader, the province's desk, the administrator: none may see it.
    for login in ["chu", "lan", "tam", "quan"] {
        let mut browser = town.browser(login).await;
        for address in [
            page.clone(),
            format!("{page}/viec/tiep-nhan"),
            format!("{page}/tep/{id}"),
            format!("{page}/giay/phieu-hen"),
            format!("{page}/phieu-kiem-soat.pdf"),
        ] {
            let answer = browser.get(&address).await;
            assert_eq!(answer.status, StatusCode::NOT_FOUND, "{login} {address}");
            answer.says("Không có hồ sơ này trong phần việc của ông/bà");
        }
        let posted = browser
            .post(&format!("{page}/viec/tiep-nhan"), &[("seen", "1")])
            .await;
        assert_eq!(posted.status, StatusCode::NOT_FOUND, "{login}");
    }
    assert_eq!(town.stage(&code).await, "submitted");
    // A face is closed to those without its role.
    for (login, address) in [
        ("pao", "/quay"),
        ("pao", "/quay/so-quy"),
        ("pao", "/quay/ban-giao"),
        ("pao", "/quay/so-theo-doi"),
        ("pao", "/quay/so-theo-doi.pdf"),
        ("mai", "/dieu-hanh"),
        ("mai", "/dieu-hanh/so-theo-doi"),
        ("mai", "/xu-ly"),
        ("quan", "/xu-ly"),
    ] {
        let answer = town.browser(login).await.get(address).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{login} {address}");
    }
    let unknown = town
        .browser("mai")
        .await
        .get("/xu-ly/ho-so/H35.1-261116-9999")
        .await;
    assert_eq!(unknown.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn an_address_that_leads_nowhere_says_so() {
    let town = Town::new().await;
    for mut browser in [town.stranger(), town.browser("mai").await] {
        let unknown = browser.get("/khong/co/trang-nay").await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
        unknown
            .says("Không có trang này")
            .says("Kiểm tra lại địa chỉ");
        let typed = browser.get("/tai-khoan/dang-xuat-moi-noi").await;
        assert_eq!(typed.status, StatusCode::METHOD_NOT_ALLOWED);
        typed.says("Không có trang này");
        assert_eq!(browser.get("/dang-xuat").await.location(), "/");
        // Programs still get what programs read.
        let api = browser.get("/api/khong-co").await;
        assert_eq!(api.status, StatusCode::NOT_FOUND);
        assert_eq!(api.headers[CONTENT_TYPE], "application/problem+json");
    }
}

#[tokio::test]
async fn every_look_is_noted_and_files_come_as_they_are() {
    let town = Town::new().await;
    let code = town.file_birth_online().await;
    let loaded = town.dossier(&code).await;
    let domain::dossier::event::HandedForm::File(facts) = &loaded.dossier.papers[0].form else {
        panic!("no file")
    };
    let mut mai = town.browser("mai").await;
    mai.open(&at(&code))
        .await
        .says("giấy chứng sinh.png")
        .says("Lò Thị Mai: 1 lần, gần nhất 09:00, 16/11/2026");
    let file = mai.open(&format!("{}/tep/{}", at(&code), facts.id)).await;
    assert_eq!(file.bytes, picture());
    assert_eq!(file.headers[CONTENT_TYPE], "image/png");
    let told = file.headers[CONTENT_DISPOSITION].to_str().unwrap();
    assert!(
        told.starts_with("inline; filename=\"tep.png\"; filename*=UTF-8''gi%E1%BA%A5y"),
        "{told}"
    );
    let policy = file.headers[CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(
        policy.starts_with("sandbox; default-src 'none'"),
        "{policy}"
    );
    let looks = town.app.store.viewings(loaded.id).await.unwrap();
    let looks: Vec<&str> = looks.iter().map(|look| look.what.as_str()).collect();
    assert_eq!(looks, ["file", "dossier"]);

    // A file of one dossier is not shown through another.
    let other = receive_in_person(&mut mai).await;
    let answer = mai.get(&format!("{}/tep/{}", at(&other), facts.id)).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn slips_are_printed_alike_and_a_reprint_says_so() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = receive_in_person(&mut mai).await;
    let address = format!("{}/giay/phieu-hen", at(&code));
    let first = mai.open(&address).await;
    assert_eq!(first.headers[CONTENT_TYPE], "application/pdf");
    assert!(first.bytes.starts_with(b"%PDF-"));
    town.move_to(datetime(2026, 11, 16, 15, 30, 0, 0));
    let second = mai.open(&address).await;
    assert!(first.bytes == second.bytes, "the same data print alike");
    let again = mai.open(&format!("{address}?in-lai=1")).await;
    assert!(again.bytes != first.bytes, "a reprint says so");
    let none = mai.get(&format!("{}/giay/tu-choi", at(&code))).await;
    assert_eq!(none.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn officials_find_dossiers_by_code_person_and_phone() {
    let town = Town::new().await;
    let code = town.file_birth_online().await;
    let mut mai = town.browser("mai").await;
    let found = mai
        .get(&format!("/quay/tim?q={}", code.to_lowercase()))
        .await;
    assert_eq!(found.location(), at(&code));
    for sought in ["012090000017", "0912 345 678"] {
        let found = mai.post("/quay/tim", &[("q", sought)]).await;
        assert_eq!(found.status, StatusCode::OK);
        found.says("Giàng A Phềnh");
    }
    mai.open("/quay/tim?q=%20")
        .await
        .does_not_say("Giàng A Phềnh");
    mai.open("/quay/tim?q=5555")
        .await
        .says("Không có hồ sơ nào khớp số này")
        .says("nhập cả mã");
    let end = code.rsplit('-').next().unwrap().to_owned();
    for sought in ["5678", &end] {
        mai.open(&format!("/quay/tim?q={sought}"))
            .await
            .says("Giàng A Phềnh")
            .does_not_say("Còn nhiều hồ sơ khác");
    }
    for sought in [
        "giang a phenh",
        "Phềnh",
        "giang a 5678",
        &format!("phenh {end}"),
    ] {
        mai.post("/quay/tim", &[("q", sought)])
            .await
            .says("Giàng A Phềnh")
            .does_not_say("Còn nhiều hồ sơ khác");
    }
    mai.post("/quay/tim", &[("q", "tao a phenh")])
        .await
        .says("Không thấy hồ sơ của “tao a phenh”")
        .does_not_say("Giàng A Phềnh");
    let mut chu = town.browser("chu").await;
    chu.post("/quay/tim", &[("q", "giang a phenh")])
        .await
        .does_not_say("Giàng A Phềnh");
    chu.open("/quay/tim?q=5678")
        .await
        .does_not_say("Giàng A Phềnh");
    let hidden = chu.open(&format!("/quay/tim?q={code}")).await;
    hidden.says("Không có hồ sơ mang mã này trong phần việc");
}

#[tokio::test]
async fn lists_are_filtered_by_their_address_and_paged() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = receive_in_person(&mut mai).await;
    for _ in 0..21 {
        town.file_birth_online().await;
    }
    let first = mai.open("/quay/hop-viec").await;
    first.says("Giàng A Phềnh Chờ quầy xem");
    let next = first.html();
    let next = next
        .split("href=\"/quay/hop-viec?sau=")
        .nth(1)
        .unwrap()
        .split('"')
        .next()
        .unwrap();
    let second = mai.open(&format!("/quay/hop-viec?sau={next}")).await;
    second.says("Trang đầu").does_not_say("Trang sau");
    let rows = |page: &Page| page.html().matches("<tr><th scope=\"row\">").count();
    assert_eq!((rows(&first), rows(&second)), (20, 2));
    mai.open("/quay/hop-viec?buoc=received")
        .await
        .says(&code[code.len() - 4..])
        .does_not_say("Chờ quầy xem 16");
    assert_eq!(rows(&mai.open("/quay/hop-viec?buoc=received").await), 1);
    assert_eq!(rows(&mai.open("/quay/hop-viec?thu-tuc=1.001193").await), 20);
    mai.open("/quay/hop-viec?han=qua-han")
        .await
        .says("Không có hồ sơ nào đang mở");

    // Its promise was Wednesday's closing time.
    town.move_to(datetime(2026, 11, 19, 9, 0, 0, 0));
    let mut mai = town.browser("mai").await;
    mai.open("/quay").await.says("1 quá hạn ngay tại quầy");
    let late = mai.open("/quay/hop-viec?buoc=received&han=qua-han").await;
    assert_eq!(rows(&late), 1);
    late.says("Quá hạn 1 ngày");
    // The cut by deadline is in sight and can be lifted.
    assert!(late.links_to("/quay/hop-viec?buoc=received"));
    let mut son = town.browser("son").await;
    son.open("/dieu-hanh").await.says("Quá hạn 1 ngày");
    assert_eq!(rows(&son.open("/dieu-hanh/qua-han").await), 1);
}

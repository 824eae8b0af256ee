//! The inbox from its sides, several dossiers at once, the palette, and papers beside a checklist.

use crate::at_work::{all_ticked, at, form, forwarded, rows};
use crate::town::Town;
use crate::town::browser::Browser;
use axum::http::StatusCode;
use axum::http::header::{CONTENT_SECURITY_POLICY, X_FRAME_OPTIONS};
use domain::dossier::event::HandedForm;
use jiff::civil::datetime;

#[tokio::test]
async fn an_inbox_is_seen_from_its_sides_by_the_address() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let taken = forwarded(&mut mai).await;
    let free = forwarded(&mut mai).await;
    let mut pao = town.browser("pao").await;
    let take = form(&mut pao, &taken, "phan-cong").await;
    pao.done(take).await;

    let all = pao.open("/xu-ly").await;
    all.says("Tất cả (2)").says("Đến hạn trong 2 ngày (2)");
    assert_eq!(rows(&all), 2);
    let mine = pao.open("/xu-ly?goc=can-toi").await;
    assert!(mine.links_to(&at(&taken)) && !mine.links_to(&at(&free)));
    let unheld = pao.open("/xu-ly?goc=chua-giao").await;
    assert!(unheld.links_to(&at(&free)) && !unheld.links_to(&at(&taken)));
    assert_eq!(rows(&pao.open("/xu-ly?goc=sap-han").await), 2);
    let late = pao.open("/xu-ly?goc=qua-han").await;
    late.says("Không có hồ sơ quá hạn.");
    let mut hoa = town.browser("hoa").await;
    let elsewhere = hoa.open("/xu-ly?goc=cho-noi-khac").await;
    assert_eq!(rows(&elsewhere), 2);

    // What waits for the applicant leaves the others' way.
    let ask = form(&mut pao, &taken, "yeu-cau-bo-sung").await;
    let ask = ask
        .set("can.ban-chinh-giay-to-van", "Mang thêm bản gốc")
        .set("ly-do", "Trang 2 bị rách");
    pao.done(ask).await;
    let paused = pao.open("/xu-ly?goc=tam-dung").await;
    paused.says("Tạm dừng (1)").says("Chờ bổ sung");
    assert!(paused.links_to(&at(&taken)));
    assert_eq!(rows(&pao.open("/xu-ly").await), 1);
    pao.open("/xu-ly?goc=can-toi")
        .await
        .says("Không còn việc nào chờ ông/bà. 1 hồ sơ đang chờ người nộp bổ sung.");

    town.move_to(datetime(2026, 11, 19, 9, 0, 0, 0));
    let mut pao = town.browser("pao").await;
    let late = pao.open("/xu-ly?goc=qua-han").await;
    late.says("Quá hạn (1)")
        .says("Quá hạn 1 ngày")
        .says("Đứng yên 3 ngày");
    assert_eq!(rows(&late), 1);
}

#[tokio::test]
async fn several_are_taken_at_once_and_each_says_what_became_of_it() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let mut codes = Vec::new();
    for _ in 0..3 {
        codes.push(forwarded(&mut mai).await);
    }
    let mut pao = town.browser("pao").await;
    let list = pao.open("/xu-ly?goc=chua-giao").await;
    let seen = town.dossier(&codes[0]).await.dossier.number;
    // A colleague is faster with one of them.
    let mut dao = town.browser("dao").await;
    let take = form(&mut dao, &codes[1], "phan-cong").await;
    dao.done(take).await;

    // Pressed twice, it is done once and answered alike.
    for _ in 0..2 {
        let answer = pao.send(all_ticked(&list).press("viec", "nhan")).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer
            .says("Đã giao 2 trong 3 hồ sơ cho ông/bà.")
            .says("Tẩn Thị Đào đang giữ hồ sơ này.");
    }
    for (code, login) in codes.iter().zip(["pao", "dao", "pao"]) {
        let dossier = town.dossier(code).await.dossier;
        let holder = dossier.holding().and_then(|held| held.officer);
        assert_eq!(holder, Some(town.id(login)), "{code}");
        assert_eq!(dossier.number, seen + 1, "{code}: taken once");
    }
    // What is taken has no box any more.
    let list = pao.open("/xu-ly").await;
    assert_eq!(rows(&list), 3);
    assert!(!list.html().contains("name=\"ho-so\""));
}

#[tokio::test]
async fn what_cannot_be_done_at_once_says_why_and_does_nothing() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = forwarded(&mut mai).await;
    let mut pao = town.browser("pao").await;
    let list = pao.open("/xu-ly").await;
    let empty = list.form("/xu-ly/hang-loat").press("viec", "nhan");
    let answer = pao.send(empty).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("Chọn ít nhất một hồ sơ.");
    assert!(answer.links_to("/xu-ly"));

    // Not theirs to see: nobody learns that it exists.
    let hidden = town.file_birth_online().await;
    let one = format!("{hidden}~1");
    let fields = [("key", "k"), ("viec", "nhan"), ("ho-so", one.as_str())];
    let answer = pao.post("/xu-ly/hang-loat", &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.says("Không có hồ sơ này trong phần việc của ông/bà.");
    // Only leaders give to others.
    let seen = town.dossier(&code).await.dossier.number;
    let (one, dao) = (format!("{code}~{seen}"), town.id("dao").0.to_string());
    let fields = [
        ("key", "k"),
        ("viec", "giao"),
        ("nguoi", dao.as_str()),
        ("ho-so", one.as_str()),
    ];
    let answer = pao.post("/xu-ly/hang-loat", &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT);
    answer.says("không thuộc vai trò hoặc đơn vị");
    let answer = mai.post("/xu-ly/hang-loat", &fields).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let many: Vec<String> = (1..=51)
        .map(|number| format!("H35.21.01-261116-{number:04}~1"))
        .collect();
    let mut fields = vec![("viec", "nhan")];
    fields.extend(many.iter().map(|one| ("ho-so", one.as_str())));
    let answer = pao.post("/xu-ly/hang-loat", &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("tối đa 50 hồ sơ");
    assert_eq!(town.dossier(&code).await.dossier.number, seen);
}

#[tokio::test]
async fn the_palette_finds_dossiers_pages_and_procedures_for_those_who_logged_in() {
    let town = Town::new().await;
    let answer = town.stranger().post("/xu-ly/lenh", &[("q", "a")]).await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
    let ask = async |browser: &mut Browser, typed: &str| {
        let answer = browser.post("/xu-ly/lenh", &[("q", typed)]).await;
        assert_eq!(answer.status, StatusCode::OK, "{typed}");
        answer
    };

    let mut mai = town.browser("mai").await;
    let code = forwarded(&mut mai).await;
    let mut pao = town.browser("pao").await;
    let slip = format!("https://motcua.example/tra-cuu/{code}?m=ABCDEFGH");
    for typed in [&code.to_lowercase(), &slip] {
        let found = ask(&mut pao, typed).await;
        assert!(found.links_to(&at(&code)));
        found.says("Đang thẩm định").does_not_say("Giàng A Phềnh");
    }
    let mut chu = town.browser("chu").await;
    let hidden = ask(&mut chu, &code).await;
    assert!(!hidden.links_to(&at(&code)));

    let pages = ask(&mut pao, "").await;
    assert!(pages.links_to("/xu-ly") && pages.links_to("/xu-ly?goc=can-toi"));
    assert!(!pages.links_to("/quay") && !pages.links_to("/dieu-hanh"));
    assert!(pages.html().matches("<li>").count() <= 10);
    let page = ask(&mut pao, "chua co nguoi").await;
    assert!(page.links_to("/xu-ly?goc=chua-giao"));
    let page = ask(&mut mai, "tkq").await;
    assert!(page.links_to("/quay/tra-ket-qua"));

    let typed = "chung thuc ban sao";
    let page = ask(&mut mai, typed).await;
    assert!(page.links_to("/quay/tiep-nhan?thu-tuc=2.000815"));
    let page = ask(&mut pao, typed).await;
    assert!(page.links_to("/thu-tuc/2.000815"));
    // What is sought goes on in a body: it may be a person's number.
    let number = ask(&mut pao, "012090000017").await;
    number.says("Tìm hồ sơ theo \"012090000017\"");
    assert!(number.html().contains("data-mc-sought=\"012090000017\""));
    assert!(number.links_to("/xu-ly/tim") && !number.html().contains("?q="));
    // The page that it opens over has the link for those without script.
    let page = pao.open("/xu-ly").await;
    assert!(
        page.html()
            .contains("href=\"/xu-ly/tim\" data-mc-palette=\"/xu-ly/lenh\"")
    );
}

#[tokio::test]
async fn a_file_opens_beside_the_checklist_and_acts_have_keys() {
    let town = Town::new().await;
    let code = town.file_birth_online().await;
    let loaded = town.dossier(&code).await;
    let HandedForm::File(file) = &loaded.dossier.papers[0].form else {
        panic!("no file")
    };
    let mut mai = town.browser("mai").await;
    let closed = mai.open(&at(&code)).await;
    assert!(!closed.html().contains("<img"));
    let look = format!("{}?xem={}", at(&code), file.id);
    assert!(closed.links_to(&format!("{look}#xem")));
    assert!(closed.html().contains("data-mc-key=\"Ctrl+Enter F8\""));
    assert!(closed.html().contains("data-mc-key=\"F9\""));
    let open = mai.open(&look).await;
    let source = format!("src=\"{}/tep/{}\"", at(&code), file.id);
    assert!(open.html().contains(&source));
    // A picture needs no frame, so the page allows none.
    let policy = open.headers[CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(!policy.contains("frame-src"), "{policy}");
    let nonsense = mai.open(&format!("{}?xem=khong", at(&code))).await;
    assert!(!nonsense.html().contains("<img"));

    // Papers may stand in a frame of ours, and of nobody else.
    let receipt = forwarded(&mut mai).await;
    let paper = mai.open(&format!("{}/giay/phieu-hen", at(&receipt))).await;
    assert_eq!(paper.headers[X_FRAME_OPTIONS], "SAMEORIGIN");
    let policy = paper.headers[CONTENT_SECURITY_POLICY].to_str().unwrap();
    assert!(policy.contains("frame-ancestors 'self'"), "{policy}");
    assert_eq!(open.headers[X_FRAME_OPTIONS], "DENY");
}

#[tokio::test]
async fn a_dossier_says_why_it_is_promised_for_its_day() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = forwarded(&mut mai).await;
    let mut pao = town.browser("pao").await;
    let page = pao.open(&at(&code)).await;
    page.says("Vì sao hẹn ngày này?")
        .says("(lúc tiếp nhận)")
        .says("Ngày 1")
        .says("Căn cứ");
    assert!(!page.html().contains("Ngày đã hẹn giữ nguyên"));
}

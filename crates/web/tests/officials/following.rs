//! "Tôi theo dõi": what an official keeps an eye on, as long as they may see it.

use crate::at_work::{at, form, forwarded, rows};
use crate::town::Town;
use crate::town::browser::{Browser, Page};
use axum::http::StatusCode;

const AT_THE_DESK: &str = "/quay/hop-viec?goc=toi-theo-doi";
const IN_CASEWORK: &str = "/xu-ly?goc=toi-theo-doi";

/// Presses the one button of the dossier's mark.
async fn press(browser: &mut Browser, code: &str, button: &str) -> Page {
    let mark = browser.open(&at(code)).await.form(&at(code));
    let page = browser.done(mark.press("viec", button)).await;
    assert_eq!(page.address, at(code));
    page
}

#[tokio::test]
async fn what_one_follows_stands_in_a_view_of_its_own_until_the_mark_is_taken_off() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = forwarded(&mut mai).await;
    let other = forwarded(&mut mai).await;
    mai.open(AT_THE_DESK)
        .await
        .says("Ông/bà chưa theo dõi hồ sơ nào đang giải quyết.");

    let number = town.dossier(&code).await.dossier.number;
    let page = press(&mut mai, &code, "theo-doi").await;
    page.says("Ông/bà đang theo dõi hồ sơ này.");
    assert!(page.links_to(AT_THE_DESK));
    // Sent twice, it is done once.
    let answer = mai
        .post(&format!("{}/theo-doi", at(&code)), &[("viec", "theo-doi")])
        .await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    let list = mai.open(AT_THE_DESK).await;
    assert_eq!(rows(&list), 1);
    assert!(list.links_to(&at(&code)) && !list.links_to(&at(&other)));
    assert!(mai.open("/quay/hop-viec").await.links_to(AT_THE_DESK));
    // The mark is no part of what happened to the dossier, and nobody else's business.
    assert_eq!(town.dossier(&code).await.dossier.number, number);
    let mut pao = town.browser("pao").await;
    assert_eq!(rows(&pao.open(IN_CASEWORK).await), 0);
    pao.open(&at(&code)).await.does_not_say("đang theo dõi");

    for _ in 0..2 {
        let off = [("viec", "bo")];
        let answer = mai.post(&format!("{}/theo-doi", at(&code)), &off).await;
        assert_eq!(answer.location(), at(&code));
    }
    mai.open(&at(&code)).await.does_not_say("đang theo dõi");
    assert_eq!(rows(&mai.open(AT_THE_DESK).await), 0);
}

#[tokio::test]
async fn case_officers_and_leaders_have_the_same_view() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = forwarded(&mut mai).await;
    for (login, home, view) in [
        ("pao", "/xu-ly", IN_CASEWORK),
        (
            "son",
            "/dieu-hanh/ho-so",
            "/dieu-hanh/ho-so?goc=toi-theo-doi",
        ),
    ] {
        let mut browser = town.browser(login).await;
        let page = press(&mut browser, &code, "theo-doi").await;
        assert!(page.links_to(view), "{login}");
        assert!(browser.open(home).await.links_to(view), "{login}");
        let list = browser.open(view).await;
        assert!(list.links_to(&at(&code)), "{login}");
        // The other filters narrow it like any list.
        let none = browser.open(&format!("{view}&buoc=numbering")).await;
        assert_eq!(rows(&none), 0, "{login}");
        press(&mut browser, &code, "bo").await;
        browser
            .open(view)
            .await
            .says("Ông/bà chưa theo dõi hồ sơ nào đang giải quyết.");
    }
}

#[tokio::test]
async fn what_may_no_longer_be_seen_drops_out_and_comes_back() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = forwarded(&mut mai).await;
    let mut pao = town.browser("pao").await;
    let mut dao = town.browser("dao").await;
    press(&mut pao, &code, "theo-doi").await;
    press(&mut dao, &code, "theo-doi").await;
    let take = form(&mut dao, &code, "phan-cong").await;
    dao.done(take).await;
    assert_eq!(rows(&pao.open(IN_CASEWORK).await), 1);

    // It leaves their unit: only the one who held it goes on seeing it.
    let propose = form(&mut dao, &code, "trinh").await;
    dao.done(propose).await;
    let gone = pao.open(IN_CASEWORK).await;
    assert!(!gone.links_to(&at(&code)));
    gone.does_not_say("Giàng A Phềnh")
        .says("Ông/bà chưa theo dõi hồ sơ nào đang giải quyết.");
    assert_eq!(pao.get(&at(&code)).await.status, StatusCode::NOT_FOUND);
    assert!(dao.open(IN_CASEWORK).await.links_to(&at(&code)));

    let mut son = town.browser("son").await;
    let back = form(&mut son, &code, "tra-lai").await;
    son.done(back.set("ly-do", "Bổ sung ý kiến thẩm định"))
        .await;
    assert!(pao.open(IN_CASEWORK).await.links_to(&at(&code)));
}

#[tokio::test]
async fn nobody_follows_what_they_may_not_see() {
    let town = Town::new().await;
    let code = town.file_birth_online().await;
    let id = town.dossier(&code).await.id;
    let address = format!("{}/theo-doi", at(&code));
    for login in ["chu", "lan", "pao", "quan"] {
        let mut browser = town.browser(login).await;
        let answer = browser.post(&address, &[("viec", "theo-doi")]).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{login}");
        let is_followed = town.app.store.is_followed(town.id(login), id).await;
        assert!(!is_followed.unwrap(), "{login}");
    }
    let answer = town
        .stranger()
        .post(&address, &[("viec", "theo-doi")])
        .await;
    assert_eq!(answer.status, StatusCode::UNAUTHORIZED);
}

#[tokio::test]
async fn a_long_view_is_paged_and_hidden_dossiers_leave_no_gap() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let follow = async |login: &str, code: &str| {
        let id = town.dossier(code).await.id;
        let followed = town.app.store.follow(town.id(login), id, town.app.now());
        followed.await.unwrap();
    };
    for _ in 0..22 {
        let code = town.file_birth_online().await;
        follow("mai", &code).await;
        // The case officer may not see them: this stands for sight that was lost.
        follow("pao", &code).await;
    }
    let first = mai.open(AT_THE_DESK).await;
    let html = first.html();
    let next = html.split("&#38;sau=").nth(1).unwrap();
    let next = next.split('"').next().unwrap();
    let second = mai.open(&format!("{AT_THE_DESK}&sau={next}")).await;
    assert_eq!((rows(&first), rows(&second)), (20, 2));
    second.says("Trang đầu").does_not_say("Trang sau");

    // Filed online nothing is promised, so what was received stands before all of it.
    let code = forwarded(&mut mai).await;
    follow("pao", &code).await;
    let mut pao = town.browser("pao").await;
    let list = pao.open(IN_CASEWORK).await;
    assert_eq!(rows(&list), 1);
    list.does_not_say("Trang sau");
}

//! What officials do in every story: open a dossier, fill a form, receive in person.

use crate::town::Town;
use crate::town::browser::{Browser, Page};
use crate::town::form::Form;
use axum::http::StatusCode;
use domain::dossier::Situation;
use domain::dossier::command::Act;
use domain::dossier::open_now::open_now;
use domain::people::Actor;
use web::wording;

pub fn at(code: &str) -> String {
    format!("/xu-ly/ho-so/{code}")
}

/// The form of an act, as this person sees it.
pub async fn form(browser: &mut Browser, code: &str, act: &str) -> Form {
    let address = format!("{}/viec/{act}", at(code));
    browser.open(&address).await.form(&address)
}

/// Receives a certification in person; the code of the dossier.
pub async fn receive_in_person(mai: &mut Browser) -> String {
    let page = mai
        .open("/quay/tiep-nhan?thu-tuc=2.000815&truong-hop=so-luong-lon")
        .await;
    let form = page
        .form("/quay/tiep-nhan")
        .set("name", "GIÀNG A PHỀNH")
        .set("identity", "012090000017")
        .set("birth_day", "28")
        .set("birth_month", "2")
        .set("birth_year", "1990")
        .set("phone", "0912 345 678")
        .set("address", "Bản Nậm Củm, phường Đoàn Kết")
        .set("giay.ban-chinh-giay-to-van", "giay")
        .set("giay.ban-chinh-giay-to-van.goc", "2");
    let answer = mai.send(form).await;
    let to = if answer.status == StatusCode::CONFLICT {
        // The same person certifies more than once: that is asked about first.
        let asked = answer.form("/quay/tiep-nhan").tick("van-nhan", "1");
        mai.send(asked).await.location()
    } else {
        answer.location()
    };
    let page = mai.open(&to).await;
    page.says("Đã tiếp nhận hồ sơ").says("In giấy hẹn");
    page.address.rsplit('/').next().unwrap().to_owned()
}

/// A certification that was received and waits for a case officer.
pub async fn forwarded(mai: &mut Browser) -> String {
    let code = receive_in_person(mai).await;
    let forward = form(mai, &code, "chuyen").await;
    mai.done(forward).await;
    code
}

/// How many dossiers a list shows.
pub fn rows(page: &Page) -> usize {
    page.html().matches("<th scope=\"row\">").count()
}

/// The form around a list, with every box ticked.
pub fn all_ticked(list: &Page) -> Form {
    let form = list.form("/xu-ly/hang-loat");
    let boxes = form.answers("ho-so");
    boxes.iter().fold(form, |form, one| form.tick("ho-so", one))
}

/// Every act that is open to somebody has its button and its form.
pub async fn every_open_act_can_be_drawn(town: &Town, code: &str) {
    let rules = town.app.rules().await.unwrap();
    for login in ["mai", "pao", "dao", "son", "hoa"] {
        let account = town
            .app
            .store
            .account(town.id(login))
            .await
            .unwrap()
            .unwrap();
        let loaded = town.dossier(code).await;
        let actor = Actor::Official(account.official);
        let situation = Situation {
            actor: &actor,
            now: town.app.now(),
            rules: &rules,
            number: None,
            answers: None,
            named: None,
            duty: domain::people::duty::Duty::none(),
        };
        let open = open_now(&situation, &loaded.dossier);
        let mut browser = town.browser(login).await;
        let page = browser.get(&at(code)).await;
        if page.status == StatusCode::NOT_FOUND {
            assert_eq!(open, [], "{login} may act on what they may not see");
            continue;
        }
        for act in Act::ON_DOSSIER {
            let address = format!("{}/viec/{}", at(code), wording::act::slug(act));
            assert_eq!(
                page.links_to(&address),
                open.contains(&act),
                "{login}: {act:?}"
            );
            let drawn = browser.get(&address).await;
            if open.contains(&act) {
                assert_eq!(
                    drawn.status,
                    StatusCode::OK,
                    "{login}: {act:?}: {}",
                    drawn.text()
                );
                // A correction asks first which part: then its page has links, not a form.
                let asks_first = drawn.links_to(&format!("{address}?sua=noi-nhan"));
                assert!(!asks_first || act == Act::Correct, "{login}: {act:?}");
                if !asks_first {
                    drawn.form(&address);
                }
            } else {
                assert_eq!(drawn.status, StatusCode::CONFLICT, "{login}: {act:?}");
                drawn.says("Chưa làm được");
            }
        }
    }
}

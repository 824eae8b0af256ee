//! The ward ended: what it left is seen next door, taken over there or by the administrator.

use crate::at_work::{at, form, forwarded, receive_in_person, rows};
use crate::town::{Town, unit};
use axum::http::StatusCode;
use domain::people::agency::{Agency, Succession};
use jiff::civil::{date, datetime};
use store::RulebookWrite;

const PAGE: &str = "/quan-tri/tiep-nhan";
const ACT: &str = "tiep-nhan-tu-don-vi-cu";

/// Monday was the ward's last day; on Tuesday the commune beside it carries on.
async fn the_ward_ends(town: &Town) {
    let rules = town.app.rules().await.unwrap();
    let mut agencies: Vec<Agency> = rules.organisation.all().cloned().collect();
    for agency in &mut agencies {
        if agency.code.starts_with("03388") {
            agency.valid_to = Some(date(2026, 11, 16));
        }
    }
    let mut successions = rules.organisation.successions().to_vec();
    successions.push(Succession {
        old: unit("03388"),
        new: unit("03390"),
        effective_on: date(2026, 11, 17),
    });
    let write = RulebookWrite {
        based_on: rules.version,
        organisation: Some((agencies, successions)),
        at: Some(town.app.now()),
        what: "sáp nhập".to_owned(),
        ..RulebookWrite::default()
    };
    let changed = town.app.store.change_rulebook(write).await.unwrap();
    changed.unwrap();
    town.move_to(datetime(2026, 11, 17, 8, 0, 0, 0));
}

#[tokio::test]
async fn the_desk_next_door_takes_one_over_and_goes_on_with_it() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = receive_in_person(&mut mai).await;
    let mut chu = town.browser("chu").await;
    assert_eq!(chu.get(&at(&code)).await.status, StatusCode::NOT_FOUND);
    the_ward_ends(&town).await;

    let mut chu = town.browser("chu").await;
    let page = chu.open(&at(&code)).await;
    assert!(page.links_to(&format!("{}/viec/{ACT}", at(&code))));
    assert!(!page.links_to(&format!("{}/viec/chuyen", at(&code))));
    let promise = town.dossier(&code).await.dossier.promise;
    let address = format!("{}/viec/{ACT}", at(&code));
    let sheet = chu.open(&address).await;
    sheet
        .says("hoạt động đến hết 16/11/2026")
        .says("Trung tâm Phục vụ hành chính công xã Bình Lư");
    let page = chu.done(sheet.form(&address)).await;
    page.says("Đã tiếp nhận hồ sơ từ đơn vị cũ")
        .says("Tiếp nhận từ đơn vị cũ");
    assert!(!page.links_to(&address));
    let dossier = town.dossier(&code).await.dossier;
    assert_eq!(dossier.desk, unit("03390-TT"));
    assert_eq!(dossier.competent, unit("03390"));
    assert_eq!(dossier.promise, promise);

    let forward = form(&mut chu, &code, "chuyen").await;
    chu.done(forward).await;
    let dossier = town.dossier(&code).await.dossier;
    assert_eq!(dossier.unit(), &unit("03390-VP"));
}

#[tokio::test]
async fn an_administrator_takes_over_whatever_a_unit_left() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let first = forwarded(&mut mai).await;
    let second = receive_in_person(&mut mai).await;
    let mut quan = town.browser("quan").await;
    quan.open(PAGE)
        .await
        .says("Không có hồ sơ nào còn ở đơn vị đã kết thúc.");
    the_ward_ends(&town).await;

    let mut quan = town.browser("quan").await;
    assert!(quan.open("/quan-tri").await.links_to(PAGE));
    let page = quan.open(PAGE).await;
    page.says("16/11/2026").does_not_say("Giàng A Phềnh");
    assert_eq!(rows(&page), 2);
    let desk = unit("03388-TT").to_string();
    let answer = quan.post(PAGE, &[("don-vi", desk.as_str())]).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer
        .says("Đã tiếp nhận 2 hồ sơ.")
        .says("Không có hồ sơ nào còn ở đơn vị đã kết thúc.");
    for (code, holder) in [(&first, "03390-VP"), (&second, "03390-TT")] {
        let dossier = town.dossier(code).await.dossier;
        assert_eq!(dossier.unit(), &unit(holder), "{code}");
        assert_eq!(dossier.code.as_str(), code.as_str());
    }
    let again = quan.post(PAGE, &[("don-vi", desk.as_str())]).await;
    again.says("Đơn vị này không còn hồ sơ nào phải tiếp nhận.");
    // Of a unit that is still there nothing is told.
    let other = unit("03390-TT").to_string();
    let answer = quan.post(PAGE, &[("don-vi", other.as_str())]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert_eq!(
        quan.get(&at(&first)).await.status,
        StatusCode::NOT_FOUND,
        "administrators see no dossier"
    );
}

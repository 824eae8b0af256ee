//! Whoever is away has a stand-in; what was passed on by mistake is pulled back.

use crate::at_work::{at, form, forwarded};
use crate::town::Town;
use axum::http::StatusCode;
use domain::people::OfficialId;

const PAGE: &str = "/xu-ly/vang-mat";

async fn holder(town: &Town, code: &str) -> Option<OfficialId> {
    let dossier = town.dossier(code).await.dossier;
    dossier.holding().and_then(|held| held.officer)
}

#[tokio::test]
async fn a_stand_in_sees_and_does_what_the_absent_one_has() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let mut pao = town.browser("pao").await;
    let code = forwarded(&mut mai).await;
    let take = form(&mut pao, &code, "phan-cong").await;
    pao.done(take).await;
    let mut dao = town.browser("dao").await;
    dao.open("/xu-ly").await.does_not_say("Tôi làm thay");
    let dao_id = town.id("dao").0.to_string();
    let page = pao.open(PAGE).await;
    // Without a last day nothing is entered, and what was chosen stays.
    let order = page.form(PAGE).set("thay", &dao_id);
    let answer = pao.send(order).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("Nhập ngày nghỉ cuối");
    assert_eq!(answer.form(PAGE).value("thay"), Some(dao_id.as_str()));
    let order = answer.form(PAGE).set("den_day", "20/11/2026");
    pao.done(order).await;
    pao.open(PAGE).await.says("Sùng A Páo").says("Tẩn Thị Đào");
    let pao_id = town.id("pao").0.to_string();
    let standing = format!("/xu-ly/lam-thay?nguoi={pao_id}");
    let inbox = dao.open("/xu-ly").await;
    inbox.says("Hồ sơ của Sùng A Páo đang nghỉ");
    assert!(inbox.links_to(&standing));
    let inbox = dao.open(&standing).await;
    assert!(inbox.links_to(&at(&code)), "{}", inbox.text());
    let propose = form(&mut dao, &code, "trinh").await;
    dao.done(propose.set("de-xuat", "granted")).await;
    assert_eq!(town.stage(&code).await, "deciding");
}

#[tokio::test]
async fn a_leader_enters_it_and_without_a_stand_in_the_list_has_everything() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let mut pao = town.browser("pao").await;
    let code = forwarded(&mut mai).await;
    let take = form(&mut pao, &code, "phan-cong").await;
    pao.done(take).await;
    let mut son = town.browser("son").await;
    let pao_id = town.id("pao").0.to_string();
    let page = son.open(PAGE).await;
    let order = page.form(PAGE).set("cua", &pao_id);
    son.done(order.set("den_day", "20/11/2026")).await;
    assert_eq!(holder(&town, &code).await, None);
    pao.open(&at(&code))
        .await
        .says("Về danh sách chung của đơn vị");
    // Others see who is away, and cannot enter anybody but themselves.
    let dao = town.id("dao").0.to_string();
    let fields = [("cua", dao.as_str()), ("den_day", "20/11/2026")];
    let answer = pao.post(PAGE, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
}

#[tokio::test]
async fn the_desk_pulls_back_what_it_passed_on_until_somebody_acts() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = forwarded(&mut mai).await;
    let back = form(&mut mai, &code, "rut-lai").await;
    mai.done(back.set("ly-do", "Chuyển nhầm bộ phận")).await;
    assert_eq!(town.stage(&code).await, "received");
    mai.open(&at(&code))
        .await
        .says("Người chuyển rút lại hồ sơ")
        .says("Chuyển nhầm bộ phận");
    let again = form(&mut mai, &code, "chuyen").await;
    mai.done(again).await;
    let mut pao = town.browser("pao").await;
    let take = form(&mut pao, &code, "phan-cong").await;
    pao.done(take).await;
    let closed = mai.get(&format!("{}/viec/rut-lai", at(&code))).await;
    assert_eq!(closed.status, StatusCode::CONFLICT);
    closed.says("Không rút lại được");
}

//! Opinions without script: asked, answered by another commune, returned once; nothing typed is lost.

use crate::at_work::{at, form, forwarded};
use crate::town::browser::Browser;
use crate::town::{Town, unit};
use axum::http::StatusCode;
use jiff::civil::datetime;

/// A certification that Páo has, after he asked the other commune two questions.
async fn asked(town: &Town) -> (String, Browser) {
    let mut mai = town.browser("mai").await;
    let code = forwarded(&mut mai).await;
    let mut pao = town.browser("pao").await;
    let take = form(&mut pao, &code, "phan-cong").await;
    pao.done(take).await;
    let ask = form(&mut pao, &code, "lay-y-kien").await;
    let ask = ask
        .set("cau-hoi", "Bản chính có phải xã cấp không?\nAi đã ký?")
        .set("don-vi-1", unit("03390").as_str())
        .set("so-ngay-1", "2");
    pao.done(ask).await;
    (code, pao)
}

#[tokio::test]
async fn a_leader_next_door_answers_question_by_question() {
    let town = Town::new().await;
    let (code, mut pao) = asked(&town).await;
    let page = pao.open(&at(&code)).await;
    page.says("Lấy ý kiến")
        .says("Ai đã ký?")
        .says("Chờ trả lời");
    assert!(!page.links_to(&format!("{}/viec/trinh", at(&code))));

    let mut lan = town.browser("lan").await;
    let inbox = lan.open("/xu-ly/y-kien").await;
    let one = format!("/xu-ly/y-kien/{code}/1");
    inbox.says("Chờ trả lời");
    assert!(inbox.links_to(&one));
    lan.open(&one).await.says("Bản chính có phải xã cấp không?");

    // What was typed comes back with what is to be mended.
    let answer = form(&mut lan, &code, "tra-loi-y-kien").await;
    let answer = answer
        .set("loai-1", "agree")
        .set("tra-loi-1", "Đúng, số 12 quyển 3");
    let mended = lan.send(answer).await;
    assert_eq!(mended.status, StatusCode::UNPROCESSABLE_ENTITY);
    mended
        .says("Viết nội dung trả lời câu 2")
        .says("Đúng, số 12 quyển 3");
    let address = format!("{}/viec/tra-loi-y-kien", at(&code));
    let answer = mended
        .form(&address)
        .set("loai-2", "other")
        .set("tra-loi-2", "Phó Chủ tịch xã");
    lan.done(answer).await;
    // Afterwards only what was asked and answered is seen.
    let hidden = lan.get(&at(&code)).await;
    assert_eq!(hidden.status, StatusCode::NOT_FOUND);
    lan.open(&one).await.says("Đúng, số 12 quyển 3");

    let bounce = form(&mut pao, &code, "tra-lai-cau-tra-loi").await;
    pao.done(bounce.set("ly-do", "Ghi rõ ngày ký")).await;
    let again = form(&mut lan, &code, "tra-loi-y-kien").await;
    let again = again
        .set("loai-1", "agree")
        .set("tra-loi-1", "Đúng")
        .set("loai-2", "other")
        .set("tra-loi-2", "Ký ngày 01/11/2026");
    lan.done(again).await;
    let page = pao.open(&at(&code)).await;
    page.says("Ký ngày 01/11/2026")
        .says("Đã trả lại: Ghi rõ ngày ký")
        .says("Đã chuyển qua chuyển lại 1 lần");
    let figures = lan.open("/dieu-hanh/y-kien").await;
    figures.says("Trả lời ý kiến theo đơn vị");
    assert!(pao.get("/dieu-hanh/y-kien").await.status == StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn silence_is_told_to_the_head_and_lets_the_lead_go_on() {
    let town = Town::new().await;
    let (code, _) = asked(&town).await;
    town.move_to(datetime(2026, 11, 18, 9, 30, 0, 0));
    let claimed = town.app.store.claim_opinions(town.app.now()).await.unwrap();
    assert_eq!(claimed, 1);
    let mut lan = town.browser("lan").await;
    lan.open("/dieu-hanh").await.says("đã quá hạn");
    town.move_to(datetime(2026, 11, 23, 9, 30, 0, 0));
    let claimed = town.app.store.claim_opinions(town.app.now()).await.unwrap();
    assert_eq!(claimed, 1);
    let mut pao = town.browser("pao").await;
    pao.open(&at(&code)).await.says("Không trả lời");
    lan = town.browser("lan").await;
    lan.open("/xu-ly/y-kien")
        .await
        .says("Không có ý kiến nào chờ đơn vị trả lời.");
    let loaded = town.dossier(&code).await;
    assert!(!loaded.dossier.awaits_opinions());
    assert!(loaded.history.iter().any(|entry| entry.actor == "system"));
}

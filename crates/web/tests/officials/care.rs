//! What an applicant complains about stands before whoever opens the dossier, and is answered.

use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::people::Actor;
use web::app::Asked;
use web::fresh;

use crate::at_work::{at, every_open_act_can_be_drawn, form, receive_in_person};
use crate::town::Town;

/// The applicant complains on the tracking page.
async fn complains(town: &Town, code: &str, words: &str) {
    let code: DossierCode = code.parse().unwrap();
    let asked = Asked {
        actor: Actor::Applicant,
        code: Some(&code),
        seen: None,
        once: None,
    };
    let command = Command::GiveFeedback {
        text: fresh::personal(words.to_owned()),
    };
    let done = town.app.carry_out(asked, command).await;
    done.expect("no fault").expect("not refused");
}

#[tokio::test]
async fn a_complaint_is_seen_by_all_and_answered_by_the_leader() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = receive_in_person(&mut mai).await;
    mai.open(&at(&code)).await.does_not_say("chưa được trả lời");
    complains(&town, &code, "Gọi ba lần không ai nghe").await;
    mai.open(&at(&code))
        .await
        .says("chưa được trả lời: Gọi ba lần không ai nghe");
    every_open_act_can_be_drawn(&town, &code).await;
    let mut son = town.browser("son").await;
    let answer = form(&mut son, &code, "tra-loi-phan-anh").await;
    let empty = son.send(answer).await;
    empty
        .says("Nhập câu trả lời để người nộp hiểu")
        .says("Gọi ba lần không ai nghe");
    let answer = form(&mut son, &code, "tra-loi-phan-anh")
        .await
        .set("tra-loi", "Đã đổi số điện thoại của quầy.");
    son.done(answer)
        .await
        .says("Đã trả lời phản ánh.")
        .says("Đã đổi số điện thoại của quầy.")
        .does_not_say("chưa được trả lời");
    every_open_act_can_be_drawn(&town, &code).await;
}

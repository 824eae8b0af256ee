//! An inbox says what should begin first; the light stays the promise.

use crate::at_work::{form, forwarded};
use crate::town::Town;
use jiff::civil::datetime;

#[tokio::test]
async fn an_inbox_says_by_when_work_should_begin() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let code = forwarded(&mut mai).await;
    // Due at 17:00 on the 18th; its workflow still wants seven hours and a half.
    let mut pao = town.browser("pao").await;
    for address in ["/xu-ly", "/xu-ly?goc=chua-giao"] {
        let list = pao.open(address).await;
        list.says("Còn 2 ngày")
            .says("Nên bắt đầu trước 08:00, 18/11/2026");
    }
    let take = form(&mut pao, &code, "phan-cong").await;
    pao.done(take).await;
    let mine = pao.open("/xu-ly?goc=can-toi").await;
    mine.says("Nên bắt đầu trước 08:00, 18/11/2026");

    // Lists by the promise, and what waits for the applicant, do not say it.
    let due = pao.open("/xu-ly?goc=sap-han").await;
    due.says("Còn 2 ngày").does_not_say("Nên bắt đầu");
    let desk = mai.open("/quay/hop-viec").await;
    desk.says("Còn 2 ngày").does_not_say("Nên bắt đầu");

    town.move_to(datetime(2026, 11, 18, 9, 0, 0, 0));
    let mut pao = town.browser("pao").await;
    let today = pao.open("/xu-ly").await;
    today
        .says("Nên bắt đầu ngay")
        .does_not_say("Nên bắt đầu trước");
    town.move_to(datetime(2026, 11, 19, 9, 0, 0, 0));
    let mut pao = town.browser("pao").await;
    let late = pao.open("/xu-ly").await;
    late.says("Quá hạn 1 ngày").does_not_say("Nên bắt đầu");
}

#[tokio::test]
async fn an_address_from_before_is_still_read() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    forwarded(&mut mai).await;
    let mut pao = town.browser("pao").await;
    let nobody = "0".repeat(32);
    for place in [format!("0.{nobody}"), format!("s0.{nobody}")] {
        let list = pao.open(&format!("/xu-ly?sau={place}")).await;
        list.says("Trang đầu").says("Nên bắt đầu trước");
    }
}

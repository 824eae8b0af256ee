//! A leader's morning: figures that lead to their lists, exceptions, and work that is given out.

use crate::at_work::{all_ticked, at, form, forwarded, rows};
use crate::town::Town;
use axum::http::StatusCode;
use jiff::civil::datetime;

#[tokio::test]
async fn every_figure_of_the_morning_is_the_length_of_its_list() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let mut codes = Vec::new();
    for _ in 0..4 {
        codes.push(forwarded(&mut mai).await);
    }
    let mut pao = town.browser("pao").await;
    for code in &codes[..3] {
        let take = form(&mut pao, code, "phan-cong").await;
        pao.done(take).await;
    }
    let propose = form(&mut pao, &codes[0], "trinh").await;
    pao.done(propose).await;

    // Promised for Wednesday evening.
    town.move_to(datetime(2026, 11, 19, 9, 0, 0, 0));
    let mut son = town.browser("son").await;
    let page = son.open("/dieu-hanh").await;
    let html = page.html();
    let figures: Vec<(usize, &str)> = html
        .split("<li><strong>")
        .skip(1)
        .map(|piece| {
            let (count, rest) = piece.split_once("</strong>").unwrap();
            let href = rest.split("href=\"").nth(1).unwrap();
            (count.parse().unwrap(), href.split('"').next().unwrap())
        })
        .collect();
    let counts: Vec<usize> = figures.iter().map(|(count, _)| *count).collect();
    assert_eq!(counts, [1, 4, 0, 1, 0], "{}", page.text());
    for (count, href) in figures {
        assert_eq!(rows(&son.open(href).await), count, "{href}");
    }
    page.says("Trễ lâu nhất")
        .says("Quá hạn 1 ngày")
        .says("Đứng yên 3 ngày")
        .says("Sùng A Páo")
        .says("giữ 2 trong 3 hồ sơ đang thẩm định");
    let busiest = format!("/dieu-hanh/ho-so?nguoi={}", town.id("pao").0);
    assert!(page.links_to(&busiest) && page.links_to(&at(&codes[0])));
    let held = son.open(&busiest).await;
    held.says("Hồ sơ Sùng A Páo đang giữ");
    assert_eq!(rows(&held), 2);
    // Nothing of it is for others.
    let mut pao = town.browser("pao").await;
    let answer = pao.get("/dieu-hanh/ho-so").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
}

#[tokio::test]
async fn a_leader_gives_several_to_one_official() {
    let town = Town::new().await;
    let mut mai = town.browser("mai").await;
    let codes = [forwarded(&mut mai).await, forwarded(&mut mai).await];
    let mut son = town.browser("son").await;
    let list = son.open("/dieu-hanh/ho-so?goc=chua-giao").await;
    let nobody = all_ticked(&list).press("viec", "giao");
    let answer = son.send(nobody).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("Chọn cán bộ được giao hồ sơ.");
    assert!(answer.links_to("/dieu-hanh/ho-so?goc=chua-giao"));

    let dao = town.id("dao");
    let given = all_ticked(&list)
        .set("nguoi", &dao.0.to_string())
        .press("viec", "giao");
    let answer = son.send(given).await;
    assert_eq!(answer.status, StatusCode::OK);
    answer.says("Đã giao 2 hồ sơ cho Tẩn Thị Đào.");
    for code in &codes {
        let dossier = town.dossier(code).await.dossier;
        assert_eq!(dossier.holding().unwrap().officer, Some(dao));
    }
    son.open("/dieu-hanh/ho-so?goc=chua-giao")
        .await
        .says("Mọi hồ sơ đang thẩm định đều đã có người nhận.");
}

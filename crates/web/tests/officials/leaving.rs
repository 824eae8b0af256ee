//! Whoever will be away hands their dossiers to a colleague; a leader does it for the absent.

use crate::at_work::{at, form, forwarded, rows};
use crate::town::browser::Browser;
use crate::town::{Town, unit};
use axum::http::StatusCode;
use domain::people::OfficialId;
use jiff::civil::datetime;

const PAGE: &str = "/xu-ly/ban-giao";

/// So many dossiers that Páo has taken.
async fn taken(town: &Town, count: usize) -> Vec<String> {
    let mut mai = town.browser("mai").await;
    let mut pao = town.browser("pao").await;
    let mut codes = Vec::new();
    for _ in 0..count {
        let code = forwarded(&mut mai).await;
        let take = form(&mut pao, &code, "phan-cong").await;
        pao.done(take).await;
        codes.push(code);
    }
    codes
}

async fn holder(town: &Town, code: &str) -> Option<OfficialId> {
    let dossier = town.dossier(code).await.dossier;
    dossier.holding().and_then(|held| held.officer)
}

/// The ticks of a page, each a dossier and what was seen of it.
async fn ticks(browser: &mut Browser, address: &str) -> Vec<String> {
    browser.open(address).await.form(PAGE).answers("ho-so")
}

#[tokio::test]
async fn an_officer_hands_everything_to_a_colleague_in_one_go() {
    let town = Town::new().await;
    let codes = taken(&town, 2).await;
    let mut pao = town.browser("pao").await;
    assert!(pao.open("/xu-ly").await.links_to(PAGE));
    let page = pao.open(&format!("{PAGE}?den_day=20/11/2026")).await;
    page.says("Hồ sơ đang thẩm định 2")
        .says("2, từ 16/11/2026 đến 20/11/2026");
    assert_eq!(rows(&page), 2);
    // Promised for Wednesday: not due on the first day.
    pao.open(&format!("{PAGE}?den_day=16/11/2026"))
        .await
        .says("0, từ 16/11/2026 đến 16/11/2026");

    let dao = town.id("dao").0.to_string();
    let order = page
        .form(PAGE)
        .set("nguoi", &dao)
        .set("ly-do", "Nghỉ phép đến hết ngày 20/11/2026");
    let seen = town.dossier(&codes[0]).await.dossier.number;
    let answer = pao.send(order).await;
    assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
    answer.says("Đã giao 2 hồ sơ cho Tẩn Thị Đào.");
    for code in &codes {
        assert_eq!(holder(&town, code).await, Some(town.id("dao")), "{code}");
        assert_eq!(town.dossier(code).await.dossier.number, seen + 1);
    }
    pao.open(&at(&codes[0]))
        .await
        .says("Giao cho Tẩn Thị Đào. Lý do: Nghỉ phép đến hết ngày 20/11/2026");
    pao.open(PAGE)
        .await
        .says("Không có hồ sơ đang thẩm định nào cần bàn giao.");
}

#[tokio::test]
async fn what_is_sent_twice_is_handed_over_once() {
    let town = Town::new().await;
    let codes = taken(&town, 1).await;
    let mut pao = town.browser("pao").await;
    let chosen = ticks(&mut pao, PAGE).await;
    let dao = town.id("dao").0.to_string();
    let fields = [
        ("key", "mot-lan"),
        ("nguoi", dao.as_str()),
        ("ly-do", "Nghỉ phép"),
        ("ho-so", chosen[0].as_str()),
    ];
    let seen = town.dossier(&codes[0]).await.dossier.number;
    for _ in 0..2 {
        let answer = pao.post(PAGE, &fields).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.text());
        answer.says("Đã giao 1 hồ sơ cho Tẩn Thị Đào.");
    }
    assert_eq!(town.dossier(&codes[0]).await.dossier.number, seen + 1);
}

#[tokio::test]
async fn only_what_is_chosen_is_handed_on_and_nothing_typed_is_lost() {
    let town = Town::new().await;
    let codes = taken(&town, 2).await;
    let mut pao = town.browser("pao").await;
    let page = pao.open(PAGE).await;
    let answers = page.form(PAGE).answers("ho-so");
    let second = answers
        .iter()
        .find(|one| one.starts_with(codes[1].as_str()))
        .unwrap();
    let answer = pao.send(page.form(PAGE).set("ho-so", second)).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer
        .says("Có 2 chỗ cần sửa")
        .says("Chọn đồng nghiệp cùng đơn vị có vai trò cán bộ thụ lý")
        .says("Nhập lý do để người nhận và lãnh đạo biết vì sao");
    let dao = town.id("dao").0.to_string();
    let again = answer
        .form(PAGE)
        .set("nguoi", &dao)
        .set("ly-do", "Đi học dài ngày");
    assert_eq!(again.value("ho-so"), Some(second.as_str()));
    pao.send(again)
        .await
        .says("Đã giao 1 hồ sơ cho Tẩn Thị Đào.");
    assert_eq!(holder(&town, &codes[0]).await, Some(town.id("pao")));
    assert_eq!(holder(&town, &codes[1]).await, Some(town.id("dao")));
}

#[tokio::test]
async fn nothing_chosen_is_said_and_nothing_is_done() {
    let town = Town::new().await;
    let codes = taken(&town, 1).await;
    let mut pao = town.browser("pao").await;
    let dao = town.id("dao").0.to_string();
    let fields = [
        ("key", "k"),
        ("nguoi", dao.as_str()),
        ("ly-do", "Nghỉ phép"),
    ];
    let answer = pao.post(PAGE, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("Chọn ít nhất một hồ sơ");
    assert_eq!(holder(&town, &codes[0]).await, Some(town.id("pao")));
    // Without a dossier there is nothing to fill in.
    let mut colleague = town.browser("dao").await;
    let page = colleague.open(PAGE).await;
    page.says("Không có hồ sơ đang thẩm định nào cần bàn giao.");
    assert!(!page.html().contains("name=\"nguoi\""));
}

#[tokio::test]
async fn a_leader_hands_on_what_an_absent_officer_has() {
    let town = Town::new().await;
    let codes = taken(&town, 1).await;
    town.move_to(datetime(2026, 11, 17, 8, 0, 0, 0));
    let mut son = town.browser("son").await;
    assert!(son.open("/dieu-hanh/ho-so").await.links_to(PAGE));
    let page = son.open(PAGE).await;
    page.says("Sùng A Páo").says("Tẩn Thị Đào");
    assert_eq!(rows(&page), 0);
    let pao = town.id("pao").0.to_string();
    let page = son.open(&format!("{PAGE}?cua={pao}")).await;
    page.says("Hồ sơ đang thẩm định 1");
    let dao = town.id("dao").0.to_string();
    let order = page
        .form(PAGE)
        .set("nguoi", &dao)
        .set("ly-do", "Đồng chí Páo nghỉ đột xuất");
    let answer = son.send(order).await;
    answer.says("Đã giao 1 hồ sơ cho Tẩn Thị Đào.");
    assert!(answer.links_to(&format!("{PAGE}?cua={pao}")));
    assert_eq!(holder(&town, &codes[0]).await, Some(town.id("dao")));
}

#[tokio::test]
async fn a_leader_hands_on_only_what_the_absent_officer_really_has() {
    let town = Town::new().await;
    let codes = taken(&town, 1).await;
    let mut mai = town.browser("mai").await;
    let unheld = forwarded(&mut mai).await;
    let mut ticks = Vec::new();
    for code in [&codes[0], &unheld] {
        let seen = town.dossier(code).await.dossier.number;
        ticks.push(format!("{code}~{seen}"));
    }
    // Đào is named as away; but Páo has the one, and nobody the other.
    let (dao, pao) = (town.id("dao").0.to_string(), town.id("pao").0.to_string());
    let fields = [
        ("key", "k"),
        ("cua", dao.as_str()),
        ("nguoi", pao.as_str()),
        ("ly-do", "Đồng chí Đào nghỉ ốm"),
        ("ho-so", ticks[0].as_str()),
        ("ho-so", ticks[1].as_str()),
    ];
    let mut son = town.browser("son").await;
    let answer = son.post(PAGE, &fields).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text());
    answer
        .says("Chưa làm được hồ sơ nào trong 2 hồ sơ đã chọn")
        .says("Tẩn Thị Đào không giữ hồ sơ này");
    assert_eq!(holder(&town, &codes[0]).await, Some(town.id("pao")));
    assert_eq!(holder(&town, &unheld).await, None);
}

#[tokio::test]
async fn nobody_hands_on_across_units_or_without_the_role() {
    let town = Town::new().await;
    let codes = taken(&town, 1).await;
    let pao_id = town.id("pao").0.to_string();
    let mut pao = town.browser("pao").await;
    let chosen = ticks(&mut pao, PAGE).await;
    assert_eq!(
        town.dossier(&codes[0]).await.dossier.unit(),
        &unit("03388-VP")
    );
    // Neither to the neighbour's desk, nor to a colleague of another role, nor to oneself.
    for login in ["chu", "mai", "son", "pao"] {
        let to = town.id(login).0.to_string();
        let fields = [
            ("key", "k"),
            ("nguoi", to.as_str()),
            ("ly-do", "Nghỉ phép"),
            ("ho-so", chosen[0].as_str()),
        ];
        let answer = pao.post(PAGE, &fields).await;
        assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY, "{login}");
        answer.says("Chọn đồng nghiệp cùng đơn vị có vai trò cán bộ thụ lý");
    }
    // The neighbour's leader cannot even choose whose dossiers they are.
    let mut lan = town.browser("lan").await;
    let address = format!("{PAGE}?cua={pao_id}");
    let page = lan.get(&address).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    page.says("Chọn cán bộ thụ lý thuộc cơ quan của ông/bà")
        .does_not_say(&codes[0]);
    let dao = town.id("dao").0.to_string();
    let fields = [
        ("key", "k"),
        ("cua", pao_id.as_str()),
        ("nguoi", dao.as_str()),
        ("ly-do", "Nghỉ phép"),
        ("ho-so", chosen[0].as_str()),
    ];
    let answer = lan.post(PAGE, &fields).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    // Páo's colleague hands on what is not theirs.
    let to_pao = [
        ("key", "k"),
        ("nguoi", pao_id.as_str()),
        ("ly-do", "Nghỉ phép"),
        ("ho-so", chosen[0].as_str()),
    ];
    let mut colleague = town.browser("dao").await;
    let answer = colleague.post(PAGE, &to_pao).await;
    assert_eq!(answer.status, StatusCode::CONFLICT, "{}", answer.text());
    answer.says("Ông/bà không giữ hồ sơ này");
    for login in ["mai", "hoa", "quan"] {
        let mut browser = town.browser(login).await;
        let page = browser.get(PAGE).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN, "{login}");
    }
    let mut hoa = town.browser("hoa").await;
    assert!(!hoa.open("/xu-ly").await.links_to(PAGE));
    assert_eq!(holder(&town, &codes[0]).await, Some(town.id("pao")));
}

#[tokio::test]
async fn one_dossier_is_handed_on_from_its_own_page() {
    let town = Town::new().await;
    let codes = taken(&town, 1).await;
    let mut pao = town.browser("pao").await;
    pao.open(&at(&codes[0]))
        .await
        .says("Bàn giao cho đồng nghiệp");
    let hand = form(&mut pao, &codes[0], "phan-cong").await;
    let answer = pao.send(hand).await;
    assert_eq!(answer.status, StatusCode::UNPROCESSABLE_ENTITY);
    answer.says("Nhập lý do để người nhận và lãnh đạo biết vì sao");
    let hand = answer.form(&at(&codes[0]));
    pao.done(hand.set("ly-do", "Đào đã làm hồ sơ trước của nhà này"))
        .await
        .says("Giao cho Tẩn Thị Đào. Lý do: Đào đã làm hồ sơ trước của nhà này");
    assert_eq!(holder(&town, &codes[0]).await, Some(town.id("dao")));
}

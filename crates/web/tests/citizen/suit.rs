//! Up to three questions that say whether a procedure is the right one.

use web::portal::{Portal, Profile};

use crate::town::{BIRTH, Town};
use crate::visitor::Visitor;

fn page(query: &str) -> String {
    format!("/thu-tuc/{BIRTH}/kiem-tra{query}")
}

#[tokio::test]
async fn three_questions_lead_to_what_to_bring_and_where() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    visitor
        .get(&format!("/thu-tuc/{BIRTH}"))
        .await
        .says(&[&format!("href=\"{}\"", page(""))]);
    visitor.get(&page("")).await.is(200).says(&[
        "Ai đề nghị làm thủ tục này?",
        "Câu 1 trong 3",
        "name=\"cau\" value=\"ai\"",
    ]);
    visitor
        .get(&page("?cau=ai&ai=person"))
        .await
        .is(200)
        .says(&[
            "Ông/bà ở xã, phường nào?",
            "Câu 2 trong 3",
            "name=\"ai\" value=\"person\"",
            "<option value=\"03390-TT\">xã Bình Lư</option>",
        ]);
    let third = page("?cau=noi&ai=person&noi=03390-TT");
    visitor.get(&third).await.is(200).says(&[
        "Trường hợp nào đúng với ông/bà?",
        "Câu 3 trong 3",
        "Trẻ bị bỏ rơi",
        "name=\"noi\" value=\"03390-TT\"",
    ]);
    let answers = "?ai=person&noi=03390-TT&truong-hop=thong-thuong";
    let verdict = visitor.get(&page(answers)).await;
    verdict.is(200).says(&[
        "Đúng thủ tục ông/bà cần",
        "Giấy chứng sinh",
        "Không phải nộp",
        "Trong ngày",
        "8.000\u{a0}₫/bản",
        "Trung tâm Phục vụ hành chính công xã Bình Lư.",
        &format!("href=\"/nop/{BIRTH}{answers}\""),
    ]);
    // The way to change one answer keeps the others.
    let change = page("?noi=03390-TT&truong-hop=thong-thuong");
    verdict.says(&[&format!("href=\"{change}\"")]);
    visitor.get(&change).await.is(200).says(&[
        "Ai đề nghị làm thủ tục này?",
        "name=\"truong-hop\" value=\"thong-thuong\"",
    ]);
    // What was answered is chosen already where the application begins.
    visitor
        .get(&format!("/nop/{BIRTH}{answers}"))
        .await
        .is(200)
        .says(&[
            "value=\"thong-thuong\" checked",
            "selected>xã Bình Lư</option>",
        ]);
}

#[tokio::test]
async fn whoever_it_is_not_meant_for_is_told_and_led_on() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    visitor
        .get(&page("?ai=organisation"))
        .await
        .is(200)
        .says(&["dành cho cá nhân", "href=\"/thu-tuc\""])
        .keeps_from(&["href=\"/nop/"]);
    visitor
        .get(&page("?ai=person&noi=03390-TT&truong-hop=khac"))
        .await
        .is(200)
        .says(&["Chưa rõ trường hợp của ông/bà", "mang giấy tờ đang có"]);
    visitor
        .get(&page("?ai=person&noi=khac&truong-hop=thong-thuong"))
        .await
        .is(200)
        .says(&["không có trong các nơi nhận của tỉnh", "#noi-nop"]);
}

#[tokio::test]
async fn a_question_without_an_answer_is_asked_again() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    visitor
        .get(&page("?cau=ai"))
        .await
        .is(422)
        .says(&["Chọn một câu trả lời", "Lỗi: "]);
    visitor
        .get(&page("?cau=noi&ai=person&noi="))
        .await
        .is(422)
        .says(&["Ông/bà ở xã, phường nào?"]);
    // An answer that is none of the choices is no answer.
    visitor
        .get(&page("?ai=person&noi=la"))
        .await
        .is(200)
        .says(&["Ông/bà ở xã, phường nào?"]);
    visitor.get("/thu-tuc/9.999999/kiem-tra").await.is(404);
}

#[tokio::test]
async fn what_has_one_answer_is_not_asked_and_the_desk_takes_what_is_not_online() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    let here = "/thu-tuc/2.000884/kiem-tra";
    visitor.get(here).await.is(200).says(&["Câu 1 trong 2"]);
    visitor
        .get(&format!("{here}?ai=person&noi=03390-TT"))
        .await
        .is(200)
        .says(&["Đúng thủ tục ông/bà cần", "chưa nộp trên trang này"])
        .keeps_from(&["href=\"/nop/"]);
}

#[tokio::test]
async fn under_a_mirror_the_verdict_leads_to_the_national_portal() {
    let town = Town::open().await;
    let router = town.router_under(Portal {
        profile: Profile::Mirror,
        national: "https://quoc-gia.example".parse().ok(),
    });
    let answers = page("?ai=person&noi=03390-TT&truong-hop=thong-thuong");
    Visitor::of(&router)
        .get(&answers)
        .await
        .is(200)
        .says(&["href=\"https://quoc-gia.example\""])
        .keeps_from(&["href=\"/nop/"]);
}

//! Finding and reading procedures.

use domain::calendar::time_limit::TimeLimit;
use domain::procedure::Procedure;
use domain::procedure::reduced::ReducedLimit;
use store::RulebookWrite;

use crate::english::chooses;
use crate::town::{BIRTH, DESK, Town};

#[tokio::test]
async fn the_first_page_finds_tracks_and_names_five_events() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    let home = visitor.get("/").await;
    home.is(200).says(&[
        "action=\"/thu-tuc\"",
        "action=\"/tra-cuu\"",
        "href=\"/su-kien/sinh-con\"",
        "href=\"/su-kien/ket-hon\"",
        "href=\"/su-kien/mat-nguoi-than\"",
        "href=\"/su-kien/lam-nha\"",
        "href=\"/su-kien/mo-quan\"",
    ]);
    for page in ["/giup-do", "/tiep-can", "/quyen-rieng-tu"] {
        visitor.get(page).await.is(200).says(&["<h1"]);
    }
}

#[tokio::test]
async fn procedures_are_found_in_ones_own_words() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    let mut first = async |question: &str| {
        let page = visitor
            .get(&format!("/thu-tuc?q={}", web::session::percent(question)))
            .await;
        page.is(200).after("mc-papers__name\" href=\"/thu-tuc/")
    };
    assert_eq!(first("làm giấy khai sinh").await, BIRTH);
    assert_eq!(first("lam giay khai sinh").await, BIRTH);
    assert_eq!(first("dang ki khia sinh").await, BIRTH);
    assert_eq!(first("dkks").await, BIRTH);
    assert_eq!(first("1.001193").await, BIRTH);
    assert_eq!(first("ĐĂNG KÝ KHAI SINH").await, BIRTH);
    assert_eq!(first("xay nha").await, "1.013225");
    assert_eq!(first("kết hôn").await, "1.000894");
    assert_eq!(first("bố mẹ cho đất con").await, "1.013831");
    assert_eq!(first("gpxd").await, "1.013225");
    assert_eq!(first("1.009994").await, "1.013225");
    assert_eq!(first("khaisinh").await, BIRTH);
    assert_eq!(first("giấy chứng tử, khai tử").await, "1.000656");
}

#[tokio::test]
async fn an_event_in_a_life_leads_to_its_procedures_in_their_order() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    let page = visitor.get("/su-kien/lam-nha").await;
    page.is(200).says(&[
        "<h1 class=\"govuk-heading-l\">Làm nhà, đất đai</h1>",
        "1. <a class=\"govuk-link\" href=\"/thu-tuc/1.013225\">",
        "Trước khi khởi công",
        "2. <a class=\"govuk-link\" href=\"/thu-tuc/1.013274\">",
    ]);
    // Linked procedures come first, and begin on a page of their own.
    let birth = visitor.get("/su-kien/sinh-con").await;
    birth.is(200).says(&[
        "1. <a class=\"govuk-link\" href=\"/lien-thong/birth\">",
        "2. <a class=\"govuk-link\" href=\"/thu-tuc/1.001193\">",
    ]);
    for (former, today) in [("nha-dat", "lam-nha"), ("kinh-doanh", "mo-quan")] {
        let moved = visitor.get(&format!("/su-kien/{former}")).await;
        assert_eq!(
            (moved.status.as_u16(), moved.location.as_str()),
            (308, format!("/su-kien/{today}").as_str())
        );
        let list = visitor.get(&format!("/thu-tuc?su-kien={former}")).await;
        list.is(200)
            .says(&["<h1 class=\"govuk-heading-l\">", "Xem tất cả"]);
    }
    visitor
        .get("/su-kien/la")
        .await
        .is(404)
        .says(&["Không có trang này", "href=\"/thu-tuc\""]);
}

#[tokio::test]
async fn the_list_is_filtered_paged_and_says_when_it_is_empty() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    let all = visitor.get("/thu-tuc").await;
    all.is(200)
        .says(&["56 thủ tục", "trang=2", "Trang sau"])
        .keeps_from(&["Trang trước"]);
    let last = visitor.get("/thu-tuc?trang=3").await;
    last.is(200)
        .says(&["trang=2", "Trang trước"])
        .keeps_from(&["Trang sau"]);
    // A page beyond the last is the last.
    visitor
        .get("/thu-tuc?trang=99")
        .await
        .is(200)
        .says(&["Trang trước"]);
    let land = visitor
        .get("/thu-tuc?linh-vuc=%C4%90%E1%BA%A5t%20%C4%91ai")
        .await;
    land.is(200)
        .says(&["Cấp đổi sổ đỏ"])
        .keeps_from(&["Đăng ký kết hôn<"]);
    let in_person = visitor.get("/thu-tuc?muc=truc-tiep").await;
    in_person
        .is(200)
        .says(&["Chứng thực chữ ký"])
        .keeps_from(&["Đăng ký khai tử"]);
    let communes = visitor.get("/thu-tuc?cap=xa&q=kinh%20doanh").await;
    communes.is(200).says(&["hộ kinh doanh"]);
    let birth = visitor.get("/thu-tuc?su-kien=sinh-con").await;
    birth.is(200).says(&[
        "<h1 class=\"govuk-heading-l\">Sinh con",
        "Đăng ký khai sinh",
    ]);
    let none = visitor.get("/thu-tuc?q=zzzzzz").await;
    none.is(200)
        .says(&["Không thấy thủ tục nào như vậy", "Xem tất cả thủ tục"]);
    let perhaps = visitor.get("/thu-tuc?q=khai%20qqqq%20wwww").await;
    perhaps.is(200).says(&["Có phải ông/bà tìm"]);
}

#[tokio::test]
async fn a_limit_that_the_province_reduced_is_told_beside_the_one_of_the_law() {
    let town = Town::open().await;
    let rules = town.app.rules().await.expect("no fault");
    let code = "1.013225".parse().expect("a code");
    let today = town.app.now().today();
    let build = rules.procedure_on(&code, today).expect("it is in force");
    let mut build = Procedure::clone(build);
    build.version = 2;
    assert_eq!(build.cases[0].terms[0].limit, TimeLimit::WorkingDays(7));
    build.cases[0].terms[0].reduced = Some(ReducedLimit {
        limit: TimeLimit::WorkingDays(4),
        basis: "Quyết định 12/QĐ-UBND".to_owned(),
    });
    let write = RulebookWrite {
        based_on: rules.version,
        procedures: vec![build],
        at: Some(town.app.now()),
        what: "a reduced limit".to_owned(),
        ..RulebookWrite::default()
    };
    let changed = town.app.store.change_rulebook(write).await;
    changed.expect("stored").expect("the next version");
    let mut visitor = town.visitor();
    visitor.get("/thu-tuc/1.013225").await.says(&[
        "<strong>4 ngày làm việc</strong>. Pháp luật cho 7 ngày làm việc; tỉnh cắt giảm còn 4 ngày \
         làm việc theo Quyết định 12/QĐ-UBND",
    ]);
    chooses(&mut visitor, "en").await;
    visitor.get("/thu-tuc/1.013225").await.says(&[
        "The law gives 7 working days; the province reduced it to 4 working days by <span \
         lang=\"vi\">Quyết định 12/QĐ-UBND</span>",
    ]);
}

#[tokio::test]
async fn a_procedure_says_what_is_needed_and_what_is_not() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    let page = visitor.get(&format!("/thu-tuc/{BIRTH}")).await;
    page.is(200).says(&[
        "Ai làm được",
        "Giấy tờ cần có",
        "Không phải nộp",
        "đã có trong Cơ sở dữ liệu quốc gia về dân cư",
        "Phí, lệ phí",
        "8.000\u{a0}₫/bản",
        "Trong ngày",
        "Nộp ở đâu",
        "Các bước",
        "Kết quả nhận được",
        "Căn cứ",
        &format!("href=\"/nop/{BIRTH}\""),
        "38 nơi nhận",
    ]);
    let near = visitor
        .get(&format!("/thu-tuc/{BIRTH}?noi=binh%20lu"))
        .await;
    near.is(200)
        .says(&["xã Bình Lư", "1 nơi nhận"])
        .keeps_from(&["xã Mường Tè"]);
    let nowhere = visitor.get(&format!("/thu-tuc/{BIRTH}?noi=xyz")).await;
    nowhere.is(200).says(&["Không có nơi nhận nào mang tên đó"]);
    let by_hand = visitor.get("/thu-tuc/2.000884").await;
    by_hand
        .is(200)
        .says(&["chưa nộp trên trang này"])
        .keeps_from(&["href=\"/nop/"]);
}

#[tokio::test]
async fn unknown_and_ended_procedures_have_pages_of_their_own() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    for address in ["/thu-tuc/9.999999", "/thu-tuc/la", "/nop/9.999999"] {
        visitor
            .get(address)
            .await
            .is(404)
            .says(&["Không có thủ tục này", "href=\"/thu-tuc\""]);
    }
    for address in ["/thu-tuc/1.009994", "/nop/1.009994"] {
        let ended = visitor.get(address).await;
        ended.is(410).says(&[
            "Thủ tục đã hết hiệu lực",
            "30/06/2025",
            "href=\"/thu-tuc?q=",
        ]);
    }
    let form = [("case", "x"), ("kind", "person"), ("desk", DESK)];
    visitor.post("/nop/1.009994", &form).await.is(410);
    visitor
        .get("/nop/2.000884")
        .await
        .is(409)
        .says(&["Chưa nộp trực tuyến được"]);
}

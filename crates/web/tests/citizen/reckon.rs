//! Working out a promised day, and why a dossier is promised for its own.

use domain::calendar::deadline::Moment;
use domain::calendar::{CalendarData, CalendarDay, Certainty, DayKind};
use domain::rulebook::PromisedMoment;
use jiff::civil::date;
use store::RulebookWrite;

use crate::journey::applies;
use crate::town::{BIRTH, Town};

#[tokio::test]
async fn the_form_stands_ready_for_now_and_answers_nothing_unasked() {
    let town = Town::open().await;
    let page = town.visitor().get("/tinh-ngay-hen").await;
    page.is(200)
        .says(&[
            "Tính ngày hẹn trả",
            "value=\"16\"",
            "value=\"09:00\"",
            "Lịch có từ năm 2018 đến năm 2027.",
        ])
        .keeps_from(&["Hẹn trả:", "govuk-error-summary"]);
    town.visitor()
        .get("/giup-do")
        .await
        .says(&["href=\"/tinh-ngay-hen\""]);
}

#[tokio::test]
async fn every_day_is_told_with_its_reason_and_on_the_calendar() {
    let town = Town::open().await;
    let asked = "/tinh-ngay-hen?ngay_day=19&ngay_month=11&ngay_year=2026&gio=9h30&so=3\
                 &don-vi=ngay-lam-viec";
    let page = town.visitor().get(asked).await;
    page.is(200).says(&[
        "Hẹn trả: 17:00 thứ Tư, 25/11/2026",
        "thứ Năm 19/11",
        "ngày nhận hồ sơ, không tính vào thời hạn",
        "thứ Bảy 21/11 – chủ nhật 22/11",
        "nghỉ cuối tuần",
        "nghỉ lễ",
        "Ngày Văn hóa Việt Nam (24/11)",
        "Ngày 3",
        "Tháng 11/2026",
        "mc-month__day--due",
        "còn có thể đổi",
        "Bộ luật Dân sự 2015, Điều 147 khoản 2",
        "value=\"9h30\"",
    ]);
    let same = town.visitor().get(&format!("{asked}&luc=cung-gio")).await;
    same.says(&["Hẹn trả: 09:30 thứ Tư, 25/11/2026"]);
}

#[tokio::test]
async fn where_the_province_promises_the_hour_it_is_counted_so_unless_asked_otherwise() {
    let town = Town::open().await;
    let moment = PromisedMoment {
        from: date(2026, 11, 1),
        until: None,
        moment: Moment::SameClock,
        basis: "12/QĐ-UBND".to_owned(),
    };
    let write = RulebookWrite {
        based_on: town.app.rules().await.expect("no fault").version,
        clock: Some((Vec::new(), vec![moment])),
        at: Some(town.app.now()),
        what: "the hour is promised".to_owned(),
        ..RulebookWrite::default()
    };
    let changed = town.app.store.change_rulebook(write).await;
    changed.expect("stored").expect("the next version");
    let day = "/tinh-ngay-hen?ngay_day=19&ngay_month=11&ngay_year=2026&gio=9h30";
    let days = format!("{day}&so=3&don-vi=ngay-lam-viec");
    let mut visitor = town.visitor();
    visitor.get(&days).await.says(&[
        "Hẹn trả: 09:30 thứ Tư, 25/11/2026",
        "đến hạn cùng giờ với lúc bắt đầu tính",
    ]);
    let legal = visitor.get(&format!("{days}&luc=het-gio")).await;
    legal.says(&["Hẹn trả: 17:00 thứ Tư, 25/11/2026"]);
    let at_once = visitor.get(&format!("{day}&don-vi=trong-ngay")).await;
    at_once.says(&["Hẹn trả: 17:00 thứ Năm, 19/11/2026"]);
}

#[tokio::test]
async fn a_procedure_gives_its_own_limit() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    let procedure = visitor.get(&format!("/thu-tuc/{BIRTH}")).await;
    procedure.says(&[&format!("/tinh-ngay-hen?thu-tuc={BIRTH}&so=")]);
    let page = visitor
        .get(&format!("/tinh-ngay-hen?thu-tuc={BIRTH}"))
        .await;
    page.is(200).says(&[
        "Hẹn trả: 17:00 thứ Hai, 16/11/2026",
        "Thủ tục:",
        "Trong ngày",
    ]);
    let unknown = visitor.get("/tinh-ngay-hen?thu-tuc=9.999999").await;
    unknown
        .is(422)
        .says(&["Không có thủ tục nào đang áp dụng", "value=\"9.999999\""]);
}

#[tokio::test]
async fn what_cannot_be_counted_says_how_to_mend_it() {
    let town = Town::open().await;
    let mut visitor = town.visitor();
    let day = "ngay_day=16&ngay_month=11&ngay_year=2026&gio=09:00";
    for (asked, said) in [
        ("so=0&don-vi=ngay-lam-viec", "Thời hạn phải lớn hơn 0"),
        ("so=-3&don-vi=ngay-lam-viec", "bằng chữ số và chọn đơn vị"),
        ("so=99999&don-vi=ngay", "Không có thời hạn nào dài như vậy"),
        ("so=5&don-vi=tuan", "bằng chữ số và chọn đơn vị"),
        (
            "so=400&don-vi=ngay-lam-viec",
            "Chưa có lịch làm việc năm 2028",
        ),
    ] {
        let page = visitor.get(&format!("/tinh-ngay-hen?{day}&{asked}")).await;
        page.is(422).says(&[said, "govuk-error-summary"]);
    }
    let wrong = "ngay_day=31&ngay_month=02&ngay_year=2026&gio=25:00&so=5&don-vi=ngay";
    let page = visitor.get(&format!("/tinh-ngay-hen?{wrong}")).await;
    page.is(422).says(&[
        "Ngày 31/02/2026 không có trong lịch",
        "Nhập giờ và phút, ví dụ 09:30",
        "value=\"25:00\"",
    ]);
    let early = "ngay_day=1&ngay_month=6&ngay_year=1999&gio=09:00&so=5&don-vi=ngay-lam-viec";
    let page = visitor.get(&format!("/tinh-ngay-hen?{early}")).await;
    page.is(422).says(&["Chưa có lịch làm việc năm 1999"]);
}

#[tokio::test]
async fn a_dossier_explains_its_day_to_whoever_holds_the_secret() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let here = format!("/tra-cuu/{code}");
    let why = format!("{here}/vi-sao");
    town.visitor().get(&why).await.leads(&here);
    visitor.get(&why).await.says(&["chưa được tiếp nhận"]);
    visitor.get(&here).await.keeps_from(&["/vi-sao"]);
    town.it_is("2026-11-16T15:30");
    town.receives(&code).await;
    visitor
        .get(&here)
        .await
        .says(&[&format!("href=\"{why}\""), "Vì sao là ngày này?"]);
    let page = visitor.get(&why).await;
    page.is(200).says(&[
        "17:00 thứ Ba, 17/11/2026",
        "15:30 thứ Hai, 16/11/2026 (lúc tiếp nhận)",
        "nhận sau giờ chốt, tính từ ngày làm việc sau",
        "Ngày 1",
        "Nghị định 61/2018/NĐ-CP, Điều 18",
    ]);
    page.keeps_from(&["Ngày đã hẹn giữ nguyên", "Giàng"]);
}

#[tokio::test]
async fn while_papers_are_waited_for_the_page_says_what_answering_now_would_bring() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    town.receives(&code).await;
    town.asks(&code, &[("giay-chung-sinh", "Chụp lại")]).await;
    town.it_is("2026-11-18T08:00");
    let page = visitor.get(&format!("/tra-cuu/{code}/vi-sao")).await;
    page.is(200).says(&[
        "Đã hẹn trước khi chờ bổ sung:",
        "thời hạn tạm dừng",
        "17:00 thứ Tư, 18/11/2026",
        "Chờ người nộp bổ sung",
        "đến nay",
    ]);
}

#[tokio::test]
async fn a_calendar_that_was_mended_since_is_told_openly_and_the_promise_holds() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    town.it_is("2026-11-16T15:30");
    town.receives(&code).await;
    let rules = town.app.rules().await.expect("no fault");
    let mut calendar = CalendarData::from(rules.calendar.nation().clone());
    calendar.days.push(CalendarDay {
        date: date(2026, 11, 17),
        kind: DayKind::Holiday,
        name: "Nghỉ do lũ".to_owned(),
        certainty: Certainty::High,
        pair_date: None,
    });
    let write = RulebookWrite {
        based_on: rules.version,
        calendar: Some(calendar),
        at: Some(town.app.now()),
        what: "a day off".to_owned(),
        ..RulebookWrite::default()
    };
    let changed = town.app.store.change_rulebook(write).await;
    changed.expect("stored").expect("the next version");
    let here = format!("/tra-cuu/{code}");
    visitor.get(&here).await.says(&["17:00 thứ Ba, 17/11/2026"]);
    visitor.get(&format!("{here}/vi-sao")).await.says(&[
        "Hẹn trả: <strong>17:00 thứ Ba, 17/11/2026",
        "Ngày đã hẹn giữ nguyên; tính theo lịch hôm nay là 17:00 thứ Tư, 18/11/2026.",
        "Nghỉ do lũ",
    ]);
    visitor.get(&format!("{here}/giay/phieu-hen")).await.is(200);
}

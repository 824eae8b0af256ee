//! What the applicant reads of a clock that stands still, and of a promise that is not kept.

use domain::calendar::layers::{Closure, Decision, LayerChange, LayerContent, LayerOwner};
use domain::calendar::pauses::PauseGround;
use domain::dossier::apology::{ApologyToSend, LatenessCause};
use domain::dossier::command::Command;
use domain::dossier::pause::Warrant;
use domain::people::Role;
use domain::people::agency::AgencyId;
use jiff::civil::date;
use store::CalendarWrite;

use crate::english::{chooses, is_in_both};
use crate::journey::applies;
use crate::town::{COMMUNE, DESK, Town};

/// A flood stops the clock of what the desk has.
fn flood() -> Command {
    Command::Pause {
        ground: PauseGround::ForceMajeure,
        reason: web::fresh::personal("Lũ làm đứt đường".to_owned()),
        warrant: Warrant {
            number: "15/TB".to_owned(),
            dated_on: date(2026, 11, 16),
        },
    }
}

#[tokio::test]
async fn a_clock_that_stands_still_says_what_is_waited_for_and_the_day_as_if_it_went_on() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let here = format!("/tra-cuu/{code}");
    town.it_is("2026-11-16T10:00");
    town.receives(&code).await;
    town.act(DESK, &[Role::DeskOfficer], &code, flood()).await;
    town.it_is("2026-11-17T10:00");
    let waiting = visitor.get(&here).await;
    waiting.says(&[
        "Tạm dừng: Thiên tai, sự kiện bất khả kháng",
        "Nếu tính tiếp từ hôm nay thì hẹn trả 17:00 thứ Ba, 17/11/2026",
        "Tạm dừng từ 16/11",
        "Lũ làm đứt đường",
    ]);
    waiting.keeps_from(&["Quá hạn"]);
    let english = is_in_both(&mut visitor, &here).await;
    assert!(english.contains("Paused"), "{english}");
    chooses(&mut visitor, "vi").await;
    town.act(DESK, &[Role::DeskOfficer], &code, Command::Resume)
        .await;
    visitor.get(&here).await.says(&[
        "Tính tiếp thời hạn",
        "Hẹn trả mới: 17:00 thứ Ba, 17/11/2026",
    ]);
    is_in_both(&mut visitor, &here).await;
    chooses(&mut visitor, "vi").await;
    let why = format!("{here}/vi-sao");
    visitor.get(&why).await.says(&[
        "Tạm dừng",
        "Thiên tai, sự kiện bất khả kháng",
        "17:00 thứ Ba, 17/11/2026",
    ]);
    is_in_both(&mut visitor, &why).await;
}

#[tokio::test]
async fn an_apology_says_why_and_the_new_day() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let here = format!("/tra-cuu/{code}");
    town.it_is("2026-11-16T10:00");
    town.receives(&code).await;
    town.it_is("2026-11-18T10:00");
    let letter = ApologyToSend {
        cause: LatenessCause::SystemDown,
        reason: web::fresh::personal("Mất mạng hai ngày".to_owned()),
        number: "7/PXL".to_owned(),
        dated_on: date(2026, 11, 18),
        extension: 1,
    };
    let letter = Command::Apologise(letter);
    town.act(COMMUNE, &[Role::Leader], &code, letter).await;
    visitor.get(&here).await.says(&[
        "Cơ quan xin lỗi và hẹn lại ngày trả",
        "17:00 thứ Năm, 19/11/2026 (hẹn lại, có thư xin lỗi)",
        "Hệ thống, đường truyền bị gián đoạn",
        "Mất mạng hai ngày",
        "Thư xin lỗi",
    ]);
    visitor.get(&format!("{here}/giay/xin-loi")).await.is(200);
    is_in_both(&mut visitor, &here).await;
    chooses(&mut visitor, "vi").await;
    let why = format!("{here}/vi-sao");
    visitor.get(&why).await.says(&[
        "Hẹn trả: <strong>17:00 thứ Năm, 19/11/2026",
        "hẹn lại theo thư xin lỗi số 7/PXL ngày 18/11/2026, thay cho",
        "ngày gửi thư xin lỗi, không tính vào thời hạn",
    ]);
    is_in_both(&mut visitor, &why).await;
    chooses(&mut visitor, "vi").await;
    // The new day is missed too.
    town.it_is("2026-11-20T10:00");
    visitor
        .get(&here)
        .await
        .says(&["Người đứng đầu cơ quan phải giải trình với cấp trên"]);
    is_in_both(&mut visitor, &here).await;
}

/// The commune is shut on Monday after all, and the campaign has run.
async fn is_shut(town: &Town) {
    let store = &town.app.store;
    let rules = store.rulebook().await.expect("the rules");
    let decision = Decision {
        number: "15/TB-UBND".to_owned(),
        on: date(2026, 11, 16),
    };
    let content = LayerContent {
        closures: vec![Closure {
            date: date(2026, 11, 16),
            hours: None,
            reason: "Mất điện".to_owned(),
            decision: decision.clone(),
        }],
        ..LayerContent::default()
    };
    let write = CalendarWrite {
        based_on: rules.version,
        owner: LayerOwner::Unit(AgencyId::from_stored(COMMUNE)),
        change: LayerChange {
            content,
            reason: "Mất điện".to_owned(),
            decision: Some(decision),
            by: None,
            at: Some(town.app.now().0),
        },
        what: "lịch".to_owned(),
    };
    let changed = store.change_calendar(write).await.expect("no fault");
    changed.expect("it changes");
    while let Some(campaign) = store.open_campaign().await.expect("no fault") {
        let step = store.step_campaign(campaign.id, town.app.now()).await;
        step.expect("no fault");
    }
}

#[tokio::test]
async fn a_promise_that_moved_with_the_calendar_says_from_when_to_when_and_why() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "desk").await;
    let here = format!("/tra-cuu/{code}");
    town.it_is("2026-11-16T10:00");
    town.receives(&code).await;
    is_shut(&town).await;
    visitor.get(&here).await.says(&[
        "Ngày hẹn dời vì lịch làm việc thay đổi",
        "Ngày hẹn dời từ 17:00 thứ Hai, 16/11/2026 sang 17:00 thứ Ba, 17/11/2026",
        "vì lịch làm việc thay đổi (15/TB-UBND, ngày 16/11/2026)",
    ]);
    let english = is_in_both(&mut visitor, &here).await;
    assert!(
        english.contains("the working calendar changed"),
        "{english}"
    );
    chooses(&mut visitor, "vi").await;
}

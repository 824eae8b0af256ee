//! What the tracking page says when the commune that has the dossier ended.

use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::people::Actor;
use domain::people::agency::{Agency, AgencyId, Succession};
use jiff::civil::date;
use store::RulebookWrite;
use web::app::Asked;

use crate::journey::applies;
use crate::town::{COMMUNE, Town};

/// Since this morning the ward beside it carries on.
async fn the_commune_ended(town: &Town) {
    let rules = town.app.rules().await.expect("no fault");
    let mut agencies: Vec<Agency> = rules.organisation.all().cloned().collect();
    for agency in &mut agencies {
        if agency.code.starts_with("03390") {
            agency.valid_to = Some(date(2026, 11, 15));
        }
    }
    let mut successions = rules.organisation.successions().to_vec();
    successions.push(Succession {
        old: AgencyId::from_stored(COMMUNE),
        new: AgencyId::from_stored("03388@2025-07-01"),
        effective_on: date(2026, 11, 16),
    });
    let write = RulebookWrite {
        based_on: rules.version,
        organisation: Some((agencies, successions)),
        at: Some(town.app.now()),
        what: "sáp nhập".to_owned(),
        ..RulebookWrite::default()
    };
    let changed = town.app.store.change_rulebook(write).await;
    changed.expect("stored").expect("nobody else changed it");
}

#[tokio::test]
async fn the_applicant_reads_who_carries_on_and_that_the_promise_holds() {
    let town = Town::open().await;
    let (mut visitor, code) = applies(&town, "electronic").await;
    let here = format!("/tra-cuu/{code}");
    let gone = "không còn hoạt động";
    visitor.get(&here).await.is(200).keeps_from(&[gone]);
    the_commune_ended(&town).await;
    let desk = "Trung tâm Phục vụ hành chính công phường Đoàn Kết";
    visitor.get(&here).await.is(200).says(&[
        gone,
        &format!("Hồ sơ do {desk} tiếp nối."),
        "Mã hồ sơ và ngày hẹn trả giữ nguyên.",
    ]);

    let known: DossierCode = code.parse().expect("a code");
    let asked = Asked {
        actor: Actor::System,
        code: Some(&known),
        seen: None,
        once: None,
    };
    let taken = town.app.carry_out(asked, Command::TakeOver).await;
    taken.expect("no fault").expect("somebody carries on");
    let page = visitor.get(&here).await;
    page.is(200).keeps_from(&[gone]);
    page.says(&["Tiếp nhận từ đơn vị cũ", &format!("sang {desk}.")]);
}

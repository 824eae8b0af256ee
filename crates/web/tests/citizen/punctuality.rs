//! What agencies made of their promises, and how often they asked for papers again, is for everybody
//! to read.

use domain::dossier::command::{Command, HandedIn, MissingItem};
use domain::dossier::event::HandedForm;
use domain::people::agency::AgencyId;
use domain::people::{Actor, Role};
use domain::procedure::paper::PaperKey;
use store::NewFile;
use web::app::Asked;
use web::fresh;

use crate::journey::applies;
use crate::town::{COMMUNE, DESK, Town, png};

const ADDRESS: &str = "/cong-khai/thoi-han";
const NOTHING: &str = "chưa có hồ sơ nào có kết quả";

/// The applicant brings the paper that was asked for.
async fn brings(town: &Town, code: &str) {
    let new = NewFile {
        bytes: png(),
        sha256: "b".repeat(64),
        kind: "png".to_owned(),
        pages: 1,
        uploaded_by: "applicant".to_owned(),
        at: town.app.now(),
    };
    let facts = town.app.store.keep_file(new).await.expect("kept");
    let command = Command::Supplement {
        papers: vec![HandedIn {
            paper: PaperKey("giay-chung-sinh".to_owned()),
            form: HandedForm::File(facts),
            file_name: Some(fresh::personal("ro.png".to_owned())),
        }],
        answers: None,
        note: None,
    };
    let loaded = town.load(code).await;
    let asked = Asked {
        actor: Actor::Applicant,
        code: Some(&loaded.dossier.code),
        seen: Some(loaded.dossier.number),
        once: None,
    };
    let done = town.app.carry_out(asked, command).await;
    done.expect("no fault").expect("it was asked for");
}

#[tokio::test]
async fn a_further_request_is_counted_where_everybody_reads_it() {
    let town = Town::open().await;
    town.visitor()
        .get("/giup-do")
        .await
        .says(&["href=\"/cong-khai/thoi-han\""]);
    let (_, code) = applies(&town, "desk").await;
    let paper = "giay-chung-sinh";
    town.asks(&code, &[(paper, "Chụp lại")]).await;
    brings(&town, &code).await;
    let page = town.visitor().get(ADDRESS).await;
    page.is(200).says(&[NOTHING, "Tháng 11/2026"]);
    let again = Command::AskSupplement {
        items: vec![MissingItem {
            paper: PaperKey(paper.to_owned()),
            what: fresh::personal("Chụp lại mặt sau".to_owned()),
        }],
        reason: fresh::personal("Mặt sau vẫn mờ".to_owned()),
        again_because: Some(fresh::personal("Lần trước ghi thiếu mặt sau".to_owned())),
    };
    let head = [Role::DeskOfficer, Role::Leader];
    town.act(DESK, &head, &code, again).await;
    let rules = town.app.rules().await.expect("no fault");
    let commune = rules.organisation.find(&AgencyId::from_stored(COMMUNE));
    let name = &commune.expect("the commune").name;
    let page = town.visitor().get(ADDRESS).await;
    page.is(200)
        .says(&[name.as_str(), "--numeric\">1</td>"])
        .keeps_from(&[NOTHING, "Mặt sau vẫn mờ", &code]);
}

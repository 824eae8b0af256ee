//! The asking form begins with what the process says: questions, units, time; the lead may change it.

use crate::at_work::{form, forwarded};
use crate::town::{COMMUNE, DESK, Town, unit};
use domain::calendar::time_limit::TimeLimit;
use domain::dossier::consultation::Whom as Asks;
use domain::people::{Official, OfficialId, Role};
use domain::process::draft::{
    Asked, Block, Branch, Consult, Draft, End, Ending, Join, Parallel, RoleSaid, Step, Whom, Work,
};
use domain::process::publish::NewProcess;
use domain::process::published::ProcessDecision;
use domain::rulebook::{Competent, Desks};
use domain::workflow::UnitRule;
use store::{Account, AccountWrite, ProcessWrite, RulebookWrite};
use uuid::Uuid;

const CODE: &str = "2.000815";

fn step(key: &str, work: Work, role: Role, unit: UnitRule) -> Block {
    Block::Step(Step {
        key: key.to_owned(),
        name: format!("Bước {key}"),
        work,
        role: RoleSaid::Known(role),
        unit,
        minutes: 10,
        results: Vec::new(),
        checklist: Vec::new(),
        makes: Vec::new(),
        signs: Vec::new(),
        collects: None,
    })
}

/// The commune itself and somebody outside are asked while the office looks.
fn opinions() -> Block {
    let asked = |whom, question: &str| Asked {
        whom,
        questions: vec![question.to_owned()],
    };
    Block::Consult(Consult {
        key: "opinions".to_owned(),
        name: "Lấy ý kiến <hai nơi>".to_owned(),
        asks: vec![
            asked(Whom::Unit(UnitRule::CompetentAgency), "Ai đã ký?"),
            asked(Whom::Outside("Công an xã".to_owned()), "Có đúng không?"),
        ],
        minutes: 60,
    })
}

fn process() -> Draft {
    let office = UnitRule::UnitBelow("VP".to_owned());
    let looking = step("look", Work::Examination, Role::CaseOfficer, office);
    let branches = [looking, opinions()].map(|block| Branch {
        when: Vec::new(),
        body: vec![block],
    });
    let both = Block::Parallel(Parallel {
        key: "both".to_owned(),
        join: Join::All,
        by: None,
        branches: branches.into(),
    });
    let own = UnitRule::CompetentAgency;
    Draft {
        key: "chung-thuc".to_owned(),
        name: "Chứng thực có hỏi".to_owned(),
        limit: TimeLimit::WorkingDays(2),
        facts: Vec::new(),
        papers: Vec::new(),
        body: vec![
            step(
                "receive",
                Work::Reception,
                Role::DeskOfficer,
                UnitRule::Desk,
            ),
            both,
            step("sign", Work::Decision, Role::Leader, own),
            Block::End(End {
                key: "granted".to_owned(),
                outcome: Ending::Granted,
            }),
        ],
    }
}

/// Somebody of the commune itself who answers.
async fn employ_who_answers(town: &Town) {
    let account = Account {
        official: Official {
            id: OfficialId(Uuid::now_v7()),
            unit: unit(COMMUNE),
            roles: [Role::CaseOfficer].into(),
        },
        login: "vinh".to_owned(),
        name: "Lý Văn Vinh".to_owned(),
        active: true,
        has_password: false,
    };
    let write = AccountWrite::Create {
        account,
        password_hash: None,
        by: None,
        at: town.app.now(),
    };
    town.app.store.change_account(write).await.unwrap().unwrap();
}

/// A town in which only its own desk receives certifications, and they go by this process.
async fn town() -> Town {
    let town = Town::new().await;
    employ_who_answers(&town).await;
    let rules = town.app.rules().await.unwrap();
    let (mine, mut others): (Vec<_>, Vec<_>) = rules
        .receptions
        .iter()
        .cloned()
        .partition(|rule| rule.procedure.as_str() == CODE);
    others.extend(mine.into_iter().take(1).map(|mut rule| {
        rule.desks = Desks::One(DESK.to_owned());
        rule.competent = Competent::AgencyOfDesk;
        rule
    }));
    let write = RulebookWrite {
        based_on: rules.version,
        receptions: Some(others),
        what: "nơi tiếp nhận".to_owned(),
        ..RulebookWrite::default()
    };
    let version = town.app.store.change_rulebook(write).await.unwrap();
    let today = town.app.now().today();
    let write = ProcessWrite {
        based_on: version.unwrap(),
        new: NewProcess {
            procedure: CODE.parse().unwrap(),
            from: today,
            decision: ProcessDecision {
                number: "812/QĐ-UBND".to_owned(),
                dated_on: today,
                issuer: "Chủ tịch UBND tỉnh".to_owned(),
            },
            draft: process(),
        },
        by: None,
        at: town.app.now(),
    };
    town.app
        .store
        .publish_process(write)
        .await
        .unwrap()
        .unwrap();
    town
}

#[tokio::test]
async fn the_form_begins_with_what_the_process_asks_of_whom_and_for_how_long() {
    let town = town().await;
    let mut mai = town.browser("mai").await;
    let code = forwarded(&mut mai).await;
    let mut pao = town.browser("pao").await;
    let take = form(&mut pao, &code, "phan-cong").await;
    pao.done(take).await;
    let ask = form(&mut pao, &code, "lay-y-kien").await;
    assert_eq!(ask.value("cau-hoi"), Some("Ai đã ký?\nCó đúng không?"));
    assert_eq!(ask.value("don-vi-1"), Some(unit(COMMUNE).as_str()));
    assert_eq!(ask.value("so-ngay-1"), Some("1"));
    assert_eq!(ask.value("cau-so-1"), Some("1"));
    assert_eq!(ask.value("don-vi-2"), Some(""));
    assert_eq!(ask.value("ngoai"), Some("Công an xã"));
    assert_eq!(ask.value("cau-so-ngoai"), Some("2"));
    // What is emptied stays empty, and what is changed is asked.
    let ask = ask.set("ngoai", "").set("so-ngay-1", "2");
    pao.done(ask).await;
    let dossier = town.dossier(&code).await.dossier;
    let [round] = dossier.consultations.as_slice() else {
        panic!("one consultation");
    };
    assert_eq!(round.block.as_deref(), Some("opinions"));
    let [opinion] = round.opinions.as_slice() else {
        panic!("one unit");
    };
    assert_eq!(opinion.whom, Asks::Unit(unit(COMMUNE)));
    assert_eq!(
        (opinion.questions.as_slice(), opinion.minutes),
        (&[1][..], 960)
    );
    // It is asked: another form begins with nothing.
    let again = form(&mut pao, &code, "lay-y-kien").await;
    assert_eq!(again.value("cau-hoi"), Some(""));
    assert_eq!(again.value("don-vi-1"), Some(""));
    // The office goes on meanwhile: its step stands beside the consultation.
    let on = form(&mut pao, &code, "chuyen").await;
    pao.done(on).await;
    assert!(town.dossier(&code).await.dossier.awaits_opinions());
}

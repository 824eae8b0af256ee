//! Dossiers by a published process: pinned for good, replayed the same, and what time closes is
//! closed once.

use domain::calendar::time_limit::TimeLimit;
use domain::dossier::Now;
use domain::dossier::command::Command;
use domain::people::{Actor, Role};
use domain::process::draft::{
    Asked, Block, Branch, Consult, Draft, End, Ending, Join, Parallel, RoleSaid, Step, Whom, Work,
};
use domain::workflow::UnitRule;
use jiff::SignedDuration;
use jiff::civil::date;
use store::{Filter, LeftBehind, ProcessWrite, RulebookWrite, Scope, TakingOver};

use crate::processes::{publishes, received_where_somebody_works, wish};
use crate::world::{World, now, on_each_engine, province};

fn step(key: &str, work: Work, role: Role, unit: UnitRule) -> Block {
    Block::Step(Step {
        key: key.to_owned(),
        name: format!("Bước {key}"),
        work,
        role: RoleSaid::Known(role),
        unit,
        minutes: 60,
        results: Vec::new(),
        checklist: Vec::new(),
        makes: Vec::new(),
        signs: Vec::new(),
        collects: None,
    })
}

/// The division looks, the leader of the commune looks beside it, others are asked.
fn together() -> Draft {
    let below = UnitRule::UnitBelow("VHXH".to_owned());
    let own = UnitRule::CompetentAgency;
    let opinions = Block::Consult(Consult {
        key: "opinions".to_owned(),
        name: "Lấy ý kiến".to_owned(),
        asks: vec![Asked {
            whom: Whom::Outside("Công an xã".to_owned()),
            questions: vec!["Có ý kiến gì không?".to_owned()],
        }],
        minutes: 240,
    });
    let branches = [
        step("look", Work::Examination, Role::CaseOfficer, below),
        step("visit", Work::Examination, Role::Leader, own.clone()),
        opinions,
    ];
    let parallel = Block::Parallel(Parallel {
        key: "together".to_owned(),
        join: Join::All,
        by: None,
        branches: branches
            .into_iter()
            .map(|block| Branch {
                when: Vec::new(),
                body: vec![block],
            })
            .collect(),
    });
    Draft {
        key: "register".to_owned(),
        name: "Quy trình song song".to_owned(),
        limit: TimeLimit::WorkingDays(3),
        facts: Vec::new(),
        papers: Vec::new(),
        body: vec![
            step(
                "receive",
                Work::Reception,
                Role::DeskOfficer,
                UnitRule::Desk,
            ),
            parallel,
            step("sign", Work::Decision, Role::Leader, own),
            Block::End(End {
                key: "granted".to_owned(),
                outcome: Ending::Granted,
            }),
        ],
    }
}

async fn publishes_together(world: &World, based_on: u64) {
    publishes_draft(world, based_on, together()).await;
}

async fn publishes_draft(world: &World, based_on: u64, draft: Draft) {
    let write = wish(based_on, now().today(), 0);
    let new = domain::process::publish::NewProcess { draft, ..write.new };
    let answer = publishes(world, ProcessWrite { new, ..write }).await;
    assert!(answer.is_ok(), "{answer:?}");
}

fn beside_of(code: &str) -> Filter {
    Filter::open_in(Scope::BesideOf(province::unit(code)))
}

#[tokio::test]
async fn a_dossier_stays_with_the_version_it_was_received_under() {
    on_each_engine(async |world| {
        received_where_somebody_works(world).await;
        let line = world.opens(0).await.code;
        publishes_together(world, 2).await;
        let done = world.opens(0).await;
        let later = wish(3, date(2026, 6, 1), 480);
        publishes(world, later).await.expect("published");
        world.does("desk", &done.code, Command::Forward).await;
        let pinned = world.load(&done.code).await.dossier;
        let course = pinned.course.as_ref().expect("it goes by the process");
        assert_eq!(course.begun.version, 1);
        assert_eq!(pinned.stage.name(), "examining");
        assert_eq!(course.beside.len(), 2);
        // What was received before goes by the line.
        world.does("desk", &line, Command::Forward).await;
        assert_eq!(world.load(&line).await.dossier.course, None);
        // The unit that does a step beside finds it in a list of its own.
        let lines = world.whole_list(&beside_of("03001"), 10).await;
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].id, done.dossier);
        assert!(
            world
                .whole_list(&beside_of("03001-VHXH"), 10)
                .await
                .is_empty()
        );
        world.rebuilds_to_the_same().await;
        let visited = Command::CompleteBeside {
            key: "visit".to_owned(),
            result: None,
            note: None,
        };
        world.does("chair", &done.code, visited).await;
        assert!(world.whole_list(&beside_of("03001"), 10).await.is_empty());
        world.rebuilds_to_the_same().await;
    })
    .await;
}

#[tokio::test]
async fn what_time_closes_is_closed_once() {
    on_each_engine(async |world| {
        received_where_somebody_works(world).await;
        publishes_together(world, 2).await;
        let done = world.opens(0).await;
        world.does("desk", &done.code, Command::Forward).await;
        assert_eq!(world.store.run_out(now()).await.expect("no fault"), 0);
        let later = Now(now().0 + SignedDuration::from_hours(24 * 10));
        let (one, two) = tokio::join!(world.store.run_out(later), world.store.run_out(later));
        assert_eq!(one.expect("no fault") + two.expect("no fault"), 1);
        assert_eq!(world.store.run_out(later).await.expect("no fault"), 0);
        let dossier = world.load(&done.code).await.dossier;
        let course = dossier.course.as_ref().expect("a course");
        assert!(course.beside("opinions").is_none());
        assert_eq!(
            course.main.as_ref().and_then(|main| main.key.as_deref()),
            Some("look")
        );
        world.rebuilds_to_the_same().await;
    })
    .await;
}

/// The commune visits, and the division looks beside it.
fn look_beside() -> Draft {
    let mut draft = together();
    for block in &mut draft.body {
        if let Block::Parallel(parallel) = block {
            parallel.branches.truncate(2);
            parallel.branches.reverse();
        }
    }
    draft
}

#[tokio::test]
async fn what_stood_beside_in_a_division_that_ended_is_taken_over_too() {
    on_each_engine(async |world| {
        received_where_somebody_works(world).await;
        publishes_draft(world, 2, look_beside()).await;
        let done = world.opens(0).await;
        world.does("desk", &done.code, Command::Forward).await;
        let mut agencies = province::agencies();
        for agency in &mut agencies {
            if agency.code == "03001-VHXH" {
                agency.valid_to = Some(now().today());
            }
        }
        let ends = RulebookWrite {
            based_on: 3,
            organisation: Some((agencies, Vec::new())),
            at: Some(now()),
            what: "giải thể phòng".to_owned(),
            ..RulebookWrite::default()
        };
        let answer = world.store.change_rulebook(ends).await.expect("no fault");
        assert_eq!(answer, Ok(4));
        let tomorrow = Now(now().0 + SignedDuration::from_hours(24));
        let left = async || {
            let rules = world.store.rulebook().await.expect("no fault");
            let left = world.store.left_behind(&rules, tomorrow.today()).await;
            left.expect("no fault")
        };
        let gone = province::unit("03001-VHXH");
        assert_eq!(
            left().await,
            [LeftBehind {
                unit: gone.clone(),
                count: 1
            }]
        );
        let portion = TakingOver {
            actor: &Actor::System,
            now: tomorrow,
            from: &gone,
            after: None,
        };
        let taken = world.store.take_over(portion).await.expect("no fault");
        assert_eq!(taken.dossiers.len(), 1);
        assert!(taken.dossiers[0].1.is_ok(), "{:?}", taken.dossiers);
        assert!(left().await.is_empty());
        // Nobody is named to follow: the agency itself does it.
        assert_eq!(world.whole_list(&beside_of("03001"), 10).await.len(), 1);
        world.rebuilds_to_the_same().await;
    })
    .await;
}

//! Processes are published: each version kept for good, refused whole, one of many at once.

use domain::calendar::time_limit::TimeLimit;
use domain::people::Role;
use domain::process::check::Code;
use domain::process::draft::{Block, Draft, End, Ending, RoleSaid, Step, Work};
use domain::process::publish::{NewProcess, PublishRefusal};
use domain::process::published::ProcessDecision;
use domain::rulebook::{Competent, Desks, ReceptionRule};
use domain::workflow::UnitRule;
use jiff::civil::{Date, date};
use store::{ProcessRefusal, ProcessWrite, RulebookMoved, RulebookWrite};

use crate::world::{World, now, on_each_engine, province};

/// One step in the unit that settles.
fn draft(minutes: u32) -> Draft {
    let look = Step {
        key: "look".to_owned(),
        name: "Thẩm định".to_owned(),
        work: Work::Examination,
        role: RoleSaid::Known(Role::CaseOfficer),
        unit: UnitRule::UnitBelow("VHXH".to_owned()),
        minutes,
        results: Vec::new(),
        checklist: Vec::new(),
        makes: Vec::new(),
        signs: Vec::new(),
        collects: None,
    };
    let granted = End {
        key: "granted".to_owned(),
        outcome: Ending::Granted,
    };
    Draft {
        key: "register".to_owned(),
        name: "Quy trình \"thử\"".to_owned(),
        limit: TimeLimit::WorkingDays(3),
        facts: Vec::new(),
        papers: Vec::new(),
        body: vec![Block::Step(look), Block::End(granted)],
    }
}

pub fn wish(based_on: u64, from: Date, minutes: u32) -> ProcessWrite {
    ProcessWrite {
        based_on,
        new: NewProcess {
            procedure: province::procedure_code(province::REGISTER),
            from,
            decision: ProcessDecision {
                number: "812/QĐ-UBND".to_owned(),
                dated_on: now().today(),
                issuer: "Chủ tịch UBND".to_owned(),
            },
            draft: draft(minutes),
        },
        by: None,
        at: now(),
    }
}

fn today() -> Date {
    now().today()
}

/// Only the first commune receives the procedure: nobody works in the others.
pub async fn received_where_somebody_works(world: &World) {
    let desk = format!("{}-TT", province::commune(0));
    let receptions = province::receptions().into_iter();
    let receptions = receptions.map(|rule| ReceptionRule {
        desks: Desks::One(desk.clone()),
        competent: Competent::AgencyOfDesk,
        ..rule
    });
    let write = RulebookWrite {
        based_on: 1,
        receptions: Some(receptions.collect()),
        at: Some(now()),
        what: "nơi tiếp nhận".to_owned(),
        ..RulebookWrite::default()
    };
    let answer = world.store.change_rulebook(write).await.expect("no fault");
    assert_eq!(answer, Ok(2));
}

pub async fn publishes(world: &World, write: ProcessWrite) -> Result<u32, ProcessRefusal> {
    world.store.publish_process(write).await.expect("no fault")
}

#[tokio::test]
async fn every_version_is_kept_with_its_decision_and_the_newest_that_began_counts() {
    on_each_engine(async |world| {
        received_where_somebody_works(world).await;
        let later = date(2026, 6, 1);
        assert_eq!(publishes(world, wish(2, today(), 480)).await, Ok(1));
        assert_eq!(publishes(world, wish(3, later, 960)).await, Ok(2));
        let rules = world.store.rulebook().await.expect("no fault");
        assert_eq!(rules.version, 4);
        let code = province::procedure_code(province::REGISTER);
        let versions = rules.processes.of(&code);
        assert_eq!(versions.len(), 2);
        assert_eq!(versions[0].draft, draft(480));
        assert_eq!(versions[0].decision, wish(0, today(), 0).new.decision);
        let version = |day| rules.processes.in_force(&code, day).map(|one| one.version);
        assert_eq!(version(today()), Some(1));
        assert_eq!(version(later), Some(2));
        let process = rules.process_version(code.as_str(), 1).expect("kept");
        assert_eq!(process.draft(), &draft(480));
        assert_eq!(process.proven_minutes("granted"), Some(480));
    })
    .await;
}

#[tokio::test]
async fn a_refused_publication_leaves_nothing_behind() {
    on_each_engine(async |world| {
        // In nineteen communes nobody could do the step.
        let Err(ProcessRefusal::Refused(PublishRefusal::Unsound(found))) =
            publishes(world, wish(1, today(), 480)).await
        else {
            panic!("nobody works there");
        };
        assert!(found.iter().all(|one| one.code == Code::NobodyInRole));
        assert_eq!(
            found.len(),
            1,
            "one for the step, whatever number of places"
        );
        let places = format!("{} đơn vị", province::DESKS - 1);
        assert!(found[0].said.contains(&places), "{found:?}");

        received_where_somebody_works(world).await;
        let stale = publishes(world, wish(1, today(), 480)).await;
        let moved = ProcessRefusal::Moved(RulebookMoved { version: 2 });
        assert_eq!(stale, Err(moved));
        let refused = |why| Err(ProcessRefusal::Refused(why));
        let past = today().yesterday().expect("a day before");
        assert_eq!(
            publishes(world, wish(2, past, 480)).await,
            refused(PublishRefusal::BeginsInThePast)
        );
        let later = date(2026, 6, 1);
        assert_eq!(publishes(world, wish(2, later, 480)).await, Ok(1));
        assert_eq!(
            publishes(world, wish(3, today(), 960)).await,
            refused(PublishRefusal::BeginsTooEarly {
                version: 1,
                from: later
            })
        );
        assert_eq!(
            publishes(world, wish(3, later, 480)).await,
            refused(PublishRefusal::AlreadyPublished { version: 1 })
        );
        let rules = world.store.rulebook().await.expect("no fault");
        assert_eq!((rules.version, rules.processes.all().count()), (3, 1));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_publish_at_once_one_does() {
    on_each_engine(async |world| {
        received_where_somebody_works(world).await;
        let wishes: Vec<_> = (0..12)
            .map(|number| {
                let store = world.store.clone();
                let write = wish(2, today(), 480 + number);
                tokio::spawn(async move { store.publish_process(write).await })
            })
            .collect();
        let mut answers = Vec::new();
        for wish in wishes {
            answers.push(wish.await.expect("no panic").expect("no fault"));
        }
        let done = answers.iter().filter(|answer| **answer == Ok(1));
        assert_eq!(done.count(), 1);
        let moved = Err(ProcessRefusal::Moved(RulebookMoved { version: 3 }));
        assert_eq!(
            answers.iter().filter(|answer| **answer == moved).count(),
            11
        );
        let rules = world.store.rulebook().await.expect("no fault");
        assert_eq!((rules.version, rules.processes.all().count()), (3, 1));
    })
    .await;
}

//! The rulebook: one version after the other, seen by everybody.

use domain::calendar::deadline::Moment;
use domain::calendar::pauses::AfterPause;
use domain::calendar::time_limit::TimeLimit;
use domain::procedure::Publication;
use domain::procedure::paper::Need;
use domain::rulebook::{PromisedMoment, SupplementReading};
use jiff::civil::date;
use store::{RulebookMoved, RulebookWrite};

use crate::world::{World, at, now, on_each_engine, opening, province};

/// A second version of the first procedure with one day more, in force from 2026.
fn four_days(based_on: u64) -> RulebookWrite {
    let mut procedure = province::procedure(
        province::REGISTER,
        2,
        TimeLimit::WorkingDays(4),
        Need::Always,
    );
    procedure.publication = Publication {
        valid_from: Some(date(2026, 1, 1)),
        ..Publication::default()
    };
    RulebookWrite {
        based_on,
        procedures: vec![procedure],
        at: Some(now()),
        what: "thêm một ngày".to_owned(),
        ..RulebookWrite::default()
    }
}

#[tokio::test]
async fn what_was_stored_is_what_is_in_force() {
    on_each_engine(async |world| {
        let rules = world.store.rulebook().await.expect("no fault");
        assert_eq!(rules.version, 1);
        assert_eq!(rules.organisation.all().count(), province::agencies().len());
        assert_eq!(rules.receptions, province::receptions());
        let procedures: Vec<_> = rules.procedures.iter().map(|p| (**p).clone()).collect();
        assert_eq!(procedures, province::procedures());
        let calendar = rules.calendar.nation();
        assert!(calendar.knows(2026) && !calendar.knows(2027));
    })
    .await;
}

#[tokio::test]
async fn what_a_province_chose_for_its_clocks_is_kept_and_can_be_taken_back() {
    on_each_engine(async |world| {
        let before = world.store.rulebook().await.expect("no fault");
        assert!(before.promised_moments.is_empty() && before.supplement_readings.is_empty());
        let reading = SupplementReading {
            from: date(2026, 1, 1),
            until: None,
            after_pause: AfterPause::Resume,
            basis: "01/QĐ-UBND".to_owned(),
        };
        let moment = PromisedMoment {
            from: date(2026, 1, 1),
            until: Some(date(2026, 12, 31)),
            moment: Moment::SameClock,
            basis: "02/QĐ-UBND".to_owned(),
        };
        let chosen = (vec![reading], vec![moment]);
        let nothing = (Vec::new(), Vec::new());
        for (based_on, clock) in [(1, chosen), (2, nothing)] {
            let write = RulebookWrite {
                based_on,
                clock: Some(clock.clone()),
                at: Some(now()),
                what: "cách tính thời hạn".to_owned(),
                ..RulebookWrite::default()
            };
            let answer = world.store.change_rulebook(write).await.expect("no fault");
            assert_eq!(answer, Ok(based_on + 1));
            let rules = world.store.rulebook().await.expect("no fault");
            assert_eq!(rules.supplement_readings, clock.0);
            assert_eq!(rules.promised_moments, clock.1);
        }
    })
    .await;
}

#[tokio::test]
async fn a_change_worked_out_on_an_old_version_is_refused() {
    on_each_engine(async |world| {
        for stale in [0, 2, 7] {
            let answer = world
                .store
                .change_rulebook(four_days(stale))
                .await
                .expect("no fault");
            assert_eq!(answer, Err(RulebookMoved { version: 1 }));
        }
        assert_eq!(
            world
                .store
                .rulebook()
                .await
                .expect("no fault")
                .procedures
                .len(),
            2
        );
        let answer = world
            .store
            .change_rulebook(four_days(1))
            .await
            .expect("no fault");
        assert_eq!(answer, Ok(2));
        let again = world
            .store
            .change_rulebook(four_days(1))
            .await
            .expect("no fault");
        assert_eq!(again, Err(RulebookMoved { version: 2 }));
        assert_eq!(world.store.rulebook().await.expect("no fault").version, 2);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_change_at_once_one_does() {
    on_each_engine(async |world| {
        let changes: Vec<_> = (0..12)
            .map(|_| {
                let store = world.store.clone();
                tokio::spawn(async move { store.change_rulebook(four_days(1)).await })
            })
            .collect();
        let mut done = Vec::new();
        for change in changes {
            done.push(change.await.expect("no panic").expect("no fault"));
        }
        assert_eq!(done.iter().filter(|answer| **answer == Ok(2)).count(), 1);
        let moved = Err(RulebookMoved { version: 2 });
        assert_eq!(done.iter().filter(|answer| **answer == moved).count(), 11);
        let rules = world.store.rulebook().await.expect("no fault");
        assert_eq!((rules.version, rules.procedures.len()), (2, 3));
    })
    .await;
}

async fn due(world: &World, store: &store::Store) -> Option<domain::dossier::Now> {
    let opened = store
        .carry_out(opening(0, None))
        .await
        .expect("no fault")
        .expect("opened");
    let promise = world
        .load(&opened.code)
        .await
        .dossier
        .promise
        .expect("promised");
    Some(domain::dossier::Now::from_local(promise.due))
}

#[tokio::test]
async fn the_next_write_is_decided_under_the_new_rules_and_old_dossiers_keep_theirs() {
    on_each_engine(async |world| {
        let old = world.opens(0).await.code;
        assert_eq!(due(world, &world.store).await, Some(at("2026-03-05T17:00")));
        let answer = world
            .store
            .change_rulebook(four_days(1))
            .await
            .expect("no fault");
        assert_eq!(answer, Ok(2));
        assert_eq!(due(world, &world.store).await, Some(at("2026-03-06T17:00")));
        let kept = world.load(&old).await.dossier;
        assert_eq!(kept.version, 1);
        world
            .does("desk", &old, domain::dossier::command::Command::Forward)
            .await;
    })
    .await;
}

#[tokio::test]
async fn another_server_sees_a_change_at_its_next_write() {
    on_each_engine(async |world| {
        if world.database.is_sqlite() {
            return;
        }
        let second = world.second_store().await;
        assert_eq!(due(world, &second).await, Some(at("2026-03-05T17:00")));
        let answer = world
            .store
            .change_rulebook(four_days(1))
            .await
            .expect("no fault");
        assert_eq!(answer, Ok(2));
        assert_eq!(due(world, &second).await, Some(at("2026-03-06T17:00")));
        assert_eq!(second.rulebook().await.expect("no fault").version, 2);
        second.close().await.expect("closed");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn readers_beside_changes_never_keep_an_old_rulebook() {
    on_each_engine(async |world| {
        for version in 1..=20 {
            let store = world.store.clone();
            let reader = tokio::spawn(async move {
                for _ in 0..20 {
                    store.rulebook().await.expect("no fault");
                }
            });
            let change = RulebookWrite {
                based_on: version,
                receptions: Some(province::receptions()),
                at: Some(now()),
                ..RulebookWrite::default()
            };
            let answer = world.store.change_rulebook(change).await.expect("no fault");
            assert_eq!(answer, Ok(version + 1));
            reader.await.expect("no panic");
            assert_eq!(
                world.store.rulebook().await.expect("no fault").version,
                version + 1
            );
        }
    })
    .await;
}

//! What a commune leaves when it ends: seen, taken over in portions, found where it lies then.

use domain::dossier::Now;
use domain::dossier::command::Command;
use domain::dossier::event::Event;
use domain::dossier::refusal::Refusal;
use domain::people::Actor;
use domain::people::agency::Succession;
use jiff::civil::date;
use store::{LeftBehind, NotDone, RulebookWrite, Sought, TakenOver, TakingOver};

use crate::world::{World, at, held_by, now, on_each_engine, on_sqlite, province};

/// The day after the first commune ended.
fn tomorrow() -> Now {
    at("2026-03-03T08:00")
}

/// Today is the first commune's last day; the second one carries on, if anybody does.
async fn the_commune_ends(world: &World, successor: Option<&str>) {
    let mut agencies = province::agencies();
    for agency in &mut agencies {
        if agency.code.starts_with("03001") {
            agency.valid_to = Some(now().today());
        }
    }
    let successions = successor.map(|code| Succession {
        old: province::unit("03001"),
        new: province::unit(code),
        effective_on: date(2026, 3, 3),
    });
    let write = RulebookWrite {
        based_on: 1,
        organisation: Some((agencies, successions.into_iter().collect())),
        at: Some(now()),
        what: "sáp nhập".to_owned(),
        ..RulebookWrite::default()
    };
    let answer = world.store.change_rulebook(write).await.expect("no fault");
    assert_eq!(answer, Ok(2));
}

async fn left_on(world: &World, day: Now) -> Vec<(String, u64)> {
    let rules = world.store.rulebook().await.expect("no fault");
    let left = world.store.left_behind(&rules, day.today()).await;
    let shown = |left: LeftBehind| (left.unit.code().to_owned(), left.count);
    left.expect("no fault").into_iter().map(shown).collect()
}

async fn take_over(world: &World, code: &str, after: Option<uuid::Uuid>) -> TakenOver {
    let portion = TakingOver {
        actor: &Actor::System,
        now: tomorrow(),
        from: &province::unit(code),
        after,
    };
    world.store.take_over(portion).await.expect("no fault")
}

async fn codes_held_by(world: &World, unit: &str) -> Vec<String> {
    let lines = world.whole_list(&held_by(unit), 20).await;
    lines.iter().map(|line| line.code.to_string()).collect()
}

#[tokio::test]
async fn what_a_commune_left_lies_with_its_successor_afterwards() {
    on_each_engine(async |world| {
        let first = world.opens(0).await;
        let second = world.opens(0).await;
        world.does("desk", &second.code, Command::Forward).await;
        let elsewhere = world.opens(2).await;
        let over = world.opens(0).await;
        let withdrawal = crate::world::hand::withdraw();
        world.does("desk", &over.code, withdrawal).await;
        assert!(left_on(world, tomorrow()).await.is_empty());

        the_commune_ends(world, Some("03002")).await;
        assert!(left_on(world, now()).await.is_empty());
        let left = [("03001-TT", 1_u64), ("03001-VHXH", 1)].map(|(unit, n)| (unit.to_owned(), n));
        assert_eq!(left_on(world, tomorrow()).await, left);

        let promised = world.load(&second.code).await.dossier.promise;
        let taken = take_over(world, "03001-TT", None).await;
        assert_eq!(taken.next, None);
        let codes: Vec<_> = taken.dossiers.iter().map(|(code, _)| code).collect();
        assert_eq!(codes.len(), 2);
        assert!(codes.contains(&&first.code) && codes.contains(&&second.code));
        assert!(taken.dossiers.iter().all(|(_, answer)| answer.is_ok()));

        assert!(left_on(world, tomorrow()).await.is_empty());
        let again = take_over(world, "03001-TT", None).await;
        assert!(again.dossiers.is_empty());
        let own = |code: &domain::dossier::code::DossierCode| vec![code.to_string()];
        assert_eq!(codes_held_by(world, "03002-TT").await, own(&first.code));
        assert_eq!(codes_held_by(world, "03002-VHXH").await, own(&second.code));
        assert_eq!(codes_held_by(world, "03003-TT").await, own(&elsewhere.code));
        let old = province::unit("03001-TT");
        assert_eq!(world.store.counts(&old).await.expect("no fault"), []);

        let loaded = world.load(&second.code).await;
        assert_eq!(loaded.dossier.promise, promised);
        let last = loaded.history.last().expect("something happened");
        assert_eq!(last.actor, "system");
        assert!(matches!(&last.recorded.event, Event::TakenOver { from, .. }
            if *from == province::unit("03001-VHXH")));
        let over = world.load(&over.code).await.dossier;
        assert_eq!(over.desk, province::unit("03001-TT"));
        assert_eq!(world.rebuilds_to_the_same().await, 4);
    })
    .await;
}

#[tokio::test]
async fn the_successor_finds_by_name_what_it_took_over() {
    on_each_engine(async |world| {
        let opened = world.opens(0).await;
        let loaded = world.load(&opened.code).await;
        let applicant = loaded.personal.applicant(loaded.dossier.applicant.id);
        let sought = Sought {
            name: applicant.expect("the applicant").name,
            ..Sought::default()
        };
        let found_at = async |unit: &str| {
            let unit = province::unit(unit);
            let found = world.store.search(&unit, &sought).await.expect("no fault");
            found.lines.len()
        };
        assert_eq!(found_at("03001-TT").await, 1);
        the_commune_ends(world, Some("03002")).await;
        take_over(world, "03001-TT", None).await;
        assert_eq!(found_at("03002-TT").await, 1);
        assert_eq!(found_at("03002").await, 1);
        assert_eq!(found_at("03001-TT").await, 0);
    })
    .await;
}

#[tokio::test]
async fn what_nobody_carries_on_with_stays_and_does_not_hold_the_rest_up() {
    on_sqlite(async |world| {
        for _ in 0..51 {
            world.opens(0).await;
        }
        the_commune_ends(world, None).await;
        let first = take_over(world, "03001-TT", None).await;
        let no = Err(NotDone::Refused(Refusal::NoSuccessor));
        assert_eq!(first.dossiers.len(), 50);
        assert!(first.dossiers.iter().all(|(_, answer)| *answer == no));
        assert!(first.next.is_some());
        let last = take_over(world, "03001-TT", first.next).await;
        assert_eq!((last.dossiers.len(), last.next), (1, None));
        let left = vec![("03001-TT".to_owned(), 51_u64)];
        assert_eq!(left_on(world, tomorrow()).await, left);
    })
    .await;
}

//! Layers of the calendar: each change a version, a year in use stays, old calendars are read.

use domain::calendar::layers::{
    Closure, Decision, LayerChange, LayerContent, LayerOwner, LayerRefusal,
};
use domain::calendar::sessions::DaySessions;
use jiff::civil::{DateTime, date};
use store::{CalendarRefusal, CalendarWrite, RulebookMoved};

use crate::world::database::Database;
use crate::world::{World, now, on_each_engine, province};

fn commune() -> LayerOwner {
    LayerOwner::Unit(province::unit(&province::commune(0)))
}

/// The commune is shut on Wednesday, all day or for some hours.
fn shut(hours: Option<DaySessions>) -> LayerContent {
    LayerContent {
        closures: vec![Closure {
            date: date(2026, 3, 4),
            hours,
            reason: "Lũ trên sông".to_owned(),
            decision: decision(),
        }],
        ..LayerContent::default()
    }
}

fn decision() -> Decision {
    Decision {
        number: "12/QĐ-UBND".to_owned(),
        on: date(2026, 3, 1),
    }
}

fn change(based_on: u64, owner: LayerOwner, content: LayerContent) -> CalendarWrite {
    CalendarWrite {
        based_on,
        owner,
        change: LayerChange {
            content,
            reason: "Lũ trên sông".to_owned(),
            decision: Some(decision()),
            by: None,
            at: Some(now().0),
        },
        what: "lịch".to_owned(),
    }
}

async fn due(world: &World, desk: usize) -> DateTime {
    let opened = world.opens(desk).await;
    let promise = world.load(&opened.code).await.dossier.promise;
    promise.expect("promised").due
}

#[tokio::test]
async fn a_closure_moves_the_promises_of_its_commune_only() {
    on_each_engine(async |world| {
        let answer = world
            .store
            .change_calendar(change(1, commune(), shut(None)))
            .await
            .expect("no fault");
        assert_eq!(answer, Ok(2));
        assert_eq!(due(world, 0).await, date(2026, 3, 6).at(17, 0, 0, 0));
        assert_eq!(due(world, 1).await, date(2026, 3, 5).at(17, 0, 0, 0));
    })
    .await;
}

#[tokio::test]
async fn every_version_of_a_layer_is_kept() {
    on_each_engine(async |world| {
        let hours: DaySessions = "07:30-11:30".parse().expect("sessions");
        let contents = [shut(None), shut(Some(hours)), LayerContent::default()];
        for (based_on, content) in (1..).zip(contents.clone()) {
            let write = change(based_on, commune(), content);
            let answer = world.store.change_calendar(write).await.expect("no fault");
            assert_eq!(answer, Ok(based_on + 1));
        }
        let versions = world.store.calendar_versions(&commune()).await;
        let versions = versions.expect("no fault");
        let numbers: Vec<u32> = versions.iter().map(|layer| layer.version).collect();
        assert_eq!(numbers, [1, 2, 3]);
        for (version, content) in versions.iter().zip(contents) {
            assert_eq!(version.content, content);
            assert_eq!(version.decision, Some(decision()));
            assert_eq!(version.at, Some(now().0));
        }
        let nation = world.store.calendar_versions(&LayerOwner::Nation).await;
        assert_eq!(nation.expect("no fault").len(), 1);
        let rules = world.store.rulebook().await.expect("no fault");
        assert_eq!(rules.calendar.layer(&commune()).version, 3);
    })
    .await;
}

#[tokio::test]
async fn a_refused_change_leaves_nothing_behind() {
    on_each_engine(async |world| {
        let stale = change(7, commune(), shut(None));
        let answer = world.store.change_calendar(stale).await.expect("no fault");
        let moved = CalendarRefusal::Moved(RulebookMoved { version: 1 });
        assert_eq!(answer, Err(moved));

        let mut silent = change(1, commune(), shut(None));
        silent.change.reason.clear();
        let answer = world.store.change_calendar(silent).await.expect("no fault");
        let refused = CalendarRefusal::Layer(LayerRefusal::ReasonMissing);
        assert_eq!(answer, Err(refused));

        let versions = world.store.calendar_versions(&commune()).await;
        assert!(versions.expect("no fault").is_empty());
        assert_eq!(world.store.rulebook().await.expect("no fault").version, 1);
    })
    .await;
}

#[tokio::test]
async fn a_year_that_open_dossiers_are_promised_in_cannot_be_taken_away() {
    on_each_engine(async |world| {
        let empty = || change(1, LayerOwner::Nation, LayerContent::default());
        let opened = world.opens(0).await;
        let answer = world
            .store
            .change_calendar(empty())
            .await
            .expect("no fault");
        let refused = CalendarRefusal::Layer(LayerRefusal::YearInUse { year: 2026 });
        assert_eq!(answer, Err(refused));

        let withdrawal = crate::world::hand::withdraw();
        world.does("desk", &opened.code, withdrawal).await;
        let answer = world
            .store
            .change_calendar(empty())
            .await
            .expect("no fault");
        assert_eq!(answer, Ok(2));
        let rules = world.store.rulebook().await.expect("no fault");
        assert!(!rules.calendar.nation().knows(2026));
    })
    .await;
}

#[tokio::test]
async fn a_calendar_from_before_there_were_layers_is_the_nations() {
    for database in Database::each().await {
        let database = World::on(database).await.close().await;
        let plain = serde_json::to_string(&province::calendar()).expect("JSON");
        database
            .run("DELETE FROM rulebook_part WHERE part LIKE 'calendar%'")
            .await;
        let old =
            format!("INSERT INTO rulebook_part (part, content) VALUES ('calendar', '{plain}')");
        database.run(&old).await;

        let world = World::again(database).await;
        let rules = world.store.rulebook().await.expect("no fault");
        assert!(rules.calendar.nation().knows(2026));
        assert_eq!(rules.calendar.layer(&LayerOwner::Nation).version, 1);
        assert_eq!(due(&world, 0).await, date(2026, 3, 5).at(17, 0, 0, 0));
        // The first change keeps what was there before as well.
        let mut content = LayerContent::from(province::calendar());
        content.closures = shut(None).closures;
        let write = change(1, LayerOwner::Nation, content);
        let answer = world.store.change_calendar(write).await.expect("no fault");
        assert_eq!(answer, Ok(2));
        let versions = world.store.calendar_versions(&LayerOwner::Nation).await;
        let versions = versions.expect("no fault");
        assert_eq!(versions.len(), 2);
        assert!(versions[0].content.closures.is_empty());
        assert_eq!(due(&world, 0).await, date(2026, 3, 6).at(17, 0, 0, 0));
        world.end().await;
    }
}

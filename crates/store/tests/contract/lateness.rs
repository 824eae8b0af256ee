//! What was late, with and without an apology, and how often was asked again.

use domain::dossier::apology::LatenessCause;
use domain::dossier::code::DossierCode;
use domain::dossier::command::{Command, MissingItem};
use domain::people::Actor;
use domain::procedure::paper::PaperKey;
use jiff::civil::{Date, date};
use store::{AgencyPeriod, DossierWrite, Filter, LateDossier, Months, PromisesKept, Scope};

use crate::world::{World, at, hand, official, on_each_engine, province, the, write};

/// Gives a command at a moment; it has to succeed.
async fn does_at(world: &World, local: &str, name: &str, code: &DossierCode, command: Command) {
    let seen = world.load(code).await.dossier.number;
    let write = DossierWrite {
        now: at(local),
        ..write(&the(name), Some(code), Some(seen), command)
    };
    world.tries(write).await.expect("a command that is open");
}

/// Promised for Thursday, with the examiner.
async fn examining(world: &World) -> DossierCode {
    let code = world.opens(0).await.code;
    world.does("desk", &code, Command::Forward).await;
    let take = hand::assign(official("examiner").id);
    world.does("examiner", &code, take).await;
    code
}

fn march(from: i8, to: i8) -> AgencyPeriod {
    let day = |day: i8| -> Date { date(2026, 3, day) };
    AgencyPeriod {
        agency: province::unit("03001"),
        from: day(from),
        to: day(to),
    }
}

async fn late(world: &World, period: &AgencyPeriod) -> Vec<LateDossier> {
    let lines = world.store.late_dossiers(period, 100).await;
    lines.expect("no fault")
}

#[tokio::test]
async fn an_apology_stands_in_the_ledger_of_its_day_and_is_rebuilt() {
    on_each_engine(async |world| {
        let code = examining(world).await;
        assert_eq!(late(world, &march(1, 31)).await, []);
        let letter = hand::apologise(date(2026, 3, 5), 1);
        does_at(world, "2026-03-05T10:00", "chair", &code, letter).await;
        let lines = late(world, &march(5, 5)).await;
        assert_eq!(lines.len(), 1);
        let line = &lines[0];
        let apology = line.apology.expect("it was sent");
        assert_eq!((&line.code, line.day), (&code, date(2026, 3, 5)));
        assert_eq!(line.due_at, at("2026-03-05T17:00"));
        assert_eq!(apology.cause, LatenessCause::TooFewOfficials);
        assert!(apology.in_time && !line.late);
        assert_eq!(line.officer, Some(official("examiner").id));
        assert_eq!(line.unit, Some(province::unit("03001-VHXH")));
        assert_eq!(late(world, &march(6, 31)).await, []);
        let other = AgencyPeriod {
            agency: province::unit("03002"),
            ..march(1, 31)
        };
        assert_eq!(late(world, &other).await, []);
        assert_eq!(world.rebuilds_to_the_same().await, 1);
        world.database.run("DELETE FROM lateness").await;
        assert_eq!(late(world, &march(1, 31)).await, []);
        world.store.rebuild().await.expect("no fault");
        assert_eq!(late(world, &march(5, 5)).await, lines);
    })
    .await;
}

#[tokio::test]
async fn what_is_settled_late_stands_there_with_or_without_an_apology() {
    on_each_engine(async |world| {
        let mut codes = Vec::new();
        for _ in 0..2 {
            let code = examining(world).await;
            world.does("examiner", &code, hand::propose()).await;
            world.does("chair", &code, Command::Approve).await;
            codes.push(code);
        }
        // Sent a day too late, and the new day is missed as well.
        let letter = hand::apologise(date(2026, 3, 6), 1);
        does_at(world, "2026-03-06T10:00", "chair", &codes[0], letter).await;
        for code in &codes {
            let result = hand::record_result(None);
            does_at(world, "2026-03-10T10:00", "clerk", code, result).await;
        }
        let lines = late(world, &march(1, 31)).await;
        let told: Vec<_> = lines
            .iter()
            .map(|line| (&line.code, line.day, line.late, line.apology.is_some()))
            .collect();
        assert_eq!(
            told,
            [
                (&codes[0], date(2026, 3, 6), true, true),
                (&codes[1], date(2026, 3, 10), true, false),
            ]
        );
        assert!(!lines[0].apology.expect("it was sent").in_time);
        let ids = [
            world.load(&codes[0]).await.id,
            world.load(&codes[1]).await.id,
        ];
        let excused = world.store.apologised_for(&ids).await.expect("no fault");
        assert_eq!(excused.into_iter().collect::<Vec<_>>(), [ids[0]]);
        assert_eq!(world.rebuilds_to_the_same().await, 2);
    })
    .await;
}

#[tokio::test]
async fn a_further_request_is_counted_for_the_agency_that_answers() {
    on_each_engine(async |world| {
        let code = examining(world).await;
        let count = async || {
            let count = world.store.asked_again_count(&march(1, 31)).await;
            count.expect("no fault")
        };
        world.does("examiner", &code, hand::ask()).await;
        world
            .does_as(&Actor::Applicant, &code, hand::supplement())
            .await;
        assert_eq!(count().await, 0);
        let again = Command::AskSupplement {
            items: vec![MissingItem {
                paper: PaperKey("letter".to_owned()),
                what: hand::words("Nộp lại bản rõ"),
            }],
            reason: hand::words("Vẫn chưa rõ"),
            again_because: Some(hand::words("Lần trước ghi thiếu")),
        };
        world.does("chair", &code, again).await;
        assert_eq!(count().await, 1);
        let published = kept(world, date(2026, 3, 1), date(2026, 3, 1)).await;
        assert_eq!(published[0].asked_again, 1);
        assert_eq!(world.rebuilds_to_the_same().await, 1);
        world.database.run("DELETE FROM asked_again").await;
        assert_eq!(count().await, 0);
        world.store.rebuild().await.expect("no fault");
        assert_eq!(count().await, 1);
    })
    .await;
}

/// What every agency made of its promises between two days.
async fn kept(world: &World, first: Date, last: Date) -> Vec<PromisesKept> {
    let agencies = [province::unit("03001"), province::unit("03002")];
    let months = Months { first, last };
    let kept = world.store.promises_kept(&agencies, months).await;
    kept.expect("no fault")
}

#[tokio::test]
async fn everybody_reads_by_month_what_became_of_an_agencys_promises() {
    on_each_engine(async |world| {
        let mut codes = Vec::new();
        for _ in 0..3 {
            let code = examining(world).await;
            world.does("examiner", &code, hand::propose()).await;
            world.does("chair", &code, Command::Approve).await;
            codes.push(code);
        }
        assert_eq!(kept(world, date(2026, 1, 1), date(2026, 12, 31)).await, []);
        // In time; with a letter, and late all the same; late without a word.
        let result = || hand::record_result(None);
        does_at(world, "2026-03-04T10:00", "clerk", &codes[0], result()).await;
        let letter = hand::apologise(date(2026, 3, 5), 1);
        does_at(world, "2026-03-05T10:00", "chair", &codes[1], letter).await;
        for code in &codes[1..] {
            does_at(world, "2026-04-01T10:00", "clerk", code, result()).await;
        }
        let agency = || province::unit("03001");
        let march = PromisesKept {
            agency: agency(),
            settled: 1,
            apologised: 1,
            unexcused: 0,
            asked_again: 0,
        };
        let april = PromisesKept {
            agency: agency(),
            settled: 2,
            apologised: 0,
            unexcused: 1,
            asked_again: 0,
        };
        let both = PromisesKept {
            agency: agency(),
            settled: 3,
            apologised: 1,
            unexcused: 1,
            asked_again: 0,
        };
        let (end, begin) = (date(2026, 3, 31), date(2026, 4, 1));
        assert_eq!(kept(world, end, end).await, [march]);
        assert_eq!(kept(world, begin, begin).await, [april]);
        assert_eq!(kept(world, end, begin).await, std::slice::from_ref(&both));
        assert_eq!(world.rebuilds_to_the_same().await, 3);
        world.database.run("DELETE FROM settlement").await;
        assert_eq!(kept(world, end, begin).await, []);
        world.store.rebuild().await.expect("no fault");
        assert_eq!(kept(world, end, begin).await, [both]);
    })
    .await;
}

#[tokio::test]
async fn what_is_paused_is_not_overdue_in_any_list() {
    on_each_engine(async |world| {
        let code = examining(world).await;
        examining(world).await;
        world.does("examiner", &code, hand::pause()).await;
        let overdue = Filter {
            running: true,
            due_before: Some(at("2026-03-31T09:00")),
            ..Filter::open_in(Scope::SettledBy(province::unit("03001")))
        };
        assert_eq!(world.whole_list(&overdue, 100).await.len(), 1);
        world.does("examiner", &code, Command::Resume).await;
        assert_eq!(world.whole_list(&overdue, 100).await.len(), 2);
        assert_eq!(world.rebuilds_to_the_same().await, 2);
    })
    .await;
}

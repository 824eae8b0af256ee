//! How long steps took, and lists in the order in which work should begin.

use domain::dossier::Now;
use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::dossier::pace::Bucket;
use store::{Cursor, DossierWrite, Filter, ListOrder};
use uuid::Uuid;

use crate::world::{World, at, hand, held_by, on_each_engine, opening, province, the, write};

/// Gives a command at a moment; it has to succeed.
async fn does_at(world: &World, local: &str, name: &str, code: &DossierCode, command: Command) {
    let seen = world.load(code).await.dossier.number;
    let write = DossierWrite {
        now: at(local),
        ..write(&the(name), Some(code), Some(seen), command)
    };
    world.tries(write).await.expect("a command that is open");
}

/// Received on a day, forwarded after an hour, and proposed the next morning.
async fn proposed(world: &World, day: u32) -> DossierCode {
    let moment = |day: u32, clock: &str| format!("2026-03-{day:02}T{clock}");
    let opened = world
        .tries(DossierWrite {
            now: at(&moment(day, "09:00")),
            ..opening(0, None)
        })
        .await
        .expect("opened");
    let code = opened.code;
    does_at(
        world,
        &moment(day, "10:00"),
        "desk",
        &code,
        Command::Forward,
    )
    .await;
    let next = moment(day + 1, "08:00");
    does_at(world, &next, "examiner", &code, hand::propose()).await;
    code
}

/// What the committee itself has to do, as its inbox shows it.
fn inbox() -> Filter {
    Filter {
        order: ListOrder::StartBy,
        ..held_by("03001")
    }
}

/// The inbox: which dossier should begin by when.
async fn shown(world: &World) -> Vec<(DossierCode, Option<Now>)> {
    let lines = world.whole_list(&inbox(), 100).await.into_iter();
    lines.map(|line| (line.code, line.start_by)).collect()
}

/// The counts of steps, as text.
async fn paces(world: &World) -> Vec<String> {
    let mut texts = world.store.lists_as_text().await.expect("no fault");
    texts.retain(|text| text.contains("bucket: "));
    texts
}

#[tokio::test]
async fn what_should_begin_first_stands_first_and_a_rebuild_keeps_it() {
    on_each_engine(async |world| {
        let numbered = proposed(world, 2).await;
        let decided = proposed(world, 2).await;
        let slow = proposed(world, 2).await;
        let approve = async |code: &DossierCode| {
            does_at(world, "2026-03-03T09:00", "chair", code, Command::Approve).await;
        };
        approve(&numbered).await;
        // As the workflow says: two hours and a half to decide and number, half an hour to number.
        let (deciding, numbering) = (at("2026-03-05T14:30"), at("2026-03-05T16:30"));
        assert_eq!(
            shown(world).await,
            [
                (decided.clone(), Some(deciding)),
                (slow.clone(), Some(deciding)),
                (numbered.clone(), Some(numbering)),
            ]
        );
        // All are due at once, so by the promise the oldest stands first.
        let by_promise = world.whole_list(&held_by("03001"), 100).await;
        assert_eq!(by_promise[0].code, numbered);

        // Numbering turns out to take two days and more.
        let often = format!(
            "INSERT INTO pace (procedure, unit, step, bucket, count) VALUES ('{}', '{}', \
             'records', {}, 20)",
            province::REGISTER,
            province::unit("03001").as_str(),
            Bucket::of(1_000).number(),
        );
        world.database.run(&often).await;
        let before = shown(world).await;
        world.store.learn_usual_times().await.expect("no fault");
        assert_eq!(shown(world).await, before, "only a write moves a dossier");
        approve(&slow).await;
        let expected = [
            (slow, Some(at("2026-03-03T13:12"))),
            (decided, Some(deciding)),
            (numbered, Some(numbering)),
        ];
        assert_eq!(shown(world).await, expected);

        // What was usual at that moment cannot be reckoned from the events; it stays all the same.
        world.store.rebuild().await.expect("no fault");
        world.store.learn_usual_times().await.expect("no fault");
        assert_eq!(shown(world).await, expected);
        assert_eq!(world.rebuilds_to_the_same().await, 3);
    })
    .await;
}

#[tokio::test]
async fn each_step_of_a_life_is_counted_once() {
    on_each_engine(async |world| {
        for _ in 0..2 {
            let code = proposed(world, 2).await;
            let approve = Command::Approve;
            does_at(world, "2026-03-03T09:00", "chair", &code, approve).await;
            let record = hand::record_result(None);
            does_at(world, "2026-03-03T10:00", "clerk", &code, record).await;
            let hand_over = hand::hand_over();
            does_at(world, "2026-03-03T11:00", "desk", &code, hand_over).await;
        }
        let counted = paces(world).await;
        assert_eq!(counted.len(), 4, "{counted:?}");
        for text in &counted {
            assert!(text.ends_with("count: 2 }"), "{text}");
        }
        let examined = format!("bucket: {}", Bucket::of(360).number());
        let of_examination = |text: &&String| text.contains("\"examination\"");
        let found = counted.iter().find(of_examination);
        assert!(found.is_some_and(|text| text.contains(&examined)));

        // What ends in another way teaches nothing.
        let asked = world.opens(0).await.code;
        world.does("desk", &asked, hand::ask()).await;
        let withdrawn = world.opens(0).await.code;
        world.does("desk", &withdrawn, hand::withdraw()).await;
        assert_eq!(paces(world).await, counted);
        assert_eq!(world.rebuilds_to_the_same().await, 4);
        world.database.run("UPDATE pace SET count = 7").await;
        world.store.rebuild().await.expect("no fault");
        assert_eq!(paces(world).await, counted);
    })
    .await;
}

#[tokio::test]
async fn pages_go_on_in_the_order_they_began_in() {
    on_each_engine(async |world| {
        for n in 0..8 {
            let code = proposed(world, [4, 2, 3][n % 3]).await;
            if n % 2 == 0 {
                let approve = Command::Approve;
                does_at(world, "2026-03-05T09:00", "chair", &code, approve).await;
            }
        }
        let ids = |lines: &[store::Line]| lines.iter().map(|line| line.id).collect::<Vec<Uuid>>();
        let whole = world.whole_list(&inbox(), 100).await;
        assert_eq!(whole.len(), 8);
        assert!(whole.is_sorted_by_key(|line| (line.start_by, line.id)));
        for limit in [1, 3, 7, 8] {
            let paged = world.whole_list(&inbox(), limit).await;
            assert_eq!(ids(&paged), ids(&whole));
        }

        // An address from before, or of another list, is read in its own order.
        let by_promise = Filter {
            limit: 3,
            ..held_by("03001")
        };
        let first = world.store.list(&by_promise).await.expect("no fault");
        let text = first.next.expect("there is more").to_string();
        let place: Cursor = text.parse().expect("a place reads back");
        let follow = async |filter: Filter| {
            let after = Some(place);
            let page = world.store.list(&Filter { after, ..filter }).await;
            ids(&page.expect("no fault").lines)
        };
        let next = follow(by_promise).await;
        assert_eq!(next.len(), 3);
        let old = Filter {
            limit: 3,
            ..inbox()
        };
        assert_eq!(follow(old).await, next);
    })
    .await;
}

#[tokio::test]
async fn the_order_is_mended_and_what_is_older_begins_when_it_is_due() {
    on_each_engine(async |world| {
        let code = proposed(world, 2).await;
        world.files_online(0).await;
        let before = world.store.lists_as_text().await.expect("no fault");
        world.database.run("UPDATE listing SET start_by = 7").await;
        assert_ne!(world.store.lists_as_text().await.expect("no fault"), before);
        world.store.rebuild().await.expect("no fault");
        assert_eq!(world.store.lists_as_text().await.expect("no fault"), before);

        // As the migration leaves what was there before it.
        for sql in [
            "UPDATE dossier SET start_by = NULL",
            "UPDATE listing SET start_by = due_at",
        ] {
            world.database.run(sql).await;
        }
        assert_eq!(world.rebuilds_to_the_same().await, 2);
        let due = Some(at("2026-03-05T17:00"));
        assert_eq!(shown(world).await, [(code, due)]);
    })
    .await;
}

//! What officials follow: a mark of their own that no event knows.

use domain::people::OfficialId;
use store::{Filter, Line, Scope};
use uuid::Uuid;

use crate::world::{World, at, hand, now, official, on_each_engine};

async fn follows(world: &World, who: OfficialId, dossier: Uuid) {
    let followed = world.store.follow(who, dossier, now()).await;
    followed.expect("followed");
}

async fn followed(world: &World, filter: &Filter) -> Vec<Uuid> {
    let lines = world.whole_list(filter, 100).await;
    lines.iter().map(|line: &Line| line.id).collect()
}

fn all_of(who: OfficialId) -> Filter {
    Filter::open_in(Scope::FollowedBy(who))
}

#[tokio::test]
async fn what_is_followed_is_a_list_of_its_own_until_it_is_not() {
    on_each_engine(async |world| {
        let (desk, chair) = (official("desk").id, official("chair").id);
        let here = world.opens(0).await;
        let there = world.opens(1).await;
        world.opens(0).await;
        assert!(followed(world, &all_of(desk)).await.is_empty());
        // Pressed twice, it is done once.
        for _ in 0..2 {
            follows(world, desk, here.dossier).await;
            follows(world, desk, there.dossier).await;
        }
        follows(world, chair, here.dossier).await;
        let mut both = vec![here.dossier, there.dossier];
        both.sort_unstable();
        let mut seen = followed(world, &all_of(desk)).await;
        seen.sort_unstable();
        assert_eq!(seen, both);
        assert_eq!(followed(world, &all_of(chair)).await, [here.dossier]);
        let is_followed = async |who, dossier| {
            let answer = world.store.is_followed(who, dossier).await;
            answer.expect("no fault")
        };
        assert!(is_followed(desk, there.dossier).await);
        assert!(!is_followed(chair, there.dossier).await);

        for _ in 0..2 {
            let ended = world.store.unfollow(desk, here.dossier).await;
            ended.expect("followed no more");
        }
        assert_eq!(followed(world, &all_of(desk)).await, [there.dossier]);
        assert_eq!(followed(world, &all_of(chair)).await, [here.dossier]);
    })
    .await;
}

#[tokio::test]
async fn filters_and_pages_hold_for_what_is_followed() {
    on_each_engine(async |world| {
        let desk = official("desk").id;
        for _ in 0..5 {
            follows(world, desk, world.opens(0).await.dossier).await;
        }
        let online = world.files_online(0).await;
        follows(world, desk, online.dossier).await;
        let ended = world.opens(0).await;
        follows(world, desk, ended.dossier).await;
        world.does("desk", &ended.code, hand::withdraw()).await;

        let whole = followed(world, &all_of(desk)).await;
        assert_eq!(whole.len(), 6);
        // Whatever is due comes first, whatever has no promise last.
        assert_eq!(whole.last(), Some(&online.dossier));
        for limit in [1, 2, 5, 6] {
            let paged = world.whole_list(&all_of(desk), limit).await;
            let paged: Vec<Uuid> = paged.iter().map(|line| line.id).collect();
            assert_eq!(paged, whole);
        }
        let received = Filter {
            stage: Some("received".to_owned()),
            due_before: Some(at("2026-03-31T00:00")),
            ..all_of(desk)
        };
        assert_eq!(followed(world, &received).await.len(), 5);
        let over = Filter {
            open: Some(false),
            ..all_of(desk)
        };
        assert_eq!(followed(world, &over).await, [ended.dossier]);
    })
    .await;
}

#[tokio::test]
async fn a_page_goes_on_behind_any_line() {
    on_each_engine(async |world| {
        let desk = official("desk").id;
        follows(world, desk, world.opens(0).await.dossier).await;
        follows(world, desk, world.opens(0).await.dossier).await;
        follows(world, desk, world.files_online(0).await.dossier).await;
        let whole = world.whole_list(&all_of(desk), 100).await;
        for (place, line) in whole.iter().enumerate() {
            let rest = Filter {
                after: Some(store::Cursor::behind(store::ListOrder::DueAt, line)),
                ..all_of(desk)
            };
            let rest = followed(world, &rest).await;
            let wanted: Vec<Uuid> = whole[place + 1..].iter().map(|line| line.id).collect();
            assert_eq!(rest, wanted);
        }
    })
    .await;
}

#[tokio::test]
async fn a_rebuild_leaves_what_is_followed_and_erasure_removes_it() {
    on_each_engine(async |world| {
        let (desk, chair) = (official("desk").id, official("chair").id);
        let (kept, erased) = (world.opens(0).await, world.opens(0).await);
        for who in [desk, chair] {
            follows(world, who, kept.dossier).await;
            follows(world, who, erased.dossier).await;
        }
        let before = world.database.dump().await;
        world.rebuilds_to_the_same().await;
        assert_eq!(follow_rows(&world.database.dump().await), 4);
        assert_eq!(follow_rows(&before), 4);

        world
            .store
            .erase_personal(&erased.code)
            .await
            .expect("erased");
        assert_eq!(follow_rows(&world.database.dump().await), 2);
        for who in [desk, chair] {
            assert_eq!(followed(world, &all_of(who)).await, [kept.dossier]);
        }
    })
    .await;
}

/// How many rows of a dump say that somebody follows something.
fn follow_rows(dump: &[String]) -> usize {
    dump.iter().filter(|row| row.starts_with("follow ")).count()
}

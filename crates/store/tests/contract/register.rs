//! The tracking register: what was received in a period, and how far it came.

use domain::dossier::Now;
use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::people::Actor;
use store::{DossierWrite, RegisterLine, RegisterOf, RegisterPeriod, Viewed};

use crate::world::{World, at, hand, official, on_each_engine, opening, province};

/// A dossier of the first desk, received at this local time.
async fn received(world: &World, local: &str) -> DossierCode {
    let write = DossierWrite {
        now: at(local),
        ..opening(0, None)
    };
    world.tries(write).await.expect("received").code
}

fn period(from: &str, until: &str) -> RegisterPeriod {
    RegisterPeriod {
        of: RegisterOf::Desk(province::desk(0)),
        from: at(from),
        until: at(until),
    }
}

/// Every line of a register, through all pages of `limit`.
async fn whole(world: &World, period: &RegisterPeriod, limit: u64) -> Vec<RegisterLine> {
    let mut lines = Vec::new();
    let mut after = None;
    loop {
        let page = world.store.register(period, after, limit).await;
        let page = page.expect("no fault");
        lines.extend(page.lines);
        let Some(next) = page.next else {
            return lines;
        };
        // Addresses carry a place as text.
        after = Some(next.to_string().parse().expect("a place"));
    }
}

fn codes(lines: &[RegisterLine]) -> Vec<DossierCode> {
    lines.iter().map(|line| line.dossier.code.clone()).collect()
}

#[tokio::test]
async fn a_register_has_its_period_and_no_more() {
    on_each_engine(async |world| {
        let first = received(world, "2026-03-02T09:00").await;
        let same = received(world, "2026-03-02T09:00").await;
        let last = received(world, "2026-03-03T23:59").await;
        let later = received(world, "2026-03-04T00:00").await;
        world.files_online(0).await;
        world.opens(1).await;

        let march = period("2026-03-01T00:00", "2026-04-01T00:00");
        let all = [&first, &same, &last, &later].map(Clone::clone);
        for limit in [1, 2, 100] {
            assert_eq!(codes(&whole(world, &march, limit).await), all);
        }
        let two_days = period("2026-03-02T00:00", "2026-03-04T00:00");
        assert_eq!(codes(&whole(world, &two_days, 2).await), all[..3]);
        let before = period("2026-02-01T00:00", "2026-03-02T09:00");
        assert!(whole(world, &before, 2).await.is_empty());

        // The agency's register has what came in at any desk for it.
        let agency = RegisterPeriod {
            of: RegisterOf::Agency(province::unit("03001")),
            ..march.clone()
        };
        assert_eq!(codes(&whole(world, &agency, 3).await), all);
        // A place before the period begins at its beginning.
        let place = world.store.register(&march, None, 1).await;
        let place = place.expect("no fault").next;
        let late = period("2026-03-04T00:00", "2026-04-01T00:00");
        let page = world.store.register(&late, place, 9).await;
        assert_eq!(codes(&page.expect("no fault").lines), [later]);
    })
    .await;
}

#[tokio::test]
async fn a_line_says_how_far_the_dossier_came() {
    on_each_engine(async |world| {
        let code = received(world, "2026-03-02T09:00").await;
        let does = async |actor: &str, local: &str, command: Command| {
            let seen = world.load(&code).await.dossier.number;
            let actor = Actor::Official(official(actor));
            let write = DossierWrite {
                now: at(local),
                ..crate::world::write(&actor, Some(&code), Some(seen), command)
            };
            world.tries(write).await.expect("done");
        };
        let to_examiner = hand::assign(official("examiner").id);
        does("desk", "2026-03-02T10:00", Command::Forward).await;
        does("examiner", "2026-03-02T10:30", to_examiner).await;
        does("examiner", "2026-03-02T14:00", hand::propose()).await;
        does("chair", "2026-03-03T08:00", Command::Approve).await;
        does("clerk", "2026-03-03T09:00", hand::record_result(None)).await;

        let march = period("2026-03-01T00:00", "2026-04-01T00:00");
        let lines = whole(world, &march, 10).await;
        let times = |line: &RegisterLine| -> [Option<Now>; 3] {
            [line.forwarded_at, line.result_at, line.returned_at]
        };
        let so_far = [Some(at("2026-03-02T10:00")), Some(at("2026-03-03T09:00"))];
        assert_eq!(times(&lines[0]), [so_far[0], so_far[1], None]);
        let applicant = lines[0].applicant.as_ref().expect("not erased");
        assert_eq!(applicant.address, "Bản Nà Khương");

        does("desk", "2026-03-04T08:00", hand::hand_over()).await;
        let lines = whole(world, &march, 10).await;
        assert_eq!(lines[0].returned_at, Some(at("2026-03-04T08:00")));
        world.store.erase_personal(&code).await.expect("erased");
        let lines = whole(world, &march, 10).await;
        assert_eq!(lines[0].applicant, None);
    })
    .await;
}

#[tokio::test]
async fn a_paper_of_many_dossiers_is_noted_at_each() {
    on_each_engine(async |world| {
        let ids = [world.opens(0).await.dossier, world.opens(0).await.dossier];
        let desk = official("desk").id;
        for noted in [&ids[..], &[]] {
            let noted = world
                .store
                .note_viewings(desk, noted, Viewed::Paper, crate::world::now());
            noted.await.expect("noted");
        }
        for id in ids {
            let looks = world.store.viewings(id).await.expect("no fault");
            assert_eq!(looks.len(), 1);
            assert_eq!((looks[0].official, looks[0].what.as_str()), (desk, "paper"));
        }
    })
    .await;
}

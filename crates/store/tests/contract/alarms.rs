//! What time claims is recorded once, whatever restarts, and whoever is told is told once a day.

use domain::dossier::alarm::AlarmKind;
use domain::dossier::code::DossierCode;
use domain::dossier::command::Command;
use domain::people::OfficialId;
use jiff::civil::date;
use store::{AlarmBacklog, AlarmFilter, AlarmsOf, Digest, DossierWrite};

use crate::world::{World, at, hand, now, official, on_each_engine, province, the, write};

/// Promised for Thursday the 5th, with the examiner; nothing has happened since Monday.
async fn examining(world: &World) -> DossierCode {
    let code = world.opens(0).await.code;
    world.does("desk", &code, Command::Forward).await;
    let take = hand::assign(official("examiner").id);
    world.does("examiner", &code, take).await;
    code
}

async fn claims(world: &World, local: &str) -> u64 {
    let claimed = world.store.claim_alarms(at(local)).await;
    claimed.expect("no fault")
}

/// What was to be told from the 1st to the 31st.
fn of_the_month(of: &AlarmsOf) -> AlarmFilter {
    AlarmFilter {
        of: of.clone(),
        days: (date(2026, 3, 1), date(2026, 3, 31)),
        kind: None,
    }
}

/// The kinds that still stand of what was to be told from the 1st to the 31st: as listed, as
/// counted, and each asked for alone.
async fn standing(world: &World, of: &AlarmsOf, local: &str) -> Vec<AlarmKind> {
    let (all, now) = (of_the_month(of), at(local));
    let alarms = world.store.alarms(&all, now, 100).await;
    let alarms = alarms.expect("no fault").into_iter();
    let kinds: Vec<AlarmKind> = alarms.map(|alarm| alarm.kind).collect();
    let counts = world.store.alarm_counts(&all, now).await.expect("no fault");
    for kind in AlarmKind::ALL {
        let listed = kinds.iter().filter(|listed| **listed == kind).count();
        let counted = counts.get(&kind).copied().unwrap_or_default();
        assert_eq!(counted, listed as u64, "{kind:?}");
        let only = AlarmFilter {
            kind: Some(kind),
            ..all.clone()
        };
        let alone = world.store.alarms(&only, now, 100).await;
        assert_eq!(alone.expect("no fault").len(), listed, "{kind:?}");
    }
    kinds
}

async fn backlog(world: &World, local: &str) -> AlarmBacklog {
    let backlog = world.store.alarm_backlog(at(local)).await;
    backlog.expect("no fault")
}

async fn untold(world: &World, day: i8) -> Vec<OfficialId> {
    let digests = world.store.untold_digests(date(2026, 3, day), 100).await;
    let digests = digests.expect("no fault").into_iter();
    digests.map(|digest| digest.official).collect()
}

#[tokio::test]
async fn each_claim_is_recorded_once_however_the_clock_goes() {
    on_each_engine(async |world| {
        examining(world).await;
        assert_eq!(claims(world, "2026-03-03T16:00").await, 0);
        assert_eq!(claims(world, "2026-03-04T06:00").await, 0);
        let due = AlarmBacklog {
            due: 3,
            claimed: 0,
            untold: 0,
        };
        assert_eq!(backlog(world, "2026-03-04T08:00").await, due);
        assert_eq!(claims(world, "2026-03-04T08:00").await, 3);
        for again in ["2026-03-04T08:00", "2026-03-03T08:00", "2026-03-05T08:00"] {
            assert_eq!(claims(world, again).await, 0, "{again}");
        }
        let claimed = AlarmBacklog {
            due: 0,
            claimed: 3,
            untold: 2,
        };
        assert_eq!(backlog(world, "2026-03-04T08:00").await, claimed);
        assert_eq!(claims(world, "2026-03-06T08:00").await, 1);
        assert_eq!(world.rebuilds_to_the_same().await, 1);
        assert_eq!(claims(world, "2026-03-06T08:00").await, 0);
    })
    .await;
}

#[tokio::test]
async fn after_days_asleep_everything_is_claimed_in_the_order_of_time() {
    on_each_engine(async |world| {
        let code = examining(world).await;
        assert_eq!(claims(world, "2026-03-09T10:00").await, 4);
        let now = at("2026-03-09T10:00");
        let agency = of_the_month(&AlarmsOf::Agency(province::unit("03001")));
        let alarms = world.store.alarms(&agency, now, 100).await;
        let alarms = alarms.expect("no fault");
        assert!(alarms.iter().all(|alarm| alarm.code == code));
        assert!(alarms.is_sorted_by_key(|alarm| alarm.at));
        // What was nearly due is overdue by now.
        let last = alarms.last().expect("there are some");
        assert_eq!(last.kind, AlarmKind::Overdue);
        assert_eq!((last.at, last.about), (at("2026-03-05T17:00"), last.at));
        assert_eq!(alarms.len(), 3);
        let first = world.store.alarms(&agency, now, 1).await.expect("no fault");
        assert_eq!(first.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_longer_so_is_no_longer_told() {
    on_each_engine(async |world| {
        let code = examining(world).await;
        assert_eq!(claims(world, "2026-03-04T08:00").await, 3);
        let officer = AlarmsOf::Officer(official("examiner").id);
        let kinds = standing(world, &officer, "2026-03-04T09:00").await;
        assert_eq!(kinds.len(), 3);
        let seen = world.load(&code).await.dossier.number;
        let letter = hand::apologise(date(2026, 3, 4), 1);
        let write = DossierWrite {
            now: at("2026-03-04T10:00"),
            ..write(&the("chair"), Some(&code), Some(seen), letter)
        };
        world.tries(write).await.expect("a command that is open");
        assert_eq!(standing(world, &officer, "2026-03-04T11:00").await, []);
        // The new day is claimed anew, without a second letter.
        assert_eq!(claims(world, "2026-03-05T08:00").await, 1);
        let kinds = standing(world, &officer, "2026-03-05T09:00").await;
        assert_eq!(kinds, [AlarmKind::NearDue]);
        let other = AlarmsOf::Officer(official("second examiner").id);
        assert_eq!(standing(world, &other, "2026-03-05T09:00").await, []);
    })
    .await;
}

#[tokio::test]
async fn officer_and_leader_are_told_once_a_day() {
    on_each_engine(async |world| {
        examining(world).await;
        examining(world).await;
        assert_eq!(claims(world, "2026-03-04T08:00").await, 6);
        let (examiner, chair) = (official("examiner").id, official("chair").id);
        assert_eq!(untold(world, 3).await, []);
        let mut people = untold(world, 4).await;
        people.sort_unstable();
        assert_eq!(people, [examiner, chair]);
        let digest = Digest {
            official: chair,
            day: date(2026, 3, 4),
        };
        for _ in 0..2 {
            let told = world.store.told(digest, now()).await;
            told.expect("no fault");
        }
        assert_eq!(untold(world, 4).await, [examiner]);
        assert!(digest.key().ends_with(".2026-03-04"));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_two_servers_one_records_it() {
    on_each_engine(async |world| {
        for _ in 0..8 {
            examining(world).await;
        }
        let second = if world.database.is_sqlite() {
            world.store.clone()
        } else {
            world.second_store().await
        };
        let now = at("2026-03-04T08:00");
        let (one, other) = tokio::join!(world.store.claim_alarms(now), second.claim_alarms(now));
        let both = one.expect("no fault") + other.expect("no fault");
        assert_eq!(both, 8 * 3);
        if !world.database.is_sqlite() {
            second.close().await.expect("closed");
        }
    })
    .await;
}

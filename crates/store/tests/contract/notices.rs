//! What has to be told is taken by one, tried again, and ended once.

use domain::dossier::Now;
use store::{Carrier, ClaimedJob, JobEnd, Store, Tried};

use crate::world::{World, at, hand, on_each_engine, opening};

/// Everything that is due, taken.
async fn claims(store: &Store, now: Now) -> Vec<ClaimedJob> {
    store.claim_jobs(now, 50).await.expect("no fault")
}

async fn ends(world: &World, job: &ClaimedJob, end: JobEnd, when: Now) {
    let tried = Tried::Ended(end, when);
    let settled = world.store.settle_job(job.clone(), tried).await;
    settled.expect("no fault");
}

fn purposes(jobs: &[ClaimedJob]) -> Vec<&str> {
    let mut purposes: Vec<&str> = jobs.iter().map(|job| job.key.purpose.as_str()).collect();
    purposes.sort_unstable();
    purposes
}

#[tokio::test]
async fn a_notice_is_taken_by_one_and_told_once() {
    on_each_engine(async |world| {
        let opened = world.opens(0).await;
        let morning = at("2026-03-02T09:01");
        let jobs = claims(&world.store, morning).await;
        assert_eq!(purposes(&jobs), ["tell_received", "tell_submitted"]);
        assert!(jobs.iter().all(|job| job.attempts == 1));
        assert!(claims(&world.store, morning).await.is_empty());

        ends(world, &jobs[0], JobEnd::Delivered(Carrier::Mail), morning).await;
        ends(world, &jobs[1], JobEnd::Overtaken, morning).await;
        assert!(
            claims(&world.store, at("2026-03-05T09:00"))
                .await
                .is_empty()
        );
        assert_eq!(world.store.count_jobs().await.expect("no fault"), 0);
        let lines = world.store.jobs_of(opened.dossier).await.expect("no fault");
        assert_eq!(lines.len(), 2);
        let told = lines.iter().find(|line| line.key == jobs[0].key);
        assert_eq!(
            told.and_then(|line| line.end),
            Some((JobEnd::Delivered(Carrier::Mail), Some(morning)))
        );
    })
    .await;
}

#[tokio::test]
async fn who_dies_while_telling_leaves_it_to_the_next_and_comes_back_in_vain() {
    on_each_engine(async |world| {
        world.opens(0).await;
        let first = claims(&world.store, at("2026-03-02T09:00")).await;
        assert!(
            claims(&world.store, at("2026-03-02T09:14"))
                .await
                .is_empty()
        );
        let second = claims(&world.store, at("2026-03-02T09:16")).await;
        assert_eq!(purposes(&second), purposes(&first));
        assert!(second.iter().all(|job| job.attempts == 2));
        // The first one was only slow: what it says now no longer counts.
        for job in &first {
            ends(world, job, JobEnd::Refused, at("2026-03-02T09:17")).await;
        }
        assert_eq!(world.store.count_jobs().await.expect("no fault"), 2);
        for job in &second {
            let carried = JobEnd::Delivered(Carrier::Sms);
            ends(world, job, carried, at("2026-03-02T09:18")).await;
        }
        assert_eq!(world.store.count_jobs().await.expect("no fault"), 0);
    })
    .await;
}

#[tokio::test]
async fn a_failed_try_counts_and_a_postponed_one_does_not() {
    on_each_engine(async |world| {
        world.opens(0).await;
        let jobs = claims(&world.store, at("2026-03-02T09:00")).await;
        let again = Tried::Again(at("2026-03-02T09:01"));
        let morning = Tried::NotYet(at("2026-03-03T07:00"));
        for (job, tried) in [(&jobs[0], again), (&jobs[1], morning)] {
            let settled = world.store.settle_job(job.clone(), tried).await;
            settled.expect("no fault");
        }
        let soon = claims(&world.store, at("2026-03-02T09:01")).await;
        assert_eq!(soon.len(), 1);
        assert_eq!((&soon[0].key, soon[0].attempts), (&jobs[0].key, 2));
        let end = JobEnd::Unanswered;
        ends(world, &soon[0], end, at("2026-03-02T09:02")).await;
        let next_day = claims(&world.store, at("2026-03-03T07:00")).await;
        assert_eq!(next_day.len(), 1);
        assert_eq!((&next_day[0].key, next_day[0].attempts), (&jobs[1].key, 1));
    })
    .await;
}

#[tokio::test]
async fn a_charge_waits_a_while_because_most_are_paid_at_once() {
    on_each_engine(async |world| {
        let code = world.opens(0).await.code;
        for job in claims(&world.store, at("2026-03-02T09:00")).await {
            ends(world, &job, JobEnd::Overtaken, at("2026-03-02T09:00")).await;
        }
        world.does("cashier", &code, hand::charge()).await;
        assert!(
            claims(&world.store, at("2026-03-02T09:29"))
                .await
                .is_empty()
        );
        let jobs = claims(&world.store, at("2026-03-02T09:30")).await;
        assert_eq!(purposes(&jobs), ["tell_to_pay"]);
    })
    .await;
}

#[tokio::test]
async fn a_first_channel_does_not_begin_with_what_everybody_knows() {
    on_each_engine(async |world| {
        let opened = world.opens(0).await;
        assert!(
            claims(&world.store, at("2026-03-05T09:01"))
                .await
                .is_empty()
        );
        let lines = world.store.jobs_of(opened.dossier).await.expect("no fault");
        let ends: Vec<_> = lines.iter().filter_map(|line| line.end).collect();
        let stale = (JobEnd::Stale, Some(at("2026-03-05T09:01")));
        assert_eq!(ends, [stale, stale]);
        assert_eq!(world.store.count_jobs().await.expect("no fault"), 0);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_tell_share_the_work_and_nobody_is_told_twice() {
    on_each_engine(async |world| {
        for number in 0..10 {
            let key = format!("k{number}");
            world.tries(opening(0, Some(&key))).await.expect("opened");
        }
        let other = if world.database.is_sqlite() {
            world.store.clone()
        } else {
            world.second_store().await
        };
        let now = at("2026-03-02T09:01");
        let (ours, theirs) = tokio::join!(claims(&world.store, now), claims(&other, now));
        let mut keys: Vec<_> = ours
            .iter()
            .chain(&theirs)
            .map(|job| (job.key.dossier, job.key.number))
            .collect();
        assert_eq!(keys.len(), 20);
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), 20);
        if !world.database.is_sqlite() {
            other.close().await.expect("closed");
        }
    })
    .await;
}

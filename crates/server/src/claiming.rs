//! Every few minutes, what time claims of dossiers is recorded, and officials find it on their pages.
//!
//! Each claim has a key of its own: after days asleep everything is caught up with, and twice is
//! harmless.

use std::time::Duration;

use domain::dossier::Now;
use store::{Fault, Store};
use web::app::Clock;

/// How often the clock is asked what has fallen due.
///
/// Not law: what is told once a day may wait for minutes.
const LOOK: Duration = Duration::from_mins(5);

/// Officials who are told together.
const BATCH: u64 = 100;

/// Records at once what has fallen due, and then every few minutes. It never ends.
pub async fn claim_always(store: Store, clock: Clock) {
    loop {
        let now = clock();
        if let Err(fault) = round(&store, now).await {
            tracing::warn!(
                error = %store::chain(&fault),
                "what time claims was not recorded; it is tried again"
            );
        }
        if let Err(fault) = show_backlog(&store, now).await {
            tracing::warn!(error = %store::chain(&fault), "what is due was not counted");
        }
        tokio::time::sleep(LOOK).await;
    }
}

/// Records what has fallen due, and tells whoever was not told: their page says it from then on.
async fn round(store: &Store, now: Now) -> Result<(), Fault> {
    let recorded = store.claim_alarms(now).await?;
    if recorded > 0 {
        tracing::info!(recorded, "what time claims was recorded");
        metrics::counter!("motcua_alarms_total").increment(recorded);
    }
    let claimed = store.claim_opinions(now).await?;
    if claimed > 0 {
        tracing::info!(
            claimed,
            "silence about opinions was put before heads or recorded"
        );
        metrics::counter!("motcua_opinion_claims_total").increment(claimed);
    }
    let closed = store.run_out(now).await?;
    if closed > 0 {
        tracing::info!(
            closed,
            "waits and consultations whose time was over were closed"
        );
    }
    loop {
        let digests = store.untold_digests(now.today(), BATCH).await?;
        if digests.is_empty() {
            return Ok(());
        }
        for digest in digests {
            store.told(digest, now).await?;
        }
    }
}

async fn show_backlog(store: &Store, now: Now) -> Result<(), Fault> {
    let backlog = store.alarm_backlog(now).await?;
    for (state, count) in [
        ("due", backlog.due),
        ("claimed", backlog.claimed),
        ("untold", backlog.untold),
    ] {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        metrics::gauge!("motcua_alarms", "state" => state).set(f64::from(count));
    }
    Ok(())
}

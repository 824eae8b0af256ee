//! Runs campaigns: what was promised before the calendar changed moves, batch by batch. What a
//! server left when it stopped goes on when the next one starts.

use std::time::Duration;

use store::{Fault, Store};
use web::app::Clock;

/// How long it rests when no campaign is under way: one that was confirmed elsewhere, by another
/// server or on the command line, begins after this.
///
/// Not law: people are told within the minute.
const PAUSE: Duration = Duration::from_secs(30);

/// Runs what is under way now, and whatever is confirmed later. It never ends.
pub async fn move_promises(store: Store, clock: Clock) {
    loop {
        match to_the_end(&store, &clock).await {
            Ok(()) => tokio::select! {
                () = tokio::time::sleep(PAUSE) => {}
                () = store.calendar_changed() => {}
            },
            Err(fault) => {
                tracing::warn!(error = %store::chain(&fault), "promises have to wait to be moved");
                tokio::time::sleep(PAUSE).await;
            }
        }
    }
}

/// Runs every campaign under way to its end.
async fn to_the_end(store: &Store, clock: &Clock) -> Result<(), Fault> {
    while let Some(campaign) = store.open_campaign().await? {
        while store.step_campaign(campaign.id, clock()).await? {}
        if let Some(ended) = store.campaign(campaign.id).await?
            && ended.ended_at.is_some()
        {
            tracing::info!(
                campaign = %ended.id,
                seen = ended.seen,
                moved = ended.moved,
                kept = ended.kept,
                "promises were moved after the calendar changed"
            );
        }
    }
    Ok(())
}

//! Empties the boxes of those who are not there: when the server starts, and every few minutes.

use std::time::Duration;

use store::Store;
use web::app::Clock;

/// How often it looks who is away.
///
/// Not law: whoever enters an absence without a stand-in sees the unit's list filled soon after.
const LOOK: Duration = Duration::from_mins(5);

/// Looks at once and again and again. It never ends.
pub async fn empty_boxes(store: Store, clock: Clock) {
    loop {
        match store.route_absent(clock()).await {
            Ok(0) => {}
            Ok(routed) => tracing::info!(routed, "dossiers left the boxes of those who are away"),
            Err(fault) => tracing::warn!(
                error = %store::chain(&fault),
                "boxes of those who are away were not emptied; it is tried again"
            ),
        }
        tokio::time::sleep(LOOK).await;
    }
}

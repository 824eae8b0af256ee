//! When the server starts and then once a day, what nobody needs any more is forgotten, and what
//! steps usually take is learnt anew.

use std::time::Duration;

use jiff::civil::Date;
use store::Store;
use web::app::Clock;

/// How often the clock is asked whether it is another day; also when a sweep that failed is tried
/// again.
///
/// Not law: rows wait for weeks, so a quarter of an hour more is nothing.
const LOOK: Duration = Duration::from_mins(15);

/// Sweeps and learns at once, and again whenever the clock shows another day. It never ends.
pub async fn sweep_daily(store: Store, clock: Clock) {
    let mut swept_on: Option<Date> = None;
    let mut learnt_on: Option<Date> = None;
    loop {
        let now = clock();
        if learnt_on != Some(now.today()) {
            match store.learn_usual_times().await {
                Ok(()) => learnt_on = Some(now.today()),
                Err(fault) => tracing::warn!(
                    error = %store::chain(&fault),
                    "what steps usually take was not learnt; it is tried again"
                ),
            }
        }
        if swept_on != Some(now.today()) {
            match store.sweep(now).await {
                Ok(rows) => {
                    swept_on = Some(now.today());
                    tracing::info!(rows, "what nobody needs any more was forgotten");
                }
                Err(fault) => tracing::warn!(
                    error = %store::chain(&fault),
                    "what nobody needs any more was not forgotten; it is tried again"
                ),
            }
        }
        tokio::time::sleep(LOOK).await;
    }
}

//! What a change of the calendar costs: the nation closes for a day, and the promises of a kept
//! folder move, with the store closed and opened again in the middle. `cargo xtask bench campaign`
//! runs it as `campaign FOLDER DAY MOVES`. The folder's calendar and promises are changed by it.

use std::error::Error;
use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use domain::calendar::layers::{Closure, Decision, LayerChange, LayerOwner};
use domain::dossier::Now;
use jiff::civil::{Date, Time};
use store::{CalendarWrite, Campaign, Config, Place, Store};
use uuid::Uuid;

type Fault = Box<dyn Error + Send + Sync>;

/// A part of a campaign that was run.
struct Part {
    goes_on: bool,
    slowest: Duration,
}

#[tokio::main]
async fn main() -> Result<(), Fault> {
    let mut words = std::env::args().skip(1);
    let mut word = |what: &str| words.next().ok_or_else(|| format!("which {what}?"));
    let config = config(Path::new(&word("folder")?));
    let day: Date = word("day")?.parse()?;
    let moves: u64 = word("number of moves")?.parse()?;
    // Nobody is late yet in the morning of the day before it.
    let at = Now::from_local(day.yesterday()?.to_datetime(Time::midnight()));

    let store = Store::open(&config).await?;
    let begun = now();
    close(&store, day, at).await?;
    let campaign = store.open_campaign().await?.ok_or("nobody is concerned")?;
    let confirmed = begun.elapsed();
    let first = run(&store, campaign.id, at, moves / 2).await?;
    store.close().await?;

    let store = Store::open(&config).await?;
    let second = run(&store, campaign.id, at, moves).await?;
    let seconds = begun.elapsed();
    let ended = known(&store, campaign.id).await?;
    store.close().await?;
    writeln!(
        std::io::stdout(),
        "{{\"moved\":{},\"kept\":{},\"seen\":{},\"ended\":{},\"seconds\":{},\"confirmed_ms\":{},\
         \"slowest_batch_ms\":{}}}",
        ended.moved,
        ended.kept,
        ended.seen,
        !second.goes_on,
        seconds.as_secs_f64(),
        confirmed.as_secs_f64() * 1000.0,
        first.slowest.max(second.slowest).as_secs_f64() * 1000.0
    )?;
    Ok(())
}

/// Where the program keeps things in its data folder.
fn config(folder: &Path) -> Config {
    Config {
        place: Place::Folder(folder.join("db")),
        key_file: folder.join("keys").join("motcua.key"),
        files: folder.join("files"),
    }
}

async fn close(store: &Store, day: Date, at: Now) -> Result<(), Fault> {
    let rules = store.rulebook().await?;
    let decision = Decision {
        number: "1/thử".to_owned(),
        on: day,
    };
    let mut content = rules.calendar.layer(&LayerOwner::Nation).content;
    content.closures.push(Closure {
        date: day,
        hours: None,
        reason: "Thử".to_owned(),
        decision: decision.clone(),
    });
    let write = CalendarWrite {
        based_on: rules.version,
        owner: LayerOwner::Nation,
        change: LayerChange {
            content,
            reason: "Thử".to_owned(),
            decision: Some(decision),
            by: None,
            at: Some(at.0),
        },
        what: "bench".to_owned(),
    };
    match store.change_calendar(write).await? {
        Ok(_) => Ok(()),
        Err(refusal) => Err(format!("the calendar was not changed: {refusal:?}").into()),
    }
}

/// Takes batches until so many promises have moved, or to the end.
async fn run(store: &Store, id: Uuid, at: Now, moves: u64) -> Result<Part, Fault> {
    let mut slowest = Duration::ZERO;
    loop {
        let begun = now();
        let goes_on = store.step_campaign(id, at).await?;
        slowest = slowest.max(begun.elapsed());
        if !goes_on || known(store, id).await?.moved >= moves {
            return Ok(Part { goes_on, slowest });
        }
    }
}

async fn known(store: &Store, id: Uuid) -> Result<Campaign, Fault> {
    let campaign = store.campaign(id).await?;
    Ok(campaign.ok_or("the campaign is gone")?)
}

#[expect(clippy::disallowed_methods, reason = "this program measures time")]
fn now() -> Instant {
    Instant::now()
}

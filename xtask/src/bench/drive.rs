//! A closed loop of askers: each connection asks again as soon as it has its answer.

use std::net::SocketAddr;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use clap::Args;

use super::http::{Answer, Connection, Request, split_url};
use super::latency::{Latencies, Summary};
use super::machine::load1;
use crate::process::{say, stopwatch};

/// What `bench get` may be told.
#[derive(Args)]
pub struct Arguments {
    /// The page, such as `http://127.0.0.1:8080/tra-cuu`
    url: String,
    /// Connections that ask at the same time.
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=256))]
    connections: u16,
    /// Seconds that count, after one second that does not.
    #[arg(long, default_value_t = 5, value_parser = clap::value_parser!(u64).range(1..=120))]
    seconds: u64,
}

/// How hard, and how long.
#[derive(Clone, Copy)]
pub struct Load {
    pub connections: u16,
    pub warm_up: Duration,
    pub counted: Duration,
}

/// What came of it.
pub struct Driven {
    /// Answers a second.
    pub rate: f64,
    pub latency: Summary,
    /// Answers that were not what was asked for, also those of the warm-up.
    pub wrong: u64,
    /// The first of them.
    pub first_wrong: Option<String>,
}

/// Nothing when an answer is right; otherwise what it said.
pub type Wrong = Option<String>;

/// An answer that must have this status.
pub fn must_be(status: u16, answer: &Answer) -> Wrong {
    (answer.status != status).then(|| answer.told())
}

/// Drive one page.
pub fn run(wish: &Arguments) -> Result<bool> {
    let (address, path) = split_url(&wish.url)?;
    let load = Load {
        connections: wish.connections,
        warm_up: Duration::from_secs(1),
        counted: Duration::from_secs(wish.seconds),
    };
    let driven = drive(address, load, |_| {
        |connection: &mut Connection| {
            let answer = connection.ask(&Request::get(&path))?;
            Ok(must_be(200, &answer))
        }
    })?;
    let Driven {
        rate,
        latency,
        wrong,
        ..
    } = driven;
    let load = load1()?;
    say(format!(
        "{path}: {rate:.0}/s on {} connections, {latency}, {wrong} wrong answers, load {load:.2}",
        wish.connections
    ));
    Ok(wrong == 0)
}

/// Run the loop. `asker` makes, for the connection of this number, what asks once and judges the
/// answer.
pub fn drive<Make, Ask>(address: SocketAddr, load: Load, asker: Make) -> Result<Driven>
where
    Make: Fn(u16) -> Ask + Sync,
    Ask: FnMut(&mut Connection) -> Result<Wrong>,
{
    let begun = stopwatch();
    let counts_from = begun + load.warm_up;
    let ends_at = counts_from + load.counted;
    let wrong = AtomicU64::new(0);
    let first_wrong = Mutex::new(None);
    let (asker, wrong_seen, first_seen) = (&asker, &wrong, &first_wrong);
    let parts: Vec<Result<Latencies>> = thread::scope(|scope| {
        let threads: Vec<_> = (0..load.connections)
            .map(|number| {
                scope.spawn(move || {
                    let mut ask = asker(number);
                    let mut connection = Connection::open(address)?;
                    one_connection(counts_from, ends_at, || {
                        if let Some(said) = ask(&mut connection)? {
                            wrong_seen.fetch_add(1, Ordering::Relaxed);
                            let mut first =
                                first_seen.lock().unwrap_or_else(PoisonError::into_inner);
                            first.get_or_insert(said);
                        }
                        Ok(())
                    })
                })
            })
            .collect();
        threads
            .into_iter()
            .map(|thread| {
                thread
                    .join()
                    .unwrap_or_else(|_| bail!("a connection's thread broke"))
            })
            .collect()
    });
    let mut all = Latencies::default();
    for part in parts {
        all.extend(part?);
    }
    let wrong = wrong.into_inner();
    let answers = u32::try_from(all.count()).map_or(f64::INFINITY, f64::from);
    match all.summary() {
        Some(latency) => Ok(Driven {
            rate: answers / load.counted.as_secs_f64(),
            latency,
            wrong,
            first_wrong: first_wrong
                .into_inner()
                .unwrap_or_else(PoisonError::into_inner),
        }),
        None => bail!("no answer came in time"),
    }
}

fn one_connection(
    counts_from: Instant,
    ends_at: Instant,
    mut ask: impl FnMut() -> Result<()>,
) -> Result<Latencies> {
    let mut latencies = Latencies::default();
    loop {
        let begun = stopwatch();
        if begun >= ends_at {
            return Ok(latencies);
        }
        ask()?;
        if begun >= counts_from {
            latencies.add(begun.elapsed());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::http::tests::pretend_server;
    use super::*;

    #[test]
    fn right_and_wrong_answers_are_counted() {
        const ONCE: &str = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
        const NEVER: &str = "HTTP/1.1 500 Broken\r\nContent-Length: 0\r\n\r\n";
        let address = pretend_server(&[ONCE, NEVER]);
        let begun = stopwatch();
        let mut connection = Connection::open(address).expect("it listens");
        let mut statuses = Vec::new();
        // The loop ends when its time is over, or with the first error: here, the closed door.
        let ended = one_connection(begun, begun + Duration::from_mins(1), || {
            statuses.push(connection.ask(&Request::get("/"))?.status);
            Ok(())
        });
        assert!(ended.is_err());
        assert_eq!(statuses, [200, 500]);
    }

    #[test]
    fn a_load_is_driven_until_its_time_is_over() {
        let listener = std::net::TcpListener::bind(("127.0.0.1", 0)).expect("a port");
        let address = listener.local_addr().expect("its number");
        thread::spawn(move || {
            for stream in listener.incoming() {
                thread::spawn(move || answer_all(stream.expect("a client")));
            }
        });
        let load = Load {
            connections: 2,
            warm_up: Duration::ZERO,
            counted: Duration::from_millis(100),
        };
        let driven = drive(address, load, |_| {
            |connection: &mut Connection| {
                let answer = connection.ask(&Request::get("/"))?;
                Ok(must_be(200, &answer))
            }
        })
        .expect("it answers");
        assert!(driven.rate >= 10.0, "{} a second", driven.rate);
        assert!(driven.wrong > 0, "every second answer is wrong");
        assert_eq!(driven.first_wrong.as_deref(), Some("503 ok"));
        assert!(driven.latency.p50 <= driven.latency.p99);
    }

    /// Answers right and wrong in turns, as long as somebody asks.
    fn answer_all(mut stream: std::net::TcpStream) {
        use std::io::{Read, Write};
        let mut buffer = [0_u8; 1024];
        let mut right = true;
        while stream.read(&mut buffer).is_ok_and(|read| read > 0) {
            let status = if right { "200 OK" } else { "503 Later" };
            right = !right;
            let answer = format!("HTTP/1.1 {status}\r\nContent-Length: 2\r\n\r\nok");
            if stream.write_all(answer.as_bytes()).is_err() {
                return;
            }
        }
    }
}

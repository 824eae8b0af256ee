//! What the press alone costs: prints the receipts on standard input, one JSON object a line, over
//! and over on one thread, and says how many a second. `cargo xtask bench pdf` runs it as
//! `bare SECONDS`.

use std::error::Error;
use std::io::{BufRead as _, Write as _};
use std::time::{Duration, Instant};

use documents::{
    Contact, FeeLine, FeeState, Frame, HandedPaper, Instrument, Job, Party, PartyId, Press,
    Printing, Promise, Receipt, Tracking, receipt_job,
};
use jiff::civil::datetime;
use serde::Deserialize;

/// What does not count: the compiler warms up.
const WARM_UP: Duration = Duration::from_secs(1);

/// What differs from receipt to receipt.
#[derive(Deserialize)]
struct Line {
    code: String,
    secret: String,
    name: String,
    identity: String,
    address: String,
    phone: String,
    request: String,
    papers: Vec<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    let seconds = std::env::args().nth(1).ok_or("how many seconds?")?;
    let press = Press::new();
    let mut jobs = Vec::new();
    for line in std::io::stdin().lock().lines() {
        let line: Line = serde_json::from_str(&line?)?;
        jobs.push(receipt_job(&press, &receipt(line))?);
    }
    let mut times = print(&press, &jobs, Duration::from_secs(seconds.parse()?))?;
    let papers = f64::from(u32::try_from(times.len())?);
    let whole: Duration = times.iter().sum();
    times.sort_unstable();
    let percentile = |percent: usize| {
        let rank = (times.len() * percent).div_ceil(100).max(1);
        times
            .get(rank - 1)
            .copied()
            .unwrap_or_default()
            .as_secs_f64()
            * 1e3
    };
    let said = serde_json::json!({
        "papers_per_second": papers / whole.as_secs_f64(),
        "p50_ms": percentile(50),
        "p99_ms": percentile(99),
    });
    writeln!(std::io::stdout(), "{said}")?;
    Ok(())
}

/// How long each paper took, after the warm-up.
fn print(press: &Press, jobs: &[Job], counted: Duration) -> Result<Vec<Duration>, Box<dyn Error>> {
    let counts_from = now() + WARM_UP;
    let ends_at = counts_from + counted;
    let mut times = Vec::new();
    for job in jobs.iter().cycle() {
        let begun = now();
        if begun >= ends_at {
            break;
        }
        let pdf = press.print(job)?;
        if !pdf.starts_with(b"%PDF-") {
            return Err("that is no PDF".into());
        }
        if begun >= counts_from {
            times.push(begun.elapsed());
        }
    }
    Ok(times)
}

#[expect(clippy::disallowed_methods, reason = "this program measures time")]
fn now() -> Instant {
    Instant::now()
}

/// A receipt like those of the demonstration.
fn receipt(line: Line) -> Receipt {
    let at = datetime(2026, 3, 2, 9, 30, 0, 0);
    let paper = |name| HandedPaper {
        name,
        originals: 1,
        ..HandedPaper::default()
    };
    let number = line.code.rsplit_once('-').map_or("", |(_, number)| number);
    Receipt {
        frame: Frame {
            instrument: Instrument::Circular03Of2025,
            superior: "UBND XÃ BÌNH LƯ".to_owned(),
            issuer: "TRUNG TÂM PHỤC VỤ HÀNH CHÍNH CÔNG".to_owned(),
            number: None,
            place: "Bình Lư".to_owned(),
            issued_at: at,
            printing: Printing::First,
            contact: Contact {
                desk: "Trung tâm Phục vụ hành chính công xã Bình Lư".to_owned(),
                phone: String::new(),
                site: "127.0.0.1:7766".to_owned(),
            },
        },
        register_volume: "2026".to_owned(),
        register_number: number.to_owned(),
        tracking: Tracking {
            url: format!(
                "http://127.0.0.1:7766/tra-cuu/{}?m={}",
                line.code, line.secret
            ),
            code: line.code,
            secret: line.secret,
        },
        applicant: Party {
            name: line.name,
            id: Some(PartyId::Person(line.identity)),
            address: line.address,
            phone: line.phone,
            email: String::new(),
        },
        submitted_by: None,
        request: line.request,
        papers: line.papers.into_iter().map(paper).collect(),
        sets: 1,
        time_limit: "05 ngày làm việc".to_owned(),
        received_at: at,
        promise: Promise::At(datetime(2026, 3, 9, 17, 0, 0, 0)),
        returned_at: "Trung tâm Phục vụ hành chính công xã Bình Lư".to_owned(),
        fees: vec![FeeLine {
            name: "Lệ phí".to_owned(),
            amount: 8_000,
            state: FeeState::Due,
        }],
        received_by: "Lò Thị Mai".to_owned(),
        count: None,
    }
}

//! What promises cost: due moments of random receipts and limits on one thread, over a calendar of
//! ten years. `cargo xtask bench promises` runs it as `promises SECONDS`.

use std::error::Error;
use std::hint::black_box;
use std::io::Write as _;
use std::time::{Duration, Instant};

use domain::calendar::clock::Clock;
use domain::calendar::csv_file::parse_calendar_csv;
use domain::calendar::deadline::{Moment, due, promise};
use domain::calendar::pauses::{AfterPause, Pause, PauseGround};
use domain::calendar::sessions::WeekSessions;
use domain::calendar::time_limit::TimeLimit;
use domain::calendar::{CalendarDay, Certainty, DayKind, WorkingCalendar};
use jiff::ToSpan as _;
use jiff::civil::{Date, DateTime, date};

/// The built-in calendar: ten years.
const CALENDAR: &str = include_str!("../../../data/calendar/viet-nam.csv");

/// Different questions that are asked in turns.
const QUESTIONS: usize = 10_000;

/// One question: received, limit, and a pause two days later.
struct Question {
    received: DateTime,
    limit: TimeLimit,
    clock: Clock,
}

fn main() -> Result<(), Box<dyn Error>> {
    let seconds = std::env::args().nth(1).ok_or("how many seconds?")?;
    let counted = Duration::from_secs(seconds.parse()?);
    let begun = now();
    let calendar = calendar()?;
    let built = begun.elapsed();
    let questions = questions()?;
    let end = Moment::EndOfDay;
    let due = rate(&questions, counted, |question| {
        due(&calendar, question.received, &question.limit, end).is_ok()
    })?;
    let explained = rate(&questions, counted, |question| {
        promise(&calendar, question.received, &question.limit, end).is_ok()
    })?;
    let paused = rate(&questions, counted, |question| {
        question.clock.due(&calendar).is_ok()
    })?;
    let said = serde_json::json!({
        "due_per_second": due,
        "explained_per_second": explained,
        "paused_per_second": paused,
        "calendar_ms": built.as_secs_f64() * 1e3,
    });
    writeln!(std::io::stdout(), "{said}")?;
    Ok(())
}

/// The built-in calendar, and a year after it, so that no late question falls off its end.
fn calendar() -> Result<WorkingCalendar, Box<dyn Error>> {
    let Ok(mut days) = parse_calendar_csv(CALENDAR) else {
        return Err("the calendar cannot be read".into());
    };
    days.push(CalendarDay {
        date: date(2028, 1, 1),
        kind: DayKind::Holiday,
        name: "Tết Dương lịch".to_owned(),
        certainty: Certainty::Provisional,
        pair_date: None,
    });
    Ok(WorkingCalendar::new(WeekSessions::default(), days)?)
}

/// Receipts of ten years with limits of forty days at most, from a fixed sequence.
fn questions() -> Result<Vec<Question>, Box<dyn Error>> {
    let mut state = 0x9E37_79B9_7F4A_7C15_u64;
    let mut below = |limit: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state % limit
    };
    let mut questions = Vec::with_capacity(QUESTIONS);
    for _ in 0..QUESTIONS {
        let day: Date = date(2018, 1, 1) + i64::try_from(below(3_640))?.days();
        let second = i64::try_from(below(24 * 3600))?;
        let received = day.at(0, 0, 0, 0) + second.seconds();
        let days = u16::try_from(1 + below(40))?;
        let limit = match below(4) {
            0 => TimeLimit::WorkingHours {
                minutes: u32::from(days) * 480,
            },
            1 => TimeLimit::WithinDay,
            2 => TimeLimit::CalendarDays(days),
            _ => TimeLimit::WorkingDays(days),
        };
        let pause = Pause {
            from: received + 2.days(),
            to: Some(received + 9.days()),
            ground: PauseGround::Supplement,
        };
        let clock = Clock::new(received, limit.clone()).paused(vec![pause], AfterPause::Resume)?;
        questions.push(Question {
            received,
            limit,
            clock,
        });
    }
    Ok(questions)
}

/// How many of these are answered a second, after a first round that does not count.
fn rate(
    questions: &[Question],
    counted: Duration,
    answer: impl Fn(&Question) -> bool,
) -> Result<f64, Box<dyn Error>> {
    if !questions.iter().all(&answer) {
        return Err("a question has no answer".into());
    }
    let begun = now();
    let mut rounds = 0_u32;
    while begun.elapsed() < counted {
        for question in questions {
            black_box(answer(black_box(question)));
        }
        rounds += 1;
    }
    let answered = f64::from(rounds) * f64::from(u32::try_from(questions.len())?);
    Ok(answered / begun.elapsed().as_secs_f64())
}

#[expect(clippy::disallowed_methods, reason = "this program measures time")]
fn now() -> Instant {
    Instant::now()
}

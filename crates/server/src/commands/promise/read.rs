//! What the command line and the rows of a batch say, read.

use domain::calendar::clock::policy::{CLOCK_POLICIES, ClockPolicy};
use domain::calendar::pauses::{Pause, PauseGround};
use domain::calendar::sessions::DaySessions;
use domain::calendar::time_limit::TimeLimit;
use jiff::civil::DateTime;
use jiff::tz::Offset;

/// Việt Nam keeps this offset all year.
const VIET_NAM: Offset = Offset::constant(7);

/// Reads a local moment; one with an offset is brought to Việt Nam's.
pub(super) fn read_received(text: &str) -> Result<DateTime, String> {
    let unreadable =
        || "ghi ngày và giờ theo năm-tháng-ngàyTgiờ:phút, ví dụ 2024-02-29T09:30".to_owned();
    let (_, clock) = text
        .trim()
        .split_once(['T', 't', ' '])
        .ok_or_else(unreadable)?;
    if !clock.contains(':') {
        return Err(unreadable());
    }
    if clock.contains(['Z', 'z', '+', '-']) {
        let instant: jiff::Timestamp = text.trim().parse().map_err(|_| unreadable())?;
        return Ok(VIET_NAM.to_datetime(instant));
    }
    text.trim().parse().map_err(|_| unreadable())
}

pub(super) fn read_limit(text: &str) -> Result<TimeLimit, String> {
    text.parse().map_err(|_| {
        "ghi một trong bốn cách: \"5 working days\", \"8 working hours\", \"within day\", \
         \"10 calendar days\""
            .to_owned()
    })
}

pub(super) fn read_sessions(text: &str) -> Result<DaySessions, String> {
    let sessions: DaySessions = text.parse().map_err(|_| say_sessions())?;
    if sessions.is_empty() {
        Err(say_sessions())
    } else {
        Ok(sessions)
    }
}

fn say_sessions() -> String {
    "ghi các buổi theo thứ tự, không chồng nhau, ví dụ 07:30-11:30,13:00-17:00".to_owned()
}

/// Reads `FROM..TO`.
pub(super) fn read_pause(text: &str) -> Result<Pause, String> {
    read_pair(text, "..")
}

/// Reads two moments with this between them. The count does not depend on the ground.
pub(super) fn read_pair(text: &str, between: &str) -> Result<Pause, String> {
    let (from, to) = text.split_once(between).ok_or_else(|| {
        format!("ghi lúc dừng và lúc tiếp tục: 2024-03-06T10:00{between}2024-03-08T10:00")
    })?;
    Ok(Pause {
        from: read_received(from)?,
        to: Some(read_received(to)?),
        ground: PauseGround::Supplement,
    })
}

pub(super) fn read_policy(text: &str) -> Result<ClockPolicy, String> {
    ClockPolicy::find(text).copied().ok_or_else(|| {
        let known: Vec<&str> = CLOCK_POLICIES.iter().map(|policy| policy.id).collect();
        format!("ghi một trong: {}", known.join(", "))
    })
}

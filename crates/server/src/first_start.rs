//! The first start: a rulebook from what is built in, and a way in for the first administrator.

use std::collections::BTreeSet;

use anyhow::{Context as _, bail};
use domain::calendar::csv_file::parse_calendar_csv;
use domain::calendar::sessions::WeekSessions;
use domain::calendar::{CUT_OFF, CalendarData};
use domain::dossier::Now;
use domain::people::agency::AgencyId;
use domain::people::{Official, OfficialId, Role};
use domain::rulebook::Rulebook;
use jiff::SignedDuration;
use store::{Account, AccountWrite, RulebookWrite, Store};

use crate::config::DataArgs;
use crate::demo;
use crate::output::Refused;

/// The calendar that is built in: Việt Nam, with next year provisional.
pub const CALENDAR: &str = include_str!("../../../data/calendar/viet-nam.csv");

/// How long a link to set a password works.
///
/// Not law: the design's sixty minutes for a one-time link.
const LINK_MINUTES: i64 = 60;

/// How often a change is worked out anew when somebody else changed the rulebook meanwhile.
const TRIES: u32 = 5;

/// What a start found and did.
pub struct Prepared {
    /// Whether this is the demonstration.
    pub is_demo: bool,
    /// The secret of the first administrator's link, as long as no administrator can log in.
    pub link: Option<String>,
}

/// Fills what is empty in an installation: each part on its own, so that a start that was cut off
/// is made up for by the next, and an organisation may be imported before the first start.
pub async fn prepare(
    store: &Store,
    data: &DataArgs,
    demo: bool,
    now: Now,
) -> anyhow::Result<Prepared> {
    let logins = data.demo_logins();
    let is_demo = logins.exists();
    if demo && !is_demo {
        let rules = store.rulebook().await?;
        if rules.organisation.all().next().is_some() || !store.accounts().await?.is_empty() {
            return Err(Refused::because(format!(
                "{} đã có dữ liệu mà không phải dữ liệu minh họa (không có {}). Chạy không có \
                 --demo, hoặc chọn thư mục khác bằng --data.",
                data.data.display(),
                logins.display()
            )));
        }
    }
    if demo {
        let logins = demo::log_ins(&logins, now)?;
        fill_rulebook(store, true, now).await?;
        demo::create_accounts(store, &logins, now).await?;
        return Ok(Prepared {
            is_demo: true,
            link: None,
        });
    }
    fill_rulebook(store, false, now).await?;
    Ok(Prepared {
        is_demo,
        link: first_administrator(store, now).await?,
    })
}

async fn fill_rulebook(store: &Store, demo: bool, now: Now) -> anyhow::Result<()> {
    for _ in 0..TRIES {
        let rules = store.rulebook().await?;
        let Some(write) = missing(&rules, demo, now)? else {
            return Ok(());
        };
        // Another server that starts on the same database at the same time may have done it.
        if store.change_rulebook(write).await?.is_ok() {
            return Ok(());
        }
    }
    bail!("đang có người khác sửa danh mục liên tục; chạy lại lệnh này")
}

/// The parts of the rulebook that are empty and built in; none when there is nothing to add.
fn missing(rules: &Rulebook, demo: bool, now: Now) -> anyhow::Result<Option<RulebookWrite>> {
    let mut write = RulebookWrite {
        based_on: rules.version,
        at: Some(now),
        what: "first start".to_owned(),
        ..RulebookWrite::default()
    };
    let mut anything = false;
    if rules.procedures.is_empty() {
        write.procedures = demo::built_in_procedures()?;
        anything = true;
    }
    if rules.calendar.nation().days().next().is_none() {
        write.calendar = Some(built_in_calendar()?);
        anything = true;
    }
    if demo && rules.organisation.all().next().is_none() {
        demo::add_province(&mut write)?;
        anything = true;
    }
    Ok(anything.then_some(write))
}

/// The built-in calendar as it is stored.
pub fn built_in_calendar() -> anyhow::Result<CalendarData> {
    let days = parse_calendar_csv(CALENDAR)
        .map_err(|problems| anyhow::anyhow!("built-in calendar: {problems:?}"))?;
    Ok(CalendarData {
        sessions: WeekSessions::default(),
        cut_off: CUT_OFF,
        days,
    })
}

/// As long as no administrator has a password: a fresh link for the one that waits, or for the
/// first of all. A link that was printed before stops working.
async fn first_administrator(store: &Store, now: Now) -> anyhow::Result<Option<String>> {
    let accounts = store.accounts().await?;
    let mut administrators = accounts
        .iter()
        .filter(|account| account.active && account.official.is(Role::Administrator));
    if administrators.clone().any(|account| account.has_password) {
        return Ok(None);
    }
    let id = match administrators.next() {
        Some(waiting) => waiting.official.id,
        None => create_administrator(store, now).await?,
    };
    invite(store, id, None, now).await.map(Some)
}

async fn create_administrator(store: &Store, now: Now) -> anyhow::Result<OfficialId> {
    let rules = store.rulebook().await?;
    let unit = rules
        .organisation
        .all()
        .find(|agency| agency.parent.is_none() && agency.is_valid_on(now.today()))
        .map_or_else(|| AgencyId::from_stored("tỉnh"), |agency| agency.id.clone());
    let id = OfficialId(web::fresh::id());
    let account = Account {
        official: Official {
            id,
            unit,
            roles: BTreeSet::from([Role::Administrator]),
        },
        login: "quantri".to_owned(),
        name: "Quản trị viên".to_owned(),
        active: true,
        has_password: false,
    };
    let write = AccountWrite::Create {
        account,
        password_hash: None,
        by: None,
        at: now,
    };
    store
        .change_account(write)
        .await?
        .map_err(|why| Refused::because(web::wording::refusal::account(why)))?;
    Ok(id)
}

/// A one-time link for an account: the last part of its address.
pub async fn invite(
    store: &Store,
    id: OfficialId,
    by: Option<OfficialId>,
    now: Now,
) -> anyhow::Result<String> {
    let secret = web::fresh::key();
    let expires_at = now
        .0
        .checked_add(SignedDuration::from_mins(LINK_MINUTES))
        .map(Now)
        .context("the clock stands at the end of time")?;
    let write = AccountWrite::Invite {
        id,
        secret: secret.clone(),
        expires_at,
        by,
        at: now,
    };
    store
        .change_account(write)
        .await?
        .map_err(|why| Refused::because(web::wording::refusal::account(why)))?;
    Ok(secret)
}

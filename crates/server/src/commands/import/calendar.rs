//! Days off, closures and sessions of one layer: a file replaces the years it names, and no other.

use std::collections::{BTreeMap, BTreeSet};

use domain::calendar::csv_file::{CalendarProblem, parse_calendar_csv};
use domain::calendar::layer_file::parse_layer_csv;
use domain::calendar::layers::{Decision, LayerChange, LayerContent, LayerOwner};
use domain::dossier::Now;
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;
use jiff::civil::Date;
use store::{CalendarRefusal, CalendarWrite};
use web::wording;

use super::{FileArgs, Remark, Report, TRIES, Target};
use crate::commands::calendar_words::say_line_flaw;
use crate::output::{Ended, Refused};

/// Why, and by which decision.
pub(in crate::commands) struct Because {
    pub reason: String,
    pub decision: Option<Decision>,
}

/// The nation's days: `motcua import calendar`.
pub(super) async fn run(args: &FileArgs, now: Now) -> anyhow::Result<Ended> {
    let because = Because {
        reason: format!("Nhập tệp {}", super::name_of(&args.path)),
        decision: None,
    };
    let read = |text: &str| {
        parse_calendar_csv(text).map(|days| LayerContent {
            days,
            ..LayerContent::default()
        })
    };
    change(args, None, because, read, now).await
}

/// Any layer: `motcua calendar import`. Without a unit, the nation's.
pub(in crate::commands) async fn run_layer(
    args: &FileArgs,
    unit: Option<&str>,
    because: Because,
    now: Now,
) -> anyhow::Result<Ended> {
    change(args, unit, because, parse_layer_csv, now).await
}

async fn change(
    args: &FileArgs,
    unit: Option<&str>,
    because: Because,
    read: impl Fn(&str) -> Result<LayerContent, Vec<CalendarProblem>>,
    now: Now,
) -> anyhow::Result<Ended> {
    let Some(bytes) = super::bytes(&args.path) else {
        return Ok(Ended::Usage);
    };
    let file = match super::text(args, bytes)
        .map_err(|remark| vec![remark])
        .and_then(|text| read(&text).map_err(|problems| remarks(args, &problems)))
    {
        Ok(file) => file,
        Err(refused) => {
            let report = Report {
                refused,
                ..Report::default()
            };
            return Ok(super::tell_lines(args, &report));
        }
    };
    let target = Target::open(args).await?;
    for _ in 0..TRIES {
        let rules = target.rulebook().await?;
        let owner = owner_of(&rules, unit, now.today())?;
        let (content, mut report) = merge(&rules.calendar.layer(&owner).content, &file);
        let same = report.created + report.changed + report.removed == 0;
        if !same {
            report.promises = target.preview(&rules, &owner, &content, now).await?;
        }
        if args.dry_run || same {
            return Ok(super::tell_lines(args, &report));
        }
        let write = CalendarWrite {
            based_on: rules.version,
            what: format!("import calendar {owner} {}", super::name_of(&args.path)),
            owner,
            change: LayerChange {
                content,
                reason: because.reason.clone(),
                decision: because.decision.clone(),
                by: None,
                at: Some(now.0),
            },
        };
        match target.change_calendar(write).await? {
            Ok(version) => {
                if let Some(promises) = &mut report.promises {
                    promises.campaign = target.campaign_of(version).await?;
                }
                return Ok(super::tell_lines(args, &report));
            }
            Err(CalendarRefusal::CampaignUnderWay) => {
                return Err(Refused::because(wording::calendar::CAMPAIGN_UNDER_WAY));
            }
            Err(CalendarRefusal::Moved(_)) => {}
            Err(CalendarRefusal::Layer(why)) => {
                return Err(Refused::because(format!(
                    "{}.",
                    wording::calendar::refusal(&why)
                )));
            }
        }
    }
    Err(super::moved_on())
}

/// The layer of a unit that exists today, by its code; without a code, the nation's.
pub(in crate::commands) fn owner_of(
    rules: &Rulebook,
    unit: Option<&str>,
    today: Date,
) -> anyhow::Result<LayerOwner> {
    let Some(code) = unit else {
        return Ok(LayerOwner::Nation);
    };
    let by_id = || rules.organisation.find(&AgencyId::from_stored(code));
    match rules.organisation.find_by_code(code, today).or_else(by_id) {
        Some(agency) => Ok(LayerOwner::Unit(agency.id.clone())),
        None => Err(Refused::because(format!(
            "Không có đơn vị mang mã {code}. Xem mã ở trang Tổ chức, hoặc nhập tổ chức trước."
        ))),
    }
}

/// Each bad line, with its place.
fn remarks(args: &FileArgs, problems: &[CalendarProblem]) -> Vec<Remark> {
    let remark = |problem: &CalendarProblem| Remark {
        file: super::name_of(&args.path),
        field: format!("dòng {}", problem.line),
        reason: say_line_flaw(&problem.reason),
    };
    problems.iter().map(remark).collect()
}

/// What the file says, and what the layer says of the years that the file does not name. Sessions
/// for a time run over years: they are replaced as soon as the file has any.
fn merge(current: &LayerContent, file: &LayerContent) -> (LayerContent, Report) {
    let dates = file.days.iter().map(|day| day.date);
    let years: BTreeSet<i16> = dates
        .chain(file.closures.iter().map(|closure| closure.date))
        .map(Date::year)
        .collect();
    let is_replaced = |date: Date| years.contains(&date.year());
    let mut report = Report::default();
    let mut content = current.clone();
    content.days = replace(&current.days, &file.days, &mut report, |day| {
        (is_replaced(day.date), day.date)
    });
    content.closures = replace(&current.closures, &file.closures, &mut report, |closure| {
        let hours = closure.hours.clone().unwrap_or_default().to_string();
        (is_replaced(closure.date), (closure.date, hours))
    });
    let has_sessions = !file.sessions.is_empty();
    content.sessions = replace(&current.sessions, &file.sessions, &mut report, |own| {
        let weekday = own.weekday().to_monday_zero_offset();
        (has_sessions, (own.valid_from(), weekday))
    });
    (content, report)
}

/// The lines of the file beside those that stay, counted. `place` says of a line whether such are
/// replaced, and what it is known by.
fn replace<T: Clone + PartialEq, K: Ord>(
    current: &[T],
    file: &[T],
    report: &mut Report,
    place: impl Fn(&T) -> (bool, K),
) -> Vec<T> {
    let (replaced, kept): (Vec<&T>, Vec<&T>) = current.iter().partition(|line| place(line).0);
    let before: BTreeMap<K, &T> = replaced
        .into_iter()
        .map(|line| (place(line).1, line))
        .collect();
    let (mut changed, mut unchanged) = (0, 0);
    for line in file {
        match before.get(&place(line).1) {
            None => report.created += 1,
            Some(known) if *known == line => unchanged += 1,
            Some(_) => changed += 1,
        }
    }
    report.changed += changed;
    report.unchanged += unchanged;
    report.removed += before.len() - changed - unchanged;
    let mut lines: Vec<T> = kept.into_iter().chain(file).cloned().collect();
    lines.sort_by_key(|line| place(line).1);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(text: &str) -> LayerContent {
        parse_layer_csv(&format!(
            "date,kind,name,certainty,hours,weekday,decision,decision_on\n{text}"
        ))
        .expect("a layer")
    }

    #[test]
    fn a_file_replaces_its_own_years_only() {
        let current = layer(
            "2026-01-01,holiday,Tết Dương lịch,high,,,,\n\
             2027-01-01,holiday,Tết Dương lịch,low,,,,\n\
             2027-04-30,holiday,Ngày Chiến thắng,low,,,,\n",
        );
        let file = layer(
            "2027-01-01,holiday,Tết Dương lịch,high,,,,\n2027-09-02,holiday,Quốc khánh,high,,,,\n",
        );
        let (merged, report) = merge(&current, &file);
        assert_eq!(merged.days.len(), 3);
        assert_eq!(merged.days[0], current.days[0]);
        assert_eq!(merged.days[1..], file.days);
        assert_eq!((report.created, report.changed), (1, 1));
        assert_eq!((report.removed, report.unchanged), (1, 0));
        let (again, report) = merge(&merged, &file);
        assert_eq!(again, merged);
        assert_eq!((report.unchanged, report.removed), (2, 0));
    }

    #[test]
    fn closures_and_sessions_are_replaced_with_their_like() {
        let current = layer(
            "2026-09-09,closed,Lũ,,,,12/QĐ,2026-09-08\n\
             2025-09-09,closed,Lũ,,,,11/QĐ,2025-09-08\n\
             2026-01-01,sessions,Sáng thứ Bảy,,07:30-11:30,saturday,,\n",
        );
        let (same, _) = merge(
            &current,
            &layer("2026-09-10,closed,Lũ,,,,12/QĐ,2026-09-08\n"),
        );
        assert_eq!(same.sessions, current.sessions);
        let dates: Vec<String> = same
            .closures
            .iter()
            .map(|one| one.date.to_string())
            .collect();
        assert_eq!(dates, ["2025-09-09", "2026-09-10"]);
        let file = layer("2026-06-01,sessions,Sáng thứ Bảy,,08:00-11:30,saturday,,\n");
        let (other, report) = merge(&current, &file);
        assert_eq!(other.sessions, file.sessions);
        assert_eq!(other.closures.len(), 2);
        assert_eq!((report.created, report.removed), (1, 1));
    }
}

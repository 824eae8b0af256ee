//! `motcua calendar lint`: what is missing, contradicts itself or says nothing new.

use domain::calendar::lint::{Finding, Severity, Spot, look_over, look_over_all};
use domain::calendar::sessions::weekday_in_files;
use domain::rulebook::Rulebook;
use jiff::civil::Date;
use serde_json::{Value, json};
use web::wording::calendar as wording;

use super::{LookArgs, Looked, look_up};
use crate::output::{Ended, Refused, answer, message};

/// One line a finding; exit code 1 when there is more than something good to know.
pub(super) async fn run(args: &LookArgs, today: Date) -> anyhow::Result<Ended> {
    let looked = match look_up(args, today).await? {
        Ok(looked) => looked,
        Err(ended) => return Ok(ended),
    };
    let mut findings = find(args, &looked, today)?;
    if let Some(year) = args.year {
        findings.retain(|finding| finding.spot.first_day().year() == year);
    }
    if args.json {
        let shown: Vec<Value> = findings.iter().map(as_json).collect();
        answer(&json!({ "findings": shown }).to_string());
    } else {
        tell(&findings, &looked.rules);
    }
    let is_good_to_know = |finding: &Finding| finding.severity == Severity::Notice;
    Ok(if findings.iter().all(is_good_to_know) {
        Ended::Done
    } else {
        Ended::Refused
    })
}

/// Of one layer, or of all that are kept when neither a file nor a unit is named.
fn find(args: &LookArgs, looked: &Looked, today: Date) -> anyhow::Result<Vec<Finding>> {
    let (rules, owner) = (&looked.rules, &looked.owner);
    let found = if args.file.is_none() && args.layer.is_none() {
        look_over_all(&rules.calendar, &rules.organisation, today)
    } else {
        let above = rules.calendar.above(&rules.organisation, owner, today);
        look_over(owner, &above, &looked.content, today)
    };
    found.map_err(|flaw| Refused::because(format!("{}.", wording::flaw(&flaw))))
}

fn tell(findings: &[Finding], rules: &Rulebook) {
    for finding in findings {
        answer(&wording::finding(finding, rules));
    }
    if findings.is_empty() {
        message("Lịch không có chỗ nào cần xem.");
    } else {
        message(&format!("{} chỗ cần xem.", findings.len()));
    }
}

fn as_json(finding: &Finding) -> Value {
    let mut told = json!({
        "layer": finding.owner.to_string(),
        "severity": finding.severity,
        "trouble": finding.trouble,
        "says": wording::trouble(finding.trouble),
        "mend": wording::mend(finding.trouble),
    });
    match finding.spot {
        Spot::Year(year) => told["year"] = json!(year),
        Spot::Day(date) => told["date"] = json!(date.to_string()),
        Spot::Sessions(weekday, from) => {
            told["weekday"] = json!(weekday_in_files(weekday));
            told["date"] = json!(from.to_string());
        }
    }
    told
}

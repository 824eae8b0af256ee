//! What is received where: a file replaces the whole list.

use std::collections::BTreeSet;

use domain::dossier::Now;
use domain::rulebook::{Competent, Desks, ReceptionRule, Rulebook};
use integrations::reception_file::read_receptions;
use store::RulebookWrite;

use super::{FileArgs, Remark, Report, TRIES, Target};
use crate::output::Ended;

pub(super) async fn run(args: &FileArgs, now: Now) -> anyhow::Result<Ended> {
    let Some(bytes) = super::bytes(&args.path) else {
        return Ok(Ended::Usage);
    };
    let rules = match super::text(args, bytes)
        .map_err(|remark| vec![remark])
        .and_then(|text| read(args, &text))
    {
        Ok(rules) => rules,
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
        let current = target.rulebook().await?;
        let unchanged = rules
            .iter()
            .filter(|rule| current.receptions.contains(rule))
            .count();
        let report = Report {
            created: rules.len() - unchanged,
            unchanged,
            removed: current
                .receptions
                .iter()
                .filter(|rule| !rules.contains(rule))
                .count(),
            to_mend: unknown(args, &current, &rules, now),
            ..Report::default()
        };
        if args.dry_run || current.receptions == rules {
            return Ok(super::tell_lines(args, &report));
        }
        let write = RulebookWrite {
            receptions: Some(rules.clone()),
            ..super::write(args, "receptions", &current, now)
        };
        if target.change(write).await? {
            return Ok(super::tell_lines(args, &report));
        }
    }
    Err(super::moved_on())
}

fn read(args: &FileArgs, text: &str) -> Result<Vec<ReceptionRule>, Vec<Remark>> {
    let text = text.trim_start_matches('\u{feff}');
    read_receptions(text).map_err(|problems| {
        problems
            .into_iter()
            .map(|problem| Remark {
                file: super::name_of(&args.path),
                field: problem.field,
                reason: problem.reason,
            })
            .collect()
    })
}

/// Units and procedures that the list names and nobody knows: such a line has no effect.
fn unknown(args: &FileArgs, current: &Rulebook, rules: &[ReceptionRule], now: Now) -> Vec<Remark> {
    let today = now.today();
    let mut missing = BTreeSet::new();
    for rule in rules {
        if !current
            .procedures
            .iter()
            .any(|known| known.code == rule.procedure)
        {
            missing.insert(("thủ tục", rule.procedure.to_string()));
        }
        let desk = match &rule.desks {
            Desks::Level(_) => None,
            Desks::One(code) => Some(code),
        };
        let competent = match &rule.competent {
            Competent::AgencyOfDesk => None,
            Competent::One(code) => Some(code),
        };
        for code in desk.into_iter().chain(competent) {
            if current.organisation.find_by_code(code, today).is_none() {
                missing.insert(("đơn vị", code.clone()));
            }
        }
    }
    missing
        .into_iter()
        .map(|(what, code)| Remark {
            file: super::name_of(&args.path),
            field: what.to_owned(),
            reason: format!("chưa có {what} mã {code}; nhập {what} đó để dòng này có tác dụng"),
        })
        .collect()
}

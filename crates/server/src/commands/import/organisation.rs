//! The tree of units and their successions: a file is taken whole or not at all.

use integrations::organisation_file;
use store::RulebookWrite;
use web::app::Clock;

use super::{FileArgs, TRIES, Target};
use crate::output::{Ended, answer, message};

pub(super) async fn run(args: &FileArgs, clock: &Clock) -> anyhow::Result<Ended> {
    let Some(bytes) = super::bytes(&args.path) else {
        return Ok(Ended::Usage);
    };
    let name = super::name_of(&args.path);
    let target = Target::open(args).await?;
    for _ in 0..TRIES {
        let rules = target.rulebook().await?;
        let import = organisation_file::import(&rules.organisation, &name, &bytes);
        let changes = import.report.created + import.report.changed > 0;
        if let Some(organisation) = import.organisation.filter(|_| changes && !args.dry_run) {
            let write = RulebookWrite {
                organisation: Some((
                    organisation.all().cloned().collect(),
                    organisation.successions().to_vec(),
                )),
                ..super::write(args, "organisation", &rules, clock())
            };
            if !target.change(write).await? {
                continue;
            }
        }
        return Ok(tell(args, &import.report));
    }
    Err(super::moved_on())
}

fn tell(args: &FileArgs, report: &organisation_file::ImportReport) -> Ended {
    if args.json {
        answer(&serde_json::json!(report).to_string());
    } else {
        for remark in report.refused.iter().chain(&report.to_mend) {
            let line = remark
                .line
                .map_or_else(String::new, |line| format!(" dòng {line}"));
            answer(&format!(
                "{}{line} {}: {}",
                remark.file, remark.field, remark.reason
            ));
        }
    }
    if !report.refused.is_empty() {
        message(&format!(
            "Không nhập gì: {} chỗ trong tệp cần sửa.",
            report.refused.len()
        ));
        return Ended::Refused;
    }
    message(&format!(
        "{} {} mới, {} đổi, {} giữ nguyên; {} chỗ cần xem.",
        if args.dry_run { "Sẽ có" } else { "Đã có" },
        report.created,
        report.changed,
        report.unchanged,
        report.to_mend.len()
    ));
    Ended::Done
}

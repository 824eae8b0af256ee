//! `motcua doctor`: whether everything is as it should be.

use clap::Args;
use domain::rulebook::Rulebook;
use jiff::civil::Date;
use web::app::Clock;

use crate::config::DataArgs;
use crate::output::{Ended, answer};

/// How to look.
#[derive(Args, Clone, Debug)]
#[command(after_help = "Ví dụ:\n  motcua doctor\n  motcua doctor --json --data /srv/motcua")]
pub struct DoctorArgs {
    #[command(flatten)]
    data: DataArgs,
    /// In kết quả dạng JSON.
    #[arg(long)]
    json: bool,
}

/// What there is to say about an installation.
#[derive(Debug, Default, PartialEq, Eq)]
struct Look {
    /// What somebody has to see to, each with what to do.
    findings: Vec<String>,
    /// What is in order now and will need somebody one day.
    notices: Vec<String>,
}

/// Runs the command: one line a finding or a notice, exit code 1 when there is any finding.
pub async fn run(args: DoctorArgs, clock: &Clock) -> anyhow::Result<Ended> {
    super::must_be_there(&args.data)?;
    let store = super::open_beside(&args.data).await?;
    let rules = store.rulebook().await?;
    let Look { findings, notices } = look(&rules, clock().today());
    let waiting = store.count_jobs().await?;
    let alarms = store.alarm_backlog(clock()).await?;
    if args.json {
        let shown = serde_json::json!({
            "findings": findings,
            "notices": notices,
            "waiting_jobs": waiting,
            "alarms_due": alarms.due,
            "alarms_claimed": alarms.claimed,
            "officials_untold": alarms.untold,
            "rulebook_version": rules.version,
            "procedures": rules.in_force_on(clock().today()).count(),
            "units": rules.organisation.all().count(),
            "receptions": rules.receptions.len(),
        });
        answer(&shown.to_string());
    } else {
        for line in findings.iter().chain(&notices) {
            answer(line);
        }
        answer(&format!("{waiting} thông báo đang chờ gửi."));
        answer(&format!(
            "{} nhắc việc đã đến lúc mà chưa ghi, {} cán bộ chưa được nhắc.",
            alarms.due, alarms.untold
        ));
    }
    Ok(if findings.is_empty() {
        Ended::Done
    } else {
        Ended::Refused
    })
}

fn look(rules: &Rulebook, today: Date) -> Look {
    let Look {
        mut findings,
        mut notices,
    } = Look::default();
    if rules.organisation.all().next().is_none() {
        findings.push("Chưa có tổ chức. Nhập bằng: motcua import organisation TỆP.csv".to_owned());
    }
    if rules.procedures.is_empty() {
        findings.push("Chưa có thủ tục. Nhập bằng: motcua import procedures THƯ-MỤC".to_owned());
    }
    for year in [today.year(), today.year() + 1] {
        if !rules.calendar.nation().knows(year) {
            findings.push(format!(
                "Chưa có lịch làm việc năm {year}; hồ sơ hẹn sang năm đó bị từ chối."
            ));
        } else if rules.calendar.nation().is_provisional(year) {
            notices.push(format!(
                "Lịch làm việc năm {year} còn tạm; cập nhật khi có thông báo nghỉ lễ."
            ));
        }
    }
    for desk in rules
        .organisation
        .all()
        .filter(|a| a.kind.is_desk() && a.is_valid_on(today))
    {
        let above = || rules.organisation.ancestors_on(&desk.id, today);
        if desk.agency_code.is_none() && above().iter().all(|unit| unit.agency_code.is_none()) {
            findings.push(format!(
                "{} chưa có mã định danh nên chưa cấp được mã hồ sơ.",
                desk.name
            ));
        }
    }
    let to_mend: usize = rules.in_force_on(today).map(|p| p.to_mend.len()).sum();
    if to_mend > 0 {
        findings.push(format!("{to_mend} chỗ trong danh mục thủ tục cần sửa tay."));
    }
    Look { findings, notices }
}

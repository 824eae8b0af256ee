//! `motcua workflow list`: every version that was published.

use clap::Args;
use domain::process::published::PublishedProcess;
use domain::rulebook::Rulebook;
use domain::vietnamese::show::show_date;
use jiff::civil::Date;
use serde_json::{Value, json};
use web::app::Clock;

use crate::commands::{must_be_there, open_beside};
use crate::config::DataArgs;
use crate::output::{Ended, answer, message};

/// Where to look.
#[derive(Args, Clone, Debug)]
pub(super) struct ListArgs {
    #[command(flatten)]
    data: DataArgs,
    /// In kết quả dạng JSON.
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(args: &ListArgs, clock: &Clock) -> anyhow::Result<Ended> {
    must_be_there(&args.data)?;
    let store = open_beside(&args.data).await?;
    let rules = store.rulebook().await?;
    store.close().await?;
    let today = clock().today();
    let in_force = rules.in_force_on(today);
    let by_template = in_force.filter(|p| rules.processes.in_force(&p.code, today).is_none());
    let by_template = by_template.count();
    if args.json {
        let versions = rules.processes.all();
        let versions: Vec<Value> = versions.map(|one| as_json(&rules, one, today)).collect();
        let told = json!({ "processes": versions, "by_template": by_template });
        answer(&told.to_string());
    } else {
        for one in rules.processes.all() {
            answer(&line(&rules, one, today));
        }
    }
    let published = rules.processes.all().count();
    let versions = match published {
        0 => "Chưa công bố quy trình nào".to_owned(),
        count => format!("{count} phiên bản đã công bố"),
    };
    let template = "theo quy trình mẫu";
    message(&match by_template {
        0 => format!("{versions}; không còn thủ tục nào đi {template}."),
        count => format!(
            "{versions}. {count} thủ tục chưa có quy trình riêng, đi {template}: xem từng thủ tục \
             ở /quan-tri/quy-trinh."
        ),
    });
    Ok(Ended::Done)
}

fn counts(rules: &Rulebook, one: &PublishedProcess, today: Date) -> bool {
    let counting = rules.processes.in_force(&one.procedure, today);
    counting.is_some_and(|counting| counting.version == one.version)
}

fn line(rules: &Rulebook, one: &PublishedProcess, today: Date) -> String {
    let state = if counts(rules, one, today) {
        " · đang áp dụng"
    } else {
        ""
    };
    format!(
        "{}@{} · từ {} · {} ngày {} · {}{state}",
        one.procedure,
        one.version,
        show_date(one.from),
        one.decision.number,
        show_date(one.decision.dated_on),
        one.draft.name
    )
}

fn as_json(rules: &Rulebook, one: &PublishedProcess, today: Date) -> Value {
    json!({
        "procedure": one.procedure,
        "version": one.version,
        "from": one.from,
        "decision": one.decision,
        "name": one.draft.name,
        "in_force": counts(rules, one, today),
    })
}

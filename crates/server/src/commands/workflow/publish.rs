//! `motcua workflow publish`: from a day on a procedure's new dossiers go by the process of a file.

use clap::Args;
use domain::procedure::ProcedureCode;
use domain::process::called::Called;
use domain::process::naming::Naming;
use domain::process::publish::{NewProcess, PublishRefusal};
use domain::process::published::ProcessDecision;
use domain::vietnamese::show::show_date;
use jiff::civil::Date;
use serde_json::json;
use store::{ProcessRefusal, ProcessWrite};
use web::app::Clock;
use web::wording::process::refusal;

use super::{FileArgs, as_json, drafted, read_code, read_date, told};
use crate::commands::{must_be_there, open_beside, read_name};
use crate::config::DataArgs;
use crate::output::{Ended, Refused, answer, message};

/// What to publish, for whom, and by which decision.
#[derive(Args, Clone, Debug)]
pub(super) struct PublishArgs {
    #[command(flatten)]
    file: FileArgs,
    /// Mã thủ tục, ví dụ 1.001193.
    #[arg(long, value_name = "MÃ", value_parser = read_code)]
    procedure: ProcedureCode,
    /// Số, ký hiệu quyết định phê duyệt.
    #[arg(long, value_name = "SỐ", value_parser = read_name)]
    decision: String,
    /// Ngày ký quyết định, ví dụ 2026-11-20.
    #[arg(long, value_name = "NGÀY", value_parser = read_date)]
    dated: Date,
    /// Ngày đầu tiên áp dụng, từ hôm nay trở đi.
    #[arg(long, value_name = "NGÀY", value_parser = read_date)]
    from: Date,
    /// Người hoặc cơ quan ký.
    #[arg(long, value_name = "NGƯỜI KÝ", value_parser = read_name)]
    issuer: Option<String>,
    #[command(flatten)]
    data: DataArgs,
    /// In kết quả dạng JSON.
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(args: &PublishArgs, clock: &Clock) -> anyhow::Result<Ended> {
    let draft = match drafted(&args.file.path) {
        Ok(draft) => draft,
        Err(ended) => return Ok(ended),
    };
    must_be_there(&args.data)?;
    let store = open_beside(&args.data).await?;
    let rules = store.rulebook().await?;
    let new = NewProcess {
        procedure: args.procedure.clone(),
        from: args.from,
        decision: ProcessDecision {
            number: args.decision.clone(),
            dated_on: args.dated,
            issuer: args.issuer.clone().unwrap_or_default(),
        },
        draft: draft.clone(),
    };
    let write = ProcessWrite {
        based_on: rules.version,
        new,
        by: None,
        at: clock(),
    };
    let published = store.publish_process(write).await?;
    store.close().await?;
    match published {
        Ok(version) => {
            tell(args, version);
            Ok(Ended::Done)
        }
        Err(why) => {
            if let ProcessRefusal::Refused(PublishRefusal::Unsound(findings)) = &why {
                let procedure = rules.procedure_on(&args.procedure, args.from);
                let called = procedure.map(|known| Called::of(known));
                let naming = Naming::with(&draft, &called.unwrap_or_default());
                if args.json {
                    answer(&as_json(&draft, findings, None, &naming).to_string());
                } else {
                    findings
                        .iter()
                        .for_each(|finding| answer(&told(finding, &naming)));
                }
            }
            Err(Refused::because(refusal(&why)))
        }
    }
}

fn tell(args: &PublishArgs, version: u32) {
    let PublishArgs {
        procedure, from, ..
    } = args;
    if args.json {
        let told = json!({ "procedure": procedure, "version": version, "from": from });
        answer(&told.to_string());
    }
    message(&format!(
        "Đã công bố phiên bản {version} của thủ tục {procedure}, áp dụng từ {}.",
        show_date(*from)
    ));
}

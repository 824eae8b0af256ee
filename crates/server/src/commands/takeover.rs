//! `motcua takeover`: what ended units left goes to those who carry on, in portions.

use std::collections::BTreeMap;

use clap::Args;
use domain::people::Actor;
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;
use serde_json::json;
use store::{LeftBehind, Store, TakingOver};
use web::app::Clock;

use crate::config::DataArgs;
use crate::output::{Ended, answer, message};

/// What to take over.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Ví dụ:\n  motcua takeover --dry-run\n  motcua takeover\n\nChạy được khi máy chủ \
    đang chạy. Ngắt giữa chừng thì chạy lại: hồ sơ đã tiếp nhận không làm lại lần nữa."
)]
pub struct TakeoverArgs {
    #[command(flatten)]
    data: DataArgs,
    /// Chỉ hồ sơ của đơn vị này, ví dụ 03388@2023-01-01.
    #[arg(long, value_name = "ĐƠN VỊ")]
    unit: Option<String>,
    /// Chỉ xem còn bao nhiêu hồ sơ, không ghi gì.
    #[arg(long)]
    dry_run: bool,
    /// In kết quả dạng JSON.
    #[arg(long)]
    json: bool,
}

/// What became of it all.
#[derive(Default)]
struct Sum {
    taken: u64,
    /// Why a dossier stays where it is, by its code.
    stayed: BTreeMap<String, String>,
}

/// Runs the command.
pub async fn run(args: TakeoverArgs, clock: &Clock) -> anyhow::Result<Ended> {
    super::must_be_there(&args.data)?;
    let store = super::open_beside(&args.data).await?;
    let rules = store.rulebook().await?;
    let mut left = store.left_behind(&rules, clock().today()).await?;
    if let Some(unit) = &args.unit {
        left.retain(|one| one.unit.as_str() == unit.as_str());
    }
    let mut sum = Sum::default();
    if !args.dry_run {
        for one in &left {
            take(&store, clock, &one.unit, &mut sum).await?;
        }
    }
    store.close().await?;
    if args.json {
        answer(&as_json(&left, &sum));
    } else {
        say_left(&rules, &left);
        if args.dry_run {
            message("Chưa ghi gì. Bỏ --dry-run để tiếp nhận.");
        } else {
            say_taken(&sum);
        }
    }
    if sum.stayed.is_empty() {
        Ok(Ended::Done)
    } else {
        Ok(Ended::Refused)
    }
}

/// Everything that one unit left, portion by portion.
async fn take(store: &Store, clock: &Clock, from: &AgencyId, sum: &mut Sum) -> anyhow::Result<()> {
    let mut after = None;
    loop {
        let portion = TakingOver {
            actor: &Actor::System,
            now: clock(),
            from,
            after,
        };
        let taken = store.take_over(portion).await?;
        for (code, answer) in taken.dossiers {
            match answer {
                Ok(_) => sum.taken += 1,
                Err(why) => {
                    let why = web::wording::refusal::not_done(&why, None);
                    sum.stayed.insert(code.to_string(), why);
                }
            }
        }
        after = taken.next;
        if after.is_none() {
            return Ok(());
        }
        message(&format!("Đã tiếp nhận {} hồ sơ…", sum.taken));
    }
}

fn as_json(left: &[LeftBehind], sum: &Sum) -> String {
    let left: Vec<_> = left
        .iter()
        .map(|one| json!({ "unit": one.unit.as_str(), "dossiers": one.count }))
        .collect();
    json!({ "left": left, "taken": sum.taken, "stayed": sum.stayed }).to_string()
}

fn say_left(rules: &Rulebook, left: &[LeftBehind]) {
    if left.is_empty() {
        answer("Không có hồ sơ nào còn ở đơn vị đã kết thúc.");
    }
    for one in left {
        let name = rules.organisation.find(&one.unit);
        let name = name.map_or_else(|| one.unit.code(), |unit| unit.name.as_str());
        answer(&format!("{name} ({}): {} hồ sơ", one.unit, one.count));
    }
}

fn say_taken(sum: &Sum) {
    answer(&format!("Đã tiếp nhận {} hồ sơ.", sum.taken));
    for (code, why) in &sum.stayed {
        message(&format!("{code}: {why}"));
    }
}

//! `motcua workflow diff`: what a newer process says differently, in words.

use std::path::PathBuf;

use clap::Args;
use domain::procedure::ProcedureCode;
use domain::process::called::Called;
use domain::process::draft::Draft;
use domain::rulebook::Rulebook;
use serde_json::json;

use super::drafted;
use crate::commands::{must_be_there, open_beside};
use crate::config::DataArgs;
use crate::output::{Ended, Refused, answer, message};

/// Which two to compare.
#[derive(Args, Clone, Debug)]
pub(super) struct DiffArgs {
    /// Bản cũ: tệp quy trình (.toml), hoặc mã thủ tục và phiên bản như 1.001193@1.
    #[arg(value_name = "BẢN CŨ", value_parser = read_side)]
    older: Side,
    /// Bản mới, ghi như bản cũ.
    #[arg(value_name = "BẢN MỚI", value_parser = read_side)]
    newer: Side,
    #[command(flatten)]
    data: DataArgs,
    /// In kết quả dạng JSON.
    #[arg(long)]
    json: bool,
}

/// One of the two.
#[derive(Clone, Debug)]
enum Side {
    File(PathBuf),
    Published(ProcedureCode, u32),
}

fn read_side(text: &str) -> Result<Side, String> {
    let published = text.rsplit_once('@').and_then(|(code, version)| {
        let code = code.parse().ok()?;
        Some(Side::Published(code, version.parse().ok()?))
    });
    Ok(published.unwrap_or_else(|| Side::File(PathBuf::from(text))))
}

impl DiffArgs {
    /// Whether one of the two is kept in the data.
    pub(super) fn needs_data(&self) -> bool {
        let is_kept = |side: &Side| matches!(side, Side::Published(..));
        is_kept(&self.older) || is_kept(&self.newer)
    }
}

/// Compares two files.
pub(super) fn run(args: &DiffArgs) -> Ended {
    let read = |side: &Side| match side {
        Side::File(path) => drafted(path),
        Side::Published(..) => Err(Ended::Usage),
    };
    let drafts = read(&args.older).and_then(|older| Ok((older, read(&args.newer)?)));
    drafts.map_or_else(
        |ended| ended,
        |(older, newer)| tell(args, &older, &newer, &Called::default()),
    )
}

/// The same where versions that were published are meant.
pub(super) async fn run_with_data(args: &DiffArgs) -> anyhow::Result<Ended> {
    must_be_there(&args.data)?;
    let store = open_beside(&args.data).await?;
    let rules = store.rulebook().await?;
    store.close().await?;
    let mut drafts = Vec::new();
    for side in [&args.older, &args.newer] {
        match side {
            Side::File(path) => match drafted(path) {
                Ok(draft) => drafts.push(draft),
                Err(ended) => return Ok(ended),
            },
            Side::Published(code, version) => drafts.push(published(&rules, code, *version)?),
        }
    }
    match drafts.as_slice() {
        [older, newer] => Ok(tell(args, older, newer, &called(args, &rules))),
        _ => Ok(Ended::Usage),
    }
}

fn published(rules: &Rulebook, code: &ProcedureCode, version: u32) -> anyhow::Result<Draft> {
    let published = rules.processes.version(code, version);
    let draft = published.map(|one| one.draft.clone());
    draft.ok_or_else(|| {
        Refused::because(format!(
            "Thủ tục {code} chưa công bố phiên bản {version}. Xem motcua workflow list."
        ))
    })
}

/// What the procedure of one of the two says of its fees, cases and questions.
fn called(args: &DiffArgs, rules: &Rulebook) -> Called {
    let procedures = [&args.newer, &args.older].into_iter();
    let mut procedures = procedures.filter_map(|side| match side {
        Side::File(_) => None,
        Side::Published(code, _) => {
            let versions = rules.procedures.iter().filter(|one| one.code == *code);
            versions.max_by_key(|one| one.version)
        }
    });
    let procedure = procedures.next();
    procedure.map_or_else(Called::default, |known| Called::of(known))
}

fn tell(args: &DiffArgs, older: &Draft, newer: &Draft, called: &Called) -> Ended {
    let changes = older.difference_called(newer, called);
    if args.json {
        answer(&json!({ "changes": changes }).to_string());
    } else {
        changes.iter().for_each(|change| answer(&change.sentence));
    }
    match changes.len() {
        0 => message("Hai bản như nhau."),
        count => message(&format!("{count} chỗ khác.")),
    }
    Ended::Done
}

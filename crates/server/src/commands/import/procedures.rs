//! The catalogue: records of the national export and files of our own, one or a folder of them.

use std::path::{Path, PathBuf};

use anyhow::Context as _;
use domain::procedure::content::Change;
use domain::procedure::{Procedure, ProcedureCode};
use integrations::catalogue_file::read_procedure;
use integrations::catalogue_import::{Plan, plan};
use integrations::national_export::read_record;
use integrations::reading::Problem;
use store::RulebookWrite;
use web::app::Clock;

use super::{FileArgs, TRIES, Target};
use crate::output::{Ended, answer, message, why};

pub(super) async fn run(args: &FileArgs, clock: &Clock) -> anyhow::Result<Ended> {
    let Some(files) = files(&args.path)? else {
        return Ok(Ended::Usage);
    };
    let target = Target::open(args).await?;
    let incoming: Vec<(String, Result<Procedure, Vec<Problem>>)> = files
        .iter()
        .map(|path| (super::name_of(path), read_one(path)))
        .collect();
    for _ in 0..TRIES {
        let rules = target.rulebook().await?;
        let plan = plan(&rules.procedures, incoming.clone());
        if args.dry_run || plan.to_store.is_empty() {
            return Ok(tell(args, &plan));
        }
        let write = RulebookWrite {
            procedures: plan.to_store.clone(),
            ..super::write(args, "procedures", &rules, clock())
        };
        if target.change(write).await? {
            return Ok(tell(args, &plan));
        }
    }
    Err(super::moved_on())
}

fn read_one(path: &Path) -> Result<Procedure, Vec<Problem>> {
    let bytes = std::fs::read(path).map_err(|error| {
        vec![Problem::new(
            "tệp",
            format!("không đọc được: {}", why(&error)),
        )]
    })?;
    let name = super::name_of(path);
    if path.extension().is_some_and(|end| end == "toml") {
        let text = String::from_utf8(bytes)
            .map_err(|_| vec![Problem::new("tệp", "không phải văn bản UTF-8")])?;
        read_procedure(&name, &text)
    } else {
        read_record(&name, &bytes)
    }
}

/// The files meant, in order of name; none when there is no such file.
fn files(path: &Path) -> anyhow::Result<Option<Vec<PathBuf>>> {
    if path.is_file() {
        return Ok(Some(vec![path.to_owned()]));
    }
    if !path.is_dir() {
        message(&format!("Không có tệp hoặc thư mục {}.", path.display()));
        return Ok(None);
    }
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).with_context(|| path.display().to_string())? {
        let file = entry?.path();
        if file
            .extension()
            .is_some_and(|end| end == "json" || end == "toml")
        {
            files.push(file);
        }
    }
    if files.is_empty() {
        message(&format!(
            "Thư mục {} không có tệp .json hoặc .toml nào.",
            path.display()
        ));
        return Ok(None);
    }
    files.sort();
    Ok(Some(files))
}

fn tell(args: &FileArgs, plan: &Plan) -> Ended {
    let report = &plan.report;
    if args.json {
        let mut shown = serde_json::json!(report);
        if args.dry_run {
            shown["differences"] = serde_json::json!(plan.differences);
        }
        answer(&shown.to_string());
    } else {
        for difference in plan.differences.iter().filter(|_| args.dry_run) {
            for change in &difference.changes {
                answer(&show_change(&difference.code, change));
            }
        }
        for line in &report.to_mend {
            answer(&format!(
                "Cần sửa {} · {}: \"{}\" ({})",
                line.code, line.field, line.text, line.reason
            ));
        }
        for refused in &report.refused {
            answer(&format!(
                "Không nhận {} · {}: {}",
                refused.file, refused.field, refused.reason
            ));
        }
        let done = if args.dry_run { "Sẽ" } else { "Đã" };
        message(&format!(
            "{done} thêm {}, đổi {}, giữ nguyên {}; không nhận {} chỗ; {} chỗ cần sửa tay.",
            report.created,
            report.changed,
            report.unchanged,
            report.refused.len(),
            report.to_mend.len()
        ));
    }
    if report.refused.is_empty() {
        Ended::Done
    } else {
        Ended::Refused
    }
}

fn show_change(code: &ProcedureCode, change: &Change) -> String {
    let Change { field, from, to } = change;
    format!("{code} · {field}: \"{from}\" → \"{to}\"")
}

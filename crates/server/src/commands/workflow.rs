//! `motcua workflow`: a file of an internal process checked, drawn, and written for the tools of
//! others, which needs no data; and processes published, listed and compared.

mod differ;
mod list;
mod publish;
mod source;

use std::io::Write as _;
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use documents::{Press, process_sheet};
use domain::procedure::{Procedure, ProcedureCode};
use domain::process::called::Called;
use domain::process::check::{Finding, Severity, Strictness};
use domain::process::draft::Draft;
use domain::process::naming::{Naming, working_time};
use domain::process::picture::Picture;
use domain::process::publish::too_long;
use domain::process::surroundings::Surroundings;
use domain::process::wording::{repair, sentence};
use integrations::bpmn::bpmn;
use integrations::process_file::read_process_text;
use integrations::reading::Problem;
use jiff::civil::Date;
use serde_json::{Map, Value, json};
use web::app::Clock;
use web::process_picture::svg;
use web::process_sheet::sheet;
use web::wording::people::role;
use web::wording::process::{found, too_long as say_too_long, weight};

use self::differ::DiffArgs;
use self::list::ListArgs;
use self::publish::PublishArgs;
use self::source::SourceArgs;
use super::{must_be_there, open_beside};
use crate::config::DataArgs;
use crate::output::{Ended, Refused, answer, message, why};

/// What to do with a process.
#[derive(Args, Clone, Debug)]
#[command(
    after_help = "Ví dụ:\n  motcua workflow check data/processes/site-licence.toml\n  motcua \
    workflow picture data/processes/site-licence.toml >quy-trinh.svg\n  motcua workflow bpmn \
    data/processes/site-licence.toml >quy-trinh.bpmn\n  motcua workflow publish quy-trinh.toml \
    --procedure 1.012783 --decision 812/QĐ-UBND --dated 2026-11-20 --from 2026-12-01"
)]
pub struct WorkflowArgs {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand, Clone, Debug)]
enum What {
    /// Soát quy trình: đường đi không kết thúc, thiếu hướng, quá thời hạn, kết quả chưa ký.
    #[command(
        after_help = "Ví dụ:\n  motcua workflow check data/processes/site-licence.toml\n  motcua \
        workflow check quy-trinh.toml --draft --json\n  motcua workflow check quy-trinh.toml \
        --procedure 1.012783 --data ./var\n\nMã thoát 1 khi có lỗi hoặc tệp không đọc được. Có \
        --procedure thì xét cả nhân sự hôm nay ở từng nơi tiếp nhận thủ tục đó."
    )]
    Check(CheckArgs),
    /// Vẽ sơ đồ quy trình (SVG).
    #[command(
        after_help = "Ví dụ:\n  motcua workflow picture data/processes/site-licence.toml \
        >quy-trinh.svg"
    )]
    Picture(SourceArgs),
    /// Ghi quy trình theo BPMN 2.0, kèm sơ đồ, cho phần mềm khác.
    #[command(
        after_help = "Ví dụ:\n  motcua workflow bpmn data/processes/site-licence.toml \
        >quy-trinh.bpmn\n  motcua workflow bpmn --template commune-usual --limit \"5 working days\" \
        >mau.bpmn"
    )]
    Bpmn(SourceArgs),
    /// In quy trình (PDF, khổ A4): các bước, thời gian và sơ đồ.
    #[command(
        after_help = "Ví dụ:\n  motcua workflow pdf data/processes/site-licence.toml \
        >quy-trinh.pdf\n\nQuy trình đã công bố, kèm quyết định: tải ở trang \
        /quan-tri/quy-trinh/<mã thủ tục>."
    )]
    Pdf(SourceArgs),
    /// Công bố quy trình của một thủ tục, áp dụng từ một ngày.
    #[command(
        after_help = "Ví dụ:\n  motcua workflow publish quy-trinh.toml --procedure 1.012783 \
        --decision 812/QĐ-UBND --dated 2026-11-20 --from 2026-12-01\n\nMỗi lần công bố là một \
        phiên bản, giữ mãi. Hồ sơ đang mở giữ phiên bản của mình. Mã thoát 1 khi quy trình còn lỗi, \
        dài quá thời hạn, hoặc ngày áp dụng đã qua."
    )]
    Publish(Box<PublishArgs>),
    /// Xem các quy trình đã công bố.
    #[command(
        after_help = "Ví dụ:\n  motcua workflow list\n  motcua workflow list --data ./var --json"
    )]
    List(ListArgs),
    /// So hai bản quy trình, nói bằng lời những chỗ khác.
    #[command(
        after_help = "Ví dụ:\n  motcua workflow diff cu.toml moi.toml\n  motcua workflow diff \
        1.012783@1 quy-trinh.toml --data ./var"
    )]
    Diff(DiffArgs),
}

#[derive(Args, Clone, Debug)]
struct CheckArgs {
    #[command(flatten)]
    file: FileArgs,
    /// Quy trình còn đang soạn: chưa ghi số lần quay lại thì chỉ nhắc.
    #[arg(long)]
    draft: bool,
    /// Xét nhân sự ở những nơi tiếp nhận thủ tục này, ví dụ 1.001193.
    #[arg(long, value_name = "MÃ", value_parser = read_code)]
    procedure: Option<ProcedureCode>,
    #[command(flatten)]
    data: DataArgs,
    /// In kết quả dạng JSON.
    #[arg(long)]
    json: bool,
}

#[derive(Args, Clone, Debug)]
struct FileArgs {
    /// Tệp quy trình (.toml).
    #[arg(value_name = "TỆP")]
    path: PathBuf,
}

fn read_code(text: &str) -> Result<ProcedureCode, String> {
    text.trim()
        .parse()
        .map_err(|_| "ghi mã thủ tục, ví dụ 1.001193".to_owned())
}

fn read_date(text: &str) -> Result<Date, String> {
    text.trim()
        .parse()
        .map_err(|_| "ghi theo năm-tháng-ngày, ví dụ 2026-11-20".to_owned())
}

impl WorkflowArgs {
    /// Whether it looks into data.
    pub fn needs_data(&self) -> bool {
        match &self.what {
            What::Check(args) => args.procedure.is_some(),
            What::Diff(args) => args.needs_data(),
            What::Publish(_) | What::List(_) => true,
            What::Picture(_) | What::Bpmn(_) | What::Pdf(_) => false,
        }
    }
}

/// Runs a command that looks at files only.
pub fn run(args: &WorkflowArgs, clock: &Clock) -> Ended {
    let done = match &args.what {
        What::Check(args) => check(args, &Surroundings::default(), &Called::default(), None),
        What::Picture(args) => picture(args),
        What::Bpmn(args) => exchange(args),
        What::Pdf(args) => paper(args, clock),
        What::Diff(args) => Ok(differ::run(args)),
        What::Publish(_) | What::List(_) => Err(Ended::Usage),
    };
    done.unwrap_or_else(|ended| ended)
}

/// Runs a command that looks into data.
pub async fn run_with_data(args: &WorkflowArgs, clock: &Clock) -> anyhow::Result<Ended> {
    match &args.what {
        What::Check(args) => check_staffed(args, clock).await,
        What::Publish(args) => publish::run(args, clock).await,
        What::List(args) => list::run(args, clock).await,
        What::Diff(args) => differ::run_with_data(args).await,
        What::Picture(_) | What::Bpmn(_) | What::Pdf(_) => Ok(run(args, clock)),
    }
}

/// Checks with whoever works where the procedure is received.
async fn check_staffed(args: &CheckArgs, clock: &Clock) -> anyhow::Result<Ended> {
    let Some(code) = &args.procedure else {
        return Ok(Ended::Usage);
    };
    must_be_there(&args.data)?;
    let store = open_beside(&args.data).await?;
    let rules = store.rulebook().await?;
    let today = clock().today();
    let around = store.surroundings(&rules, code, today).await?;
    store.close().await?;
    if around.places.is_empty() {
        return Err(Refused::because(format!(
            "Hôm nay chưa nơi nào tiếp nhận thủ tục {code}. Nhập nơi tiếp nhận trước, hoặc bỏ \
             --procedure để không xét nhân sự."
        )));
    }
    let procedure = rules.procedure_on(code, today);
    let called = procedure.map(|known| Called::of(known)).unwrap_or_default();
    let called = called.at(&around);
    let procedure = procedure.map(AsRef::as_ref);
    Ok(check(args, &around, &called, procedure).unwrap_or_else(|ended| ended))
}

fn check(
    args: &CheckArgs,
    around: &Surroundings,
    called: &Called,
    procedure: Option<&Procedure>,
) -> Result<Ended, Ended> {
    let text = text(&args.file.path)?;
    let draft = match read_process_text(&text) {
        Ok(draft) => draft,
        Err(problems) if args.json => {
            answer(&json!({ "problems": problems }).to_string());
            return Err(Ended::Refused);
        }
        Err(problems) => {
            problems.iter().for_each(|problem| answer(&unread(problem)));
            return Err(Ended::Refused);
        }
    };
    let strictness = if args.draft {
        Strictness::Drafting
    } else {
        Strictness::Publishing
    };
    let mut findings = draft.findings(around, strictness);
    // What is not sound yet is not asked what dossiers could do in it.
    if errors(&findings) == 0 {
        findings.extend(draft.act_findings());
    }
    // The file may say any limit; what is promised is that of the procedure.
    let longer = procedure.filter(|_| errors(&findings) == 0);
    let longer = longer.and_then(|known| too_long(&draft, known));
    let longer = longer.map(|case| say_too_long(&case));
    let naming = Naming::with(&draft, called);
    if args.json {
        answer(&as_json(&draft, &findings, longer.as_deref(), &naming).to_string());
    } else {
        tell(&draft, &findings, longer.as_deref(), &naming);
    }
    Ok(if errors(&findings) == 0 && longer.is_none() {
        Ended::Done
    } else {
        Ended::Refused
    })
}

fn picture(source: &SourceArgs) -> Result<Ended, Ended> {
    let (_, picture) = drawn(source)?;
    answer(svg(&picture).trim_end());
    Ok(Ended::Done)
}

fn exchange(source: &SourceArgs) -> Result<Ended, Ended> {
    let (draft, picture) = drawn(source)?;
    answer(bpmn(&draft, &picture).trim_end());
    Ok(Ended::Done)
}

fn paper(source: &SourceArgs, clock: &Clock) -> Result<Ended, Ended> {
    let (draft, _) = drawn(source)?;
    let process = draft.clone().check(&Surroundings::default()).ok();
    let data = sheet(
        &draft,
        process.as_ref(),
        &Called::default(),
        clock().local(),
    );
    let written = process_sheet(&Press::new(), &data).map_err(|fault| {
        message(&format!("Không in được quy trình: {fault}."));
        Ended::Broken
    })?;
    std::io::stdout().write_all(&written).map_err(|error| {
        message(&format!("Không ghi được tệp PDF: {}.", why(&error)));
        Ended::Broken
    })?;
    Ok(Ended::Done)
}

/// The draft and its picture; what is not sound yet is drawn all the same, so that it can be seen.
fn drawn(source: &SourceArgs) -> Result<(Draft, Picture), Ended> {
    let draft = source.draft()?;
    let findings = draft.findings(&Surroundings::default(), Strictness::Publishing);
    let Some(picture) = Picture::of(&draft, role) else {
        let naming = Naming::of(&draft);
        findings
            .iter()
            .for_each(|finding| message(&told(finding, &naming)));
        return Err(Ended::Refused);
    };
    let errors = errors(&findings);
    if errors > 0 {
        message(&format!(
            "Quy trình còn {errors} lỗi: xem motcua workflow check {}.",
            source.words()
        ));
    }
    Ok((draft, picture))
}

/// The draft of a file, whatever stands in it; each place that cannot be read is told.
fn drafted(path: &Path) -> Result<Draft, Ended> {
    let text = text(path)?;
    read_process_text(&text).map_err(|problems| {
        problems
            .iter()
            .for_each(|problem| message(&unread(problem)));
        Ended::Refused
    })
}

fn text(path: &Path) -> Result<String, Ended> {
    let bytes = std::fs::read(path).map_err(|error| {
        message(&format!(
            "Không đọc được {}: {}.",
            path.display(),
            why(&error)
        ));
        Ended::Usage
    })?;
    String::from_utf8(bytes).map_err(|_| {
        message("Tệp quy trình phải ghi bằng mã UTF-8. Lưu lại theo mã đó rồi thử tiếp.");
        Ended::Refused
    })
}

fn unread(problem: &Problem) -> String {
    format!("{}: {}", problem.field, problem.reason)
}

fn errors(findings: &[Finding]) -> usize {
    let errors = findings.iter();
    errors
        .filter(|finding| finding.severity == Severity::Error)
        .count()
}

fn tell(draft: &Draft, findings: &[Finding], longer: Option<&str>, naming: &Naming) {
    for finding in findings {
        answer(&told(finding, naming));
    }
    for (end, minutes) in proven(draft) {
        answer(&format!(
            "Đến {} nhiều nhất {}; thời hạn: {}.",
            naming.label(&end),
            working_time(minutes),
            draft.limit.show()
        ));
    }
    longer.into_iter().for_each(answer);
    match findings.len() + usize::from(longer.is_some()) {
        0 => message("Quy trình không có chỗ nào cần xem."),
        count => message(&format!("{count} chỗ cần xem.")),
    }
}

/// One line: what weighs how much, what it is, along which path, and how to mend it.
fn told(finding: &Finding, naming: &Naming) -> String {
    let code = json!(finding.code);
    let code = code.as_str().unwrap_or_default();
    format!(
        "{} [{code}] {}. Cách sửa: {}.",
        weight(finding.severity),
        found(finding, naming),
        repair(finding.code)
    )
}

fn as_json(draft: &Draft, findings: &[Finding], longer: Option<&str>, naming: &Naming) -> Value {
    let told: Vec<Value> = findings
        .iter()
        .map(|finding| {
            json!({
                "code": finding.code,
                "severity": finding.severity,
                "place": finding.place,
                "path": finding.path,
                "minutes": finding.minutes,
                "days": finding.days(),
                "said": finding.said,
                "says": sentence(finding, naming),
                "mend": repair(finding.code),
            })
        })
        .collect();
    let proven: Map<String, Value> = proven(draft)
        .into_iter()
        .map(|(end, minutes)| (end, json!(minutes)))
        .collect();
    json!({
        "process": draft.key,
        "name": draft.name,
        "limit": draft.limit.show(),
        "errors": errors(findings),
        "findings": told,
        "longer_than_promised": longer,
        "proven_minutes": proven,
    })
}

/// The working minutes to each end at most; nothing of a process that cannot be published.
fn proven(draft: &Draft) -> Vec<(String, u64)> {
    let Ok(process) = draft.clone().check(&Surroundings::default()) else {
        return Vec::new();
    };
    let ends = process.proven();
    ends.map(|(end, minutes)| (end.to_owned(), minutes))
        .collect()
}

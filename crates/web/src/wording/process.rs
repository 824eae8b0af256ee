//! What is to be said about internal processes: what was found, and why one is not published.

use domain::process::check::{Finding, Severity};
use domain::process::naming::{Naming, working_time};
use domain::process::publish::{PublishRefusal, TooLong};
use domain::process::published::ProcessDecision;
use domain::process::wording::sentence;
use store::ProcessRefusal;

use crate::show;

/// How much a finding weighs.
pub fn weight(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "Lỗi",
        Severity::Warning => "Cần xem",
        Severity::Information => "Lưu ý",
    }
}

/// What was found, along which path, and how long that takes.
pub fn found(finding: &Finding, naming: &Naming) -> String {
    let mut along = Vec::new();
    if !finding.path.is_empty() {
        let path: Vec<String> = finding.path.iter().map(|key| naming.name(key)).collect();
        along.push(path.join(" – "));
    }
    along.extend(finding.minutes.map(working_time));
    if along.is_empty() {
        return sentence(finding, naming);
    }
    format!("{} ({})", sentence(finding, naming), along.join("; "))
}

/// The decision with its day: `812/QĐ-UBND ngày 20/11/2026`.
pub fn decision(decision: &ProcessDecision) -> String {
    let signed = show::date(decision.dated_on);
    let paper = format!("{} ngày {signed}", decision.number);
    if decision.issuer.is_empty() {
        paper
    } else {
        format!("{paper}, {}", decision.issuer)
    }
}

/// Why a process is not published, and what to do about it.
pub fn refusal(why: &ProcessRefusal) -> String {
    match why {
        ProcessRefusal::Moved(_) => {
            let text = "Vừa có người khác công bố hoặc sửa danh mục. Chưa ghi gì; xem lại rồi công bố \
                        lần nữa.";
            text.to_owned()
        }
        ProcessRefusal::Refused(why) => refused(why),
    }
}

fn refused(why: &PublishRefusal) -> String {
    match why {
        PublishRefusal::NoSuchProcedure => {
            let text = "Thủ tục này không có hiệu lực vào ngày bắt đầu áp dụng. Kiểm tra lại mã và \
                        ngày.";
            text.to_owned()
        }
        PublishRefusal::DecisionMissing => {
            "Thiếu số, ký hiệu quyết định phê duyệt. Nhập số, ví dụ 812/QĐ-UBND.".to_owned()
        }
        PublishRefusal::DecisionAhead => {
            "Ngày ký quyết định ở sau hôm nay. Kiểm tra lại ngày ký.".to_owned()
        }
        PublishRefusal::BeginsInThePast => {
            let text = "Ngày bắt đầu áp dụng đã qua: hồ sơ nhận trước đó đi theo quy trình cũ. Chọn \
                        hôm nay hoặc một ngày sau.";
            text.to_owned()
        }
        PublishRefusal::BeginsTooEarly { version, from } => format!(
            "Phiên bản {version} bắt đầu áp dụng từ {0}; phiên bản mới không được sớm hơn. Chọn từ \
             {0} trở đi.",
            show::date(*from)
        ),
        PublishRefusal::AlreadyPublished { version } => {
            format!("Nội dung này đã công bố ở phiên bản {version}. Không cần công bố lần nữa.")
        }
        PublishRefusal::Unsound(findings) => {
            let errors = findings.iter();
            let errors = errors.filter(|finding| finding.severity == Severity::Error);
            format!(
                "Quy trình còn {} lỗi nên chưa công bố được. Sửa theo từng dòng rồi soát lại.",
                errors.count()
            )
        }
        PublishRefusal::TooLong(case) => too_long(case),
    }
}

/// A case that is promised sooner than the process takes.
pub fn too_long(case: &TooLong) -> String {
    format!(
        "Trường hợp “{}” có thời hạn {}, mà đường đi dài nhất mất {}. Giảm thời gian các bước rồi soát \
         lại.",
        case.case,
        case.limit.show(),
        working_time(case.minutes)
    )
}

//! What the program says: answers on standard output, messages on standard error.

use std::fmt;
use std::io::{self, ErrorKind, Write as _};
use std::process::ExitCode;

use store::Fault;

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// It did what was asked.
    Done,
    /// The rules said no, or there is something to look at.
    Refused,
    /// It was called in a way that cannot be understood.
    Usage,
    /// Something broke.
    Broken,
}

impl Ended {
    /// The exit code.
    pub fn code(self) -> ExitCode {
        match self {
            Self::Done => ExitCode::SUCCESS,
            Self::Refused => ExitCode::from(1),
            Self::Usage => ExitCode::from(2),
            Self::Broken => ExitCode::from(3),
        }
    }
}

/// A "no" that ends a command; the sentence says how to mend it.
#[derive(Debug)]
pub struct Refused(String);

impl Refused {
    /// A "no" in a sentence.
    pub fn because(sentence: impl Into<String>) -> anyhow::Error {
        anyhow::Error::new(Self(sentence.into()))
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Refused {}

/// Says a line of the answer. A reader that has gone away is no fault of ours.
pub fn answer(line: &str) {
    writeln!(std::io::stdout(), "{line}").ok();
}

/// Says something to the person who called.
pub fn message(line: &str) {
    writeln!(std::io::stderr(), "{line}").ok();
}

/// Says why a command did not come to its end.
pub fn explain(error: &anyhow::Error) -> Ended {
    let (ended, sentence) = sentence(error);
    message(&sentence);
    ended
}

/// A refusal is mended by whoever called; a fault may pass, or somebody has to look.
fn sentence(error: &anyhow::Error) -> (Ended, String) {
    if let Some(refused) = error.downcast_ref::<Refused>() {
        return (Ended::Refused, refused.to_string());
    }
    let fault = error
        .chain()
        .find_map(|cause| cause.downcast_ref::<Fault>());
    match fault {
        Some(Fault::InUse { owner }) => {
            let owner = owner.replace("process", "tiến trình");
            let sentence = format!(
                "Thư mục dữ liệu đang có máy chủ khác dùng ({owner}). Dừng máy chủ đó, hoặc chọn \
                 --data khác."
            );
            (Ended::Refused, sentence)
        }
        Some(Fault::NewerSchema { migration }) => {
            let sentence = format!(
                "Cơ sở dữ liệu đã được phiên bản Một Cửa mới hơn nâng cấp (bước {migration}). Chạy \
                 bằng phiên bản đó; chương trình này không thay đổi gì."
            );
            (Ended::Refused, sentence)
        }
        Some(Fault::WrongKey { .. }) => {
            let sentence = "Tệp khóa không mở được dữ liệu này. Đặt đúng tệp khóa motcua.key đã \
                            cất riêng rồi chạy lại.";
            (Ended::Refused, sentence.to_owned())
        }
        Some(Fault::File {
            doing,
            path,
            source,
        }) if doing.contains("key file") && source.kind() == ErrorKind::NotFound => {
            let sentence = format!(
                "Thiếu tệp khóa {path}. Đặt lại tệp khóa đã cất riêng rồi chạy lại; thiếu nó thì \
                 không đọc được dữ liệu cá nhân."
            );
            (Ended::Refused, sentence)
        }
        Some(Fault::File { path, source, .. }) => {
            let sentence = format!(
                "Sự cố: không đọc hoặc ghi được {path}: {}. {}",
                why(source),
                how_to_mend(source)
            );
            (Ended::Broken, sentence)
        }
        Some(fault @ Fault::Damaged { .. }) => {
            let sentence = format!(
                "Sự cố: có dữ liệu đã lưu không đọc lại được. Khôi phục từ bản sao gần nhất. Chi \
                 tiết: {}",
                store::chain(fault)
            );
            (Ended::Broken, sentence)
        }
        Some(fault @ (Fault::Database { .. } | Fault::Busy | Fault::OutcomeUnknown)) => {
            let sentence = format!(
                "Sự cố: cơ sở dữ liệu không làm được việc được giao. Xem máy chủ dữ liệu có chạy và \
                 ổ đĩa có còn chỗ, rồi chạy lại. Chi tiết: {}",
                store::chain(fault)
            );
            (Ended::Broken, sentence)
        }
        None => (Ended::Broken, format!("Sự cố: {}", in_words(error))),
    }
}

/// Why a file or a folder could not be read or written; what is rare is said by the system.
pub fn why(error: &io::Error) -> String {
    let sentence = match error.kind() {
        ErrorKind::NotFound => "không có tệp hoặc thư mục này",
        ErrorKind::IsADirectory => "đây là thư mục, không phải tệp",
        ErrorKind::NotADirectory => "trên đường dẫn có tệp ở chỗ của thư mục",
        ErrorKind::PermissionDenied => "không có quyền đọc hoặc ghi",
        ErrorKind::AlreadyExists => "đã có tệp hoặc thư mục mang tên này",
        ErrorKind::ReadOnlyFilesystem => "ổ đĩa chỉ cho đọc",
        ErrorKind::StorageFull => "ổ đĩa đã hết chỗ",
        _ => return error.to_string(),
    };
    sentence.to_owned()
}

fn how_to_mend(error: &io::Error) -> &'static str {
    match error.kind() {
        ErrorKind::PermissionDenied => {
            "Cho tài khoản chạy chương trình này quyền đọc và ghi tệp đó, thư mục chứa nó và các tệp \
             cùng tên bên cạnh (chmod, chown), rồi chạy lại."
        }
        _ => "Xem đường dẫn, quyền truy cập và chỗ trống của ổ đĩa, rồi chạy lại.",
    }
}

/// An error with everything behind it.
fn in_words(error: &anyhow::Error) -> String {
    let said = error.chain().map(|cause| {
        let file = cause.downcast_ref::<io::Error>();
        file.map_or_else(|| cause.to_string(), why)
    });
    said.collect::<Vec<_>>().join(": ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn refusals_and_faults_are_told_apart_also_below_a_context() {
        let in_use = anyhow::Error::new(Fault::InUse {
            owner: "process 7".to_owned(),
        });
        let (ended, text) = sentence(&in_use.context("opening"));
        assert_eq!(ended, Ended::Refused);
        assert!(text.contains("tiến trình 7"), "{text}");
        let (ended, text) = sentence(&Refused::because("Chưa có dữ liệu."));
        assert_eq!((ended, text.as_str()), (Ended::Refused, "Chưa có dữ liệu."));
        assert_eq!(sentence(&anyhow::Error::new(Fault::Busy)).0, Ended::Broken);
        assert_eq!(sentence(&anyhow::anyhow!("else")).0, Ended::Broken);
    }

    #[test]
    fn a_file_that_cannot_be_used_is_named_with_the_reason() {
        let closed = || io::Error::from(ErrorKind::PermissionDenied);
        let fault = Fault::File {
            doing: "opening the database",
            path: "/srv/motcua/db/motcua.sqlite3".to_owned(),
            source: closed(),
        };
        let (ended, text) = sentence(&anyhow::Error::new(fault));
        assert_eq!(ended, Ended::Broken);
        let start = "Sự cố: không đọc hoặc ghi được /srv/motcua/db/motcua.sqlite3: không có quyền";
        assert!(text.starts_with(start), "{text}");
        assert!(text.contains("chmod"), "{text}");
        let (_, text) = sentence(&anyhow::Error::new(closed()).context("lich.csv"));
        assert_eq!(text, "Sự cố: lich.csv: không có quyền đọc hoặc ghi");
    }
}

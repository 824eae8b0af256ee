//! The command line read, and in Vietnamese what was wrong with it.

use std::process::ExitCode;

use clap::Parser;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::output::{Ended, answer, message};

/// Reads the command line, or says what is wrong with it; help is an answer.
pub fn parse<P: Parser>() -> Result<P, ExitCode> {
    P::try_parse().map_err(|error| match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            answer(help(&error.to_string()).trim_end());
            Ended::Done.code()
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            message(help(&error.to_string()).trim_end());
            Ended::Usage.code()
        }
        _ => {
            message(&complaint(&error));
            Ended::Usage.code()
        }
    })
}

/// What the library says in English in a page of help.
const WORDS: [(&str, &str); 12] = [
    ("Usage:", "Cách gọi:"),
    ("Commands:", "Lệnh:"),
    ("Arguments:", "Đối số:"),
    ("Options:", "Tùy chọn:"),
    ("[OPTIONS]", "[TÙY CHỌN]"),
    ("<COMMAND>", "<LỆNH>"),
    ("[default: ", "[mặc định: "),
    ("[env: ", "[biến môi trường: "),
    ("[possible values: ", "[một trong: "),
    (
        "Print this message or the help of the given subcommand(s)",
        "In hướng dẫn của một lệnh",
    ),
    ("Print help", "In hướng dẫn này"),
    ("Print version", "In phiên bản"),
];

fn help(text: &str) -> String {
    let text = text
        .replace(" (see more with '--help')", "")
        .replace(" (see a summary with '-h')", "")
        .replace("Possible values:", "Một trong:");
    WORDS
        .iter()
        .fold(text, |text, (word, ours)| text.replace(word, ours))
}

fn complaint(error: &clap::Error) -> String {
    let said = |kind| error.get(kind).map(show).unwrap_or_default();
    let (arg, value) = (
        said(ContextKind::InvalidArg),
        said(ContextKind::InvalidValue),
    );
    let sentence = match error.kind() {
        ErrorKind::InvalidValue if value.is_empty() => format!("Thiếu giá trị sau {arg}."),
        ErrorKind::InvalidValue => {
            let those = said(ContextKind::ValidValue);
            format!("Chưa hiểu \"{value}\" ở {arg}. Ghi một trong: {those}.")
        }
        ErrorKind::ValueValidation => {
            let why = std::error::Error::source(error).map(ToString::to_string);
            let why = why.map_or_else(String::new, |why| format!(": {why}"));
            // A password in the address must not come back on the screen or in somebody's log.
            let may_hold_a_password = ["--database-url ", "--smtp "];
            if may_hold_a_password.iter().any(|own| arg.starts_with(own)) {
                format!("Chưa hiểu {arg}{why}.")
            } else {
                format!("Chưa hiểu \"{value}\" ở {arg}{why}.")
            }
        }
        ErrorKind::UnknownArgument => format!("Không có tùy chọn {arg}."),
        ErrorKind::InvalidSubcommand => {
            format!("Không có lệnh {}.", said(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("Còn thiếu {arg}."),
        ErrorKind::MissingSubcommand => "Còn thiếu tên lệnh.".to_owned(),
        ErrorKind::ArgumentConflict => format!(
            "Không dùng {arg} cùng với {}, và mỗi tùy chọn chỉ ghi một lần.",
            said(ContextKind::PriorArg)
        ),
        ErrorKind::TooManyValues => {
            format!("Tùy chọn {arg} không nhận \"{value}\". Bỏ phần đó đi.")
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
            format!("Số giá trị sau {arg} chưa đúng.")
        }
        ErrorKind::InvalidUtf8 => "Dòng lệnh có chữ không viết bằng mã UTF-8.".to_owned(),
        // Help was answered before; what the library may add one day has no words of ours.
        _ => "Chưa hiểu cách gọi này.".to_owned(),
    };
    let suggested = [
        ContextKind::SuggestedArg,
        ContextKind::SuggestedSubcommand,
        ContextKind::SuggestedValue,
    ]
    .map(said);
    let suggested = suggested.iter().find(|words| !words.is_empty());
    let suggested = suggested.map_or_else(String::new, |words| format!(" Có phải {words}?"));
    format!("{sentence}{suggested} Xem cách gọi: thêm --help")
}

fn show(value: &ContextValue) -> String {
    match value {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(", "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => {
            let texts: Vec<String> = texts.iter().map(ToString::to_string).collect();
            texts.join(", ")
        }
        ContextValue::Number(number) => number.to_string(),
        ContextValue::Bool(yes) => yes.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Program;

    fn said(words: &[&str]) -> String {
        let line = ["motcua"].iter().chain(words);
        let error = Program::try_parse_from(line).err().expect("a complaint");
        complaint(&error)
    }

    #[test]
    fn a_complaint_names_the_place_in_vietnamese() {
        assert_eq!(
            said(&["docto"]),
            "Không có lệnh docto. Có phải doctor? Xem cách gọi: thêm --help"
        );
        assert!(
            said(&["serve", "--dmeo"]).starts_with("Không có tùy chọn --dmeo. Có phải --demo?")
        );
        let now = said(&["serve", "--now", "mai"]);
        assert!(
            now.starts_with("Chưa hiểu \"mai\" ở --now <LÚC>: ghi theo"),
            "{now}"
        );
        assert!(
            said(&["restore"]).starts_with("Còn thiếu <"),
            "{}",
            said(&["restore"])
        );
        assert!(said(&["serve", "--listen"]).starts_with("Thiếu giá trị sau --listen"));
        let twice = said(&["serve", "--demo", "--demo"]);
        assert!(twice.starts_with("Không dùng --demo cùng với"), "{twice}");
        let valued = said(&["doctor", "--json=1"]);
        assert!(
            valued.starts_with("Tùy chọn --json không nhận \"1\"."),
            "{valued}"
        );
    }

    #[test]
    fn an_address_of_a_database_is_not_repeated() {
        let wrong = said(&[
            "serve",
            "--database-url",
            "mysql://an:matkhau-rieng@may/ten",
        ]);
        assert!(wrong.contains("phải bắt đầu bằng postgres://"), "{wrong}");
        assert!(!wrong.contains("matkhau-rieng"), "{wrong}");
        let wrong = said(&[
            "serve",
            "--smtp-from",
            "motcua@tinh.example",
            "--smtp",
            "smtps://an:matkhau-rieng@may",
        ]);
        assert!(wrong.contains("--smtp-password-file"), "{wrong}");
        assert!(!wrong.contains("matkhau-rieng"), "{wrong}");
    }

    #[test]
    fn help_is_in_vietnamese_and_has_examples() {
        for words in [
            &["--help"][..],
            &["serve", "--help"],
            &["user", "create", "--help"],
        ] {
            let line = ["motcua"].iter().chain(words);
            let error = Program::try_parse_from(line).err().expect("a page");
            let text = help(&error.to_string());
            assert!(text.contains("Cách gọi: motcua"), "{text}");
            assert!(text.contains("Ví dụ:"), "{text}");
            for english in ["Usage", "Options", "Print", "[default", "[env"] {
                assert!(!text.contains(english), "{english} in {text}");
            }
        }
    }
}

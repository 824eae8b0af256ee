//! What is drawn, printed or written for others: a file, or a template that comes with the program.

use std::path::PathBuf;

use clap::Args;
use domain::calendar::time_limit::TimeLimit;
use domain::process::built_in;
use domain::process::draft::Draft;
use domain::process::template::Template;

use super::drafted;
use crate::output::Ended;

/// One process.
#[derive(Args, Clone, Debug)]
pub(super) struct SourceArgs {
    /// Tệp quy trình (.toml).
    #[arg(
        value_name = "TỆP",
        required_unless_present = "template",
        conflicts_with = "template"
    )]
    path: Option<PathBuf>,
    /// Thay cho tệp: quy trình mẫu có sẵn trong chương trình, ví dụ commune-usual.
    #[arg(long, value_name = "MẪU", value_parser = read_template)]
    template: Option<&'static Template>,
    /// Thời hạn mà quy trình mẫu chia ra.
    #[arg(
        long,
        value_name = "THỜI HẠN",
        default_value = "10 working days",
        value_parser = read_limit,
        conflicts_with = "path"
    )]
    limit: TimeLimit,
}

fn read_template(key: &str) -> Result<&'static Template, String> {
    built_in::template(key).ok_or_else(|| {
        let keys: Vec<&str> = built_in::templates().map(Template::key).collect();
        format!("ghi một trong các mẫu: {}", keys.join(", "))
    })
}

fn read_limit(text: &str) -> Result<TimeLimit, String> {
    text.parse()
        .map_err(|_| "ghi như \"5 working days\", \"8 working hours\", \"within day\"".to_owned())
}

impl SourceArgs {
    /// The draft, sound or not; each place of a file that cannot be read is told.
    pub(super) fn draft(&self) -> Result<Draft, Ended> {
        match (&self.path, self.template) {
            (Some(path), _) => drafted(path),
            (None, Some(template)) => Ok(template.for_limit(&self.limit)),
            (None, None) => Err(Ended::Usage),
        }
    }

    /// The words by which a command is told of it.
    pub(super) fn words(&self) -> String {
        match (&self.path, self.template) {
            (Some(path), _) => path.display().to_string(),
            (None, template) => template.map_or_else(String::new, |one| one.key().to_owned()),
        }
    }
}

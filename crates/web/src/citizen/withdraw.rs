//! Taking a dossier back, after one page that says what that means.

use askama::Template;
use domain::dossier::command::{Act, Command};
use domain::vietnamese::clean;

use super::asking::{Asking, OpenDossier, Sheet, Wish};
use super::{Typed, typed};
use crate::form::FormErrors;
use crate::fresh;
use crate::page::Frame;

/// Longest reason, in characters.
const REASON_MAX: usize = 1_000;

#[derive(Template)]
#[template(path = "citizen/withdraw.html")]
struct Withdraw {
    frame: Frame,
    code: String,
    back: String,
    reason: String,
    seen: u32,
    key: String,
}

/// That a dossier be taken back, and why if one wants to say.
#[derive(Default)]
pub(super) struct Withdrawal {
    reason: String,
}

impl Asking for Withdrawal {
    const ACT: Act = Act::Withdraw;
    const SLUG: &'static str = "rut";
    const TITLE: &'static str = "Rút hồ sơ";
    const DONE: &'static str = "Đã rút hồ sơ theo yêu cầu.";

    fn from_form(form: &Typed) -> Self {
        Self {
            reason: clean(typed(form, "reason")),
        }
    }

    fn read(&self) -> Result<Wish, FormErrors> {
        let mut errors = FormErrors::new();
        if self.reason.chars().count() > REASON_MAX {
            errors.add("reason", format!("Viết gọn trong {REASON_MAX} ký tự"));
        }
        errors.or(Wish {
            command: Command::Withdraw {
                reason: fresh::personal(self.reason.clone()),
            },
            content: self.reason.clone(),
        })
    }

    fn page(self, sheet: Sheet, _: &OpenDossier) -> impl Template {
        Withdraw {
            frame: sheet.frame,
            code: sheet.code,
            back: sheet.back,
            reason: self.reason,
            seen: sheet.seen,
            key: sheet.key,
        }
    }

    fn closed(_: &OpenDossier) -> (&'static str, Vec<String>) {
        let said = "Hồ sơ đã có kết quả, đang vào sổ, hoặc đã kết thúc, nên không rút được. Cần \
                    đổi ý thì hỏi nơi tiếp nhận.";
        ("Không rút được nữa", vec![said.to_owned()])
    }
}

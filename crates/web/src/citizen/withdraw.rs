//! Taking a dossier back, after one page that says what that means.

use askama::Template;
use domain::dossier::command::{Act, Command};
use domain::vietnamese::clean;

use super::asking::{Asking, OpenDossier, Sheet, Wish, too_long};
use super::{Typed, typed};
use crate::form::FormErrors;
use crate::fresh;
use crate::language::Language;
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

    fn title(language: Language) -> &'static str {
        language.say("Rút hồ sơ", "Withdraw the application")
    }

    fn done(language: Language) -> &'static str {
        language.say(
            "Đã rút hồ sơ theo yêu cầu.",
            "The application is withdrawn.",
        )
    }

    fn from_form(form: &Typed) -> Self {
        Self {
            reason: clean(typed(form, "reason")),
        }
    }

    fn read(&self, language: Language) -> Result<Wish, FormErrors> {
        let mut errors = FormErrors::new();
        if self.reason.chars().count() > REASON_MAX {
            errors.add("reason", too_long(REASON_MAX, language));
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

    fn closed(_: &OpenDossier, language: Language) -> (&'static str, Vec<String>) {
        let title = language.say("Không rút được nữa", "It can no longer be withdrawn");
        let said = language.say(
            "Hồ sơ đã có kết quả, đang vào sổ, hoặc đã kết thúc, nên không rút được. Cần đổi ý thì \
             hỏi nơi tiếp nhận.",
            "The application has its result, or is about to, or has ended. If you changed your \
             mind, ask the desk where you applied.",
        );
        (title, vec![said.to_owned()])
    }
}

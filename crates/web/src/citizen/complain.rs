//! Complaining about how a dossier is handled: the complaint carries the dossier with it.

use askama::Template;
use domain::dossier::Dossier;
use domain::dossier::command::{Act, Command};
use domain::rulebook::Rulebook;
use domain::vietnamese::clean;

use super::asking::{Asking, OpenDossier, Sheet, Wish, too_long};
use super::{Typed, typed, unit_name};
use crate::form::FormErrors;
use crate::fresh;
use crate::language::Language;
use crate::page::Frame;

/// Longest complaint, in characters.
const TEXT_MAX: usize = 2_000;

#[derive(Template)]
#[template(path = "citizen/complain.html")]
struct GiveFeedback {
    frame: Frame,
    code: String,
    back: String,
    agency: String,
    words: String,
    key: String,
}

/// That a complaint waits, since when and for whom; empty when none does.
pub(super) fn waiting(dossier: &Dossier, rules: &Rulebook, language: Language) -> String {
    dossier.feedback_at.map_or_else(String::new, |at| {
        let at = language.date_time(at.local());
        match language {
            Language::Vietnamese => {
                let agency = unit_name(rules, &dossier.competent);
                format!("Phản ánh gửi {at} đang chờ lãnh đạo {agency} trả lời.")
            }
            Language::English => {
                format!("Your complaint of {at} waits for an answer from the head of the agency.")
            }
        }
    })
}

/// What somebody complains about. It holds whatever else happened meanwhile.
#[derive(Default)]
pub(super) struct Complaint {
    text: String,
}

impl Asking for Complaint {
    const ACT: Act = Act::GiveFeedback;
    const SLUG: &'static str = "phan-anh";

    fn title(language: Language) -> &'static str {
        language.say("Phản ánh về hồ sơ", "Complain about the application")
    }

    fn done(language: Language) -> &'static str {
        language.say(
            "Đã gửi phản ánh. Câu trả lời đến trên trang này.",
            "Your complaint is sent. The answer will come on this page.",
        )
    }

    fn from_form(form: &Typed) -> Self {
        Self {
            text: clean(typed(form, "text")).trim().to_owned(),
        }
    }

    fn read(&self, language: Language) -> Result<Wish, FormErrors> {
        let mut errors = FormErrors::new();
        if self.text.is_empty() {
            let said = language.say("Viết điều ông/bà muốn phản ánh", "Write what is wrong");
            errors.add("text", said);
        } else if self.text.chars().count() > TEXT_MAX {
            errors.add("text", too_long(TEXT_MAX, language));
        }
        errors.or(Wish {
            command: Command::GiveFeedback {
                text: fresh::personal(self.text.clone()),
            },
            content: self.text.clone(),
        })
    }

    fn page(self, sheet: Sheet, open: &OpenDossier) -> impl Template {
        GiveFeedback {
            frame: sheet.frame,
            code: sheet.code,
            back: sheet.back,
            agency: unit_name(&open.rules, &open.loaded.dossier.competent),
            words: self.text,
            key: sheet.key,
        }
    }

    /// One complaint waits already.
    fn closed(open: &OpenDossier, language: Language) -> (&'static str, Vec<String>) {
        let title = language.say(
            "Phản ánh trước đang chờ trả lời",
            "Your last complaint waits for its answer",
        );
        let said = waiting(&open.loaded.dossier, &open.rules, language);
        let rest = language.say(
            "Ông/bà gửi được phản ánh mới sau khi có trả lời.",
            "You can send another one after it is answered.",
        );
        (title, vec![said, rest.to_owned()])
    }
}

//! Saying how content one is: one of five words, once, and why if one wants to.

use askama::Template;
use domain::dossier::command::{Act, Command};
use domain::dossier::rating::Satisfaction;
use domain::vietnamese::clean;

use super::asking::{Asking, OpenDossier, Sheet, Wish, too_long};
use super::{Typed, typed};
use crate::form::{Choice, FormErrors};
use crate::fresh;
use crate::language::Language;
use crate::page::Frame;
use crate::wording::ground;

/// Longest reason, in characters.
const REASON_MAX: usize = 1_000;

#[derive(Template)]
#[template(path = "citizen/rate.html")]
struct Rate {
    frame: Frame,
    code: String,
    back: String,
    reason: String,
    levels: Vec<Choice>,
    key: String,
}

/// How content somebody is. It holds whatever else happened meanwhile.
#[derive(Default)]
pub(super) struct Rating {
    level: Option<Satisfaction>,
    reason: String,
}

impl Asking for Rating {
    const ACT: Act = Act::Rate;
    const SLUG: &'static str = "danh-gia";

    fn title(language: Language) -> &'static str {
        language.say("Đánh giá việc phục vụ", "Rate the service")
    }

    fn done(language: Language) -> &'static str {
        language.say(
            "Đã ghi đánh giá. Cảm ơn ông/bà.",
            "Your rating is recorded. Thank you.",
        )
    }

    fn from_form(form: &Typed) -> Self {
        let score = typed(form, "score").parse::<u8>().ok();
        Self {
            level: score.and_then(Satisfaction::from_score),
            reason: clean(typed(form, "reason")).trim().to_owned(),
        }
    }

    fn read(&self, language: Language) -> Result<Wish, FormErrors> {
        let reason = &self.reason;
        let mut errors = FormErrors::new();
        if reason.chars().count() > REASON_MAX {
            errors.add("reason", too_long(REASON_MAX, language));
        }
        let Some(score) = self.level else {
            let said = language.say("Chọn một trong năm mức", "Choose one of the five answers");
            errors.add("score", said);
            return Err(errors);
        };
        errors.or(Wish {
            command: Command::Rate {
                score,
                reason: (!reason.is_empty()).then(|| fresh::personal(reason.clone())),
            },
            content: format!("{} {reason}", score.score()),
        })
    }

    fn page(self, sheet: Sheet, _: &OpenDossier) -> impl Template {
        let language = sheet.frame.language();
        let choice = |level: Satisfaction| {
            let text = ground::satisfaction_in(level, language);
            Choice::new(level.score().to_string(), text)
        };
        Rate {
            frame: sheet.frame,
            code: sheet.code,
            back: sheet.back,
            reason: self.reason,
            levels: Satisfaction::ALL.into_iter().map(choice).collect(),
            key: sheet.key,
        }
    }

    /// Too early, rated before, or nothing to rate.
    fn closed(open: &OpenDossier, language: Language) -> (&'static str, Vec<String>) {
        let Some(level) = open.loaded.dossier.rated else {
            let said = language.say(
                "Đánh giá được sau khi ông/bà nhận kết quả hoặc nhận trả lời từ chối.",
                "You can rate it once you have the result, or were told that it is declined.",
            );
            let title = language.say("Chưa đánh giá được", "It is too early to rate");
            return (title, vec![said.to_owned()]);
        };
        let level = ground::satisfaction_in(level, language).to_lowercase();
        let said = match language {
            Language::Vietnamese => format!(
                "Ông/bà đã đánh giá: {level}. Mỗi hồ sơ đánh giá một lần. Muốn nói thêm thì gửi \
                 phản ánh về hồ sơ."
            ),
            Language::English => format!(
                "You rated: {level}. Each application is rated once. To say more, send a complaint \
                 about it."
            ),
        };
        (language.say("Đã đánh giá rồi", "Rated already"), vec![said])
    }
}

//! Saying how content one is: one of five words, once, and why if one wants to.

use askama::Template;
use domain::dossier::command::{Act, Command};
use domain::dossier::rating::Satisfaction;
use domain::vietnamese::clean;

use super::asking::{Asking, OpenDossier, Sheet, Wish};
use super::{Typed, typed};
use crate::form::{Choice, FormErrors};
use crate::fresh;
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
    const TITLE: &'static str = "Đánh giá việc phục vụ";
    const DONE: &'static str = "Đã ghi đánh giá. Cảm ơn ông/bà.";

    fn from_form(form: &Typed) -> Self {
        let score = typed(form, "score").parse::<u8>().ok();
        Self {
            level: score.and_then(Satisfaction::from_score),
            reason: clean(typed(form, "reason")).trim().to_owned(),
        }
    }

    fn read(&self) -> Result<Wish, FormErrors> {
        let reason = &self.reason;
        let mut errors = FormErrors::new();
        if reason.chars().count() > REASON_MAX {
            errors.add("reason", format!("Viết gọn trong {REASON_MAX} ký tự"));
        }
        let Some(score) = self.level else {
            errors.add("score", "Chọn một trong năm mức");
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
        let levels = Satisfaction::ALL.into_iter();
        Rate {
            frame: sheet.frame,
            code: sheet.code,
            back: sheet.back,
            reason: self.reason,
            levels: levels
                .map(|level| Choice::new(level.score().to_string(), ground::satisfaction(level)))
                .collect(),
            key: sheet.key,
        }
    }

    /// Too early, rated before, or nothing to rate.
    fn closed(open: &OpenDossier) -> (&'static str, Vec<String>) {
        match open.loaded.dossier.rated {
            Some(level) => {
                let said = format!(
                    "Ông/bà đã đánh giá: {}. Mỗi hồ sơ đánh giá một lần. Muốn nói thêm thì gửi \
                     phản ánh về hồ sơ.",
                    ground::satisfaction(level).to_lowercase()
                );
                ("Đã đánh giá rồi", vec![said])
            }
            None => {
                let said = "Đánh giá được sau khi ông/bà nhận kết quả hoặc nhận trả lời từ chối.";
                ("Chưa đánh giá được", vec![said.to_owned()])
            }
        }
    }
}

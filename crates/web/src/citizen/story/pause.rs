//! What the applicant reads of a clock that stands still, and of a promise that is not kept.

use domain::dossier::decide::promise_if_answered;
use domain::dossier::{Dossier, GivenPromise, Now};
use domain::rulebook::Rulebook;
use jiff::civil::Date;

use crate::language::Language;
use crate::wording::lateness;

/// The promised moment, and that it is a new one.
pub(super) fn given(dossier: &Dossier, promise: &GivenPromise, language: Language) -> String {
    let due = language.time_on(promise.due);
    match &dossier.apology {
        Some(_) => {
            let again = language.say("hẹn lại, có thư xin lỗi", "a new day, with an apology");
            format!("{due} ({again})")
        }
        None => due,
    }
}

/// What is waited for, and the day that would be promised if it were there today.
pub(super) fn promised(
    dossier: &Dossier,
    rules: &Rulebook,
    now: Now,
    language: Language,
) -> String {
    let waits = dossier.open_pause().map(|pause| {
        let ground = lateness::ground_in(pause.ground, language);
        format!("{}: {ground}", language.say("Tạm dừng", "Paused"))
    });
    let waits = waits.unwrap_or_else(|| language.say("Tạm dừng", "Paused").to_owned());
    let Some(promise) = promise_if_answered(rules, now, dossier) else {
        return format!("{waits}.");
    };
    let day = language.time_on(promise.due);
    let today = if dossier.awaits_supplement() {
        language.say(
            "Nếu bổ sung đủ hôm nay thì hẹn trả",
            "If the papers came today, it would be promised for",
        )
    } else {
        language.say(
            "Nếu tính tiếp từ hôm nay thì hẹn trả",
            "If it went on today, it would be promised for",
        )
    };
    format!("{waits}. {today} {day}.")
}

/// Since when the clock stands still.
pub(super) fn since(dossier: &Dossier) -> Date {
    dossier
        .open_pause()
        .map_or_else(|| dossier.last_at.today(), |pause| pause.from.date())
}

/// That the promise is not kept. What is late for the second time is explained to the level above.
pub(super) fn sorry(dossier: &Dossier, desk: &str, language: Language) -> String {
    let explained = match (&dossier.apology, language) {
        (None, _) => "",
        (Some(_), Language::Vietnamese) => {
            " Người đứng đầu cơ quan phải giải trình với cấp trên về hồ sơ này."
        }
        (Some(_), Language::English) => {
            " The head of the office has to explain it to the level above."
        }
    };
    match language {
        Language::Vietnamese => format!(
            "Hồ sơ đã quá ngày hẹn. Xin lỗi ông/bà vì sự chậm trễ. Ông/bà không phải làm gì thêm; \
             muốn hỏi lý do và ngày hẹn lại thì hỏi {desk}.{explained}"
        ),
        Language::English => format!(
            "The promised day has passed, and we are sorry. You need not do anything; for the \
             reason and the new day ask {desk}.{explained}"
        ),
    }
}

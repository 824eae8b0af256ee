//! What a bundle's story says, in words.

use domain::bundle::story::{Duty, Told};

use crate::language::Language;
use crate::wording::bundle as words;
use crate::wording::event;

/// What the citizen has to do.
pub(super) fn duty(duty: Duty, language: Language) -> String {
    match duty {
        Duty::Supplement => language
            .say(
                "Bổ sung giấy tờ đã được yêu cầu.",
                "Hand in the papers that were asked for.",
            )
            .to_owned(),
        Duty::Pay(owed) => format!(
            "{} {}.",
            language.say("Nộp", "Pay"),
            language.dong(owed.amount())
        ),
        Duty::Collect => language
            .say("Đến nhận kết quả.", "Come for the result.")
            .to_owned(),
    }
}

/// What a line says, and a sentence more; none for what is not the citizen's.
pub(super) fn told(told: &Told<'_>, language: Language) -> Option<(String, String)> {
    let plain = |vietnamese: &str, english: &str| {
        Some((language.say(vietnamese, english).to_owned(), String::new()))
    };
    match told {
        Told::Opened => plain("Đã nộp hồ sơ liên thông", "Linked application submitted"),
        Told::Started(due) => {
            let what = language.say("Chuyển cơ quan giải quyết", "Handed to the agency");
            let due = due.map(|due| language.time_on(due));
            let due = due.map(|due| format!("{} {due}.", language.say("Hạn trả lời:", "Due:")));
            Some((what.to_owned(), due.unwrap_or_default()))
        }
        Told::Registered(number) => {
            let what = language.say("Cơ quan đã nhận", "Registered by the agency");
            let said = language.say("Số", "Number");
            Some((what.to_owned(), format!("{said} {number}.")))
        }
        Told::BeingSigned => plain("Đang ký, phát hành", "Being signed"),
        Told::BackFromSigning => plain(
            "Trả lại từ khâu ký, phát hành để xem lại",
            "Came back from signing to be looked at again",
        ),
        Told::Answered(verdict) => {
            Some((words::verdict(*verdict, language).to_owned(), String::new()))
        }
        Told::Skipped(why) => Some((words::skipped(why, language).to_owned(), String::new())),
        Told::Silent => plain(
            "Đã quá hạn mà chưa có trả lời; hệ thống đã ghi nhận",
            "The answer is due and has not come; this was recorded",
        ),
        Told::RestDecided(true) => plain(
            "Lãnh đạo quyết định làm tiếp các việc còn lại",
            "The agency decided to go on with the rest",
        ),
        Told::RestDecided(false) => plain(
            "Lãnh đạo quyết định không làm các việc còn lại",
            "The agency decided not to go on with the rest",
        ),
        Told::Withdrawn(true) => plain(
            "Cán bộ rút hồ sơ liên thông thay người nộp",
            "Withdrawn by an official for the applicant",
        ),
        Told::Withdrawn(false) => plain(
            "Người nộp rút hồ sơ liên thông",
            "Withdrawn by the applicant",
        ),
        Told::ChildWithdrawn => plain("Đã rút việc này", "This part was taken back"),
        Told::Closed(end) => Some((words::end(*end, language).to_owned(), String::new())),
        Told::InDossier(happened) if !event::is_public(happened) => None,
        Told::InDossier(happened) => Some((
            event::event_in(happened, language).to_owned(),
            String::new(),
        )),
    }
}

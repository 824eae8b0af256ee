//! Why a promised day is that day: the sentences about counts, their days and their rules.

use domain::calendar::clock::attribution::HolderKind;
use domain::calendar::deadline::{CountReason, CountRule, Moment, NoPromise};
use domain::calendar::explanation::{CountBasis, DayRow};
use domain::calendar::pauses::PauseGround;
use domain::calendar::time_limit::TimeLimit;
use domain::calendar::{DayReason, YearMissing};
use domain::dossier::explanation::StartRule;
use domain::procedure::Terms;

use crate::language::Language;

/// Why a day was counted or passed over, in our words, and the name that the calendar gives it.
pub fn reason(row: &DayRow, language: Language) -> (&'static str, &str) {
    match &row.why {
        CountReason::Rule(rule) => (self::rule(*rule, language), ""),
        CountReason::Day(day) => match row.counted {
            Some(_) => worked(day, language),
            None => passed_over(day, language),
        },
    }
}

fn rule(rule: CountRule, language: Language) -> &'static str {
    match rule {
        CountRule::ReceptionDay => language.say(
            "ngày nhận hồ sơ, không tính vào thời hạn",
            "day of reception, not counted",
        ),
        CountRule::AfterCutOff => language.say(
            "nhận sau giờ chốt, tính từ ngày làm việc sau",
            "received after the cut-off, counted from the next working day",
        ),
        CountRule::Paused => language.say("thời hạn tạm dừng", "the limit stood still"),
        CountRule::TakenUpAgain => language.say(
            "ngày làm việc đầu tiên sau khi hết tạm dừng, không hẹn sớm hơn",
            "first working day after the limit stood still, not due earlier",
        ),
        CountRule::CountedAnew => language.say(
            "đã tính trước khi tạm dừng, sau đó tính lại từ đầu",
            "counted before the limit stood still, then anew",
        ),
        CountRule::AfterClosing => language.say(
            "nhận sau giờ làm việc, không còn giờ nào để tính",
            "received after closing time, no working time left",
        ),
    }
}

fn worked(day: &DayReason, language: Language) -> (&'static str, &str) {
    match day {
        DayReason::Working => (language.say("ngày làm việc", "working day"), ""),
        DayReason::MakeUp { name } => {
            let said = language.say("ngày làm bù", "make-up working day");
            (said, name.as_str())
        }
        DayReason::Weekend => {
            let said = language.say("cuối tuần, vẫn tính", "weekend, counted all the same");
            (said, "")
        }
        DayReason::Holiday { name }
        | DayReason::SwappedOff { name }
        | DayReason::Closed { name } => {
            let said = language.say("ngày nghỉ, vẫn tính", "day off, counted all the same");
            (said, name.as_str())
        }
    }
}

fn passed_over(day: &DayReason, language: Language) -> (&'static str, &str) {
    match day {
        DayReason::Working | DayReason::MakeUp { .. } => {
            let said = language.say(
                "ngày làm việc đầu tiên sau ngày nghỉ, hạn dời đến đây",
                "first working day after the days off, so it ends here",
            );
            (said, "")
        }
        DayReason::Weekend => (language.say("nghỉ cuối tuần", "weekend"), ""),
        DayReason::Holiday { name } => {
            let said = language.say("nghỉ lễ", "public holiday");
            (said, name.as_str())
        }
        DayReason::SwappedOff { name } => {
            let said = language.say("nghỉ hoán đổi", "day off by a swap");
            (said, name.as_str())
        }
        DayReason::Closed { name } => {
            let said = language.say("cơ quan đóng cửa", "the office was shut");
            (said, name.as_str())
        }
    }
}

/// A rule that a count leans on.
pub fn basis(basis: CountBasis, language: Language) -> &'static str {
    match basis {
        CountBasis::DayOfEvent => language.say(
            "Ngày nhận hồ sơ không tính vào thời hạn; ngày kế tiếp được tính là ngày thứ nhất",
            "The day of reception is not counted; day 1 is the next one that counts",
        ),
        CountBasis::EndOnDayOff => language.say(
            "Hạn rơi vào ngày nghỉ thì dời đến ngày làm việc kế tiếp",
            "A limit that ends on a day off ends on the next working day",
        ),
        CountBasis::SameDay => language.say(
            "Nhận trước giờ chốt thì trả trong ngày; nhận sau thì trả vào ngày làm việc kế tiếp",
            "What comes in by the cut-off is settled the same day; later, on the next working day",
        ),
        CountBasis::DaysOff => language.say(
            "Ngày nghỉ lễ, nghỉ bù, nghỉ hoán đổi không phải là ngày làm việc; ngày làm bù thì có",
            "Holidays and swapped days are no working days; make-up days are",
        ),
        CountBasis::FullDossier => language.say(
            "Sau khi bổ sung, thời hạn tính lại từ lúc hồ sơ đầy đủ",
            "After papers were asked for, the limit counts again from the full application",
        ),
        CountBasis::SameClock => language.say(
            "Tỉnh hẹn trả cùng giờ với lúc bắt đầu tính, không đợi đến hết giờ làm việc",
            "The province promises the hour at which the count began, not only closing time",
        ),
    }
}

/// From when a count runs.
pub fn start(rule: StartRule, language: Language) -> &'static str {
    match rule {
        StartRule::Reception => language.say("lúc tiếp nhận", "reception"),
        StartRule::FullDossier => language.say(
            "lúc hồ sơ được bổ sung đầy đủ",
            "when the application was made full",
        ),
        StartRule::Apology => language.say(
            "lúc cơ quan gửi thư xin lỗi",
            "when the letter of apology was sent",
        ),
    }
}

/// What the promised moment is: due, or promised before a pause on this ground that lasts.
pub fn due_is(paused: Option<PauseGround>, language: Language) -> &'static str {
    match paused {
        None => language.say("Hẹn trả:", "Due:"),
        Some(PauseGround::Supplement) => {
            language.say("Đã hẹn trước khi chờ bổ sung:", "Promised before the wait:")
        }
        Some(
            PauseGround::FinancialObligation
            | PauseGround::AwaitedVerification
            | PauseGround::ForceMajeure,
        ) => language.say("Đã hẹn trước khi tạm dừng:", "Promised before the pause:"),
    }
}

/// What comes before the moment that it would be due if the pause ended now.
pub fn if_answered(ground: PauseGround, language: Language) -> &'static str {
    match ground {
        PauseGround::Supplement => language.say(
            "Đang chờ bổ sung nên thời hạn tạm dừng. Nếu bổ sung đủ ngay bây giờ, hẹn trả:",
            "The time limit stands still while papers are waited for. Handed in now, it would be \
             due:",
        ),
        PauseGround::FinancialObligation
        | PauseGround::AwaitedVerification
        | PauseGround::ForceMajeure => language.say(
            "Thời hạn đang tạm dừng. Nếu tính tiếp ngay bây giờ, hẹn trả:",
            "The time limit stands still. If it went on now, it would be due:",
        ),
    }
}

/// How a limit of this kind is counted, and at which moment it ends.
pub fn way(limit: &TimeLimit, moment: Moment, language: Language) -> &'static str {
    match (limit, moment) {
        (TimeLimit::WorkingDays(_), Moment::EndOfDay) => language.say(
            "Đếm từng ngày làm việc; đến hạn lúc hết giờ làm việc của ngày cuối",
            "Working days one by one; due at closing time of the last",
        ),
        (TimeLimit::WorkingDays(_), Moment::SameClock) => language.say(
            "Đếm từng ngày làm việc; đến hạn cùng giờ với lúc bắt đầu tính, trong giờ làm việc của \
             ngày cuối",
            "Working days one by one; due on the last at the hour at which the count began, within \
             office hours",
        ),
        (TimeLimit::CalendarDays(_), Moment::EndOfDay) => language.say(
            "Đếm mọi ngày, kể cả ngày nghỉ; đến hạn lúc hết giờ làm việc của ngày cuối",
            "Every day, days off too; due at closing time of the last",
        ),
        (TimeLimit::CalendarDays(_), Moment::SameClock) => language.say(
            "Đếm mọi ngày, kể cả ngày nghỉ; đến hạn cùng giờ với lúc bắt đầu tính, trong giờ làm \
             việc của ngày cuối",
            "Every day, days off too; due on the last at the hour at which the count began, within \
             office hours",
        ),
        (TimeLimit::WorkingHours { .. }, Moment::EndOfDay | Moment::SameClock) => language.say(
            "Đếm từng phút trong giờ làm việc",
            "Working time minute by minute, in office hours only",
        ),
        (TimeLimit::WithinDay, Moment::EndOfDay) => language.say(
            "Trong ngày nếu nhận trước giờ chốt; đến hạn lúc hết giờ làm việc",
            "The same day if received by the cut-off; due at closing time",
        ),
        (TimeLimit::WithinDay, Moment::SameClock) => language.say(
            "Đến hạn cùng giờ với lúc nhận, trong giờ làm việc",
            "Due at the hour of reception, within office hours",
        ),
        (TimeLimit::None { .. }, Moment::EndOfDay | Moment::SameClock) => {
            language.say("Không có thời hạn riêng", "No limit of its own")
        }
    }
}

/// A limit for officials; a reduced one with what the law gives and the decision behind it.
pub fn limit(terms: &Terms) -> String {
    match &terms.reduced {
        None => terms.limit.show(),
        Some(less) => format!(
            "{} (pháp luật cho {}; cắt giảm theo {})",
            less.limit.show(),
            terms.limit.show(),
            less.basis
        ),
    }
}

/// Why no day can be told.
pub fn no_promise(why: &NoPromise, language: Language) -> String {
    match (why, language) {
        (NoPromise::YearMissing(YearMissing { year }), Language::Vietnamese) => {
            format!("Chưa có lịch làm việc năm {year} nên chưa tính được ngày hẹn trả")
        }
        (NoPromise::YearMissing(YearMissing { year }), Language::English) => {
            format!("There is no working calendar for {year} yet, so no day can be told")
        }
        (NoPromise::NoOwnLimit { .. }, _) => language
            .say(
                "Thủ tục này không có thời hạn riêng nên không tính được ngày hẹn trả",
                "The procedure has no time limit of its own, so no day can be told",
            )
            .to_owned(),
        (NoPromise::EmptyLimit, _) => language
            .say(
                "Nhập số lớn hơn 0, ví dụ 5",
                "Enter a number above 0, such as 5",
            )
            .to_owned(),
    }
}

/// Who can have a dossier.
pub fn holder(holder: HolderKind) -> &'static str {
    match holder {
        HolderKind::Desk => "Bộ phận một cửa",
        HolderKind::ExaminingUnit => "Đơn vị thụ lý",
        HolderKind::ConsultedUnit => "Cơ quan được hỏi ý kiến",
        HolderKind::Signer => "Người ký",
        HolderKind::Records => "Văn thư",
        HolderKind::Citizen => "Người nộp",
        HolderKind::Payment => "Chờ nộp tiền",
        HolderKind::Post => "Bưu chính công ích",
    }
}

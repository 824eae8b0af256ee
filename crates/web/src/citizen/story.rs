//! What the tracking page tells of a dossier: who has it, since when, until when, what happened,
//! what comes, and what the applicant has to do. Reads only what the applicant may see.

mod pause;
pub(super) mod timeline;

use domain::dossier::event::{Event, HandedForm};
use domain::dossier::punctuality::Punctuality;
use domain::dossier::status::NationalStatus;
use domain::dossier::{Dossier, Now, Outcome, ReturnVia, Stage};
use domain::procedure::Case;
use domain::rulebook::Rulebook;
use jiff::civil::Date;
use store::{Entry, Loaded};

use super::track::issued;
use super::{terms, unit_name};
use crate::app::App;
use crate::components::{Fact, Light, ReceivedFile, Tone};
use crate::language::{Language, Stays};
use crate::show;
use crate::wording::ground;

/// Stands where personal data were erased.
pub(super) const ERASED: &str = "(đã xóa theo quy định)";

/// The colour of a status.
pub(super) fn colour(status: NationalStatus) -> &'static str {
    match status {
        NationalStatus::Registered | NationalStatus::Withdrawn | NationalStatus::Stopped => "grey",
        NationalStatus::Received | NationalStatus::InProgress => "blue",
        NationalStatus::NotReceived => "red",
        NationalStatus::SupplementAsked | NationalStatus::ObligationDue => "yellow",
        NationalStatus::Settled | NationalStatus::HandedOver => "green",
    }
}

/// The promised moment as shown.
pub(super) fn promised(
    dossier: &Dossier,
    rules: &Rulebook,
    now: Now,
    language: Language,
) -> String {
    let text = match &dossier.promise {
        // The day that was promised no longer counts while something is waited for.
        Some(_) if dossier.is_paused() => return pause::promised(dossier, rules, now, language),
        Some(promise) => return pause::given(dossier, promise, language),
        None if dossier.is_open() && dossier.received_at.is_none() => {
            language.say("Chưa hẹn", "Not promised yet")
        }
        None => language.say("Không hẹn ngày", "No promised day"),
    };
    text.to_owned()
}

/// The deadline light.
pub(super) fn light(dossier: &Dossier, rules: &Rulebook, now: Now, language: Language) -> Light {
    let calendar = rules.calendar_for(&dossier.competent, now.today());
    let between = |from: Date, to: Date| calendar.working_days_between(from, to).ok();
    let days = |from: Date, to: Date| between(from, to).unwrap_or(0);
    if dossier.is_paused() {
        return Light::paused(pause::since(dossier), language);
    }
    match &dossier.stage {
        Stage::Refused | Stage::Withdrawn | Stage::Stopped => {
            return Light::new(Tone::Calm, language.say("Đã kết thúc", "Ended"));
        }
        Stage::Submitted
        | Stage::AwaitingSupplement { .. }
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Deciding(..)
        | Stage::Numbering(..)
        | Stage::Resolved(..)
        | Stage::HandedOver(..) => {}
    }
    let Some(promise) = &dossier.promise else {
        let words = match dossier.stage {
            Stage::Submitted => language.say("Chưa tính hạn", "Not counted yet"),
            _ => language.say("Không có thời hạn riêng", "No time limit of its own"),
        };
        return Light::new(Tone::Calm, words);
    };
    let due = promise.due.date();
    if let (Some(punctuality), Some(settled)) = (dossier.punctuality(), dossier.settled_at) {
        let settled = settled.today();
        return match punctuality {
            Punctuality::Early => Light::done_early(days(settled, due), language),
            Punctuality::OnTime => Light::done_early(0, language),
            Punctuality::Late => Light::done_late(days(due, settled), language),
        };
    }
    let today = now.today();
    if dossier.is_overdue(now) {
        Light::overdue(days(due, today), language)
    } else {
        match between(today, due) {
            Some(days) => Light::days_left(days, language),
            None => {
                let said = language.say("Hẹn trả", "Promised for");
                Light::new(Tone::Calm, format!("{said} {}", language.date(due)))
            }
        }
    }
}

/// Who has it now; none when it is over.
pub(super) fn holder(dossier: &Dossier, rules: &Rulebook, language: Language) -> Option<String> {
    if dossier.awaits_supplement() {
        let you = language.say(
            "phía ông/bà, chờ bổ sung giấy tờ",
            "you, for the papers asked for",
        );
        return Some(you.to_owned());
    }
    dossier.is_open().then(|| unit_name(rules, dossier.unit()))
}

/// Since when it is where it is.
pub(super) fn since(history: &[Entry], language: Language) -> String {
    let moved = history
        .iter()
        .rev()
        .find(|entry| moves(&entry.recorded.event));
    moved.map_or_else(String::new, |entry| {
        language.time_on(entry.recorded.at.local())
    })
}

fn moves(event: &Event) -> bool {
    match event {
        Event::Submitted(_)
        | Event::Received { .. }
        | Event::SupplementAsked { .. }
        | Event::Supplemented { .. }
        | Event::ReceptionRefused { .. }
        | Event::Forwarded { .. }
        | Event::Proposed { .. }
        | Event::SentBack { .. }
        | Event::PulledBack { .. }
        | Event::Routed(_)
        | Event::Approved { .. }
        | Event::Declined { .. }
        | Event::ResultRecorded { .. }
        | Event::HandedOver { .. }
        | Event::Withdrawn { .. }
        | Event::Stopped { .. }
        | Event::TakenOver { .. } => true,
        Event::Assigned { .. }
        | Event::Examined { .. }
        | Event::Corrected { .. }
        | Event::Charged { .. }
        | Event::PaymentRecorded { .. }
        | Event::Waived { .. }
        | Event::Rated { .. }
        | Event::FeedbackGiven { .. }
        | Event::FeedbackAnswered { .. }
        | Event::Paused(_)
        | Event::Resumed { .. }
        | Event::Apologised(_)
        | Event::Along(_)
        | Event::PromiseMoved(_)
        | Event::Consultation(_) => false,
    }
}

/// That nothing has happened for longer than usual, where it lies, and whom to ask; empty while it
/// moves. English leaves the names to the rest of the page, where they are marked.
pub(super) fn still(app: &App, dossier: &Dossier, rules: &Rulebook, language: Language) -> String {
    let calendar = rules.calendar_for(&dossier.competent, app.now().today());
    let Some(days) = dossier.still_for(calendar, app.now()) else {
        return String::new();
    };
    let call = match app.site.hotline.as_str() {
        "" => String::new(),
        phone => format!(
            " {} {}",
            language.say("hoặc gọi", "or call"),
            show::phone(phone)
        ),
    };
    match language {
        Language::Vietnamese => {
            let unit = unit_name(rules, dossier.unit());
            let desk = unit_name(rules, &dossier.desk);
            format!("Hồ sơ đứng yên {days} ngày làm việc, đang ở {unit}. Hỏi {desk}{call}.")
        }
        Language::English => {
            let days = language.count(days.into(), "", "working day", "working days");
            format!(
                "The application has not moved for {days}. Ask the desk where you applied{call}."
            )
        }
    }
}

/// What the applicant has to do now.
pub(super) fn to_do(dossier: &Dossier, rules: &Rulebook, now: Now, language: Language) -> String {
    let desk = match language {
        Language::Vietnamese => unit_name(rules, &dossier.desk),
        Language::English => "the desk where you applied".to_owned(),
    };
    let owed = dossier.owed();
    let pay = format!(
        "{} {} {} {desk}",
        language.say("Nộp", "Pay"),
        language.dong(owed.amount()),
        language.say("tại", "at")
    );
    match &dossier.stage {
        Stage::AwaitingSupplement { .. } => language
            .say(
                "Bổ sung giấy tờ theo danh sách dưới đây. Gửi một lần cho đủ.",
                "Hand in the papers listed below, all at once.",
            )
            .to_owned(),
        Stage::Resolved(_, outcome, _) => {
            let what = match outcome {
                Outcome::Granted => language.say("nhận kết quả", "collect the result"),
                Outcome::Declined => language.say(
                    "nhận văn bản từ chối giải quyết",
                    "collect the letter that declines it",
                ),
            };
            if owed.is_zero() {
                collect(dossier, &desk, what, language)
            } else {
                format!("{pay} {} {what}.", language.say("rồi", "and"))
            }
        }
        Stage::Refused | Stage::HandedOver(..) | Stage::Withdrawn | Stage::Stopped => language
            .say(
                "Không còn việc gì phải làm với hồ sơ này.",
                "Nothing is left to do.",
            )
            .to_owned(),
        Stage::Submitted
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Deciding(..)
        | Stage::Numbering(..) => {
            if !owed.is_zero() {
                format!("{pay}.")
            } else if dossier.is_overdue(now) {
                pause::sorry(dossier, &desk, language)
            } else {
                language
                    .say(
                        "Ông/bà chưa phải làm gì. Trang này báo khi có việc cần làm.",
                        "Nothing for now. This page tells you when there is.",
                    )
                    .to_owned()
            }
        }
    }
}

/// How to come by a result for which nothing is owed.
fn collect(dossier: &Dossier, desk: &str, what: &str, language: Language) -> String {
    let has_file = issued(dossier).is_some_and(|result| result.file.is_some());
    match dossier.return_via {
        ReturnVia::Electronic if has_file => language
            .say(
                "Tải kết quả về máy ở mục \"Kết quả\" dưới đây.",
                "Download the result below, under \"Result\".",
            )
            .to_owned(),
        ReturnVia::Post => language
            .say(
                "Kết quả được gửi về nhà qua bưu chính. Chuẩn bị giấy tờ tùy thân để nhận.",
                "The result is sent to you by post. Have your identity card ready.",
            )
            .to_owned(),
        ReturnVia::Desk | ReturnVia::Electronic => match language {
            Language::Vietnamese => format!(
                "Mời đến {desk} để {what}. Mang theo thẻ căn cước và giấy tiếp nhận (nếu có)."
            ),
            Language::English => format!(
                "Come to {desk} to {what}. Bring your identity card and the receipt, if you have \
                 it."
            ),
        },
    }
}

/// Where the result goes; empty when the dossier ended without one.
pub(super) fn return_via(dossier: &Dossier, language: Language) -> &'static str {
    match dossier.stage {
        Stage::Refused | Stage::Withdrawn | Stage::Stopped => "",
        Stage::Submitted
        | Stage::AwaitingSupplement { .. }
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Deciding(..)
        | Stage::Numbering(..)
        | Stage::Resolved(..)
        | Stage::HandedOver(..) => ground::return_via_in(dossier.return_via, language),
    }
}

/// What is on paper or was not needed, and the proof of every file.
pub(super) fn papers(
    loaded: &Loaded,
    case: Option<&Case>,
    language: Language,
) -> (Vec<ReceivedFile>, Vec<Fact>) {
    let (mut files, mut others) = (Vec::new(), Vec::new());
    let mut other = |name: String, said: &str| {
        others.push(Fact::new(name, said).stays(Stays::Name));
    };
    for held in &loaded.dossier.papers {
        let name = case
            .and_then(|case| case.paper(&held.paper))
            .map_or_else(|| held.paper.0.clone(), |paper| paper.name.clone());
        match &held.form {
            HandedForm::File(facts) => files.push(ReceivedFile {
                paper: name,
                name: held
                    .file_name
                    .as_ref()
                    .and_then(|row| loaded.personal.text(row.id))
                    .unwrap_or_else(|| ERASED.to_owned()),
                pages: Some(facts.pages),
                bytes: facts.size,
                sha256: facts.sha256.clone(),
                fault: String::new(),
            }),
            HandedForm::OnPaper { originals, copies } => {
                let (originals, copies) = (u64::from(*originals), u64::from(*copies));
                let counts = [
                    (originals > 0).then(|| terms::originals(originals, language)),
                    (copies > 0).then(|| terms::copies(copies, language)),
                ];
                let counts: Vec<String> = counts.into_iter().flatten().collect();
                let said = language.say("Đã nộp giấy:", "Handed in on paper:");
                other(name, &format!("{said} {}", counts.join(", ")));
            }
            HandedForm::ReplacedByData => {
                let said = language.say(
                    "Lấy từ cơ sở dữ liệu, không phải nộp",
                    "Taken from the State’s data, not to be handed in",
                );
                other(name, said);
            }
            HandedForm::NotNeeded => {
                let said = ("Không cần trong trường hợp này", "Not needed in this case");
                other(name, language.say(said.0, said.1));
            }
        }
    }
    (files, others)
}

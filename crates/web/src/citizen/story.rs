//! What the tracking page tells of a dossier: who has it, since when, until when, what happened,
//! what comes, and what the applicant has to do. Reads only what the applicant may see.

use domain::dossier::event::{Event, HandedForm};
use domain::dossier::punctuality::Punctuality;
use domain::dossier::status::NationalStatus;
use domain::dossier::{Dossier, Now, Outcome, ReturnVia, Stage};
use domain::people::agency::AgencyId;
use domain::procedure::Case;
use domain::rulebook::Rulebook;
use jiff::civil::Date;
use store::{Entry, Loaded};

use super::{moved, terms, unit_name};
use crate::components::{Fact, Light, Place, ReceivedFile, Step, Tone};
use crate::show;
use crate::wording::{event, ground, stage};

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
pub(super) fn promised(dossier: &Dossier) -> String {
    match &dossier.promise {
        // The day that was promised no longer counts while the applicant is waited for.
        Some(_) if dossier.awaits_supplement() => "Hẹn lại sau khi ông/bà bổ sung".to_owned(),
        Some(promise) => terms::due(promise.due),
        None if dossier.is_open() && dossier.received_at.is_none() => "Chưa hẹn".to_owned(),
        None => "Không hẹn ngày".to_owned(),
    }
}

/// The deadline light.
pub(super) fn light(dossier: &Dossier, rules: &Rulebook, now: Now) -> Light {
    let between = |from: Date, to: Date| rules.calendar.working_days_between(from, to).ok();
    match &dossier.stage {
        Stage::Refused | Stage::Withdrawn | Stage::Stopped => {
            return Light::new(Tone::Calm, "Đã kết thúc");
        }
        Stage::AwaitingSupplement { .. } => {
            let since = dossier.last_at.today();
            return Light::paused(&format!("{:02}/{:02}", since.day(), since.month()));
        }
        Stage::Submitted
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Deciding(..)
        | Stage::Numbering(..)
        | Stage::Resolved(..)
        | Stage::HandedOver(..) => {}
    }
    let Some(promise) = &dossier.promise else {
        let words = match dossier.stage {
            Stage::Submitted => "Chưa tính hạn",
            _ => "Không có thời hạn riêng",
        };
        return Light::new(Tone::Calm, words);
    };
    let due = promise.due.date();
    if let (Some(punctuality), Some(settled)) = (dossier.punctuality(), dossier.settled_at) {
        let settled = settled.today();
        return match punctuality {
            Punctuality::Early => Light::done_early(between(settled, due).unwrap_or(0)),
            Punctuality::OnTime => Light::done_early(0),
            Punctuality::Late => Light::done_late(between(due, settled).unwrap_or(0)),
        };
    }
    let today = now.today();
    if dossier.is_overdue(now) {
        Light::overdue(between(due, today).unwrap_or(0))
    } else {
        match between(today, due) {
            Some(days) => Light::days_left(days),
            None => Light::new(Tone::Calm, format!("Hẹn trả {}", show::date(due))),
        }
    }
}

/// Who has it now; none when it is over.
pub(super) fn holder(dossier: &Dossier, rules: &Rulebook) -> Option<String> {
    if dossier.awaits_supplement() {
        return Some("phía ông/bà, chờ bổ sung giấy tờ".to_owned());
    }
    dossier.is_open().then(|| unit_name(rules, dossier.unit()))
}

/// Since when it is where it is.
pub(super) fn since(history: &[Entry]) -> String {
    let moved = history
        .iter()
        .rev()
        .find(|entry| moves(&entry.recorded.event));
    moved.map_or_else(String::new, |entry| {
        let at = entry.recorded.at.local();
        format!("{} {}", show::time(at), show::date_with_weekday(at.date()))
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
        | Event::FeedbackAnswered { .. } => false,
    }
}

/// That nothing has happened for longer than usual, where it lies, and whom to ask; empty while it
/// moves.
pub(super) fn still(dossier: &Dossier, rules: &Rulebook, now: Now, hotline: &str) -> String {
    let Some(days) = dossier.still_for(&rules.calendar, now) else {
        return String::new();
    };
    let unit = unit_name(rules, dossier.unit());
    let desk = unit_name(rules, &dossier.desk);
    let call = match hotline {
        "" => String::new(),
        phone => format!(" hoặc gọi {}", show::phone(phone)),
    };
    format!("Hồ sơ đứng yên {days} ngày làm việc, đang ở {unit}. Hỏi {desk}{call}.")
}

/// What the applicant has to do now.
pub(super) fn to_do(dossier: &Dossier, rules: &Rulebook, now: Now) -> String {
    let desk = unit_name(rules, &dossier.desk);
    let owed = dossier.owed();
    let pay = || format!("Nộp {} tại {desk}.", owed.show());
    match &dossier.stage {
        Stage::AwaitingSupplement { .. } => {
            "Bổ sung giấy tờ theo danh sách dưới đây. Gửi một lần cho đủ.".to_owned()
        }
        Stage::Resolved(_, outcome, result) => {
            let what = match outcome {
                Outcome::Granted => "nhận kết quả",
                Outcome::Declined => "nhận văn bản từ chối giải quyết",
            };
            match (owed.is_zero(), dossier.return_via) {
                (false, _) => format!("Nộp {} tại {desk} rồi {what}.", owed.show()),
                (true, ReturnVia::Electronic) if result.file.is_some() => {
                    "Tải kết quả về máy ở mục \"Kết quả\" dưới đây.".to_owned()
                }
                (true, ReturnVia::Post) => {
                    "Kết quả được gửi về nhà qua bưu chính. Chuẩn bị giấy tờ tùy thân để nhận."
                        .to_owned()
                }
                (true, ReturnVia::Desk | ReturnVia::Electronic) => format!(
                    "Mời đến {desk} để {what}. Mang theo thẻ căn cước và giấy tiếp nhận (nếu có)."
                ),
            }
        }
        Stage::Refused | Stage::HandedOver(..) | Stage::Withdrawn | Stage::Stopped => {
            "Không còn việc gì phải làm với hồ sơ này.".to_owned()
        }
        Stage::Submitted
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Deciding(..)
        | Stage::Numbering(..) => {
            if !owed.is_zero() {
                pay()
            } else if dossier.is_overdue(now) {
                format!(
                    "Hồ sơ đã quá ngày hẹn. Xin lỗi ông/bà vì sự chậm trễ. Ông/bà không phải làm \
                     gì thêm; muốn hỏi lý do và ngày hẹn lại thì hỏi {desk}."
                )
            } else {
                "Ông/bà chưa phải làm gì. Trang này báo khi có việc cần làm.".to_owned()
            }
        }
    }
}

/// What happened, what is going on, and what is still to come.
pub(super) fn timeline(loaded: &Loaded, rules: &Rulebook, now: Now) -> Vec<Step> {
    let mut steps: Vec<Step> = loaded
        .history
        .iter()
        .filter(|entry| event::is_public(&entry.recorded.event))
        .map(|entry| past(entry, loaded, rules))
        .collect();
    let dossier = &loaded.dossier;
    if dossier.is_open() {
        let stands = stage::stage(dossier.stage.name());
        let from = format!("từ {}", since(&loaded.history));
        let who = if dossier.awaits_supplement() {
            String::new()
        } else {
            unit_name(rules, dossier.unit())
        };
        steps.push(Step::new(Place::Now, stands, from, who));
    }
    steps.extend(to_come(dossier, now));
    steps
}

fn past(entry: &Entry, loaded: &Loaded, rules: &Rulebook) -> Step {
    let who = match (&entry.unit, entry.actor.as_str()) {
        (Some(unit), _) => unit_name(rules, &AgencyId::from_stored(unit.clone())),
        (None, "applicant") => "Người nộp".to_owned(),
        (None, _) => String::new(),
    };
    let what = event::event(&entry.recorded.event);
    let when = show::date_time(entry.recorded.at.local());
    let moved = moved::note(&entry.recorded.event, rules);
    let said = moved.unwrap_or_else(|| note(&entry.recorded.event, loaded));
    Step::new(Place::Past, what, when, who).note(said)
}

/// The sentence more: reasons that were given to the applicant, numbers, promises.
fn note(event: &Event, loaded: &Loaded) -> String {
    let text = |id| {
        loaded
            .personal
            .text(id)
            .unwrap_or_else(|| ERASED.to_owned())
    };
    let due = |promise: &Option<domain::dossier::GivenPromise>, said: &str| {
        promise
            .as_ref()
            .map(|promise| format!("{said}: {}.", terms::due(promise.due)))
            .unwrap_or_default()
    };
    match event {
        Event::Submitted(facts) => facts
            .assisted
            .map(|help| format!("{}.", ground::assisted(help)))
            .unwrap_or_default(),
        Event::Received { promise, .. } => due(promise, "Hẹn trả"),
        Event::Supplemented { promise, .. } => due(promise, "Hẹn trả mới"),
        Event::SupplementAsked {
            reason,
            again_because,
            ..
        } => match again_because {
            Some(because) => format!("{} Lý do hỏi thêm: {}", text(reason.id), text(because.id)),
            None => text(reason.id),
        },
        Event::ReceptionRefused {
            ground: why,
            reason,
        } => {
            format!("{}. {}", ground::refusal(*why), text(reason.id))
        }
        Event::Stopped {
            ground: why,
            reason,
        } => format!("{}. {}", ground::stop(*why), text(reason.id)),
        Event::Declined { reason, .. } => text(reason.id),
        Event::ResultRecorded { result, .. } => format!(
            "Văn bản số {}, ngày {}.",
            result.number,
            show::date(result.dated_on)
        ),
        Event::PaymentRecorded {
            amount,
            method,
            receipt_number,
        } => format!(
            "{}, {}, biên lai số {receipt_number}.",
            amount.show(),
            ground::method(*method).to_lowercase()
        ),
        Event::Waived {
            amount,
            ground: why,
            ..
        } => format!("{}: {}.", amount.show(), ground::waiver(*why)),
        Event::FeedbackGiven { text: row } | Event::FeedbackAnswered { text: row } => text(row.id),
        Event::Rated { score, reason } => {
            let level = ground::satisfaction(*score);
            let why = reason
                .as_ref()
                .map(|reason| format!(" {}", text(reason.id)));
            format!("{level}.{}", why.unwrap_or_default())
        }
        Event::Forwarded { .. }
        | Event::Assigned { .. }
        | Event::Examined { .. }
        | Event::Proposed { .. }
        | Event::SentBack { .. }
        | Event::Approved { .. }
        | Event::HandedOver { .. }
        | Event::Withdrawn { .. }
        | Event::Corrected { .. }
        | Event::Charged { .. }
        | Event::TakenOver { .. } => String::new(),
    }
}

/// The usual rest of the way.
fn to_come(dossier: &Dossier, now: Now) -> Vec<Step> {
    let way = [
        "Tiếp nhận, hẹn ngày trả",
        "Thẩm định",
        "Lãnh đạo ký",
        "Vào sổ, phát hành",
        "Trả kết quả",
    ];
    let done = match &dossier.stage {
        Stage::Submitted => 0,
        Stage::AwaitingSupplement { .. } if dossier.received_at.is_none() => 0,
        Stage::Received(_) | Stage::AwaitingSupplement { .. } => 1,
        Stage::Examining(_) => 2,
        Stage::Deciding(..) => 3,
        Stage::Numbering(..) => 4,
        Stage::Resolved(..)
        | Stage::Refused
        | Stage::HandedOver(..)
        | Stage::Withdrawn
        | Stage::Stopped => way.len(),
    };
    let mut steps: Vec<Step> = way[done..]
        .iter()
        .map(|what| Step::new(Place::Next, *what, "", ""))
        .collect();
    // While the applicant is waited for, the day will be counted anew.
    if let (Some(last), Some(promise)) = (steps.last_mut(), &dossier.promise)
        && !dossier.awaits_supplement()
    {
        let said = if dossier.is_overdue(now) {
            "đã quá hẹn"
        } else {
            "hẹn"
        };
        last.when = format!("{said} {}", terms::due(promise.due));
    }
    steps
}

/// What is on paper or was not needed, and the proof of every file.
pub(super) fn papers(loaded: &Loaded, case: Option<&Case>) -> (Vec<ReceivedFile>, Vec<Fact>) {
    let (mut files, mut others) = (Vec::new(), Vec::new());
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
                let count = |count: &u8, what: &str| match count {
                    0 => None,
                    count => Some(format!("{count} {what}")),
                };
                let counts = [count(originals, "bản chính"), count(copies, "bản sao")];
                let counts: Vec<String> = counts.into_iter().flatten().collect();
                let said = format!("Đã nộp giấy: {}", counts.join(", "));
                others.push(Fact::new(name, said));
            }
            HandedForm::ReplacedByData => {
                others.push(Fact::new(name, "Lấy từ cơ sở dữ liệu, không phải nộp"));
            }
            HandedForm::NotNeeded => others.push(Fact::new(name, "Không cần trong trường hợp này")),
        }
    }
    (files, others)
}

//! What happened to a dossier, what is going on, and what is still to come, step by step.

use domain::dossier::event::Event;
use domain::dossier::promise_move::PromiseMoved;
use domain::dossier::{Dossier, GivenPromise, Now, Stage};
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;
use store::{Entry, Loaded};

use super::{ERASED, since};
use crate::citizen::{moved, unit_name};
use crate::components::{Place, Step};
use crate::language::Language;
use crate::wording::{event, ground, lateness, stage};

/// What happened, what is going on, and what is still to come.
pub(in crate::citizen) fn timeline(
    loaded: &Loaded,
    rules: &Rulebook,
    now: Now,
    language: Language,
) -> Vec<Step> {
    let mut steps: Vec<Step> = loaded
        .history
        .iter()
        .filter(|entry| event::is_public(&entry.recorded.event))
        .map(|entry| past(entry, loaded, rules, language))
        .collect();
    let dossier = &loaded.dossier;
    if dossier.is_open() {
        let stands = stage::stage_in(dossier.stage.name(), language);
        let from = language.say("từ", "since");
        let from = format!("{from} {}", since(&loaded.history, language));
        let step = Step::new(Place::Now, stands, from, "");
        steps.push(if dossier.awaits_supplement() {
            step
        } else {
            step.by_unit(unit_name(rules, dossier.unit()))
        });
    }
    steps.extend(to_come(dossier, now, language));
    steps
}

fn past(entry: &Entry, loaded: &Loaded, rules: &Rulebook, language: Language) -> Step {
    let what = event::event_in(&entry.recorded.event, language);
    let when = language.date_time(entry.recorded.at.local());
    let step = Step::new(Place::Past, what, when, "");
    let mut step = match (&entry.unit, entry.actor.as_str()) {
        (Some(unit), _) => step.by_unit(unit_name(rules, &AgencyId::from_stored(unit.clone()))),
        (None, "applicant") => Step {
            who: language.say("Người nộp", "Applicant").to_owned(),
            ..step
        },
        (None, _) => step,
    };
    (step.note, step.quoted) = match moved::note(&entry.recorded.event, rules, language) {
        Some(moved) => (moved, String::new()),
        None => said(&entry.recorded.event, loaded, language),
    };
    step
}

/// The sentence more: promises, grounds and sums in our words; then, as it was written, the reason
/// that was given to the applicant, or a number.
fn said(event: &Event, loaded: &Loaded, language: Language) -> (String, String) {
    let text = |id| {
        let text = loaded.personal.text(id);
        text.unwrap_or_else(|| ERASED.to_owned())
    };
    let ours = |note: String| (note, String::new());
    let theirs = |quoted: String| (String::new(), quoted);
    match event {
        Event::Submitted(facts) => ours(facts.assisted.map_or_else(String::new, |help| {
            format!("{}.", ground::assisted_in(help, language))
        })),
        Event::Received { promise, .. } => {
            ours(due(promise.as_ref(), ("Hẹn trả", "Promised for"), language))
        }
        Event::Supplemented { promise, .. } | Event::Resumed { promise } => ours(due(
            promise.as_ref(),
            ("Hẹn trả mới", "Now promised for"),
            language,
        )),
        Event::SupplementAsked {
            reason,
            again_because,
            ..
        } => theirs(match again_because {
            Some(because) => format!("{} Lý do hỏi thêm: {}", text(reason.id), text(because.id)),
            None => text(reason.id),
        }),
        Event::ReceptionRefused {
            ground: why,
            reason,
        } => {
            let why = ground::refusal_in(*why, language);
            (format!("{why}. "), text(reason.id))
        }
        Event::Stopped {
            ground: why,
            reason,
            ..
        } => {
            let why = ground::stop_in(*why, language);
            (format!("{why}. "), text(reason.id))
        }
        Event::Paused(paused) => {
            let why = lateness::ground_in(paused.ground, language);
            (format!("{why}. "), text(paused.reason.id))
        }
        Event::Apologised(letter) => {
            let again = ("Hẹn trả lại", "Now promised for");
            let again = due(Some(&letter.promise), again, language);
            let why = lateness::cause_in(letter.cause, language);
            (format!("{again} {why}. "), text(letter.reason.id))
        }
        Event::PromiseMoved(moved) => calendar_changed(moved, language),
        Event::Declined { reason, .. } => theirs(text(reason.id)),
        Event::ResultRecorded { result, .. } => {
            let day = language.date(result.dated_on);
            match language {
                Language::Vietnamese => ours(format!("Văn bản số {}, ngày {day}.", result.number)),
                Language::English => (format!("Of {day}, number "), result.number.clone()),
            }
        }
        Event::PaymentRecorded {
            amount,
            method,
            receipt_number,
        } => {
            let sum = language.dong(amount.amount());
            let method = ground::method_in(*method, language).to_lowercase();
            match language {
                Language::Vietnamese => {
                    ours(format!("{sum}, {method}, biên lai số {receipt_number}."))
                }
                Language::English => (
                    format!("{sum}, {method}, receipt number "),
                    receipt_number.clone(),
                ),
            }
        }
        Event::Waived {
            amount,
            ground: why,
            ..
        } => {
            let why = ground::waiver_in(*why, language);
            ours(format!("{}: {why}.", language.dong(amount.amount())))
        }
        Event::FeedbackGiven { text: row } | Event::FeedbackAnswered { text: row } => {
            theirs(text(row.id))
        }
        Event::Rated { score, reason } => {
            let level = ground::satisfaction_in(*score, language);
            match reason {
                Some(reason) => (format!("{level}. "), text(reason.id)),
                None => ours(format!("{level}.")),
            }
        }
        Event::Forwarded { .. }
        | Event::Assigned { .. }
        | Event::Examined { .. }
        | Event::Proposed { .. }
        | Event::SentBack { .. }
        | Event::PulledBack { .. }
        | Event::Routed(_)
        | Event::Approved { .. }
        | Event::HandedOver { .. }
        | Event::Withdrawn { .. }
        | Event::Corrected { .. }
        | Event::Charged { .. }
        | Event::TakenOver { .. }
        | Event::Along(_)
        | Event::Consultation(_) => ours(String::new()),
    }
}

/// The promised moment after what is said of it in both languages.
fn due(promise: Option<&GivenPromise>, said: (&str, &str), language: Language) -> String {
    let said = language.say(said.0, said.1);
    promise.map_or_else(String::new, |promise| {
        format!("{said}: {}.", language.time_on(promise.due))
    })
}

/// From which moment to which a change of the calendar moved the promise, and by which decision.
fn calendar_changed(moved: &PromiseMoved, language: Language) -> (String, String) {
    let from = language.time_on(moved.from);
    let to = language.time_on(moved.promise.due);
    let said = match language {
        Language::Vietnamese => {
            format!("Ngày hẹn dời từ {from} sang {to} vì lịch làm việc thay đổi")
        }
        Language::English => format!(
            "The promised time moved from {from} to {to} because the working calendar changed"
        ),
    };
    let Some(decision) = &moved.because.decision else {
        return (format!("{said}."), String::new());
    };
    let (number, day) = (&decision.number, language.date(decision.on));
    match language {
        Language::Vietnamese => (format!("{said} ({number}, ngày {day})."), String::new()),
        Language::English => (
            format!("{said}. By a decision of {day}, number "),
            number.clone(),
        ),
    }
}

/// The usual rest of the way.
fn to_come(dossier: &Dossier, now: Now, language: Language) -> Vec<Step> {
    let way = [
        language.say("Tiếp nhận, hẹn ngày trả", "Reception, a day is promised"),
        language.say("Thẩm định", "Examination"),
        language.say("Lãnh đạo ký", "Decision"),
        language.say("Vào sổ, phát hành", "Result recorded and issued"),
        language.say("Trả kết quả", "Result handed over"),
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
    // While something is waited for, the day will be counted anew.
    if let (Some(last), Some(promise)) = (steps.last_mut(), &dossier.promise)
        && !dossier.is_paused()
    {
        let said = if dossier.is_overdue(now) {
            language.say("đã quá hẹn", "was promised for")
        } else {
            language.say("hẹn", "promised for")
        };
        last.when = format!("{said} {}", language.time_on(promise.due));
    }
    steps
}

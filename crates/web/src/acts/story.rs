//! A dossier's history in words, as officials read it.

use domain::dossier::carried_on::carries_on;
use domain::dossier::consultation::event::ConsultationEvent;
use domain::dossier::event::{CorrectedFact, Event};
use domain::dossier::personal::PersonalRef;
use domain::dossier::{GivenPromise, Now};
use domain::procedure::Case;
use domain::procedure::paper::PaperKey;
use domain::rulebook::Rulebook;
use store::{Entry, Loaded};

use crate::acts::taking_over;
use crate::components::{Place, Step};
use crate::officials::{Names, unit_name};
use crate::{show, wording};

/// What a history is told with.
#[derive(Clone, Copy, Debug)]
pub struct Teller<'a> {
    /// The rules in force.
    pub rules: &'a Rulebook,
    /// The dossier.
    pub loaded: &'a Loaded,
    /// The case, for the names of papers and fees.
    pub case: Option<&'a Case>,
    /// Names of officials.
    pub names: &'a Names,
}

impl Teller<'_> {
    /// The whole history, oldest first, and where the dossier stands now.
    pub fn all(&self) -> Vec<Step> {
        let mut steps: Vec<Step> = self
            .loaded
            .history
            .iter()
            .map(|entry| self.step(entry))
            .collect();
        let dossier = &self.loaded.dossier;
        if dossier.is_open() {
            let stage = wording::stage::stage(dossier.stage.name());
            steps.push(Step::new(Place::Now, stage, "", self.holder()));
        }
        steps
    }

    /// What happened after the event with this number.
    pub fn since(&self, number: u32) -> Vec<Step> {
        self.loaded
            .history
            .iter()
            .filter(|entry| entry.recorded.number > number)
            .map(|entry| self.step(entry))
            .collect()
    }

    /// Who has to do something next: official and unit.
    pub fn holder(&self) -> String {
        let dossier = &self.loaded.dossier;
        let unit = unit_name(self.rules, dossier.unit());
        let officer = dossier.holding().and_then(|held| held.officer);
        match officer.and_then(|officer| self.names.get(&officer.0)) {
            Some(name) => format!("{name}, {unit}"),
            None => unit,
        }
    }

    fn step(&self, entry: &Entry) -> Step {
        let event = &entry.recorded.event;
        let when = show::moment(entry.recorded.at.0);
        Step::new(
            Place::Past,
            wording::event::event(event),
            when,
            self.who(entry),
        )
        .note(self.note(event))
    }

    /// Who did it.
    pub fn who(&self, entry: &Entry) -> String {
        let Some(official) = entry.official else {
            return match entry.actor.as_str() {
                "applicant" => "Người nộp".to_owned(),
                _ => "Hệ thống".to_owned(),
            };
        };
        let name = self.names.get(&official).cloned();
        let unit = entry
            .unit
            .clone()
            .map(domain::people::agency::AgencyId::from_stored);
        let unit = unit.map(|unit| unit_name(self.rules, &unit));
        match (name, unit) {
            (Some(name), Some(unit)) => format!("{name}, {unit}"),
            (Some(name), None) => name,
            (None, Some(unit)) => unit,
            (None, None) => "Cán bộ".to_owned(),
        }
    }

    pub(super) fn text(&self, row: &PersonalRef) -> String {
        let text = self.loaded.personal.text(row.id);
        text.unwrap_or_else(|| "(đã xóa dữ liệu)".to_owned())
    }

    fn paper(&self, key: &PaperKey) -> String {
        let paper = self.case.and_then(|case| case.paper(key));
        paper.map_or_else(|| key.0.clone(), |paper| paper.name.clone())
    }

    fn note(&self, event: &Event) -> String {
        match event {
            Event::Submitted(facts) => {
                let channel = wording::ground::channel(facts.channel);
                let help = facts.assisted.map_or_else(String::new, |help| {
                    format!(" · {}", wording::ground::assisted(help))
                });
                format!("{channel} · {} giấy tờ{help}", facts.papers.len())
            }
            Event::Received { promise, .. }
            | Event::Supplemented { promise, .. }
            | Event::Resumed { promise } => promise.as_ref().map_or_else(String::new, promised),
            Event::SupplementAsked {
                items,
                reason,
                again_because,
                ..
            } => {
                let items: Vec<String> = items
                    .iter()
                    .map(|item| format!("{}: {}", self.paper(&item.paper), self.text(&item.what)))
                    .collect();
                let again = again_because.as_ref().map_or_else(String::new, |because| {
                    format!(" Yêu cầu thêm vì: {}", self.text(because))
                });
                let items = items.join("; ");
                // What people wrote may end with a full stop of its own.
                let items = items.trim_end_matches('.');
                format!("{items}. Lý do: {}{again}", self.text(reason))
            }
            Event::ReceptionRefused { ground, reason } => {
                let ground = wording::ground::refusal(*ground);
                format!("{ground}. {}", self.text(reason))
            }
            Event::Forwarded { to } => format!("Đến {}", unit_name(self.rules, &to.unit)),
            Event::Approved { to, signed } => {
                let unit = unit_name(self.rules, &to.unit);
                format!("Đến {unit}{}", wording::duty::signed(signed.as_deref()))
            }
            Event::Assigned { to, reason } => {
                let name = self.names.get(&to.0);
                let to = name.map(|name| format!("Giao cho {name}"));
                let why = reason.as_ref().map(|reason| self.text(reason));
                let told: Vec<String> = to.into_iter().chain(why).collect();
                told.join(". Lý do: ")
            }
            Event::Examined { note, marks } => {
                let mut parts: Vec<String> = marks
                    .iter()
                    .map(|mark| {
                        let verdict = if mark.in_order {
                            "đạt"
                        } else {
                            "chưa đạt"
                        };
                        format!("{}: {verdict}", self.paper(&mark.paper))
                    })
                    .collect();
                parts.extend(note.iter().map(|note| self.text(note)));
                parts.join("; ")
            }
            Event::Proposed { proposal, .. } => {
                let note = proposal.note.as_ref();
                note.map_or_else(String::new, |note| self.text(note))
            }
            Event::SentBack { reason, to } | Event::PulledBack { reason, to } => {
                let unit = unit_name(self.rules, &to.unit);
                format!("{} · Đến {unit}", self.text(reason))
            }
            Event::Declined { reason, to, signed } => {
                let unit = unit_name(self.rules, &to.unit);
                let signed = wording::duty::signed(signed.as_deref());
                format!("{} · Đến {unit}{signed}", self.text(reason))
            }
            Event::Routed(routed) => {
                let name = |id: domain::people::OfficialId| {
                    self.names.get(&id.0).cloned().unwrap_or_default()
                };
                wording::duty::routed(routed, name)
            }
            Event::ResultRecorded { result, .. } => {
                let day = show::date(result.dated_on);
                format!("Số {}, ngày {day}", result.number)
            }
            Event::HandedOver { recipient, proof } => {
                let proof = wording::ground::proof(*proof);
                format!("Người nhận: {} · {proof}", self.text(recipient))
            }
            Event::Withdrawn { reason } => self.text(reason),
            Event::Stopped {
                ground,
                reason,
                signed,
            } => {
                let ground = wording::ground::stop(*ground);
                let signed = wording::duty::signed(signed.as_deref());
                format!("{ground}. {}{signed}", self.text(reason))
            }
            Event::Corrected { correction, reason } => {
                format!("{}. Vì: {}", corrected(correction), self.text(reason))
            }
            Event::Charged { charges } => {
                let lines: Vec<String> =
                    charges.iter().map(|charge| charge.amount.show()).collect();
                lines.join("; ")
            }
            Event::PaymentRecorded {
                amount,
                method,
                receipt_number,
            } => {
                let method = wording::ground::method(*method);
                format!("{} · {method} · biên lai {receipt_number}", amount.show())
            }
            Event::Waived {
                amount,
                ground,
                reason,
            } => {
                let ground = wording::ground::waiver(*ground);
                format!("{} · {ground} · {}", amount.show(), self.text(reason))
            }
            Event::Rated { score, reason } => {
                let level = wording::ground::satisfaction(*score);
                match reason {
                    Some(reason) => format!("{level}. {}", self.text(reason)),
                    None => level.to_owned(),
                }
            }
            Event::FeedbackGiven { text } | Event::FeedbackAnswered { text } => self.text(text),
            Event::TakenOver {
                from,
                desk,
                to,
                beside,
                ..
            } => {
                let unit = carries_on(from, (desk, to.as_ref()), beside);
                let from = taking_over::ended(self.rules, from);
                format!("Từ {from} · Đến {}", unit_name(self.rules, unit))
            }
            Event::Paused(paused) => {
                let ground = wording::lateness::ground(paused.ground);
                let (number, day) = (&paused.warrant.number, show::date(paused.warrant.dated_on));
                let why = self.text(&paused.reason);
                format!("{ground} · văn bản {number}, ngày {day}. {why}")
            }
            Event::Apologised(letter) => {
                let cause = wording::lateness::cause(letter.cause);
                let side = wording::lateness::side(letter.cause.side());
                let (number, day) = (&letter.number, show::date(letter.dated_on));
                let again = promised(&letter.promise);
                let why = self.text(&letter.reason);
                let signed = wording::duty::signed(letter.signed.as_deref());
                format!("{again} · thư số {number}, ngày {day} · {cause} ({side}). {why}{signed}")
            }
            Event::Consultation(event) => self.consulted(event),
            Event::Along(along) => self.went_along(along),
            Event::PromiseMoved(moved) => {
                let was = show::date_time(moved.from);
                let again = promised(&moved.promise);
                let because = wording::calendar::change(&moved.because, self.rules);
                format!("{again} · trước đó {was} · {because}")
            }
        }
    }
}

fn promised(promise: &GivenPromise) -> String {
    let day = show::date_with_weekday(promise.due.date());
    format!("Hẹn trả {} {day}", show::time(promise.due))
}

fn corrected(fact: &CorrectedFact) -> String {
    match fact {
        CorrectedFact::Applicant { .. } => "Thông tin người nộp".to_owned(),
        CorrectedFact::Answers(_) => "Tờ khai".to_owned(),
        CorrectedFact::ReturnVia(via) => wording::ground::return_via(*via).to_owned(),
        CorrectedFact::IssuedResult(result) => {
            format!(
                "Kết quả số {}, ngày {}",
                result.number,
                show::date(result.dated_on)
            )
        }
    }
}

/// The complaint that waits for an answer: when it was made, and what it says.
pub fn open_feedback(loaded: &Loaded) -> Option<(Now, String)> {
    let at = loaded.dossier.feedback_at?;
    let row = loaded
        .history
        .iter()
        .rev()
        .find_map(|entry| match &entry.recorded.event {
            Event::FeedbackGiven { text } => Some(text),
            _ => None,
        })?;
    let text = loaded.personal.text(row.id);
    Some((at, text.unwrap_or_else(|| "(đã xóa dữ liệu)".to_owned())))
}

/// Accounts of everybody in a history, and of whoever holds the dossier.
pub fn people_in(loaded: &Loaded) -> Vec<uuid::Uuid> {
    let held_by = loaded.dossier.holding().and_then(|held| held.officer);
    loaded
        .history
        .iter()
        .flat_map(|entry| {
            let (given, absent) = match &entry.recorded.event {
                Event::Assigned { to, .. } => (Some(to.0), None),
                Event::Routed(routed) => (
                    routed.to.map(|to| to.0),
                    wording::duty::absent(routed).map(|absent| absent.0),
                ),
                Event::Consultation(event) => match event.as_ref() {
                    ConsultationEvent::HandedOn { to, .. } => (Some(to.0), None),
                    ConsultationEvent::Answered(answer) => {
                        (None, answer.instead_of.map(|absent| absent.0))
                    }
                    _ => (None, None),
                },
                _ => (None, None),
            };
            [entry.official, given, absent]
        })
        .flatten()
        .chain(held_by.map(|officer| officer.0))
        .collect()
}

/// The latest mark on a paper.
pub fn last_mark(loaded: &Loaded, paper: &PaperKey) -> Option<bool> {
    loaded
        .history
        .iter()
        .rev()
        .filter_map(|entry| match &entry.recorded.event {
            Event::Examined { marks, .. } => Some(marks),
            _ => None,
        })
        .find_map(|marks| marks.iter().find(|mark| mark.paper == *paper))
        .map(|mark| mark.in_order)
}

impl Teller<'_> {
    /// What was done of the process, and what is done next.
    fn went_along(&self, along: &domain::dossier::course::Along) -> String {
        let process = self.loaded.dossier.process_in(self.rules);
        let name = |key: &str| {
            let draft = process.as_ref().map(|process| process.draft());
            let name = draft.and_then(|draft| domain::dossier::course::name_of(draft, key));
            name.unwrap_or(key).to_owned()
        };
        let done = along.done.iter().map(|done| {
            let result = done.result.as_ref();
            let result = result.map(|said| {
                let said = domain::process::wording::result(said);
                format!(" ({said})")
            });
            format!("{}{}", name(&done.key), result.unwrap_or_default())
        });
        let done: Vec<String> = done.collect();
        let main = along.main.iter().filter_map(|main| main.key.as_deref());
        let beside = along.beside.iter().map(|one| one.key.as_str());
        let next: Vec<String> = main.chain(beside).map(name).collect();
        let mut told = Vec::new();
        if !done.is_empty() {
            told.push(format!("Xong: {}", done.join(", ")));
        }
        if !next.is_empty() {
            told.push(format!("Tiếp: {}", next.join(", ")));
        }
        told.join(" · ")
    }
}

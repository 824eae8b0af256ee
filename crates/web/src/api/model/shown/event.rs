//! What happened to a dossier, event by event.

use domain::dossier::consultation::event::ConsultationEvent;
use domain::dossier::event::{CorrectedFact, Event, HeldPaper};
use domain::dossier::personal::PersonalRef;
use domain::dossier::{GivenPromise, Holding};
use jiff::civil::Date;
use serde::Serialize;
use store::{Entry, PersonalValues};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    AssistanceShown, CalendarChangeShown, ChargeShown, ResultShown, RoutedByShown, SignedAsShown,
    instant, local,
};
use crate::api::model::opinion::ConsultationShown;
use crate::wording;

/// The history of a dossier.
#[derive(Serialize, ToSchema)]
pub struct Events {
    /// The dossier.
    pub code: String,
    /// Oldest first, numbered from 1 without a gap.
    pub events: Vec<EventShown>,
}

/// One event: the fields that belong to its kind, and no others.
#[derive(Default, Serialize, ToSchema)]
pub struct EventShown {
    /// Its number in the dossier.
    pub number: u32,
    /// Its kind, such as `received`.
    #[schema(example = "received")]
    pub event: &'static str,
    /// What happened, in words.
    pub what: &'static str,
    /// When it took effect.
    #[schema(format = DateTime)]
    pub at: String,
    /// `official`, `applicant` or `system`.
    pub actor: String,
    /// The official's account.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub official: Option<Uuid>,
    /// The unit the official acted for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The unit that had it and has ended.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from_unit: Option<String>,
    /// The desk from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub desk: Option<String>,
    /// The agency that answers for it from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub competent: Option<String>,
    /// The unit that has it from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_unit: Option<String>,
    /// The official who has it from now on.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to_officer: Option<Uuid>,
    /// Keys of the papers that came.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub papers: Vec<String>,
    /// The help with which the application was filled in.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub assisted: Option<AssistanceShown>,
    /// The change of the calendar that moved the promise.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub calendar_change: Option<CalendarChangeShown>,
    /// In which capacity it was signed; absent where a leader signed in their own right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub signed_as: Option<SignedAsShown>,
    /// Why it went to somebody, or to the unit's list, without anybody choosing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub routed_by: Option<RoutedByShown>,
    /// What happened about opinions.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub consultation: Option<ConsultationShown>,
    /// The moment that was promised.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub promised_at: Option<String>,
    /// What was asked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<AskedFor>,
    /// Marks on papers.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<MarkShown>,
    /// The legal ground.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ground: Option<String>,
    /// Why, in words.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// A leader's reason for asking again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub again_because: Option<String>,
    /// A note.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// What was proposed: `granted` or `declined`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outcome: Option<String>,
    /// The result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub result: Option<ResultShown>,
    /// Who took the result.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub recipient: Option<String>,
    /// How that was proven.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub proof: Option<String>,
    /// Which part was put right.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected: Option<&'static str>,
    /// What is to be paid.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub charges: Vec<ChargeShown>,
    /// Amount in đồng.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub amount: Option<u64>,
    /// How it was paid.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Number of the payment receipt.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub receipt_number: Option<String>,
    /// How content the applicant was, from 1 (very dissatisfied) to 5 (very satisfied).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub score: Option<u8>,
    /// Number of the letter or paper.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper_number: Option<String>,
    /// Its date.
    #[schema(format = Date)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub paper_dated_on: Option<String>,
    /// Why the promise is not kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<String>,
}

/// One thing that was asked for.
#[derive(Serialize, ToSchema)]
pub struct AskedFor {
    /// Key of the required paper.
    pub paper: String,
    /// What to do about it; null after erasure, and where texts are left out.
    pub what: Option<String>,
}

/// A mark on one paper.
#[derive(Serialize, ToSchema)]
pub struct MarkShown {
    /// Key of the required paper.
    pub paper: String,
    /// Whether it is as it should be.
    pub in_order: bool,
}

impl EventShown {
    /// An event; what people wrote is left out when `personal` is none.
    pub fn new(entry: &Entry, personal: Option<&PersonalValues>) -> Self {
        let mut shown = Self {
            number: entry.recorded.number,
            what: wording::event::event(&entry.recorded.event),
            at: instant(entry.recorded.at),
            actor: entry.actor.clone(),
            official: entry.official,
            unit: entry.unit.clone(),
            ..Self::default()
        };
        shown.fill(&entry.recorded.event, personal);
        shown
    }

    fn fill(&mut self, event: &Event, personal: Option<&PersonalValues>) {
        let text = |row: &PersonalRef| personal.and_then(|personal| personal.text(row.id));
        match event {
            Event::Submitted(facts) => {
                self.event = "submitted";
                self.papers = keys(&facts.papers);
                self.assisted = facts.assisted.map(AssistanceShown::from);
            }
            Event::Received {
                papers,
                promise,
                holding,
            } => {
                self.event = "received";
                self.papers = keys(papers);
                self.promised_at = due(promise.as_ref());
                self.goes_to(holding);
            }
            Event::SupplementAsked {
                items,
                reason,
                again_because,
                to,
            } => {
                self.event = "supplement_asked";
                let asked = |item: &domain::dossier::event::AskedItem| AskedFor {
                    paper: item.paper.0.clone(),
                    what: text(&item.what),
                };
                self.items = items.iter().map(asked).collect();
                self.reason = text(reason);
                self.again_because = again_because.as_ref().and_then(text);
                to.iter().for_each(|to| self.goes_to(to));
            }
            Event::Supplemented {
                papers,
                note,
                promise,
                answers: _,
            } => {
                self.event = "supplemented";
                self.papers = keys(papers);
                self.note = note.as_ref().and_then(text);
                self.promised_at = due(promise.as_ref());
            }
            Event::ReceptionRefused { ground, reason } => {
                self.event = "reception_refused";
                self.ground = word(ground);
                self.reason = text(reason);
            }
            Event::Forwarded { to } => {
                self.event = "forwarded";
                self.goes_to(to);
            }
            Event::Assigned { to, reason } => {
                self.event = "assigned";
                self.to_officer = Some(to.0);
                self.reason = reason.as_ref().and_then(text);
            }
            Event::Examined { note, marks } => {
                self.event = "examined";
                self.note = note.as_ref().and_then(text);
                let mark = |mark: &domain::dossier::event::ChecklistMark| MarkShown {
                    paper: mark.paper.0.clone(),
                    in_order: mark.in_order,
                };
                self.marks = marks.iter().map(mark).collect();
            }
            Event::Proposed { proposal, to } => {
                self.event = "proposed";
                self.outcome = word(&proposal.outcome);
                self.note = proposal.note.as_ref().and_then(text);
                self.goes_to(to);
            }
            Event::SentBack { reason, to } => {
                self.event = "sent_back";
                self.reason = text(reason);
                self.goes_to(to);
            }
            Event::Approved { to, signed } => {
                self.event = "approved";
                self.signed_as = signed.as_deref().map(SignedAsShown::from);
                self.goes_to(to);
            }
            Event::Declined { reason, to, signed } => {
                self.event = "declined";
                self.signed_as = signed.as_deref().map(SignedAsShown::from);
                self.reason = text(reason);
                self.goes_to(to);
            }
            Event::ResultRecorded { result, to } => {
                self.event = "result_recorded";
                self.result = Some(ResultShown::new(None, result, personal));
                self.goes_to(to);
            }
            Event::HandedOver { recipient, proof } => {
                self.event = "handed_over";
                self.recipient = text(recipient);
                self.proof = word(proof);
            }
            Event::Withdrawn { reason } => {
                self.event = "withdrawn";
                self.reason = text(reason);
            }
            Event::Stopped {
                ground,
                reason,
                signed,
            } => {
                self.event = "stopped";
                self.signed_as = signed.as_deref().map(SignedAsShown::from);
                self.ground = word(ground);
                self.reason = text(reason);
            }
            Event::Corrected { correction, reason } => {
                self.event = "corrected";
                self.reason = text(reason);
                self.corrected = Some(match correction {
                    CorrectedFact::Applicant { .. } => "applicant",
                    CorrectedFact::Answers(_) => "answers",
                    CorrectedFact::ReturnVia(_) => "return_via",
                    CorrectedFact::IssuedResult(result) => {
                        self.result = Some(ResultShown::new(None, result, personal));
                        "result"
                    }
                });
            }
            Event::Charged { charges } => {
                self.event = "charged";
                self.charges = charges.iter().map(ChargeShown::from).collect();
            }
            Event::PaymentRecorded {
                amount,
                method,
                receipt_number,
            } => {
                self.event = "payment_recorded";
                self.amount = Some(amount.amount());
                self.method = word(method);
                self.receipt_number = Some(receipt_number.clone());
            }
            Event::Waived {
                amount,
                ground,
                reason,
            } => {
                self.event = "waived";
                self.amount = Some(amount.amount());
                self.ground = word(ground);
                self.reason = text(reason);
            }
            Event::Rated { score, reason } => {
                self.event = "rated";
                self.score = Some(score.score());
                self.reason = reason.as_ref().and_then(text);
            }
            Event::FeedbackGiven { text: row } => {
                self.event = "feedback_given";
                self.note = text(row);
            }
            Event::FeedbackAnswered { text: row } => {
                self.event = "feedback_answered";
                self.note = text(row);
            }
            Event::TakenOver {
                from,
                desk,
                competent,
                to,
                beside: _,
            } => {
                self.event = "taken_over";
                self.from_unit = Some(from.as_str().to_owned());
                self.desk = Some(desk.as_str().to_owned());
                self.competent = Some(competent.as_str().to_owned());
                to.iter().for_each(|to| self.goes_to(to));
            }
            Event::Paused(paused) => {
                self.event = "paused";
                self.ground = word(&paused.ground);
                self.reason = text(&paused.reason);
                self.rests_on(&paused.warrant.number, paused.warrant.dated_on);
            }
            Event::Resumed { promise } => {
                self.event = "resumed";
                self.promised_at = due(promise.as_ref());
            }
            Event::Apologised(letter) => {
                self.event = "apologised";
                self.signed_as = letter.signed.as_deref().map(SignedAsShown::from);
                self.cause = word(&letter.cause);
                self.reason = text(&letter.reason);
                self.promised_at = due(Some(&letter.promise));
                self.rests_on(&letter.number, letter.dated_on);
            }
            Event::PulledBack { reason, to } => {
                self.event = "pulled_back";
                self.reason = text(reason);
                self.goes_to(to);
            }
            Event::Routed(routed) => {
                self.event = "routed";
                self.to_officer = routed.to.map(|officer| officer.0);
                self.routed_by = Some(RoutedByShown::from(&routed.by));
            }
            Event::Consultation(event) => {
                self.event = "consultation";
                self.consulted(event, personal);
            }
            Event::Along(along) => {
                self.event = "along";
                if let Some(main) = &along.main {
                    self.goes_to(&main.to);
                }
            }
            Event::PromiseMoved(moved) => {
                self.event = "promise_moved";
                self.promised_at = due(Some(&moved.promise));
                self.calendar_change = Some(CalendarChangeShown::from(&**moved));
                if let Some(decision) = &moved.because.decision {
                    self.rests_on(&decision.number, decision.on);
                }
            }
        }
    }

    fn consulted(&mut self, event: &ConsultationEvent, personal: Option<&PersonalValues>) {
        let text = |row: &PersonalRef| personal.and_then(|personal| personal.text(row.id));
        self.consultation = Some(ConsultationShown::new(event, personal));
        match event {
            ConsultationEvent::HandedOn { to, reason, .. } => {
                self.to_officer = Some(to.0);
                self.reason = reason.as_ref().and_then(text);
            }
            ConsultationEvent::Answered(answer) => {
                if let Some(letter) = &answer.letter {
                    self.rests_on(&letter.number, letter.dated_on);
                }
            }
            ConsultationEvent::Bounced { reason, .. } => self.reason = text(reason),
            ConsultationEvent::Ended(ended) => {
                self.reason = ended.reason.as_ref().and_then(text);
            }
            ConsultationEvent::Asked(_)
            | ConsultationEvent::Escalated { .. }
            | ConsultationEvent::SilenceRecorded { .. } => {}
        }
    }

    fn rests_on(&mut self, number: &str, dated_on: Date) {
        self.paper_number = Some(number.to_owned());
        self.paper_dated_on = Some(dated_on.to_string());
    }

    fn goes_to(&mut self, holding: &Holding) {
        self.to_unit = Some(holding.unit.as_str().to_owned());
        self.to_officer = holding.officer.map(|officer| officer.0);
    }
}

fn keys(papers: &[HeldPaper]) -> Vec<String> {
    papers.iter().map(|paper| paper.paper.0.clone()).collect()
}

fn due(promise: Option<&GivenPromise>) -> Option<String> {
    promise.map(|promise| local(promise.due))
}

/// The word under which one of the rules' lists travels.
fn word(value: &impl Serialize) -> Option<String> {
    serde_json::to_value(value)
        .ok()?
        .as_str()
        .map(str::to_owned)
}

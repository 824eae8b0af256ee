//! The control slip: every time a dossier changed hands, as its events tell it.

use std::sync::Arc;

use documents::{ControlSlip, HandOver, Printing, Side};
use domain::dossier::Dossier;
use domain::dossier::after::after;
use domain::dossier::event::Event;
use domain::people::OfficialId;
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;
use store::{Entry, Loaded};
use uuid::Uuid;

use super::letterhead::Heading;
use crate::app::App;
use crate::fault::Broken;
use crate::officials::{self, Names};
use crate::wording;

/// The applicant as a side of a hand-over: who it was stands above.
const APPLICANT: &str = "Người nộp hồ sơ";

/// Consulted units that the slip names.
///
/// Not law: what its paper holds.
const CONSULTED_MAX: usize = 20;

/// The control slip of a dossier as it stands now, as PDF.
pub async fn control_slip(app: &App, loaded: &Loaded) -> Result<Vec<u8>, Broken> {
    let rules = app.rules().await?;
    let data = slip(app, &rules, loaded, hand_overs(app, loaded).await?);
    let press = Arc::clone(&app.press);
    let pdf = tokio::task::spawn_blocking(move || documents::control_slip(&press, &data));
    Ok(pdf.await??)
}

/// Every time that a dossier changed hands, oldest first.
pub async fn hand_overs(app: &App, loaded: &Loaded) -> Result<Vec<HandOver>, Broken> {
    let rules = app.rules().await?;
    let names = officials::names(app, people_in(&loaded.history)).await?;
    let book = Book {
        rules: &rules,
        names: &names,
    };
    Ok(book.hand_overs(&loaded.history))
}

fn slip(app: &App, rules: &Rulebook, loaded: &Loaded, hand_overs: Vec<HandOver>) -> ControlSlip {
    let dossier = &loaded.dossier;
    let heading = Heading {
        app,
        rules,
        then: dossier,
        issuer: &dossier.desk,
        issued_at: app.now().local(),
        printing: Printing::First,
    };
    let applicant = loaded.personal.applicant(dossier.applicant.id);
    let (applicant, address) = applicant.map_or_else(
        || ("(đã xóa dữ liệu)".to_owned(), String::new()),
        |applicant| (applicant.name, applicant.address),
    );
    ControlSlip {
        frame: heading.frame(),
        code: dossier.code.to_string(),
        applicant,
        address,
        request: officials::procedure_name(rules, dossier.procedure.as_str()),
        competent: officials::unit_name(rules, &dossier.competent),
        consulted: consulted(rules, dossier),
        received_at: dossier.received_at.map(|at| at.local()),
        promised: dossier.promise.as_ref().map(|promise| promise.due),
        hand_overs,
    }
}

/// The units of the province that were asked for their opinion, each once.
fn consulted(rules: &Rulebook, dossier: &Dossier) -> Vec<String> {
    let mut names = Vec::new();
    for unit in dossier.opinions().filter_map(|(_, opinion)| opinion.unit()) {
        let name = officials::unit_name(rules, unit);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    // The slip has room for so many.
    names.truncate(CONSULTED_MAX);
    names
}

/// The officials that a history names.
fn people_in(history: &[Entry]) -> Vec<Uuid> {
    let acting = history.iter().filter_map(|entry| entry.official);
    let taking = history
        .iter()
        .filter_map(|entry| taker(&entry.recorded.event));
    acting.chain(taking.map(|id| id.0)).collect()
}

/// The official to whom an event gives the dossier by name.
fn taker(event: &Event) -> Option<OfficialId> {
    match event {
        Event::Assigned { to, .. } => Some(*to),
        Event::Routed(routed) => routed.to,
        Event::Forwarded { to }
        | Event::Proposed { to, .. }
        | Event::SentBack { to, .. }
        | Event::PulledBack { to, .. }
        | Event::Approved { to, .. }
        | Event::Declined { to, .. }
        | Event::ResultRecorded { to, .. } => to.officer,
        _ => None,
    }
}

/// What hand-overs are written from: units and people by name.
struct Book<'a> {
    rules: &'a Rulebook,
    names: &'a Names,
}

impl Book<'_> {
    fn hand_overs(&self, history: &[Entry]) -> Vec<HandOver> {
        let mut rows: Vec<HandOver> = Vec::new();
        let mut dossier: Option<Dossier> = None;
        for entry in history {
            let before = dossier.clone();
            dossier = after(dossier, &entry.recorded);
            let (Some(before), Some(now)) = (&before, &dossier) else {
                continue;
            };
            if self.is_taken_up(entry, now, rows.last_mut()) {
                continue;
            }
            rows.extend(self.hand_over(entry, before, now));
        }
        rows
    }

    /// Whether somebody took up what their unit was given just before: they are who received it
    /// there, and nothing changed hands.
    fn is_taken_up(&self, entry: &Entry, now: &Dossier, last: Option<&mut HandOver>) -> bool {
        let Event::Assigned { to, .. } = &entry.recorded.event else {
            return false;
        };
        let unit = self.unit(now.unit());
        match last {
            Some(row)
                if entry.official == Some(to.0)
                    && row.taker.unit == unit
                    && row.taker.person.is_empty() =>
            {
                row.taker.person = self.name(Some(to.0));
                true
            }
            _ => false,
        }
    }

    /// The row of an event after which another has the dossier; none for what changes nothing in
    /// that.
    fn hand_over(&self, entry: &Entry, before: &Dossier, now: &Dossier) -> Option<HandOver> {
        let event = &entry.recorded.event;
        let here = || Side {
            unit: self.unit(before.unit()),
            person: self.name(entry.official),
        };
        let there = |person: Option<Uuid>| Side {
            unit: self.unit(now.unit()),
            person: self.name(person),
        };
        let applicant = || Side {
            unit: APPLICANT.to_owned(),
            person: String::new(),
        };
        let (giver, taker) = match event {
            Event::Forwarded { .. }
            | Event::Assigned { .. }
            | Event::Proposed { .. }
            | Event::SentBack { .. }
            | Event::PulledBack { .. }
            | Event::Routed(_)
            | Event::Approved { .. }
            | Event::Declined { .. }
            | Event::ResultRecorded { .. } => (here(), there(taker(event).map(|id| id.0))),
            Event::SupplementAsked { .. } | Event::HandedOver { .. } => (here(), applicant()),
            Event::Supplemented { .. } => (applicant(), there(entry.official)),
            Event::TakenOver { from, .. } => {
                let giver = Side {
                    unit: self.unit(from),
                    person: String::new(),
                };
                (giver, there(entry.official))
            }
            Event::Submitted(_)
            | Event::Received { .. }
            | Event::ReceptionRefused { .. }
            | Event::Examined { .. }
            | Event::Withdrawn { .. }
            | Event::Stopped { .. }
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
            | Event::Consultation(_) => return None,
        };
        let has_result = matches!(event, Event::ResultRecorded { .. });
        Some(HandOver {
            giver,
            taker,
            at: entry.recorded.at.local(),
            // Steps have no limit of their own that was promised: only the result is early or late.
            result: now.punctuality().filter(|_| has_result),
            note: wording::event::event(event).to_owned(),
        })
    }

    fn unit(&self, unit: &AgencyId) -> String {
        officials::unit_name(self.rules, unit)
    }

    fn name(&self, official: Option<Uuid>) -> String {
        let name = official.and_then(|id| self.names.get(&id));
        name.cloned().unwrap_or_default()
    }
}

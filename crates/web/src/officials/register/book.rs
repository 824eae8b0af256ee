//! A dossier as a line of the register, on screen and on paper.

use documents::{RegisterRow, TrackingRegister, form_set};
use domain::dossier::punctuality::Punctuality;
use domain::dossier::{Dossier, Now, Outcome, Stage};
use domain::people::agency::AgencyId;
use domain::rulebook::Rulebook;
use store::RegisterLine;

use super::period::Period;
use crate::papers::letterhead::Letterhead;
use crate::{officials, show, wording};

/// The applicant of a dossier whose personal rows are gone.
const ERASED: &str = "(đã xóa dữ liệu)";

/// A line on screen. Addresses and telephones stand only on paper.
pub(super) struct Row {
    pub(super) code: String,
    pub(super) href: String,
    pub(super) procedure: String,
    pub(super) applicant: String,
    pub(super) received: String,
    pub(super) promised: String,
    pub(super) forwarded: String,
    pub(super) result: String,
    pub(super) returned: String,
    pub(super) note: &'static str,
}

impl Row {
    /// Of a dossier as it stands now.
    pub(super) fn of(rules: &Rulebook, now: Now, line: &RegisterLine) -> Self {
        let dossier = &line.dossier;
        let moment = |at: Option<Now>| at.map(|at| show::moment(at.0)).unwrap_or_default();
        let promise = dossier.promise.as_ref();
        Self {
            code: dossier.code.to_string(),
            href: officials::dossier_address(&dossier.code),
            procedure: officials::procedure_name(rules, dossier.procedure.as_str()),
            applicant: name(line),
            received: moment(dossier.received_at),
            promised: promise.map_or_else(String::new, |promise| show::date_time(promise.due)),
            forwarded: moment(line.forwarded_at),
            result: moment(line.result_at),
            returned: moment(line.returned_at),
            note: note(dossier, now),
        }
    }
}

/// The register of a desk or agency on paper.
pub(super) fn register(
    rules: &Rulebook,
    now: Now,
    (unit, period): (&AgencyId, Period),
    lines: &[RegisterLine],
) -> TrackingRegister {
    let letterhead = Letterhead::of(rules, unit, period.to);
    TrackingRegister {
        // A book that spans both circulars is closed by the newer one's form.
        instrument: form_set(period.to),
        superior: letterhead.superior,
        issuer: letterhead.issuer,
        place: letterhead.place,
        volume: volume(period),
        from: period.from,
        to: period.to,
        printed_at: now.local(),
        rows: lines.iter().map(|line| row(rules, now, line)).collect(),
    }
}

/// The volume that receipts name: one a year.
fn volume(period: Period) -> String {
    let (first, last) = (period.from.year(), period.to.year());
    if first == last {
        format!("01/{first}")
    } else {
        format!("01/{first}, 01/{last}")
    }
}

fn row(rules: &Rulebook, now: Now, line: &RegisterLine) -> RegisterRow {
    let dossier = &line.dossier;
    let local = |at: Option<Now>| at.map(Now::local);
    let sets = dossier
        .procedure_in(rules)
        .and_then(|procedure| procedure.sets);
    let applicant = line.applicant.as_ref();
    let phone = applicant.and_then(|applicant| applicant.phone.as_deref());
    RegisterRow {
        code: dossier.code.to_string(),
        procedure: officials::procedure_name(rules, dossier.procedure.as_str()),
        sets: sets.map_or(1, u32::from),
        applicant: name(line),
        address: applicant.map_or_else(String::new, |applicant| applicant.address.clone()),
        phone: phone.map(show::phone).unwrap_or_default(),
        competent: officials::unit_name(rules, &dossier.competent),
        received_at: local(dossier.received_at),
        promised: dossier.promise.as_ref().map(|promise| promise.due),
        forwarded_at: local(line.forwarded_at),
        result_at: local(line.result_at),
        returned_at: local(line.returned_at),
        return_via: wording::ground::return_via(dossier.return_via).to_owned(),
        note: note(dossier, now).to_owned(),
    }
}

fn name(line: &RegisterLine) -> String {
    let applicant = line.applicant.as_ref();
    applicant.map_or_else(|| ERASED.to_owned(), |applicant| applicant.name.clone())
}

/// What is out of the ordinary: that it ended or waits, that it is late, that it was declined.
fn note(dossier: &Dossier, now: Now) -> &'static str {
    let is_late = dossier.punctuality() == Some(Punctuality::Late) || dossier.is_overdue(now);
    match &dossier.stage {
        Stage::AwaitingSupplement { .. } | Stage::Refused | Stage::Withdrawn | Stage::Stopped => {
            wording::stage::stage(dossier.stage.name())
        }
        _ if is_late => "Quá hạn",
        Stage::Resolved(_, Outcome::Declined, _) | Stage::HandedOver(Outcome::Declined, _) => {
            wording::ground::outcome(Outcome::Declined)
        }
        Stage::Submitted
        | Stage::Received(_)
        | Stage::Examining(_)
        | Stage::Deciding(..)
        | Stage::Numbering(..)
        | Stage::Resolved(..)
        | Stage::HandedOver(..) => "",
    }
}

//! Whose letterhead a paper carries, and which circular's form it is printed on.

use documents::{Contact, Frame, Instrument, Printing, form_set};
use domain::dossier::Dossier;
use domain::people::agency::{Agency, AgencyId, AgencyKind};
use domain::rulebook::Rulebook;
use jiff::civil::{Date, DateTime};

use crate::app::App;
use crate::{officials, show};

/// What stands at the head of a body's papers.
pub struct Letterhead {
    /// The body above it, in capitals; empty for a people's committee, which names none.
    pub superior: String,
    /// The body itself, in capitals.
    pub issuer: String,
    /// The place it writes from.
    pub place: String,
}

impl Letterhead {
    /// Of a desk or agency, as it stood on a day.
    pub fn of(rules: &Rulebook, agency: &AgencyId, on: Date) -> Self {
        let is_committee = |agency: &&Agency| agency.kind == AgencyKind::PeopleCommittee;
        let own = rules.organisation.find(agency);
        let above = own.and_then(|own| {
            let ancestors = rules.organisation.ancestors_on(&own.id, on);
            ancestors.into_iter().find(is_committee)
        });
        let committee = own.filter(is_committee);
        let superior = if committee.is_some() { None } else { above };
        Self {
            superior: superior.map_or_else(String::new, |agency| capitals(&agency.name)),
            issuer: own.map_or_else(String::new, |agency| capitals(&agency.name)),
            place: committee.or(above).map_or_else(String::new, place_name),
        }
    }
}

/// The circular whose forms a dossier keeps: the one in force on the day it was registered.
pub fn instrument_of(dossier: &Dossier) -> Instrument {
    form_set(dossier.submitted_at.today())
}

/// A paper that is about to be written: of which dossier, by whom, when.
pub(super) struct Heading<'a> {
    pub(super) app: &'a App,
    pub(super) rules: &'a Rulebook,
    pub(super) then: &'a Dossier,
    /// Who issues it.
    pub(super) issuer: &'a AgencyId,
    pub(super) issued_at: DateTime,
    pub(super) printing: Printing,
}

impl Heading<'_> {
    /// Head and foot of the paper; whom to ask is the desk.
    pub(super) fn frame(&self) -> Frame {
        let letterhead = Letterhead::of(self.rules, self.issuer, self.issued_at.date());
        Frame {
            instrument: instrument_of(self.then),
            superior: letterhead.superior,
            issuer: letterhead.issuer,
            number: self.then.code.running_number().parse().ok(),
            place: letterhead.place,
            issued_at: self.issued_at,
            printing: self.printing,
            contact: Contact {
                desk: officials::unit_name(self.rules, &self.then.desk),
                phone: show::phone(&self.app.site.hotline),
                site: self.app.site.host.clone(),
            },
        }
    }
}

/// A body's name as its letterhead writes it: capitals, the people's committee shortened.
///
/// Law: Nghị định 30/2020/NĐ-CP, annex I: the issuing body in capitals.
fn capitals(name: &str) -> String {
    name.replace("Ủy ban nhân dân", "UBND").to_uppercase()
}

/// The place of a people's committee, such as `Mường Tè`.
fn place_name(committee: &Agency) -> String {
    let name = committee.name.trim_start_matches("Ủy ban nhân dân").trim();
    [
        "xã ",
        "phường ",
        "đặc khu ",
        "thị trấn ",
        "huyện ",
        "tỉnh ",
        "thành phố ",
    ]
    .iter()
    .find_map(|kind| name.strip_prefix(kind))
    .unwrap_or(name)
    .to_owned()
}

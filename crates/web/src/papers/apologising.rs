//! What stands on the letter of apology.

use documents::{ApologyLetter, Frame};
use domain::dossier::apology::Apologised;

use super::sheet::{Sheet, party};
use super::signing::signature;
use crate::officials;

impl Sheet<'_> {
    /// The letter of the agency that answers for the dossier; none after erasure.
    pub(super) fn apology_letter(&self, letter: &Apologised) -> Option<ApologyLetter> {
        let desk = officials::unit_name(self.rules, &self.then.desk);
        let procedure = self.then.procedure_in(self.rules);
        Some(ApologyLetter {
            frame: self.frame_of_letter(letter),
            tracking: self.tracking()?,
            applicant: party(&self.applicant()?),
            agency: officials::unit_name(self.rules, &self.then.competent),
            request: self.request(),
            sector: procedure.map_or_else(String::new, |one| one.sector.name.clone()),
            received_at: self.then.received_at?.local(),
            promised: self.then.apology.as_ref()?.was_due,
            promised_again: letter.promise.due,
            reason: self.text(letter.reason.id),
            recipients: vec!["Như trên".to_owned(), desk, "Lưu: hồ sơ".to_owned()],
            signature: signature(letter.signed.as_deref(), &self.officer),
        })
    }

    /// Number and day are the letter's own, not those of the dossier.
    fn frame_of_letter(&self, letter: &Apologised) -> Frame {
        let sent_at = self.entry.recorded.at.local();
        Frame {
            number: running_number(&letter.number),
            issued_at: letter.dated_on.to_datetime(sent_at.time()),
            ..self.frame_of(&self.then.competent)
        }
    }
}

/// The number in front of a notation, such as 7 of `7/PXL`: the form writes its own symbol.
fn running_number(number: &str) -> Option<u32> {
    let end = number.find(|c: char| !c.is_ascii_digit());
    number[..end.unwrap_or(number.len())].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::running_number;

    #[test]
    fn the_number_of_a_letter_is_what_stands_in_front_of_its_notation() {
        assert_eq!(running_number("7/PXL"), Some(7));
        assert_eq!(running_number("0012/UBND-VP"), Some(12));
        assert_eq!(running_number("7"), Some(7));
        assert_eq!(running_number("PXL/7"), None);
        assert_eq!(running_number(""), None);
    }
}

//! Which legal form a paper is: a form is named by instrument and number, never by number alone.

use std::fmt;

use jiff::civil::{Date, date};

/// The circular that a set of forms belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Instrument {
    /// Law: Thông tư 01/2018/TT-VPCP, appendix; six forms.
    Circular01Of2018,
    /// Law: Thông tư 03/2025/TT-VPCP, appendix I; seven forms.
    Circular03Of2025,
}

impl Instrument {
    /// The name people read at the foot of the sheet.
    pub fn show(self) -> &'static str {
        match self {
            Self::Circular01Of2018 => "Thông tư số 01/2018/TT-VPCP",
            Self::Circular03Of2025 => "Thông tư số 03/2025/TT-VPCP",
        }
    }

    /// A short name for file names and identifiers, such as `tt03-2025`.
    pub fn key(self) -> &'static str {
        match self {
            Self::Circular01Of2018 => "tt01-2018",
            Self::Circular03Of2025 => "tt03-2025",
        }
    }
}

/// The first day of the 2025 forms.
///
/// Law: Thông tư 03/2025/TT-VPCP, in force from its signing on 15/09/2025.
const NEW_FORMS_FROM: Date = date(2025, 9, 15);

/// The set of forms for a dossier that was registered on this day.
///
/// Law: Thông tư 01/2018/TT-VPCP; from 15/09/2025 Thông tư 03/2025/TT-VPCP.
pub fn form_set(on: Date) -> Instrument {
    if on < NEW_FORMS_FROM {
        Instrument::Circular01Of2018
    } else {
        Instrument::Circular03Of2025
    }
}

/// One legal form (mẫu).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Form {
    /// The circular whose set this is.
    pub instrument: Instrument,
    /// Number of the form in that circular, from 1.
    pub number: u8,
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Mẫu số {:02} · {}", self.number, self.instrument.show())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_new_forms_begin_on_15_september_2025() {
        assert_eq!(form_set(date(2024, 2, 29)), Instrument::Circular01Of2018);
        assert_eq!(form_set(date(2025, 9, 14)), Instrument::Circular01Of2018);
        assert_eq!(form_set(date(2025, 9, 15)), Instrument::Circular03Of2025);
    }

    #[test]
    fn a_form_is_named_by_number_and_instrument() {
        let form = Form {
            instrument: Instrument::Circular03Of2025,
            number: 2,
        };
        assert_eq!(form.to_string(), "Mẫu số 02 · Thông tư số 03/2025/TT-VPCP");
    }
}

//! The dossier's code (mã hồ sơ): agency code, date, running number of the day.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Digits a running number is padded to; a larger number widens the code, it never wraps.
///
/// Law: Thông tư 01/2018/TT-VPCP, Điều 19: four digits.
const NUMBER_DIGITS: usize = 4;

/// Longest agency code in a dossier's code, in characters.
///
/// Law: Quyết định 20/2020/QĐ-TTg: at most 35 characters, capitals, digits and dots.
const AGENCY_CODE_MAX: usize = 35;

/// The code of a dossier (mã hồ sơ), such as `000.00.01.H22-240229-0001`.
///
/// Law: Thông tư 01/2018/TT-VPCP, Điều 19.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct DossierCode(String);

/// The text is no dossier code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "a dossier code is an agency code, a date of six digits and a number of four to six digits"
)]
pub struct NotADossierCode;

impl DossierCode {
    /// The code for the `number`-th dossier that the agency registers on `day`.
    pub fn issue(agency_code: &str, day: Date, number: u32) -> Self {
        let (year, month, date) = (day.year().rem_euclid(100), day.month(), day.day());
        Self(format!(
            "{agency_code}-{year:02}{month:02}{date:02}-{number:0NUMBER_DIGITS$}"
        ))
    }

    /// The code as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The running number as printed, the part people read aloud.
    pub fn running_number(&self) -> &str {
        self.0.rsplit_once('-').map_or("", |(_, number)| number)
    }
}

impl FromStr for DossierCode {
    type Err = NotADossierCode;

    /// Reads a code as people type it: lower case accepted, spaces dropped, or taken for the
    /// hyphens when there are none. Figures alone are somebody's number, not a code with spaces.
    fn from_str(text: &str) -> Result<Self, NotADossierCode> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let is_spaced = !text.contains('-') && text.bytes().any(|b| b.is_ascii_alphabetic());
        let between = if is_spaced { "-" } else { "" };
        let text = words.join(between).to_ascii_uppercase();
        let mut parts = text.rsplitn(3, '-');
        let number = parts.next().unwrap_or_default();
        let day = parts.next().unwrap_or_default();
        let agency = parts.next().unwrap_or_default();
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        let sound = (4..=6).contains(&number.len())
            && digits(number)
            && day.len() == 6
            && digits(day)
            && is_agency_code(agency);
        if sound {
            Ok(Self(text))
        } else {
            Err(NotADossierCode)
        }
    }
}

/// Whether the text can stand at the front of a dossier's code.
pub fn is_agency_code(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= AGENCY_CODE_MAX
        && text
            .bytes()
            .all(|b| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'.')
}

impl TryFrom<String> for DossierCode {
    type Error = NotADossierCode;

    fn try_from(text: String) -> Result<Self, NotADossierCode> {
        text.parse()
    }
}

impl From<DossierCode> for String {
    fn from(code: DossierCode) -> Self {
        code.0
    }
}

impl fmt::Display for DossierCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_code_is_agency_day_and_number() {
        let code = DossierCode::issue("000.00.01.H22", date(2024, 2, 29), 1);
        assert_eq!(code.as_str(), "000.00.01.H22-240229-0001");
        assert_eq!(code.running_number(), "0001");
    }

    #[test]
    fn the_ten_thousandth_dossier_of_a_day_widens_the_code() {
        assert_eq!(
            DossierCode::issue("H35.1", date(2026, 1, 5), 10_000).as_str(),
            "H35.1-260105-10000"
        );
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        let read: DossierCode = " h35.16.23-240228 -0012".parse().expect("a sound code");
        assert_eq!(read.as_str(), "H35.16.23-240228-0012");
        let spaced: DossierCode = "h35.21.01 261120\u{a0}0008".parse().expect("a sound code");
        assert_eq!(spaced.as_str(), "H35.21.01-261120-0008");
        assert_eq!(
            "01 209000 1234".parse::<DossierCode>(),
            Err(NotADossierCode)
        );
        assert_eq!("H35 2402 0012".parse::<DossierCode>(), Err(NotADossierCode));
        assert_eq!("H35-2402-0012".parse::<DossierCode>(), Err(NotADossierCode));
        assert_eq!("-240228-0012".parse::<DossierCode>(), Err(NotADossierCode));
    }
}

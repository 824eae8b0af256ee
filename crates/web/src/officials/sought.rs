//! What an official typed or scanned to find dossiers, and by what it is sought.

use domain::dossier::code::DossierCode;
use domain::people::agency::{Agency, AgencyId};
use domain::people::identity::{PersonalId, Phone, TaxCode};
use domain::rulebook::Rulebook;
use jiff::civil::Date;
use store::{LookupKind, Sought};

use crate::acts::card::ScannedCard;
use crate::desk::scan::is_scan;

/// Days back to which the last digits of a code are taken for those of a dossier.
const DAYS_BACK: usize = 60;

/// Digits of a dossier's running number.
const NUMBER_DIGITS: std::ops::RangeInclusive<usize> = 4..=6;

/// What the typed text was taken for.
#[derive(Debug, PartialEq, Eq)]
pub enum Typed {
    /// Nothing was typed.
    Nothing,
    /// A dossier's code.
    Code(DossierCode),
    /// A number of the applicant, or the end of a code or a phone.
    Number(Vec<Sought>),
    /// A name, perhaps with the end of a code or a phone behind it.
    Name(Vec<Sought>),
    /// None of these.
    Unknown,
}

impl Typed {
    /// Reads what was typed or scanned by an official of this unit.
    pub fn read(text: &str, rules: &Rulebook, unit: &AgencyId, today: Date) -> Self {
        if text.is_empty() {
            return Self::Nothing;
        }
        if let Ok(code) = text.parse::<DossierCode>() {
            return Self::Code(code);
        }
        if let Some(card) = ScannedCard::read(text, today) {
            return Self::Number(vec![Sought {
                number: Some((LookupKind::Identity, card.number().to_owned())),
                ..Sought::default()
            }]);
        }
        if is_scan(text) {
            return Self::Unknown;
        }
        let agencies = agency_codes(rules, unit);
        if is_code_end(text) {
            let codes = agencies.iter().map(|agency| format!("{agency}-{text}"));
            let codes = codes.filter_map(|code| code.parse::<DossierCode>().ok());
            return Self::Number(vec![Sought {
                codes: Some(codes.collect()),
                ..Sought::default()
            }]);
        }
        if let Some(number) = number(text) {
            return Self::Number(vec![Sought {
                number: Some(number),
                ..Sought::default()
            }]);
        }
        let (name, end) = split_end(text);
        let by_end = end.map(|end| by_end(end, &agencies, today));
        if name.is_empty() {
            return by_end.map_or(Self::Unknown, Self::Number);
        }
        if !name.chars().any(char::is_alphabetic) {
            return Self::Unknown;
        }
        let mut sought = by_end.unwrap_or_default();
        for one in &mut sought {
            name.clone_into(&mut one.name);
        }
        // The digits may belong to the name of an organisation.
        sought.push(Sought {
            name: text.to_owned(),
            ..Sought::default()
        });
        Self::Name(sought)
    }

    /// What to look for, one after the other.
    pub fn sought(&self) -> &[Sought] {
        match self {
            Self::Number(sought) | Self::Name(sought) => sought,
            Self::Nothing | Self::Code(_) | Self::Unknown => &[],
        }
    }

    /// What is said when nothing was found.
    pub fn nothing(&self, text: &str) -> String {
        match self {
            Self::Nothing => String::new(),
            Self::Code(_) => {
                "Không có hồ sơ mang mã này trong phần việc của ông/bà. Kiểm tra 4 số \
                 cuối trên giấy hẹn."
                    .to_owned()
            }
            Self::Number(_) => "Không có hồ sơ nào khớp số này trong phần việc của ông/bà. Mã hồ \
                 sơ cũ hơn 60 ngày thì nhập cả mã, ví dụ H35.21.01-261120-0008."
                .to_owned(),
            Self::Name(_) => format!(
                "Không thấy hồ sơ của “{text}” trong phần việc của ông/bà. Kiểm tra họ tên, hoặc \
                 tìm bằng mã hồ sơ, số định danh, số điện thoại."
            ),
            Self::Unknown => "Chưa nhận ra nội dung tìm. Nhập mã hồ sơ, họ tên, số định danh 12 \
                 số, số điện thoại, hoặc 4 số cuối của mã hay điện thoại."
                .to_owned(),
        }
    }
}

/// Whether this tells nothing of a person: a dossier's code, or the last digits of a code or phone.
pub fn may_stand_in_address(text: &str) -> bool {
    let is_end = matches!(split_end(text), ("", Some(_)));
    text.is_empty() || is_end || is_code_end(text) || text.parse::<DossierCode>().is_ok()
}

/// The number of a person or an organisation that the text is.
fn number(text: &str) -> Option<(LookupKind, String)> {
    if let Ok(id) = text.parse::<PersonalId>() {
        return Some((LookupKind::Identity, id.as_str().to_owned()));
    }
    if let Ok(phone) = text.parse::<Phone>() {
        return Some((LookupKind::Phone, phone.as_str().to_owned()));
    }
    let code = text.parse::<TaxCode>().ok()?;
    Some((LookupKind::Identity, code.as_str().to_owned()))
}

/// Whether the text is the end of a code from its day on: `261120-0008`.
fn is_code_end(text: &str) -> bool {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    text.split_once('-').is_some_and(|(day, number)| {
        day.len() == 6 && digits(day) && NUMBER_DIGITS.contains(&number.len()) && digits(number)
    })
}

/// A name, and the digits at its end that tell its bearer's dossiers apart.
fn split_end(text: &str) -> (&str, Option<&str>) {
    let (name, end) = text.rsplit_once(char::is_whitespace).unwrap_or(("", text));
    let digits = end.bytes().all(|byte| byte.is_ascii_digit());
    if digits && NUMBER_DIGITS.contains(&end.len()) {
        (name.trim_end(), Some(end))
    } else {
        (text, None)
    }
}

/// By the end of a phone, and by the end of a code of the last days.
fn by_end(end: &str, agencies: &[String], today: Date) -> Vec<Sought> {
    let mut sought = Vec::new();
    if let Ok(number) = end.parse::<u32>() {
        let days = std::iter::successors(Some(today), |day| day.yesterday().ok());
        let of_day = |day: Date| {
            let issue = move |agency: &String| DossierCode::issue(agency, day, number);
            agencies.iter().map(issue)
        };
        sought.push(Sought {
            codes: Some(days.take(DAYS_BACK).flat_map(of_day).collect()),
            ..Sought::default()
        });
    }
    if end.len() == 4 {
        sought.push(Sought {
            number: Some((LookupKind::PhoneEnd, end.to_owned())),
            ..Sought::default()
        });
    }
    sought
}

/// What stands at the front of the codes of this unit's dossiers: the agency's own code, and those
/// of its desks.
fn agency_codes(rules: &Rulebook, unit: &AgencyId) -> Vec<String> {
    let organisation = &rules.organisation;
    let of = |agency: &Agency| agency.agency_code.clone().map(String::from);
    let above = organisation.ancestors(unit);
    let mut path = organisation.find(unit).into_iter().chain(above);
    let Some(agency) = path.find(|agency| agency.agency_code.is_some()) else {
        return Vec::new();
    };
    let desks = organisation
        .children(&agency.id)
        .filter(|desk| desk.kind.is_desk());
    of(agency).into_iter().chain(desks.filter_map(of)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn what_is_typed_says_by_what_to_look() {
        let kind = |text: &str| number(text).map(|(kind, _)| kind);
        assert_eq!(kind("0912 345 678"), Some(LookupKind::Phone));
        assert_eq!(kind("012190000017"), Some(LookupKind::Identity));
        assert_eq!(kind("5678"), None);
        assert_eq!(kind("Lò Thị Mai"), None);
    }

    #[test]
    fn only_what_names_nobody_may_stand_in_an_address() {
        for harmless in ["", "H35.16.23-240228-0012", "261120-0008", "5678", "10012"] {
            assert!(may_stand_in_address(harmless), "{harmless}");
        }
        for personal in [
            "Lò Thị Mai",
            "Mai 5678",
            "0912 345 678",
            "0912345678",
            "012190000017",
            "123456789",
            "012190000001||LÒ THỊ MAI|09021990|Nữ|Tân Phong|15082021",
        ] {
            assert!(!may_stand_in_address(personal), "{personal}");
        }
    }

    #[test]
    fn digits_behind_a_name_are_told_from_the_name() {
        assert_eq!(split_end("Lò Thị Mai 5678"), ("Lò Thị Mai", Some("5678")));
        assert_eq!(split_end("5678"), ("", Some("5678")));
        assert_eq!(split_end("Lò Thị Mai"), ("Lò Thị Mai", None));
        assert_eq!(split_end("Công ty 68"), ("Công ty 68", None));
        assert!(is_code_end("261120-0008"));
        assert!(!is_code_end("2611-0008"));
    }

    #[test]
    fn four_digits_end_a_phone_or_a_code_of_the_last_days() {
        let sought = by_end("0012", &["H35.1".to_owned()], date(2026, 3, 1));
        let codes = sought[0].codes.as_deref().unwrap_or_default();
        assert_eq!(codes.len(), DAYS_BACK);
        assert_eq!(codes[0].as_str(), "H35.1-260301-0012");
        assert_eq!(codes[1].as_str(), "H35.1-260228-0012");
        assert_eq!(
            sought[1].number,
            Some((LookupKind::PhoneEnd, "0012".to_owned()))
        );
        assert_eq!(by_end("10012", &[], date(2026, 3, 1)).len(), 1);
    }
}

//! What people are known by (định danh): each text is read once, then trusted.
//!
//! Errors say what was seen (counts, years); the sentences people read are made elsewhere.

mod birth_date;
mod card_qr;
mod contact;
mod person_name;
mod personal_id;
mod tax_code;

pub use birth_date::{BirthDate, NotABirthDate};
pub use card_qr::{CardDoubt, CardReading, IdentityCardQr, NotAnIdentityCardQr};
pub use contact::{Email, NotAPhone, NotAnEmail, Phone};
pub use person_name::{NotAPersonName, PersonName};
pub use personal_id::{Contradiction, NotAPersonalId, PersonalId, Sex};
pub use tax_code::{NotATaxCode, TaxCode};

/// The characters people put between groups of digits, taken out.
fn without_grouping(text: &str) -> String {
    crate::vietnamese::clean(text)
        .chars()
        .filter(|character| !character.is_whitespace() && !matches!(character, '.' | '-' | '–'))
        .collect()
}

/// Whether there are only digits, and so many of them.
fn is_digits(text: &str, count: usize) -> bool {
    text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
}

//! How to reach a person: telephone (số điện thoại) and e-mail (thư điện tử).

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::without_grouping;
use crate::vietnamese::clean;

/// A Vietnamese telephone number (số điện thoại), kept with its leading 0.
///
/// Its debug form hides all but the last digits, so that no log shows it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Phone(String);

/// Why a text is not a telephone number.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotAPhone {
    /// Nothing was written.
    #[error("no telephone number was written")]
    Empty,
    /// Something else than digits stands there.
    #[error("`{character}` is not a digit")]
    NotDigits {
        /// The first character that is no digit.
        character: char,
    },
    /// A mobile number has 10 digits, a landline 11.
    #[error("{count} digits are not a telephone number")]
    WrongLength {
        /// How many digits were written, counted with the leading 0.
        count: usize,
    },
    /// No network begins so.
    #[error("no network begins with `{prefix}`")]
    UnknownPrefix {
        /// The first two digits.
        prefix: String,
    },
}

impl Phone {
    /// The digits with the leading 0.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The number as other countries dial it: `+84912345678`.
    pub fn international(&self) -> String {
        format!("+84{}", &self.0[1..])
    }

    /// The last four digits, by which people find their dossier.
    pub fn last_four(&self) -> &str {
        &self.0[self.0.len() - 4..]
    }

    /// Whether messages (SMS) can reach it.
    pub fn is_mobile(&self) -> bool {
        !self.0.starts_with("02")
    }

    /// The number as people read it: `0912 345 678`, `024 3825 1234`, `0213 387 6543`.
    pub fn show(&self) -> String {
        let number = &self.0;
        // Hà Nội and Thành phố Hồ Chí Minh have short area codes.
        let area = if number.starts_with("024") || number.starts_with("028") {
            3
        } else {
            4
        };
        let rest = &number[area..];
        let (middle, last) = rest.split_at(rest.len() / 2);
        format!("{} {middle} {last}", &number[..area])
    }
}

impl FromStr for Phone {
    type Err = NotAPhone;

    /// Reads `0912345678`, `0912 345 678`, `0912.345.678`, `+84 912 345 678`, `(024) 3825 1234`.
    fn from_str(text: &str) -> Result<Self, NotAPhone> {
        let written = without_grouping(text).replace(['(', ')'], "");
        if written.is_empty() {
            return Err(NotAPhone::Empty);
        }
        let national = written
            .strip_prefix("+84")
            .or_else(|| written.strip_prefix("0084"));
        // `84912345678` is the international form without its plus; ours begin with 0.
        let national =
            national.or_else(|| written.strip_prefix("84").filter(|rest| rest.len() >= 9));
        let digits = match national {
            Some(rest) => format!("0{}", rest.strip_prefix('0').unwrap_or(rest)),
            None => written,
        };
        if let Some(character) = digits.chars().find(|character| !character.is_ascii_digit()) {
            return Err(NotAPhone::NotDigits { character });
        }
        let count = digits.len();
        if !(10..=11).contains(&count) {
            return Err(NotAPhone::WrongLength { count });
        }
        match (&digits.as_bytes()[..2], count) {
            (b"03" | b"05" | b"07" | b"08" | b"09", 10) | (b"02", 11) => Ok(Self(digits)),
            (b"03" | b"05" | b"07" | b"08" | b"09" | b"02", _) => {
                Err(NotAPhone::WrongLength { count })
            }
            _ => Err(NotAPhone::UnknownPrefix {
                prefix: digits[..2].to_owned(),
            }),
        }
    }
}

impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Phone(…{})", self.last_four())
    }
}

impl TryFrom<String> for Phone {
    type Error = NotAPhone;

    fn try_from(text: String) -> Result<Self, NotAPhone> {
        text.parse()
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

/// An e-mail address (địa chỉ thư điện tử), checked for its shape only.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Email(String);

/// Why a text is not an e-mail address.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotAnEmail {
    /// Nothing was written.
    #[error("no address was written")]
    Empty,
    /// There is no `@`.
    #[error("the address has no @")]
    NoAt,
    /// There is more than one `@`.
    #[error("the address has more than one @")]
    SeveralAt,
    /// There is a space inside.
    #[error("the address holds a space")]
    Space,
    /// Nothing stands before the `@`.
    #[error("the address has nothing before its @")]
    NobodyBeforeAt,
    /// What follows the `@` is not a domain such as `mail.example`.
    #[error("`{domain}` is not a whole domain")]
    DomainIncomplete {
        /// What follows the `@`.
        domain: String,
    },
    /// Longer than mail servers take.
    #[error("{count} characters are more than an address can have")]
    TooLong {
        /// How many characters were written.
        count: usize,
    },
}

/// The most characters an address can have.
const EMAIL_CHARACTERS_MAX: usize = 254;

impl Email {
    /// The address, its domain in lower case.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Email {
    type Err = NotAnEmail;

    fn from_str(text: &str) -> Result<Self, NotAnEmail> {
        let text = clean(text);
        let text = text.trim();
        if text.is_empty() {
            return Err(NotAnEmail::Empty);
        }
        let count = text.chars().count();
        if count > EMAIL_CHARACTERS_MAX {
            return Err(NotAnEmail::TooLong { count });
        }
        let (user, domain) = text.split_once('@').ok_or(NotAnEmail::NoAt)?;
        if text.contains(char::is_whitespace) {
            return Err(NotAnEmail::Space);
        }
        if domain.contains('@') {
            return Err(NotAnEmail::SeveralAt);
        }
        if user.is_empty() {
            return Err(NotAnEmail::NobodyBeforeAt);
        }
        if !domain.contains('.') || domain.split('.').any(str::is_empty) {
            return Err(NotAnEmail::DomainIncomplete {
                domain: domain.to_owned(),
            });
        }
        Ok(Self(format!("{user}@{}", domain.to_lowercase())))
    }
}

impl TryFrom<String> for Email {
    type Error = NotAnEmail;

    fn try_from(text: String) -> Result<Self, NotAnEmail> {
        text.parse()
    }
}

impl From<Email> for String {
    fn from(email: Email) -> Self {
        email.0
    }
}

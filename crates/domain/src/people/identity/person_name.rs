//! A person's name (họ, chữ đệm và tên), whatever its people's custom.

use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::vietnamese::{clean, collation_key};

/// A name as its bearer writes it (họ, chữ đệm và tên): `Nguyễn Thị Hoa`, `Y Gêm Ông`, `H'Uyn`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PersonName(String);

/// Why a text is not a name.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotAPersonName {
    /// Nothing was written, or nothing that can be seen.
    #[error("no name was written")]
    Empty,
    /// There is a digit.
    #[error("a name holds no digit, `{digit}` was written")]
    Digit {
        /// The first digit.
        digit: char,
    },
    /// There is a sign that belongs to no name.
    #[error("a name does not hold `{character}`")]
    OddCharacter {
        /// The first such sign.
        character: char,
    },
    /// There are more characters than any paper has room for.
    #[error("{count} characters are more than the {NAME_CHARACTERS_MAX} a name can have")]
    TooLong {
        /// How many characters were written.
        count: usize,
    },
}

/// The most characters a name can have on our papers.
const NAME_CHARACTERS_MAX: usize = 100;

impl PersonName {
    /// The name as written, for matching.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The name as people read it; what was typed in capitals is shown in title case.
    pub fn show(&self) -> String {
        if self.0.chars().any(char::is_lowercase) {
            self.0.clone()
        } else {
            title_case(&self.0)
        }
    }

    /// A text that sorts people as Vietnamese lists do: by the last word, then by the rest.
    pub fn family_sort_key(&self) -> String {
        let (rest, last) = self.0.rsplit_once(' ').unwrap_or(("", &self.0));
        format!("{} {}", collation_key(last), collation_key(rest))
    }
}

/// Capitals at the beginning of words and after apostrophes and hyphens.
fn title_case(name: &str) -> String {
    let mut begins = true;
    let mut shown = String::with_capacity(name.len());
    for character in name.chars() {
        if begins {
            shown.push(character);
        } else {
            shown.extend(character.to_lowercase());
        }
        begins = matches!(character, ' ' | '\'' | '-' | '.');
    }
    shown
}

impl FromStr for PersonName {
    type Err = NotAPersonName;

    fn from_str(text: &str) -> Result<Self, NotAPersonName> {
        let text = clean(text).replace(['’', 'ʼ', '‘', '`'], "'");
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(digit) = name.chars().find(|character| character.is_numeric()) {
            return Err(NotAPersonName::Digit { digit });
        }
        if let Some(character) = name.chars().find(|character| !belongs(*character)) {
            return Err(NotAPersonName::OddCharacter { character });
        }
        if !name.chars().any(char::is_alphabetic) {
            return Err(NotAPersonName::Empty);
        }
        let count = name.chars().count();
        if count > NAME_CHARACTERS_MAX {
            return Err(NotAPersonName::TooLong { count });
        }
        Ok(Self(name))
    }
}

fn belongs(character: char) -> bool {
    character.is_alphabetic()
        || unicode_normalization::char::is_combining_mark(character)
        || matches!(character, ' ' | '\'' | '-' | '.' | ',')
}

impl TryFrom<String> for PersonName {
    type Error = NotAPersonName;

    fn try_from(text: String) -> Result<Self, NotAPersonName> {
        text.parse()
    }
}

impl From<PersonName> for String {
    fn from(name: PersonName) -> Self {
        name.0
    }
}

//! The QR code on the chip identity card (thẻ căn cước).

use jiff::civil::Date;
use thiserror::Error;

use super::{
    BirthDate, Contradiction, NotABirthDate, NotAPersonName, NotAPersonalId, PersonName,
    PersonalId, Sex, is_digits,
};
use crate::vietnamese::{clean, fold};

/// What a card says when it is scanned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdentityCardQr {
    /// The personal identity number.
    pub id: PersonalId,
    /// The number of the old card of nine digits, when the bearer had one.
    pub old_number: Option<String>,
    /// The bearer's name.
    pub name: PersonName,
    /// The date of birth.
    pub birth: BirthDate,
    /// The sex.
    pub sex: Sex,
    /// The permanent address, as one text.
    pub address: String,
    /// The day of issue, when the card says it.
    pub issued_on: Option<Date>,
}

/// What can be believed of a scanned card (thẻ căn cước).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardReading {
    /// Everything agrees. It is still a claim of whoever shows the card, not a proof.
    Sound(IdentityCardQr),
    /// The number was read; the rest is to be compared by eye before it is used.
    Doubtful {
        /// The number.
        id: PersonalId,
        /// The rest, where it could be read at all.
        rest: Option<IdentityCardQr>,
        /// What speaks against it.
        why: CardDoubt,
    },
}

/// Why only the number of a scanned card (thẻ căn cước) is believed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CardDoubt {
    /// The number states another year of birth, or another sex, than the card.
    Contradicts(Contradiction),
    /// An input method changed letters on their way: `Nguyeenx`.
    LettersDamaged,
    /// A part of it cannot be read.
    Unreadable,
}

/// Why a scan is not an identity card.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotAnIdentityCardQr {
    /// Not 6 to 11 fields: some other code was scanned, or the scan was cut.
    #[error("an identity card has 6 to 11 fields, {count} were scanned")]
    FieldCount {
        /// How many fields were scanned.
        count: usize,
    },
    /// The number cannot be read.
    #[error("the number on the card cannot be read")]
    Id(#[from] NotAPersonalId),
    /// The name cannot be read.
    #[error("the name on the card cannot be read")]
    Name(#[from] NotAPersonName),
    /// The date of birth cannot be read.
    #[error("the date of birth on the card cannot be read")]
    Birth(#[source] NotABirthDate),
    /// The sex is neither Nam nor Nữ.
    #[error("`{text}` is not a sex")]
    Sex {
        /// What stands there.
        text: String,
    },
    /// The day of issue cannot be read.
    #[error("the day of issue on the card cannot be read")]
    IssuedOn(#[source] NotABirthDate),
}

impl IdentityCardQr {
    /// Reads number, old number, name, birth, sex, address and day of issue, parted by `|`.
    ///
    /// Old number and day of issue may be left out. Cards of 2024 carry further fields (up to 11);
    /// they are left alone.
    pub fn parse(text: &str, today: Date) -> Result<Self, NotAnIdentityCardQr> {
        Self::of(&fields(&clean(text))?, today)
    }

    /// Reads a card and checks it against itself. A scan whose first field is a personal number is
    /// a card; what else it says is believed only where everything agrees.
    pub fn read(text: &str, today: Date) -> Result<CardReading, NotAnIdentityCardQr> {
        let text = clean(text);
        let fields = fields(&text)?;
        let number = fields.first().copied().unwrap_or_default();
        let id: PersonalId = number.parse()?;
        let (rest, why) = match Self::of(&fields, today) {
            Ok(card) => match card.doubt() {
                Some(why) => (Some(card), why),
                None => return Ok(CardReading::Sound(card)),
            },
            Err(_) => (None, CardDoubt::Unreadable),
        };
        Ok(CardReading::Doubtful { id, rest, why })
    }

    fn of(fields: &[&str], today: Date) -> Result<Self, NotAnIdentityCardQr> {
        let wrong_count = NotAnIdentityCardQr::FieldCount {
            count: fields.len(),
        };
        let [id, second, rest @ ..] = fields else {
            return Err(wrong_count);
        };
        // Some cards leave the field of the old number out, instead of leaving it empty.
        let is_birth = |text: &&str| BirthDate::parse_text(text, today).is_ok();
        let is_name = second.chars().any(char::is_alphabetic) && rest.first().is_some_and(is_birth);
        let (old_number, rest) = if is_name {
            ("", &fields[1..])
        } else {
            (*second, rest)
        };
        let [name, birth, sex, address, more @ ..] = rest else {
            return Err(wrong_count);
        };
        let issued_on = match more.first() {
            None | Some(&"") => None,
            Some(text) => read_day(text, today).map_err(NotAnIdentityCardQr::IssuedOn)?,
        };
        Ok(Self {
            id: id.parse()?,
            old_number: is_digits(old_number, 9).then(|| old_number.to_owned()),
            name: name.parse()?,
            birth: BirthDate::parse_text(birth, today).map_err(NotAnIdentityCardQr::Birth)?,
            sex: read_sex(sex)?,
            address: (*address).to_owned(),
            issued_on,
        })
    }

    /// What speaks against the card: first the number's own century, sex and year, then letters.
    fn doubt(&self) -> Option<CardDoubt> {
        let against = self.id.contradicts(&self.birth, Some(self.sex));
        against
            .map(CardDoubt::Contradicts)
            .or_else(|| is_damaged(self.name.as_str()).then_some(CardDoubt::LettersDamaged))
    }
}

/// The 6 to 11 fields of a scan.
fn fields(text: &str) -> Result<Vec<&str>, NotAnIdentityCardQr> {
    let fields: Vec<&str> = text.trim().split('|').map(str::trim).collect();
    match fields.len() {
        6..=11 => Ok(fields),
        count => Err(NotAnIdentityCardQr::FieldCount { count }),
    }
}

/// Whether an input method took keys of a name for its own: `Nguyeenx`, `Vawn`, `Thij`, `Ddoox`.
///
/// No Vietnamese word ends in these letters or doubles these. `s` and `r` do end names of the
/// Central Highlands (`Ksor`), so they are believed.
fn is_damaged(name: &str) -> bool {
    name.split(|character: char| !character.is_alphabetic())
        .any(|word| {
            let plain = fold(word);
            let is_syllable = plain.len() > 1 && plain.contains(['a', 'e', 'i', 'o', 'u', 'y']);
            let lower = word.to_lowercase();
            let typed = ["aa", "ee", "aw", "ow", "uw"];
            is_syllable
                && (plain.ends_with(['f', 'j', 'x'])
                    || (plain.starts_with("dd") && lower.is_ascii())
                    || typed.iter().any(|pair| lower.contains(pair)))
        })
}

/// A day follows the rules of birth dates: it exists and is not in the future.
fn read_day(text: &str, today: Date) -> Result<Option<Date>, NotABirthDate> {
    Ok(match BirthDate::parse_text(text, today)? {
        BirthDate::Full(date) => Some(date),
        BirthDate::YearOnly(_) => None,
    })
}

fn read_sex(text: &str) -> Result<Sex, NotAnIdentityCardQr> {
    match fold(text).as_str() {
        "nam" => Ok(Sex::Male),
        "nu" => Ok(Sex::Female),
        _ => Err(NotAnIdentityCardQr::Sex {
            text: text.to_owned(),
        }),
    }
}

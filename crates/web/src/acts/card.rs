//! A scanned identity card in a form: it fills what is open and names what differs. Nothing typed is
//! ever written over, except where the officer asks for it, one fact at a time.
//!
//! A card is a claim of whoever shows it, not a proof: the officer compares it with the person.

use domain::people::identity::{BirthDate, CardReading, IdentityCardQr, Sex};
use domain::vietnamese::{capitalised, clean};
use jiff::civil::Date;
use serde::Serialize;

use crate::incoming::Incoming;
use crate::page::Note;
use crate::wording;

/// The field into which a code is scanned or typed.
pub const SCAN: &str = "the";

/// The field that keeps a scan, as long as something on the card differs from what was typed.
pub const KEPT: &str = "the-giu";

/// The button that takes one fact from the card.
pub const TAKE: &str = "dung-the";

/// How many fields of a scan are used; further ones name other people and go no further.
const FIELDS_USED: usize = 7;

/// A card that was scanned, and the scan as it may travel on in the body of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ScannedCard {
    /// What was scanned, without the fields that nobody here needs.
    pub text: String,
    /// What was read.
    pub reading: CardReading,
    /// Whose it is in the form.
    bearer: Bearer,
}

/// Whose card it is in a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Bearer {
    /// The applicant, a person.
    Applicant,
    /// Whoever hands in for the applicant.
    Representative,
}

/// One fact of a card, and what it is in a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CardFact {
    /// Which fact.
    pub key: &'static str,
    /// Its name in the middle of a sentence.
    pub label: &'static str,
    /// As people read it.
    pub shown: String,
    /// Fields of a form, and what the card writes into them.
    pub fields: Vec<(&'static str, String)>,
    /// Whether it may be written where nothing was typed.
    pub believed: bool,
}

/// What stands in a form beside what the card says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// Which fact.
    pub key: &'static str,
    /// Its name at the beginning of a line.
    pub label: String,
    /// What was typed, as people read it.
    pub typed: String,
    /// What the card says, as people read it.
    pub on_card: String,
}

impl ScannedCard {
    /// Reads a scan; none when it is no card.
    pub fn read(scan: &str, today: Date) -> Option<Self> {
        let reading = IdentityCardQr::read(scan, today).ok()?;
        let fields: Vec<&str> = scan.trim().split('|').take(FIELDS_USED).collect();
        Some(Self {
            text: fields.join("|"),
            reading,
            bearer: Bearer::Applicant,
        })
    }

    /// The same card of somebody else in the form.
    #[must_use]
    pub fn borne_by(mut self, bearer: Bearer) -> Self {
        self.bearer = bearer;
        self
    }

    /// The facts of the card that the form asks of its bearer.
    pub fn facts(&self) -> Vec<CardFact> {
        let facts = facts(&self.reading);
        match self.bearer {
            Bearer::Applicant => facts,
            Bearer::Representative => facts.into_iter().filter_map(of_representative).collect(),
        }
    }

    /// Fills what was left open, keeps the scan where something differs, and says how it went.
    pub fn fill(&self, form: &mut Incoming) -> Note {
        let differences = fill(form, &self.facts());
        form.put(
            KEPT,
            if differences.is_empty() {
                ""
            } else {
                &self.text
            },
        );
        note(&self.reading, &differences)
    }

    /// Takes one fact from the card in the place of what was typed.
    pub fn take(&self, form: &mut Incoming, key: &str) {
        for fact in self.facts().iter().filter(|fact| fact.key == key) {
            put(form, fact);
        }
    }

    /// What still differs.
    pub fn differences(&self, form: &Incoming) -> Vec<Difference> {
        differences(form, &self.facts())
    }

    /// The number on the card.
    pub fn number(&self) -> &str {
        match &self.reading {
            CardReading::Sound(card) => card.id.as_str(),
            CardReading::Doubtful { id, .. } => id.as_str(),
        }
    }

    /// Whom the card names; empty when the name is not believed.
    pub fn name(&self) -> String {
        match &self.reading {
            CardReading::Sound(card) => card.name.show(),
            CardReading::Doubtful { .. } => String::new(),
        }
    }
}

/// The same fact of a representative; of them a form asks name and number only.
fn of_representative(fact: CardFact) -> Option<CardFact> {
    let field = match fact.key {
        "name" => "dd-name",
        "identity" => "dd-id",
        _ => return None,
    };
    let fields = fact.fields.into_iter().map(|(_, value)| (field, value));
    Some(CardFact {
        fields: fields.collect(),
        ..fact
    })
}

/// The facts of a card that a form asks of a person who applies.
fn facts(reading: &CardReading) -> Vec<CardFact> {
    match reading {
        CardReading::Sound(card) => all(card, true),
        CardReading::Doubtful {
            rest: Some(card), ..
        } => all(card, false),
        CardReading::Doubtful { id, rest: None, .. } => {
            vec![number(id.as_str())]
        }
    }
}

fn number(id: &str) -> CardFact {
    CardFact {
        key: "identity",
        label: "số định danh",
        shown: id.to_owned(),
        fields: vec![("identity", id.to_owned())],
        believed: true,
    }
}

fn all(card: &IdentityCardQr, believed: bool) -> Vec<CardFact> {
    let fact = |key, label, shown: String, value: &str| CardFact {
        key,
        label,
        shown,
        fields: vec![(key, value.to_owned())],
        believed,
    };
    let (day, month) = match &card.birth {
        BirthDate::Full(day) => (format!("{:02}", day.day()), format!("{:02}", day.month())),
        BirthDate::YearOnly(_) => (String::new(), String::new()),
    };
    let sex = match card.sex {
        Sex::Male => "male",
        Sex::Female => "female",
    };
    vec![
        fact("name", "họ tên", card.name.show(), &card.name.show()),
        number(card.id.as_str()),
        CardFact {
            key: "birth",
            label: "ngày sinh",
            shown: card.birth.show(),
            fields: vec![
                ("birth_day", day),
                ("birth_month", month),
                ("birth_year", card.birth.year().to_string()),
            ],
            believed,
        },
        fact("sex", "giới tính", show_sex(sex).to_owned(), sex),
        fact("address", "nơi ở", card.address.clone(), &card.address),
    ]
}

/// Fills what was left open and is believed; answers with what differs.
fn fill(form: &mut Incoming, facts: &[CardFact]) -> Vec<Difference> {
    for fact in facts {
        let is_open = fact
            .fields
            .iter()
            .all(|(field, _)| form.text(field).is_empty());
        if is_open && fact.believed {
            put(form, fact);
        }
    }
    differences(form, facts)
}

fn put(form: &mut Incoming, fact: &CardFact) {
    for (field, value) in &fact.fields {
        form.put(field, value);
    }
}

fn differences(form: &Incoming, facts: &[CardFact]) -> Vec<Difference> {
    let differs = |fact: &&CardFact| {
        let mut fields = fact.fields.iter();
        fields.any(|(field, value)| plain(form.text(field)) != plain(value))
    };
    facts
        .iter()
        .filter(differs)
        .map(|fact| Difference {
            key: fact.key,
            label: capitalised(fact.label),
            typed: show_typed(form, fact),
            on_card: fact.shown.clone(),
        })
        .collect()
}

/// What was read, to be compared: capitals, spaces and zeros in front make no difference.
fn plain(text: &str) -> String {
    let text: String = clean(text).to_lowercase().split_whitespace().collect();
    text.trim_start_matches('0').to_owned()
}

fn show_typed(form: &Incoming, fact: &CardFact) -> String {
    let parts: Vec<&str> = fact
        .fields
        .iter()
        .map(|(field, _)| form.text(field))
        .filter(|text| !text.is_empty())
        .collect();
    match (parts.as_slice(), fact.key) {
        ([], _) => "chưa nhập".to_owned(),
        ([sex], "sex") => show_sex(sex).to_owned(),
        (parts, _) => parts.join("/"),
    }
}

fn show_sex(name: &str) -> &'static str {
    match name {
        "male" => "Nam",
        "female" => "Nữ",
        _ => "không ghi",
    }
}

/// What is said above the form after a card was read into it.
fn note(reading: &CardReading, differences: &[Difference]) -> Note {
    let doubt = wording::card::doubt(reading);
    if !doubt.is_empty() {
        return Note::Told(doubt);
    }
    if differences.is_empty() {
        let said = "Đã điền từ thẻ. So lại với người nộp rồi ghi tiếp giấy tờ.";
        return Note::Done(said.to_owned());
    }
    let labels: Vec<String> = differences
        .iter()
        .map(|one| one.label.to_lowercase())
        .collect();
    Note::Told(format!(
        "Thẻ ghi khác điều đã nhập: {}. Những gì đã nhập vẫn giữ; so lại với thẻ rồi sửa nếu cần.",
        labels.join(", ")
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 16);

    fn read(text: &str) -> ScannedCard {
        ScannedCard::read(text, TODAY).expect("a card")
    }

    fn form(fields: &[(&str, &str)]) -> Incoming {
        let owned = |(name, value): &(&str, &str)| ((*name).to_owned(), (*value).to_owned());
        Incoming::of(fields.iter().map(owned))
    }

    const MAI: &str = "012190000001||LÒ THỊ MAI|09021990|Nữ|Tổ 3, Tân Phong|15082021";

    #[test]
    fn what_is_open_is_filled_and_what_was_typed_stays() {
        let mut form = form(&[("name", "lò thị  mai"), ("birth_year", "1991")]);
        let card = read(MAI);
        card.fill(&mut form);
        let left = card.differences(&form);
        assert_eq!(form.text("name"), "lò thị  mai");
        assert_eq!(form.text("identity"), "012190000001");
        assert_eq!(form.text("sex"), "female");
        assert_eq!(form.text("birth_day"), "");
        let [birth] = left.as_slice() else {
            panic!("{left:?}");
        };
        assert_eq!((birth.key, birth.label.as_str()), ("birth", "Ngày sinh"));
        assert_eq!(
            (birth.typed.as_str(), birth.on_card.as_str()),
            ("1991", "09/02/1990")
        );
        assert_eq!(form.text(KEPT), MAI);
        card.take(&mut form, "birth");
        assert!(card.differences(&form).is_empty());
        assert_eq!(form.text("birth_day"), "09");
        assert_eq!(form.text("birth_year"), "1990");
    }

    #[test]
    fn of_a_doubtful_card_only_the_number_is_filled() {
        let mut form = form(&[]);
        let card = read("012190000001||NGUYEENX THI HOA|09021990|Nữ|Tân Phong|15082021");
        let said = card.fill(&mut form);
        let left = card.differences(&form);
        assert_eq!(form.text("identity"), "012190000001");
        assert_eq!(form.text("name"), "");
        let keys: Vec<&str> = left.iter().map(|one| one.key).collect();
        assert_eq!(keys, ["name", "birth", "sex", "address"]);
        assert_eq!(left[0].typed, "chưa nhập");
        assert!(matches!(said, Note::Told(said) if said.starts_with("Đọc được số, chưa tin tên")));
        assert_eq!(card.name(), "");
    }

    #[test]
    fn where_an_organisation_applies_the_card_is_its_representatives() {
        let mut form = form(&[("kind", "organisation"), ("name", "Hợp tác xã Nà Khằm")]);
        let card = read(MAI).borne_by(Bearer::Representative);
        assert!(matches!(card.fill(&mut form), Note::Done(_)));
        assert_eq!(form.text("dd-name"), "Lò Thị Mai");
        assert_eq!(form.text("dd-id"), "012190000001");
        assert_eq!(form.text("name"), "Hợp tác xã Nà Khằm");
        assert_eq!(form.text("identity"), "");
    }

    #[test]
    fn names_of_others_do_not_travel_on() {
        let newer = "012090000001||Y Gêm Ông|1990|Nam|Lai Châu|15082024||Tên Cha|Tên Mẹ";
        let card = read(newer);
        assert!(!card.text.contains("Tên"));
        assert_eq!(read(&card.text).reading, card.reading);
    }
}

//! Answers to a declaration (tờ khai), read once against its fields.

use std::collections::BTreeMap;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::money::Dong;
use crate::money::dong::NotASum;
use crate::people::identity::{
    BirthDate, Email, NotABirthDate, NotAPersonName, NotAPersonalId, NotAPhone, NotATaxCode,
    NotAnEmail, PersonName, PersonalId, Phone, TaxCode,
};
use crate::procedure::declaration::{Answers, DeclarationForm, FieldKind, FormField};
use crate::vietnamese::clean;

/// The most characters of an answer on one line.
pub const LINE_MAX: usize = 200;

/// The most characters of an answer on several lines.
pub const TEXT_MAX: usize = 2_000;

/// How a form sends yes.
pub const YES: &str = "true";

/// How a form sends no.
pub const NO: &str = "false";

/// One answer that cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AnswerProblem {
    /// The key of the field, or the key that no field bears.
    pub key: String,
    /// What is wrong.
    pub kind: AnswerProblemKind,
}

/// Why an answer cannot be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AnswerProblemKind {
    /// The form has no such field.
    UnknownField,
    /// The field must be answered.
    Missing,
    /// There are more characters than there is room for.
    TooLong {
        /// Characters written.
        written: usize,
        /// Characters there is room for.
        max: usize,
    },
    /// A line break where one line is asked for.
    SeveralLines,
    /// Not a person's name.
    Name(NotAPersonName),
    /// Not a personal number.
    PersonalId(NotAPersonalId),
    /// Not a tax code.
    TaxCode(NotATaxCode),
    /// Not a day, nor a year.
    Date(NotABirthDate),
    /// Not a telephone number.
    Phone(NotAPhone),
    /// Not an e-mail address.
    Email(NotAnEmail),
    /// Not a whole number.
    Number,
    /// Not an amount in đồng.
    Amount(NotASum),
    /// Neither yes nor no.
    YesOrNo,
    /// None of the choices.
    Choice,
}

/// An answer as its kind reads it, for what computes with it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Any text.
    Text(String),
    /// A person's name.
    Name(PersonName),
    /// A personal number.
    PersonalId(PersonalId),
    /// A tax code.
    TaxCode(TaxCode),
    /// A day, or only a year.
    Date(BirthDate),
    /// A telephone number.
    Phone(Phone),
    /// An e-mail address.
    Email(Email),
    /// A whole number.
    Number(u64),
    /// An amount.
    Amount(Dong),
    /// Yes or no.
    YesNo(bool),
}

impl DeclarationForm {
    /// Reads what was typed, field by field.
    ///
    /// Answers keep what was typed, cleaned of invisible characters and surrounding space; fields
    /// left blank are left out. Every date that a declaration asks for lies in the past, so a day
    /// after `today` is refused.
    ///
    /// # Errors
    /// Every answer that cannot be taken, in the order of the fields; then the unknown keys.
    pub fn read(
        &self,
        raw: &BTreeMap<String, String>,
        today: Date,
    ) -> Result<Answers, Vec<AnswerProblem>> {
        let mut answers = Answers::new();
        let mut problems = Vec::new();
        for field in &self.fields {
            let typed = raw
                .get(&field.key)
                .map(|text| clean(text).trim().to_owned());
            let typed = typed.filter(|text| !text.is_empty());
            match field.check(typed.as_deref(), today) {
                Ok(()) => answers.extend(typed.map(|text| (field.key.clone(), text))),
                Err(kind) => problems.push(AnswerProblem {
                    key: field.key.clone(),
                    kind,
                }),
            }
        }
        let known = |key: &String| self.fields.iter().any(|field| field.key == *key);
        problems.extend(
            raw.keys()
                .filter(|key| !known(key))
                .map(|key| AnswerProblem {
                    key: key.clone(),
                    kind: AnswerProblemKind::UnknownField,
                }),
        );
        if problems.is_empty() {
            Ok(answers)
        } else {
            Err(problems)
        }
    }

    /// The field with this key.
    pub fn field(&self, key: &str) -> Option<&FormField> {
        self.fields.iter().find(|field| field.key == key)
    }
}

impl FormField {
    fn check(&self, typed: Option<&str>, today: Date) -> Result<(), AnswerProblemKind> {
        match typed {
            Some(text) => self.kind.read(text, today).map(|_| ()),
            None if self.required => Err(AnswerProblemKind::Missing),
            None => Ok(()),
        }
    }
}

impl FieldKind {
    /// The most characters of an answer of this kind.
    pub fn length_max(&self) -> usize {
        match self {
            Self::Text => TEXT_MAX,
            Self::Line
            | Self::Name
            | Self::PersonalId
            | Self::TaxCode
            | Self::Date
            | Self::Phone
            | Self::Email
            | Self::Address
            | Self::Number
            | Self::Amount
            | Self::YesNo
            | Self::Choice(_) => LINE_MAX,
        }
    }

    /// Reads one answer that is not blank.
    ///
    /// # Errors
    /// Why the text is no answer of this kind.
    pub fn read(&self, text: &str, today: Date) -> Result<Answer, AnswerProblemKind> {
        let (written, max) = (text.chars().count(), self.length_max());
        if written > max {
            return Err(AnswerProblemKind::TooLong { written, max });
        }
        if *self != Self::Text && text.contains('\n') {
            return Err(AnswerProblemKind::SeveralLines);
        }
        match self {
            Self::Line | Self::Text | Self::Address => Ok(Answer::Text(text.to_owned())),
            Self::Name => parse(text, Answer::Name, AnswerProblemKind::Name),
            Self::PersonalId => parse(text, Answer::PersonalId, AnswerProblemKind::PersonalId),
            Self::TaxCode => parse(text, Answer::TaxCode, AnswerProblemKind::TaxCode),
            Self::Date => BirthDate::parse_text(text, today)
                .map(Answer::Date)
                .map_err(AnswerProblemKind::Date),
            Self::Phone => parse(text, Answer::Phone, AnswerProblemKind::Phone),
            Self::Email => parse(text, Answer::Email, AnswerProblemKind::Email),
            Self::Number => parse(text, Answer::Number, |_| AnswerProblemKind::Number),
            Self::Amount => parse(text, Answer::Amount, AnswerProblemKind::Amount),
            Self::YesNo if text == YES => Ok(Answer::YesNo(true)),
            Self::YesNo if text == NO => Ok(Answer::YesNo(false)),
            Self::YesNo => Err(AnswerProblemKind::YesOrNo),
            Self::Choice(choices) if choices.iter().any(|choice| choice == text) => {
                Ok(Answer::Text(text.to_owned()))
            }
            Self::Choice(_) => Err(AnswerProblemKind::Choice),
        }
    }
}

fn parse<T: FromStr>(
    text: &str,
    answer: fn(T) -> Answer,
    problem: fn(T::Err) -> AnswerProblemKind,
) -> Result<Answer, AnswerProblemKind> {
    text.parse().map(answer).map_err(problem)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use jiff::civil::date;

    use super::{AnswerProblemKind, NO, YES};
    use crate::people::identity::NotAPersonalId;
    use crate::procedure::declaration::{DeclarationForm, FieldKind, FormField, Prefill};

    fn field(key: &str, kind: FieldKind, required: bool) -> FormField {
        FormField {
            key: key.to_owned(),
            label: key.to_owned(),
            help: String::new(),
            kind,
            required,
            prefill: Prefill::Nothing,
            group: String::new(),
            english: None,
        }
    }

    fn form() -> DeclarationForm {
        let sexes = vec!["Nam".to_owned(), "Nữ".to_owned()];
        DeclarationForm {
            name: "Tờ khai".to_owned(),
            basis: String::new(),
            fields: vec![
                field("ho_ten", FieldKind::Name, true),
                field("so_dinh_danh", FieldKind::PersonalId, false),
                field("ngay_sinh", FieldKind::Date, true),
                field("gioi_tinh", FieldKind::Choice(sexes), false),
                field("ban_sao", FieldKind::YesNo, false),
                field("so_ban", FieldKind::Number, false),
                field("ghi_chu", FieldKind::Line, false),
            ],
        }
    }

    fn typed(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs
            .iter()
            .map(|(key, text)| ((*key).to_owned(), (*text).to_owned()))
            .collect()
    }

    fn problems(pairs: &[(&str, &str)]) -> Vec<(String, AnswerProblemKind)> {
        match form().read(&typed(pairs), date(2026, 11, 21)) {
            Ok(answers) => panic!("taken: {answers:?}"),
            Err(problems) => problems.into_iter().map(|p| (p.key, p.kind)).collect(),
        }
    }

    #[test]
    fn good_answers_keep_what_was_typed() {
        let raw = typed(&[
            ("ho_ten", "  H'Uyn Niê "),
            ("ngay_sinh", "9/2/1952"),
            ("ban_sao", YES),
            ("so_ban", "3"),
            ("ghi_chu", "   "),
        ]);
        let answers = form().read(&raw, date(2026, 11, 21)).unwrap_or_default();
        let expected = typed(&[
            ("ho_ten", "H'Uyn Niê"),
            ("ngay_sinh", "9/2/1952"),
            ("ban_sao", YES),
            ("so_ban", "3"),
        ]);
        assert_eq!(answers, expected);
    }

    #[test]
    fn every_problem_is_named_at_once() {
        let found = problems(&[
            ("so_dinh_danh", "123456789"),
            ("ngay_sinh", "31/02/1990"),
            ("gioi_tinh", "Khác"),
            ("ban_sao", "có"),
            ("so_ban", "ba"),
            ("la", "x"),
        ]);
        let keys: Vec<&str> = found.iter().map(|(key, _)| key.as_str()).collect();
        assert_eq!(
            keys,
            [
                "ho_ten",
                "so_dinh_danh",
                "ngay_sinh",
                "gioi_tinh",
                "ban_sao",
                "so_ban",
                "la"
            ]
        );
        assert_eq!(found[0].1, AnswerProblemKind::Missing);
        assert_eq!(
            found[1].1,
            AnswerProblemKind::PersonalId(NotAPersonalId::OldCard)
        );
        assert_eq!(found[6].1, AnswerProblemKind::UnknownField);
    }

    #[test]
    fn a_day_to_come_is_refused_and_a_year_alone_is_enough() {
        let with_birth = |birth| typed(&[("ho_ten", "Y Gêm Ông"), ("ngay_sinh", birth)]);
        assert!(
            form()
                .read(&with_birth("22/11/2026"), date(2026, 11, 21))
                .is_err()
        );
        assert!(
            form()
                .read(&with_birth("21/11/2026"), date(2026, 11, 21))
                .is_ok()
        );
        assert!(form().read(&with_birth("1952"), date(2026, 11, 21)).is_ok());
    }

    #[test]
    fn too_long_and_several_lines_are_told_apart() {
        let good = [("ho_ten", "Lò Văn Páo"), ("ngay_sinh", "1990")];
        let long = "a".repeat(201);
        let found = problems(&[good[0], good[1], ("ghi_chu", long.as_str())]);
        assert_eq!(
            found[0].1,
            AnswerProblemKind::TooLong {
                written: 201,
                max: 200
            }
        );
        let found = problems(&[good[0], good[1], ("ghi_chu", "một\nhai")]);
        assert_eq!(found[0].1, AnswerProblemKind::SeveralLines);
        let found = problems(&[good[0], good[1], ("ban_sao", "no")]);
        assert_eq!(found[0].1, AnswerProblemKind::YesOrNo);
        assert_ne!(YES, NO);
    }
}

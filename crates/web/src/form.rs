//! What was typed, and what is wrong with it: errors beside the field, nothing lost.

use jiff::civil::Date;

/// One thing to mend: the field it is about and the sentence that says how.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormError {
    /// The field's id, to which the sentence leads; empty when it is about the whole form.
    pub field: String,
    /// What is wrong and how to mend it, the same above the form and at the field.
    pub sentence: String,
    /// What it is about, where an English sentence must not hold the name: it stands behind the
    /// sentence above the form. Empty where the sentence says it all.
    pub about: String,
}

/// All there is to mend in a form, in the order of its fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FormErrors(Vec<FormError>);

impl FormErrors {
    /// No errors yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a sentence about a field; only the first about each field is kept.
    pub fn add(&mut self, field: impl Into<String>, sentence: impl Into<String>) {
        self.push(field.into(), sentence.into(), String::new());
    }

    /// The same with the Vietnamese name that an English sentence leaves out.
    pub fn add_about(
        &mut self,
        field: impl Into<String>,
        sentence: impl Into<String>,
        about: impl Into<String>,
    ) {
        self.push(field.into(), sentence.into(), about.into());
    }

    fn push(&mut self, field: String, sentence: String, about: String) {
        if field.is_empty() || self.of(&field).is_empty() {
            self.0.push(FormError {
                field,
                sentence,
                about,
            });
        }
    }

    /// The sentence about a field; empty when there is none.
    pub fn of(&self, field: &str) -> &str {
        self.0
            .iter()
            .find(|error| error.field == field)
            .map_or("", |error| &error.sentence)
    }

    /// Whether nothing is to be mended.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many things are to be mended.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The errors in the order in which they were added.
    pub fn iter(&self) -> std::slice::Iter<'_, FormError> {
        self.0.iter()
    }

    /// The value when nothing is to be mended, else these errors.
    pub fn or<T>(self, value: T) -> Result<T, Self> {
        if self.is_empty() {
            Ok(value)
        } else {
            Err(self)
        }
    }
}

impl<'a> IntoIterator for &'a FormErrors {
    type Item = &'a FormError;
    type IntoIter = std::slice::Iter<'a, FormError>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// One answer to choose in radios, checkboxes or a select.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Choice {
    /// What is sent when it is chosen.
    pub value: String,
    /// What people read.
    pub text: String,
    /// A line of help below; may be empty.
    pub hint: String,
    /// Whether it is chosen now.
    pub chosen: bool,
    /// Whether it is a name, which stays Vietnamese on an English page.
    pub is_name: bool,
    /// Whether the line of help is one.
    pub hint_is_name: bool,
}

impl Choice {
    /// An answer that is not chosen and needs no help.
    pub fn new(value: impl Into<String>, text: impl Into<String>) -> Self {
        Self {
            value: value.into(),
            text: text.into(),
            ..Self::default()
        }
    }

    /// The same answer, which is a name.
    #[must_use]
    pub fn name(mut self) -> Self {
        self.is_name = true;
        self
    }

    /// The same answer with a line of help below.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// The same answer with a name below.
    #[must_use]
    pub fn hint_name(mut self, name: impl Into<String>) -> Self {
        self.hint_is_name = true;
        self.hint(name)
    }

    /// The answers with the one marked that was typed or stored.
    #[must_use]
    pub fn pick(mut choices: Vec<Self>, value: &str) -> Vec<Self> {
        for choice in &mut choices {
            choice.chosen = choice.value == value;
        }
        choices
    }
}

/// A day as typed into three fields; a whole day may stand in the first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TypedDate {
    /// The first field.
    pub day: String,
    /// The second field.
    pub month: String,
    /// The third field.
    pub year: String,
}

/// What three date fields say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadDate {
    /// Nothing was typed.
    Empty,
    /// Only a year: old people often know no more.
    Year(i16),
    /// A whole day.
    Day(Date),
}

impl TypedDate {
    /// The fields as they came in a form.
    pub fn new(day: impl Into<String>, month: impl Into<String>, year: impl Into<String>) -> Self {
        Self {
            day: day.into(),
            month: month.into(),
            year: year.into(),
        }
    }

    /// The fields for a known day.
    pub fn of(day: Date) -> Self {
        Self::new(
            format!("{:02}", day.day()),
            format!("{:02}", day.month()),
            day.year().to_string(),
        )
    }

    /// Reads `9 | 2 | 1952`, and `09021952`, `9/2/1952`, `09-02-1952` typed into the first field.
    ///
    /// # Errors
    /// The sentence that says what is wrong and how to mend it.
    pub fn read(&self) -> Result<ReadDate, String> {
        let typed = [self.day.trim(), self.month.trim(), self.year.trim()];
        let [day, month, year] = match typed {
            ["", "", ""] => return Ok(ReadDate::Empty),
            ["", "", year] => return read_year(year).map(ReadDate::Year),
            [whole, "", ""] => split_whole(whole).ok_or_else(|| ASK_ALL.to_owned())?,
            [day, month, year] => [day.to_owned(), month.to_owned(), year.to_owned()],
        };
        if day.is_empty() || month.is_empty() || year.is_empty() {
            return Err(ASK_ALL.to_owned());
        }
        let year = read_year(&year)?;
        let Ok(month @ 1..=12) = month.parse::<i8>() else {
            return Err(ASK_MONTH.to_owned());
        };
        let Ok(day @ 1..=31) = day.parse::<i8>() else {
            return Err("Ngày phải từ 1 đến 31".to_owned());
        };
        Date::new(year, month, day)
            .map(ReadDate::Day)
            .map_err(|_| format!("Ngày {day:02}/{month:02}/{year} không có trong lịch"))
    }
}

const ASK_ALL: &str = "Nhập đủ ngày, tháng và năm, ví dụ 28/02/1990";
const ASK_MONTH: &str = "Tháng phải từ 1 đến 12. Nhập ngày trước, tháng sau: ví dụ 28/02/1990";

fn read_year(text: &str) -> Result<i16, String> {
    match text.parse::<i16>() {
        Ok(year @ 1850..=2200) if text.len() == 4 => Ok(year),
        _ => Err("Năm phải có 4 chữ số, ví dụ 1990".to_owned()),
    }
}

/// Splits `09021952` or a day with `/`, `-`, `.` or spaces into its three parts.
fn split_whole(text: &str) -> Option<[String; 3]> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Some([
            text[..2].to_owned(),
            text[2..4].to_owned(),
            text[4..].to_owned(),
        ]);
    }
    let parts: Vec<&str> = text
        .split(['/', '-', '.', ' '])
        .filter(|part| !part.is_empty())
        .collect();
    match parts[..] {
        [day, month, year] => Some([day.to_owned(), month.to_owned(), year.to_owned()]),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(day: &str, month: &str, year: &str) -> Result<ReadDate, String> {
        TypedDate::new(day, month, year).read()
    }

    #[test]
    fn a_day_is_read_however_it_is_typed() {
        let born = Ok(ReadDate::Day(date(1952, 2, 9)));
        assert_eq!(read("9", "2", "1952"), born);
        assert_eq!(read(" 09 ", "02", "1952"), born);
        for whole in ["09021952", "9/2/1952", "09-02-1952", "9. 2. 1952"] {
            assert_eq!(read(whole, "", ""), born, "{whole}");
        }
        assert_eq!(read("", "", "1952"), Ok(ReadDate::Year(1952)));
        assert_eq!(read("", " ", ""), Ok(ReadDate::Empty));
        assert_eq!(TypedDate::of(date(1952, 2, 9)).read(), born);
    }

    #[test]
    fn a_day_that_cannot_be_says_how_to_mend_it() {
        let wrong = |day, month, year| read(day, month, year).expect_err("not a day");
        assert_eq!(
            wrong("31", "02", "2024"),
            "Ngày 31/02/2024 không có trong lịch"
        );
        assert!(wrong("02", "28", "1990").starts_with("Tháng phải từ 1 đến 12"));
        assert!(wrong("1", "", "1990").starts_with("Nhập đủ ngày"));
        assert!(wrong("ngày", "", "").starts_with("Nhập đủ ngày"));
        assert!(wrong("1", "1", "90").starts_with("Năm phải có 4 chữ số"));
        assert!(wrong("0", "1", "1990").starts_with("Ngày phải từ 1"));
        assert!(wrong("9²/2/1952", "", "").starts_with("Ngày phải từ 1"));
    }

    #[test]
    fn only_the_first_sentence_about_a_field_is_kept() {
        let mut errors = FormErrors::new();
        errors.add("name", "Nhập họ tên");
        errors.add("name", "Khác");
        errors.add("", "Cả tờ khai");
        assert_eq!(errors.len(), 2);
        assert_eq!(errors.of("name"), "Nhập họ tên");
        assert_eq!(errors.of("phone"), "");
        assert_eq!(errors.clone().or(()), Err(errors));
        assert_eq!(FormErrors::new().or(7), Ok(7));
    }
}

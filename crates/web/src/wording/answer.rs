//! What is wrong with an answer in a declaration, and how to mend it.

use domain::people::identity::NotABirthDate;
use domain::procedure::answers::AnswerProblemKind;
use domain::procedure::declaration::{FieldKind, FormField};

use super::field;
use crate::language::Language;

/// The sentence beside the question.
pub fn problem(asked: &FormField, why: &AnswerProblemKind) -> String {
    problem_in(asked, why, Language::Vietnamese)
}

/// The same in a language of the citizen's pages. English does not repeat the question: where it
/// has no English, it stays Vietnamese beside the sentence.
pub fn problem_in(asked: &FormField, why: &AnswerProblemKind, language: Language) -> String {
    let question = &asked.label;
    match (why, language) {
        (AnswerProblemKind::UnknownField, Language::Vietnamese) => {
            format!("Tờ khai không có mục \"{question}\". Tải lại trang rồi điền tiếp")
        }
        (AnswerProblemKind::UnknownField, Language::English) => {
            "The form has no such question. Load the page anew and go on".to_owned()
        }
        (AnswerProblemKind::Missing, _) => missing(asked, language),
        (AnswerProblemKind::TooLong { written, max }, _) => {
            let written = language.number(*written as u64);
            let max = language.number(*max as u64);
            match language {
                Language::Vietnamese => format!(
                    "\"{question}\" dài nhất {max} ký tự, ông/bà đã viết {written}. Viết gọn lại"
                ),
                Language::English => format!(
                    "This answer has at most {max} characters, you wrote {written}. Make it shorter"
                ),
            }
        }
        (AnswerProblemKind::SeveralLines, Language::Vietnamese) => {
            format!("Viết \"{question}\" trên một dòng, bỏ chỗ xuống dòng")
        }
        (AnswerProblemKind::SeveralLines, Language::English) => {
            "Write this answer on one line, without line breaks".to_owned()
        }
        (AnswerProblemKind::Name(why), _) => field::name_in(why, language),
        (AnswerProblemKind::PersonalId(why), _) => field::personal_id_in(why, language),
        (AnswerProblemKind::TaxCode(why), _) => field::tax_code_in(why, language),
        (AnswerProblemKind::Date(NotABirthDate::Unreadable { text }), _) if lacks_a_part(text) => {
            let said = language.say(
                "Nhập đủ ngày, tháng, năm, ví dụ 9/2/1952. Nếu chỉ nhớ năm thì ghi năm bằng 4 chữ \
                 số",
                "Enter day, month and year: 9/2/1952 is 9 February. If only the year is known, \
                 enter its 4 digits",
            );
            said.to_owned()
        }
        (AnswerProblemKind::Date(why), _) => field::birth_in(why, language),
        (AnswerProblemKind::Phone(why), _) => field::phone_in(why, language),
        (AnswerProblemKind::Email(why), _) => field::email_in(why, language),
        (AnswerProblemKind::Number, Language::Vietnamese) => {
            format!("Điền \"{question}\" bằng chữ số, ví dụ 3")
        }
        (AnswerProblemKind::Number, Language::English) => {
            "Answer in digits, for example 3".to_owned()
        }
        (AnswerProblemKind::Amount(why), _) => field::sum_in(why, language),
        (AnswerProblemKind::YesOrNo, Language::Vietnamese) => {
            format!("Chọn \"Có\" hoặc \"Không\" cho mục \"{question}\"")
        }
        (AnswerProblemKind::YesOrNo, Language::English) => "Choose \"Yes\" or \"No\"".to_owned(),
        (AnswerProblemKind::Choice, Language::Vietnamese) => {
            format!("Chọn một câu trả lời cho mục \"{question}\"")
        }
        (AnswerProblemKind::Choice, Language::English) => "Choose one answer".to_owned(),
    }
}

/// What to do depends on what stands there: boxes to fill, or answers to choose from.
fn missing(asked: &FormField, language: Language) -> String {
    let (vietnamese, english) = match asked.kind {
        FieldKind::Choice(_) | FieldKind::YesNo => ("Chọn câu trả lời cho mục", "Choose an answer"),
        FieldKind::Date => (
            "Nhập ngày, tháng, năm ở mục",
            "Enter the day, month and year",
        ),
        FieldKind::Line
        | FieldKind::Text
        | FieldKind::Name
        | FieldKind::PersonalId
        | FieldKind::TaxCode
        | FieldKind::Phone
        | FieldKind::Email
        | FieldKind::Address
        | FieldKind::Number
        | FieldKind::Amount => ("Điền mục", "Answer this question"),
    };
    match language {
        Language::Vietnamese => format!("{vietnamese} \"{}\"", asked.label),
        Language::English => english.to_owned(),
    }
}

/// Three boxes of which one stayed empty come as `/2/2026`.
fn lacks_a_part(text: &str) -> bool {
    text.contains('/') && text.split('/').any(|part| part.trim().is_empty())
}

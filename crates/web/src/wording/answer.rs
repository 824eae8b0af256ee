//! What is wrong with an answer in a declaration, and how to mend it.

use domain::people::identity::NotABirthDate;
use domain::procedure::answers::AnswerProblemKind;
use domain::procedure::declaration::{FieldKind, FormField};

use super::field;
use crate::show::number;

/// The sentence beside the question.
pub fn problem(asked: &FormField, why: &AnswerProblemKind) -> String {
    let question = &asked.label;
    match why {
        AnswerProblemKind::UnknownField => {
            format!("Tờ khai không có mục \"{question}\". Tải lại trang rồi điền tiếp")
        }
        AnswerProblemKind::Missing => missing(asked),
        AnswerProblemKind::TooLong { written, max } => format!(
            "\"{question}\" dài nhất {} ký tự, ông/bà đã viết {}. Viết gọn lại",
            number(*max as u64),
            number(*written as u64)
        ),
        AnswerProblemKind::SeveralLines => {
            format!("Viết \"{question}\" trên một dòng, bỏ chỗ xuống dòng")
        }
        AnswerProblemKind::Name(why) => field::name(why),
        AnswerProblemKind::PersonalId(why) => field::personal_id(why),
        AnswerProblemKind::TaxCode(why) => field::tax_code(why),
        AnswerProblemKind::Date(NotABirthDate::Unreadable { text }) if lacks_a_part(text) => {
            "Nhập đủ ngày, tháng, năm, ví dụ 9/2/1952. Nếu chỉ nhớ năm thì ghi năm bằng 4 chữ số"
                .to_owned()
        }
        AnswerProblemKind::Date(why) => field::birth(why),
        AnswerProblemKind::Phone(why) => field::phone(why),
        AnswerProblemKind::Email(why) => field::email(why),
        AnswerProblemKind::Number => {
            format!("Điền \"{question}\" bằng chữ số, ví dụ 3")
        }
        AnswerProblemKind::Amount(why) => field::sum(why),
        AnswerProblemKind::YesOrNo => format!("Chọn \"Có\" hoặc \"Không\" cho mục \"{question}\""),
        AnswerProblemKind::Choice => format!("Chọn một câu trả lời cho mục \"{question}\""),
    }
}

/// What to do depends on what stands there: boxes to fill, or answers to choose from.
fn missing(asked: &FormField) -> String {
    let question = &asked.label;
    match asked.kind {
        FieldKind::Choice(_) | FieldKind::YesNo => {
            format!("Chọn câu trả lời cho mục \"{question}\"")
        }
        FieldKind::Date => format!("Nhập ngày, tháng, năm ở mục \"{question}\""),
        FieldKind::Line
        | FieldKind::Text
        | FieldKind::Name
        | FieldKind::PersonalId
        | FieldKind::TaxCode
        | FieldKind::Phone
        | FieldKind::Email
        | FieldKind::Address
        | FieldKind::Number
        | FieldKind::Amount => format!("Điền mục \"{question}\""),
    }
}

/// Three boxes of which one stayed empty come as `/2/2026`.
fn lacks_a_part(text: &str) -> bool {
    text.contains('/') && text.split('/').any(|part| part.trim().is_empty())
}

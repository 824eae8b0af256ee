//! What is wrong with an answer in a declaration, and how to mend it.

use domain::procedure::answers::AnswerProblemKind;
use domain::procedure::declaration::FormField;

use super::field;
use crate::show::number;

/// The sentence beside the question.
pub fn problem(asked: &FormField, why: &AnswerProblemKind) -> String {
    let question = &asked.label;
    match why {
        AnswerProblemKind::UnknownField => {
            format!("Tờ khai không có mục \"{question}\". Tải lại trang rồi điền tiếp")
        }
        AnswerProblemKind::Missing => format!("Điền mục \"{question}\""),
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

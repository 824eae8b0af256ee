//! Why nothing is asked, answered, returned or concluded, and what to do about it.

use domain::dossier::refusal::consultation::ConsultationRefusal;

use crate::language::Language;

/// The sentence, in this language.
pub(super) fn refusal_in(why: ConsultationRefusal, language: Language) -> String {
    use ConsultationRefusal as C;
    let said = match why {
        C::NobodyAsked => language.say(
            "Chưa chọn nơi nào để hỏi. Chọn ít nhất một nơi.",
            "Nobody is asked. Choose at least one office.",
        ),
        C::QuestionMissing => language.say(
            "Chưa có câu hỏi, hoặc có câu hỏi để trống. Viết mỗi dòng một câu hỏi.",
            "A question is missing or empty. Write one question a line.",
        ),
        C::TooMuchAsked { most } => return too_much(most, language),
        C::QuestionUnknown { question } => return unknown(question, language),
        C::QuestionTwice { question } => return twice(question, language),
        C::UnitUnknown => language.say(
            "Đơn vị này không có trong tổ chức hôm nay. Chọn đơn vị khác.",
            "There is no such office today. Choose another one.",
        ),
        C::AsksItself => language.say(
            "Đơn vị đang giải quyết không hỏi ý kiến chính mình. Chọn đơn vị khác.",
            "An office does not ask itself. Choose another one.",
        ),
        C::AskedAlready => language.say(
            "Đơn vị này đã được hỏi và chưa trả lời. Chờ câu trả lời rồi mới hỏi thêm.",
            "This office was asked and has not answered. Wait for its answer first.",
        ),
        C::NameMissing => language.say(
            "Chưa ghi tên nơi được hỏi ở ngoài hệ thống. Nhập tên cơ quan.",
            "The office outside has no name. Enter its name.",
        ),
        C::TimeOutOfRange { most } => return out_of_range(most, language),
        C::OpinionsAwaited => language.say(
            "Còn nơi chưa trả lời ý kiến. Chờ trả lời, hoặc kết thúc lấy ý kiến và ghi lý do.",
            "Some offices have not answered. Wait for them, or end the consultation with a reason.",
        ),
        C::OpinionUnknown => language.say(
            "Hồ sơ không có ý kiến này. Mở lại trang hồ sơ.",
            "The application has no such opinion. Open its page again.",
        ),
        C::ConsultationUnknown { consultation } => return no_such(consultation, language),
        C::AnsweredAlready => language.say(
            "Ý kiến này đã được trả lời. Mở lại trang hồ sơ để xem.",
            "This was answered already. Open the page of the application again.",
        ),
        C::ConsultationOver => language.say(
            "Lần lấy ý kiến này đã kết thúc, không cần trả lời nữa.",
            "The consultation is over: no answer is needed any more.",
        ),
        C::ReplyMissing { question } => return missing(question, language),
        C::LetterMissing => language.say(
            "Nơi hỏi cần văn bản trả lời. Nhập số và ngày của văn bản.",
            "The answer is wanted as a letter. Enter its number and date.",
        ),
        C::NothingToReturn => language.say(
            "Không có câu trả lời nào trả lại được.",
            "There is no answer that could be returned.",
        ),
        C::ReturnedAlready => language.say(
            "Câu trả lời đã bị trả lại một lần. Lần này dùng câu trả lời như đã có.",
            "An answer was returned once already. Take this one as it is.",
        ),
        C::NotYetSilent => language.say(
            "Chưa đến lúc, hoặc việc này đã làm rồi. Hệ thống tự làm khi quá hạn.",
            "It is not yet time, or it was done before. It happens by itself when it is due.",
        ),
    };
    said.to_owned()
}

fn too_much(most: u16, language: Language) -> String {
    match language {
        Language::Vietnamese => format!(
            "Một lần lấy ý kiến có nhiều nhất {most} câu hỏi và {most} nơi được hỏi. Chia thành \
             nhiều lần."
        ),
        Language::English => format!(
            "A consultation has at most {most} questions and {most} offices. Divide it into several."
        ),
    }
}

fn unknown(question: u16, language: Language) -> String {
    match language {
        Language::Vietnamese => {
            format!("Không có câu hỏi số {question}. Ghi đúng số của câu hỏi.")
        }
        Language::English => {
            format!("There is no question {question}. Write the number of a question.")
        }
    }
}

fn no_such(consultation: u16, language: Language) -> String {
    match language {
        Language::Vietnamese => {
            format!(
                "Hồ sơ không có lần lấy ý kiến số {consultation}. Mở lại trang hồ sơ để xem số."
            )
        }
        Language::English => {
            format!("The application has no consultation {consultation}. Open its page again.")
        }
    }
}

fn twice(question: u16, language: Language) -> String {
    match language {
        Language::Vietnamese => format!("Câu hỏi số {question} ghi hai lần. Bỏ bớt một lần."),
        Language::English => format!("Question {question} stands twice. Leave one out."),
    }
}

fn out_of_range(most: u32, language: Language) -> String {
    let days = most / 480;
    match language {
        Language::Vietnamese => {
            format!("Thời gian trả lời từ một giờ đến {days} ngày làm việc. Nhập lại.")
        }
        Language::English => {
            format!("The time to answer is from one hour to {days} working days. Enter it again.")
        }
    }
}

fn missing(question: u16, language: Language) -> String {
    match language {
        Language::Vietnamese => {
            format!("Câu hỏi số {question} chưa có câu trả lời. Viết câu trả lời cho từng câu.")
        }
        Language::English => {
            format!("Question {question} has no answer. Write an answer to each question.")
        }
    }
}

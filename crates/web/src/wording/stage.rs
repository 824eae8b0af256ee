//! Stages and the ten national statuses.

use domain::dossier::status::NationalStatus;

use crate::language::Language;

/// The name of a national status, as the national portal shows it.
pub fn status(status: NationalStatus) -> &'static str {
    status_in(status, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn status_in(status: NationalStatus, language: Language) -> &'static str {
    match status {
        NationalStatus::Registered => language.say("Mới đăng ký", "Registered"),
        NationalStatus::Received => language.say("Được tiếp nhận", "Received"),
        NationalStatus::NotReceived => language.say("Không được tiếp nhận", "Not received"),
        NationalStatus::InProgress => language.say("Đang xử lý", "In progress"),
        NationalStatus::SupplementAsked => {
            language.say("Yêu cầu bổ sung giấy tờ", "Papers asked for")
        }
        NationalStatus::ObligationDue => {
            language.say("Yêu cầu thực hiện nghĩa vụ tài chính", "Payment asked for")
        }
        NationalStatus::Withdrawn => {
            language.say("Công dân yêu cầu rút hồ sơ", "Withdrawn by the applicant")
        }
        NationalStatus::Stopped => language.say("Dừng xử lý", "Stopped"),
        NationalStatus::Settled => language.say("Đã xử lý xong", "Settled"),
        NationalStatus::HandedOver => language.say("Đã trả kết quả", "Result handed over"),
    }
}

/// The name of a national status by its code, 1 to 10; empty for any other.
pub fn status_by_code(code: u8) -> &'static str {
    NationalStatus::ALL
        .into_iter()
        .find(|s| s.code() == code)
        .map_or("", status)
}

/// The name of an inner stage, by its stable name; empty for any other.
pub fn stage(name: &str) -> &'static str {
    stage_in(name, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn stage_in(name: &str, language: Language) -> &'static str {
    match name {
        "submitted" => language.say("Chờ quầy xem", "Waiting for the desk to look"),
        "awaiting_supplement" => language.say(
            "Chờ người nộp bổ sung",
            "Waiting for papers from the applicant",
        ),
        "refused" => language.say("Đã từ chối tiếp nhận", "Reception refused"),
        "received" => language.say("Đã tiếp nhận, chờ chuyển", "Received, to be passed on"),
        "examining" => language.say("Đang thẩm định", "Being examined"),
        "deciding" => language.say("Chờ lãnh đạo duyệt", "Waiting for the decision"),
        "numbering" => language.say("Chờ vào sổ", "Waiting to be recorded"),
        "resolved" => language.say("Có kết quả, chờ trả", "Result ready"),
        "handed_over" => language.say("Đã trả kết quả", "Result handed over"),
        "withdrawn" => language.say("Đã rút", "Withdrawn"),
        "stopped" => language.say("Đã dừng", "Stopped"),
        _ => "",
    }
}

/// What happens next, for the applicant.
pub fn next(name: &str, language: Language) -> &'static str {
    match name {
        "submitted" => language.say(
            "Cán bộ một cửa kiểm tra hồ sơ và trả lời trong 8 giờ làm việc.",
            "The desk checks the application and answers within 8 working hours.",
        ),
        "awaiting_supplement" => language.say(
            "Ông/bà bổ sung giấy tờ theo phiếu yêu cầu.",
            "You hand in the papers that were asked for.",
        ),
        "refused" => language.say(
            "Hồ sơ kết thúc ở đây. Lý do ghi trong phiếu từ chối.",
            "The application ends here. The refusal slip gives the reason.",
        ),
        "received" => language.say(
            "Quầy chuyển hồ sơ đến bộ phận chuyên môn trong ngày làm việc.",
            "The desk passes it on to the office in charge within the working day.",
        ),
        "examining" => language.say(
            "Cán bộ thẩm định xem xét rồi trình lãnh đạo.",
            "A case officer examines it and submits it for decision.",
        ),
        "deciding" => language.say(
            "Lãnh đạo xem xét và ký.",
            "The head of the office decides and signs.",
        ),
        "numbering" => language.say(
            "Văn thư vào sổ và chuyển kết quả về quầy.",
            "The result is recorded and sent to the desk.",
        ),
        "resolved" => language.say("Mời ông/bà nhận kết quả.", "You can collect the result."),
        "handed_over" => language.say(
            "Hồ sơ đã xong. Kết quả đã đến tay ông/bà.",
            "All is done. You have the result.",
        ),
        "withdrawn" => language.say(
            "Hồ sơ kết thúc theo yêu cầu rút của ông/bà.",
            "The application ended because you withdrew it.",
        ),
        "stopped" => language.say(
            "Hồ sơ kết thúc. Lý do ghi trong thông báo dừng giải quyết.",
            "The application ended. The notice of stopping gives the reason.",
        ),
        _ => "",
    }
}

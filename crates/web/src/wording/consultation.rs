//! What is said about opinions: buttons, events, where they stand.

use domain::dossier::consultation::command::ConsultationAct;
use domain::dossier::consultation::event::ConsultationEvent;
use domain::dossier::consultation::{AnswerForm, HowEnded, OpinionStanding, Stance};

use crate::language::Language;

/// The words on the button.
pub fn button(act: ConsultationAct) -> &'static str {
    match act {
        ConsultationAct::Ask => "Lấy ý kiến",
        ConsultationAct::HandOn => "Giao người trả lời ý kiến",
        ConsultationAct::Answer => "Trả lời ý kiến",
        ConsultationAct::Bounce => "Trả lại câu trả lời",
        ConsultationAct::Conclude => "Kết thúc lấy ý kiến",
        ConsultationAct::Escalate => "Báo người đứng đầu",
        ConsultationAct::RecordSilence => "Ghi nhận không trả lời",
    }
}

/// The act's part of addresses in the API.
pub fn address(act: ConsultationAct) -> &'static str {
    match act {
        ConsultationAct::Ask => "ask-opinions",
        ConsultationAct::HandOn => "hand-on-opinion",
        ConsultationAct::Answer => "answer-opinion",
        ConsultationAct::Bounce => "return-opinion",
        ConsultationAct::Conclude => "conclude-consultation",
        ConsultationAct::Escalate => "escalate-opinion",
        ConsultationAct::RecordSilence => "record-silence",
    }
}

/// The act's part of addresses among officials.
pub fn slug(act: ConsultationAct) -> &'static str {
    match act {
        ConsultationAct::Ask => "lay-y-kien",
        ConsultationAct::HandOn => "giao-tra-loi",
        ConsultationAct::Answer => "tra-loi-y-kien",
        ConsultationAct::Bounce => "tra-lai-cau-tra-loi",
        ConsultationAct::Conclude => "ket-thuc-lay-y-kien",
        ConsultationAct::Escalate => "bao-nguoi-dung-dau",
        ConsultationAct::RecordSilence => "ghi-nhan-khong-tra-loi",
    }
}

/// What was done, said right after it.
pub fn done(act: ConsultationAct) -> &'static str {
    match act {
        ConsultationAct::Ask => "Đã gửi câu hỏi. Nơi được hỏi thấy hạn trả lời của mình.",
        ConsultationAct::HandOn => "Đã giao người trả lời ý kiến.",
        ConsultationAct::Answer => "Đã gửi câu trả lời ý kiến.",
        ConsultationAct::Bounce => "Đã trả lại câu trả lời. Nơi được hỏi có hạn trả lời mới.",
        ConsultationAct::Conclude => "Đã kết thúc lấy ý kiến.",
        ConsultationAct::Escalate => "Đã báo người đứng đầu nơi được hỏi.",
        ConsultationAct::RecordSilence => "Đã ghi nhận không trả lời.",
    }
}

/// What pressing the button leads to.
pub fn leads_to(act: ConsultationAct) -> &'static str {
    match act {
        ConsultationAct::Ask => {
            "Mỗi nơi được hỏi có hạn trả lời riêng, tính theo giờ làm việc từ bây giờ. Khi còn nơi \
             chưa trả lời, hồ sơ chưa trình được."
        }
        ConsultationAct::HandOn => "Người được giao thấy câu hỏi trong phần ý kiến của đơn vị.",
        ConsultationAct::Answer => {
            "Trả lời từng câu hỏi. Sau khi gửi, ông/bà chỉ còn xem được câu hỏi và câu trả lời của \
             đơn vị mình."
        }
        ConsultationAct::Bounce => {
            "Chỉ trả lại được một lần, khi câu trả lời không có nội dung. Nơi được hỏi có thêm thời \
             gian để trả lời lại."
        }
        ConsultationAct::Conclude => {
            "Các câu trả lời đã có được giữ nguyên. Nơi chưa trả lời không phải trả lời nữa."
        }
        ConsultationAct::Escalate | ConsultationAct::RecordSilence => {
            "Hệ thống tự làm khi quá hạn trả lời."
        }
    }
}

/// What happened.
pub fn event(event: &ConsultationEvent, language: Language) -> &'static str {
    match event {
        ConsultationEvent::Asked(_) => {
            language.say("Lấy ý kiến nơi khác", "Other offices were asked")
        }
        ConsultationEvent::HandedOn { .. } => {
            language.say("Giao người trả lời ý kiến", "An answer was assigned")
        }
        ConsultationEvent::Answered(_) => {
            language.say("Đã trả lời ý kiến", "An office has answered")
        }
        ConsultationEvent::Bounced { .. } => language.say(
            "Trả lại câu trả lời chưa có nội dung",
            "An empty answer was returned",
        ),
        ConsultationEvent::Escalated { .. } => language.say(
            "Quá hạn trả lời ý kiến, đã báo người đứng đầu",
            "An answer is overdue and was put before the head of the office",
        ),
        ConsultationEvent::SilenceRecorded { .. } => language.say(
            "Ghi nhận nơi được hỏi không trả lời",
            "That an office did not answer was recorded",
        ),
        ConsultationEvent::Ended(_) => {
            language.say("Kết thúc lấy ý kiến", "The consultation is over")
        }
    }
}

/// Whether the applicant sees it: that others are asked, and that it is over.
pub fn is_public(event: &ConsultationEvent) -> bool {
    matches!(
        event,
        ConsultationEvent::Asked(_) | ConsultationEvent::Ended(_)
    )
}

/// What an answer to one question comes to.
pub fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::Agree => "Đồng ý",
        Stance::AgreeIfMended => "Đồng ý nếu chỉnh sửa, bổ sung",
        Stance::Disagree => "Không đồng ý",
        Stance::NotOurs => "Không thuộc thẩm quyền",
        Stance::Other => "Ý kiến khác",
    }
}

/// In which form an answer is wanted.
pub fn form(form: AnswerForm) -> &'static str {
    match form {
        AnswerForm::Here => "Trả lời trên phần mềm",
        AnswerForm::Letter => "Văn bản có số, ngày",
    }
}

/// Where an opinion stands.
pub fn standing(standing: OpinionStanding) -> &'static str {
    match standing {
        OpinionStanding::Waiting => "Chờ trả lời",
        OpinionStanding::Answered => "Đã trả lời",
        OpinionStanding::Silent => "Không trả lời",
        OpinionStanding::Dropped => "Không cần trả lời nữa",
    }
}

/// How a consultation was over.
pub fn ended(how: HowEnded) -> &'static str {
    match how {
        HowEnded::Complete => "Đã kết thúc",
        HowEnded::TakenBack => "Kết thúc sớm, không chờ nơi chưa trả lời",
        HowEnded::Lapsed => "Kết thúc cùng hồ sơ",
    }
}

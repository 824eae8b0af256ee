//! What happened, in plain words for a timeline.

use domain::dossier::Outcome;
use domain::dossier::event::Event;

use crate::language::Language;

/// What happened, as the applicant reads it.
pub fn event(event: &Event) -> &'static str {
    event_in(event, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn event_in(event: &Event, language: Language) -> &'static str {
    match event {
        Event::Submitted(_) => language.say("Hồ sơ đã được nộp", "Application submitted"),
        Event::Received { .. } => language.say("Quầy đã tiếp nhận hồ sơ", "Received by the desk"),
        Event::SupplementAsked {
            again_because: None,
            ..
        } => language.say("Yêu cầu bổ sung giấy tờ", "Papers asked for"),
        Event::SupplementAsked {
            again_because: Some(_),
            ..
        } => language.say(
            "Lãnh đạo yêu cầu bổ sung thêm một lần",
            "More papers asked for by the head of the office",
        ),
        Event::Supplemented { .. } => language.say("Đã nhận giấy tờ bổ sung", "Papers received"),
        Event::ReceptionRefused { .. } => {
            language.say("Từ chối tiếp nhận hồ sơ", "Reception refused")
        }
        Event::Forwarded { .. } => {
            language.say("Chuyển sang bước tiếp theo", "Passed on to the next step")
        }
        Event::Assigned { .. } => language.say("Giao cán bộ xử lý", "Given to a case officer"),
        Event::Examined { .. } => {
            language.say("Cán bộ ghi ý kiến thẩm định", "Opinion of the case officer")
        }
        Event::Proposed { proposal, .. } => match proposal.outcome {
            Outcome::Granted => language.say("Trình lãnh đạo phê duyệt", "Submitted for approval"),
            Outcome::Declined => language.say(
                "Trình lãnh đạo từ chối giải quyết",
                "Submitted to be declined",
            ),
        },
        Event::SentBack { .. } => language.say("Trả lại bước trước", "Sent back one step"),
        Event::PulledBack { .. } => language.say(
            "Người chuyển rút lại hồ sơ",
            "Taken back by whoever passed it on",
        ),
        Event::Approved { .. } => language.say("Lãnh đạo đã phê duyệt", "Approved"),
        Event::Declined { .. } => language.say("Lãnh đạo từ chối giải quyết", "Declined"),
        Event::ResultRecorded { .. } => language.say("Đã có kết quả", "Result issued"),
        Event::HandedOver { .. } => language.say("Đã trả kết quả", "Result handed over"),
        Event::Withdrawn { .. } => {
            language.say("Người nộp rút hồ sơ", "Withdrawn by the applicant")
        }
        Event::Stopped { .. } => language.say("Dừng giải quyết hồ sơ", "Stopped"),
        Event::Corrected { .. } => language.say("Đính chính thông tin", "Details corrected"),
        Event::Charged { .. } => language.say("Lập khoản thu phí, lệ phí", "Fees charged"),
        Event::PaymentRecorded { .. } => language.say("Đã thu tiền", "Payment received"),
        Event::Waived { .. } => language.say("Miễn, giảm phí, lệ phí", "Fees waived or reduced"),
        Event::Rated { .. } => language.say(
            "Người nộp đánh giá việc phục vụ",
            "Service rated by the applicant",
        ),
        Event::FeedbackGiven { .. } => {
            language.say("Người nộp phản ánh", "Complaint by the applicant")
        }
        Event::FeedbackAnswered { .. } => {
            language.say("Lãnh đạo trả lời phản ánh", "Complaint answered")
        }
        Event::TakenOver { .. } => language.say(
            "Tiếp nhận từ đơn vị cũ",
            "Taken over from an office that was closed",
        ),
        Event::Paused(_) => language.say("Tạm dừng tính thời hạn", "The time limit was paused"),
        Event::Resumed { .. } => language.say("Tính tiếp thời hạn", "The time limit runs again"),
        Event::Apologised(_) => language.say(
            "Cơ quan xin lỗi và hẹn lại ngày trả",
            "The office apologised and set a new day",
        ),
        Event::Routed(_) => language.say("Phân công theo quy tắc", "Given to whoever is there"),
        Event::Along(_) => language.say(
            "Hồ sơ đi tiếp theo quy trình",
            "The application goes on along its process",
        ),
        Event::PromiseMoved(_) => language.say(
            "Ngày hẹn dời vì lịch làm việc thay đổi",
            "The promised day moved because the working calendar changed",
        ),
        Event::Consultation(event) => super::consultation::event(event, language),
    }
}

/// Whether the applicant sees the event on the tracking page: inner notes are not theirs.
pub fn is_public(event: &Event) -> bool {
    if let Event::Consultation(event) = event {
        return super::consultation::is_public(event);
    }
    !matches!(
        event,
        Event::Examined { .. } | Event::Assigned { .. } | Event::Routed(_) | Event::Along(_)
    )
}

//! What happened, in plain words for a timeline.

use domain::dossier::Outcome;
use domain::dossier::event::Event;

/// What happened, as the applicant reads it.
pub fn event(event: &Event) -> &'static str {
    match event {
        Event::Submitted(_) => "Hồ sơ đã được nộp",
        Event::Received { .. } => "Quầy đã tiếp nhận hồ sơ",
        Event::SupplementAsked {
            again_because: None,
            ..
        } => "Yêu cầu bổ sung giấy tờ",
        Event::SupplementAsked {
            again_because: Some(_),
            ..
        } => "Lãnh đạo yêu cầu bổ sung thêm một lần",
        Event::Supplemented { .. } => "Đã nhận giấy tờ bổ sung",
        Event::ReceptionRefused { .. } => "Từ chối tiếp nhận hồ sơ",
        Event::Forwarded { .. } => "Chuyển sang bước tiếp theo",
        Event::Assigned { .. } => "Giao cán bộ xử lý",
        Event::Examined { .. } => "Cán bộ ghi ý kiến thẩm định",
        Event::Proposed { proposal, .. } => match proposal.outcome {
            Outcome::Granted => "Trình lãnh đạo phê duyệt",
            Outcome::Declined => "Trình lãnh đạo từ chối giải quyết",
        },
        Event::SentBack { .. } => "Trả lại bước trước",
        Event::Approved { .. } => "Lãnh đạo đã phê duyệt",
        Event::Declined { .. } => "Lãnh đạo từ chối giải quyết",
        Event::ResultRecorded { .. } => "Đã có kết quả",
        Event::HandedOver { .. } => "Đã trả kết quả",
        Event::Withdrawn { .. } => "Người nộp rút hồ sơ",
        Event::Stopped { .. } => "Dừng giải quyết hồ sơ",
        Event::Corrected { .. } => "Đính chính thông tin",
        Event::Charged { .. } => "Lập khoản thu phí, lệ phí",
        Event::PaymentRecorded { .. } => "Đã thu tiền",
        Event::Waived { .. } => "Miễn, giảm phí, lệ phí",
        Event::Rated { .. } => "Người nộp đánh giá việc phục vụ",
        Event::FeedbackGiven { .. } => "Người nộp phản ánh",
        Event::FeedbackAnswered { .. } => "Lãnh đạo trả lời phản ánh",
        Event::TakenOver { .. } => "Tiếp nhận từ đơn vị cũ",
    }
}

/// Whether the applicant sees the event on the tracking page: inner notes are not theirs.
pub fn is_public(event: &Event) -> bool {
    !matches!(event, Event::Examined { .. } | Event::Assigned { .. })
}

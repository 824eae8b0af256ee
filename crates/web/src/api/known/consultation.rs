//! What the rules on opinions may answer.

use super::Known;
use super::kinds::refusal;

/// Refusals about consultations.
pub(super) const CONSULTATION: &[Known] = &[
    refusal(
        "nobody-asked",
        "Chưa hỏi nơi nào",
        "Ghi ít nhất một mục trong \"asked\".",
    ),
    refusal(
        "question-missing",
        "Thiếu câu hỏi",
        "Ghi \"questions\": mỗi câu hỏi một mục, không để trống.",
    ),
    refusal(
        "too-much-asked",
        "Hỏi quá nhiều trong một lần",
        "Chia thành nhiều lần \"ask-opinions\".",
    ),
    refusal(
        "question-unknown",
        "Không có câu hỏi số này",
        "Ghi số của câu hỏi, từ 1, theo thứ tự trong \"questions\".",
    ),
    refusal(
        "question-twice",
        "Một câu hỏi ghi hai lần",
        "Ghi mỗi số câu hỏi một lần.",
    ),
    refusal(
        "unit-unknown",
        "Không có đơn vị này hôm nay",
        "Ghi \"unit\" là mã của một đơn vị đang hoạt động.",
    ),
    refusal(
        "asks-itself",
        "Đơn vị hỏi chính mình",
        "Chọn đơn vị khác đơn vị đang giải quyết.",
    ),
    refusal(
        "asked-already",
        "Đơn vị này đang được hỏi",
        "Chờ câu trả lời trước rồi mới hỏi thêm.",
    ),
    refusal(
        "name-missing",
        "Thiếu tên nơi được hỏi",
        "Ghi \"outside\": tên cơ quan ở ngoài hệ thống.",
    ),
    refusal(
        "time-out-of-range",
        "Thời gian trả lời không hợp lệ",
        "Ghi \"minutes\" từ 1 đến 19200 phút làm việc.",
    ),
    refusal(
        "opinions-awaited",
        "Còn nơi chưa trả lời ý kiến",
        "Chờ trả lời, hoặc gọi \"conclude-consultation\" kèm lý do.",
    ),
    refusal(
        "opinion-unknown",
        "Không có ý kiến số này",
        "Ghi \"opinion\" là số có trong \"consultations\" của hồ sơ.",
    ),
    refusal(
        "consultation-unknown",
        "Không có lần lấy ý kiến số này",
        "Ghi \"consultation\" là \"number\" của một mục trong \"consultations\" của hồ sơ.",
    ),
    refusal(
        "answered-already",
        "Ý kiến đã được trả lời",
        "Không cần gọi lại. Câu trả lời có trong lịch sử hồ sơ.",
    ),
    refusal(
        "consultation-over",
        "Lần lấy ý kiến đã kết thúc",
        "Không cần trả lời, trả lại hay kết thúc nữa.",
    ),
    refusal(
        "reply-missing",
        "Thiếu câu trả lời cho một câu hỏi",
        "Ghi trong \"replies\" mỗi câu hỏi một mục có \"text\".",
    ),
    refusal(
        "letter-missing",
        "Thiếu văn bản trả lời",
        "Ghi \"paper_number\" và \"paper_dated_on\" của văn bản.",
    ),
    refusal(
        "nothing-to-return",
        "Không có câu trả lời để trả lại",
        "Chờ câu trả lời.",
    ),
    refusal(
        "returned-already",
        "Đã trả lại một lần",
        "Dùng câu trả lời như đã có.",
    ),
    refusal(
        "not-yet-silent",
        "Chưa đến lúc ghi nhận",
        "Hệ thống tự báo và ghi nhận khi quá hạn trả lời.",
    ),
];

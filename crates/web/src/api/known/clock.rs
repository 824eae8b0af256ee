//! What the rules on the clock may answer: pauses, apologies, new days.

use super::Known;
use super::kinds::refusal;

/// Refusals about the clock.
pub(super) const CLOCK: &[Known] = &[
    refusal(
        "not-received-yet",
        "Hồ sơ chưa được tiếp nhận",
        "Chưa tính thời hạn. Tiếp nhận hồ sơ (\"receive\") trước.",
    ),
    refusal(
        "settled-already",
        "Hồ sơ đã có kết quả hoặc đã kết thúc",
        "Không còn tính thời hạn nên không tạm dừng, tính tiếp hay hẹn lại nữa.",
    ),
    refusal(
        "nothing-promised",
        "Hồ sơ không hẹn ngày trả",
        "Thủ tục không có thời hạn riêng nên không có gì để tạm dừng hay hẹn lại.",
    ),
    refusal(
        "clock-paused",
        "Thời hạn đang tạm dừng",
        "Gọi \"resume\" trước; khi chờ bổ sung thì chờ người nộp bổ sung.",
    ),
    refusal(
        "already-paused",
        "Thời hạn đang tạm dừng rồi",
        "Mỗi lúc chỉ có một lần tạm dừng. Gọi \"resume\" trước khi tạm dừng bằng căn cứ khác.",
    ),
    refusal(
        "pause-overlaps",
        "Trùng với lúc chờ bổ sung",
        "Yêu cầu bổ sung đã dừng thời hạn. Hai lần tạm dừng không chồng lên nhau.",
    ),
    refusal(
        "not-paused",
        "Không có lần tạm dừng nào để kết thúc",
        "Không cần gọi \"resume\". Chờ bổ sung thì tính tiếp khi bổ sung đến.",
    ),
    refusal(
        "ground-not-listed",
        "Không tạm dừng bằng căn cứ này",
        "Chọn \"ground\" trong danh sách của tài liệu API; thiếu giấy tờ thì gọi \"ask-supplement\".",
    ),
    refusal(
        "paper-number-missing",
        "Thiếu số của văn bản",
        "Ghi \"paper_number\": số, ký hiệu của văn bản.",
    ),
    refusal(
        "paper-dated-in-future",
        "Văn bản ghi ngày sau hôm nay",
        "Ghi \"paper_dated_on\" là hôm nay hoặc trước đó.",
    ),
    refusal(
        "paper-dated-before-reception",
        "Thư ghi ngày trước ngày tiếp nhận",
        "Ghi \"paper_dated_on\" từ ngày tiếp nhận đến hôm nay.",
    ),
    refusal(
        "cause-not-listed",
        "Nguyên nhân không có trong danh mục",
        "Chọn \"cause\" trong danh mục đang áp dụng vào ngày của thư.",
    ),
    refusal(
        "extension-out-of-range",
        "Số ngày hẹn lại không hợp với thời hạn",
        "Ghi \"extension_days\" từ 1 đến số ngày của thời hạn đầu.",
    ),
    refusal(
        "already-apologised",
        "Đã hẹn lại một lần",
        "Mỗi hồ sơ chỉ được hẹn lại một lần. Người đứng đầu cơ quan giải trình với cấp trên.",
    ),
    refusal(
        "apology-missing",
        "Hồ sơ quá hạn chưa có thư xin lỗi",
        "Lãnh đạo cơ quan giải quyết gọi \"apologise\" rồi mới trình được.",
    ),
    refusal(
        "promise-stays",
        "Ngày hẹn giữ nguyên khi đổi lịch",
        "Ngày hẹn đã cho không lùi về trước. Chỉ hệ thống dời ngày hẹn sau khi đổi lịch.",
    ),
];

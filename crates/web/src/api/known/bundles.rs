//! What the rules of bundles refuse, and what outside systems are told.

use super::Known;

const fn no(kebab: &'static str, title: &'static str, mend: &'static str) -> Known {
    Known {
        kebab,
        status: 409,
        title,
        mend,
    }
}

/// The kinds.
pub(super) const BUNDLES: &[Known] = &[
    no(
        "bundle-child-not-optional",
        "Việc không thuộc nhóm",
        "Chỉ ghi trong \"chosen\" các việc tùy chọn của nhóm, như the-bhyt.",
    ),
    no(
        "bundle-other-kind",
        "Nhóm đã đổi",
        "Nhóm liên thông vừa được cập nhật. Đọc lại rồi gửi lại.",
    ),
    no(
        "bundle-over",
        "Hồ sơ liên thông đã kết thúc",
        "Không làm được việc này nữa. Cần gì thêm thì nộp hồ sơ mới.",
    ),
    no(
        "bundle-already-withdrawn",
        "Hồ sơ liên thông đã rút",
        "Không cần rút lại.",
    ),
    no(
        "bundle-child-not-running",
        "Không ai đang giải quyết việc này",
        "Đọc lại hồ sơ để xem đang ở bước nào.",
    ),
    no(
        "bundle-not-yours",
        "Không phải việc của tài khoản này",
        "Dùng tài khoản của nơi nhận hồ sơ liên thông hoặc của lãnh đạo cơ quan.",
    ),
    no(
        "bundle-changed-since",
        "Hồ sơ liên thông vừa có diễn biến mới",
        "Đọc lại hồ sơ, ghi \"version\" mới vào \"seen\" rồi gửi lại.",
    ),
    no(
        "bundle-only-persons",
        "Chỉ dành cho cá nhân",
        "Ghi người đề nghị là một người.",
    ),
    no(
        "bundle-unanswered",
        "Việc đã chọn cần thêm câu trả lời",
        "Điền ô được nêu trong \"answers\", hoặc bỏ việc đó khỏi \"chosen\".",
    ),
    no(
        "bundle-no-agency",
        "Chưa rõ cơ quan có thẩm quyền",
        "Ghi tên một xã, phường của tỉnh trong ô được nêu.",
    ),
    no(
        "bundle-payout",
        "Chưa chi trả được",
        "Ghi đủ người nhận, cách nhận và tài khoản.",
    ),
    no(
        "bundle-papers-missing",
        "Thiếu giấy tờ",
        "Gửi kèm các giấy tờ được nêu, mỗi giấy một lần.",
    ),
    no(
        "bundle-not-numbered",
        "Nơi nhận chưa có mã",
        "Báo quản trị ghi mã định danh cho nơi nhận hồ sơ.",
    ),
    no(
        "bundle-child-refused",
        "Một việc trong nhóm không mở được",
        "Lý do nằm trong \"detail\". Sửa rồi gửi lại.",
    ),
    no(
        "bundle-nothing-to-review",
        "Không có trả lời nào chờ xem",
        "Đọc lại hồ sơ.",
    ),
    no(
        "bundle-note-missing",
        "Thiếu ghi chú",
        "Ghi một câu về việc đã làm.",
    ),
    no(
        "bundle-reason-missing",
        "Thiếu lý do rút",
        "Ghi vào \"reason\" lý do người nộp đưa ra.",
    ),
    no(
        "bundle-nothing-to-decide",
        "Không có gì phải quyết định",
        "Đọc lại hồ sơ.",
    ),
    Known {
        kebab: "partner-signature",
        status: 401,
        title: "Chữ ký không đúng",
        mend: "Ký bằng khóa dùng chung, ghi đúng tên bên gửi và giờ ký không lệch quá 5 phút.",
    },
    Known {
        kebab: "partner-message",
        status: 422,
        title: "Thông điệp không đọc được",
        mend: "Gửi JSON gồm \"part\", \"verdict\" và \"facts\", không quá 50 dữ kiện.",
    },
    Known {
        kebab: "partner-unknown-bundle",
        status: 404,
        title: "Không có hồ sơ liên thông này",
        mend: "Kiểm tra mã trong \"part\".",
    },
    Known {
        kebab: "partner-not-yours",
        status: 403,
        title: "Việc này do hệ thống khác giải quyết",
        mend: "Chỉ trả lời cho việc đã được chuyển tới hệ thống của mình.",
    },
];

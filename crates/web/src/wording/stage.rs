//! Stages and the ten national statuses.

use domain::dossier::status::NationalStatus;

/// The name of a national status, as the national portal shows it.
pub fn status(status: NationalStatus) -> &'static str {
    match status {
        NationalStatus::Registered => "Mới đăng ký",
        NationalStatus::Received => "Được tiếp nhận",
        NationalStatus::NotReceived => "Không được tiếp nhận",
        NationalStatus::InProgress => "Đang xử lý",
        NationalStatus::SupplementAsked => "Yêu cầu bổ sung giấy tờ",
        NationalStatus::ObligationDue => "Yêu cầu thực hiện nghĩa vụ tài chính",
        NationalStatus::Withdrawn => "Công dân yêu cầu rút hồ sơ",
        NationalStatus::Stopped => "Dừng xử lý",
        NationalStatus::Settled => "Đã xử lý xong",
        NationalStatus::HandedOver => "Đã trả kết quả",
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
    match name {
        "submitted" => "Chờ quầy xem",
        "awaiting_supplement" => "Chờ người nộp bổ sung",
        "refused" => "Đã từ chối tiếp nhận",
        "received" => "Đã tiếp nhận, chờ chuyển",
        "examining" => "Đang thẩm định",
        "deciding" => "Chờ lãnh đạo duyệt",
        "numbering" => "Chờ vào sổ",
        "resolved" => "Có kết quả, chờ trả",
        "handed_over" => "Đã trả kết quả",
        "withdrawn" => "Đã rút",
        "stopped" => "Đã dừng",
        _ => "",
    }
}

/// What happens next, for the applicant.
pub fn next(name: &str) -> &'static str {
    match name {
        "submitted" => "Cán bộ một cửa kiểm tra hồ sơ và trả lời trong 8 giờ làm việc.",
        "awaiting_supplement" => "Ông/bà bổ sung giấy tờ theo phiếu yêu cầu.",
        "refused" => "Hồ sơ kết thúc ở đây. Lý do ghi trong phiếu từ chối.",
        "received" => "Quầy chuyển hồ sơ đến bộ phận chuyên môn trong ngày làm việc.",
        "examining" => "Cán bộ thẩm định xem xét rồi trình lãnh đạo.",
        "deciding" => "Lãnh đạo xem xét và ký.",
        "numbering" => "Văn thư vào sổ và chuyển kết quả về quầy.",
        "resolved" => "Mời ông/bà nhận kết quả.",
        "handed_over" => "Hồ sơ đã xong. Kết quả đã đến tay ông/bà.",
        "withdrawn" => "Hồ sơ kết thúc theo yêu cầu rút của ông/bà.",
        "stopped" => "Hồ sơ kết thúc. Lý do ghi trong thông báo dừng giải quyết.",
        _ => "",
    }
}

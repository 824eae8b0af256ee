//! Invented people, papers and steps, as long and as awkward as they come.

use crate::components::{Fact, Light, Place, ReceivedFile, Step, Task, Tone};
use crate::form::{Choice, FormErrors};
use crate::language::Language;

pub(super) const LONG_NAME: &str =
    "Nguyễn Đoàn Hoàng Ẳng Ẫm Ế Ộ Ị Tôn Nữ Công Tằng Thị Ngọc Quỳnh Hương H'Uyn Liêng Hót Knul";

pub(super) fn choices() -> Vec<Choice> {
    let choices = vec![
        Choice::new("desk", "Tại quầy")
            .hint("Bộ phận Một cửa xã Mường Tè, 07:30–11:30, 13:00–17:00"),
        Choice::new(
            "post",
            "Gửi về nhà qua bưu chính công ích, người nhận trả cước khi nhận",
        ),
        Choice::new("online", "Bản điện tử"),
    ];
    Choice::pick(choices, "post")
}

pub(super) fn all_errors() -> FormErrors {
    let mut errors = FormErrors::new();
    errors.add(
        "",
        "Hồ sơ này đã nộp lúc 14:05, 28/02/2024. Không cần nộp lại",
    );
    errors.add(
        "full_name",
        "Nhập họ, chữ đệm và tên như trong giấy khai sinh",
    );
    errors.add(
        "personal_id",
        "Đây là số CMND cũ (9 số). Nhập số định danh 12 số in trên thẻ căn cước",
    );
    errors.add("born_on", "Ngày 31/02/2024 không có trong lịch");
    errors.add("delivery", "Chọn nơi nhận kết quả");
    errors.add("notify", "Chọn ít nhất một cách báo tin");
    errors.add("commune", "Chọn xã, phường nơi ở");
    errors.add("reason", "Nhập lý do xin cấp lại");
    errors.add(
        "birth_paper",
        "Tệp nặng 31 MB, mức nhận là 20 MB. Chụp lại từng trang hoặc giảm cỡ ảnh",
    );
    errors.add("password", "Nhập mật khẩu");
    errors.add("promise", "Đánh dấu vào lời cam đoan để tiếp tục");
    errors
}

pub(super) fn lights() -> Vec<Light> {
    vec![
        Light::days_left(6, Language::Vietnamese),
        Light::days_left(1, Language::Vietnamese),
        Light::overdue(2, Language::Vietnamese),
        Light::paused(jiff::civil::date(2024, 3, 4), Language::Vietnamese),
        Light::done_early(1, Language::Vietnamese),
        Light::done_late(3, Language::Vietnamese),
        Light::new(Tone::Calm, "Chưa tính hạn"),
    ]
}

pub(super) fn steps() -> Vec<Step> {
    let clerk = "Lò Thị Mai, Bộ phận Một cửa xã Mường Tè";
    vec![
        Step::new(
            Place::Past,
            "Nộp trực tuyến",
            "14:05, 28/02/2024",
            "Giàng A Phềnh",
        ),
        Step::new(Place::Past, "Tiếp nhận", "08:02, 29/02/2024", clerk)
            .note("Đủ giấy tờ. Giấy tiếp nhận đã gửi qua tin nhắn tới số …678."),
        Step::new(
            Place::Now,
            "Thẩm định",
            "từ 08:15, 04/03/2024",
            "Công chức Tư pháp – Hộ tịch",
        ),
        Step::new(Place::Next, "Lãnh đạo ký", "dự kiến 05/03/2024", ""),
        Step::new(Place::Next, "Trả kết quả tại quầy", "hẹn 06/03/2024", ""),
    ]
}

pub(super) fn files() -> Vec<ReceivedFile> {
    let sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned();
    let birth = ReceivedFile {
        paper: "Giấy chứng sinh".to_owned(),
        name: "giay-chung-sinh.pdf".to_owned(),
        pages: Some(2),
        bytes: 1_258_291,
        sha256,
        fault: String::new(),
    };
    let blurred = ReceivedFile {
        paper: "Văn bản ủy quyền đi đăng ký khai sinh cho người không phải cha, mẹ".to_owned(),
        name: "IMG_20240228_140512_ảnh-chụp-bằng-điện-thoại-của-ông-nội-rất-rất-dài.jpg".to_owned(),
        pages: None,
        bytes: 358_400,
        fault: "Ảnh bị mờ, cán bộ có thể không đọc được".to_owned(),
        ..birth.clone()
    };
    vec![birth, blurred]
}

pub(super) fn facts() -> Vec<Fact> {
    vec![
        Fact::new("Họ, chữ đệm và tên", LONG_NAME).change("/nop/7/ten"),
        Fact::new("Ngày sinh", "thứ Tư, 28/02/2024").change("/nop/7/ngay-sinh"),
        Fact::new("Nơi thường trú", "Bản Nậm Củm, xã Bum Nưa, tỉnh Lai Châu")
            .source("Lấy từ CSDL dân cư lúc 14:01, 28/02/2024"),
    ]
}

pub(super) fn tasks() -> Vec<Task> {
    let task = |name: &str, href: &str, status: &str| Task {
        name: name.to_owned(),
        href: href.to_owned(),
        done: status.is_empty() && !href.is_empty(),
        status: status.to_owned(),
        hint: String::new(),
    };
    let mut papers = task("Giấy tờ", "/nop/7/giay-to", "Đang làm");
    papers.hint = "Đã có 1 trong 2 giấy tờ".to_owned();
    vec![
        task("Người được khai sinh", "/nop/7/tre", ""),
        papers,
        task("Kiểm tra lại và nộp", "", ""),
    ]
}

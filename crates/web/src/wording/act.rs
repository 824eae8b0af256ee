//! What the buttons say.

use domain::dossier::command::Act;

use super::consultation;

/// The words on the button.
pub fn button(act: Act) -> &'static str {
    match act {
        Act::Submit => "Nộp hồ sơ",
        Act::ReceiveInPerson => "Tiếp nhận tại quầy",
        Act::Receive => "Tiếp nhận",
        Act::AskSupplement => "Yêu cầu bổ sung",
        Act::Supplement => "Ghi nhận bổ sung",
        Act::RefuseReception => "Từ chối tiếp nhận",
        Act::Forward => "Chuyển xử lý",
        Act::Assign => "Phân công",
        Act::Examine => "Ghi ý kiến",
        Act::Propose => "Trình lãnh đạo",
        Act::SendBack => "Trả lại bước trước",
        Act::PullBack => "Rút lại",
        Act::Approve => "Phê duyệt",
        Act::Decline => "Từ chối giải quyết",
        Act::RecordResult => "Vào sổ kết quả",
        Act::HandOver => "Trả kết quả",
        Act::Withdraw => "Rút hồ sơ",
        Act::Stop => "Dừng giải quyết",
        Act::Correct => "Đính chính",
        Act::Charge => "Lập khoản thu",
        Act::RecordPayment => "Thu tiền",
        Act::Waive => "Miễn, giảm",
        Act::Rate => "Đánh giá",
        Act::GiveFeedback => "Phản ánh",
        Act::AnswerFeedback => "Trả lời phản ánh",
        Act::TakeOver => "Tiếp nhận từ đơn vị cũ",
        Act::Pause => "Tạm dừng",
        Act::Resume => "Tiếp tục giải quyết",
        Act::Apologise => "Xin lỗi và hẹn lại",
        Act::Along => "Hoàn thành bước",
        Act::CompleteBeside => "Hoàn thành việc song song",
        Act::SettleAtOnce => "Giải quyết tại chỗ",
        Act::RunOut => "Hết thời gian chờ",
        Act::MovePromise => "Dời ngày hẹn",
        Act::Route => "Chuyển khỏi hộp của người vắng",
        Act::Consult(act) => consultation::button(act),
    }
}

/// The act's part of addresses in the API, such as `ask-supplement`.
pub fn address(act: Act) -> &'static str {
    match act {
        Act::Submit => "submit",
        Act::ReceiveInPerson => "receive-in-person",
        Act::Receive => "receive",
        Act::AskSupplement => "ask-supplement",
        Act::Supplement => "supplement",
        Act::RefuseReception => "refuse",
        Act::Forward => "forward",
        Act::Assign => "assign",
        Act::Examine => "examine",
        Act::Propose => "propose",
        Act::SendBack => "send-back",
        Act::PullBack => "pull-back",
        Act::Approve => "approve",
        Act::Decline => "decline",
        Act::RecordResult => "record-result",
        Act::HandOver => "hand-over",
        Act::Withdraw => "withdraw",
        Act::Stop => "stop",
        Act::Correct => "correct",
        Act::Charge => "charge",
        Act::RecordPayment => "record-payment",
        Act::Waive => "waive",
        Act::Rate => "rate",
        Act::GiveFeedback => "give-feedback",
        Act::AnswerFeedback => "answer-feedback",
        Act::TakeOver => "take-over",
        Act::Pause => "pause",
        Act::Resume => "resume",
        Act::Apologise => "apologise",
        Act::Along => "complete-step",
        Act::CompleteBeside => "complete-beside",
        Act::SettleAtOnce => "settle-at-once",
        Act::RunOut => "run-out",
        Act::MovePromise => "move-promise",
        Act::Route => "route",
        Act::Consult(act) => consultation::address(act),
    }
}

/// The act's part of addresses among officials, such as `yeu-cau-bo-sung`.
pub fn slug(act: Act) -> &'static str {
    match act {
        Act::Submit => "nop",
        Act::ReceiveInPerson => "tiep-nhan-tai-quay",
        Act::Receive => "tiep-nhan",
        Act::AskSupplement => "yeu-cau-bo-sung",
        Act::Supplement => "bo-sung",
        Act::RefuseReception => "tu-choi-tiep-nhan",
        Act::Forward => "chuyen",
        Act::Assign => "phan-cong",
        Act::Examine => "y-kien",
        Act::Propose => "trinh",
        Act::SendBack => "tra-lai",
        Act::PullBack => "rut-lai",
        Act::Approve => "phe-duyet",
        Act::Decline => "tu-choi-giai-quyet",
        Act::RecordResult => "vao-so",
        Act::HandOver => "tra-ket-qua",
        Act::Withdraw => "rut",
        Act::Stop => "dung",
        Act::Correct => "dinh-chinh",
        Act::Charge => "khoan-thu",
        Act::RecordPayment => "thu-tien",
        Act::Waive => "mien-giam",
        Act::Rate => "danh-gia",
        Act::GiveFeedback => "phan-anh",
        Act::AnswerFeedback => "tra-loi-phan-anh",
        Act::TakeOver => "tiep-nhan-tu-don-vi-cu",
        Act::Pause => "tam-dung",
        Act::Resume => "tiep-tuc",
        Act::Apologise => "xin-loi",
        Act::Along => "hoan-thanh-buoc",
        Act::CompleteBeside => "viec-song-song",
        Act::SettleAtOnce => "tai-cho",
        Act::RunOut => "het-thoi-gian-cho",
        Act::MovePromise => "doi-ngay-hen",
        Act::Route => "chuyen-nguoi-vang",
        Act::Consult(act) => consultation::slug(act),
    }
}

/// The act on a dossier that has this part of an address.
pub fn from_slug(text: &str) -> Option<Act> {
    Act::ON_DOSSIER.into_iter().find(|act| slug(*act) == text)
}

/// What was done, said right after it.
pub fn done(act: Act) -> &'static str {
    match act {
        Act::Submit => "Đã nộp hồ sơ.",
        Act::ReceiveInPerson | Act::Receive => "Đã tiếp nhận hồ sơ. In giấy hẹn cho người nộp.",
        Act::AskSupplement => "Đã ghi yêu cầu bổ sung. In phiếu cho người nộp.",
        Act::Supplement => "Đã ghi nhận giấy tờ bổ sung.",
        Act::RefuseReception => "Đã từ chối tiếp nhận. In phiếu từ chối cho người nộp.",
        Act::Forward => "Đã chuyển hồ sơ sang bước tiếp theo.",
        Act::Assign => "Đã giao hồ sơ.",
        Act::Examine => "Đã ghi ý kiến.",
        Act::Propose => "Đã trình lãnh đạo.",
        Act::SendBack => "Đã trả lại bước trước.",
        Act::PullBack => "Đã rút lại hồ sơ vừa chuyển.",
        Act::Approve => "Đã phê duyệt. Hồ sơ chuyển văn thư vào sổ.",
        Act::Decline => "Đã từ chối giải quyết. Hồ sơ chuyển văn thư vào sổ.",
        Act::RecordResult => "Đã vào sổ. Kết quả chuyển về quầy để trả.",
        Act::HandOver => "Đã trả kết quả. Hồ sơ đã xong.",
        Act::Withdraw => "Đã ghi việc rút hồ sơ.",
        Act::Stop => "Đã dừng giải quyết hồ sơ.",
        Act::Correct => "Đã đính chính.",
        Act::Charge => "Đã lập khoản thu.",
        Act::RecordPayment => "Đã ghi nhận tiền thu.",
        Act::Waive => "Đã ghi miễn, giảm.",
        Act::Rate => "Đã ghi đánh giá.",
        Act::GiveFeedback => "Đã gửi phản ánh.",
        Act::AnswerFeedback => "Đã trả lời phản ánh.",
        Act::TakeOver => "Đã tiếp nhận hồ sơ từ đơn vị cũ. Mã hồ sơ và ngày hẹn trả giữ nguyên.",
        Act::Pause => "Đã tạm dừng tính thời hạn. Người nộp đọc được lý do trên trang tra cứu.",
        Act::Resume => "Đã tính tiếp thời hạn.",
        Act::Apologise => "Đã ghi thư xin lỗi và ngày hẹn mới.",
        Act::Along => "Đã hoàn thành bước. Hồ sơ đi tiếp theo quy trình.",
        Act::CompleteBeside => "Đã hoàn thành việc song song.",
        Act::SettleAtOnce => "Đã giải quyết và trả kết quả tại chỗ. Hồ sơ đã xong.",
        Act::RunOut => "Đã ghi hết thời gian chờ.",
        Act::MovePromise => "Đã dời ngày hẹn theo lịch làm việc mới.",
        Act::Route => "Đã chuyển hồ sơ khỏi hộp của người vắng.",
        Act::Consult(act) => consultation::done(act),
    }
}

/// What pressing the button leads to; said before it is pressed.
pub fn leads_to(act: Act) -> &'static str {
    match act {
        Act::Submit | Act::ReceiveInPerson => "",
        Act::Receive => {
            "Ghi từng giấy tờ đã có ở dạng nào. Hệ thống hẹn ngày trả từ lúc bấm Tiếp nhận."
        }
        Act::AskSupplement => {
            "Chỉ được yêu cầu một lần: xem hết giấy tờ rồi ghi đủ mọi thứ cần bổ sung vào một phiếu."
        }
        Act::Supplement => "Ghi giấy tờ người nộp vừa mang đến.",
        Act::RefuseReception => {
            "Hồ sơ sẽ kết thúc và không mở lại được. Người nộp nhận phiếu từ chối có lý do."
        }
        Act::Forward => "Hồ sơ rời khỏi quầy, đến bộ phận thẩm định.",
        Act::Assign => "Người được giao thấy hồ sơ trong việc của mình.",
        Act::Examine => "Chỉ cán bộ xem được ý kiến và dấu kiểm; người nộp không thấy.",
        Act::Propose => "Lãnh đạo nhận hồ sơ cùng ý kiến của ông/bà.",
        Act::SendBack => "Hồ sơ về bước trước, đến người đã giữ ở bước đó.",
        Act::PullBack => "Hồ sơ về lại bước vừa chuyển, khi người nhận chưa làm gì.",
        Act::Approve => "Hồ sơ chuyển văn thư vào sổ và phát hành kết quả.",
        Act::Decline => {
            "Việc bị từ chối bằng văn bản có lý do; hồ sơ chuyển văn thư vào sổ rồi trả người nộp."
        }
        Act::RecordResult => "Kết quả được vào sổ và chuyển về quầy để trả người nộp.",
        Act::HandOver => "Hồ sơ kết thúc khi người nộp đã cầm kết quả.",
        Act::Withdraw => "Hồ sơ sẽ kết thúc theo yêu cầu của người nộp và không mở lại được.",
        Act::Stop => {
            "Hồ sơ sẽ kết thúc và không mở lại được. Người nộp nhận thông báo dừng có lý do."
        }
        Act::Correct => "Sửa một nhầm lẫn thật. Nội dung cũ và lý do vẫn còn trong dòng thời gian.",
        Act::Charge => "Mức thu lấy từ danh mục của thủ tục, không nhập tay.",
        Act::RecordPayment => "Chỉ ghi khi tiền đã nhận đủ và biên lai đã viết.",
        Act::Waive => "Miễn toàn bộ phần còn phải thu.",
        Act::Rate => "Chỉ người nộp đánh giá, một lần.",
        Act::GiveFeedback => "Chỉ người nộp phản ánh về hồ sơ của mình.",
        Act::AnswerFeedback => "Người nộp đọc câu trả lời trên trang tra cứu hồ sơ.",
        Act::TakeOver => {
            "Hồ sơ chuyển về đơn vị tiếp nối. Mã hồ sơ, ngày hẹn trả và bước đang làm giữ nguyên."
        }
        Act::Pause => {
            "Thời hạn dừng tính, hồ sơ không chuyển bước cho đến khi tính tiếp. Người nộp đọc được \
             căn cứ và lý do."
        }
        Act::Resume => {
            "Thời hạn tính tiếp từ bây giờ. Ngày hẹn trả lùi theo thời gian đã tạm dừng."
        }
        Act::Apologise => {
            "Chỉ được hẹn lại một lần. Người nộp đọc được lời xin lỗi, lý do và ngày hẹn mới."
        }
        Act::Route => "Hệ thống chuyển hồ sơ của người vắng đến người làm thay hoặc đơn vị.",
        Act::Along => "Chọn kết quả của bước; hồ sơ đi tiếp theo quy trình đã công bố.",
        Act::CompleteBeside => "Việc này làm song song; hồ sơ đi tiếp khi các nhánh đã xong.",
        Act::SettleAtOnce => {
            "Tiếp nhận, thẩm định, phê duyệt, vào sổ và trả kết quả trong một lần. Hồ sơ sẽ kết thúc."
        }
        Act::RunOut => "Hệ thống tự ghi khi hết thời gian chờ.",
        Act::MovePromise => "Hệ thống dời ngày hẹn sau khi đổi lịch làm việc được xác nhận.",
        Act::Consult(act) => consultation::leads_to(act),
    }
}

/// Whether the act ends or denies something for the applicant: it asks for a second look.
pub fn is_grave(act: Act) -> bool {
    matches!(
        act,
        Act::RefuseReception | Act::Decline | Act::Withdraw | Act::Stop
    )
}

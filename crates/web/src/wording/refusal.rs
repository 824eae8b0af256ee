//! Every refusal in a sentence that says what is wrong and how to mend it.

use domain::dossier::refusal::Refusal;
use domain::procedure::Case;
use domain::procedure::paper::PaperKey;
use store::{AccountRefusal, NotDone};

use crate::show;

/// Why a command was not carried out. `case` names papers and fees where it is known.
pub fn not_done(why: &NotDone, case: Option<&Case>) -> String {
    match why {
        NotDone::Refused(why) => refusal(why, case),
        NotDone::KeyReused => {
            "Yêu cầu này đã được gửi với nội dung khác. Tải lại trang rồi làm lại.".to_owned()
        }
        NotDone::NoSuchDossier => {
            "Không có hồ sơ mang mã này. Kiểm tra 4 số cuối trên giấy hẹn.".to_owned()
        }
        NotDone::NoSuchFile(_) => {
            "Tệp kèm theo không còn trên máy chủ. Chọn lại tệp rồi gửi lại.".to_owned()
        }
    }
}

/// Why the rules say no.
pub fn refusal(why: &Refusal, case: Option<&Case>) -> String {
    let paper = |key: &PaperKey| {
        case.and_then(|case| case.paper(key))
            .map_or_else(|| key.0.clone(), |p| p.name.clone())
    };
    let text = match why {
        Refusal::NotYours => {
            "Việc này không thuộc vai trò hoặc đơn vị của ông/bà. Chuyển cho người phụ trách."
        }
        Refusal::HeldByAnother { .. } => {
            "Cán bộ khác đang giữ hồ sơ này. Nhờ lãnh đạo phân công lại nếu cần."
        }
        Refusal::NotAtThisStage => {
            "Hồ sơ không ở bước làm được việc này. Mở hồ sơ để xem đang ở bước nào."
        }
        Refusal::ChangedSince { events } => {
            return format!(
                "Hồ sơ vừa có {} thay đổi mới kể từ lúc ông/bà mở trang. Xem thay đổi bên dưới \
                 rồi làm lại; những gì đã nhập vẫn còn.",
                events.len()
            );
        }
        Refusal::UnknownProcedure => "Không có thủ tục mang mã này. Tìm lại trong danh mục.",
        Refusal::ProcedureNotInForce => {
            "Thủ tục này đã hết hiệu lực. Tìm thủ tục thay thế trong danh mục."
        }
        Refusal::UnknownDesk => "Nơi nộp này không còn hoạt động. Chọn nơi nộp khác.",
        Refusal::NotReceivedHere => {
            "Quầy này không tiếp nhận thủ tục đã chọn. Chọn nơi nộp trong danh sách của thủ tục."
        }
        Refusal::UnknownCase => "Thủ tục không có trường hợp này. Chọn lại trường hợp.",
        Refusal::ChannelClosed => {
            "Trường hợp này không nhận qua cách nộp đã chọn. Chọn cách nộp khác."
        }
        Refusal::AssistedNotAtDesk => {
            "Chỉ ghi có hỗ trợ khi người nộp đang ở quầy. Chọn cách nộp \"Trực tiếp tại quầy\" \
             hoặc bỏ mục hỗ trợ."
        }
        Refusal::NotReadBack => {
            "Đọc lại nội dung đã nhập cho người nộp nghe rồi đánh dấu đã đọc lại."
        }
        Refusal::WrongApplicantKind => {
            "Thủ tục này không dành cho loại người nộp đã chọn. Xem mục \"Ai làm được\"."
        }
        Refusal::DeskHasNoCode => {
            "Quầy chưa có mã định danh nên chưa cấp được mã hồ sơ. Nhờ quản trị bổ sung mã."
        }
        Refusal::NoCalendar { year } => {
            return format!(
                "Chưa có lịch làm việc năm {year} nên chưa hẹn được ngày trả. Nhờ quản trị nhập lịch."
            );
        }
        Refusal::PapersMissing { papers } => {
            let names: Vec<String> = papers
                .iter()
                .map(|key| format!("\"{}\"", paper(key)))
                .collect();
            return format!("Còn thiếu giấy tờ: {}.", names.join("; "));
        }
        Refusal::UnknownPaper { paper: key } => {
            return format!("Trường hợp này không yêu cầu giấy tờ \"{}\".", paper(key));
        }
        Refusal::PaperTwice { paper: key } => {
            return format!(
                "Giấy tờ \"{}\" được ghi hai lần. Giữ lại một lần.",
                paper(key)
            );
        }
        Refusal::PaperNotToBeAsked { paper: key } => {
            return format!(
                "Giấy \"{}\" đã có trong cơ sở dữ liệu nên không được yêu cầu nộp lại.",
                paper(key)
            );
        }
        Refusal::NothingMissing => "Nêu ít nhất một giấy tờ cần bổ sung và cần làm gì với nó.",
        Refusal::AlreadyAskedOnce => {
            "Hồ sơ đã được yêu cầu bổ sung một lần. Chỉ lãnh đạo được yêu cầu thêm và phải nêu lý do."
        }
        Refusal::LeaderReasonMissing => "Nêu lý do vì sao phải yêu cầu bổ sung thêm một lần.",
        Refusal::NothingAdded => "Chưa có giấy tờ nào được bổ sung. Chọn tệp hoặc sửa tờ khai.",
        Refusal::ReasonMissing => "Nhập lý do để người nhận hiểu vì sao.",
        Refusal::NothingExamined => "Nhập ý kiến hoặc đánh dấu ít nhất một giấy tờ.",
        Refusal::OfficerUnknown => "Không có cán bộ này hoặc tài khoản đã khóa. Chọn người khác.",
        Refusal::OfficerInAnotherUnit => "Cán bộ này thuộc đơn vị khác. Chọn người cùng đơn vị.",
        Refusal::OfficerLacksRole => "Cán bộ này không có vai trò thụ lý. Chọn người khác.",
        Refusal::AlreadyTheirs => "Hồ sơ này đã được giao cho người đó rồi.",
        Refusal::ProposedToDecline => {
            "Cán bộ trình từ chối giải quyết. Bấm \"Từ chối giải quyết\" và nêu lý do, hoặc trả lại."
        }
        Refusal::ResultNumberMissing => "Nhập số, ký hiệu của văn bản kết quả.",
        Refusal::ResultDatedInFuture { dated_on } => {
            return format!(
                "Ngày của văn bản ({}) sau hôm nay. Nhập ngày hôm nay hoặc trước đó.",
                show::date(*dated_on)
            );
        }
        Refusal::ResultDatedBeforeSubmission {
            dated_on,
            submitted_on,
        } => {
            return format!(
                "Ngày của văn bản ({}) trước ngày nộp hồ sơ ({}). Nhập ngày ban hành văn bản cho \
                 hồ sơ này; với bản sao, trích lục thì nhập ngày cấp lần này.",
                show::date(*dated_on),
                show::date(*submitted_on)
            );
        }
        Refusal::ResultFileMissing => {
            "Người nộp chọn nhận bản điện tử. Chọn tệp kết quả trước khi vào sổ."
        }
        Refusal::RecipientMissing => "Nhập tên người nhận kết quả.",
        Refusal::StillOwed { amount } => {
            return format!(
                "Còn {} chưa thu. Thu tiền hoặc ghi miễn, giảm trước.",
                amount.show()
            );
        }
        Refusal::NothingOwed => "Hồ sơ không còn khoản nào phải thu.",
        Refusal::MoreThanOwed { owed } => {
            return format!(
                "Số tiền lớn hơn khoản phải thu. Chỉ còn phải thu {}.",
                owed.show()
            );
        }
        Refusal::NoAmount => "Chọn ít nhất một khoản và số lượng lớn hơn 0.",
        Refusal::ReceiptNumberMissing => "Nhập số biên lai.",
        Refusal::UnknownFee { .. } => "Khoản này không có trong danh mục của thủ tục.",
        Refusal::FeeWithoutAmount { .. } => {
            "Tỉnh chưa nhập mức thu của khoản này. Nhờ quản trị bổ sung mức thu."
        }
        Refusal::AlreadyCharged { .. } => "Khoản này đã được lập rồi.",
        Refusal::NothingToCharge => "Không còn khoản nào để lập theo danh mục của thủ tục.",
        Refusal::NothingToCorrect => "Nội dung đính chính giống nội dung đang có.",
        Refusal::AlreadyRated => "Hồ sơ này đã được đánh giá. Mỗi hồ sơ đánh giá một lần.",
        Refusal::FeedbackUnanswered => {
            "Phản ánh trước đang chờ trả lời. Gửi được phản ánh mới sau khi có trả lời."
        }
        Refusal::NoFeedback => "Hồ sơ không có phản ánh nào chờ trả lời.",
        Refusal::NothingSaid => "Nhập nội dung bằng lời rồi gửi lại.",
        Refusal::NothingToTakeOver => {
            "Các đơn vị phụ trách hồ sơ này vẫn hoạt động nên không có gì phải tiếp nhận."
        }
        Refusal::NoSuccessor => {
            "Chưa ghi đơn vị nào tiếp nối đơn vị cũ. Nhờ quản trị bổ sung trong tổ chức bộ máy."
        }
        Refusal::SeveralSuccessors => {
            "Có nhiều đơn vị tiếp nối đơn vị cũ. Cán bộ của một trong các đơn vị đó tự tiếp nhận."
        }
        Refusal::NotReceivedYet => {
            "Hồ sơ chưa được tiếp nhận nên chưa tính thời hạn. Tiếp nhận trước rồi làm việc này."
        }
        Refusal::SettledAlready => {
            "Hồ sơ đã có kết quả hoặc đã kết thúc nên không còn tính thời hạn."
        }
        Refusal::NothingPromised => {
            "Thủ tục này không có thời hạn riêng, hồ sơ chưa hẹn ngày trả nên không có gì để làm."
        }
        Refusal::ClockPaused => {
            "Thời hạn đang tạm dừng. Bấm \"Tiếp tục giải quyết\" trước rồi làm việc này."
        }
        Refusal::AlreadyPaused => "Thời hạn đang tạm dừng rồi. Chỉ có một lần tạm dừng một lúc.",
        Refusal::PauseOverlaps => {
            "Hồ sơ đang chờ người nộp bổ sung, thời hạn đã dừng. Hai lần tạm dừng không chồng lên \
             nhau: chờ bổ sung xong."
        }
        Refusal::NotPaused => {
            "Không có lần tạm dừng nào để kết thúc. Chờ bổ sung thì tính tiếp khi bổ sung đến."
        }
        Refusal::GroundNotListed => {
            "Không tạm dừng bằng căn cứ này. Thiếu giấy tờ thì dùng \"Yêu cầu bổ sung\"."
        }
        Refusal::PaperNumberMissing => "Nhập số, ký hiệu của văn bản.",
        Refusal::PaperDatedInFuture { dated_on } => {
            return format!(
                "Ngày của văn bản ({}) sau hôm nay. Nhập ngày hôm nay hoặc trước đó.",
                show::date(*dated_on)
            );
        }
        Refusal::PaperDatedBeforeReception {
            dated_on,
            received_on,
        } => {
            return format!(
                "Ngày của thư ({}) trước ngày tiếp nhận hồ sơ ({}). Nhập ngày ký thư.",
                show::date(*dated_on),
                show::date(*received_on)
            );
        }
        Refusal::CauseNotListed => {
            "Nguyên nhân này không có trong danh mục vào ngày của thư. Chọn nguyên nhân khác."
        }
        Refusal::ExtensionOutOfRange { most } => {
            return format!("Hẹn lại thêm từ 1 đến {most} ngày làm việc, không quá thời hạn đầu.");
        }
        Refusal::AlreadyApologised => {
            "Hồ sơ đã được hẹn lại một lần, không hẹn lại lần nữa. Lãnh đạo giải trình với cấp trên."
        }
        Refusal::ApologyMissing => {
            "Hồ sơ quá hạn mà chưa có thư xin lỗi nên chưa trình được. Lãnh đạo cơ quan giải quyết \
             bấm \"Xin lỗi và hẹn lại\" rồi trình lại."
        }
    };
    text.to_owned()
}

/// Why an account was not changed.
pub fn account(why: AccountRefusal) -> &'static str {
    match why {
        AccountRefusal::LoginTaken => "Tên đăng nhập này đã có người dùng. Chọn tên khác.",
        AccountRefusal::Unknown => "Không có tài khoản này. Tải lại danh sách.",
        AccountRefusal::InvitationUsedUp => {
            "Đường dẫn này đã dùng hoặc đã hết hạn. Nhờ quản trị gửi đường dẫn mới."
        }
        AccountRefusal::LastAdministrator => {
            "Đây là quản trị viên cuối cùng. Thêm quản trị viên khác trước."
        }
    }
}

//! Every refusal in a sentence that says what is wrong and how to mend it.

mod clock;
mod consultation;
mod course;
mod routing;

use domain::dossier::refusal::Refusal;
use domain::procedure::Case;
use domain::procedure::paper::PaperKey;
use store::{AccountRefusal, NotDone};

use crate::language::Language;

/// Why a command was not carried out. `case` names papers and fees where it is known.
pub fn not_done(why: &NotDone, case: Option<&Case>) -> String {
    not_done_in(why, case, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn not_done_in(why: &NotDone, case: Option<&Case>, language: Language) -> String {
    let text = match why {
        NotDone::Refused(why) => return refusal_in(why, case, language),
        NotDone::KeyReused => language.say(
            "Yêu cầu này đã được gửi với nội dung khác. Tải lại trang rồi làm lại.",
            "This request was sent before with another content. Load the page anew and do it \
             again.",
        ),
        NotDone::NoSuchDossier => language.say(
            "Không có hồ sơ mang mã này. Kiểm tra 4 số cuối trên giấy hẹn.",
            "No application has this code. Check its last 4 digits on the receipt.",
        ),
        NotDone::NoSuchFile(_) => language.say(
            "Tệp kèm theo không còn trên máy chủ. Chọn lại tệp rồi gửi lại.",
            "An attached file is no longer on the server. Choose it again and send it once more.",
        ),
    };
    text.to_owned()
}

/// Why the rules say no.
pub fn refusal(why: &Refusal, case: Option<&Case>) -> String {
    refusal_in(why, case, Language::Vietnamese)
}

/// The same in a language of the citizen's pages, also what only officials are refused. English
/// names no paper: names stay Vietnamese, and the page shows them beside.
pub fn refusal_in(why: &Refusal, case: Option<&Case>, language: Language) -> String {
    let quoted = |key: &PaperKey| {
        let paper = case.and_then(|case| case.paper(key));
        let name = paper.map_or(key.0.as_str(), |paper| paper.name.as_str());
        format!("\"{name}\"")
    };
    let text = match why {
        Refusal::NotYours => language.say(
            "Việc này không thuộc vai trò hoặc đơn vị của ông/bà. Chuyển cho người phụ trách.",
            "This does not belong to your role or unit. Pass it on to whoever is in charge.",
        ),
        Refusal::HeldByAnother { .. } => language.say(
            "Cán bộ khác đang giữ hồ sơ này. Nhờ lãnh đạo phân công lại nếu cần.",
            "Another official holds this application. Ask the leader to assign it anew if needed.",
        ),
        Refusal::NotAtThisStage => language.say(
            "Hồ sơ không ở bước làm được việc này. Mở hồ sơ để xem đang ở bước nào.",
            "The application is not at a step where this can be done. Open it to see its step.",
        ),
        Refusal::ChangedSince { events } => {
            let count = events.len();
            return match language {
                Language::Vietnamese => format!(
                    "Hồ sơ vừa có {count} thay đổi mới kể từ lúc ông/bà mở trang. Xem thay đổi bên \
                     dưới rồi làm lại; những gì đã nhập vẫn còn."
                ),
                Language::English => {
                    let count = language.count(count as u64, "", "new change", "new changes");
                    format!(
                        "{count} since you opened the page. See what changed, then do it again; \
                         what you typed is still there."
                    )
                }
            };
        }
        Refusal::UnknownProcedure => language.say(
            "Không có thủ tục mang mã này. Tìm lại trong danh mục.",
            "No procedure has this code. Look it up again in the list of procedures.",
        ),
        Refusal::ProcedureNotInForce => language.say(
            "Thủ tục này đã hết hiệu lực. Tìm thủ tục thay thế trong danh mục.",
            "This procedure is no longer in force. Find the one in its place in the list of \
             procedures.",
        ),
        Refusal::UnknownDesk => language.say(
            "Nơi nộp này không còn hoạt động. Chọn nơi nộp khác.",
            "This desk is no longer open. Choose another one.",
        ),
        Refusal::NotReceivedHere => language.say(
            "Quầy này không tiếp nhận thủ tục đã chọn. Chọn nơi nộp trong danh sách của thủ tục.",
            "This desk does not receive the procedure you chose. Choose a desk from the \
             procedure’s list.",
        ),
        Refusal::UnknownCase => language.say(
            "Thủ tục không có trường hợp này. Chọn lại trường hợp.",
            "The procedure has no such case. Choose the case again.",
        ),
        Refusal::ChannelClosed => language.say(
            "Trường hợp này không nhận qua cách nộp đã chọn. Chọn cách nộp khác.",
            "This case is not received in the way you chose. Choose another way to apply.",
        ),
        Refusal::AssistedNotAtDesk => language.say(
            "Chỉ ghi có hỗ trợ khi người nộp đang ở quầy. Chọn cách nộp \"Trực tiếp tại quầy\" \
             hoặc bỏ mục hỗ trợ.",
            "Help with typing is noted only for somebody at the desk. Choose \"In person at the \
             desk\", or leave the help out.",
        ),
        Refusal::NotReadBack => language.say(
            "Đọc lại nội dung đã nhập cho người nộp nghe rồi đánh dấu đã đọc lại.",
            "Read what was typed back to the applicant, then tick that it was read back.",
        ),
        Refusal::WrongApplicantKind => language.say(
            "Thủ tục này không dành cho loại người nộp đã chọn. Xem mục \"Ai làm được\".",
            "This procedure is not for the kind of applicant you chose. See \"Who can apply\" on \
             its page.",
        ),
        Refusal::DeskHasNoCode => language.say(
            "Quầy chưa có mã định danh nên chưa cấp được mã hồ sơ. Nhờ quản trị bổ sung mã.",
            "The desk has no identification code yet, so it can give no application code. Ask the \
             administrator to enter one.",
        ),
        Refusal::NoCalendar { year } => {
            return match language {
                Language::Vietnamese => format!(
                    "Chưa có lịch làm việc năm {year} nên chưa hẹn được ngày trả. Nhờ quản trị \
                     nhập lịch."
                ),
                Language::English => format!(
                    "The working calendar of {year} is not entered yet, so no day can be promised. \
                     Ask the administrator to enter it."
                ),
            };
        }
        Refusal::PapersMissing { papers } => {
            return match language {
                Language::Vietnamese => {
                    let names: Vec<String> = papers.iter().map(quoted).collect();
                    format!("Còn thiếu giấy tờ: {}.", names.join("; "))
                }
                Language::English => {
                    let count = papers.len() as u64;
                    let count = language.count(count, "", "paper is", "papers are");
                    format!("{count} missing. Add each of them, then send again.")
                }
            };
        }
        Refusal::UnknownPaper { paper } => {
            return match language {
                Language::Vietnamese => {
                    format!("Trường hợp này không yêu cầu giấy tờ {}.", quoted(paper))
                }
                Language::English => {
                    "One of the papers is not asked for in this case. Leave it out.".to_owned()
                }
            };
        }
        Refusal::PaperTwice { paper } => {
            return match language {
                Language::Vietnamese => format!(
                    "Giấy tờ {} được ghi hai lần. Giữ lại một lần.",
                    quoted(paper)
                ),
                Language::English => {
                    "One of the papers was entered twice. Keep it once.".to_owned()
                }
            };
        }
        Refusal::PaperNotToBeAsked { paper } => {
            return match language {
                Language::Vietnamese => format!(
                    "Giấy {} đã có trong cơ sở dữ liệu nên không được yêu cầu nộp lại.",
                    quoted(paper)
                ),
                Language::English => {
                    "A database holds one of the papers: do not ask for it.".to_owned()
                }
            };
        }
        Refusal::NothingMissing => language.say(
            "Nêu ít nhất một giấy tờ cần bổ sung và cần làm gì với nó.",
            "Name at least one paper to be handed in, and what to do about it.",
        ),
        Refusal::AlreadyAskedOnce => language.say(
            "Hồ sơ đã được yêu cầu bổ sung một lần. Chỉ lãnh đạo được yêu cầu thêm và phải nêu lý \
             do.",
            "The applicant was asked once already. Only a leader may ask again, and has to say \
             why.",
        ),
        Refusal::LeaderReasonMissing => language.say(
            "Nêu lý do vì sao phải yêu cầu bổ sung thêm một lần.",
            "Say why the applicant has to be asked once more.",
        ),
        Refusal::NothingAdded => language.say(
            "Chưa có giấy tờ nào được bổ sung. Chọn tệp hoặc sửa tờ khai.",
            "Nothing was added yet. Choose a file, or correct the form.",
        ),
        Refusal::ReasonMissing => language.say(
            "Nhập lý do để người nhận hiểu vì sao.",
            "Enter a reason, so that whoever gets it understands why.",
        ),
        Refusal::NothingExamined => language.say(
            "Nhập ý kiến hoặc đánh dấu ít nhất một giấy tờ.",
            "Enter a note, or mark at least one paper.",
        ),
        Refusal::OfficerUnknown => language.say(
            "Không có cán bộ này hoặc tài khoản đã khóa. Chọn người khác.",
            "There is no such official, or the account is closed. Choose somebody else.",
        ),
        Refusal::OfficerInAnotherUnit => language.say(
            "Cán bộ này thuộc đơn vị khác. Chọn người cùng đơn vị.",
            "This official works in another unit. Choose somebody of the same unit.",
        ),
        Refusal::OfficerLacksRole => language.say(
            "Cán bộ này không có vai trò thụ lý. Chọn người khác.",
            "This official does not examine applications. Choose somebody else.",
        ),
        Refusal::AlreadyTheirs => language.say(
            "Hồ sơ này đã được giao cho người đó rồi.",
            "This application is with that official already.",
        ),
        Refusal::ProposedToDecline => language.say(
            "Cán bộ trình từ chối giải quyết. Bấm \"Từ chối giải quyết\" và nêu lý do, hoặc trả \
             lại.",
            "The official proposes to decline. Decline it with a reason, or send it back.",
        ),
        Refusal::ResultNumberMissing => language.say(
            "Nhập số, ký hiệu của văn bản kết quả.",
            "Enter the number of the result.",
        ),
        Refusal::ResultDatedInFuture { dated_on } => {
            let day = language.date(*dated_on);
            return match language {
                Language::Vietnamese => format!(
                    "Ngày của văn bản ({day}) sau hôm nay. Nhập ngày hôm nay hoặc trước đó."
                ),
                Language::English => format!(
                    "The date of the result ({day}) is after today. Enter today or an earlier day."
                ),
            };
        }
        Refusal::ResultDatedBeforeSubmission {
            dated_on,
            submitted_on,
        } => {
            let (day, submitted) = (language.date(*dated_on), language.date(*submitted_on));
            return match language {
                Language::Vietnamese => format!(
                    "Ngày của văn bản ({day}) trước ngày nộp hồ sơ ({submitted}). Nhập ngày ban \
                     hành văn bản cho hồ sơ này; với bản sao, trích lục thì nhập ngày cấp lần này."
                ),
                Language::English => format!(
                    "The date of the result ({day}) is before that of the application \
                     ({submitted}). Enter the day on which it was issued for this application; for \
                     a copy or an extract, the day of this copy."
                ),
            };
        }
        Refusal::ResultFileMissing => language.say(
            "Người nộp chọn nhận bản điện tử. Chọn tệp kết quả trước khi vào sổ.",
            "The applicant chose an electronic result. Choose its file before you enter it.",
        ),
        Refusal::RecipientMissing => language.say(
            "Nhập tên người nhận kết quả.",
            "Enter the name of whoever takes the result.",
        ),
        Refusal::StillOwed { amount } => {
            let sum = language.dong(amount.amount());
            return match language {
                Language::Vietnamese => {
                    format!("Còn {sum} chưa thu. Thu tiền hoặc ghi miễn, giảm trước.")
                }
                Language::English => {
                    format!("{sum} is still to be paid. Take it, or enter a waiver, first.")
                }
            };
        }
        Refusal::NothingOwed => language.say(
            "Hồ sơ không còn khoản nào phải thu.",
            "Nothing is left to pay for this application.",
        ),
        Refusal::MoreThanOwed { owed } => {
            let sum = language.dong(owed.amount());
            return match language {
                Language::Vietnamese => {
                    format!("Số tiền lớn hơn khoản phải thu. Chỉ còn phải thu {sum}.")
                }
                Language::English => {
                    format!("The sum is larger than what is due. Only {sum} is left to pay.")
                }
            };
        }
        Refusal::NoAmount => language.say(
            "Chọn ít nhất một khoản và số lượng lớn hơn 0.",
            "Choose at least one fee, and a number above 0.",
        ),
        Refusal::ReceiptNumberMissing => language.say(
            "Nhập số biên lai.",
            "Enter the number of the payment receipt.",
        ),
        Refusal::UnknownFee { .. } => language.say(
            "Khoản này không có trong danh mục của thủ tục.",
            "The procedure has no such fee.",
        ),
        Refusal::FeeWithoutAmount { .. } => language.say(
            "Tỉnh chưa nhập mức thu của khoản này. Nhờ quản trị bổ sung mức thu.",
            "The province has not entered the amount of this fee. Ask the administrator to enter \
             it.",
        ),
        Refusal::AlreadyCharged { .. } => {
            language.say("Khoản này đã được lập rồi.", "This fee is charged already.")
        }
        Refusal::NothingToCharge => language.say(
            "Không còn khoản nào để lập theo danh mục của thủ tục.",
            "No fee of the procedure is left to charge.",
        ),
        Refusal::NothingToCorrect => language.say(
            "Nội dung đính chính giống nội dung đang có.",
            "The correction says what stands there already.",
        ),
        Refusal::AlreadyRated => language.say(
            "Hồ sơ này đã được đánh giá. Mỗi hồ sơ đánh giá một lần.",
            "This application was rated. Each is rated once.",
        ),
        Refusal::FeedbackUnanswered => language.say(
            "Phản ánh trước đang chờ trả lời. Gửi được phản ánh mới sau khi có trả lời.",
            "The last complaint waits for its answer. A new one can be sent after that.",
        ),
        Refusal::NoFeedback => language.say(
            "Hồ sơ không có phản ánh nào chờ trả lời.",
            "No complaint about this application waits for an answer.",
        ),
        Refusal::NothingSaid => language.say(
            "Nhập nội dung bằng lời rồi gửi lại.",
            "Say it in words, then send it again.",
        ),
        Refusal::NothingToTakeOver => language.say(
            "Các đơn vị phụ trách hồ sơ này vẫn hoạt động nên không có gì phải tiếp nhận.",
            "The units in charge of this application are all still there, so nothing is to be \
             taken over.",
        ),
        Refusal::NoSuccessor => language.say(
            "Chưa ghi đơn vị nào tiếp nối đơn vị cũ. Nhờ quản trị bổ sung trong tổ chức bộ máy.",
            "No unit is entered that carries on for the old one. Ask the administrator to enter \
             it.",
        ),
        Refusal::SeveralSuccessors => language.say(
            "Có nhiều đơn vị tiếp nối đơn vị cũ. Cán bộ của một trong các đơn vị đó tự tiếp nhận.",
            "Several units carry on for the old one. An official of one of them takes it over.",
        ),
        Refusal::Clock(why) => return clock::refusal_in(*why, language),
        Refusal::Routing(why) => routing::refusal_in(*why, language),
        Refusal::Consultation(why) => return consultation::refusal_in(*why, language),
        Refusal::Course(why) => return course::refusal_in(why, language),
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

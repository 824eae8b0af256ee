//! Why the clock of a dossier is not stopped, taken up again or given a new day, in sentences.

use domain::dossier::refusal::clock::ClockRefusal;

use crate::language::Language;

/// Why the rules about the clock say no, in a language of the citizen's pages.
pub(super) fn refusal_in(why: ClockRefusal, language: Language) -> String {
    let text = match why {
        ClockRefusal::NotReceivedYet => language.say(
            "Hồ sơ chưa được tiếp nhận nên chưa tính thời hạn. Tiếp nhận trước rồi làm việc này.",
            "The application is not received yet, so no limit runs. Receive it first.",
        ),
        ClockRefusal::SettledAlready => language.say(
            "Hồ sơ đã có kết quả hoặc đã kết thúc nên không còn tính thời hạn.",
            "The application has its result or has ended, so no limit runs any more.",
        ),
        ClockRefusal::NothingPromised => language.say(
            "Thủ tục này không có thời hạn riêng, hồ sơ chưa hẹn ngày trả nên không có gì để làm.",
            "The procedure has no limit of its own and no day was promised: there is nothing to do.",
        ),
        ClockRefusal::ClockPaused => language.say(
            "Thời hạn đang tạm dừng. Bấm \"Tiếp tục giải quyết\" trước rồi làm việc này.",
            "The limit stands still. Let it go on first.",
        ),
        ClockRefusal::AlreadyPaused => language.say(
            "Thời hạn đang tạm dừng rồi. Chỉ có một lần tạm dừng một lúc.",
            "The limit stands still already. It can do so only once at a time.",
        ),
        ClockRefusal::PauseOverlaps => language.say(
            "Hồ sơ đang chờ người nộp bổ sung, thời hạn đã dừng. Hai lần tạm dừng không chồng lên \
             nhau: chờ bổ sung xong.",
            "Papers are awaited from the applicant and the limit stands still. Two pauses do not \
             overlap: wait for the papers.",
        ),
        ClockRefusal::NotPaused => language.say(
            "Không có lần tạm dừng nào để kết thúc. Chờ bổ sung thì tính tiếp khi bổ sung đến.",
            "There is no pause to end. While papers are awaited the limit goes on when they come.",
        ),
        ClockRefusal::GroundNotListed => language.say(
            "Không tạm dừng bằng căn cứ này. Thiếu giấy tờ thì dùng \"Yêu cầu bổ sung\".",
            "The limit cannot be paused on this ground. Where papers are missing, ask for them.",
        ),
        ClockRefusal::PaperNumberMissing => language.say(
            "Nhập số, ký hiệu của văn bản.",
            "Enter the number of the document.",
        ),
        ClockRefusal::PaperDatedInFuture { dated_on } => {
            let day = language.date(dated_on);
            return match language {
                Language::Vietnamese => format!(
                    "Ngày của văn bản ({day}) sau hôm nay. Nhập ngày hôm nay hoặc trước đó."
                ),
                Language::English => format!(
                    "The date of the document ({day}) is after today. Enter today or an earlier day."
                ),
            };
        }
        ClockRefusal::PaperDatedBeforeReception {
            dated_on,
            received_on,
        } => {
            let (day, received) = (language.date(dated_on), language.date(received_on));
            return match language {
                Language::Vietnamese => format!(
                    "Ngày của thư ({day}) trước ngày tiếp nhận hồ sơ ({received}). Nhập ngày ký \
                     thư."
                ),
                Language::English => format!(
                    "The date of the letter ({day}) is before the reception ({received}). Enter \
                     the day on which it was signed."
                ),
            };
        }
        ClockRefusal::CauseNotListed => language.say(
            "Nguyên nhân này không có trong danh mục vào ngày của thư. Chọn nguyên nhân khác.",
            "This cause is not on the list of that day. Choose another.",
        ),
        ClockRefusal::ExtensionOutOfRange { most } => {
            return match language {
                Language::Vietnamese => format!(
                    "Hẹn lại thêm từ 1 đến {most} ngày làm việc, không quá thời hạn đầu."
                ),
                Language::English => format!(
                    "The new day may be 1 to {most} working days later, no more than the first \
                     limit."
                ),
            };
        }
        ClockRefusal::AlreadyApologised => language.say(
            "Hồ sơ đã được hẹn lại một lần, không hẹn lại lần nữa. Lãnh đạo giải trình với cấp trên.",
            "A new day was given once and is not given again. The head of the agency explains it \
             to the level above.",
        ),
        ClockRefusal::ApologyMissing => language.say(
            "Hồ sơ quá hạn mà chưa có thư xin lỗi nên chưa trình được. Lãnh đạo cơ quan giải quyết \
             bấm \"Xin lỗi và hẹn lại\" rồi trình lại.",
            "The application is late and has no letter of apology, so it cannot be submitted. The \
             head of the agency apologises and gives a new day first.",
        ),
        ClockRefusal::PromiseStays => language.say(
            "Lịch mới không đưa đến ngày hẹn muộn hơn, nên ngày hẹn giữ nguyên.",
            "The new calendar leads to no later day, so the promised day stays.",
        ),
    };
    text.to_owned()
}

//! Why a dossier does not go on along its process, in sentences.

use domain::dossier::refusal::course::CourseRefusal;

use crate::language::Language;

/// Why the process says no, in a language of the citizen's pages.
pub(super) fn refusal_in(why: &CourseRefusal, language: Language) -> String {
    let text = match why {
        CourseRefusal::NoProcess => language.say(
            "Hồ sơ này không đi theo quy trình đã công bố. Dùng các nút chuyển, trình, phê duyệt \
             thông thường.",
            "This application goes by no published process. Use the usual acts.",
        ),
        CourseRefusal::StepNotOpen => language.say(
            "Bước làm việc này chưa tới hoặc đã xong. Xem mục \"Quy trình\" để biết hồ sơ đang ở \
             bước nào.",
            "The step in which this is done is not open. See at which step the application is.",
        ),
        CourseRefusal::MainStep => language.say(
            "Đây là bước chính của hồ sơ, không phải việc song song. Bấm nút chuyển, trình hoặc hoàn \
             thành bước.",
            "This is the main step of the application. Pass it on, propose or complete the step.",
        ),
        CourseRefusal::NotAWay => language.say(
            "Quy trình không có hướng này ở bước đang mở. Chọn một kết quả của bước đó.",
            "The process has no such way at the open step. Choose one of the step's results.",
        ),
        CourseRefusal::BackTooOften => language.say(
            "Đã quay lại đủ số lần quy trình cho phép. Chọn một kết quả không quay lại.",
            "It was gone back as often as the process allows. Choose a result that leads on.",
        ),
        CourseRefusal::BranchOpen => language.say(
            "Còn việc song song, ý kiến hoặc khoản tiền đang chờ. Hồ sơ đi tiếp khi các việc đó xong, \
             hoặc khi lần lấy ý kiến đã trả lời đủ được kết thúc.",
            "Other work, opinions or money are still awaited. It goes on when they are there.",
        ),
        CourseRefusal::ResultNotSaid => language.say(
            "Bước này có nhiều kết quả dẫn tiếp. Dùng \"Hoàn thành bước\" và chọn kết quả.",
            "The step has several results that lead on. Complete it by naming one of them.",
        ),
        CourseRefusal::FactUnknown { fact } => {
            return match language {
                Language::Vietnamese => format!(
                    "Quy trình cần biết \"{fact}\" mà tờ khai chưa ghi hoặc ghi giá trị không có \
                     trong quy trình. Bổ sung tờ khai rồi tiếp nhận lại."
                ),
                Language::English => format!(
                    "The process needs \"{fact}\", which the form does not say. Complete the form, \
                     then receive it again."
                ),
            };
        }
        CourseRefusal::NotOverYet => language.say(
            "Thời gian chờ chưa hết. Hệ thống tự ghi khi hết.",
            "The time is not over yet. The program notes it when it is.",
        ),
    };
    text.to_owned()
}

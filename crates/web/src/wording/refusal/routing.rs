//! Why a dossier does not go there, in words that say how to mend it.

use domain::dossier::refusal::routing::RoutingRefusal;

use crate::language::Language;

pub(super) fn refusal_in(why: RoutingRefusal, language: Language) -> &'static str {
    match why {
        RoutingRefusal::NothingToPullBack => language.say(
            "Không rút lại được: hồ sơ chưa chuyển đi, hoặc người nhận đã bắt đầu làm. Nhờ người \
             nhận trả lại bước trước.",
            "Nothing to take back: it was not passed on, or whoever has it has begun. Ask them to \
             send it back.",
        ),
        RoutingRefusal::PassedOnByAnother => language.say(
            "Người khác đã chuyển hồ sơ này. Chỉ người chuyển hoặc người làm thay rút lại được.",
            "Another official passed it on. Only they or their stand-in can take it back.",
        ),
        RoutingRefusal::OfficerAway { .. } => language.say(
            "Cán bộ này đang nghỉ. Giao cho người khác, hoặc ghi cán bộ đã trở lại làm việc.",
            "This official is away. Give it to another one, or enter that they are back.",
        ),
        RoutingRefusal::NothingToRoute => language.say(
            "Người giữ hồ sơ đang làm việc, không phải chuyển đi.",
            "Whoever has it is there, so it stays.",
        ),
    }
}

//! What stops a clock, and why a promise is not kept.

use domain::calendar::pauses::PauseGround;
use domain::dossier::apology::{CauseSide, LatenessCause};

use crate::language::Language;

/// Grounds on which a clock stands still.
pub fn ground(ground: PauseGround) -> &'static str {
    ground_in(ground, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn ground_in(ground: PauseGround, language: Language) -> &'static str {
    match ground {
        PauseGround::Supplement => {
            language.say("Chờ người nộp bổ sung giấy tờ", "Papers were asked for")
        }
        PauseGround::FinancialObligation => language.say(
            "Chờ người nộp thực hiện nghĩa vụ tài chính",
            "A payment is due from the applicant",
        ),
        PauseGround::AwaitedVerification => language.say(
            "Chờ cơ quan khác xác minh",
            "Another office has to verify something",
        ),
        PauseGround::ForceMajeure => language.say(
            "Thiên tai, sự kiện bất khả kháng",
            "A disaster or another event beyond control",
        ),
    }
}

/// Why a promise is not kept.
pub fn cause(cause: LatenessCause) -> &'static str {
    cause_in(cause, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn cause_in(cause: LatenessCause, language: Language) -> &'static str {
    match cause {
        LatenessCause::OfficerSlow => {
            language.say("Cán bộ xử lý chậm", "An official worked too slowly")
        }
        LatenessCause::TooFewOfficials => language.say(
            "Thiếu người, nhiều hồ sơ cùng lúc",
            "Too few officials for too many applications",
        ),
        LatenessCause::PassedOnLate => language.say(
            "Chuyển hồ sơ giữa các bộ phận chậm",
            "It was passed on too late",
        ),
        LatenessCause::CooperatingAgencySlow => language.say(
            "Cơ quan phối hợp trả lời chậm",
            "Another office answered too late",
        ),
        LatenessCause::FurtherVerification => language.say(
            "Phải xác minh, đo đạc thêm",
            "More had to be verified or surveyed",
        ),
        LatenessCause::RulesChanged => language.say(
            "Quy định thay đổi, chờ hướng dẫn",
            "The rules changed and guidance was awaited",
        ),
        LatenessCause::SystemDown => language.say(
            "Hệ thống, đường truyền bị gián đoạn",
            "Systems or lines were down",
        ),
        LatenessCause::ForceMajeure => language.say(
            "Thiên tai, sự kiện bất khả kháng",
            "A disaster or another event beyond control",
        ),
    }
}

/// Whose doing it is.
pub fn side(side: CauseSide) -> &'static str {
    match side {
        CauseSide::Subjective => "chủ quan",
        CauseSide::Objective => "khách quan",
    }
}

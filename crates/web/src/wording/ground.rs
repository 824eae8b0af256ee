//! Legal grounds, proofs, ways and kinds that people choose from.

use domain::dossier::assistance::{Assistance, Consent};
use domain::dossier::ground::{HandOverProof, RefusalGround, StopGround};
use domain::dossier::rating::Satisfaction;
use domain::dossier::{Outcome, ReturnVia};
use domain::money::{PaymentMethod, WaiverGround};
use domain::procedure::fee::FeeKind;
use domain::procedure::{Channel, ServiceLevel};

use crate::language::Language;

/// Grounds to refuse reception.
pub fn refusal(ground: RefusalGround) -> &'static str {
    refusal_in(ground, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn refusal_in(ground: RefusalGround, language: Language) -> &'static str {
    match ground {
        RefusalGround::NotCompetent => language.say(
            "Không thuộc thẩm quyền giải quyết",
            "Another office is competent",
        ),
        RefusalGround::NotEligible => language.say(
            "Chưa đủ điều kiện theo quy định",
            "The conditions of the law are not met",
        ),
        RefusalGround::AlreadyFiled => language.say(
            "Đang có hồ sơ khác về cùng việc này",
            "Another application on the same matter is open",
        ),
        RefusalGround::SupplementMissing => language.say(
            "Không bổ sung trong thời hạn đã hẹn",
            "The papers asked for did not come in time",
        ),
    }
}

/// Grounds to stop.
pub fn stop(ground: StopGround) -> &'static str {
    stop_in(ground, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn stop_in(ground: StopGround, language: Language) -> &'static str {
    match ground {
        StopGround::SupplementMissing => language.say(
            "Quá thời hạn mà không bổ sung giấy tờ",
            "The papers asked for did not come in time",
        ),
        StopGround::ObligationMissing => language.say(
            "Quá thời hạn thực hiện nghĩa vụ tài chính",
            "What was due was not paid in time",
        ),
        StopGround::PurposeGone => language.say(
            "Việc đề nghị giải quyết không còn",
            "The matter no longer exists",
        ),
        StopGround::OrderedByAuthority => language.say(
            "Theo quyết định của cơ quan có thẩm quyền",
            "By decision of a competent authority",
        ),
    }
}

/// Grounds to waive.
pub fn waiver(ground: WaiverGround) -> &'static str {
    waiver_in(ground, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn waiver_in(ground: WaiverGround, language: Language) -> &'static str {
    match ground {
        WaiverGround::PoorHousehold => {
            language.say("Hộ nghèo, hộ cận nghèo", "Poor or near-poor household")
        }
        WaiverGround::MeritoriousPerson => {
            language.say("Người có công với cách mạng", "Person of merit")
        }
        WaiverGround::ElderlyPerson => language.say("Người cao tuổi", "Elderly person"),
        WaiverGround::DisabledPerson => {
            language.say("Người khuyết tật", "Person with a disability")
        }
        WaiverGround::Child => language.say("Trẻ em", "Child"),
        WaiverGround::DisadvantagedArea => language.say(
            "Đồng bào dân tộc thiểu số ở xã đặc biệt khó khăn",
            "Ethnic minority in a disadvantaged commune",
        ),
        WaiverGround::OnTimeRegistration => language.say("Đăng ký đúng hạn", "Registered in time"),
        WaiverGround::OnlineFiling => language.say(
            "Nộp trực tuyến được miễn theo nghị quyết của tỉnh",
            "Filed online, free by resolution of the province",
        ),
    }
}

/// How it is proven who takes the result.
pub fn proof(proof: HandOverProof) -> &'static str {
    match proof {
        HandOverProof::Receipt => "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        HandOverProof::IdentityCard => "Thẻ căn cước",
        HandOverProof::Authorisation => "Giấy ủy quyền",
        HandOverProof::Post => "Bưu chính phát tận nơi",
        HandOverProof::Electronic => "Đã nhận bản điện tử",
    }
}

/// Ways of payment.
pub fn method(method: PaymentMethod) -> &'static str {
    method_in(method, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn method_in(method: PaymentMethod, language: Language) -> &'static str {
    match method {
        PaymentMethod::Cash => language.say("Tiền mặt", "Cash"),
        PaymentMethod::Transfer => language.say("Chuyển khoản", "Bank transfer"),
        PaymentMethod::Card => language.say("Thẻ", "Card"),
    }
}

/// Where the result goes.
pub fn return_via(via: ReturnVia) -> &'static str {
    return_via_in(via, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn return_via_in(via: ReturnVia, language: Language) -> &'static str {
    match via {
        ReturnVia::Desk => language.say("Nhận tại quầy", "Collected at the desk"),
        ReturnVia::Post => language.say("Nhận qua bưu chính công ích", "Sent by public post"),
        ReturnVia::Electronic => language.say("Nhận bản điện tử", "Taken as an electronic copy"),
    }
}

/// How it came in.
pub fn channel(channel: Channel) -> &'static str {
    channel_in(channel, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn channel_in(channel: Channel, language: Language) -> &'static str {
    match channel {
        Channel::Desk => language.say("Trực tiếp tại quầy", "In person at the desk"),
        Channel::Online => language.say("Trực tuyến", "Online"),
        Channel::Post => language.say("Qua bưu chính", "By post"),
    }
}

/// Ways to agree that an official types.
pub fn consent(consent: Consent) -> &'static str {
    match consent {
        Consent::Signed => "Ký trên giấy",
        Consent::Fingerprint => "Điểm chỉ trên giấy",
        Consent::SpokenBeforeWitness => "Bằng lời, trước người làm chứng",
    }
}

/// That an official typed, and how the applicant agreed to it.
pub fn assisted(help: Assistance) -> &'static str {
    assisted_in(help, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn assisted_in(help: Assistance, language: Language) -> &'static str {
    match help.consent {
        Consent::Signed => language.say(
            "Có hỗ trợ nhập liệu, người nộp đã đồng ý (ký trên giấy)",
            "Typed by an official, with the applicant’s consent (signed)",
        ),
        Consent::Fingerprint => language.say(
            "Có hỗ trợ nhập liệu, người nộp đã đồng ý (điểm chỉ trên giấy)",
            "Typed by an official, with the applicant’s consent (fingerprint)",
        ),
        Consent::SpokenBeforeWitness => language.say(
            "Có hỗ trợ nhập liệu, người nộp đã đồng ý (bằng lời, trước người làm chứng)",
            "Typed by an official, with the applicant’s consent (spoken before a witness)",
        ),
    }
}

/// How much of a procedure works online.
pub fn service_level(level: ServiceLevel) -> &'static str {
    match level {
        ServiceLevel::FullyOnline => "Toàn trình",
        ServiceLevel::PartlyOnline => "Một phần",
        ServiceLevel::InformationOnly => "Trực tiếp",
    }
}

/// How it was decided.
pub fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Granted => "Giải quyết",
        Outcome::Declined => "Từ chối giải quyết",
    }
}

/// How content the applicant is.
pub fn satisfaction(level: Satisfaction) -> &'static str {
    satisfaction_in(level, Language::Vietnamese)
}

/// The same in a language of the citizen's pages.
pub fn satisfaction_in(level: Satisfaction, language: Language) -> &'static str {
    match level {
        Satisfaction::VeryDissatisfied => language.say("Rất không hài lòng", "Very dissatisfied"),
        Satisfaction::Dissatisfied => language.say("Không hài lòng", "Dissatisfied"),
        Satisfaction::Neutral => language.say("Bình thường", "Neither"),
        Satisfaction::Satisfied => language.say("Hài lòng", "Satisfied"),
        Satisfaction::VerySatisfied => language.say("Rất hài lòng", "Very satisfied"),
    }
}

/// Phí or lệ phí.
pub fn fee_kind(kind: FeeKind) -> &'static str {
    match kind {
        FeeKind::ServiceFee => "Phí",
        FeeKind::StatutoryCharge => "Lệ phí",
    }
}

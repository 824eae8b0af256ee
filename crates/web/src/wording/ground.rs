//! Legal grounds, proofs, ways and kinds that people choose from.

use domain::dossier::assistance::{Assistance, Consent};
use domain::dossier::ground::{HandOverProof, RefusalGround, StopGround};
use domain::dossier::rating::Satisfaction;
use domain::dossier::{Outcome, ReturnVia};
use domain::money::{PaymentMethod, WaiverGround};
use domain::procedure::fee::FeeKind;
use domain::procedure::{Channel, ServiceLevel};

/// Grounds to refuse reception.
pub fn refusal(ground: RefusalGround) -> &'static str {
    match ground {
        RefusalGround::NotCompetent => "Không thuộc thẩm quyền giải quyết",
        RefusalGround::NotEligible => "Chưa đủ điều kiện theo quy định",
        RefusalGround::AlreadyFiled => "Đang có hồ sơ khác về cùng việc này",
        RefusalGround::SupplementMissing => "Không bổ sung trong thời hạn đã hẹn",
    }
}

/// Grounds to stop.
pub fn stop(ground: StopGround) -> &'static str {
    match ground {
        StopGround::SupplementMissing => "Quá thời hạn mà không bổ sung giấy tờ",
        StopGround::ObligationMissing => "Quá thời hạn thực hiện nghĩa vụ tài chính",
        StopGround::PurposeGone => "Việc đề nghị giải quyết không còn",
        StopGround::OrderedByAuthority => "Theo quyết định của cơ quan có thẩm quyền",
    }
}

/// Grounds to waive.
pub fn waiver(ground: WaiverGround) -> &'static str {
    match ground {
        WaiverGround::PoorHousehold => "Hộ nghèo, hộ cận nghèo",
        WaiverGround::MeritoriousPerson => "Người có công với cách mạng",
        WaiverGround::ElderlyPerson => "Người cao tuổi",
        WaiverGround::DisabledPerson => "Người khuyết tật",
        WaiverGround::Child => "Trẻ em",
        WaiverGround::DisadvantagedArea => "Đồng bào dân tộc thiểu số ở xã đặc biệt khó khăn",
        WaiverGround::OnTimeRegistration => "Đăng ký đúng hạn",
        WaiverGround::OnlineFiling => "Nộp trực tuyến được miễn theo nghị quyết của tỉnh",
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
    match method {
        PaymentMethod::Cash => "Tiền mặt",
        PaymentMethod::Transfer => "Chuyển khoản",
        PaymentMethod::Card => "Thẻ",
    }
}

/// Where the result goes.
pub fn return_via(via: ReturnVia) -> &'static str {
    match via {
        ReturnVia::Desk => "Nhận tại quầy",
        ReturnVia::Post => "Nhận qua bưu chính công ích",
        ReturnVia::Electronic => "Nhận bản điện tử",
    }
}

/// How it came in.
pub fn channel(channel: Channel) -> &'static str {
    match channel {
        Channel::Desk => "Trực tiếp tại quầy",
        Channel::Online => "Trực tuyến",
        Channel::Post => "Qua bưu chính",
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
    match help.consent {
        Consent::Signed => "Có hỗ trợ nhập liệu, người nộp đã đồng ý (ký trên giấy)",
        Consent::Fingerprint => "Có hỗ trợ nhập liệu, người nộp đã đồng ý (điểm chỉ trên giấy)",
        Consent::SpokenBeforeWitness => {
            "Có hỗ trợ nhập liệu, người nộp đã đồng ý (bằng lời, trước người làm chứng)"
        }
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
    match level {
        Satisfaction::VeryDissatisfied => "Rất không hài lòng",
        Satisfaction::Dissatisfied => "Không hài lòng",
        Satisfaction::Neutral => "Bình thường",
        Satisfaction::Satisfied => "Hài lòng",
        Satisfaction::VerySatisfied => "Rất hài lòng",
    }
}

/// Phí or lệ phí.
pub fn fee_kind(kind: FeeKind) -> &'static str {
    match kind {
        FeeKind::ServiceFee => "Phí",
        FeeKind::StatutoryCharge => "Lệ phí",
    }
}

//! The closed lists of words, for the document. Each is the rules' own list, and a test compares
//! them; values travel as the rules' types.

use serde::Serialize;
use utoipa::ToSchema;

/// How an application comes in.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// At the desk.
    Desk,
    /// Online.
    Online,
    /// By post.
    Post,
}

/// Person or organisation.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ApplicantKind {
    /// A person.
    Person,
    /// An organisation, an enterprise, a business household.
    Organisation,
}

/// Sex as written on the identity paper.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Sex {
    /// Nam.
    Male,
    /// Nữ.
    Female,
}

/// Where the result goes.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ReturnVia {
    /// Fetched at the desk.
    Desk,
    /// Sent by post.
    Post,
    /// As an electronic paper.
    Electronic,
}

/// In which form an answer is wanted.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AnswerForm {
    /// Given here.
    Here,
    /// A letter with number and date.
    Letter,
}

/// What an answer to one question comes to.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stance {
    /// Đồng ý.
    Agree,
    /// Đồng ý nếu chỉnh sửa, bổ sung.
    AgreeIfMended,
    /// Không đồng ý.
    Disagree,
    /// Không thuộc thẩm quyền.
    NotOurs,
    /// Ý kiến khác.
    Other,
}

/// How the applicant agreed that an official types for them.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Consent {
    /// Signed on paper.
    Signed,
    /// A fingerprint on paper.
    Fingerprint,
    /// Spoken before a witness.
    SpokenBeforeWitness,
}

/// How a dossier is decided.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// What was asked for is given.
    Granted,
    /// It is declined.
    Declined,
}

/// Grounds to refuse reception.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RefusalGround {
    /// Another agency is competent.
    NotCompetent,
    /// The legal conditions are not met.
    NotEligible,
    /// The same matter is pending in another dossier.
    AlreadyFiled,
    /// What was asked for did not come in time.
    SupplementMissing,
}

/// Grounds to stop.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum StopGround {
    /// What was asked for did not come in time.
    SupplementMissing,
    /// A financial obligation was not met in time.
    ObligationMissing,
    /// What was applied for no longer exists.
    PurposeGone,
    /// A competent authority ordered it.
    OrderedByAuthority,
}

/// Grounds on which officials stop the clock.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PauseGround {
    /// The applicant has to pay first.
    FinancialObligation,
    /// Another body has to verify something.
    AwaitedVerification,
    /// A disaster, or another event beyond control.
    ForceMajeure,
}

/// Why a promise is not kept: the first three are the agency's own doing.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum LatenessCause {
    /// An official worked too slowly.
    OfficerSlow,
    /// Too few officials for too many dossiers.
    TooFewOfficials,
    /// It was passed on too late.
    PassedOnLate,
    /// A cooperating agency answered too late.
    CooperatingAgencySlow,
    /// More had to be verified or surveyed.
    FurtherVerification,
    /// The rules changed, and guidance was awaited.
    RulesChanged,
    /// Systems or lines were down.
    SystemDown,
    /// A disaster, or another event beyond control.
    ForceMajeure,
}

/// How it was proven that the right person has the result.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HandOverProof {
    /// The receipt.
    Receipt,
    /// An identity card.
    IdentityCard,
    /// A written authorisation.
    Authorisation,
    /// Delivered by post.
    Post,
    /// Downloaded by code and secret.
    Electronic,
}

/// How money was paid.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PaymentMethod {
    /// Cash.
    Cash,
    /// Bank transfer.
    Transfer,
    /// Card.
    Card,
}

/// Grounds to waive.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum WaiverGround {
    /// Poor or nearly poor household.
    PoorHousehold,
    /// Person with merits in the revolution.
    MeritoriousPerson,
    /// Elderly person.
    ElderlyPerson,
    /// Person with a disability.
    DisabledPerson,
    /// Child.
    Child,
    /// Ethnic minority in an especially difficult commune.
    DisadvantagedArea,
    /// Registered in time.
    OnTimeRegistration,
    /// Filed online, waived by the province.
    OnlineFiling,
}

/// Phí or lệ phí.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum FeeKind {
    /// Phí.
    ServiceFee,
    /// Lệ phí.
    StatutoryCharge,
}

/// Levels that settle a procedure.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SettlingLevel {
    /// A ministry.
    Ministry,
    /// The province.
    Province,
    /// A district, until 30/06/2025.
    District,
    /// A commune.
    Commune,
    /// A body outside the levels.
    Other,
}

/// How much of a procedure works online.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ServiceLevel {
    /// All of it.
    FullyOnline,
    /// A part.
    PartlyOnline,
    /// Only information.
    InformationOnly,
}

/// Whether a paper stays in the dossier.
#[derive(Clone, Copy, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Handing {
    /// It stays.
    Submit,
    /// It is shown and taken back.
    Present,
}

#[cfg(test)]
mod tests {
    use serde::Serialize;
    use utoipa::PartialSchema;

    fn words<T: Serialize>(all: &[T]) -> Vec<String> {
        let word = |value: &T| {
            serde_json::to_value(value)
                .ok()?
                .as_str()
                .map(str::to_owned)
        };
        all.iter().filter_map(word).collect()
    }

    fn documented<T: PartialSchema>() -> Vec<String> {
        let schema = serde_json::to_value(T::schema()).expect("a schema is JSON");
        // A list of words stands as one `enum`, or word by word with the sentence about each.
        let listed = schema["enum"].as_array().into_iter().flatten();
        let each = schema["oneOf"]
            .as_array()
            .into_iter()
            .flatten()
            .flat_map(|one| {
                one["enum"]
                    .as_array()
                    .cloned()
                    .unwrap_or_else(|| vec![one["const"].clone()])
            });
        let all = listed.cloned().chain(each);
        all.filter_map(|word| word.as_str().map(str::to_owned))
            .collect()
    }

    #[test]
    fn every_list_of_words_is_the_one_the_rules_use() {
        use domain::dossier::apology::LatenessCause;
        use domain::dossier::assistance::Consent;
        use domain::dossier::consultation::{AnswerForm, Stance};
        use domain::dossier::ground::{HandOverProof, RefusalGround, StopGround};
        use domain::dossier::pause::PAUSE_GROUNDS;
        use domain::dossier::{Outcome, ReturnVia};
        use domain::money::{PaymentMethod, WaiverGround};
        use domain::people::ApplicantKind;
        use domain::people::identity::Sex;
        use domain::procedure::fee::FeeKind;
        use domain::procedure::paper::Handing;
        use domain::procedure::{Channel, ServiceLevel, SettlingLevel};

        assert_eq!(documented::<super::Channel>(), words(&Channel::ALL));
        assert_eq!(
            documented::<super::RefusalGround>(),
            words(&RefusalGround::ALL)
        );
        assert_eq!(documented::<super::Consent>(), words(&Consent::ALL));
        assert_eq!(documented::<super::AnswerForm>(), words(&AnswerForm::ALL));
        assert_eq!(documented::<super::Stance>(), words(&Stance::ALL));
        assert_eq!(documented::<super::StopGround>(), words(&StopGround::ALL));
        assert_eq!(documented::<super::PauseGround>(), words(&PAUSE_GROUNDS));
        assert_eq!(
            documented::<super::LatenessCause>(),
            words(&LatenessCause::ALL)
        );
        assert_eq!(
            documented::<super::HandOverProof>(),
            words(&HandOverProof::ALL)
        );
        assert_eq!(
            documented::<super::WaiverGround>(),
            words(&WaiverGround::ALL)
        );
        assert_eq!(
            documented::<super::SettlingLevel>(),
            words(&SettlingLevel::ALL)
        );
        let kinds = [ApplicantKind::Person, ApplicantKind::Organisation];
        assert_eq!(documented::<super::ApplicantKind>(), words(&kinds));
        assert_eq!(documented::<super::Sex>(), words(&[Sex::Male, Sex::Female]));
        let ways = [ReturnVia::Desk, ReturnVia::Post, ReturnVia::Electronic];
        assert_eq!(documented::<super::ReturnVia>(), words(&ways));
        let outcomes = [Outcome::Granted, Outcome::Declined];
        assert_eq!(documented::<super::Outcome>(), words(&outcomes));
        let methods = [
            PaymentMethod::Cash,
            PaymentMethod::Transfer,
            PaymentMethod::Card,
        ];
        assert_eq!(documented::<super::PaymentMethod>(), words(&methods));
        let kinds = [FeeKind::ServiceFee, FeeKind::StatutoryCharge];
        assert_eq!(documented::<super::FeeKind>(), words(&kinds));
        let levels = [
            ServiceLevel::FullyOnline,
            ServiceLevel::PartlyOnline,
            ServiceLevel::InformationOnly,
        ];
        assert_eq!(documented::<super::ServiceLevel>(), words(&levels));
        assert_eq!(
            documented::<super::Handing>(),
            words(&[Handing::Submit, Handing::Present])
        );
    }
}

//! Every kind of problem, with the page that explains it to people: `/problems/{kind}`.

mod bundles;
mod clock;
mod consultation;
mod kinds;
mod routing;

use askama::Template;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;

use crate::app::App;
use crate::look::Look;
use crate::page::{Face, Frame, draw, draw_as};
use bundles::BUNDLES;
use clock::CLOCK;
use consultation::CONSULTATION;
use kinds::KNOWN;
use routing::ROUTING;

/// One kind of problem.
pub(super) struct Known {
    /// The last part of its address.
    pub kebab: &'static str,
    /// The status it travels with.
    pub status: u16,
    /// What it is.
    pub title: &'static str,
    /// What to do about it.
    pub mend: &'static str,
}

/// What is said when there is nothing better to say.
pub(super) const FAULT: Known = Known {
    kebab: "fault",
    status: 500,
    title: "Hệ thống gặp sự cố",
    mend: "Lỗi là ở hệ thống. Gửi lại với cùng Idempotency-Key sau ít phút; nếu vẫn vậy, báo quản \
           trị kèm mã sự cố trong \"reference\".",
};

/// The kind with this name.
pub(super) fn find(kebab: &str) -> Option<&'static Known> {
    every().find(|known| known.kebab == kebab)
}

/// Every kind, those about the clock, about who has a dossier, opinions and bundles last.
fn every() -> impl Iterator<Item = &'static Known> {
    KNOWN
        .iter()
        .chain(CLOCK)
        .chain(ROUTING)
        .chain(CONSULTATION)
        .chain(BUNDLES)
}

pub(super) fn router() -> Router<App> {
    Router::new()
        .route("/problems", get(all))
        .route("/problems/{kebab}", get(one))
}

#[derive(Template)]
#[template(path = "help/problems.html")]
struct All {
    frame: Frame,
    kinds: Vec<&'static Known>,
}

#[derive(Template)]
#[template(path = "help/problem.html")]
struct One {
    frame: Frame,
    kind: Option<&'static Known>,
}

async fn all(State(app): State<App>, look: Look) -> Response {
    let title = "Các câu trả lời \"không\" của API";
    let frame = Frame::new(&app.site, Face::Citizen, look, title).below("Trang chủ", "/");
    draw(&All {
        frame,
        kinds: every().collect(),
    })
}

async fn one(State(app): State<App>, look: Look, Path(kebab): Path<String>) -> Response {
    let kind = find(&kebab);
    let title = kind.map_or("Không có loại này", |kind| kind.title);
    let frame = Frame::new(&app.site, Face::Citizen, look, title)
        .below("Trang chủ", "/")
        .below("Các câu trả lời \"không\" của API", "/problems");
    let status = if kind.is_some() {
        StatusCode::OK
    } else {
        StatusCode::NOT_FOUND
    };
    draw_as(status, &One { frame, kind })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::wording;
    use domain::dossier::refusal::Refusal;
    use domain::dossier::refusal::clock::ClockRefusal;
    use domain::dossier::refusal::consultation::ConsultationRefusal;
    use domain::dossier::refusal::course::CourseRefusal;
    use domain::dossier::refusal::routing::RoutingRefusal;
    use domain::people::OfficialId;
    use domain::procedure::fee::FeeKey;
    use domain::procedure::paper::PaperKey;

    /// The refusal after this one, so that a new variant cannot be forgotten here.
    fn next(refusal: &Refusal) -> Option<Refusal> {
        use Refusal as R;
        let paper = || PaperKey("to-khai".to_owned());
        let fee = || FeeKey("ban-sao".to_owned());
        Some(match refusal {
            R::NotYours => R::HeldByAnother {
                officer: OfficialId(uuid::Uuid::nil()),
            },
            R::HeldByAnother { .. } => R::NotAtThisStage,
            R::NotAtThisStage => R::ChangedSince { events: vec![2] },
            R::ChangedSince { .. } => R::UnknownProcedure,
            R::UnknownProcedure => R::ProcedureNotInForce,
            R::ProcedureNotInForce => R::UnknownDesk,
            R::UnknownDesk => R::NotReceivedHere,
            R::NotReceivedHere => R::UnknownCase,
            R::UnknownCase => R::ChannelClosed,
            R::ChannelClosed => R::AssistedNotAtDesk,
            R::AssistedNotAtDesk => R::NotReadBack,
            R::NotReadBack => R::WrongApplicantKind,
            R::WrongApplicantKind => R::DeskHasNoCode,
            R::DeskHasNoCode => R::NoCalendar { year: 2030 },
            R::NoCalendar { .. } => R::PapersMissing {
                papers: vec![paper()],
            },
            R::PapersMissing { .. } => R::UnknownPaper { paper: paper() },
            R::UnknownPaper { .. } => R::PaperTwice { paper: paper() },
            R::PaperTwice { .. } => R::PaperNotToBeAsked { paper: paper() },
            R::PaperNotToBeAsked { .. } => R::NothingMissing,
            R::NothingMissing => R::AlreadyAskedOnce,
            R::AlreadyAskedOnce => R::LeaderReasonMissing,
            R::LeaderReasonMissing => R::NothingAdded,
            R::NothingAdded => R::ReasonMissing,
            R::ReasonMissing => R::NothingExamined,
            R::NothingExamined => R::OfficerUnknown,
            R::OfficerUnknown => R::OfficerInAnotherUnit,
            R::OfficerInAnotherUnit => R::OfficerLacksRole,
            R::OfficerLacksRole => R::AlreadyTheirs,
            R::AlreadyTheirs => R::ProposedToDecline,
            R::ProposedToDecline => R::ResultNumberMissing,
            R::ResultNumberMissing => R::ResultDatedInFuture {
                dated_on: jiff::civil::date(2030, 1, 1),
            },
            R::ResultDatedInFuture { .. } => R::ResultDatedBeforeSubmission {
                dated_on: jiff::civil::date(2020, 1, 1),
                submitted_on: jiff::civil::date(2026, 11, 16),
            },
            R::ResultDatedBeforeSubmission { .. } => R::ResultFileMissing,
            R::ResultFileMissing => R::RecipientMissing,
            R::RecipientMissing => R::StillOwed {
                amount: domain::money::Dong::new(8000),
            },
            R::StillOwed { .. } => R::NothingOwed,
            R::NothingOwed => R::MoreThanOwed {
                owed: domain::money::Dong::new(8000),
            },
            R::MoreThanOwed { .. } => R::NoAmount,
            R::NoAmount => R::ReceiptNumberMissing,
            R::ReceiptNumberMissing => R::UnknownFee { fee: fee() },
            R::UnknownFee { .. } => R::FeeWithoutAmount { fee: fee() },
            R::FeeWithoutAmount { .. } => R::AlreadyCharged { fee: fee() },
            R::AlreadyCharged { .. } => R::NothingToCharge,
            R::NothingToCharge => R::NothingToCorrect,
            R::NothingToCorrect => R::AlreadyRated,
            R::AlreadyRated => R::FeedbackUnanswered,
            R::FeedbackUnanswered => R::NoFeedback,
            R::NoFeedback => R::NothingSaid,
            R::NothingSaid => R::NothingToTakeOver,
            R::NothingToTakeOver => R::NoSuccessor,
            R::NoSuccessor => R::SeveralSuccessors,
            R::SeveralSuccessors => R::Clock(ClockRefusal::NotReceivedYet),
            R::Clock(why) => {
                next_of_clock(*why).map_or(R::Routing(RoutingRefusal::NothingToPullBack), R::Clock)
            }
            R::Routing(why) => match next_of_routing(*why) {
                Some(next) => R::Routing(next),
                None => R::Consultation(ConsultationRefusal::NobodyAsked),
            },
            R::Consultation(why) => match next_of_consultation(*why) {
                Some(next) => R::Consultation(next),
                None => R::Course(CourseRefusal::NoProcess),
            },
            R::Course(why) => R::Course(next_of_course(why)?),
        })
    }

    fn next_of_routing(refusal: RoutingRefusal) -> Option<RoutingRefusal> {
        use RoutingRefusal as R;
        Some(match refusal {
            R::NothingToPullBack => R::PassedOnByAnother,
            R::PassedOnByAnother => R::OfficerAway {
                officer: OfficialId(uuid::Uuid::nil()),
            },
            R::OfficerAway { .. } => R::NothingToRoute,
            R::NothingToRoute => return None,
        })
    }

    fn next_of_course(refusal: &CourseRefusal) -> Option<CourseRefusal> {
        use CourseRefusal as C;
        Some(match refusal {
            C::NoProcess => C::StepNotOpen,
            C::StepNotOpen => C::MainStep,
            C::MainStep => C::NotAWay,
            C::NotAWay => C::BackTooOften,
            C::BackTooOften => C::BranchOpen,
            C::BranchOpen => C::ResultNotSaid,
            C::ResultNotSaid => C::FactUnknown {
                fact: "urgent".to_owned(),
            },
            C::FactUnknown { .. } => C::NotOverYet,
            C::NotOverYet => return None,
        })
    }

    fn next_of_clock(refusal: ClockRefusal) -> Option<ClockRefusal> {
        use ClockRefusal as C;
        Some(match refusal {
            C::NotReceivedYet => C::SettledAlready,
            C::SettledAlready => C::NothingPromised,
            C::NothingPromised => C::ClockPaused,
            C::ClockPaused => C::AlreadyPaused,
            C::AlreadyPaused => C::PauseOverlaps,
            C::PauseOverlaps => C::NotPaused,
            C::NotPaused => C::GroundNotListed,
            C::GroundNotListed => C::PaperNumberMissing,
            C::PaperNumberMissing => C::PaperDatedInFuture {
                dated_on: jiff::civil::date(2030, 1, 1),
            },
            C::PaperDatedInFuture { .. } => C::PaperDatedBeforeReception {
                dated_on: jiff::civil::date(2020, 1, 1),
                received_on: jiff::civil::date(2026, 11, 16),
            },
            C::PaperDatedBeforeReception { .. } => C::CauseNotListed,
            C::CauseNotListed => C::ExtensionOutOfRange { most: 5 },
            C::ExtensionOutOfRange { .. } => C::AlreadyApologised,
            C::AlreadyApologised => C::ApologyMissing,
            C::ApologyMissing => C::PromiseStays,
            C::PromiseStays => return None,
        })
    }

    fn next_of_consultation(refusal: ConsultationRefusal) -> Option<ConsultationRefusal> {
        use ConsultationRefusal as C;
        Some(match refusal {
            C::NobodyAsked => C::QuestionMissing,
            C::QuestionMissing => C::TooMuchAsked { most: 20 },
            C::TooMuchAsked { .. } => C::QuestionUnknown { question: 3 },
            C::QuestionUnknown { .. } => C::QuestionTwice { question: 1 },
            C::QuestionTwice { .. } => C::UnitUnknown,
            C::UnitUnknown => C::AsksItself,
            C::AsksItself => C::AskedAlready,
            C::AskedAlready => C::NameMissing,
            C::NameMissing => C::TimeOutOfRange { most: 19_200 },
            C::TimeOutOfRange { .. } => C::OpinionsAwaited,
            C::OpinionsAwaited => C::OpinionUnknown,
            C::OpinionUnknown => C::ConsultationUnknown { consultation: 2 },
            C::ConsultationUnknown { .. } => C::AnsweredAlready,
            C::AnsweredAlready => C::ConsultationOver,
            C::ConsultationOver => C::ReplyMissing { question: 2 },
            C::ReplyMissing { .. } => C::LetterMissing,
            C::LetterMissing => C::NothingToReturn,
            C::NothingToReturn => C::ReturnedAlready,
            C::ReturnedAlready => C::NotYetSilent,
            C::NotYetSilent => return None,
        })
    }

    #[test]
    fn every_refusal_is_a_known_problem() {
        let mut refusals = 0;
        let mut at = Some(Refusal::NotYours);
        while let Some(refusal) = at {
            let known = find(refusal.kebab()).unwrap_or_else(|| panic!("{}", refusal.kebab()));
            assert_eq!(known.status, 409, "{}", known.kebab);
            refusals += 1;
            at = next(&refusal);
        }
        let dossiers = KNOWN.iter().chain(CLOCK);
        let listed = dossiers.chain(ROUTING).chain(CONSULTATION);
        let listed = listed.filter(|known| known.status == 409).count();
        assert_eq!(refusals, listed, "a kind is listed that no rule has");
    }

    #[test]
    fn every_refusal_is_told_in_both_languages() {
        let mut at = Some(Refusal::NotYours);
        while let Some(refusal) = at {
            let said = |language| wording::refusal::refusal_in(&refusal, None, language);
            let (vietnamese, english) = (said(Language::Vietnamese), said(Language::English));
            assert!(!vietnamese.is_ascii(), "{vietnamese}");
            let plain = english.replace(['’', '\u{a0}'], " ");
            assert!(plain.is_ascii() && plain.ends_with('.'), "{english}");
            at = next(&refusal);
        }
    }

    #[test]
    fn no_kind_is_listed_twice_and_every_one_says_how_to_mend_it() {
        let mut names: Vec<_> = every().map(|known| known.kebab).collect();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), every().count());
        assert!(every().all(|known| !known.title.is_empty() && known.mend.ends_with('.')));
        assert!(every().all(|known| (400..600).contains(&known.status)));
    }
}

//! What people may ask of a dossier.

mod act;
mod personal_rows;

pub use act::Act;

use jiff::civil::Date;

use crate::bundle::{BundleRef, Facts};
use crate::calendar::pauses::PauseGround;
use crate::dossier::apology::ApologyToSend;
use crate::dossier::assistance::Assistance;
use crate::dossier::consultation::command::ConsultationCommand;
use crate::dossier::event::{ChecklistMark, CorrectedPart, HandedForm};
use crate::dossier::ground::{HandOverProof, RefusalGround, StopGround};
use crate::dossier::pause::Warrant;
use crate::dossier::personal::{Personal, Secret};
use crate::dossier::promise_move::PromiseToMove;
use crate::dossier::rating::Satisfaction;
use crate::dossier::{Dossier, Outcome, ReturnVia};
use crate::money::{Dong, PaymentMethod, WaiverGround};
use crate::people::agency::AgencyId;
use crate::people::{Applicant, OfficialId, Representative};
use crate::procedure::declaration::Answers;
use crate::procedure::fee::FeeKey;
use crate::procedure::paper::PaperKey;
use crate::procedure::{CaseKey, Channel, ProcedureCode};

/// A command: parsed, complete in form, not yet judged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// Nộp trực tuyến: opens a dossier.
    Submit(Box<Application>),
    /// Nhận tại quầy hoặc qua bưu chính: opens a dossier and receives it at once.
    ReceiveInPerson(Box<Application>),
    /// Tiếp nhận a dossier that was filed online; says how each paper was found.
    Receive {
        /// Papers the desk found or ticked off besides those handed in online.
        papers: Vec<HandedIn>,
    },
    /// Yêu cầu bổ sung: one complete list.
    AskSupplement {
        /// Everything that is missing or has to be mended.
        items: Vec<MissingItem>,
        /// Why, in words for the applicant.
        reason: Personal<String>,
        /// The leader's reason for asking a second time.
        again_because: Option<Personal<String>>,
    },
    /// Bổ sung.
    Supplement {
        /// The papers that came.
        papers: Vec<HandedIn>,
        /// The declaration, when it was corrected.
        answers: Option<Personal<Answers>>,
        /// A word from the applicant.
        note: Option<Personal<String>>,
    },
    /// Từ chối tiếp nhận.
    RefuseReception {
        /// The legal ground.
        ground: RefusalGround,
        /// Why, in words for the applicant.
        reason: Personal<String>,
    },
    /// Chuyển to the next step.
    Forward,
    /// Phân công, or nhận việc when `to` is the one who asks.
    Assign {
        /// The official who shall hold it.
        to: OfficialId,
        /// Why; whoever hands on what they have says it.
        reason: Option<Personal<String>>,
    },
    /// Thẩm định: a note, marks in the checklist, or both. Commutes with everything.
    Examine {
        /// A note among officials.
        note: Option<Personal<String>>,
        /// Marks on single papers.
        marks: Vec<ChecklistMark>,
    },
    /// Trình.
    Propose {
        /// What is proposed.
        outcome: Outcome,
        /// The reasons, for the leader.
        note: Option<Personal<String>>,
    },
    /// Trả lại the step before.
    SendBack {
        /// Why.
        reason: Personal<String>,
    },
    /// Rút lại what was passed on, before whoever has it next first acts.
    PullBack {
        /// Why.
        reason: Personal<String>,
    },
    /// Phê duyệt what was proposed to be granted.
    Approve,
    /// Từ chối giải quyết, in writing.
    Decline {
        /// Why, in words for the applicant.
        reason: Personal<String>,
    },
    /// Vào sổ, phát hành.
    RecordResult(ResultToRecord),
    /// Trả kết quả.
    HandOver {
        /// Who took it.
        recipient: Personal<String>,
        /// How that was proven.
        proof: HandOverProof,
    },
    /// Rút hồ sơ.
    Withdraw {
        /// Why; may be empty when the applicant does it.
        reason: Personal<String>,
    },
    /// Dừng giải quyết.
    Stop {
        /// The legal ground.
        ground: StopGround,
        /// Why, in words for the applicant.
        reason: Personal<String>,
    },
    /// Đính chính an honest error.
    Correct {
        /// What is put right.
        correction: Correction,
        /// Why.
        reason: Personal<String>,
    },
    /// Lập khoản thu from the catalogue version of the dossier.
    Charge {
        /// Fee and units.
        lines: Vec<(FeeKey, u32)>,
    },
    /// Thu tiền.
    RecordPayment {
        /// Amount.
        amount: Dong,
        /// How.
        method: PaymentMethod,
        /// Number of the payment receipt (biên lai).
        receipt_number: String,
    },
    /// Miễn what is still owed.
    Waive {
        /// The legal ground.
        ground: WaiverGround,
        /// The paper or circumstance that shows it.
        reason: Personal<String>,
    },
    /// Đánh giá the service, once. Commutes with everything.
    Rate {
        /// How content the applicant is.
        score: Satisfaction,
        /// Why, if they want to say it.
        reason: Option<Personal<String>>,
    },
    /// Phản ánh, kiến nghị about the dossier, at any time. Commutes with everything.
    GiveFeedback {
        /// What the applicant has to say.
        text: Personal<String>,
    },
    /// Trả lời phản ánh, in words for the applicant.
    AnswerFeedback {
        /// The answer.
        text: Personal<String>,
    },
    /// Tiếp nhận từ đơn vị cũ that has ended. Commutes with everything.
    TakeOver,
    /// Tạm dừng the clock, on a listed ground that a paper shows.
    Pause {
        /// The legal ground.
        ground: PauseGround,
        /// Why, in words for the applicant.
        reason: Personal<String>,
        /// The paper that shows it.
        warrant: Warrant,
    },
    /// Tiếp tục: what was waited for is there.
    Resume,
    /// Xin lỗi và hẹn lại, once.
    Apologise(ApologyToSend),
    /// Hoàn thành bước with a result of its own.
    Along {
        /// How it turned out; none for a step that is done or not.
        result: Option<String>,
        /// What the next one should know.
        note: Option<Personal<String>>,
    },
    /// Hoàn thành việc song song, beside the main step.
    CompleteBeside {
        /// Which.
        key: String,
        /// How it turned out.
        result: Option<String>,
        /// What it came to, for whoever leads.
        note: Option<Personal<String>>,
    },
    /// Giải quyết tại chỗ: received, appraised, approved, numbered and handed over in one visit.
    SettleAtOnce(Box<AtOnce>),
    /// Hết thời gian chờ: the program's own. Commutes with everything.
    RunOut {
        /// What ran out.
        key: String,
        /// Why it ends, in words for the applicant, should it end so.
        reason: Personal<String>,
    },
    /// Dời ngày hẹn after the calendar changed: the program's own. Commutes with everything.
    MovePromise(Box<PromiseToMove>),
    /// Chuyển khỏi hộp của người vắng: the program's own. Commutes with everything.
    Route,
    /// Lấy ý kiến, and what follows from it.
    Consult(Box<ConsultationCommand>),
}

/// An application, filed online or handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Application {
    /// The procedure.
    pub procedure: ProcedureCode,
    /// The case.
    pub case: CaseKey,
    /// The desk.
    pub desk: AgencyId,
    /// How it comes in.
    pub channel: Channel,
    /// Who applies.
    pub applicant: Personal<Applicant>,
    /// Who acts for the applicant.
    pub representative: Option<Personal<Representative>>,
    /// The declaration.
    pub answers: Personal<Answers>,
    /// The papers.
    pub papers: Vec<HandedIn>,
    /// Where the result shall go.
    pub return_via: ReturnVia,
    /// The help with which it was filled in, if there was any.
    pub assisted: Option<Assistance>,
    /// The bundle (liên thông) that it is filed as a child of, if it is.
    pub part_of: Option<BundleRef>,
    /// Fresh secrets.
    pub secret: Personal<Secret>,
}

/// What is done in one visit (5 tại chỗ).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AtOnce {
    /// Papers the desk found, where it is received now.
    pub papers: Vec<HandedIn>,
    /// How it is decided.
    pub outcome: Outcome,
    /// Why, in words for the applicant, where it is declined.
    pub reason: Option<Personal<String>>,
    /// The result.
    pub result: ResultToRecord,
    /// Who took it.
    pub recipient: Personal<String>,
    /// How that was proven.
    pub proof: HandOverProof,
}

/// One paper as it was handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedIn {
    /// Which required paper it is.
    pub paper: PaperKey,
    /// In which form.
    pub form: HandedForm,
    /// The file's name, for a file.
    pub file_name: Option<Personal<String>>,
}

/// One thing that is missing or has to be mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingItem {
    /// Which required paper.
    pub paper: PaperKey,
    /// What to do about it, in words for the applicant.
    pub what: Personal<String>,
}

/// The result as the records clerk issues it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultToRecord {
    /// Number and notation of the paper.
    pub number: String,
    /// Date of the paper.
    pub dated_on: Date,
    /// The file, where there is one.
    pub file: Option<HandedIn>,
    /// What the result says besides, where the dossier is a child of a bundle and others need it.
    pub facts: Option<Personal<Facts>>,
}

/// What an honest error concerned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Correction {
    /// The applicant's facts.
    Applicant(Personal<Applicant>),
    /// The declaration.
    Answers(Personal<Answers>),
    /// Where the result shall go.
    ReturnVia(ReturnVia),
    /// Number, date or file of the result.
    IssuedResult(ResultToRecord),
}

impl Correction {
    /// Which part is put right.
    pub fn part(&self) -> CorrectedPart {
        match self {
            Self::Applicant(_) => CorrectedPart::Applicant,
            Self::Answers(_) => CorrectedPart::Answers,
            Self::ReturnVia(_) => CorrectedPart::ReturnVia,
            Self::IssuedResult(_) => CorrectedPart::IssuedResult,
        }
    }
}

impl Command {
    /// The command's name.
    pub fn act(&self) -> Act {
        match self {
            Self::Submit(_) => Act::Submit,
            Self::ReceiveInPerson(_) => Act::ReceiveInPerson,
            Self::Receive { .. } => Act::Receive,
            Self::AskSupplement { .. } => Act::AskSupplement,
            Self::Supplement { .. } => Act::Supplement,
            Self::RefuseReception { .. } => Act::RefuseReception,
            Self::Forward => Act::Forward,
            Self::Assign { .. } => Act::Assign,
            Self::Examine { .. } => Act::Examine,
            Self::Propose { .. } => Act::Propose,
            Self::SendBack { .. } => Act::SendBack,
            Self::PullBack { .. } => Act::PullBack,
            Self::Approve => Act::Approve,
            Self::Decline { .. } => Act::Decline,
            Self::RecordResult(_) => Act::RecordResult,
            Self::HandOver { .. } => Act::HandOver,
            Self::Withdraw { .. } => Act::Withdraw,
            Self::Stop { .. } => Act::Stop,
            Self::Correct { .. } => Act::Correct,
            Self::Charge { .. } => Act::Charge,
            Self::RecordPayment { .. } => Act::RecordPayment,
            Self::Waive { .. } => Act::Waive,
            Self::Rate { .. } => Act::Rate,
            Self::GiveFeedback { .. } => Act::GiveFeedback,
            Self::AnswerFeedback { .. } => Act::AnswerFeedback,
            Self::TakeOver => Act::TakeOver,
            Self::Pause { .. } => Act::Pause,
            Self::Resume => Act::Resume,
            Self::Apologise(_) => Act::Apologise,
            Self::Along { .. } => Act::Along,
            Self::CompleteBeside { .. } => Act::CompleteBeside,
            Self::SettleAtOnce(_) => Act::SettleAtOnce,
            Self::RunOut { .. } => Act::RunOut,
            Self::MovePromise(_) => Act::MovePromise,
            Self::Route => Act::Route,
            Self::Consult(command) => Act::Consult(command.act()),
        }
    }

    /// The official whom the command is about: the one it names, or whoever has what is taken over.
    pub fn named(&self, dossier: &Dossier) -> Option<OfficialId> {
        match self {
            Self::Assign { to, .. } => Some(*to),
            Self::TakeOver => dossier.holding().and_then(|held| held.officer),
            Self::Consult(command) => command.named(),
            _ => None,
        }
    }

    /// The application, for commands that open a dossier.
    pub fn application(&self) -> Option<&Application> {
        match self {
            Self::Submit(application) | Self::ReceiveInPerson(application) => Some(application),
            _ => None,
        }
    }

    /// The applicant whose identity and phone shall find the dossier from now on.
    pub fn applicant(&self) -> Option<&Applicant> {
        match self {
            Self::Correct {
                correction: Correction::Applicant(applicant),
                ..
            } => Some(&applicant.value),
            _ => self
                .application()
                .map(|application| &application.applicant.value),
        }
    }
}

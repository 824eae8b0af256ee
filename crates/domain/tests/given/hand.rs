//! What people hand in and write: every personal value carries the planted word.

use std::collections::BTreeMap;

use domain::calendar::layers::{Decision, LayerOwner};
use domain::calendar::pauses::PauseGround;
use domain::dossier::ReturnVia;
use domain::dossier::apology::{ApologyToSend, LatenessCause};
use domain::dossier::command::{
    Application, AtOnce, Command, HandedIn, MissingItem, ResultToRecord,
};
use domain::dossier::event::{FileFacts, HandedForm};
use domain::dossier::ground::HandOverProof;
use domain::dossier::pause::Warrant;
use domain::dossier::personal::{Personal, Secret};
use domain::dossier::promise_move::{CalendarChange, PromiseToMove};
use domain::dossier::rating::Satisfaction;
use domain::dossier::{Now, Outcome};
use domain::people::identity::Sex;
use domain::people::{Applicant, ApplicantKind, Representative};
use domain::procedure::declaration::Answers;
use domain::procedure::{CaseKey, Channel};
use jiff::civil::date;
use uuid::Uuid;

use crate::given::fresh;
use crate::given::people::official;
use crate::given::province::{code, paper, unit};

/// Stands in every personal value and nowhere else.
pub const PLANTED: &str = "lộ-thì-hỏng";

/// A personal value with a fresh id and salt.
pub fn personal<T>(value: T) -> Personal<T> {
    let id = fresh();
    Personal {
        id: Uuid::from_u128(id),
        salt: id.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_be_bytes(),
        value,
    }
}

/// Words of a person.
pub fn words(text: &str) -> Personal<String> {
    personal(format!("{text} {PLANTED}"))
}

/// A field that was left empty.
pub fn blank() -> Personal<String> {
    personal("  ".to_owned())
}

/// An invented applicant.
pub fn applicant(kind: ApplicantKind) -> Personal<Applicant> {
    personal(Applicant {
        kind,
        name: format!("Lò Thị {PLANTED}"),
        identity: Some(format!("0121900{PLANTED}")),
        birth: Some(format!("1990 {PLANTED}")),
        sex: Some(Sex::Female),
        phone: Some(format!("09120000{PLANTED}")),
        email: Some(format!("{PLANTED}@vi-du.vn")),
        address: format!("bản {PLANTED}"),
    })
}

/// An invented representative.
pub fn representative() -> Personal<Representative> {
    personal(Representative {
        name: format!("Vàng A {PLANTED}"),
        identity: format!("0120850{PLANTED}"),
        phone: None,
        authority: format!("giấy ủy quyền {PLANTED}"),
    })
}

/// Invented answers.
pub fn answers() -> Personal<Answers> {
    personal(BTreeMap::from([(
        "con.ho_ten".to_owned(),
        format!("Lò {PLANTED}"),
    )]))
}

/// A scanned paper.
pub fn file(key: &str) -> HandedIn {
    let id = fresh();
    HandedIn {
        paper: paper(key),
        form: HandedForm::File(FileFacts {
            id: Uuid::from_u128(id),
            sha256: format!("{id:064x}"),
            pages: 2,
            size: 34_567,
        }),
        file_name: Some(words("quet.pdf")),
    }
}

/// One original on paper.
pub fn sheet(key: &str) -> HandedIn {
    as_is(
        key,
        HandedForm::OnPaper {
            originals: 1,
            copies: 0,
        },
    )
}

/// A paper in a form without a file.
pub fn as_is(key: &str, form: HandedForm) -> HandedIn {
    HandedIn {
        paper: paper(key),
        form,
        file_name: None,
    }
}

/// An application at a desk, with everything the common case asks for.
pub fn application(procedure: &str, desk: &str, channel: Channel) -> Application {
    let handed_in = |key: &str| match channel {
        Channel::Online => file(key),
        Channel::Desk | Channel::Post => sheet(key),
    };
    let papers = match procedure {
        super::province::REGISTER if channel == Channel::Online => vec![handed_in("certificate")],
        super::province::REGISTER => vec![handed_in("certificate"), handed_in("card")],
        super::province::EXTRACT => Vec::new(),
        _ => vec![handed_in("letter")],
    };
    Application {
        procedure: code(procedure),
        case: CaseKey("common".to_owned()),
        desk: unit(desk),
        channel,
        applicant: applicant(ApplicantKind::Person),
        representative: Some(representative()),
        answers: answers(),
        papers,
        return_via: ReturnVia::Desk,
        assisted: None,
        part_of: None,
        secret: personal(Secret {
            typed: format!("K7{PLANTED}"),
            long: format!("QR{PLANTED}"),
        }),
    }
}

/// The command of an online application.
pub fn submit(procedure: &str, desk: &str) -> Command {
    Command::Submit(Box::new(application(procedure, desk, Channel::Online)))
}

/// The command of an application at the desk.
pub fn receive_in_person(procedure: &str, desk: &str) -> Command {
    Command::ReceiveInPerson(Box::new(application(procedure, desk, Channel::Desk)))
}

/// The desk receives; it saw these papers besides the files.
pub fn receive(shown: &[&str]) -> Command {
    Command::Receive {
        papers: shown.iter().map(|key| sheet(key)).collect(),
    }
}

/// A complete first request for these papers.
pub fn ask_for(papers: &[&str]) -> Command {
    ask(papers, None)
}

/// A complete further request, with the leader's reason.
pub fn ask_again_for(papers: &[&str]) -> Command {
    ask(papers, Some(words("vì lần trước ghi thiếu")))
}

fn ask(papers: &[&str], again_because: Option<Personal<String>>) -> Command {
    Command::AskSupplement {
        items: papers.iter().map(|key| missing(key)).collect(),
        reason: words("giấy tờ chưa rõ"),
        again_because,
    }
}

/// One thing to mend.
pub fn missing(key: &str) -> MissingItem {
    MissingItem {
        paper: paper(key),
        what: words("nộp lại bản rõ"),
    }
}

/// The applicant brings these.
pub fn supplement(papers: &[&str]) -> Command {
    Command::Supplement {
        papers: papers.iter().map(|key| file(key)).collect(),
        answers: None,
        note: Some(words("đã bổ sung")),
    }
}

/// Gives it to the official of this name.
pub fn assign(name: &str) -> Command {
    Command::Assign {
        to: official(name).id,
        reason: None,
    }
}

/// Gives it to the official of this name, and says why.
pub fn hand_on(name: &str) -> Command {
    Command::Assign {
        to: official(name).id,
        reason: Some(words("nghỉ phép")),
    }
}

/// A note among officials.
pub fn note() -> Command {
    Command::Examine {
        note: Some(words("đã đối chiếu")),
        marks: Vec::new(),
    }
}

/// Up to the leader.
pub fn propose(outcome: Outcome) -> Command {
    Command::Propose {
        outcome,
        note: Some(words("đủ căn cứ")),
    }
}

/// Back a step.
pub fn send_back() -> Command {
    Command::SendBack {
        reason: words("xem lại"),
    }
}

/// Taken back from whoever has it next.
pub fn pull_back() -> Command {
    Command::PullBack {
        reason: words("chuyển nhầm"),
    }
}

/// Declined.
pub fn decline() -> Command {
    Command::Decline {
        reason: words("không đủ điều kiện"),
    }
}

/// A numbered result with its file, dated today.
pub fn result(now: Now) -> ResultToRecord {
    ResultToRecord {
        number: format!("{}/GCN", fresh()),
        dated_on: now.today(),
        file: Some(file("ket-qua")),
        facts: None,
    }
}

/// Handed over on the receipt.
pub fn hand_over() -> Command {
    Command::HandOver {
        recipient: words("Lò Thị"),
        proof: HandOverProof::Receipt,
    }
}

/// Rated, with a word about why.
pub fn rate(score: Satisfaction) -> Command {
    Command::Rate {
        score,
        reason: Some(words("cán bộ tận tình")),
    }
}

/// A complaint about the dossier.
pub fn complain() -> Command {
    Command::GiveFeedback {
        text: words("chờ lâu không ai trả lời"),
    }
}

/// Its answer.
pub fn answer_feedback() -> Command {
    Command::AnswerFeedback {
        text: words("đã nhắc cán bộ, xin lỗi ông/bà"),
    }
}

/// The clock stopped on this ground, by a paper of today.
pub fn pause(ground: PauseGround, now: Now) -> Command {
    Command::Pause {
        ground,
        reason: words("chờ trả lời"),
        warrant: Warrant {
            number: format!("{}/CV", fresh()),
            dated_on: now.today(),
        },
    }
}

/// A letter of apology of today, with one more working day.
pub fn apology(now: Now) -> ApologyToSend {
    ApologyToSend {
        cause: LatenessCause::TooFewOfficials,
        reason: words("nhiều hồ sơ cùng lúc"),
        number: format!("{}/PXL", fresh()),
        dated_on: now.today(),
        extension: 1,
    }
}

/// The letter sent.
pub fn apologise(now: Now) -> Command {
    Command::Apologise(apology(now))
}

/// A change of the nation's calendar that was confirmed at this moment.
pub fn promise_to_move(confirmed_at: Now) -> PromiseToMove {
    PromiseToMove {
        campaign: Uuid::from_u128(0xCA_11),
        because: CalendarChange {
            layer: LayerOwner::Nation,
            version: 2,
            decision: Some(Decision {
                number: "12/QĐ-TTg".to_owned(),
                on: date(2026, 3, 1),
            }),
        },
        confirmed_by: Some(official("administrator").id),
        confirmed_at,
    }
}

/// The campaign of that change has come to the dossier.
pub fn move_promise(confirmed_at: Now) -> Command {
    Command::MovePromise(Box::new(promise_to_move(confirmed_at)))
}

/// Taken back.
pub fn withdraw() -> Command {
    Command::Withdraw {
        reason: words("không còn nhu cầu"),
    }
}

/// Everything in one visit.
pub fn at_once(outcome: Outcome, now: Now) -> Command {
    Command::SettleAtOnce(Box::new(AtOnce {
        papers: Vec::new(),
        outcome,
        reason: (outcome == Outcome::Declined).then(|| words("không đủ điều kiện")),
        result: result(now),
        recipient: words("Sùng A Páo"),
        proof: HandOverProof::Receipt,
    }))
}

/// Time was over.
pub fn run_out(key: &str) -> Command {
    Command::RunOut {
        key: key.to_owned(),
        reason: words("quá thời gian chờ"),
    }
}

/// A step beside the main one is done.
pub fn complete_beside(key: &str) -> Command {
    Command::CompleteBeside {
        key: key.to_owned(),
        result: None,
        note: None,
    }
}

/// The open step turned out so.
pub fn along(result: &str) -> Command {
    Command::Along {
        result: Some(result.to_owned()),
        note: None,
    }
}

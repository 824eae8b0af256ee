//! What people hand in and write.

use std::collections::BTreeMap;

use domain::calendar::pauses::PauseGround;
use domain::dossier::apology::{ApologyToSend, LatenessCause};
use domain::dossier::command::{
    Application, Command, Correction, HandedIn, MissingItem, ResultToRecord,
};
use domain::dossier::event::{FileFacts, HandedForm};
use domain::dossier::ground::HandOverProof;
use domain::dossier::pause::Warrant;
use domain::dossier::personal::{Personal, Secret};
use domain::dossier::{Outcome, ReturnVia};
use domain::money::{Dong, PaymentMethod};
use domain::people::{Applicant, ApplicantKind, OfficialId};
use domain::procedure::fee::FeeKey;
use domain::procedure::paper::PaperKey;
use domain::procedure::{CaseKey, Channel};
use jiff::civil::Date;
use uuid::Uuid;

use super::{now, province};

/// What an applicant types and scans.
pub const TYPED: &str = "K7M3P9QX";
pub const LONG: &str = "0123456789ABCDEFGHJKMNPQRS";

/// A personal value with a fresh id and salt.
pub fn personal<T>(value: T) -> Personal<T> {
    let id = Uuid::now_v7();
    Personal {
        id,
        salt: id.into_bytes(),
        value,
    }
}

/// Words of a person.
pub fn words(text: &str) -> Personal<String> {
    personal(text.to_owned())
}

/// An invented applicant.
pub fn applicant(identity: &str, phone: &str) -> Applicant {
    Applicant {
        kind: ApplicantKind::Person,
        name: "Lò Thị Pản".to_owned(),
        identity: Some(identity.to_owned()),
        birth: Some("1990-05-01".to_owned()),
        sex: None,
        phone: Some(phone.to_owned()),
        email: None,
        address: "Bản Nà Khương".to_owned(),
    }
}

/// An application with everything the common case asks for, at the desk of a commune.
pub fn application(procedure: &str, desk: usize, channel: Channel) -> Application {
    Application {
        procedure: province::procedure_code(procedure),
        case: CaseKey("common".to_owned()),
        desk: province::desk(desk),
        channel,
        applicant: personal(applicant("012090001234", "0912000123")),
        representative: None,
        answers: personal(BTreeMap::from([(
            "con.ho_ten".to_owned(),
            "Lò Văn Ún".to_owned(),
        )])),
        papers: vec![sheet("letter")],
        return_via: ReturnVia::Desk,
        assisted: None,
        part_of: None,
        secret: personal(Secret {
            typed: TYPED.to_owned(),
            long: LONG.to_owned(),
        }),
    }
}

/// Handed in at the desk.
pub fn receive_in_person(procedure: &str, desk: usize) -> Command {
    Command::ReceiveInPerson(Box::new(application(procedure, desk, Channel::Desk)))
}

/// Filed online with these papers.
pub fn submit(procedure: &str, desk: usize, papers: Vec<HandedIn>) -> Command {
    let application = application(procedure, desk, Channel::Online);
    Command::Submit(Box::new(Application {
        papers,
        ..application
    }))
}

/// One original on paper.
pub fn sheet(key: &str) -> HandedIn {
    HandedIn {
        paper: PaperKey(key.to_owned()),
        form: HandedForm::OnPaper {
            originals: 1,
            copies: 0,
        },
        file_name: None,
    }
}

/// A kept file handed in as a paper.
pub fn file(key: &str, facts: FileFacts, name: &str) -> HandedIn {
    HandedIn {
        paper: PaperKey(key.to_owned()),
        form: HandedForm::File(facts),
        file_name: Some(words(name)),
    }
}

/// A first request for the letter.
pub fn ask() -> Command {
    Command::AskSupplement {
        items: vec![MissingItem {
            paper: PaperKey("letter".to_owned()),
            what: words("Nộp lại bản rõ"),
        }],
        reason: words("Giấy tờ chưa rõ"),
        again_because: None,
    }
}

/// The applicant brings the letter.
pub fn supplement() -> Command {
    Command::Supplement {
        papers: vec![sheet("letter")],
        answers: None,
        note: None,
    }
}

/// Gives it to an official, or takes it.
pub fn assign(to: OfficialId) -> Command {
    Command::Assign { to, reason: None }
}

/// A note among officials.
pub fn note(text: &str) -> Command {
    Command::Examine {
        note: Some(words(text)),
        marks: Vec::new(),
    }
}

/// Up to the leader, to be granted.
pub fn propose() -> Command {
    Command::Propose {
        outcome: Outcome::Granted,
        note: Some(words("Đủ căn cứ")),
    }
}

/// A numbered result dated today.
pub fn record_result(file: Option<HandedIn>) -> Command {
    Command::RecordResult(ResultToRecord {
        number: "12/GCN".to_owned(),
        dated_on: now().today(),
        file,
        facts: None,
    })
}

/// One unit of the fee.
pub fn charge() -> Command {
    Command::Charge {
        lines: vec![(FeeKey("charge".to_owned()), 1)],
    }
}

/// The whole fee in cash.
pub fn pay() -> Command {
    Command::RecordPayment {
        amount: Dong::new(8_000),
        method: PaymentMethod::Cash,
        receipt_number: "BL-0001".to_owned(),
    }
}

/// Handed over on the receipt.
pub fn hand_over() -> Command {
    Command::HandOver {
        recipient: words("Lò Thị Pản"),
        proof: HandOverProof::Receipt,
    }
}

/// A letter of apology of this day, with so many more working days.
pub fn apologise(dated_on: Date, extension: u16) -> Command {
    Command::Apologise(ApologyToSend {
        cause: LatenessCause::TooFewOfficials,
        reason: words("Nhiều hồ sơ cùng lúc"),
        number: "7/PXL".to_owned(),
        dated_on,
        extension,
    })
}

/// The clock stopped until something is verified.
pub fn pause() -> Command {
    Command::Pause {
        ground: PauseGround::AwaitedVerification,
        reason: words("Chờ xác minh"),
        warrant: Warrant {
            number: "15/CV".to_owned(),
            dated_on: now().today(),
        },
    }
}

/// Taken back.
pub fn withdraw() -> Command {
    Command::Withdraw {
        reason: words("Không còn nhu cầu"),
    }
}

/// The applicant's facts put right.
pub fn correct(applicant: Applicant) -> Command {
    Command::Correct {
        correction: Correction::Applicant(personal(applicant)),
        reason: words("Ghi nhầm"),
    }
}

//! What is said of bundles: why not, how far, how it ended.

use domain::bundle::ChildKey;
use domain::bundle::answer::{AnswerRefusal, Verdict};
use domain::bundle::check::SoundKind;
use domain::bundle::event::{BundleEnd, Skipped};
use domain::bundle::own::{FACT_DAY, FACT_NUMBER};
use domain::bundle::payout::NoPayout;
use domain::bundle::running::BundleRefusal;
use domain::bundle::state::ChildEnd;
use domain::procedure::Procedure;
use store::BundleNotDone;

use crate::language::Language;
use crate::wording::refusal::refusal_in;

/// What names of a kind are looked up in.
#[derive(Clone, Copy)]
pub struct Names<'a> {
    /// The kind.
    pub kind: &'a SoundKind,
    /// The procedure with the common declaration.
    pub parent: Option<&'a Procedure>,
}

impl Names<'_> {
    /// The name of a child; its key where the kind has no such child.
    pub fn child(&self, key: &ChildKey) -> String {
        let child = self.kind.child(key);
        child.map_or_else(|| key.to_string(), |child| child.name.clone())
    }

    fn field(&self, key: &str) -> String {
        let form = self.parent.and_then(|parent| parent.declaration.as_ref());
        let field = form.and_then(|form| form.field(key));
        field.map_or_else(|| key.to_owned(), |field| field.label.clone())
    }

    fn paper(&self, key: &domain::procedure::paper::PaperKey) -> String {
        let mut cases = self.parent.into_iter().flat_map(|parent| &parent.cases);
        let paper = cases.find_map(|case| case.paper(key));
        paper.map_or_else(|| key.0.clone(), |paper| paper.name.clone())
    }
}

/// The kind of problem, for programs.
pub fn kebab(why: &BundleRefusal) -> &'static str {
    match why {
        BundleRefusal::NotOptional { .. } => "bundle-child-not-optional",
        BundleRefusal::OtherKind => "bundle-other-kind",
        BundleRefusal::Over => "bundle-over",
        BundleRefusal::AlreadyWithdrawn => "bundle-already-withdrawn",
        BundleRefusal::NotRunning { .. } => "bundle-child-not-running",
        BundleRefusal::NotYours => "bundle-not-yours",
        BundleRefusal::ChangedSince { .. } => "bundle-changed-since",
        BundleRefusal::OnlyPersons => "bundle-only-persons",
        BundleRefusal::Unanswered { .. } => "bundle-unanswered",
        BundleRefusal::NoAgency { .. } => "bundle-no-agency",
        BundleRefusal::Payout { .. } => "bundle-payout",
        BundleRefusal::PapersMissing { .. } => "bundle-papers-missing",
        BundleRefusal::NotNumbered(_) => "bundle-not-numbered",
        BundleRefusal::Child { .. } => "bundle-child-refused",
        BundleRefusal::NothingToReview => "bundle-nothing-to-review",
        BundleRefusal::NoteMissing => "bundle-note-missing",
        BundleRefusal::ReasonMissing => "bundle-reason-missing",
        BundleRefusal::NothingToDecide { .. } => "bundle-nothing-to-decide",
    }
}

/// Why a command was not carried out.
pub fn not_done(why: &BundleNotDone, names: Option<Names<'_>>, language: Language) -> String {
    let text = match why {
        BundleNotDone::Refused(why) => return refused(why, names, language),
        BundleNotDone::KeyReused => language.say(
            "Yêu cầu này đã được gửi với nội dung khác. Tải lại trang rồi làm lại.",
            "This request was sent before with another content. Load the page anew and do it \
             again.",
        ),
        BundleNotDone::NoSuchBundle => language.say(
            "Không có hồ sơ liên thông mang mã này. Kiểm tra 4 số cuối.",
            "No linked application has this code. Check its last 4 digits.",
        ),
        BundleNotDone::NoSuchFile(_) => language.say(
            "Tệp kèm theo không còn trên máy chủ. Chọn lại tệp rồi gửi lại.",
            "An attached file is no longer on the server. Choose it again and send it once more.",
        ),
        BundleNotDone::Erased => language.say(
            "Dữ liệu cá nhân của hồ sơ đã được xóa theo quy định, không làm tiếp được. Nộp hồ sơ mới.",
            "The personal data were erased, as the law requires, so nothing more can be done here. \
             Apply anew.",
        ),
    };
    text.to_owned()
}

/// Why the rules say no, and how to mend it.
pub fn refused(why: &BundleRefusal, names: Option<Names<'_>>, language: Language) -> String {
    let child = |key: &ChildKey| names.map_or_else(|| key.to_string(), |names| names.child(key));
    let field = |key: &str| names.map_or_else(|| key.to_owned(), |names| names.field(key));
    let text = match why {
        BundleRefusal::NotOptional { .. } => language.say(
            "Việc đã đánh dấu không thuộc nhóm này. Chọn lại các việc cần làm.",
            "What was ticked does not belong to this group. Choose again what you need.",
        ),
        BundleRefusal::OtherKind => language.say(
            "Nhóm thủ tục vừa được cập nhật. Tải lại trang rồi làm lại.",
            "The group of procedures was changed just now. Load the page anew and do it again.",
        ),
        BundleRefusal::Over => language.say(
            "Hồ sơ liên thông đã kết thúc, không làm được việc này nữa. Cần gì thêm thì nộp hồ sơ mới.",
            "The linked application is over, so this cannot be done any more. Apply anew if you \
             need something else.",
        ),
        BundleRefusal::AlreadyWithdrawn => language.say(
            "Hồ sơ liên thông đã được rút trước đó. Không cần rút lại.",
            "The linked application was withdrawn before. You need not do it again.",
        ),
        BundleRefusal::NotRunning { child: key } => {
            return match language {
                Language::Vietnamese => format!(
                    "Không ai đang giải quyết \"{}\". Tải lại trang để xem đang ở bước nào.",
                    child(key)
                ),
                Language::English => {
                    "Nobody is settling this part now. Load the page anew to see where it is."
                        .to_owned()
                }
            };
        }
        BundleRefusal::NotYours => language.say(
            "Việc này do cán bộ của nơi nhận hồ sơ liên thông hoặc lãnh đạo cơ quan làm. Nhờ đúng người.",
            "This is for the desk that looks after the application, or for a leader of its agency. \
             Ask them.",
        ),
        BundleRefusal::ChangedSince { .. } => language.say(
            "Hồ sơ vừa có diễn biến mới. Tải lại trang, xem rồi làm lại.",
            "Something has happened since. Load the page anew, read it, and do it again.",
        ),
        BundleRefusal::OnlyPersons => language.say(
            "Nhóm thủ tục này chỉ dành cho cá nhân. Ghi người đề nghị là một người.",
            "Only a person can apply for this group. Enter a person as the applicant.",
        ),
        BundleRefusal::Unanswered { child: key, field: missing } => {
            return match language {
                Language::Vietnamese => format!(
                    "Đã chọn \"{}\" thì cần điền ô \"{}\" trong tờ khai.",
                    child(key),
                    field(missing)
                ),
                Language::English => {
                    "One of the parts you chose needs an answer that is left empty. Fill it in, or \
                     do not choose that part."
                        .to_owned()
                }
            };
        }
        BundleRefusal::NoAgency { child: key, field: place } => {
            return match language {
                Language::Vietnamese => format!(
                    "Chưa rõ cơ quan nào giải quyết \"{}\" ở nơi đã ghi trong ô \"{}\". Chọn một xã, \
                     phường của tỉnh.",
                    child(key),
                    field(place)
                ),
                Language::English => {
                    "No agency is known at the place that was entered. Choose a commune or ward of \
                     the province."
                        .to_owned()
                }
            };
        }
        BundleRefusal::Payout { why, .. } => return payout(why, names, language),
        BundleRefusal::PapersMissing { child: key, papers } => {
            let named = |paper| {
                names.map_or_else(String::new, |names: Names<'_>| names.paper(paper))
            };
            let listed: Vec<String> = papers.iter().map(named).collect();
            return match language {
                Language::Vietnamese => format!(
                    "\"{}\" còn thiếu: {}. Gửi kèm tệp rồi nộp lại.",
                    child(key),
                    listed.join("; ")
                ),
                Language::English => {
                    "Papers are missing. Send them as files, then submit again.".to_owned()
                }
            };
        }
        BundleRefusal::NotNumbered(why) | BundleRefusal::Child { why, .. } => {
            return refusal_in(why, None, language);
        }
        BundleRefusal::NothingToReview => language.say(
            "Trả lời này đã được xem, hoặc không có. Tải lại trang.",
            "This answer was looked at before, or is not there. Load the page anew.",
        ),
        BundleRefusal::NoteMissing => language.say(
            "Ghi một câu: đã làm gì với trả lời này.",
            "Write in one sentence what was done about this answer.",
        ),
        BundleRefusal::ReasonMissing => language.say(
            "Ghi lý do người nộp đưa ra: cán bộ rút thay thì phải có lý do.",
            "Write the reason that the applicant gave: whoever withdraws for somebody else says why.",
        ),
        BundleRefusal::NothingToDecide { .. } => language.say(
            "Không có gì phải quyết định ở đây, hoặc đã quyết định rồi. Tải lại trang.",
            "Nothing is to be decided here, or it was decided before. Load the page anew.",
        ),
    };
    text.to_owned()
}

fn payout(why: &NoPayout, names: Option<Names<'_>>, language: Language) -> String {
    let (NoPayout::Missing { field }
    | NoPayout::UnknownWay { field }
    | NoPayout::NotAnAccount { field }) = why;
    let label = names.map_or_else(|| field.clone(), |names| names.field(field));
    let (vietnamese, english) = match why {
        NoPayout::Missing { .. } => (
            "còn trống. Ghi để biết chi trả cho ai, bằng cách nào",
            "To pay you, we need to know to whom and how. Fill in what is left empty.",
        ),
        NoPayout::UnknownWay { .. } => (
            "chưa chọn. Chọn nhận qua tài khoản hoặc tiền mặt",
            "Choose whether the money goes to an account or is paid in cash.",
        ),
        NoPayout::NotAnAccount { .. } => (
            "không giống số tài khoản: cần 6 đến 20 chữ số hoặc chữ cái. Xem lại trên thẻ hoặc sổ",
            "The account number needs 6 to 20 digits or letters. Look at the card again.",
        ),
    };
    match language {
        Language::Vietnamese => format!("Ô \"{label}\" {vietnamese}."),
        Language::English => english.to_owned(),
    }
}

/// Why an answer was not taken, for the clerk.
pub fn answer_refused(why: AnswerRefusal) -> &'static str {
    match why {
        AnswerRefusal::UnknownChild => "Trả lời cho một việc không có trong hồ sơ này",
        AnswerRefusal::NotStarted => "Trả lời khi việc này chưa được chuyển đi",
        AnswerRefusal::AfterWithdrawal => "Trả lời sau khi hồ sơ đã được rút",
        AnswerRefusal::AnsweredOtherwise => "Trả lời lần hai khác với lần đầu",
        AnswerRefusal::FactMissing => "Trả lời thiếu dữ liệu mà việc sau cần",
    }
}

/// The word of an answer that was not taken, for programs.
pub fn answer_word(why: AnswerRefusal) -> &'static str {
    match why {
        AnswerRefusal::UnknownChild => "unknown_child",
        AnswerRefusal::NotStarted => "not_started",
        AnswerRefusal::AfterWithdrawal => "after_withdrawal",
        AnswerRefusal::AnsweredOtherwise => "answered_otherwise",
        AnswerRefusal::FactMissing => "fact_missing",
    }
}

/// How a child was settled.
pub fn verdict(verdict: Verdict, language: Language) -> &'static str {
    match verdict {
        Verdict::Granted => language.say("Đã giải quyết xong", "Granted"),
        Verdict::Declined => language.say("Không được giải quyết", "Declined"),
    }
}

/// How a child ended.
pub fn child_end(end: &ChildEnd, language: Language) -> &'static str {
    match end {
        ChildEnd::Granted => verdict(Verdict::Granted, language),
        ChildEnd::Declined => verdict(Verdict::Declined, language),
        ChildEnd::Withdrawn => language.say("Đã rút", "Withdrawn"),
        ChildEnd::Skipped(why) => skipped(why, language),
    }
}

/// Why a child is not done.
pub fn skipped(why: &Skipped, language: Language) -> &'static str {
    match why {
        Skipped::NotChosen => language.say("Không đề nghị", "Not asked for"),
        Skipped::Declined(_) => language.say(
            "Không làm tiếp vì việc trước không được giải quyết",
            "Not done, as an earlier part was declined",
        ),
        Skipped::Withdrawn => {
            language.say("Không làm vì đã rút hồ sơ", "Not done, as it was withdrawn")
        }
    }
}

/// How the whole ended.
pub fn end(end: BundleEnd, language: Language) -> &'static str {
    match end {
        BundleEnd::Granted => language.say("Đã xong tất cả", "All done"),
        BundleEnd::PartlyGranted => language.say("Xong một phần", "Partly done"),
        BundleEnd::Declined => language.say("Không được giải quyết", "Declined"),
        BundleEnd::Withdrawn => language.say("Đã rút", "Withdrawn"),
        BundleEnd::WithdrawnWithResults => language.say(
            "Đã rút, kết quả đã có vẫn giữ",
            "Withdrawn; the results that were there stay",
        ),
    }
}

/// What a fact is called that the kind of the child does not name.
pub fn fact(key: &str) -> String {
    match key {
        FACT_NUMBER => "Số văn bản".to_owned(),
        FACT_DAY => "Ngày văn bản".to_owned(),
        _ => key.to_owned(),
    }
}

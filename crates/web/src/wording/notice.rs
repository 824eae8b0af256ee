//! What the applicant is told by mail or as a text message: the dossier's code and the next step,
//! never a name, the procedure's title or the secret.

use domain::dossier::ReturnVia;
use domain::dossier::event::Event;
use domain::dossier::follow_up::Notice;
use domain::rulebook::Rulebook;
use domain::vietnamese::without_marks;
use jiff::civil::{Date, DateTime};
use store::{Carrier, JobEnd, JobLine, Loaded};

use crate::{officials, show};

/// Characters of one text message.
///
/// Not law: what one message holds in the seven-bit alphabet of GSM.
const SMS_MAX: usize = 160;

/// What a notice is written from.
#[derive(Clone, Debug)]
pub struct About {
    /// The dossier's code.
    pub code: String,
    /// The desk's full name.
    pub desk: String,
    /// The day of reception.
    pub received_on: Option<Date>,
    /// The promised moment.
    pub promised: Option<DateTime>,
    /// How many papers are asked for.
    pub asked: usize,
    /// What is to be paid, as people read it.
    pub owed: String,
    /// Where the result goes.
    pub return_via: ReturnVia,
    /// Our address, without a slash at its end.
    pub public_url: String,
}

/// A mail.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Its subject.
    pub subject: String,
    /// Its text.
    pub body: String,
}

impl About {
    /// What there is to tell of a dossier as it stands; `number` is the event's.
    pub fn of(loaded: &Loaded, rules: &Rulebook, number: u32, public_url: &str) -> Self {
        let dossier = &loaded.dossier;
        let event = loaded
            .history
            .iter()
            .map(|entry| &entry.recorded)
            .find(|recorded| recorded.number == number);
        let asked = match event.map(|recorded| &recorded.event) {
            Some(Event::SupplementAsked { items, .. }) => items.len(),
            _ => 0,
        };
        Self {
            // Of linked procedures people know one code.
            code: dossier
                .part_of
                .as_ref()
                .map_or_else(|| dossier.code.to_string(), |part| part.bundle.to_string()),
            desk: officials::unit_name(rules, &dossier.desk),
            received_on: dossier.received_at.map(|at| at.today()),
            promised: dossier.promise.as_ref().map(|promise| promise.due),
            asked,
            owed: dossier.owed().show(),
            return_via: dossier.return_via,
            public_url: public_url.to_owned(),
        }
    }

    /// The page that anybody with the code may open.
    fn page(&self) -> String {
        format!("{}/tra-cuu/{}", self.public_url, self.code)
    }

    /// Where a code is typed, as short as it can be said.
    fn short_page(&self) -> String {
        let url = &self.public_url;
        let host = url.split_once("://").map_or(url.as_str(), |(_, host)| host);
        format!("{host}/tra-cuu")
    }
}

/// The text message of a notice: one message, in letters that every telephone has.
pub fn sms(notice: Notice, about: &About) -> String {
    let desk = without_marks(&about.desk);
    let short = desk
        .replace("Trung tam Phuc vu hanh chinh cong", "TTPVHCC")
        .replace("Bo phan Tiep nhan va Tra ket qua", "Bo phan Mot cua");
    let page = about.short_page();
    // The first that fits: a long name is shortened, then left out, then the address is.
    [
        (desk.as_str(), page.as_str()),
        (short.as_str(), page.as_str()),
        ("noi tiep nhan", page.as_str()),
        ("noi tiep nhan", ""),
    ]
    .into_iter()
    .map(|(desk, page)| plain(&sentence(notice, about, desk, page)))
    .find(|text| text.len() <= SMS_MAX)
    .unwrap_or_else(|| plain(&format!("Ho so {} co thong bao moi", about.code)))
}

fn sentence(notice: Notice, about: &About, desk: &str, page: &str) -> String {
    let code = &about.code;
    let look = match page {
        "" => String::new(),
        page => format!(" Xem: {page}"),
    };
    match notice {
        Notice::Submitted => format!("Ho so {code} da gui den {desk}.{look}"),
        Notice::Received => {
            let on = about.received_on.map_or_else(String::new, day);
            let promise = match (about.promised, about.return_via) {
                (Some(due), ReturnVia::Desk) => {
                    format!(" Hen tra {} tai {desk}.", show::date(due.date()))
                }
                (Some(due), ReturnVia::Post | ReturnVia::Electronic) => {
                    format!(" Hen tra {}. Noi nhan: {desk}.", show::date(due.date()))
                }
                (None, _) => format!(" Noi nhan: {desk}."),
            };
            format!("Ho so {code} da tiep nhan{on}.{promise}{look}")
        }
        Notice::SupplementAsked => {
            let asked = about.asked;
            format!("Ho so {code} CAN BO SUNG {asked} giay to.{look} Hoi: {desk}")
        }
        Notice::Refused => format!("Ho so {code} KHONG DUOC TIEP NHAN.{look} Hoi: {desk}"),
        Notice::ResultReady => match about.return_via {
            ReturnVia::Desk => format!(
                "Ho so {code} DA CO KET QUA. Moi ong/ba den {desk}, mang giay hen va the can cuoc"
            ),
            ReturnVia::Post => {
                format!("Ho so {code} DA CO KET QUA, se gui qua buu chinh cong ich.{look}")
            }
            ReturnVia::Electronic => {
                format!("Ho so {code} DA CO KET QUA. Tai bang ma ho so va ma bi mat.{look}")
            }
        },
        Notice::ToPay => {
            let owed = without_marks(&about.owed);
            format!("Ho so {code} can nop {owed} phi, le phi tai {desk}.{look}")
        }
        Notice::Stopped => format!("Ho so {code} DA DUNG GIAI QUYET.{look} Hoi: {desk}"),
        // The answer speaks of a person's affairs: only code and secret open it.
        Notice::FeedbackAnswered => format!(
            "Phan anh ve ho so {code} DA DUOC TRA LOI. Doc bang ma ho so va ma bi mat.{look}"
        ),
        Notice::Paused => format!("Ho so {code} TAM DUNG tinh thoi han.{look} Hoi: {desk}"),
        Notice::Apologised => {
            let again = about.promised.map_or_else(String::new, |due| {
                format!(" Hen lai {}.", show::date(due.date()))
            });
            format!("XIN LOI ong/ba: ho so {code} tre hen.{again}{look} Hoi: {desk}")
        }
        Notice::PromiseMoved => {
            let again = about.promised.map_or_else(String::new, |due| {
                format!(" Hen tra {}.", show::date(due.date()))
            });
            format!("Ho so {code} DOI NGAY HEN vi doi lich lam viec.{again}{look} Hoi: {desk}")
        }
    }
}

fn day(day: Date) -> String {
    format!(" {}", show::date(day))
}

/// Only letters that count once in a text message; what is left of others is a space.
fn plain(text: &str) -> String {
    let single = |character: char| {
        matches!(character, ' '..='~')
            && !matches!(
                character,
                '[' | '\\' | ']' | '^' | '`' | '{' | '|' | '}' | '~'
            )
    };
    let letters: String = text
        .chars()
        .map(|character| if single(character) { character } else { ' ' })
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The mail of a notice.
pub fn letter(notice: Notice, about: &About) -> Letter {
    let (code, desk) = (&about.code, &about.desk);
    let (subject, text, english) = told(notice, about);
    let page = about.page();
    let body = format!(
        "Kính gửi ông/bà,\n\n{text}\n\nXem hồ sơ đang ở đâu: {page}\nXem giấy tờ và làm tiếp thì \
         cần thêm mã bí mật in trên giấy hẹn. Không ai hỏi mã bí mật qua thư hay điện thoại.\n\n\
         Mã hồ sơ: {code}\nNơi tiếp nhận: {desk}\n\nThư này gửi tự động. Cần hỏi thì đến hoặc gọi \
         nơi tiếp nhận và đọc mã hồ sơ.\n\n-- \nIn English: {english} Where it is: {page}\n"
    );
    Letter {
        subject: format!("Hồ sơ {code}: {subject}"),
        body,
    }
}

/// The subject, what is said, and the same in English.
fn told(notice: Notice, about: &About) -> (&'static str, String, String) {
    let (code, desk) = (&about.code, &about.desk);
    match notice {
        Notice::Submitted => (
            "đã gửi đến nơi tiếp nhận",
            format!(
                "Hồ sơ {code} đã gửi đến {desk}. Quầy xem trong 8 giờ làm việc rồi báo tiếp nhận, \
                 hoặc báo giấy tờ còn thiếu."
            ),
            format!("Dossier {code} has arrived and will be looked at within 8 working hours."),
        ),
        Notice::Received => received(about),
        Notice::SupplementAsked => (
            "cần bổ sung giấy tờ",
            format!(
                "Hồ sơ {code} cần bổ sung {asked} giấy tờ. Danh sách và lý do có ở trang hồ sơ; \
                 bổ sung trên mạng hoặc tại {desk}. Ngày hẹn trả tính lại khi bổ sung đủ.",
                asked = about.asked
            ),
            format!("Dossier {code} needs {} more paper(s).", about.asked),
        ),
        Notice::Refused => (
            "không được tiếp nhận",
            format!(
                "Hồ sơ {code} không được tiếp nhận. Lý do ghi trong phiếu từ chối ở trang hồ sơ, \
                 hoặc hỏi tại {desk}."
            ),
            format!("Dossier {code} was not accepted; the refusal slip says why."),
        ),
        Notice::ResultReady => result(about),
        Notice::ToPay => (
            "cần nộp phí, lệ phí",
            format!(
                "Hồ sơ {code} cần nộp {owed} phí, lệ phí tại {desk}.",
                owed = about.owed
            ),
            format!("A fee of {} is due for dossier {code}.", about.owed),
        ),
        Notice::Stopped => (
            "đã dừng giải quyết",
            format!(
                "Hồ sơ {code} đã dừng giải quyết. Lý do có ở trang hồ sơ, hoặc hỏi tại {desk}."
            ),
            format!("The settlement of dossier {code} was stopped."),
        ),
        Notice::FeedbackAnswered => (
            "phản ánh đã được trả lời",
            format!(
                "Phản ánh của ông/bà về hồ sơ {code} đã được trả lời. Đọc câu trả lời ở trang hồ \
                 sơ bằng mã hồ sơ và mã bí mật. Chưa đồng ý thì gửi phản ánh mới ở cùng trang."
            ),
            format!("Your complaint about dossier {code} has been answered; read it on its page."),
        ),
        Notice::Paused => (
            "tạm dừng tính thời hạn",
            format!(
                "Thời hạn giải quyết hồ sơ {code} đang tạm dừng. Căn cứ và lý do có ở trang hồ sơ, \
                 hoặc hỏi tại {desk}. Ngày hẹn trả được báo lại khi tính tiếp."
            ),
            format!("The time limit of dossier {code} is paused; its page says why."),
        ),
        Notice::Apologised => apology(about),
        Notice::PromiseMoved => moved(about),
    }
}

fn received(about: &About) -> (&'static str, String, String) {
    let (code, desk) = (&about.code, &about.desk);
    let on = about
        .received_on
        .map_or_else(String::new, |on| format!(" ngày {}", show::date(on)));
    let (promise, english) = match about.promised {
        Some(due) => (
            format!(
                " Hẹn trả kết quả: {} {}.",
                show::time(due),
                show::date_with_weekday(due.date())
            ),
            format!(" The result is due on {}.", show::date(due.date())),
        ),
        None => (" Nơi tiếp nhận báo ngày trả sau.".to_owned(), String::new()),
    };
    (
        "đã tiếp nhận",
        format!("{desk} đã tiếp nhận hồ sơ {code}{on}.{promise}"),
        format!("Dossier {code} has been accepted.{english}"),
    )
}

fn apology(about: &About) -> (&'static str, String, String) {
    let code = &about.code;
    let (again, english) = match about.promised {
        Some(due) => (
            format!(
                " Hẹn trả lại: {} {}.",
                show::time(due),
                show::date_with_weekday(due.date())
            ),
            format!(" The new day is {}.", show::date(due.date())),
        ),
        None => (String::new(), String::new()),
    };
    (
        "xin lỗi vì trễ hẹn",
        format!(
            "Xin lỗi ông/bà: hồ sơ {code} không trả được đúng hẹn.{again} Lý do ghi trong thư xin \
             lỗi ở trang hồ sơ."
        ),
        format!("We are sorry: dossier {code} will be late.{english}"),
    )
}

fn moved(about: &About) -> (&'static str, String, String) {
    let code = &about.code;
    let (again, english) = match about.promised {
        Some(due) => (
            format!(
                " Hẹn trả mới: {} {}.",
                show::time(due),
                show::date_with_weekday(due.date())
            ),
            format!(" It is now due on {}.", show::date(due.date())),
        ),
        None => (String::new(), String::new()),
    };
    (
        "dời ngày hẹn trả",
        format!(
            "Lịch làm việc thay đổi nên ngày hẹn trả của hồ sơ {code} dời lại.{again} Dời từ ngày \
             nào, theo văn bản nào có ở trang hồ sơ."
        ),
        format!("The promised day of dossier {code} moved with the working calendar.{english}"),
    )
}

fn result(about: &About) -> (&'static str, String, String) {
    let (code, desk) = (&about.code, &about.desk);
    let where_to = match about.return_via {
        ReturnVia::Desk => {
            format!("Mời ông/bà đến {desk} nhận, mang theo giấy hẹn và thẻ căn cước.")
        }
        ReturnVia::Post => "Kết quả gửi qua bưu chính công ích đến địa chỉ đã đăng ký.".to_owned(),
        ReturnVia::Electronic => {
            "Tải bản điện tử ở trang hồ sơ bằng mã hồ sơ và mã bí mật.".to_owned()
        }
    };
    (
        "đã có kết quả",
        format!("Hồ sơ {code} đã có kết quả. {where_to}"),
        format!("The result of dossier {code} is ready."),
    )
}

/// What the officer reads of the latest notice; none when there is nothing to say.
pub fn outcome(lines: &[JobLine]) -> Option<String> {
    let shown = |line: &JobLine| {
        let what = subject_of(&line.key.purpose);
        let (end, at) = line.end?;
        let at = at.map_or_else(String::new, |at| format!(" lúc {}", show::moment(at.0)));
        match end {
            JobEnd::Delivered(Carrier::Mail) => Some(format!("Đã báo qua thư{at} ({what})")),
            JobEnd::Delivered(Carrier::Sms) => Some(format!("Đã báo qua tin nhắn{at} ({what})")),
            JobEnd::Refused | JobEnd::Unanswered | JobEnd::Unreachable => {
                Some(format!("Chưa báo được cho người nộp ({what}): gọi điện"))
            }
            JobEnd::Overtaken | JobEnd::Stale => None,
        }
    };
    lines.iter().rev().find_map(shown)
}

fn subject_of(purpose: &str) -> &'static str {
    match Notice::from_purpose(purpose) {
        Some(Notice::Submitted) => "đã gửi",
        Some(Notice::Received) => "đã tiếp nhận",
        Some(Notice::SupplementAsked) => "cần bổ sung",
        Some(Notice::Refused) => "không tiếp nhận",
        Some(Notice::ResultReady) => "có kết quả",
        Some(Notice::ToPay) => "cần nộp tiền",
        Some(Notice::Stopped) => "dừng giải quyết",
        Some(Notice::FeedbackAnswered) => "trả lời phản ánh",
        Some(Notice::Paused) => "tạm dừng",
        Some(Notice::Apologised) => "xin lỗi, hẹn lại",
        Some(Notice::PromiseMoved) => "dời ngày hẹn",
        None => "thông báo",
    }
}

#[cfg(test)]
mod tests;

//! Giấy tiếp nhận hồ sơ và hẹn trả kết quả: the applicant's proof, and the promise of a day.

use jiff::civil::DateTime;
use serde::Serialize;

use crate::page::{Frame, FrameView, Party, PartyView, Tracking, TrackingView};
use crate::press::{Draft, Job, Press, PrintFault};
use crate::words;

/// Giấy tiếp nhận hồ sơ và hẹn trả kết quả.
///
/// Law: Thông tư 01/2018/TT-VPCP, form 01; Thông tư 03/2025/TT-VPCP, form 01.
#[derive(Clone, Debug)]
pub struct Receipt {
    /// Letterhead, form set, contact.
    pub frame: Frame,
    /// Code, look-up characters and address for tracking.
    pub tracking: Tracking,
    /// The applicant.
    pub applicant: Party,
    /// Full name of who handed the papers in, if it was not the applicant.
    pub submitted_by: Option<String>,
    /// Nội dung yêu cầu giải quyết: the procedure's name.
    pub request: String,
    /// The papers that were handed in; where there are none, the sheet says so.
    pub papers: Vec<HandedPaper>,
    /// Số lượng hồ sơ: sets of papers.
    pub sets: u32,
    /// Thời gian giải quyết theo quy định, in words ("05 ngày làm việc").
    pub time_limit: String,
    /// Local time of reception.
    pub received_at: DateTime,
    /// The day of return.
    pub promise: Promise,
    /// Đăng ký nhận kết quả tại: place or channel.
    pub returned_at: String,
    /// Phí, lệ phí; empty if nothing is charged.
    pub fees: Vec<FeeLine>,
    /// Quyển số of the tracking register.
    pub register_volume: String,
    /// Số thứ tự in the tracking register.
    pub register_number: String,
    /// Full name of the receiving officer.
    pub received_by: String,
    /// How the day of return was counted, for a page of its own behind the form.
    pub count: Option<Count>,
}

/// How a day of return was counted.
#[derive(Clone, Debug, Serialize)]
pub struct Count {
    /// Every day on the way.
    pub lines: Vec<CountLine>,
    /// The rules of law, a sentence each.
    pub bases: Vec<String>,
}

/// Days that stand in one line of a count.
#[derive(Clone, Debug, Serialize)]
pub struct CountLine {
    /// The days ("thứ Bảy 02/03 – chủ nhật 03/03").
    pub days: String,
    /// Whether they count ("Ngày 1", "Không tính").
    pub counted: String,
    /// Why.
    pub why: String,
}

/// A paper that was handed in, and in what form.
#[derive(Clone, Debug, Default)]
pub struct HandedPaper {
    /// Name of the paper.
    pub name: String,
    /// Bản chính.
    pub originals: u32,
    /// Bản sao có chứng thực.
    pub certified: u32,
    /// Bản sao.
    pub copies: u32,
    /// Bản điện tử.
    pub electronic: u32,
}

/// When the result is due.
#[derive(Clone, Debug)]
pub enum Promise {
    /// Local date and time of return.
    At(DateTime),
    /// No day can be promised; the sentence says why and how the applicant will hear.
    NotSet(String),
}

/// One fee or charge.
#[derive(Clone, Debug)]
pub struct FeeLine {
    /// Name ("Lệ phí đăng ký hộ tịch").
    pub name: String,
    /// Amount in đồng.
    pub amount: u64,
    /// Whether it was paid.
    pub state: FeeState,
}

/// Whether a fee was paid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FeeState {
    /// Still to be paid.
    Due,
    /// Nothing is charged yet: it is taken only if it arises.
    Possible,
    /// Paid.
    Paid,
    /// Nothing is owed, by exemption.
    Waived,
}

#[derive(Serialize)]
struct View {
    frame: FrameView,
    tracking: TrackingView,
    applicant: PartyView,
    submitted_by: Option<String>,
    submitter: String,
    request: String,
    papers: Vec<PaperView>,
    sets: String,
    time_limit: String,
    received: String,
    due_time: String,
    due_day: String,
    no_promise: String,
    returned_at: String,
    fees: Vec<FeeView>,
    register_volume: String,
    register_number: String,
    received_by: String,
    count: Option<Count>,
}

#[derive(Serialize)]
struct PaperView {
    name: String,
    forms: Vec<String>,
}

#[derive(Serialize)]
struct FeeView {
    name: String,
    amount: String,
}

/// Prints form 01. Blocks; see [`Press::print`].
pub fn receipt(press: &Press, data: &Receipt) -> Result<Vec<u8>, PrintFault> {
    press.print(&receipt_job(press, data)?)
}

/// Form 01 as a job, everything written out but not yet laid out.
pub fn receipt_job(press: &Press, data: &Receipt) -> Result<Job, PrintFault> {
    press.job(Draft {
        template: "receipt.typ",
        data: view(data),
        tracking: Some(&data.tracking),
        ident: data.frame.ident(1, Some(&data.tracking)),
        made_at: data.frame.made_at(),
    })
}

fn view(data: &Receipt) -> View {
    let (due_time, due_day, no_promise) = match &data.promise {
        Promise::At(due) => (
            words::clock(*due),
            words::date_with_weekday(due.date()),
            String::new(),
        ),
        Promise::NotSet(why) => (String::new(), String::new(), why.clone()),
    };
    View {
        frame: data.frame.view(1, "TNHS"),
        tracking: data.tracking.view(),
        applicant: data.applicant.view(),
        submitted_by: data.submitted_by.clone(),
        submitter: data
            .submitted_by
            .clone()
            .unwrap_or_else(|| data.applicant.name.clone()),
        request: data.request.clone(),
        papers: data.papers.iter().map(HandedPaper::view).collect(),
        sets: words::two_digits(data.sets),
        time_limit: data.time_limit.clone(),
        received: format!(
            "{}, {}",
            words::clock(data.received_at),
            words::long_date(data.received_at.date())
        ),
        due_time,
        due_day,
        no_promise,
        returned_at: data.returned_at.clone(),
        fees: data.fees.iter().map(FeeLine::view).collect(),
        register_volume: data.register_volume.clone(),
        register_number: data.register_number.clone(),
        received_by: data.received_by.clone(),
        count: data.count.clone(),
    }
}

impl HandedPaper {
    fn view(&self) -> PaperView {
        let forms = [
            (self.originals, "bản chính"),
            (self.certified, "bản sao chứng thực"),
            (self.copies, "bản sao"),
            (self.electronic, "bản điện tử"),
        ];
        let forms: Vec<String> = forms
            .into_iter()
            .filter(|&(count, _)| count > 0)
            .map(|(count, word)| format!("{} {word}", words::two_digits(count)))
            .collect();
        PaperView {
            name: self.name.clone(),
            forms,
        }
    }
}

impl FeeLine {
    fn view(&self) -> FeeView {
        let state = match self.state {
            FeeState::Due => "chưa nộp",
            FeeState::Possible => "thu nếu phát sinh",
            FeeState::Paid => "đã nộp",
            FeeState::Waived => "được miễn",
        };
        FeeView {
            name: self.name.clone(),
            amount: format!("{} ({state})", words::money(self.amount)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_lists_only_the_forms_it_came_in() {
        let paper = HandedPaper {
            originals: 1,
            copies: 12,
            ..HandedPaper::default()
        };
        assert_eq!(paper.view().forms, ["01 bản chính", "12 bản sao"]);
        assert!(HandedPaper::default().view().forms.is_empty());
    }

    #[test]
    fn a_fee_says_whether_it_was_paid() {
        let fee = |state| {
            FeeLine {
                name: String::new(),
                amount: 1_200_000,
                state,
            }
            .view()
            .amount
        };
        assert_eq!(fee(FeeState::Paid), "1.200.000 đồng (đã nộp)");
        assert_eq!(fee(FeeState::Due), "1.200.000 đồng (chưa nộp)");
        assert_eq!(
            fee(FeeState::Possible),
            "1.200.000 đồng (thu nếu phát sinh)"
        );
        assert_eq!(fee(FeeState::Waived), "1.200.000 đồng (được miễn)");
    }
}

//! The apology before a promise is missed, with its one new day: two forms, by the circular of the
//! dossier.

use jiff::civil::DateTime;
use serde::Serialize;

use crate::form::{Instrument, Purpose};
use crate::page::{
    Frame, FrameView, Party, PartyView, Signature, SignatureView, Tracking, TrackingView,
    recipients,
};
use crate::press::{Draft, Job, Press, PrintFault};
use crate::words;

/// Phiếu xin lỗi và hẹn lại ngày trả kết quả; since 2025 văn bản xin lỗi và đề nghị gia hạn thời
/// gian giải quyết.
///
/// Law: Thông tư 01/2018/TT-VPCP, form 04; Thông tư 03/2025/TT-VPCP, form 04.
#[derive(Clone, Debug)]
pub struct ApologyLetter {
    /// Letterhead of the competent agency, form set, contact of the desk.
    pub frame: Frame,
    /// Code, look-up characters and address for tracking.
    pub tracking: Tracking,
    /// The applicant.
    pub applicant: Party,
    /// The agency that answers for the delay, in running text, 1 to 200 characters.
    pub agency: String,
    /// The procedure's name, 1 to 500 characters.
    pub request: String,
    /// Lĩnh vực, at most 100 characters; empty if it is not known.
    pub sector: String,
    /// Local time of reception.
    pub received_at: DateTime,
    /// Local time of the promise that is not kept.
    pub promised: DateTime,
    /// Local time of the new promise, the only one that may follow.
    pub promised_again: DateTime,
    /// Why, as the applicant reads it, 1 to 2,000 characters.
    pub reason: String,
    /// Nơi nhận, a line each, at most 8 of at most 200 characters.
    pub recipients: Vec<String>,
    /// The head of the competent agency, or who signs for them.
    pub signature: Signature,
}

#[derive(Serialize)]
struct View {
    frame: FrameView,
    tracking: TrackingView,
    title: &'static str,
    /// Whether the letter asks for a longer time (2025), or sets a new day (2018).
    extends: bool,
    applicant: PartyView,
    agency: String,
    request: String,
    sector: String,
    received: String,
    promised: String,
    new_time: String,
    new_day: String,
    reason: String,
    recipients: Vec<String>,
    signature: SignatureView,
}

/// Prints form 04 of the dossier's circular. Blocks; see [`Press::print`].
pub fn apology_letter(press: &Press, data: &ApologyLetter) -> Result<Vec<u8>, PrintFault> {
    press.print(&apology_letter_job(press, data)?)
}

/// Form 04 as a job, everything written out but not yet laid out.
pub fn apology_letter_job(press: &Press, data: &ApologyLetter) -> Result<Job, PrintFault> {
    let form = Purpose::ApologyLetter.form(data.frame.instrument)?;
    press.job(Draft {
        template: "apology_letter.typ",
        data: view(data, form.number),
        tracking: Some(&data.tracking),
        ident: data.frame.ident(form.number, Some(&data.tracking)),
        made_at: data.frame.made_at(),
    })
}

fn view(data: &ApologyLetter, form: u8) -> View {
    // The symbol of the newer form is not known: its number stands alone.
    let (title, symbol, extends) = match data.frame.instrument {
        Instrument::Circular01Of2018 => ("PHIẾU XIN LỖI VÀ HẸN LẠI NGÀY TRẢ KẾT QUẢ", "PXL", false),
        Instrument::Circular03Of2025 => (
            "VĂN BẢN XIN LỖI VÀ ĐỀ NGHỊ GIA HẠN THỜI GIAN GIẢI QUYẾT",
            "",
            true,
        ),
    };
    View {
        frame: data.frame.view(form, symbol),
        tracking: data.tracking.view(),
        title,
        extends,
        applicant: data.applicant.view(),
        agency: data.agency.clone(),
        request: data.request.clone(),
        sector: data.sector.clone(),
        received: words::long_moment(data.received_at),
        promised: words::long_moment(data.promised),
        new_time: words::clock(data.promised_again),
        new_day: words::date_with_weekday(data.promised_again.date()),
        reason: data.reason.clone(),
        recipients: recipients(&data.recipients),
        signature: data.signature.view(),
    }
}

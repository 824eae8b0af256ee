//! Phiếu kiểm soát quá trình giải quyết hồ sơ: who gave the dossier to whom, and when. It travels
//! with the dossier among officials, so the citizen's look-up characters do not stand on it.

use domain::dossier::punctuality::Punctuality;
use jiff::civil::DateTime;
use serde::Serialize;

use crate::codes;
use crate::form::Purpose;
use crate::page::{Frame, FrameView};
use crate::press::{Draft, Job, Press, PrintFault};
use crate::text::is_long;
use crate::words;

/// Phiếu kiểm soát quá trình giải quyết hồ sơ.
///
/// Law: Thông tư 01/2018/TT-VPCP, form 05; Thông tư 03/2025/TT-VPCP, form 06.
#[derive(Clone, Debug)]
pub struct ControlSlip {
    /// Letterhead of the desk, form set.
    pub frame: Frame,
    /// The dossier's code, visible ASCII only, at most 60 characters; drawn as QR code too.
    pub code: String,
    /// Chủ hồ sơ, at most 200 characters.
    pub applicant: String,
    /// The applicant's postal address, at most 500 characters; may be empty.
    pub address: String,
    /// The procedure's name, 1 to 500 characters.
    pub request: String,
    /// The agency that settles it, 1 to 200 characters.
    pub competent: String,
    /// Agencies that are consulted, at most 20 of at most 200 characters.
    pub consulted: Vec<String>,
    /// Local time of reception, once it is received.
    pub received_at: Option<DateTime>,
    /// Local time of the promise, if there is one.
    pub promised: Option<DateTime>,
    /// The hand-overs, oldest first; any number.
    pub hand_overs: Vec<HandOver>,
}

/// One time that the dossier changed hands.
#[derive(Clone, Debug)]
pub struct HandOver {
    /// Who gave it.
    pub giver: Side,
    /// Who took it.
    pub taker: Side,
    /// Local time.
    pub at: DateTime,
    /// How it stood to its limit, where that can be said.
    pub result: Option<Punctuality>,
    /// Ghi chú, at most 500 characters; may be empty.
    pub note: String,
}

/// One side of a hand-over.
#[derive(Clone, Debug, Default)]
pub struct Side {
    /// The unit, 1 to 200 characters.
    pub unit: String,
    /// Full name, at most 100 characters; empty if it is written by hand.
    pub person: String,
}

#[derive(Serialize)]
struct View {
    frame: FrameView,
    /// Only the code: the head of later pages shows it.
    tracking: CodeView,
    /// The picture of the QR code.
    qr: String,
    applicant: String,
    address: String,
    request: String,
    competent: String,
    consulted: String,
    received: String,
    promised: String,
    rows: Vec<RowView>,
}

#[derive(Serialize)]
struct CodeView {
    code: String,
}

#[derive(Serialize)]
struct RowView {
    giver: SideView,
    taker: SideView,
    moment: String,
    result: &'static str,
    note: String,
    /// Whether the row may be torn by the end of a page.
    long: bool,
}

#[derive(Serialize)]
struct SideView {
    unit: String,
    person: String,
}

/// Prints the slip. Blocks; see [`Press::print`].
pub fn control_slip(press: &Press, data: &ControlSlip) -> Result<Vec<u8>, PrintFault> {
    press.print(&control_slip_job(press, data)?)
}

/// The slip as a job, everything written out but not yet laid out.
pub fn control_slip_job(press: &Press, data: &ControlSlip) -> Result<Job, PrintFault> {
    let form = Purpose::ControlSlip.form(data.frame.instrument)?;
    let moment = |at: Option<DateTime>| at.map(words::long_moment).unwrap_or_default();
    press.job(Draft {
        template: "control_slip.typ",
        data: View {
            frame: data.frame.view(form.number, ""),
            tracking: CodeView {
                code: data.code.clone(),
            },
            qr: codes::qr(&data.code)?.svg,
            applicant: data.applicant.clone(),
            address: data.address.clone(),
            request: data.request.clone(),
            competent: data.competent.clone(),
            consulted: data.consulted.join("; "),
            received: moment(data.received_at),
            promised: moment(data.promised),
            rows: data.hand_overs.iter().map(HandOver::view).collect(),
        },
        tracking: None,
        ident: format!("{}/{}", data.frame.ident(form.number, None), data.code),
        made_at: data.frame.made_at(),
    })
}

impl HandOver {
    fn view(&self) -> RowView {
        let texts = [
            &self.giver.unit,
            &self.giver.person,
            &self.taker.unit,
            &self.taker.person,
            &self.note,
        ];
        RowView {
            giver: self.giver.view(),
            taker: self.taker.view(),
            moment: words::long_moment(self.at),
            result: self.result.map_or("", punctuality),
            note: self.note.clone(),
            long: is_long(texts),
        }
    }
}

impl Side {
    fn view(&self) -> SideView {
        SideView {
            unit: self.unit.clone(),
            person: self.person.clone(),
        }
    }
}

/// As the form words it.
fn punctuality(result: Punctuality) -> &'static str {
    match result {
        Punctuality::Early => "Trước hạn",
        Punctuality::OnTime => "Đúng hạn",
        Punctuality::Late => "Quá hạn",
    }
}

//! Phiếu từ chối tiếp nhận giải quyết hồ sơ: a no at the desk, with its reason in writing.

use serde::Serialize;

use crate::page::{Frame, FrameView, Party, PartyView, Tracking, TrackingView};
use crate::press::{Draft, Job, Press, PrintFault};

/// Phiếu từ chối tiếp nhận giải quyết hồ sơ.
///
/// Law: Thông tư 01/2018/TT-VPCP, form 03; Thông tư 03/2025/TT-VPCP, form 03.
#[derive(Clone, Debug)]
pub struct RefusalSlip {
    /// Letterhead, form set, contact.
    pub frame: Frame,
    /// Code and address for tracking, if the dossier has been registered.
    pub tracking: Option<Tracking>,
    /// The applicant.
    pub applicant: Party,
    /// Full name of who handed the papers in, if it was not the applicant.
    pub submitted_by: Option<String>,
    /// Nội dung yêu cầu giải quyết: the procedure's name.
    pub request: String,
    /// Why the dossier is not accepted.
    pub reason: String,
    /// Full name of the receiving officer.
    pub received_by: String,
}

#[derive(Serialize)]
struct View {
    frame: FrameView,
    tracking: Option<TrackingView>,
    applicant: PartyView,
    submitter: String,
    request: String,
    reason: String,
    received_by: String,
}

/// Prints form 03. Blocks; see [`Press::print`].
pub fn refusal_slip(press: &Press, data: &RefusalSlip) -> Result<Vec<u8>, PrintFault> {
    press.print(&refusal_slip_job(press, data)?)
}

/// Form 03 as a job, everything written out but not yet laid out.
pub fn refusal_slip_job(press: &Press, data: &RefusalSlip) -> Result<Job, PrintFault> {
    let tracking = data.tracking.as_ref();
    press.job(Draft {
        template: "refusal_slip.typ",
        data: View {
            frame: data.frame.view(3, ""),
            tracking: tracking.map(Tracking::view),
            applicant: data.applicant.view(),
            submitter: data
                .submitted_by
                .clone()
                .unwrap_or_else(|| data.applicant.name.clone()),
            request: data.request.clone(),
            reason: data.reason.clone(),
            received_by: data.received_by.clone(),
        },
        tracking,
        ident: data.frame.ident(3, tracking),
        made_at: data.frame.made_at(),
    })
}

//! Thông báo dừng giải quyết hồ sơ: that a dossier ends without a result, and on which ground.

use jiff::civil::DateTime;
use serde::Serialize;

use crate::form::Purpose;
use crate::page::{
    Frame, FrameView, Party, PartyView, Signature, SignatureView, Tracking, TrackingView,
    recipients,
};
use crate::press::{Draft, Job, Press, PrintFault};
use crate::words;

/// Thông báo dừng giải quyết hồ sơ. Dossiers of 2018's forms have none: printing it for them is a
/// fault.
///
/// Law: Thông tư 03/2025/TT-VPCP, form 05.
#[derive(Clone, Debug)]
pub struct StopNotice {
    /// Letterhead of the competent agency, form set, contact of the desk.
    pub frame: Frame,
    /// Code, look-up characters and address for tracking.
    pub tracking: Tracking,
    /// The applicant.
    pub applicant: Party,
    /// The agency that stops, in running text, 1 to 200 characters.
    pub agency: String,
    /// The procedure's name, 1 to 500 characters.
    pub request: String,
    /// Local time at which it was registered.
    pub submitted_at: DateTime,
    /// Local time from which nothing more is done.
    pub stopped_at: DateTime,
    /// The legal ground in words, 1 to 200 characters.
    pub ground: String,
    /// Why in this case, 1 to 2,000 characters.
    pub reason: String,
    /// Nơi nhận, a line each, at most 8 of at most 200 characters.
    pub recipients: Vec<String>,
    /// Who stops it.
    pub signature: Signature,
}

#[derive(Serialize)]
struct View {
    frame: FrameView,
    tracking: TrackingView,
    applicant: PartyView,
    agency: String,
    request: String,
    submitted: String,
    stopped: String,
    ground: String,
    reason: String,
    recipients: Vec<String>,
    signature: SignatureView,
}

/// Prints form 05 of 2025. Blocks; see [`Press::print`].
pub fn stop_notice(press: &Press, data: &StopNotice) -> Result<Vec<u8>, PrintFault> {
    press.print(&stop_notice_job(press, data)?)
}

/// Form 05 of 2025 as a job, everything written out but not yet laid out.
pub fn stop_notice_job(press: &Press, data: &StopNotice) -> Result<Job, PrintFault> {
    let form = Purpose::StopNotice.form(data.frame.instrument)?;
    press.job(Draft {
        template: "stop_notice.typ",
        data: View {
            frame: data.frame.view(form.number, "TB"),
            tracking: data.tracking.view(),
            applicant: data.applicant.view(),
            agency: data.agency.clone(),
            request: data.request.clone(),
            submitted: words::long_moment(data.submitted_at),
            stopped: words::long_moment(data.stopped_at),
            ground: data.ground.clone(),
            reason: data.reason.clone(),
            recipients: recipients(&data.recipients),
            signature: data.signature.view(),
        },
        tracking: Some(&data.tracking),
        ident: data.frame.ident(form.number, Some(&data.tracking)),
        made_at: data.frame.made_at(),
    })
}

//! Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: the one complete list of what is missing.

use jiff::civil::Date;
use serde::Serialize;

use crate::page::{Frame, FrameView, Party, PartyView, Tracking, TrackingView};
use crate::press::{Draft, Job, Press, PrintFault};
use crate::words;

/// Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ.
///
/// Law: Thông tư 01/2018/TT-VPCP, form 02; Thông tư 03/2025/TT-VPCP, form 02.
#[derive(Clone, Debug)]
pub struct SupplementRequest {
    /// Letterhead, form set, contact.
    pub frame: Frame,
    /// Code and address for tracking, if the dossier has been registered.
    pub tracking: Option<Tracking>,
    /// The applicant.
    pub applicant: Party,
    /// Nội dung yêu cầu giải quyết: the procedure's name.
    pub request: String,
    /// What has to be brought or mended.
    pub missing: Vec<MissingPaper>,
    /// Why.
    pub reason: String,
    /// The last day to answer, if one is set.
    pub answer_by: Option<Date>,
    /// Full name of the guiding officer.
    pub guided_by: String,
}

/// A paper to bring or to mend, and in what form.
#[derive(Clone, Debug, Default)]
pub struct MissingPaper {
    /// Name of the paper.
    pub name: String,
    /// What is wrong with it or what it must show; may be empty.
    pub note: String,
    /// Bản chính.
    pub originals: u32,
    /// Bản chứng thực.
    pub certified: u32,
    /// Bản photo.
    pub photocopies: u32,
}

#[derive(Serialize)]
struct View {
    frame: FrameView,
    tracking: Option<TrackingView>,
    applicant: PartyView,
    request: String,
    missing: Vec<MissingView>,
    reason: String,
    answer_by: Option<String>,
    guided_by: String,
}

#[derive(Serialize)]
struct MissingView {
    name: String,
    note: String,
    originals: String,
    certified: String,
    photocopies: String,
}

/// Prints form 02. Blocks; see [`Press::print`].
pub fn supplement_request(press: &Press, data: &SupplementRequest) -> Result<Vec<u8>, PrintFault> {
    press.print(&supplement_request_job(press, data)?)
}

/// Form 02 as a job, everything written out but not yet laid out.
pub fn supplement_request_job(press: &Press, data: &SupplementRequest) -> Result<Job, PrintFault> {
    let tracking = data.tracking.as_ref();
    press.job(Draft {
        template: "supplement_request.typ",
        data: View {
            frame: data.frame.view(2, "HDHS"),
            tracking: tracking.map(Tracking::view),
            applicant: data.applicant.view(),
            request: data.request.clone(),
            missing: data.missing.iter().map(MissingPaper::view).collect(),
            reason: data.reason.clone(),
            answer_by: data.answer_by.map(words::date_with_weekday),
            guided_by: data.guided_by.clone(),
        },
        tracking,
        ident: data.frame.ident(2, tracking),
        made_at: data.frame.made_at(),
    })
}

impl MissingPaper {
    fn view(&self) -> MissingView {
        let count = |count: u32| {
            if count == 0 {
                String::new()
            } else {
                words::two_digits(count)
            }
        };
        MissingView {
            name: self.name.clone(),
            note: self.note.clone(),
            originals: count(self.originals),
            certified: count(self.certified),
            photocopies: count(self.photocopies),
        }
    }
}

//! What stands on the notice that a dossier was stopped.

use documents::{Signature, StopNotice};
use domain::dossier::ground::StopGround;
use domain::dossier::personal::PersonalRef;

use super::sheet::{Sheet, party};
use crate::{officials, wording};

impl Sheet<'_> {
    /// The notice of the agency that answers for the dossier; none after erasure.
    pub(super) fn stop_notice(
        &self,
        ground: StopGround,
        reason: &PersonalRef,
    ) -> Option<StopNotice> {
        let desk = officials::unit_name(self.rules, &self.then.desk);
        Some(StopNotice {
            frame: self.frame_of(&self.then.competent),
            tracking: self.tracking()?,
            applicant: party(&self.applicant()?),
            agency: officials::unit_name(self.rules, &self.then.competent),
            request: self.request(),
            submitted_at: self.then.submitted_at.local(),
            stopped_at: self.entry.recorded.at.local(),
            ground: wording::ground::stop(ground).to_owned(),
            reason: self.text(reason.id),
            recipients: vec!["Như trên".to_owned(), desk, "Lưu: hồ sơ".to_owned()],
            // Accounts know no posts: what a leader signs as is not told apart yet.
            signature: Signature {
                on_behalf: Vec::new(),
                post: "LÃNH ĐẠO CƠ QUAN".to_owned(),
                name: self.officer.clone(),
            },
        })
    }
}

//! What stands on the notice that a dossier was stopped.

use documents::StopNotice;
use domain::dossier::ground::StopGround;
use domain::dossier::personal::PersonalRef;
use domain::people::delegation::SignedAs;

use super::sheet::{Sheet, party};
use super::signing::signature;
use crate::{officials, wording};

impl Sheet<'_> {
    /// The notice of the agency that answers for the dossier; none after erasure.
    pub(super) fn stop_notice(
        &self,
        ground: StopGround,
        reason: &PersonalRef,
        signed: Option<&SignedAs>,
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
            signature: signature(signed, &self.officer),
        })
    }
}

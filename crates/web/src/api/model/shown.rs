//! Dossiers, their events and files as the API shows them.

mod consultation;
mod course;
mod dossier;
mod duty;
mod event;
mod list;
mod moved;
mod part;

use domain::dossier::{Dossier, Now};
use jiff::civil::DateTime;
use serde::Serialize;
use utoipa::ToSchema;

pub use dossier::DossierShown;
pub use duty::{RoutedByShown, SignedAsShown};
pub use event::{AskedFor, EventShown, Events, MarkShown};
pub use list::{DossierLine, Dossiers};
pub use moved::CalendarChangeShown;
pub use part::{
    ApplicantShown, AssistanceShown, ChargeShown, FileShown, PaperShown, RepresentativeShown,
    ResultShown,
};

/// A dossier that was just opened.
#[derive(Serialize, ToSchema)]
pub struct Opened {
    /// Its code, issued once.
    #[schema(example = "H35.21.01-261121-0001")]
    pub code: String,
    /// With the code it opens the tracking page; null only when the dossier was erased since.
    #[schema(example = "7K2QXM4P")]
    pub secret: Option<String>,
    /// Where it stands.
    #[schema(example = "received")]
    pub stage: &'static str,
    /// The national portal's status, 1 to 10.
    #[schema(minimum = 1, maximum = 10)]
    pub national_status: u8,
    /// The promised moment; null before reception, and when there is no time limit.
    #[schema(format = DateTime, example = "2026-11-23T17:00:00+07:00")]
    pub promised_at: Option<String>,
    /// The number of its last event: the `seen` of the next act.
    pub version: u32,
}

/// A dossier after an act.
#[derive(Serialize, ToSchema)]
pub struct Acted {
    /// Its code.
    pub code: String,
    /// Where it stands.
    #[schema(example = "examining")]
    pub stage: &'static str,
    /// The national portal's status, 1 to 10.
    #[schema(minimum = 1, maximum = 10)]
    pub national_status: u8,
    /// The promised moment.
    #[schema(format = DateTime)]
    pub promised_at: Option<String>,
    /// The number of its last event: the `seen` of the next act.
    pub version: u32,
}

impl Opened {
    /// A dossier and its typed secret.
    pub fn new(dossier: &Dossier, secret: Option<String>) -> Self {
        Self {
            code: dossier.code.to_string(),
            secret,
            stage: dossier.stage.name(),
            national_status: dossier.national_status().code(),
            promised_at: promised_at(dossier),
            version: dossier.number,
        }
    }
}

impl From<&Dossier> for Acted {
    fn from(dossier: &Dossier) -> Self {
        Self {
            code: dossier.code.to_string(),
            stage: dossier.stage.name(),
            national_status: dossier.national_status().code(),
            promised_at: promised_at(dossier),
            version: dossier.number,
        }
    }
}

fn promised_at(dossier: &Dossier) -> Option<String> {
    dossier.promise.as_ref().map(|promise| local(promise.due))
}

/// An instant with the offset of Việt Nam: `2026-11-21T09:30:00+07:00`.
fn instant(now: Now) -> String {
    local(now.local())
}

/// A local moment with the offset of Việt Nam.
pub(super) fn local(at: DateTime) -> String {
    at.strftime("%Y-%m-%dT%H:%M:%S+07:00").to_string()
}
